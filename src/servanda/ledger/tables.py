"""The ledger's tables, the same on SQLite and PostgreSQL.

Times and dates are ISO text and lists are JSON text, so that any tool can read them. A `body` holds the whole
value as JSON; the columns beside it are for people and for queries. `retired` names the run that retired a row;
null means live. `seq` is what the full-text index refers to. Every change here needs a step in `migrations`.
"""

from sqlalchemy import Boolean, Column, Double, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, text

SCHEMA_VERSION = 8
VERSION_TABLE = "ledger_version"
LIVE = text("retired IS NULL")
NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
}
metadata = MetaData(naming_convention=NAMES)


def _seq() -> Column[int]:
    return Column("seq", Integer, primary_key=True)


def _id() -> Column[str]:
    return Column("id", Text, unique=True, nullable=False)


def _text(name: str, *, null: bool = False, to: str | None = None) -> Column[str]:
    return Column(name, Text, *([ForeignKey(to)] if to else []), nullable=null)


def _whole(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=null)


runs = Table(
    "runs",
    metadata,
    Column("id", Text, primary_key=True),
    *(_text(name) for name in ("coder", "version", "codebook", "config", "started")),
    _text("finished", null=True),
    *(_whole(name) for name in ("documents", "sentences", "statements", "failed")),
)

documents = Table(
    "documents",
    metadata,
    _seq(),
    _id(),
    _text("name"),
    _text("source"),
    *(_text(name, null=True) for name in ("title", "publisher", "authors", "published", "url", "language")),
    *(_text(name) for name in ("kind", "media_type", "sha256", "metadata_hash", "config")),
    _text("run", to="runs.id"),
    _text("retired", null=True, to="runs.id"),
    *(_text(name) for name in ("body", "blocks", "nontext")),
    _text("nulls", null=True),
    _text("text"),
)
Index("ix_documents_name", documents.c.name)
Index("ix_documents_published", documents.c.published)
Index("uq_documents_live_source", documents.c.source, unique=True, sqlite_where=LIVE, postgresql_where=LIVE)

statements = Table(
    "statements",
    metadata,
    _seq(),
    _id(),
    _text("document", to="documents.id"),
    _text("document_name"),
    _text("published", null=True),
    _text("force"),
    Column("core", Boolean, nullable=False),
    _text("polarity"),
    _text("evidence"),
    _whole("evidence_start"),
    _whole("evidence_end"),
    _text("sentence"),
    _text("trigger"),
    *(_text(name, null=True) for name in ("cue", "speaker", "actors", "recipients", "event", "act")),
    *(_whole(name, null=True) for name in ("quad", "strength")),
    *(_text(name) for name in ("mode", "contexts", "topics", "aux")),
    *(_text(name, null=True) for name in ("when_start", "when_end", "deadline_start", "deadline_end")),
    *(_text(name, null=True) for name in ("condition", "amount", "place", "item")),
    Column("confidence", Double, nullable=False),
    _text("rule"),
    _text("retired", null=True, to="runs.id"),
    _text("body"),
)
Index("ix_statements_document", statements.c.document, statements.c.evidence_start)
# The order of lists, with what filters ask for, so that the first of a long list are found without sorting it all.
# Undated ones come first: on SQLite by themselves, on PostgreSQL where the index says so. `info` is for alembic.
_listed = [statements.c[_name] for _name in ("document", "evidence_start", "id", "force", "event")]
_seq_, _force, _event = (statements.c[_name] for _name in ("seq", "force", "event"))
for _dialect, _name, _first in (
    ("sqlite", "", statements.c.published),
    ("postgresql", "_first", statements.c.published.nulls_first()),
):
    for _index, _columns in (
        ("ix_statements_live" if _dialect == "sqlite" else "ix_statements_listed", (_first, *_listed)),
        (f"ix_statements_force{_name}", (_force, _first, _seq_)),
        (f"ix_statements_event{_name}", (_event, _first, _seq_, _force)),
    ):
        Index(_index, *_columns, sqlite_where=LIVE, postgresql_where=LIVE, info={"dialect": _dialect}).ddl_if(
            dialect=_dialect
        )

statement_actors = Table(
    "statement_actors",
    metadata,
    Column("statement", Text, ForeignKey("statements.id"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("name"),
    *(_text(name, null=True) for name in ("country", "actor_id", "sector", "collective")),
)
collectives = Table(
    "collectives",
    metadata,
    Column("id", Text, primary_key=True),
    Column("member", Text, primary_key=True),
    sqlite_with_rowid=False,
)

items = Table(
    "items",
    metadata,
    _seq(),
    _id(),
    _text("document", to="documents.id"),
    _text("document_name"),
    _text("number"),
    _text("title"),
    _text("parent", null=True),
    _text("force"),
    _text("bearers"),
    _text("asks"),
    _text("retired", null=True, to="runs.id"),
    _text("body"),
)
Index("ix_items_document", items.c.document)

item_statements = Table(
    "item_statements",
    metadata,
    Column("item", Text, ForeignKey("items.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("statement", to="statements.id"),
    sqlite_with_rowid=False,
)
Index("ix_item_statements_statement", item_statements.c.statement)

links = Table(
    "links",
    metadata,
    _seq(),
    _id(),
    _text("item", to="items.id"),
    _text("statement", to="statements.id"),
    _text("relation"),
    Column("score", Double, nullable=False),
    _text("reasons"),
    _text("retired", null=True),
    _text("body"),
)
Index("ix_links_item", links.c.item)
Index("ix_links_statement", links.c.statement)

KEPT = text("retracted IS NULL")
reviews = Table(
    "reviews",
    metadata,
    _seq(),
    _id(),
    *(_text(name) for name in ("subject_kind", "subject", "judgement", "reviewer", "at", "note")),
    *(_text(name, null=True) for name in ("retracted", "retracted_by", "replaced_by", "moved_from")),
    _text("body"),
)
Index("ix_reviews_subject", reviews.c.subject)
Index(
    "uq_reviews_live",
    reviews.c.subject_kind,
    reviews.c.subject,
    reviews.c.reviewer,
    unique=True,
    sqlite_where=KEPT,
    postgresql_where=KEPT,
)

watches = Table(
    "watches",
    metadata,
    _seq(),
    *(_text(name) for name in ("name", "question", "asked", "made")),
    *(_text(name, null=True) for name in ("ran", "removed")),
    _text("seen"),
)
GOING = text("removed IS NULL")
Index("uq_watches_live", watches.c.name, unique=True, sqlite_where=GOING, postgresql_where=GOING)

sketches = Table(
    "sketches",
    metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    _text("digest"),
    _text("bins"),
    _text("state"),
)
Index("ix_sketches_digest", sketches.c.digest)

bands = Table(
    "bands",
    metadata,
    Column("band", Text, primary_key=True),
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    sqlite_with_rowid=False,
)

document_pairs = Table(
    "document_pairs",
    metadata,
    Column("one", Text, ForeignKey("documents.id"), primary_key=True),
    Column("other", Text, ForeignKey("documents.id"), primary_key=True),
    Column("score", Double, nullable=False),
    sqlite_with_rowid=False,
)

report_pairs = Table(
    "report_pairs",
    metadata,
    Column("one", Text, ForeignKey("statements.id"), primary_key=True),
    Column("other", Text, ForeignKey("statements.id"), primary_key=True),
    Column("score", Double, nullable=False),
    sqlite_with_rowid=False,
)
# What statements name, for the pages of instruments and topics.
statement_marks = Table(
    "statement_marks",
    metadata,
    Column("statement", Text, ForeignKey("statements.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    _text("name"),
    sqlite_with_rowid=False,
)
# Live statements by whom and what they name, narrow and in order of publication, so that lists and counts of one actor,
# topic or instrument read nothing else. A collective stands under its members too; `own` is 1 for the names that an
# actor counts under: its country, or where it has none its id. An undated statement is published on no day ("").
postings = Table(
    "postings",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("published", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _text("force"),
    _text("event", null=True),
    _whole("quad", null=True),
    _whole("own"),
    sqlite_with_rowid=False,
)
Index("ix_postings_seq", postings.c.seq, postings.c.kind, postings.c.own, postings.c.key)
# The least certain first, for the queue of those who check.
Index("ix_statements_confidence", statements.c.confidence, sqlite_where=LIVE, postgresql_where=LIVE)
Index("ix_statements_item", statements.c.item)
Index("ix_documents_publisher", documents.c.publisher)

# What was computed of each item when the ledger was last tracked or decided on; `body` is the scorecard's line.
outcomes = Table(
    "outcomes",
    metadata,
    Column("item", Text, ForeignKey("items.id"), primary_key=True),
    _text("document", to="documents.id"),
    *(_text(name) for name in ("force", "delivery", "schedule", "official_claim", "as_of", "assigned_by")),
    _text("deadline", null=True),
    Column("top", Boolean, nullable=False),
    _text("published"),
    _text("body"),
)
Index("ix_outcomes_document", outcomes.c.document)
Index("ix_outcomes_delivery", outcomes.c.delivery, outcomes.c.published)
Index("ix_outcomes_schedule", outcomes.c.schedule, outcomes.c.deadline)
Index("ix_outcomes_published", outcomes.c.published, outcomes.c.document)

# What a document must name to be relevant to an item: JSON lists of bearers (or null for anybody) and of subjects.
# So new documents can be counted without reading the old ones again.
searches = Table(
    "searches",
    metadata,
    Column("item", Text, ForeignKey("items.id"), primary_key=True),
    _text("bearers"),
    _text("subjects"),
    sqlite_with_rowid=False,
)

users = Table(
    "users",
    metadata,
    Column("name", Text, primary_key=True),
    *(_text(name) for name in ("role", "password", "created")),
    _text("disabled", null=True),
)
sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    _text("user", to="users.name"),
    *(_text(name) for name in ("created", "expires")),
)
tokens = Table(
    "tokens",
    metadata,
    Column("id", Text, primary_key=True),
    _text("user", to="users.name"),
    *(_text(name) for name in ("label", "created")),
    _text("retired", null=True),
)
audit = Table(
    "audit",
    metadata,
    _seq(),
    *(_text(name) for name in ("at", "user", "action", "subject", "detail")),
)
Index("ix_audit_subject", audit.c.subject)
Index("ix_audit_action", audit.c.action, audit.c.at)
assignments = Table(
    "assignments",
    metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    Column("user", Text, primary_key=True),
    Column("blind", Boolean, nullable=False),
    *(_text(name) for name in ("assigned_by", "at")),
    _text("done", null=True),
)
jobs = Table(
    "jobs",
    metadata,
    _seq(),
    _id(),
    *(_text(name) for name in ("name", "user", "at", "state", "detail")),
    _text("document", null=True),
)

# What the last tracking compared, so that the next one goes on from there: the documents whose statements and items
# have not changed since, what it counted, and what the items mean (a vector by a mark of the words).
tracked = Table(
    "tracked",
    metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    sqlite_with_rowid=False,
)
kept = Table("kept", metadata, Column("name", Text, primary_key=True), _text("body"))
meanings = Table(
    "meanings",
    metadata,
    Column("mark", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
