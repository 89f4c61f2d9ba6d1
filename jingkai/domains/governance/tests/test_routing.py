"""Many appeals at once go exactly where each would go by itself, and are told their days alike."""

from datetime import date
from random import Random

import xlsxwriter
from django.db import connection
from shapely.geometry import Point

from jingkai.domains.governance import actions, cases
from jingkai.domains.governance.models import Appeal, AppealRound
from jingkai.domains.governance.tests.conftest import BEYOND, HERE, fresh, moment
from jingkai.kernel.cases.actions import set_days
from jingkai.kernel.cases.effects import kept_moved
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.reading import Source
from jingkai.kernel.trail.acting import Machine, declare, perform, record

TRIED = declare("governance.tests.tried", "Tried {subject}")
SOURCES = {"hotline": "12345热线", "web": "网站", "app": "移动端"}
WENT = ("grid_id", "placed", "office_id", "route_id", "routed_on", "state", "began_on",
        "accept_due_on", "answer_due_on", "due_on")  # fmt: skip


def _rules(people, tree, table, rng):
    areas, kinds = (tree.area, tree.first, tree.second, None), (table.streets, table.stalls, None)
    for n in range(12):
        area, kind = rng.choice(areas), rng.choice(kinds)
        table.rule(
            f"PD-1{n:02d}", rng.choice((people.enforcement, people.property)),
            kind=kind.pk if kind else "", area=area.pk if area else "",
            source=rng.choice(("", "网站", "12345热线")), priority=str(rng.choice((90, 100, 110))),
            until=rng.choice(("", "2022-03-14", "2022-04-30")),
        )  # fmt: skip


def _asked(table, tree, rng):
    place = rng.choice((HERE, BEYOND, None, Point(126.46, 43.965)))  # the last on the common edge
    if rng.random() < 0.6:
        place = Point(126.445 + rng.random() * 0.03, 43.955 + rng.random() * 0.02)
    return {
        "kind": rng.choice((table.stalls, table.lifts)), "source": rng.choice(list(SOURCES)),
        "shape": place, "grid": rng.choice((None, None, tree.second)),
        "at": rng.choice(("2022-03-14 09:30", "2022-03-15 16:00", "2022-05-01 08:00")),
    }  # fmt: skip


def _at_once(people, asked):
    """They stand in the register, sent nowhere, until one action sends them all."""

    def work():
        made = Appeal.objects.bulk_create(
            Appeal(
                zone=people.zone, number=f"B-{n:03d}", title="示例", source=one["source"],
                kind=one["kind"], pace=one["kind"].pace, shape=one["shape"], grid=one["grid"],
                received_at=moment(one["at"]),
            )
            for n, one in enumerate(asked)
        )  # fmt: skip
        record(people.zone)
        actions.settle_days(people.zone.pk, [each.pk for each in made])

    perform(TRIED, Machine(zone_id=people.zone.pk), work)
    assert actions.route_appeals(by=people.desk) >= len(asked)
    return Appeal.objects.filter(number__startswith="B-").order_by("number")


def _by_workbook(people, asked, path):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("诉求")
        sheet.write_row(0, 0, ["诉求编号", "诉求标题", "来源", "诉求类别编码", "受理时间", "位置",
                               "网格编码"])  # fmt: skip
        for n, one in enumerate(asked, 1):
            place, grid = one["shape"], one["grid"]
            sheet.write_row(n, 0, [
                f"W-{n:03d}", "示例", SOURCES[one["source"]], one["kind"].code, one["at"],
                place.wkt if place else "", grid.code if grid else "",
            ])  # fmt: skip
    outcome = import_workbooks([Source.at(path)], by=people.chief)
    assert outcome.written, outcome.errors
    return Appeal.objects.filter(number__startswith="W-").order_by("number")


def test_one_by_one_all_at_once_and_from_a_workbook_appeals_go_the_same_way(
    people, tree, table, appeal, tmp_path
):
    rng = Random(11)
    _rules(people, tree, table, rng)
    asked = [_asked(table, tree, rng) for _n in range(40)]
    singly = [appeal(**one) for one in asked]
    told = [[getattr(fresh(one), name) for name in WENT] for one in singly]
    assert len({row[3] for row in told}) > 4, "several rules decide"
    assert {row[1] for row in told} == {"point", "named", "nowhere"}
    together = _at_once(people, asked)
    assert [[getattr(one, name) for name in WENT] for one in together] == told
    brought = _by_workbook(people, asked, tmp_path / "12345.xlsx")
    assert [[getattr(one, name) for name in WENT] for one in brought] == told
    with connection.cursor() as cursor:
        cursor.execute("select number, pgh_label from governance_appealevent")
        versions = sorted(cursor.fetchall())
    imported = [label for number, label in versions if number[:2] == "W-"]
    assert imported == ["insert"] * len(asked), "each is written once"


def _opened_again(people, one):
    """The round of an appeal that was given five days more, and whose asker was unhappy."""
    one = actions.accept_appeal(appeal=one, on=date(2022, 3, 15), by=people.handler)
    one = actions.allow_more_time(appeal=one, days=5, because="涉及多家", by=people.chief)
    one = actions.answer_appeal(
        appeal=one, outcome="resolved", answer="已清理", on=date(2022, 3, 16), by=people.handler
    )
    one = actions.call_back(
        appeal=one, reached=True, solved=False, rating="2", on=date(2022, 3, 17),
        by=people.desk,
    )  # fmt: skip
    return AppealRound.objects.get(appeal=one)


def _round_by_workbook(people, one, path):
    """An earlier round that a workbook brings: by when it was due follows from its days."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("诉求前轮")
        sheet.write_row(0, 0, ["诉求编号", "轮次", "起始日期", "延期(工作日)", "重办日期"])
        sheet.write_row(1, 0, [one.number, 1, "2022-03-03", 3, "2022-03-10"])
    outcome = import_workbooks([Source.at(path)], by=people.chief)
    assert outcome.written, outcome.errors
    return AppealRound.objects.get(appeal=one)


def test_when_the_calendar_changes_all_appeals_are_told_their_days_anew(
    people, appeal, answered, tmp_path
):
    late, over, again = appeal(), answered(), _opened_again(people, appeal())
    brought = _round_by_workbook(people, late, tmp_path / "rounds.xlsx")
    assert [str(one.due_on) for one in (again, brought)] == ["2022-04-06", "2022-03-22"]
    over = actions.call_back(appeal=over, reached=False, on=date(2022, 3, 18), by=people.desk)
    assert (str(late.answer_due_on), str(over.due_on)) == ("2022-03-22", "2022-03-29")
    days = {date(2022, 3, 17): False, date(2022, 3, 18): False}
    _looked, moved = kept_moved(people.zone.pk, days)
    told = {(one.title, str(one.due), str(then)) for one, then in moved}
    assert {each for each in told if each[0] != again.appeal.number} == {
        (late.number, "2022-03-22", "2022-03-24"), (late.number, "2022-03-29", "2022-03-31"),
    }  # fmt: skip
    set_days(days=days, source="示例通知", by=people.cast.services_manager)
    assert [str(fresh(late).answer_due_on), str(fresh(late).due_on)] == ["2022-03-24", "2022-03-31"]
    assert cases.due_day(fresh(late), "answer") == fresh(late).answer_due_on
    assert str(fresh(over).due_on) == "2022-03-31", "closed ones too, as their page tells it"
    assert cases.due_day(fresh(over), "overall") == fresh(over).due_on
    rounds = [AppealRound.objects.get(pk=one.pk) for one in (again, brought)]
    assert [str(one.due_on) for one in rounds] == ["2022-04-08", "2022-03-24"], (
        "earlier rounds as well, with the time allowed on top"
    )
