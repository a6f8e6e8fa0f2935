"""Counts, on the development set, how often each rule's statements have span, force and bearers right.

Writes src/servanda/coding/patterns/confidence.yaml. Few statements of a rule lean on the share of all rules.
"""

from collections import defaultdict
from pathlib import Path

from servanda.evaluation import read_gold
from servanda.evaluation.judge import judge
from servanda.measuring import coder
from servanda.settings import Settings

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "src" / "servanda" / "coding" / "patterns" / "confidence.yaml"
PRIOR = 6


def main() -> None:
    """Count and write."""
    gold = read_gold(ROOT / "gold" / "dev")
    code = coder(Settings())
    counts: dict[str, list[bool]] = defaultdict(list)
    open_bearer: list[bool] = []
    for document in gold.documents:
        result = judge(document, gold.of(document.name), code(document.name, document.text, document.metadata))
        seen = [(p.said, p.right["force"] and p.right["bearers"]) for p in result.pairs]
        seen += [(statement, False) for statement in result.matching.false]
        for statement, right in seen:
            resolved = bool(statement.actors) and all(actor.resolved for actor in statement.actors)
            (counts[statement.rule] if resolved else open_bearer).append(right)
    everything = [right for rights in counts.values() for right in rights]
    share = sum(everything) / len(everything)
    lines = [
        "# Share of statements whose span, force and bearers are all right, by rule, as counted on gold/dev by",
        "# tools/calibrate.py. `unresolved` is the share among those whose bearers stay open, against the rule's own.",
        'version: "1"',
        "rules:",
        f"  default: {share:.2f}",
        f"  unresolved: {min(1.0, (sum(open_bearer) + 1) / (len(open_bearer) + 2) / share):.2f}",
    ]
    for rule, rights in sorted(counts.items()):
        lines.append(f"  {rule}: {(sum(rights) + PRIOR * share) / (len(rights) + PRIOR):.2f}  # of {len(rights)}")
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
