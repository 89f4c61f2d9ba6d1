"""Two at once: the same button, the last place, the same case."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from threading import Barrier

import pytest
from django.db import connections

from jingkai.domains.services import actions
from jingkai.domains.services.errors.approvals import SlotFull
from jingkai.domains.services.factories import FORM, PAPERS, apply_online, at, make_version
from jingkai.domains.services.models import Approval, ServicePlace, Slot
from jingkai.domains.subjects.factories import build_visitor
from jingkai.kernel.access.walls import walled
from jingkai.kernel.cases.errors import MoveNotOffered
from jingkai.kernel.cases.models import Case, CaseMove
from jingkai.kernel.errors import Refusal
from jingkai.kernel.trail.acting import Machine, perform, record

MONDAY = date(2022, 3, 7)


@pytest.fixture
def zone(committed):
    with walled(committed.zone.pk):
        committed.version = make_version(committed.zone.pk, committed.hall)
        committed.resident = build_visitor(committed.zone.pk)
        assert committed.hall_clerk
        assert committed.hall_chief
    return committed


def both(zone, *acts):
    """Each act in a connection of its own, begun at the same moment; results or refusals."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            with walled(zone.zone.pk):
                gate.wait()
                return act()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_the_button_pressed_twice_at_once_opens_one_case(zone):
    with walled(zone.zone.pk):
        draft = actions.save_draft(
            version=zone.version, form=FORM, by=zone.resident, materials=PAPERS
        )
    press = lambda: actions.submit(draft=draft, by=zone.resident)  # noqa: E731
    results = both(zone, press, press, press)
    assert len({result.pk for result in results}) == 1
    with walled(zone.zone.pk):
        assert Case.objects.count() == Approval.objects.count() == 1


def test_of_two_clerks_who_decide_at_once_one_is_told_so(zone):
    with walled(zone.zone.pk):
        approval = apply_online(zone.resident, zone.version, at(MONDAY))
    accept = lambda: actions.accept(approval=approval, by=zone.hall_clerk)  # noqa: E731
    refuse = lambda: actions.refuse(approval=approval, why="示例", by=zone.hall_clerk)  # noqa: E731
    results = both(zone, accept, refuse)
    assert sum(isinstance(result, MoveNotOffered) for result in results) == 1
    with walled(zone.zone.pk):
        approval.refresh_from_db()
        moved = CaseMove.objects.filter(case=approval.case_id).values_list("code", flat=True)
        assert list(moved) in (["opened", "accept"], ["opened", "refuse"])
        assert approval.state == approval.case.state


def test_the_last_place_of_a_slot_is_given_once(zone):
    with walled(zone.zone.pk):
        place = ServicePlace(
            zone_id=zone.zone.pk, office=zone.hall, name="政务服务大厅",
            listed_on=date(2021, 1, 1),
        )  # fmt: skip

        def work():
            place.save()
            record(place)

        perform("services.sample.made", Machine(zone_id=zone.zone.pk), work)
        actions.offer_slots(
            place=place, days=[MONDAY], times=[(time(9), time(10))], capacity=1,
            by=zone.hall_clerk,
        )  # fmt: skip
        slot = Slot.objects.get()
        others = [build_visitor(zone.zone.pk, phone=f"1390000001{n}") for n in range(3)]
    acts = [lambda who=who: actions.book(slot=slot, by=who, at=at(MONDAY, 8)) for who in others]
    results = both(zone, *acts)
    assert sum(isinstance(result, SlotFull) for result in results) == 2
    with walled(zone.zone.pk):
        slot.refresh_from_db()
        assert (slot.booked, slot.appointments.count()) == (1, 1)
