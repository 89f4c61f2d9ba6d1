"""The addresses below a landing page."""

from django.urls import URLPattern, URLResolver, path

from jingkai.doors.api.ogc import views

app_name = "ogc"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.landing, name="landing"),
    path("conformance", views.conformance),
    path("api", views.api),
    path("collections", views.collections),
    path("collections/<str:code>", views.collection),
    path("collections/<str:code>/schema", views.schema),
    path("collections/<str:code>/items", views.items),
    path("collections/<str:code>/items/<int:key>", views.item),
]
