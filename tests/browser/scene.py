"""A small zone at work, committed to a database of its own, for browsers to walk through."""

from datetime import date, timedelta
from typing import Any

from jingkai.domains.economy.factories import make_month
from jingkai.kernel.access import actions as access
from jingkai.kernel.access.models import Office, Seat, User, Zone
from jingkai.kernel.access.walls import walled
from jingkai.kernel.registers import actions
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.trail.acting import Machine
from tests.browser import (
    scene_governance,
    scene_nation,
    scene_office,
    scene_park,
    scene_people,
    scene_portal,
    scene_projects,
    scene_wholes,
)

PASSWORD = "Zone-2022-trial"
PEOPLE = (
    ("clerk", "李梅", "invest", "investment_officer"),
    ("chief", "王强", "invest", "investment_chief"),
    ("stat", "赵敏", "stats", "statistician"),
    ("registrar", "孙丽", "committee", "subjects_clerk"),
    ("leader", "郑国", "committee", "leader"),
    ("admin", "冯涛", "committee", "system_administrator"),
    ("security", "陈静", "committee", "security_administrator"),
)
INDUSTRIES = ("fine_chemicals", "new_materials", "biomedicine", "equipment")
PLACES = ("江苏省", "常州市"), ("浙江省", "宁波市"), ("山东省", "威海市"), ("上海市", "上海市")
TRADES = ("碳纤维复材", "聚丙烯腈原丝", "电子化学品", "医药中间体", "汽车内饰材料", "风电叶片")


def build() -> Zone:
    """The zone with its offices, people and a spring's work."""
    zone = access.open_zone(code="trial", name="吉林经济技术开发区", name_en="Jilin ETDZ")
    with walled(zone.pk):
        by = Machine(zone_id=zone.pk)
        seats = people(offices(by), by)
        enterprises(seats["registrar"])
        promotion(seats["clerk"])
        for month in range(1, 5):
            make_month(month=date(2026, month, 1), by=by)
    scene_portal.build(zone)
    scene_office.build(zone)
    scene_projects.build(zone, PASSWORD)
    scene_wholes.build(zone)
    scene_park.build(zone, PASSWORD)
    scene_governance.build(zone, PASSWORD)
    scene_people.build(zone, PASSWORD)
    scene_nation.build(zone)
    return zone


def offices(by: Machine) -> dict[str, Office]:
    committee = access.open_office(
        code="committee", name="管委会", name_en="Administrative Committee", kind="committee", by=by
    )
    found = {"committee": committee}
    for code, name, english in (
        ("invest", "招商局", "Investment Bureau"), ("stats", "统计局", "Statistics Bureau"),
    ):  # fmt: skip
        found[code] = access.open_office(
            code=code, name=name, name_en=english, kind="bureau", parent=committee, by=by
        )
    return found


def people(places: dict[str, Office], by: Machine) -> dict[str, Seat]:
    seats = {}
    for username, name, office, role in PEOPLE:
        user = access.open_account(username=username, name=name, password=PASSWORD, by=by)
        seats[username] = access.give_seat(
            user=user, office=places[office], role_code=role, since=date(2020, 1, 1), by=by
        )
    second = places["committee"]
    access.give_seat(
        user=User.objects.get(username="chief"), office=second, role_code="leader",
        since=date(2020, 1, 1), by=by,
    )  # fmt: skip
    return seats


def record(register: str, by: Any, **values: Any) -> Any:
    return actions.create(REGISTERS[register], values, by=by, confirmed=True)


def credit_code(number: int) -> str:
    """An invented code with its true check digits (GB 11714 inside GB 32100-2015)."""
    own = f"MA{number:06d}"
    weighted = zip(own, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)
    check = 11 - sum(int(sign, 36) * weight for sign, weight in weighted) % 11
    body = f"91220271{own}{'0123456789X0'[check]}"
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(signs.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + signs[(31 - total % 31) % 31]


def enterprises(by: Seat) -> None:
    for number in range(1, 131):
        record(
            "subjects.enterprises", by, name=f"吉林示例{TRADES[number % 6]}{number:03d}号有限公司",
            credit_code=credit_code(number), kind="enterprise",
            leading_industry=INDUSTRIES[number % 4], registered_capital=str(200 + 37 * number),
            legal_representative="示例人", phone=f"1390432{number:04d}",
            established_on=str(date(2012, 1, 1) + timedelta(days=23 * number)),
            address=f"吉林经开区示例路{number}号",
        )  # fmt: skip


def promotion(by: Seat) -> None:
    record("investment.chains", by, name="碳纤维产业链", name_en="Carbon fibre")
    for number in range(1, 9):
        province, city = PLACES[number % 4]
        record(
            "investment.activities", by, title=f"赴{city}拜访{TRADES[number % 6]}企业",
            number=f"HD2026-{number:03d}", kind="visit", led_by="leader", province=province,
            held_on=str(date(2026, 3, 1) + timedelta(days=4 * number)), city=city, people="6",
            companies_met="4",
        )  # fmt: skip
        record(
            "investment.leads", by, name=f"示例{TRADES[number % 6]}{number}期项目",
            number=f"XS2026-{number:03d}", investor=f"示例{TRADES[number % 6]}有限公司",
            channel="activity", amount_expected=str(number * 1.3), city=city,
            opened_on=str(date(2026, 3, 10) + timedelta(days=5 * number)),
        )  # fmt: skip
        deal = record(
            "investment.deals", by, name=f"示例{TRADES[(number + 1) % 6]}生产基地项目",
            number=f"XM2026-{number:03d}", investor=f"示例{TRADES[(number + 1) % 6]}股份有限公司",
            total_investment=str(number * 2.15), city=city, province=province,
            opened_on=str(date(2026, 4, 1) + timedelta(days=3 * number)),
        )  # fmt: skip
        record(
            "investment.commitments", by, content="6 个月内开工建设", number=f"CN2026-{number:03d}",
            deal=str(deal.pk), side="investor", kind="schedule", made_on="2026-05-18",
            due_on=str(date(2026, 11, 10) + timedelta(days=6 * number)),
        )  # fmt: skip
