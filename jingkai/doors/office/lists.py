"""A register's list: what was asked, as it stands in the address, and the page that answers it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jingkai.doors.office.addresses import list_url, may, register_for
from jingkai.doors.office.tables import default_fields, head_html, label_for, sheet_of
from jingkai.doors.ui.requests import SeatedRequest, go, is_swap, seated
from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Refusal
from jingkai.kernel.registers import fields as register_fields
from jingkai.kernel.registers import listing, saved
from jingkai.kernel.registers.declare import Filter, Register
from jingkai.kernel.registers.filters import NONE

PREFIX = "f_"
SESSION_COLUMNS = "columns"
LONGEST_CHOICE = 60


def asked(request: SeatedRequest) -> listing.ListQuery:
    """The list's query from the address: `q`, `order`, `after`, `before`, and `f_<column>`."""
    return read_query(request.GET)


def read_query(params: QueryDict) -> listing.ListQuery:
    """The query as the kernel takes it; a range may come as two fields."""
    filters: dict[str, list[str]] = {}
    for name in params:
        if not name.startswith(PREFIX) or name.endswith(("_from", "_to")):
            continue
        if values := [value for value in params.getlist(name) if value.strip()]:
            filters[name.removeprefix(PREFIX)] = values
    for name in params:
        if name.startswith(PREFIX) and name.endswith("_from"):
            stem = name.removesuffix("_from")
            low, high = str(params[name]).strip(), str(params.get(f"{stem}_to", "")).strip()
            if low or high:
                filters[stem.removeprefix(PREFIX)] = [f"{low}..{high}"]
    return listing.ListQuery(
        filters=filters,
        search=params.get("q", "").strip()[:100],
        order=params.get("order", ""),
        after=params.get("after", ""),
        before=params.get("before", ""),
    )


def written(query: listing.ListQuery, **changes: Any) -> str:
    """The query back as the words of an address; a cursor stays only when it is given."""
    parts: list[tuple[str, str]] = []
    values = {"q": query.search, "order": query.order, **changes}
    drop = values.pop("drop", None)
    parts += [(name, value) for name, value in values.items() if value]
    for field, chosen in query.filters.items():
        parts += [(PREFIX + field, value) for value in chosen if (field, value) != drop]
    return urlencode(parts)


@dataclass(frozen=True)
class Chip:
    """One filter in force, with the way to drop it."""

    label: str
    value: str
    url: str


def chips(register: Register, query: listing.ListQuery) -> list[Chip]:
    """The filters in force, in words."""
    found = []
    declared = {declared.field: declared for declared in register.filters}
    base = list_url(register)
    for field, values in query.filters.items():
        if field not in declared:
            continue
        label = capfirst(str(register_fields.filter_label(register, declared[field])))
        for value in values:
            url = f"{base}?{written(query, drop=(field, value))}"
            found.append(Chip(label, words_of(register, declared[field], value), url))
    return found


def words_of(register: Register, declared: Filter, value: str) -> str:
    """A filter's value in the reader's words."""
    field: Any = register_fields.field_at(register.model, declared.field)
    kind = register_fields.filter_kind(register, declared)
    if value == NONE:
        return str(_("nothing"))
    if kind == "choice":
        return str(register_fields.choices_of(field).get(value, value))
    if kind == "flag":
        return str(_("yes") if value in ("1", "yes", "true") else _("no"))
    if kind == "reference" and value.isdecimal():
        other = field.related_model._default_manager.filter(pk=int(value)).first()
        return str(other) if other is not None else value
    low, dots, high = value.partition("..")
    return f"{low or '…'} – {high or '…'}" if dots else value


@seated()
def show_list(request: SeatedRequest, code: str) -> HttpResponse:
    """The list's page, or its inner part when only that is asked for."""
    register = register_for(request.seat, code)
    facts = list_facts(request, register)
    template = "office/parts/list.html" if is_swap(request) else "office/list.html"
    response = render(request, template, facts, status=facts["status"])
    patch_vary_headers(response, ["HX-Request"])
    response["Cache-Control"] = "private, no-cache"
    return response


def list_facts(request: SeatedRequest, register: Register) -> dict[str, Any]:
    """Everything that the list's templates say."""
    seat, query, refusal, status = request.seat, asked(request), "", 200
    page: listing.Page | None = None
    chosen = tuple(request.session.get(SESSION_COLUMNS, {}).get(register.code, ()))
    sheet, base = sheet_of(register, chosen), list_url(register)
    try:
        page = listing.page(register, seat, query, columns=sheet.read)
    except Refusal as refused:
        refusal, status = str(refused), refused.status
    pickable = may(seat, register, "edit")
    return {
        "register": register,
        "query": query,
        "rows": page.rows if page else [],
        "refusal": refusal,
        "status": status,
        "chips": chips(register, query) if not refusal else [],
        "head": head_html(sheet, query.order, lambda o: f"{base}?{written(query, order=o)}"),
        "body": sheet.rows(page.rows, pickable=pickable) if page else "",
        "pickable": pickable,
        "next": _way(base, query, after=page.next_cursor if page else ""),
        "previous": _way(base, query, before=page.previous_cursor if page else ""),
        "state": _pairs(query),
        "address": written(query),
        "bare": not (query.filters or query.search),
        **bar_facts(register, seat, query),
    }


def _way(base: str, query: listing.ListQuery, **cursor: str) -> str:
    return f"{base}?{written(query, **cursor)}" if any(cursor.values()) else ""


def bar_facts(register: Register, seat: Seat, query: listing.ListQuery) -> dict[str, Any]:
    """What stands over the list: its filters, what the seat may do, filters kept under a name."""
    return {
        "filters": [
            (declared.field, capfirst(str(register_fields.filter_label(register, declared))),
             declared.field in query.filters)
            for declared in register.filters
        ],
        "may_edit": may(seat, register, "edit") and any(c.in_form for c in register.columns),
        "may_import": may(seat, register, "imports") and bool(register.sheet),
    }  # fmt: skip


def _pairs(query: listing.ListQuery) -> list[tuple[str, str]]:
    """The query without its search words, as hidden fields carry it along."""
    params = QueryDict(written(query))
    return [(name, value) for name, values in params.lists() for value in values if name != "q"]


@seated()
def filter_form(request: SeatedRequest, code: str, field: str) -> HttpResponse:
    """One filter's choices, asked for when its menu is opened."""
    register = register_for(request.seat, code)
    declared = next((one for one in register.filters if one.field == field), None)
    if declared is None:
        raise Http404
    query, kind = asked(request), register_fields.filter_kind(register, declared)
    chosen = query.filters.get(field, [])
    low, _dots, high = (chosen[0] if chosen else "").partition("..")
    others = [(name, value) for name, value in _pairs(query) if name != PREFIX + field]
    facts = {
        "register": register, "field": field, "kind": kind, "chosen": chosen, "low": low,
        "high": high, "others": others, "search": query.search, "name": PREFIX + field,
        "label": register_fields.filter_label(register, declared),
        "choices": choices_for(register, declared, kind),
        "unit": next((c.unit for c in register.columns if c.field == field), ""),
    }  # fmt: skip
    return render(request, "office/parts/filter.html", facts)


def choices_for(register: Register, declared: Filter, kind: str) -> list[tuple[str, str]]:
    """What a filter by choice, flag or another record offers."""
    field: Any = register_fields.field_at(register.model, declared.field)
    if kind == "choice":
        return [(value, str(label)) for value, label in register_fields.choices_of(field).items()]
    if kind == "flag":
        return [("1", str(_("yes"))), ("0", str(_("no")))]
    if kind == "reference" and isinstance(field, models.ForeignKey):
        related: Any = field.related_model
        others = related._default_manager.order_by("pk")[:LONGEST_CHOICE]
        return [(str(other.pk), str(other)) for other in others]
    return []


@seated()
def count(request: SeatedRequest, code: str) -> HttpResponse:
    """About how many records the list has; asked for after the page has come."""
    register = register_for(request.seat, code)
    page = listing.page(register, request.seat, asked(request), columns=("pk",), counting=True)
    total = page.approximate_total
    return render(request, "office/parts/total.html", {"total": total})


@seated()
def column_form(request: SeatedRequest, code: str) -> HttpResponse:
    """The columns to choose from."""
    register = register_for(request.seat, code)
    chosen = request.session.get(SESSION_COLUMNS, {}).get(code) or default_fields(register)
    facts = {
        "register": register,
        "back": request.GET.urlencode(),
        "columns": [
            (column.field, label_for(register, column), column.field in chosen)
            for column in register.columns
        ],
    }
    return render(request, "office/parts/columns.html", facts)


@require_POST
@seated()
def choose_columns(request: SeatedRequest, code: str) -> HttpResponse:
    """Keep the reader's choice of columns for this session."""
    register = register_for(request.seat, code)
    kept = dict(request.session.get(SESSION_COLUMNS, {}))
    kept[code] = [] if "reset" in request.POST else request.POST.getlist("column")
    request.session[SESSION_COLUMNS] = kept
    return go(request, f"{list_url(register)}?{request.POST.get('back', '')}")


@seated()
def saved_filters(request: SeatedRequest, code: str) -> HttpResponse:
    """The filters kept under a name, and the form to keep the present one."""
    register = register_for(request.seat, code)
    facts = {
        "register": register,
        "saved": saved.saved_filters(register, request.seat),
        "ready": [(view.name, f"{list_url(register)}?{written(listing.ListQuery(filters=asks))}")
                  for view in register.views
                  if (asks := view.asks(request.seat, zone_today())) is not None],
        "address": written(asked(request)),
    }
    return render(request, "office/parts/saved.html", facts)


@require_POST
@seated()
def save_filter(request: SeatedRequest, code: str) -> HttpResponse:
    """Keep the list's filters under a name."""
    register = register_for(request.seat, code)
    query = request.POST.get("query", "")
    name = request.POST.get("name", "").strip() or str(_("My filter"))
    saved.save_filter(
        register=register, name=name[:60], query=query, by=request.seat,
        shared="shared" in request.POST,
    )  # fmt: skip
    return go(request, f"{list_url(register)}?{query}")


@require_POST
@seated()
def drop_filter(request: SeatedRequest, code: str, pk: int) -> HttpResponse:
    """Forget a filter that one has kept."""
    register = register_for(request.seat, code)
    kept = saved.saved_filters(register, request.seat).filter(pk=pk).first()
    if kept is None:
        raise Http404
    saved.drop_filter(saved=kept, by=request.seat)
    return go(request, list_url(register))
