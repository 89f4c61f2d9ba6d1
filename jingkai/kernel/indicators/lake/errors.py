"""What can't be done with a lake, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class NoLake(Refusal):
    """A root at which no lake stands."""

    sentence = _("There is no lake at {root}.")
    hint = _("Write one with `jingkai lake write`.")
    status = 404


class OtherFormat(Refusal):
    """A lake that another version of the platform wrote."""

    sentence = _("The lake at {root} has format {found}; this version reads format {known}.")
    hint = _("Write it anew with `jingkai lake write --full`, into another folder.")


class WrittenMeanwhile(Refusal):
    """Another write ended between this one's beginning and its end."""

    sentence = _("The lake at {root} was written by somebody else meanwhile; nothing was changed.")
    hint = _("Run the command again.")


class OtherSchema(Refusal):
    """Zones of the lake would keep columns that the others no longer have."""

    sentence = _("The tables have other columns than the lake at {root}, which holds {zones} too.")
    hint = _("Write all of its zones together, or begin another lake in a folder of its own.")


class OtherSources(Refusal):
    """Lakes to be gathered whose columns are not the same."""

    sentence = _("The lakes at {one} and at {other} hold other columns.")
    hint = _("Bring both platforms to one version, write their lakes again, then gather.")


class OtherArrangement(Refusal):
    """A lake that holds its zones apart, to be gathered into one that holds them together."""

    sentence = _(
        "The lake at {root} is arranged otherwise, and {zones} don't come with the others."
    )
    hint = _("Gather all of its zones together, or begin another lake in a folder of its own.")


class GatheredTogether(Refusal):
    """A lake with many zones in one file, where each zone's own files are needed."""

    sentence = _("The lake at {root} holds many zones in one file.")
    hint = _("Write the zone's own lake in another folder; gather it with `jingkai lake gather`.")


class DamagedSource(Refusal):
    """A file of a lake that is gone, or not what that lake's manifest says."""

    sentence = _("The file {path} of the lake at {root} is gone, or not as it was written.")
    hint = _("Nothing was changed. Look with `jingkai lake verify` there, then gather again.")


class NothingToGather(Refusal):
    """A place that holds neither a lake nor atoms."""

    sentence = _("There is neither a lake nor any zone's atoms at {root}.")
    hint = _("Write them there with `jingkai lake write` or `jingkai lake atoms`.")
    status = 404


class BeingWritten(Refusal):
    """Another write of this database is under way."""

    sentence = _("The lake is being written already.")
    hint = _("Wait until it is done.")


class PersonalColumn(Refusal):
    """A declaration that would bring personal data into the lake."""

    sentence = _("“{name}” is personal and must not enter the lake.")
    hint = _("Count by another field of the record.")


class NoSuchZone(Refusal):
    """A zone's code that the database doesn't hold."""

    sentence = _("There is no zone “{code}”.")
    hint = _("Look the code up in the register of zones.")
    status = 404
