"""Several matters applied for at once, some of which may be granted on a commitment."""

from dataclasses import replace

import pytest

from jingkai.domains.services import actions
from jingkai.domains.services.errors import FormFaults
from jingkai.domains.services.factories import at
from jingkai.domains.services.models import Approval, CommitmentCheck
from jingkai.domains.services.tests.test_joint import MONDAY, begun, decide, matter, opened
from jingkai.domains.services.tests.test_special import made
from jingkai.domains.subjects.factories import build_enterprise, build_visitor


def test_on_a_commitment_only_what_may_be_granted_on_one_needs_no_material(cast):
    firm = made(cast, build_enterprise(cast.zone.pk, cast.committee.pk))
    builder = replace(build_visitor(cast.zone.pk), enterprise=firm)
    plan = {"key": "plan", "name": "示例平面图"}
    matters = {"land": [matter(cast, "land"), matter(cast, "land", commitment=True,
                                                     materials=(plan,))]}  # fmt: skip
    project = opened(builder, matters)
    draft = begun(builder, project, "land", matters, materials={}, committed=True)
    with pytest.raises(FormFaults) as refused:
        actions.submit_joint(draft=draft, by=builder, at=at(MONDAY))
    assert len(refused.value.facts["materials"]) == 1
    draft = begun(builder, project, "land", matters, draft=draft)
    actions.submit_joint(draft=draft, by=builder, at=at(MONDAY))
    rows = Approval.objects.filter(project=project).order_by("pk")
    assert [row.committed for row in rows] == [False, True]
    decide(cast, project, MONDAY)
    assert CommitmentCheck.objects.get().approval == rows[1]
