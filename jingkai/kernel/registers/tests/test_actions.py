"""Records are kept by declaration, and what is wrong is said all at once."""

import pytest

from jingkai.kernel.access.models import Office
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers import actions, journal, saved
from jingkai.kernel.registers.errors import InTheWay, Invalid, StaleRecord
from jingkai.kernel.registers.versions import LABELS, version_of, versions
from jingkai.kernel.trail.models import Entry

NEW = {"name": "示例局", "code": "example", "kind": "bureau", "parent": "committee"}


def test_a_record_is_created_with_one_entry(cast, offices):
    office = actions.create(offices, NEW, by=cast.admin)
    assert office.parent == cast.committee
    assert office.zone_id == cast.zone.pk
    entry = Entry.objects.order_by("-pk").first()
    assert (entry.code, entry.subject_id) == ("registers.record.created", office.pk)


def test_asked_twice_under_one_key_one_record_is_created(cast, offices):
    first = actions.create(offices, NEW, by=cast.admin, idempotency_key="form-1")
    assert actions.create(offices, NEW, by=cast.admin, idempotency_key="form-1") == first


def test_all_faults_of_a_form_are_said_at_once(cast, offices):
    bad = {"name": "", "code": "bad code!", "kind": "nothing", "parent": "nobody"}
    with pytest.raises(Invalid) as refused:
        actions.create(offices, bad, by=cast.admin)
    assert {f.field for f in refused.value.faults} == {"name", "code", "kind", "parent"}
    assert all(str(f.sentence) for f in refused.value.faults)
    assert not Office.objects.filter(code="bad code!").exists()


def test_the_sentence_of_a_unique_key_is_a_sentence(cast, offices):
    with pytest.raises(Invalid) as refused:
        actions.create(offices, {**NEW, "code": "invest"}, by=cast.admin)
    assert [f.field for f in refused.value.faults] == ["code"]


def test_a_warning_asks_to_be_confirmed(cast, offices):
    values = {**NEW, "name": "临时局"}
    with pytest.raises(Invalid) as refused:
        actions.create(offices, values, by=cast.admin)
    assert refused.value.only_warnings
    assert actions.create(offices, values, by=cast.admin, confirmed=True).pk


def test_a_seat_without_the_permission_changes_nothing(cast, offices):
    with pytest.raises(Forbidden):
        actions.create(offices, NEW, by=cast.clerk)
    with pytest.raises(Forbidden):
        actions.change(offices, cast.invest, {"name": "x"}, by=cast.clerk)
    with pytest.raises(Forbidden):
        actions.remove(offices, cast.invest, by=cast.clerk, reason="x")


def test_a_change_on_an_old_version_shows_what_the_other_changed(cast, offices):
    opened = version_of(cast.invest)
    actions.change(offices, cast.invest, {"name": "招商一局"}, by=cast.admin, version=opened)
    with pytest.raises(StaleRecord) as refused:
        actions.change(offices, cast.invest, {"name_en": "X"}, by=cast.admin, version=opened)
    assert "招商局 → 招商一局" in str(refused.value)
    assert "冯涛" in str(refused.value)
    cast.invest.refresh_from_db()
    assert (cast.invest.name, cast.invest.name_en) == ("招商一局", "")


def test_saving_a_form_as_it_was_leaves_no_trace(cast, offices):
    before = Entry.objects.count()
    actions.change(offices, cast.invest, {"name": "招商局"}, by=cast.admin)
    assert Entry.objects.count() == before


def test_many_records_change_together_or_not_at_all(cast, offices):
    both = [cast.invest, cast.committee]
    with pytest.raises(Invalid, match="管委会"):
        actions.change_many(offices, both, {"kind": "bureau"}, by=cast.admin)
    done = actions.change_many(offices, both, {"name_en": "Office"}, by=cast.admin)
    assert [o.name_en for o in done] == ["Office", "Office"]


def test_a_record_that_others_refer_to_is_not_removed_and_they_are_named(cast, offices):
    with pytest.raises(InTheWay, match="· 管委会|招商局"):
        actions.remove(offices, cast.committee, by=cast.admin, reason="closed")


def test_a_removed_record_keeps_its_history_with_the_reason(cast, offices):
    office = actions.create(offices, NEW, by=cast.admin)
    key = office.pk
    actions.remove(offices, office, by=cast.admin, reason="撤销")
    assert not Office.objects.filter(pk=key).exists()
    latest = versions(Office(pk=key), cast.admin, register=offices)[0]
    assert (latest.what, latest.reason, latest.who) == (LABELS["delete"], "撤销", "冯涛")


def test_history_tells_each_difference_in_words(cast, offices):
    actions.change(offices, cast.invest, {"kind": "街道", "parent": ""}, by=cast.admin)
    newest = journal.history_of(cast.invest, cast.admin)[0]
    assert newest.sentence.endswith("kind, parent")
    differences = {d.field: (d.before, d.after) for d in newest.differences}
    assert differences["parent"] == ("管委会", "—")
    before = journal.as_known_at(cast.invest, newest.at.replace(year=2000))
    assert before is None
    assert journal.as_known_at(cast.invest, newest.at).kind == "street"


def test_a_note_stands_in_the_journal(cast, offices):
    note = journal.write_note(subject=cast.invest, text="已联系", by=cast.admin)
    assert list(journal.notes_on(cast.invest)) == [note]
    with pytest.raises(Forbidden):
        journal.write_note(subject=cast.invest, text="x", by=cast.clerk)


def test_a_saved_filter_is_ones_own_until_it_is_shared(cast, offices):
    kept = saved.save_filter(register=offices, name="街道", query="?kind=street", by=cast.admin)
    assert kept.query == "kind=street"
    assert list(saved.saved_filters(offices, cast.admin)) == [kept]
    assert not saved.saved_filters(offices, cast.leader).exists()
    saved.save_filter(register=offices, name="街道", query="kind=unit", by=cast.admin, shared=True)
    assert [f.query for f in saved.saved_filters(offices, cast.leader)] == ["kind=unit"]
    with pytest.raises(Forbidden):
        saved.drop_filter(saved=kept, by=cast.leader)
    saved.drop_filter(saved=kept, by=cast.admin)
    assert not saved.saved_filters(offices, cast.admin).exists()
