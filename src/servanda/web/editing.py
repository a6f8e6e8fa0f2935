"""The form of a statement: each field as people type it, and what they typed as the value it means."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal, cast

from servanda.export.parties import named
from servanda.ledger.anchors import words_pattern
from servanda.model import FORCES, ROOTS, Actor, Amount, Change, Document, Instrument, Span, Statement, TimeRef, key
from servanda.ontology.plover import plover
from servanda.ontology.tables import read_text

Kind = Literal["choice", "yes", "actors", "actor", "words", "time", "list", "amount", "instruments", "number"]
MOST_LETTERS = 5000


class FieldError(Exception):
    """One sentence: which field cannot be what was typed, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form; `choices` are what it may hold, `suggests` names the list that completes it."""

    name: str
    label: str
    kind: Kind
    hint: str = ""
    choices: tuple[str, ...] = ()
    suggests: str = ""
    required: bool = False


_ACTORS = "several with ; between them; names are looked up as of the document’s date"
_TIME = "YYYY-MM-DD, or START..END, either may be left out"
_HERE = "words that stand in the document"
FIELDS: tuple[Field, ...] = (
    Field("force", "Force", "choice", choices=FORCES, required=True),
    Field("polarity", "Polarity", "choice", choices=("positive", "negative"), required=True),
    Field("evidence", "Words", "words", "the exact words that say it", required=True),
    Field("actors", "Bearers", "actors", _ACTORS, suggests="actor"),
    Field("recipients", "Recipients", "actors", _ACTORS, suggests="actor"),
    Field("addressees", "Addressees", "actors", "who is told or asked", suggests="actor"),
    Field("speaker", "Speaker", "actor", "empty where the document’s author says it", suggests="actor"),
    Field("event", "Event", "choice", choices=("", *ROOTS)),
    Field("act", "Act", "choice", "what is pledged, urged or refused", choices=("", *ROOTS)),
    Field("when", "When", "time", _TIME),
    Field("deadline", "Deadline", "time", _TIME),
    Field("condition", "Condition", "words", _HERE),
    Field("amount", "Amount", "amount", _HERE),
    Field("instrument", "Instruments", "instruments", "names that stand in it, with ; between", suggests="instrument"),
    Field("topics", "Topics", "list", "with ; between", suggests="topic"),
    Field("contexts", "Contexts", "list", "with ; between", suggests="context"),
    Field("mode", "Mode", "list", "with ; between", suggests="mode"),
    Field("aux", "Time and reality", "list", "future, historical, hypothetical, negated", suggests="aux"),
    Field("place", "Place", "actor", suggests="actor"),
    Field("strength", "Strength of wording", "number", "1 to 5, empty where it is none"),
    Field("core", "Core: it counts as found or missed", "yes"),
    Field("renewed", "Says again what was said before", "yes"),
)


def typed(statement: Statement) -> dict[str, str]:
    """Return each field of a statement as a person would type it."""
    return {field.name: _SHOW[field.kind](getattr(statement, field.name)) for field in FIELDS}


def changes(statement: Statement, given: Mapping[str, str], document: Document) -> tuple[Change, ...]:
    """Return the fields that were typed otherwise than they stand, with their values before and after.

    Raises:
        FieldError: if something typed cannot be meant.
    """
    before = typed(statement)
    found: list[Change] = []
    for field in FIELDS:
        text = given.get(field.name, "").replace("\r\n", "\n").replace("\0", "").strip()
        if field.name not in given and field.kind != "yes":
            continue
        if text == before[field.name].strip():
            continue
        if len(text) > MOST_LETTERS:
            raise FieldError(f"{field.label}: that is longer than a field may be.")
        if field.required and not text:
            raise FieldError(f"{field.label}: say which.")
        value = _READ[field.kind](field, text, statement, document)
        found.append(_change(statement, field.name, value))
    found += _with_quad(statement, found)
    return tuple(change for change in found if change.before != change.after)


def _change(statement: Statement, name: str, value: Any) -> Change:
    before = json.dumps(statement.model_dump(mode="json")[name], ensure_ascii=False, sort_keys=True)
    return Change(field=name, before=before, after=json.dumps(value, ensure_ascii=False, sort_keys=True))


def _with_quad(statement: Statement, found: Iterable[Change]) -> list[Change]:
    """Return the quad class that goes with a new event or act."""
    new = {change.field: json.loads(change.after) for change in found}
    if "event" not in new and "act" not in new:
        return []
    root = new.get("event", statement.event) or new.get("act", statement.act)
    event = plover().events.get(root) if root else None
    return [_change(statement, "quad", event.quad if event else None)]


def find_words(document: Document, text: str, near: int) -> Span:
    """Return where words stand in a document, the place nearest to `near`; white space counts as one space.

    Raises:
        FieldError: if they do not stand there.
    """
    pattern = words_pattern(text)
    places = [found.span() for found in pattern.finditer(document.text)] if pattern else []
    if not places:
        plain = _without_markup(document, text, near)
        if plain is None:
            raise FieldError(f"“{text[:80]}” does not stand in the document: copy the words from it.")
        places = [plain]
    start, end = min(places, key=lambda place: abs(place[0] - near))
    return document.span(start, end)


def _without_markup(document: Document, text: str, near: int) -> tuple[int, int] | None:
    """Return where words stand if what is no text between them is left out."""
    from servanda.text.view import view

    block = next((one for one in document.blocks if one.start <= near < one.end), None)
    pattern = words_pattern(text)
    if block is None or pattern is None:
        return None
    seen = view(document, block.start, block.end)
    found = pattern.search(seen.text)
    if found is None:
        return None
    return seen.offsets[found.start()], seen.offsets[found.end() - 1] + 1


def resolved(name: str, document: Document) -> Actor:
    """Return the actor that a typed name means on the document's day; one that is unknown keeps its name."""
    from servanda.actors import resolve_name

    name = " ".join(name.split())[:300]
    answer = resolve_name(name, on=document.published)
    if answer.country is None and answer.actor_id is None:
        return Actor(name=name, via="typed by a person; no table knows it")
    return Actor(
        name=name,
        actor_id=answer.actor_id,
        country=answer.country,
        sector=answer.sector,
        members=answer.members,
        via=f"typed by a person; {answer.via}",
    )


def _read_choice(field: Field, text: str, statement: Statement, document: Document) -> str | None:
    if text not in field.choices:
        raise FieldError(f"{field.label}: {text[:40]!r} is none of {', '.join(filter(None, field.choices))}.")
    return text or None


def _read_actors(field: Field, text: str, statement: Statement, document: Document) -> list[dict[str, Any]]:
    known = {named((one,)): one for one in (*statement.actors, *statement.recipients, *statement.addressees)}
    names = [part.strip() for part in text.split(";") if part.strip()][:50]
    return [(known.get(name) or resolved(name, document)).model_dump(mode="json") for name in names]


def _read_actor(field: Field, text: str, statement: Statement, document: Document) -> dict[str, Any] | None:
    return resolved(text, document).model_dump(mode="json") if text else None


def _read_words(field: Field, text: str, statement: Statement, document: Document) -> dict[str, Any] | None:
    if not text:
        return None
    return find_words(document, text, statement.evidence.start).model_dump(mode="json")


def _read_time(field: Field, text: str, statement: Statement, document: Document) -> dict[str, Any] | None:
    if not text:
        return None
    held = cast(TimeRef | None, getattr(statement, field.name))
    first, dots, last = text.rpartition("|")[2].strip().partition("..")
    try:
        start = date.fromisoformat(first.strip()) if first.strip() else None
        end = date.fromisoformat(last.strip()) if last.strip() else (None if dots else start)
    except ValueError:
        raise FieldError(f"{field.label}: write {_TIME}.") from None
    if start and end and end < start:
        raise FieldError(f"{field.label}: it ends before it begins.")
    grain = "day" if start == end else "range" if start and end else "open"
    words = held.text if held else text
    return TimeRef(text=words, start=start, end=end, grain=grain, rule="person").model_dump(mode="json")


def _read_list(field: Field, text: str, statement: Statement, document: Document) -> list[str]:
    rows = [part.strip() for part in text.split(";") if part.strip()]
    allowed = set(suggestions().get(field.suggests, ()))
    if (wrong := [row for row in rows if row not in allowed]) and allowed:
        raise FieldError(f"{field.label}: the codebook has no {wrong[0][:40]!r}.")
    return rows


def _read_amount(field: Field, text: str, statement: Statement, document: Document) -> dict[str, Any] | None:
    if not text:
        return None
    number = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    if number is None:
        raise FieldError("Amount: it needs a number in figures that stands in the document.")
    span = find_words(document, text, statement.evidence.start)
    rest = (text[: number.start()] + text[number.end() :]).strip()
    kind = "percent" if re.search(r"%|per ?cent", rest) else "money" if re.search(r"[$€£¥]", rest) else "count"
    value = float(number[0].replace(",", ""))
    return Amount(text=text, span=span, value=value, unit=rest or "1", kind=kind).model_dump(mode="json")


def _read_instruments(field: Field, text: str, statement: Statement, document: Document) -> list[dict[str, Any]]:
    known = {one.name: one for one in statement.instrument}
    found = []
    for name in [part.strip() for part in text.split(";") if part.strip()][:20]:
        one = known.get(name)
        if one is None:
            span = find_words(document, name, statement.evidence.start)
            one = Instrument(name=name, span=span, instrument_id=instrument_id(name))
        found.append(one.model_dump(mode="json"))
    return found


def instrument_id(name: str) -> str:
    """Return the id of an instrument of this name, one of its own where the table has none."""
    folded = name.casefold()
    return _instruments().get(folded) or key("n", folded)


@lru_cache(maxsize=1)
def _instruments() -> Mapping[str, str]:
    rows = csv.DictReader(io.StringIO(read_text("instruments.csv")))
    return {
        name.strip().casefold(): row["instrument_id"]
        for row in rows
        for name in (row["name"], *(row["aliases"] or "").split("|"))
        if name.strip()
    }


def _read_number(field: Field, text: str, statement: Statement, document: Document) -> int | None:
    if not text:
        return None
    if text not in "12345" or len(text) != 1:
        raise FieldError(f"{field.label}: {field.hint}.")
    return int(text)


def _read_yes(field: Field, text: str, statement: Statement, document: Document) -> bool:
    return text == "yes"


def _show_time(value: TimeRef | None) -> str:
    if value is None:
        return ""
    if value.start == value.end and value.start:
        return value.start.isoformat()
    if value.start is None and value.end is None:
        return value.text
    return f"{value.start or ''}..{value.end or ''}"


def _joined(value: Iterable[str]) -> str:
    return "; ".join(value)


def suggestions() -> Mapping[str, tuple[str, ...]]:
    """Return what the codebook offers for lists."""
    book = plover()
    modes = sorted({mode for event in book.events.values() for mode in event.modes})
    contexts = tuple(sorted(book.contexts))
    auxiliary = tuple(sorted({one.ours for one in book.auxiliary.values()}))
    return {"context": contexts, "topic": contexts, "mode": tuple(modes), "aux": auxiliary}


_SHOW: Mapping[Kind, Callable[[Any], str]] = {
    "choice": lambda value: value or "",
    "yes": lambda value: "yes" if value else "",
    "actors": lambda value: _joined(named((one,)) for one in value),
    "actor": lambda value: value.name if value else "",
    "words": lambda value: value.shown if value else "",
    "time": _show_time,
    "list": _joined,
    "amount": lambda value: value.text if value else "",
    "instruments": lambda value: _joined(one.name for one in value),
    "number": lambda value: str(value or ""),
}
_READ: Mapping[Kind, Callable[[Field, str, Statement, Document], Any]] = {
    "choice": _read_choice,
    "yes": _read_yes,
    "actors": _read_actors,
    "actor": _read_actor,
    "words": _read_words,
    "time": _read_time,
    "list": _read_list,
    "amount": _read_amount,
    "instruments": _read_instruments,
    "number": _read_number,
}
__all__ = ["FIELDS", "Field", "FieldError", "changes", "find_words", "resolved", "suggestions", "typed"]
