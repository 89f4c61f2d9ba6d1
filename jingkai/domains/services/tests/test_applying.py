"""Drafts and sending in: once, with all that is needed, by whom and where."""

import uuid
from datetime import date

import pytest

from jingkai.domains.services import actions
from jingkai.domains.services.errors import NotInForce
from jingkai.domains.services.errors.approvals import (
    DraftChanged,
    DraftSent,
    FormFaults,
    NoCommitment,
    NotAcceptedHere,
    NotForYou,
    NotOnline,
    NotYours,
)
from jingkai.domains.services.factories import (
    FORM,
    PAPERS,
    apply_at_counter,
    apply_online,
    at,
    delegate,
    make_version,
)
from jingkai.domains.services.models import Approval, Draft, Tolerance
from jingkai.domains.subjects.factories import build_visitor
from jingkai.kernel.cases.models import Case
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.notices.models import Notice
from jingkai.kernel.trail.models import Entry

MONDAY = date(2022, 3, 7)


@pytest.fixture
def version(cast):
    return make_version(cast.zone.pk, cast.bureau_a)


@pytest.fixture
def resident(cast):
    return build_visitor(cast.zone.pk)


def save(by, version, **more):
    return actions.save_draft(version=version, form=more.pop("form", FORM), by=by, **more)


def test_an_application_has_a_number_its_limits_and_its_applicant(cast, version, resident):
    approval = apply_online(resident, version, at(MONDAY))
    assert approval.state == "submitted"
    assert approval.number == approval.case.number
    assert (approval.statutory_limit, approval.promised_limit) == (20, 5)
    assert (approval.applicant, approval.channel) == ("示例居民", "online")
    assert (approval.office, approval.accepting_office) == (cast.bureau_a, cast.bureau_a)
    assert approval.applied_on == MONDAY
    entry = Entry.objects.get(code="services.approval.submitted")
    assert entry.subject_id == approval.pk


def test_the_applicant_is_told_the_number(cast, version, resident):
    approval = apply_online(resident, version, at(MONDAY))
    told = Notice.objects.filter(code="services.approval.submitted")
    assert {notice.channel for notice in told} == {"app", "sms"}
    assert told[0].facts["number"] == approval.number


def test_pressing_twice_gives_the_same_case(cast, version, resident):
    draft = save(resident, version, materials=PAPERS)
    first = actions.submit(draft=draft, by=resident)
    again = actions.submit(draft=draft, by=resident)
    assert again == first
    assert Case.objects.count() == 1
    assert Entry.objects.filter(code="services.approval.submitted").count() == 1


def test_a_draft_is_kept_as_typed_and_judged_only_when_sent_in(cast, version, resident):
    draft = save(resident, version, form={"area": "abc"})
    assert draft.revision == 1
    with pytest.raises(FormFaults) as refusal:
        actions.submit(draft=draft, by=resident)
    assert set(refusal.value.facts["fields"]) == {"place", "area"}
    assert refusal.value.facts["materials"] == ["lease", "plan"]
    assert not Case.objects.exists()


def test_a_draft_saved_elsewhere_is_not_overwritten(cast, version, resident):
    draft = save(resident, version)
    save(resident, version, draft=draft, revision=1, form={"place": "新址"})
    with pytest.raises(DraftChanged, match="2"):
        save(resident, version, draft=draft, revision=1)
    draft.refresh_from_db()
    assert draft.form == {"place": "新址"}


def test_a_draft_filled_in_offline_comes_in_once_under_its_key(cast, version, resident):
    key = uuid.uuid4()
    first = save(resident, version, key=key)
    again = save(resident, version, key=str(key), form={"place": "示例路2号"})
    assert first.pk == again.pk
    assert Draft.objects.get().revision == 2


def test_what_was_sent_in_is_not_typed_on(cast, version, resident):
    draft = save(resident, version, materials=PAPERS)
    actions.submit(draft=draft, by=resident)
    with pytest.raises(DraftSent):
        save(resident, version, draft=draft)
    with pytest.raises(DraftSent):
        actions.discard_draft(draft=draft, by=resident)


def test_a_draft_that_was_never_sent_in_can_be_thrown_away(cast, version, resident):
    actions.discard_draft(draft=save(resident, version), by=resident)
    assert not Draft.objects.exists()


def test_nobody_types_on_anothers_draft_or_sends_it_in(cast, version, resident):
    draft = save(resident, version, materials=PAPERS)
    other = build_visitor(cast.zone.pk, phone="13900000002", name="另一居民")
    with pytest.raises(NotYours):
        save(other, version, draft=draft)
    with pytest.raises(NotYours):
        actions.submit(draft=draft, by=other)
    with pytest.raises(NotYours):
        save(cast.hall_clerk, version, draft=draft)


def test_identity_numbers_of_the_form_are_sealed(cast, version, resident):
    form = {**FORM, "identity": "11010519491231002X"}
    approval = apply_online(resident, version, form=form)
    approval.refresh_from_db()
    assert "11010519491231002X" not in str(approval.form)
    assert "11010519491231002X" not in str(Draft.objects.get().form)
    shown = actions_definition(version).masked(approval.form)
    assert shown["identity"] == "110***********002X"


def actions_definition(version):
    from jingkai.domains.services.queries.definitions import definition_of

    return definition_of(version)


def test_a_material_that_may_follow_is_given_a_day(cast, version, resident):
    approval = apply_online(
        resident, version, at(MONDAY), materials={"plan": "paper", "lease": "promised"}
    )
    tolerance = Tolerance.objects.get(approval=approval)
    assert (tolerance.code, tolerance.due_on) == ("lease", date(2022, 3, 14))
    assert approval.tolerates
    assert approval.materials.get(code="lease").origin == "promised"


def test_what_may_not_follow_must_be_there(cast, version, resident):
    with pytest.raises(FormFaults, match="平面布局图"):
        apply_online(resident, version, materials={"plan": "promised", "lease": "paper"})


def test_on_a_commitment_the_materials_are_replaced_by_the_word(cast, resident):
    version = make_version(cast.zone.pk, cast.bureau_a, commitment=True)
    approval = apply_online(resident, version, materials={}, committed=True)
    assert {m.origin for m in approval.materials.all()} == {"committed"}


def test_not_every_matter_is_granted_on_a_commitment(cast, version, resident):
    with pytest.raises(NoCommitment):
        apply_online(resident, version, materials={}, committed=True)


def test_a_matter_for_enterprises_is_not_for_residents(cast, resident):
    version = make_version(cast.zone.pk, cast.bureau_a, for_persons=False)
    with pytest.raises(NotForYou):
        apply_online(resident, version)


def test_a_matter_that_is_not_online_is_applied_for_at_a_counter(cast, resident):
    version = make_version(cast.zone.pk, cast.hall, online=False, online_depth="none")
    with pytest.raises(NotOnline):
        save(resident, version)
    assert apply_at_counter(cast.hall_clerk, version).channel == "hall"


def test_nobody_applies_before_a_version_is_in_force_or_after_it(cast, version, resident):
    with pytest.raises(NotInForce):
        save(resident, version, at=at(date(2020, 12, 31)))


def test_a_community_takes_down_what_was_delegated_to_it(cast, version):
    with pytest.raises(NotAcceptedHere):
        apply_at_counter(cast.community_clerk, version)
    delegate(version, cast.community)
    approval = apply_at_counter(cast.community_clerk, version, at(MONDAY))
    assert (approval.channel, approval.accepting_office) == ("community", cast.community)
    assert (approval.office, approval.visits) == (cast.bureau_a, 1)
    assert approval.visited.get().reason == "apply"


def test_who_may_not_take_down_applications_does_not(cast, version):
    for seat in (cast.reviewer_a, cast.auditor, cast.leader):
        with pytest.raises(Forbidden):
            apply_at_counter(seat, version)


def test_two_drafts_of_one_matter_are_two_cases(cast, version, resident):
    numbers = {apply_online(resident, version).number for _ in range(2)}
    assert len(numbers) == 2
    assert Approval.objects.count() == 2
