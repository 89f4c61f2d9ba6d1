"""The platform's addresses, and a plain admin of the same model: Django's own list, search and
filters, with nothing but its columns declared."""

import os
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import include, path

from jingkai.config.urls import handler400, handler403, handler404, handler500, urlpatterns
from jingkai.domains.subjects.models import Enterprise

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


class OpenSite(admin.AdminSite):
    """Whoever is logged in may look: the admin's own rights are not what is measured."""

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_authenticated)


class PlainEnterprises(admin.ModelAdmin):
    """The same columns, filters and search as our register."""

    list_display = ("name", "credit_code", "kind", "state", "division", "leading_industry",
                    "registered_capital", "legal_representative", "established_on")  # fmt: skip
    list_filter = ("kind", "state", "leading_industry")
    search_fields = ("name", "credit_code", "short_name")
    list_per_page = 50
    ordering = ("-id",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


site = OpenSite(name="plain")
site.register(Enterprise, PlainEnterprises)
urlpatterns = [path("plain/", site.urls), *urlpatterns]
if os.environ.get("BENCHMARK_MAPS"):
    urlpatterns = [path("maps/", include("benchmarks.served.maps")), *urlpatterns]
