"""Outcomes as they were computed last, so that a page asks for some of them and not for all the evidence."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select

from servanda.ledger.codec import Row
from servanda.ledger.ledger import Ledger
from servanda.ledger.tables import documents, items, outcomes
from servanda.ledger.write import chunks, insert_all

COLUMNS = ("item", "document", "force", "delivery", "schedule", "official_claim", "as_of", "assigned_by")
Line = Mapping[str, Any]


class Outcomes:
    """The scorecard's lines, kept by item."""

    def __init__(self, ledger: Ledger) -> None:
        self._database = ledger.database

    def put(self, lines: Iterable[Line], *, replace: bool = False) -> None:
        """Keep scorecard lines, each with `published` and `deadline` beside it; with `replace`, in place of all."""
        rows = [_row(line) for line in lines]
        with self._database.writing() as connection:
            if replace:
                connection.execute(delete(outcomes))
            else:
                for ids in chunks(row["item"] for row in rows):
                    connection.execute(delete(outcomes).where(outcomes.c.item.in_(ids)))
            for start in range(0, len(rows), 500):
                insert_all(connection, outcomes, rows[start : start + 500])

    def get(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return the lines of these items."""
        found = {}
        with self._database.reading() as connection:
            for some in chunks(ids):
                rows = connection.execute(select(outcomes.c.item, outcomes.c.body).where(outcomes.c.item.in_(some)))
                found.update({row.item: json.loads(row.body) for row in rows})
        return found

    def page(self, limit: int, offset: int = 0, **wanted: str | None) -> list[dict[str, Any]]:
        """Return the lines of top items: one document's in its order, else the latest document's first."""
        order: list[ColumnElement[Any]] = [outcomes.c.published.desc(), outcomes.c.document, items.c.seq]
        if wanted.get("document"):
            order = [items.c.seq]
        elif wanted.get("schedule") in ("overdue", "due", "not_due"):
            order = [outcomes.c.deadline, items.c.seq]
        query = _matching(select(outcomes.c.body), wanted).order_by(*order).limit(limit).offset(offset)
        with self._database.reading() as connection:
            return [json.loads(body) for body in connection.scalars(query)]

    def count(self, most: int, **wanted: str | None) -> int:
        """Return how many top items answer, at most `most` + 1."""
        some = _matching(select(outcomes.c.item), wanted).limit(most + 1).subquery()
        with self._database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(some)) or 0

    def missing(self) -> int:
        """Return how many live items of dated documents have no outcome yet."""
        query = (
            select(items.c.id)
            .join(documents, documents.c.id == items.c.document)
            .outerjoin(outcomes, outcomes.c.item == items.c.id)
            .where(items.c.retired.is_(None), documents.c.published.is_not(None), outcomes.c.item.is_(None))
        )
        with self._database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(query.subquery())) or 0


def _matching(query: Select[Any], wanted: Mapping[str, str | None]) -> Select[Any]:
    query = query.select_from(outcomes).join(items, items.c.id == outcomes.c.item)
    query = query.where(items.c.retired.is_(None), outcomes.c.top)
    for name in ("document", "force", "delivery", "schedule"):
        if (value := wanted.get(name)) is not None:
            query = query.where(outcomes.c[name] == value)
    return query


def _row(line: Line) -> Row:
    return {
        **{name: line[name] for name in COLUMNS},
        "deadline": line.get("deadline"),
        "top": line["parent"] is None and not line.get("hidden"),
        "published": line["published"],
        "body": json.dumps(line, ensure_ascii=False),
    }


__all__ = ["Line", "Outcomes"]
