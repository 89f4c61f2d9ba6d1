"""What a reader asks of the nation's pages: a figure, a period, a province, and how it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

from jingkai.doors.cockpit.asking import AskedOf, latest
from jingkai.doors.cockpit.boards import BOARDS
from jingkai.kernel.access.models import Seat
from jingkai.kernel.indicators import Period, catalogue
from jingkai.kernel.indicators.sharing.asking import codes_shared, newest_period

VIEWS = ("table", "map", "series")
SORTS = ("zone", "value", "published")


@dataclass(frozen=True)
class NationAsked(AskedOf[Period]):
    """The figure over zones; `area` is a province's two digits, `page` counts from one."""

    code: str = ""
    area: str = ""
    view: str = VIEWS[0]
    sort: str = SORTS[0]
    falling: bool = False
    page: int = 1

    @property
    def query(self) -> str:
        """The address's query that asks for this again."""
        words = {
            "period": self.period.text, "code": self.code, "area": self.area,
            "view": "" if self.view == VIEWS[0] else self.view,
            "sort": ("-" if self.falling else "") + self.sort,
            "page": str(self.page) if self.page > 1 else "",
        }  # fmt: skip
        if words["sort"] == SORTS[0]:
            words["sort"] = ""
        return urlencode({name: value for name, value in words.items() if value})

    def of(self, period: Period) -> Self:
        """The same for another period."""
        return replace(self, period=period, page=1)

    def shown(self, view: str) -> Self:
        """The same in another form."""
        return replace(self, view=view, page=1)

    def sorted_by(self, sort: str) -> Self:
        """The same in this order; asked again, the other way round."""
        falling = sort != SORTS[0] if self.sort != sort else not self.falling
        return replace(self, sort=sort, falling=falling, page=1)


def nation_asked(request: HttpRequest, seat: Seat) -> NationAsked:
    """What the address asks; by default what zones published last. Unknown words are not there."""
    text = request.GET.get("period", "").strip()
    period = Period.parse(text) if text else newest_period(seat) or latest(seat)
    code = request.GET.get("code", "") or _first(codes_shared(seat, period))
    sort = request.GET.get("sort", SORTS[0])
    asked = NationAsked(
        period, code=code, area=request.GET.get("area", ""),
        view=request.GET.get("view", VIEWS[0]), sort=sort.removeprefix("-"),
        falling=sort.startswith("-"), page=_page(request.GET.get("page", "1")),
    )  # fmt: skip
    known = asked.code in catalogue.indicators and asked.view in VIEWS and asked.sort in SORTS
    if not known or not (asked.area == "" or (asked.area.isdecimal() and len(asked.area) == 2)):
        raise Http404
    return asked


def _first(shared: Iterable[str]) -> str:
    """Of what was published, the figure that stands first on the cockpit."""
    told = list(shared)
    order = [tile.code for board in BOARDS for tile in board.tiles]
    known = [code for code in order if code in told and code in catalogue.indicators]
    return next(iter([*known, *told, *order]))


def _page(text: str) -> int:
    if not (text.isdecimal() and len(text) < 6 and int(text)):
        raise Http404
    return int(text)
