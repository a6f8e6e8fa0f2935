"""Links as the machine proposes them: replaced for the items that were linked again."""

from collections.abc import Collection, Iterable

from sqlalchemy import Column, Connection, Select, select

from servanda.ledger.codec import Row, link_row
from servanda.ledger.tables import items, links, reviews, statements
from servanda.ledger.write import chunks, insert_all, update_all
from servanda.model import RELATIONS, Link

REPLACED = "replaced"


def put(
    connection: Connection,
    proposed: Iterable[Link],
    items_again: Collection[str],
    run: str | None,
    documents_again: Collection[str] = (),
) -> None:
    """Store links; what `items_again` and statements of `documents_again` had besides is retired, unless confirmed."""
    rows = {link.id: link_row(link) for link in proposed}
    known = _known(connection, links.c.item, {*items_again, *(row["item"] for row in rows.values())})
    later = _known(connection, statements.c.document, documents_again)
    again = later.keys() | {id_ for id_, row in known.items() if row["item"] in items_again}
    known |= later
    gone = [id_ for id_, row in known.items() if id_ not in rows and id_ in again and row["retired"] is None]
    gone = sorted(set(gone) - _confirmed(connection, gone))
    changed = [row for id_, row in rows.items() if id_ in known and _differs(row, known[id_])]
    insert_all(connection, links, [row for id_, row in rows.items() if id_ not in known])
    update_all(connection, links, [{**row, "retired": None} for row in changed])
    update_all(connection, links, [{"id": id_, "retired": run or REPLACED} for id_ in gone])


def live() -> Select[str]:
    """Return the query for the links whose both ends are live too, the best first."""
    return (
        select(links.c.body)
        .join(items, items.c.id == links.c.item)
        .join(statements, statements.c.id == links.c.statement)
        .where(links.c.retired.is_(None), items.c.retired.is_(None), statements.c.retired.is_(None))
        .order_by(links.c.item, links.c.score.desc(), links.c.id)
    )


def _known(connection: Connection, end: Column[str], ids: Collection[str]) -> dict[str, Row]:
    """Return the links, live and retired, one of whose ends has one of these ids in the column."""
    columns = (links.c.id, links.c.item, links.c.body, links.c.retired)
    query = select(*columns).join(statements, statements.c.id == links.c.statement)
    found: dict[str, Row] = {}
    for some in chunks(ids):
        found.update({row["id"]: dict(row) for row in connection.execute(query.where(end.in_(some))).mappings()})
    return found


def _confirmed(connection: Connection, ids: Collection[str]) -> set[str]:
    """Return the links that a person confirmed or added; no later proposal takes them away."""
    found: set[str] = set()
    for some in chunks(ids):
        said = (reviews.c.subject_kind == "link", reviews.c.subject.in_(some), reviews.c.judgement.in_(RELATIONS))
        found.update(connection.scalars(select(reviews.c.subject).where(*said, reviews.c.retracted.is_(None))))
    return found


def _differs(row: Row, known: Row) -> bool:
    return known["retired"] is not None or row["body"] != known["body"]
