"""Later statements joined to earlier items, with reasons."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from datetime import date
from typing import NamedTuple

from servanda.linking.candidates import Ask, Index, asks
from servanda.linking.claims import with_speaker
from servanda.linking.compare import Match, compare, reasons, weigh
from servanda.linking.frames import Frame, later_frames, when_of
from servanda.linking.near import nearness
from servanda.linking.nearness import Asked, Nearness
from servanda.linking.rarity import Rarity, rarity
from servanda.linking.relation import bearing, relate
from servanda.linking.spread import spread
from servanda.linking.tables import general
from servanda.model import Document, Item, Link, Relation, Statement, link_key

VERSION = "links-6"  # what was linked by another version is linked anew
_MOST_A_DOCUMENT = 2
_FAR_BELOW = 0.4
# A likeness says less the more documents are searched. Of 130 random links that were best of their item among 816
# documents readers upheld 0.27, of those as likely among seven documents 0.5: odds fall with the root of about a third.
_FEW, _CHANCE, _LEAST_DOUBT = 20, 0.35, 1e-6
# The weights are fitted on groups of seven documents. Of four, which somebody put together because the later ones tell
# what became of the first, readers joined three in five of what was as likely by its signs as one in three there; of
# two less than that, so a third of it is believed.
_USUAL, _FEWEST, _CHOSEN = 7, 4, 0.6
_WORTH_READING = 0.02  # below it a frame says nothing that any item says, and is not read for its meaning
_OPPOSITE = {"fulfils", "contradicts"}
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
    progress: Callable[[str], None] | None = None,
    held: MutableMapping[str, bytes] | None = None,
    workers: int = 1,
    haystack: Collection[date] | None = None,
) -> tuple[Link, ...]:
    """Return how later statements bear on the items, by item and then best first.

    Args:
        items: What is followed; items of undated documents take no part.
        earlier: The items' documents by id.
        statements: The statements, by id or in a row: those of the items and those that may be evidence.
        documents: The documents of the evidence by id.
        words: How telling each word is; by default counted over `statements`. Pass the same to link in parts.
        progress: Called with the name of each later document when its statements have been compared.
        held: Vectors of asks by mark, as an earlier call left them; what is missing is added, and so is asked no more.
        workers: How many processes compare, where the machine can fork and the later documents are many.
        haystack: Days of publication of all documents that are searched, where `documents` are only some of them.
    """
    if not isinstance(statements, Mapping):
        statements = {row.id: row for row in statements}
    words = words or rarity(statements)
    days = {key: document.published for key, document in earlier.items() if document.published}
    asked = asks(items, statements, days)
    if not asked:
        return ()
    if haystack is None:
        haystack = [row.published for row in documents.values() if row.published]
    linker = Linker(asked, words, held, sorted(haystack))
    later = list(_later(statements.values(), documents, min(days.values())))
    kept: list[Link] = []
    for (document, _, _), found in zip(later, spread(linker.read, later, workers), strict=True):
        kept += found
        if progress is not None:
            progress(document.name)
    order = {item.id: place for place, item in enumerate(items)}
    return tuple(sorted(kept, key=lambda row: (order[row.item], _ORDER[row.relation], -row.score, row.id)))


_Table = dict[str, dict[str, dict[int, Found]]]


class Linker:
    """The asks, with which later documents are compared."""

    def __init__(
        self,
        asked: Sequence[Ask],
        words: Rarity,
        held: MutableMapping[str, bytes] | None = None,
        searched: Sequence[date] = (),
    ) -> None:
        """Index the asks by their words and by what they mean.

        `held` are vectors of asks by mark, `searched` the days of all documents that are searched, in order.
        """
        self._asked = asked
        self._searched = searched
        self._words = words
        self._index, self._meant = Index(asked, words), Asked(asked, held)

    def read(self, document: Document, published: date, statements: Sequence[Statement]) -> list[Link]:
        """Return how the statements of one later document bear on the asks: a link for each item and statement."""
        spoken = []
        for statement in statements:
            for frame in later_frames(with_speaker(statement, document)):
                day = when_of(statement, document) or published
                matches = self._matches(self._index.near(frame, day), frame, published)
                if frame.open or any(match.likely >= _WORTH_READING for match in matches.values()):
                    spoken.append((frame, day, matches))
        if not spoken:
            return []
        found: _Table = defaultdict(lambda: defaultdict(dict))
        block = self._meant.beside([frame for frame, _, _ in spoken])
        for row, (frame, day, matches) in enumerate(spoken):
            nearest = (number for number in block.nearest(row, frame, day) if number not in matches)
            matches |= self._matches(nearest, frame, published)
            for number in sorted(matches):
                ask, near = self._asked[number], block.nearness(row, number)
                sure = self._sure(ask, matches[number], near)
                _judge(found, ask, frame, day, matches[number], near, sure)
        links = [_link(item, key, rows) for item, later in found.items() for key, rows in later.items()]
        return list(_bounded(links, {statement.id: statement for statement in statements}))

    def _sure(self, ask: Ask, match: Match, near: Nearness) -> float:
        """Return how likely a reader would join the two: less, the more documents may hold a likeness by chance."""
        sure = weigh(bearing(match, near), general().bears)
        later = len(self._searched) - bisect_right(self._searched, ask.day)
        together = len(self._searched)
        if together >= _USUAL and later <= _FEW:
            return sure
        fewer = pow(_USUAL / max(together, _FEWEST), _CHOSEN) if together < _USUAL else pow(_FEW / later, _CHANCE)
        odds = sure / max(1 - sure, _LEAST_DOUBT) * fewer
        return float(odds / (1 + odds))

    def _matches(self, numbers: Iterable[int], frame: Frame, published: date) -> dict[int, Match]:
        """Return how a frame matches those of the asks that stand in other, earlier documents."""
        asked = [(number, self._asked[number]) for number in numbers]
        earlier = [
            (number, ask)
            for number, ask in asked
            if ask.item.document != frame.statement.document and ask.day < published
        ]
        near = nearness([ask.frame.said for _, ask in earlier], frame.said)
        found = {}
        for (number, ask), close in zip(earlier, near, strict=True):
            match = compare(ask.frame, frame, self._words, loose=True, near=close)
            if match is not None:
                found[number] = match
        return found


def _judge(found: _Table, ask: Ask, frame: Frame, day: date, match: Match, near: Nearness, sure: float) -> None:
    """Keep the best relation of this later frame to this ask, where there is one."""
    decided = relate(ask.item.force, ask.frame, frame, match, sure)
    if decided is None:
        return
    relation, reason = decided
    kept = found[ask.item.id][frame.statement.id]
    held = kept.get(ask.index)
    if held is None or _beats(relation, sure, held):
        alike = f"near in meaning: {near.near:.2f}"
        level = () if ask.frame.level == "outer" else ("answered where the urged one acts",)
        later = f"later: {day.isoformat()} after {ask.day.isoformat()}"
        why = (*reasons(ask.frame, frame, match), alike, *level, reason, later)
        score = max(round(sure, 3), held.score if held else 0.0)
        kept[ask.index] = Found(relation, score, why)


def _later(
    statements: Iterable[Statement], documents: Mapping[str, Document], first: date
) -> Iterator[tuple[Document, date, list[Statement]]]:
    """Yield the documents published after the first item, with the day and their statements."""
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_document[statement.document].append(statement)
    for key, rows in by_document.items():
        document = documents.get(key)
        if document is not None and document.published is not None and document.published > first:
            yield document, document.published, rows


def _beats(relation: Relation, sure: float, held: Found) -> bool:
    """Tell whether a relation stands before the one held: an ask said in several ways is met if one of them is."""
    if _ORDER[relation] == _ORDER[held.relation] or {relation, held.relation} == _OPPOSITE:
        return sure > held.score
    return sure >= held.score / 2 if _ORDER[relation] < _ORDER[held.relation] else sure / 2 > held.score


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
    """Keep the best links of one document to each item and ask: lists stay short, later documents change nothing.

    Of one sentence only the best is kept; what scores far below the best of its document is left out.
    """
    groups: dict[tuple[str, tuple[int, ...]], list[Link]] = defaultdict(list)
    for row in links:
        groups[row.item, row.asks].append(row)
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
