"""Addresses of grassroots governance's own pages: what is reported on site, the board of cards."""

from django.urls import path

from jingkai.doors.office.governance import cards, overview, reporting, warden

ON_SITE = [
    path("governance/", overview.glance, name="governance"),
    path("whistles/<int:pk>/arrive/", reporting.arrive, name="arrive"),
    path("whistles/<int:pk>/work/", reporting.work, name="duty_work"),
    path("campaigns/tasks/<int:pk>/done/", reporting.done, name="task_done"),
    path("cards/", cards.board, name="cards"),
    path("cards/<slug:matter>/<int:pk>/<slug:level>/", cards.issue, name="card_issue"),
    path("warden/", warden.home, name="warden"),
    path("warden/state/", warden.state, name="warden_state"),
    path("warden/reports/", warden.take_report, name="warden_report"),
    path("warden/worker.js", warden.worker, name="warden_worker"),
]
