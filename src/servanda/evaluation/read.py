"""Gold from a folder of JSON Lines: documents, statements, links and outcomes."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from servanda.evaluation.gold import Gold, GoldDocument, GoldError, GoldStatement
from servanda.evaluation.rows import link, outcome, statement
from servanda.evaluation.texts import texts

_T = TypeVar("_T")
Line = dict[str, Any]
_KNOWN = ("title", "published", "date", "publisher", "authors", "kind", "language", "format", "url")


def read_gold(folder: Path, corpus: Path | None = None) -> Gold:
    """Return the gold in a folder with its texts, every offset checked against them.

    Args:
        folder: holds `statements.jsonl` and, there or one above, `docs.jsonl`; `links.jsonl` and `outcomes.jsonl`
            if there are any.
        corpus: the folder of the corpus files where the texts are not beside the gold (see `texts`).

    Raises:
        GoldError: if a file or text is missing, or a line is not what it should be.
    """
    home = folder if (folder / "docs.jsonl").is_file() else folder.parent
    rows = lines(home / "docs.jsonl")
    words = texts(home, rows, corpus)
    documents = tuple(_document(row, words[str(row["id"])]) for row in rows)
    by_name = {document.name: document for document in documents}
    statements = _each(folder / "statements.jsonl", lambda row: _checked(statement(row, by_name), by_name))
    known = {each.id for each in statements}
    if len(known) < len(statements):
        raise GoldError(f"{folder / 'statements.jsonl'} gives an id twice; every statement needs its own.")
    links = _some(folder / "links.jsonl", lambda row: link(row, known))
    told = [
        found
        for name in ("links", "outcomes")
        for found in _some(folder / f"{name}.jsonl", partial(outcome, links, known))
    ]
    return Gold(documents, statements, links, tuple(told))


def lines(path: Path) -> list[Line]:
    """Return the objects of a JSON Lines file.

    Raises:
        GoldError: if the file is missing or a line is not a JSON object.
    """
    if not path.is_file():
        raise GoldError(f"{path} is missing: a folder of gold holds docs.jsonl and statements.jsonl.")
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldError(f"{path}, line {number}: not JSON ({error.msg}).") from error
        if not isinstance(row, dict):
            raise GoldError(f"{path}, line {number}: a line must be a JSON object.")
        found.append(row)
    return found


def _each(path: Path, make: Callable[[Line], _T]) -> tuple[_T, ...]:
    made = []
    for number, row in enumerate(lines(path), 1):
        try:
            made.append(make(row))
        except (KeyError, TypeError, ValueError) as error:
            reason = f"the field {error} is missing" if isinstance(error, KeyError) else str(error)
            raise GoldError(f"{path}, object {number} ({row.get('id', 'no id')}): {reason}.") from error
    return tuple(made)


def _some(path: Path, make: Callable[[Line], _T | None]) -> tuple[_T, ...]:
    """Return what the lines of a file that need not be there give, without those that give nothing."""
    made = _each(path, make) if path.is_file() else ()
    return tuple(one for one in made if one is not None)


def _document(row: Line, text: str) -> GoldDocument:
    known = {name: row[name] for name in _KNOWN if row.get(name) is not None}
    genre = row.get("genre") or row.get("kind") or "other"
    read = tuple((int(start), int(end)) for start, end in row.get("read") or ())
    return GoldDocument(str(row["id"]), text, known, str(genre), str(row.get("group") or ""), read)


def _checked(made: GoldStatement, documents: dict[str, GoldDocument]) -> GoldStatement:
    if made.document not in documents:
        raise ValueError(f"it points into {made.document!r}, which docs.jsonl does not name")
    length = len(documents[made.document].text)
    if not 0 <= made.start < made.end <= length:
        raise ValueError(f"it runs from {made.start} to {made.end}, but the text has {length} characters")
    return made
