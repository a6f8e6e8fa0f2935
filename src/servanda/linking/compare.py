"""Two frames compared: a score in 0…1, and the reasons for it in words that a person can check."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, sqrt

from servanda.linking.acts import act_closeness, root_closeness
from servanda.linking.bodies import same_body
from servanda.linking.frames import Frame, keys
from servanda.linking.near import nearness
from servanda.linking.tables import general
from servanda.linking.vocabulary import act_words, broad_words, generic_words, wider
from servanda.linking.words import Kind, Unit
from servanda.model import Actor

Rarity = Callable[[str], float]
Hit = Callable[[Unit, Frame], float]
_SHARES = {"object": 0.55, "mass": 0.1, "act": 0.1, "recipients": 0.1, "bearer": 0.15}
_ENOUGH = 3.0
_NAME = 0.5
_PART, _WHOLE, _BESIDE = 0.7, 0.5, 0.25
_WORDS_OF_CONCEPT, _WORDS = 0.6, 0.9
_UNNAMED = 0.2
_NEAR = 0.2
_STRICT_RECIPIENTS = frozenset(("AID", "SANCTION", "SUPPORT", "ACCUSE", "ASSAULT", "COERCE", "CONSULT", "THREATEN"))


@dataclass(frozen=True, slots=True)
class Match:
    """How alike an item's frame and a later one are: the score and its parts.

    `covered` is the share of the item's object that the later words name, `known` the share of the later object that
    the item names, `object` both joined, `mass` the weight of the shared words, `shared` what is shared; `near`
    and `told` are the shares of the words of the one that have a near word in the other; `likely` is how likely a
    reader would join the two, from all of these by the weights of the table; `bearer` is how far the bearers are the
    same, 0 where one of them is not known.
    """

    score: float
    object: float
    covered: float
    known: float
    mass: float
    act: float
    recipients: float
    shared: tuple[Unit, ...]
    near: float = 0.0
    told: float = 0.0
    likely: float = 0.0
    bearer: float = 1.0


def compare(
    item: Frame,
    later: Frame,
    rarity: Rarity,
    exact: bool = False,
    loose: bool = False,
    near: tuple[float, float] | None = None,
) -> Match | None:
    """Return how a later frame matches an item's; None where no bearer or no object is shared.

    With `exact`, only the things themselves count, not their parts or what they are parts of. With `loose`, no object
    need be shared, and a bearer who is not known may be anybody. `near` is what `nearness` gives for the two, where it
    is known.
    """
    if item.keys.isdisjoint(later.keys) and not (loose and (item.open or later.open)):
        return None
    named = same if exact else hit
    covered, mass, shared = _cover(item, later, rarity, named)
    close, told = (0.0, 0.0) if exact else near or nearness([item.said], later.said)[0]
    if not shared and close < _NEAR and not loose:
        return None
    known, _, _ = _cover(later, item, rarity, named)
    likeness = 0.4 * covered + 0.2 * known + 0.4 * sqrt(covered * known)
    act = max(act_closeness(item.act, later.act), 0.9 * root_closeness(item.root, later.root))
    recipients = _recipients(item, later)
    score = (
        _SHARES["object"] * likeness
        + _SHARES["mass"] * min(mass / _ENOUGH, 1.0)
        + _SHARES["act"] * act
        + _SHARES["recipients"] * recipients
        + _SHARES["bearer"] * _same_bearer(item.keys, later.keys)
    )
    values = {
        "covered": covered,
        "known": known,
        "both": sqrt(covered * known),
        "mass": min(mass / _ENOUGH, 1.0),
        "act": act,
        "recipients": recipients,
        "bearer": _same_bearer(item.keys, later.keys),
        "near": close,
        "told": told,
        "near_both": sqrt(close * told),
    }
    likely = weigh(values, general().likely)
    return Match(
        score=round(max(0.0, min(score, 1.0)), 3),
        object=likeness,
        covered=covered,
        known=known,
        mass=mass,
        act=act,
        recipients=recipients,
        shared=shared,
        near=close,
        told=told,
        likely=round(likely, 3),
        bearer=values["bearer"],
    )


def weigh(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the probability that a logistic regression with these weights gives to the signs."""
    return 1 / (1 + exp(-sum(weights[name] * value for name, value in signs.items()) - weights["least"]))


def reasons(item: Frame, later: Frame, match: Match) -> tuple[str, ...]:
    """Return why two frames match, in words that a person can check against the texts."""
    words = ", ".join(dict.fromkeys(unit.said.lower() for unit in match.shared if unit.kind != "act"))
    things = [unit for unit in match.shared if unit.kind == "concept"]
    same = sorted({unit.label[1:].replace("_", " ") for unit in things if unit.label in later.terms})
    kin = sorted({unit.label[1:].replace("_", " ") for unit in things if unit.label not in later.terms})
    found = [_bearer(item, later), f"act: {item.act.word.lower()} / {later.act.word.lower()}"]
    if words:
        found.append(f"shared words: {words}" + (f" (same object: {', '.join(same)})" if same else ""))
    if kin:
        found.append(f"part or kin of: {', '.join(kin)}")
    if item.instruments & later.instruments:
        found.append(f"same instrument: {', '.join(sorted(item.instruments & later.instruments))}")
    if match.recipients == 1.0:
        found.append(f"same recipient: {', '.join(sorted(item.recipients & later.recipients)[:5])}")
    return tuple(found)


def _same_bearer(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Return how far the bearers are the same: wholly, one among the other, in part, or not so that it is known."""
    if ours.isdisjoint(theirs):
        return 0.0
    if ours == theirs:
        return 1.0
    return 0.8 if theirs < ours else 0.7 if ours < theirs else 0.5


def _bearer(item: Frame, later: Frame) -> str:
    """Say in whom the bearers agree."""
    common = item.keys & later.keys
    if not common:
        return "bearer not told: " + (", ".join(actor.name for actor in later.bearers) or "nobody is named")
    ours = next(actor for actor in item.bearers if keys(actor) & common)
    theirs = next(actor for actor in later.bearers if keys(actor) & common)
    if keys(ours) == keys(theirs):
        return f"same bearer: {_named(theirs)}"
    if keys(ours) > keys(theirs):
        return f"same bearer: {_named(theirs)}, of {ours.name}"
    if keys(ours) < keys(theirs):
        return f"same bearer: {_named(ours)}, as one of {theirs.name}"
    return f"bearers overlap: {ours.name} and {theirs.name} ({', '.join(sorted(common)[:5])})"


def _named(actor: Actor) -> str:
    code = actor.country or actor.actor_id
    return f"{actor.name} ({code})" if code and code != actor.name else actor.name


def _cover(one: Frame, other: Frame, rarity: Rarity, hit: Hit) -> tuple[float, float, tuple[Unit, ...]]:
    """Return the share of one frame's object that the other names, its weight, and the units; names alone are none."""
    total = found = mass = 0.0
    shared: list[Unit] = []
    for unit, weight in zip(one.units, one.weights, strict=True):
        telling = rarity(unit.label)
        weight *= telling
        total += weight
        named = 0.0 if _signs(unit.label, unit.kind, unit.words).isdisjoint(other.names) else hit(unit, other)
        if named:
            found += named * weight
            shared.append(unit)
            if _solid(unit):
                mass += named * unit.weight * telling
    solid = any(_solid(unit) for unit in shared)
    return (found / total if total else 0.0), mass, tuple(shared) if solid else ()


@lru_cache(maxsize=65_536)
def _signs(label: str, kind: Kind, words: tuple[str, ...]) -> frozenset[str]:
    """Return the names by which a frame may name a unit: where it has none of them, it does not."""
    if label[0] in "@!" or kind in ("generic", "act"):
        return frozenset((label,))
    above = wider()[label] if kind == "concept" else ()
    return frozenset((label, *(word for word in words if _telling(word)), *above))


def _solid(unit: Unit) -> bool:
    """Tell whether a shared unit is more than a name."""
    return unit.kind in ("concept", "word", "generic") or (unit.weight > _NAME and unit.label[0] != "@")


def hit(unit: Unit, other: Frame) -> float:
    """Return how far the other frame names this unit: 1 for the thing itself, less for a part, a whole or its words."""
    found = same(unit, other)
    if found or unit.kind != "concept":
        return found
    above = wider()[unit.label]
    if unit.label in other.wider:
        return _PART
    if above & other.terms:
        return _WHOLE
    return _BESIDE if above & other.wider else 0.0


def same(unit: Unit, other: Frame) -> float:
    """Return how far the other frame names this very thing: 1, or less where it holds only some of its words."""
    if unit.label.startswith("@"):
        return float(unit.label in other.terms or unit.label[1:] in other.keys | other.recipients)
    if unit.label.startswith("!"):
        return max((same_body(unit, body) for body in other.units if body.label == unit.label), default=0.0)
    if unit.label in other.terms:
        return 1.0
    if unit.kind in ("generic", "act"):
        return 0.0
    return (_WORDS_OF_CONCEPT if unit.kind == "concept" else _WORDS) * _by_words(unit, other)


def _by_words(unit: Unit, other: Frame) -> float:
    """Return the share of a unit's telling words that the other frame holds."""
    telling = [word for word in unit.words if _telling(word)]
    return sum(word in other.terms for word in telling) / len(telling) if telling else 0.0


def _telling(word: str) -> bool:
    """Tell whether a word of a concept says something by itself."""
    return word not in generic_words() and word not in broad_words() and (word,) not in act_words()


def _recipients(item: Frame, later: Frame) -> float:
    """Return 1 where the recipients meet, 0.5 where the item names none, less where the later are none or others."""
    wanted, reached = item.recipients - item.keys, later.recipients - later.keys
    if not wanted:
        return 0.5
    if not reached:
        return 0.5 if any(f"@{key}" in later.terms for key in wanted) else _UNNAMED
    if wanted & reached:
        return 1.0
    if wanted & later.keys or reached & item.keys:
        return 0.25
    roots = {item.root, later.root}
    return -0.6 if roots & _STRICT_RECIPIENTS else 0.0
