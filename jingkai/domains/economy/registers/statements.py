"""The register of statements for the national evaluation."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.economy import queries
from jingkai.domains.economy.errors import UnknownItem
from jingkai.domains.economy.models import Statement
from jingkai.domains.economy.permissions import Permission as P
from jingkai.kernel.registers.declare import Column, Filter, Register, declare


def _items(year: int) -> list[Any]:
    groups, _basis = queries.edition_of(year)
    return [item for group in groups for item in group.items]


def refuse_unknown(record: Statement | None, values: Mapping[str, Any], seat: Any) -> None:
    """A statement is of an item that the edition in force in its year has; by code or by name."""
    year = values.get("year") or (record.year if record else None)
    item = values.get("item") or (record.item if record else None)
    if year is None or item is None:
        return
    known = _items(int(year))
    if item not in {each.code for each in known}:
        names = "、".join(each.code for each in known)
        raise UnknownItem(field="item", year=year, item=item, items=names)


STATEMENTS = declare(
    Register(
        code="economy.statements",
        model=Statement,
        name=_("Statements for the evaluation"),
        noun=_("statement for the evaluation"),
        sheet="考核评价填报",
        section="economy",
        icon="clipboard-list",
        key=("item", "year"),
        order=("-year", "-id"),
        search=(),
        rows=queries.statements_for,
        view=P.STATEMENT_VIEW,
        edit=P.STATEMENT_EDIT,
        imports=P.IMPORT,
        guards=refuse_unknown,
        removable=True,
        columns=(
            Column("item", heading="指标代码", required=True, example="trade",
                   show=lambda row: row.item_name),
            Column("year", heading="年份", required=True, example="2022"),
            Column("value", heading="填报值", required=True, example="36.5"),
            Column("unit", label=_("unit of the value"), show=lambda row: row.unit, in_form=False),
            Column("stated_by", heading="填报单位", required=True, example="商务局"),
            Column("stated_on", heading="填报日期", required=True, example="2023-02-10"),
            Column("source", heading="来源文件", required=True, example="海关统计快报"),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("year", kind="amount"), Filter("item", kind="text")),
        glossary="national evaluation",
    )
)  # fmt: skip
