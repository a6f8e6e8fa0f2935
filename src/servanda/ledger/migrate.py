"""Brings a ledger to this program's schema when it is opened."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from servanda.ledger.db import Database
from servanda.ledger.errors import LedgerError
from servanda.ledger.tables import SCHEMA_VERSION, VERSION_TABLE

SCRIPTS = Path(__file__).parent / "migrations"


def bring_up(database: Database, *, create: bool) -> None:
    """Make the tables of an empty database, or add what an older ledger lacks.

    Raises:
        LedgerError: if it is no ledger, damaged, of a newer program, or empty where `create` is false; or if it is
            older and may only be read.
    """
    with database.reading() as connection:
        found = version(connection, database.place)
    if found == 0 and not create:
        raise LedgerError(f"{database.place} is empty, not a ledger: fill it with `servanda add`.")
    database.use_wal()
    if found < SCHEMA_VERSION and not database.writable:
        raise LedgerError(
            f"The ledger {database.place} was written by an older Servanda and has to be brought up to this one, but "
            "may not be written: see that you may write the file and its folder, or copy it and open the copy."
        )
    if found < SCHEMA_VERSION:
        upgrade(database)


def version(connection: Connection, place: str) -> int:
    """Return the schema version of a ledger, 0 for an empty database.

    Raises:
        LedgerError: if it holds something else, or is of a newer program.
    """
    tables = inspect(connection).get_table_names()
    if not tables:
        return 0
    if VERSION_TABLE not in tables:
        raise LedgerError(f"{place} is a database but not a ledger: give the path of a ledger, or of a new file.")
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    if not str(found).isdigit():
        raise LedgerError(f"The ledger {place} is damaged: it does not say its version. Put back a copy.")
    if int(str(found)) > SCHEMA_VERSION:
        raise LedgerError(
            f"The ledger {place} was written by a newer Servanda (schema {int(str(found))}, this one knows up to "
            f"{SCHEMA_VERSION}): upgrade Servanda to open it."
        )
    return int(str(found))


def upgrade(database: Database, target: str = "head") -> None:
    """Run the packaged migration scripts up to `target` in one transaction; a second process waits its turn."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with database.writing(rebuild=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, target)
