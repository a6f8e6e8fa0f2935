"""The linking's knowledge as data: concepts, families of acts, everyday words, fields and claims."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Concept:
    """One object under its many names (`defence budget`, `military expenditure`), with a sentence that holds it.

    `weak` marks what is rather a form than an object (a summit, readiness): it counts less.
    `evil` is what people fight: acts about it are mostly acts against it, so that they rarely undo one another.
    `broad` is a whole field named by an everyday word; `within` are the wider concepts that this one is a part of.
    """

    id: str
    domain: str
    within: tuple[str, ...]
    weak: bool
    broad: bool
    evil: bool
    says: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Family:
    """Act words that do the same to their object; `sign` is -1 where they lessen, end or refuse it.

    `endless` acts are never done by themselves: there is always more to support, strengthen or fight.
    """

    id: str
    sign: int
    words: tuple[str, ...]
    kin: frozenset[str]
    opposite: frozenset[str]
    speech: bool
    checkable: bool
    part: bool
    endless: bool
    example: str


@dataclass(frozen=True, slots=True)
class Actions:
    """All families of acts, with the words that say that an act is vague or only a part."""

    version: int
    families: Mapping[str, Family]
    vague: frozenset[str]
    orders: frozenset[str]
    announced: frozenset[str]
    conditions: frozenset[str]
    partial: frozenset[str]
    parts: frozenset[str]
    happened: frozenset[str]
    efforts: frozenset[str]
    word_given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a bearer says about an item as such, with a sentence that says it."""

    id: str
    says: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class General:
    """Everyday words, spellings, fields, publishers and the closeness of roots."""

    version: int
    stop: frozenset[str]
    generic: frozenset[str]
    spelling: Mapping[str, str]
    keep: frozenset[str]
    bodies: frozenset[str]
    named_bodies: frozenset[str]
    offices: frozenset[str]
    sizes: Mapping[str, int]
    domains: Mapping[str, frozenset[str]]
    claims: tuple[Claim, ...]
    likely: Mapping[str, float]
    bears: Mapping[str, float]
    done: Mapping[str, float]
    publishers: Mapping[str, str]
    roots: Mapping[frozenset[str], float]
    quads: Mapping[str, int]


def _load(name: str) -> dict[str, Any]:
    import yaml

    text = files("servanda.linking").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@lru_cache(maxsize=1)
def concepts() -> tuple[Concept, ...]:
    """Return the concepts in the order of their file."""
    rows = _load("concepts")["concepts"]
    return tuple(
        Concept(
            id=key,
            domain=row["domain"],
            within=tuple(row.get("within", ())),
            weak=row.get("weak", False),
            broad=row.get("broad", False),
            evil=row.get("evil", False),
            says=tuple(row["says"]),
            example=row["example"],
        )
        for key, row in rows.items()
    )


@lru_cache(maxsize=1)
def actions() -> Actions:
    """Return the families of acts by name."""
    table = _load("actions")
    families = {key: _family(key, row) for key, row in table["families"].items()}
    words = (
        frozenset(table[key])
        for key in (
            "vague",
            "orders",
            "announced",
            "conditions",
            "partial",
            "parts",
            "happened",
            "efforts",
            "word_given",
        )
    )
    return Actions(table["version"], families, *words)


def _family(key: str, row: Mapping[str, Any]) -> Family:
    return Family(
        id=key,
        sign=row["sign"],
        words=tuple(row["words"]),
        kin=frozenset(row["kin"]),
        opposite=frozenset(row.get("opposite", ())),
        speech=row.get("speech", False),
        checkable=row.get("checkable", False),
        part=row.get("part", False),
        endless=row.get("endless", False),
        example=row["example"],
    )


@lru_cache(maxsize=1)
def general() -> General:
    """Return the everyday words and what goes with them."""
    table = _load("general")
    return General(
        version=table["version"],
        stop=frozenset(table["stop"]),
        generic=frozenset(table["generic"]),
        spelling=table["spelling"],
        keep=frozenset(table["keep"]),
        bodies=frozenset(table["bodies"]),
        named_bodies=frozenset(table["named_bodies"]),
        offices=frozenset(table["offices"]),
        sizes=table["sizes"],
        domains={key: frozenset(words) for key, words in table["domains"].items()},
        claims=tuple(Claim(key, tuple(row["says"]), row["example"]) for key, row in table["claims"].items()),
        likely=table["likely"],
        bears=table["bears"],
        done=table["done"],
        publishers=table["publishers"],
        roots={frozenset(pair[:2]): float(pair[2]) for pair in table["roots"]},
        quads=table["quads"],
    )


@lru_cache(maxsize=1)
def instrument_kinds() -> Mapping[str, str]:
    """Return what each named instrument is (treaty, law, format …) by its id, from the table of instruments."""
    import csv

    text = files("servanda.ontology").joinpath("instruments.csv").read_text(encoding="utf-8")
    return {row["instrument_id"]: row["kind"] for row in csv.DictReader(text.splitlines())}


@lru_cache(maxsize=1)
def places() -> Mapping[tuple[str, ...], str]:
    """Return the country that each name or adjective stands for, as lower-case words; Europe's is the Union's code."""
    import csv

    text = files("servanda.actors").joinpath("data", "countries.csv").read_text(encoding="utf-8")
    found: dict[tuple[str, ...], str] = {
        ("europe",): "EUR",
        ("european",): "EUR",
        ("europeans",): "EUR",
        ("eu",): "EUR",
    }
    for row in csv.DictReader(text.splitlines()):
        for name in f"{row['names']}|{row['adjectives']}".split("|"):
            words = tuple(name.lower().split())
            if words and all(word.isalpha() for word in words) and len("".join(words)) > 2:
                found.setdefault(words, row["iso3"])
    return found
