"""Text in lines, as typed or as scanned: columns untangled, page numbers out, breaks joined."""

import re
from collections import Counter
from dataclasses import dataclass

from jingkai.kernel.reports.checking.document import Block
from jingkai.kernel.reports.checking.joining import Span, clean, width_of

_ENDS = re.compile(r"[。！？!?;；:：]\s*[”\"』」）)]?\s*$")
_HEAD = re.compile(
    r"^\s*(?:第[一二三四五六七八九十\d]+[章节部]"
    r"|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|\d{1,2}[.．、](?!\d)|[(（]\d{1,2}[)）]|[■◆●▲★·•▌▎▶►]|[-*+]\s)"
)
_PAGE = re.compile(
    r"^\s*(?:[-—–－―─]+\s*[\d０-９]{1,3}\s*[-—–－―─]+"
    r"|第\s*[\d一二三四五六七八九十]+\s*页.*|[\d０-９]{1,3}"
    r"|[\d]{1,3}\s*/\s*[\d]{1,3}|共\s*\d+\s*页|P(?:age)?\.?\s*\d+)\s*$"
)
_BROKEN = re.compile(r"[\d.,，．０-９]\s*$")
_GOES_ON = re.compile(r"^\s*[\d０-９.．%％亿万千百余多元户个项家]")
_GAP = re.compile(r"(?<=\S)(?:[ \u00a0]{2,}|\t+|\u3000+|[ \u00a0]*[|│┃¦‖][ \u00a0]*)(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a column's part of one: its stretch of the original."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def width(self) -> int:
        return width_of(self.text.strip())


def split_lines(text: str) -> list[Line]:
    """The lines of a text without their ends."""
    made, at = [], 0
    for piece in text.splitlines(keepends=True):
        bare = piece.rstrip("\r\n\x0c\x0b\x1c\x1d\x1e\x85\u2028\u2029")
        made.append(Line(at, at + len(bare), bare))
        at += len(piece)
    return made


def blocks_of(text: str) -> list[Block]:
    """Headings and paragraphs of a text in lines."""
    from jingkai.kernel.reports.checking.readers.aligned import parted

    blocks: list[Block] = []
    for run in parted(text, without_furniture(split_lines(text))):
        if isinstance(run[0], Block):
            blocks += run
            continue
        for part in columns_untangled(run):
            blocks += _grouped(text, part)
    return blocks


def without_furniture(lines: list[Line]) -> list[Line]:
    """Without page numbers and running titles, so that a sentence goes on over the page."""
    pages = [n for n, line in enumerate(lines) if _is_page(lines, n)]
    near = Counter(
        lines[n + step].text.strip()
        for n in pages
        for step in (-2, -1, 1, 2)
        if 0 <= n + step < len(lines) and not lines[n + step].blank
    )
    titles = {text for text, times in near.items() if times > 1 and len(text) < 40}
    gone = set(pages)
    for n in pages:
        for way in (-1, 1):
            at = n + way
            while 0 <= at < len(lines) and (lines[at].blank or lines[at].text.strip() in titles):
                gone.add(at)
                at += way
    return [line for n, line in enumerate(lines) if n not in gone]


def _is_page(lines: list[Line], n: int) -> bool:
    if not _PAGE.match(lines[n].text):
        return False
    bare = lines[n].text.strip()
    if not bare.isdigit():
        return True
    around = [lines[k] for k in (n - 1, n + 1) if 0 <= k < len(lines)]
    return any(line.blank or "\x0c" in line.text for line in around) or len(around) < 2


# Columns


def columns_untangled(lines: list[Line]) -> list[list[Line]]:
    """Runs of lines in reading order: of two columns the left one first, then the right one."""
    parts: list[list[Line]] = [[]]
    at = 0
    while at < len(lines):
        stop = _columned_until(lines, at)
        if stop > at:
            left, right = _two(lines[at:stop])
            parts += [left, right, []]
            at = stop
        else:
            parts[-1].append(lines[at])
            at += 1
    return [part for part in parts if part]


def _columned_until(lines: list[Line], at: int) -> int:
    """Where a run of two-column lines that starts here ends (`at` when none does)."""
    if not _gap(lines[at].text):
        return at
    stop, gapped, seen = at, 0, 0
    for n in range(at, len(lines)):
        if lines[n].blank:
            continue
        seen += 1
        if _gap(lines[n].text):
            gapped += 1
            stop = n + 1
        elif seen - gapped > max(2, seen // 3):
            break
    return stop if gapped >= 4 else at


def _gap(text: str) -> re.Match[str] | None:
    """The gap between two columns: the widest inside the line."""
    gaps = list(_GAP.finditer(text.rstrip()))
    return max(gaps, key=lambda gap: gap.end() - gap.start(), default=None)


def _two(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    starts = sorted(width_of(line.text[: gap.end()]) for line in lines if (gap := _gap(line.text)))
    gutter = starts[len(starts) // 2]
    left, right = [], []
    for line in lines:
        if gap := _nearest(line.text, gutter):
            left.append(Line(line.start, line.start + gap.start(), line.text[: gap.start()]))
            right.append(Line(line.start + gap.end(), line.end, line.text[gap.end() :]))
        elif width_of(line.text) - width_of(line.text.lstrip()) >= gutter // 2:
            right.append(line)
        else:
            left.append(line)
    return left, right


def _nearest(text: str, gutter: int) -> re.Match[str] | None:
    gaps = list(_GAP.finditer(text.rstrip()))
    return min(gaps, key=lambda gap: abs(width_of(text[: gap.end()]) - gutter), default=None)


# Paragraphs


def _grouped(text: str, lines: list[Line]) -> list[Block]:
    widths = sorted(line.width for line in lines if not line.blank)
    full = widths[int(len(widths) * 0.8)] if widths else 0
    wrapped = _is_wrapped(lines, full)
    groups: list[list[Line]] = []
    joins = False
    for n, line in enumerate(lines):
        if line.blank:
            joins = joins and wrapped and _continues(lines, n)
            continue
        if joins and groups and not _HEAD.match(line.text):
            groups[-1].append(line)
        else:
            groups.append([line])
        joins = _open(line, full, wrapped, alone=len(groups[-1]) == 1, early=len(groups) <= 2)
        joins = joins or _breaks_number(lines, n)
    return [_block(text, group, wrapped) for group in groups]


def _is_wrapped(lines: list[Line], full: int) -> bool:
    """Whether lines were broken at a width: many of them end inside a sentence."""
    told = [line for line in lines if not line.blank]
    inside = [line for line in told if not _ENDS.search(line.text) and line.width > 16]
    return len(told) >= 4 and len(inside) >= 0.4 * len(told) and full <= 110


def _open(line: Line, full: int, wrapped: bool, *, alone: bool, early: bool) -> bool:
    """Whether the paragraph goes on in the next line."""
    if not wrapped:
        return False
    if alone and line.width < 0.7 * full and (early or _HEAD.match(line.text)):
        return False
    if _ENDS.search(line.text):
        return line.width >= 0.85 * full and not re.search(r"[：:]\s*$", line.text)
    return True


def _breaks_number(lines: list[Line], n: int) -> bool:
    """Whether the line's end breaks a number that goes on in the next."""
    if n + 1 >= len(lines) or not _BROKEN.search(lines[n].text) or _PAGE.match(lines[n].text):
        return False
    return bool(_GOES_ON.match(lines[n + 1].text))


def _continues(lines: list[Line], n: int) -> bool:
    """Whether a sentence runs over an empty line: only in the middle of a number."""
    before = lines[n - 1].text if n else ""
    return bool(_BROKEN.search(before))


def _block(text: str, group: list[Line], wrapped: bool) -> Block:
    made = clean(text, [(line.start, line.end) for line in group], scanned=wrapped)
    return Block(
        "heading" if is_heading(made.text) else "paragraph", made, level=level_of(made.text)
    )


def is_heading(text: str) -> bool:
    """Whether a line stands over what follows: short and without a sentence's punctuation."""
    numbered = level_of(text) > 1 and not re.search(r"\d[亿万%]|\d(?:个|户|项)", text)
    if len(text) > 40 or re.search(r"[。;!?]" if numbered else r"[。;!?,]", text):
        return False
    return not re.search(r"\d[亿万]?(?:元|%|户|个|吨)$", text) and not text.endswith(":")


def level_of(text: str) -> int:
    """How deep a heading stands: 一、 under a title, （一） under that.

    >>> level_of("一、主要指标"), level_of("(一)固定资产投资"), level_of("情况通报")
    (2, 3, 1)
    """
    if re.match(r"第[一二三四五六七八九十\d]+[章节部]|[一二三四五六七八九十]{1,3}、|[▌▎]", text):
        return 2
    if re.match(r"[(][一二三四五六七八九十]{1,3}[)]", text):
        return 3
    return 4 if re.match(r"\d{1,2}[.、]|[(]\d{1,2}[)]", text) else 1


__all__ = ["Line", "Span", "blocks_of", "is_heading", "level_of", "split_lines"]
