"""Full-text search over the evidence of statements and the text of documents."""

from alembic import op

revision = "0002"
down_revision = "0001"
INDEXED = {"statements": ("evidence",), "documents": ("title", "text")}
# A tsvector holds at most 1 MiB; so many code points fit whatever they are.
TSVECTOR_LIMIT = 200_000


def upgrade() -> None:
    """Add the index that the database offers, over what is there already."""
    make = _sqlite if op.get_bind().dialect.name == "sqlite" else _postgresql
    for table, columns in INDEXED.items():
        make(table, columns)


def _sqlite(table: str, columns: tuple[str, ...]) -> None:
    index = f"{table}_fts"
    names = ", ".join(columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    remove = f"INSERT INTO {index}({index}, rowid, {names}) VALUES ('delete', old.seq, {old});"  # noqa: S608
    add = f"INSERT INTO {index}(rowid, {names}) VALUES (new.seq, {new});"  # noqa: S608
    op.execute(
        f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='{table}', content_rowid='seq', "
        "tokenize='porter unicode61')"
    )
    op.execute(f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {add} END")
    op.execute(f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN {remove} END")
    op.execute(f"CREATE TRIGGER {index}_update AFTER UPDATE OF {names} ON {table} BEGIN {remove} {add} END")
    op.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")  # noqa: S608


def _postgresql(table: str, columns: tuple[str, ...]) -> None:
    words = " || ' ' || ".join(f"coalesce({column}, '')" for column in columns)
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN words_fts tsvector "
        f"GENERATED ALWAYS AS (to_tsvector('english', left({words}, {TSVECTOR_LIMIT}))) STORED"
    )
    op.execute(f"CREATE INDEX ix_{table}_fts ON {table} USING gin (words_fts)")
