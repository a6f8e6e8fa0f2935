"""Links and outcomes against gold."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from evaluation_values import echo

from servanda.evaluation import (
    FoundLink,
    FoundOutcome,
    Gold,
    GoldDocument,
    GoldLink,
    GoldOutcome,
    GoldStatement,
    Passage,
    Tracked,
    evaluate,
)
from servanda.model import Statement

WORDS = "Norland will open two ports. Norland will plant trees. "
LATER = "Norland opened the first port. Norland opened the second port. Norland built a road. "
DOCUMENTS = (
    GoldDocument("before", WORDS, {}, "news", "ports"),
    GoldDocument("after", LATER, {}, "news", "ports"),
    GoldDocument("apart", WORDS, {}, "news", "none"),
)


def one(name: str, document: str, number: int, force: str) -> GoldStatement:
    text = WORDS if document != "after" else LATER
    sentence = text.split(". ")[number]
    start = text.index(sentence)
    return GoldStatement(name, document, start, start + len(sentence), (force,), True, ("NOR",))


STATEMENTS = (
    one("ports", "before", 0, "pledge"),
    one("trees", "before", 1, "pledge"),
    one("first", "after", 0, "deed"),
    one("second", "after", 1, "deed"),
    one("road", "after", 2, "deed"),
    one("apart", "apart", 0, "pledge"),
)
AT = {each.id: Passage(each.document, each.start, each.end) for each in STATEMENTS}
DAY = date(2024, 1, 1)
GOLD = Gold(
    DOCUMENTS,
    STATEMENTS,
    (
        GoldLink("ports", "first", ("advances",)),
        GoldLink("ports", "second", ("fulfils", "advances")),
        GoldLink("trees", None, ("none",)),
    ),
    (
        GoldOutcome("ports", ("ports",), ("fulfilled",), DAY, ("first", "second")),
        GoldOutcome("trees", ("trees",), ("no_evidence",), DAY),
    ),
)


def link(earlier: str, later: str, relation: str, score: float) -> FoundLink:
    return FoundLink((AT[earlier],), AT[later], relation, score)


def figures(tracked: Tracked, gold: Gold = GOLD) -> dict[str, dict[str, object]]:
    asked: list[tuple[tuple[str, ...], date | None]] = []

    def track(
        documents: Sequence[GoldDocument], statements: Mapping[str, Sequence[Statement]], as_of: date | None
    ) -> Tracked:
        asked.append((tuple(each.name for each in documents), as_of))
        assert set(statements) == {each.name for each in documents}
        return tracked

    def code(name: str, text: str, metadata: object) -> list[Statement]:
        return [echo(each, text) for each in gold.of(name)]

    made = evaluate(gold, code, track)
    assert {names for names, _ in asked} == {("before", "after")}
    assert "links" in made.table().lower()
    return made.figures()


def test_right_links_and_outcomes_are_right_everywhere() -> None:
    links = (link("ports", "first", "advances", 0.7), link("ports", "second", "fulfils", 0.9))
    outcomes = (
        FoundOutcome((AT["ports"],), "fulfilled", (AT["second"], AT["first"])),
        FoundOutcome((AT["trees"],), "no_evidence"),
    )
    made = figures(Tracked(links, outcomes))
    assert made["links"] == {
        "gold": 2,
        "predicted": 2,
        "right": 2,
        "precision": 1.0,
        "recall_at_1": 1.0,
        "recall_at_3": 1.0,
        "relation": 1.0,
    }
    assert made["outcomes"]["accuracy"] == made["outcomes"]["evidence_recall_at_3"] == 1.0


def test_wrong_links_cost_precision_and_rank() -> None:
    links = (
        link("ports", "road", "advances", 0.9),
        link("ports", "first", "fulfils", 0.8),
        link("trees", "road", "advances", 0.3),
        link("apart", "road", "advances", 0.9),
    )
    made = figures(Tracked(links))["links"]
    assert (made["predicted"], made["right"]) == (3, 1)
    assert made["precision"] == 1 / 3
    assert made["recall_at_1"] == 0.0
    assert made["recall_at_3"] == 0.5
    assert made["relation"] == 0.0


def test_an_item_that_is_not_found_is_wrong() -> None:
    made = figures(Tracked(outcomes=(FoundOutcome((AT["ports"],), "advanced", (AT["road"], AT["first"])),)))["outcomes"]
    assert (made["found"], made["accuracy"], made["accuracy_of_found"]) == (1, 0.0, 0.0)
    assert made["evidence_recall_at_3"] == 0.5
    assert made["confusion"] == {"fulfilled": {"advanced": 1}, "no_evidence": {"not_found": 1}}


@pytest.mark.parametrize(
    ("delivery", "right"), [("fulfilled", True), ("advanced", False), ("cannot_be_assessed", False)]
)
def test_deliveries_are_read_as_statuses_of_advice(delivery: str, right: bool) -> None:
    gold = Gold(DOCUMENTS, STATEMENTS, GOLD.links, (GoldOutcome("R1", ("ports", "trees"), ("taken_up",)),))
    made = figures(Tracked(outcomes=(FoundOutcome((AT["trees"],), delivery),)), gold)["outcomes"]
    assert made["accuracy"] == float(right)
