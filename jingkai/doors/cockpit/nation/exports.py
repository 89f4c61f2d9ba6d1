"""The comparison as files: CSV to read, Excel as a statistics office lays it out, SDMX."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from jingkai.doors.cockpit.exporting import SHEET, file_response, table
from jingkai.doors.cockpit.nation import showing
from jingkai.doors.cockpit.nation.asking import NationAsked, nation_asked
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.indicators.sharing.asking import zones
from jingkai.kernel.indicators.sharing.comparing import compare, series
from jingkai.kernel.indicators.sharing.digests import digits
from jingkai.kernel.indicators.sharing.observations import observed, to_csv
from jingkai.kernel.indicators.sharing.structure import structure
from jingkai.kernel.indicators.sharing.tables import to_workbook

SDMX_CSV = "application/vnd.sdmx.data+csv; version=2.0.0"
SDMX_ML = "application/vnd.sdmx.structure+xml; version=3.0.0"


@seated(Permission.NATION_READ)
def export(request: SeatedRequest, form: str) -> HttpResponse:
    """What the page shows, as a file of this form."""
    asked, seat = nation_asked(request, request.seat), request.seat
    name, of, now = f"{asked.code} {asked.period.text}", list(zones(asked.area)), timezone.now()
    if form == "csv":
        return file_response(table(_table(asked, request)), f"{name}.csv", "text/csv")
    if form == "xlsx":
        spans = [span for span in series(asked.period) if span <= asked.period]
        return file_response(
            to_workbook(seat, [asked.code], spans, of, at=now), f"{name}.xlsx", SHEET
        )
    if form == "sdmx":
        lines = observed(seat, [asked.code], [asked.period], of)
        return file_response(to_csv(lines), f"{name}.sdmx.csv", SDMX_CSV)
    if form == "structure":
        return file_response(structure(of, at=now), "FIGURES.structure.xml", SDMX_ML)
    raise Http404


def _table(asked: NationAsked, request: SeatedRequest) -> list[list[str]]:
    comparison = compare(
        asked.code, asked.period, seat=request.seat, of=list(zones(asked.area))
    )
    heading = [
        _("Code"), _("Zone"), _("Rank"), _("Value"), _("Unit"), _("Publication"), _("Published on"),
        _("Before it was restated"), _("Definition"),
    ]  # fmt: skip
    found = [[str(comparison.indicator.name), asked.period.show()], heading]
    for row in comparison.rows:
        before = row.told.before if row.told else None
        found.append([
            row.zone.code, showing.zone_name(row.zone), showing.place_of(row.rank, row.tied),
            digits(row.value), comparison.indicator.unit, str(showing.STATES[row.state][0]),
            row.published_on.isoformat() if row.published_on else "",
            digits(before.value) if before else "",
            _("another version") if row.redefined else "",
        ])  # fmt: skip
    return [*found, *([caveat] for caveat in comparison.caveats)]
