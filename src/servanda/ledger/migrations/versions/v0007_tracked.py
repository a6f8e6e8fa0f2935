"""What the last tracking compared, so that the next one goes on from there."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables of what was compared; an older ledger is compared anew once."""
    op.create_table(
        "tracked",
        sa.Column("document", sa.Text(), sa.ForeignKey("documents.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kept", sa.Column("name", sa.Text(), primary_key=True), sa.Column("body", sa.Text(), nullable=False)
    )
    op.create_table(
        "meanings",
        sa.Column("mark", sa.Text(), primary_key=True),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sqlite_with_rowid=False,
    )
