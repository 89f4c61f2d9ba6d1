"""A workbook of enterprises: our import, and django-import-export's ordinary path, in one run.

    uv run python -m benchmarks.import_workbook --rows 100000 --peer-rows 5000

Each way runs in a process of its own on the same database, on the same model with its history
triggers and behind the same wall; the peer is not asked to keep a trail, to name cells or to check
codes. Time is from opening the file to the commit; memory is the process's highest. The peer reads
the first rows of the same data and is compared by rows a second.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
NAME = "jingkai_bench_import"
TITLES = (
    "名称", "统一社会信用代码", "类别", "行业代码", "主导产业", "注册资本(万元)", "法定代表人",
    "成立日期", "区外注册", "地址", "联系电话", "简称",
)  # fmt: skip
TRADES = ("新材料", "碳纤维", "化工", "生物医药", "机械", "商贸", "物流", "餐饮", "建筑", "电子")


def enterprises(count: int) -> Iterator[tuple[Any, ...]]:
    """Rows as a clerk would have them; every code has its check characters."""
    from jingkai.domains.subjects.rules import check_character

    for number in range(count):
        head = f"91220271{_organisation(number)}"
        yield (
            f"吉林示例{chr(0x4E00 + number % 5000)}{chr(0x4E00 + number // 5000 % 5000)}"
            f"{TRADES[number % len(TRADES)]}有限公司",
            head + check_character(head), "企业", f"{13 + number % 30}11", "精细化工",
            100 + number % 5000, "示例人", date(2001, 1, 1) + timedelta(days=number % 8000), "否",
            f"吉林经开区示例路{number}号", f"1390000{number % 10000:04}", f"示例{number}",
        )  # fmt: skip


def _organisation(number: int) -> str:
    """An organisation code with its own check character (GB 11714)."""
    digits = f"{number:08}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11
    return digits + {10: "X", 11: "0"}.get(rest, str(rest))


def write_workbook(path: Path, count: int, *, changed_every: int = 0) -> None:
    """The rows as a workbook; with `changed_every`, so many of them have a new address."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    )
    sheet = book.add_worksheet("企业")
    sheet.write_row(0, 0, TITLES)
    for number, row in enumerate(enterprises(count), start=1):
        cells = list(row)
        if changed_every and number % changed_every == 0:
            cells[9] = f"新址{number}号"
        for at, cell in enumerate(cells):
            sheet.write(number, at, cell)
    book.close()


def start() -> None:
    """Django on the benchmark's database."""
    from jingkai.config import cli, database

    cli.start("zh-hans")
    database.point_at(NAME)


def ours(path: Path, _rows: int) -> dict[str, Any]:
    """Our import, as the command line does it."""
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.registers.importing import import_workbooks
    from jingkai.kernel.registers.reading import Source
    from jingkai.kernel.trail.acting import Machine

    began = time.perf_counter()
    with walled(zone()):
        outcome = import_workbooks([Source.at(path)], by=Machine(zone_id=zone()))
    seconds = time.perf_counter() - began
    if not outcome.written:
        raise SystemExit("\n".join(str(fault) for fault in outcome.faults[:5]))
    return {"seconds": seconds, **outcome.files[0].as_json()}


def peer(path: Path, rows: int) -> dict[str, Any]:
    """django-import-export's ordinary path: a resource over the model, a dataset, a transaction."""
    import tablib
    from import_export.resources import modelresource_factory

    from jingkai.domains.subjects.models import Enterprise
    from jingkai.kernel.access.models import Office
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.trail.acting import Machine, declare, perform, record

    fields = (
        "name", "credit_code", "kind", "industry", "leading_industry", "registered_capital",
        "legal_representative", "established_on", "outside", "address", "phone", "short_name",
    )  # fmt: skip
    options = {"import_id_fields": ("credit_code",), "fields": (*fields, "zone", "office"),
               "use_transactions": True}  # fmt: skip
    made = modelresource_factory(Enterprise, meta_options=options)
    began = time.perf_counter()
    with walled(zone()):
        office = Office.objects.order_by("pk").first()

        def work() -> None:
            data = tablib.Dataset(headers=[*fields, "zone", "office"])
            for row in enterprises(rows):
                values = [*row, zone(), office.pk]
                values[2], values[4], values[8] = "enterprise", "fine_chemicals", "0"
                data.append([str(value) for value in values])
            result = made().import_data(data, raise_errors=True)
            record(office, rows=result.totals["new"])

        perform(declare("benchmark.peer", "{subject}"), Machine(zone_id=zone()), work)
    return {"seconds": time.perf_counter() - began, "rows": rows}


def zone() -> int:
    from jingkai.kernel.access.models import Zone

    return Zone.objects.get(code="bench").pk


def prepare() -> None:
    """A fresh database with one zone and one office."""
    from django.conf import settings
    from django.db import connections

    from jingkai.config import database
    from jingkai.kernel.access import actions
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.trail.acting import Machine

    connections.close_all()
    database.fresh(settings.VAR, NAME)
    web = connections["default"].settings_dict["USER"]
    with connections["owner"].cursor() as cursor:  # the peer sets the sequence anew when done
        cursor.execute(f"grant update on sequence subjects_enterprise_id_seq to {web}")
    opened = actions.open_zone(code="bench", name="示例经开区")
    with walled(opened.pk):
        machine = Machine(zone_id=opened.pk)
        actions.open_office(code="committee", name="管委会", kind="committee", by=machine)
    connections.close_all()


def measured(way: str, path: Path, rows: int) -> dict[str, Any]:
    """One way in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.import_workbook", "--one", way, "--file", str(path),
         "--rows", str(rows)],
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--peer-rows", type=int, default=5_000)
    parser.add_argument("--one", choices=("ours", "peer"))
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    from jingkai.config import cli

    if asked.one:
        start()
        found = {"ours": ours, "peer": peer}[asked.one](asked.file, asked.rows)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({**found, "megabytes": round(peak)}, ensure_ascii=False))
        return
    cli.start("zh-hans")
    prepare()
    with tempfile.TemporaryDirectory() as folder:
        report(Path(folder), asked.rows, asked.peer_rows)


def report(folder: Path, rows: int, peer_rows: int) -> None:
    """Run both and print what came of it."""
    first, again = folder / "enterprises.xlsx", folder / "again.xlsx"
    write_workbook(first, rows)
    write_workbook(again, rows, changed_every=10)
    there = measured("peer", first, peer_rows)
    prepare()
    lines = [
        ("ours, all new", measured("ours", first, rows)),
        ("ours, a tenth changed", measured("ours", again, rows)),
        ("django-import-export", there),
    ]
    for name, found in lines:
        print(
            f"{name:24} {found['rows']:8,} rows {found['seconds']:8.1f} s"
            f" {found['rows'] / found['seconds']:8,.0f} rows/s {found['megabytes']:6} MB"
        )
    times = (rows / lines[0][1]["seconds"]) / (peer_rows / there["seconds"])
    print(f"ours is {times:.1f} times as fast as django-import-export's ordinary path")


if __name__ == "__main__":
    main()
