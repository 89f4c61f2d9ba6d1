"""Decision tables beside a drawing: as the page sends them, their faults, and how they are read."""

import json
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingkai.kernel.access.models import Seat
from jingkai.kernel.errors import Refusal
from jingkai.kernel.flows import engine
from jingkai.kernel.flows.actions.definitions import faults_of

MOST, LARGEST = 20, 1_000_000
"""Tables of one process, and characters of all of them."""
CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,59}")
POLICIES = {
    "UNIQUE": gettext_lazy("One rule at most applies."),
    "FIRST": gettext_lazy("The first rule that applies decides."),
    "ANY": gettext_lazy("Rules that apply together say the same."),
    "COLLECT": gettext_lazy("All rules that apply are collected."),
    "RULE ORDER": gettext_lazy("All rules that apply are collected, in their order."),
}
"""How a table comes to one answer, in words."""


class Tables(forms.Field):
    """Decision tables by their codes, sent as JSON; None when the page says nothing of them."""

    def to_python(self, value: Any) -> dict[str, str] | None:
        """The tables. Raises ValidationError when it is none that a page sends."""
        if isinstance(value, dict) or value in self.empty_values:
            return value or None
        found = self.read(value)
        if found is None:
            raise ValidationError(_("The decision tables could not be read; reload the page."))
        return found

    def prepare_value(self, value: Any) -> str:
        """The tables as the page takes them."""
        return value if isinstance(value, str) else json.dumps(value or {}, ensure_ascii=False)

    @staticmethod
    def read(text: str) -> dict[str, str] | None:
        """The tables that a page sent; None when it is nothing of the kind."""
        if not text or len(text) > LARGEST:
            return None
        try:
            found = json.loads(text)
        except ValueError:
            return None
        good = isinstance(found, dict) and len(found) <= MOST and all(
            CODE.fullmatch(code) and isinstance(one, str) for code, one in found.items()
        )  # fmt: skip
        return found if good else None


def told_faults(source: str, tables: Mapping[str, str], *, by: Seat) -> list[dict[str, str]]:
    """What keeps a drawing from being published: of its tables by rule, others by element."""
    told = [
        {"table": code, "element": fault.element, "sentence": str(fault.sentence)}
        for code, text in tables.items() for fault in engine.table_faults(text)
    ]  # fmt: skip
    told += [
        {"table": "", "element": fault.element, "sentence": str(fault.sentence)}
        for fault in faults_of(source, tables, by=by) if fault.code != "table"
    ]  # fmt: skip
    return told


def tables_of(tables: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each decision table as it is read: columns by name, rules by number, cells as written."""
    found = []
    for code, text in tables.items():
        try:
            written = list(engine.written(engine.tree_of(text)))
        except Refusal:
            continue
        found += [_table(code, one) for one in written]
    return found


def _table(code: str, table: engine.Written) -> dict[str, Any]:
    lines = [
        {"number": line.number, "cells": [cell or "—" for cell in (*line.tests, *line.gives)]}
        for line in table.lines
    ]
    return {
        "code": code, "name": table.name, "policy": POLICIES.get(table.policy, table.policy),
        "inputs": table.inputs, "outputs": table.outputs, "lines": lines,
        "width": len(table.inputs) + len(table.outputs) + 1,
    }  # fmt: skip
