"""What is called how in the history of a case: the events that the verbs of its work leave."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Sentence

EVENTS: dict[str, Sentence] = {
    "claimed": _("took on the task"),
    "released": _("put the task back"),
    "signed": _("signed"),
    "advised": _("gave an opinion"),
    "agree": _("agreed"),
    "disagree": _("did not agree"),
    "transferred": _("handed the task over"),
    "delegated": _("had somebody else do the task"),
    "given_back": _("gave the task back"),
    "signer_added": _("added a signer"),
    "signer_removed": _("removed a signer"),
    "copied": _("sent a copy"),
    "return": _("returned to an earlier step"),
    "return_to_applicant": _("returned to the applicant"),
    "resubmit": _("submitted again"),
    "take_back": _("took back what was done"),
    "supplement_asked": _("asked for a supplement"),
    "supplemented": _("the supplement came in"),
    "urged": _("urged"),
    "supervised": _("put under supervision"),
    "suspend": _("suspended the work"),
    "resume": _("let the work go on"),
    "withdraw": _("withdrawn"),
    "terminate": _("terminated"),
    "migrate": _("moved to another version of the process"),
}
