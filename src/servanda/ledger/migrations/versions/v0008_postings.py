"""Statements by whom and what they name, for lists of one actor or topic; what documents are searched for by item."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
GONE = (
    ("ix_statement_actors_country", "statement_actors"),
    ("ix_statement_actors_actor_id", "statement_actors"),
    ("ix_statement_actors_collective", "statement_actors"),
    ("ix_collectives_member", "collectives"),
    ("ix_statement_marks_kind", "statement_marks"),
)
SHOWN = "coalesce(s.published, '') AS published, s.seq AS seq, s.force AS force, s.event AS event, s.quad AS quad"
ACTORS = "FROM statement_actors a JOIN statements s ON s.id = a.statement"
NAMED = "s.retired IS NULL AND a.role IN ('actor', 'recipient')"
FILL = f"""
INSERT INTO postings (kind, key, published, seq, force, event, quad, own)
SELECT kind, key, published, seq, force, event, quad, max(own) FROM (
  SELECT a.role AS kind, a.country AS key, {SHOWN}, 1 AS own {ACTORS} WHERE {NAMED} AND a.country IS NOT NULL
  UNION ALL
  SELECT a.role, a.actor_id, {SHOWN}, CASE WHEN a.country IS NULL THEN 1 ELSE 0 END
  {ACTORS} WHERE {NAMED} AND a.actor_id IS NOT NULL
  UNION ALL
  SELECT a.role, c.member, {SHOWN}, 0 {ACTORS} JOIN collectives c ON c.id = a.collective WHERE {NAMED}
  UNION ALL
  SELECT m.kind, m.key, {SHOWN}, 1
  FROM statement_marks m JOIN statements s ON s.id = m.statement WHERE s.retired IS NULL
) AS every
GROUP BY kind, key, published, seq, force, event, quad
"""  # noqa: S608 - nothing in it comes from outside


def upgrade() -> None:
    """Add the table, fill it from what is there, and drop the indexes that it replaces."""
    op.create_table(
        "postings",
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("published", sa.Text(), primary_key=True),
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("force", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("quad", sa.Integer(), nullable=True),
        sa.Column("own", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute(FILL)
    op.create_index("ix_postings_seq", "postings", ["seq", "kind", "own", "key"])
    for name, table in GONE:
        op.drop_index(name, table)
    _listed()
    op.create_table(
        "searches",
        sa.Column("item", sa.Text(), sa.ForeignKey("items.id"), primary_key=True),
        sa.Column("bearers", sa.Text(), nullable=False),
        sa.Column("subjects", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )


def _listed() -> None:
    """Make the indexes of forces and events fit the order in which live statements are listed."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    first = "published NULLS FIRST" if postgresql else "published"
    for name, more in (("force", ""), ("event", ", force")):
        op.drop_index(f"ix_statements_{name}", "statements")
        made = f"ix_statements_{name}_first" if postgresql else f"ix_statements_{name}"
        op.execute(f"CREATE INDEX {made} ON statements ({name}, {first}, seq{more}) WHERE retired IS NULL")
