"""The catalogue: every figure that the zone may state, with its definition and its value."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jingkai.doors.cockpit.asking import Asked, asked_of
from jingkai.doors.cockpit.boards import BOARDS
from jingkai.doors.cockpit.charts import unit_word
from jingkai.doors.cockpit.exporting import attached
from jingkai.doors.cockpit.gathering import figure_url
from jingkai.doors.cockpit.telling import tell
from jingkai.doors.cockpit.views import standing
from jingkai.doors.ui.finder import Found
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.models import Office, Seat
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.indicators import Indicator, catalogue
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.indicators.words import sentence

LONGEST = 60


@dataclass(frozen=True)
class Entry:
    """One line of the catalogue."""

    code: str
    name: str
    definition: str
    owner: str
    synonyms: tuple[str, ...]
    value: str
    why: str
    records: int
    url: str


@dataclass(frozen=True)
class Domain:
    """The figures of one domain."""

    code: str
    title: str
    entries: tuple[Entry, ...]


@seated(Permission.FIGURES_READ)
def catalogue_page(request: SeatedRequest) -> HttpResponse:
    """All figures by domain, or those whose name, synonym, code or owner holds the words."""
    asked = asked_of(request, request.seat)
    words = request.GET.get("q", "").strip()[:LONGEST]
    owners = owner_names(request.seat)
    wanted = [each for each in in_order() if _fits(each, words, owners)]
    told = evaluate(
        [each.code for each in wanted], asked.period, seat=request.seat, known_at=asked.known_at
    )
    domains = _by_domain(wanted, told, owners, asked)
    facts = {**standing(asked), "domains": domains, "words": words, "count": len(wanted)}
    return render(request, "cockpit/catalogue.html", facts)


@seated(Permission.FIGURES_READ)
def export_all(request: SeatedRequest, form: str) -> HttpResponse:
    """The whole catalogue's figures as a file."""
    asked = asked_of(request, request.seat)
    codes = [each.code for each in in_order()]
    told = evaluate(codes, asked.period, seat=request.seat, known_at=asked.known_at)
    response = attached(form, list(told.values()), request.seat, name=asked.period.text)
    if response is None:
        raise Http404
    return response


def in_order() -> list[Indicator]:
    """Every indicator: the domains as on the cockpit, each in the order of its declarations."""
    domains = [board.key for board in BOARDS]

    def place(indicator: Indicator) -> int:
        domain = indicator.code.split(".")[0]
        return domains.index(domain) if domain in domains else len(domains)

    return sorted(catalogue.indicators.values(), key=place)


def _by_domain(
    wanted: Iterable[Indicator], told: dict[str, Figure], owners: dict[str, str], asked: Asked
) -> list[Domain]:
    by_domain: dict[str, list[Entry]] = {}
    for each in wanted:
        entry = _entry(each, told[each.code], owners, asked)
        by_domain.setdefault(each.code.split(".")[0], []).append(entry)
    return [Domain(code, domain_name(code), tuple(rows)) for code, rows in by_domain.items()]


def _entry(
    indicator: Indicator, figure: Figure, owners: dict[str, str], asked: Asked
) -> Entry:
    return Entry(
        code=indicator.code,
        name=str(indicator.name),
        definition=sentence(indicator),
        owner=owners.get(indicator.owner, indicator.owner),
        synonyms=indicator.synonyms,
        value=figure.label or tell(figure.value, figure.unit),
        why=figure.why,
        records=figure.records,
        url=figure_url(indicator.code, asked),
    )


def _fits(indicator: Indicator, words: str, owners: dict[str, str]) -> bool:
    owner = owners.get(indicator.owner, "")
    texts = (indicator.code, str(indicator.name), owner, *indicator.synonyms)
    return all(
        any(word in text.casefold() for text in texts) for word in words.casefold().split()
    )


def domain_name(code: str) -> str:
    """A domain as the office calls it."""
    try:
        return str(apps.get_app_config(code).verbose_name)
    except LookupError:
        return code


def owner_names(seat: Seat) -> dict[str, str]:
    """The zone's offices by their code, for the figures that they answer for."""
    return dict(Office.objects.filter(zone_id=seat.zone_id).values_list("code", "name"))


def figures_named(seat: Seat, words: str) -> Iterable[Found]:
    """The figures whose names hold the words, for the finder."""
    if not words or not seat.can(Permission.FIGURES_READ):
        return
    group = _("Figures")
    for each in [each for each in catalogue.all() if _fits(each, words, {})][:8]:
        address = reverse("cockpit:figure", args=[each.code])
        yield Found(str(each.name), address, group, "chart-line", unit_word(each.unit))
