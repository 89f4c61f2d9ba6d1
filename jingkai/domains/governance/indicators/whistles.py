"""What is counted of whistles, of the offices that report to them, and of supervision cards."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.choices import CardLevel, WhistleRating, WhistleStepCode
from jingkai.domains.governance.models import (
    SupervisionCard,
    Whistle,
    WhistleDuty,
    WhistleStep,
)
from jingkai.kernel.indicators import dimension, fields, records, stock

whistle, duty, step = fields(Whistle), fields(WhistleDuty), fields(WhistleStep)
card = fields(SupervisionCard)
OWNER = "general"
WHISTLES = _("Register of whistles")
DUTIES = _("Register of offices' parts in whistles")
CARDS = _("Register of supervision cards")
YES = True

# whistles

sounded = records(Whistle, on=whistle.sounded_on)
rated = records(Whistle, on=whistle.rated_on)

sounded.count().named(
    "governance.whistles_sounded",
    _("Whistles sounded by streets and communities"),
    unit="次", owner=OWNER, source=WHISTLES,
    synonyms=("街道吹哨", "吹哨", "吹哨次数"),
)  # fmt: skip
rated.count().named(
    "governance.whistles_closed",
    _("Whistles closed by the whistler's rating"),
    unit="件", owner=OWNER, source=WHISTLES,
    synonyms=("办结哨单", "哨单办结量", "吹哨事项办结"),
)  # fmt: skip
stock(Whistle, opened=whistle.sounded_on, closed=whistle.ended_on).count().named(
    "governance.whistles_open",
    _("Whistles open"),
    unit="件", owner=OWNER, source=WHISTLES,
    synonyms=("在办哨单", "未办结哨单"),
)  # fmt: skip
rated.where(whistle.rating == WhistleRating.SATISFIED).count().share_of(rated.count()).named(
    "governance.whistles_satisfied_share",
    _("Share of whistles that the whistler rated as satisfied"),
    unit="%", owner=OWNER, source=WHISTLES,
    synonyms=("吹哨满意率", "哨单满意率"),
    note=_("Of the whistles closed in the period; “basically satisfied” is not counted."),
)  # fmt: skip
records(WhistleStep, on=step.on).where(step.code == WhistleStepCode.SENT_BACK).count().named(
    "governance.whistles_sent_back",
    _("Times that a whistle was sent back as dissatisfied"),
    unit="次", owner=OWNER, source=_("Journal of whistles"),
    synonyms=("哨单退回", "哨单重办"),
)  # fmt: skip

# offices called

due_on_site = records(WhistleDuty, on=duty.arrive_due_on)
due_done = records(WhistleDuty, on=duty.work_due_on)

records(WhistleDuty, on=duty.arrived_on).count().named(
    "governance.arrivals",
    _("Times that departments reported on site"),
    unit="次", owner=OWNER, source=DUTIES,
    synonyms=("部门报到", "部门报到次数"),
)  # fmt: skip
due_on_site.where(duty.arrived_in_time == YES).count().share_of(due_on_site.count()).named(
    "governance.arrivals_in_time_share",
    _("Share of departments on site in time"),
    unit="%", owner=OWNER, source=DUTIES,
    synonyms=("按时报到率", "部门按时报到率", "及时到场率"),
    note=_("Of the offices that were to be on site in the period, by the limit of the whistle's"
           " kind."),
)  # fmt: skip
due_done.where(duty.worked_in_time == YES).count().share_of(due_done.count()).named(
    "governance.whistle_work_in_time_share",
    _("Share of departments' work for whistles done in time"),
    unit="%", owner=OWNER, source=DUTIES,
    synonyms=("哨单按时办结率", "哨单按期办结率"),
    note=_("Of the offices whose work was to be done in the period, suspensions and more time"
           " counted; work after a whistle was sent back is not."),
)  # fmt: skip

# supervision cards

issued = records(SupervisionCard, on=card.issued_on)
card_due = records(SupervisionCard, on=card.answer_due_on)

issued.count().named(
    "governance.cards_issued",
    _("Supervision cards issued"),
    unit="张", owner=OWNER, source=CARDS,
    synonyms=("发出督办卡", "制发督办卡", "督办卡"),
)  # fmt: skip
for level, name, synonyms in (
    (CardLevel.AMBER, _("Amber cards issued"), ("黄牌督办", "发出黄牌")),
    (CardLevel.RED, _("Red cards issued"), ("红牌督办", "发出红牌")),
):
    issued.where(card.level == level).count().named(
        f"governance.cards_issued.{level.value}", name,
        unit="张", owner=OWNER, source=CARDS, synonyms=synonyms,
    )  # fmt: skip
records(SupervisionCard, on=card.lifted_on).count().named(
    "governance.cards_lifted",
    _("Supervision cards lifted"),
    unit="张", owner=OWNER, source=CARDS,
    synonyms=("督办卡摘牌", "摘牌督办卡"),
)  # fmt: skip
stock(SupervisionCard, opened=card.issued_on, closed=card.lifted_on).count().named(
    "governance.cards_open",
    _("Supervision cards not lifted"),
    unit="张", owner=OWNER, source=CARDS,
    synonyms=("未摘牌督办卡", "未摘牌"),
)  # fmt: skip
card_due.where(card.answered_on <= card.answer_due_on).count().share_of(card_due.count()).named(
    "governance.cards_answered_in_time_share",
    _("Share of supervision cards answered in time"),
    unit="%", owner=OWNER, source=CARDS,
    synonyms=("督办卡按时答复率", "督办按期答复率"),
)  # fmt: skip

# ways to split figures

dimension("governance.whistle_kind", _("Kind of whistle"), whistle.kind)
dimension("governance.whistle_rating", _("Rating of the whistle"), whistle.rating)
dimension("governance.whistler", _("Whistler"), whistle.caller)
dimension("governance.called", _("Office called"), duty.office)
dimension("governance.supervised", _("Office supervised"), card.office)
