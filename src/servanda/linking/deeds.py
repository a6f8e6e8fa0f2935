"""What a matching deed is to an item: it fulfils it, is a step toward it, or says nothing."""

from collections.abc import Mapping
from itertools import pairwise

from servanda.linking.compare import Match, hit, weigh
from servanda.linking.doing import endless, ongoing, orders, talks
from servanda.linking.frames import Frame, head, keys
from servanda.linking.stems import stem
from servanda.linking.tables import actions, general
from servanda.linking.vocabulary import stems
from servanda.linking.words import lowered
from servanda.model import Force, Relation, Statement

_WHOLE = 0.4
_MOSTLY = 0.5
_MOST_OF_IT = 0.6
_LIKE_ACT = 0.7
_DONE = 0.5
_VERBAL = frozenset(("SUPPORT", "ACCUSE", "REQUEST", "THREATEN", "REJECT"))


def deed(force: Force, item: Frame, later: Frame, match: Match) -> tuple[Relation, str] | None:
    """Return what a deed that matches is to an item, with the reason."""
    told = later.act.speech and not later.act.inner and not orders(later)
    if told and not item.act.speech and item.root not in _VERBAL:
        return _welcomed(later)
    short = less(item, later)
    if short:
        return "advances", short
    if _plainly(item, later, match) or weigh(signs(item, later, match, force), general().done) >= _DONE:
        return "fulfils", "the bearer did it"
    if match.covered < _WHOLE:
        return "advances", "a step toward it: the deed touches a part of what was asked"
    if endless(item):
        return "advances", "a step toward it: what was asked has no end by itself"
    return "advances", "a step toward it: another act, or on a part of the object"


def less(item: Frame, later: Frame) -> str:
    """Say by which of its own words a deed is less than the whole; nothing where none says so."""
    talked = item.root == later.root == "CONSULT" and bool(item.recipients & (later.recipients | later.keys))
    if later.act.part and not item.act.part and not talked:
        return f"only a beginning: {later.act.word.lower()}"
    if later.root == "CONSULT" and not talks(item) and item.root not in _VERBAL:
        return f"only talked about: {later.act.word.lower()}"
    partial = _partial(later.statement)
    if partial:
        return f"only a part: {partial}"
    if ongoing(later.statement) and stem(later.act.word) not in stems(actions().announced):
        return f"still going on: {later.act.word.lower()}"
    return "" if _all_bearers(item, later) else "done by a part of those who were to do it"


def _plainly(item: Frame, later: Frame, match: Match) -> bool:
    """Tell whether the deed is told in the item's own terms: the same act on the same object."""
    thing = head(item)
    whole = match.covered >= _MOSTLY or (match.covered >= _WHOLE and thing is not None and hit(thing, later) > 0)
    return whole and match.act >= _LIKE_ACT and (not endless(item) or _very_act(item, later, match))


def _very_act(item: Frame, later: Frame, match: Match) -> bool:
    """Tell whether the deed is told in the very terms of the item: the same act on most of the same object."""
    family = item.act.family is not None and item.act.family == later.act.family
    return (family or stem(item.act.word) == stem(later.act.word)) and match.covered >= _MOST_OF_IT


def signs(item: Frame, later: Frame, match: Match, force: Force) -> Mapping[str, float]:
    """Return what speaks for a deed being the whole of what was asked, where no word says that it is less."""
    one, other = item.act, later.act
    thing = head(item)
    return {
        "urged": float(force in ("recommendation", "demand")),
        "endless": float(endless(item)),
        "act": match.act,
        "covered": match.covered,
        "known": match.known,
        "likely": match.likely,
        "head": float(thing is not None and hit(thing, later) > 0),
        "done_at_once": float(_at_once(later)),
        "asked_at_once": float(_at_once(item)),
        "same_act": float(one.family is not None and one.family == other.family),
        "talks": float(talks(later)),
        "unknown": float(other.family is None),
    }


def _at_once(frame: Frame) -> bool:
    """Tell whether the act is of the kind that happens once and can be seen: to launch, sign, appoint."""
    family = actions().families.get(frame.act.family or "")
    return family is not None and family.checkable and not family.endless


def _welcomed(later: Frame) -> tuple[Relation, str] | None:
    """Return a step where the bearer welcomes what has come about of it ("welcomed the progress toward …")."""
    words = set(lowered(later.statement.evidence.shown))
    if later.act.family == "welcome" and words & actions().happened:
        return "advances", "the bearer welcomes what has come about of it"
    return None


def _all_bearers(item: Frame, later: Frame) -> bool:
    """Tell whether each of those who were to act took part, as one who acted or toward whom it was done."""
    present = later.keys | later.recipients
    return all(not keys(actor) or keys(actor) & present for actor in item.bearers)


def _partial(statement: Statement) -> str | None:
    words = lowered(statement.evidence.shown)
    first = next((f"first {word}" for one, word in pairwise(words) if one == "first" and _of_several(word)), None)
    return next((word for word in words if word in actions().partial), first)


def _of_several(word: str) -> bool:
    """Tell whether the word after *first* says that more is to come: "the first tanks", "first of", "first phase"."""
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word in ("of", "two", "three", "few") or word in actions().parts or plural
