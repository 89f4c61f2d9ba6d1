"""The working calendar: a change is previewed limit by limit, published, and recounted."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from jingkai.doors.office.tests.samples import sample
from jingkai.doors.office.tests.under_way import applied, task_at
from jingkai.kernel.cases.models import CalendarDay, Deadline
from jingkai.kernel.flows import actions as verbs
from tests.contracts import GatedContract, entered

SOURCE = "示例政办〔2022〕3号"
FRIDAY = "2022-03-11"


@pytest.fixture(autouse=True)
def on_a_monday(settings: Any) -> None:
    settings.JINGKAI_TODAY = "2022-03-07"


def lines(*given: tuple[str, str, str], source: str = SOURCE) -> dict[str, str]:
    """The form with these lines."""
    sent = {"source": source}
    for n in range(3):
        since, until, way = given[n] if n < len(given) else ("", "", "off")
        sent |= {f"since_{n}": since, f"until_{n}": until, f"way_{n}": way}
    return sent


def accepted(cast: Any) -> Any:
    """An application accepted today: its limits run."""
    approval = applied(cast)
    task = task_at(approval, "accept")
    verbs.complete(task=task.pk, outcome="accept", by=cast.hall_clerk)
    return approval


def promised(approval: Any) -> date:
    row = Deadline.objects.get(case=approval.case_id, clock="promised")
    assert row.due_on is not None
    return row.due_on


def running_after(approval: Any, day: date) -> int:
    """How many limits of it run and are due on that day or later."""
    rows = Deadline.objects.filter(case=approval.case_id, stopped_on=None, due_on__gte=day)
    return rows.count()


class Gated(GatedContract):
    allowed, refused = "services_manager", "hall_clerk"


class TestYear(Gated):
    address = "/office/calendar/"


class TestPreview(Gated):
    address = f"/office/calendar/preview/?since_0={FRIDAY}&way_0=off&source=1"


class TestEffect(Gated):
    address = f"/office/calendar/effect/?since_0={FRIDAY}&way_0=off&source=1"


class TestRecount(Gated):
    address = "/office/calendar/recount/?of=0"


def test_who_may_not_set_days_publishes_none(cast: Any) -> None:
    answer = entered(cast.hall_clerk).post("/office/calendar/publish/", lines((FRIDAY, "", "off")))
    assert answer.status_code == 403
    assert not CalendarDay.objects.exists()


def test_the_year_tells_national_days_off_make_up_days_and_the_zones_own(cast: Any) -> None:
    client = entered(cast.services_manager)
    client.post("/office/calendar/publish/", lines((FRIDAY, "", "off"), ("2022-03-12", "", "work")))
    page = client.get("/office/calendar/?year=2022").content.decode()
    marked = re.findall(r'class="cal-day cal-([a-z-]+)" href="\?day=([\d-]+)#set"', page)
    by_day = {day: kind for kind, day in marked}
    assert by_day["2022-10-03"] == "holiday"
    assert (by_day["2022-10-08"], by_day["2022-10-15"]) == ("made-up", "weekend")
    assert (by_day[FRIDAY], by_day["2022-03-12"]) == ("own-off", "own-work")
    assert page.count(SOURCE) >= 2
    assert "国庆节" in page


def test_a_year_without_a_notice_says_that_limits_are_provisional(cast: Any) -> None:
    page = entered(cast.services_manager).get("/office/calendar/?year=2099").content.decode()
    assert "暂定" in page
    for odd in ("abc", "99999", "-3", "2022'"):
        assert entered(cast.services_manager).get(
            "/office/calendar/", {"year": odd}
        ).status_code == 200  # fmt: skip


def test_the_preview_tells_how_many_limits_would_move_and_changes_nothing(cast: Any) -> None:
    approval = accepted(cast)
    before, client = promised(approval), entered(cast.services_manager)
    asked = lines((FRIDAY, "", "off"))
    page = client.get("/office/calendar/preview/", asked).content.decode()
    assert f"{FRIDAY} " in page
    assert "工作日" in page
    effect = client.get("/office/calendar/effect/", asked).content.decode()
    assert f"将有 {running_after(approval, date(2022, 3, 11))} 个" in effect
    assert approval.number in effect
    assert (promised(approval), CalendarDay.objects.count()) == (before, 0)


def test_limits_that_a_domain_keeps_itself_are_named_too(cast: Any) -> None:
    appeal = sample("governance.appeals", cast)
    answer = entered(cast.services_manager).get(
        "/office/calendar/effect/", lines(("2022-03-08", "", "off"))
    )
    told = answer.content.decode()
    assert appeal.number in told
    assert "2022-03-08 → <b>2022-03-09" in told
    assert f"/office/r/governance.appeals/{appeal.pk}/" in told


def test_published_the_limits_move_while_the_page_is_open(cast: Any) -> None:
    approval = accepted(cast)
    before, client = promised(approval), entered(cast.services_manager)
    answer = client.post("/office/calendar/publish/", lines((FRIDAY, "", "off")))
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert 'hx-post="/office/calendar/recount/' in page
    told = client.post(answer["Location"]).content.decode()
    assert "hx-post" not in told
    assert promised(approval) > before


def test_an_effect_of_many_cases_is_told_part_by_part(cast: Any, monkeypatch: Any) -> None:
    from jingkai.kernel.cases import effects

    accepted(cast)
    monkeypatch.setattr(effects.effect_on, "__kwdefaults__", {"after": 0, "batch": 1})
    client = entered(cast.services_manager)
    first = client.get("/office/calendar/effect/", lines((FRIDAY, "", "off"))).content.decode()
    [ask] = re.findall(r'hx-get="([^"]+)"', first)
    last = client.get(ask.replace("&amp;", "&")).content.decode()
    assert "hx-get" not in last
    assert "将有 0 个" not in last


def test_each_limit_that_would_move_is_named_with_both_days(cast: Any, monkeypatch: Any) -> None:
    from jingkai.kernel.cases import effects

    approval = accepted(cast)
    monkeypatch.setattr(effects.effect_on, "__kwdefaults__", {"after": 0, "batch": 1})
    client, told = entered(cast.services_manager), ""
    asked: Any = {"path": "/office/calendar/effect/", "data": lines((FRIDAY, "", "off"))}
    for _part in range(5):
        part = client.get(**asked).content.decode()
        told += part
        if not (ask := re.findall(r'hx-get="([^"]+)"', part)):
            break
        asked = {"path": ask[0].replace("&amp;", "&")}
    assert told.count(f"{approval.number}</a>") == running_after(approval, date(2022, 3, 11))
    assert f"{promised(approval)} → <b>" in told


def test_a_document_is_taken_back_with_all_its_days(cast: Any) -> None:
    approval = accepted(cast)
    before, client = promised(approval), entered(cast.services_manager)
    set_by = lines((FRIDAY, "", "off"), ("2022-03-08", "2022-03-09", "off"))
    answer = client.post("/office/calendar/publish/", set_by)
    client.post(answer["Location"])
    assert promised(approval) != before
    one = CalendarDay.objects.get(day=FRIDAY)
    page = client.get(f"/office/calendar/?undo={one.pk}").content.decode()
    assert 'value="2022-03-08"' in page
    assert 'value="2022-03-09"' in page
    assert page.count('value="national" selected') == 2
    assert f'value="废止{SOURCE}"' in page
    back = lines(("2022-03-08", "2022-03-09", "national"), (FRIDAY, FRIDAY, "national"))
    answer = client.post("/office/calendar/publish/", back)
    client.post(answer["Location"])
    assert (promised(approval), CalendarDay.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ((("2022-03-11", "2022-03-10", "off"),), "until_0"),
        ((("2022-03-11", "2023-03-11", "off"),), "until_0"),
        ((("2022-03-11", "", "off"), ("2022-03-10", "2022-03-12", "work")), "since_1"),
        ((("", "2022-03-10", "off"),), "since_0"),
        ((("1066-10-14", "", "off"),), "since_0"),
        ((("gestern", "", "off"),), "since_0"),
        ((), "since_0"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_at_its_field(cast: Any, given: Any, field: str) -> None:
    answer = entered(cast.services_manager).get("/office/calendar/preview/", lines(*given))
    assert answer.status_code == 422
    assert f'id="id_{field}_fault"' in answer.content.decode()


def test_without_a_document_nothing_is_set(cast: Any) -> None:
    client = entered(cast.services_manager)
    answer = client.post("/office/calendar/publish/", lines((FRIDAY, "", "off"), source=""))
    assert answer.status_code == 422
    assert 'id="id_source_fault"' in answer.content.decode()
    assert not CalendarDay.objects.exists()


def test_the_calendar_stands_in_the_navigation_of_who_may_set_it(cast: Any) -> None:
    link = f'href="{reverse("office:calendar")}"'
    assert link in entered(cast.services_manager).get("/office/").content.decode()
    assert link not in entered(cast.hall_clerk).get("/office/").content.decode()
