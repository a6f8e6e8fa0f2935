"""What an act is about: its objects in order, with their weights — things, bodies, laws, and what stands around."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from servanda.linking.acts import Act
from servanda.linking.bodies import Body, bodies
from servanda.linking.tables import instrument_kinds
from servanda.linking.words import WEIGHTS, Kind, Unit, tokens, units
from servanda.model import Instrument, Span, Statement

_AFTER = ((5, 1.0), (9, 0.6))
_FAR = 0.35
_BEFORE = 0.7
_FORMAT = 0.4
_NAMED = 1.3
_IN_NAME = 0.5
_FOUNDED = 2.0
_MET = 0.3
_AROUND = 0.4
_BEYOND = 1_000_000  # context stands behind everything that the act's own words say
_HOLDING = frozenset(("hold", "start"))
_LOOSE = frozenset(("format", "strategy"))
_ENTERING = frozenset(("join", "adopt", "quit"))


class Known(NamedTuple):
    """What is no object: the stems of the actors' names, the labels of their countries; `later` is true of evidence."""

    names: frozenset[str]
    countries: frozenset[str]
    later: bool


def objects(statement: Statement, span: Span, act: Act, known: Known) -> tuple[Unit, ...]:
    """Return what the words of a span are about, in order: things, bodies and laws, then what stands around."""
    text = span.shown
    named = [row for row in statement.instrument if span.start <= row.span.start < span.end]
    inside = {at for row in named for at in range(row.span.start - span.start, row.span.end - span.start)}
    joint = [body for body in bodies(text) if not _is_actor(body.unit, known.names)]
    said = units(text, known.names, act.offsets | inside if span.clean is None else act.offsets)
    plain = [unit for unit in said if unit.label not in known.countries]
    laws = (_instrument(row, row.span.start - span.start, act, plain) for row in named)
    own = sorted((*_outside(plain, joint), *(body.unit for body in joint), *laws), key=lambda unit: unit.start)
    around = _context(statement, own, known.names, text) if known.later else ()
    several = len(statement.actors) + len(statement.recipients) > 1 or any(row.members for row in statement.actors)
    met = _meeting(act, text, own, known.later) if known.later or several else ()
    return (*own, *around, *met)


def weights(found: Sequence[Unit], act: Act) -> tuple[float, ...]:
    """Weigh each unit by its kind and by how near it stands after the act; a body that is set up is the object."""
    heavy: list[float] = []
    after = 0
    founding = "start" in act.families
    for unit in found:
        if unit.start < act.start:
            heavy.append(unit.weight * (1.0 if unit.label[0] == "!" else _BEFORE))
            continue
        if unit.start >= _BEYOND:
            heavy.append(unit.weight)
            continue
        after += unit.kind in ("concept", "word")
        share = next((share for most, share in _AFTER if after <= most), _FAR)
        if founding and unit.label[0] == "!":
            share, founding = _FOUNDED, False
        heavy.append(unit.weight * share)
    return tuple(heavy)


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
    """Return what the rest of the sentence speaks of, at a low weight, where a deed's own clause names no object."""
    clause = statement.force == "deed" and statement.trigger.start > statement.evidence.start
    if not clause or any(unit.kind in ("concept", "word") and unit.label[0] != "!" for unit in own):
        return []
    sentence = statement.sentence.shown
    rest = sentence.replace(text, " ") if text in sentence else sentence
    said = {unit.label for unit in own}
    joint = bodies(rest)
    around = (*_outside(units(rest, names), joint), *(body.unit for body in joint if not _is_actor(body.unit, names)))
    solid = (unit for unit in around if unit.kind in ("concept", "word") and unit.label not in said)
    return [replace(unit, weight=unit.weight * _AROUND, start=_BEYOND + unit.start) for unit in solid]


def _meeting(act: Act, text: str, own: Sequence[Unit], later: bool) -> list[Unit]:
    """Return the meeting itself as an object: all that a bare promise to meet again is about, little of a later one."""
    held = bool(act.families & _HOLDING) and any(word.stem == "meet" for word in tokens(text))
    bare = not any(unit.kind in ("concept", "word") for unit in own)
    if not ("meet" in act.families or held) or not (later or bare):
        return []
    return [Unit("~meeting", "word", _MET if later else WEIGHTS["word"], (), act.start, act.word)]


def _is_actor(unit: Unit, names: frozenset[str]) -> bool:
    """Tell whether a body is but the name of one who acts."""
    return {*unit.words, *unit.label[1:].split()} <= names


def _instrument(row: Instrument, start: int, act: Act, plain: Sequence[Unit]) -> Unit:
    """Return a named agreement or law as an object; a mere format or strategy is a name unless it is the act's object.

    It is the object where it is joined, left, or stands first after the act.
    """
    mere = instrument_kinds().get(row.instrument_id) in _LOOSE and not act.families & _ENTERING
    if (
        mere
        and start >= act.start
        and not any(act.start <= unit.start < start and unit.kind in ("concept", "word") for unit in plain)
    ):
        mere = False
    weight = _FORMAT if mere else _NAMED
    kind: Kind = "name" if mere else "word"
    return Unit(f"#{row.instrument_id}", kind, weight, (), start, row.name)
