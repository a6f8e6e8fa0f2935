"""Office holders as of a day: which person a name means, in which office, or why that stays open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from servanda.actors.gazetteer import Gazetteer
from servanda.actors.meaning import Meaning, Term
from servanda.actors.tables import SHARED_OFFICES, Organisation, Tenure
from servanda.model import Actor, Span

ONE_A_COUNTRY = frozenset(("head_of_state", "head_of_government", "vice_head"))
State = Literal["in office", "former", "not yet in office", "not checked so late", "undated"]
_NEAR_PAST_YEARS = 6
_NEAR_FUTURE_DAYS = 400


@dataclass(frozen=True, slots=True)
class Verdict:
    """The term of office that a name means and how it stands on the day; or the reason why it stays open."""

    tenure: Tenure | None
    state: State = "undated"
    reason: str = ""
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """What stands around a name: countries or organisations, titles, the day, and persons named in full elsewhere."""

    on: date | None
    places: frozenset[str] = frozenset()
    titles: tuple[Term, ...] = ()
    known: frozenset[str] = frozenset()


def identify(meanings: Iterable[Meaning], hints: Hints) -> Verdict:
    """Return who is meant by a name that several people may bear."""
    persons = [_Person(m.tenures, m.full) for m in meanings if m.kind == "holder"]
    for narrower in _narrowings(hints):
        kept = [person for person in persons if narrower(person)]
        persons = kept or persons
    if len(persons) == 1:
        return _verdict(persons[0], hints)
    names = " or ".join(sorted(person.rows[0].holder for person in persons))
    places = {row.place for person in persons for row in person.rows}
    return Verdict(None, reason=f"may be {names}", country=places.pop() if len(places) == 1 else None)


@dataclass(frozen=True, slots=True)
class _Person:
    rows: tuple[Tenure, ...]
    full: bool


def _narrowings(hints: Hints) -> list[Callable[[_Person], bool]]:
    """Return the tests that tell bearers of one name apart, the strongest first."""
    tests: list[Callable[[_Person], bool]] = []
    if hints.places:
        tests.append(lambda person: any(row.place in hints.places for row in person.rows))
    tests.append(lambda person: person.rows[0].person in hints.known)
    if hints.titles:
        tests.append(lambda person: any(has_title(row, title) for row in person.rows for title in hints.titles))
    on = hints.on
    if on is not None:
        tests.append(lambda person: any(row.covers(on) for row in person.rows))
    if on is not None:
        tests.append(lambda person: any(_near(row, on) for row in person.rows))
    return tests


def has_title(tenure: Tenure, term: Term) -> bool:
    """Return whether the office goes by this title."""
    if term.office and term.office == tenure.office and term.office not in SHARED_OFFICES:
        return True
    return goes_by(tenure, term)


def goes_by(tenure: Tenure, term: Term) -> bool:
    """Return whether the title is one of the office's own."""
    return term.word in _lower(tenure.titles)


@cache
def _lower(titles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(title.lower() for title in titles)


def _near(tenure: Tenure, on: date) -> bool:
    """Return whether the term ended not long before the day, or begins soon after it."""
    if tenure.start and tenure.start > on:
        return (tenure.start - on).days <= _NEAR_FUTURE_DAYS
    return tenure.end is None or (on - tenure.end).days <= _NEAR_PAST_YEARS * 366


def _verdict(person: _Person, hints: Hints) -> Verdict:
    rows = person.rows
    if hints.places:
        rows = tuple(row for row in rows if row.place in hints.places) or rows
    titled = tuple(row for row in rows if any(has_title(row, title) for title in hints.titles)) or rows
    on = hints.on
    if on is None:
        return Verdict(titled[-1], "undated")
    for choice in (titled, rows):
        current = [row for row in choice if row.covers(on)]
        if current:
            return Verdict(min(current, key=lambda row: (not row.effective, -len(row.titles))), "in office")
    unchecked = [row for row in titled if row.end is None and (row.start is None or row.start <= on)]
    if unchecked:
        return Verdict(unchecked[-1], "not checked so late")
    past = [row for row in titled if row.end and row.end < on]
    if past:
        return Verdict(max(past, key=lambda row: row.end or date.min), "former")
    return Verdict(min(titled, key=lambda row: row.start or date.max), "not yet in office")


def stands_alone(meanings: Iterable[Meaning], hints: Hints) -> bool:
    """Return whether a bare surname is enough: its bearer is near an office on the day, or named in full nearby."""
    for meaning in meanings:
        if meaning.kind != "holder":
            continue
        if meaning.full or meaning.tenures[0].person in hints.known:
            return True
        if hints.on is None or any(_near(row, hints.on) for row in meaning.tenures):
            return True
    return False


def holder_actor(verdict: Verdict, gazetteer: Gazetteer, hints: Hints, span: Span | None, note: str = "") -> Actor:
    """Return the actor for a verdict with a tenure; a person acts for the country or body of the office.

    Who heads a body without a code of its own (NATO) or an agency (the IAEA) is known by its id while in office.
    """
    tenure = verdict.tenure
    if tenure is None:
        raise ValueError("a verdict without a tenure names no actor")
    body = gazetteer.organisations.get(tenure.place)
    title = tenure.titles[0] if tenure.titles else tenure.office.replace("_", " ")
    place = body.name if body else gazetteer.display(tenure.place)
    said_former = note == "former" and verdict.state in {"in office", "undated"}
    state = "former" if said_former else verdict.state
    own = body is not None and body.org_id not in gazetteer.rules.organs and state != "former"
    when = "the document has no date" if hints.on is None else f"{state} on {hints.on.isoformat()}"
    return Actor(
        name=tenure.holder,
        span=span,
        actor_id=body.org_id if body and own else tenure.identity,
        country=country_of(body, tenure.place),
        sector="ELI" if state == "former" else _sector(tenure, state, hints),
        members=gazetteer.members(tenure.place, hints.on) if own else None,
        via=f"{title} of {place}: {when}",
    )


def _sector(tenure: Tenure, state: str, hints: Hints) -> str:
    """Return the sector of the office; of who does not hold it yet, that of another title they have."""
    said = next((title.sector for title in hints.titles if title.sector and not has_title(tenure, title)), None)
    return said if said and state == "not yet in office" else tenure.sector


def country_of(body: Organisation | None, place: str | None) -> str | None:
    """Return the country field for an office's place: a country's own code, a body's PLOVER code or home."""
    return (body.plover or body.home) if body else place


def _heads(tenure: Tenure, term: Term) -> bool:
    """Return whether the title is the first word of the office ("the President of the General Assembly")."""
    return any(title.lower().startswith(f"{term.word} of ") for title in tenure.titles)


def office_actor(place: str, title: Term, gazetteer: Gazetteer, on: date | None, span: Span | None) -> Actor:
    """Return the holder of an office named by title alone; where unknown, the country with the person open."""
    body = gazetteer.organisations.get(place)
    rows = [row for row in gazetteer.offices(place) if has_title(row, title) or (body and _heads(row, title))]
    exact = [row for row in rows if any(title.word == name.lower() for name in row.titles)] or rows
    current = [row for row in exact if on is not None and row.covers(on)]
    if len({row.person for row in current}) == 1 and on is not None:
        return holder_actor(Verdict(current[0], "in office"), gazetteer, Hints(on), span)
    why = "the document has no date" if on is None else f"no one holder known on {on.isoformat()}"
    return Actor(
        name=f"{title.word} of {body.name if body else gazetteer.display(place)}",
        span=span,
        country=country_of(body, place),
        actor_id=place if body else None,
        sector=(body.sector_on(on) if body else None) or title.sector or "GOV",
        via=f"title with country; the person stays open: {why}",
    )
