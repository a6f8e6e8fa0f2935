"""Later statements joined to earlier items, with reasons."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from servanda.linking.candidates import Ask, Index, asks
from servanda.linking.compare import compare, reasons
from servanda.linking.frames import Frame, keys_of, later_frames, when_of
from servanda.linking.rarity import Rarity, rarity
from servanda.linking.relation import relate
from servanda.model import Document, Item, Link, Relation, Statement, link_key

_MOST_A_DOCUMENT = 2
_FAR_BELOW = 0.4
_ORDER: Mapping[Relation, int] = {"fulfils": 0, "contradicts": 1, "supersedes": 2, "advances": 3, "restates": 4}


class Found(NamedTuple):
    """What a later statement is to one ask, with its score and the reasons."""

    relation: Relation
    score: float
    reasons: tuple[str, ...]


def link(
    items: Sequence[Item],
    earlier: Mapping[str, Document],
    statements: Mapping[str, Statement] | Iterable[Statement],
    documents: Mapping[str, Document],
    words: Rarity | None = None,
) -> tuple[Link, ...]:
    """Return how later statements bear on the items, by item and then best first.

    Args:
        items: What is followed; items of undated documents take no part.
        earlier: The items' documents by id.
        statements: The statements, by id or in a row: those of the items and those that may be evidence.
        documents: The documents of the evidence by id.
        words: How telling each word is; by default counted over `statements`. Pass the same to link in parts.
    """
    if not isinstance(statements, Mapping):
        statements = {row.id: row for row in statements}
    words = words or rarity(statements)
    days = {key: document.published for key, document in earlier.items() if document.published}
    index = Index(asks(items, statements, days), words)
    found: dict[str, dict[str, dict[int, Found]]] = defaultdict(lambda: defaultdict(dict))
    first = min(days.values(), default=date.max)
    for statement in statements.values():
        document = documents.get(statement.document)
        if document is None or document.published is None or document.published <= first:
            continue
        if not _bearers(statement, index):
            continue
        day = when_of(statement, document) or document.published
        for frame in later_frames(statement):
            for ask in index.near(frame, day):
                _judge(ask, frame, document, day, words, found)
    order = {item.id: place for place, item in enumerate(items)}
    links = [_link(item, key, rows) for item, later in found.items() for key, rows in later.items()]
    kept = _bounded(links, statements)
    return tuple(sorted(kept, key=lambda row: (order[row.item], _ORDER[row.relation], -row.score, row.id)))


def _bearers(statement: Statement, index: Index) -> bool:
    """Tell whether anybody named as acting in the statement bears an item: the cheap test that most statements fail."""
    named = (*statement.actors, *((statement.speaker,) if statement.speaker else ()))
    urged = statement.urged.actors if statement.urged else ()
    return not index.bearers.isdisjoint(keys_of((*named, *urged)))


def _judge(
    ask: Ask,
    frame: Frame,
    document: Document,
    day: date,
    words: Rarity,
    found: dict[str, dict[str, dict[int, Found]]],
) -> None:
    """Keep the best relation of this later frame to this ask, where there is one."""
    if document.id == ask.item.document or document.published is None or document.published <= ask.day:
        return
    match = compare(ask.frame, frame, words)
    decided = relate(ask.item.force, ask.frame, frame, match) if match else None
    if match is None or decided is None:
        return
    relation, reason = decided
    level = "" if ask.frame.level == "outer" else "answered where the urged one acts"
    held = found[ask.item.id][frame.statement.id].get(ask.index)
    if held is None or (-match.likely, _ORDER[relation]) < (-held.score, _ORDER[held.relation]):
        later = f"later: {day.isoformat()} after {ask.day.isoformat()}"
        why = (*reasons(ask.frame, frame, match), *((level,) if level else ()), reason, later)
        found[ask.item.id][frame.statement.id][ask.index] = Found(relation, match.likely, why)


def _link(item: str, key: str, rows: Mapping[int, Found]) -> Link:
    """Make one link of what a statement says to the asks of an item; the best of them decides, and names its asks."""
    best = min(rows.values(), key=lambda row: (_ORDER[row.relation], -row.score))
    covered = tuple(sorted(index for index, row in rows.items() if row.relation == best.relation))
    return Link(
        id=link_key(item, key),
        item=item,
        statement=key,
        relation=best.relation,
        score=best.score,
        reasons=best.reasons,
        asks=covered,
    )


def _bounded(links: Iterable[Link], statements: Mapping[str, Statement]) -> Iterable[Link]:
    """Keep the best links of each item, document and ask: lists stay short, and later documents change nothing.

    Of one sentence only the best is kept; what scores far below the best of its document is left out.
    """
    groups: dict[tuple[str, str, tuple[int, ...]], list[Link]] = defaultdict(list)
    for row in links:
        groups[row.item, statements[row.statement].document, row.asks].append(row)
    for rows in groups.values():
        rows.sort(key=lambda row: (-row.score, row.id))
        said: set[int] = set()
        for row in rows:
            sentence = statements[row.statement].sentence.start
            if len(said) == _MOST_A_DOCUMENT or row.score < _FAR_BELOW * rows[0].score:
                break
            if sentence not in said:
                said.add(sentence)
                yield row
