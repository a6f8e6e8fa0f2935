"""One line of gold as a value: the contract's names, and those of older gold (`source`, `target`, `plover`)."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from servanda.evaluation.gold import NO_LINK, GoldDocument, GoldLink, GoldOutcome, GoldStatement, Period
from servanda.model import FORCES, ROOTS

Line = Mapping[str, Any]


def statement(row: Line, documents: Mapping[str, GoldDocument]) -> GoldStatement:
    """Return the statement that a line of `statements.jsonl` gives.

    Raises:
        KeyError: if a needed field is missing.
        ValueError: if a force, a root or a date is none.
    """
    older = "actors" not in row
    bearers, recipients, speaker = _older_parties(row) if older else _parties(row)
    author = speaker is not None and _is_author(speaker, documents.get(str(row["doc"])))
    force = str(row["force"])
    return GoldStatement(
        id=str(row["id"]),
        document=str(row["doc"]),
        start=int(row["start"]),
        end=int(row["end"]),
        forces=_forces(force, row.get("alt_force") or ()),
        core=bool(row["core"]),
        actors=bearers,
        recipients=recipients,
        speaker=None if author else speaker,
        speaker_given=not (older and (author or speaker is None) and force in _SPOKEN),
        event=_root(row.get("event") or (row.get("plover") if "act" in row else None)),
        act=_root(row.get("act")),
        plover=_root(row.get("plover")),
        one_root="event" not in row and "act" not in row,
        polarity=str(row.get("polarity") or "positive"),
        when=_period(row.get("when")),
        deadline=_period(row.get("deadline")),
        trigger=_range(row.get("trigger")),
        cue=_range(row.get("cue")),
    )


_SPOKEN = frozenset(("pledge", "refusal", "warning", "demand"))


def link(row: Line, known: AbstractSet[str]) -> GoldLink | None:
    """Return the link that a line of `links.jsonl` gives, null for lines about whole recommendations.

    Raises:
        ValueError: if it names a statement that the gold has not.
    """
    if row.get("level") == "recommendation":
        return None
    earlier, later = _id(row["earlier"]), _id(row.get("later"))
    for name in (earlier, later):
        if name is not None and name not in known:
            raise ValueError(f"it names the statement {name!r}, which statements.jsonl does not have")
    relation = str(row.get("relation") or NO_LINK)
    return GoldLink(str(earlier), later, _firsts((relation, *(row.get("acceptable") or ()))))


def outcome(links: Sequence[GoldLink], known: AbstractSet[str], row: Line) -> GoldOutcome | None:
    """Return the outcome that a line of `outcomes.jsonl` or `links.jsonl` gives, if any; links name its evidence.

    Raises:
        ValueError: if it names a statement that the gold has not.
    """
    if "status" in row:
        return _recommendation(row)
    return _outcome(row, links, known) if "delivery" in row else None


def _recommendation(row: Line) -> GoldOutcome:
    quotes = tuple(str(quote["id"]) for quote in row["quotes"])
    accepted = _firsts((str(row["status"]), *(row.get("acceptable") or ())))
    evidence = tuple(str(each["id"]) for each in row.get("evidence") or ())
    return GoldOutcome(str(row["rec"]), quotes, accepted, None, evidence)


def _outcome(row: Line, links: Sequence[GoldLink], known: AbstractSet[str]) -> GoldOutcome:
    item = str(row["item"])
    if item not in known:
        raise ValueError(f"it names the statement {item!r}, which statements.jsonl does not have")
    accepted = _firsts((str(row["delivery"]), *(row.get("acceptable") or ())))
    evidence = tuple(str(each.later) for each in links if each.earlier == item and each.bears)
    return GoldOutcome(item, (item,), accepted, _day(row.get("as_of")), evidence)


def _parties(row: Line) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    return _strings(row["actors"]), _strings(row.get("recipients") or ()), row.get("speaker") or None


def _older_parties(row: Line) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    """Return bearers, recipients and speaker where a demand's `source` is who demands, its `target` who is to act."""
    source, target = _strings(row["source"]), _strings(row.get("target") or ())
    if row["force"] == "demand":
        return target, (), source[0] if source else None
    return source, target, row.get("speaker") or None


def _is_author(speaker: str, document: GoldDocument | None) -> bool:
    """Return whether the speaker is the document's own author, which the guide leaves out."""
    if document is None:
        return False
    authors = document.metadata.get("authors") or ()
    return any(author and author in speaker for author in ([authors] if isinstance(authors, str) else authors))


def _strings(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(each) for each in value)


def _forces(best: str, others: Iterable[str]) -> tuple[str, ...]:
    found = _firsts((best, *_strings(others)))
    for force in found:
        if force not in FORCES:
            raise ValueError(f"{force!r} is no force; forces are {', '.join(FORCES)}")
    return found


def _root(value: str | None) -> str | None:
    if value and value not in ROOTS:
        raise ValueError(f"{value!r} is no PLOVER root; roots are {', '.join(ROOTS)}")
    return value or None


def _period(value: Any) -> Period | None:
    if not value:
        return None
    if isinstance(value, Mapping):
        return Period(_day(value.get("start")), _day(value.get("end")))
    start, end = value
    return Period(_day(start), _day(end))


def _range(value: Any) -> tuple[int, int] | None:
    return (int(value[0]), int(value[1])) if value else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _id(value: Any) -> str | None:
    if isinstance(value, Mapping):
        return str(value["id"])
    return str(value) if value else None


def _firsts(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
