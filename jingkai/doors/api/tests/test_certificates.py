"""Certificates through the API: listed, read, downloaded, verified, revoked."""

from typing import Any, ClassVar

from jingkai.doors.api.tests import standing
from jingkai.doors.api.tests.contracts import (
    PROBLEM,
    EndpointContract,
    Program,
    RecordEndpointContract,
    program,
)

V1 = "/api/v1"
WHY = {"because": "以欺骗手段取得"}


def certificate(cast: Any) -> Any:
    return standing.sampled(cast, "services.certificates")


def token_of(cast: Any) -> str:
    return str(certificate(cast).token)


class TestCertificates(EndpointContract):
    address, scope = f"{V1}/certificates", "certificates:read"
    allowed, refused = "hall_clerk", "clerk"


class OneCertificate(RecordEndpointContract):
    scope, allowed, refused = "certificates:read", "hall_clerk", "clerk"
    hidden_from = "reviewer_a"
    path: ClassVar[str] = ""

    def url(self, cast: Any) -> str:
        return f"{V1}/certificates/{certificate(cast).pk}{self.path}"


class TestCertificate(OneCertificate):
    pass


class TestFile(OneCertificate):
    path = "/file"


class TestRevoking(OneCertificate):
    scope, method, path, body = "certificates:revoke", "post", "/revoke", WHY
    allowed, refused, hidden_from = "hall_chief", "hall_clerk", ""

    def match(self, cast: Any) -> dict[str, str]:
        return {"if-match": program(cast.hall_chief).get(self.url(cast)[: -len("/revoke")])["ETag"]}


class TestVerifying(RecordEndpointContract):
    scope, allowed = "certificates:verify", "clerk"

    def url(self, cast: Any) -> str:
        return f"{V1}/certificates/verification?code={token_of(cast)}"


def test_it_is_verified_by_its_number_or_its_code_and_tells_what_anybody_may_know(
    cast: Any,
) -> None:
    one, client = certificate(cast), program(cast.clerk, "certificates:verify")
    way = f"{V1}/certificates/verification"
    by_code = client.get(way, {"code": one.token}).json()
    by_number = client.get(way, {"code": one.identifier}).json()
    assert by_code == by_number
    assert (by_code["valid"], by_code["identifier"]) == (True, one.identifier)
    assert one.holder not in by_code.values()
    assert client.get(way, {"code": "nonsense"}).status_code == 404
    assert client.get(way).status_code == 400


def test_its_file_is_a_pdf_that_is_saved_under_its_name(cast: Any) -> None:
    one = certificate(cast)
    answer = program(cast.hall_clerk).get(f"{V1}/certificates/{one.pk}/file")
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_its_public_page_is_open_and_tells_the_same(cast: Any) -> None:
    one = certificate(cast)
    told = program(cast.hall_clerk).get(f"{V1}/certificates/{one.pk}").json()
    page = Program().get(told["public"].partition("testserver")[2])
    assert page.status_code == 200
    assert one.identifier in page.content.decode()


def test_what_is_revoked_is_told_so_to_everybody_once(cast: Any) -> None:
    one, head = certificate(cast), program(cast.hall_chief)
    url = f"{V1}/certificates/{one.pk}"
    shown = {"if-match": head.get(url)["ETag"]}
    first = head.send("post", f"{url}/revoke", WHY, **shown, **{"idempotency-key": "k"})
    again = head.send("post", f"{url}/revoke", WHY, **shown, **{"idempotency-key": "k"})
    assert (first.status_code, again.status_code) == (200, 200)
    assert (first.json()["valid"], first.json()["revoked_because"]) == (False, WHY["because"])
    other = head.send("post", f"{url}/revoke", WHY, **{"if-match": first["ETag"]})
    assert (other.status_code, other["Content-Type"]) == (409, PROBLEM)
    anybody = program(cast.clerk, "certificates:verify")
    told = anybody.get(f"{V1}/certificates/verification", {"code": one.token}).json()
    assert (told["valid"], told["because"]) == (False, WHY["because"])
    listed = program(cast.hall_clerk).get(f"{V1}/certificates?state=revoked").json()["items"]
    assert [c["id"] for c in listed] == [one.pk]
