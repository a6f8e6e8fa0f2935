"""What a coder got right about one document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from servanda.evaluation.gold import GoldDocument, GoldStatement, Period
from servanda.evaluation.match import Matching, match
from servanda.evaluation.sentences import sentences, without
from servanda.evaluation.who import likeness, marked, said, same
from servanda.model import Statement, TimeRef


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold statement with the prediction that found it; `right` says of each aspect whether it is right.

    Aspects that the gold says nothing about are absent.
    """

    gold: GoldStatement
    said: Statement
    right: Mapping[str, bool]
    bearers_jaccard: float


@dataclass(frozen=True, slots=True)
class Judged:
    """One document's result; `empty_sentences` have no gold statement, `extra` are the predictions in them."""

    document: GoldDocument
    gold: tuple[GoldStatement, ...]
    said: tuple[Statement, ...]
    matching: Matching
    pairs: tuple[Pair, ...]
    empty_sentences: int
    extra: tuple[Statement, ...]


def judge(document: GoldDocument, gold: Sequence[GoldStatement], predicted: Sequence[Statement]) -> Judged:
    """Return what is right and wrong about the statements predicted for a document."""
    predicted = [one for one in predicted if document.was_read(one.trigger.start)]
    found = match(gold, predicted)
    seen = [(start, end) for start, end in sentences(document.text) if document.was_read(start)]
    empty = without(seen, [(one.start, one.end) for one in gold])
    extra = tuple(one for one in found.false if _inside(one, empty))
    pairs = tuple(pair(one, other, document.published) for one, other in found.found)
    return Judged(document, tuple(gold), tuple(predicted), found, pairs, len(empty), extra)


def pair(gold: GoldStatement, found: Statement, on: date | None) -> Pair:
    """Return which aspects of a found statement are right, actors as of a day."""
    bearers, named = marked(gold.actors, on), said(found.actors, on)
    right = {
        "force": found.force in gold.forces,
        "bearers": same(bearers, named),
        "recipients": same(marked(gold.recipients, on), said(found.recipients, on)),
        "root": _root(gold, found),
        "core": found.core == gold.core,
        "polarity": found.polarity == gold.polarity,
    }
    if not gold.one_root:
        right |= {"event": found.event == gold.event, "act": found.act == gold.act}
    if gold.speaker_given:
        right["speaker"] = _speaker(gold, found, on)
    if gold.when is not None:
        right["when"] = _equal(gold.when, found.when)
    if gold.deadline is not None:
        right["deadline"] = _equal(gold.deadline, found.deadline)
    return Pair(gold, found, right, likeness(bearers, named))


def _root(gold: GoldStatement, found: Statement) -> bool:
    """Return whether the event or the act is the gold's; where it has neither, whether the coder has neither."""
    if gold.one_root:
        return gold.plover in (found.event, found.act) if gold.plover else found.act is None
    if gold.event is None and gold.act is None:
        return found.event is None and found.act is None
    event = gold.event is not None and gold.event == found.event
    return event or (gold.act is not None and gold.act == found.act)


def _speaker(gold: GoldStatement, found: Statement, on: date | None) -> bool:
    """Return whether the speaker is right; where the gold names none, the bearers may speak for themselves."""
    named = said([found.speaker] if found.speaker else [], on)
    if gold.speaker is not None:
        return same(marked([gold.speaker], on), named)
    return named.keys <= marked(gold.actors, on).keys


def _equal(gold: Period, found: TimeRef | None) -> bool:
    return found is not None and (found.start, found.end) == (gold.start, gold.end)


def _inside(one: Statement, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= one.trigger.start < end for start, end in ranges)
