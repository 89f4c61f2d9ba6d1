"""Messages and their translations, without gettext's own programs.

    python tools/messages.py extract    lists every message with the places that use it
    python tools/messages.py update     adds new messages to each catalogue, sets unused ones aside
    python tools/messages.py missing    prints what is not translated; exit 1 when there is any
    python tools/messages.py compile    writes the .mo beside each .po that has changed

`update` and `missing` take directories, to look only at the catalogues below them. A translation
may use the message's places for facts, and those that its comment names (`# also {number}`).
A Django app (a directory with `apps.py`, or with a `locale/` already) owns the messages of the
files below it, the nearest one first; what no app owns belongs to `jingkai/locale`.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("jingkai", "demo")
HOME = "jingkai"
LANGUAGES = ("zh_Hans",)
TEMPLATES = {".html", ".txt", ".md", ".xml", ".svg"}
LEFT_OUT = {"tests", "migrations", "node_modules", "static", "__pycache__", "locale"}
KEYWORDS: dict[str, tuple[str, ...]] = {
    "_": ("one",),
    "gettext": ("one",),
    "gettext_lazy": ("one",),
    "gettext_noop": ("one",),
    "ngettext": ("one", "many"),
    "ngettext_lazy": ("one", "many"),
    "pgettext": ("context", "one"),
    "pgettext_lazy": ("context", "one"),
    "npgettext": ("context", "one", "many"),
    "npgettext_lazy": ("context", "one", "many"),
}
_CALL = re.compile(r"(?<![\w.])(_|n?p?gettext)\(")
_LITERAL = re.compile(r"""\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*(,?)""", re.DOTALL)
_PLACES = re.compile(r"%\(\w+\)|(?<!%)%[sd]|\{\w*(?=[^{}]*\})")
_HALF_WIDTH = re.compile(r"[\u4e00-\u9fff”》)\uff09}][,;:!?]|[,;:!?(][\u4e00-\u9fff“《]")
"""Punctuation of English typing beside Chinese characters."""
HEADER = {
    "Project-Id-Version": "jingkai",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}

type Key = tuple[str, str]
"""A message's context and id: what a catalogue knows it by."""


@dataclass
class Message:
    """A string shown to people, and where it is shown."""

    text: str
    many: str = ""
    context: str = ""
    places: list[tuple[str, int]] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return (self.context, self.text)


# Extraction


def source_files(root: Path = ROOT) -> Iterator[Path]:
    """Every Python file and template whose strings people may see."""
    for source in SOURCES:
        for path in sorted((root / source).rglob("*")):
            inside = path.relative_to(root).parts
            if LEFT_OUT.intersection(inside) or path.name == "conftest.py":
                continue
            if path.suffix == ".py" or (path.suffix in TEMPLATES and "templates" in inside):
                yield path


def messages_of(path: Path, root: Path = ROOT) -> Iterator[Message]:
    """The messages of one file, in the order they stand in."""
    text = path.read_text(encoding="utf-8")
    found = _from_python(text) if path.suffix == ".py" else _from_template(text, path.name)
    for line, function, arguments in found:
        parts = dict(zip(KEYWORDS[function], arguments, strict=False))
        if parts.get("one"):
            yield Message(
                parts["one"],
                parts.get("many", ""),
                parts.get("context", ""),
                [(path.relative_to(root).as_posix(), line)],
            )


def _from_python(text: str) -> Iterator[tuple[int, str, list[str]]]:
    source = io.BytesIO(text.encode())
    for line, function, arguments, _ in extract_python(source, dict.fromkeys(KEYWORDS), (), {}):
        name = str(function)
        given = arguments if isinstance(arguments, list | tuple) else [arguments]
        wanted = given[: len(KEYWORDS[name])]
        if all(isinstance(text, str) for text in wanted):
            yield line, name, [str(text) for text in wanted]


def _from_template(text: str, name: str) -> Iterator[tuple[int, str, list[str]]]:
    plain = templatize(text, origin=name)
    for call in _CALL.finditer(plain):
        arguments, at = [], call.end()
        while literal := _LITERAL.match(plain, at):
            arguments.append(str(ast.literal_eval(literal[1])))
            at = literal.end()
            if not literal[2]:
                break
        if len(arguments) >= len(KEYWORDS[call[1]]):
            yield plain.count("\n", 0, call.start()) + 1, call[1], arguments


def owner(path: Path, root: Path = ROOT) -> Path:
    """The directory whose `locale/` keeps the messages of that file."""
    for folder in path.parents:
        if folder == root:
            break
        if (folder / "locale").is_dir() or (folder / "apps.py").exists():
            return folder
    return root / HOME


def extract(root: Path = ROOT) -> dict[Path, dict[Key, Message]]:
    """All messages, by owning directory; one that is used in several places is merged."""
    found: dict[Path, dict[Key, Message]] = {}
    for path in source_files(root):
        for message in messages_of(path, root):
            known = found.setdefault(owner(path, root), {}).setdefault(message.key, message)
            if known is not message:
                known.places += message.places
                known.many = known.many or message.many
    return found


# Catalogues


def catalogue(folder: Path, language: str) -> Path:
    return folder / "locale" / language / "LC_MESSAGES" / "django.po"


def catalogues(root: Path = ROOT) -> list[Path]:
    """Every catalogue that the project has."""
    return sorted(
        path for source in SOURCES for path in (root / source).rglob("locale/*/LC_MESSAGES/*.po")
    )


def load(path: Path, language: str) -> polib.POFile:
    """A catalogue as it is, or a new one with its header."""
    if path.exists():
        return polib.pofile(str(path), wrapwidth=98)
    new = polib.POFile(wrapwidth=98)
    new.metadata = {**HEADER, "Language": language}
    return new


def key_of(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid)


def translation(entry: polib.POEntry) -> str:
    """An entry's translation; of a plural, the one form that Chinese has."""
    return str(entry.msgstr or (entry.msgstr_plural or {}).get(0, ""))


def known_translations(root: Path, language: str) -> dict[Key, str]:
    """Every translation that any catalogue has, so that a message that moves keeps its own."""
    known: dict[Key, str] = {}
    for path in catalogues(root):
        if path.parts[-3] == language:
            for entry in polib.pofile(str(path)):
                if "fuzzy" not in entry.flags and translation(entry):
                    known.setdefault(key_of(entry), translation(entry))
    return known


def below(folder: Path, only: Sequence[Path]) -> bool:
    """Whether that directory is among those asked for; all are when none is named."""
    return not only or any(folder.is_relative_to(wanted) for wanted in only)


def update(root: Path = ROOT, only: Sequence[Path] = ()) -> None:
    """Adds missing messages to each catalogue and sets unused ones aside; keeps all else."""
    found = extract(root)
    owners = set(found) | {path.parents[3] for path in catalogues(root)}
    for language in LANGUAGES:
        known = known_translations(root, language)
        for folder in sorted(folder for folder in owners if below(folder, only)):
            path = catalogue(folder, language)
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            po = load(path, language)
            _merge(po, found.get(folder, {}), known)
            if str(po) + "\n" != before and len(po):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(f"{po}\n", encoding="utf-8")


def _merge(po: polib.POFile, wanted: dict[Key, Message], known: dict[Key, str]) -> None:
    entries = {key_of(entry): entry for entry in po}
    for key, entry in entries.items():
        entry.obsolete = key not in wanted
    for key, message in wanted.items():
        if key not in entries:
            entries[key] = polib.POEntry(msgid=message.text, msgctxt=message.context or None)
            entries[key].msgstr = known.get(key, "")
            po.append(entries[key])
        _shape(entries[key], message)


def _shape(entry: polib.POEntry, message: Message) -> None:
    """Where it is used (files, not lines, so that catalogues change seldom); its plural."""
    entry.occurrences = [(place, "") for place in sorted({place for place, _ in message.places})]
    if message.many and not entry.msgid_plural:
        entry.msgid_plural, entry.msgstr_plural = message.many, {0: entry.msgstr}
        entry.msgstr = ""
    if "%(" in entry.msgid and "python-format" not in entry.flags:
        entry.flags.append("python-format")


# What is wrong


def missing(root: Path = ROOT, only: Sequence[Path] = ()) -> list[str]:
    """Each message that has no finished translation, or one with other places for facts."""
    faults = []
    for folder, messages in sorted(extract(root).items()):
        for language in LANGUAGES if below(folder, only) else ():
            path = catalogue(folder, language)
            entries = {key_of(e): e for e in load(path, language) if not e.obsolete}
            for key, message in messages.items():
                if fault := _fault(entries.get(key), message):
                    where = ":".join(map(str, message.places[0]))
                    faults.append(f"{path.relative_to(root)}: {fault}: {message.text!r} ({where})")
    return faults


def _fault(entry: polib.POEntry | None, message: Message) -> str:
    if entry is None:
        return "not in the catalogue"
    if "fuzzy" in entry.flags:
        return "fuzzy"
    if not translation(entry):
        return "not translated"
    if message.many and not entry.msgid_plural:
        return "has no plural in the catalogue"
    named = set(_PLACES.findall(entry.tcomment))
    foreign = set(_PLACES.findall(translation(entry))) - places_of(message) - named
    if foreign:
        return f"has unknown places {sorted(foreign)}"
    return "has half-width punctuation" if _HALF_WIDTH.search(translation(entry)) else ""


def places_of(message: Message) -> set[str]:
    """The places for facts that a translation may use."""
    return set(_PLACES.findall(message.text)) | set(_PLACES.findall(message.many))


def conflicts(root: Path = ROOT) -> list[str]:
    """Messages translated differently by two catalogues: Django merges them, and one would lose."""
    seen: dict[tuple[str, Key], tuple[str, Path]] = {}
    faults = []
    for path in catalogues(root):
        for entry in polib.pofile(str(path)):
            text = translation(entry)
            if entry.obsolete or not text:
                continue
            first, where = seen.setdefault((path.parts[-3], key_of(entry)), (text, path))
            if first != text:
                both = f"{where.relative_to(root)} and {path.relative_to(root)}"
                faults.append(f"{entry.msgid!r}: {first!r} or {text!r}? ({both})")
    return faults


def compile_all(root: Path = ROOT) -> None:
    """Writes the .mo of each .po that is newer."""
    for path in catalogues(root):
        binary = path.with_suffix(".mo")
        if not binary.exists() or binary.stat().st_mtime_ns < path.stat().st_mtime_ns:
            polib.pofile(str(path)).save_as_mofile(str(binary))


def main(arguments: list[str]) -> int:
    command, *rest = arguments or [""]
    only = [Path(folder).resolve() for folder in rest]
    if command == "compile":
        compile_all()
    elif command == "update":
        update(only=only)
    elif command == "missing":
        faults = missing(only=only) + conflicts()
        print(*faults, sep="\n", end="\n" if faults else "")
        return 1 if faults else 0
    elif command == "extract":
        for folder, messages in sorted(extract().items()):
            print(folder.relative_to(ROOT))
            for message in messages.values():
                print(f"  {message.text!r}", *(f"{p}:{n}" for p, n in message.places))
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
