"""What became of each item: one row an item, with its evidence, as the scorecard shows it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from servanda.linking import Corpus, Known, outcome
from servanda.linking.members import members, of_member
from servanda.model import Actor, Delivery, Force, Item, Link, Outcome
from servanda.ontology.scales import Scale
from servanda.ontology.scales import scale as scale_of
from servanda.views.same import Per, Sameness
from servanda.views.store import Store

_ADVICE: tuple[Force, ...] = ("recommendation", "demand")
_MOST_MEMBER_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member's outcome under a collective item."""

    actor: Actor
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One item with its outcome, its members' outcomes, and the scale it is shown on, if any."""

    item: Item
    outcome: Outcome
    members: tuple[MemberRow, ...] = ()
    scale: Scale | None = None

    @property
    def delivery(self) -> Delivery:
        """What became of the item."""
        return self.outcome.delivery

    @property
    def score(self) -> float | None:
        """The scale's number, null without a scale or where the scale has none."""
        return self.scale.score(self.outcome.delivery) if self.scale else None

    def json(self) -> dict[str, Any]:
        """Return the row as plain values, in the shape that the contract gives for a scorecard's line."""
        item, found = self.item.model_dump(mode="json"), self.outcome.model_dump(mode="json")
        fields = ("number", "title", "parent", "document", "document_name", "force", "bearers", "asks", "quotes")
        return {
            "item": self.item.id,
            **{name: item[name] for name in fields},
            "measurability": item["measurability"],
            "delivery": found["delivery"],
            "schedule": found["schedule"],
            "official_claim": found["official_claim"],
            "score": self.score,
            "scale": self.scale.id if self.scale else None,
            "grade": self.scale.grade(self.outcome.delivery) if self.scale else None,
            "scale_label": self.scale.label if self.scale else None,
            "as_of": found["as_of"],
            "searched": found["searched"],
            "assigned_by": found["assigned_by"],
            "reasons": found["reasons"],
            "members": [self._member(row) for row in self.members],
            "evidence": found["evidence"],
        }

    def _member(self, row: MemberRow) -> dict[str, Any]:
        found = row.outcome.model_dump(mode="json")
        return {
            "actor": row.actor.model_dump(mode="json"),
            "delivery": found["delivery"],
            "schedule": found["schedule"],
            "score": self.scale.score(row.outcome.delivery) if self.scale else None,
            "evidence": found["evidence"][:_MOST_MEMBER_EVIDENCE],
            "assigned_by": found["assigned_by"],
        }


def scorecard(
    store: Store,
    document: str | None = None,
    as_of: date | None = None,
    scale: str | None = None,
    all: bool = False,  # noqa: A002
    force: Force | None = None,
    known: Known | None = None,
    per: Per = "cluster",
) -> list[ScoreRow]:
    """Return what became of the items of one document, or of all of them, in the order of documents and numbers.

    Items of undated documents take no part.

    Args:
        store: Where documents, items and links are.
        document: The id of a document. Its author's recommendations and demands are shown if it recommends anything,
            else its pledges and agreements with what it calls for; without it, every item of every document.
        as_of: The day of the state of knowledge; by default the latest publication date in the store.
        scale: The id of a published scale to map the outcomes to.
        all: Show children too.
        force: Show items of this force only.
        known: What outcomes are computed from, where the caller has it already.
        per: Whether documents of one text, and reports of one event, count once (`cluster`) or each (`report`).

    Raises:
        ValueError: if the scale does not exist.
    """
    mapped = scale_of(scale) if scale else None
    known = known or knowledge(store, per)
    found = tuple(item for item in store.items(document) if _dated(item, known))
    links = _links(store, document, found)
    tops = _chosen(found, document, force, known)
    children: dict[str, list[Item]] = defaultdict(list)
    for item in found:
        if item.parent:
            children[item.parent].append(item)
    rows: list[ScoreRow] = []
    for item in tops:
        parts = [(child, outcome(child, links[child.id], known, as_of=as_of)) for child in children[item.id]]
        rows.append(score_row(item, links, known, parts, as_of, mapped))
        if all:
            rows += [score_row(child, links, known, (), as_of, mapped) for child, _ in parts]
    if per == "report":
        return rows
    same = Sameness.of(store)
    return [_once(row, same) for row in rows]


def _once(row: ScoreRow, same: Sameness) -> ScoreRow:
    """Return a row with each event once among its evidence."""

    def once(found: Outcome) -> Outcome:
        return found.model_copy(update={"evidence": same.evidence(found.evidence)}) if found.evidence else found

    return replace(
        row, outcome=once(row.outcome), members=tuple(replace(part, outcome=once(part.outcome)) for part in row.members)
    )


def knowledge(store: Store, per: Per = "cluster") -> Known:
    """Return what the outcomes of a store are computed from; build it once for several scorecards.

    Documents of one text count once among those that were searched, unless every report is to count.
    """
    statements = {row.id: row for row in store.statements()}
    documents = {row.id: row for row in store.documents()}
    known = Known.of(statements, documents, store.reviews())
    copies = Sameness.of(store).copies if per == "cluster" else {}
    return replace(known, corpus=Corpus(documents.values(), statements.values(), copies)) if copies else known


def _dated(item: Item, known: Known) -> bool:
    document = known.documents.get(item.document)
    return document is not None and document.published is not None


def _links(store: Store, document: str | None, items: Iterable[Item]) -> Mapping[str, list[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    rows = store.links() if document is None else (link for item in items for link in store.links(item.id))
    for link in rows:
        found[link.item].append(link)
    return found


def _chosen(items: Sequence[Item], document: str | None, force: Force | None, known: Known) -> list[Item]:
    """Return the top items to show: of one force if it is given; of a document, its author's advice if there is any."""
    present = {item.id for item in items}
    tops = [item for item in items if item.parent is None or item.parent not in present]
    if force is not None:
        return [item for item in tops if item.force == force]
    if document is None:
        return tops
    advice = [item for item in tops if item.force in _ADVICE and _of_author(item, known)]
    if any(item.force == "recommendation" for item in advice):
        return advice
    return [item for item in tops if item.force != "recommendation"]


def _of_author(item: Item, known: Known) -> bool:
    """Tell whether the document's author says it, and not somebody whom the document reports."""
    said = known.statements.get(item.statements[0])
    return said is None or said.speaker is None


def score_row(
    item: Item,
    links: Mapping[str, list[Link]],
    known: Known,
    parts: Sequence[tuple[Item, Outcome]],
    as_of: date | None,
    scale: Scale | None,
) -> ScoreRow:
    """Return one item's row, with the outcomes of its parts given."""
    own = links.get(item.id, [])
    rows = tuple(
        MemberRow(actor, outcome(item, of_member(own, actor, known.statements, known.documents), known, as_of=as_of))
        for actor in members(item)
    )
    return ScoreRow(item, outcome(item, own, known, parts, as_of), rows, scale)
