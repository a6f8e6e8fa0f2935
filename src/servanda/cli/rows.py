"""How answers are printed that have a table for people, JSON Lines and CSV."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from servanda.cli import output

Style = Annotated[str, typer.Option("--format", help="table, jsonl or csv.")]
_STYLES = ("table", "jsonl", "csv")


def checked(style: str) -> str:
    """Return the format that was typed, or end in a usage error."""
    if style not in _STYLES:
        raise typer.BadParameter(f"{style!r} is no format; choose one of {', '.join(_STYLES)}")
    return style


def put(rows: Sequence[dict[str, Any]], style: str, target: Path | None, table: Callable[[], None]) -> None:
    """Print rows in the chosen format: for people by `table`, else to standard output or a file."""
    if checked(style) == "table":
        if target is not None:
            raise typer.BadParameter("-o needs --format jsonl or csv: a table goes to the terminal")
        table()
        return
    with output.lines(target) as stream:
        if style == "csv":
            from servanda.views.flat import write_csv

            write_csv(stream, rows)
            return
        for row in rows:
            output.write_json(stream, row)


def words(quote: dict[str, Any] | None, width: int = 300) -> str:
    """Return a quotation as people read it, on one line of at most so many characters."""
    return cut(str(quote.get("clean") or quote["text"]), width) if quote else ""


def cut(text: str, width: int) -> str:
    """Return a text on one line, cut between words where it is longer than `width`."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[:width].rsplit(' ', 1)[0]} …"


def names(actors: Sequence[dict[str, Any]]) -> str:
    """Return the actors as short as a table needs them."""
    from servanda.views.flat import who

    return ", ".join(dict.fromkeys(who(actor) for actor in actors))


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"
