"""Subsidies that can't be had together: which rule stops a person, by its number and words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Had:
    """A subsidy that a person has or had: from a day until before another, or still."""

    programme: int
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Two programmes that exclude each other, as a document says, in force from a day on."""

    key: int
    first: int
    second: int
    since: date
    until: date | None = None

    def other(self, programme: int) -> int | None:
        """The programme that this one excludes."""
        others = {self.first: self.second, self.second: self.first}
        return others.get(programme)


def overlap(a: tuple[date, date | None], b: tuple[date, date | None]) -> bool:
    """Whether two spans share a day; the second day of a span is the first one after it.

    >>> year = (date(2022, 1, 1), date(2023, 1, 1))
    >>> overlap(year, (date(2022, 12, 31), None)), overlap(year, (date(2023, 1, 1), None))
    (True, False)
    """
    return (a[1] is None or b[0] < a[1]) and (b[1] is None or a[0] < b[1])


def stopping(
    programme: int, span: tuple[date, date | None], had: Iterable[Had], rules: Iterable[Rule]
) -> Rule | None:
    """The first rule by which what a person has excludes the programme in this span.

    >>> rules = [Rule(7, 1, 2, date(2016, 1, 1))]
    >>> month = (date(2022, 3, 1), date(2022, 4, 1))
    >>> stopping(1, month, [Had(2, date(2022, 1, 1), date(2022, 3, 1))], rules) is None
    True
    >>> stopping(1, month, [Had(2, date(2022, 1, 1))], rules).key
    7
    """
    others: Mapping[int, list[Rule]] = _by_other(programme, rules)
    for one in had:
        for rule in others.get(one.programme, ()):
            spans = ((one.since, one.until), (rule.since, rule.until))
            if all(overlap(span, other) for other in spans):
                return rule
    return None


def _by_other(programme: int, rules: Iterable[Rule]) -> dict[int, list[Rule]]:
    found: dict[int, list[Rule]] = {}
    for rule in rules:
        other = rule.other(programme)
        if other is not None:
            found.setdefault(other, []).append(rule)
    return found
