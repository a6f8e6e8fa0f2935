"""The seeds' worked example as values, so that linking is judged on perfect coding."""

import json
import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from servanda.linking.vocabulary import act_words
from servanda.linking.words import tokens
from servanda.model import Actor, Block, Document, Span, Statement, TimeRef, Urged

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
COUNTRIES = {
    "USA": "USA",
    "Japan": "JPN",
    "South Korea": "KOR",
    "North Korea": "PRK",
    "China": "CHN",
    "Russia": "RUS",
    "Ukraine": "UKR",
    "Taiwan": "TWN",
    "Australia": "AUS",
    "India": "IND",
}
BODIES = {"Quad": ("AUS", "IND", "JPN", "USA"), "ASEAN": ("BRN", "IDN", "MYS", "PHL", "SGP", "THA", "VNM"), "UN": ()}
CAUSES = ("urge", "urging", "encourage", "support")


def need_seeds() -> None:
    if not (SEEDS / "gold" / "statements.jsonl").exists():
        pytest.skip("the material beside the project is not here")


def actor(name: str) -> Actor:
    country = re.search(r"\((.+)\)$", name)
    code = COUNTRIES.get(country.group(1) if country else name)
    plain = name.split("(")[0]
    if code:
        return Actor(name=plain, country=code, via="gold")
    if plain in BODIES:
        return Actor(name=plain, actor_id=plain, members=BODIES[plain] or None, via="gold")
    return Actor(name=plain, via="gold: unresolved")


@lru_cache(maxsize=1)
def documents() -> dict[str, Document]:
    rows = [json.loads(line) for line in (SEEDS / "docs.jsonl").read_text("utf-8").splitlines()]
    return {row["id"]: _document(row) for row in rows}


def _document(row: dict[str, Any]) -> Document:
    text = (SEEDS / f"{row['id']}.txt").read_text("utf-8").replace("\r\n", "\n")
    return Document(
        id=row["id"],
        name=row["id"],
        source=f"id:{row['id']}",
        text=text,
        blocks=_blocks(text),
        title=row["title"],
        publisher=row["publisher"],
        published=date.fromisoformat(row["published"]),
        kind=row["kind"],
        language="en",
    )


def _blocks(text: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    at, item = 0, False
    for line in text.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        if not line.strip():
            continue
        if line.strip() == "-":
            item = True
            continue
        heading = len(line) < 80 and line[-1] not in ".:”"
        kind = "item" if item else "heading" if heading else "paragraph"
        blocks.append(Block(start=start, end=end, kind=kind, level=1 if kind != "paragraph" else 0))  # type: ignore[arg-type]
        item = False
    return tuple(blocks)


@lru_cache(maxsize=1)
def statements() -> dict[str, Statement]:
    rows = [json.loads(line) for line in (SEEDS / "gold" / "statements.jsonl").read_text("utf-8").splitlines()]
    return {row["id"]: _statement(row, documents()[row["doc"]]) for row in rows}


def _statement(row: dict[str, Any], document: Document) -> Statement:
    start, end = row["start"], row["end"]
    sources = tuple(actor(name) for name in row.get("source", ()))
    targets = tuple(actor(name) for name in row.get("target", ()))
    demand = row["force"] == "demand"
    cue = _cue(document, start, end)
    event = _trigger(document, start if cue is None else max(start, cue.end), end)
    reported = row["doc"].startswith("pism")
    return Statement(
        id=row["id"],
        document=document.id,
        document_name=document.name,
        force=row["force"],
        core=row["core"],
        polarity="negative" if re.search(r"unwise|no longer abstain|a waste", row["quote"]) else "positive",
        evidence=document.span(start, end),
        sentence=_sentence(document, start, end),
        trigger=event,
        cue=cue,
        speaker=sources[0] if demand or (reported and row["force"] == "pledge") else None,
        actors=targets if demand else sources,
        recipients=() if demand else targets,
        urged=_urged(document, event, end, targets),
        act=row.get("plover") or None,
        when=_when(row["quote"]),
        confidence=1.0,
        rule="gold",
    )


def _when(quote: str) -> TimeRef | None:
    found = re.search(r"on (\d+)-(\d+) May", quote)
    if not found:
        return None
    first, last = (date(2022, 5, int(day)) for day in found.groups())
    return TimeRef(text=found.group(), start=first, end=last, grain="range", rule="gold")


def _sentence(document: Document, start: int, end: int) -> Span:
    block = next(block for block in document.blocks if block.start <= start < block.end)
    cuts = [
        match.end() for match in re.finditer(r"(?<=[a-zF])[.?!]\s+(?=[A-Z])", document.text[block.start : block.end])
    ]
    before = max((block.start + cut for cut in cuts if block.start + cut <= start), default=block.start)
    after = min((block.start + cut for cut in cuts if block.start + cut >= end), default=block.end)
    return document.span(before, max(after, end))


def _cue(document: Document, start: int, end: int) -> Span | None:
    found = re.search(r"\b(should|must|pledged|would be)\b( also)?", document.text[start:end])
    if found:
        return document.span(start + found.start(), start + found.end(1))
    begin = max(document.text.rfind(mark, 0, start) + len(mark) for mark in ("\n", ". "))
    before = list(re.finditer(r"\b(should|pledged|must)\b", document.text[begin:start]))
    return document.span(begin + before[-1].start(), begin + before[-1].end()) if before else None


def _trigger(document: Document, start: int, end: int) -> Span:
    words = [word for word in tokens(document.text[start:end]) if word.text not in ("also", "to", "publicly")]
    known = [word for word in words if (word.stem,) in act_words() and not word.name] or words
    return document.span(start + known[0].start, start + known[0].start + len(known[0].text))


def _urged(document: Document, trigger: Span, end: int, targets: tuple[Actor, ...]) -> Urged | None:
    if trigger.text.lower() not in CAUSES or not targets:
        return None
    return Urged(actors=targets, act=None, span=document.span(trigger.end + 1, end))
