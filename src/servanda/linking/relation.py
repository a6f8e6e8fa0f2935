"""What a matching later statement is to an item: fulfils, advances, restates, contradicts, supersedes, or nothing."""

from collections.abc import Mapping
from math import log, log1p

from servanda.linking.acts import act_closeness, opposed
from servanda.linking.compare import Match, same
from servanda.linking.deeds import deed
from servanda.linking.doing import founds, orders, talks
from servanda.linking.frames import Frame, head, keys_of
from servanda.linking.nearness import Nearness
from servanda.linking.stems import stem
from servanda.linking.tables import actions
from servanda.linking.vocabulary import evils, stems
from servanda.linking.words import lowered, tokens
from servanda.model import Force, Relation, Statement

_SURE, _SURE_OF_UNNAMED, _SURE_OF_EVERYDAY = 0.2, 0.25, 0.3
_LIKELY, _SURELY = 0.05, 0.15
_SURE_OF_DEFIANCE = 0.25
_UNLIKELY = 0.0005
_LEAST_SCORE = 0.48
_LEAST_MASS = 0.4
_LEAST_OBJECT = 0.25
_LEAST_OBJECT_OF_OTHER_ACT = 0.3
_OPPOSED_SCORE = 0.58
_OPPOSED_OBJECT = 0.45
_OPPOSED_EVIL = 0.85
_NEARLY_ALL = 0.6
_NEARLY = 0.35
_NAME = 0.5
_WHOLE = 0.4
_SAME_ACT = 0.6
_VERY_ACT = 0.95
_DONE = 0.7
_NOTHING_NEW, _MOST, _LITTLE_NEW, _HALF = 0.65, 0.75, 0.4, 0.3
_FORMS = frozenset(("~meeting", "=dialogue", "=summit", "=ministerial"))
_BEING = frozenset(("be", "is", "are", "was", "were", "been", "being"))
_NEGATIONS = frozenset(("not", "never", "no"))
_OWN_WORD = frozenset(("pledge", "agreement"))
_SAYING = frozenset(("affirm", "commit", "declare"))


def relate(force: Force, item: Frame, later: Frame, match: Match, sure: float) -> tuple[Relation, str] | None:
    """Return the relation with the reason that decided it; None where the two are too far apart or say nothing.

    `sure` is how likely a reader would join the two.
    """
    if match.recipients < 0 or not _answers(item, later) or later.act.word.lower() in _BEING:
        return None
    if item.sign != later.sign:
        if sure >= _SURE_OF_DEFIANCE and _defies(force, item, later, match):
            return "contradicts", f"the bearer does what it was not to do: {later.act.word.lower()}"
        plain = match.bearer > 0 and sure >= _SURE and _alike(match) and _telling(item, later, match)
        return (_opposed(force, item, later, match) or _otherwise(item, later, match)) if plain else None
    everyday = bool(match.shared) and match.act >= _VERY_ACT and not _telling(item, later, match)
    if sure < (_SURE_OF_EVERYDAY if everyday else _SURE if match.bearer > 0 else _SURE_OF_UNNAMED):
        return None
    if founds(item, later):
        return "fulfils", "what was to be set up exists: it acts"
    return _same(force, item, later, match)


def bearing(match: Match, near: Nearness) -> Mapping[str, float]:
    """Return what speaks for the two belonging together, from words, frames and meaning."""
    held = min(max(match.likely, _UNLIKELY), 0.99)
    return {
        "odds": log(held / (1 - held)),
        "alike": float(_alike(match)),
        "near": near.near,
        "others": log1p(near.others),
        "rivals": log1p(near.rivals),
        "over_items": near.over_items,
        "over_statements": near.over_statements,
        "bearer": float(match.bearer > 0),
    }


def _alike(match: Match) -> bool:
    """Tell whether the two are about one thing: by what is shared, or because a reader would most likely join them."""
    if match.likely >= _SURELY:
        return True
    named = any(unit.label[0] in "!#" for unit in match.shared)
    return _shares(match) and (named or match.likely >= _LIKELY)


def _shares(match: Match) -> bool:
    """Tell whether enough of the very words is shared, whatever is near in meaning."""
    least = _LEAST_OBJECT if match.act >= _SAME_ACT else _LEAST_OBJECT_OF_OTHER_ACT
    return match.score >= _LEAST_SCORE and match.object >= least and match.mass >= _LEAST_MASS


def _telling(item: Frame, later: Frame, match: Match) -> bool:
    """Tell whether more is shared than one everyday word: a concept, a name of a law, or two words, or nearly all."""
    if not match.shared:
        return match.near >= _NEARLY
    solid = [unit for unit in match.shared if unit.kind in ("concept", "word")]
    if all(unit.label in _FORMS for unit in solid) and not _same_table(item, later, match):
        return False
    marks = {unit.label[0] for unit in match.shared}
    bodies = ("!" in marks and match.act >= _VERY_ACT) or ("~" in marks and match.act >= _DONE)
    strong = any(unit.kind == "concept" or unit.label[0] == "#" for unit in match.shared if unit.weight > _NAME)
    words = sum(unit.kind in ("word", "generic") for unit in match.shared)
    return bodies or strong or (words > 1 and bool(solid)) or match.object >= _NEARLY_ALL


def _same_table(item: Frame, later: Frame, match: Match) -> bool:
    """Tell whether those who were to meet or talk are those who did: talks with others are other talks."""
    return match.recipients == 1.0 or item.keys <= later.keys | later.recipients


def _answers(item: Frame, later: Frame) -> bool:
    """Tell whether the later act is of the level that the item asks for: an urging answers only an urging."""
    asked = _is_to_urge(item)
    urging = later.statement.force in ("demand", "recommendation") or later.act.family == "urge"
    if asked or (urging and not orders(later)):
        return asked and (urging or later.statement.urged is not None)
    if item.level == "outer" and item.statement.urged is not None and item.act.family != "coordinate":
        return bool(_urged_keys(item.statement) & (later.recipients | _urged_keys(later.statement)))
    if later.statement.force == "warning":
        return item.root in ("THREATEN", "SANCTION", "MOBILIZE", "COERCE") or item.act.family in ("warn", "declare")
    return "hypothetical" not in later.statement.aux or later.statement.force == "pledge"


def _is_to_urge(item: Frame) -> bool:
    """Tell whether the item asks its bearer to urge others; to request money is to seek it."""
    return item.level == "outer" and (item.root == "REQUEST" or (item.act.family == "urge" and item.root != "AID"))


def _urged_keys(statement: Statement) -> frozenset[str]:
    return keys_of(statement.urged.actors) if statement.urged else frozenset()


def _opposed(force: Force, item: Frame, later: Frame, match: Match) -> tuple[Relation, str] | None:
    """Return contradicts or supersedes where the bearer itself does or announces the opposite on the same object."""
    if later.statement.force in ("warning", "demand", "recommendation"):
        return None
    if match.score < _OPPOSED_SCORE or match.object < _OPPOSED_OBJECT or "hypothetical" in later.statement.aux:
        return None
    if not _shares(match) or not _undoes(item, later, match) or not _same_head(item, later, match):
        return None
    if force in _OWN_WORD and _takes_back(later):
        return "supersedes", f"the bearer took its word back or replaced it: {later.act.word.lower()}"
    if later.statement.force == "refusal":
        return "contradicts", "opposite: the bearer refuses the act"
    return "contradicts", f"opposite act on the same object: {item.act.word.lower()} / {later.act.word.lower()}"


def _otherwise(item: Frame, later: Frame, match: Match) -> tuple[Relation, str] | None:
    """Return a step where one act lessens one thing and the other furthers another: *cut imports*, *find suppliers*."""
    steps = later.statement.force in ("deed", "agreement", "pledge") and not later.act.speech
    if item.act.turn != later.act.turn or opposed(item.act, later.act) or not steps:
        return None
    if match.object < _LEAST_OBJECT_OF_OTHER_ACT:
        return None
    return "advances", "a step toward it by another act"


def _defies(force: Force, item: Frame, later: Frame, match: Match) -> bool:
    """Tell whether the bearer does or promises just what it was advised or asked not to do, on no condition."""
    free = actions().conditions.isdisjoint(lowered(item.statement.sentence.shown))
    alike = match.act >= _SAME_ACT and _same_head(item, later, match)
    advised = force in ("recommendation", "demand") and item.act.turn < 0 < later.act.turn
    doing = later.statement.force in ("deed", "agreement", "pledge") and "hypothetical" not in later.statement.aux
    return advised and doing and free and alike and match.bearer > 0 and not opposed(item.act, later.act)


def _undoes(item: Frame, later: Frame, match: Match) -> bool:
    """Tell whether the acts are opposites: by their families, or because one of two like acts is not to happen."""
    if item.act.turn == later.act.turn:
        return opposed(item.act, later.act) and _lessens(item if item.sign < 0 else later)
    return match.act >= _SAME_ACT and any(_NEGATIONS.isdisjoint(lowered(frame.text)) for frame in (item, later))


def _lessens(frame: Frame) -> bool:
    """Tell whether the act itself ends or lessens its object, and not only an act inside it ("continue to cut …")."""
    return frame.act.family is None or actions().families[frame.act.family].sign < 0 or frame.act.turn < 0


def _same_head(item: Frame, later: Frame, match: Match) -> bool:
    """Tell whether both acts bear on one thing directly; against an evil, only the plainest reversal counts."""
    one, other = head(item), head(later)
    if one is None or other is None or not same(one, later) or not same(other, item):
        return False
    solid = [unit for unit in match.shared if unit.kind in ("concept", "word")]
    if any(unit.label not in evils() for unit in solid):
        return True
    before = any(later.act.start <= unit.start < other.start for unit in later.units if unit.kind == "generic")
    return later.act.family == "increase" and match.object >= _OPPOSED_EVIL and not before


def _takes_back(later: Frame) -> bool:
    if later.act.family == "replace":
        return True
    given = stems(actions().word_given)
    near = [token.stem for token in tokens(later.statement.evidence.shown)]
    return later.act.family in ("quit", "end") and bool(given & set(near[:8]))


def _same(force: Force, item: Frame, later: Frame, match: Match) -> tuple[Relation, str] | None:
    kind = later.statement.force
    if kind == "pledge" and force in _OWN_WORD:
        return _own_pledge(later, match)
    if kind == "pledge" and _to_promise(item) and match.covered >= _WHOLE and "hypothetical" not in later.statement.aux:
        return "fulfils", "the act asked for is to promise it, and the bearer promised it"
    if kind == "deed":
        return deed(force, item, later, match)
    if kind == "agreement":
        return _agreement(item, later, match)
    if kind in ("demand", "recommendation"):
        if _is_to_urge(item):
            return "fulfils", "the bearer urged what it was to urge"
        return "advances", "a step toward it: the bearer requires it of others"
    if kind == "refusal":
        return "advances", "the bearer refuses the opposite"
    if kind == "warning":
        return "advances", "the bearer announced it as a consequence"
    if item.act.family in _SAYING and later.act.family in _SAYING | {None}:
        return "fulfils", "the act asked for is to say it, and the bearer said it"
    return "advances", "a pledge toward it by the bearer"


def _to_promise(item: Frame) -> bool:
    """Tell whether the act asked for is to give one's word, and nothing that is named more closely."""
    given = stem(item.act.word) in stems(actions().word_given)
    return item.level == "outer" and item.act.family == "commit" and given and item.statement.amount is None


def _own_pledge(later: Frame, match: Match) -> tuple[Relation, str] | None:
    if match.known >= _NOTHING_NEW and match.covered < _HALF:
        return None
    if later.statement.renewed:
        return "restates", "the bearer renews its own word"
    if match.known >= _NOTHING_NEW or (match.covered >= _MOST and match.known >= _LITTLE_NEW):
        return "restates", "the bearer says again what it had already promised"
    return "advances", "a further pledge toward it by the bearer"


def _agreement(item: Frame, later: Frame, match: Match) -> tuple[Relation, str]:
    joining = item.act.family in ("join", "start", "adopt") or item.root == "AGREE"
    close = act_closeness(item.act, later.act)
    whole = match.covered >= _WHOLE or item.act.word.lower() == later.act.word.lower()
    if joining and whole and close >= _DONE and not talks(later):
        return "fulfils", "what was to be agreed or set up was agreed"
    return "advances", "an agreement toward it"
