"""Files that wait to be read into a ledger, and what became of them."""

from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import insert, select, update

from servanda.ledger.codec import instant
from servanda.ledger.ledger import Ledger
from servanda.ledger.tables import jobs

JobState = Literal["waiting", "working", "done", "failed"]


class Job(NamedTuple):
    """One file: who added it, how far it is, and what there is to say of it."""

    id: str
    name: str
    user: str
    at: str
    state: str
    detail: str
    document: str | None


class Jobs:
    """The queue of files; one worker takes them in turn."""

    def __init__(self, ledger: Ledger) -> None:
        self._database = ledger.database

    def add(self, id_: str, name: str, user: str, at: datetime) -> None:
        """Put a file into the queue."""
        row = {"id": id_, "name": name, "user": user, "at": instant(at), "state": "waiting", "detail": ""}
        with self._database.writing() as connection:
            connection.execute(insert(jobs), row)

    def take(self) -> Job | None:
        """Return the next file that waits, marked as being worked on."""
        with self._database.writing() as connection:
            row = connection.execute(
                select(jobs).where(jobs.c.state == "waiting").order_by(jobs.c.seq).limit(1)
            ).first()
            if row is None:
                return None
            connection.execute(update(jobs).where(jobs.c.id == row.id).values(state="working"))
        return _job(row)

    def tell(self, id_: str, state: JobState, detail: str, document: str | None = None) -> None:
        """Say how far a file is."""
        values = {"state": state, "detail": detail[:2000].replace("\0", "\ufffd"), "document": document}
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == id_).values(values))

    def broken(self, why: str) -> None:
        """Say of the files that were worked on that they failed: their worker is gone."""
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.state == "working").values(state="failed", detail=why))

    def list(self, limit: int = 50, state: JobState | None = None) -> list[Job]:
        """Return files, the last one first."""
        query = select(jobs).order_by(jobs.c.seq.desc()).limit(limit)
        if state is not None:
            query = query.where(jobs.c.state == state)
        with self._database.reading() as connection:
            return [_job(row) for row in connection.execute(query)]


def _job(row: Any) -> Job:
    return Job(row.id, row.name, row.user, row.at, row.state, row.detail, row.document)
