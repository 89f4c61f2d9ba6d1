"""What is refused about support, subsidies and their payment."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal

CELL_UNREADABLE = _("“{part}” can't be read as a condition.")
CELL_EXPECTED = _("words such as 80周岁以上, 60至79, 不满60; 一级、二级; 非低保")


class ExcludedBy(Refusal):
    """A person can't have two programmes that exclude each other."""

    sentence = _("{person} has “{other}”, which excludes “{programme}”: rule {rule}.")
    hint = _("End the claim to one of them first; the rule names the document.")


class NotEntitled(Refusal):
    """The decision table gives a person nothing."""

    sentence = _("{person} is not entitled to “{programme}” as of {day}.")
    hint = _("See which line of the standards would fit, and what is recorded of the person.")


class NoVersion(Refusal):
    """A programme has no version in force."""

    sentence = _("“{programme}” has no version in force on {day}.")
    hint = _("Record the version and its standards first.")


class TableFaulty(Refusal):
    """A drawn decision table that can't be a programme's version."""

    sentence = _("The table can't be published: {why}")
    hint = _("Check the table; each fault is named with its rule.")


class SinceTooEarly(Refusal):
    """A version that would begin before the one that it follows."""

    sentence = _("Version {number} is in force from {day}; the next one begins after that.")
    hint = _("Choose a later day; a version is succeeded, never edited.")


class BatchNotThere(Refusal):
    """A step of a batch out of its turn."""

    sentence = _("Batch {number} stands at “{state}”: this step is not its next one.")
    hint = _("The order is: assemble, check, approve, hand to the bank, take in the answer.")


class SamePerson(Refusal):
    """Who made a batch does not approve it."""

    sentence = _("You made batch {number}: somebody else must approve it.")
    hint = _("Ask a colleague who may approve payments.")


class BatchEmpty(Refusal):
    """A batch without payments goes nowhere."""

    sentence = _("Batch {number} has no payment to be made.")
    hint = _("Look at what was held back, mend it and assemble again, or give the batch up.")


class BatchChanged(Refusal):
    """What is to be paid is no longer what was approved."""

    sentence = _("Batch {number} differs from what was approved: {count} payments, {amount}.")
    hint = _("Give the batch up and make a new one.")


class NothingReturned(Refusal):
    """There is nothing to be paid again."""

    sentence = _("No returned payment of “{programme}” for the period waits to be paid again.")
    hint = _("Take in the bank's answer first, and mend the accounts.")


class AnswerFaulty(Refusal):
    """Lines of a bank's answer that can't be taken; nothing was recorded."""

    sentence = _("{count} lines of the bank's file can't be taken; nothing was recorded. {first}")
    hint = _("Ask the bank for the file anew, or mend the lines that are named.")
    status = 422


class BatchWithoutAnswer(Refusal):
    """A batch is settled only when the bank has told of each payment."""

    sentence = _("Batch {number}: the bank has not yet told of {count} payments.")
    hint = _("Take in the bank's file for them first.")


class BatchOpen(Refusal):
    """A batch of the period is under way."""

    sentence = _("“{programme}” has a batch of the period under way already: {number}.")
    hint = _("Go on with that one, or give it up.")


class NothingToPay(Refusal):
    """A case is granted with an amount and people."""

    sentence = _("Case {number} has no person to be supported.")
    hint = _("Record who is supported by it first.")


class CaseOver(Refusal):
    """A case that is not being supported."""

    sentence = _("Case {number} stands at “{state}”: this can't be done.")
    hint = _("Only a case that is being supported can be changed, reviewed or stopped.")
