"""Items, links, reviews and outcomes: what is followed, and what became of it."""

from datetime import date, datetime
from typing import Literal, get_args

from servanda.model.actor import Actor
from servanda.model.base import Value
from servanda.model.statement import Force

Relation = Literal["fulfils", "advances", "restates", "contradicts", "supersedes"]
RELATIONS: tuple[str, ...] = get_args(Relation)
Delivery = Literal[
    "fulfilled",
    "substantially_advanced",
    "advanced",
    "restated",
    "contradicted",
    "superseded",
    "no_evidence",
    "cannot_be_assessed",
]
DELIVERIES: tuple[str, ...] = get_args(Delivery)
Schedule = Literal["not_due", "due", "overdue", "met_on_time", "met_late", "no_deadline"]
OfficialClaim = Literal["none", "claims_done", "claims_on_track", "disowned"]


class Quote(Value):
    """Words of a document, with where they stand.

    `prefix` and `suffix` are up to 32 code points before and after them, by which a decision on these words finds
    them again in another version; empty where they are not kept.
    """

    document: str
    document_name: str
    start: int
    end: int
    text: str
    prefix: str = ""
    suffix: str = ""


class Measurability(Value):
    """Which of the six things that make a commitment checkable the item names."""

    actor: bool
    action: bool
    object: bool
    quantity: bool
    deadline: bool
    test: bool


class Item(Value):
    """A statement that is followed: a pledge, agreement, recommendation or demand, with all its quotations.

    `statements` are the ids of the statements it is made of, the leading one first; `asks` are its acts in words.
    """

    id: str
    number: str
    title: str
    parent: str | None
    document: str
    document_name: str
    force: Force
    bearers: tuple[Actor, ...]
    asks: tuple[str, ...]
    statements: tuple[str, ...]
    quotes: tuple[Quote, ...]
    measurability: Measurability


class Link(Value):
    """How a later statement bears on an earlier item, with a score in 0…1 and reasons a person can check.

    `asks` are the indexes of the item's asks that the later statement bears on.
    """

    id: str
    item: str
    statement: str
    relation: Relation
    score: float
    reasons: tuple[str, ...]
    asks: tuple[int, ...] = ()


class Change(Value):
    """One field that a person changed: its name, and its value before and after as JSON."""

    field: str
    before: str
    after: str


class Review(Value):
    """A person's decision on a statement, a link or an outcome; it stands beside the machine's words.

    A `score` is one coder's on a cell (`cell_key`: item, member, scale, cycle), an `adjudication` what was settled.
    `changes` are the fields of the statement that the person coded otherwise.
    """

    id: str
    subject_kind: Literal["statement", "link", "outcome", "score", "adjudication"]
    subject: str
    judgement: str
    user: str
    at: datetime
    note: str = ""
    quote: Quote | None = None
    changes: tuple[Change, ...] = ()


class Searched(Value):
    """The bounds of a search: how many documents, how many of them relevant, from how many publishers, up to when."""

    documents: int
    relevant: int
    publishers: int
    until: date | None


class Evidence(Value):
    """A later statement that bears on an item, with its words, date, source and reasons.

    `clean` is the text as people read it, where that differs; `reports` counts the documents that say it.
    """

    document: str
    document_name: str
    statement: str
    start: int
    end: int
    text: str
    date: date
    relation: Relation
    source: Literal["own", "other"]
    score: float
    reasons: tuple[str, ...]
    clean: str | None = None
    reports: int = 1


class Outcome(Value):
    """What became of an item on the day `as_of`, on three axes; computed, never authoritative in itself."""

    item: str
    delivery: Delivery
    schedule: Schedule
    official_claim: OfficialClaim
    as_of: date
    searched: Searched
    assigned_by: str
    evidence: tuple[Evidence, ...]
    reasons: tuple[str, ...] = ()
