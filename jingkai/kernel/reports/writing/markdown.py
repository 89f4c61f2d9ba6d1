"""A written report as plain Markdown."""

from jingkai.kernel.reports.writing.document import Block, Document, Run


def to_markdown(document: Document) -> str:
    """The text with its figures told, ready to be edited or checked."""
    return f"# {document.title}\n\n" + "\n\n".join(_block(b) for b in document.blocks) + "\n"


def _text(runs: tuple[Run, ...]) -> str:
    return "".join(f"**{run.text}**" if run.bold else run.text for run in runs)


def _block(block: Block) -> str:
    if block.kind == "heading":
        return f"{'#' * (block.level + 1)} {_text(block.runs)}"
    if block.kind == "item":
        return f"- {_text(block.runs)}"
    if block.kind == "table":
        head, *body = [f"| {' | '.join(_text(cell) for cell in row)} |" for row in block.rows]
        rule = f"|{'---|' * len(block.rows[0])}"
        return "\n".join([head, rule, *body])
    return _text(block.runs)
