"""Who looks after enterprises, enterprises, and records of them."""

from datetime import date
from types import SimpleNamespace

import pytest

from jingkai.domains.economy.models import EnterpriseMonth, Relief
from jingkai.domains.economy.registers import (
    ENTERPRISE_MONTHS,
    ENTERPRISE_YEARS,
    RELIEFS,
    STATEMENTS,
)
from jingkai.domains.subjects import actions as subjects
from jingkai.domains.subjects.factories import sample_enterprises
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.trail.acting import Machine

MAKING = "2661"


@pytest.fixture
def people(cast):
    """The officer for enterprises, and those who only read."""
    by = Machine(zone_id=cast.zone.pk)
    officer = cast._seat("ent_officer", "沈洁", cast.statistics, "enterprise_officer", by)
    return SimpleNamespace(
        cast=cast, officer=officer, leader=cast.leader, clerk=cast.clerk, stranger=cast.stranger,
        admin=cast.admin, zone=cast.zone,
    )  # fmt: skip


@pytest.fixture
def enterprise(cast):
    """The invented maker of a number."""

    def enterprise(number=0, industry=MAKING):
        sample = next(sample_enterprises(1, start=number))
        days = dict.fromkeys(("moved_in_on", "moved_away_on", "revoked_on", "deregistered_on"))
        days["established_on"] = date(2010, 1, 1)
        return subjects.register_enterprise(
            **{**sample, **days, "industry": industry}, by=cast.registrar
        )

    return enterprise


@pytest.fixture
def relief(people):
    """A relief by the form."""

    def relief(of, kind="增值税留抵退税", entitled="2022-04-06", **values):
        form = {"enterprise": of.pk, "kind": kind, "entitled_on": entitled, **values}
        made = registers.create(RELIEFS, form, by=people.officer)
        return Relief.objects.get(pk=made.pk)

    return relief


@pytest.fixture
def months(people):
    """Months of an enterprise's revenue, in 万元."""

    def months(of, year, *revenues):
        for month, revenue in enumerate(revenues, 1):
            form = {"enterprise": of.pk, "month": f"{year}-{month:02}-01",
                    "revenue": str(revenue)}  # fmt: skip
            registers.create(ENTERPRISE_MONTHS, form, by=people.officer)
        return EnterpriseMonth.objects.filter(enterprise=of)

    return months


@pytest.fixture
def year(people):
    """A year of an enterprise for efficiency per mu."""

    def year(of, **values):
        form = {"enterprise": of.pk, "year": "2022", **values}
        return registers.create(ENTERPRISE_YEARS, form, by=people.officer)

    return year


@pytest.fixture
def stated(people):
    """A statement for the evaluation."""

    def stated(item, value, **values):
        form = {"item": item, "year": "2022", "value": str(value), "stated_by": "商务局",
                "stated_on": "2023-02-10", "source": "示例快报", **values}  # fmt: skip
        return registers.create(STATEMENTS, form, by=people.officer)

    return stated
