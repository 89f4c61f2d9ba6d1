"""Packets of monitoring stations come in by the API and the command line, as on the page."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from django.apps import apps

from jingkai.config.cli import cli
from jingkai.domains.ecology.actions.stations import RECEIVED
from jingkai.domains.ecology.factories import packet
from jingkai.domains.ecology.registers import SECTIONS
from jingkai.doors.api.tests.contracts import EndpointContract, program
from jingkai.doors.cli.stations import stations
from jingkai.kernel.access.walls import walled
from jingkai.kernel.errors import Refusal
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.trail.models import Entry

ADDRESS = "/api/v1/stations/packets"
UNKNOWN = "w99999-Avg=1"


def samples() -> Any:
    """The water samples that have come in."""
    return apps.get_model("ecology", "WaterSample").objects.all()


def section(cast: Any) -> Any:
    form = {"name": "示例断面", "number": "DM-01", "water": "示例河", "kind": "河流",
            "level": "市控", "target": "Ⅲ", "station": "DM0001"}  # fmt: skip
    return registers.create(SECTIONS, form, by=cast.ecology_chief)


class TestTaking(EndpointContract):
    address, method, scope = ADDRESS, "post", "stations:write"
    allowed, refused = "ecology_chief", "leader"

    def ask(self, client: Any, cast: Any) -> Any:
        if not SECTIONS.rows(cast.ecology_chief).exists():
            section(cast)
        return client.send("post", ADDRESS, {"text": packet()})


def test_packets_are_taken_checked_and_refused(cast: Any) -> None:
    section(cast)
    client = program(cast.ecology_chief, "stations:write")
    two = packet() + packet(at="20221202000000", values=f"w01018-Avg=31;{UNKNOWN}")
    dry = client.send("post", ADDRESS, {"text": two, "dry_run": True}).json()
    assert not samples().exists()
    told = client.send("post", ADDRESS, {"text": two}).json()
    assert told == {**dry, "dry_run": False}
    assert told == {"packets": 2, "new": 2, "changed": 0, "not_evaluated": ["w99999"],
                    "left_out": 0, "dry_run": False}  # fmt: skip
    again = client.send("post", ADDRESS, {"text": two}).json()
    assert (again["new"], again["changed"]) == (0, 2)
    for text in ("早上好", packet(mn="XX"), packet(values=UNKNOWN)):
        answer = client.send("post", ADDRESS, {"text": text})
        assert answer.status_code == 422, text
    assert client.send("post", ADDRESS, {"packets": two}).status_code == 400


def test_under_one_key_packets_are_taken_once_and_the_answer_is_the_same(cast: Any) -> None:
    section(cast)
    client = program(cast.ecology_chief, "stations:write")

    def send(values: str, key: str, *, dry_run: bool = False, by: Any = client) -> Any:
        body = {"text": packet(values=values), "dry_run": dry_run}
        return by.send("post", ADDRESS, body, **{"idempotency-key": key})

    five, nine = f"w01018-Avg=5;{UNKNOWN}", "w01018-Avg=9"
    assert send(UNKNOWN, "k1").status_code == 422
    assert send(five, "k1", dry_run=True).json()["new"] == 1
    first = send(five, "k1")  # neither a fault nor a dry run takes a key
    assert (first.status_code, first.json()["new"]) == (200, 1)
    dry = send(nine, "k1", dry_run=True).json()
    assert (dry["changed"], dry["dry_run"]) == (1, True)
    assert send(nine, "k1").json() == first.json()
    assert [each.cod for each in samples()] == ["5"]
    other = program(cast.ecology_chief, "stations:write")
    for again, key in ((client, "k2"), (other, "k1")):  # another key; another program's own
        assert send(nine, key, by=again).json()["changed"] == 1, key
    assert [each.cod for each in samples()] == ["9"]
    with walled(cast.zone.pk):
        noted = Entry.objects.filter(code=RECEIVED).order_by("pk")
        assert [(each.facts["new"], each.facts["changed"]) for each in noted] == [
            (1, 0), (0, 1), (0, 1)
        ]  # fmt: skip


def run(cast: Any, text: str, *options: str) -> Any:
    given = {"obj": {"zone": cast.zone.code}, "input": text}
    return CliRunner().invoke(stations, ["-", *options], **given)


def test_the_command_takes_them_from_files_and_from_its_input(cast: Any, tmp_path: Any) -> None:
    section(cast)
    assert cli.get_command(None, "stations") is stations  # type: ignore[arg-type]
    file = tmp_path / "站点.txt"
    file.write_text(packet(), encoding="utf-8")
    done = CliRunner().invoke(stations, [str(file), "--json"], obj={"zone": cast.zone.code})
    assert json.loads(done.output)["new"] == 1
    assert "0 samples new, 1 corrected" in run(cast, packet()).output
    refused = run(cast, packet(mn="XX"))
    assert isinstance(refused.exception, Refusal)
    assert samples().count() == 1


def test_what_no_factor_has_is_refused_and_not_a_fault_of_ours(cast: Any) -> None:
    from jingkai.domains.ecology.actions import take_station_data
    from jingkai.domains.ecology.errors import NothingEvaluated

    section(cast)
    with pytest.raises(NothingEvaluated, match="w99999"):
        take_station_data(text=packet(values=UNKNOWN), by=cast.ecology_chief)
