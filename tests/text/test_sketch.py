"""Sketches: equal words make equal digests, like texts like bins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.text.sketch import BINS, sketch

WORDS = [f"word{number}" for number in range(400)]


def text(*changed):
    return " ".join(f"other{at}" if at in changed else word for at, word in enumerate(WORDS))


def test_case_space_and_punctuation_do_not_count():
    assert sketch("Canada will fund,\n\nthe bridge!") == sketch("canada will  fund the BRIDGE")
    assert sketch("Canada will fund the bridge") != sketch("Canada will fund a bridge")


@pytest.mark.parametrize(("changed", "least", "most"), [((7,), 0.93, 0.999), (range(0, 400, 8), 0.1, 0.4)])
def test_likeness_estimates_the_share_of_common_runs(changed, least, most):
    assert least <= sketch(text()).likeness(sketch(text(*changed))) <= most


def test_near_texts_share_a_band_and_far_ones_none():
    one, near, far = sketch(text()), sketch(text(200)), sketch(" ".join(f"far{at}" for at in range(400)))
    assert set(one.bands) & set(near.bands)
    assert not set(one.bands) & set(far.bands)
    assert one.likeness(far) < 0.05


def test_a_text_of_few_words_equals_only_its_like():
    assert sketch("One word").bins == ()
    assert sketch("One word").likeness(sketch("one word!")) == 1.0
    assert sketch("One word").likeness(sketch("two words")) == 0.0


@given(st.text(max_size=400))
def test_any_text_has_a_sketch(anything):
    one = sketch(anything)
    assert one == sketch(anything)
    assert len(one.bins) in (0, BINS)
    assert one.likeness(one) == 1.0
