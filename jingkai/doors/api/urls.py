"""The api door's addresses: /api/v1/…, /api/ogc/…, /api/open311/v2/…"""

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from jingkai.doors.api.docs import docs
from jingkai.doors.api.entering import framed
from jingkai.doors.api.problems import not_found
from jingkai.doors.api.v1 import api

app_name = "api"


def _framed(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The API's addresses, each request in its frame."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = framed(pattern.callback)
    return patterns


_patterns, _namespace, _name = api.urls
urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="api:docs"), name="start"),
    path("v1/", docs, name="docs"),
    path("v1/", (_framed(_patterns), "v1", "v1")),
    path("ogc/", include("jingkai.doors.api.ogc.urls", namespace="ogc")),
    path("ogc/zones/<slug:zone>/", include("jingkai.doors.api.ogc.urls", namespace="ogc-zone")),
    path("open311/v2/", include("jingkai.doors.api.open311.urls", namespace="open311")),
    re_path(r"^.*$", framed(not_found), name="nothing"),
]
