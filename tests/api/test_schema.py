"""The API does what its schema says: schemathesis, with all its checks, finds nothing.

Every endpoint is asked with data that follow the schema and data that don't, with and without a
token, against the real application in one process. Keys are those of records that are there, half
of the time.
"""

from collections.abc import Iterator
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from conftest import Cast
from jingkai.config.wsgi import application
from jingkai.domains.services.queries import certificates_for
from jingkai.doors.api.tests import standing
from jingkai.doors.api.tests.contracts import token_for
from jingkai.doors.office.tests.samples import sample
from jingkai.kernel.access.roles import PERMISSIONS, ROLES, Role, Scope
from jingkai.kernel.access.walls import walled
from jingkai.kernel.flows.tests.world import World
from jingkai.kernel.notices import actions
from jingkai.kernel.notices.models import Hook, Notice
from jingkai.kernel.notices.queries import notices_for
from jingkai.kernel.trail.acting import Machine

EXAMPLES = 30
RULED = ["2xx", "401", "403", "404", "409", "412", "422", "428", "5xx"]
"""Data may follow the schema and yet be refused by a rule of the zone: 409, 412, 422, 428."""
SHUT = ["400", "401", "403", "406", "422", "428"]
"""A step without If-Match is answered 428, as RFC 6585 has it."""
CONFIG = {
    "checks": {
        "positive_data_acceptance": {"expected-statuses": RULED},
        "missing_required_header": {"expected-statuses": SHUT},
    }
}

schema: Any = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json", application, config=SchemathesisConfig.from_dict(CONFIG)
)
KNOWN: dict[str, list[Any]] = {}
"""Keys of records that are there, by the kind that an address names; `notice` by its name."""


@schema.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> Any:
    """Half of the keys are of records that are there."""
    kind = context.operation.path.split("/")[3]
    for name, value in (path_parameters or {}).items():
        kept = {"pk": f"{kind} pk", "code": f"{kind} code"}.get(name, name)
        known = KNOWN.get(kept, ())
        if known and wanted(name, value) and crc32(str(value).encode()) % 2:
            path_parameters[name] = known[crc32(str(value).encode()) // 2 % len(known)]
    return path_parameters


@schema.hook
def filter_query(context: Any, query: dict[str, Any] | None) -> bool:
    """What is sent as nothing at all can't be refused."""
    return all(value not in (None, [], {}) for value in (query or {}).values())


def wanted(name: str, value: Any) -> bool:
    """Only what follows the schema is replaced; what doesn't must be refused as it is."""
    return isinstance(value, str) if name == "code" else type(value) is int and 0 < value < 2**63


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The test's transaction stays open over all requests, as Django's own client has it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def everything(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A token into everything, of a seat that may do everything; records to be asked for.

    Made once for all operations: each rolls back to it.
    """
    role = Role(
        code="leader", name="Everything", description="", permissions=frozenset(PERMISSIONS),
        scope=Scope.ZONE,
    )  # fmt: skip
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setitem(ROLES, "leader", role)
        cast = Cast.called()
        with walled(cast.zone.pk):
            KNOWN.update(records(cast))
            yield token_for(cast.leader)
        transaction.set_rollback(True)


@pytest.fixture
def token(everything: str) -> Iterator[str]:
    """The token, in a savepoint of its own."""
    with transaction.atomic():
        yield everything
        transaction.set_rollback(True)


def records(cast: Any) -> dict[str, list[Any]]:
    """Something of each kind to be asked for; the keys that addresses name."""
    for number in range(2):
        hook = actions.open_hook(
            name="示例", url=f"https://r.example/{number}", codes=["*"], by=Machine(cast.zone.pk)
        )
        actions.send_test(hook=hook, by=Machine(cast.zone.pk))
    deal, whole = sample("investment.deals", cast), sample("services.construction", cast)
    approval, row = standing.processed(cast), standing.complained(cast)
    world = World(cast, "plain")
    task = world.open(world.case(officer=cast.leader), "accept")
    keys = {
        "hooks": list(Hook.objects.values_list("pk", flat=True)),
        "notices": list(notices_for(cast.leader).values_list("pk", flat=True)),
        "cases": [approval.pk, row.rating.approval_id], "tasks": [task.pk],
        "rectifications": [row.pk], "ratings": [row.rating_id],
        "certificates": [c.pk for c in certificates_for(cast.hall_clerk)],
        "appointments": [sample("services.appointments", cast).pk],
        "bundles": [sample("services.bundles", cast).pk], "building-projects": [whole.pk],
        "registers": [deal.pk],
    }  # fmt: skip
    return {
        **{f"{kind} pk": found for kind, found in keys.items()},
        "notice": list(Notice.objects.filter(hook__isnull=False).values_list("pk", flat=True)),
        "matters code": [approval.matter.code], "registers code": ["investment.deals"],
    }


@schema.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_the_api_does_what_its_schema_says(case: Any, token: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"})
