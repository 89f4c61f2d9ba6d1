from datetime import date, timedelta

import pytest

from jingkai.domains.investment import actions, queries
from jingkai.domains.investment.errors import BecameProject, NotReached
from jingkai.domains.investment.factories import give_evidence, make_deal, make_node
from jingkai.domains.investment.registers import DEALS
from jingkai.domains.projects.queries import projects_for
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.models import Entry

MARCH = date(2022, 3, 1)


def after(days):
    return MARCH + timedelta(days)


def evaluated(cast, **values):
    deal = make_deal(
        cast.clerk, MARCH, negotiated_on=after(5), evaluated_on=after(20),
        planned_start_on=after(120), node=make_node(cast.clerk, "resin", 1), **values,
    )  # fmt: skip
    give_evidence(cast.clerk, deal)
    return deal


def test_a_signed_deal_becomes_a_project_without_retyping(cast):
    deal = actions.sign_deal(deal=evaluated(cast), on=after(60), by=cast.clerk)
    project = projects_for(cast.clerk).get()
    assert (project.name, project.investor, project.total_investment, project.content) == (
        deal.name, deal.investor, deal.total_investment, deal.content,
    )  # fmt: skip
    assert (project.signed_on, project.planned_started_on) == (after(60), after(120))
    assert (project.deal_number, project.office) == (deal.number, deal.office)
    assert (project.status, project.leading_industry, project.is_key) == (
        "signed", "new_materials", True,
    )  # fmt: skip
    assert Entry.objects.filter(code="projects.project.registered", actor="李梅").exists()
    tables = queries.deal_standing(deal, cast.clerk, after(61))
    assert any(cell.register == "projects.projects" and cell.pk == project.pk
               for table in tables for row in table.rows for cell in row)  # fmt: skip


def test_a_deal_signed_earlier_becomes_a_project_once(cast):
    deal = evaluated(cast, signed_on=after(60))
    verb = next(verb for verb in DEALS.verbs if verb.code == "project")
    assert verb.when(deal)
    actions.make_project(deal=deal, by=cast.chief)
    assert not verb.when(deal)
    with pytest.raises(BecameProject):
        actions.make_project(deal=deal, by=cast.chief)
    with pytest.raises(NotReached):
        actions.make_project(deal=make_deal(cast.clerk, MARCH), by=cast.chief)
    with pytest.raises(Forbidden):
        actions.make_project(deal=deal, by=cast.leader)
