"""How much a ledger holds."""

from sqlalchemy import ColumnElement, Connection, FromClause, func, select

from servanda.ledger import propose
from servanda.ledger.records import Counts
from servanda.ledger.tables import documents, items, reviews, runs, statements


def count(connection: Connection) -> Counts:
    """Return the numbers of documents, statements, items, links, decisions and runs."""

    def rows(table: FromClause, *conditions: ColumnElement[bool]) -> int:
        return connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0

    live = documents.c.retired.is_(None)
    return Counts(
        documents=rows(documents, live),
        retired=rows(documents, documents.c.retired.is_not(None)),
        undated=rows(documents, live, documents.c.published.is_(None)),
        statements=rows(statements, statements.c.retired.is_(None)),
        items=rows(items, items.c.retired.is_(None)),
        links=rows(propose.live().subquery()),
        reviews=rows(reviews, reviews.c.retracted.is_(None)),
        runs=rows(runs),
    )
