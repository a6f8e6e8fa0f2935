"""`relation`, `actor` and `when`: JSON Lines in, JSON Lines out."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from servanda.cli import options as o
from servanda.cli import output

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
        ranges = [(int(row[name]["start"]), int(row[name]["end"])) for name in ("source", "target")]
        found = related(row["text"], ranges[0], ranges[1])
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
    """Resolve names of actors: {"id", "text", "context"?, "date"?} a line."""
    from datetime import date

    from servanda.actors import resolve_name

    def answer(row: dict[str, Any]) -> dict[str, Any]:
        on = date.fromisoformat(row["date"][:10]) if row.get("date") else None
        found = resolve_name(row["text"], row.get("context"), on)
        return {name: getattr(found, name) for name in ("country", "sector", "actor_id", "name", "rest", "via")}

    _each(source, target, answer)


def when(source: Source = None, target: o.Output = None) -> None:
    """Find and resolve time expressions: {"id", "text", "reference": "YYYY-MM-DD"} a line."""
    from datetime import date

    from servanda.coding.when import find_times
    from servanda.model import Span

    def answer(row: dict[str, Any]) -> dict[str, Any]:
        reference = date.fromisoformat(row["reference"][:10]) if row.get("reference") else None
        text = row["text"]
        hits = find_times(text, reference)
        spans = [Span(start=hit.start, end=hit.end, text=text[hit.start : hit.end]) for hit in hits]
        return {"times": [output.plain(hit.ref(span)) for hit, span in zip(hits, spans, strict=True)]}

    _each(source, target, answer)


def _each(source: Path | None, target: Path | None, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer each line in order; a wrong line is told with its number, and the rest goes on."""
    if source is not None and str(source) != "-" and not source.is_file():
        raise typer.BadParameter(f"there is no file {source}")
    stream = sys.stdin if source is None or str(source) == "-" else source.open(encoding="utf-8")
    failed = False
    with output.lines(target) as out:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                output.write_json(out, {"id": row["id"], **answer(row)})
            except (ValueError, KeyError, TypeError) as error:
                reason = f"the field {error} is missing" if isinstance(error, KeyError) else str(error)
                output.say(f"line {number}: {reason}; it is left out, the rest goes on")
                failed = True
    if failed:
        raise typer.Exit(1)
