"""What alembic runs for each migration: the scripts, on the connection that the ledger opened."""

from typing import Any

from alembic import context

from servanda.ledger.tables import VERSION_TABLE, metadata


def include_object(thing: Any, name: str | None, kind: str, *_: Any) -> bool:
    """Leave the full-text tables and columns to their own migration."""
    return "_fts" not in (name or "") and not (kind == "table" and name == VERSION_TABLE)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
    include_object=include_object,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
