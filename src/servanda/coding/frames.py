"""What the grammar says before anyone is named: one frame per pair of force cue and act verb."""

from dataclasses import dataclass, replace

from servanda.model import Force, Root


@dataclass(frozen=True, slots=True)
class Frame:
    """One (cue, act) pair of a sentence as token indexes.

    `force` is null for a bare "will": whether it pledges or predicts depends on who speaks for whom.
    `verb` is the head of the clause that holds the act, `trigger` the act verb or event noun itself.
    `bearers` are heads of the noun phrases that name who acts or is to act; `speakers` the chain of
    those whose words are told, outermost first; `patients` what a passive is done to.
    `start` is the token where the evidence begins; `stops` are clauses that are statements of their own.
    `voiced` is true of a demand whose cue only somebody can say ("urged"), no circumstances ("requires").
    """

    trigger: int
    verb: int
    rule: str
    force: Force | None
    start: int
    cue: int | None = None
    bearers: tuple[int, ...] = ()
    speakers: tuple[int, ...] = ()
    patients: tuple[int, ...] = ()
    negated: bool = False
    reported: bool = False
    strength: int | None = None
    renewed: bool = False
    act: Root | None = None
    hypothetical: bool = False
    by_author: bool = False
    first_person: bool = False
    aside: bool = False
    voiced: bool = False
    stops: frozenset[int] = frozenset()

    def stopped(self, stops: frozenset[int]) -> "Frame":
        """Return the frame with the clauses of other statements left out of its evidence."""
        return replace(self, stops=self.stops | stops)


@dataclass(frozen=True, slots=True)
class Scope:
    """What governs a clause from above: the force and cue in force, who acts, whose words are told."""

    force: Force | None = None
    rule: str = ""
    cue: int | None = None
    strength: int | None = None
    renewed: bool = False
    bearers: tuple[int, ...] = ()
    speakers: tuple[int, ...] = ()
    start: int | None = None
    negated: bool = False
    reported: bool = False
    modal: str | None = None
    hypothetical: bool = False
    by_author: bool = False
