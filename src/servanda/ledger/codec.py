"""Values to rows and back; a value comes back equal to what was given."""

import json
import math
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from servanda.ledger.errors import LedgerError
from servanda.ledger.records import Run
from servanda.model import Actor, Block, Document, Item, Link, Range, Review, Span, Statement, TimeRef, key

Row = dict[str, Any]
BLOCKS = TypeAdapter(tuple[Block, ...])
RANGES = TypeAdapter(tuple[Range, ...])
APART = {"text", "blocks", "nontext"}


def fingerprint(document: Document) -> str:
    """Return a hash of all that was read: text, blocks and metadata; `is_current` compares it."""
    return key("m", document.model_dump_json())


def document_row(document: Document) -> Row:
    """Return the columns of a document, without those that a run gives it."""
    return {
        "id": document.id,
        **{name: _plain(getattr(document, name)) for name in ("name", "source", "title", "publisher", "url")},
        "authors": _list(document.authors),
        "published": _iso(document.published),
        **{name: _plain(getattr(document, name)) for name in ("language", "kind", "media_type", "sha256")},
        "body": document.model_dump_json(exclude=APART),
        "blocks": BLOCKS.dump_json(document.blocks).decode(),
        "nontext": RANGES.dump_json(document.nontext).decode(),
        "nulls": _nulls(document.text),
        "text": _plain(document.text),
    }


def document_head(body: str) -> Document:
    """Return a document without text, blocks and non-text ranges."""
    return Document.model_validate_json('{"text":"",' + body[1:])


def document_value(row: Any) -> Document:
    """Return the whole document of a row with body, blocks, nontext, nulls and text."""
    text = row.text
    if row.nulls:
        letters = list(text)
        for position in json.loads(row.nulls):
            letters[position] = "\0"
        text = "".join(letters)
    parts = {
        "text": text,
        "blocks": BLOCKS.validate_json(row.blocks),
        "nontext": RANGES.validate_json(row.nontext),
    }
    return document_head(row.body).model_copy(update=parts)


def statement_row(statement: Statement, published: date | None) -> Row:
    """Return the columns of a statement in a document published on that day."""
    _finite(statement.id, statement.confidence, *([statement.amount.value] if statement.amount else []))
    same = ("id", "document", "force", "core", "polarity", "event", "act", "quad", "strength", "confidence")
    return {
        **{name: getattr(statement, name) for name in same},
        "document_name": _plain(statement.document_name),
        "published": _iso(published),
        "item": _plain(statement.item),
        "evidence": _words(statement.evidence),
        "evidence_start": statement.evidence.start,
        "evidence_end": statement.evidence.end,
        **{name: _words(getattr(statement, name)) for name in ("sentence", "trigger", "cue", "condition")},
        "speaker": _plain(statement.speaker.name) if statement.speaker else None,
        "actors": _names(statement.actors),
        "recipients": _names(statement.recipients),
        **{name: _list(getattr(statement, name)) for name in ("mode", "contexts", "topics", "aux")},
        **_interval("when", statement.when),
        **_interval("deadline", statement.deadline),
        "amount": _plain(statement.amount.text) if statement.amount else None,
        "place": _plain(statement.place.name) if statement.place else None,
        "rule": _plain(statement.rule),
        "body": statement.model_dump_json(),
    }


def actor_rows(statement: Statement) -> list[Row]:
    """Return a row for each bearer, recipient and speaker of a statement."""
    roles = {
        "actor": statement.actors,
        "recipient": statement.recipients,
        "speaker": (statement.speaker,) if statement.speaker else (),
    }
    return [
        {
            "statement": statement.id,
            "role": role,
            "position": position,
            "name": _plain(actor.name),
            "country": _plain(actor.country),
            "actor_id": _plain(actor.actor_id),
            "sector": _plain(actor.sector),
            "collective": collective_key(actor),
        }
        for role, actors in roles.items()
        for position, actor in enumerate(actors)
    ]


def mark_rows(statement: Statement) -> list[Row]:
    """Return a row for each instrument and topic that a statement names."""
    named = {("instrument", one.instrument_id): one.name for one in statement.instrument}
    named |= {("topic", topic): topic for topic in statement.topics}
    return [
        {"statement": statement.id, "kind": kind, "key": _plain(key), "name": _plain(name)}
        for (kind, key), name in named.items()
    ]


def posted(statement: Statement) -> dict[tuple[str, str], int]:
    """Return under which kinds and keys a statement is looked up, with 1 for the names that an actor counts under."""
    found: dict[tuple[str, str], int] = {}
    for kind, actors in (("actor", statement.actors), ("recipient", statement.recipients)):
        for actor in actors:
            keys = {_plain(member): 0 for member in actor.members or ()}
            keys |= {_plain(actor.actor_id): int(not actor.country), _plain(actor.country): 1}
            for key_, own in keys.items():
                if key_ is not None:
                    found[kind, key_] = max(own, found.get((kind, key_), 0))
    return found | {(row["kind"], row["key"]): 1 for row in mark_rows(statement)}


def collective_key(actor: Actor) -> str | None:
    """Return the key of the set of an actor's members, null for one that has none."""
    return _members_key(actor.members) if actor.members else None


@lru_cache(maxsize=1024)
def _members_key(members: tuple[str, ...]) -> str:
    return key("c", *sorted(set(members)))


def collective_rows(statements: Iterable[Statement]) -> list[Row]:
    """Return each set of members that the statements name, a row a member."""
    found: dict[str, frozenset[str]] = {}
    for statement in statements:
        for actor in (*statement.actors, *statement.recipients, *filter(None, [statement.speaker])):
            if (group := collective_key(actor)) is not None:
                found[group] = frozenset(actor.members or ())
    return [{"id": group, "member": _plain(member)} for group, members in found.items() for member in sorted(members)]


def item_row(item: Item) -> Row:
    """Return the columns of an item."""
    return {
        **{name: getattr(item, name) for name in ("id", "document", "force")},
        **{name: _plain(getattr(item, name)) for name in ("document_name", "number", "title", "parent")},
        "bearers": _names(item.bearers),
        "asks": _list(item.asks),
        "body": item.model_dump_json(),
    }


def link_row(link: Link) -> Row:
    """Return the columns of a link."""
    _finite(link.id, link.score)
    return {
        **{name: getattr(link, name) for name in ("id", "item", "statement", "relation", "score")},
        "reasons": _list(link.reasons),
        "body": link.model_dump_json(),
    }


def review_row(review: Review) -> Row:
    """Return the columns of a review."""
    return {
        **{name: getattr(review, name) for name in ("id", "subject_kind", "subject")},
        "judgement": _plain(review.judgement),
        "reviewer": _plain(review.user),
        "at": instant(review.at),
        "note": _plain(review.note),
        "body": review.model_dump_json(),
    }


def run_row(run: Run) -> Row:
    """Return the columns of a run."""
    return run.model_dump(mode="json")


def instant(time: datetime) -> str:
    """Return a time as ISO text, in UTC where it has a zone, so that text sorts as time does."""
    return (time.astimezone(UTC) if time.tzinfo else time).isoformat(timespec="microseconds")


def _plain(text: str | None) -> str | None:
    """Return text that PostgreSQL can hold too: NUL becomes the replacement mark, so offsets stay."""
    return None if text is None else text.replace("\0", "\ufffd")


def _nulls(text: str) -> str | None:
    return json.dumps([at for at, letter in enumerate(text) if letter == "\0"]) if "\0" in text else None


def _words(span: Span | None) -> str | None:
    return None if span is None else _plain(span.shown)


def _names(actors: Sequence[Actor]) -> str:
    return _list(actor.name for actor in actors)


def _list(values: Iterable[str]) -> str:
    plain = [_plain(value) for value in values]
    return json.dumps(plain, ensure_ascii=False) if plain else "[]"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _interval(name: str, time: TimeRef | None) -> Row:
    return {
        f"{name}_start": _iso(time.start) if time else None,
        f"{name}_end": _iso(time.end) if time else None,
    }


def _finite(owner: str, *numbers: float) -> None:
    if not all(math.isfinite(number) for number in numbers):
        raise LedgerError(f"{owner} has a number that is not finite and cannot be stored: correct what coded it.")
