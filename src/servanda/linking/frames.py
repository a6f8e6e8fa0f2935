"""Statements to frames: who, what kind of act, in which direction, about what — the form in which they are compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from servanda.linking.acts import Act, act_of
from servanda.linking.bodies import Body, bodies
from servanda.linking.stems import stem
from servanda.linking.tables import instrument_kinds
from servanda.linking.words import WEIGHTS, Kind, Unit, name_stems, units, wider
from servanda.model import Actor, Document, Instrument, Root, Span, Statement

Level = Literal["outer", "urged"]
EVIDENCE = frozenset(("deed", "agreement", "pledge", "refusal", "warning", "demand", "recommendation"))
_BODIES = frozenset(("IGO", "UNO", "NGO", "NGM", "IMG", "MNC"))
_DONE = frozenset(("deed", "refusal"))
_AFTER = ((5, 1.0), (9, 0.6))
_FAR = 0.35
_BEFORE = 0.7
_CROWD = 45
_FORMAT = 0.4
_NAMED = 1.3
_IN_NAME = 0.5
_THIN = 1
_AROUND = 0.4
_BEYOND = 1_000_000  # context stands behind everything that the act's own words say
_LOOSE = frozenset(("format", "strategy"))
_ENTERING = frozenset(("join", "adopt", "quit"))


@dataclass(frozen=True, slots=True)
class Frame:
    """One act of a statement, ready for comparison.

    `sign` is -1 where the act lessens, ends or refuses its object, or is not to be done; `weights` are those of
    `units`, falling with the distance from the act; `terms` holds the labels and the words of all units, `wider` the
    labels of the wider concepts that its concepts are parts of.
    """

    statement: Statement
    level: Level
    bearers: tuple[Actor, ...]
    keys: frozenset[str]
    root: Root | None
    act: Act
    sign: int
    units: tuple[Unit, ...]
    weights: tuple[float, ...]
    terms: frozenset[str]
    wider: frozenset[str]
    recipients: frozenset[str]
    instruments: frozenset[str]


def head(frame: Frame) -> Unit | None:
    """Return the object that stands nearest after the act, or before it where nothing follows."""
    act = stem(frame.act.word)
    solid = [unit for unit in frame.units if unit.kind in ("concept", "word") and unit.label != act]
    after = [unit for unit in solid if unit.start >= frame.act.start]
    return min(after or solid, key=lambda unit: unit.start, default=None)


def item_frames(statement: Statement) -> tuple[Frame, ...]:
    """Return the frames at which a followed statement may be answered: its own act, and the act it urges on others."""
    outer = _frame(statement, "outer", statement.actors, statement.act, statement.evidence, statement.recipients)
    if statement.urged is not None:
        return outer, _urged(statement)
    if outer.act.family == "urge" and statement.recipients:
        return outer, _frame(statement, "urged", statement.recipients, None, statement.evidence, ())
    return (outer,)


def later_frames(statement: Statement) -> tuple[Frame, ...]:
    """Return the frames at which a later statement may be evidence; none for a mere expectation or assessment."""
    if statement.force not in EVIDENCE or "historical" in statement.aux:
        return ()
    if statement.force in ("demand", "recommendation"):
        return (_demand(statement),) if statement.speaker is not None else ()
    outer = _frame(statement, "outer", statement.actors, statement.act, statement.evidence, statement.recipients, True)
    if statement.urged is not None and outer.act.family == "enable":
        return outer, _urged(statement)
    return (outer,)


def when_of(statement: Statement, document: Document) -> date | None:
    """Return the day of the evidence: when the act was done, else the document's date; null where neither is known.

    The time of what is only promised lies ahead: it counts where it is over before the words were published. A time
    without an end ("since March") tells how long a thing has been so, and makes no evidence older than its document.
    """
    published, when = document.published, statement.when
    if published is None or when is None:
        return published
    if when.end is not None and when.end < published:
        return when.start or when.end
    if statement.force in _DONE and when.start is not None and when.end is not None and when.start <= published:
        return when.start
    return published


def keys_of(actors: Iterable[Actor]) -> frozenset[str]:
    """Return what the actors are compared by, members included; proper names stand for those that stayed unresolved."""
    found: set[str] = set()
    for actor in actors:
        found |= keys(actor)
    return frozenset(found)


def keys(actor: Actor) -> frozenset[str]:
    """Return the keys of one actor; a body of more members than any club stands only for itself."""
    if actor.members and len(actor.members) > _CROWD:
        return frozenset((actor.actor_id or actor.name.lower(),))
    if actor.country in _BODIES and not actor.members:
        return frozenset((actor.actor_id or actor.name.lower(),))
    if actor.keys:
        return actor.keys
    words = actor.name.split()
    named = len(words) > 1 and all(word[:1].isupper() for word in words if len(word) > 3)
    return frozenset((f"name:{actor.name.lower()}",)) if named else frozenset()


def _urged(statement: Statement) -> Frame:
    urged = statement.urged
    assert urged is not None  # noqa: S101 (callers have looked)
    return _frame(statement, "urged", urged.actors, urged.act, urged.span, ())


def _demand(statement: Statement) -> Frame:
    """Frame what its speaker did: to urge is an act of the one who urges."""
    speakers = (statement.speaker,) if statement.speaker else ()
    return _frame(statement, "outer", speakers, "REQUEST", statement.evidence, statement.actors)


def _frame(
    statement: Statement,
    level: Level,
    bearers: Sequence[Actor],
    root: Root | None,
    span: Span,
    recipients: Sequence[Actor],
    later: bool = False,
) -> Frame:
    text = span.shown
    act = act_of(statement, text, level)
    named = [row for row in statement.instrument if span.start <= row.span.start < span.end]
    inside = {at for row in named for at in range(row.span.start - span.start, row.span.end - span.start)}
    names = _names(statement)
    joint = [body for body in bodies(text) if not _is_actor(body.unit, names)]
    known = {f"@{key}" for key in keys_of((*bearers, *_others(statement)))}
    said = units(text, names, act.offsets | inside if span.clean is None else act.offsets)
    plain = [unit for unit in said if unit.label not in known]
    named_units = [_instrument(row, row.span.start - span.start, act, plain) for row in named]
    objects = (*_outside(plain, joint), *(body.unit for body in joint), *named_units)
    around = _context(statement, objects, names, text) if later else ()
    found = (*objects, *around)
    weights = _weights(found, act.start)
    return Frame(
        statement=statement,
        level=level,
        bearers=tuple(bearers),
        keys=keys_of(bearers),
        root=root,
        act=act,
        sign=act.sign,
        units=found,
        weights=weights,
        terms=frozenset(label for unit in found for label in (unit.label, *unit.words)),
        wider=frozenset(up for unit in found for up in wider().get(unit.label, ())),
        recipients=keys_of(recipients),
        instruments=frozenset(row.instrument_id for row in named),
    )


def _outside(found: Sequence[Unit], joint: Sequence[Body]) -> list[Unit]:
    """Return the units with those inside the names of bodies left out, or halved where they tell what it is for."""
    kept = []
    for unit in found:
        inside = any(body.start <= unit.start < body.end for body in joint)
        if not inside:
            kept.append(unit)
        elif unit.kind == "concept":
            kept.append(replace(unit, weight=unit.weight * _IN_NAME))
    return kept


def _context(statement: Statement, own: Sequence[Unit], names: frozenset[str], text: str) -> list[Unit]:
    """Return what the rest of the sentence speaks of, at a low weight, where the words of the act say little."""
    if sum(unit.kind in ("concept", "word") for unit in own) >= _THIN:
        return []
    sentence = statement.sentence.shown
    rest = sentence.replace(text, " ") if text in sentence else sentence
    said = {unit.label for unit in own}
    joint = bodies(rest)
    around = (*_outside(units(rest, names), joint), *(body.unit for body in joint if not _is_actor(body.unit, names)))
    solid = (unit for unit in around if unit.kind in ("concept", "word") and unit.label not in said)
    return [replace(unit, weight=unit.weight * _AROUND, start=_BEYOND + unit.start) for unit in solid]


def _is_actor(unit: Unit, names: frozenset[str]) -> bool:
    """Tell whether a body is but the name of one who acts."""
    return {*unit.words, *unit.label[1:].split()} <= names


def _instrument(row: Instrument, start: int, act: Act, plain: Sequence[Unit]) -> Unit:
    """Return a named agreement or law as an object; a mere format or strategy is a name unless it is the act's object.

    It is the object where it is joined, left, or stands first after the act.
    """
    mere = instrument_kinds().get(row.instrument_id) in _LOOSE and not act.families & _ENTERING
    if mere and start >= act.start and not any(
        act.start <= unit.start < start and unit.kind in ("concept", "word") for unit in plain
    ):
        mere = False
    weight = _FORMAT if mere else _NAMED
    kind: Kind = "name" if mere else "word"
    return Unit(f"#{row.instrument_id}", kind, weight, (), start, row.name)


def _weights(found: Sequence[Unit], start: int) -> tuple[float, ...]:
    """Weigh each unit by its kind and by how near it stands after the act."""
    weights: list[float] = []
    after = 0
    for unit in found:
        if unit.start < start:
            weights.append(unit.weight * _BEFORE)
            continue
        if unit.start >= _BEYOND:
            weights.append(unit.weight)
            continue
        after += unit.kind in ("concept", "word")
        weights.append(unit.weight * next((share for most, share in _AFTER if after <= most), _FAR))
    return tuple(weights)


def _names(statement: Statement) -> frozenset[str]:
    urged = statement.urged.actors if statement.urged else ()
    speaker = (statement.speaker,) if statement.speaker else ()
    actors = (*statement.actors, *statement.recipients, *statement.addressees, *statement.chain, *speaker, *urged)
    return name_stems(word for actor in actors for word in _written(actor).split() if word[:1].isupper())


def _others(statement: Statement) -> tuple[Actor, ...]:
    """Return who is named but neither acts nor is acted upon."""
    speaker = (statement.speaker,) if statement.speaker else ()
    return (*statement.addressees, *statement.chain, *speaker)


def _written(actor: Actor) -> str:
    """Return the name as the text has it: that of the table may hold words that are objects ("… Security Dialogue")."""
    return actor.span.shown if actor.span is not None else actor.name
