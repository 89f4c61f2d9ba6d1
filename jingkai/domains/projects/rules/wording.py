"""What a forecast says, in words: the day, how sure it is, and what it rests on."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jingkai.domains.projects.choices import Milestone
from jingkai.domains.projects.rules.forecasting import WAY, Circle, Forecast

NAMED = 3
"""So many comparable projects are called by name."""


def verdict(told: Forecast) -> str:
    """The forecast in one sentence: the expected day against the plan.

    >>> told = Forecast(Circle.ANY, "started", 0, date(2023, 1, 9), late=8)
    >>> "2023-01-09" in verdict(told), "8" in verdict(told)
    (True, True)
    """
    if told.at == WAY[-1]:
        return _("The project is in production.")
    if not told.at:
        return _("The project has reached no milestone yet, so nothing can be forecast.")
    if told.expected is None:
        if told.outrun:
            return _("The project has already taken longer than every comparable one.")
        return _("There is no finished project to compare with.")
    if told.late is None:
        return _("Production is expected on {day}; no day is planned.").format(day=told.expected)
    if told.late > 0:
        sentence = ngettext(
            "Production is expected on {day}, {n} day after the plan.",
            "Production is expected on {day}, {n} days after the plan.", told.late,
        )  # fmt: skip
        return sentence.format(day=told.expected, n=told.late)
    if told.late < 0:
        sentence = ngettext(
            "Production is expected on {day}, {n} day before the plan.",
            "Production is expected on {day}, {n} days before the plan.", -told.late,
        )  # fmt: skip
        return sentence.format(day=told.expected, n=-told.late)
    return _("Production is expected on {day}, the planned day.").format(day=told.expected)


def reasons(told: Forecast, on: date) -> Iterator[str]:
    """How sure the forecast is and what it rests on, sentence by sentence.

    >>> list(reasons(Forecast(Circle.NONE, "", 0), date(2022, 6, 1)))
    []
    """
    if told.expected is None or told.earliest is None or told.latest is None:
        if told.outrun:
            yield _outrun(told)
        return
    yield _band(told)
    yield _circle(told)
    step = Milestone(told.at).label
    yield _(
        "In the middle they took {middle} days from “{step}” to production; this project has been"
        " under way for {waited} days since then."
    ).format(middle=told.middle, step=step, waited=told.waited)
    if told.outrun:
        yield _outrun(told)
    if told.slip:
        late = _("In the middle they were {n} days later than their own plans.")
        early = _("In the middle they were {n} days earlier than their own plans.")
        yield (late if told.slip > 0 else early).format(n=abs(told.slip))
    if told.latest < on:
        yield _("The band has gone by: expect a later day.")


def _band(told: Forecast) -> str:
    if told.thin:
        return ngettext(
            "Very unsure: only {n} comparable project, which would mean {first}.",
            "Very unsure: only {n} comparable projects, from the fastest to the slowest between"
            " {first} and {last}.", len(told.compared),
        ).format(n=len(told.compared), first=told.earliest, last=told.latest)  # fmt: skip
    sentence = _("{share} % of the comparable projects would be ready between {first} and {last}.")
    return sentence.format(share=told.share, first=told.earliest, last=told.latest)


def _circle(told: Forecast) -> str:
    words = {
        Circle.ALIKE: _("Compared with {n} finished projects of the same industry and similar size:"
                        " {names}."),
        Circle.INDUSTRY: _("Too few of similar size; compared with {n} finished projects of the"
                           " same industry: {names}."),
        Circle.ANY: _("Too few of the same industry; compared with {n} finished projects of any"
                      " industry: {names}."),
    }  # fmt: skip
    names = "、".join(told.compared[:NAMED])
    if len(told.compared) > NAMED:
        names += " …"
    return words[told.circle].format(n=len(told.compared), names=names)


def _outrun(told: Forecast) -> str:
    return ngettext(
        "{n} comparable project was faster than the time that has gone by and says nothing.",
        "{n} comparable projects were faster than the time that has gone by and say nothing.",
        told.outrun,
    ).format(n=told.outrun)
