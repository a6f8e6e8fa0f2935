"""A question to a ledger, and one line of its answer."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from servanda.actors import resolve_name
from servanda.ledger import Ledger
from servanda.linking.tables import concepts
from servanda.linking.words import tokens, units
from servanda.model import Actor, Document, Force, Statement
from servanda.views.comparison import quoted
from servanda.views.flat import who
from servanda.views.same import Per, Sameness

_MOST = 2000
_MOST_PHRASES = 12
_BREAK = re.compile(r"[,;:()]")


@dataclass(frozen=True, slots=True)
class Ask:
    """What a question may be narrowed by; null or empty is not asked for.

    `by` and `of` name actors (a country, an ISO3 code, an organisation), `on` is words, `document` and `publisher`
    name where it stands. The days are of publication, both inclusive; `as_of` is the state of knowledge. `per` tells
    whether reports of one event count once (`cluster`, also where it is null) or each (`report`).
    """

    by: str | None = None
    of: str | None = None
    on: str | None = None
    since: date | None = None
    until: date | None = None
    document: str | None = None
    publisher: str | None = None
    as_of: date | None = None
    per: Per | None = None

    def json(self) -> dict[str, Any]:
        """Return what is asked for as plain values."""
        found = {name: getattr(self, name) for name in ASKED}
        return {name: str(value) for name, value in found.items() if value is not None}

    @classmethod
    def read(cls, fields: Mapping[str, str]) -> "Ask":
        """Return the question whose plain values these are."""
        days = ("since", "until", "as_of")
        return cls(**{name: date.fromisoformat(value) if name in days else value for name, value in fields.items()})  # type: ignore[arg-type]


ASKED = ("by", "of", "on", "since", "until", "document", "publisher", "as_of", "per")


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of an answer: who, toward whom, in which words, where; `more` is what the question adds.

    `id` is the same for the same line whenever it is asked, so that a watch list can tell what is new.
    """

    id: str
    kind: str
    date: date | None
    who: tuple[str, ...]
    whom: tuple[str, ...]
    words: str
    quote: Mapping[str, Any] | None
    more: Mapping[str, Any] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """Return the line as plain values."""
        return {
            "id": self.id,
            "kind": self.kind,
            "date": self.date.isoformat() if self.date else None,
            "who": list(self.who),
            "whom": list(self.whom),
            "words": self.words,
            "quote": dict(self.quote) if self.quote else None,
            **self.more,
        }


def actor_code(name: str) -> str:
    """Return the code by which statements of an actor are found: ISO3 for a country, an id for a body.

    Raises:
        ValueError: if no table knows the name.
    """
    code = named(name)
    if code is None:
        raise ValueError(f"No table knows the actor {name!r}: give a country, an ISO3 code or an organisation.")
    return code


def named(name: str) -> str | None:
    """Return the code of an actor, null where no table knows the name."""
    found = resolve_name(name)
    body = found.members or not found.country or len(found.country) != 3
    return (found.actor_id if body else found.country) or (name if name.isupper() else None)


def query(words: str) -> str:
    """Return a full-text query for some words: themselves, or any phrase by which the same object is known."""
    labels = {unit.label for unit in units(words) if unit.kind == "concept"}
    said = [phrase for row in concepts() if f"={row.id}" in labels for phrase in row.says]
    return " OR ".join([words, *(f'"{phrase}"' for phrase in dict.fromkeys(said[:_MOST_PHRASES]))])


def phrases(words: str) -> tuple[frozenset[str] | tuple[str, ...], ...]:
    """Return what a text must hold to be on some words: all of these stems anywhere, or these in a row."""
    labels = {unit.label for unit in units(words) if unit.kind == "concept"}
    said = (phrase for row in concepts() if f"={row.id}" in labels for phrase in row.says)
    typed = frozenset(word.stem for word in tokens(words) if word.text not in ("AND", "OR", "NOT"))
    return (typed, *(tuple(word.stem for word in tokens(phrase)) for phrase in said))


def _says(text: str, meant: tuple[frozenset[str] | tuple[str, ...], ...]) -> bool:
    """Tell whether a text holds one of the phrases; a comma ends a phrase ("military, budget and food aid")."""
    parts = [[word.stem for word in tokens(part)] for part in _BREAK.split(text)]
    stems = {stem for part in parts for stem in part}
    for one in meant:
        if isinstance(one, frozenset):
            if (len(one) == 1 and one <= stems) or any(one <= set(part) for part in parts):
                return True
        elif any(part[at : at + len(one)] == list(one) for part in parts for at in range(len(part))):
            return True
    return False


def found(ledger: Ledger, ask: Ask, force: Force, *, bearer: str | None = None) -> list[Statement]:
    """Return the statements of one force that the question is narrowed to, the newest first."""
    document = None if ask.document is None else ledger.find_document(ask.document).id
    actor = None if bearer is None else actor_code(bearer)
    if ask.on is None:
        rows = list(ledger.statements(document, force=force, actor=actor, since=ask.since, until=ask.until, limit=None))
    else:
        hits = ledger.search(
            query(ask.on), _MOST, document=document, force=force, actor=actor, since=ask.since, until=ask.until
        )
        meant = phrases(ask.on)
        wanted = {hit.statement for hit in hits if hit.statement is not None and _says(hit.snippet, meant)}
        several = {hit.document for hit in hits if hit.statement is not None}
        rows = [row for key in sorted(several) for row in ledger.statements(key, force=force) if row.id in wanted]
    if ask.publisher is not None:
        name = ask.publisher.lower()
        ours = {head.id for head in ledger.documents() if name in (head.publisher or "").lower()}
        rows = [row for row in rows if row.document in ours]
    return rows


def answer(kind: str, row: Statement, document: Document | None, **more: Any) -> Answer:
    """Return a statement as a line of an answer."""
    return Answer(
        id=row.id,
        kind=kind,
        date=document.published if document else None,
        who=codes(row.actors),
        whom=codes(row.recipients),
        words=" ".join(row.evidence.shown.split()),
        quote=quoted(row),
        more=more,
    )


def codes(actors: tuple[Actor, ...]) -> tuple[str, ...]:
    """Return actors as short as a list needs them, each once."""
    return tuple(dict.fromkeys(who(actor.model_dump()) for actor in actors))


def once(lines: Iterable[Answer], ledger: Ledger, ask: Ask) -> list[Answer]:
    """Return each event once, as its first line tells it, with the number of reports and who else reports it."""
    rows = list(lines)
    if ask.per == "report":
        return rows
    same = Sameness.of(ledger)
    groups: dict[str, list[Answer]] = {}
    for line in rows:
        quote = line.quote or {}
        groups.setdefault(same.key(line.id, str(quote.get("document")), line.words), []).append(line)
    told = []
    for group in groups.values():
        also = list(dict.fromkeys(str((line.quote or {}).get("document_name")) for line in group[1:]))
        told.append(replace(group[0], more={**group[0].more, "reports": 1 + len(also), "also": also}))
    return told
