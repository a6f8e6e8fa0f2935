"""Behavioural tests of a coder: does its coding stay where only the wording changes, and change where the meaning does?

Unlike gold, a probe needs no reader: the coding of a sentence is compared with the coding of the same sentence in the
passive, about other countries, negated, in another tense. Stability is not correctness; how many base sentences are
coded as the annotation guide says stands beside it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from servanda.evaluation.probe_data import CHANGED, KINDS, SAME, Base, Variant, bases
from servanda.evaluation.probe_reading import FAULTS, Reading, by_base, by_guide, faults, readings
from servanda.evaluation.run import Code

_LOST = ("missing", "extra")


@dataclass(frozen=True, slots=True)
class Tried:
    """One variant: how its base was coded, how it was coded, and in what that is not as it should be."""

    base: Base
    variant: Variant
    before: tuple[Reading, ...]
    after: tuple[Reading, ...]
    faults: tuple[str, ...]

    def __str__(self) -> str:
        now = ", ".join(f"{name}: {' or '.join(right)}" for name, right in self.variant.now.items())
        lines = [f"{self.variant.kind}: {' '.join(self.faults)}" + (f" (to become {now})" if now else "")]
        for text, said in ((self.base.text, self.before), (self.variant.text, self.after)):
            lines.append(f"    {' '.join(text.split())}")
            lines += [f"        {one}" for one in said] or ["        nothing"]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A base sentence that is not coded as the annotation guide says."""

    base: Base
    said: tuple[Reading, ...]
    faults: tuple[str, ...]

    def __str__(self) -> str:
        lines = [f"base: {' '.join(self.faults)}", f"    {' '.join(self.base.text.split())}"]
        lines += [f"        {one}" for one in self.said] or ["        nothing"]
        return "\n".join([*lines, "      by the guide", *(f"        {_shown(one)}" for one in self.base.says)])


def _shown(says: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {'+'.join(v) if isinstance(v, list) else v}" for name, v in says.items())


@dataclass(frozen=True, slots=True)
class ProbeReport:
    """All variants that were tried; `wrong` are the base sentences that are not coded as the guide says.

    Variants of a base in which nothing was found say nothing of either kind: they are `untried`.
    """

    bases: tuple[Base, ...]
    wrong: tuple[Wrong, ...]
    tried: tuple[Tried, ...]
    untried: tuple[Variant, ...]

    def figures(self) -> dict[str, Any]:
        """Return all figures as nested plain values, ready for JSON; a share of nothing is null."""
        return {
            "base": _figures([()] * (len(self.bases) - len(self.wrong)) + [one.faults for one in self.wrong]),
            "same": self._of(SAME),
            "change": self._of(CHANGED),
            "kinds": {kind: self._of((kind,)) for kind in KINDS},
        }

    def _of(self, kinds: Collection[str]) -> dict[str, Any]:
        found = _figures([one.faults for one in self.tried if one.variant.kind in kinds])
        return {**found, "untried": sum(one.kind in kinds for one in self.untried)}

    def table(self, width: int = 100) -> str:
        """Return the figures as a text table that fits a terminal of this width."""
        from servanda.evaluation.probe_table import table

        return table(self.figures(), width)

    def errors(self, limit: int = 20) -> str:
        """Return the worst base sentences and variants, of each kind in turn, with both codings."""
        wrong = sorted((one for one in self.tried if one.faults), key=_badness, reverse=True)
        of_kinds = [[one for one in wrong if one.variant.kind == kind] for kind in KINDS]
        bases = sorted(self.wrong, key=_badness, reverse=True)
        in_turn = [one for one in chain.from_iterable(zip_longest(bases, *of_kinds)) if one is not None]
        return "\n\n".join(str(one) for one in in_turn[:limit])


def probe(code: Code, kinds: Collection[str] = KINDS, sentences: Sequence[Base] | None = None) -> ProbeReport:
    """Return how a coder codes sentences that are said in several ways.

    Args:
        code: gives the statements of a document from its name, text and metadata, as for `evaluate`.
        kinds: which kinds of variant to try.
        sentences: the base sentences, by default those that come with Servanda.
    """
    found = tuple(bases() if sentences is None else sentences)
    before = [readings(code(f"probe {one.id}", one.text, one.metadata)) for one in found]
    asked = [(one, said, variant) for one, said in zip(found, before, strict=True) for variant in one.variants]
    asked = [(one, said, variant) for one, said, variant in asked if variant.kind in kinds]
    return ProbeReport(
        bases=found,
        wrong=tuple(_wrong(found, before)),
        tried=tuple(_tried(code, one, said, variant) for one, said, variant in asked if said),
        untried=tuple(variant for _, said, variant in asked if not said),
    )


def _wrong(found: Iterable[Base], before: Iterable[tuple[Reading, ...]]) -> Iterator[Wrong]:
    for base, said in zip(found, before, strict=True):
        if at_fault := faults(by_guide(base), said):
            yield Wrong(base, said, at_fault)


def _tried(code: Code, base: Base, before: tuple[Reading, ...], variant: Variant) -> Tried:
    after = readings(code(f"probe {base.id}", variant.text, variant.metadata))
    return Tried(base, variant, before, after, faults(by_base(variant, before), after))


def _badness(one: Tried | Wrong) -> tuple[bool, int]:
    return any(fault in _LOST for fault in one.faults), len(one.faults)


def _figures(found: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    counted = Counter(chain.from_iterable(found))
    good = sum(not one for one in found)
    return {
        "tried": len(found),
        "as_it_should_be": good,
        "share": good / len(found) if found else None,
        "faults": {name: counted[name] for name in FAULTS if counted[name]},
    }
