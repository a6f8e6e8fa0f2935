"""Make a ledger of many statements: `python benchmarks/million.py LEDGER [--statements 1000000]`.

Words, actors and dates are drawn from short lists with a fixed seed, so that two runs make the same ledger.
"""

import argparse
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from time import perf_counter

from servanda.ledger import Ledger, Run
from servanda.ledger.settled import Outcomes
from servanda.model import (
    Actor,
    Block,
    Document,
    Instrument,
    Item,
    Link,
    Measurability,
    Quote,
    Statement,
    TimeRef,
    item_key,
    link_key,
    statement_key,
)  # fmt: skip
from servanda.model.item import DELIVERIES
from servanda.model.statement import FORCES, ITEM_FORCES, ROOTS

COUNTRIES_ = """
USA CHN RUS IND JPN DEU FRA GBR BRA ZAF KOR AUS CAN ITA
MEX IDN TUR SAU ARG NGA EGY KEN ETH VNM THA POL ESP SWE
NOR FIN DNK NLD BEL CHE AUT GRC PRT IRL CZE HUN ROU BGR
UKR GEO ARM AZE KAZ UZB MNG NPL LKA BGD PAK IRN IRQ ISR
JOR
"""
VERBS_ = """
build fund cut share ban lift send train join plant clean open close raise
lower extend ratify host fix test
"""
OBJECTS_ = """
ports roads schools tariffs forests patrols vaccines satellites bridges grids wells archives harbours railways
treaties budgets emissions subsidies fisheries borders hospitals dams labs visas mines
"""
PLACES_ = """
north south east west coastal inland urban rural joint annual regional shared public secure
green digital
"""
COUNTRIES, VERBS, OBJECTS, PLACES = (tuple(words.split()) for words in (COUNTRIES_, VERBS_, OBJECTS_, PLACES_))
TOPICS = ("military", "economic", "health", "environment", "technology", "legal", "diplomatic", "cyber")
TREATIES = tuple(f"Accord {number}" for number in range(1, 200))
PUBLISHERS = tuple(f"Bulletin {number}" for number in range(1, 120))
PER_DOCUMENT = 100
RUN = Run(
    id="bench", coder="bench", version="1", codebook="bench", config="bench", started=datetime(2024, 1, 1, tzinfo=UTC)
)


def made(number: int, rng: random.Random, per: int) -> tuple[Document, list[Statement], list[Item]]:
    """Return one document with its statements and items."""
    name = f"doc{number:06}"
    lines, text, blocks = [], "", []
    for _ in range(per):
        who, whom = rng.sample(COUNTRIES, 2)
        words = f"{who} will {rng.choice(VERBS)} {rng.choice(PLACES)} {rng.choice(OBJECTS)} with {whom}"
        blocks.append(Block(start=len(text), end=len(text) + len(words) + 1))
        lines.append((len(text), words, who, whom))
        text += words + ".\n"
    day = date(2000, 1, 1) + timedelta(days=rng.randrange(9000))
    document = Document(
        id=name, name=name, source=f"id:{name}", text=text, blocks=tuple(blocks), published=day, kind="news",
        title=f"{rng.choice(PLACES).title()} {rng.choice(OBJECTS)} report {number}", publisher=rng.choice(PUBLISHERS),
        language="en",
    )  # fmt: skip
    told = [said(document, rng, *line) for line in lines]
    return document, told, [item(one) for one in told if one.item]


def said(document: Document, rng: random.Random, at: int, words: str, who: str, whom: str) -> Statement:
    """Return the statement of one line."""
    span = document.span(at, at + len(words))
    trigger = document.span(at + 4, at + 8)
    force = rng.choice(FORCES)
    key = statement_key(document.id, None, (trigger.start, trigger.end))
    treaty = rng.choice(TREATIES)
    late = rng.random() < 0.1 and document.published
    end = document.published + timedelta(days=365) if late and document.published else None
    return Statement(
        id=key, document=document.id, document_name=document.name, force=force, core=True, evidence=span, sentence=span,
        trigger=trigger, actors=(Actor(name=who, country=who, via="bench"),),
        recipients=(Actor(name=whom, country=whom, via="bench"),), event=rng.choice(ROOTS), quad=rng.randint(1, 4),
        topics=(rng.choice(TOPICS),) if rng.random() < 0.5 else (),
        instrument=(Instrument(name=treaty, span=trigger, instrument_id=treaty.lower()),) if rng.random() < 0.2 else (),
        deadline=TimeRef(text="by then", end=end, grain="day", rule="bench") if end else None,
        item=item_key(key) if force in ITEM_FORCES and rng.random() < 0.4 else None,
        confidence=round(rng.random(), 3), rule="bench",
    )  # fmt: skip


def item(one: Statement) -> Item:
    """Return the item that a statement leads."""
    span = one.evidence
    quote = Quote(
        document=one.document, document_name=one.document_name, start=span.start, end=span.end, text=span.text
    )
    return Item(
        id=item_key(one.id), number="P1", title=span.text, parent=None, document=one.document,
        document_name=one.document_name, force=one.force, bearers=one.actors, asks=(span.text,), statements=(one.id,),
        quotes=(quote,),
        measurability=Measurability(actor=True, action=True, object=True, quantity=False, deadline=False, test=False),
    )  # fmt: skip


def line(one: Item, document: Document, statement: Statement, rng: random.Random) -> dict[str, object]:
    """Return an item's outcome, drawn by chance: what pages show of it costs the same."""
    plain = one.model_dump(mode="json")
    limit = statement.deadline.end if statement.deadline else None
    return {
        **{name: value for name, value in plain.items() if name not in ("id", "statements")}, "item": one.id,
        "delivery": rng.choice(DELIVERIES),
        "schedule": rng.choice(("overdue", "met_on_time")) if limit else "no_deadline",
        "official_claim": "none", "score": None, "scale": None, "as_of": "2024-12-31", "assigned_by": "rule",
        "searched": {"documents": 9000, "relevant": 40, "publishers": 119, "until": "2024-12-31"}, "reasons": [],
        "members": [], "evidence": [], "published": str(document.published), "deadline": str(limit) if limit else None,
    }  # fmt: skip


def build(place: str, statements: int, per: int = PER_DOCUMENT, seed: int = 7) -> None:
    """Fill a ledger, with a link for each tenth item and an outcome for each."""
    rng = random.Random(seed)  # noqa: S311 - words for a benchmark
    with Ledger.open(place) as ledger:
        outcomes = Outcomes(ledger)
        before: list[Item] = []
        for batch in _batches(made(number, rng, per) for number in range(statements // per)):
            links, lines = [], []
            for document, told, items in batch:
                ledger.store(document, told, items, RUN)
                by_id = {one.id: one for one in told}
                lines += [line(one, document, by_id[one.statements[0]], rng) for one in items]
                for later in rng.sample(told, min(3, len(told))):
                    if before:
                        earlier = rng.choice(before)
                        links.append(
                            Link(
                                id=link_key(earlier.id, later.id),
                                item=earlier.id,
                                statement=later.id,
                                relation="advances",
                                score=round(rng.random(), 2),
                                reasons=("same bearer",),
                            )
                        )
                before += items[:1]
            ledger.put_links({one.id: one for one in links}.values(), replace_for_items=[])
            outcomes.put(lines)


def _batches(rows: Iterator[tuple[Document, list[Statement], list[Item]]]) -> Iterator[list]:  # type: ignore[type-arg]
    while batch := list(islice(rows, 50)):
        yield batch


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger")
    parser.add_argument("--statements", type=int, default=1_000_000)
    given = parser.parse_args()
    start = perf_counter()
    build(given.ledger, given.statements)
    print(f"{given.statements:,} statements in {perf_counter() - start:.0f} s")
