"""How far two or more coders agree, field by field: percent, Cohen's κ and Krippendorff's α for nominal values."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from servanda.model import Actor, Review, Statement
from servanda.views.decided import applied, rejects

ABSENT = "rejected"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree on one field over `units` that at least two of them coded.

    `kappa` is for exactly two coders; both figures are null where they are not defined: nothing to compare, or no
    variation that chance could be told from.
    """

    field: str
    units: int
    percent: float | None
    kappa: float | None
    alpha: float | None


def _keys(actors: Iterable[Actor]) -> str:
    return " ".join(sorted({key for one in actors for key in (one.keys or {one.name.casefold()})}))


FIELDS: Mapping[str, Callable[[Statement], str]] = {
    "force": lambda one: one.force,
    "polarity": lambda one: one.polarity,
    "core": lambda one: str(one.core),
    "actors": lambda one: _keys(one.actors),
    "recipients": lambda one: _keys(one.recipients),
    "event": lambda one: one.event or "",
    "act": lambda one: one.act or "",
    "deadline": lambda one: str(one.deadline.end if one.deadline else ""),
}


def agreement(statements: Iterable[Statement], reviews: Mapping[str, Sequence[Review]]) -> list[Agreement]:
    """Return the agreement on each field, from each coder's own decisions; adjudications take no part.

    A statement that one coder added and another, who coded the document too, did not, counts as rejected by the other.
    """
    rows = list(statements)
    coded = [(row, _versions(row, reviews.get(row.id, ()))) for row in rows]
    coders = sorted({user for _, versions in coded for user in versions})
    kept: list[dict[str, str]] = []
    fields: dict[str, list[dict[str, str]]] = {name: [] for name in FIELDS}
    for row, versions in coded:
        added = any(one.judgement == "added" for one in reviews.get(row.id, ()))
        verdicts = {user: ABSENT if one is None else "kept" for user, one in versions.items()}
        if added:
            verdicts |= {user: ABSENT for user in coders if user not in verdicts}
        kept.append(verdicts)
        standing = {user: one for user, one in versions.items() if one is not None}
        for name, value in FIELDS.items():
            fields[name].append({user: value(one) for user, one in standing.items()})
    return [_measured("statement", kept), *(_measured(name, units) for name, units in fields.items())]


def _versions(row: Statement, reviews: Iterable[Review]) -> dict[str, Statement | None]:
    return {
        one.user: None if rejects(one) else applied(row, one)
        for one in reviews
        if one.subject_kind == "statement" and one.judgement in ("accepted", "rejected", "edited", "added")
    }


def _measured(field: str, units: Sequence[Mapping[str, str]]) -> Agreement:
    paired = [unit for unit in units if len(unit) > 1]
    pairs = [(one, other) for unit in paired for one, other in combinations(unit.values(), 2)]
    percent = sum(one == other for one, other in pairs) / len(pairs) if pairs else None
    coders = {user for unit in paired for user in unit}
    kappa = None
    if len(coders) == 2:
        first, second = sorted(coders)
        kappa = cohen([(unit[first], unit[second]) for unit in paired])
    return Agreement(field, len(paired), percent, kappa, krippendorff([list(unit.values()) for unit in paired]))


def cohen(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's κ of two coders' values for the same units; null without units or where chance agrees wholly.

    Cohen, J. (1960), A coefficient of agreement for nominal scales.
    """
    if not pairs:
        return None
    total = len(pairs)
    one, other = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    expected = sum(one[value] * other[value] for value in one) / total**2
    if expected == 1:
        return None
    return (sum(first == second for first, second in pairs) / total - expected) / (1 - expected)


def krippendorff(units: Iterable[Sequence[str]]) -> float | None:
    """Return Krippendorff's α for nominal values of any number of coders; units with one value take no part.

    Null where nothing can be compared or all values are the same. Krippendorff, K. (2011), Computing
    Krippendorff's alpha-reliability.
    """
    totals: Counter[str] = Counter()
    observed = 0.0
    for values in units:
        if len(values) < 2:
            continue
        counts = Counter(values)
        totals.update(counts)
        observed += sum(count * (len(values) - count) for count in counts.values()) / (len(values) - 1)
    number = sum(totals.values())
    expected = sum(count * (number - count) for count in totals.values())
    if not number or not expected:
        return None
    return 1 - observed * (number - 1) / expected
