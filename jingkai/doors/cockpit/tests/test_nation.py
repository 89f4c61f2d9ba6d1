"""Zones beside one another on the cockpit: what a seat sees of its own, and what of others."""

import io
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from jingkai.doors.cockpit.nation.provinces import PROVINCES
from jingkai.doors.cockpit.tests.year import a_year
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.actions import publish_figures, share_publication
from jingkai.kernel.indicators.tests.shared import LATE, more_zones, sent, shared_by
from tests.contracts import GatedContract, entered

YEAR = Period.year(2022)
OUTPUT, GROWTH = "economy.industrial_output", "economy.industrial_output.yoy_cumulative"
ADDRESS = f"/cockpit/nation/?period=2022&code={OUTPUT}"


class TestNation(GatedContract):
    address, allowed, refused = "/cockpit/nation/", "leader", "admin"


class TestZoneFigure(GatedContract):
    address, allowed, refused = f"/cockpit/nation/zones/there/{OUTPUT}/", "leader", "admin"


class TestEvaluation(GatedContract):
    address, allowed, refused = "/cockpit/nation/evaluation/?period=2022", "leader", "hall_clerk"


class TestExport(GatedContract):
    address, allowed, refused = "/cockpit/nation/export/csv/?period=2022", "leader", "admin"


@pytest.fixture
def nation(cast: Any) -> Any:
    """The cast's zone has published its year; two others too, one late; one has not."""
    a_year(cast)
    now = timezone.now()
    publication = publish_figures(
        name="年度公报", codes=[OUTPUT, GROWTH], period=YEAR, known_at=now, at=now,
        by=cast.statistician,
    )  # fmt: skip
    share_publication(publication=publication, at=now, by=cast.statistician)
    first, second, _third = more_zones("a", "b", "c")
    shared_by(first, sent(OUTPUT, 20_000_000_000), sent(GROWTH, "0.1"))
    shared_by(second, sent(OUTPUT, 5_000_000_000), sent(GROWTH, "0.1"), at=LATE)
    shared_by(second, sent(OUTPUT, 5_500_000_000), number=2, at=datetime(2023, 5, 1, tzinfo=UTC))
    return cast


def page(seat: Any, url: str) -> str:
    answer = entered(seat).get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def names(text: str) -> list[str]:
    return re.findall(r'<td class="t"><a [^>]*>([^<]+)</a>', text)


def test_the_table_shows_every_zone_late_missing_and_restated_and_sorts(nation: Any) -> None:
    text = page(nation.leader, ADDRESS)
    assert names(text) == ["示例经开区", "另一经开区", "示例b区", "示例a区", "示例c区"]
    assert "3" in text
    for words in ("200亿元", "55亿元", "原公布50亿元", "未公布", "迟报", "本区"):
        assert words in text, words
    falling = names(page(nation.leader, f"{ADDRESS}&sort=-value"))
    assert falling == ["示例a区", "示例经开区", "示例b区", "另一经开区", "示例c区"]
    assert 'aria-sort="descending"' in page(nation.leader, f"{ADDRESS}&sort=-value")
    assert names(page(nation.leader, f"{ADDRESS}&area=32")) == ["示例a区", "示例c区"]


def test_map_and_small_charts_have_a_mark_and_a_line_for_each_zone(nation: Any) -> None:
    assert len({(p.row, p.column) for p in PROVINCES}) == len(PROVINCES) == 34
    text = page(nation.leader, f"{ADDRESS}&view=map")
    assert text.count('class="nt-square') >= 34
    assert "示例a区：200亿元 · 第1名 · 按时" in text
    assert "另一经开区" in text
    text = page(nation.leader, f"{ADDRESS}&view=series")
    specs = json.loads(re.search(r'id="chart-specs"[^>]*>(.+?)</script>', text)[1])
    assert specs["zone-a"]["series"][0]["values"] == [None] * 4 + [20_000_000_000]
    assert len({json.dumps(spec["small"]) for spec in specs.values()}) == 1


def test_another_zones_figure_tells_what_was_published_and_leads_to_no_record(nation: Any) -> None:
    other = page(nation.leader, f"/cockpit/nation/zones/b/{OUTPUT}/?period=2022")
    for words in ("55亿元", "50亿元", "统计局", "2023-05-01", "文件接收"):
        assert words in other, words
    assert f'href="/cockpit/figures/{OUTPUT}/' not in other
    assert "/cockpit/publications/" not in other
    own = page(nation.leader, f"/cockpit/nation/zones/here/{OUTPUT}/?period=2022")
    assert f'href="/cockpit/figures/{OUTPUT}/?period=2022"' in own
    assert "/cockpit/publications/" in own
    stranger = page(nation.stranger, f"/cockpit/nation/zones/here/{OUTPUT}/?period=2022")
    assert "/cockpit/publications/" not in stranger
    assert f'href="/cockpit/figures/{OUTPUT}/' not in stranger
    nothing = page(nation.leader, f"/cockpit/nation/zones/c/{OUTPUT}/?period=2022")
    assert "不是零" in nothing
    for bad in ("zones/nowhere/" + OUTPUT, "zones/b/no.such"):
        assert entered(nation.leader).get(f"/cockpit/nation/{bad}/").status_code == 404


def test_nothing_published_is_said_and_wrong_words_are_not_there(cast: Any) -> None:
    assert "本期尚无经开区公布" in page(cast.leader, "/cockpit/nation/?period=2022")
    for bad in ("code=no.such", "view=x", "sort=x", "area=x1", "page=0", "page=9"):
        url = f"/cockpit/nation/?period=2022&{bad}"
        expected = 200 if bad == "page=9" else 404
        assert entered(cast.leader).get(url).status_code in (expected, 404), bad


def test_the_evaluation_tells_points_and_what_is_open(nation: Any) -> None:
    text = page(nation.leader, "/cockpit/nation/evaluation/?period=2022")
    assert "示例a区" in text
    assert "1 / 19" in text
    assert entered(nation.leader).get("/cockpit/nation/evaluation/?period=2015").status_code == 404


def test_exports_hold_what_the_page_shows(nation: Any) -> None:
    def export(form: str) -> bytes:
        url = f"/cockpit/nation/export/{form}/?period=2022&code={OUTPUT}"
        answer = entered(nation.leader).get(url)
        assert answer.status_code == 200
        return bytes(answer.content)

    text = export("csv").decode("utf-8-sig")
    assert "a,示例a区,1,20000000000,元,按时,2023-01-10" in text
    assert "c,示例c区,,,元,未公布" in text
    book = CalamineWorkbook.from_filelike(io.BytesIO(export("xlsx")))
    assert book.get_sheet_by_index(0).to_python()[1][-1] == "单位：亿元"
    assert export("sdmx").decode().count("\r\n") == 6
    assert b"CL_INDICATOR" in export("structure")
    bad = entered(nation.leader).get("/cockpit/nation/export/odd/?period=2022")
    assert bad.status_code == 404


def test_the_page_asks_as_often_for_few_zones_as_for_many(nation: Any) -> None:
    def asked() -> int:
        client = entered(nation.leader)
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as found:
            client.get(ADDRESS)
        return len(found)

    before = asked()
    for zone in more_zones(*(f"n{number}" for number in range(12))):
        shared_by(zone, sent(OUTPUT, 1))
    assert asked() == before


def test_a_publication_is_shared_from_its_page_once_and_by_who_may(cast: Any) -> None:
    a_year(cast)
    statistician = entered(cast.statistician)
    address = f"/cockpit/figures/{OUTPUT}/publish/?period=2022"
    made = statistician.post(address, {"name": "年度公报", "extent": "one"})
    publication = re.search(r"/cockpit/publications/\d+/", made["Location"])[0]
    share = f"{publication}share/"
    assert share in page(cast.statistician, publication)
    assert share not in page(cast.leader, publication)
    assert entered(cast.leader).post(share).status_code == 403
    assert entered(cast.stranger).post(share).status_code == 403
    assert entered(cast.statistician).get(share).status_code == 405
    statistician.post(share)
    text = page(cast.statistician, publication)
    assert share not in text
    assert "第1版" in text
    assert "已作为第1版上报" in str(statistician.post(share, follow=True).content.decode())
    again = statistician.post(address, {"name": "修订", "extent": "one", "share": "on"})
    assert again.status_code == 302
    assert "第2版" in page(cast.statistician, again["Location"])
