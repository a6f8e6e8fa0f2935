"""Probes: sentences said otherwise by code, what is asked of their coding, and what a report counts."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.coding import code as rules
from servanda.evaluation.edits import Edit, apply, between, moved
from servanda.evaluation.probe_data import CHANGED, KINDS, Base, Variant, bases
from servanda.evaluation.probes import probe
from servanda.evaluation.variants import MAKERS, reordered
from servanda.measuring import read
from servanda.model import FORCES, ROOTS, Statement

MADE = {
    "front": ("The council met.", "Despite heavy rain in the valley, the council met."),
    "quotes": ("""Ghana's mayor said "no" to 'peace'.""", "Ghana’s mayor said “no” to ‘peace’."),
    "spelling": ("A harbour programme.", "A harbor program."),
    "dashes": ("A long-term plan.", "A long\u2011term plan."),
    "numerals": ("He sent three hundred tents.", "He sent 300 tents."),
    "contraction": ("Lima does not agree.", "Lima doesn't agree."),
}


def said(kind: str, text: str) -> list[str]:
    return [apply(text, change.edits) for change in MAKERS[kind](text)]


@pytest.mark.parametrize("kind", list(MADE))
def test_plain_code_says_it_otherwise(kind: str) -> None:
    text, other = MADE[kind]
    assert other in said(kind, text)


@pytest.mark.parametrize("kind", ["spelling", "numerals", "contraction"])
def test_what_is_swapped_can_be_swapped_back(kind: str) -> None:
    text, other = MADE[kind]
    assert said(kind, other) == [text]


def test_countries_are_renamed_with_adjectives_capitals_and_articles() -> None:
    first = next(iter(MAKERS["actors"]("Hanoi sent a Norwegian doctor and a Peruvian nurse to Malaysia.")))
    text = apply("Hanoi sent a Norwegian doctor and a Peruvian nurse to Malaysia.", first.edits)
    assert text == "Doha sent a Polish doctor and a Nepali nurse to Armenia."
    assert first.renamed["VNM"] == "QAT"
    assert len(set(first.renamed.values())) == len(first.renamed)


def test_an_article_follows_the_vowel() -> None:
    assert said("actors", "A Senegalese came.") == ["A Fijian came.", "An Indonesian came."]


def test_a_list_is_reversed() -> None:
    (change,) = reordered("They sent tents, ropes and lamps.", ["tents", "ropes", "lamps"])
    assert apply("They sent tents, ropes and lamps.", change.edits) == "They sent lamps, ropes and tents."


def test_a_sentence_without_the_thing_has_no_variant() -> None:
    assert not any(said(kind, "She went home") for kind in MAKERS if kind != "front")


def test_places_move_with_the_edits() -> None:
    text, edits = "The council met Peru.", (Edit(0, 0, "Later, "), Edit(0, 1, "t"), Edit(16, 20, "Finland"))
    start, end = moved(0, 20, edits)
    assert apply(text, edits)[start:end] == "the council met Finland"


@given(st.lists(st.sampled_from(["Lima", "sent", "will", "not", "tents"])), st.lists(st.sampled_from(["Lima", "did"])))
def test_the_edits_between_two_texts_make_one_of_the_other(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    assert apply(before, between(before, after)) == after


def test_a_whole_text_moves_to_the_whole_other_text() -> None:
    for base in bases():
        for variant in base.variants:
            if variant.edits and variant.kind != "front":
                assert moved(0, len(base.text), variant.edits) == (0, len(variant.text)), variant.text


def test_the_sentences_say_what_the_model_knows() -> None:
    for base in bases():
        for says in base.says:
            assert says["force"] in FORCES, base.id
            assert says.get("act") in (None, *ROOTS), base.id
            assert says["actors"], base.id
        for variant in base.variants:
            assert variant.text != base.text, base.id
            assert set(variant.now) <= {"force", "polarity", "aux", "act"}, base.id
            assert bool(variant.now) == (variant.kind in CHANGED), base.id


def test_there_is_a_sentence_for_every_force_and_a_variant_of_every_kind() -> None:
    assert {says["force"] for base in bases() for says in base.says} == set(FORCES)
    assert {variant.kind for base in bases() for variant in base.variants} == set(KINDS)
    assert len({base.id for base in bases()}) == len(bases())


TEXT = "Norway paid ten million to Peru."
SAYS = ({"force": "deed", "actors": ["NOR"], "recipients": ["PER"]},)
RENAMED = Variant("actors", "Peru paid ten million to Norway.", {}, (Edit(0, 6, "Peru"), Edit(27, 31, "Norway")))
RENAMED = Variant("actors", RENAMED.text, {}, RENAMED.edits, {"NOR": "PER", "PER": "NOR"})
PASSIVE = Variant("passive", "Ten million was paid to Peru by Norway.", {}, None)
FUTURE = "Norway will pay ten million to Peru."
TENSE = Variant("tense", FUTURE, {}, between(TEXT, FUTURE), now={"force": ("expectation",), "aux": ("future",)})
BASE = Base("millions", TEXT, {"kind": "news", "published": "2023-05-17"}, SAYS, (RENAMED, PASSIVE, TENSE))


def coder(name: str, text: str, metadata: Mapping[str, Any]) -> Sequence[Statement]:
    known = {"kind": "news", "published": "2023-05-17", "publisher": "Example Press", **metadata}
    return rules(read(name, text, known))


def careless(name: str, text: str, metadata: Mapping[str, Any]) -> Sequence[Statement]:
    """Code every text as the rules code the base sentence, wherever its words are."""
    return coder(name, TEXT, metadata)


def test_the_rules_keep_and_change_what_they_should() -> None:
    report = probe(coder, sentences=[BASE])
    assert report.figures()["base"]["share"] == 1.0
    assert {one.variant.kind: one.faults for one in report.tried} == {"actors": (), "passive": (), "tense": ()}


def test_a_coder_that_does_not_look_is_found_out() -> None:
    report = probe(careless, sentences=[BASE])
    wrong = {one.variant.kind: one.faults for one in report.tried}
    assert wrong["actors"] == ("bearers", "recipients")
    assert wrong["passive"] == ()
    assert wrong["tense"] == ("force", "aux", "evidence")
    kinds = report.figures()["kinds"]
    assert (kinds["tense"]["tried"], kinds["tense"]["share"]) == (1, 0.0)
    assert kinds["actors"]["faults"] == {"bearers": 1, "recipients": 1}
    assert kinds["order"]["share"] is None


def test_where_nothing_was_found_nothing_is_tried() -> None:
    report = probe(lambda name, text, metadata: (), sentences=[BASE])
    figures = report.figures()
    assert figures["base"]["faults"] == {"missing": 1}
    assert (figures["same"]["tried"], figures["same"]["untried"]) == (0, 2)
    assert (figures["change"]["tried"], figures["change"]["untried"]) == (0, 1)


def test_a_statement_that_is_lost_or_added_is_a_fault() -> None:
    lost = probe(lambda name, text, _: coder(name, text, {}) if text == TEXT else (), sentences=[BASE])
    assert {one.faults for one in lost.tried} == {("missing",)}
    twice = probe(lambda name, text, _: [*coder(name, text, {})] * (1 if text == TEXT else 2), sentences=[BASE])
    assert {one.faults for one in twice.tried} == {("extra",)}


def test_errors_show_both_codings_and_no_more_than_asked() -> None:
    report = probe(careless, sentences=[BASE])
    assert report.errors(1).count("deed NOR → PER") == 2
    assert "to become force: expectation, aux: future" in report.errors(10)
    assert report.errors(0) == ""


def test_only_the_kinds_asked_for_are_tried() -> None:
    assert [one.variant for one in probe(coder, ["passive"], [BASE]).tried] == [PASSIVE]


@pytest.mark.parametrize("width", [80, 100])
def test_the_table_fits_its_width(width: int) -> None:
    table = probe(careless, sentences=[BASE]).table(width)
    assert max(map(len, table.splitlines())) <= width
    assert "passive" in table


def test_an_unknown_kind_is_a_usage_error() -> None:
    from typer.testing import CliRunner

    from servanda.cli.main import app

    done = CliRunner().invoke(app, ["probe", "--kind", "rhyme"])
    assert done.exit_code == 2
    assert "no kind of variant" in done.output
