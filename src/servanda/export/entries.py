"""Rows of a scorecard as a page shows them: the item's words on one side, what came of it on the other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from servanda.export.marked import quote_anchor
from servanda.export.parties import Party, named, party
from servanda.export.safe import anchor
from servanda.model import Delivery, Document, Evidence, Item, OfficialClaim, Quote, Schedule, Searched, Statement
from servanda.views.scorecard import MemberRow, ScoreRow


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words with the link to their place, and for evidence how they bear on the item and why."""

    words: str
    place: str
    document: Document
    relation: str = ""
    source: str = ""
    score: float = 0.0
    day: date | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One member's outcome under a collective item."""

    name: str
    delivery: Delivery
    schedule: Schedule
    grade: str
    evidence: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One item with all that the page says of it; `parts` are its elaborations."""

    anchor: str
    item: Item
    document: Document
    bearers: tuple[tuple[str, Party], ...]
    delivery: Delivery
    schedule: Schedule
    claim: OfficialClaim
    deadline: tuple[str, date | None] | None
    grade: str
    searched: Searched
    reasons: tuple[str, ...]
    assigned_by: str
    quotes: tuple[Quoted, ...]
    evidence: tuple[Quoted, ...]
    members: tuple[Member, ...]
    parts: "tuple[Entry, ...]" = ()

    @property
    def measures(self) -> tuple[tuple[str, bool], ...]:
        """The six criteria of measurability, each with whether the item meets it."""
        return tuple(self.item.measurability.model_dump().items())


class Places:
    """Where words stand on the page: links to statements, and the words as people read them."""

    def __init__(self, documents: Mapping[str, Document], statements: Iterable[Statement]) -> None:
        self._documents = documents
        self._statements = {
            (row.document, row.evidence.start, row.evidence.end): anchor("s", row.id) for row in statements
        }

    def quote(self, quote: Quote) -> Quoted:
        """Return the words of a quotation with the link to their place."""
        place = self._statements.get((quote.document, quote.start, quote.end)) or quote_anchor(quote)
        document = self._documents[quote.document]
        return Quoted(document.clean(quote.start, quote.end), place, document, day=document.published)

    def evidence(self, row: Evidence) -> Quoted:
        """Return a piece of evidence with the link to its place."""
        quote = quoted(row)
        place = self._statements.get((row.document, row.start, row.end)) or quote_anchor(quote)
        document = self._documents[row.document]
        words = document.clean(row.start, row.end)
        return Quoted(words, place, document, row.relation, row.source, row.score, row.date, row.reasons)


def quoted(row: Evidence) -> Quote:
    """Return where the words of a piece of evidence stand."""
    return Quote(document=row.document, document_name=row.document_name, start=row.start, end=row.end, text=row.text)


def evidence_of(row: ScoreRow) -> Iterable[Evidence]:
    """Yield all the evidence that a row shows, its members' with it."""
    yield from row.outcome.evidence
    for member in row.members:
        yield from member.outcome.evidence


def entries(
    rows: Sequence[ScoreRow],
    places: Places,
    documents: Mapping[str, Document],
    statements: Mapping[str, Statement],
) -> tuple[Entry, ...]:
    """Return the top rows in order, each with the rows of its elaborations."""
    present = {row.item.id for row in rows}
    parts: dict[str, list[Entry]] = {}
    tops: list[ScoreRow] = []
    for row in rows:
        if row.item.parent in present and row.item.parent is not None:
            parts.setdefault(row.item.parent, []).append(_entry(row, places, documents, statements))
        else:
            tops.append(row)
    return tuple(_entry(row, places, documents, statements, tuple(parts.get(row.item.id, ()))) for row in tops)


def item_anchor(item: Item) -> str:
    """Return the anchor of an item on the page."""
    return anchor("i", item.id)


def _entry(
    row: ScoreRow,
    places: Places,
    documents: Mapping[str, Document],
    statements: Mapping[str, Statement],
    parts: tuple[Entry, ...] = (),
) -> Entry:
    item, found = row.item, row.outcome
    return Entry(
        anchor=item_anchor(item),
        item=item,
        document=documents[item.document],
        bearers=tuple({named((actor,)): party(actor) for actor in item.bearers}.items()),
        delivery=found.delivery,
        schedule=found.schedule,
        claim=found.official_claim,
        deadline=_deadline(item, found.schedule, statements),
        grade=_grade(row, found.delivery),
        searched=found.searched,
        reasons=found.reasons,
        assigned_by=found.assigned_by,
        quotes=tuple(map(places.quote, item.quotes)),
        evidence=tuple(map(places.evidence, found.evidence)),
        members=tuple(_member(row, member, places) for member in row.members),
        parts=parts,
    )


def _member(row: ScoreRow, member: MemberRow, places: Places) -> Member:
    found = member.outcome
    return Member(
        name=named((member.actor,)),
        delivery=found.delivery,
        schedule=found.schedule,
        grade=_grade(row, found.delivery),
        evidence=tuple(map(places.evidence, found.evidence)),
    )


def _grade(row: ScoreRow, delivery: Delivery) -> str:
    """Return the scale's word and number for a delivery, empty without a scale."""
    if row.scale is None:
        return ""
    score, word = row.scale.score(delivery), row.scale.grade(delivery)
    signed = row.scale.low is not None and row.scale.low < 0
    number = "" if score is None else (f"{score:+g}" if signed else f"{score:g}").replace("-", "−")
    return " ".join(part for part in (number, word) if part) or "not on the scale"


def _deadline(item: Item, schedule: Schedule, statements: Mapping[str, Statement]) -> tuple[str, date | None] | None:
    """Return the words and the last day of the earliest deadline that the item names.

    Where its schedule says that there is one and no statement names it as such, it is the time of the act itself.
    """
    rows = [statements[key] for key in item.statements if key in statements]
    named = [row.deadline for row in rows if row.deadline is not None]
    if not named and schedule != "no_deadline":
        named = [row.when for row in rows if row.when is not None and row.when.end is not None]
    first = min(named, key=lambda time: time.end or date.max, default=None)
    return (first.text, first.end) if first else None
