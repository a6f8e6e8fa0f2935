"""Scorecards and links as rows."""

import json
from datetime import date

import pytest
from tests.linking.make import AFTER, document, say

from servanda.views.links import links_view
from servanda.views.scorecard import scorecard
from servanda.views.store import Memory, tracked

FIELDS = {
    "item", "number", "title", "parent", "document", "document_name", "force", "bearers", "asks", "quotes",
    "measurability", "delivery", "schedule", "official_claim", "score", "scale", "as_of", "searched", "assigned_by",
    "members", "evidence",
}  # fmt: skip
EVIDENCE = {
    "document", "document_name", "statement", "start", "end", "text", "date", "relation", "source", "score", "reasons",
}  # fmt: skip


def store() -> Memory:
    before = document(
        "- Raise the tax on tobacco. India should ban cigarette advertising.",
        "Indonesia has promised to plant forests.",
        name="brief",
    )
    later = document("India raised its tobacco tax.", "India banned cigarette advertising.", name="news", day=AFTER)
    return tracked(
        [before, later],
        [
            say(
                before,
                "Raise the tax on tobacco",
                "recommendation",
                "IND",
                "Raise",
                sentence="Raise the tax on tobacco.",
            ),
            say(
                before,
                "India should ban cigarette advertising",
                "recommendation",
                "IND",
                "ban",
                cue="should",
                sentence="India should ban cigarette advertising.",
            ),
            say(
                before,
                "Indonesia has promised to plant forests",
                "pledge",
                "IDN",
                "plant",
                cue="promised",
                speaker="IDN",
            ),
            say(later, "India raised its tobacco tax", "deed", "IND", "raised"),
            say(later, "India banned cigarette advertising", "deed", "IND", "banned"),
        ],
    )


def test_a_line_has_the_fields_of_the_contract() -> None:
    line = json.loads(json.dumps(scorecard(store(), "brief", scale="g7rg")[0].json()))
    assert set(line) >= FIELDS
    assert set(line["evidence"][0]) == EVIDENCE | {"clean", "reports"}
    assert set(line["searched"]) == {"documents", "relevant", "publishers", "until"}
    assert (line["delivery"], line["score"], line["scale"]) == ("fulfilled", 1, "g7rg")
    assert line["scale_label"].startswith("mapped to")


def test_a_brief_shows_its_advice_and_on_request_its_parts_or_another_force() -> None:
    assert [row.item.number for row in scorecard(store(), "brief")] == ["R1"]
    assert [row.item.number for row in scorecard(store(), "brief", all=True)] == ["R1", "R1.1"]
    assert [row.item.number for row in scorecard(store(), "brief", force="pledge")] == ["P1"]
    assert [row.item.number for row in scorecard(store())] == ["P1", "R1"] or len(scorecard(store())) == 2


def test_without_a_scale_there_is_no_score() -> None:
    line = scorecard(store(), "brief")[0].json()
    assert (line["score"], line["scale"], line["grade"]) == (None, None, None)


def test_the_day_is_the_last_publication_unless_given() -> None:
    assert scorecard(store(), "brief")[0].outcome.as_of == AFTER
    early = scorecard(store(), "brief", as_of=date(2021, 6, 1))[0].outcome
    assert (early.as_of, early.delivery) == (date(2021, 6, 1), "cannot_be_assessed")


def test_an_unknown_scale_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="g7rg"):
        scorecard(store(), "brief", scale="stars")


def test_members_have_their_own_outcome() -> None:
    before = document("The G7 will fund vaccines for Kenya.", name="summit", kind="communique")
    later = document("Canada funded vaccines for Kenya.", name="news", day=AFTER)
    rows = [
        say(before, "The G7 will fund vaccines for Kenya", "pledge", "G7", "fund", cue="will", to="KEN", act="AID"),
        say(later, "Canada funded vaccines for Kenya", "deed", "CAN", "funded", to="KEN", act="AID"),
    ]
    line = scorecard(tracked([before, later], rows), "summit", scale="g7rg")[0].json()
    scores = {row["actor"]["country"]: row["score"] for row in line["members"]}
    assert scores == {"CAN": 1, **dict.fromkeys(("DEU", "FRA", "GBR", "ITA", "JPN", "USA"), -1)}


def test_links_show_both_sides() -> None:
    lines = [row.json() for row in links_view(store())]
    assert {(row["earlier"]["text"], row["later"]["text"], row["relation"]) for row in lines} >= {
        ("Raise the tax on tobacco", "India raised its tobacco tax", "fulfils"),
        ("India should ban cigarette advertising", "India banned cigarette advertising", "fulfils"),
    }
    assert set(lines[0]) == {"item", "earlier", "later", "relation", "score", "reasons"}
