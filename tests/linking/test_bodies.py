"""Joint bodies: found by their nouns, told apart by their other words."""

import pytest

from servanda.linking.bodies import bodies, same_body
from servanda.linking.vocabulary import wider
from servanda.linking.words import units


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("They set up a joint Task Force on Locust Control to guide the work", "!task force", {"locust", "control"}),
        ("The Task Force met twice", "!task force", set()),
        ("a trilateral Fisheries Committee was formed", "!committe", {"fishery"}),
        ("they created an expert working group", "!work group", set()),
        ("money for the Pacific Islands Fund", "!fund", {"pacific", "island"}),
    ],
)
def test_a_body_is_found(text: str, label: str, words: set[str]) -> None:
    found = bodies(text)
    assert [body.unit.label for body in found] == [label]
    assert words <= set(found[0].unit.words)
    assert text[found[0].start : found[0].end].split()[-1] in found[0].unit.said


def test_everyday_groups_are_no_bodies() -> None:
    assert not bodies("a group of experts and a framework for trade")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("a Task Force on Locust Control", "the Kenyan Task Force on Locust Control", 1.0),
        ("a Task Force on Locust Control", "the Task Force", 0.8),
        ("a Task Force on Locust Control", "the Task Force on Port Fees", 0.0),
        ("a Task Force on Locust Control", "the Locust Committee", 0.0),
    ],
)
def test_bodies_are_told_apart(one: str, other: str, alike: float) -> None:
    assert same_body(bodies(one)[0].unit, bodies(other)[0].unit) == alike


def test_a_part_knows_its_wholes() -> None:
    assert "=energy" in wider()["=lng"]
    assert all(label not in above for label, above in wider().items())


@pytest.mark.parametrize(
    ("text", "code"), [("Ukrainian ports", "UKR"), ("aid for South Korea", "KOR"), ("Kenya’s ports", "KEN")]
)
def test_countries_are_objects_by_any_name(text: str, code: str) -> None:
    assert f"@{code}" in {unit.label for unit in units(text)}
