"""What people read out of documents: the statements, links and outcomes that a coder is measured against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

NO_LINK = "none"


class GoldError(ValueError):
    """Gold that cannot be read; the message says which file, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One document: its name, its whole text, what is known of it, and what it is counted under.

    `metadata` is what a coder may know (title, published, publisher, kind, format …); `genre` is for tables only,
    so that a kind that a coder must guess is not given away; documents of one `group` were linked with each other.
    `read` are the stretches that the annotators read, by default all of it: only what begins there is judged.
    """

    name: str
    text: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    genre: str = "other"
    group: str = ""
    read: tuple[tuple[int, int], ...] = ()

    def was_read(self, at: int) -> bool:
        """Return whether the annotators read the text at this code point."""
        return not self.read or any(start <= at < end for start, end in self.read)

    @property
    def published(self) -> date | None:
        """Return the day of publication where it is known."""
        value = self.metadata.get("published") or self.metadata.get("date")
        return date.fromisoformat(str(value)[:10]) if value else None


@dataclass(frozen=True, slots=True)
class Period:
    """An interval in days, both ends inclusive, an open side null."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """One statement as a reader marked it; `start` and `end` are code points of the document's text, half-open.

    Actors are strings: an ISO3 code, an organisation's name or id, `Name(USA)`, or `?` for one that no reader could
    resolve. Gold that gives one root for both has it in `plover`. `forces` are the accepted ones, the first the best.
    `speaker_given` is false where the gold does not say who speaks, which is not the same as the author speaking.
    """

    id: str
    document: str
    start: int
    end: int
    forces: tuple[str, ...]
    core: bool
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    speaker: str | None = None
    speaker_given: bool = True
    event: str | None = None
    act: str | None = None
    plover: str | None = None
    one_root: bool = False
    polarity: str = "positive"
    when: Period | None = None
    deadline: Period | None = None
    trigger: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None

    @property
    def force(self) -> str:
        """Return the force that fits best."""
        return self.forces[0]

    @property
    def soft(self) -> bool:
        """Return whether missing it is no error: an expectation or an assessment."""
        return self.force in SOFT_FORCES


SOFT_FORCES = frozenset(("expectation", "assessment"))


@dataclass(frozen=True, slots=True)
class GoldLink:
    """A later statement that bears on an earlier one; without `later`, nothing in the group does."""

    earlier: str
    later: str | None
    relations: tuple[str, ...]

    @property
    def bears(self) -> bool:
        """Return whether it names a later statement that bears on the earlier one."""
        return self.later is not None and self.relations[0] != NO_LINK

    @property
    def optional(self) -> bool:
        """Return whether leaving it out is accepted too."""
        return NO_LINK in self.relations


@dataclass(frozen=True, slots=True)
class GoldOutcome:
    """What became of an item by the day `as_of`: one or more accepted deliveries (or statuses), the best first.

    `statements` are the ids of the statements that say the item, `evidence` of those that bear on it.
    """

    item: str
    statements: tuple[str, ...]
    deliveries: tuple[str, ...]
    as_of: date | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """Documents with all that was marked in them."""

    documents: tuple[GoldDocument, ...]
    statements: tuple[GoldStatement, ...]
    links: tuple[GoldLink, ...] = ()
    outcomes: tuple[GoldOutcome, ...] = ()

    def of(self, document: str) -> tuple[GoldStatement, ...]:
        """Return the statements of the document of this name, in the order of the text."""
        found = (statement for statement in self.statements if statement.document == document)
        return tuple(sorted(found, key=lambda statement: (statement.start, statement.end)))
