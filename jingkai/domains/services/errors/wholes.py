"""What building projects, their stages and one-thing bundles refuse."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class BadProjectCode(Refusal):
    """A project's national code has its form and its check digit."""

    sentence = _("“{code}” is no investment-project code: {why}.")
    hint = _(
        "Copy it from the filing or approval notice: 20 digits such as 2211-441900-04-02-310151."
    )
    status = 422


class ProjectThere(Refusal):
    """A project is opened once."""

    sentence = _("The project {code} was opened on {day} already.")
    hint = _("Look for it among your projects; if another enterprise has it, call the hall.")


class BuilderNeeded(Refusal):
    """A building project is an enterprise's."""

    sentence = _("A building project is opened for an enterprise.")
    hint = _("Choose the enterprise for which you act, then open the project.")
    status = 403


class UnknownBuilder(Refusal):
    """The builder stands in the register of enterprises."""

    sentence = _("No enterprise with the code {code} stands in the zone's register.")
    hint = _("Check the unified social credit code, or have the enterprise registered first.")
    status = 422


class NothingChosen(Refusal):
    """A joint application is for at least one matter."""

    sentence = _("No matter is chosen.")
    hint = _("Tick the matters that you want to apply for together.")
    status = 422


class StageFinished(Refusal):
    """A finished stage takes no further application."""

    sentence = _("The stage “{stage}” was finished on {day}.")
    hint = _("Go on with the next stage.")


class AppliedAlready(Refusal):
    """A project goes through each matter once, unless it was not granted."""

    sentence = _("“{matter}” is applied for already: {number}.")
    hint = _("Follow that application; a second one is possible when it has ended ungranted.")


class NotOfConstruction(Refusal):
    """A project goes through matters of the four stages only."""

    sentence = _("These are no matters of a building project: {matters}.")
    hint = _("Choose among the matters of the four stages.")
    status = 422


class NothingToAccept(Refusal):
    """Only what was handed in and not yet judged can be accepted."""

    sentence = _("Nothing of “{name}” waits for acceptance.")
    hint = _("What was handed in has been accepted or refused already.")
