"""Which papers prove the income of villages, and who hands them in."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood import queries
from jingkai.domains.livelihood.permissions import Permission as P
from jingkai.kernel.files.papers import PERSONAL, Kind, Papers, declare_papers


def declare_files() -> None:
    """Make the papers known; once at start-up."""
    declare_papers(
        Papers(
            holder="livelihood.villageincome", rows=queries.incomes_for, edit=P.VILLAGE_EDIT,
            kinds=(
                Kind("voucher", _("voucher")), Kind("contract", _("contract"), PERSONAL),
                Kind("receipt", _("bank receipt"), PERSONAL), Kind("other", _("other papers")),
            ),
        )
    )  # fmt: skip
