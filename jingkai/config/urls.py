"""The doors by their addresses."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("jingkai.doors.api.urls")),  # first: programs come most often
    path("", RedirectView.as_view(pattern_name="office:home"), name="start"),
    path("", include("jingkai.doors.ui.urls")),
    path("office/", include("jingkai.doors.office.urls")),
    path("cockpit/", include("jingkai.doors.cockpit.urls")),
    path("portal/", include("jingkai.doors.portal.urls")),
    path("reports/", include("jingkai.doors.reports.urls")),
]

handler400 = "jingkai.doors.ui.pages.bad_request"
handler403 = "jingkai.doors.ui.pages.forbidden"
handler404 = "jingkai.doors.ui.pages.not_found"
handler500 = "jingkai.doors.ui.pages.failed"
