"""Documents, statements, items, links, reviews and runs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
LIVE = sa.text("retired IS NULL")
KEPT = sa.text("retracted IS NULL")


def upgrade() -> None:
    """Make the tables of the first schema in an empty database."""
    _runs()
    _documents()
    _statements()
    _actors()
    _items()
    _links()
    _reviews()


def _columns(names: str, *, null: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=null) for name in names.split()]


def _numbers(names: str, *, null: bool = False) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=null) for name in names.split()]


def _keys(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=f"pk_{table}"),
        sa.UniqueConstraint("id", name=f"uq_{table}_id"),
    ]


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}")


def _runs() -> None:
    op.create_table(
        "runs",
        *_columns("id coder version codebook config started"),
        *_columns("finished", null=True),
        *_numbers("documents sentences statements failed"),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )


def _documents() -> None:
    op.create_table(
        "documents",
        *_keys("documents"),
        *_columns("name source"),
        *_columns("title publisher authors published url language", null=True),
        *_columns("kind media_type sha256 metadata_hash config run"),
        *_columns("retired", null=True),
        *_columns("body blocks nontext"),
        *_columns("nulls", null=True),
        *_columns("text"),
        _refers("documents", "run", "runs"),
        _refers("documents", "retired", "runs"),
    )
    op.create_index("ix_documents_name", "documents", ["name"])
    op.create_index("ix_documents_published", "documents", ["published"])
    op.create_index(
        "uq_documents_live_source", "documents", ["source"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )


def _statements() -> None:
    op.create_table(
        "statements",
        *_keys("statements"),
        *_columns("document document_name"),
        *_columns("published", null=True),
        *_columns("force"),
        sa.Column("core", sa.Boolean(), nullable=False),
        *_columns("polarity evidence"),
        *_numbers("evidence_start evidence_end"),
        *_columns("sentence trigger"),
        *_columns("cue speaker actors recipients event act", null=True),
        *_numbers("quad strength", null=True),
        *_columns("mode contexts topics aux"),
        *_columns("when_start when_end deadline_start deadline_end condition amount place item", null=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        *_columns("rule"),
        *_columns("retired", null=True),
        *_columns("body"),
        _refers("statements", "document", "documents"),
        _refers("statements", "retired", "runs"),
    )
    op.create_index("ix_statements_document", "statements", ["document", "evidence_start"])
    op.create_index("ix_statements_force", "statements", ["force", "published"])
    op.create_index("ix_statements_event", "statements", ["event", "published"])
    op.create_index("ix_statements_live", "statements", ["published"], sqlite_where=LIVE, postgresql_where=LIVE)


def _actors() -> None:
    op.create_table(
        "statement_actors",
        *_columns("statement role"),
        *_numbers("position"),
        *_columns("name"),
        *_columns("country actor_id sector collective", null=True),
        sa.PrimaryKeyConstraint("statement", "role", "position", name="pk_statement_actors"),
        _refers("statement_actors", "statement", "statements"),
    )
    for name in ("country", "actor_id", "collective"):
        op.create_index(f"ix_statement_actors_{name}", "statement_actors", [name, "role"])
    op.create_table(
        "collectives",
        *_columns("id member"),
        sa.PrimaryKeyConstraint("id", "member", name="pk_collectives"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_collectives_member", "collectives", ["member"])


def _items() -> None:
    op.create_table(
        "items",
        *_keys("items"),
        *_columns("document document_name number title"),
        *_columns("parent", null=True),
        *_columns("force bearers asks"),
        *_columns("retired", null=True),
        *_columns("body"),
        _refers("items", "document", "documents"),
        _refers("items", "retired", "runs"),
    )
    op.create_index("ix_items_document", "items", ["document"])
    op.create_table(
        "item_statements",
        *_columns("item"),
        *_numbers("position"),
        *_columns("statement"),
        sa.PrimaryKeyConstraint("item", "position", name="pk_item_statements"),
        _refers("item_statements", "item", "items"),
        _refers("item_statements", "statement", "statements"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_item_statements_statement", "item_statements", ["statement"])


def _links() -> None:
    op.create_table(
        "links",
        *_keys("links"),
        *_columns("item statement relation"),
        sa.Column("score", sa.Double(), nullable=False),
        *_columns("reasons"),
        *_columns("retired", null=True),
        *_columns("body"),
        _refers("links", "item", "items"),
        _refers("links", "statement", "statements"),
    )
    op.create_index("ix_links_item", "links", ["item"])
    op.create_index("ix_links_statement", "links", ["statement"])


def _reviews() -> None:
    op.create_table(
        "reviews",
        *_keys("reviews"),
        *_columns("subject_kind subject judgement reviewer at note"),
        *_columns("retracted retracted_by replaced_by", null=True),
        *_columns("body"),
    )
    op.create_index("ix_reviews_subject", "reviews", ["subject"])
    op.create_index(
        "uq_reviews_live",
        "reviews",
        ["subject_kind", "subject", "reviewer"],
        unique=True,
        sqlite_where=KEPT,
        postgresql_where=KEPT,
    )
