"""Statements to frames: who, what kind of act, in which direction, about what — the form in which they are compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from servanda.linking.acts import Act, act_of
from servanda.linking.objects import Known, objects, weights
from servanda.linking.stems import stem
from servanda.linking.vocabulary import stop_words, wider
from servanda.linking.words import Unit, name_stems, tokens
from servanda.model import Actor, Document, Root, Span, Statement

Level = Literal["outer", "urged"]
EVIDENCE = frozenset(("deed", "agreement", "pledge", "refusal", "warning", "demand", "recommendation"))
_BODIES = frozenset(("IGO", "UNO", "NGO", "NGM", "IMG", "MNC"))
_DONE = frozenset(("deed", "refusal"))
_CROWD = 45
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Frame:
    """One act of a statement, ready for comparison; `text` are its words.

    `sign` is -1 where the act lessens, ends or refuses its object, or is not to be done; `weights` are those of
    `units`, falling with the distance from the act; `terms` holds the labels and the words of all units, `wider` the
    labels of the wider concepts that its concepts are parts of, `names` both and who is named, `said` the stems of its
    words but for function words and the actors' names.
    """

    statement: Statement
    level: Level
    text: str
    bearers: tuple[Actor, ...]
    keys: frozenset[str]
    root: Root | None
    act: Act
    sign: int
    units: tuple[Unit, ...]
    weights: tuple[float, ...]
    terms: frozenset[str]
    said: frozenset[str]
    wider: frozenset[str]
    recipients: frozenset[str]
    instruments: frozenset[str]
    names: frozenset[str]

    @property
    def open(self) -> bool:
        """True where nobody who is known acts: no actor is named, or only by a name that no table has."""
        return all(key.startswith("name:") for key in self.keys)


def head(frame: Frame) -> Unit | None:
    """Return the object that stands nearest after the act, or before it where nothing follows."""
    act = stem(frame.act.word)
    solid = [unit for unit in frame.units if unit.kind in ("concept", "word") and unit.label != act]
    after = [unit for unit in solid if unit.start >= frame.act.start]
    return min(after or solid, key=lambda unit: unit.start, default=None)


@lru_cache(maxsize=_REMEMBERED)
def item_frames(statement: Statement, bearers: tuple[Actor, ...] = ()) -> tuple[Frame, ...]:
    """Return the frames at which a followed statement may be answered: its own act, and the act it urges on others.

    `bearers` are those of its item; they stand for actors that the statement itself leaves open.
    """
    own = keys_of(statement.actors)
    named = all(key.startswith("name:") for key in own)
    actors = tuple(bearers) if named and keys_of(bearers) else statement.actors
    outer = _frame(statement, "outer", actors, statement.act, statement.evidence, statement.recipients)
    if statement.urged is not None:
        return outer, _urged(statement)
    if outer.act.family == "urge" and statement.recipients:
        return outer, _frame(statement, "urged", statement.recipients, None, statement.evidence, ())
    return (outer,)


@lru_cache(maxsize=_REMEMBERED)
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
    known = frozenset(f"@{key}" for key in keys_of((*bearers, *_others(statement))))
    names = _names(statement)
    found = objects(statement, span, act, Known(names, known, later))
    terms = frozenset(label for unit in found for label in (unit.label, *unit.words))
    above = frozenset(up for unit in found for up in wider().get(unit.label, ()))
    who, to_whom = keys_of(bearers), keys_of(recipients)
    return Frame(
        statement=statement,
        level=level,
        text=text,
        bearers=tuple(bearers),
        keys=who,
        root=root,
        act=act,
        sign=act.sign,
        units=found,
        weights=weights(found, act),
        terms=terms,
        said=frozenset(token.stem for token in tokens(text) if token.stem not in stop_words()) - names,
        wider=above,
        recipients=to_whom,
        instruments=frozenset(row.instrument_id for row in named),
        names=terms | above | {f"@{key}" for key in who | to_whom},
    )


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
