"""Bundles, building projects and guides through the API."""

from typing import Any

from jingkai.doors.api.tests import standing
from jingkai.doors.api.tests.contracts import (
    PROBLEM,
    EndpointContract,
    RecordEndpointContract,
    program,
)

V1 = "/api/v1"


class TestOneThings(EndpointContract):
    address, scope = f"{V1}/one-things", "matters:read"
    allowed, refused = "hall_clerk", "admin"


class TestBundles(EndpointContract):
    address, scope = f"{V1}/bundles", "cases:read"
    allowed, refused = "hall_clerk", "clerk"


class TestBundle(RecordEndpointContract):
    scope, allowed, refused = "cases:read", "hall_clerk", "clerk"
    hidden_from = "community_clerk"

    def url(self, cast: Any) -> str:
        return f"{V1}/bundles/{standing.sampled(cast, 'services.bundles').pk}"


class TestProjects(EndpointContract):
    address, scope = f"{V1}/building-projects", "cases:read"
    allowed, refused = "hall_clerk", "clerk"


class TestProject(RecordEndpointContract):
    scope, allowed, refused = "cases:read", "hall_clerk", "clerk"

    def url(self, cast: Any) -> str:
        return f"{V1}/building-projects/{standing.sampled(cast, 'services.construction').pk}"


class TestGuide(RecordEndpointContract):
    scope, allowed = "matters:read", "clerk"

    def url(self, cast: Any) -> str:
        return f"{V1}/matters/{standing.version_of(cast).matter.code}/guide"


def test_one_thing_is_told_with_its_matters_and_a_bundle_with_its_parts(cast: Any) -> None:
    bundle, client = standing.sampled(cast, "services.bundles"), program(cast.hall_clerk)
    (thing,) = client.get(f"{V1}/one-things").json()
    assert (thing["code"], len(thing["matters"])) == ("open-a-shop", 1)
    (listed,) = client.get(f"{V1}/bundles?one_thing=open-a-shop").json()["items"]
    whole = client.get(f"{V1}/bundles/{bundle.pk}").json()
    parts = whole.pop("parts")
    assert (whole, [one["title"] for one in parts]) == (listed, ["示例食品经营许可"])
    case = client.get(f"{V1}/cases/{parts[0]['id']}").json()
    assert (case["number"], case["state"]) == (parts[0]["number"], parts[0]["state"])
    assert client.get(f"{V1}/bundles?state=finished").json()["items"] == []
    assert client.get(f"{V1}/bundles?state=lost").status_code == 400


def test_a_project_is_told_with_all_four_stages(cast: Any) -> None:
    stage, client = standing.sampled(cast, "services.stages"), program(cast.hall_clerk)
    project = stage.project
    (listed,) = client.get(f"{V1}/building-projects?code={project.code}").json()["items"]
    whole = client.get(f"{V1}/building-projects/{project.pk}").json()
    stages = whole.pop("stages")
    assert whole == listed
    assert [one["stage"] for one in stages] == ["land", "works", "building", "acceptance"]
    assert (stages[0]["opened_on"] is None, len(stages[0]["parts"])) == (False, 1)
    assert (stages[1]["opened_on"], stages[1]["parts"]) == (None, [])
    assert client.get(f"{V1}/building-projects?stage=works").json()["items"] == []
    assert client.get(f"{V1}/building-projects?open=true").json()["items"][0]["id"] == project.pk


def test_a_guide_tells_what_must_be_made_public(cast: Any) -> None:
    code = standing.version_of(cast).matter.code
    client = program(cast.clerk)
    guide = client.get(f"{V1}/matters/{code}/guide").json()
    assert [m["key"] for m in guide["materials"]] == ["lease", "plan"]
    assert (guide["promised_limit"], guide["ways"]["online"]) == (5, True)
    assert guide["office"]["title"] == "政务服务中心"
    assert set(guide["basis"]) >= {"legal_basis", "review_office", "complaint"}
    none = client.get(f"{V1}/matters/no-such/guide")
    assert (none.status_code, none["Content-Type"]) == (404, PROBLEM)
