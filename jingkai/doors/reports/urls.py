"""Addresses of reports and their check."""

from django.urls import path

from jingkai.doors.reports import checks, views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="index"),
    path("check/", checks.checks, name="checks"),
    path("check/<int:pk>/", checks.checked, name="checked"),
    path("check/<int:pk>/file/", checks.annotated, name="annotated"),
    path("check/<int:pk>/again/", checks.recheck, name="recheck"),
    path("check/<int:pk>/discard/", checks.discard, name="discard"),
    path("<slug:code>/", views.read, name="read"),
    path("<slug:code>/<slug:form>/", views.download, name="download"),
]
