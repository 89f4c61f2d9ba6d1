"""One record of each register of services and accounts that only an action makes."""

from collections.abc import Callable, Mapping
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps

from jingkai.domains.services import actions
from jingkai.domains.services.factories import (
    FORM,
    PAPERS,
    apply_at_counter,
    apply_online,
    make_version,
)
from jingkai.domains.subjects import actions as subjects
from jingkai.domains.subjects.factories import build_visitor, make_account
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers.declare import REGISTERS

APPROVAL = "services.approvals"


def model(name: str) -> Any:
    """A model of services; tests of a door look at rows, not into the domain's rooms."""
    return apps.get_model("services", name)


def _version(cast: Any, **values: Any) -> Any:
    return make_version(cast.zone.pk, cast.hall, **values)


def _approval(cast: Any) -> Any:
    return apply_at_counter(cast.hall_clerk, _version(cast))


def _rated(cast: Any) -> Any:
    """Granted, handed over, and rated badly by the resident, so that it is to be rectified."""
    resident = build_visitor(cast.zone.pk)
    approval = apply_online(resident, _version(cast))
    approval = actions.accept(approval=approval, by=cast.hall_clerk)
    approval = actions.decide(approval=approval, result="granted", by=cast.hall_chief)
    approval = actions.deliver(approval=approval, by=cast.hall_clerk)
    actions.rate(approval=approval, level=1, words="等了很久", by=resident)
    return approval


def _supplement(cast: Any) -> Any:
    approval, items = _approval(cast), [{"name": "场所使用证明", "wrong": "缺签字"}]
    actions.ask_supplement(approval=approval, items=items, by=cast.hall_clerk)
    return model("Supplement").objects.get(approval=approval)


def _visit(cast: Any) -> Any:
    approval = _approval(cast)
    actions.record_visit(approval=approval, why="apply", by=cast.hall_clerk)
    return model("Visit").objects.filter(approval=approval).latest("pk")


def _certificate(cast: Any) -> Any:
    return model("Certificate").objects.get(approval=_rated(cast))


def _rating(cast: Any) -> Any:
    return model("Rating").objects.get(approval=_rated(cast))


def _rectification(cast: Any) -> Any:
    return model("Rectification").objects.get(rating=_rating(cast))


def _callback(cast: Any) -> Any:
    return actions.call_back(
        rectification=_rectification(cast), called="reached", result="confirmed", said="情况属实",
        by=cast.services_supervisor,
    )  # fmt: skip


def _bundle(cast: Any) -> Any:
    version = _version(cast)
    values = {"code": "open-a-shop", "name": "示例开店一件事", "office": str(cast.hall.pk),
              "promised_limit": "5", "since": "2021-01-01"}  # fmt: skip
    one: Any = registers.create(
        REGISTERS["services.one_things"], values, by=cast.services_manager, confirmed=True
    )
    _part(cast, one, version)
    return actions.apply_for_one_thing(
        one_thing=one, form={"place": "示例路1号", "area": "120"}, key=uuid4(),
        materials={"lease": "paper", "plan": "paper"}, by=build_visitor(cast.zone.pk),
    )  # fmt: skip


def _part(cast: Any, one: Any, version: Any) -> Any:
    values = {"one_thing": str(one.pk), "matter": str(version.matter_id), "order": "1",
              "optional": "否"}  # fmt: skip
    register = REGISTERS["services.one_thing_matters"]
    made: Any = registers.create(register, values, by=cast.services_manager)
    return made


def _project(cast: Any) -> Any:
    from jingkai.doors.office.tests.samples import sample

    enterprise: Any = sample("subjects.enterprises", cast)
    return actions.open_project(
        code="2211-441900-04-02-310151", name="示例厂房", enterprise=enterprise,
        by=cast.hall_clerk,
    )  # fmt: skip


def _stage(cast: Any) -> Any:
    version = _version(cast, construction_stage="land")
    stage: Any = actions.begin_stage(
        project=_project(cast), stage="land", versions=[version], form=FORM, materials=PAPERS,
        by=cast.hall_clerk,
    )  # fmt: skip
    return stage


def _check(cast: Any) -> Any:
    version = _version(cast, commitment=True)
    resident = build_visitor(cast.zone.pk)
    approval = apply_online(resident, version, materials={}, committed=True)
    approval = actions.accept(approval=approval, by=cast.hall_clerk)
    actions.decide(approval=approval, result="granted", by=cast.hall_chief)
    return model("CommitmentCheck").objects.get(approval=approval)


def _tolerance(cast: Any) -> Any:
    given = {"lease": "promised", "plan": "paper"}
    approval = apply_online(build_visitor(cast.zone.pk), _version(cast), materials=given)
    return model("Tolerance").objects.get(approval=approval)


def _appointment(cast: Any) -> Any:
    from jingkai.doors.office.tests.samples import sample

    place: Any = sample("services.places", cast)
    day = zone_today() + timedelta(days=2)
    actions.offer_slots(
        place=place, days=[day], times=[(time(9), time(9, 30))], capacity=2,
        by=cast.services_manager,
    )  # fmt: skip
    slot = model("Slot").objects.get(place=place)
    return actions.book(slot=slot, name="张三（示例）", phone="13900000008", by=cast.hall_clerk)


def _account(cast: Any) -> Any:
    return make_account(cast.zone.pk, name="示例居民")


def _agency(cast: Any) -> Any:
    from jingkai.doors.office.tests.samples import sample

    account = _account(cast)
    return subjects.grant_agency(
        enterprise=sample("subjects.enterprises", cast), phone=account.phone.plain,
        name="示例居民", powers={"apply"}, document="示例授权书", by=cast.registrar,
    )  # fmt: skip


MADE: Mapping[str, Callable[[Any], Any]] = {
    APPROVAL: _approval,
    "services.supplements": _supplement,
    "services.visits": _visit,
    "services.certificates": _certificate,
    "services.ratings": _rating,
    "services.rectifications": _rectification,
    "services.callbacks": _callback,
    "services.bundles": _bundle,
    "services.construction": _project,
    "services.stages": _stage,
    "services.checks": _check,
    "services.tolerances": _tolerance,
    "services.appointments": _appointment,
    "subjects.accounts": _account,
    "subjects.agencies": _agency,
}
