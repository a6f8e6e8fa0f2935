"""Opening: new, older, newer, foreign, damaged and unreachable ledgers."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from ledger_values import coded, document, item, run
from sqlalchemy import text

from servanda.ledger import Ledger, LedgerError
from servanda.ledger.db import connect
from servanda.ledger.migrate import SCRIPTS, upgrade
from servanda.ledger.migrations.versions import v0001_tables
from servanda.ledger.tables import SCHEMA_VERSION, VERSION_TABLE, metadata


def of_schema_one(url: str) -> None:
    """Make a ledger as the first schema had it, with one document in it."""
    database = connect(url, create=True)
    upgrade(database, "0001")
    with Ledger(database) as old, patch("servanda.ledger.write._post"), patch("servanda.ledger.write.unpost"):
        doc = document()
        old.store(doc, coded(doc), [item(doc, coded(doc)[1])], run())


def test_a_new_ledger_has_the_present_schema(url: str) -> None:
    with Ledger.open(url) as ledger:
        assert ledger.schema_version == SCHEMA_VERSION
    with Ledger.open(url, create=False) as ledger:
        assert ledger.documents() == ()


def test_the_newest_script_is_the_present_schema() -> None:
    assert ScriptDirectory(str(SCRIPTS)).get_current_head() == f"{SCHEMA_VERSION:04}"
    assert v0001_tables.down_revision is None


def test_the_scripts_make_the_tables_of_the_code(url: str) -> None:
    Ledger.open(url).close()
    with connect(url, create=False).engine.connect() as connection:
        dialect = connection.dialect.name

        def compared(thing, name, *_):
            return "_fts" not in (name or "") and thing.info.get("dialect", dialect) == dialect

        options = {"version_table": VERSION_TABLE, "include_object": compared}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_an_older_ledger_is_brought_up_with_all_it_holds(url: str) -> None:
    of_schema_one(url)
    with Ledger.open(url, create=False) as ledger:
        assert ledger.schema_version == SCHEMA_VERSION
        assert ledger.documents()
        assert ledger.statements() == tuple(coded(document()))
        assert len(ledger.search("frigates")) == 1
        assert ledger.store(document(), coded(document()), ledger.items(), run()).outcome == "unchanged"


def test_a_migration_that_fails_leaves_the_older_ledger(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    of_schema_one(url)
    database = connect(url, create=False)
    with monkeypatch.context() as patch:
        patch.setattr("alembic.operations.Operations.execute", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            upgrade(database)
    with Ledger(database) as ledger:
        assert ledger.schema_version == 1
        assert len(ledger.statements()) == 3


def test_a_ledger_of_a_newer_program_is_left_alone(url: str) -> None:
    Ledger.open(url).close()
    with connect(url, create=False).writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0099'"))
    with pytest.raises(LedgerError, match=r"newer Servanda.*schema 99.*upgrade"):
        Ledger.open(url)


def test_another_programs_database_is_left_alone(url: str) -> None:
    with connect(url, create=True).writing() as connection:
        connection.execute(text("CREATE TABLE shopping (thing TEXT)"))
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(url)


def test_connections_are_set_up_to_be_safe(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    Ledger.open(path).close()
    with connect(path, create=False).reading() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "busy_timeout", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "busy_timeout": 5000, "synchronous": 1, "foreign_keys": 1}


def _text_file(path: Path) -> None:
    path.write_text("These are notes, not a ledger.")


def _truncated(path: Path) -> None:
    Ledger.open(path).close()
    path.write_bytes(path.read_bytes()[:5000])


def _scribbled(path: Path) -> None:
    Ledger.open(path).close()
    whole = bytearray(path.read_bytes())
    whole[100:4096] = b"\xff" * 3996
    path.write_bytes(bytes(whole))


def _head_only(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"garbage" * 500)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_text_file, "not a ledger"),
        (_truncated, "damaged"),
        (_scribbled, "damaged"),
        (_head_only, "not a ledger"),
        (Path.mkdir, "is a folder"),
    ],
)
def test_what_cannot_be_a_ledger_is_named_with_the_reason(
    tmp_path: Path, spoil: Callable[[Path], None], reason: str
) -> None:
    path = tmp_path / "ledger.db"
    spoil(path)
    with pytest.raises(LedgerError, match=reason) as caught:
        Ledger.open(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_damage_further_in_is_said_when_it_is_met(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        for number in range(60):
            doc = document(f"talks {number}")
            ledger.store(doc, coded(doc), [], run())
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root, size = (
            raw.execute(query).fetchone()[0]
            for query in ("SELECT rootpage FROM sqlite_master WHERE name = 'statements'", "PRAGMA page_size")
        )
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match="damaged"):
        ledger.statements()


def test_a_missing_ledger_is_not_made_unasked(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no ledger at"):
        Ledger.open(tmp_path / "missing.db", create=False)
    (tmp_path / "empty.db").touch()
    with pytest.raises(LedgerError, match="is empty"):
        Ledger.open(tmp_path / "empty.db", create=False)
    assert not (tmp_path / "missing.db").exists()


def test_a_folder_that_is_missing_or_closed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LedgerError, match="there is no folder"):
        Ledger.open(tmp_path / "no" / "ledger.db")
    monkeypatch.setattr("servanda.ledger.db.os.access", lambda *_, **__: False)
    with pytest.raises(LedgerError, match="may not write"):
        Ledger.open(tmp_path / "ledger.db")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("postgresql://nobody:secret@127.0.0.1:1/none?connect_timeout=2", "No PostgreSQL ledger answers"),
        ("mysql://user@host/base", "not in mysql"),
        ("://", "cannot be read"),
        ("nonsense://x", "not in nonsense"),
    ],
)
def test_an_address_that_does_not_work_is_explained_without_its_password(address: str, reason: str) -> None:
    with pytest.raises(LedgerError, match=reason) as caught:
        Ledger.open(address)
    assert "secret" not in str(caught.value)
