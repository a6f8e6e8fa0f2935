"""People's decisions: appended, never overwritten, taken back only by a mark on the row."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from servanda.ledger.codec import instant, review_row
from servanda.ledger.errors import LedgerError
from servanda.ledger.tables import reviews
from servanda.model import Review


def add(connection: Connection, review: Review) -> None:
    """Append a decision; the same person's earlier one on the same thing stays, marked as replaced.

    Raises:
        LedgerError: if another decision has this id.
    """
    row = review_row(review)
    known = connection.execute(select(reviews.c.body).where(reviews.c.id == review.id)).scalar()
    if known is not None:
        if known == row["body"]:
            return
        raise LedgerError(
            f"The decision {review.id} is there already and says something else: give a new one a new id."
        )
    same = [reviews.c[name] == row[name] for name in ("subject_kind", "subject", "reviewer")]
    before = update(reviews).where(*same, reviews.c.retracted.is_(None))
    connection.execute(before.values(retracted=row["at"], retracted_by=row["reviewer"], replaced_by=review.id))
    connection.execute(insert(reviews), row)


def retract(connection: Connection, review: str, user: str, at: datetime) -> None:
    """Mark a decision as taken back by `user`.

    Raises:
        LedgerError: if there is no such decision, or it was taken back before.
    """
    query = update(reviews).where(reviews.c.id == review, reviews.c.retracted.is_(None))
    if connection.execute(query.values(retracted=instant(at), retracted_by=user)).rowcount != 1:
        raise LedgerError(f"There is no live decision {review} to take back: list the decisions to see its state.")
