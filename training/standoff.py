"""Turn what annotators wrote down, words quoted from a sentence, into checked offsets.

An answer is a JSON line: `{"s": "S01-004", "st": [...]}` for a sentence of a drawn sheet, or `{"text": ...,
"style": ..., "topic": ..., "st": [...]}` for one that was written here. Each statement quotes its words (`q` evidence,
`t` trigger, `c` cue, `a` bearers and `r` recipients as `words=ID`, `sp` speaker, `w` when, `dl` deadline, `if`
condition) and gives `f` force, `ev` event, `act`, `m` mode, `aux`, `core`, `pol`. Drawn sentences become a folder of
gold, written ones a file with their text.

Usage: python training/standoff.py ANSWERS.jsonl... [--index INDEX.json] [-o OUT]
"""

import argparse
import json
import re
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

from dataset import corpus

from servanda.evaluation.texts import plain
from servanda.model import ROOTS
from servanda.ontology.plover import plover

FORCES = ("deed", "agreement", "pledge", "recommendation", "demand", "refusal", "warning", "expectation", "assessment")
AUX = ("future", "hypothetical", "historical", "negated")
KEYS = {"f", "q", "t", "c", "a", "r", "sp", "ev", "act", "m", "aux", "w", "dl", "if", "core", "pol"}
NTH = re.compile(r"^(?P<words>.*?)(?:#(?P<n>\d))?$", re.DOTALL)
_ID = re.compile(r"^(?:[A-Z]{3}|[A-Za-z][\w .&'’-]*|\?)$")

Row = dict[str, Any]


class AnswerError(ValueError):
    """An answer that cannot be resolved, with the reason."""


def place(sentence: str, words: str, after: int = 0) -> tuple[int, int]:
    """Return where `words` stand: whole words, the nth with `#n`; `A ... B` is the stretch from A to the next B."""
    if " ... " in words:
        first, last = words.split(" ... ", 1)
        start, middle = place(sentence, first)
        return start, place(sentence, last, middle)[1]
    found = NTH.match(words)
    assert found
    wanted, n = found["words"].strip(), int(found["n"] or 1)
    pattern = re.compile(
        (r"(?<!\w)" if wanted[:1].isalnum() else "")
        + re.escape(wanted).replace(r"\ ", r"\s+")
        + (r"(?!\w)" if wanted[-1:].isalnum() else "")
    )
    hits = [hit.span() for hit in pattern.finditer(sentence) if hit.start() >= after]
    if len(hits) < n:
        raise AnswerError(f"the words {words!r} are not in the sentence")
    return hits[n - 1]


def party(sentence: str, given: str) -> Row:
    """Read `words=ID+ID`; without words the party is understood, `?` as id is open."""
    words, _, ids = given.rpartition("=")
    names = [name.strip() for name in ids.split("+") if name.strip()]
    for name in names:
        if not _ID.match(name):
            raise AnswerError(f"{name!r} is no ISO 3166 code, organisation id or ?")
    return {"span": list(place(sentence, words)) if words else None, "ids": names}


def statement(sentence: str, lead: str | None, given: Row) -> Row:
    """Return one statement with offsets into the sentence; a cue of the lead-in is kept as `lead_cue`."""
    if unknown := set(given) - KEYS:
        raise AnswerError(f"unknown keys {sorted(unknown)}")
    force, event, act = given["f"], given.get("ev"), given.get("act")
    if force not in FORCES:
        raise AnswerError(f"{force!r} is no force")
    for root in (event, act):
        if root is not None and root not in ROOTS:
            raise AnswerError(f"{root!r} is no root")
    mode = given.get("m")
    if mode is not None and mode not in plover().events[event or act].modes:
        raise AnswerError(f"{mode!r} is no mode of {event or act}")
    aux = given.get("aux", [])
    if set(aux) - set(AUX):
        raise AnswerError(f"{aux} is not among {AUX}")
    made: Row = {"force": force, "core": bool(given.get("core", 1)), "polarity": given.get("pol", "positive")}
    made["evidence"] = list(place(sentence, given["q"]))
    made["trigger"] = list(place(sentence, given["t"]))
    if not made["evidence"][0] <= made["trigger"][0] < made["trigger"][1] <= made["evidence"][1]:
        raise AnswerError(f"the trigger {given['t']!r} lies outside the evidence: use #n or longer words")
    cue = given.get("c")
    if cue and cue.startswith("lead:"):
        if lead is None:
            raise AnswerError("there is no lead-in here")
        place(lead, cue[5:])
        made["lead_cue"] = cue[5:]
    made["cue"] = list(place(sentence, cue)) if cue and not cue.startswith("lead:") else None
    made["actors"] = [party(sentence, one) for one in given.get("a", [])]
    made["recipients"] = [party(sentence, one) for one in given.get("r", [])]
    made["speaker"] = party(sentence, given["sp"]) if given.get("sp") else None
    made |= {"event": event, "act": act, "mode": mode, "aux": list(aux)}
    for key, name in (("w", "when"), ("dl", "deadline"), ("if", "condition")):
        made[name] = list(place(sentence, given[key])) if given.get(key) else None
    return made


def pair(sentence: str, given: Row) -> Row:
    """Return a marked pair with offsets: source `s`, target `o`, the root between them."""
    if given["root"] not in ROOTS:
        raise AnswerError(f"{given['root']!r} is no root")
    source, target = place(sentence, given["s"]), place(sentence, given["o"])
    if source[0] < target[1] and target[0] < source[1]:
        raise AnswerError("source and target of the pair overlap")
    return {"source": list(source), "target": list(target), "root": given["root"], "aux": given.get("aux", [])}


def resolve(row: Row, index: dict[str, Row]) -> Row:
    """Return one answer with offsets: into the sentence that was written, or with what is known of the drawn one."""
    if "text" in row:
        kept = {key: row[key] for key in ("text", "style", "topic", "kind") if key in row}
        if row.get("pair"):
            kept["pair"] = pair(row["text"], row["pair"])
        return kept | {"statements": [statement(row["text"], None, one) for one in row.get("st", [])]}
    known = index[row["s"]]
    made = [statement(known["text"], known.get("lead_text"), one) for one in row.get("st", [])]
    return {"id": row["s"], "known": known, "statements": made}


def folder(made: list[Row], out: Path) -> None:
    """Write drawn sentences as a folder of gold: documents with the stretches that were read, and statements."""
    documents: dict[str, Row] = {}
    statements = []
    for row in made:
        known = row["known"]
        if known["doc"] not in documents:
            found = corpus(known["corpus"])[known["doc"]]
            text = plain(found["text"])
            about = {key: found.get(key) for key in ("id", "title", "published", "publisher", "kind", "format")}
            documents[known["doc"]] = {key: value for key, value in about.items() if value} | {
                "corpus": known["corpus"],
                "sha256": sha256(text.encode()).hexdigest(),
                "characters": len(text),
                "genre": known["kind"],
                "read": [],
            }
        documents[known["doc"]]["read"].append([known["start"], known["end"]])
        for number, one in enumerate(row["statements"], 1):
            statements.append(_gold(f"{row['id']}-{number}", known["doc"], known["start"], one))
    out.mkdir(parents=True, exist_ok=True)
    for name, rows in (("docs", list(documents.values())), ("statements", statements)):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (out / f"{name}.jsonl").write_text(text, encoding="utf-8")


def _gold(name: str, doc: str, at: int, one: Row) -> Row:
    def there(span: list[int] | None) -> list[int] | None:
        return None if span is None else [span[0] + at, span[1] + at]

    row = {"id": name, "doc": doc, "start": one["evidence"][0] + at, "end": one["evidence"][1] + at}
    row |= {key: one[key] for key in ("force", "core", "polarity", "event", "act", "mode", "aux")}
    row["actors"] = [i for who in one["actors"] for i in who["ids"]]
    row["recipients"] = [i for who in one["recipients"] for i in who["ids"]]
    row["speaker"] = "+".join(one["speaker"]["ids"]) if one["speaker"] and len(one["speaker"]["ids"]) == 1 else None
    row |= {"trigger": there(one["trigger"]), "cue": there(one["cue"])}
    if one.get("lead_cue"):
        row["lead_cue"] = one["lead_cue"]
    spans = {key: [there(who["span"]) for who in one[key] if who["span"]] for key in ("actors", "recipients")}
    spans |= {key: [there(one[key])] for key in ("when", "deadline", "condition") if one[key]}
    row["spans"] = {key: value for key, value in spans.items() if value}
    return row


def main() -> int:
    """Resolve files of answers; print what is wrong and the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answers", type=Path, nargs="+")
    parser.add_argument("--index", type=Path)
    parser.add_argument("-o", "--out", type=Path)
    given = parser.parse_args()
    index = json.loads(given.index.read_text(encoding="utf-8")) if given.index else {}
    made, wrong = [], 0
    for path in given.answers:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                made.append(resolve(json.loads(line), index))
            except (AnswerError, ValueError, KeyError, AttributeError, TypeError) as error:
                wrong += 1
                print(f"{path.name}, line {number}: {error} · {line[:160]}")
    counts = Counter(one["force"] for row in made for one in row["statements"])
    roots = Counter(str(one["event"] or one["act"]) for row in made for one in row["statements"])
    print(
        f"{len(made)} sentences, {sum(counts.values())} statements, {wrong} lines wrong; {dict(counts)}; {dict(roots)}"
    )
    if index:
        sheets = {row["id"].split("-")[0] for row in made}
        missing = sorted({name for name in index if name.split("-")[0] in sheets} - {row["id"] for row in made})
        print(f"not answered: {len(missing)} {missing[:20]}")
    if given.out and index:
        folder(made, given.out)
    elif given.out:
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made)
        given.out.write_text(text, encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
