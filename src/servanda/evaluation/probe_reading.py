"""What a coder said of a few words, as values that can be compared, and what is asked of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from servanda.evaluation.edits import moved
from servanda.evaluation.probe_data import Base, Variant
from servanda.model import Actor, Statement

Asked = Mapping[str, tuple[object, ...]]
FAULTS = ("missing", "extra", "force", "polarity", "aux", "bearers", "recipients", "act", "amount", "evidence")
_OPEN = "?"
_HALF = 0.5
_LONG = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One statement: who, what and where; actors as countries or organisations, `?` for one that stays open."""

    force: str
    polarity: str
    aux: frozenset[str]
    bearers: frozenset[str]
    recipients: frozenset[str]
    act: str | None
    amount: float | None
    evidence: tuple[int, int]
    text: str

    def __str__(self) -> str:
        sides = " → ".join("+".join(sorted(side)) or "–" for side in (self.bearers, self.recipients))
        marks = [*(("negative",) if self.polarity == "negative" else ()), *sorted(self.aux)]
        return f"{self.force} {sides} {self.act or '–'} {' '.join(marks)}".rstrip() + f" «{self.text}»"


def readings(statements: Iterable[Statement]) -> tuple[Reading, ...]:
    """Return what was said, in the order of the text."""
    return tuple(sorted((_reading(one) for one in statements), key=lambda one: one.evidence))


def _reading(one: Statement) -> Reading:
    return Reading(
        force=one.force,
        polarity=one.polarity,
        aux=frozenset(one.aux),
        bearers=_keys(one.actors),
        recipients=_keys(one.recipients),
        act=one.act,
        amount=one.amount.value if one.amount else None,
        evidence=(one.evidence.start, one.evidence.end),
        text=one.evidence.text,
    )


def _keys(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset((one.actor_id if one.members else one.country or one.actor_id) or _OPEN for one in actors)


def by_guide(base: Base) -> tuple[Asked, ...]:
    """Return what the annotation guide asks of each statement of a base sentence."""
    return tuple(_by_guide(one) for one in base.says)


def _by_guide(says: Mapping[str, object]) -> Asked:
    asked: dict[str, tuple[object, ...]] = {"force": (says["force"],)}
    for name, side in (("actors", "bearers"), ("recipients", "recipients")):
        if isinstance(given := says.get(name), list):
            asked[side] = (frozenset(given),)
    if "act" in says:
        asked["act"] = (says["act"],)
    return asked


def by_base(variant: Variant, base: Sequence[Reading]) -> tuple[Asked, ...]:
    """Return what is asked of each statement of a variant, given how its base was coded.

    Where the parts of a list are statements of their own, reversing it turns them round, while places stay in order.
    """
    asked = [_by_base(variant, one) for one in base]
    if variant.kind == "order" and len(asked) == len(variant.edits or ()):
        return tuple({**one, "evidence": place["evidence"]} for one, place in zip(reversed(asked), asked, strict=True))
    return tuple(asked)


def _by_base(variant: Variant, base: Reading) -> Asked:
    asked: dict[str, tuple[object, ...]] = {
        "force": (base.force,),
        "polarity": (base.polarity,),
        "bearers": (_renamed(base.bearers, variant.renamed),),
        "recipients": (_renamed(base.recipients, variant.renamed),),
        "act": (base.act,),
    }
    if base.force == "refusal":
        del asked["polarity"]
    if variant.edits is None:
        asked["words"] = tuple(_stems(base.text))
    else:
        asked["evidence"] = (moved(base.evidence[0], base.evidence[1], variant.edits),)
    if variant.kind == "numerals":
        asked["amount"] = (base.amount,)
    return {**asked, **variant.now}


def _renamed(side: Iterable[str], names: Mapping[str, str]) -> frozenset[str]:
    return frozenset(names.get(one, one) for one in side)


def faults(asked: Sequence[Asked], found: Sequence[Reading]) -> tuple[str, ...]:
    """Return the aspects in which a coding is not as it should be, each once, in the order of `FAULTS`."""
    if len(asked) != len(found):
        return ("missing",) if len(found) < len(asked) else ("extra",)
    wrong = {name for one, other in zip(asked, found, strict=True) for name in _wrong(one, other)}
    return tuple(name for name in FAULTS if name in wrong)


def _wrong(asked: Asked, found: Reading) -> Iterable[str]:
    for name, right in asked.items():
        if name == "polarity" and found.force == "refusal":
            continue  # a refusal says no by its force
        if name == "words":
            if sum(stem in _stems(found.text) for stem in right) < _HALF * len(right):
                yield "evidence"
        elif name == "aux":
            if not found.aux.issuperset(map(str, right)):
                yield name
        elif getattr(found, name) not in right:
            yield name


def _stems(text: str) -> list[str]:
    """Return the beginnings of the longer words, so that forms of one verb count as the same."""
    return [word[:_LONG].lower() for word in re.findall(r"\w+", text) if len(word) >= _LONG]
