"""How the page calls things: outcomes, schedules, relations and what makes an item measurable, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.model import Delivery, OfficialClaim, Relation, Schedule


@dataclass(frozen=True, slots=True)
class Word:
    """What a reader sees: the label, and what it means in a short sentence."""

    label: str
    meaning: str


DELIVERY: Mapping[Delivery, Word] = {
    "fulfilled": Word("Fulfilled", "All that was asked or promised was done."),
    "substantially_advanced": Word("Substantially advanced", "The greater part was done, or firmly begun."),
    "advanced": Word("Advanced", "Steps toward it were taken or promised."),
    "restated": Word("Restated", "It was said again; nothing more was found."),
    "contradicted": Word("Contradicted", "The bearer did or announced the contrary."),
    "superseded": Word("Superseded", "Something later took its place."),
    "no_evidence": Word("No evidence found", "None in the documents that were searched."),
    "cannot_be_assessed": Word("Cannot be assessed", "No document searched speaks of the bearer and the subject."),
}
SCHEDULE: Mapping[Schedule, str] = {
    "not_due": "not due yet",
    "due": "due now",
    "overdue": "overdue",
    "met_on_time": "met on time",
    "met_late": "met late",
    "no_deadline": "no deadline",
}
CLAIM: Mapping[OfficialClaim, str] = {
    "none": "",
    "claims_done": "the bearer says that it is done",
    "claims_on_track": "the bearer says that it is on track",
    "disowned": "the bearer disowns it",
}
RELATION: Mapping[Relation, str] = {
    "fulfils": "fulfils it",
    "advances": "advances it",
    "restates": "restates it",
    "contradicts": "contradicts it",
    "supersedes": "supersedes it",
}
SOURCE: Mapping[str, str] = {"own": "the bearer’s own account", "other": "another’s account"}
MEASURES: Mapping[str, str] = {
    "actor": "who is to act",
    "action": "a definite action",
    "object": "what it concerns",
    "quantity": "how much",
    "deadline": "by when",
    "test": "a test of success",
}
