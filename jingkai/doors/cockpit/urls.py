"""Addresses of the cockpit."""

from django.urls import path

from jingkai.doors.cockpit import catalogue, figure, publishing, views
from jingkai.doors.cockpit.nation import exports as nation_exports
from jingkai.doors.cockpit.nation import receiving as nation_receiving
from jingkai.doors.cockpit.nation import views as nation

app_name = "cockpit"
urlpatterns = [
    path("", views.glance, name="glance"),
    path("wall/", views.wall, name="wall"),
    path("figures/", catalogue.catalogue_page, name="catalogue"),
    path("figures/export/<slug:form>/", catalogue.export_all, name="export_all"),
    path("figures/<str:code>/", figure.figure_page, name="figure"),
    path("figures/<str:code>/export/<slug:form>/", figure.export, name="export"),
    path("figures/<str:code>/target/", publishing.set_target, name="target"),
    path("figures/<str:code>/publish/", publishing.publish, name="publish"),
    path("nation/", nation.nation, name="nation"),
    path("nation/export/<slug:form>/", nation_exports.export, name="nation_export"),
    path("nation/receive/", nation_receiving.receive, name="nation_receive"),
    path("nation/evaluation/", nation.evaluation, name="nation_evaluation"),
    path("nation/zones/<slug:zone>/<str:code>/", nation.zone_figure, name="nation_zone"),
    path("publications/<int:pk>/", publishing.publication, name="publication"),
    path("publications/<int:pk>/share/", publishing.share, name="share"),
]
