"""The values of the domain cannot be built wrong, and ids depend on nothing but what makes the thing itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from servanda.model import Actor, Document, Range, Span, key, statement_key


@given(st.text(max_size=40), st.integers(-3, 50), st.integers(-3, 50))
def test_a_span_fits_its_text_or_does_not_exist(text, start, end):
    if 0 <= start <= end and len(text) == end - start:
        assert Span(start=start, end=end, text=text).shown == text
    else:
        with pytest.raises(ValidationError):
            Span(start=start, end=end, text=text)


def test_values_are_frozen_and_refuse_unknown_fields():
    span = Span(start=0, end=2, text="ab")
    with pytest.raises(ValidationError):
        span.start = 1
    with pytest.raises(ValidationError):
        Span(start=0, end=2, text="ab", page=3)


def test_the_clean_form_leaves_out_markup_and_hard_wraps():
    text = "we **will\n   send** [aid](#) now"
    gaps = (Range(start=3, end=5), Range(start=17, end=19), Range(start=20, end=21), Range(start=24, end=28))
    document = Document(id="d", name="d", source="text:d", text=text, nontext=gaps)
    assert document.clean(0, len(text)) == "we will send aid now"
    span = document.span(0, 9)
    assert (span.text, span.shown) == ("we **will", "we will")


def test_actors_are_compared_by_members_country_or_id():
    quad = Actor(name="Quad", actor_id="QUAD", members=("AUS", "IND", "JPN", "USA"))
    assert quad.keys == {"AUS", "IND", "JPN", "USA"}
    assert Actor(name="Peru", country="PER").keys == {"PER"}
    assert Actor(name="Hamas", actor_id="HAMAS").keys == {"HAMAS"}
    assert Actor(name="our allies").keys == frozenset()
    assert not Actor(name="our allies").resolved


def test_ids_are_stable_and_tell_parts_apart():
    assert key("d", "a", "b") == key("d", "a", "b")
    assert key("d", "ab", "") != key("d", "a", "b")
    assert statement_key("d1", (1, 5), (6, 9)) != statement_key("d1", None, (6, 9))
    assert statement_key("d1", (1, 5), (6, 9)).startswith("s")
