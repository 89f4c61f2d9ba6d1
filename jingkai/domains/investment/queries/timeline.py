"""What investment promotion knows of an enterprise, for its page in time order."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jingkai.domains.investment.choices import STAGE_DATES, DealStage
from jingkai.domains.investment.queries.rows import deals_for, presences_for


def happenings(enterprise: Any, seat: Any) -> Iterator[tuple[date, str, str, str, int]]:
    """Its deals' stages and its places on chains: (day, what, which, register, key)."""
    for deal in deals_for(seat).filter(enterprise=enterprise):
        for stage, field in {**STAGE_DATES, DealStage.ENDED: "ended_on"}.items():
            if day := getattr(deal, field):
                what = _("Deal: {stage}").format(stage=stage.label)
                yield day, what, deal.name, "investment.deals", deal.pk
    for presence in presences_for(seat).filter(enterprise=enterprise).select_related("node"):
        node = presence.node.name
        yield presence.since, _("In production"), node, "investment.presences", presence.pk
