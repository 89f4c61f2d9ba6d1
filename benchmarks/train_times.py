"""Learn the weights by which the number check chooses the time of a linked amount.

Called by `benchmarks.train_links`, from whose texts it learns: every amount that states a figure
and whose time is told. The right time is one choice; the other times that are offered, and none,
are its rivals. Learned twice: the time told last is a sign, and it is the one chosen by what was
learned first, not the true one.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from benchmarks import softmax

PRIOR = {
    "none": -1.0, "is:rule": 1.5, "rule:frame": 1.5, "rule:inherited": 1.5, "rule:carried": 1.5,
    "rule:bare": 0.5, "rule:alone": 2.5, "rule:aside": 1.0, "rule:near": 1.0,
    "rule:frame_until": 1.0,
    "inh_own:says": 3.0, "inh_own:says_so_far": 0.5, "inh_own:title": 1.5, "inh_own:head": 0.7,
    "own:says": 1.0, "told:sentence_inh": 0.7, "told:block_inh": 0.7,
    "again:sentence": -1.5, "again:text": -0.5, "again:sentence=": 0.5, "again:text=": 0.5,
}  # fmt: skip
"""What signs are worth before anything is learned; weights shrink towards it."""
SHRINK, SHRINK_WORDS, SHRINK_OWN = 0.01, 0.03, 0.04
STEPS, ROUNDS = 60, 2
EVEN = 8
"""Amounts of a text from which on each counts less: they are told of the same times."""
PROMISED = "prose"
"""Texts whose times a test promises; each of their amounts counts in full."""
THRESHOLD = 0.7
"""How certain a link and its time together must be."""


def learned(texts: list[Any], worth: Callable[[str], float]) -> Any:
    """The weights that these texts teach; `worth` says how much a group of texts counts."""
    from jingkai.kernel.reports.checking.ranking import Ranker

    ranker = Ranker(PRIOR)
    for _round in range(ROUNDS):
        examples = []
        for text in texts:
            made = list(_examples(text, ranker))
            share = 1.0 if text.group == PROMISED else (EVEN / max(len(made), EVEN)) ** 0.5
            examples += [(*example, worth(text.group) * share) for example in made]
        ranker = Ranker(softmax.learned(examples, PRIOR, _shrink, STEPS), THRESHOLD)
    return ranker


def _shrink(sign: str) -> float:
    if "own:" in sign:
        return SHRINK_OWN
    return SHRINK_WORDS if sign.startswith(("w:", "told:year")) else SHRINK


def _examples(text: Any, ranker: Any) -> Iterator[tuple[list[tuple[str, ...]], int]]:
    """Each amount with the signs of its times and the place of the right one; the last is none."""
    from jingkai.kernel.reports.checking.times import offers
    from jingkai.kernel.reports.checking.timing import Timer

    timer = Timer(text.own, ranker)
    for said, candidate, time in stated(text):
        offered = offers(said, candidate, text.own, timer.told)
        if offered and time:
            rights = [n for n, each in enumerate(offered) if right(each.period, candidate, time)]
            place = rights[0] if rights else len(offered)
            yield [*(each.signs for each in offered), ("none",)], place
        timer.of(said, candidate)


def stated(text: Any) -> Iterator[tuple[Any, Any, str | None]]:
    """The amounts that state a figure, the figure, and the time told."""
    known = candidates()
    for said, code, time in zip(text.said, text.told, text.times, strict=True):
        if code in known:
            yield said, known[code], time


@lru_cache(maxsize=1)
def candidates() -> dict[str, Any]:
    """All declared figures by their codes."""
    from benchmarks.check_corpus import known

    return {each.code: each for each in known(None).candidates}


def right(period: Any, candidate: Any, time: str) -> bool:
    """Whether it is the time told, or for what is counted at a period's end ends with it."""
    from jingkai.kernel.indicators.period import Period
    from jingkai.kernel.reports.tests.scoring import same_period

    if same_period(period, time):
        return True
    stock = candidate.nature == "stock" and ".." not in time[:6]
    return stock and bool(Period.parse(time).last_month == period.last_month)
