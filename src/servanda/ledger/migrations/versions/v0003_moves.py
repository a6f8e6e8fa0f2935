"""Decisions that moved with their words, and indexes that answer for the first of a long list."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
LIVE = sa.text("retired IS NULL")
LISTED = ["document", "evidence_start", "id", "force", "event"]


def upgrade() -> None:
    """Add where a decision came from; rebuild the indexes by actor and by date."""
    op.add_column("reviews", sa.Column("moved_from", sa.Text(), nullable=True))
    for name in ("country", "actor_id", "collective"):
        op.drop_index(f"ix_statement_actors_{name}", "statement_actors")
        op.create_index(f"ix_statement_actors_{name}", "statement_actors", [name, "role", "statement"])
    op.drop_index("ix_statements_live", "statements")
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("ix_statements_live", "statements", ["published", *LISTED], sqlite_where=LIVE)
    else:
        first = sa.text("published NULLS FIRST")
        op.create_index("ix_statements_listed", "statements", [first, *LISTED], postgresql_where=LIVE)
