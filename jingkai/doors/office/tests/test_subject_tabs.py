"""A subject's own tabs, as the office shows them."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from jingkai.domains.subjects import actions
from jingkai.domains.subjects.registers import ENTERPRISES
from tests.contracts import entered


@pytest.fixture
def pair(cast):
    """One subject entered twice, with other brackets."""
    names = {
        "91220271MA050CT76J": "吉林示例（集团）化工有限公司",
        "11110000000021135M": "吉林示例(集团)化工股份有限公司",
    }
    return [
        actions.register_enterprise(
            name=name, credit_code=code, established_on=date(2010, 5, 1), by=cast.registrar
        )
        for code, name in names.items()
    ]


def tab(number, record, seat, language="zh-hans"):
    template, _label, give = ENTERPRISES.extra[number]
    with override(language):
        return render_to_string(template, {"extra": give(record, seat)})


def test_the_timeline_tells_each_dated_event(cast, pair):
    one = pair[0]
    actions.move_away(enterprise=one, on=date(2020, 2, 3), by=cast.registrar)
    page = tab(0, one, cast.registrar)
    assert page.index("2020-02-03") < page.index("2010-05-01")
    assert "moved away from the zone" in tab(0, one, cast.registrar, "en")


def test_a_likely_duplicate_is_shown_with_what_a_merge_would_do(cast, pair):
    kept, twin = pair
    actions.record_contact(enterprise=twin, name="示例人", by=cast.registrar)
    page = tab(1, kept, cast.registrar, "en")
    assert twin.credit_code in page
    assert "same name but for brackets and legal form" in page
    assert '<td class="num" data-label="Move here">1</td>' in page


def test_a_subject_like_no_other_says_so(cast, pair):
    actions.rename(enterprise=pair[1], name="示例乙", on=date(2021, 1, 1), by=cast.registrar)
    assert "No record looks like this one" in tab(1, pair[0], cast.registrar, "en")


def test_the_old_address_of_a_merged_subject_leads_to_the_kept_one(cast, pair):
    kept, twin = pair
    actions.merge_enterprises(kept=kept, absorbed=twin, by=cast.registrar)
    answer = entered(cast.registrar).get(f"/office/r/subjects.enterprises/{twin.pk}/")
    assert answer.status_code == 302
    assert answer["Location"] == f"/office/r/subjects.enterprises/{kept.pk}/"
