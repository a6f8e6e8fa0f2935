"""Which predicted statement is which gold statement (the annotation guide, section 1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.evaluation.assign import assign
from servanda.evaluation.gold import SOFT_FORCES, GoldStatement
from servanda.model import Statement


@dataclass(frozen=True, slots=True)
class Matching:
    """What became of the statements of one document.

    `missed` are gold statements without a match, `false` predictions that overlap no gold statement, `surplus` those
    that overlap one that is already matched; `soft` are unmatched expectations and assessments, gold or predicted,
    which count for nothing.
    """

    found: tuple[tuple[GoldStatement, Statement], ...]
    missed: tuple[GoldStatement, ...]
    false: tuple[Statement, ...]
    surplus: tuple[Statement, ...]
    soft: tuple[GoldStatement | Statement, ...]


_FINE = 100


def match(gold: Sequence[GoldStatement], said: Sequence[Statement]) -> Matching:
    """Return the one-to-one matching with the greatest overlap; equal forces, then equal spans decide among equals."""
    pairs: list[tuple[GoldStatement, Statement]] = []
    for marked, predicted in _clusters(gold, said):
        weights = [[_weight(one, other, len(marked)) for other in predicted] for one in marked]
        pairs += [(marked[row], predicted[column]) for row, column in assign(weights)]
    taken = {id(one) for pair in pairs for one in pair}
    left = [one for one in said if id(one) not in taken]
    hard = [one for one in left if one.force not in SOFT_FORCES]
    over = [one for one in hard if any(_overlap(mark, one) for mark in gold)]
    unfound = [one for one in gold if id(one) not in taken]
    return Matching(
        found=tuple(sorted(pairs, key=lambda pair: (pair[0].start, pair[0].end))),
        missed=tuple(one for one in unfound if not one.soft),
        false=tuple(one for one in hard if not any(_overlap(mark, one) for mark in gold)),
        surplus=tuple(over),
        soft=(*(one for one in unfound if one.soft), *(one for one in left if one.force in SOFT_FORCES)),
    )


def fits(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Return whether two spans overlap by at least half of the shorter one."""
    overlap = min(end, other_end) - max(start, other_start)
    return overlap > 0 and 2 * overlap >= min(end - start, other_end - other_start)


def _overlap(gold: GoldStatement, said: Statement) -> int:
    return max(0, min(gold.end, said.evidence.end) - max(gold.start, said.evidence.start))


def _weight(gold: GoldStatement, said: Statement, rows: int) -> int:
    """Return a weight by which overlap decides; where overlaps sum to the same, equal forces, then equal spans.

    The last keeps a statement inside another one from being taken for the one around it.
    """
    span = said.evidence
    if not fits(gold.start, gold.end, span.start, span.end):
        return 0
    around = max(gold.end, span.end) - min(gold.start, span.start)
    overlap = _overlap(gold, said)
    closeness = _FINE * overlap // around
    like = 1 + rows * _FINE
    return overlap * (1 + rows * (like + _FINE)) + (said.force in gold.forces) * like + closeness


def _clusters(
    gold: Sequence[GoldStatement], said: Sequence[Statement]
) -> Iterator[tuple[list[GoldStatement], list[Statement]]]:
    """Yield the groups of statements that overlap each other, directly or by way of others."""
    spans: list[tuple[int, int, GoldStatement | Statement]] = [(one.start, one.end, one) for one in gold]
    spans += [(one.evidence.start, one.evidence.end, one) for one in said]
    marked: list[GoldStatement] = []
    predicted: list[Statement] = []
    until = 0
    for start, end, one in sorted(spans, key=lambda span: span[:2]):
        if start >= until:
            yield marked, predicted
            marked, predicted = [], []
        if isinstance(one, GoldStatement):
            marked.append(one)
        else:
            predicted.append(one)
        until = max(until, end)
    yield marked, predicted
