from datetime import date

import pytest

from jingkai.domains.services import actions
from jingkai.domains.services.factories import FORM, PAPERS, apply_online, at, make_version
from jingkai.domains.subjects.factories import build_visitor

MONDAY = date(2022, 3, 7)


@pytest.fixture
def version(cast):
    return make_version(cast.zone.pk, cast.bureau_a)


@pytest.fixture
def resident(cast):
    return build_visitor(cast.zone.pk)


def test_an_application_goes_from_a_draft_to_a_delivered_certificate(cast, version, resident):
    approval = apply_online(resident, version, at(MONDAY))
    assert approval.state == "submitted"
