"""Sketches of texts, and which documents and reports are the same thing twice."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "sketches",
        sa.Column("document", sa.Text(), sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("bins", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
    )
    op.create_index("ix_sketches_digest", "sketches", ["digest"])
    op.create_table(
        "bands",
        sa.Column("band", sa.Text(), primary_key=True),
        sa.Column("document", sa.Text(), sa.ForeignKey("documents.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    for name, of in (("document_pairs", "documents.id"), ("report_pairs", "statements.id")):
        op.create_table(
            name,
            sa.Column("one", sa.Text(), sa.ForeignKey(of), primary_key=True),
            sa.Column("other", sa.Text(), sa.ForeignKey(of), primary_key=True),
            sa.Column("score", sa.Double(), nullable=False),
            sqlite_with_rowid=False,
        )
