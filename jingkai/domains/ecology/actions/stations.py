"""What automatic stations sent, taken in as samples of a day."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as told
from django.utils.translation import gettext_lazy as _

from jingkai.domains.ecology import cases
from jingkai.domains.ecology.actions.settling import settle_months
from jingkai.domains.ecology.choices import SampleSource
from jingkai.domains.ecology.errors import NoStationData, NothingEvaluated, StationDataFaulty
from jingkai.domains.ecology.models import WaterSample, WaterSection
from jingkai.domains.ecology.permissions import Permission
from jingkai.domains.ecology.rules.hj212 import BadPacket, Packet, Wrong, by_day, read_packets
from jingkai.kernel.access.models import Zone
from jingkai.kernel.cases.steps import require
from jingkai.kernel.trail.acting import Actor, action, record
from jingkai.kernel.trail.models import Entry

PLACES = Decimal("0.00001")
RECEIVED = "ecology.station_data.received"


@dataclass(frozen=True)
class Taken:
    """What came of a text of packets: samples new and changed, codes that no factor has."""

    packets: int
    new: int
    changed: int
    unknown_codes: tuple[str, ...]
    left_out: int
    """Readings whose flag says that they don't hold."""


@action("ecology.station_data.taken", _("Took in the data of monitoring stations"))
def take_station_data(*, text: str, by: Actor) -> Taken:
    """Take in packets of HJ 212: one sample a station and day; all of them or none.

    A day that was taken in before is corrected by what comes later. Raises NoStationData,
    StationDataFaulty naming the first packet that can't be taken.
    """
    require(by, Permission.IMPORT)
    packets = list(read_packets(text))
    if not packets:
        raise NoStationData(field="text")
    zone_id = int(by.zone_id or 0)
    stations = {
        section.station: section
        for section in WaterSection.objects.filter(zone_id=zone_id).exclude(station="")
    }
    good = list(_good(packets, stations))
    return _keep(good, stations, zone_id, by)


@action(
    RECEIVED,
    _("Received {packets} packets of monitoring stations: {new} samples new, {changed} corrected"),
)
def _receive(*, text: str, first: list[Taken], by: Actor) -> Zone:
    """Take them in and note what came of it, so that the same can be told again."""
    taken = take_station_data(text=text, by=by)
    zone = Zone.objects.get(pk=by.zone_id)
    record(zone, **asdict(taken))
    first.append(taken)
    return zone


def receive_station_data(*, text: str, by: Actor, key: str = "") -> Taken:
    """As `take_station_data`, for programs: under a `key` it is done once.

    Asked again under it, what came of the first time is told and nothing is taken in. What was
    refused takes no key.
    """
    first: list[Taken] = []
    _receive(text=text, first=first, by=by, idempotency_key=key)  # type: ignore[call-arg]
    if first:
        return first[0]
    facts = Entry.objects.get(zone_id=by.zone_id, code=RECEIVED, idempotency_key=key).facts
    return Taken(**{**facts, "unknown_codes": tuple(facts["unknown_codes"])})


def _good(
    packets: list[Packet | BadPacket], stations: Mapping[str, WaterSection]
) -> Iterable[Packet]:
    """The packets, when all of them can be taken."""
    faults = [each for each in packets if isinstance(each, BadPacket)]
    strange = [
        each for each in packets if isinstance(each, Packet) and each.station not in stations
    ]
    if faults or strange:
        sentences = [(each.place, _said(each)) for each in faults]
        sentences += [
            (each.place, told("No section has the station code {code}.").format(code=each.station))
            for each in strange
        ]
        place, words = min(sentences)
        first = told("Packet {place}: {words}").format(place=place, words=words)
        raise StationDataFaulty(
            field="text", count=len(sentences), total=len(packets), first=first
        )
    return [each for each in packets if isinstance(each, Packet)]


def _said(packet: BadPacket) -> str:
    words = {
        Wrong.CUT: told("it is cut off before its checksum"),
        Wrong.LENGTH: told("it is not as long as it says"),
        Wrong.CHECKSUM: told("its checksum is wrong"),
        Wrong.COMMAND: told("it brings no data (its CN is none of 2011, 2061, 2031)"),
        Wrong.STATION: told("it names no station (MN)"),
        Wrong.TIME: told("its time (DataTime) can't be read"),
        Wrong.VALUE: told("a value is no number"),
    }  # fmt: skip
    return f"{words[packet.wrong]}（{packet.begins}）"


def _keep(
    packets: list[Packet], stations: Mapping[str, WaterSection], zone_id: int, by: Any
) -> Taken:
    days = by_day(packets)
    codes = cases.dated("water", "monitoring_codes")
    unknown: set[str] = set()
    new, changed, samples = 0, 0, []
    for (station, day), readings in sorted(days.items()):
        factors = codes.on(day).value
        unknown |= readings.keys() - factors.keys()
        values = {factors[code]: _written(v) for code, v in readings.items() if code in factors}
        if values:
            sample, is_new = _sample(stations[station], day, values, zone_id)
            samples.append(sample)
            new, changed = new + is_new, changed + (not is_new)
    if not samples:
        raise NothingEvaluated(field="text", codes="、".join(sorted(unknown)) or "—")
    settle_months(samples, by)
    left_out = sum(len(packet.left_out) for packet in packets)
    return Taken(len(packets), new, changed, tuple(sorted(unknown)), left_out)


def _sample(
    section: WaterSection, day: date, values: Mapping[str, str], zone_id: int
) -> tuple[WaterSample, bool]:
    source = SampleSource.AUTOMATIC
    rows = WaterSample.objects.select_for_update(of=("self",))
    sample = rows.filter(section=section, taken_on=day, source=source).first()
    is_new = sample is None
    if sample is None:
        sample = WaterSample(zone_id=zone_id, section=section, taken_on=day, source=source)
    for factor, value in values.items():
        setattr(sample, factor, value)
    sample.full_clean(exclude=["zone"])
    sample.save()
    record(sample, section=section.name, day=day)
    return sample, is_new


def _written(value: Decimal) -> str:
    rounded = value.quantize(PLACES).normalize()
    return f"{rounded:f}"
