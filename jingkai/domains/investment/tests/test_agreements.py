from datetime import date

import pytest

from jingkai.domains.investment import actions, queries
from jingkai.domains.investment.errors import AgreementEnded, CommitmentClosed
from jingkai.domains.investment.factories import (
    make_commitment,
    make_deal,
    make_friendly_zone,
)
from jingkai.kernel.cases.errors import TooEarly
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.models import Entry

MAY, JUNE, JULY = (date(2022, month, 1) for month in (5, 6, 7))


@pytest.fixture
def promise(cast):
    return make_commitment(cast.clerk, make_deal(cast.clerk, MAY), MAY, JULY)


def test_a_commitment_is_fulfilled_with_its_evidence(cast, promise):
    kept = actions.fulfil_commitment(
        commitment=promise, on=JUNE, evidence="拨付凭证", by=cast.clerk
    )
    assert (kept.fulfilled_on, kept.evidence) == (JUNE, "拨付凭证")
    assert Entry.objects.get(code="investment.commitment.fulfilled").facts["evidence"] == "拨付凭证"


def test_a_commitment_is_not_fulfilled_before_it_was_made_nor_twice(cast, promise):
    with pytest.raises(TooEarly):
        actions.fulfil_commitment(
            commitment=promise, on=date(2022, 4, 30), evidence="示例", by=cast.clerk
        )
    actions.fulfil_commitment(commitment=promise, on=JUNE, evidence="示例", by=cast.clerk)
    with pytest.raises(CommitmentClosed):
        actions.fulfil_commitment(commitment=promise, on=JUNE, evidence="示例", by=cast.clerk)


def test_a_commitment_is_waived_with_a_reason_by_who_may_sign(cast, promise):
    with pytest.raises(Forbidden):
        actions.waive_commitment(commitment=promise, on=JUNE, why="示例", by=cast.leader)
    waived = actions.waive_commitment(commitment=promise, on=JUNE, why="双方协商", by=cast.chief)
    assert (waived.waived_on, waived.waived_because) == (JUNE, "双方协商")
    with pytest.raises(CommitmentClosed):
        actions.waive_commitment(commitment=promise, on=JUNE, why="示例", by=cast.chief)


def test_another_office_does_not_see_the_commitment(cast, promise):
    assert list(queries.commitments_for(cast.clerk)) == [promise]
    assert list(queries.commitments_for(cast.other_office)) == []


def test_what_came_of_a_friendly_zone_is_recorded(cast):
    zone = make_friendly_zone(cast.clerk, MAY)
    outcome = actions.record_outcome(
        friendly_zone=zone, on=JUNE, kind="talent", content="互派干部 2 名", by=cast.clerk
    )
    assert list(queries.outcomes_for(cast.other_office)) == [outcome]
    with pytest.raises(TooEarly):
        actions.record_outcome(
            friendly_zone=zone, on=date(2022, 4, 1), kind="lead", content="示例", by=cast.clerk
        )


def test_an_agreement_ends_once(cast):
    zone = make_friendly_zone(cast.clerk, MAY)
    assert actions.end_agreement(friendly_zone=zone, on=JULY, by=cast.clerk).ends_on == JULY
    with pytest.raises(AgreementEnded):
        actions.end_agreement(friendly_zone=zone, on=JULY, by=cast.clerk)


def test_who_may_only_look_records_no_outcome(cast):
    zone = make_friendly_zone(cast.clerk, MAY)
    with pytest.raises(Forbidden):
        actions.record_outcome(
            friendly_zone=zone, on=JUNE, kind="lead", content="示例", by=cast.auditor
        )
    with pytest.raises(Forbidden):
        actions.end_agreement(friendly_zone=zone, on=JUNE, by=cast.auditor)
