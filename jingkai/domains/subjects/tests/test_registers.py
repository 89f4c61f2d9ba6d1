"""Subjects as the doors show and change them."""

from datetime import date

import pytest
from django.db import connection

from jingkai.domains.subjects.models import Enterprise
from jingkai.domains.subjects.registers import CONTACTS, ENTERPRISES, SCALE
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers import actions
from jingkai.kernel.registers.errors import Invalid

FORM = {
    "name": "吉林示例新材料有限公司",
    "credit_code": "91220271MA050CT76J",
    "kind": "企业",
    "industry": "C2829",
    "leading_industry": "新材料（碳纤维）",
    "registered_capital": "2000",
    "established_on": "2016年5月1日",
    "office": "",
}


def test_the_form_takes_what_clerks_write(cast):
    one = actions.create(ENTERPRISES, FORM, by=cast.registrar, confirmed=True)
    assert one.registered_capital == 20_000_000
    assert (one.industry, one.division) == ("2829", "28")
    assert one.established_on == date(2016, 5, 1)
    assert one.office == cast.committee


def test_a_failing_check_character_is_asked_about_and_may_be_confirmed(cast):
    form = {**FORM, "credit_code": "91350100M0001TGQXM"}
    with pytest.raises(Invalid) as asked:
        actions.create(ENTERPRISES, form, by=cast.registrar)
    assert asked.value.only_warnings
    one = actions.create(ENTERPRISES, form, by=cast.registrar, confirmed=True)
    assert one.credit_code == "91350100M0001TGQXM"


def test_all_that_is_wrong_with_a_form_is_said_at_once_each_at_its_field(cast):
    form = {
        **FORM, "credit_code": "9122", "industry": "9900", "moved_in_on": "2010-01-01",
        "registered_capital": "-1",
    }  # fmt: skip
    with pytest.raises(Invalid) as refused:
        actions.create(ENTERPRISES, form, by=cast.registrar, confirmed=True)
    fields = {fault.field for fault in refused.value.faults}
    assert fields >= {"credit_code", "industry", "moved_in_on", "registered_capital"}


def test_a_second_subject_of_the_same_code_is_refused_with_a_sentence(cast):
    actions.create(ENTERPRISES, FORM, by=cast.registrar, confirmed=True)
    with pytest.raises(Invalid) as refused:
        actions.create(ENTERPRISES, FORM, by=cast.registrar, confirmed=True)
    assert [fault.field for fault in refused.value.faults] == ["credit_code"]


def test_an_emptied_office_stays_what_it_was(cast, enter):
    one = enter()
    actions.change(ENTERPRISES, one, {"office": "", "note": "示例"}, by=cast.registrar)
    one.refresh_from_db()
    assert (one.office, one.note) == (cast.committee, "示例")


def test_a_seat_without_the_permission_changes_nothing(cast, enter):
    with pytest.raises(Forbidden):
        actions.change(ENTERPRISES, enter(), {"note": "示例"}, by=cast.clerk)


def test_a_contact_and_a_revenue_name_their_enterprise_by_its_code(cast, enter):
    one = enter(industry="2661")
    contact = actions.create(
        CONTACTS, {"name": "示例人", "enterprise": one.credit_code}, by=cast.registrar
    )
    status = actions.create(
        SCALE, {"enterprise": one.credit_code, "year": "2022", "revenue": "2600"},
        by=cast.registrar,
    )  # fmt: skip
    status.refresh_from_db()
    assert (contact.enterprise, status.enterprise) == (one, one)
    assert (status.revenue, status.above_scale) == (26_000_000, True)


def test_the_example_of_each_sheet_column_is_one_that_the_column_takes(cast):
    from jingkai.kernel.registers.values import read_values

    given = {c.field: c.example for c in ENTERPRISES.sheet_columns if c.example}
    _clean, faults = read_values(ENTERPRISES, given)
    assert faults == []
    assert list(ENTERPRISES.checks[0](given)) == []


def test_a_verb_is_offered_only_where_the_state_allows_it(enter):
    one = enter()
    offered = {verb.code for verb in ENTERPRISES.verbs if verb.when(one)}
    verbs = {"rename", "move_away", "revoke", "deregister", "merge", "grant_agency"}
    assert offered == verbs


def test_the_page_of_a_subject_tells_its_life_and_its_likenesses(cast, enter):
    one, other = enter(1, name="示例甲有限公司"), enter(2, name="示例甲股份有限公司")
    timeline, duplicates = (give(one, cast.registrar) for _t, _l, give in ENTERPRISES.extra)
    assert [moment.on for moment in timeline["moments"]] == [date(2010, 1, 1)]
    [(found, preview)] = duplicates["duplicates"]
    assert (found.enterprise, preview.kept) == (other, one)


@pytest.mark.parametrize("declared", ENTERPRISES.filters, ids=lambda f: f.field)
def test_every_filter_of_the_list_is_served_by_an_index(cast, declared):
    leading = [i.fields[:2] for i in Enterprise._meta.indexes]
    assert ["zone", declared.field] in leading
    with connection.cursor() as cursor:
        cursor.execute("select indexdef from pg_indexes where tablename = 'subjects_enterprise'")
        assert any(f"(zone_id, {declared.field}" in row[0] for row in cursor.fetchall())
