"""What can be done once and for all and what cannot, and what shows that a body was set up."""

from servanda.linking.bodies import same_body
from servanda.linking.frames import Frame
from servanda.linking.stems import stem
from servanda.linking.tables import actions
from servanda.linking.vocabulary import stems
from servanda.model import Statement

_TALKING = frozenset(("prepare", "meet"))
_TALKS = frozenset(("=dialogue",))
_DONE = frozenset(("deed", "agreement"))
_FOUNDING_REACH = 60


def endless(item: Frame) -> bool:
    """Tell whether what was asked has no end by itself: to work on, support, strengthen or fight, without a measure."""
    said = item.statement
    if said.amount is not None or said.deadline is not None:
        return False
    families = item.act.families
    return not families or any(actions().families[family].endless for family in families)


def ongoing(statement: Statement) -> bool:
    """Tell whether a deed is told as still going on ("are working")."""
    return statement.force == "deed" and statement.trigger.shown.lower().endswith("ing")


def talks(frame: Frame) -> bool:
    """Tell whether the act is only to talk: to open discussions, to meet, to study."""
    after = [unit for unit in frame.units if unit.start >= frame.act.start and unit.kind in ("concept", "word")]
    about = bool(after) and after[0].label in _TALKS
    return frame.root == "CONSULT" or bool(frame.act.families & _TALKING) or about


def orders(later: Frame) -> bool:
    """Tell whether the words of urging are an order: who governs and requires it has done it by saying so.

    Another state is not governed: what is required of it is only asked.
    """
    said = later.statement
    if any(not key.startswith("name:") for key in later.recipients - later.keys):
        return False
    cue = said.cue.shown if said.cue is not None else ""
    given = stems(actions().orders)
    urged = said.force == "deed" and later.act.family == "urge" and stem(later.act.word) in given
    return urged or (said.force == "demand" and stem(cue.split()[-1] if cue else "") in given)


def founds(item: Frame, later: Frame) -> bool:
    """Tell whether the item is to set up a body, and the later deed is the founding or an act of that body.

    What is only called *the committee* is taken for it where all who were to found it act.
    """
    if "start" not in item.act.families or later.statement.force not in _DONE or later.sign < 0:
        return False
    made = [unit for unit in item.units if unit.label.startswith("!") and unit.start >= item.act.start]
    if not made or made[0].start - item.act.start > _FOUNDING_REACH:
        return False
    sure = max((same_body(made[0], unit) for unit in later.units if unit.label.startswith("!")), default=0.0)
    return sure == 1.0 or (sure > 0 and item.keys <= later.keys | later.recipients)
