"""What is called how in the history of a case: the events that the verbs of its work leave."""

from django.utils.translation import pgettext_lazy

from jingkai.kernel.errors import Sentence

EVENTS: dict[str, Sentence] = {
    "claimed": pgettext_lazy("event", "took on the task"),
    "released": pgettext_lazy("event", "put the task back"),
    "signed": pgettext_lazy("event", "signed"),
    "advised": pgettext_lazy("event", "gave an opinion"),
    "agree": pgettext_lazy("event", "agreed"),
    "disagree": pgettext_lazy("event", "did not agree"),
    "transferred": pgettext_lazy("event", "handed the task over"),
    "delegated": pgettext_lazy("event", "had somebody else do the task"),
    "given_back": pgettext_lazy("event", "gave the task back"),
    "signer_added": pgettext_lazy("event", "added a signer"),
    "signer_removed": pgettext_lazy("event", "removed a signer"),
    "copied": pgettext_lazy("event", "sent a copy"),
    "return": pgettext_lazy("event", "returned to an earlier step"),
    "return_to_applicant": pgettext_lazy("event", "returned to the applicant"),
    "resubmit": pgettext_lazy("event", "submitted again"),
    "take_back": pgettext_lazy("event", "took back what was done"),
    "supplement_asked": pgettext_lazy("event", "asked for a supplement"),
    "supplemented": pgettext_lazy("event", "the supplement came in"),
    "urged": pgettext_lazy("event", "urged"),
    "supervised": pgettext_lazy("event", "put under supervision"),
    "suspend": pgettext_lazy("event", "suspended the work"),
    "resume": pgettext_lazy("event", "let the work go on"),
    "withdraw": pgettext_lazy("event", "withdrawn"),
    "terminate": pgettext_lazy("event", "terminated"),
    "migrate": pgettext_lazy("event", "moved to another version of the process"),
}
