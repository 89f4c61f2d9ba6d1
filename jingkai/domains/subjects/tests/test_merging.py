"""Finding duplicates, seeing what a merge would do, and merging."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import models

from jingkai.domains.subjects import actions, queries
from jingkai.domains.subjects.choices import Likeness
from jingkai.domains.subjects.errors import ChangedSincePreview, MergeWithItself, NotInThisState
from jingkai.domains.subjects.factories import sample_code
from jingkai.domains.subjects.models import Enterprise, FormerStay
from jingkai.domains.subjects.queries.merging import relations
from jingkai.kernel.errors import Refusal
from jingkai.kernel.trail.models import Entry


@pytest.fixture
def pair(enter):
    """One subject entered twice: the second time with other brackets and less known."""
    kept = enter(1, name="吉林示例（集团）化工有限公司", address="", phone="0432-1111")
    twin = enter(2, name="吉林示例(集团)化工有限责任公司", phone="0432-1111", address="示例路2号")
    return kept, twin


def test_records_alike_in_code_name_telephone_or_person_are_found_surest_first(cast, enter):
    one = enter(1, name="示例甲（吉林）有限公司", phone="0432-1111", legal_representative="示例甲")
    shared = sample_code(1)[8:17]
    code = enter(2, credit_code=f"92220271{shared}0", name="示例丙有限公司", phone="",
                 legal_representative="示例丙")  # fmt: skip
    name = enter(3, name="示例甲(吉林)股份有限公司", phone="", legal_representative="示例丁")
    phone = enter(4, name="示例戊有限公司", phone="0432-1111", legal_representative="示例戊")
    person = enter(5, name="示例己有限公司", phone="", legal_representative="示例甲")
    enter(6, name="示例庚有限公司", phone="", legal_representative="")
    found = queries.duplicates_of(one, cast.registrar)
    assert [d.enterprise for d in found] == [code, name, phone, person]
    assert [d.sure for d in found] == [True, True, False, False]


def test_the_zones_suspected_duplicates_are_listed_page_by_page(cast, enter):
    for number, name in enumerate("甲乙丙"):
        enter(number, name=f"示例{name}有限公司")
        enter(number + 10, name=f"示例{name}股份有限公司")
    enter(20, name="示例丁有限公司")
    first = queries.suspected(cast.registrar, Likeness.NAME, limit=2)
    rest = queries.suspected(cast.registrar, Likeness.NAME, after=first[-1].value)
    assert [group.count for group in first + rest] == [2, 2, 2]
    assert {group.value for group in first + rest} == {"示例甲", "示例乙", "示例丙"}


def test_the_preview_shows_values_and_relations_and_changes_nothing(cast, pair):
    kept, twin = pair
    actions.record_contact(enterprise=twin, name="示例人", by=cast.registrar)
    for one in pair:
        actions.record_scale(enterprise=one, year=2021, revenue=Decimal(1), by=cast.registrar)
    actions.record_scale(enterprise=twin, year=2022, revenue=Decimal(2), by=cast.registrar)
    entries = Entry.objects.count()
    preview = queries.merge_preview(cast.registrar, kept=kept, absorbed=twin)
    assert "address" in preview.suggested
    assert "name" not in preview.suggested
    moving = {str(m.label): (m.moves, m.stays) for m in preview.moving}
    names = {m._meta.object_name: str(m._meta.verbose_name_plural) for m in apps.get_models()}
    assert moving == {names["Contact"]: (1, 0), names["ScaleStatus"]: (1, 1)}
    assert Entry.objects.count() == entries
    assert twin.contacts.count() == 1


def test_merging_moves_every_relation_and_leaves_a_signpost(cast, pair):
    kept, twin = pair
    contact = actions.record_contact(enterprise=twin, name="示例人", by=cast.registrar)
    actions.rename(enterprise=twin, name="示例新名有限公司", on=date(2020, 1, 1), by=cast.registrar)
    preview = queries.merge_preview(cast.registrar, kept=kept, absorbed=twin)
    actions.merge_enterprises(kept=kept, absorbed=twin, seen=preview.seen, by=cast.registrar)
    contact.refresh_from_db()
    assert contact.enterprise == kept
    assert kept.former_names.count() == 1
    assert kept.address == "示例路2号"
    assert list(queries.enterprises_for(cast.registrar)) == [kept]
    assert queries.kept_key(cast.registrar, twin.pk) == kept.pk
    assert queries.by_code(cast.registrar, twin.credit_code) == kept
    assert (twin.state, twin.entered_on) == ("merged", None)
    entry = Entry.objects.get(code="subjects.enterprise.merged")
    assert entry.facts["moved"] == {
        "subjects.contact.enterprise": 1, "subjects.formername.enterprise": 1,
    }  # fmt: skip


def test_a_chosen_value_is_taken_from_the_merged_record_and_nothing_else(cast, pair):
    kept, twin = pair
    actions.merge_enterprises(
        kept=kept, absorbed=twin, take=["name"], fill=False, by=cast.registrar
    )
    kept.refresh_from_db()
    assert (kept.name, kept.address) == (twin.name, "")
    assert kept.credit_code != twin.credit_code


def test_what_changed_since_the_preview_stops_the_merge(cast, pair):
    kept, twin = pair
    preview = queries.merge_preview(cast.registrar, kept=kept, absorbed=twin)
    actions.record_contact(enterprise=twin, name="示例人", by=cast.registrar)
    with pytest.raises(ChangedSincePreview):
        actions.merge_enterprises(kept=kept, absorbed=twin, seen=preview.seen, by=cast.registrar)


def test_a_record_is_not_merged_into_itself_nor_merged_twice(cast, pair, enter):
    kept, twin = pair
    with pytest.raises(MergeWithItself):
        actions.merge_enterprises(kept=kept, absorbed=kept, by=cast.registrar)
    actions.merge_enterprises(kept=kept, absorbed=twin, by=cast.registrar)
    with pytest.raises(NotInThisState):
        actions.merge_enterprises(kept=enter(9), absorbed=twin, by=cast.registrar)


def test_a_signpost_follows_when_the_kept_record_is_merged_in_turn(cast, pair, enter):
    kept, twin = pair
    actions.merge_enterprises(kept=kept, absorbed=twin, by=cast.registrar)
    last = enter(9)
    actions.merge_enterprises(kept=last, absorbed=kept, by=cast.registrar)
    assert queries.kept_key(cast.registrar, twin.pk) == last.pk


def test_a_former_stay_moves_unless_the_kept_record_was_there_then(cast, enter):
    kept, twin = enter(1, established_on=date(2016, 1, 1)), enter(2)
    for left, back in ((2011, 2012), (2017, 2018)):
        actions.move_away(enterprise=twin, on=date(left, 1, 1), by=cast.registrar)
        actions.move_in(enterprise=twin, on=date(back, 1, 1), by=cast.registrar)
    actions.merge_enterprises(kept=kept, absorbed=twin, by=cast.registrar)
    assert [s.left_on.year for s in FormerStay.objects.filter(enterprise=kept)] == [2011]
    assert [s.left_on.year for s in FormerStay.objects.filter(enterprise=twin)] == [2017]


def test_a_domain_above_may_refuse_a_merge(cast, pair, monkeypatch):
    kept, twin = pair

    class Busy(Refusal):
        """Some work stands in the way."""

    def hook(one, other, by):
        raise Busy

    monkeypatch.setattr(actions.enterprises, "_MERGE_HOOKS", [])
    actions.reacts_to_merge(hook)
    with pytest.raises(Busy):
        actions.merge_enterprises(kept=kept, absorbed=twin, by=cast.registrar)
    twin.refresh_from_db()
    assert twin.merged_into is None


def test_every_foreign_key_to_a_subject_is_found_of_whatever_domain():
    declared = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.model is Enterprise
        if not any(f.name == "pgh_id" for f in model._meta.fields)
    }
    assert {(r.model, r.name) for r in relations()} == declared
    assert len(declared) >= 5
