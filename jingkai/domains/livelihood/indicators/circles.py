"""What is counted of circles: within how many minutes everybody reaches a service, how many do."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.choices import Area, Circle
from jingkai.domains.livelihood.models import Reach, Residence, ServicePoint
from jingkai.kernel.indicators import dimension, fields, stock

point, home, reach = fields(ServicePoint), fields(Residence), fields(Reach)
OWNER = "hr"
POINTS = _("Register of service points")
REACHES = _("Reach of residences, computed on the street network")
HOW = _(
    "The smallest usual circle (5, 10, 15, 20, 30, 45 or 60 minutes) within which every resident"
    " reaches an employment service point, by the way of getting there and the speeds in force."
)
ORDER = tuple(Circle)
WORTH = tuple(int(one.value) if one.value.isdigit() else None for one in Circle)

points = stock(ServicePoint, opened=point.opened_on, closed=point.closed_on)
reaches = stock(Reach, opened=reach.since, closed=reach.until)
urban, rural = reaches.where(reach.area == Area.URBAN), reaches.where(reach.area == Area.RURAL)

points.count().named(
    "livelihood.service_points",
    _("Service points of employment"),
    unit="个", owner=OWNER, source=POINTS,
    synonyms=("就业服务点", "就业服务站点", "就业服务站"),
)  # fmt: skip
urban.worst(reach.circle, ORDER, WORTH).named(
    "livelihood.urban_circle_minutes",
    _("Employment service circle in town"),
    unit="分钟", owner=OWNER, source=REACHES,
    synonyms=("城镇就业服务圈", "城区就业服务圈", "15分钟就业服务圈"),
    note=HOW,
)  # fmt: skip
rural.worst(reach.circle, ORDER, WORTH).named(
    "livelihood.rural_circle_minutes",
    _("Employment service circle in the country"),
    unit="分钟", owner=OWNER, source=REACHES,
    synonyms=("农村就业服务圈", "乡村就业服务圈", "半小时就业服务圈"),
    note=HOW,
)  # fmt: skip
for area, code, name, words in (
    (urban, "urban", _("Residents of town within the circle asked"), "城镇"),
    (rural, "rural", _("Residents of the country within the circle asked"), "农村"),
):
    (area.where(reach.within == True).sum(reach.residents)  # noqa: E712
     / area.sum(reach.residents)).named(
        f"livelihood.{code}_circle_coverage", name,
        unit="%", owner=OWNER, source=REACHES,
        synonyms=(f"{words}就业服务圈覆盖率", f"{words}服务圈覆盖率"),
    )  # fmt: skip

dimension("livelihood.area", _("Town or country"), reach.area, point.area)
dimension("livelihood.nearest_point", _("Nearest service point"), reach.point)
