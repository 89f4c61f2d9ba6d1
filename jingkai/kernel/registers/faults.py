"""What the model and the database refuse, turned into faults that a clerk can act on."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DatabaseError, IntegrityError, models
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Sentence
from jingkai.kernel.registers.declare import Fault, Register


def of_model(record: models.Model, *, besides: Iterable[str] = ()) -> list[Fault]:
    """All that the model's fields, rules and constraints say against a record, at once."""
    wrong = set(besides)
    kept_out = wrong | {f.name for f in record._meta.fields if not f.editable}
    found: list[Fault] = []
    rules: tuple[Callable[[], None], ...] = (
        lambda: record.clean_fields(exclude=kept_out),
        record.clean,
        lambda: record.validate_unique(exclude=kept_out),
    )
    for validate in rules:
        try:
            validate()
        except ValidationError as refused:
            found += _of_validation(refused)
    for constraint in record._meta.constraints:
        try:
            constraint.validate(type(record), record, exclude=wrong)
        except ValidationError:
            found.append(of_constraint(type(record), constraint.name))
    return found


def of_clean(record: models.Model) -> list[Fault]:
    """What the model's own `clean` says, where it has one."""
    if type(record).clean is models.Model.clean:
        return []
    try:
        record.clean()
    except ValidationError as refused:
        return _of_validation(refused)
    return []


def _of_validation(refused: ValidationError) -> list[Fault]:
    by_field = refused.update_error_dict({})
    return [
        Fault("" if name == NON_FIELD_ERRORS else name, message)
        for name, errors in by_field.items()
        for message in ValidationError(errors).messages
    ]


def of_checks(register: Register, values: Mapping[str, Any]) -> list[Fault]:
    """What the register's own rules say about one row's values."""
    return [fault for check in register.checks for fault in check(values)]


def of_database(model: type[models.Model], refused: DatabaseError) -> Fault:
    """A refusal of the database in the words of the constraint that it names."""
    diagnostic: Any = getattr(refused.__cause__, "diag", None)
    name = getattr(diagnostic, "constraint_name", None) or ""
    if name:
        return of_constraint(model, name)
    if column := getattr(diagnostic, "column_name", None):
        return Fault(_field_of(model, column), _("This is missing."))
    if isinstance(refused, IntegrityError):
        return Fault("", _("This contradicts another record."))
    return Fault("", _("The database can't keep this value."))


def of_constraint(model: type[models.Model], name: str) -> Fault:
    """The sentence of a constraint, and the field that it belongs to."""
    for constraint in model._meta.constraints:
        if constraint.name == name:
            return Fault(_concerned(constraint), sentence_of(constraint))
    for field in model._meta.local_fields:
        if f"_{field.column}_" not in name:
            continue
        if name.endswith("_uniq") or name.endswith("_key"):
            return Fault(field.name, _("Another record has this value."))
        if name.endswith("_check"):
            return Fault(field.name, _("This value is out of range."))
        if "_fk_" in name:
            return Fault(field.name, _("No such record is known."))
    return Fault("", _("This contradicts the rule {name}.").format(name=name))


def sentence_of(constraint: models.BaseConstraint) -> Sentence:
    """What a constraint says: its own sentence, or one by its kind."""
    own = constraint.violation_error_message
    if own and own != constraint.default_violation_error_message:
        return own
    if isinstance(constraint, models.UniqueConstraint):
        return _("A record with these values exists already.")
    return _("These values contradict each other ({name}).").format(name=constraint.name)


def _concerned(constraint: models.BaseConstraint) -> str:
    """The one field that a constraint speaks of, or nothing."""
    if isinstance(constraint, models.UniqueConstraint):
        names = [name for name in constraint.fields if name != "zone"]
    elif isinstance(constraint, models.CheckConstraint):
        names = sorted(_names_in(constraint.condition))
    else:
        names = []
    return names[0] if len(names) == 1 else ""


def _names_in(condition: Any) -> set[str]:
    if isinstance(condition, models.Q):
        return {name for child in condition.children for name in _names_in(child)}
    if isinstance(condition, tuple):
        path, value = condition
        right = {str(getattr(value, "name", ""))} if isinstance(value, models.F) else set()
        return {str(path).split("__")[0], *right}
    return set()


def _field_of(model: type[models.Model], column: str) -> str:
    return next((f.name for f in model._meta.local_fields if f.column == column), "")
