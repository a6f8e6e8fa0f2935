"""One commitment through successive documents: in which words it comes back, and where it does not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from servanda.linking.alike import Alike, Said, enough, strength
from servanda.linking.fields import subjects
from servanda.linking.frames import keys
from servanda.model import Actor, Document, Item, Statement
from servanda.views.comparison import changed, quoted

_SERIES = 3
_JOINT = frozenset(("joint_statement", "communique"))


@dataclass(frozen=True, slots=True)
class Step:
    """What one document says of a commitment: how it changed since it was last said, or that it is not said.

    `change` is `first`, one of the changes of a comparison, or `not said`; `mentions` counts the statements of the
    document that name what the commitment is about.
    """

    item: Item
    document: str
    document_name: str
    date: date
    change: str
    statement: Statement | None
    likeness: float | None
    strength: int | None
    details: tuple[str, ...]
    mentions: int

    def json(self) -> dict[str, Any]:
        """Return the step as plain values."""
        return {
            "item": self.item.id,
            "number": self.item.number,
            "title": self.item.title,
            "document": self.document,
            "document_name": self.document_name,
            "date": self.date.isoformat(),
            "change": self.change,
            "words": quoted(self.statement),
            "force": self.statement.force if self.statement else None,
            "strength": self.strength,
            "likeness": self.likeness,
            "details": list(self.details),
            "mentions": self.mentions,
        }


def drift(
    items: Sequence[Item], earlier: Iterable[Statement], later: Iterable[Statement], documents: Mapping[str, Document]
) -> list[Step]:
    """Follow each item through later documents, in the order of the items and then of publication.

    A document of the same series (same bearer in at least three commitments, same kind) that does not say it again is a
    step too, `not said`; documents outside the series are steps only where they say it.

    Args:
        items: What is followed; undated ones are left out.
        earlier: The statements that the items are made of.
        later: The statements in which they may come back; those of the items' own documents are ignored.
        documents: The documents of both, by id.
    """
    own = {row.id: row for row in earlier}
    wanted = {item.statements[0] for item in items} & own.keys()
    pool = Alike([own[key] for key in sorted(wanted)] + [row for row in later if row.id not in wanted])
    by_document: dict[str, list[Said]] = defaultdict(list)
    for said in pool.said:
        if said.statement.id not in wanted:
            by_document[said.statement.document].append(said)
    steps: list[Step] = []
    for item in items:
        first = pool.of(item.statements[0])
        start = documents.get(item.document)
        if first is not None and start is not None and start.published is not None:
            steps += _followed(item, first, start, pool, by_document, documents)
    return steps


def _followed(
    item: Item,
    first: Said,
    start: Document,
    pool: Alike,
    by_document: Mapping[str, Sequence[Said]],
    documents: Mapping[str, Document],
) -> list[Step]:
    day = start.published
    assert day is not None  # noqa: S101 (the caller has looked)
    after = [documents[key] for key in by_document if key in documents]
    ordered = sorted((row for row in after if row.published and row.published > day), key=_order)
    steps = [_step(item, start, day, "first", first, None, (), 0)]
    last, things = first, set(subjects(first.frame))
    matches = _by_document(pool.near(first))
    for document in ordered:
        assert document.published is not None  # noqa: S101 (filtered above)
        found = [*matches.get(document.id, ()), *(pool.near(last, document.id) if last is not first else ())]
        mentions = sum(bool(things & set(subjects(said.frame))) for said in by_document[document.id])
        best = max(found, key=lambda row: (row[0], row[1].statement.id), default=None)
        if best is not None and best[0] >= enough(last, best[1]):
            row = changed(last, best[1], best[0])
            steps.append(_step(item, document, document.published, row.change, best[1], best[0], row.details, mentions))
            last = best[1] if best[1].family == first.family else last
        elif _same_series(first, start, document, by_document[document.id]):
            steps.append(_step(item, document, document.published, "not said", None, None, (), mentions))
    return steps


def _step(
    item: Item,
    document: Document,
    day: date,
    change: str,
    said: Said | None,
    likeness: float | None,
    details: tuple[str, ...],
    mentions: int,
) -> Step:
    row = said.statement if said else None
    force = strength(row) if row else None
    return Step(item, document.id, document.name, day, change, row, likeness, force, details, mentions)


def _by_document(found: Iterable[tuple[float, Said]]) -> dict[str, list[tuple[float, Said]]]:
    rows: dict[str, list[tuple[float, Said]]] = defaultdict(list)
    for score, said in found:
        rows[said.statement.document].append((score, said))
    return rows


def _same_series(first: Said, start: Document, document: Document, said: Sequence[Said]) -> bool:
    """Tell whether a document is one of those in which its bearers speak as they do in the item's document."""
    if document.kind != start.kind and not {document.kind, start.kind} <= _JOINT:
        return False
    wanted = first.frame.keys
    return sum(row.family == "commitment" and row.frame.keys == wanted for row in said) >= _SERIES


def _order(document: Document) -> tuple[date, str]:
    return document.published or date.max, document.id


def bearers_to_ask(items: Sequence[Item]) -> list[str]:
    """Return by which actors the later statements of some items are found: their most frequent bearers, as codes."""
    counted = Counter(code for item in items for actor in item.bearers for code in _codes(actor))
    return [code for code, _ in counted.most_common()]


def _codes(actor: Actor) -> list[str]:
    if actor.members and actor.actor_id:
        return [actor.actor_id]
    return sorted(key for key in keys(actor) if not key.startswith("name:"))
