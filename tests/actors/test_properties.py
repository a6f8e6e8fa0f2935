"""What must hold for every text."""

import itertools
from collections.abc import Callable
from time import perf_counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from servanda.actors import Gazetteer, Resolver
from servanda.actors.fold import fold
from servanda.model import Document, Range

WORDS = (
    "Biden", "Kishida", "the", "The", "two", "leaders", "both", "countries", "and",
    ",", ".", "of", "U.S.", "Japan’s", "they", "it", "his", "government",
    "NATO", "allies", "South", "Korean", "President", "Moon", "Jae-in", "rebels", "–",
    "-", "(", "[", "visit", "who", "which", "we", "Côte", "d’Ivoire",
    "\n\n", "Zed", "said", "in", "Tokyo", "“", "”", "Quad", "’s",
    "former", "Georgia",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)


def build(tables: Gazetteer, text: str, gaps: tuple[Range, ...] = ()) -> Resolver:
    return Resolver(Document(id="d", name="n", source="s", text=text, nontext=gaps, title=text[:40]), tables)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.integers(0, 200), st.integers(0, 60))
def test_spans_are_true_and_answers_stay_the_same(tables: Gazetteer, text: str, start: int, length: int) -> None:
    start, end = min(start, len(text)), min(start + length, len(text))
    resolver = build(tables, text)
    found = resolver.phrase(start, end)
    inside = resolver.within(start, end)
    for actor in (*found, *inside):
        assert actor.span is not None
        assert text[actor.span.start : actor.span.end] == actor.span.text
    assert all(start <= a.span.start and a.span.end <= end for a in (*found, *inside) if a.span)
    assert all(actor.via for actor in (*found, *inside))
    assert (resolver.phrase(start, end), resolver.within(start, end)) == (found, inside)
    assert build(tables, text).phrase(start, end) == found


def test_a_name_outside_a_phrase_is_not_what_it_denotes(tables: Gazetteer) -> None:
    assert build(tables, "government Biden The").phrase(0, 10) == ()


@pytest.mark.parametrize("text", ["They met the", "They met of the", "the", "-"])
def test_a_recogniser_may_take_any_word_for_a_name(tables: Gazetteer, text: str) -> None:
    start = text.rfind(" ") + 1
    document = Document(id="d", name="n", source="s", text=text)
    resolver = Resolver(document, tables, [(start, len(text), "PERSON")])
    assert not any(actor.resolved for actor in resolver.within(0, len(text)))


LEFT_OUT = st.sampled_from(("\u00ad", "\u200b", "\ufeff", "](#)", "[", "¹", "*", "**", "\u0301"))


@settings(max_examples=150, deadline=None)
@example("the leaders\u200b\n¹ ", [(11, 1, "PERSON")])
@example("met\u00ad\u00ad the", [(3, 2, "PERSON")])
@given(
    st.lists(st.one_of(st.sampled_from(WORDS), LEFT_OUT), max_size=20).map("".join),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9), st.sampled_from(("PERSON", "ORG"))), max_size=4),
)
def test_a_recogniser_may_name_any_range(tables: Gazetteer, text: str, ranges: list[tuple[int, int, str]]) -> None:
    names = [(at, min(at + length, len(text)), label) for at, length, label in ranges if at < len(text)]
    resolver = Resolver(Document(id="d", name="n", source="s", text=text), tables, sorted(names))
    spans = [(0, len(text)), *((start, end) for start, end in itertools.combinations(range(0, len(text) + 1, 4), 2))]
    for found in itertools.chain.from_iterable((*resolver.within(*span), *resolver.phrase(*span)) for span in spans):
        assert found.span is None or text[found.span.start : found.span.end] == found.span.text


def test_words_without_end_take_no_longer_than_others(tables: Gazetteer) -> None:
    began = perf_counter()
    for text in ("a" * 40_000, "a.b" * 20_000, "Georgia " * 5_000, "Mr. Kishida " * 3_000):
        names = [(at, at + 5, "PERSON") for at in range(0, len(text), 12)]
        Resolver(Document(id="d", name="n", source="s", text=text), tables, names)
    assert perf_counter() - began < 20


@given(st.text(max_size=60))
def test_folding_keeps_the_way_back(text: str) -> None:
    found = fold(text)
    for index in range(len(found.text)):
        start, end = found.original(index, index + 1)
        assert end - start == 1
        assert 0 <= start < len(text)


def test_markup_is_read_over(tables: Gazetteer) -> None:
    text = "South [Korea](#) agreed."
    gaps = (Range(start=6, end=7), Range(start=12, end=16))
    (actor,) = build(tables, text, gaps).phrase(0, 16)
    assert actor.country == "KOR"
    assert actor.span is not None
    assert (actor.span.text, actor.span.shown) == ("South [Korea", "South Korea")


@pytest.mark.parametrize("text", ["", " ", "\n", "no names here", "‘’ “”"])
def test_texts_without_actors(resolver: Callable[..., Resolver], text: str) -> None:
    assert resolver(text).within(0, len(text)) == ()
