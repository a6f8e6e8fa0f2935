"""Watch lists: questions that are kept under a name, with which of their answers were told."""

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from servanda.ledger.codec import instant
from servanda.ledger.errors import LedgerError
from servanda.ledger.records import Watch
from servanda.ledger.tables import watches

_LIVE = watches.c.removed.is_(None)


def add(connection: Connection, watch: Watch) -> None:
    """Keep a question under its name.

    Raises:
        LedgerError: if another one has the name.
    """
    if connection.execute(select(watches.c.seq).where(watches.c.name == watch.name, _LIVE)).first():
        raise LedgerError(f"There is a watch list {watch.name!r} already: remove it, or choose another name.")
    asked = json.dumps(watch.asked, ensure_ascii=False, sort_keys=True)
    row = {"name": watch.name, "question": watch.question, "asked": asked, "made": instant(watch.made), "seen": "[]"}
    connection.execute(insert(watches), row)


def every(connection: Connection) -> tuple[Watch, ...]:
    """Return the questions that are kept, in the order of their names."""
    rows = connection.execute(select(watches).where(_LIVE).order_by(watches.c.name)).mappings()
    return tuple(
        Watch(
            name=row["name"],
            question=row["question"],
            asked=json.loads(row["asked"]),
            made=row["made"],
            ran=row["ran"],
            seen=tuple(json.loads(row["seen"])),
        )
        for row in rows
    )


def told(connection: Connection, name: str, ids: Iterable[str], at: datetime) -> None:
    """Remember which answers were told; those told before stay told."""
    held = connection.execute(select(watches.c.seen).where(watches.c.name == name, _LIVE)).scalar()
    seen = json.dumps(sorted({*json.loads(held or "[]"), *ids}))
    connection.execute(update(watches).where(watches.c.name == name, _LIVE).values(seen=seen, ran=instant(at)))


def remove(connection: Connection, name: str, at: datetime) -> None:
    """Mark a question as removed; the row stays.

    Raises:
        LedgerError: if there is none of this name.
    """
    marked = update(watches).where(watches.c.name == name, _LIVE).values(removed=instant(at))
    if connection.execute(marked).rowcount != 1:
        raise LedgerError(f"There is no watch list {name!r}: `servanda watch list` shows those there are.")
