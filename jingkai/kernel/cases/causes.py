"""Why a case is suspended: causes by code, with the words that people know them by.

Special procedures (特别程序) lie outside a limit by the Administrative Licensing Law, article 45:
hearings, tenders, auctions, inspection, testing, quarantine, appraisal and review by experts.
"""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Sentence

SPECIAL: dict[str, Sentence] = {
    "hearing": _("hearing"),
    "tender": _("tender"),
    "auction": _("auction"),
    "inspection": _("inspection"),
    "testing": _("testing"),
    "quarantine": _("quarantine"),
    "appraisal": _("appraisal"),
    "expert_review": _("review by experts"),
    "site_visit": _("visit to the site"),
    "publicity": _("public notice"),
}
SPECIAL_PROCEDURES = frozenset(SPECIAL)
CAUSES: dict[str, Sentence] = {
    **SPECIAL,
    "supplement": _("materials to be supplemented"),
    "applicant": _("at the applicant's wish"),
    "force_majeure": _("force majeure"),
    "court": _("awaiting a court's or another authority's decision"),
}


def declare_cause(code: str, name: Sentence) -> str:
    """Give a cause its words; a code is declared once."""
    if code in CAUSES:
        raise ValueError(f"the cause {code} is declared twice")
    CAUSES[code] = name
    return code


def cause_name(code: str) -> Sentence:
    """A cause in words; its code where nobody gave it any."""
    return CAUSES.get(code, code)
