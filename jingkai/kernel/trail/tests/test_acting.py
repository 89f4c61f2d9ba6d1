"""Actions: one transaction, one entry, nothing outside them."""

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy, override

from jingkai.kernel.access.actions import open_office
from jingkai.kernel.access.models import Office
from jingkai.kernel.trail.acting import (
    CODES,
    Machine,
    NotInAnAction,
    NoTrace,
    action,
    declare,
    perform,
    record,
)
from jingkai.kernel.trail.models import Entry

SILENT = declare("test.silent", gettext_lazy("Nothing said"))
TWICE = declare("test.twice", gettext_lazy("Moved {subject} to {place}"))


def test_a_model_can_not_be_written_outside_an_action(cast):
    office = cast.invest
    with pytest.raises(NotInAnAction):
        office.save()
    with pytest.raises(NotInAnAction):
        office.delete()
    for write in (
        lambda: Office.objects.create(code="x"),
        lambda: Office.objects.update(name="x"),
        lambda: Office.objects.all().delete(),
        lambda: Office.objects.bulk_create([Office()]),
        lambda: Office.objects.bulk_update([office], ["name"]),
    ):
        with pytest.raises(NotInAnAction):
            write()


def test_an_action_without_an_entry_is_rolled_back(cast):
    def work():
        cast.invest.name = "改名"
        cast.invest.save()

    with pytest.raises(NoTrace), transaction.atomic():
        perform(SILENT, cast.clerk, work)
    assert Office.objects.get(pk=cast.invest.pk).name == "招商局"


def test_an_entry_names_the_actor_the_seat_and_the_history_it_caused(cast):
    office = open_office(code="new", name="新办公室", kind="bureau", by=cast.clerk, reason="扩编")
    entry = Entry.objects.order_by("-pk").first()
    assert (entry.code, entry.actor, entry.seat_id) == (
        "access.office.opened",
        "李梅",
        cast.clerk.pk,
    )
    assert (entry.reason, entry.subject_title) == ("扩编", "新办公室")
    assert set(office.events.values_list("pgh_context_id", flat=True)) == {entry.context_id}
    context = office.events.first().pgh_context
    assert (context["action"], context["actor"]) == ("access.office.opened", "李梅")


def test_a_failing_action_leaves_nothing(cast):
    @action("test.failing", gettext_lazy("Failed"))
    def fail(*, by):
        open_office(code="gone", name="不留", kind="bureau", by=by)
        raise LookupError

    entries = Entry.objects.count()
    with pytest.raises(LookupError), transaction.atomic():
        fail(by=cast.clerk)
    assert Entry.objects.count() == entries
    assert not Office.objects.filter(code="gone").exists()
    del CODES["test.failing"]


def test_the_same_key_acts_once_and_returns_the_first_result(cast):
    first = open_office(
        code="k", name="一次", kind="bureau", by=cast.clerk, idempotency_key="press-1"
    )
    again = open_office(
        code="k", name="一次", kind="bureau", by=cast.clerk, idempotency_key="press-1"
    )
    assert again == first
    assert Entry.objects.filter(idempotency_key="press-1").count() == 1


def test_a_sentence_takes_its_facts_and_its_language(cast):
    perform(TWICE, cast.clerk, lambda: record(cast.invest, place="二楼"))
    with override("en"):
        assert Entry.objects.order_by("-pk").first().sentence == "Moved 招商局 to 二楼"


def test_the_machine_acts_for_a_zone(cast):
    open_office(code="m", name="机", kind="bureau", by=Machine(zone_id=cast.zone.pk))
    assert Entry.objects.order_by("-pk").first().actor == "jingkai"
