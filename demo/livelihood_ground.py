"""Where people live in the demo zone and how they get about: streets, buses, points, residences.

All invented, 示例. The park's grid of roads has a quarter of town beside it to the west, streets
400 m apart; six village roads lead out to eighteen villages. Metres count east and south as in
`park_ground.py`. Two streets cross where both have a point: every crossing is one.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from demo.park_ground import EW, WAYS, point, stretch
from demo.sheets import Row

type Place = tuple[float, float]

TOWN_COLUMNS = (-1_600, -1_200, -800, -400)
TOWN_ROWS = (0, 400, 800, 1_200, 1_600, 2_000)
GRADES = {"主干路": "主干路", "次干路": "主干街道"}
VILLAGE_ROADS: tuple[tuple[Place, ...], ...] = (
    ((-1_600, 1_600), (-2_300, 2_000), (-3_100, 2_300), (-3_900, 2_500)),
    ((-1_600, 400), (-2_400, 0), (-3_200, -500), (-3_900, -800)),
    ((1_200, 2_000), (1_300, 2_900), (1_500, 3_800), (1_500, 4_500)),
    ((3_600, 2_000), (4_300, 2_500), (5_100, 2_800), (5_900, 2_900)),
    ((3_600, 0), (4_400, -500), (5_200, -800), (6_000, -1_000)),
    ((2_400, 0), (2_500, -900), (2_400, -1_700), (2_300, -2_400)),
)
"""Six roads, from where they leave the grid or the town, over three villages each."""
URBAN_POINTS: tuple[tuple[str, str, str, Place, date], ...] = (
    ("示例区公共就业服务中心", "公共就业服务中心", "示例社区一", (-800, 800), date(2018, 5, 1)),
    ("示例社区二就业服务站", "就业服务站", "示例社区二", (-1_200, 400), date(2019, 3, 1)),
    ("示例社区三就业服务站", "就业服务站", "示例社区三", (-400, 400), date(2019, 3, 1)),
    ("示例社区四就业服务站", "就业服务站", "示例社区四", (-1_200, 1_600), date(2019, 9, 1)),
    ("示例社区五就业服务站", "就业服务站", "示例社区五", (-400, 1_600), date(2020, 6, 1)),
    ("示例社区六就业服务站", "就业服务站", "示例社区六", (1_200, 1_000), date(2020, 10, 1)),
    ("示例社区七就业服务站", "就业服务站", "示例社区七", (2_400, 1_000), date(2022, 4, 1)),
)
RURAL_POINTS: tuple[tuple[int, str, date], ...] = (
    (0, "就业服务站", date(2019, 6, 1)),
    (2, "社区（村）就业服务窗口", date(2020, 4, 1)),
    (3, "社区（村）就业服务窗口", date(2022, 6, 1)),
    (5, "社区（村）就业服务窗口", date(2021, 5, 1)),
)
"""On which village road; each stands in the middle one of its villages."""
COMMUNITIES: dict[str, tuple[Place, ...]] = {
    "示例社区一": ((-980, 640), (-620, 700), (-640, 1_010)),
    "示例社区二": ((-1_560, 60), (-1_410, 330), (-1_040, 180)),
    "示例社区三": ((-620, 170), (-250, 330), (-90, 620)),
    "示例社区四": ((-1_500, 1_930), (-1_290, 1_340), (-1_020, 1_690)),
    "示例社区五": ((-640, 1_820), (-230, 1_370), (-80, 1_930)),
    "示例社区六": ((1_050, 860), (1_340, 1_070), (1_200, 420)),
    "示例社区七": ((2_260, 940), (2_500, 1_120), (2_640, 1_000)),
    "示例社区八": ((-1_370, 940), (-180, 980), (-330, 1_180)),
}
"""Each community's estates; those of communities six and seven are the park's workers' flats."""
RESIDENTS = (1_180, 940, 1_260, 860, 1_030, 720)
VILLAGERS = (420, 560, 310)
BUSES: tuple[tuple[str, int, tuple[Place, ...]], ...] = (
    ("示例1路", 10, ((-1_600, 800), (-800, 800), (0, 1_000), (1_200, 1_000), (2_400, 1_000),
                   (3_600, 1_000))),
    ("示例2路", 20, ((-400, 400), (-1_600, 400), (-2_400, 0), (-3_200, -500), (-3_900, -800))),
    ("示例3路", 15, ((3_600, 1_000), (3_600, 0), (4_400, -500), (5_200, -800), (6_000, -1_000))),
)  # fmt: skip


def street_rows() -> Iterator[Row]:
    """The park's roads, the town's streets, and the road of each village."""
    yield from _grid()
    number = 0
    for y in TOWN_ROWS:
        number += 1
        stops = [(x, y) for x in (*TOWN_COLUMNS, 0)]
        yield _street(f"LD-{100 + number}", f"示例东西{number}街", "支路", stops)
    for place, x in enumerate(TOWN_COLUMNS, 1):
        number += 1
        stops = [(x, y) for y in TOWN_ROWS]
        grade = "主干街道" if x == -800 else "支路"
        yield _street(f"LD-{100 + number}", f"示例南北{place}街", grade, stops)
    for place, road in enumerate(VILLAGE_ROADS, 1):
        yield _street(f"LD-{200 + place}", f"示例乡道{place}", "村道", road)


def _grid() -> Iterator[Row]:
    """The park's roads with every crossing on them; opened when the park opened them."""
    for way in WAYS:
        across = {x for x in (0, 1_200, 2_400, 3_600)} if way.axis == EW else {0, 1_000, 2_000}
        if way.axis != EW and way.at == 0:
            across |= set(TOWN_ROWS)
        cuts = sorted({way.begins, way.ends, *(c for c in across if way.begins < c < way.ends)})
        stops = [(cut, way.at) if way.axis == EW else (way.at, cut) for cut in cuts]
        row = _street(f"LD-{way.number[-2:]}", way.name, GRADES[way.grade], stops)
        yield {**row, "通行日期": way.opened}


def _street(number: str, name: str, grade: str, stops: Sequence[Place]) -> Row:
    return {
        "道路名称": name, "路段编号": number, "道路等级": grade, "可步行": "是", "可骑行": "是",
        "可驾车": "是", "单行": "否", "线位": stretch(*stops), "备注": "示例",
    }  # fmt: skip


def bus_rows() -> Iterator[Row]:
    """Three lines: through town and park, and to two villages that have no point of their own."""
    for number, (name, headway, stops) in enumerate(BUSES, 1):
        yield {
            "线路名称": name, "线路编号": f"GJ-{number:02d}", "发车间隔(分钟)": headway,
            "开通日期": date(2019 + number % 2, 5, 1), "站点连线": stretch(*stops), "备注": "示例",
        }  # fmt: skip


def village(road: int, nth: int) -> str:
    """The name of a village: three along each road."""
    return f"示例村{road * 3 + nth + 1}"


def point_rows() -> Iterator[Row]:
    """The service points of town and country."""
    places = [
        (name, kind, "城镇", community, place, opened)
        for name, kind, community, place, opened in URBAN_POINTS
    ]
    for road, kind, opened in RURAL_POINTS:
        name = village(road, 1)
        title = name + kind.removeprefix("社区（村）")
        places.append((title, kind, "农村", name, VILLAGE_ROADS[road][2], opened))
    for number, (name, kind, area, community, place, opened) in enumerate(places, 1):
        yield {
            "服务点名称": name, "服务点编号": f"FW-{number:02d}", "服务点类型": kind, "城乡": area,
            "社区（村）": community, "启用日期": opened, "位置": f"POINT ({point(*place)})",
            "备注": "示例",
        }  # fmt: skip


def residence_rows() -> list[Row]:
    """The estates of the communities, and the villages."""
    rows: list[Row] = []
    for community, places in COMMUNITIES.items():
        for nth, place in enumerate(places):
            people = RESIDENTS[len(rows) % len(RESIDENTS)]
            name = f"{community}示例小区{'一二三'[nth]}期"
            rows.append(_residence(len(rows) + 1, name, "城镇", community, people, place))
    for road, stops in enumerate(VILLAGE_ROADS):
        for nth, stop in enumerate(stops[1:]):
            at, name = (stop[0] + 40, stop[1] + 60), village(road, nth)
            rows.append(
                _residence(len(rows) + 1, f"{name}居民点", "农村", name, VILLAGERS[nth], at)
            )
    return rows


def _residence(number: int, name: str, area: str, community: str, people: int, at: Place) -> Row:
    return {
        "居住点名称": name, "居住点编号": f"JZ-{number:03d}", "城乡": area, "社区（村）": community,
        "居住人数": people, "入住日期": date(2016, 9, 1) if area == "城镇" else date(2015, 1, 1),
        "位置": f"POINT ({point(*at)})", "备注": "示例",
    }  # fmt: skip
