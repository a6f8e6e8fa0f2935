"""Conditions: the clause in brackets is the one that a careful reader would mark."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.coding.condition import conditions, find_condition

MARKED = """
[If Oslo, Bonn and Rome agree], the fund will open.
The fund will open [if Oslo, Bonn and Rome agree].
Seoul will send doctors, [but only if the truce holds].
He said that he would go [if invited], but his aides doubted it.
“[If Amman asks], we will come,” the minister said.
The bloc will lift the levy [if the U.S. does so first].
They will use force, [if necessary], to open the strait.
[If necessary], they will use force.
Even if Baku objects, they will join, [unless the treaty is changed].
The two will meet again [only if Tripoli returns to the talks].
Havana would be invited [provided that it frees the poets].
[Should the Council so decide], the force will stay.
They should, [should the need arise], step in.
The loan ([if approved]) would be the largest so far.
The loan – [if approved] – would be the largest so far.
Berlin will send no tanks [unless Washington sends its own], the chancellor said.
The cabinet agreed to a truce [in exchange for the release of 50 captives].
Help will go on [as long as the siege goes on].
[As long as the siege goes on], help will come.
The sale is [subject to parliamentary approval].
Delivery is [contingent upon payment], officials said.
[In the event that the truce collapses], the observers will leave.
[Once the ceasefire takes hold], grain will be shipped.
[Had they signed sooner], the crisis would have been averted.
The minister said that [if Hanoi signs], the rest will follow, and that Manila was ready.
[If, however, talks fail], the measures will return.
[If the African Union (AU) asks], they will send ships.
He will release the funds [on condition that the books are opened].
Vienna will host the talks, [pending approval by both sides].
[Were Tbilisi to apply], the members would be split.
The base will close [in return for a lease in the north].
The vote will be held [if and when the camps are empty].
"""

PLAIN = """
The two sides met in Oslo on Monday.
It acts as if nothing had happened.
The envoy asked if the road was open.
It is unclear if the ship will sail.
Few, if any, came home.
Even if it rains, they will march.
An official spoke on condition of anonymity.
They will stand by Chisinau for as long as it takes.
Goods are subject to high tariffs.
It was once a colony.
Once again they ask for peace.
The pending bill was withdrawn.
Should we wait?
Brussels should act, and so should Bern.
It will be done as necessary and where appropriate.
What if it fails?
He provided the troops with maps.
In the case of Malta, the sum was small.
"""


def _marked(line: str) -> tuple[str, tuple[int, int]]:
    return line.replace("[", "").replace("]", ""), (line.index("["), line.index("]") - 1)


@pytest.mark.parametrize("line", MARKED.strip().splitlines())
def test_marks_the_clause(line: str) -> None:
    text, place = _marked(line)
    assert find_condition(text) == place


@pytest.mark.parametrize("text", PLAIN.strip().splitlines())
def test_marks_nothing(text: str) -> None:
    assert find_condition(text) is None


def _listed() -> list[tuple[str, ...]]:
    lines = Path(__file__).with_name("details.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("|")) for line in lines if line.split("|")[1:2] == ["condition"]]


@pytest.mark.parametrize("row", _listed(), ids=lambda row: row[2])
def test_listed_condition(row: tuple[str, ...]) -> None:
    text, place = _marked(row[2]) if "[" in row[2] else (row[2], None)
    assert find_condition(text) == place


@pytest.mark.parametrize("row", [row for name in ("conditions", "inverted") for row in conditions()[name]], ids=str)
def test_examples_of_the_table(row: dict[str, list[str]]) -> None:
    assert row["examples"]
    for line in row["examples"]:
        text, place = _marked(line)
        assert find_condition(text) == place
    for text in row.get("not", []):
        assert find_condition(text) is None


@given(
    st.text(max_size=200), st.sampled_from(["if ", "unless it ", "Should the ", ", provided that ", "once the a is "])
)
def test_any_text_gives_a_true_slice(text: str, word: str) -> None:
    for whole in (text, word + text, text + " " + word + text):
        place = find_condition(whole)
        assert place == find_condition(whole)
        assert place is None or 0 <= place[0] < place[1] <= len(whole)


@pytest.mark.parametrize("piece", ["if ", "should a, ", "a " * 3, "once the ", "( ", ", and ", "a", "a, "])
def test_long_input_is_quick(piece: str) -> None:
    begun = time.perf_counter()
    find_condition("They will go if the rain stops, " + piece * 5000)
    find_condition("If it rains, " + piece * 5000 + ", no.")
    assert time.perf_counter() - begun < 3
