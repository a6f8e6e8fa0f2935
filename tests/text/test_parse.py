"""Parsed sentences point at true offsets, a list item is parsed after its lead-in, blocks never run together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.text import read_text
from servanda.text.parse import ModelMissingError, parse
from servanda.text.view import joined, view

WORDS = [
    "Peru",
    "will",
    "send",
    "aid.",
    "“Oui”—si",
    "🙂",
    "\n\n",
    "- ",
    "[the deal](#)",
    "**bold**",
    "REF",
    "e\u0301",
    "\u200f",
    "The EU should:",
]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25), st.sampled_from(["plain", "markdown"]))
def test_every_token_is_a_true_slice(words, fmt):
    document = read_text(" ".join(words), name="x", fmt=fmt, language="en")
    for sentence in parse(document):
        for token in sentence.tokens:
            clean = "".join(document.clean(token.start, token.end).split())
            assert clean == "".join(token.text.split())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from(["plain", "markdown"]))
def test_a_view_maps_each_clean_character_to_itself(words, fmt):
    document = read_text(" ".join(words) or "x", name="x", fmt=fmt, language="en")
    seen = view(document)
    assert len(seen.offsets) == len(seen.text)
    assert list(seen.offsets) == sorted(seen.offsets)
    for character, offset in zip(seen.text, seen.offsets, strict=True):
        assert (
            character == document.text[offset]
            or (character == " " and document.text[offset].isspace())
            or character == " "
        )
    assert "  " not in seen.text


@pytest.mark.parametrize(
    ("item", "first"),
    [
        ("Send the U.S. Navy two tugs. Some doubt it.", "Send the U.S. Navy two tugs."),
        ("Send two tugs to the U.S. The crews doubt it.", "Send two tugs to the U.S."),
    ],
)
def test_an_abbreviation_does_not_end_the_first_sentence_of_an_item(item, first):
    document = read_text(f"Peru will:\n- {item}", name="x", language="en")
    sentence = next(s for s in parse(document) if s.lead)
    assert document.clean(sentence.start, sentence.end) == first


def test_an_item_is_parsed_after_its_lead_in_with_true_offsets():
    document = read_text(
        "The United States should:\n-\nAffirm its commitment. Some doubt it.", name="x", kind="brief", language="en"
    )
    sentences = [s for s in parse(document) if s.block.kind == "item"]
    assert [t.text for t in sentences[0].tokens][:5] == ["The", "United", "States", "should", "Affirm"]
    assert sentences[0].lead == 4
    assert document.text[sentences[0].start : sentences[0].end] == "Affirm its commitment."
    assert sentences[1].lead == 0
    affirm = next(t for t in sentences[0].tokens if t.text == "Affirm")
    assert affirm.pos == "VERB"


def test_a_lead_in_that_governs_nothing_is_not_parsed_with_its_items():
    document = read_text(
        "Three things stand out.\n\n- Exports rose.\n- Peru signed the treaty.", name="x", fmt="markdown", language="en"
    )
    assert all(s.lead == 0 for s in parse(document))


def test_dashes_and_footnote_marks_do_not_glue_words():
    document = read_text("He offered “benefits”REF—but only if they agree.", name="x", language="en")
    words = [t.text for s in parse(document) for t in s.tokens]
    assert "benefits" in words
    assert "but" in words
    assert not any("REF" in word for word in words)


def test_joined_puts_a_space_between_ranges():
    document = read_text("one\ntwo three", name="x", language="en")
    assert joined(document, [(0, 3), (4, 7)]).text == "one two"


def test_a_missing_model_is_said_with_what_to_do():
    with pytest.raises(ModelMissingError, match="pip install"):
        parse(read_text("Peru will send aid.", name="x", language="en"), model="en_no_such_model")


def test_a_paragraph_without_end_is_parsed_in_stretches_with_true_offsets():
    document = read_text("Peru will aid Haiti, " * 2000 + "and that is all.", name="x", language="en")
    sentences = parse(document)
    assert len(sentences) > 5
    assert all(document.text[t.start : t.end] == t.text for s in sentences for t in s.tokens)
    assert sentences[-1].tokens[-2].text == "all"
