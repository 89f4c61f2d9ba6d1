"""The rules of circles: within how many minutes, by which way, how fast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

STANDARD = (5, 10, 15, 20, 30, 45, 60)
"""The usual circles, in minutes."""
BEYOND = "beyond"


@dataclass(frozen=True)
class Rules:
    """What holds on a day: minutes and way by area, and speeds in metres a minute."""

    minutes: Mapping[str, int]
    modes: Mapping[str, str]
    walking: float
    cycling: Mapping[str, float]
    driving: Mapping[str, float]
    bus: float
    waiting: float
    """Share of the time between two buses that one waits."""


def read_rules(told: Mapping[str, Any], areas: Sequence[str]) -> Rules:
    """The rules as their file has them, speeds in kilometres an hour.

    >>> told = {"minutes": {"urban": 15}, "modes": {"urban": "walk"}, "walking_speed": 4.8,
    ...     "cycling_speeds": {"main": 12}, "driving_speeds": {"main": 30}, "bus_speed": 18,
    ...     "waiting_share": "1/2"}
    >>> rules = read_rules(told, ["urban"])
    >>> rules.walking, rules.driving["main"], rules.waiting
    (80.0, 500.0, 0.5)
    """
    return Rules(
        minutes={area: int(told["minutes"][area]) for area in areas},
        modes={area: str(told["modes"][area]) for area in areas},
        walking=_speed(told["walking_speed"]),
        cycling={name: _speed(speed) for name, speed in told["cycling_speeds"].items()},
        driving={name: _speed(speed) for name, speed in told["driving_speeds"].items()},
        bus=_speed(told["bus_speed"]),
        waiting=float(Fraction(str(told["waiting_share"]))),
    )


def _speed(kilometres_an_hour: Any) -> float:
    return float(kilometres_an_hour) * 1_000 / 60


def kept_minutes(minutes: float) -> Decimal:
    """Minutes as they are kept: to the hundredth.

    >>> kept_minutes(14.9951)
    Decimal('15.00')
    """
    return Decimal(repr(minutes)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def circle_of(minutes: Decimal | None) -> str:
    """The smallest usual circle that has these minutes within it.

    >>> circle_of(Decimal("14.20")), circle_of(Decimal("15.00")), circle_of(Decimal("15.01"))
    ('15', '15', '20')
    >>> circle_of(Decimal("61")), circle_of(None)
    ('beyond', 'beyond')
    """
    if minutes is None:
        return BEYOND
    return next((str(each) for each in STANDARD if minutes <= each), BEYOND)
