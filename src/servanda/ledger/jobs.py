"""Files that wait to be read into a ledger, and what became of them.

Servers that share a ledger share the queue; each takes only the files that wait on its own machine.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Select, insert, select, update

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

    def take(self, here: Collection[str]) -> Job | None:
        """Return the next of the files that wait `here`, marked as being worked on."""
        waiting = select(jobs).where(jobs.c.state == "waiting", jobs.c.id.in_(here)).order_by(jobs.c.seq).limit(1)
        with self._database.writing() as connection:
            row = connection.execute(waiting).first()
            if row is None:
                return None
            connection.execute(update(jobs).where(jobs.c.id == row.id).values(state="working"))
        return _job(row)

    def tell(self, id_: str, state: JobState, detail: str, document: str | None = None) -> None:
        """Say how far a file is."""
        values = {"state": state, "detail": detail[:2000].replace("\0", "\ufffd"), "document": document}
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == id_).values(values))

    def fail(self, why: str, here: Collection[str], *states: JobState) -> None:
        """Say of the files `here` that are in one of these states that they failed."""
        self._fail(why, jobs.c.state.in_(states), jobs.c.id.in_(here))

    def forget(self, why: str, before: datetime, here: Collection[str]) -> None:
        """Say of the files elsewhere that were added before a time and are still not done that they failed."""
        waiting = (jobs.c.state.in_(("waiting", "working")), jobs.c.id.not_in(here))
        self._fail(why, jobs.c.at < instant(before), *waiting)

    def latest(self, limit: int = 50) -> list[Job]:
        """Return files, the last one first."""
        return self._some(select(jobs).order_by(jobs.c.seq.desc()).limit(limit))

    def pending(self, state: JobState, here: Collection[str]) -> list[Job]:
        """Return the files `here` in this state, the first one first."""
        return self._some(select(jobs).where(jobs.c.state == state, jobs.c.id.in_(here)).order_by(jobs.c.seq))

    def _some(self, query: Select[Any]) -> list[Job]:
        with self._database.reading() as connection:
            return [_job(row) for row in connection.execute(query)]

    def _fail(self, why: str, *of: ColumnElement[bool]) -> None:
        if self._some(select(jobs).where(*of).limit(1)):
            with self._database.writing() as connection:
                connection.execute(update(jobs).where(*of).values(state="failed", detail=why))


def _job(row: Any) -> Job:
    return Job(row.id, row.name, row.user, row.at, row.state, row.detail, row.document)
