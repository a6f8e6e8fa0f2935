"""How far two readers of the same sentences agree: `python tools/agreement.py FIRST SECOND` (two folders of gold).

Compares the stretches that both read: which statements both found, and for those force, roots, core, trigger, bearers
and recipients, as raw agreement and, for single labels, Cohen's kappa.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from servanda.evaluation.read import Line, lines

Pair = tuple[Line, Line]


def main(first: Path, second: Path) -> None:
    """Print the table."""
    ranges = {(row["id"], *span) for row in lines(second / "docs.jsonl") for span in row["read"]}
    mine, theirs = (_within(lines(folder / "statements.jsonl"), ranges) for folder in (first, second))
    pairs = _matched(mine, theirs)
    f1 = 2 * len(pairs) / (len(mine) + len(theirs))
    print(
        f"{len(ranges)} sentences read twice, {len(mine)} and {len(theirs)} statements; both {len(pairs)}: F1 {f1:.2f}"
    )
    for name in ("force", "event", "act", "core", "polarity"):
        labels = [(str(a[name]), str(b[name])) for a, b in pairs]
        print(f"{name:12} {_same(labels):.2f}  kappa {_kappa(labels):.2f}")
    triggers = [(str(a["trigger"]), str(b["trigger"])) for a, b in pairs]
    print(f"{'trigger':12} {_same(triggers):.2f}")
    for name in ("actors", "recipients"):
        print(f"{name:12} {_same([(str(sorted(set(a[name]))), str(sorted(set(b[name])))) for a, b in pairs]):.2f}")


def _within(rows: Sequence[Line], ranges: set[tuple[str, int, int]]) -> list[Line]:
    return [
        row for row in rows if any(doc == row["doc"] and start <= row["trigger"][0] < end for doc, start, end in ranges)
    ]


def _matched(mine: Sequence[Line], theirs: Sequence[Line]) -> list[Pair]:
    """Pair statements whose evidence shares at least half of the shorter, those with one trigger first."""
    offers = []
    for i, a in enumerate(mine):
        for j, b in enumerate(theirs):
            shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
            if a["doc"] == b["doc"] and shared * 2 >= min(a["end"] - a["start"], b["end"] - b["start"]):
                offers.append((a["trigger"] == b["trigger"], a["force"] == b["force"], shared, i, j))
    pairs, used, taken = [], set(), set()
    for *_, i, j in sorted(offers, reverse=True):
        if i not in used and j not in taken:
            pairs.append((mine[i], theirs[j]))
            used.add(i)
            taken.add(j)
    return pairs


def _same(labels: Sequence[tuple[str, str]]) -> float:
    return sum(a == b for a, b in labels) / max(1, len(labels))


def _kappa(labels: Sequence[tuple[str, str]]) -> float:
    left, right = Counter(a for a, _ in labels), Counter(b for _, b in labels)
    chance = sum(left[name] * right[name] for name in left) / len(labels) ** 2
    return (_same(labels) - chance) / (1 - chance) if chance < 1 else 1.0


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
