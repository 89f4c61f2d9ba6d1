"""Addresses of grassroots governance's own pages: what is reported on site, the board of cards."""

from django.urls import path

from jingkai.doors.office.governance import cards, reporting

ON_SITE = [
    path("whistles/<int:pk>/arrive/", reporting.arrive, name="arrive"),
    path("whistles/<int:pk>/work/", reporting.work, name="duty_work"),
    path("campaigns/tasks/<int:pk>/done/", reporting.done, name="task_done"),
    path("cards/", cards.board, name="cards"),
    path("cards/<slug:matter>/<int:pk>/<slug:level>/", cards.issue, name="card_issue"),
]
