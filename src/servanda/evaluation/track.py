"""What a tracker is asked for, and what is right about its links and outcomes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from servanda.evaluation.gold import Gold, GoldDocument, GoldOutcome, GoldStatement
from servanda.evaluation.match import fits
from servanda.evaluation.score import share
from servanda.model import DELIVERIES, Statement


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the document of this name."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A predicted link: the item's quotations, the later statement's evidence, the relation and a score."""

    earlier: tuple[Passage, ...]
    later: Passage
    relation: str
    score: float


@dataclass(frozen=True, slots=True)
class FoundOutcome:
    """A predicted outcome: the item's quotations, its delivery, its evidence with the best first."""

    item: tuple[Passage, ...]
    delivery: str
    evidence: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Tracked:
    """All links and outcomes of a group of documents on a day."""

    links: tuple[FoundLink, ...] = ()
    outcomes: tuple[FoundOutcome, ...] = ()


class Tracker(Protocol):
    """Follows what was said in some documents through the others."""

    def __call__(
        self, documents: Sequence[GoldDocument], statements: Mapping[str, Sequence[Statement]], as_of: date | None
    ) -> Tracked:
        """Return links and outcomes among the documents, as known on a day; null means with all of them.

        `statements` are the coder's, by document name.
        """


@dataclass(frozen=True, slots=True)
class Tracking:
    """What was predicted for one group of documents: the links, and the outcomes by the day they were asked for."""

    links: tuple[FoundLink, ...]
    outcomes: Mapping[date | None, tuple[FoundOutcome, ...]]


def follow(gold: Gold, statements: Mapping[str, Sequence[Statement]], track: Tracker) -> list[Tracking]:
    """Ask the tracker once for every group of linked documents and every day that the gold asks about."""
    of = {one.id: one.document for one in gold.statements}
    groups: dict[str, list[GoldDocument]] = {}
    for document in gold.documents:
        groups.setdefault(document.group, []).append(document)
    made = []
    for members in groups.values():
        names = {document.name for document in members}
        linked = any(of[one.earlier] in names for one in gold.links)
        days = {one.as_of for one in gold.outcomes if of[one.statements[0]] in names}
        if linked or days:
            own = {name: statements[name] for name in names}
            last = track(members, own, None)
            outcomes = {day: last.outcomes if day is None else track(members, own, day).outcomes for day in days}
            made.append(Tracking(last.links, outcomes))
    return made


def track_figures(gold: Gold, trackings: Sequence[Tracking]) -> dict[str, Any]:
    """Return the figures about links and outcomes."""
    where = {one.id: one for one in gold.statements}
    links = [link for each in trackings for link in each.links]
    return {"links": _links(gold, where, links), "outcomes": _outcomes(gold, where, trackings)}


def _links(gold: Gold, where: Mapping[str, GoldStatement], links: Sequence[FoundLink]) -> dict[str, Any]:
    """Return precision over links from items that readers followed, recall of their best ones, relations."""
    followed = {one.earlier for one in gold.links} | {name for one in gold.outcomes for name in one.statements}
    bearing = [one for one in gold.links if one.bears]
    by_item: dict[str, list[FoundLink]] = {}
    right = asked = 0
    relations = []
    for link in sorted(links, key=lambda one: -one.score):
        items = [name for name in followed if _covers(link.earlier, where[name])]
        for name in items:
            by_item.setdefault(name, []).append(link)
        hits = [one for one in bearing if one.earlier in items and _covers((link.later,), where[str(one.later)])]
        asked += bool(items)
        right += bool(hits)
        if hits:
            relations.append(any(link.relation in one.relations for one in hits))
    needed: dict[str, list[GoldStatement]] = {}
    for one in bearing:
        if not one.optional:
            needed.setdefault(one.earlier, []).append(where[str(one.later)])
    ranked = {item: [link.later for link in by_item.get(item, ())] for item in needed}
    return {
        "gold": len(bearing),
        "predicted": asked,
        "right": right,
        "precision": share(right, asked),
        "recall_at_1": _recall(needed, ranked, 1),
        "recall_at_3": _recall(needed, ranked, 3),
        "relation": share(sum(relations), len(relations)),
    }


def _outcomes(gold: Gold, where: Mapping[str, GoldStatement], trackings: Sequence[Tracking]) -> dict[str, Any]:
    """Return the share of right outcomes; an item that was not found is wrong."""
    confusion: Counter[tuple[str, str]] = Counter()
    right = found = 0
    needed, ranked = {}, {}
    for number, one in enumerate(gold.outcomes):
        asked = [each for tracking in trackings for each in tracking.outcomes.get(one.as_of, ())]
        best = _best(asked, [where[name] for name in one.statements])
        said = _as_in_gold(best.delivery, one) if best else "not_found"
        found += best is not None
        right += said in one.deliveries
        confusion[(said if said in one.deliveries else one.deliveries[0], said)] += 1
        if one.evidence:
            needed[number] = [where[name] for name in one.evidence]
            ranked[number] = list(best.evidence) if best else []
    return {
        "gold": len(gold.outcomes),
        "found": found,
        "accuracy": share(right, len(gold.outcomes)),
        "accuracy_of_found": share(right, found),
        "evidence_recall_at_3": _recall(needed, ranked, 3),
        "confusion": {of: {to: n for (a, to), n in confusion.items() if a == of} for of, _ in confusion},
    }


# Gold about advice says only whether it was taken up; a delivery means this much of it.
_STATUS = {
    "fulfilled": "taken_up",
    "substantially_advanced": "taken_up",
    "advanced": "partly",
    "restated": "partly",
    "contradicted": "contradicted",
    "superseded": "contradicted",
}


def _as_in_gold(delivery: str, gold: GoldOutcome) -> str:
    """Return a delivery in the words of the gold: its own, or a status of advice."""
    return delivery if gold.deliveries[0] in DELIVERIES else _STATUS.get(delivery, "no_evidence")


def _recall(needed: Mapping[Any, Sequence[GoldStatement]], ranked: Mapping[Any, Sequence[Passage]], k: int) -> Any:
    """Return the mean over items of the share of gold evidence among the first `k`, of as many as `k` can hold."""
    shares = []
    for item, wanted in needed.items():
        hits = sum(any(_covers((passage,), one) for passage in ranked[item][:k]) for one in wanted)
        shares.append(min(1.0, hits / min(k, len(wanted))))
    return share(sum(shares), len(shares))


def _best(outcomes: Sequence[FoundOutcome], statements: Sequence[GoldStatement]) -> FoundOutcome | None:
    """Return the outcome whose item's quotations say most of the gold statements, null if none says any."""
    scored = [(sum(_covers(one.item, each) for each in statements), one) for one in outcomes]
    best = max(scored, key=lambda each: each[0], default=None)
    return best[1] if best and best[0] else None


def _covers(passages: Sequence[Passage], gold: GoldStatement) -> bool:
    return any(one.document == gold.document and fits(one.start, one.end, gold.start, gold.end) for one in passages)
