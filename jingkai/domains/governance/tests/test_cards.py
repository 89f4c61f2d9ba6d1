"""Supervision cards: issued once per matter and level, answered, lifted; what is late gets one."""

from datetime import date

import pytest

from jingkai.domains.governance import actions, queries
from jingkai.domains.governance.errors import CardStands, NothingToSupervise, NotYourOffice
from jingkai.domains.governance.models import Appeal, SupervisionCard
from jingkai.domains.governance.registers import CARDS
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.errors import MoveNotOffered, TooEarly
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.trail.acting import Machine

ISSUED = date(2022, 4, 11)
"""A Monday."""


@pytest.fixture
def late(people, appeal):
    """An appeal that an office accepted in March and never answered."""
    one = actions.accept_appeal(appeal=appeal(), on=date(2022, 3, 16), by=people.handler)
    return Appeal.objects.select_related("office").get(pk=one.pk)


@pytest.fixture
def card(late, supervisor):
    return actions.issue_card(
        level="amber", about=late, demand="三日内答复", on=ISSUED, by=supervisor
    )


def test_from_issuing_to_lifting(card, late, people, supervisor):
    assert (card.number, card.office, card.matter) == ("DB2022-001", late.office, "appeal")
    assert card.answer_due_on == date(2022, 4, 14)
    assert [one.pk for one in queries.open_cards(people.leader)] == [card.pk]
    answered = actions.answer_card(
        card=card, answer="已派员处理", on=date(2022, 4, 13), by=people.handler
    )
    back = actions.refuse_answer(card=answered, because="未说明时限", by=supervisor)
    assert (back.state, back.answer, back.answer_due_on) == ("issued", "", date(2022, 4, 14))
    answered = actions.answer_card(
        card=back, answer="十五日前办结", on=date(2022, 4, 14), by=people.handler
    )
    lifted = actions.lift_card(
        card=answered, because="已办结", on=date(2022, 4, 15), by=supervisor
    )
    assert lifted.state == "lifted"
    assert queries.board_of_cards(people.leader, date(2022, 4, 15)) == []


def test_a_matter_has_one_card_of_each_level(card, late, supervisor):
    with pytest.raises(CardStands):
        actions.issue_card(level="amber", about=late, demand="再次", by=supervisor)
    red = actions.issue_card(level="red", about=late, demand="一日内", on=ISSUED, by=supervisor)
    assert red.answer_due_on == date(2022, 4, 12)
    assert SupervisionCard.objects.count() == 2


def test_a_free_card_names_its_office(people, supervisor):
    with pytest.raises(NothingToSupervise):
        actions.issue_card(level="amber", title="示例会议事项", demand="落实", by=supervisor)
    free = actions.issue_card(
        level="amber", title="示例会议事项", office=people.property, demand="落实",
        on=ISSUED, by=supervisor,
    )  # fmt: skip
    assert (free.matter, free.about) == ("free", None)
    form = {"title": "示例事项", "level": "红牌", "office": people.property.pk, "demand": "落实"}
    assert registers.create(CARDS, form, by=supervisor).number.endswith("-001")


def test_who_may_do_what(card, people, supervisor, late):
    with pytest.raises(NotYourOffice):
        actions.answer_card(card=card, answer="好", on=ISSUED, by=people.other)
    with pytest.raises(Forbidden):
        actions.lift_card(card=card, because="好", by=people.handler)
    with pytest.raises(Forbidden):
        actions.issue_card(level="red", about=late, demand="快", by=people.handler)
    with pytest.raises(MoveNotOffered):
        actions.lift_card(card=card, because="好", on=ISSUED, by=supervisor)
    with pytest.raises(TooEarly):
        actions.answer_card(card=card, answer="好", on=date(2022, 4, 1), by=people.handler)
    assert not queries.cards_for(people.stranger).exists()
    assert not queries.cards_for(people.admin).exists()
    assert queries.cards_for(people.leader).count() == 1


def test_the_daily_round_gives_what_is_late_its_card_once(late, people, cast):
    by = Machine(zone_id=cast.zone.pk)
    due = late.answer_due_on
    days = (0, 1, 2, 6, 7)
    issued = [
        [one.level for one in actions.issue_cards_due(on=due.replace(day=due.day + n), by=by)]
        for n in days
    ]
    assert issued == [[], ["amber"], [], ["red"], []]
    [row] = queries.board_of_cards(people.leader, due.replace(day=due.day + 7))
    assert (row.office, row.amber, row.red) == (late.office.name, 1, 1)
    assert "-" in SupervisionCard.objects.first().demand


def test_cards_wait_for_the_office_and_then_for_who_issued_them(card, people, supervisor):
    assert queries.cards_due(people.other, ISSUED) == []
    [soon] = queries.cards_due(people.handler, date(2022, 4, 13))
    assert (soon.state, soon.due) == (Standing.AMBER, date(2022, 4, 14))
    [over] = queries.cards_due(people.handler, date(2022, 4, 15))
    assert over.state is Standing.OVERDUE
    actions.answer_card(card=card, answer="已办", on=date(2022, 4, 15), by=people.handler)
    assert queries.cards_due(people.handler, date(2022, 4, 15)) == []
    assert [one.pk for one in queries.cards_due(supervisor, date(2022, 4, 15))] == [card.pk]
