"""The addresses of GeoReport v2: the format is the ending of each."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path

from jingkai.doors.api.open311 import views

app_name = "open311"
FORM = r"\.(?P<form>json|xml)$"


def requests(request: HttpRequest, form: str) -> HttpResponse:
    """One address for filing a request and for reading them."""
    if request.method == "POST":
        return views.file_request(request, form)
    return views.requests(request, form)


requests.csrf_exempt = True  # type: ignore[attr-defined]

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(rf"^discovery{FORM}", views.discovery, name="discovery"),
    re_path(rf"^services{FORM}", views.services, name="services"),
    re_path(rf"^services/(?P<code>[^/]+?){FORM}", views.definition, name="definition"),
    re_path(rf"^requests{FORM}", requests, name="requests"),
    re_path(rf"^requests/(?P<number>[^/]+?){FORM}", views.request_by_id, name="request"),
    re_path(rf"^tokens/(?P<number>[^/]+?){FORM}", views.token, name="token"),
]
