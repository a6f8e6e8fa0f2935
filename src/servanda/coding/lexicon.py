"""The coder's words as checked data: cues that give force, acts that give the PLOVER root."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Any

import yaml

from servanda.model import Force, Root


@dataclass(frozen=True, slots=True)
class Cue:
    """A family of words that give a force: what they govern, how strong a pledge they make."""

    id: str
    force: Force | None
    strength: int | None
    renewed: bool
    act: Root | None
    governs: frozenset[str]


@dataclass(frozen=True, slots=True)
class CueTable:
    """Cues by lemma and part of speech; verbs with particles as "call on"."""

    verbs: dict[str, tuple[Cue, ...]]
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    modals: dict[str, str]
    advice_adjectives: frozenset[str]
    negative_adjectives: frozenset[str]
    aspect: frozenset[str]
    causative: frozenset[str]
    words: dict[str, frozenset[str]]
    version: str

    def verb(self, lemma: str, particles: Iterable[str] = ()) -> tuple[Cue, ...]:
        """Return the families of a verb, the reading with its particle first ("call on" before "call")."""
        found = [cue for particle in particles for cue in self.verbs.get(f"{lemma} {particle}", ())]
        return (*found, *self.verbs.get(lemma, ()))


@dataclass(frozen=True, slots=True)
class ActTable:
    """PLOVER roots by verb, noun and verb-object pair, with the classes of words that matter for deeds.

    `hints` are verbs that point to a root between two named parties, but make no deed by themselves;
    `papers` are nouns that only carry the act of their clause, `carriers` verbs that only carry their object;
    `controls` say what becomes of an act that a verb lets happen, makes, keeps from or fails to do;
    `institutions` act for a state though only their document names them, `participants` bind themselves in an official
    text that need not name them, `careers` are verbs that tell a person's life, `no_doers` do nothing;
    `enders` and `ender_nouns` end what their object names, and `reversed` says what that is.
    """

    verbs: dict[str, Root]
    hints: dict[str, Root]
    nouns: dict[str, Root]
    pairs: dict[tuple[str, str], Root]
    quads: dict[Root, int]
    needs: dict[str, frozenset[str]]
    light: frozenset[str]
    measures: frozenset[str]
    stative: frozenset[str]
    enders: frozenset[str]
    ender_nouns: frozenset[str]
    reversed: dict[Root, Root]
    at_target: frozenset[str]
    papers: frozenset[str]
    carriers: frozenset[str]
    controls: dict[str, str]
    event_nouns: frozenset[str]
    effort_nouns: frozenset[str]
    told_deeds: frozenset[str]
    shared_words: frozenset[str]
    goods: frozenset[str]
    rootless: frozenset[str]
    at_home: frozenset[str]
    institutions: frozenset[str]
    participants: frozenset[str]
    no_doers: frozenset[str]
    careers: frozenset[str]
    verbal_nouns: frozenset[str]
    decision_nouns: frozenset[str]
    done_objects: frozenset[str]
    framing_objects: frozenset[str]
    version: str


@lru_cache(maxsize=1)
def cues() -> CueTable:
    """Return the packaged cue table, read and checked once."""
    raw = read_patterns("cues.yaml")
    verbs: dict[str, tuple[Cue, ...]] = {}
    nouns: dict[str, Cue] = {}
    adjectives: dict[str, Cue] = {}
    for entry in raw["cues"]:
        cue = Cue(
            id=entry["id"],
            force=entry["force"],
            strength=entry.get("strength"),
            renewed=entry.get("renewed", False),
            act=entry.get("act"),
            governs=frozenset(entry.get("governs", ("clause", "object"))),
        )
        for verb in entry.get("verbs", ()):
            verbs[verb] = (*verbs.get(verb, ()), cue)
        nouns.update(dict.fromkeys(entry.get("nouns", ()), cue))
        adjectives.update(dict.fromkeys(entry.get("adjectives", ()), cue))
    return CueTable(
        verbs=verbs,
        nouns=nouns,
        adjectives=adjectives,
        modals={word: kind for kind, words in raw["modals"].items() for word in words},
        advice_adjectives=frozenset(raw["advice_adjectives"]),
        negative_adjectives=frozenset(raw["negative_adjectives"]),
        aspect=frozenset(raw["aspect"]),
        causative=frozenset(raw["causative"]),
        words={name: frozenset(words) for name, words in raw["words"].items()},
        version=raw["version"],
    )


@lru_cache(maxsize=1)
def acts() -> ActTable:
    """Return the packaged table of acts, read and checked once."""
    raw = read_patterns("acts.yaml")
    pairs: dict[tuple[str, str], Root] = {}
    for root, groups in raw["pairs"].items():
        for group in groups:
            for pair in product(group["verbs"], group["nouns"]):
                pairs.setdefault(pair, root)
    return ActTable(
        verbs=_first_wins(raw["roots"], "verbs"),
        hints=_first_wins(raw["roots"], "hints"),
        reversed=raw["reversed"],
        controls={verb: kind for kind, verbs in raw["controls"].items() for verb in verbs},
        nouns=_first_wins(raw["roots"], "nouns"),
        pairs=pairs,
        quads={root: int(quad) for quad, roots in raw["quads"].items() for root in roots},
        needs={verb: frozenset(words) for verb, words in raw["needs"].items()},
        version=raw["version"],
        **{name: frozenset(raw[name]) for name in _WORD_CLASSES},
    )


@lru_cache(maxsize=1)
def known_verbs() -> frozenset[str]:
    """Return every verb that a table knows, for tokens that the tagger mistakes."""
    table = acts()
    return frozenset({*cues().verbs, *table.verbs, *table.measures, *table.light, "abstain", "augment"}) - _ADJECTIVES


_ADJECTIVES = frozenset(("welcome", "present", "open", "fine", "intern", "exile", "object", "swap", "tour", "train"))
_WORD_CLASSES = (
    "light",
    "measures",
    "stative",
    "enders",
    "ender_nouns",
    "at_target",
    "papers",
    "carriers",
    "event_nouns",
    "effort_nouns",
    "told_deeds",
    "shared_words",
    "goods",
    "rootless",
    "at_home",
    "institutions",
    "participants",
    "no_doers",
    "careers",
    "verbal_nouns",
    "decision_nouns",
    "done_objects",
    "framing_objects",
)


def _first_wins(roots: dict[str, dict[str, list[str]]], part: str) -> dict[str, Root]:
    table: dict[str, Any] = {}
    for root, words in roots.items():
        for word in words[part]:
            table.setdefault(word, root)
    return table


def read_patterns(name: str) -> Any:
    """Return one of the packaged pattern files as plain values."""
    return yaml.load(
        files("servanda.coding").joinpath("patterns", name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
