"""The words of the subjects' register: kinds, states, industries."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.units.parameters import read_parameters

PARAMETERS = Path(__file__).parent / "parameters"


class Kind(models.TextChoices):
    """What a subject is in law."""

    ENTERPRISE = "enterprise", _("enterprise")
    HOUSEHOLD = "household", _("self-employed household")
    COOPERATIVE = "cooperative", _("farmers' cooperative")
    INSTITUTION = "institution", _("institution")


MARKET_KINDS = (Kind.ENTERPRISE, Kind.HOUSEHOLD, Kind.COOPERATIVE)
"""The kinds that are market entities (经营主体): all that are registered to do business."""


class State(models.TextChoices):
    """Where a subject stands in its legal life, as its dated events say."""

    ACTIVE = "active", _("in the zone")
    OUTSIDE = "outside", _("outside the zone")
    MOVED_AWAY = "moved_away", _("moved away")
    REVOKED = "revoked", _("licence revoked")
    DEREGISTERED = "deregistered", _("deregistered")
    MERGED = "merged", _("merged into another record")


class Departure(models.TextChoices):
    """How a stay in the zone ended."""

    MOVED_AWAY = "moved_away", _("moved away")
    REVOKED = "revoked", _("licence revoked")
    DEREGISTERED = "deregistered", _("deregistered")


class LifeEvent(models.TextChoices):
    """What happens in a subject's legal life, on a day."""

    ESTABLISHED = "established", _("established")
    MOVED_IN = "moved_in", _("moved into the zone")
    MOVED_AWAY = "moved_away", _("moved away from the zone")
    REVOKED = "revoked", _("licence revoked")
    DEREGISTERED = "deregistered", _("deregistered")
    RENAMED = "renamed", _("renamed")


class RealName(models.TextChoices):
    """Whether it is known who holds a portal account."""

    NOT_VERIFIED = "not_verified", _("not verified")
    VERIFIED = "verified", _("verified")


class Power(models.TextChoices):
    """What an agent may do on the portal in an enterprise's name."""

    APPLY = "apply", _("apply, supplement and book appointments")
    SIGN = "sign", _("sign documents and commitments")
    WITHDRAW = "withdraw", _("withdraw applications")
    DOWNLOAD = "download", _("receive and download certificates")
    RATE = "rate", _("rate the service")
    GRANT = "grant", _("let others act for the enterprise")


LEGAL_POSTS = ("法定代表人", "负责人", "经营者")
"""The posts of a contact who may do everything in the subject's name."""


class ConsentPurpose(models.TextChoices):
    """What personal information is used for (PIPL articles 14 and 29: each agreed to apart)."""

    ACCOUNT = "account", _("keep the account and send notices to its telephone")
    IDENTITY = "identity", _("verify the real name by the identity number")


CONSENT_VERSION = "2022-1"
"""The version of the texts on the page “How personal information is used”."""


class CodePurpose(models.TextChoices):
    """What a code sent to a telephone is good for."""

    REGISTER = "register", _("open an account")
    LOG_IN = "log_in", _("log in")
    CHANGE_PHONE = "change_phone", _("change the telephone number")


class Likeness(models.TextChoices):
    """Why two records may be one subject, the surest reason first."""

    CODE = "organisation_code", _("same organisation code")
    NAME = "name_key", _("same name but for brackets and legal form")
    PHONE = "phone_digest", _("same telephone")
    PERSON = "legal_representative", _("same legal representative")


class AwardLevel(models.TextChoices):
    """How high the body stands that gives an award."""

    NATIONAL = "national", _("national")
    PROVINCIAL = "provincial", _("provincial")
    MUNICIPAL = "municipal", _("municipal")
    ZONE = "zone", _("of the zone or county")
    SOCIETY = "society", _("of a society or an industry body")


class AwardField(models.TextChoices):
    """The work that an award is given for."""

    BUSINESS_ENVIRONMENT = "business_environment", _("business environment")
    EDUCATION_SUPERVISION = "education_supervision", _("education supervision")
    INVESTMENT = "investment", _("investment promotion and projects")
    INNOVATION = "innovation", _("science and innovation")
    ECOLOGY = "ecology", _("ecology and safety at work")
    GOVERNANCE = "governance", _("governance and civic life")
    PARTY = "party", _("party building and integrity")
    OVERALL = "overall", _("assessment of the whole work")
    OTHER = "other", _("other work")


class AwardKind(models.TextChoices):
    """What an award says of the one who receives it."""

    MODEL_UNIT = "model_unit", _("model unit")
    ADVANCED = "advanced", _("advanced unit or person")
    ASSESSMENT = "assessment", _("excellent or awarded in an assessment")
    PRIZE = "prize", _("prize")
    OTHER = "other", _("other award")


class LeadingIndustry(models.TextChoices):
    """The industries that the zone builds on."""

    FINE_CHEMICALS = "fine_chemicals", _("fine chemicals")
    NEW_MATERIALS = "new_materials", _("new materials (carbon fibre)")
    BIOMEDICINE = "biomedicine", _("biomedicine")
    EQUIPMENT = "equipment", _("equipment manufacturing")
    SERVICES = "services", _("modern services")
    NONE = "none", _("none of the leading industries")


@dataclass(frozen=True)
class Industry:
    """A heading of the national industrial classification."""

    code: str
    name_zh: str
    name_en: str
    section: str = ""

    def __str__(self) -> str:
        if (get_language() or "").startswith("zh") or not self.name_en:
            return self.name_zh
        return self.name_en


@cache
def _table(name: str) -> Mapping[str, Any]:
    """The newest edition of a table among the parameters."""
    found: Mapping[str, Any] = read_parameters(PARAMETERS / f"{name}.yaml")[name].values[-1].value
    return found


@cache
def sections() -> Mapping[str, Industry]:
    """The twenty sections (门类), by letter."""
    table = _table("industries")
    return {letter: Industry(letter, *part["name"]) for letter, part in table.items()}


@cache
def divisions() -> Mapping[str, Industry]:
    """The ninety-seven divisions (大类), by two digits."""
    return {
        code: Industry(code, names[0], names[1], letter)
        for letter, part in _table("industries").items()
        for code, names in part["divisions"].items()
    }


@cache
def classes() -> Mapping[str, Industry]:
    """The groups (中类) and classes (小类) that the table knows, by three or four digits."""
    return {
        code: Industry(code, name, "", divisions()[code[:2]].section)
        for code, name in _table("industry_classes").items()
    }


def division_choices() -> list[tuple[str, Industry]]:
    """The divisions as a form's choices, named in the reader's language."""
    return list(divisions().items())
