"""Invented subjects for tests and measurements: plausible, repeatable, marked 示例."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from jingkai.domains.subjects import rules
from jingkai.domains.subjects.actions.accounts import register_account
from jingkai.domains.subjects.actions.verifying import FormOnly, mark_verified
from jingkai.domains.subjects.choices import CodePurpose, Kind, LeadingIndustry
from jingkai.domains.subjects.models import Account, Enterprise, PhoneCode
from jingkai.domains.subjects.queries import Visitor, anonymous, visitor_of
from jingkai.kernel.access.personal import digest
from jingkai.kernel.access.today import zone_today

WORDS = "安邦博昌诚达德鼎东丰福阜高广海汉和恒弘华汇吉佳建江锦精景巨凯康朗利联隆茂明南宁鹏普"
MORE = "启瑞润森盛石顺泰腾天通同万旺维文翔信兴旭亚业益永友宇元源远云泽展长振正志中众卓"
TRADES: tuple[tuple[str, str, LeadingIndustry, int], ...] = (
    ("化工", "2614", LeadingIndustry.FINE_CHEMICALS, 8),
    ("助剂", "2661", LeadingIndustry.FINE_CHEMICALS, 6),
    ("涂料", "2641", LeadingIndustry.FINE_CHEMICALS, 3),
    ("碳纤维", "3091", LeadingIndustry.NEW_MATERIALS, 5),
    ("新材料", "2829", LeadingIndustry.NEW_MATERIALS, 5),
    ("生物医药", "2761", LeadingIndustry.BIOMEDICINE, 4),
    ("制药", "2710", LeadingIndustry.BIOMEDICINE, 3),
    ("装备", "3521", LeadingIndustry.EQUIPMENT, 5),
    ("物流", "5920", LeadingIndustry.SERVICES, 8),
    ("科技", "6513", LeadingIndustry.SERVICES, 9),
    ("商贸", "5169", LeadingIndustry.NONE, 20),
    ("建筑", "4710", LeadingIndustry.NONE, 8),
    ("餐饮", "6210", LeadingIndustry.NONE, 10),
    ("超市", "5212", LeadingIndustry.NONE, 12),
    ("汽修", "8111", LeadingIndustry.NONE, 6),
)
_DEPARTMENTS = {
    Kind.ENTERPRISE: "91", Kind.HOUSEHOLD: "92", Kind.COOPERATIVE: "93", Kind.INSTITUTION: "12",
}  # fmt: skip
_ENDINGS = {
    Kind.ENTERPRISE: "有限公司", Kind.HOUSEHOLD: "经营部", Kind.COOPERATIVE: "专业合作社",
    Kind.INSTITUTION: "服务中心",
}  # fmt: skip
FIRST_DAY, LAST_DAY = date(1998, 1, 1), date(2022, 12, 31)


def sample_code(number: int, kind: Kind = Kind.ENTERPRISE) -> str:
    """The invented code of the subject of this number: well-formed, with true check characters."""
    digits = ""
    for _place in range(6):
        number, digit = divmod(number, 31)
        digits = rules.ALPHABET[digit] + digits
    organisation = "MA" + digits
    for last in rules.ALPHABET:
        first = f"{_DEPARTMENTS[kind]}220271{organisation}{last}"
        if rules.organisation_part_checks(first):
            return first + rules.check_character(first)
    raise AssertionError(organisation)  # every organisation code has a check character


def sample_enterprises(count: int, *, start: int = 0, seed: int = 0) -> Iterator[dict[str, Any]]:
    """So many invented subjects, as values by field name, in base units; no two alike."""
    random = Random(f"{seed}:{start}")
    kinds = random.choices(
        (Kind.ENTERPRISE, Kind.HOUSEHOLD, Kind.COOPERATIVE, Kind.INSTITUTION),
        (46, 50, 3, 1), k=count,
    )  # fmt: skip
    trades = random.choices(TRADES, [trade[3] for trade in TRADES], k=count)
    for number, kind, (trade, industry, leading, _weight) in zip(
        range(start, start + count), kinds, trades, strict=True
    ):
        yield {
            "kind": kind,
            "credit_code": sample_code(number, kind),
            "name": f"吉林示例{_brand(number)}{trade}{_ENDINGS[kind]}",
            "industry": industry,
            "leading_industry": leading,
            "registered_capital": Decimal(random.choice((10, 50, 100, 500, 1000, 5000))) * 10_000,
            "legal_representative": f"示例{random.choice(WORDS)}{random.choice(MORE)}",
            "address": f"吉林经开区示例路{number % 999 + 1}号",
            "phone": f"0432-{60_000_000 + number % 9_999_999}",
            **_life(random),
        }


def _brand(number: int) -> str:
    """Three characters, or more for a very large number: another one for each."""
    signs = WORDS + MORE
    number, third = divmod(number, len(signs))
    fourth, second = divmod(number, len(signs))
    tail = str(fourth // len(signs)) if fourth >= len(signs) else ""
    return signs[fourth % len(signs)] + signs[second] + signs[third] + tail


def _life(random: Random) -> dict[str, date]:
    """When it was established, and for one in ten how it left."""
    span = (LAST_DAY - FIRST_DAY).days
    established = FIRST_DAY + timedelta(days=int(span * random.random() ** 0.5))
    days = {"established_on": established}
    chance = random.random()
    left = established + timedelta(days=random.randrange(200, 4000))
    if chance < 0.10 and left <= LAST_DAY:
        event = ("deregistered_on", "deregistered_on", "moved_away_on", "revoked_on")
        days[event[int(chance * 40)]] = left
    elif chance > 0.97 and left <= LAST_DAY:
        days["moved_in_on"] = left
    return days


def build_enterprise(zone_id: int, office_id: int, **values: Any) -> Enterprise:
    """A subject not yet written, with the first sample's values where none are given."""
    sample = next(sample_enterprises(1, start=values.pop("number", 0)))
    return Enterprise(zone_id=zone_id, office_id=office_id, **{**sample, **values})


PASSWORD = "Portal-2022-trial"


def sample_identity(number: int = 1) -> str:
    """An invented identity number with a true date and check digit (GB 11643)."""
    year, month, day = 1950 + number % 50, number % 12 + 1, number % 28 + 1
    body = f"220202{year}{month:02d}{day:02d}{number % 1000:03d}"
    return body + "10X98765432"[sum(int(d) * 2 ** (17 - at) for at, d in enumerate(body)) % 11]


def make_account(
    zone_id: int, *, phone: str = "13900000001", name: str = "", identity: str = "",
    password: str = PASSWORD,
) -> Account:  # fmt: skip
    """An open portal account whose number counts as proven; verified when it is given a name."""
    by, now = anonymous(zone_id, "示例"), timezone.now()
    proof = PhoneCode.objects.create(
        zone_id=zone_id, purpose=CodePurpose.REGISTER, phone_digest=digest(phone), sent_at=now,
        used_at=now, code_digest="",
    )  # fmt: skip
    account = register_account(phone=phone, proof=proof, password=password, agreed=True, by=by)
    if name:
        mark_verified(
            account=account, name=name, identity=identity or sample_identity(int(phone[-3:])),
            how=str(FormOnly.name), consented=True, by=by,
        )  # fmt: skip
    return account


def build_visitor(
    zone_id: int, *, phone: str = "13900000001", name: str = "示例居民", **more: str
) -> Visitor:
    """A visitor of the portal with a verified account of its own."""
    return visitor_of(make_account(zone_id, phone=phone, name=name, **more), on=zone_today())
