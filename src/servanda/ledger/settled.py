"""Outcomes as they were computed last, so that a page asks for some of them and not for all the evidence."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, case, delete, func, insert, select

from servanda.ledger.browse import SETTLED
from servanda.ledger.codec import Row
from servanda.ledger.ledger import Ledger
from servanda.ledger.tables import items, kept, outcomes, reviews, searches
from servanda.ledger.write import chunks, insert_all

COLUMNS = ("item", "document", "force", "delivery", "schedule", "official_claim", "as_of", "assigned_by")
Line = Mapping[str, Any]
_LABELS = ("bearers", "subjects")
_STATE = "settled"


class Settled(NamedTuple):
    """What outcomes were computed from: documents, the place of the last decision, and how many stood."""

    documents: list[str]
    last: int
    standing: int


class Outcomes:
    """The scorecard's lines, kept by item."""

    def __init__(self, ledger: Ledger) -> None:
        self._database = ledger.database

    def put(self, lines: Iterable[Line], *, replace: bool = False) -> None:
        """Keep scorecard lines, each with `published` and `deadline` beside it; with `replace`, in place of all."""
        given = list(lines)
        wanted = [_search(line) for line in given if "wanted" in line]
        with self._database.writing() as connection:
            for table, rows in ((outcomes, [_row(line) for line in given]), (searches, wanted)):
                if replace:
                    connection.execute(delete(table))
                _replace(connection, table, rows)
            _count(connection)

    def settled(self) -> Settled | None:
        """Return what the outcomes were last computed from, null before the first time."""
        with self._database.reading() as connection:
            body = connection.scalar(select(kept.c.body).where(kept.c.name == _STATE))
        return None if body is None else Settled(**json.loads(body))

    def decided(self) -> tuple[int, int]:
        """Return the last decision's place, and how many stand."""
        query = select(func.max(reviews.c.seq), func.count(case((reviews.c.retracted.is_(None), 1))))
        with self._database.reading() as connection:
            row = connection.execute(query).one()
        return row[0] or 0, row[1]

    def decided_since(self, last: int) -> list[tuple[str, str]]:
        """Return kind and subject of the standing decisions after a place."""
        query = select(reviews.c.subject_kind, reviews.c.subject).where(reviews.c.seq > last)
        with self._database.reading() as connection:
            return [(row[0], row[1]) for row in connection.execute(query.where(reviews.c.retracted.is_(None)))]

    def note(self, documents_: Iterable[str], decided: tuple[int, int]) -> None:
        """Note which documents and decisions the outcomes are computed from."""
        body = json.dumps({"documents": sorted(documents_), "last": decided[0], "standing": decided[1]})
        with self._database.writing() as connection:
            connection.execute(delete(kept).where(kept.c.name == _STATE))
            connection.execute(insert(kept), {"name": _STATE, "body": body})

    def rewrite(self, change: Callable[[dict[str, Any], dict[str, Any]], Line], most: int = 2000) -> None:
        """Write each line of a live item as `change` makes it of the line and of what is searched for."""
        columns = (outcomes.c.item, outcomes.c.body, searches.c.bearers, searches.c.subjects)
        query = select(*columns).join(searches, searches.c.item == outcomes.c.item)
        query = query.join(items, items.c.id == outcomes.c.item).where(items.c.retired.is_(None))
        query, last = query.order_by(outcomes.c.item).limit(most), ""
        while True:
            with self._database.writing() as connection:
                rows = connection.execute(query.where(outcomes.c.item > last)).all()
                if not rows:
                    return
                last = rows[-1].item
                wanted = ({name: json.loads(getattr(row, name)) for name in _LABELS} for row in rows)
                lines = [change(json.loads(row.body), what) for row, what in zip(rows, wanted, strict=True)]
                _replace(connection, outcomes, [_row(line) for line in lines])
                _count(connection)

    def deliveries(self) -> dict[str, int]:
        """Return how many top items have each delivery, the commonest first."""
        number = func.count().label("number")
        query = select(outcomes.c.delivery, number).join(items, items.c.id == outcomes.c.item)
        query = query.where(items.c.retired.is_(None), outcomes.c.top).group_by(outcomes.c.delivery)
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query.order_by(number.desc()))}

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
        "body": json.dumps({name: value for name, value in line.items() if name != "wanted"}, ensure_ascii=False),
    }


def _replace(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    for ids in chunks(row["item"] for row in rows):
        connection.execute(delete(table).where(table.c.item.in_(ids)))
    for start in range(0, len(rows), 500):
        insert_all(connection, table, rows[start : start + 500])


def _count(connection: Connection) -> None:
    """Note that outcomes were written once more, so that counts of them are made anew."""
    before = connection.scalar(select(kept.c.body).where(kept.c.name == SETTLED))
    connection.execute(delete(kept).where(kept.c.name == SETTLED))
    connection.execute(insert(kept), {"name": SETTLED, "body": str(int(before or 0) + 1)})


def _search(line: Line) -> Row:
    return {"item": line["item"], **{name: json.dumps(line["wanted"][name]) for name in _LABELS}}


__all__ = ["Line", "Outcomes"]
