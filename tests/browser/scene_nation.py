"""Other zones that have published upward, and what the trial zone has published itself."""

from datetime import UTC, datetime
from decimal import Decimal

from django.utils import timezone

from jingkai.kernel.access import actions as access
from jingkai.kernel.access.models import Seat, Zone
from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators import Period, catalogue
from jingkai.kernel.indicators.actions import (
    Sent,
    publish_figures,
    receive_edition,
    share_publication,
)
from jingkai.kernel.indicators.formula import version
from jingkai.kernel.indicators.models import SharedEdition
from jingkai.kernel.trail.acting import Machine

PERIOD = Period.ytd(2026, 4)
OUTPUT, INVESTMENT = "economy.industrial_output", "economy.fixed_asset_investment"
YI = 100_000_000


def build(zone: Zone) -> None:
    """The trial zone and two of three others have published the first four months of 2026."""
    now = timezone.now()
    with walled(zone.pk):
        by = Seat.objects.get(zone=zone, user__username="stat")
        publication = publish_figures(
            name="1—4月主要指标", codes=[OUTPUT, INVESTMENT], period=PERIOD, known_at=now, at=now,
            by=by,
        )  # fmt: skip
        share_publication(publication=publication, at=now, by=by)
    for code, name, english, division, amounts in (
        ("coast", "示例沿海经开区", "Example Coastal Zone", "320699", (95, 99)),
        ("lake", "示例湖滨经开区", "Example Lakeside Zone", "330199", (71,)),
        ("west", "示例西部经开区", "Example Western Zone", "510199", ()),
    ):
        other = access.open_zone(code=code, name=name, name_en=english, division_code=division)
        for number, amount in enumerate(amounts, start=1):
            _share(other, number, Decimal(amount * YI))


def _share(zone: Zone, number: int, amount: Decimal) -> None:
    at = datetime(2026, 5, 5 + number * 3, 2, tzinfo=UTC)
    edition = SharedEdition(
        first_month=PERIOD.first_month, months=PERIOD.months, edition=number, name="1—4月主要指标",
        office="示例统计局", known_at=at, published_at=at, shared_at=at,
    )  # fmt: skip
    meaning = version(catalogue.get(OUTPUT))
    figure = Sent(OUTPUT, meaning, "示例口径", "元", amount, "", 4)
    with walled(zone.pk):
        receive_edition(edition=edition, figures=[figure], by=Machine(zone_id=zone.pk))
