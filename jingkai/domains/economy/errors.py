"""What economic operation refuses, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class MonthClosed(Refusal):
    """A return of a closed month is changed only by a restatement that everyone sees."""

    sentence = _("{month} is closed, its returns can't be changed.")
    hint = _("Open the return and choose “Restate”: the difference is kept with its reason.")


class MonthStillOpen(Refusal):
    """An open month needs no restatement."""

    sentence = _("{month} is not closed yet.")
    hint = _("Change the return itself.")


class MonthNotOver(Refusal):
    """A month can be closed only once it is over."""

    sentence = _("{month} is not over yet.")
    hint = _("Close it after its last day.")


class AlreadyClosed(Refusal):
    """A month is closed once."""

    sentence = _("{month} was closed on {day}.")
    hint = _("To correct one of its returns, restate it.")


class ReturnsMissing(Refusal):
    """A month is closed when every required return has come in."""

    sentence = _("{month} can't be closed, these returns are missing: {series}.")
    hint = _("Enter or import them first.")


class PartsDontAdd(Refusal):
    """The industries' output must add up to the whole (表内平衡)."""

    sentence = _(
        "{month} can't be closed: the industries add up to {parts}, industrial output says {whole}."
    )
    hint = _("Correct the wrong return first.")


class NothingToRestate(Refusal):
    """A restatement changes the amount."""

    sentence = _("The amount is already {amount}.")
    hint = _("Enter the correct amount, or leave the return as it is.")


class OnlyOriginals(Refusal):
    """A restatement is made on the return, not on an earlier restatement's record."""

    sentence = _("This is the record of restatement no. {number}.")
    hint = _("Restate the return itself; restatements add up.")


class AmountMissing(Refusal):
    """A measure of money is paid with its amount."""

    sentence = _("{measure} can't be recorded as paid without its amount.")
    hint = _("Enter the amount that reached the enterprise.")


class UnknownItem(Refusal):
    """A statement is of an item of the evaluation in force in its year."""

    sentence = _("The evaluation of {year} has no item “{item}”.")
    hint = _("Choose one of: {items}.")


class WeightsDontAdd(Refusal):
    """The weights of an evaluation make up the whole."""

    sentence = _("The weights add up to {sum} %, not to 100 %.")
    hint = _("Change one of them so that they make up 100 %.")
