"""`relation`, `actor` and `when`: JSON Lines in, JSON Lines out."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from servanda.cli import options as o
from servanda.cli import output

_SURROGATES = re.compile("[\ud800-\udfff]")
_ANSWER = ("country", "sector", "actor_id", "name", "members", "rest", "via")
Source = Annotated[
    Path | None, typer.Argument(help="A JSON Lines file; by default standard input.", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(relation)
    app.command()(actor)
    app.command()(when)


def relation(source: Source = None, target: o.Output = None) -> None:
    """Say what a source does to a target: {"id", "text", "source": {"start","end"}, "target": …} a line."""
    from servanda.coding.relation import relation as related

    def answer(row: dict[str, Any]) -> dict[str, Any]:
        found = related(row["text"], _range(row, "source"), _range(row, "target"))
        return {
            "event": found.event,
            "quad": found.quad,
            "act": found.act,
            "force": found.force,
            "aux": list(found.aux),
            "confidence": found.confidence,
            "ranked": list(found.ranked),
        }

    _each(source, target, answer)


def actor(source: Source = None, target: o.Output = None) -> None:
    """Resolve names of actors: {"id", "text", "context"?, "date"?} a line; tables of your own by SERVANDA_TABLES."""
    from datetime import date

    from servanda.actors import resolve_name

    def answer(row: dict[str, Any]) -> dict[str, Any]:
        on = date.fromisoformat(_text(row, "date")[:10]) if row.get("date") else None
        context = _text(row, "context") if row.get("context") else None
        found = resolve_name(row["text"], context, on)
        return {name: getattr(found, name) for name in _ANSWER}

    _each(source, target, answer)


def when(source: Source = None, target: o.Output = None) -> None:
    """Find and resolve time expressions: {"id", "text", "reference": "YYYY-MM-DD", "country"?: ISO3} a line."""
    from datetime import date

    from servanda.coding.when import find_times
    from servanda.model import Span

    def answer(row: dict[str, Any]) -> dict[str, Any]:
        reference = date.fromisoformat(_text(row, "reference")[:10]) if row.get("reference") else None
        text, country = row["text"], row.get("country")
        hits = find_times(text, reference, country=country, us_dates=country == "USA")
        spans = [Span(start=hit.start, end=hit.end, text=text[hit.start : hit.end]) for hit in hits]
        return {"times": [output.plain(hit.ref(span)) for hit, span in zip(hits, spans, strict=True)]}

    _each(source, target, answer)


def _each(source: Path | None, target: Path | None, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer each line in order; a wrong line is told with its number, and the rest goes on."""
    if source is not None and str(source) != "-" and not source.is_file():
        raise typer.BadParameter(f"there is no file {source}")
    stream = sys.stdin.buffer if source is None or str(source) == "-" else source.open("rb")
    failed = False
    with output.lines(target) as out:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                row = _row(line)
                output.write_json(out, {"id": row["id"], **answer(row)})
            except (ValueError, KeyError) as error:
                reason = f"the field {error} is missing" if isinstance(error, KeyError) else str(error)
                output.say(f"line {number}: {reason}; it is left out, the rest goes on")
                failed = True
    if failed:
        raise typer.Exit(1)


def _row(line: bytes) -> dict[str, Any]:
    """Return a line's fields; half a pair of surrogates in its text, which nothing can write, becomes U+FFFD."""
    try:
        row = json.loads(line.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError):
        raise ValueError("it is not valid JSON") from None
    if not isinstance(row, dict):
        raise ValueError("it is not a JSON object")
    return {**row, "text": _SURROGATES.sub("\ufffd", _text(row, "text"))}


def _text(row: dict[str, Any], name: str) -> str:
    if not isinstance(row[name], str):
        raise ValueError(f"the field {name!r} is not a string")
    return str(row[name])


def _range(row: dict[str, Any], name: str) -> tuple[int, int]:
    try:
        start, end = int(row[name]["start"]), int(row[name]["end"])
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"the field {name!r} is not a range") from None
    if not 0 <= start <= end <= len(row["text"]):
        raise ValueError(f"the field {name!r} is not a range of the text")
    return start, end
