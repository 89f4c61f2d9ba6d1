"""A written report as HTML: each figure a link to the records behind it."""

from collections.abc import Callable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jingkai.kernel.reports.writing.document import Block, Document, Figured, Run

type Link = Callable[[Figured], str]


def to_html(document: Document, link: Link) -> SafeString:
    """The body of the report; headings begin at `h2`, the page's own title is its `h1`."""
    return format_html_join("\n", "{}", ((_block(block, link),) for block in document.blocks))


def _runs(runs: tuple[Run, ...], link: Link) -> SafeString:
    return format_html_join("", "{}", ((_run(run, link),) for run in runs))


def _run(run: Run, link: Link) -> SafeString:
    if run.figure is None:
        return format_html("<strong>{}</strong>" if run.bold else "{}", run.text)
    return format_html(
        '<a class="figure" href="{}" title="{}">{}</a>',
        link(run.figure), run.figure.why or run.figure.name, run.text,
    )  # fmt: skip


def _block(block: Block, link: Link) -> SafeString:
    if block.kind == "heading":
        level = min(block.level + 1, 6)
        return format_html("<h{}>{}</h{}>", level, _runs(block.runs, link), level)
    if block.kind == "item":
        return format_html('<p class="item">{}</p>', _runs(block.runs, link))
    if block.kind == "table":
        return _table(block, link)
    return format_html("<p>{}</p>", _runs(block.runs, link))


def _table(block: Block, link: Link) -> SafeString:
    head, *body = block.rows
    return format_html(
        '<div class="table-wrap"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
        format_html_join("", '<th scope="col">{}</th>', ((_runs(cell, link),) for cell in head)),
        format_html_join(
            "", "<tr>{}</tr>",
            ((_cells(row, link),) for row in body),
        ),
    )  # fmt: skip


def _cells(row: tuple[tuple[Run, ...], ...], link: Link) -> SafeString:
    return format_html_join("", "<td>{}</td>", ((_runs(cell, link),) for cell in row))


def to_page(document: Document) -> str:
    """A whole page that stands alone; its figures name their code and period."""
    body = to_html(document, lambda figure: f"#{figure.code}@{figure.period}")
    return format_html(
        '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{}</title></head>'
        "<body><h1>{}</h1>{}</body></html>",
        document.title, document.title, body,
    )  # fmt: skip
