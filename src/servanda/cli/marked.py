"""A document's text for the terminal, statements coloured by force and marked without colour too."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from servanda.cli.output import safe

if TYPE_CHECKING:
    from rich.text import Text

    from servanda.model import Document, Statement

_STYLES = {
    "deed": "green",
    "agreement": "bold cyan",
    "pledge": "bold blue",
    "recommendation": "bold magenta",
    "demand": "bold yellow",
    "refusal": "bold red",
    "warning": "red",
    "expectation": "dim",
    "assessment": "dim",
}


def marked(document: "Document", statements: "Sequence[Statement]") -> "Text":
    """Return the text block by block; each statement stands in brackets with its force and bearers."""
    from rich.text import Text

    shown = Text()
    ordered = sorted(statements, key=lambda s: (s.evidence.start, -s.evidence.end))
    for block in document.blocks:
        bullet = "• " if block.kind == "item" else ""
        shown.append(bullet)
        position = block.start
        for statement in (s for s in ordered if block.start <= s.evidence.start < block.end):
            start, end = max(position, statement.evidence.start), statement.evidence.end
            if start >= end:
                continue
            shown.append(safe(_words(document, position, start)), "bold" if block.kind == "heading" else "")
            bearers = ", ".join(a.country or a.actor_id or a.name for a in statement.actors)
            shown.append(f"[{safe(_words(document, start, end)).strip()}", _STYLES[statement.force])
            shown.append(f" |{statement.force}{': ' if bearers else ''}{safe(bearers)}] ", "italic")
            position = end
        shown.append(safe(_words(document, position, block.end)), "bold" if block.kind == "heading" else "")
        shown.append("\n\n" if block.kind != "item" else "\n")
    return shown


def _words(document: "Document", start: int, end: int) -> str:
    """Return clean words with the space that stood around them."""
    raw = document.text[start:end]
    before = " " if raw[:1].isspace() else ""
    after = " " if raw[-1:].isspace() else ""
    return f"{before}{document.clean(start, end)}{after}"
