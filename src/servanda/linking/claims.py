"""Whose own words a document holds, and what a bearer says about an item as such."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from servanda.linking.frames import keys, keys_of
from servanda.linking.searched import publisher_key
from servanda.linking.stems import TOKEN
from servanda.linking.tables import general, places
from servanda.model import Actor, Document, OfficialClaim, Statement

_ASKING = frozenset(("demand", "recommendation"))
_OF_OTHERS = frozenset(("brief", "assessment", "news", "report"))
_OFFICIAL = frozenset(("joint_statement", "communique", "fact_sheet", "readout", "speech"))


def source(document: Document, bearers: Sequence[Actor], statement: Statement) -> Literal["own", "other"]:
    """Return *own* where the document comes from a bearer's own publisher.

    A publisher is a bearer's own by the table of publishers or by the bearer's name in it; where none is named, an
    official form (a joint statement, a speech …) whose speaker is the bearer.
    """
    ours = keys_of(bearers)
    if document.publisher:
        known = publisher_key(document.publisher)
        named = set(TOKEN.findall(document.publisher.lower()))
        members = {key for actor in bearers for key in (actor.country, actor.actor_id) if key} | ours
        by_name = any(_is_named(actor, named) for actor in bearers)
        return "own" if known in members or (known is None and by_name and _government(named)) else "other"
    speaks = statement.speaker is not None and bool(keys(statement.speaker) & ours)
    return "own" if document.kind in _OFFICIAL and (speaks or not statement.chain) else "other"


def with_speaker(statement: Statement, document: Document) -> Statement:
    """Return the statement with its speaker: what a government's own text advises or demands, that government does."""
    if statement.force not in _ASKING or statement.speaker is not None or document.kind in _OF_OTHERS:
        return statement
    key = _government_of(document.publisher or "")
    if key is None or statement.chain:
        return statement
    speaker = Actor(name=document.publisher or "", country=key, via="the document's publisher")
    return statement.model_copy(update={"speaker": speaker})


@lru_cache(maxsize=1024)
def _government_of(publisher: str) -> str | None:
    """Return the country or organisation that a publisher speaks for: by the table, or as a government or ministry."""
    words = TOKEN.findall(publisher.lower())
    if not {"embassy", "mission"}.isdisjoint(words):
        return None
    known = publisher_key(publisher)
    if known or ({"government", "ministry"}.isdisjoint(words) and tuple(words) not in places()):
        return known
    spans = ((*words[at : at + size],) for size in (3, 2, 1) for at in range(len(words)))
    return next((places()[span] for span in spans if span in places()), None)


def _is_named(actor: Actor, words: set[str]) -> bool:
    name = set(TOKEN.findall(actor.name.lower()))
    return bool(name) and name <= words


def _government(words: set[str]) -> bool:
    """Tell whether a publisher's name is that of a public body, not of an institute that bears a country's name."""
    bodies = {"ministry", "government", "office", "department", "mission", "embassy", "president", "cabinet", "council"}
    return bool(words & bodies) or len(words) <= 2


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, OfficialClaim], ...]:
    kinds: dict[str, OfficialClaim] = {
        "claims_done": "claims_done",
        "claims_on_track": "claims_on_track",
        "disowned": "disowned",
    }
    return tuple((phrase, kinds[claim.id]) for claim in general().claims for phrase in claim.says)


def claim(sentences: Iterable[str]) -> OfficialClaim:
    """Return what the bearer's own sentences about an item, oldest first, last said of it as such."""
    last: OfficialClaim = "none"
    for sentence in sentences:
        words = f" {' '.join(TOKEN.findall(sentence.lower().replace('honour', 'honor')))} "
        for phrase, kind in _phrases():
            if f" {phrase} " in words:
                last = kind
    return last
