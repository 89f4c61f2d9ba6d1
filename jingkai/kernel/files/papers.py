"""Papers that prove a record (佐证材料): which kinds, who sees them, who hands them in.

A room declares them once for a model, and its attachments have a holder:

    declare_papers(Papers(
        holder="party_building.meeting", rows=queries.meetings_for, edit=P.MEETING_EDIT,
        kinds=(Kind("minutes", _("minutes")), Kind("signed", _("sign-in sheet"), PERSONAL)),
        guard=own("organisation"),
    ))
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from jingkai.kernel.errors import Forbidden, Refusal, Sentence
from jingkai.kernel.files.holders import declare_holder
from jingkai.kernel.files.models import Attachment
from jingkai.kernel.files.queries import attachments_of, versions_of
from jingkai.kernel.files.rules import MB, PICTURES, FileRule

PLAIN = FileRule(max_size=50 * MB, max_count=20)
PHOTOS = FileRule(types=PICTURES, max_size=20 * MB, max_count=20)
PERSONAL = FileRule(max_size=50 * MB, max_count=20, identity=True)
"""What shows names or account numbers: watermarked, the original only for who may read them."""
NOTHING = FileRule(types=frozenset(), max_count=0)
"""A kind that the papers don't have takes no file."""


@dataclass(frozen=True)
class Kind:
    """One kind of paper: its code, what it is called, what it may be."""

    code: str
    name: Sentence
    rule: FileRule = PLAIN


@dataclass(frozen=True, kw_only=True)
class Papers:
    """The papers of a model's records, by its label ("party_building.meeting").

    `rows(seat)` are the records that a seat sees, and so their papers; with `edit` it hands papers
    in where `guard(record, values, seat)` doesn't refuse.
    """

    holder: str
    rows: Callable[[Any], models.QuerySet[Any]]
    edit: str
    kinds: tuple[Kind, ...]
    guard: Callable[[Any, Mapping[str, Any], Any], None] | None = None

    def kind(self, code: str) -> Kind | None:
        """The kind of this code, if these papers have it."""
        return next((kind for kind in self.kinds if kind.code == code), None)

    def require(self, record: Any, seat: Any) -> None:
        """The seat may hand papers of the record in and take them away. Raises a Refusal."""
        if not seat.can(self.edit):
            raise Forbidden
        if self.guard is not None:
            self.guard(record, {}, seat)

    def takes(self, record: Any, seat: Any) -> bool:
        """Whether the seat may."""
        try:
            self.require(record, seat)
        except Refusal:
            return False
        return True


@dataclass(frozen=True)
class Sheaf:
    """The papers of one kind on a record, each with the versions before it."""

    kind: Kind
    papers: tuple[tuple[Attachment, tuple[Attachment, ...]], ...]


PAPERS: dict[str, Papers] = {}
"""By the label of the model."""


def declare_papers(papers: Papers) -> Papers:
    """Make the papers known, and the model a holder of attachments; once at start-up."""
    if papers.holder in PAPERS:
        raise ValueError(f"the papers of {papers.holder} are declared twice")
    PAPERS[papers.holder] = papers
    declare_holder(papers.holder, reads=_reads(papers), writes=_writes(papers), rule=_rule(papers))
    return papers


def papers_of(record: models.Model) -> Papers | None:
    """Which papers a record of this model may have."""
    return PAPERS.get(record._meta.label_lower)


def sheaves_of(record: models.Model) -> list[Sheaf]:
    """A record's papers, kind by kind; those without any are told too."""
    papers = PAPERS[record._meta.label_lower]
    there = attachments_of(record)
    return [
        Sheaf(kind, tuple((one, _older(one)) for one in there if one.kind == kind.code))
        for kind in papers.kinds
    ]


def _older(paper: Attachment) -> tuple[Attachment, ...]:
    return tuple(versions_of(paper)[1:]) if paper.number > 1 else ()


def _reads(papers: Papers) -> Callable[[Any, int], bool]:
    return lambda reader, pk: _seen(papers, reader, pk) is not None


def _writes(papers: Papers) -> Callable[[Any, int], bool]:
    def writes(writer: Any, pk: int) -> bool:
        record = _seen(papers, writer, pk)
        return record is not None and papers.takes(record, writer)

    return writes


def _seen(papers: Papers, reader: Any, pk: int) -> Any:
    """The record, where a seat asks that sees it; a visitor of the portal sees none."""
    if getattr(reader, "office", None) is None:
        return None
    return papers.rows(reader).filter(pk=pk).first()


def _rule(papers: Papers) -> Callable[[str], FileRule]:
    def rule(code: str) -> FileRule:
        kind = papers.kind(code)
        return kind.rule if kind is not None else NOTHING

    return rule
