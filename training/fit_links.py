"""Fit the weights by which the signs of a link say how likely a reader would join an item and a later statement.

Usage: python training/fit_links.py GOLD [--corpus DIR] [--links labels/real_links.jsonl]

For every item that readers followed and every later statement of the group: the signs that the linker sees and whether
readers joined the two; then a logistic regression, checked by leaving out each group in turn. The same for deeds that
bear: whether they are the whole of what was asked; with `--links` also from labelled links of other documents.
Prints the lines for `linking/data/general.yaml`.
"""

import argparse
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from dataset import corpus, lines
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from servanda import measuring
from servanda.evaluation import Gold, read_gold
from servanda.evaluation.match import fits
from servanda.linking import items
from servanda.linking.candidates import asks
from servanda.linking.compare import compare
from servanda.linking.deeds import less, signs
from servanda.linking.frames import item_frames, later_frames
from servanda.linking.nearness import Asked
from servanda.linking.rarity import rarity
from servanda.linking.relation import bearing
from servanda.settings import Settings

Example = tuple[str, dict[str, float], bool, dict[str, float] | None, tuple[str, ...]]


def examples(gold: Gold) -> list[Example]:
    """Return group, signs, whether the pair bears; of deeds also the signs of fulfilment and the readers' relations."""
    code = measuring.coder(Settings())
    where = {one.id: one for one in gold.statements}
    told = {(one.earlier, str(one.later)): one for one in gold.links}
    followed = {one.earlier for one in gold.links} | {name for one in gold.outcomes for name in one.statements}
    groups = defaultdict(list)
    for document in gold.documents:
        groups[document.group].append(document)
    found: list[Example] = []
    for group, members in groups.items():
        documents = [measuring.read(one.name, one.text, one.metadata) for one in members]
        coded = {one.name: code(one.name, one.text, one.metadata) for one in members}
        statements = {row.id: row for rows in coded.values() for row in rows}
        gathered = [item for document in documents for item in items(document, coded[document.name])]
        days = {document.id: document.published for document in documents if document.published}
        asked, words = asks(gathered, statements, days), rarity(statements)
        meant = Asked(asked)
        marked = [
            [n for n in followed if any(_at(where[n], q.document_name, q.start, q.end) for q in ask.item.quotes)]
            for ask in asked
        ]
        for document in documents:
            frames = [frame for row in coded[document.name] for frame in later_frames(row)]
            if not frames or document.published is None:
                continue
            block = meant.beside(frames)
            for row, frame in enumerate(frames):
                span = frame.statement.evidence
                there = [s.id for s in gold.statements if _at(s, document.name, span.start, span.end)]
                best: dict[tuple[str, ...], Any] = {}
                for number, ask in enumerate(asked):
                    if not marked[number] or ask.day >= document.published:
                        continue
                    match = compare(ask.frame, frame, words, loose=True)
                    if match is None or match.recipients < 0:
                        continue
                    links = [told[key] for a in marked[number] for b in there if (key := (a, b)) in told]
                    bears = any(one.bears for one in links)
                    relations = tuple(r for one in links if one.bears for r in one.relations)
                    deed = (
                        frame.statement.force == "deed" and ask.frame.sign == frame.sign and not less(ask.frame, frame)
                    )
                    made = dict(bearing(match, block.nearness(row, number)))
                    key = (ask.item.id, frame.statement.id)
                    if key not in best or made["odds"] > best[key][1]["odds"]:
                        near = signs(ask.frame, frame, match, ask.item.force) if bears and deed else None
                        best[key] = (group, made, bears, near, relations)
                found += best.values()
    return found


def labelled(path: Path, parts: int = 4) -> list[tuple[str, dict[str, float], tuple[str, ...]]]:
    """Return group, signs of fulfilment and the readers' relations of the deeds among labelled links."""
    code, wanted = measuring.coder(Settings()), {"fulfils", "advances"}
    rows = [
        (number, row["item"], later)
        for number, row in enumerate(lines(path))
        for later in row["later"]
        if later["relations"][0] in wanted
    ]
    needed = {side["doc"]: side["corpus"] for _, item, later in rows for side in (item, later)}
    texts = {name: corpus(name) for name in set(needed.values())}
    coded = {key: code(key, texts[name][key]["text"], texts[name][key]) for key, name in needed.items()}
    words = rarity([row for rows_ in coded.values() for row in rows_])
    found = []
    for number, item, later in rows:
        ours, theirs = (
            [
                one
                for one in coded[side["doc"]]
                if fits(one.evidence.start, one.evidence.end, side["start"], side["end"])
            ]
            for side in (item, later)
        )
        pairs = [
            (match.likely, signs(one, other, match, item["force"]))
            for asked in ours
            for one in item_frames(asked)
            for said in theirs
            if said.force == "deed"
            for other in later_frames(said)
            if one.sign == other.sign and not less(one, other)
            if (match := compare(one, other, words, loose=True)) is not None
        ]
        if pairs:
            made = max(pairs, key=lambda pair: pair[0])[1]
            found.append((f"labels {number % parts}", dict(made), tuple(later["relations"])))
    return found


def _at(marked: Any, name: str, start: int, end: int) -> bool:
    return marked.document == name and fits(start, end, marked.start, marked.end)


def fit(rows: list[dict[str, float]], right: np.ndarray, groups: np.ndarray, strength: float) -> None:
    """Print what leaving out each group gives, then the weights from all."""
    names = list(rows[0])
    values = np.array([[row[name] for name in names] for row in rows])
    mean, spread = values.mean(0), values.std(0) + 1e-9
    scaled = (values - mean) / spread
    said = np.zeros(len(right))
    for group in sorted(set(groups)):
        out = groups == group
        model = LogisticRegression(C=strength, max_iter=1000).fit(scaled[~out], right[~out])
        said[out] = model.predict_proba(scaled[out])[:, 1]
    print(f"{len(right)} pairs, {int(right.sum())} right; average precision {average_precision_score(right, said):.3f}")
    for least in (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6):
        kept = said >= least
        if kept.any():
            print(
                f"  from {least:.2f}: precision {right[kept].mean():.2f}, recall {right[kept].sum() / right.sum():.2f}"
                f", right in all {((said >= least) == right).mean():.3f}"
            )
    model = LogisticRegression(C=strength, max_iter=1000).fit(scaled, right)
    weights = model.coef_[0] / spread
    least = float(model.intercept_[0] - (weights * mean).sum())
    print("{" + "".join(f"{n}: {w:.2f}, " for n, w in zip(names, weights, strict=True)) + f"least: {least:.2f}}}")


def main() -> None:
    """Read the gold, fit both regressions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--links", type=Path)
    given = parser.parse_args()
    found = examples(read_gold(given.gold, given.corpus))
    print("bears:")
    fit([row[1] for row in found], np.array([row[2] for row in found]), np.array([row[0] for row in found]), 0.3)
    wanted = {"fulfils", "advances"}
    deeds = [(row[0], row[3], row[4]) for row in found if row[3] is not None and wanted & set(row[4])]
    deeds += labelled(given.links) if given.links else []
    print("done:")
    fit(
        [row[1] for row in deeds],
        np.array([row[2][0] == "fulfils" for row in deeds]),
        np.array([row[0] for row in deeds]),
        0.1,
    )


if __name__ == "__main__":
    main()
