"""A gazetteer with the package's own names and a few office holders of its own, so that tests do not age."""

import csv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from servanda.actors import Gazetteer, Resolver
from servanda.actors.tables import Tables, Tenure, tenure_row
from servanda.model import Actor, Document

DAY = date(2022, 6, 1)
Ask = Callable[..., tuple[Actor, ...]]


class FixedOffices(Tables):
    """The package's tables with these tests' office holders."""

    @property
    def tenures(self) -> tuple[Tenure, ...]:  # type: ignore[override]
        with (Path(__file__).parent / "offices.csv").open(encoding="utf-8") as rows:
            return tuple(tenure_row(row) for row in csv.DictReader(rows))


@pytest.fixture(scope="session")
def tables() -> Gazetteer:
    return Gazetteer(FixedOffices())


def document(text: str, **facts: object) -> Document:
    values: dict[str, object] = {"id": "d", "name": "n", "source": "s", "text": text, "published": DAY}
    return Document.model_validate(values | facts)


@pytest.fixture(scope="session")
def resolver(tables: Gazetteer) -> Callable[..., Resolver]:
    def build(text: str, names: Sequence[tuple[int, int, str]] = (), **facts: object) -> Resolver:
        return Resolver(document(text, **facts), tables, names)

    return build


@pytest.fixture(scope="session")
def ask(resolver: Callable[..., Resolver]) -> Ask:
    """Return a function that resolves the last place of a phrase in a text."""

    def answer(text: str, phrase: str, **facts: object) -> tuple[Actor, ...]:
        start = text.rindex(phrase)
        return resolver(text, **facts).phrase(start, start + len(phrase))

    return answer


@pytest.fixture(scope="session")
def who(ask: Ask) -> Callable[..., str]:
    """Return a function that gives a phrase's actors as words: holder, organisation, or country and sector."""

    def answer(text: str, phrase: str, **facts: object) -> str:
        return ", ".join(_mark(actor) for actor in ask(text, phrase, **facts))

    return answer


def _mark(actor: Actor) -> str:
    if actor.members:
        return actor.actor_id or "?"
    if actor.actor_id and actor.country and not actor.actor_id.isupper():
        return actor.name
    if actor.actor_id and actor.actor_id.startswith("Q"):
        return actor.name
    place = actor.country or actor.actor_id or "?"
    return f"{place} {actor.sector}" if actor.sector else place
