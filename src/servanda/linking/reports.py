"""Reports of one event by several documents: same actors, same kind of event, nearly the same day, like words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nlargest
from math import sqrt

from servanda.linking.acts import act_closeness, root_closeness
from servanda.linking.compare import compare
from servanda.linking.frames import Frame, item_frames, when_of
from servanda.linking.vocabulary import generic_words, stop_words
from servanda.linking.words import tokens
from servanda.model import Document, Statement

WINDOW = timedelta(days=3)
SAME = 0.6
_NEAREST = 12
_CROWDED = 400
_EVENTS = frozenset(("deed", "agreement", "pledge", "refusal", "warning", "demand", "recommendation"))
_GENERIC, _NAME = 0.3, 0.6
_ACT = 0.6
_FEWEST_WORDS = 3
_LEAST_SHARED = 0.3


@dataclass(frozen=True, slots=True)
class Report:
    """One document's report of an event, ready to be compared: weights do not depend on what else is in the ledger."""

    statement: Statement
    day: date
    frame: Frame
    keys: frozenset[str]
    words: Mapping[str, float]
    length: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements of different documents that report one event, the smaller id first."""

    one: str
    other: str
    score: float


def report(statement: Statement, document: Document) -> Report | None:
    """Return a statement as a report; null for what tells no event or cannot be dated."""
    day = when_of(statement, document)
    if day is None or statement.force not in _EVENTS or "historical" in statement.aux:
        return None
    frame = item_frames(statement)[0]
    who = frame.keys
    if not who and statement.speaker is not None:
        who = statement.speaker.keys
    words = _words(statement)
    if not who or len(words) < _FEWEST_WORDS:
        return None
    return Report(statement, day, frame, who, words, sqrt(sum(w * w for w in words.values())))


def pairs(found: Iterable[Report], among: frozenset[str] | None = None, least: float = SAME) -> list[Pair]:
    """Return which statements report one event, in one sweep over the days: near-linear in their number.

    Args:
        found: The reports.
        among: Only pairs with at least one statement of these documents; null for all.
        least: How alike two must be, 0 to 1.
    """
    window: dict[tuple[str, str], list[Report]] = defaultdict(list)
    joined: list[tuple[float, Report, Report]] = []
    for row in sorted(found, key=lambda row: (row.day, row.statement.id)):
        near: dict[str, Report] = {}
        mass: dict[str, float] = defaultdict(float)
        for key in sorted(row.keys):
            for word, weight in row.words.items():
                posting = window[key, word]
                if posting and posting[0].day < row.day - WINDOW:
                    posting[:] = [held for held in posting if held.day >= row.day - WINDOW]
                for held in posting[-_CROWDED:]:
                    near[held.statement.id] = held
                    mass[held.statement.id] += weight
                posting.append(row)
        for id_ in nlargest(_NEAREST, near, key=lambda id_: (mass[id_], id_)):
            held = near[id_]
            if among is not None and among.isdisjoint((held.statement.document, row.statement.document)):
                continue
            score = likeness(held, row)
            if score >= least:
                joined.append((score, held, row))
    return _best(joined)


def likeness(one: Report, other: Report) -> float:
    """Return how surely two reports are of one event, 0 to 1; reports of one document never are."""
    first, second = one.statement, other.statement
    if first.document == second.document or first.polarity != second.polarity:
        return 0.0
    if 2 * len(one.keys & other.keys) < len(one.keys | other.keys):
        return 0.0
    act = max(act_closeness(one.frame.act, other.frame.act), root_closeness(one.frame.root, other.frame.root))
    if act < _ACT:
        return 0.0
    shared = one.words.keys() & other.words.keys()
    cosine = sum(one.words[word] * other.words[word] for word in shared) / (one.length * other.length)
    if cosine < _LEAST_SHARED:
        return 0.0
    return round((cosine + _objects(one.frame, other.frame)) / 2 if cosine < 1 else 1.0, 3)


def _best(joined: Iterable[tuple[float, Report, Report]]) -> list[Pair]:
    """Keep the pairs in which each is the other's best in that document: two acts of one document are two events."""
    rows = sorted(joined, key=lambda row: (-row[0], row[1].statement.id, row[2].statement.id))
    taken: set[tuple[str, str]] = set()
    found: list[Pair] = []
    for score, one, other in rows:
        first, second = one.statement, other.statement
        ways = {(first.id, second.document), (second.id, first.document)}
        if not ways & taken:
            found.append(Pair(min(first.id, second.id), max(first.id, second.id), score))
        taken |= ways
    return found


def clusters(ids: Iterable[str], joined: Iterable[Pair]) -> dict[str, str]:
    """Return for each id the first id (in alphabetical order) of its cluster; what has no pair stands for itself."""
    above = {id_: id_ for id_ in ids}

    def top(id_: str) -> str:
        while above[id_] != id_:
            above[id_] = above[above[id_]]
            id_ = above[id_]
        return id_

    for pair in joined:
        if pair.one in above and pair.other in above:
            one, other = sorted((top(pair.one), top(pair.other)))
            above[other] = one
    return {id_: top(id_) for id_ in above}


def _objects(one: Frame, other: Frame) -> float:
    """Return how far two frames have the same object, whichever is asked first."""
    ways = [compare(a, b, lambda _: 1.0, exact=True) for a, b in ((one, other), (other, one))]
    return max((match.object for match in ways if match is not None), default=0.0)


def _words(statement: Statement) -> dict[str, float]:
    """Weigh the words by what they are, not by how often they come: the same pair is judged alike in every ledger."""
    stop, generic = stop_words(), generic_words()
    return {
        word.stem: _GENERIC if word.stem in generic else _NAME if word.name else 1.0
        for word in tokens(statement.evidence.shown)
        if word.stem not in stop and word.text.lower() not in stop
    }
