"""What is refused when a quantity, a number or a unit can't be read."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class UnknownUnit(Refusal):
    """A unit was named that the kernel doesn't measure in."""

    sentence = _("“{unit}” is not a unit known here.")
    hint = _("Use a unit such as 元, 万元, 吨, 平方米, 公里, 人, 个 or %.")
    status = 422


class NotAQuantity(Refusal):
    """A text holds no number followed by a unit."""

    sentence = _("“{text}” can't be read as a quantity.")
    hint = _("Write a number and its unit, for example 131.6亿元 or 57万平方米.")
    status = 422


class NotANumber(Refusal):
    """A text holds no number, neither in figures nor in Chinese characters."""

    sentence = _("“{text}” can't be read as a number.")
    hint = _("Write it in figures such as 1,234.5, or in characters such as 一千二百.")
    status = 422


class AnotherMeasure(Refusal):
    """A value in one measure stands where another is expected: tonnes under a heading in yuan."""

    sentence = _("“{text}” is given in {unit}, but {expected} is expected here.")
    hint = _("Give the value in {expected}, or leave the unit out.")
    status = 422
