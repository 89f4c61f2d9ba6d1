"""The register of appeals that were told apart."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance import actions, queries
from jingkai.domains.governance.models import AppealsApart
from jingkai.domains.governance.permissions import Permission as P
from jingkai.kernel.registers.asking import words
from jingkai.kernel.registers.declare import Column, Filter, Register, Verb, declare


def _reason(pair: Any) -> dict[str, forms.Field]:
    return {"because": words(_("why taken back"))}


APART = declare(
    Register(
        code="governance.apart",
        model=AppealsApart,
        name=_("Appeals told apart"),
        noun=_("pair of appeals told apart"),
        sheet="非同一事项",
        section="governance",
        icon="unlink",
        key=("first", "second"),
        order=("-told_on", "-id"),
        search=(),
        rows=queries.apart_for,
        view=P.APPEAL_VIEW,
        verbs=(
            Verb("take_back", _("Take back"), actions.take_back_apart, "pair", P.APPEAL_FILE,
                 when=lambda pair: pair.taken_back_on is None, fields=_reason, tone="danger"),
        ),
        columns=(
            Column("first", heading="诉求编号", match="number"),
            Column("second", heading="另一诉求编号", match="number"),
            Column("because", heading="理由"),
            Column("teller", heading="认定人"),
            Column("told_on", heading="认定日期"),
            Column("taken_back_on", heading="撤回日期"),
            Column("taken_back_because", heading="撤回理由", in_list=False),
        ),
        filters=(Filter("told_on"),),
        glossary="pair of appeals told apart",
    )
)  # fmt: skip
