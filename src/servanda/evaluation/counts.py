"""How much gold there is, by kind of document and by force; needs no texts."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from servanda.evaluation.read import lines
from servanda.model import FORCES


def counts(folder: Path) -> str:
    """Return a Markdown table of a gold folder: documents, statements, core ones and forces by kind of document."""
    genres = {row["id"]: str(row.get("genre") or row.get("kind") or "other") for row in lines(folder / "docs.jsonl")}
    rows = lines(folder / "statements.jsonl")
    used = [force for force in FORCES if any(row["force"] == force for row in rows)]
    table = [("kind", "documents", "statements", "core", *used)]
    for genre in sorted(set(genres.values())):
        inside = [row for row in rows if genres[row["doc"]] == genre]
        table.append((genre, *_numbers(sum(each == genre for each in genres.values()), inside, used)))
    table.append(("all", *_numbers(len(genres), rows, used)))
    links, outcomes = (_lines(folder / f"{name}.jsonl") for name in ("links", "outcomes"))
    return f"{_markdown(table)}\n\n{links} links, {outcomes} outcomes\n"


def _numbers(documents: int, rows: Sequence[dict[str, object]], used: Sequence[str]) -> tuple[str, ...]:
    forces = Counter(row["force"] for row in rows)
    core = sum(bool(row["core"]) for row in rows)
    return tuple(str(number) for number in (documents, len(rows), core, *(forces[force] for force in used)))


def _lines(path: Path) -> int:
    return len(lines(path)) if path.is_file() else 0


def _markdown(table: Sequence[tuple[str, ...]]) -> str:
    head, *rows = (f"| {' | '.join(row)} |" for row in table)
    rule = f"|---|{'---:|' * (len(table[0]) - 1)}"
    return "\n".join([head, rule, *rows])
