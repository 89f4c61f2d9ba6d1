"""Bundles, building projects and guides through the API."""

from typing import Any

from django.apps import apps

from jingkai.domains.services.factories import FORM, PAPERS, make_version
from jingkai.doors.api.tests import standing
from jingkai.doors.api.tests.contracts import (
    PROBLEM,
    EndpointContract,
    RecordEndpointContract,
    program,
)

V1 = "/api/v1"
HANDED = {"form": FORM, "materials": PAPERS}
BUNDLE = {"one_thing": "open-a-shop", "applicant": "张三（示例）", "phone": "13900000009", **HANDED}


def project(cast: Any, **more: Any) -> dict[str, Any]:
    builder = standing.sampled(cast, "subjects.enterprises")
    return {"code": "2211-441900-04-02-310151", "name": "示例厂房", "enterprise": builder.pk,
            "floor_area": "1200.5", **more}  # fmt: skip


def stage(cast: Any, **more: Any) -> dict[str, Any]:
    def make() -> Any:
        return make_version(cast.zone.pk, cast.hall, construction_stage="land")

    version = standing.once(cast, "land", make)
    return {"stage": "land", "matters": [version.matter.code], **HANDED, **more}


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


class TestTakingABundleDown(EndpointContract):
    address, scope, method, status = f"{V1}/bundles", "cases:write", "post", 201
    allowed, refused = "hall_clerk", "clerk"

    def ask(self, client: Any, cast: Any) -> Any:
        standing.sampled(cast, "services.bundles")
        return client.send("post", self.address, BUNDLE)


class TestOpeningAProject(EndpointContract):
    address, scope, method, status = f"{V1}/building-projects", "cases:write", "post", 201
    allowed, refused = "hall_clerk", "clerk"

    def ask(self, client: Any, cast: Any) -> Any:
        return client.send("post", self.address, project(cast))


class TestBeginningAStage(RecordEndpointContract):
    scope, method, status = "cases:write", "post", 201
    allowed, refused = "hall_clerk", "clerk"

    def url(self, cast: Any) -> str:
        self.__class__.body = stage(cast)
        return f"{V1}/building-projects/{standing.sampled(cast, 'services.construction').pk}/stages"

    def match(self, cast: Any) -> dict[str, str]:
        address = self.url(cast).removesuffix("/stages")
        return {"if-match": program(cast.hall_clerk).get(address)["ETag"]}


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


def test_a_bundle_is_taken_down_once_under_one_key(cast: Any) -> None:
    standing.sampled(cast, "services.bundles")
    client, key = program(cast.hall_clerk), {"idempotency-key": "bundle"}
    first, again = (client.send("post", f"{V1}/bundles", BUNDLE, **key) for _ in range(2))
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert (first.json()["applicant"], len(first.json()["parts"])) == ("张三（示例）", 1)
    lacking = client.send("post", f"{V1}/bundles", {**BUNDLE, "form": {}, "materials": {}})
    assert (lacking.status_code, lacking["Content-Type"]) == (422, PROBLEM)
    unknown = client.send("post", f"{V1}/bundles", {**BUNDLE, "one_thing": "no-such"})
    assert unknown.json()["errors"][0]["where"] == "body.one_thing"


def test_a_project_is_opened_and_goes_its_first_stage_on_what_was_seen(cast: Any) -> None:
    client, key = program(cast.hall_clerk), {"idempotency-key": "project"}
    first, again = (
        client.send("post", f"{V1}/building-projects", project(cast), **key) for _ in range(2)
    )
    assert (first.status_code, first.json()) == (201, again.json())
    url = f"{V1}/building-projects/{first.json()['id']}"
    seen = {"if-match": client.get(url)["ETag"]}
    assert client.send("post", f"{url}/stages", stage(cast)).status_code == 428
    early = client.send("post", f"{url}/stages", stage(cast, stage="works"), **seen)
    assert (early.status_code, early["Content-Type"]) == (409, PROBLEM)
    begun = client.send("post", f"{url}/stages", stage(cast), **seen)
    assert begun.status_code == 201, begun.content.decode()
    assert len(begun.json()["stages"][0]["parts"]) == 1
    twice = client.send("post", f"{url}/stages", stage(cast), **{"if-match": begun["ETag"]})
    assert twice.status_code == 409
    row = apps.get_model("services", "ConstructionProject").objects.get(pk=first.json()["id"])
    assert (str(row.floor_area), row.investment) == ("1200.50", None)
    strange = project(cast, enterprise=10**9, code="2211-441900-04-02-310152")
    refused = client.send("post", f"{V1}/building-projects", strange)
    assert refused.json()["errors"][0]["where"] == "body.enterprise"
