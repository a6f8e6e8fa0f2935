"""Engine and transactions: how the ledger talks to SQLite and PostgreSQL."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from servanda.ledger.errors import LedgerError, explain

PRAGMAS = ("busy_timeout=5000", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-32000", "wal_autocheckpoint=8000")
PATIENCE = 6
ONE_WRITER = "SELECT pg_advisory_xact_lock(hashtext('servanda ' || current_schema()))"
MOVED = (
    "The ledger {place} was {what} by another program while it was in use. See what is at that path now and "
    "run the same command again."
)
READ_ONLY = (
    "The ledger {place} can be read but not written: see that you may write the file and its folder, or copy it and "
    "use the copy."
)
DAMAGED_ROW = (
    "The ledger {place} is damaged: it holds a row that cannot be read. Put back a copy, or make a new ledger and "
    "add the documents again."
)


class Database:
    """An engine and the name of its place; its transactions raise `LedgerError` and nothing of the driver's.

    A file that is removed, replaced or cut short while it is in use is noticed at the next transaction: SQLite would
    go on writing into a file that has no name any more. `writable` is false of a file that only may be read.
    """

    def __init__(self, url: URL) -> None:
        self.sqlite = url.get_backend_name() == "sqlite"
        self._file: os.stat_result | None = None
        self.place = str(url.database) if self.sqlite else url.render_as_string(hide_password=True)
        self.writable = not self.sqlite or _may_write(Path(self.place))
        self.engine = _engine(url if self.writable else _to_read(Path(self.place)))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection on one consistent state of the ledger."""
        with self.guarded(), self.engine.connect() as connection, connection.begin():
            self._check_same_file(connection)
            yield connection

    @contextmanager
    def writing(self, *, rebuild: bool = False) -> Iterator[Connection]:
        """Give the one connection that may write now; all of it is committed at the end, or nothing.

        `rebuild` is for migrations: a table that is rebuilt on SQLite must not take the rows that refer to it along.
        """
        if not self.writable:
            raise LedgerError(READ_ONLY.format(place=self.place))
        with self.guarded(), self.engine.connect() as connection:
            if rebuild:
                self._check_references(connection, False)
            connection = connection.execution_options(servanda_writes=True)
            with connection.begin():
                if not self.sqlite:
                    connection.execute(text(ONE_WRITER))
                self._check_same_file(connection)
                yield connection
            self._check_same_file(connection)
            if rebuild:
                self._check_references(connection, True)

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn the driver's errors into sentences."""
        try:
            yield
        except (DBAPIError, sqlite3.Error, OverflowError) as error:
            cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
            raise explain(cause, self.place) from error
        except ValidationError as error:
            raise LedgerError(DAMAGED_ROW.format(place=self.place)) from error

    def use_wal(self) -> None:
        """Let readers go on while one writes; the mode stays in the SQLite file."""
        if not self.sqlite or not self.writable:
            return
        with self.guarded(), self.engine.connect() as connection:
            raw = _raw(connection)
            # SQLite does not wait for another process that switches the mode at the same moment.
            _patiently(lambda: raw.execute("PRAGMA journal_mode=WAL").fetchall(), pause=0.2)

    def _check_same_file(self, connection: Connection) -> None:
        if not self.sqlite or self.place in ("None", ":memory:"):
            return
        before = self._file  # read first, so that another thread cannot make it younger than what is found now
        try:
            now = os.stat(self.place)
        except FileNotFoundError:
            if before is None:
                return
            raise LedgerError(MOVED.format(place=self.place, what="removed")) from None
        same = before is None or (before.st_dev, before.st_ino) == (now.st_dev, now.st_ino)
        if before and not (same and self._could_grow(connection, before.st_size, now.st_size)):
            raise LedgerError(MOVED.format(place=self.place, what="replaced"))
        self._file = now

    def _could_grow(self, connection: Connection, before: int, now: int) -> bool:
        """Return whether SQLite can have given the file its size: it adds whole pages and takes none away."""
        if now == before:
            return True
        size, count = (_raw(connection).execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_size", "page_count"))
        return bool(now > before and now % size == 0 and now <= size * count)

    def _check_references(self, connection: Connection, state: bool) -> None:
        if self.sqlite:
            _raw(connection).execute(f"PRAGMA foreign_keys={'ON' if state else 'OFF'}")


def connect(url_or_path: str | Path, *, create: bool) -> Database:
    """Return the database at a path or SQLAlchemy URL, without looking inside it.

    Raises:
        LedgerError: if there is nothing to open, or nothing can be made there.
    """
    url = _url(url_or_path)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        _check_file(Path(url.database), create=create)
    try:
        return Database(url)
    except (ImportError, NoSuchModuleError) as error:
        raise LedgerError(
            f"{url.render_as_string()} needs a driver that is not installed ({error}): "
            "for PostgreSQL, install `servanda[postgres]`."
        ) from error


def _url(url_or_path: str | Path) -> URL:
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return URL.create("sqlite", database=os.fspath(url_or_path))
    try:
        url = make_url(url_or_path)
    except (ArgumentError, ValueError) as error:
        raise LedgerError("The ledger's address cannot be read: give a path or postgresql://user@host/name.") from error
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise LedgerError(f"A ledger is kept in SQLite or PostgreSQL, not in {url.get_backend_name()}.")
    return url


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder, not a ledger: give the path of a file in it.")
    # The file is never opened but by SQLite: closing it would drop the locks of all other ledgers of this process.
    if path.exists():
        if not _may(path, os.R_OK):
            raise LedgerError(f"The ledger {path} cannot be read: see that you may read it.")
    elif not create:
        raise LedgerError(f"There is no ledger at {path}: see that the path is right, or make one with `servanda add`.")
    elif not path.parent.is_dir():
        raise LedgerError(f"The ledger {path} cannot be made: there is no folder {path.parent}. Make it first.")
    elif not _may(path.parent, os.W_OK):
        raise LedgerError(f"The ledger {path} cannot be made: you may not write in {path.parent}. Choose another path.")


def _may(path: Path, what: int) -> bool:
    return os.access(path, what, effective_ids=os.access in os.supports_effective_ids)


def _may_write(path: Path) -> bool:
    """Return whether SQLite can write a file, for which it makes others beside it."""
    return not path.exists() or (_may(path, os.W_OK) and _may(path.parent, os.W_OK))


def _to_read(path: Path) -> URL:
    """Return the address of a file that only may be read.

    SQLite makes files beside a ledger even to read it, but where it is told that nobody changes it; where another
    process does so now, its journal lies there and is needed.
    """
    journal = path.with_name(f"{path.name}-wal")
    changing = journal.exists() and journal.stat().st_size > 0
    query = {"mode": "ro", "uri": "true", **({} if changing else {"immutable": "1"})}
    return URL.create("sqlite", database=path.absolute().as_uri(), query=query)


def _engine(url: URL) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _raw(connection: Connection) -> Any:
    """Return the driver's connection, to speak outside of any transaction."""
    return connection.connection.driver_connection


def _prepare(connection: Any, _record: object) -> None:
    # The driver's own BEGIN comes too late for a writer that reads first, so transactions are begun by `_begin`.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("servanda_writes"):
        _patiently(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    else:
        connection.exec_driver_sql("BEGIN")


def _patiently(action: Any, pause: float = 0.0) -> None:
    """Try while another process holds the lock, up to `PATIENCE` times the busy timeout."""
    for attempt in range(1, PATIENCE + 1):
        try:
            action()
        except (DBAPIError, sqlite3.OperationalError) as error:
            if "locked" not in str(error) or attempt == PATIENCE:
                raise
            time.sleep(pause * attempt)
        else:
            return
