"""Counts, on development sets, how often statements have span, force and bearers right: by rule, and with the encoder.

Writes src/servanda/coding/patterns/confidence.yaml. Few statements of a rule lean on the share of all rules; how a
rule's share and what the encoder sees count together is fitted by logistic regression.
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from servanda.coding import CodingOptions, code
from servanda.coding.encoder import packaged
from servanda.coding.trust import logit
from servanda.evaluation import GoldDocument, GoldStatement, read_gold
from servanda.evaluation.judge import judge
from servanda.measuring import read
from servanda.model import Statement
from servanda.text.parse import Sentence, parse

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "src" / "servanda" / "coding" / "patterns" / "confidence.yaml"
SETS = ("gold/dev", "gold/sentences/dev", "gold/groups/dev")
PRIOR = 6


def seen(statement: Statement, sentences: Sequence[Sentence], kind: str) -> float:
    """Return the most that the encoder gives to a word of the evidence."""
    sentence = next(s for s in sentences if s.start <= statement.trigger.start < s.end)
    (reading,) = packaged().read([[token.text for token in sentence.tokens]], kind)
    own = [t.index for t in sentence.tokens if t.start < statement.evidence.end and statement.evidence.start < t.end]
    return max(map(reading.trigger, own), default=0.0)


def judged(document: GoldDocument, gold: Sequence[GoldStatement]) -> list[tuple[Statement, bool, float]]:
    """Return the statements that gold judges, whether each is right, and what the encoder sees."""
    made = read(document.name, document.text, document.metadata)
    sentences = parse(made)
    result = judge(document, gold, code(made, CodingOptions()))
    told = [(p.said, p.right["force"] and p.right["bearers"]) for p in result.pairs]
    told += [(statement, False) for statement in result.matching.false]
    return [(one, right, seen(one, sentences, made.kind)) for one, right in told]


def resolved(statement: Statement) -> bool:
    """Return whether it is known who acts."""
    return bool(statement.actors) and all(actor.resolved for actor in statement.actors)


def fitted(rows: Sequence[tuple[float, float, bool]]) -> np.ndarray:
    """Return base, weight of the rule and weight of the encoder, by Newton's method with a small ridge."""
    x = np.array([[1.0, rule, encoder] for rule, encoder, _ in rows])
    y = np.array([float(right) for *_, right in rows])
    start = np.array([0.0, 1.0, 0.0])
    w = start
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (p - y) + 0.5 * (w - start)
        w = w - np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 0.5 * np.eye(3), slope)
    return w


def main() -> None:
    """Count, fit and write."""
    rows = []
    for place in SETS:
        gold = read_gold(ROOT / place)
        rows += [row for document in gold.documents for row in judged(document, gold.of(document.name))]
    counts: dict[str, list[bool]] = defaultdict(list)
    open_bearer: list[bool] = []
    for statement, right, _ in rows:
        (counts[statement.rule] if resolved(statement) else open_bearer).append(right)
    everything = [right for rights in counts.values() for right in rights]
    share = sum(everything) / len(everything)
    shares = {rule: (sum(rights) + PRIOR * share) / (len(rights) + PRIOR) for rule, rights in counts.items()}
    unresolved = min(1.0, (sum(open_bearer) + 1) / (len(open_bearer) + 2) / share)
    held = [shares.get(s.rule, share) * (1.0 if resolved(s) else unresolved) for s, _, _ in rows]
    base, by_rule, by_encoder = fitted([(logit(own), logit(p), ok) for own, (_, ok, p) in zip(held, rows, strict=True)])
    lines = [
        f"# Share of statements whose span, force and bearers are all right, by rule, counted on {', '.join(SETS)}",
        "# by tools/calibrate.py. `unresolved` is the share among those whose bearers stay open, against their rules'.",
        "# `both`: log odds = base + rule * log odds of the share + encoder * log odds of what the encoder sees.",
        'version: "2"',
        f"both: {{base: {base:.3f}, rule: {by_rule:.3f}, encoder: {by_encoder:.3f}}}",
        "rules:",
        f"  default: {share:.2f}",
        f"  unresolved: {unresolved:.2f}",
    ]
    lines += [f"  {rule}: {shares[rule]:.2f}  # of {len(rights)}" for rule, rights in sorted(counts.items())]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
