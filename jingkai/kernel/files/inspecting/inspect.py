"""One look at a file that has come: its digest, its type, and whether it may come in.

    findings = inspect(path, name="营业执照.pdf", rule=rule)

The content is read once from end to end (digest, test sign, virus scanner), then the parts that
its type makes dangerous. Memory stays constant whatever the size.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jingkai.kernel.files.errors import (
    ContentNotAsNamed,
    EmptyFile,
    Infected,
    NotScannable,
    ScannerDown,
    TooLarge,
    TypeNotAllowed,
    UnknownContent,
)  # fmt: skip
from jingkai.kernel.files.inspecting import compound, content, pages, pictures, texts, two, zips
from jingkai.kernel.files.inspecting.subject import Subject
from jingkai.kernel.files.inspecting.virus import Searcher, Verdict, scanner
from jingkai.kernel.files.limits import BLOCK, scan_required
from jingkai.kernel.files.models import Scan
from jingkai.kernel.files.names import clean_name, ending_of
from jingkai.kernel.files.rules import FileRule, sized
from jingkai.kernel.files.types import BY_EXTENSION, TYPES, FileType

type Tell = Callable[[int], None]


@dataclass(frozen=True)
class Findings:
    """What is known of a file that may come in."""

    name: str
    type: FileType
    digest: str
    size: int
    scan: Scan
    pages: int


def check_name(name: str, rule: FileRule) -> str:
    """The name as it will be kept, if it promises a type that is taken here.

    Raises what `clean_name` raises, and TypeNotAllowed.
    """
    clean = clean_name(name, allowed=rule.allowed)
    ending = ending_of(clean)
    told = BY_EXTENSION.get(ending)
    if ending and (told is None or told.code not in rule.types):
        raise TypeNotAllowed(name=clean, found=f".{ending}", allowed=rule.allowed)
    return clean


def check_size(name: str, size: int, rule: FileRule) -> None:
    """Raises EmptyFile, TooLarge."""
    if size <= 0:
        raise EmptyFile(name=name)
    if size > rule.largest:
        raise TooLarge(name=name, size=sized(size), allowed=sized(rule.largest))


def inspect(path: Path, *, name: str, rule: FileRule, tell: Tell = lambda _done: None) -> Findings:
    """Everything that has to be known before a file is kept.

    `tell` is called with how many bytes have been looked at. Raises a FileRefused, or ScannerDown.
    """
    clean, size = check_name(name, rule), path.stat().st_size
    check_size(clean, size, rule)
    subject = Subject(path, clean, size, rule.allowed)
    digest, scan = _read_through(subject, tell)
    found = _type_of(subject, rule)
    if not ending_of(clean):
        clean = f"{clean}.{found.extensions[0]}"
    count = LOOKS.get(found.code, _nothing)(subject)
    two.refuse(subject, found)
    return Findings(clean, found, digest, size, scan, count)


def _read_through(subject: Subject, tell: Tell) -> tuple[str, Scan]:
    digest, search, verdict = hashlib.sha256(), Searcher(), scanner()
    done = 0
    with subject.path.open("rb") as file, verdict:
        while block := file.read(BLOCK):
            digest.update(block)
            if search.finds(block):
                raise Infected(name=subject.name, found="EICAR")
            verdict.take(block)
            done += len(block)
            tell(done)
        said, found = verdict.result()
    return digest.hexdigest(), _scan_of(subject, said, found)


def _scan_of(subject: Subject, said: Verdict, found: str) -> Scan:
    if said is Verdict.INFECTED:
        raise Infected(name=subject.name, found=found)
    if said is Verdict.CLEAN:
        return Scan.CLEAN
    if scan_required():
        raise NotScannable(name=subject.name) if said is Verdict.TOO_LARGE else ScannerDown()
    return Scan.UNSCANNED


def _type_of(subject: Subject, rule: FileRule) -> FileType:
    found, words = content.identify(subject)
    ending = ending_of(subject.name)
    told = BY_EXTENSION.get(ending)
    if found is None and told is not None:
        if words:
            raise ContentNotAsNamed(
                name=subject.name, ending=ending, found=words, allowed=rule.allowed
            )
        raise UnknownContent(name=subject.name, ending=ending, allowed=rule.allowed)
    if found is None or (told is None and found.code not in rule.types):
        raise TypeNotAllowed(name=subject.name, found=words or "?", allowed=rule.allowed)
    if told is not None and found is not told:
        if {found.code, told.code} <= TEXTS:
            return told
        raise ContentNotAsNamed(
            name=subject.name, ending=ending, found=found.name, allowed=rule.allowed
        )
    return found


def _nothing(_subject: Subject) -> int:
    return 0


TEXTS = frozenset({"txt", "csv"})
"""Between these the name decides; their contents look alike."""
LOOKS: dict[str, Callable[[Subject], int]] = {
    **{code: zips.look for code in ("docx", "xlsx", "pptx", "ofd", "zip")},
    **{code: compound.look for code in ("doc", "xls", "ppt")},
    **{code: pictures.look for code in TYPES if TYPES[code].drawn},
    "pdf": pages.look,
    "svg": texts.look_at_svg,
}
"""By type: what else is looked at; tells how many previews can be drawn."""
