"""A small ledger behind the application, on SQLite and on PostgreSQL; no model is loaded."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

import pytest
from fastapi.testclient import TestClient
from tests.ledger.conftest import new_url, postgres  # noqa: F401
from tests.linking.make import AFTER, document, say

from servanda.ledger import Ledger, Run
from servanda.linking import items
from servanda.model import Document, Statement
from servanda.pipeline import track
from servanda.web import Options, create_app

NOON = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
RUN = Run(id="r1", coder="rules", version="1", codebook="p1", config="c1", started=NOON)


def brief_and_news() -> list[tuple[Document, list[Statement]]]:
    """A brief that urges two things and reports a pledge, and the news that answers."""
    brief = document(
        "# What to do",
        "- Raise the tax on tobacco. India should ban cigarette advertising.",
        "Indonesia has promised to plant forests by 2022.",
        name="brief", title="Cleaner air", publisher="Institute of Health",
    )  # fmt: skip
    news = document(
        "India raised its tobacco tax.",
        "India criticised Indonesia over smoke, and Indonesia refused to plant forests.",
        name="news", day=AFTER, kind="news", title="Smoke over the strait", publisher="The Daily",
        url="https://example.org/news?a=1&b=2",
    )  # fmt: skip
    told = [
        say(brief, "Raise the tax on tobacco", "recommendation", "IND", "Raise", confidence=0.4, topics=("health",)),
        say(brief, "India should ban cigarette advertising", "recommendation", "IND", "ban", cue="should"),
        say(
            brief, "Indonesia has promised to plant forests by 2022", "pledge", "IDN", "plant", cue="promised",
            speaker="IDN", deadline=date(2022, 6, 30), confidence=0.6,
        ),
    ]  # fmt: skip
    later = [
        say(news, "India raised its tobacco tax", "deed", "IND", "raised", confidence=0.9),
        say(
            news, "India criticised Indonesia over smoke", "deed", "IND", "criticised", to="IDN", quad=3, event="ACCUSE"
        ),
        say(news, "Indonesia refused to plant forests", "refusal", "IDN", "plant", cue="refused", confidence=0.7),
    ]
    return [(brief, told), (news, later)]


def fill(ledger: Ledger, held: list[tuple[Document, list[Statement]]]) -> None:
    for one, told in held:
        found = items(one, told)
        of = {key: item.id for item in found for key in item.statements}
        marked = [row.model_copy(update={"item": of.get(row.id)}) for row in told]
        ledger.store(one, marked, found, RUN)
    track(ledger, lambda: NOON)


class Site(NamedTuple):
    """The application with its ledger, and the ids that tests ask for."""

    client: TestClient
    ledger: Ledger

    def statement(self, words: str) -> str:
        return next(row.id for row in self.ledger.statements() if words in row.evidence.text)

    def item(self, words: str) -> str:
        return next(row.id for row in self.ledger.items() if words in row.quotes[0].text)


@pytest.fixture
def make_site(new_url: Callable[[str], str]) -> Iterator[Callable[..., Site]]:  # noqa: F811
    opened: list[tuple[TestClient, Ledger]] = []

    def make(
        kind: str = "sqlite", held: list[tuple[Document, list[Statement]]] | None = None, **options: object
    ) -> Site:
        ledger = Ledger.open(new_url(kind))
        fill(ledger, brief_and_news() if held is None else held)
        given = {"user": "ada", "hosts": ("testserver",), **options}
        client = TestClient(create_app(ledger, Options(**given)))  # type: ignore[arg-type]
        client.__enter__()
        opened.append((client, ledger))
        return Site(client, ledger)

    yield make
    for client, ledger in opened:
        client.__exit__(None, None, None)
        ledger.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, make_site: Callable[..., Site]) -> Site:
    return make_site(request.param)


@pytest.fixture
def one_site(make_site: Callable[..., Site]) -> Site:
    return make_site("sqlite")
