"""Grids and their posts, the routing table, workbooks of appeals, hard problems, figures."""

from datetime import date, timedelta

import pytest
import xlsxwriter
from django.utils import timezone, translation

from jingkai.domains.governance import actions, queries
from jingkai.domains.governance.errors import AlreadySolved
from jingkai.domains.governance.models import Appeal, Grid, HardProblem
from jingkai.domains.governance.registers import (
    APPEALS,
    GRIDS,
    HARD,
    KINDS,
    ROUTES,
    WARDENS,
)
from jingkai.domains.governance.tests.conftest import HERE, THERE, fresh
from jingkai.domains.subjects import actions as subjects
from jingkai.domains.subjects.factories import sample_enterprises
from jingkai.kernel.errors import Forbidden, Refusal
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers import listing
from jingkai.kernel.registers.errors import Invalid
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.lasting import EndBeforeUse, UsedStays
from jingkai.kernel.registers.reading import Source
from jingkai.kernel.registers.workbook import cells_of

TODAY = date(2022, 6, 1)
YEAR = Period.year(2022)


def told(people, code, period=YEAR):
    figure = evaluate([code], period, seat=people.leader)[code]
    parts = drill(code, period, seat=people.leader)
    return figure.value, sum(part.queryset.count() for part in parts)


def test_posts_are_held_or_vacant_and_the_copy_follows(people, tree, warden):
    assert Grid.objects.get(pk=tree.first.pk).path == "A/A-01/"
    assert Grid.objects.get(pk=tree.first.pk).staffing == "vacant"
    warden(tree.first)
    warden(tree.building)
    one = warden(tree.stairwell)
    assert Grid.objects.get(pk=tree.first.pk).staffing == "full"
    assert Grid.objects.get(pk=tree.area.pk).staffing == "gaps", "the second grid has nobody"
    registers.change(WARDENS, one, {"until": "2022-03-31"}, by=people.keeper)
    assert Grid.objects.get(pk=tree.first.pk).staffing == "gaps"
    assert [str(node) for node in queries.vacancies(people.leader, TODAY)] == [
        "示例A-01-1-1", "示例A-02",
    ]  # fmt: skip
    held = {row.post.value: (row.posts, row.held) for row in queries.posts(people.leader, TODAY)}
    assert held == {"grid": (2, 1), "building": (1, 1), "stairwell": (1, 0)}
    before = {row.post.value: row.held for row in queries.posts(people.leader, date(2022, 3, 1))}
    assert before["stairwell"] == 1, "as of a day of the past"
    with pytest.raises(Invalid):
        warden(tree.building, since="2022-05-01")
    with pytest.raises(Invalid):
        warden(tree.area)
    assert told(people, "governance.wardens") == (2, 2)
    assert told(people, "governance.grids") == (2, 2)


def test_grids_fit_their_level_their_size_and_no_other(people, tree, grid):
    assert [(g.code, fit.value) for g, fit in queries.misfits(people.leader, TODAY)] == [
        ("A-02", "large")
    ]
    with pytest.raises(Invalid):
        grid("A-03", "楼栋", tree.area)
    with pytest.raises(Refusal):
        grid("A-04", parent=tree.area, shape=tree.first.shape.buffer(-0.001).wkt)
    with pytest.raises(Forbidden):
        registers.change(GRIDS, tree.first, {"households": "600"}, by=people.desk)
    assert not queries.grids_for(people.stranger).exists()


def test_a_rule_in_use_is_only_ended(people, table, appeal):
    appeal()
    rule = table.general
    with pytest.raises(UsedStays, match="1"):
        registers.change(ROUTES, rule, {"office": str(people.property.pk)}, by=people.chief)
    sent = rule.appeals.get().routed_on
    with pytest.raises(EndBeforeUse):
        registers.change(ROUTES, rule, {"until": str(sent - timedelta(1))}, by=people.chief)
    registers.change(ROUTES, rule, {"until": str(sent)}, by=people.chief)
    registers.change(ROUTES, table.there, {"priority": "50"}, by=people.chief)
    with pytest.raises(Forbidden):
        registers.change(ROUTES, table.there, {"priority": "60"}, by=people.desk)


def test_a_kind_in_use_keeps_its_code_and_its_place(people, table, appeal):
    registers.change(KINDS, table.streets, {"code": "03"}, by=people.chief)
    appeal()
    with pytest.raises(UsedStays, match="1"):
        registers.change(KINDS, table.stalls, {"parent": str(table.homes.pk)}, by=people.chief)
    with pytest.raises(UsedStays, match="1"):
        registers.change(KINDS, table.streets, {"code": "01"}, by=people.chief)
    registers.change(KINDS, table.stalls, {"name": "流动摊贩", "pace": "紧急"}, by=people.chief)
    registers.change(KINDS, table.lifts, {"parent": str(table.streets.pk)}, by=people.chief)


def _book(tmp_path, rows):
    path = tmp_path / "12345.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("诉求")
    headings = list(dict.fromkeys(name for row in rows for name in row))
    for number, row in enumerate([dict(zip(headings, headings, strict=True)), *rows]):
        for at, heading in enumerate(headings):
            page.write_string(number, at, row.get(heading, ""))
    book.close()
    return path


def test_the_hotlines_workbook_is_placed_sent_and_put_under_its_clocks(people, table, tmp_path):
    row = {
        "诉求编号": "12345-1", "诉求标题": "占道", "来源": "12345热线", "诉求类别编码": "0101",
        "受理时间": "2022-03-15 09:30", "诉求人": "张小明", "联系电话": "13912345678",
    }  # fmt: skip
    rows = [
        {**row, "位置": HERE.wkt},
        {**row, "诉求编号": "12345-2", "位置": THERE.wkt},
        {**row, "诉求编号": "12345-3", "诉求类别编码": "0201"},
        {**row, "诉求编号": "12345-4", "位置": HERE.wkt, "承办单位": "综合执法局",
         "签收日期": "2022-03-16", "答复日期": "2022-03-17", "答复结论": "已解决",
         "答复内容": "已清理", "办结日期": "2022-03-18"},
    ]  # fmt: skip
    outcome = import_workbooks([Source.at(_book(tmp_path, rows))], by=people.chief)
    assert outcome.written, outcome.errors
    first, second, third, fourth = Appeal.objects.order_by("number")
    assert (first.office, first.route, first.state) == (people.enforcement, table.general, "routed")
    assert (second.office, second.grid.code) == (people.property, "A-02")
    assert (third.state, third.pace, third.placed) == ("received", "urgent", "nowhere")
    assert (fourth.state, fourth.route) == ("closed", table.general)
    assert str(first.due_on) == "2022-03-29"
    assert f"{timezone.localtime(first.received_at):%H:%M}" == "09:30"
    assert actions.route_appeals(by=people.desk) == 1, "only the one that no rule held"


@pytest.mark.parametrize(("name", "whole"), [("leader", False), ("desk", True)])
def test_exports_mask_who_asked_without_the_permission(people, appeal, name, whole):
    seat = getattr(people, name)
    cells = str(cells_of(APPEALS, appeal(), seat))
    assert ("13912345678" in cells, "张小明" in cells) == (whole, whole)
    assert ("139****5678" in cells, "张**" in cells) == (not whole, not whole)


def test_the_share_resolved_counts_what_was_due_and_is_open_again_when_unhappy(
    people, answered, appeal
):
    code = "governance.appeals_resolved_share"
    one = actions.call_back(
        appeal=answered(), reached=True, solved=True, rating="3", on=date(2022, 3, 18),
        by=people.desk,
    )  # fmt: skip
    appeal(at="2022-12-30 09:00")  # due in January
    assert told(people, code)[0] == 1
    two = actions.call_back(
        appeal=answered(), reached=True, rating="1", on=date(2022, 3, 18), by=people.desk
    )
    assert told(people, code)[0] * 2 == 1
    assert told(people, "governance.satisfaction_rate")[0] * 100 == 45, "0.9 and nothing"
    assert told(people, "governance.appeals_reopened") == (1, 1)
    assert told(people, "governance.appeals_received")[0] == 3
    line = queries.rates_of(people.leader, date(2022, 1, 1), date(2022, 12, 31), TODAY)
    assert (line.rates.satisfaction * 100, line.counted.received) == (45, 3)
    assert line.rates.resolution == 1
    months = queries.rates_by_month(people.leader, date(2022, 1, 1), date(2022, 12, 31), TODAY)
    assert [(f"{m.name:%m}", m.counted.received) for m in months] == [("03", 2), ("12", 1)]
    [office] = queries.rates_by_office(people.handler, date(2022, 1, 1), TODAY, TODAY)
    assert (office.name, office.counted.ratings["1"]) == (people.enforcement, 1)
    assert (fresh(one).state, fresh(two).round) == ("closed", 2)


def test_a_hard_problem_goes_step_by_step_to_its_evidence(people):
    enterprise = subjects.register_enterprise(
        **next(sample_enterprises(1, start=3)), by=people.cast.registrar
    )
    form = {"title": "示例企业搬迁", "kind": "企业搬迁", "raised_on": "2022-01-10",
            "due_on": "2022-05-31", "office": people.enforcement.pk}  # fmt: skip
    with pytest.raises(Invalid):
        registers.create(HARD, form, by=people.chief)
    made = registers.create(HARD, {**form, "enterprise": enterprise.pk}, by=people.chief)
    one = HardProblem.objects.get(pk=made.pk)
    assert one.number == "NT2022-001"
    assert [d.register for d in queries.due_for(people.chief, TODAY)] == ["governance.hard"]
    actions.add_hard_step(problem=one, content="签订协议", on=date(2022, 2, 1), by=people.handler)
    with pytest.raises(Forbidden):
        actions.solve_hard(
            problem=one, outcome="搬迁完毕", evidence="协议", on=TODAY, by=people.handler
        )
    with pytest.raises(Refusal):
        actions.solve_hard(
            problem=one, outcome="搬迁", evidence="协议", on=date(2022, 1, 20), by=people.chief
        )
    one = actions.solve_hard(
        problem=one, outcome="搬迁完毕", evidence="协议", on=date(2022, 5, 20), by=people.chief
    )
    assert one.state == "solved"
    with pytest.raises(AlreadySolved):
        actions.add_hard_step(problem=one, content="又", on=TODAY, by=people.chief)
    assert told(people, "governance.hard_problems_solved") == (1, 1)
    assert told(people, "governance.hard_problems_solved.relocation") == (1, 1)
    assert told(people, "governance.hard_problems_open") == (0, 0)


def test_lists_that_stand_ready_ask_what_each_seat_needs_today(people, tree, appeal, warden):
    on, late = date(2022, 3, 30), appeal()
    appeal(at="2022-03-30 09:00", shape=THERE)

    def found(seat):
        told = {}
        for view in APPEALS.views:
            if (asks := view.asks(seat, on)) is not None:
                page = listing.page(APPEALS, seat, listing.ListQuery(filters=asks))
                told[str(view.name)] = len(page.rows)
        return told

    with translation.override("en"):
        desk, handler = found(people.desk), found(people.handler)
    assert desk == {
        "Overdue": 1, "Came in today": 1, "To be sent to an office": 0, "To be called back": 0,
    }  # fmt: skip
    assert handler["My office’s, due today or earlier"] == 1
    warden(tree.first, seat=people.desk.pk)
    with translation.override("en"):
        assert found(people.desk)["In my grids"] == 1
    assert late.office == people.enforcement
