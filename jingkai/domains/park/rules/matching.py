"""Whether a place meets what a project needs: hard conditions, each with its reason in words.

A condition that the project doesn't name is not asked. What a place's record doesn't tell is not
taken for met: it is said to be unknown, and the place does not fit until somebody finds out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jingkai.domains.park.choices import EnvironmentClass, HazardClass, LandUse
from jingkai.kernel.errors import Sentence
from jingkai.kernel.units import unit_name


class Kind(StrEnum):
    """What kind of place."""

    PARCEL = "parcel"
    BUILDING = "building"


@dataclass(frozen=True, kw_only=True)
class Need:
    """What a project needs of its site; what is None or empty is not asked.

    Areas in 平方米, load in 吨/平方米, height in 米, power in kVA, steam in 吨/小时, sewage in
    吨/日, price in 元/平方米, rent in 元/平方米·月. `by` is the day on which it must be ready.
    """

    land_area: Decimal | None = None
    floor_area: Decimal | None = None
    floor_load: Decimal | None = None
    clear_height: Decimal | None = None
    power: Decimal | None = None
    steam: Decimal | None = None
    sewage: Decimal | None = None
    land_use: str = ""
    hazard_class: str = ""
    environment_class: str = ""
    highest_price: Decimal | None = None
    highest_rent: Decimal | None = None
    by: date | None = None

    @property
    def wants_land(self) -> bool:
        """Whether a parcel could do: land is asked for, or floor is not."""
        return self.land_area is not None or self.floor_area is None

    @property
    def wants_building(self) -> bool:
        """Whether a building could do."""
        return self.floor_area is not None


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a free parcel or building offers; None or empty where its record doesn't tell."""

    kind: Kind
    area: Decimal
    floor_load: Decimal | None = None
    clear_height: Decimal | None = None
    power: Decimal | None = None
    steam: Decimal | None = None
    sewage: Decimal | None = None
    land_use: str = ""
    hazard_limit: str = ""
    environment_limit: str = ""
    price: Decimal | None = None
    ready_on: date | None = None


@dataclass(frozen=True)
class Verdict:
    """What one condition says of a place: met, not met, or not known."""

    code: str
    met: bool
    sentence: str
    known: bool = True


@dataclass(frozen=True)
class Judged:
    """All conditions of one place."""

    verdicts: tuple[Verdict, ...] = field(default=())

    @property
    def fits(self) -> bool:
        """Whether every condition is met."""
        return all(verdict.met for verdict in self.verdicts)

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """What stands against it."""
        return tuple(verdict for verdict in self.verdicts if not verdict.met)


def judge(need: Need, offer: Offer) -> Judged:
    """Every condition that is asked of the place, with its reason."""
    rules = PARCEL_RULES if offer.kind is Kind.PARCEL else BUILDING_RULES
    return Judged(tuple(verdict for rule in rules for verdict in rule(need, offer)))


type Rule = Callable[[Need, Offer], Iterator[Verdict]]


def number(value: Decimal) -> str:
    """A number as it is read: grouped, without idle zeros.

    >>> number(Decimal("66667.0000")), number(Decimal("1.50"))
    ('66,667', '1.5')
    """
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def at_least(code: str, name: Sentence, unit: str, needed: str, offered: str) -> Rule:
    """The place has at least as much as is needed."""

    def rule(need: Need, offer: Offer) -> Iterator[Verdict]:
        asked: Decimal | None = getattr(need, needed)
        has: Decimal | None = getattr(offer, offered)
        if asked is None:
            return
        words = {"what": name, "asked": f"{number(asked)} {unit}"}
        if has is None:
            yield Verdict(code, False, _("{what}: {asked} needed, not recorded here.")
                          .format(**words), known=False)  # fmt: skip
            return
        words["has"] = f"{number(has)} {unit}"
        if has >= asked:
            yield Verdict(code, True, _("{what}: {has}, {asked} needed.").format(**words))
        else:
            words["short"] = f"{number(asked - has)} {unit}"
            sentence = _("{what}: {has} only, {asked} needed; {short} short.")
            yield Verdict(code, False, sentence.format(**words))

    return rule


def _language() -> str:
    return get_language() or "zh"


def at_most(code: str, name: Sentence, unit: str, needed: str) -> Rule:
    """The place asks no more than the project would pay."""

    def rule(need: Need, offer: Offer) -> Iterator[Verdict]:
        limit: Decimal | None = getattr(need, needed)
        if limit is None:
            return
        words = {"what": name, "limit": f"{number(limit)} {unit_name(unit, _language())}"}
        if offer.price is None:
            yield Verdict(code, False, _("{what}: at most {limit}, not recorded here.")
                          .format(**words), known=False)  # fmt: skip
            return
        words["has"] = f"{number(offer.price)} {unit_name(unit, _language())}"
        met = offer.price <= limit
        sentence = (
            _("{what}: {has}, within {limit}.") if met
            else _("{what}: {has} asked, above the {limit} that is offered.")
        )  # fmt: skip
        yield Verdict(code, met, sentence.format(**words))

    return rule


def within_limit(
    code: str, name: Sentence, gravest_first: Sequence[str], label: Callable[[str], object],
    needed: str, offered: str,
) -> Rule:  # fmt: skip
    """The project's class is no graver than the gravest that is allowed."""

    def rule(need: Need, offer: Offer) -> Iterator[Verdict]:
        asked, limit = getattr(need, needed), getattr(offer, offered)
        if not asked:
            return
        words = {"what": name, "asked": label(asked)}
        if not limit:
            yield Verdict(code, False, _("{what}: {asked} needed, not recorded here.")
                          .format(**words), known=False)  # fmt: skip
            return
        words["limit"] = label(limit)
        met = gravest_first.index(asked) >= gravest_first.index(limit)
        sentence = (
            _("{what}: {asked} is allowed; the limit is {limit}.") if met
            else _("{what}: {asked} is graver than what is allowed, {limit}.")
        )  # fmt: skip
        yield Verdict(code, met, sentence.format(**words))

    return rule


def same_use(need: Need, offer: Offer) -> Iterator[Verdict]:
    """Land of the use that the project needs; graver industrial land takes lighter industry."""
    if not need.land_use:
        return
    industrial = (LandUse.INDUSTRY_1, LandUse.INDUSTRY_2, LandUse.INDUSTRY_3)
    met = offer.land_use == need.land_use
    if need.land_use in industrial and offer.land_use in industrial:
        met = offer.land_use >= need.land_use
    words = {"asked": LandUse(need.land_use).label, "has": LandUse(offer.land_use).label}
    sentence = (
        _("Use of land: {has}.") if met
        else _("Use of land: planned as {has}, {asked} needed.")
    )  # fmt: skip
    yield Verdict("land_use", met, sentence.format(**words))


def ready_by(need: Need, offer: Offer) -> Iterator[Verdict]:
    """The place is ready on the day on which it is needed."""
    if need.by is None:
        return
    if offer.ready_on is None:
        yield Verdict("ready", False, _("Ready: needed by {day}, no day recorded here.")
                      .format(day=need.by), known=False)  # fmt: skip
    elif offer.ready_on <= need.by:
        yield Verdict("ready", True, _("Ready: since {day}.").format(day=offer.ready_on))
    else:
        sentence = _("Ready: not before {day}, needed by {by}.")
        yield Verdict("ready", False, sentence.format(day=offer.ready_on, by=need.by))


HAZARD = within_limit(
    "hazard", gettext_lazy("Fire hazard"), HazardClass.values,
    lambda value: HazardClass(value).label, "hazard_class", "hazard_limit",
)  # fmt: skip
ENVIRONMENT = within_limit(
    "environment", gettext_lazy("Environment class"), EnvironmentClass.values,
    lambda value: EnvironmentClass(value).label, "environment_class", "environment_limit",
)  # fmt: skip
SUPPLIES: tuple[Rule, ...] = (
    at_least("power", gettext_lazy("Power"), "kVA", "power", "power"),
    at_least("steam", gettext_lazy("Steam"), "t/h", "steam", "steam"),
    at_least("sewage", gettext_lazy("Sewage"), "t/d", "sewage", "sewage"),
)
PARCEL_RULES: tuple[Rule, ...] = (
    same_use,
    at_least("area", gettext_lazy("Land"), "m²", "land_area", "area"),
    *SUPPLIES,
    HAZARD,
    ENVIRONMENT,
    at_most("price", gettext_lazy("Price of land"), "元/m²", "highest_price"),
    ready_by,
)
BUILDING_RULES: tuple[Rule, ...] = (
    at_least("area", gettext_lazy("Free floor"), "m²", "floor_area", "area"),
    at_least("floor_load", gettext_lazy("Floor load"), "t/m²", "floor_load", "floor_load"),
    at_least("clear_height", gettext_lazy("Clear height"), "m", "clear_height", "clear_height"),
    *SUPPLIES,
    HAZARD,
    ENVIRONMENT,
    at_most("rent", gettext_lazy("Rent"), "元/m²·月", "highest_rent"),
    ready_by,
)
