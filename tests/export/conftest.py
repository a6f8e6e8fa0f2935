"""A small archive of a brief and what came after it, in memory: no model is loaded."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import pytest
from tests.linking.make import AFTER, document, say

from servanda.ledger import Run
from servanda.model import Document, Statement
from servanda.views.store import Memory, tracked

RUN = Run(
    id="r1",
    coder="rules",
    version="rules-1",
    codebook="codebook-1",
    config="c1",
    started=datetime(2023, 1, 1, tzinfo=UTC),
)


class Shelf(Memory):
    """A store that also has texts and runs."""

    def document(self, id: str) -> Document:  # noqa: A002
        return next(row for row in self.documents() if row.id == id)

    def runs(self) -> Sequence[Run]:
        return (RUN,)


def shelf(documents: Sequence[Document], statements: Sequence[Statement]) -> Shelf:
    held = tracked(documents, statements)
    return Shelf(held.documents(), held.statements(), held.items(), held.links())


@pytest.fixture
def archive() -> Shelf:
    brief = document(
        "# What to do",
        "- Raise the tax on tobacco. India should ban cigarette advertising.",
        "Indonesia has promised to plant forests by 2025.",
        name="brief",
        publisher="Institute of Health",
    )
    news = document(
        "India raised its tobacco tax.",
        "India criticised Indonesia over smoke, and Indonesia refused to plant forests.",
        name="news",
        day=AFTER,
        kind="news",
        publisher="The Daily",
        url="https://example.org/news?a=1&b=2",
    )
    rows = [
        say(brief, "Raise the tax on tobacco", "recommendation", "IND", "Raise", sentence="Raise the tax on tobacco."),
        say(brief, "India should ban cigarette advertising", "recommendation", "IND", "ban", cue="should"),
        say(
            brief,
            "Indonesia has promised to plant forests by 2025",
            "pledge",
            "IDN",
            "plant",
            cue="promised",
            speaker="IDN",
            deadline=date(2025, 12, 31),
        ),
        say(news, "India raised its tobacco tax", "deed", "IND", "raised"),
        say(
            news, "India criticised Indonesia over smoke, and Indonesia", "deed", "IND", "criticised", to="IDN", quad=3
        ),
        say(news, "Indonesia refused to plant forests", "refusal", "IDN", "plant", cue="refused"),
    ]
    return shelf([brief, news], rows)


@pytest.fixture
def hostile() -> Callable[[str], Shelf]:
    """Return a function that makes an archive in which every text that a document brings is these words."""

    def make(words: str) -> Shelf:
        brief = document(
            f"India should ban {words} smoke.", name="brief", title=words, publisher=words, authors=(words,), url=words
        )
        news = document(f"India banned {words} smoke.", name="news", day=AFTER, title=words, publisher=words)
        rows = [
            say(brief, f"India should ban {words} smoke", "recommendation", "IND", "ban", cue="should"),
            say(news, f"India banned {words} smoke", "deed", "IND", "banned", to=words.replace(" ", "_")),
        ]
        return shelf([brief, news], rows)

    return make
