"""Matters and their versions: kept apart in time, published for good, succeeded, found."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jingkai.domains.services import actions, queries
from jingkai.domains.services.choices import Standing
from jingkai.domains.services.errors import (
    AlreadyOut,
    AlreadyPublished,
    DelegationEnded,
    DraftStands,
    NotPublished,
    NotYetComplete,
    PublishedStays,
    TooEarly,
)
from jingkai.domains.services.factories import make_version
from jingkai.domains.services.models import (
    Delegation,
    Material,
    MatterVersion,
    ServicePlace,
    Situation,
    SituationMatter,
)
from jingkai.domains.services.registers import DELEGATIONS, MATERIALS, VERSIONS
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.files.holders import may_read, may_write
from jingkai.kernel.registers import actions as keeping
from jingkai.kernel.trail.acting import Machine, perform, record

WHOLE = {
    "legal_basis": "示例", "who_may_apply": "示例", "conditions": "示例",
    "process_code": "services_standard",
}  # fmt: skip
NEW_YEAR, MARCH, JUNE = date(2022, 1, 1), date(2022, 3, 1), date(2022, 6, 1)


@pytest.fixture(autouse=True)
def in_january(settings):
    settings.JINGKAI_TODAY = "2022-01-01"


@pytest.fixture
def draft(cast):
    return make_version(cast.zone.pk, cast.hall, published=False, **WHOLE)


@pytest.fixture
def published(cast, draft):
    return actions.publish_version(version=draft, in_force_on=NEW_YEAR, by=cast.services_manager)


def written(by, work):
    """What a sample does behind every door but the database's own."""

    def done():
        row = work()
        record(row)
        return row

    return perform("services.sample.made", Machine(zone_id=by.zone_id), done)


def test_a_published_version_is_in_force_from_its_day(cast, published):
    assert published.standing(NEW_YEAR) is Standing.IN_FORCE
    assert published.standing(date(2021, 12, 31)) is Standing.PLANNED
    offered = queries.matters_in_force(cast.zone.pk, NEW_YEAR)
    assert [version.pk for version in offered] == [published.pk]
    assert not queries.matters_in_force(cast.zone.pk, date(2021, 12, 31)).exists()


def test_publication_is_refused_while_something_is_missing(cast):
    bare = make_version(cast.zone.pk, cast.hall, published=False, result_name="", visits=1)
    with pytest.raises(NotYetComplete) as refused:
        actions.publish_version(version=bare, in_force_on=NEW_YEAR, by=cast.services_manager)
    for word in ("设定依据", "受理条件", "结果名称", "办理流程", "必须现场办理原因"):
        assert word in str(refused.value)


def test_a_condition_over_a_field_that_the_form_does_not_have_stops_publication(cast):
    wrong = [{"key": "paper", "name": "示例材料", "need": "conditional",
              "condition": "form.nothing == true"}]  # fmt: skip
    bad = make_version(cast.zone.pk, cast.hall, published=False, materials=wrong, **WHOLE)
    with pytest.raises(NotYetComplete, match=r"form\.nothing"):
        actions.publish_version(version=bad, in_force_on=NEW_YEAR, by=cast.services_manager)


def test_only_who_may_publish_publishes_and_never_for_a_day_that_is_past(cast, draft):
    with pytest.raises(Forbidden):
        actions.publish_version(version=draft, in_force_on=NEW_YEAR, by=cast.hall_clerk)
    with pytest.raises(TooEarly):
        actions.publish_version(
            version=draft, in_force_on=date(2021, 12, 31), by=cast.services_manager
        )


def test_a_published_version_is_not_published_again(cast, published):
    with pytest.raises(AlreadyPublished):
        actions.publish_version(version=published, in_force_on=MARCH, by=cast.services_manager)


def test_a_published_version_is_changed_by_no_door(cast, published):
    with pytest.raises(PublishedStays):
        keeping.change(VERSIONS, published, {"promised_limit": 3}, by=cast.services_manager)
    with pytest.raises(PublishedStays):
        keeping.remove(VERSIONS, published, by=cast.services_manager, reason="示例")
    material = published.materials.first()
    with pytest.raises(PublishedStays):
        keeping.change(MATERIALS, material, {"name": "别的"}, by=cast.services_manager)


@pytest.mark.parametrize("change", ["version", "material", "new material", "removal"])
def test_the_database_itself_keeps_a_published_version_as_it_is(cast, published, change):
    def work():
        if change == "version":
            MatterVersion.objects.filter(pk=published.pk).update(promised_limit=1)
        elif change == "material":
            Material.objects.filter(version=published).update(name="别的")
        elif change == "new material":
            Material(zone_id=cast.zone.pk, version=published, key="more", name="示例").save()
        else:
            Material.objects.filter(version=published).delete()
        return published

    with pytest.raises(IntegrityError, match="published version"), transaction.atomic():
        written(cast.services_manager, work)


def test_two_versions_are_never_in_force_on_one_day(cast, published):
    def work():
        row = MatterVersion.objects.get(pk=published.pk)
        row.pk, row.number, row.reference = None, 7, "sample-overlap"
        row.save(force_insert=True)
        return row

    with pytest.raises(IntegrityError, match="services_version_days_apart"), transaction.atomic():
        written(cast.services_manager, work)


def test_the_next_version_is_drafted_with_all_that_belongs_to_it(cast, published):
    drafted = actions.prepare_next(version=published, by=cast.services_manager)
    assert drafted.number == 2
    assert drafted.standing(NEW_YEAR) is Standing.DRAFT
    assert [m.key for m in drafted.materials.all()] == [m.key for m in published.materials.all()]
    assert drafted.formfields.count() == published.formfields.count() > 0
    assert queries.publish_preview(drafted).lines == ()
    with pytest.raises(DraftStands):
        actions.prepare_next(version=published, by=cast.services_manager)
    with pytest.raises(NotPublished):
        actions.prepare_next(version=drafted, by=cast.services_manager)


def test_the_preview_tells_what_changes_field_by_field_and_materials_too(cast, published):
    drafted = actions.prepare_next(version=published, by=cast.services_manager)
    keeping.change(VERSIONS, drafted, {"promised_limit": "3"}, by=cast.services_manager)
    kept, dropped = list(drafted.materials.all())[:2]
    keeping.change(MATERIALS, kept, {"copies": "2"}, by=cast.services_manager)
    keeping.remove(MATERIALS, dropped, by=cast.services_manager, reason="示例")
    added = {"version": drafted.reference, "key": "more", "name": "新材料", "need": "required"}
    keeping.create(MATERIALS, added, by=cast.services_manager)
    lines = queries.publish_preview(MatterVersion.objects.get(pk=drafted.pk)).lines
    told = {(line.change, line.before, line.after) for line in lines}
    assert ("changed", "5", "3") in told
    assert ("changed", "0", "2") in told or ("changed", str(kept.copies), "2") in told
    assert ("removed", dropped.name, "") in told
    assert ("added", "", "新材料") in told


def test_a_version_ends_where_the_next_one_begins(cast, published):
    drafted = actions.prepare_next(version=published, by=cast.services_manager)
    with pytest.raises(TooEarly):
        actions.publish_version(version=drafted, in_force_on=NEW_YEAR, by=cast.services_manager)
    actions.publish_version(version=drafted, in_force_on=MARCH, by=cast.services_manager)
    published.refresh_from_db()
    assert published.out_of_force_on == MARCH
    assert published.standing(MARCH) is Standing.OUT_OF_FORCE
    last = queries.version_in_force(published.matter, date(2022, 2, 28))
    assert (last, queries.version_in_force(published.matter, MARCH)) == (published, drafted)


def test_a_matter_taken_out_of_force_is_offered_no_more(cast, published):
    manager = cast.services_manager
    with pytest.raises(TooEarly):
        actions.end_version(version=published, on=NEW_YEAR, why="取消", by=manager)
    actions.end_version(version=published, on=JUNE, why="取消", by=manager)
    assert queries.version_in_force(published.matter, date(2022, 5, 31)) is not None
    assert queries.version_in_force(published.matter, JUNE) is None
    with pytest.raises(AlreadyOut):
        actions.end_version(version=published, on=JUNE, why="取消", by=manager)


def test_an_office_accepts_a_matter_while_it_is_delegated_to_it(cast, published):
    values = {"matter": published.matter.code, "office": cast.community.name, "way": "受理",
              "since": "2022-03-01"}  # fmt: skip
    row = keeping.create(DELEGATIONS, values, by=cast.services_manager)
    assert queries.may_accept(published, cast.hall, NEW_YEAR)
    assert not queries.may_accept(published, cast.community, NEW_YEAR)
    assert queries.may_accept(published, cast.community, MARCH)
    assert list(queries.accepting_offices(published.matter, MARCH)) == [cast.community]
    actions.end_delegation(delegation=row, on=JUNE, by=cast.services_manager)
    assert not queries.may_accept(published, cast.community, JUNE)
    with pytest.raises(DelegationEnded):
        actions.end_delegation(delegation=row, on=JUNE, by=cast.services_manager)


def test_a_matter_is_not_delegated_twice_to_one_office_on_one_day(cast, published):
    def work():
        for since in (NEW_YEAR, MARCH):
            row = Delegation(zone_id=cast.zone.pk, matter=published.matter,
                             office=cast.community, since=since)  # fmt: skip
            row.save()
        return row

    with pytest.raises(IntegrityError, match="delegation_days_apart"), transaction.atomic():
        written(cast.services_manager, work)


def test_a_guide_tells_materials_form_and_where_to_go(cast, published):
    def work():
        Delegation(zone_id=cast.zone.pk, matter=published.matter, office=cast.community,
                   since=NEW_YEAR).save()  # fmt: skip
        row = ServicePlace(zone_id=cast.zone.pk, office=cast.community, name="示例服务站",
                           listed_on=NEW_YEAR, opened_on=MARCH)  # fmt: skip
        row.save()
        return row

    written(cast.services_manager, work)
    assert queries.guide(published, NEW_YEAR).places == ()
    told = queries.guide(published, MARCH)
    assert [place.name for place in told.places] == ["示例服务站"]
    assert [m.key for m in told.materials] == [m.key for m in published.materials.all()]
    assert [f.key for f in told.form] == [f.key for f in published.formfields.all()]
    assert told.fully_online


def test_parts_of_a_published_version_are_read_once(cast, published, django_assert_num_queries):
    queries.materials_of(published)
    queries.form_of(published)
    with django_assert_num_queries(0):
        assert queries.materials_of(published)
        assert queries.form_of(published)


def test_a_matter_is_found_by_name_keyword_and_sentence(cast):
    def renamed(version, keywords):
        version.matter.keywords = keywords
        version.matter.save()
        return version.matter

    food = make_version(cast.zone.pk, cast.hall, name="示例食品经营许可")
    hygiene = make_version(cast.zone.pk, cast.hall, name="公共场所卫生许可")
    written(cast.services_manager, lambda: renamed(food, "开饭店 餐馆"))
    written(cast.services_manager, lambda: renamed(hygiene, "理发店 宾馆"))

    def found(words):
        return [v.name for v in queries.find_matters(cast.zone.pk, words, MARCH)]

    assert found("卫生许可") == ["公共场所卫生许可"]
    assert found("理发店") == ["公共场所卫生许可"]
    assert found("我想开一家饭店")[0] == "示例食品经营许可"
    assert found(food.matter.code) == ["示例食品经营许可"]
    assert found("婚姻") == []
    assert found("  ") == []


def test_a_situation_leads_to_the_matters_offered_on_the_day(cast, published):
    def work():
        row = Situation(zone_id=cast.zone.pk, code="restaurant", name="开饭店",
                        audience="enterprise", theme="permit")  # fmt: skip
        row.save()
        SituationMatter(zone_id=cast.zone.pk, situation=row, matter=published.matter).save()
        return row

    written(cast.services_manager, work)
    (situation,) = queries.situations(cast.zone.pk, "enterprise")
    assert [version for _member, version in queries.by_situation(situation, MARCH)] == [published]
    assert queries.by_situation(situation, date(2021, 12, 1)) == []
    assert not queries.situations(cast.zone.pk, "person").exists()


def test_another_zone_sees_nothing_of_the_catalogue(cast, published):
    assert not queries.versions_for(cast.stranger).exists()
    assert not queries.matters_for(cast.admin).exists()
    assert queries.versions_for(cast.hall_clerk).count() == 1


@pytest.mark.parametrize("holder", ["services.material", "services.matterversion"])
def test_samples_are_put_on_a_draft_by_who_edits_it_and_read_by_all_once_published(
    cast, draft, holder
):
    pk = draft.pk if holder.endswith("version") else draft.materials.first().pk
    manager, clerk = cast.services_manager, cast.registrar
    assert may_write(manager, holder, pk)
    assert not may_write(cast.hall_clerk, holder, pk)
    assert may_read(manager, holder, pk)
    assert not may_read(clerk, holder, pk)
    actions.publish_version(version=draft, in_force_on=NEW_YEAR, by=manager)
    assert not may_write(manager, holder, pk)
    assert may_read(clerk, holder, pk)
    assert not may_read(cast.stranger, holder, pk)
    assert not may_read(clerk, holder, pk + 999)
