"""What attachments hang on, and who may read or write there; each room declares its own."""

from collections.abc import Callable
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal
from jingkai.kernel.files.rules import FileRule, RuleOf
from jingkai.kernel.trail.acting import Actor


class Reader(Actor, Protocol):
    """Who reads or hands in: a seat of the zone, or a visitor of its portal."""

    def can(self, permission: str) -> bool: ...


type May = Callable[[Reader, int], bool]

HOLDERS: dict[str, May] = {}
"""By label: whether the reader may read what hangs on the holder of this key."""
WRITERS: dict[str, May] = {}
RULES: dict[str, RuleOf] = {}


class UnknownHolder(Refusal):
    """Nothing can be attached there."""

    sentence = _("Nothing can be attached to “{label}”.")
    hint = _("Go back to the form and choose the file there.")
    status = 422


def declare_holder(
    label: str, *, reads: May, writes: May | None = None, rule: FileRule | RuleOf | None = None
) -> None:
    """Let attachments hang on the model of this label ("services.approval")."""
    HOLDERS[label] = reads
    WRITERS[label] = writes or reads
    fixed = rule or FileRule()
    RULES[label] = (lambda _kind: fixed) if isinstance(fixed, FileRule) else fixed


def may_read(reader: Reader, label: str, pk: int) -> bool:
    """Whether the holder lets this reader see what hangs on it; an undeclared one lets nobody."""
    asked = HOLDERS.get(label)
    return asked is not None and asked(reader, pk)


def may_write(writer: Reader, label: str, pk: int) -> bool:
    """Whether the holder lets this person or seat attach, renew or remove."""
    asked = WRITERS.get(label) or HOLDERS.get(label)
    return asked is not None and asked(writer, pk)


def rule_of(label: str, kind: str) -> FileRule:
    """What may be attached there under this kind. Raises UnknownHolder."""
    if label not in HOLDERS:
        raise UnknownHolder(label=label)
    rule = RULES.get(label)
    return rule(kind) if rule else FileRule()


def owner_of(who: Actor) -> str:
    """Whose uploads these are: the person's, or one anonymous visit's."""
    if who.user_id is not None:
        return f"user:{who.user_id}"
    if visit := getattr(who, "visit", ""):
        return f"visit:{visit}"
    return "machine"
