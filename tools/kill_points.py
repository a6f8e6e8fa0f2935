"""Kills `add` at random moments and proves that nothing is lost: `python tools/kill_points.py --points 200`.

A ledger holds earlier versions of some documents with people's decisions on them. A child process adds the present
versions and many new documents; it is killed (SIGKILL) at a random moment and `add` is run again to its end. The ledger
must then hold what an undisturbed run leaves, in every table, nothing that the child reported as stored may have been
missing after the kill, and nothing may be there twice. The child is forked from a process that has everything loaded.
In every other round the coder's results are remembered, so that the kill falls into the writing, not into the parsing.
"""

import argparse
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from servanda import pipeline
from servanda.ledger import Ledger, anchors
from servanda.model import Document, Review, key
from servanda.settings import Settings
from servanda.text import ReadOptions

DOCUMENTS, REVISED = 40, 12
PLACES = ("Norway", "Chile", "Kenya", "Japan", "Portugal", "Vietnam", "Jordan", "Canada", "Ghana", "Estonia")
SENTENCES = (
    "{one} will send {n} engineers to {two} before the end of {year}.",
    "The government of {one} should ratify the fisheries treaty with {two} within {n} months.",
    "{one} and {two} agreed to open {n} border crossings in {year}.",
    "{one} has delivered {n} tonnes of wheat to {two}.",
    "{one} warned {two} that further tariffs would be answered.",
    "{one} called on {two} to release the {n} detained sailors.",
    "{one} refused to extend the lease of the harbour at the request of {two}.",
    "Observers expect that {one} will lower its duties on copper next year.",
)
BY_RUN = {"seq", "run", "retired", "retracted", "retracted_by"}
TABLES = ("documents", "statements", "statement_actors", "collectives", "items", "item_statements", "links", "reviews")
Content = dict[str, Counter[tuple[Any, ...]]]
Coder = Callable[[Document, Settings], pipeline.Coded]


class Lost(Exception):  # noqa: N818
    """What was found missing, changed or twice after a kill."""


def text(number: int, version: int) -> str:
    """Return the words of one document; another version has a new first sentence and lacks one of the others."""
    chance = random.Random(number)  # noqa: S311
    lines = [f"Record {number} of the talks at the lake, held in spring."]
    for _ in range(chance.randint(3, 6)):
        one, two = chance.sample(PLACES, 2)
        sentence = chance.choice(SENTENCES)
        lines.append(sentence.format(one=one, two=two, n=chance.randint(2, 90), year=chance.randint(2025, 2035)))
    if version:
        lines[0] = f"Second, corrected record {number} of the talks at the lake, held in spring."
        del lines[-1]
    return "\n\n".join(lines) + "\n"


def write(folder: Path, numbers: Sequence[int], version: int) -> None:
    """Write documents as files."""
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"talks-{number:03}.txt").write_text(text(number, version), encoding="utf-8")


def add(place: Path, folder: Path, stored: Callable[[str], None]) -> None:
    """Do what `servanda add` does."""
    with Ledger.open(place) as ledger:
        options = ReadOptions(date=date(2025, 3, 1), publisher="The Lake Forum")
        report = pipeline.add([folder], ledger, options, Settings(), lambda: datetime.now(UTC), stored)
    if report.failures:
        raise Lost("; ".join(report.failures))


def decide(place: Path) -> int:
    """Put a person's decision on every second statement and on every item; return how many."""
    at = datetime(2025, 3, 2, tzinfo=UTC)
    with Ledger.open(place) as ledger:
        texts = {head.id: ledger.document(head.id) for head in ledger.documents()}
        made = [
            Review(
                id=key("v", one.id),
                subject_kind="statement",
                subject=one.id,
                judgement="right",
                user="ada",
                at=at,
                quote=anchors.quote(texts[one.document], one.evidence.start, one.evidence.end),
            )
            for one in ledger.statements()[::2]
        ]
        made += [
            Review(id=key("v", one.id), subject_kind="outcome", subject=one.id, judgement="advanced", user="ben", at=at)
            for one in ledger.items()
        ]
        for review in made:
            ledger.add_review(review)
    return len(made)


def content(place: Path) -> Content:
    """Return the rows of every table with how often each is there, without what differs from run to run.

    Raises:
        Lost: if SQLite finds the file, a reference or a full-text index unsound.
    """
    with closing(sqlite3.connect(place)) as raw:
        raw.row_factory = sqlite3.Row
        if (sound := raw.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise Lost(f"the file is damaged: {sound}")
        if raw.execute("PRAGMA foreign_key_check").fetchone():
            raise Lost("a row refers to nothing")
        for index in ("statements_fts", "documents_fts"):
            raw.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        raw.rollback()
        return {table: Counter(map(_row, raw.execute(f"SELECT * FROM {table}"))) for table in TABLES}  # noqa: S608


def _row(row: sqlite3.Row) -> tuple[Any, ...]:
    live = tuple(row[name] is None for name in ("retired", "retracted") if name in row.keys())  # noqa: SIM118
    return (*(row[name] for name in row.keys() if name not in BY_RUN), *live)  # noqa: SIM118


def stored_names(place: Path, wanted: frozenset[str]) -> set[str]:
    """Return the names of those of the wanted versions that are live in a ledger, as a new reader finds them."""
    if not place.exists():
        return set()
    with Ledger.open(place) as ledger:
        return {head.name for head in ledger.documents() if head.id in wanted}


def fork(place: Path, folder: Path) -> tuple[int, int]:
    """Start `add` in a child; return its id and where it reports each document that is stored."""
    reads, writes = os.pipe()
    child = os.fork()
    if child:
        os.close(writes)
        return child, reads
    status = 1
    try:
        add(place, folder, lambda name: (os.write(writes, f"{name}\n".encode()), None)[1])
        status = 0
    except BaseException as error:
        print(f"the child failed: {error}", file=sys.stderr)
    os._exit(status)


def ended(child: int, reads: int) -> tuple[int, set[str]]:
    """Wait for a child; return how it ended and what it had reported, a half-written name left out."""
    with os.fdopen(reads, "rb") as pipe:
        told = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), set(told.rpartition("\n")[0].split())


def remembering(code: Coder) -> Coder:
    """Return a coder that answers from memory what it was asked before."""
    known: dict[str, pipeline.Coded] = {}

    def remembered(document: Document, settings: Settings) -> pipeline.Coded:
        if document.id not in known:
            known[document.id] = code(document, settings)
        return known[document.id]

    return remembered


class Trial:
    """A corpus, a ledger to start from, and what an undisturbed run makes of it, for one coder."""

    def __init__(self, work: Path, coder: Coder) -> None:
        self.base, self.place, self.folder = work / "base.db", work / "ledger.db", work / "texts"
        self.coder = coder
        pipeline.code_document = coder
        if not self.base.exists():
            write(self.folder, range(REVISED), 0)
            add(self.base, self.folder, lambda _: None)
            decide(self.base)
            write(self.folder, range(DOCUMENTS), 1)
        self.begin()
        add(self.place, self.folder, lambda _: None)
        self.begin()
        started = time.monotonic()
        if ended(*fork(self.place, self.folder))[0]:
            raise Lost("the undisturbed run failed")
        self.seconds = time.monotonic() - started
        self.wanted = content(self.place)
        with Ledger.open(self.place) as ledger:
            self.versions = frozenset(head.id for head in ledger.documents())
            self.moved, self.orphaned = len(ledger.moves()), len(ledger.orphans())

    def begin(self) -> None:
        """Put the ledger back to where the run starts."""
        pipeline.code_document = self.coder
        for old in self.place.parent.glob(f"{self.place.name}*"):
            old.unlink()
        shutil.copy(self.base, self.place)

    def kill_at(self, moment: float) -> int | None:
        """Kill a run after so many seconds and go on; return how many documents it had reported, None if it had ended.

        Raises:
            Lost: if anything is missing, changed or twice.
        """
        self.begin()
        child, reads = fork(self.place, self.folder)
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        status, reported = ended(child, reads)
        if missing := reported - stored_names(self.place, self.versions):
            raise Lost(f"reported as stored and missing: {', '.join(sorted(missing))}")
        if ended(*fork(self.place, self.folder))[0]:
            raise Lost("the second run failed")
        found = content(self.place)
        for table, rows in self.wanted.items():
            if found[table] != rows:
                more, less = found[table] - rows, rows - found[table]
                raise Lost(
                    f"{table}: {more.total()} rows too many, {less.total()} missing, such as {[*more, *less][0]}"
                )
        return None if status == 0 else len(reported)


def run(points: int, minutes: float, seed: int) -> str:
    """Kill at so many points or until the time is up; return the report."""
    chance = random.Random(seed)  # noqa: S311
    real = pipeline.code_document
    until = time.monotonic() + 60 * minutes
    reached: list[int | None] = []
    with tempfile.TemporaryDirectory() as work:
        trials = [Trial(Path(work), coder) for coder in (real, remembering(real))]
        while len(reached) < points and time.monotonic() < until:
            trial = trials[len(reached) % len(trials)]
            reached.append(trial.kill_at(chance.uniform(0, trial.seconds)))
    pipeline.code_document = real
    running = [one for one in reached if one is not None]
    one, two = trials
    return "; ".join(
        (
            f"{len(reached)} kills, {len(running)} of them in mid-run",
            f"{min(running, default=0)} to {max(running, default=0)} of {DOCUMENTS} documents reported by then",
            "nothing lost, nothing twice",
            f"each run ended in {one.wanted['statements'].total()} statements and {one.wanted['items'].total()} items "
            f"with retired ones, {one.moved} decisions moved and {one.orphaned} orphaned",
            f"undisturbed {one.seconds:.1f} s with the coder and {two.seconds:.1f} s with remembered results",
        )
    )


def main() -> None:
    """Read the command line, kill, report; exit code 1 where something was lost."""
    parser = argparse.ArgumentParser(description="Kill `add` at random moments and prove that nothing is lost.")
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    try:
        print(run(chosen.points, chosen.minutes, chosen.seed))
    except Lost as error:
        sys.exit(f"lost: {error}")


if __name__ == "__main__":
    main()
