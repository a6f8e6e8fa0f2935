"""A coder that reads what people marked: it shows what a tracker makes of statements that are right."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from servanda.evaluation.gold import Gold, GoldDocument, GoldStatement, Period
from servanda.evaluation.match import match
from servanda.evaluation.sentences import sentences
from servanda.evaluation.who import actor_of
from servanda.model import Force, Root, Span, Statement, TimeRef, statement_key

Code = Callable[[str, str, Mapping[str, Any]], Sequence[Statement]]


def as_marked(gold: Gold, code: Code) -> Code:
    """Return a coder that says what the gold marks, and elsewhere what the given coder says.

    Where both found a statement, the words, force and parties are the gold's, and what no reader marks (amounts,
    named laws, what is urged) stays the coder's; what the coder alone sees in words that the gold marks is dropped.
    """
    documents = {one.name: one for one in gold.documents}

    def run(name: str, text: str, metadata: Mapping[str, Any]) -> Sequence[Statement]:
        marked, coded = gold.of(name), code(name, text, metadata)
        twin = {one.id: found for one, found in match(marked, coded).found}
        kept = [row for row in coded if not any(_touch(row, one) for one in marked)]
        own = coded[0].document if coded else f"d{name}"
        return (*kept, *(_statement(one, documents[name], own, twin.get(one.id)) for one in marked))

    return run


def _touch(row: Statement, gold: GoldStatement) -> bool:
    return row.evidence.start < gold.end and gold.start < row.evidence.end


def _statement(gold: GoldStatement, document: GoldDocument, own: str, twin: Statement | None) -> Statement:
    """Return a marked statement as a coder would give it."""
    text, on = document.text, document.published
    start, end = gold.trigger or (gold.start, gold.end)
    told = {
        "force": cast(Force, gold.force),
        "core": gold.core,
        "polarity": gold.polarity,
        "evidence": _span(text, gold.start, gold.end, twin.evidence if twin else None),
        "actors": tuple(actor_of(name, on) for name in gold.actors),
        "recipients": tuple(actor_of(name, on) for name in gold.recipients),
        "speaker": actor_of(gold.speaker, on) if gold.speaker else None,
        "event": cast(Root | None, gold.event or gold.plover),
        "act": cast(Root | None, gold.act or gold.plover),
        "when": _time(gold.when),
        "deadline": _time(gold.deadline),
    }
    if twin is not None:
        same = twin.force in gold.forces
        kept = {} if gold.trigger is None else {"trigger": _span(text, start, end, twin.trigger)}
        return twin.model_copy(update={**told, **kept, "renewed": twin.renewed and same})
    first, last = _sentence(text, gold.start)
    cue = gold.cue and (gold.cue[0], gold.cue[0])
    return Statement.model_validate(
        {
            **told,
            "id": statement_key(own, cue, (gold.start, start)),
            "document": own,
            "document_name": gold.document,
            "sentence": _span(text, min(first, gold.start), max(last, gold.end)),
            "trigger": _span(text, start, end),
            "cue": _span(text, *gold.cue) if gold.cue else None,
            "confidence": 1.0,
            "rule": "gold",
        }
    )


def _span(text: str, start: int, end: int, other: Span | None = None) -> Span:
    """Return a span; where the coder has the same one, with the words as it shows them."""
    if other is not None and (other.start, other.end) == (start, end):
        return other
    return Span(start=start, end=end, text=text[start:end])


def _sentence(text: str, at: int) -> tuple[int, int]:
    return next(((start, end) for start, end in sentences(text) if start <= at < end), (at, at))


def _time(period: Period | None) -> TimeRef | None:
    if period is None:
        return None
    return TimeRef(text="", start=period.start, end=period.end, grain="range", rule="gold")
