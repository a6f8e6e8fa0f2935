"""Questions that are kept, to be asked again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
GOING = sa.text("removed IS NULL")


def upgrade() -> None:
    """Add the table of watch lists."""
    op.create_table(
        "watches",
        sa.Column("seq", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "question", "asked", "made")),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("ran", "removed")),
        sa.Column("seen", sa.Text(), nullable=False),
    )
    op.create_index("uq_watches_live", "watches", ["name"], unique=True, sqlite_where=GOING, postgresql_where=GOING)
