"""道路, 市政管线, 绿地, 绿化栽植: sheets of 园区.xlsx. Everything is invented and marked 示例.

Assumptions: 8 roads make the grid of facts K03, two of them opened in 2022; lines follow them from
crossing to crossing, 92 km of seven kinds at the end of 2022 (K04, K05), and two stretches are only
planned. Four pocket parks were built in 2022 and two the year before (K12); trees and flowers were
planted in spring and summer (K13, K14); lawns, verges and roads are looked after (K15).
"""

from datetime import date, timedelta
from typing import NamedTuple

from demo.facts import number_of
from demo.park_ground import EW, NS, WAYS, Way, box, inner, stretch
from demo.sheets import Row, Sheet


class Pipe(NamedTuple):
    """A kind of line: where it lies beside the road's middle, how deep, of what."""

    kind: str
    short: str
    medium: str
    beside: tuple[float, ...]
    roads: tuple[str, ...]
    depth: str
    diameter: int
    material: str
    owner: str


EVERYWHERE = tuple(way.number for way in WAYS)
PIPES = (
    Pipe("给水", "JS", "生活与工业给水", (5,), EVERYWHERE, "1.9", 600, "球墨铸铁", "示例水务公司"),
    Pipe("排水", "PS", "污水", (-5,), EVERYWHERE, "3.2", 800, "钢筋混凝土", "示例水务公司"),
    Pipe("电力", "DL", "10千伏", (8,), EVERYWHERE, "1.2", 200, "电缆排管", "示例供电公司"),
    Pipe("通信", "TX", "通信光缆", (-8,), EVERYWHERE, "0.9", 110, "塑料排管", "示例通信公司"),
    Pipe("燃气", "RQ", "天然气", (10,), ("DL-01", "DL-04"), "1.4", 300, "聚乙烯",
         "示例燃气公司"),
    Pipe("热力（蒸汽）", "RL", "蒸汽", (-10,), ("DL-02", "DL-03", "DL-06"), "1.6", 500,
         "预制保温钢管", "示例热力公司"),
    Pipe("工业管道", "GY", "氮气、脱盐水", (11, -11), ("DL-07",), "1.5", 250, "不锈钢",
         "示例公用工程公司"),
)  # fmt: skip
PLANNED = (("燃气", "DL-06"), ("工业管道", "DL-08"))
"""Lines that are drawn but not laid."""


def road_rows() -> list[Row]:
    """One row per road."""
    return [
        {
            "道路名称": way.name, "道路编号": way.number, "道路等级": way.grade,
            "路网方向": way.axis, "路网序号": way.place, "宽度(米)": way.width,
            "实测长度(米)": int(way.ends - way.begins) + 3, "通车日期": way.opened,
            "养护起始日期": way.opened, "备注": "示例",
            "图形": stretch(*way.along(way.begins, way.ends, 0)),
        }
        for way in WAYS
    ]  # fmt: skip


def line_rows() -> list[Row]:
    """One row per stretch from crossing to crossing."""
    ways = {way.number: way for way in WAYS}
    rows: list[Row] = []
    for pipe in PIPES:
        for number in pipe.roads:
            rows += _lines(pipe, ways[number], laid=True)
    for kind, number in PLANNED:
        pipe = next(each for each in PIPES if each.kind == kind)
        rows += _lines(pipe, ways[number], laid=False)[:1]
    return rows


def _lines(pipe: Pipe, way: Way, *, laid: bool) -> list[Row]:
    rows: list[Row] = []
    for beside in pipe.beside:
        for begins, ends in way.stretches():
            place = len(rows) + 1
            rows.append({
                "管线名称": f"{way.name}{pipe.kind.split('（')[0]}管线{place}段",
                "管线编号": f"GX-{way.number[3:]}-{pipe.short}-{place}{'' if laid else '规'}",
                "管线类别": pipe.kind, "输送介质": pipe.medium, "沿道路编号": way.number,
                "实测长度(米)": int(ends - begins) + place, "埋深(米)": pipe.depth,
                "管径(毫米)": pipe.diameter, "材质": pipe.material, "权属单位": pipe.owner,
                "敷设日期": way.opened - timedelta(days=30 + 6 * place) if laid else None,
                "备注": "示例", "图形": stretch(*way.along(begins, ends, beside)),
            })  # fmt: skip
    return rows


GREEN_BLOCK = 5
POCKETS_2021, POCKETS_2022 = 2, int(number_of("K12"))
VERGE_WIDTH, VERGE_LENGTH = 8, 1_000


def green_rows() -> list[Row]:
    """A lawn, verges along the east-west roads, a belt, and pocket parks."""
    x, y = inner(GREEN_BLOCK)
    rows = [
        _green("LD-01", "示例中央草坪", "草坪", date(2020, 6, 20), box(x, y, 300, 300)),
        _green("LD-02", "示例东侧防护绿地", "防护绿地", date(2020, 8, 10),
               box(x + 760, y + 120, 340, 60)),
    ]  # fmt: skip
    for place in range(POCKETS_2021 + POCKETS_2022):
        day = date(2021, 9, 10) if place < POCKETS_2021 else date(2022, 5 + place, 15)
        name = f"示例口袋公园{'一二三四五六'[place]}"
        shape = box(x + 340 + place * 65, y + 10, 45, 40)
        rows.append(_green(f"LD-1{place}", name, "口袋公园", day, shape))
    for place, (top, left) in enumerate(_verges()):
        name = f"示例道路绿地{place + 1}"
        shape = box(left, top, VERGE_LENGTH, VERGE_WIDTH)
        rows.append(_green(f"LD-{place + 20}", name, "道路绿地", date(2020, 9, 1), shape))
    return rows


def _verges() -> list[tuple[int, int]]:
    """North-west corners of ten strips beside the east-west roads."""
    return [
        (y + offset, x + 100)
        for y, offsets in ((0, (16,)), (1_000, (-24, 16)), (2_000, (-24,)))
        for offset in offsets
        for x in (0, 1_200, 2_400)
    ][:10]  # fmt: skip


def _green(number: str, name: str, kind: str, day: date, shape: str) -> Row:
    return {
        "绿地名称": name, "绿地编号": number, "绿地类别": kind, "建成日期": day,
        "养护起始日期": day, "养护单位": "城市管理局", "备注": "示例", "图形": shape,
    }  # fmt: skip


SPECIES = ("云杉（示例）", "五角枫（示例）", "山杏（示例）", "矮牵牛（示例）", "万寿菊（示例）")


def planting_rows() -> list[Row]:
    """What was planted in two years; in 2022 as many as the account says."""
    rows: list[Row] = []
    for year, trees, flowers in (
        (2021, 5_200, 400_000), (2022, int(number_of("K13")), int(number_of("K14") * 10_000)),
    ):  # fmt: skip
        greens = [row for row in green_rows() if row["建成日期"] <= date(year, 8, 31)]  # type: ignore[operator]
        left_trees, left_flowers = trees, flowers
        for place, green in enumerate(greens):
            last = place == len(greens) - 1
            some = left_trees if last else trees // len(greens)
            many = left_flowers if last else flowers // len(greens) // 100 * 100
            left_trees, left_flowers = left_trees - some, left_flowers - many
            rows += [
                _planted(year, len(rows) + 1, green, date(year, 4, 12 + place), "树木(棵)", some),
                _planted(year, len(rows) + 2, green, date(year, 6, 3 + place), "花卉(株)", many),
            ]
    return rows


def _planted(year: int, place: int, green: Row, day: date, heading: str, count: int) -> Row:
    species = SPECIES[place % 3] if heading.startswith("树木") else SPECIES[3 + place % 2]
    day = max(day, green["建成日期"]) if isinstance(green["建成日期"], date) else day
    return {
        "栽植编号": f"ZZ{year}-{place:03d}", "绿地编号": green["绿地编号"], "栽植日期": day,
        "品种": species, heading: count,
    }  # fmt: skip


def network_sheets() -> list[Sheet]:
    """Roads, lines, green spaces and plantings."""
    return [
        Sheet("道路", road_rows()), Sheet("市政管线", line_rows()),
        Sheet("绿地", green_rows()), Sheet("绿化栽植", planting_rows()),
    ]  # fmt: skip


GRID = {EW: 3, NS: 4}
"""How many roads run along each axis of the finished grid (K03)."""
