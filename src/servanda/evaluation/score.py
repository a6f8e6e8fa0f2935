"""Figures from judged documents: what was found, and how much of it is right."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from servanda.evaluation.judge import Judged, Pair
from servanda.model import FORCES

Figures = dict[str, Any]
ASPECTS = ("force", "bearers", "recipients", "speaker", "root", "event", "act", "core", "polarity", "when", "deadline")
_BINS = 10


def figures(judged: Sequence[Judged]) -> Figures:
    """Return every figure about statements as nested plain values; a share of nothing is null."""
    return {
        "documents": len(judged),
        "statements": found(judged),
        "of_found": aspects(_pairs(judged)),
        "force": forces(_pairs(judged)),
        "extra_events": extra(judged),
        "calibration": calibration(judged),
        "by_force": {force: one for force in FORCES if (one := _of_force(judged, force))},
        "by_genre": _split(judged, lambda one: one.document.genre),
        "by_document": _split(judged, lambda one: one.document.name),
    }


def found(judged: Sequence[Judged]) -> Figures:
    """Return precision, recall and F1 of statements, with the counts they come from."""
    core = sum(one.core for each in judged for one in each.gold)
    soft = sum(one.core and one.soft for each in judged for one in _unmatched(each))
    core_found = sum(pair.gold.core for each in judged for pair in each.pairs)
    hits = sum(len(each.pairs) for each in judged)
    false = sum(len(each.matching.false) for each in judged)
    precision, recall = share(hits, hits + false), share(core_found, core - soft)
    return {
        "gold": sum(len(each.gold) for each in judged),
        "gold_core": core,
        "predicted": sum(len(each.said) for each in judged),
        "found": hits,
        "core_found": core_found,
        "false": false,
        "surplus": sum(len(each.matching.surplus) for each in judged),
        "precision": precision,
        "recall": recall,
        "f1": _f1(precision, recall),
    }


def aspects(pairs: Sequence[Pair]) -> Figures:
    """Return for every aspect of found statements how many were asked and the share that is right."""
    made: Figures = {}
    for aspect in ASPECTS:
        asked = [pair.right[aspect] for pair in pairs if aspect in pair.right]
        made[aspect] = {"n": len(asked), "right": share(sum(asked), len(asked))}
    made["bearers"]["jaccard"] = share(sum(pair.bearers_jaccard for pair in pairs), len(pairs))
    return made


def forces(pairs: Sequence[Pair]) -> Figures:
    """Return accuracy, macro-F1 over the forces of the gold, and the confusion gold → predicted, of found ones."""
    confusion: Counter[tuple[str, str]] = Counter((_gold_force(pair), pair.said.force) for pair in pairs)
    present = [force for force in FORCES if any(gold == force for gold, _ in confusion)]
    scores = [_force_f1(confusion, force) for force in present]
    return {
        "accuracy": share(sum(pair.right["force"] for pair in pairs), len(pairs)),
        "macro_f1": share(sum(scores), len(scores)),
        "f1": dict(zip(present, scores, strict=True)),
        "confusion": {force: {to: n for (of, to), n in confusion.items() if of == force} for force in present},
    }


def extra(judged: Sequence[Judged]) -> Figures:
    """Return how many statements were invented per sentence in which no reader found one."""
    sentences = sum(each.empty_sentences for each in judged)
    invented = sum(len(each.extra) for each in judged)
    return {"sentences": sentences, "statements": invented, "per_sentence": share(invented, sentences)}


def calibration(judged: Sequence[Judged]) -> Figures:
    """Return how far confidence is the share of predictions whose span, force and bearers are right.

    Predictions that count for nothing (surplus, unmatched expectations and assessments) are left out.
    """
    seen = [(p.said.confidence, p.right["force"] and p.right["bearers"]) for p in _pairs(judged)]
    seen += [(one.confidence, False) for each in judged for one in each.matching.false]
    bins = []
    for lowest in range(_BINS):
        inside = [one for one in seen if min(int(one[0] * _BINS), _BINS - 1) == lowest]
        if inside:
            mean, right = sum(c for c, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside)
            bins.append({"from": lowest / _BINS, "n": len(inside), "confidence": mean, "right": right})
    error = sum(abs(one["confidence"] - one["right"]) * one["n"] for one in bins)
    return {
        "n": len(seen),
        "error": share(error, len(seen)),
        "brier": share(sum((confidence - right) ** 2 for confidence, right in seen), len(seen)),
        "bins": bins,
    }


def share(part: float, whole: float) -> float | None:
    """Return a part of a whole, null where there is no whole."""
    return part / whole if whole else None


def _pairs(judged: Iterable[Judged]) -> list[Pair]:
    return [pair for each in judged for pair in each.pairs]


def _unmatched(each: Judged) -> list[Any]:
    taken = {pair.gold.id for pair in each.pairs}
    return [one for one in each.gold if one.id not in taken]


def _f1(precision: float | None, recall: float | None) -> float | None:
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _gold_force(pair: Pair) -> str:
    return pair.said.force if pair.right["force"] else pair.gold.force


def _force_f1(confusion: Mapping[tuple[str, str], int], force: str) -> float:
    right = confusion.get((force, force), 0)
    gold = sum(n for (of, _), n in confusion.items() if of == force)
    predicted = sum(n for (_, to), n in confusion.items() if to == force)
    return 2 * right / (gold + predicted)


def _of_force(judged: Sequence[Judged], force: str) -> Figures | None:
    gold = [one for each in judged for one in each.gold if one.force == force]
    pairs = [pair for pair in _pairs(judged) if pair.gold.force == force]
    false = sum(one.force == force for each in judged for one in each.matching.false)
    if not gold and not false:
        return None
    core = sum(one.core for one in gold)
    return {
        "gold": len(gold),
        "found": len(pairs),
        "false": false,
        "recall": share(sum(pair.gold.core for pair in pairs), core),
        **_rights(pairs),
    }


def _split(judged: Sequence[Judged], by: Callable[[Judged], str]) -> Figures:
    groups: dict[str, list[Judged]] = {}
    for each in judged:
        groups.setdefault(by(each), []).append(each)
    return {name: _group(members) for name, members in sorted(groups.items())}


def _group(judged: Sequence[Judged]) -> Figures:
    all_found = found(judged)
    kept = ("gold", "found", "false", "precision", "recall", "f1")
    return {"documents": len(judged), **{name: all_found[name] for name in kept}, **_rights(_pairs(judged))}


def _rights(pairs: Sequence[Pair]) -> Figures:
    of_found = aspects(pairs)
    return {aspect: of_found[aspect]["right"] for aspect in ("force", "bearers", "root")}
