"""Addresses of the office: /office/r/<register>/<record>/…"""

from django.urls import path

from jingkai.doors.office import (
    editing,
    exports,
    home,
    imports,
    investment,
    lists,
    records,
    trail,
    verbs,
)
from jingkai.doors.office.access import views as access

app_name = "office"
R, ONE = "r/<str:code>/", "r/<str:code>/<int:pk>/"
urlpatterns = [
    path("", home.home, name="home"),
    path("trail/", trail.trail, name="trail"),
    path("investment/", investment.analysis, name="investment"),
    path(R, lists.show_list, name="list"),
    path(f"{R}count/", lists.count, name="count"),
    path(f"{R}filter/<str:field>/", lists.filter_form, name="filter"),
    path(f"{R}columns/", lists.column_form, name="columns"),
    path(f"{R}columns/choose/", lists.choose_columns, name="choose_columns"),
    path(f"{R}saved/", lists.saved_filters, name="saved"),
    path(f"{R}saved/new/", lists.save_filter, name="save_filter"),
    path(f"{R}saved/<int:pk>/drop/", lists.drop_filter, name="drop_filter"),
    path(f"{R}export/<str:form>/", exports.export, name="export"),
    path(f"{R}template/", exports.template, name="template"),
    path(f"{R}new/", editing.new_record, name="new"),
    path(f"{R}others/<str:field>/", editing.others, name="others"),
    path(f"{R}bulk/", editing.bulk, name="bulk"),
    path(f"{R}import/", imports.upload, name="import"),
    path(ONE, records.show_record, name="record"),
    path(f"{ONE}change/", editing.change_record, name="change"),
    path(f"{ONE}remove/", editing.remove_record, name="remove"),
    path(f"{ONE}note/", records.write_note, name="note"),
    path(f"{ONE}show/<str:field>/", records.show_personal, name="personal"),
    path(f"{ONE}do/<str:name>/", verbs.do_verb, name="verb"),
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.upload, name="import_any"),
    path("imports/check/<str:token>/", imports.check, name="import_check"),
    path("imports/check/<str:token>/report/", imports.report, name="import_report"),
    path("imports/check/<str:token>/progress/", imports.progress, name="import_progress"),
    path("imports/check/<str:token>/rejected/", imports.rejected, name="import_rejected"),
    path("imports/<int:pk>/", imports.result, name="import_result"),
    path("imports/<int:pk>/undo/", imports.undo, name="import_undo"),
    path("access/offices/", access.offices, name="offices"),
    path("access/users/", access.users, name="users"),
    path("access/users/<int:pk>/password/", access.password, name="user_password"),
    path("access/seats/", access.seats, name="seats"),
    path("access/seats/<int:pk>/end/", access.end_seat, name="end_seat"),
]
