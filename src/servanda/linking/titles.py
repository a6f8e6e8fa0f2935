"""An item in few words: its title, its asks, and which of the six checkable things it names."""

from collections.abc import Sequence

from servanda.linking.frames import Frame, item_frames
from servanda.linking.tables import actions
from servanda.model import Measurability, Statement

_LONGEST = 90
_SHORT = 3
_EDGE = " \t\n-–—•*·.,;:"


def title(words: str) -> str:
    """Return a title from an ask's words: one line of at most 90 characters, cut between words."""
    line = words.strip(_EDGE)
    if len(line) > _LONGEST:
        cut = line[:_LONGEST].rsplit(" ", 1)[0].rstrip(_EDGE)
        line = f"{cut}…"
    return line[:1].upper() + line[1:]


def ask(statement: Statement) -> str:
    """Return the act and its object in the statement's own words, without who should do it where that comes first."""
    whole = statement.evidence.shown.strip(_EDGE)
    offset = statement.trigger.start - statement.evidence.start
    cue_first = statement.cue is None or statement.cue.start <= statement.trigger.start
    if offset <= 0 or not cue_first or statement.polarity == "negative":
        return whole
    trigger = statement.trigger.shown
    at = whole.find(trigger, max(0, min(offset - 20, len(whole))) if statement.evidence.clean is None else 0)
    rest = whole[at:] if at >= 0 else whole
    return rest if len(rest.split()) >= _SHORT else whole


def measurability(statements: Sequence[Statement]) -> Measurability:
    """Return which of actor, action, object, quantity, deadline and test the item's statements name between them."""
    frames = [item_frames(statement)[0] for statement in statements]
    quantity = any(statement.amount is not None for statement in statements)
    action = any(_concrete(frame) for frame in frames)
    thing = any(unit.kind in ("concept", "word", "name") for frame in frames for unit in frame.units)
    return Measurability(
        actor=any(actor.resolved for statement in statements for actor in statement.actors),
        action=action,
        object=thing,
        quantity=quantity,
        deadline=any(_dated(statement) for statement in statements),
        test=quantity or any(bool(statement.instrument) for statement in statements) or any(map(_checkable, frames)),
    )


def _concrete(frame: Frame) -> bool:
    word = frame.act.word.lower()
    return bool(word) and word not in actions().vague


def _checkable(frame: Frame) -> bool:
    """Tell whether somebody outside could see that the act was done: a thing begun, signed, sent, held or ended."""
    table = actions().families
    return any(table[family].checkable and family not in ("increase", "reduce") for family in frame.act.families)


def _dated(statement: Statement) -> bool:
    when = statement.when
    return statement.deadline is not None or (when is not None and when.end is not None and "future" in statement.aux)
