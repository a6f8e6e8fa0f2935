"""A ledger of each kind for each test: an SQLite file, and a schema of a throw-away PostgreSQL database."""

import shutil
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from sqlalchemy import text

from servanda.ledger import Ledger
from servanda.ledger.db import connect
from servanda.ledger.tables import metadata

SERVER = "host=127.0.0.1 port=5432 user=postgres connect_timeout=2"
ADDRESS = "postgresql://postgres@127.0.0.1:5432"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str | None]:
    """The name of a database that is there for this run only, or None where no server answers."""
    try:
        import psycopg
    except ImportError:
        yield None
        return
    try:
        connection = psycopg.connect(f"{SERVER} dbname=test", autocommit=True)
    except psycopg.OperationalError:
        yield None
        return
    name = f"servanda_{uuid4().hex[:12]}"
    with connection:
        connection.execute(f"CREATE DATABASE {name}")
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit TO off")
        try:
            yield name
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def new_url(postgres: str | None, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Where to make a ledger that no other test knows, of the kind that is named."""

    def address(kind: str) -> str:
        name = f"s{uuid4().hex[:12]}"
        if kind == "sqlite":
            return str(tmp_path_factory.mktemp(name) / "ledger.db")
        if postgres is None:
            pytest.skip("no PostgreSQL answers at 127.0.0.1:5432, or psycopg is not installed")
        import psycopg

        with psycopg.connect(f"{SERVER} dbname={postgres}", autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{ADDRESS}/{postgres}?options=-csearch_path%3D{name}"

    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, new_url: Callable[[str], str]) -> str:
    return new_url(request.param)


@pytest.fixture(scope="session")
def made_url(new_url: Callable[[str], str]) -> Callable[[str], str]:
    """As `new_url`, with an empty ledger there already: a copy on SQLite, the same one swept clean on PostgreSQL."""
    models: dict[str, str] = {}

    def address(kind: str) -> str:
        if kind not in models:
            models[kind] = new_url(kind)
            Ledger.open(models[kind]).close()
        if kind == "sqlite":
            return shutil.copy(models[kind], new_url(kind))
        tables = ", ".join(metadata.tables)
        with connect(models[kind], create=False).writing() as connection:
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
        return models[kind]

    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest, made_url: Callable[[str], str]) -> str:
    return made_url(request.param)


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    with Ledger.open(ledger_url) as opened:
        yield opened


@pytest.fixture
def reopen(ledger_url: str) -> Callable[[], Ledger]:
    return lambda: Ledger.open(ledger_url, create=False)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_ledger(request: pytest.FixtureRequest, new_url: Callable[[str], str]) -> Iterator[Ledger]:
    """A ledger that a module fills once and then only reads."""
    with Ledger.open(new_url(request.param)) as opened:
        yield opened
