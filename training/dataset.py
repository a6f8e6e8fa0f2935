"""Labelled sentences as the encoder sees them: words, and for each trigger what it means and who takes part.

Real text is read from the corpora beside the project by document id and checked by hash; it is never stored here.
"""

import csv
import gzip
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from servanda.coding.pieces import ROLES
from servanda.evaluation.texts import texts
from servanda.measuring import read
from servanda.model import Document
from servanda.ontology.sentences import sentences
from servanda.text.parse import Sentence, parse

HERE = Path(__file__).parent
Row = dict[str, Any]
UNTOLD = "?"


@dataclass(frozen=True, slots=True)
class Act:
    """One statement of a sentence; `roles` holds the words of each role.

    What the labels do not tell is null; of event and act it is `UNTOLD`, since null there means that there is none.
    """

    trigger: int
    force: str
    event: str | None
    act: str | None
    aux: tuple[str, ...] | None
    core: bool | None
    roles: dict[str, tuple[int, ...] | None]


@dataclass(frozen=True, slots=True)
class Pair:
    """A marked pair: the words of source and target, and the root between them."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    root: str


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its labels; the first `lead` words are the lead-in that governs it.

    `no_acts` says that pairs alone are labelled; `judged` names the only words that were judged as triggers.
    """

    id: str
    doc: str
    kind: str
    words: tuple[str, ...]
    lead: int
    acts: tuple[Act, ...] = ()
    pairs: tuple[Pair, ...] = ()
    no_acts: bool = False
    judged: tuple[int, ...] | None = None


def judged(path: Path) -> Iterator[Example]:
    """Yield the sentences of the corpora in which readers named the force of single clauses, or that there is none.

    Raises:
        ValueError: if a text is not the one that was labelled.
    """
    untold: Row = {"event": UNTOLD, "act": UNTOLD, "aux": None, "core": None}
    for row in lines(path):
        document, sentences = _parsed(row)
        for number, sentence in enumerate(sentences):
            here = {}
            for start, end, force, _ in row["judged"]:
                words = [t.index for t in sentence.tokens[sentence.lead :] if t.start < end and start < t.end]
                if words and force is not None:
                    here[words[-1]] = force
            if here:
                roles: dict[str, tuple[int, ...] | None] = dict.fromkeys(ROLES)
                yield Example(
                    id=f"{row['id']}#{number}",
                    doc=row["id"],
                    kind=str(document.kind or "other"),
                    words=tuple(t.text for t in sentence.tokens),
                    lead=sentence.lead,
                    acts=tuple(Act(at, force, roles=roles, **untold) for at, force in here.items() if force != "none"),
                    judged=tuple(here),
                )


def _parsed(row: Row) -> tuple[Document, list[Sentence]]:
    """Return the document that a row of labels names, as it is read, and its sentences."""
    stored = labelled(row["corpus"], row["doc"] if "doc" in row else row["id"], row["sha256"])
    document = read(stored["id"], stored["text"], {k: v for k, v in stored.items() if k not in ("id", "text")})
    return document, parse(document)


def real(folder: Path) -> Iterator[Example]:
    """Yield the sentences of a folder of gold that annotators read.

    Raises:
        GoldError: if a text is not the one that was labelled.
    """
    rows = list(lines(folder / "docs.jsonl"))
    words = texts(folder, rows)
    statements = list(lines(folder / "statements.jsonl"))
    for row in rows:
        document = read(row["id"], words[row["id"]], row)
        labelled = [one for one in statements if one["doc"] == row["id"] and one.get("trigger")]
        stretches = row.get("read") or [[0, len(document.text)]]
        for number, sentence in enumerate(parse(document)):
            if not any(start < sentence.end and sentence.start < end for start, end in stretches):
                continue
            here = [one for one in labelled if sentence.start <= one["trigger"][0] < sentence.end]
            given = {"id": f"{row['id']}#{number}", "doc": row["id"], "statements": [_spans(one) for one in here]}
            yield _example(given, sentence, 0, str(document.kind or "other"))


def _spans(row: Row) -> Row:
    """Return a line of gold as the labels of a sentence; roles that this gold does not mark are null."""
    spans = row.get("spans")
    made = {key: row.get(key) for key in ("force", "event", "act", "core", "trigger", "cue", "lead_cue")}
    made |= {"aux": row.get("aux"), "evidence": [row["start"], row["end"]]}
    for key in ("actors", "recipients"):
        made[key] = None if spans is None else [{"span": span} for span in spans.get(key, ())]
    made["condition"] = (spans or {}).get("condition", [None])[0]
    return made


def written(path: Path) -> Iterator[Example]:
    """Yield the sentences that were written here."""
    for number, row in enumerate(lines(path)):
        document = read(f"{path.stem}-{number}", row["text"], {"kind": row.get("kind") or "news"})
        sentences = parse(document)
        if not sentences:
            continue
        longest = max(sentences, key=lambda s: s.end - s.start)
        yield _example({"id": f"{path.stem}-{number}"} | row, longest, 0, row.get("kind") or row.get("style") or "news")


def real_pairs(path: Path) -> Iterator[Example]:
    """Yield the sentences of the corpora in which a pair was marked, stand-off: document, hash and offsets.

    Raises:
        ValueError: if a text is not the one that was labelled.
    """
    for row in lines(path):
        document, sentences = _parsed(row)
        sentence = next(s for s in sentences if s.start <= row["source"][0] < s.end)
        given = {"id": f"{row['doc']}#{row['source'][0]}", "doc": row["doc"]}
        given["pair"] = {key: row[key] for key in ("source", "target", "root")}
        yield _example(given, sentence, 0, str(document.kind or "other"))


def un_pairs(path: Path) -> Iterator[Example]:
    """Yield the UN sentences in which a pair was marked, stand-off: row of the file beside the project, hash, offsets.

    Raises:
        ValueError: if a sentence is not the one that was labelled.
    """
    stored = _un_sentences()
    for number, row in enumerate(lines(path)):
        text = stored[row["row"]]
        if sha256(text.encode()).hexdigest() != row["sha256"]:
            raise ValueError(f"row {row['row']}: the sentence is not the one that was labelled")
        name = f"un-{row['row']}-{number}"
        sentence = max(parse(read(name, text, {"kind": "report"})), key=lambda s: s.end - s.start)
        yield _example({"id": name, "pair": row}, sentence, 0, "report")


@cache
def _un_sentences() -> list[str]:
    """Return the UN sentences that were labelled by quad class (MIT, © 2024 Javier Osorio), in their order."""
    home = Path(os.environ.get("SERVANDA_CORPUS", HERE.parent.parent / "shared" / "corpus"))
    with (home.parent / "labelled" / "un_quadclass_en.tsv").open(encoding="utf-8", newline="") as file:
        return [row[0] for row in csv.reader(file, delimiter="\t")][1:]


def codebook() -> Iterator[Example]:
    """Yield the codebook's sentences that mark a source and a target: pairs only, their other acts are not labelled."""
    for name, entry in (*sentences().events.items(), *sentences().modes.items()):
        for number, one in enumerate(entry.examples):
            if one.source is None or one.target is None:
                continue
            source, target = (_place(one.text, party) for party in (one.source, one.target))
            pair = {"source": source, "target": target, "root": name.partition(" ")[0]}
            row = {"id": f"codebook-{name}-{number}", "pair": pair}
            yield _example(row, parse(read(row["id"], one.text, {"kind": "news"}))[0], 0, "news")


def _place(text: str, party: str) -> list[int]:
    start = text.index(party)
    return [start, start + len(party)]


@cache
def labelled(name: str, document: str, digest: str) -> Row:
    """Return a document of a corpus.

    Raises:
        ValueError: if its text is not the one that was labelled.
    """
    stored = corpus(name)[document]
    if sha256(stored["text"].encode()).hexdigest() != digest:
        raise ValueError(f"{document}: the text is not the one that was labelled")
    return stored


@cache
def corpus(name: str) -> dict[str, Row]:
    """Return the rows of a corpus file by id, from the folder that `SERVANDA_CORPUS` names or `../shared/corpus`."""
    home = Path(os.environ.get("SERVANDA_CORPUS", HERE.parent.parent / "shared" / "corpus"))
    with gzip.open(home / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return {row["id"]: row for row in map(json.loads, file)}


def lines(path: Path) -> Iterator[Row]:
    """Yield the rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _example(row: Row, sentence: Sentence, offset: int, kind: str) -> Example:
    def words(place: Iterable[int] | None) -> tuple[int, ...]:
        if not place:
            return ()
        start, end = place
        return tuple(
            t.index
            for t in sentence.tokens[sentence.lead :]
            if t.start < end + offset and start + offset < t.end and t.text.strip()
        )

    def named(parties: list[Row] | None) -> tuple[int, ...] | None:
        return None if parties is None else tuple(i for who in parties for i in words(who["span"]))

    acts = []
    for one in row.get("statements", ()):
        trigger = words(one["trigger"])
        if not trigger:
            continue
        cue = words(one["cue"])
        if not cue and one.get("lead_cue"):
            wanted = one["lead_cue"].lower().split()
            cue = tuple(t.index for t in sentence.tokens[: sentence.lead] if t.text.lower() in wanted)
        acts.append(
            Act(
                trigger=trigger[-1],
                force=one["force"],
                event=one["event"],
                act=one["act"],
                aux=None if one["aux"] is None else tuple(one["aux"]),
                core=one["core"],
                roles={
                    "actor": named(one["actors"]),
                    "recipient": named(one["recipients"]),
                    "cue": cue,
                    "condition": words(one["condition"]),
                    "evidence": words(one["evidence"]),
                },
            )
        )
    pairs = []
    if row.get("pair"):
        source, target = words(row["pair"]["source"]), words(row["pair"]["target"])
        if source and target:
            pairs.append(Pair(source, target, row["pair"]["root"]))
    pairs.extend(
        Pair(act.roles["actor"], act.roles["recipient"], act.event)
        for act in acts
        if act.event and act.roles["actor"] and act.roles["recipient"] and act.force in ("deed", "refusal", "warning")
    )
    return Example(
        id=row["id"],
        doc=row.get("doc", row["id"]),
        kind=kind,
        words=tuple(t.text for t in sentence.tokens),
        lead=sentence.lead,
        acts=tuple(acts),
        pairs=tuple(dict.fromkeys(pairs)),
        no_acts="statements" not in row,
    )
