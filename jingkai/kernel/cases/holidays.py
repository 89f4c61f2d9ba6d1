"""What the national days off are called, by the State Council's yearly notices."""

from datetime import date

from chinese_calendar.constants import holidays, workdays
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Sentence

NAMES: dict[str, Sentence] = {
    "New Year's Day": _("New Year's Day"),
    "Spring Festival": _("Spring Festival"),
    "Tomb-sweeping Day": _("Tomb-sweeping Day"),
    "Labour Day": _("Labour Day"),
    "Dragon Boat Festival": _("Dragon Boat Festival"),
    "Mid-autumn Festival": _("Mid-autumn Festival"),
    "National Day": _("National Day"),
    "Anti-Fascist 70th Day": _("seventieth anniversary of victory"),
}


def holiday_on(day: date) -> Sentence:
    """The holiday that a day off belongs to; nothing for a plain weekend or an unknown year.

    >>> bool(str(holiday_on(date(2022, 10, 3)))), str(holiday_on(date(2022, 10, 15)))
    (True, '')
    """
    return NAMES.get(holidays.get(day, ""), "")


def made_up_on(day: date) -> Sentence:
    """The holiday that a worked weekend day makes up for."""
    return NAMES.get(workdays.get(day, ""), "")
