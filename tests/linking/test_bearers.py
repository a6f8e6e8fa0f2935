"""Who bears what does not say it: imperatives, offices without a country, *the three governments*."""

import pytest
from tests.linking.make import actors, document, say

from servanda.linking import items
from servanda.linking.bearers import Said, given
from servanda.linking.frames import keys_of
from servanda.model import Actor


def said(*rows: str, force: str = "recommendation") -> list[set[str]]:
    """Return the keys of who bears each row: country codes in capitals, or words for somebody who is open."""
    return [set(keys_of(found)) for found in given([Said(force, _actors(row)) for row in rows])]


def _actors(row: str) -> tuple[Actor, ...]:
    return actors(row) if row.isupper() else (Actor(name=row),)


@pytest.mark.parametrize(
    ("rows", "at", "right"),
    [
        (("CAN", "the author", "MEX"), 1, {"MEX"}),
        (("CAN", "the author"), 1, {"CAN"}),
        (("the author", "The department", "CAN"), 0, {"CAN"}),
        (("CAN", "CAN", "MEX", "The department"), 3, {"CAN"}),
        (("CAN", "CAN", "Bureau of Wells"), 2, {"CAN"}),
        (("CAN MEX USA", "CAN MEX", "The three governments"), 2, {"CAN", "MEX", "USA"}),
        (("CAN MEX USA", "Both capitals"), 1, set()),
        (("CAN", "MEX", "He"), 2, {"MEX"}),
        (("CAN", "Banks"), 1, set()),
        (("The government",), 0, set()),
    ],
)
def test_bearers(rows: tuple[str, ...], at: int, right: set[str]) -> None:
    assert said(*rows)[at] == right


def test_a_promise_is_borne_by_whom_it_names_alone() -> None:
    assert said("CAN", "the government", force="pledge") == [{"CAN"}, set()]


def test_an_item_says_how_its_bearer_was_found() -> None:
    where = document("Ottawa should plant trees.", "The ministry should water them.")
    rows = [
        say(where, "Ottawa should plant trees", "recommendation", "CAN", "plant"),
        say(where, "The ministry should water them", "recommendation", "the_ministry", "water"),
    ]
    found = items(where, rows)[1].bearers
    assert [(one.country, one.via) for one in found] == [("CAN", "'the ministry' → Ottawa, named nearby")]


def test_an_imperative_heading_leads_what_is_under_it() -> None:
    where = document("# Plant trees", "Ottawa should set aside ten fields.", "# Close", "Ottawa should rest.")
    rows = [
        say(where, "Plant trees", "recommendation", "the_author", "Plant"),
        say(where, "Ottawa should set aside ten fields", "recommendation", "CAN", "set aside"),
        say(where, "Ottawa should rest", "recommendation", "CAN", "rest"),
    ]
    made = items(where, rows)
    assert [(item.number, item.parent is None) for item in made] == [("R1", True), ("R1.1", False), ("R2", True)]
    assert [sorted(keys_of(item.bearers)) for item in made] == [["CAN"]] * 3
