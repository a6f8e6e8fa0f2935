"""Short ways to make documents and statements for tests."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from servanda.model import Actor, Amount, Block, Document, Statement, TimeRef, Urged, statement_key

NAMES = {
    "AUS": "Australia", "BRA": "Brazil", "CAN": "Canada", "CHE": "Switzerland", "CHN": "China", "DEU": "Germany",
    "EGY": "Egypt", "FRA": "France", "GBR": "the United Kingdom", "IND": "India", "IDN": "Indonesia", "IRN": "Iran",
    "ISR": "Israel", "JPN": "Japan", "KEN": "Kenya", "KOR": "South Korea", "NOR": "Norway", "POL": "Poland",
    "PRK": "North Korea", "RUS": "Russia", "SDN": "Sudan", "TUR": "Turkey", "UKR": "Ukraine",
    "USA": "the United States", "VNM": "Vietnam", "ZAF": "South Africa", "MEX": "Mexico",
}  # fmt: skip
CLUBS = {
    "EUR": ("the European Union", ("DEU", "FRA", "POL")),
    "G7": ("the G7", ("CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA")),
}
BEFORE, AFTER = date(2021, 3, 1), date(2022, 9, 1)


SEATS = {
    "Ankara": "TUR", "Beijing": "CHN", "Berlin": "DEU", "Canberra": "AUS", "Nairobi": "KEN", "Ottawa": "CAN",
    "Pretoria": "ZAF", "Seoul": "KOR", "Tokyo": "JPN", "Warsaw": "POL", "White House": "USA", "Washington": "USA",
    "Hanoi": "VNM", "Khartoum": "SDN", "President": "USA",
}  # fmt: skip


def actors(codes: str, words: str = "") -> tuple[Actor, ...]:
    return tuple(_actor(code, words) for code in codes.split())


def _actor(code: str, words: str) -> Actor:
    seat = next((seat for seat, owner in SEATS.items() if owner == code and seat in words), None)
    if seat:
        return Actor(name=seat, country=code, via="test")
    if code in CLUBS:
        name, members = CLUBS[code]
        return Actor(name=name, actor_id=code, members=members, via="test")
    if code in NAMES:
        return Actor(name=NAMES[code], country=code, via="test")
    return Actor(name=code.replace("_", " "), via="test: unresolved")


def document(*sentences: str, name: str = "doc", day: date | None = BEFORE, **fields: Any) -> Document:
    """Make a document with one block a sentence; `- ` begins a list item, `# ` a heading."""
    blocks, text = [], ""
    for sentence in sentences:
        kind = {"- ": "item", "# ": "heading"}.get(sentence[:2], "paragraph")
        words = sentence if kind == "paragraph" else sentence[2:]
        level = 0 if kind == "paragraph" else 1
        blocks.append(Block(start=len(text), end=len(text) + len(words), kind=kind, level=level))
        text += words + "\n"
    fields = {"kind": "brief", "title": name, **fields}
    return Document(id=name, name=name, source=f"id:{name}", text=text, blocks=tuple(blocks), published=day, **fields)


def say(
    where: Document,
    words: str,
    force: str,
    who: str,
    trigger: str,
    *,
    to: str = "",
    act: str | None = None,
    cue: str | None = None,
    speaker: str = "",
    urged: tuple[str, str] | None = None,
    when: tuple[date | None, date | None] | None = None,
    deadline: date | None = None,
    amount: float | None = None,
    sentence: str | None = None,
    **fields: Any,
) -> Statement:
    """Make the statement with these words of a document; `who`, `to`, `speaker` are country codes."""
    at = where.text.index(words)
    start = where.text.index(trigger, at)
    mark = where.text.index(cue, at) if cue else None
    whole = where.text.index(sentence) if sentence else where.text.rfind("\n", 0, at) + 1
    end = whole + len(sentence) if sentence else where.text.index("\n", at)
    span = where.span(start, start + len(trigger))
    fields = {"core": True, "confidence": 1.0, "rule": "test", **fields}
    return Statement(
        id=statement_key(where.id, (mark, mark) if mark is not None else None, (at, start)),
        document=where.id,
        document_name=where.name,
        force=force,
        evidence=where.span(at, at + len(words)),
        sentence=where.span(whole, end),
        trigger=span,
        cue=where.span(mark, mark + len(cue)) if mark is not None and cue else None,
        speaker=actors(speaker, words)[0] if speaker else None,
        actors=actors(who, words),
        recipients=actors(to, words),
        urged=_urged(where, urged),
        act=act,
        when=TimeRef(text="", start=when[0], end=when[1], grain="range", rule="test") if when else None,
        deadline=TimeRef(text="", end=deadline, grain="day", rule="test") if deadline else None,
        amount=Amount(text="", span=span, value=amount, unit="USD", currency="USD", kind="money") if amount else None,
        **fields,
    )


def _urged(where: Document, urged: tuple[str, str] | None) -> Urged | None:
    if urged is None:
        return None
    at = where.text.index(urged[1])
    return Urged(actors=actors(urged[0], urged[1]), act=None, span=where.span(at, at + len(urged[1])))


def by_id(statements: Sequence[Statement]) -> dict[str, Statement]:
    return {row.id: row for row in statements}
