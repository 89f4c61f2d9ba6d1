"""Identity and telephone numbers: sealed in the database, masked wherever they are printed.

    class Person(ZoneOwned):
        identity = EncryptedTextField(_("identity number"), masked_as="identity", blank=True)
        identity_digest = DigestField(of="identity")

`person.identity` is a `Personal`: as text it is masked, `person.identity.plain` is the number.
Reading that for a person's eyes is an action that leaves an entry. Exact search goes by the digest:
`filter(identity_digest__in=digests(typed))`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.sealing import digest, digests, is_current, seal, unseal
from jingkai.kernel.errors import Refusal

__all__ = [
    "DigestField",
    "EncryptedTextField",
    "MaskedValue",
    "Personal",
    "digest",
    "digests",
    "mask",
    "mask_identity",
    "mask_phone",
]

STAR = "*"


class MaskedValue(Refusal):
    """A masked number came back, from a form or a workbook, as if it were the number."""

    sentence = _("“{text}” is masked and can't be saved.")
    hint = _("Enter the whole number, or leave the field as it was.")
    status = 422


def mask_identity(text: str) -> str:
    """The first three and last four signs of an identity number.

    >>> mask_identity("220202199001011234"), mask_identity("123456")
    ('220***********1234', '******')
    """
    return _masked(text, head=3, tail=4)


def mask_phone(text: str) -> str:
    """The first three and last four figures of a telephone number, the last two of a short one.

    >>> mask_phone("13912345678"), mask_phone("0432-63456789"), mask_phone("63456789")
    ('139****5678', '043******6789', '******89')
    """
    return _masked(text, head=3, tail=4) if len(text) > 10 else _masked(text, head=0, tail=2)


def _masked(text: str, *, head: int, tail: int) -> str:
    hidden = len(text) - head - tail
    if hidden < 4:
        return STAR * len(text)
    return text[:head] + STAR * hidden + text[len(text) - tail :]


MASKS: dict[str, Callable[[str], str]] = {"identity": mask_identity, "phone": mask_phone}


def mask(text: str, masked_as: str) -> str:
    """A personal identifier as one without the permission reads it."""
    return MASKS[masked_as](text)


class Personal:
    """An identity or telephone number in hand: masked as text, whole only as `plain`."""

    __slots__ = ("_plain", "bound_to", "masked_as", "sealed")

    def __init__(
        self, plain: str | None, *, masked_as: str, bound_to: str, sealed: str = ""
    ) -> None:
        self._plain = plain
        self.masked_as = masked_as
        self.bound_to = bound_to
        self.sealed = sealed

    @property
    def plain(self) -> str:
        """The number itself; opened when first asked for."""
        if self._plain is None:
            self._plain = unseal(self.sealed, self.bound_to)
        return self._plain

    def __str__(self) -> str:
        return mask(self.plain, self.masked_as)

    def __repr__(self) -> str:
        return f"<Personal {self}>"

    def __bool__(self) -> bool:
        return bool(self.sealed or self._plain)

    def __len__(self) -> int:
        return len(self.plain)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Personal):
            return self.plain == other.plain
        return self.plain == other if isinstance(other, str) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.plain)


if TYPE_CHECKING:
    _TextField = models.TextField[Personal | str, Personal]
    _CharField = models.CharField[str, str]
else:
    _TextField, _CharField = models.TextField, models.CharField


class _PersonalAttribute(DeferredAttribute):
    """Whatever is put into the attribute is a `Personal` from then on."""

    def __set__(self, instance: models.Model, value: object) -> None:
        field: Any = self.field
        instance.__dict__[field.attname] = field.to_python(value)


class EncryptedTextField(_TextField):
    """A column that holds sealed text. It can't be searched or sorted; keep a digest beside it."""

    descriptor_class = _PersonalAttribute

    def __init__(self, *args: Any, masked_as: str, bound_to: str = "", **kwargs: Any) -> None:
        self.masked_as = masked_as
        self.bound_to = bound_to
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """With the column it is bound to, so that its history opens under the same name."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "masked_as": self.masked_as, "bound_to": self.bound_to}

    def contribute_to_class(self, cls: type[models.Model], name: str, *args: Any) -> None:
        super().contribute_to_class(cls, name, *args)
        if not self.bound_to and not cls._meta.abstract:
            self.bound_to = f"{cls._meta.label_lower}.{name}"

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, Personal) or hasattr(value, "resolve_expression"):
            return value
        if STAR in str(value):
            raise MaskedValue(text=value, field=self.name)
        return Personal(str(value).strip(), masked_as=self.masked_as, bound_to=self.bound_to)

    def from_db_value(self, value: str | None, *_: Any) -> Personal | None:
        if value is None:
            return None
        plain = None if value else ""
        return Personal(plain, masked_as=self.masked_as, bound_to=self.bound_to, sealed=value)

    def get_prep_value(self, value: Any) -> Any:
        """The sealed text: the old one where nothing has changed, so that history stays quiet."""
        held = self.to_python(value)
        if not isinstance(held, Personal):
            return held
        bound = held.sealed and held.bound_to == self.bound_to
        if bound and is_current(held.sealed):
            return held.sealed
        held_here = seal(held.plain, self.bound_to) if held else ""
        if held.bound_to == self.bound_to:
            held.sealed = held_here
        return held_here

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        """A form shows the masked number; sent back as it was, it changes nothing."""
        if str(data) != str(self.value_from_object(instance) or ""):
            super().save_form_data(instance, data)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is sealed: search by its digest")


class DigestField(_CharField):
    """The digest of a sealed column beside it, written whenever the row is."""

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        defaults = {"max_length": 100, "editable": False, "db_index": True, "default": ""}
        super().__init__(*args, **{**defaults, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "db_index": vars(self)["db_index"], "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The digest under the newest key of what the sealed column holds now."""
        held = getattr(model_instance, self.of)
        code = digest(held.plain) if held else ""
        setattr(model_instance, self.attname, code)
        return code
