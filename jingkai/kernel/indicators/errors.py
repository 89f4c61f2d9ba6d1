"""What can't be told in figures, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class NoSuchPeriod(Refusal):
    """A period was written in a way that nobody reads."""

    sentence = _("“{text}” is not a period.")
    hint = _("Write it as 2022, 2022H1, 2022Q3, 2022-07 or 2022-01..2022-10.")
    status = 400


class NoSuchSpan(NoSuchPeriod):
    """The same, where days may be asked as well."""

    hint = _(
        "Write it as 2022, 2022H1, 2022Q3, 2022-07 or 2022-01..2022-10;"
        " days as 2022-07-15, 2022-W28 or 2022-07-01..2022-07-20."
    )


class OnlyMonths(Refusal):
    """A target or a publication of days."""

    sentence = _("{period} is not a period of whole months.")
    hint = _("Targets and publications are by months, quarters, half-years and years.")
    status = 400


class UnknownIndicator(Refusal):
    """A code that the catalogue doesn't hold."""

    sentence = _("The catalogue holds no indicator “{code}”.")
    hint = _("Look the code up in the indicator catalogue.")
    status = 404


class UnknownDimension(Refusal):
    """A dimension by which nothing is split."""

    sentence = _("There is no dimension “{code}”.")
    hint = _("Look the code up in the indicator catalogue.")
    status = 404


class DeclaredTwice(Refusal):
    """Two declarations under one code."""

    sentence = _("“{code}” is declared twice in the catalogue.")
    hint = _("Give each indicator and dimension its own code.")


class NoSuchColumn(Refusal):
    """A declaration names a field that the record doesn't have."""

    sentence = _("{model} has no field “{name}”.")
    hint = _("Use a field of the record, or one of a record it points to.")


class FanOut(Refusal):
    """A relation to many records, which would count one record several times."""

    sentence = _("“{name}” of {model} leads to many records and would count one several times.")
    hint = _("Count the other records themselves, and refine them by this one.")


class NotComparable(Refusal):
    """A column used in a way that its type doesn't carry."""

    sentence = _("“{name}” can't be used here: {needed} is needed.")
    hint = _("Choose another field.")


class OtherRecords(Refusal):
    """A condition on records that the figure doesn't count."""

    sentence = _("A condition on {model} can't refine a figure that counts {counted}.")
    hint = _("Use fields of the counted record.")


class CannotSplit(Refusal):
    """A figure asked by a dimension that its records don't have."""

    sentence = _("“{code}” can't be split by “{dimension}”.")
    hint = _("Choose a dimension that all records behind the figure carry.")
    status = 400


class NoHistory(Refusal):
    """As-known-at was asked of records whose history isn't kept."""

    sentence = _("The history of {model} is not kept, so its past state can't be told.")
    hint = _("Ask for the figure as it is known now.")
    status = 400


class NotDeclaredSo(Refusal):
    """A declaration that has no meaning."""

    sentence = _("This can't be declared: {fault}.")
    hint = _("See the README of the indicators.")


class NothingToPublish(Refusal):
    """A publication without a figure."""

    sentence = _("Name at least one indicator to publish.")
    hint = _("Choose indicators from the catalogue.")
    status = 400


class AlreadyPublished(Refusal):
    """A publication under a name that is taken for the period."""

    sentence = _("“{name}” is already published for {period}.")
    hint = _("Give the new publication another name, such as “revised”.")


class NotATarget(Refusal):
    """A target without a usable value."""

    sentence = _("A target must be a number greater than zero.")
    hint = _("Enter the value in base units, such as 元.")
    status = 400


class AlreadyShared(Refusal):
    """A publication that was sent upward before."""

    sentence = _("“{name}” is already shared upward, as edition {edition}.")
    hint = _("What has changed since is published anew and shared as the next edition.")


class EditionTaken(Refusal):
    """A received edition that stands here with other contents."""

    sentence = _("Edition {edition} of {period} of {zone} stands here with other figures.")
    hint = _("Ask the zone for a new edition: what was published is never replaced.")


class ChangedOnTheWay(Refusal):
    """A file whose digest is not the one that its sender named."""

    sentence = _("“{name}” is not the file whose digest was named: it was changed on the way.")
    hint = _("Send it again, with the SHA-256 of the whole file.")
    status = 422


class TooLarge(Refusal):
    """A file of published figures beyond what is read at once."""

    sentence = _("“{name}” has more than {most} MB.")
    hint = _("Send it in several files, such as one for each period.")
    status = 413


class PublishedHere(Refusal):
    """A publication to be taken over that would fall into the time of the records here."""

    sentence = _("On {day} the zone's records stood here already: nothing is taken over from then.")
    hint = _("Publish the figures as they were known at that instant.")
