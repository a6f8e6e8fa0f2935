"""What became of an item on a day: computed from links, children and decisions, never authoritative in itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from servanda.linking.claims import claim, source
from servanda.linking.delivery import RANK, Bearing, delivery
from servanda.linking.frames import item_frames, when_of
from servanda.linking.schedule import deadline, schedule
from servanda.linking.searched import Corpus, named
from servanda.model import (
    DELIVERIES,
    RELATIONS,
    Delivery,
    Document,
    Evidence,
    Item,
    Link,
    Outcome,
    Relation,
    Review,
    Statement,
)

REFUSED = frozenset(("rejected", "refused", "wrong", "unrelated", "none"))
_WEIGHT: Mapping[Relation, int] = {"contradicts": 0, "supersedes": 0, "fulfils": 1, "advances": 2, "restates": 3}


@dataclass(frozen=True, slots=True)
class Known:
    """What outcomes are computed from: statements and documents by id, what was searched, and people's decisions."""

    statements: Mapping[str, Statement]
    documents: Mapping[str, Document]
    corpus: Corpus
    reviews: tuple[Review, ...] = ()

    @classmethod
    def of(
        cls, statements: Mapping[str, Statement], documents: Mapping[str, Document], reviews: Iterable[Review] = ()
    ) -> "Known":
        """Return this knowledge with the corpus of all the documents given."""
        ordered = tuple(sorted(reviews, key=lambda review: (review.at, review.id)))
        return cls(statements, documents, Corpus(documents.values(), statements.values()), ordered)


def outcome(
    item: Item,
    links: Iterable[Link],
    known: Known,
    children: Sequence[tuple[Item, Outcome]] = (),
    as_of: date | None = None,
) -> Outcome:
    """Return the outcome of an item on the day `as_of`, by default the latest publication date among the documents.

    Args:
        item: The item.
        links: Links of this item; others are ignored.
        known: What outcomes are computed from.
        children: The item's children, each with its outcome on the same day.
        as_of: The day; only documents published by then count.

    Raises:
        ValueError: if no day is given and no document is dated.
    """
    day = as_of or known.corpus.until
    if day is None:
        raise ValueError(f"The item {item.id} has no outcome: no document is dated, so give a day with as_of.")
    bearing = _bearing(item, links, known, day)
    own = known.documents.get(item.document)
    searched = known.corpus.searched(item, known.statements, day, own.published if own else None)
    said = [known.statements[key] for key in item.statements if key in known.statements]
    judged, reasons = delivery(item, said, bearing)
    if judged is None:
        judged, reasons = _nothing(item, said, searched.relevant)
    judged, reasons = _with_children(judged, reasons, children)
    decided = _decision(known.reviews, "outcome", item.id, DELIVERIES)
    if decided is not None:
        judged, reasons = cast(Delivery, decided.judgement), (f"decided by {decided.user}", *_noted(decided))
    evidence = _evidence(item, bearing, children)
    done = min((row.date for row in evidence if row.relation == "fulfils"), default=None)
    return Outcome(
        item=item.id,
        delivery=judged,
        schedule=schedule(deadline(said), day, (done or day) if judged == "fulfilled" else None),
        official_claim=claim(_own_sentences(item, bearing)),
        as_of=day,
        searched=searched,
        assigned_by=decided.user if decided else "rule",
        evidence=evidence,
        reasons=reasons,
    )


def _own_sentences(item: Item, bearing: Iterable[Bearing]) -> list[str]:
    """Return the sentences of the bearer's own publications among the evidence, oldest first."""
    rows = sorted(bearing, key=lambda row: (row.day, row.statement.id))
    own = (row for row in rows if source(row.document, item.bearers, row.statement) == "own")
    return [row.statement.sentence.shown for row in own]


def _bearing(item: Item, links: Iterable[Link], known: Known, day: date) -> list[Bearing]:
    """Return the links of the item that count on that day, as people left them, best first."""
    found = []
    for link in links:
        statement = known.statements.get(link.statement) if link.item == item.id else None
        document = known.documents.get(statement.document) if statement else None
        if statement is None or document is None or document.published is None or document.published > day:
            continue
        decided = _decision(known.reviews, "link", link.id, (*RELATIONS, *REFUSED))
        if decided is not None and decided.judgement in REFUSED:
            continue
        if decided is not None:
            link = link.model_copy(update={"relation": decided.judgement, "score": 1.0})
        found.append(Bearing(link, when_of(statement, document) or document.published, statement, document))
    return sorted(found, key=lambda row: (_WEIGHT[row.link.relation], -row.link.score, row.link.id))


def _decision(reviews: Sequence[Review], kind: str, subject: str, judgements: Iterable[str]) -> Review | None:
    """Return the latest decision on the subject that says one of these judgements."""
    said = frozenset(judgements)
    rows = [row for row in reviews if row.subject_kind == kind and row.subject == subject and row.judgement in said]
    return rows[-1] if rows else None


def _noted(review: Review) -> tuple[str, ...]:
    return (review.note,) if review.note else ()


def _nothing(item: Item, said: Sequence[Statement], relevant: int) -> tuple[Delivery, tuple[str, ...]]:
    """Return the outcome of an item on which nothing bears: it cannot be assessed, or there is no evidence."""
    frames = [frame for row in said for frame in item_frames(row, item.bearers)]
    if not any(frame.keys for frame in frames) and not any(named(actor) for actor in item.bearers):
        return "cannot_be_assessed", ("the item names no actor",)
    if not any(frame.units or frame.root or frame.act.family for frame in frames):
        return "cannot_be_assessed", ("the item names no act",)
    if not relevant:
        return "cannot_be_assessed", ("no document that was searched names a bearer and the subject",)
    return "no_evidence", ("nothing that was searched bears on it",)


def _with_children(
    judged: Delivery, reasons: tuple[str, ...], children: Sequence[tuple[Item, Outcome]]
) -> tuple[Delivery, tuple[str, ...]]:
    """Return the best of an item's own delivery and its children's; what contradicts the item itself stands."""
    best = min(children, key=lambda child: RANK[child[1].delivery], default=None)
    if best is None or judged in ("contradicted", "superseded"):
        return judged, reasons
    part, found = best
    if RANK[found.delivery] >= RANK[judged]:
        return judged, reasons
    return found.delivery, (f"by its part {part.number} ({part.title})", *found.reasons)


def _evidence(item: Item, bearing: Sequence[Bearing], children: Sequence[tuple[Item, Outcome]]) -> tuple[Evidence, ...]:
    """Return the evidence best first, of each relation its own before its parts', and last what goes against a part."""
    own = {row.statement.id: _shown(item, row) for row in bearing}
    for part, row in ((part, row) for part, child in children for row in child.evidence):
        held = own.get(row.statement)
        if held is None or _WEIGHT[row.relation] < _WEIGHT[held.relation]:
            own[row.statement] = row.model_copy(update={"reasons": (*row.reasons, f"bears on its part {part.number}")})
    mine = {row.statement.id for row in bearing}

    def place(row: Evidence) -> tuple[bool, int, bool, float, date, str]:
        of_a_part = row.statement not in mine
        weight = _WEIGHT[row.relation]
        return of_a_part and weight == 0, weight, of_a_part, -row.score, row.date, row.statement

    order = sorted(own.values(), key=place)
    return tuple(order)


def _shown(item: Item, row: Bearing) -> Evidence:
    span = row.statement.evidence
    return Evidence(
        document=row.document.id,
        document_name=row.document.name,
        statement=row.statement.id,
        start=span.start,
        end=span.end,
        text=span.text,
        date=row.day,
        relation=row.link.relation,
        source=source(row.document, item.bearers, row.statement),
        score=row.link.score,
        reasons=row.link.reasons,
        clean=span.clean,
    )
