"""Which document a person means: by path, name, id or beginning of an id, or title."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from servanda.ledger.errors import LedgerError
from servanda.ledger.tables import documents

SHORTEST_PREFIX = 3
MOST_NAMED = 8


def find(connection: Connection, reference: str, place: str) -> str:
    """Return the body of the one document that `reference` names, the surest way of naming it first.

    A retired version is found by its whole id only.

    Raises:
        LedgerError: if none is meant, or more than one; then it lists them.
    """
    columns = (documents.c.id, documents.c.name, documents.c.title, documents.c.published, documents.c.body)
    for condition in _ways(reference.strip().replace("\0", "\ufffd")):
        found = connection.execute(select(*columns).where(condition).order_by(documents.c.id)).all()
        if len(found) == 1:
            return str(found[0].body)
        if found:
            raise LedgerError(_ambiguous(reference, found))
    raise LedgerError(
        f"No document in {place} is called {reference!r}: give its path, its name, its title, "
        "or its id or the beginning of it."
    )


def _ways(reference: str) -> Sequence[ColumnElement[bool]]:
    live = documents.c.retired.is_(None)
    ways = [
        documents.c.id == reference,
        live & documents.c.source.in_(_sources(reference)),
        live & (documents.c.name == reference),
        live & (documents.c.url == reference),
    ]
    if len(reference) >= SHORTEST_PREFIX:
        ways.append(live & documents.c.id.startswith(reference, autoescape=True))
    ways.append(live & (func.lower(documents.c.title) == reference.lower()))
    if stem := Path(reference).stem:
        ways.append(live & (documents.c.name == stem))
    return ways


def _sources(reference: str) -> list[str]:
    names = [reference, *(f"{kind}:{reference}" for kind in ("path", "id", "url"))]
    try:
        return [*names, f"path:{Path(reference).resolve()}"]
    except (OSError, ValueError):  # not a path on this system, so it names no file
        return names


def _ambiguous(reference: str, found: Sequence[Any]) -> str:
    named = [
        f"{row.id} ({row.name}, {row.published or 'undated'}{f', “{row.title}”' if row.title else ''})"
        for row in found[:MOST_NAMED]
    ]
    more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    return f"{reference!r} names {len(found)} documents; give more of the id of one: {'; '.join(named)}{more}."
