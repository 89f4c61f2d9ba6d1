"""The house keeps its own rules."""

import ast
import re
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "jingkai"
GRAPH = grimp.build_graph("jingkai")
DOMAINS = sorted(m.rsplit(".", 1)[1] for m in GRAPH.find_children("jingkai.domains"))
DOORS = {
    "actions", "queries", "registers", "indicators", "cases", "choices", "errors", "permissions",
    "apps",
}  # fmt: skip
TESTING = {"factories", "tests"}  # what makes test data may use what makes test data
ROOMS = DOORS | {"rules", "models", "factories", "migrations", "tests"}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 400, 40, 120


def sources(*suffixes):
    """Our own files of these kinds: no migrations, nothing built, no data."""
    skipped = {"migrations", "built", "node_modules", ".venv", "var"}
    for top in ("jingkai", "demo", "tools", "benchmarks", "tests", "frontend"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in suffixes and not skipped & set(path.parts):
                yield path


@pytest.mark.parametrize("domain", DOMAINS)
def test_outsiders_enter_a_domain_only_by_its_doors(domain):
    home = f"jingkai.domains.{domain}"
    trespasses = [
        (visitor, room)
        for room in GRAPH.find_descendants(home)
        if room.removeprefix(home + ".").split(".")[0] not in DOORS
        for visitor in GRAPH.find_modules_that_directly_import(room)
        if visitor != home and not visitor.startswith(home + ".")
        if not (room == f"{home}.factories" and TESTING & set(visitor.split(".")))
    ]
    assert trespasses == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_domain_has_no_room_that_the_house_does_not_know(domain):
    home = f"jingkai.domains.{domain}"
    rooms = {room.rsplit(".", 1)[1] for room in GRAPH.find_children(home)}
    assert rooms - ROOMS == set()
    assert (HOUSE / "domains" / domain / "README.md").exists()


PURE = [*HOUSE.glob("domains/*/rules.py"), *HOUSE.glob("domains/*/rules/*.py"),
        HOUSE / "kernel" / "cases" / "clocks.py",
        HOUSE / "kernel" / "cases" / "reckoning.py",
        *HOUSE.glob("kernel/units/*.py"), *HOUSE.glob("kernel/workdays/*.py")]  # fmt: skip
WORDS_ONLY = {"django.utils.translation", "django.utils.functional", "django.utils.text"}


@pytest.mark.parametrize("path", PURE, ids=lambda p: str(p.relative_to(HOUSE)))
def test_rules_are_pure(path):
    """Values in, values out: no ORM, no request, no clock on the wall; translated words only."""
    tree = ast.parse(path.read_text("utf8"))
    imported = {
        name
        for node in ast.walk(tree)
        for name in (
            [a.name for a in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        )
    }  # fmt: skip
    impure = {m for m in imported if re.match(r"django|jingkai\.(doors|config)|.*\.models", m)}
    assert impure - WORDS_ONLY == set()
    asked = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    assert asked & {"now", "today", "utcnow", "localdate"} == set()


def test_files_stay_small():
    limits = {".py": LONGEST_FILE, ".html": LONGEST_TEMPLATE, ".js": LONGEST_TEMPLATE}
    long = [
        (str(path.relative_to(ROOT)), lines)
        for path in sources(*limits)
        if (lines := path.read_text("utf8").count("\n")) > limits[path.suffix]
    ]
    assert long == []


def test_functions_stay_small():
    long = []
    for path in sources(".py"):
        for node in ast.walk(ast.parse(path.read_text("utf8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long.append((f"{path.relative_to(ROOT)}:{node.name}", lines))
    assert long == []


def test_every_public_module_of_the_house_says_what_it_is():
    silent = [
        str(path.relative_to(ROOT))
        for path in sources(".py")
        if path.is_relative_to(HOUSE)
        and "tests" not in path.parts
        and path.name not in {"__init__.py", "apps.py"}
        and not ast.get_docstring(ast.parse(path.read_text("utf8")))
    ]
    assert silent == []


def test_no_domain_reckons_by_the_nations_calendar_alone():
    """A zone sets days of its own: clocks run by `calendar_of(zone)`."""
    calendar = "jingkai.kernel.workdays.national"
    found = GRAPH.find_modules_that_directly_import(calendar)
    by_it = {one for one in found if one.startswith("jingkai.domains.") and ".tests" not in one}
    assert by_it == set()


def test_no_business_word_enters_the_kernel():
    words = re.compile(r"\b(enterprise|investor|parcel|appeal)s?\b", re.IGNORECASE)
    found = []
    for path in (HOUSE / "kernel").rglob("*.py"):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{node.lineno}:{name}"
            for node in ast.walk(ast.parse(path.read_text("utf8")))
            if (name := getattr(node, "name", None) or getattr(node, "id", None))
            and words.search(str(name).replace("_", " "))
        ]
    assert found == []


def test_the_table_of_rooms_in_house_md_is_true():
    table = (ROOT / "HOUSE.md").read_text("utf8")
    places = re.findall(
        r"`((?:jingkai|demo|tests|docs|frontend|tools|benchmarks)/[^`\s:*<]+)", table
    )
    assert len(places) > 20
    assert [p for p in places if not (ROOT / p).exists()] == []


def test_nothing_speaks_of_this_machine_or_of_secrets():
    bad = re.compile(
        r"(?<!\w)/(?:work|root|home)/[a-z]|BEGIN (?:RSA )?PRIVATE KEY|password\s*=\s*\"[^\"]{6,}\""
    )
    found = []
    for path in sources(".py", ".html", ".js", ".md", ".yaml", ".json", ".sh", ".css"):
        if path.name in {"package-lock.json", Path(__file__).name} or "tests" in path.parts:
            continue
        for number, line in enumerate(path.read_text("utf8").splitlines(), 1):
            if bad.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []
