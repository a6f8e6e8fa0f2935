"""What a matching deed is to an item: it fulfils it, is a step toward it, or says nothing."""

from servanda.linking.compare import Match, hit
from servanda.linking.doing import endless, ongoing
from servanda.linking.frames import Frame, head, keys
from servanda.linking.stems import stem
from servanda.linking.tables import actions
from servanda.linking.words import tokens
from servanda.model import Relation, Statement

_WHOLE = 0.4
_DONE = 0.7
_MOSTLY = 0.5
_MOST_OF_IT = 0.6
_VERBAL = frozenset(("SUPPORT", "ACCUSE", "REQUEST", "THREATEN", "REJECT"))


def deed(item: Frame, later: Frame, match: Match) -> tuple[Relation, str] | None:
    """Return what a deed that matches is to an item, with the reason."""
    if later.act.speech and not later.act.inner and not item.act.speech and item.root not in _VERBAL:
        return _welcomed(later)
    if later.act.part and not item.act.part:
        return "advances", f"only a beginning: {later.act.word.lower()}"
    partial = _partial(later.statement)
    if partial:
        return "advances", f"only a part: {partial}"
    if ongoing(later.statement):
        return "advances", f"still going on: {later.act.word.lower()}"
    if match.covered < _WHOLE:
        return "advances", "a step toward it: the deed touches a part of what was asked"
    thing = head(item)
    if match.act < _DONE or (thing is not None and not hit(thing, later) and match.covered < _MOSTLY):
        return "advances", "a step toward it: another act, or on a part of the object"
    if endless(item) and not _very_act(item, later, match):
        return "advances", "a step toward it: what was asked has no end by itself"
    if not _all_bearers(item, later):
        return "advances", "done by a part of those who were to do it"
    return "fulfils", "the bearer did it"


def _welcomed(later: Frame) -> tuple[Relation, str] | None:
    """Return a step where the bearer welcomes what has come about of it ("welcomed the progress toward …")."""
    words = {token.text.lower() for token in tokens(later.statement.evidence.shown)}
    if later.act.family == "welcome" and words & actions().happened:
        return "advances", "the bearer welcomes what has come about of it"
    return None


def _very_act(item: Frame, later: Frame, match: Match) -> bool:
    """Tell whether the deed is told in the very terms of the item: the same act on most of the same object."""
    family = item.act.family is not None and item.act.family == later.act.family
    return (family or stem(item.act.word) == stem(later.act.word)) and match.covered >= _MOST_OF_IT


def _all_bearers(item: Frame, later: Frame) -> bool:
    """Tell whether each of those who were to act took part, as one who acted or toward whom it was done."""
    present = later.keys | later.recipients
    return all(not keys(actor) or keys(actor) & present for actor in item.bearers)


def _partial(statement: Statement) -> str | None:
    words = actions().partial
    return next((token.text.lower() for token in tokens(statement.evidence.shown) if token.text.lower() in words), None)
