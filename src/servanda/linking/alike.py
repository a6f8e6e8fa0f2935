"""Which statement of another document says the same thing: by the words, and by the frame (bearer, act, object)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log, sqrt
from typing import Literal

from servanda.linking.compare import compare
from servanda.linking.frames import Frame, item_frames, keys
from servanda.linking.rarity import Rarity, rarity
from servanda.linking.vocabulary import stop_words
from servanda.linking.words import tokens, units
from servanda.model import Statement

Family = Literal["commitment", "call", "opposition", "deed"]
SAME = 0.4
SURE = 0.5
_KEPT = 0.45
_CHANGED = 0.48
_WORDS_ALONE = 0.6
_LEAST_SHARED = 0.25
_FEW, _SURE_OF_FEW = 4, 0.6
_NEAREST = 12
_SMOOTH = 50
_OPPOSED = frozenset(("ACCUSE", "REJECT", "PROTEST", "THREATEN"))
_FAMILY: dict[str, Family] = {
    "pledge": "commitment",
    "agreement": "commitment",
    "demand": "call",
    "recommendation": "call",
    "refusal": "opposition",
    "warning": "opposition",
}
_SUPPORT = 2
_FULL = 5


@dataclass(frozen=True, slots=True)
class Said:
    """A statement ready to be found again: its family, its frame and its words with their weights."""

    statement: Statement
    family: Family
    frame: Frame
    words: dict[str, float]
    length: float
    places: frozenset[str]


def family(statement: Statement) -> Family | None:
    """Return what kind of position a statement takes: a commitment, a call on others, opposition, or a plain deed.

    Support and welcome that are coded as deeds are the weakest commitments; an expectation or assessment is none.
    """
    if statement.force != "deed":
        return _FAMILY.get(statement.force)
    if statement.event == "SUPPORT":
        return "commitment"
    if statement.event == "REQUEST":
        return "call"
    return "opposition" if statement.event in _OPPOSED else "deed"


def strength(statement: Statement) -> int | None:
    """Return how strongly a statement commits, 1 to 5 as the annotation guide counts; null where it does not commit."""
    if family(statement) != "commitment":
        return None
    if statement.force == "agreement":
        return _FULL
    return statement.strength if statement.force == "pledge" else _SUPPORT


class Alike:
    """Statements by their words, asked which of them say what another statement says; near-linear in their number."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        rows = [(row, kind) for row in statements if (kind := family(row)) is not None]
        self._counts: Counter[str] = Counter()
        stems = []
        for row, _ in rows:
            found = _stems(row)
            stems.append(found)
            self._counts.update(found)
        self._size = len(rows) + _SMOOTH
        self._rarity: Rarity = rarity([row for row, _ in rows])
        self._postings: dict[str, list[int]] = defaultdict(list)
        self.said = tuple(self._said(row, kind, words) for (row, kind), words in zip(rows, stems, strict=True))
        self._of = {said.statement.id: said for said in self.said}
        for at, said in enumerate(self.said):
            for word in said.words:
                self._postings[word].append(at)

    def of(self, statement: str) -> Said | None:
        """Return one of the statements by its id."""
        return self._of.get(statement)

    def near(self, said: Said, document: str | None = None) -> list[tuple[float, Said]]:
        """Return the statements of another document that say the same, the most alike first."""
        mass: dict[int, float] = defaultdict(float)
        for word, weight in said.words.items():
            posting = self._postings.get(word, ())
            if len(posting) > max(200, self._size // 5):
                continue  # a word that everybody uses finds nobody
            for at in posting:
                mass[at] += weight * weight
        best = nlargest(
            _NEAREST if document else _NEAREST * 40,
            (at for at in mass if self._fits(said, self.said[at], document)),
            key=lambda at: (mass[at] / self.said[at].length, -at),
        )
        found = [(alike(said, self.said[at], self._rarity), self.said[at]) for at in best]
        return sorted(
            (row for row in found if row[0] >= enough(said, row[1])), key=lambda row: (-row[0], row[1].statement.id)
        )

    def _fits(self, said: Said, other: Said, document: str | None) -> bool:
        row = other.statement
        return row.document != said.statement.document and (document is None or row.document == document)

    def _said(self, row: Statement, kind: Family, words: frozenset[str]) -> Said:
        weights = {word: log(self._size / self._counts[word]) for word in words}
        frame = item_frames(row)[0]
        return Said(row, kind, frame, weights, sqrt(sum(w * w for w in weights.values())) or 1.0, _places(frame))


def alike(one: Said, other: Said, words: Rarity) -> float:
    """Return how surely two statements say the same of the same bearer, 0 to 1; below `enough` they do not."""
    if one.statement.polarity != other.statement.polarity or not _comparable(one, other):
        return 0.0
    if one.places and other.places and one.places.isdisjoint(other.places):
        return 0.0  # the same words about another country
    shared = one.words.keys() & other.words.keys()
    cosine = sum(one.words[word] * other.words[word] for word in shared) / (one.length * other.length)
    if cosine < _LEAST_SHARED or (len(shared) < 2 and one.words.keys() != other.words.keys()):
        return 0.0
    if not (one.frame.keys and other.frame.keys):
        return round(cosine, 3) if cosine >= _WORDS_ALONE else 0.0
    match = compare(one.frame, other.frame, words)
    if match is not None:
        return round((cosine + match.object) / 2, 3)
    return round(cosine, 3) if cosine >= _WORDS_ALONE and one.frame.keys & other.frame.keys else 0.0


def enough(one: Said, other: Said) -> float:
    """Return how alike two statements must be: more where few words say it or where they differ in kind."""
    if min(len(one.words), len(other.words)) < _FEW:
        return _SURE_OF_FEW
    if one.family != other.family:
        return _KEPT
    if strength(one.statement) != strength(other.statement):
        return _CHANGED if one.statement.force == other.statement.force else SURE
    return SURE if (one.statement.force == "deed") != (other.statement.force == "deed") else SAME


def _comparable(one: Said, other: Said) -> bool:
    """Tell whether one may take the place of the other: the same family, or a promise and a deed that keeps it."""
    if one.family == other.family:
        return True
    promise = one if one.family == "commitment" else other
    kept = {one.family, other.family} == {"commitment", "deed"} and promise.statement.force != "deed"
    return kept and (strength(promise.statement) or 0) > _SUPPORT


def _places(frame: Frame) -> frozenset[str]:
    """Return the countries that a statement is about: those it names or turns to, without those who act."""
    named = {unit.label[1:] for unit in units(frame.statement.evidence.shown) if unit.label.startswith("@")}
    reached = {key for actor in frame.statement.recipients if not actor.members for key in keys(actor)}
    return frozenset(named | reached) - frame.keys


def _stems(row: Statement) -> frozenset[str]:
    stop = stop_words()
    said = tokens(row.evidence.shown)
    return frozenset(word.stem for word in said if word.stem not in stop and word.text.lower() not in stop)


def paired(earlier: Sequence[Said], pool: Alike, document: str) -> list[tuple[Said, Said, float]]:
    """Pair what an earlier document says with what `document` says, the most alike first, each once.

    What is left on either side joins its best partner all the same: one sentence may take up two.
    """
    found = [(score, said, other) for said in earlier for score, other in pool.near(said, document)]
    found.sort(key=lambda row: (-row[0], row[1].statement.evidence.start, row[2].statement.evidence.start))
    pairs: list[tuple[Said, Said, float]] = []
    left: set[str] = set()
    right: set[str] = set()
    for once in (True, False):
        for score, said, other in found:
            taken = said.statement.id in left, other.statement.id in right
            if any(taken) if once else all(taken):
                continue
            left.add(said.statement.id)
            right.add(other.statement.id)
            pairs.append((said, other, score))
    return pairs
