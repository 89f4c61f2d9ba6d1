"""The figures that a zone's account of its year 2022 states, and whether ours agree with them.

`facts.csv` holds them with the account's own wording of "more than", "nearly" and so on. A fact
that is a statement rather than a number has a named check that can fail.
"""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from jingkai.kernel.indicators import Period
from jingkai.kernel.units import UnknownUnit, to_base

PATH = Path(__file__).parent / "facts.csv"
ACCOUNT = "2022"
"""The year that the account is of."""
ZONE = "jletdz"
"""Code of the zone that the facts are about."""

CLASSES = {"Ⅰ": "1", "Ⅱ": "2", "Ⅲ": "3", "Ⅳ": "4", "Ⅴ": "5"}
"""Classes of surface water, best first, as the account prints them."""

type Tell = Callable[[str, Period], Decimal | None]
"""A figure by its code and period; None when it can't be told."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of the account, as it is printed there."""

    id: str
    code: str
    what: str
    qualifier: str
    printed: str
    unit: str
    period: str
    note: str

    @property
    def number(self) -> Decimal:
        """The printed number, in its unit; of a class its place in the order, of "1+18" the 18."""
        return Decimal(CLASSES.get(self.printed, self.printed.split("+")[-1]))

    @property
    def base(self) -> Decimal:
        """The printed number in base units, or as a ratio."""
        return in_base(self.number, self.unit)

    @property
    def asked(self) -> Period:
        """The period that the figure is asked of: its own, or that of the account which states it.

        "2020 and 2021" and "to 2035" are no periods of a figure: their checks know the years.
        """
        return Period.parse(self.period if self.period.isdigit() else ACCOUNT)

    @property
    def expected(self) -> str:
        """As the account says it."""
        words = "" if self.qualifier in ("exact", "statement") else f"{self.qualifier} "
        return f"{words}{self.printed}{self.unit}" if self.printed else self.what


def in_base(number: Decimal, unit: str) -> Decimal:
    """A number in base units; a percentage as a ratio; what is counted counts by one.

    >>> in_base(Decimal("36.7"), "亿元"), in_base(Decimal(5), "%"), in_base(Decimal(12), "省")
    (Decimal('3670000000'), Decimal('0.05'), Decimal('12'))
    """
    if unit == "%":
        return number / 100
    try:
        return to_base(number, unit)
    except UnknownUnit:
        return number


def read_facts(path: Path = PATH) -> tuple[Fact, ...]:
    """All facts, in the order of the account."""
    with path.open(encoding="utf-8") as file:
        return tuple(
            Fact(
                id=row["id"], code=row["indicator"], what=row["what"], qualifier=row["qualifier"],
                printed=row["value"], unit=row["unit"], period=row["period"], note=row["note"],
            )  # fmt: skip
            for row in csv.DictReader(file)
        )


def number_of(fact_id: str) -> Decimal:
    """The printed number of one fact."""
    return next(fact.number for fact in read_facts() if fact.id == fact_id)


def step_of(number: Decimal) -> Decimal:
    """One unit of the last digit that is not a zero: what "more than" leaves open.

    >>> [str(step_of(Decimal(n))) for n in (150, 80, 5400, 57)]
    ['1E+1', '1E+1', '1E+2', '1']
    """
    return Decimal(1).scaleb(int(number.normalize().as_tuple().exponent))


def agrees(qualifier: str, printed: Decimal, unit: str, value: Decimal) -> bool:
    """Whether a value is what the account prints, by its qualifier and its precision.

    "More than 150" is told of what lies above 150 and below 160, which would have been said
    instead; "nearly 70" of what lies below 70 and above 60.

    >>> agrees("exact", Decimal("81.3"), "%", Decimal("0.8125"))
    True
    >>> agrees("more than (余)", Decimal(150), "次", Decimal(160))
    False
    """
    word = qualifier.split(" (")[0]
    if word == "exact":
        shown = value / in_base(Decimal(1), unit)
        return shown.quantize(printed, ROUND_HALF_UP) == printed
    step, base = in_base(step_of(printed), unit), in_base(printed, unit)
    tests: Mapping[str, bool] = {
        "more than": base < value < base + step,
        "nearly": base - step < value < base,
        "at least": value >= base,
        "at most": value <= base,
        "at least as good as": value <= base,
    }
    return tests[word]


def output_turned(tell: Tell) -> bool:
    """E07: cumulative growth is below zero to mid-year, then rises month by month to above zero."""
    code = "economy.industrial_output.yoy_cumulative"
    told = [tell(code, Period.ytd(2022, month)) for month in range(1, 13)]
    if None in told:
        return False
    growth = [value for value in told if value is not None]
    falling, rising = growth[:6], growth[growth.index(min(growth)) :]
    steady = all(later > earlier for earlier, later in zip(rising, rising[1:], strict=False))
    return max(falling) < 0 < growth[-1] and steady


def an_agreement_stands(tell: Tell) -> bool:
    """I08: at least one zone is partner under a friendly-zone agreement."""
    value = tell("investment.friendly_zones", Period.year(2022))
    return value is not None and value >= 1


def a_model_unit_twice(tell: Tell) -> bool:
    """S08: provincial model unit for business environment in 2020 and in 2021, each by itself."""
    return all(
        tell("services.model_unit_years", Period.year(year)) == 1 for year in (2020, 2021)
    )


def soil_held(tell: Tell) -> bool:
    """K19: no soil sample above a screening value, and the mean no worse than the year before."""
    over = tell("ecology.soil_exceedances", Period.year(2022))
    now, before = (tell("ecology.soil_index", Period.year(year)) for year in (2022, 2021))
    if over is None or now is None or before is None:
        return False
    return over == 0 and Decimal("0.9") * before < now < before


def hard_problems_solved(tell: Tell) -> bool:
    """S07: in the year four enterprises moved away, a power line and steam supply settled."""
    solved = {"relocation": 4, "power": 1, "steam": 1}
    code = "governance.hard_problems_solved"
    told = all(
        tell(f"{code}.{kind}", Period.year(2022)) == count for kind, count in solved.items()
    )
    whole = tell(code, Period.year(2022))
    return told and whole is not None and whole >= sum(solved.values())


def three_rates_whole(tell: Tell) -> bool:
    """L10: each of the three rates is a whole, and so are all three together."""
    codes = ("inclusive_kindergarten_share", "academic_tutoring_cut", "tutoring_supervised",
             "education_three_rates")  # fmt: skip
    return all(tell(f"livelihood.{code}", Period.year(2022)) == 1 for code in codes)


def awarded_in_a_row(tell: Tell) -> bool:
    """L11: by 2022 nine years were awarded, the first of them eight years before: none missing."""
    told = [tell("livelihood.education_award_years", Period.year(year)) for year in (2022, 2013)]
    each = [
        tell("livelihood.education_award_years", Period.year(year)) for year in range(2014, 2023)
    ]
    return told == [9, 0] and each == list(range(1, 10))


def federation_and_villages(tell: Tell) -> bool:
    """L12: one federation and eighteen villages."""
    told = [
        tell(f"livelihood.{code}", Period.year(2022))
        for code in ("village_federations", "village_federation_members")
    ]
    return told == [1, 18]


STATEMENTS: Mapping[str, Callable[[Tell], bool]] = {
    "E07": output_turned,
    "I08": an_agreement_stands,
    "K19": soil_held,
    "L10": three_rates_whole,
    "L11": awarded_in_a_row,
    "L12": federation_and_villages,
    "S07": hard_problems_solved,
    "S08": a_model_unit_twice,
}


def holds(fact: Fact, tell: Tell) -> bool:
    """Whether our figures bear the fact out; a fact without a check of its own does not hold."""
    check = STATEMENTS.get(fact.id)
    if check is not None or fact.qualifier == "statement":
        return check is not None and check(tell)
    value = tell(fact.code, fact.asked)
    return value is not None and agrees(fact.qualifier, fact.number, fact.unit, value)
