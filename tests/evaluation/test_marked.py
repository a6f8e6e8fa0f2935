"""A coder that reads what people marked."""

from collections.abc import Mapping, Sequence
from typing import Any

from evaluation_values import ALL, DOCUMENT, NAME, PORTS, TEXT, said

from servanda.evaluation import Gold
from servanda.evaluation.marked import as_marked
from servanda.evaluation.who import actor_of
from servanda.model import Statement

GOLD = Gold((DOCUMENT,), ALL)


def read(*coded: Statement) -> Sequence[Statement]:
    def code(name: str, text: str, metadata: Mapping[str, Any]) -> Sequence[Statement]:
        return coded

    return as_marked(GOLD, code)(NAME, TEXT, DOCUMENT.metadata)


def test_what_is_marked_is_said_as_it_is_marked() -> None:
    found = read()
    assert [(row.evidence.start, row.force) for row in found] == [(one.start, one.force) for one in ALL]
    assert all(row.document_name == NAME and row.sentence.start <= row.evidence.start for row in found)


def test_the_coders_details_stay_and_its_mistakes_go() -> None:
    coded = said("Norland pledged to open two ports", "deed", actors=("SDN",), topics=("trade",))
    found = next(row for row in read(coded) if row.evidence.start == PORTS.start)
    assert (found.force, found.id, found.topics, [one.country for one in found.actors]) == (
        "pledge",
        coded.id,
        ("trade",),
        [actor_of("NOR").country],
    )


def test_what_the_coder_sees_elsewhere_stays() -> None:
    other = said("The weather stayed fine", "deed")
    assert other in read(other)


def test_gold_names_as_actors() -> None:
    assert actor_of("CAN").country == "CAN"
    assert actor_of("Mayor (CAN)").country == "CAN"
    assert actor_of("NATO").members
    assert not actor_of("?").resolved
