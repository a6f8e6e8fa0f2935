"""Fit how far a statement can be trusted, from statements that readers judged and from the development sets.

Usage: python training/calibrate.py [--jobs 2] [--check]

A row of `gold/judged` is a document with its statements: start and end of the trigger, start of the cue, force and
bearers as they were judged, and whether it is a statement, its force, bearers and PLOVER root are right (null: not
asked).

`gold/judged` holds random statements of random documents, each read beside its record: is it a statement, are force
and bearers right. The signs of each (`coding/signs.py`) go into two ridge regressions, with the encoder's signs and
without. Writes `src/servanda/coding/patterns/confidence.yaml`, and as `docs/reliability.svg` what the regressions say
of documents that they were not fitted on; prints the same as figures.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from dataset import labelled, lines

from servanda.actors import gazetteer
from servanda.coding.coder import DocumentCoder
from servanda.coding.deadlines import chosen_deadlines
from servanda.coding.encoder import packaged
from servanda.coding.trust import trusted
from servanda.evaluation import Gold, read_gold
from servanda.evaluation.judge import judge
from servanda.measuring import read
from servanda.model import Document, Statement
from servanda.text.parse import parse

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "src" / "servanda" / "coding" / "patterns" / "confidence.yaml"
PICTURE = ROOT / "docs" / "reliability.svg"
JUDGED = ROOT / "gold" / "judged"
SETS = ("gold/dev", "gold/sentences/dev", "gold/groups/dev")
LEAST, LEAST_BY_RULES = 0.35, 0.2
RIDGE, FEW, FOLDS = 100.0, 8, 8


class Row(NamedTuple):
    """A statement that was judged: its document, its signs, and what readers say; null where they do not."""

    place: str
    document: str
    signs: dict[str, float]
    statement: bool | None
    right: bool | None


def coded(document: Document) -> tuple[list[Statement], dict[str, dict[str, float]]]:
    """Return every statement, however doubtful, with its signs."""
    coder = DocumentCoder(
        document, parse(document), gazetteer(), None, vague=chosen_deadlines(None), asked=packaged(), bound=0.0
    )
    return coder.statements(), coder.signs


_gold = lru_cache(read_gold)


def judged(row: dict) -> list[Row]:
    """Return the statements of one document that were judged and that are still coded."""
    source = labelled(row["corpus"], row["id"], row["sha256"])
    statements, signs = coded(read(row["id"], source["text"], source))
    by_place = {(s.trigger.start, s.trigger.end, s.cue.start if s.cue else None): s for s in statements}
    found = []
    for start, end, cue, force, bearers, is_one, right_force, right_bearers, _ in row["judged"]:
        statement = by_place.get((start, end, cue))
        if statement is None:
            continue
        keys = " ".join(sorted({actor.country or actor.actor_id or "?" for actor in statement.actors}))
        same = right_force is not None and (statement.force, keys) == (force, bearers)
        right = bool(is_one and right_force and right_bearers) if same else None
        found.append(Row("gold/judged", row["id"], signs[statement.id], is_one, right))
    return found


def matched(named: tuple[str, str]) -> list[Row]:
    """Return the statements of one document of a development set that gold judges; in groups only what it marks."""
    place, name = named
    gold: Gold = _gold(ROOT / place)
    document = next(one for one in gold.documents if one.name == name)
    statements, signs = coded(read(document.name, document.text, document.metadata))
    result = judge(document, gold.of(name), statements)
    sure = None if "groups" in place else True
    found = [
        Row(place, name, signs[p.said.id], sure, bool(p.right["force"] and p.right["bearers"])) for p in result.pairs
    ]
    return found + [Row(place, name, signs[said.id], False, False) for said in result.matching.false]


def regression(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return base and weights of a ridge logistic regression, by Newton's method; `x` has a first column of ones."""
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 1e-6
    w = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        w = w - np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge), x.T @ (p - y) + ridge * w)
    return w


class Fit:
    """One question asked of the rows, with the signs that answer it."""

    def __init__(self, rows: Sequence[Row], names: Sequence[str], answers: Sequence[bool | None]) -> None:
        """Take the rows that have an answer."""
        kept = [at for at, answer in enumerate(answers) if answer is not None]
        self.rows = [rows[at] for at in kept]
        self.y = np.array([float(bool(answers[at])) for at in kept])
        self._names = names
        values = np.array([[row.signs.get(name, 0.0) for name in names] for row in self.rows])
        self._spread = values.std(0) + 1e-9
        self._x = np.hstack([np.ones((len(values), 1)), values / self._spread])

    def weights(self) -> dict[str, float]:
        """Return base and weight of each sign."""
        w = regression(self._x, self.y)
        return {"base": w[0], **dict(zip(self._names, w[1:] / self._spread, strict=True))}

    def left_out(self) -> np.ndarray:
        """Return what is said of each row by a regression on the documents of the other parts."""
        order = {name: at % FOLDS for at, name in enumerate(sorted({row.document for row in self.rows}))}
        part = np.array([order[row.document] for row in self.rows])
        said = np.zeros(len(self.y))
        for fold in range(FOLDS):
            out = part == fold
            said[out] = 1 / (1 + np.exp(-self._x[out] @ regression(self._x[~out], self.y[~out])))
        return said


def show(fit: Fit, said: np.ndarray, bound: float) -> None:
    """Print, for each set, what would be left out at the bound and how often the confident are right."""
    for place in ("gold/judged", *SETS):
        own = np.array([row.place == place for row in fit.rows])
        if not own.any():
            continue
        low, high = own & (said < bound), own & (said >= 0.8)
        print(
            f"  {place}: {own.sum()} rows, {fit.y[own].mean():.2f} hold; below {bound}: {low.sum()}, of them "
            f"{int(fit.y[low].sum())} hold; the others {fit.y[own & ~low].mean():.2f}; from 0.8 on: {high.sum()}, "
            f"{fit.y[high].mean() if high.any() else 0:.2f} hold"
        )


def check(rows: Sequence[Row]) -> None:
    """Print, for documents on which nothing was fitted, how often what is stated holds."""
    trust = [trusted(row.signs) for row in rows]
    is_one = np.array([bool(row.statement) for row in rows])
    shares = np.array([one.statement for one in trust])
    for bound in (0.0, LEAST, 0.5):
        kept = shares >= bound
        print(f"at least {bound} a statement: {kept.sum()} of {len(rows)}, {is_one[kept].mean():.2f} are statements")
    sure = np.array([one.right for one in trust])
    right = np.array([bool(row.right) for row in rows])
    known = np.array([row.right is not None for row in rows])
    print(f"{len(rows) - int(known.sum())} others have another force or other bearers than those that were judged")
    for fifth in range(5):
        own = known & (sure >= fifth / 5) & (sure < (fifth + 1) / 5 + (fifth == 4) / 5)
        print(f"confidence {fifth / 5:.1f} to {(fifth + 1) / 5:.1f}: {own.sum()}, {right[own].mean():.2f} are right")


def picture(said: np.ndarray, right: np.ndarray) -> str:
    """Return a reliability diagram as SVG: for each tenth of stated confidence the share that was right."""
    side, edge = 300, 46
    at = lambda x, y: (edge + x * side, edge / 2 + (1 - y) * side)  # noqa: E731
    left, top = at(0, 1)
    lines_ = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side + 2 * edge} {side + 2 * edge}" '
        'font-family="sans-serif" font-size="11" role="img">',
        f"<title>Stated confidence against the share that was right, {len(right)} statements</title>",
        f'<rect x="{left}" y="{top}" width="{side}" height="{side}" fill="#fff" stroke="#888"/>',
        f'<line x1="{left}" y1="{top + side}" x2="{left + side}" y2="{top}" stroke="#888" stroke-dasharray="4 3"/>',
    ]
    points = []
    for tenth in range(10):
        own = (said >= tenth / 10) & (said < (tenth + 1) / 10)
        if own.any():
            x, y = at(float(said[own].mean()), float(right[own].mean()))
            points.append(f"{x:.1f},{y:.1f}")
            radius = 2 + 14 * float(own.mean()) ** 0.5
            lines_.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#1f5a8a" fill-opacity="0.75"/>')
    lines_.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="#1f5a8a" stroke-width="1.5"/>')
    for tick in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        x, y = at(tick, tick)
        lines_.append(f'<text x="{x}" y="{top + side + 16}" text-anchor="middle">{tick:.1f}</text>')
        lines_.append(f'<text x="{left - 8}" y="{y + 4:.0f}" text-anchor="end">{tick:.1f}</text>')
    middle = left + side / 2
    lines_ += [
        f'<text x="{middle}" y="{top + side + 36}" text-anchor="middle">stated confidence</text>',
        f'<text x="12" y="{side / 2}" text-anchor="middle" transform="rotate(-90 12 {side / 2})">share right</text>',
        "</svg>",
    ]
    return "\n".join(lines_) + "\n"


def main() -> None:
    """Code, fit, write, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--check", action="store_true", help="fit nothing: ask the test part, and print")
    given = parser.parse_args()
    if given.check:
        with ProcessPoolExecutor(given.jobs) as pool:
            check([row for some in pool.map(judged, list(lines(JUDGED / "test.jsonl")), chunksize=8) for row in some])
        return
    named = [(place, document.name) for place in SETS for document in _gold(ROOT / place).documents]
    with ProcessPoolExecutor(given.jobs) as pool:
        rows = [row for some in pool.map(judged, list(lines(JUDGED / "train.jsonl")), chunksize=16) for row in some]
        rows += [row for some in pool.map(matched, named, chunksize=8) for row in some]
    counts = Counter(name for row in rows for name in row.signs)
    names = sorted(name for name, count in counts.items() if count >= FEW)
    plain = [name for name in names if not name.startswith("seen")]
    answers = {"statement": [row.statement for row in rows], "right": [row.right for row in rows]}
    columns = []
    for kind, used in (("with the encoder", names), ("by rules alone", plain)):
        for question, answer in answers.items():
            fit = Fit(rows, used, answer)
            print(f"{question}, {kind}: {len(fit.y)} rows")
            said = fit.left_out()
            show(fit, said, LEAST if used is names else LEAST_BY_RULES)
            columns.append(fit.weights())
            if question == "right" and used is names:
                PICTURE.write_text(picture(said, fit.y), encoding="utf-8")
    table = [
        f"  {name}: [{', '.join(f'{column.get(name, 0.0):.2f}' for column in columns)}]" for name in ("base", *names)
    ]
    PAGE.write_text(
        "\n".join(
            (
                "# By its signs (coding/signs.py), in log odds: is a frame a statement, is all of it right, with the",
                "# encoder; then the same by the rules alone. Fitted by training/calibrate.py.",
                'version: "3"',
                "# a frame that is less probably a statement is left uncoded (with the encoder, by the rules alone)",
                f"least: [{LEAST}, {LEAST_BY_RULES}]",
                "signs:",
                *table,
            )
        )
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
