"""A statement: one act said in one place, with its exact words (the annotation guide, section 1)."""

from datetime import date
from typing import Literal, get_args

from servanda.model.actor import Actor
from servanda.model.base import Value
from servanda.model.span import Span

Force = Literal[
    "deed",
    "agreement",
    "pledge",
    "recommendation",
    "demand",
    "refusal",
    "warning",
    "expectation",
    "assessment",
]
FORCES: tuple[str, ...] = get_args(Force)
ITEM_FORCES: frozenset[str] = frozenset(("pledge", "agreement", "recommendation", "demand"))
Root = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
ROOTS: tuple[str, ...] = get_args(Root)
Grain = Literal["day", "week", "month", "quarter", "half", "year", "decade", "range", "open", "event"]


class TimeRef(Value):
    """A time expression as an interval, both ends inclusive, an open side null (the annotation guide, section 5)."""

    text: str
    span: Span | None = None
    start: date | None = None
    end: date | None = None
    grain: Grain
    rule: str


class Amount(Value):
    """A quantity with its unit: money, a share, a count or a percentage, and its baseline where one is named."""

    text: str
    span: Span
    value: float
    unit: str
    currency: str | None = None
    kind: Literal["money", "share", "count", "percent"]
    baseline: str | None = None


class Instrument(Value):
    """A named agreement, format, law or document that the act concerns."""

    name: str
    span: Span
    instrument_id: str


class Urged(Value):
    """What the outer act asks others to do ("urge Seoul to assume …"): who is to act, the act's root, its words."""

    actors: tuple[Actor, ...]
    act: Root | None
    span: Span


class Statement(Value):
    """One act said in one place. Field meanings: the annotation guide (`docs/annotation.md`)."""

    id: str
    document: str
    document_name: str
    force: Force
    core: bool
    polarity: Literal["positive", "negative"] = "positive"
    evidence: Span
    sentence: Span
    trigger: Span
    cue: Span | None = None
    speaker: Actor | None = None
    chain: tuple[Actor, ...] = ()
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    addressees: tuple[Actor, ...] = ()
    urged: Urged | None = None
    event: Root | None = None
    act: Root | None = None
    mode: tuple[str, ...] = ()
    quad: int | None = None
    contexts: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    aux: tuple[str, ...] = ()
    strength: int | None = None
    renewed: bool = False
    instrument: tuple[Instrument, ...] = ()
    when: TimeRef | None = None
    deadline: TimeRef | None = None
    condition: Span | None = None
    amount: Amount | None = None
    place: Actor | None = None
    item: str | None = None
    confidence: float
    rule: str
