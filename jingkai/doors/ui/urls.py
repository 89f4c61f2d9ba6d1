"""Addresses of the pages that every door shares."""

from django.urls import path

from jingkai.doors.ui import files, finder, pages, tus

app_name = "ui"
urlpatterns = [
    path("login/", pages.log_in, name="login"),
    path("logout/", pages.log_out, name="logout"),
    path("seat/", pages.sit, name="sit"),
    path("seatless/", pages.seatless, name="seatless"),
    path("language/", pages.language, name="language"),
    path("password/", pages.password, name="password"),
    path("find/", finder.find, name="find"),
    path("files/<int:pk>/", files.serve, name="file"),
    path("files/<int:pk>/<int:page>/", files.preview, name="file-preview"),
    path("files/uploads/", tus.begin, name="uploads"),
    path("files/uploads/<str:token>/", tus.one, name="upload"),
    path("files/uploads/<str:token>/finish/", tus.finish, name="upload-finish"),
]
