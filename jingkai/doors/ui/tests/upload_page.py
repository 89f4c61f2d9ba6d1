"""The platform's addresses, and a page with a field for files, as doors have them."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from jingkai.config.urls import handler400, handler403, handler404, handler500, urlpatterns
from jingkai.doors.ui.files import collect, uploader
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.errors import Refusal
from jingkai.kernel.files.actions import Item, attach_all
from jingkai.kernel.files.queries import attachments_of
from jingkai.kernel.files.tests.conftest import LABEL

__all__ = ["handler400", "handler403", "handler404", "handler500"]
PAGE = """{% extends "ui/base.html" %}{% load i18n ui %}
{% block title %}{% translate "Files" %}{% endblock %}
{% block head %}{% include "ui/parts/upload_head.html" %}{% endblock %}
{% block page %}<form method="post" enctype="multipart/form-data" class="max-w-3xl">{% csrf_token %}
  {% include "ui/parts/upload.html" with box=box fault=fault %}
  <div class="form-foot">
    <button type="submit" class="btn btn-primary">{% translate "Save" %}</button></div>
</form>{% endblock %}"""
PLACE = {"holder": LABEL, "kind": "drawing", "field": "drawings"}


@seated()
def page(request: SeatedRequest) -> HttpResponse:
    """A form of the seat's office, with its drawings."""
    found, fault, office = [], "", request.seat.office
    if request.method == "POST":
        try:
            found = collect(request, **PLACE, by=request.seat)
            items = [Item("drawing", upload=one.token) for one in found]
            attach_all(holder=office, items=items, by=request.seat)
            found = []
        except Refusal as refusal:
            fault = str(refusal)
    box = uploader(**PLACE, uploads=found, attached=attachments_of(office))
    return _shown(request, {"box": box, "fault": fault})


def _shown(request: HttpRequest, facts: dict[str, object]) -> HttpResponse:
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render(facts, request))


urlpatterns = [path("try/", page), *urlpatterns]
