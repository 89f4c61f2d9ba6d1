"""The period by rule, as the figure needs it: a stock at its end, a flow until it."""

import re

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking import words
from jingkai.kernel.reports.checking.candidates import Candidate
from jingkai.kernel.reports.checking.context import Said


def ruled(said: Said, candidate: Candidate | None) -> Period | None:
    """The period as the figure needs it: 截至10月底 is a stock of October, a flow until it."""
    period = said.period
    if candidate is not None and candidate.nature == "stock" and period is not None:
        if period.months > 12 and period.months % 12 == 0:
            return Period.year(period.last_month // 12)
    if period is not None and period.months == 1 and candidate is not None and so_far(said):
        return period.year_to_date() if candidate.nature == "flow" else period
    if period is None or not said.until or period.months > 1:
        return period
    if candidate is not None:
        stock = candidate.nature == "stock" and not _summed(said)
        return period if stock else period.year_to_date()
    return period.year_to_date() if _summed(said) else period


def so_far(said: Said) -> bool:
    """Whether a month stands for the time from January on: 4月份累计增速, a column 累计同比."""
    if said.block.kind == "cell":
        return "累计" in said.block.column
    return bool(re.search(r"累计(?:增速|增长|降幅|增幅|下降|同比)[^,;。□]*$", said.left))


def _summed(said: Said) -> bool:
    """Whether it is told among what was done so far: 截至9月底,共开展活动126场,跟踪线索231条."""
    before = said.sentence.before(said.index)
    ends = [m.start for m in said.sentence.mentions if m.until and m.end <= len(before)]
    held = said.quantity.unit == "户"
    return not held and bool(words.SUMMED.search(before, ends[-1] if ends else 0))
