"""Addresses of the pages that every door shares."""

from django.urls import path

from jingkai.doors.ui import finder, pages

app_name = "ui"
urlpatterns = [
    path("login/", pages.log_in, name="login"),
    path("logout/", pages.log_out, name="logout"),
    path("seat/", pages.sit, name="sit"),
    path("seatless/", pages.seatless, name="seatless"),
    path("language/", pages.language, name="language"),
    path("password/", pages.password, name="password"),
    path("find/", finder.find, name="find"),
]
