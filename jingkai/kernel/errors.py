"""The one family of errors that a person may see.

A refusal says what is wrong and what to do next. Doors turn it into a form error, an API problem
(RFC 9457) or one line on the error stream with an exit code; nobody sees a traceback.
"""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Sentence = str | Promise


class Refusal(Exception):
    """What was asked can't be done; nothing was changed.

    `sentence` may carry places for facts: `sentence = _("No office is named “{name}”.")`, raised as
    `UnknownOffice(name=...)`. `hint` names what to do next. `field` ties the refusal to one field
    of a form.
    """

    sentence: ClassVar[Sentence] = _("The request is not allowed by the rules.")
    hint: ClassVar[Sentence] = ""
    status: ClassVar[int] = 409

    def __init__(self, *, field: str = "", **facts: Any) -> None:
        self.field = field
        self.facts = facts
        super().__init__()

    @property
    def code(self) -> str:
        """The name by which programs know this refusal."""
        return type(self).__name__

    def __str__(self) -> str:
        text = str(self.sentence).format(**self.facts)
        return f"{text} {str(self.hint).format(**self.facts)}".strip()


class Forbidden(Refusal):
    """The seat may see the record but not do this to it."""

    sentence = _("Your seat does not allow this.")
    hint = _("Ask your office's administrator for the permission, or switch to another seat.")
    status = 403
