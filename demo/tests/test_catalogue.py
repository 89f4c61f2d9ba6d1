"""The catalogue of the demo zone, brought in by its workbooks as by any clerk, and looked at."""

from datetime import date
from decimal import Decimal

import pytest

from demo.build import write_workbook
from demo.services import SECOND_ON, catalogue_sheets, matters, succeeding_sheets
from demo.zone import OFFICES
from jingkai.domains.services import actions, queries
from jingkai.domains.services.choices import Standing
from jingkai.kernel.access import actions as access
from jingkai.kernel.access.models import Office
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.models import Import
from jingkai.kernel.registers.reading import Source
from jingkai.kernel.registers.undoing import undo_import
from jingkai.kernel.trail.acting import Machine
from tests.contracts import entered

CODES = (
    "services.matters", "services.versions", "services.materials", "services.fields",
    "services.joint_offices", "services.procedures", "services.places", "services.delegations",
    "services.situations", "services.situation_matters",
)  # fmt: skip
DAY = date(2022, 12, 31)


@pytest.fixture
def imported(cast, tmp_path):
    """The workbook of the first versions has come in, in a zone with these offices."""
    by = Machine(zone_id=cast.zone.pk)
    codes = {office.code for office in (cast.hall, cast.invest, cast.statistics)}
    named = {office.name: office for office in Office.objects.all()}
    for each in OFFICES:
        parent = next((named.get(o.name) for o in OFFICES if o.code == each.parent), None)
        if each.name not in named:
            code = f"demo-{each.code}" if each.code in codes else each.code
            named[each.name] = access.open_office(
                code=code, name=each.name, kind=each.kind, parent=parent, by=by
            )
    bring_in(cast, tmp_path, "事项.xlsx", catalogue_sheets())
    return cast


def bring_in(cast, folder, name, sheets):
    path = write_workbook(folder / name, [sheet for sheet in sheets if sheet.rows])
    outcome = import_workbooks([Source.at(path)], by=cast.services_manager)
    assert [str(fault.sentence) for fault in outcome.faults] == []
    assert outcome.written
    return outcome


def publish(cast, on):
    for version in queries.versions_for(cast.services_manager).filter(state="draft"):
        actions.publish_version(version=version, in_force_on=on, on=on, by=cast.services_manager)


@pytest.fixture
def published(imported):
    publish(imported, date(2021, 1, 1))
    return imported


def test_the_workbook_comes_in_whole_and_a_second_time_changes_nothing(imported, tmp_path):
    again = bring_in(imported, tmp_path, "事项.xlsx", catalogue_sheets())
    rows = sum(len(sheet.rows) for sheet in catalogue_sheets())
    assert (again.total("created"), again.total("unchanged")) == (0, rows)


def test_an_import_of_drafts_is_undone_and_leaves_nothing(imported):
    undo_import(source=Import.objects.get(), by=imported.services_manager)
    assert not queries.matters_for(imported.services_manager).exists()


def test_implementation_codes_are_put_together_from_their_parts(imported):
    version = queries.versions_for(imported.services_manager).get(reference="SX-021-1")
    assert len(version.implementation_code) == 31
    assert version.implementation_code.endswith("4220271000021")


def test_figures_of_the_account_come_out_of_the_catalogue(published, tmp_path):
    bring_in(published, tmp_path, "事项-2022.xlsx", succeeding_sheets())
    publish(published, SECOND_ON)
    asked = ("services.online_share", "services.time_limit_cut", "services.community_coverage",
             "services.matters_in_force")  # fmt: skip
    scope = published.services_manager
    figures = evaluate(asked, Period.year(2022), seat=scope)
    told = {code: figures[code].value for code in asked}
    assert told["services.matters_in_force"] == len(matters())
    assert told["services.online_share"] == Decimal("0.9")
    assert round(100 * told["services.time_limit_cut"], 1) == Decimal("68.5")
    assert told["services.community_coverage"] == 1
    first = queries.versions_for(published.services_manager).get(reference="SX-021-1")
    assert first.standing(DAY) is Standing.OUT_OF_FORCE


def test_people_find_what_they_look_for(published):
    def found(words):
        return [v.matter.code for v in queries.find_matters(published.zone.pk, words, DAY)][:1]

    asked = {
        "我想开一家饭店": "SX-021", "低保": "SX-049", "我要退休了领养老金": "SX-044",
        "注册公司": "SX-001", "施工许可": "SX-011", "结婚登记": "SX-059", "失业了怎么办": "SX-045",
        "SX-030": "SX-030",
    }  # fmt: skip
    assert {words: found(words) for words in asked} == {w: [code] for w, code in asked.items()}


def test_every_situation_leads_to_matters(published):
    for situation in queries.situations(published.zone.pk):
        assert queries.by_situation(situation, DAY), situation.name


@pytest.mark.parametrize("code", CODES)
def test_lists_and_records_open_on_every_tab_for_the_manager(imported, code):
    client, register = entered(imported.services_manager), REGISTERS[code]
    record = register.rows(imported.services_manager).first()
    assert client.get(f"/office/r/{code}/").status_code == 200
    page = client.get(f"/office/r/{code}/{record.pk}/")
    assert page.status_code == 200
    for tab in page.context["tabs"]:
        url = f"/office/r/{code}/{record.pk}/?tab={tab.name}"
        assert client.get(url).status_code == 200, tab.name
    for way in ("new/", f"{record.pk}/change/"):
        assert client.get(f"/office/r/{code}/{way}").status_code == 200
        assert entered(imported.leader).get(f"/office/r/{code}/{way}").status_code == 403


@pytest.mark.parametrize("code", CODES)
def test_sent_back_unchanged_a_form_changes_nothing(imported, code):
    client, register = entered(imported.services_manager), REGISTERS[code]
    record = register.rows(imported.services_manager).first()
    before = {f.attname: getattr(record, f.attname) for f in record._meta.local_fields}
    url = f"/office/r/{code}/{record.pk}/change/"
    form = client.get(url).context["form"]
    typed = {name: form.initial.get(name, "") for name in form.fields}
    answer = client.post(url, {**typed, "confirmed": "1"})
    assert answer.status_code == 302, answer.context["form"].errors
    record.refresh_from_db()
    assert before == {f.attname: getattr(record, f.attname) for f in record._meta.local_fields}


def test_a_version_is_published_from_its_page_after_its_preview(imported, settings):
    settings.JINGKAI_TODAY = "2022-01-01"
    client = entered(imported.services_manager)
    version = queries.versions_for(imported.services_manager).get(reference="SX-021-1")
    home = f"/office/r/services.versions/{version.pk}/"
    tab = next(t for t in client.get(home).context["tabs"] if t.label == "变更对比")
    assert "本版本为首次发布" in client.get(f"{home}?tab={tab.name}").content.decode()
    client.post(f"{home}do/publish/", {"in_force_on": "2022-01-01"})
    version.refresh_from_db()
    assert version.standing(date(2022, 1, 1)) is Standing.IN_FORCE
