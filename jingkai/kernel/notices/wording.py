"""What a notice says: one code, one sentence and its details, in Chinese and English.

    APPROVED = declare_notice(
        "services.approval.granted",
        title=_("“{title}” was approved"),
        body=_("Case {number} was approved. You may fetch the certificate now."),
    )

A room declares its codes beside its actions, as it does those of the trail.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from jingkai.kernel.errors import Sentence

APP, SMS, MAIL, HOOK = "app", "sms", "mail", "hook"
CHANNELS = (APP, SMS, MAIL, HOOK)


@dataclass(frozen=True)
class Wording:
    """The words of one code, and the ways on which it goes out unless the action says otherwise.

    The title alone goes by SMS and into the list; the body follows in an e-mail. `sealed` names
    the facts that only the recipient is to read: they stand encrypted in the outbox.
    """

    title: Sentence
    body: Sentence = ""
    channels: Collection[str] = CHANNELS
    sealed: Collection[str] = ()

    def title_in(self, language: str, facts: Mapping[str, Any]) -> str:
        """The sentence in a language, with its facts."""
        with override(language):
            return str(self.title).format_map(_Facts(facts))

    def body_in(self, language: str, facts: Mapping[str, Any]) -> str:
        """The details in a language; the sentence where there are none."""
        with override(language):
            return str(self.body or self.title).format_map(_Facts(facts))


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


NOTICES: dict[str, Wording] = {}


def declare_notice(
    code: str, *, title: Sentence, body: Sentence = "", channels: Collection[str] = CHANNELS,
    sealed: Collection[str] = (),
) -> str:  # fmt: skip
    """Give a code its words; a code is declared once.

    What is sealed goes to a telephone or a mailbox alone: no list of the platform shows it, and
    no program is told of it.
    """
    if code in NOTICES:
        raise ValueError(f"the notice {code} is declared twice")
    if unknown := set(channels) - set(CHANNELS):
        raise ValueError(f"the notice {code} has unknown channels: {sorted(unknown)}")
    if sealed and (elsewhere := set(channels) - {SMS, MAIL}):
        raise ValueError(f"the notice {code} has sealed facts and goes by {sorted(elsewhere)}")
    NOTICES[code] = Wording(title, body, channels, sealed)
    return code


def wording(code: str) -> Wording:
    """The words of a code; one that is no longer declared stands for itself."""
    return NOTICES.get(code) or Wording(code)
