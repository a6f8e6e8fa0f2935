"""What the web application asks for: outcomes, what statements name, users, assignments, jobs and an audit log."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
LIVE = sa.text("retired IS NULL")
BATCH = 2000


def _text(name: str, *, null: bool = False, to: str | None = None, primary: bool = False) -> sa.Column[str]:
    keys = [sa.ForeignKey(to)] if to else []
    return sa.Column(name, sa.Text(), *keys, nullable=null, primary_key=primary)


def upgrade() -> None:
    """Add the tables and indexes, and note what the statements that are there name."""
    _marks()
    _outcomes()
    _people()
    op.create_index("ix_statements_confidence", "statements", ["confidence"], sqlite_where=LIVE, postgresql_where=LIVE)
    op.create_index("ix_statements_item", "statements", ["item"])
    op.create_index("ix_documents_publisher", "documents", ["publisher"])


def _marks() -> None:
    marks = op.create_table(
        "statement_marks",
        _text("statement", to="statements.id", primary=True),
        _text("kind", primary=True),
        _text("key", primary=True),
        _text("name"),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    for rows in _batches(connection):
        found = [row for id_, body in rows for row in _named(id_, json.loads(body))]
        if found:
            connection.execute(sa.insert(marks), found)
    op.create_index("ix_statement_marks_kind", "statement_marks", ["kind", "key", "statement"])


def _batches(connection: sa.Connection) -> Iterator[list[Any]]:
    last = 0
    query = sa.text("SELECT seq, id, body FROM statements WHERE seq > :last ORDER BY seq LIMIT :most")
    while rows := connection.execute(query, {"last": last, "most": BATCH}).all():
        last = rows[-1].seq
        yield [(row.id, row.body) for row in rows]


def _named(id_: str, body: dict[str, Any]) -> list[dict[str, str]]:
    pairs = {("instrument", one["instrument_id"]): one["name"] for one in body.get("instrument") or ()}
    pairs |= {("topic", topic): topic for topic in body.get("topics") or ()}
    return [
        {"statement": id_, "kind": kind, "key": key.replace("\0", "\ufffd"), "name": name.replace("\0", "\ufffd")}
        for (kind, key), name in pairs.items()
    ]


def _outcomes() -> None:
    op.create_table(
        "outcomes",
        _text("item", to="items.id", primary=True),
        _text("document", to="documents.id"),
        *(_text(name) for name in ("force", "delivery", "schedule", "official_claim", "as_of", "assigned_by")),
        _text("deadline", null=True),
        sa.Column("top", sa.Boolean(), nullable=False),
        _text("published"),
        _text("body"),
    )
    op.create_index("ix_outcomes_document", "outcomes", ["document"])
    op.create_index("ix_outcomes_delivery", "outcomes", ["delivery", "published"])
    op.create_index("ix_outcomes_schedule", "outcomes", ["schedule", "deadline"])
    op.create_index("ix_outcomes_published", "outcomes", ["published", "document"])


def _people() -> None:
    op.create_table(
        "users",
        _text("name", primary=True),
        *(_text(name) for name in ("role", "password", "created")),
        _text("disabled", null=True),
    )
    op.create_table(
        "sessions",
        _text("id", primary=True),
        _text("user", to="users.name"),
        *(_text(name) for name in ("created", "expires")),
    )
    op.create_table(
        "tokens",
        _text("id", primary=True),
        _text("user", to="users.name"),
        *(_text(name) for name in ("label", "created")),
        _text("retired", null=True),
    )
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), primary_key=True),
        *(_text(name) for name in ("at", "user", "action", "subject", "detail")),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])
    op.create_index("ix_audit_action", "audit", ["action", "at"])
    op.create_table(
        "assignments",
        _text("document", to="documents.id", primary=True),
        _text("user", primary=True),
        sa.Column("blind", sa.Boolean(), nullable=False),
        *(_text(name) for name in ("assigned_by", "at")),
        _text("done", null=True),
    )
    op.create_table(
        "jobs",
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        *(_text(name) for name in ("name", "user", "at", "state", "detail")),
        _text("document", null=True),
    )
