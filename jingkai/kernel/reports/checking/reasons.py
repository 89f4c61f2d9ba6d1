"""Why an amount was linked to a figure, in words: the families of signs that spoke for it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

BY_VALUE = "value"
"""The sign of an amount that is known by its value in the records."""
_FAMILIES = (
    ((BY_VALUE,), "value"),
    (("name", "pattern", "behind"), "named"),
    (("follow", "near", "short", "part_"), "short"),
    (("carry", "over", "back", "before", "pair"), "carried"),
    (("shared",), "shared"),
    (("led", "label", "head"), "led"),
    (("cell",), "cell"),
    (("only",), "unit"),
    (("hint", "weak"), "hinted"),
    (("af:1", "al:"), "sounds"),
)


def reason(signs: Iterable[str]) -> str:
    """What spoke for a link, as a phrase for the reader; "" when nothing that can be told.

    >>> reason(["kind:l", "pre:0"])
    ''
    """
    told = {
        "value": _("of all that it may be, only this has just this value"),
        "named": _("its name stands beside the number"),
        "short": _("a short name stands beside it, behind a figure told before"),
        "carried": _("it goes on with what the number before tells of"),
        "shared": _("names and numbers are shared out in turn"),
        "led": _("the head of the sentence or section names it"),
        "cell": _("the headings of the table name it"),
        "unit": _("only this figure is counted in that unit"),
        "hinted": _("words beside it point to the figure"),
        "sounds": _("the words around it are like those in which this figure is told"),
    }
    families = [
        family for sign in signs for starts, family in _FAMILIES if sign.startswith(starts)
    ]
    return "; ".join(told[family] for family in dict.fromkeys(families))
