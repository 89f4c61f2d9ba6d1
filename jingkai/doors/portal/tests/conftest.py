"""A zone with a matter, and residents who apply for it."""

from typing import Any

import pytest
from django.test import Client

from jingkai.domains.services import actions
from jingkai.domains.services.factories import FORM, make_version
from jingkai.domains.subjects.factories import PASSWORD, build_visitor
from jingkai.domains.subjects.queries import Visitor
from jingkai.doors.portal.gate import ZONE
from jingkai.kernel.trail.acting import Machine

PHONE, OTHER = "13904320001", "13904320002"


@pytest.fixture
def version(cast: Any) -> Any:
    """A matter that residents and enterprises apply for online."""
    return make_version(cast.zone.pk, cast.bureau_a)


@pytest.fixture
def resident(cast: Any) -> Visitor:
    """A resident whose name is verified."""
    return build_visitor(cast.zone.pk, phone=PHONE, name="示例居民")


@pytest.fixture
def other(cast: Any) -> Visitor:
    """Another one."""
    return build_visitor(cast.zone.pk, phone=OTHER, name="示例他人")


def entered(visitor: Visitor) -> Client:
    """A browser in which the visitor has logged in."""
    assert visitor.account is not None
    client = Client()
    client.force_login(visitor.account.user)
    session = client.session
    session[ZONE] = visitor.zone_id
    session.save()
    return client


def begun(client: Client, version: Any) -> str:
    """The address of a draft that was just begun."""
    answer = client.post(f"/portal/here/matters/{version.matter.code}/apply/")
    assert answer.status_code == 302
    return answer["Location"]


def typed(**more: Any) -> dict[str, Any]:
    """A form with all that is needed, the papers brought to the counter."""
    form = {f"f_{key}": value for key, value in FORM.items()}
    return {**form, "origin_lease": "paper", "origin_plan": "paper", "delivery": "download", **more}


def clerk_of(cast: Any, role: str = "services_clerk") -> Any:
    """A seat of the office that decides."""
    by = Machine(zone_id=cast.zone.pk)
    return cast._seat(f"{role}-a", "示例工作人员", cast.bureau_a, role, by)


def granted(cast: Any, approval: Any) -> Any:
    """The application, accepted and granted."""
    actions.accept(approval=approval, by=clerk_of(cast))
    chief = clerk_of(cast, "services_approver")
    return actions.decide(approval=approval, result="granted", by=chief)


__all__ = ["FORM", "OTHER", "PASSWORD", "PHONE", "begun", "clerk_of", "entered", "granted",
           "typed"]  # fmt: skip
