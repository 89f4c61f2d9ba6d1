"""What government services were honoured for: the awards of the field, by the year they are for."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects.choices import AwardField, AwardKind, AwardLevel
from jingkai.domains.subjects.indicators import award, awards

OWNER = "hall"
SOURCE = _("Register of awards")

model_unit = awards.where(
    (award.field == AwardField.BUSINESS_ENVIRONMENT)
    & (award.kind == AwardKind.MODEL_UNIT)
    & (award.level == AwardLevel.PROVINCIAL)
)
model_unit.distinct(award.year).named(
    "services.model_unit_years",
    _("Years as provincial model unit for business environment"),
    unit="年", owner=OWNER, source=SOURCE,
    synonyms=("营商环境标杆单位年数", "营商环境示范单位年数", "省级营商环境标杆"),
    note=_("Years within the period for which the province named the zone a model unit; a second "
           "document about the same year counts once."),
)  # fmt: skip
