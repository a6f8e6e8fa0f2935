"""Nearness in meaning: what says one thing in other words lies nearer than what shares its words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.linking.meaning import meaning

SAME_AND_OTHER = [
    (
        "Reopen the consulate in the north.",
        "Accra has its diplomats back at the mission in Tamale.",
        "Accra hosted a trade fair beside the harbour.",
    ),
    (
        "We shall put an end to coal by 2035.",
        "The last lignite plant was taken off the grid.",
        "The ministry signed a contract for two frigates.",
    ),
    (
        "Seoul should spend more on its armed forces.",
        "South Korea raised its defence budget by a tenth.",
        "South Korea opened its market to Chilean fruit.",
    ),
]


@pytest.mark.parametrize(("item", "same", "other"), SAME_AND_OTHER, ids=[row[0] for row in SAME_AND_OTHER])
def test_a_paraphrase_is_nearer_than_another_act(item: str, same: str, other: str) -> None:
    one, right, wrong = meaning().vectors([item, same, other])
    assert one @ right > one @ wrong


@given(st.lists(st.text(max_size=300), min_size=1, max_size=4))
@settings(max_examples=30, deadline=None)
def test_any_text_has_a_unit_vector_that_its_neighbours_do_not_change(texts: list[str]) -> None:
    found = meaning().vectors(texts)
    assert np.allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-3)
    assert np.array_equal(found[0], meaning().vectors(texts[:1])[0])


def test_half_a_character_is_read_too() -> None:
    assert meaning().vectors(["half\ud83d"]).shape[0] == 1


def test_a_text_longer_than_the_bound_is_cut() -> None:
    long = "The harbour was built. " * 200
    assert meaning().vectors([long]).shape == meaning().vectors(["Short."]).shape
