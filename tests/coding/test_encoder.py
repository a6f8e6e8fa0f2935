"""Rules and encoder together: what the encoder may change, and what it may not."""

from importlib.resources import files

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.coding import CodingOptions, code
from servanda.coding.encoder import packaged
from servanda.coding.explain import explain
from servanda.coding.relation import relation
from servanda.model import ROOTS

CUES = yaml.safe_load(files("servanda.coding").joinpath("patterns", "cues.yaml").read_text(encoding="utf-8"))["cues"]
WORDS = ["Norway", "praised", "Chad", "for", "its", "ceasefire", "."]


def test_a_sentence_is_read_once_and_every_word_judged():
    (reading,) = packaged().read([WORDS], "news")
    assert len(reading.triggers) == len(WORDS)
    assert max(range(len(WORDS)), key=reading.trigger) == WORDS.index("praised")
    said = reading.of(WORDS.index("praised"))
    assert max(said.force, key=said.force.get) == "deed"
    assert max(said.act, key=said.act.get) == "SUPPORT"
    assert sum(said.force.values()) == pytest.approx(1)


def test_many_sentences_are_read_in_the_order_given():
    long = [*WORDS[:-1], "and", "for", "the", "release", "of", "the", "crew", "."]
    together = packaged().read([long, WORDS, long], "news")
    assert [len(reading.triggers) for reading in together] == [len(long), len(WORDS), len(long)]
    assert together[0].triggers == together[2].triggers


def test_words_beyond_the_bound_are_judged_no_act():
    (reading,) = packaged().read([["word"] * 400], "news")
    assert len(reading.triggers) < 400
    assert reading.trigger(399) == 0.0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=30))
def test_any_words_can_be_read(words):
    (reading,) = packaged().read([words], "news")
    assert all(0 <= share <= 1 for share in reading.triggers)


def test_a_cue_keeps_its_force_when_the_encoder_is_asked_too(coded, coded_by_both):
    """The encoder may add statements and fill in acts; what a cue word says stays said."""
    for sentence in [family["examples"][0] for family in CUES if family["examples"]]:
        alone = {(s.trigger.start, s.force) for s in coded(sentence)}
        assert alone <= {(s.trigger.start, s.force) for s in coded_by_both(sentence)}, sentence


def test_what_no_table_knows_is_coded_with_the_encoder_and_says_so(coded, coded_by_both):
    sentence = "Our two countries stand shoulder to shoulder with Ukraine."
    given = {"kind": "joint_statement", "title": "Joint Statement of Norway and Japan", "publisher": "Norway"}
    assert not coded(sentence, **given)
    (found,) = coded_by_both(sentence, **given)
    assert (found.force, found.act, found.trigger.text) == ("deed", "SUPPORT", "stand")
    assert found.rule == "encoder.clause"
    assert found.evidence.text == sentence.removesuffix(".")
    assert [one.country for one in found.recipients] == ["UKR"]


def test_what_is_only_possible_stays_uncoded(coded_by_both):
    assert not coded_by_both("Norway may soon host the talks.")


def test_the_rules_alone_need_no_encoder(document, monkeypatch):
    monkeypatch.setattr("servanda.coding.coder.packaged", lambda: pytest.fail("the encoder was asked"))
    assert code(document("Norway pledged to fund the port."), CodingOptions(coder="rules"))
    assert explain(document("Norway pledged to fund the port."), "rules").statements


def test_coding_twice_gives_the_same(coded_by_both):
    text = "Norway pledged to fund the port. Chad thanked Norway. The two sides hailed a new chapter."
    assert coded_by_both(text) == coded_by_both(text)


def test_a_pair_is_judged_by_both_and_all_roots_are_ranked():
    text = "Lima tore up its fishing accord with Quito."
    found = relation(text, (0, 4), (text.index("Quito"), text.index("Quito") + 5))
    assert set(found.ranked) == set(ROOTS)
    assert found.event == found.ranked[0]
    assert 0 < found.confidence <= 1
    alone = relation(text, (0, 4), (text.index("Quito"), text.index("Quito") + 5), coder="rules")
    assert set(alone.ranked) == set(ROOTS)


@pytest.mark.parametrize(
    "sentence", ["The coalition has expelled two members.", "Community leaders met to discuss the flood."]
)
def test_an_act_of_somebody_in_no_table_counts_in_an_official_text_if_the_encoder_sees_it(
    coded, coded_by_both, sentence
):
    about = {"kind": "readout", "publisher": "The White House"}
    (found,) = [s for s in coded_by_both(sentence, **about) if s.force == "deed"]
    assert not any(actor.resolved for actor in found.actors)
    assert not coded(sentence, **about)


@pytest.mark.parametrize(
    "sentence", ["The ferry has expelled two members.", "Community leaders met to discuss the flood."]
)
def test_in_the_news_only_an_organ_or_a_body_by_name_acts_though_no_table_knows_it(coded_by_both, sentence):
    assert not coded_by_both(sentence, kind="news", publisher="Daily Reef")
    (told,) = coded_by_both("The legislators passed an act on ferries.", kind="news", publisher="Daily Reef")
    assert [(actor.name, actor.resolved) for actor in told.actors] == [("The legislators", False)]


def test_what_a_thing_is_like_is_no_act_of_its_government(coded_by_both):
    about = {"kind": "fact_sheet", "publisher": "The White House", "title": "Fact sheet"}
    assert not coded_by_both("Ports nationwide are working well.", **about)
    (told,) = coded_by_both("The initiative has trained 40 nurses.", **about)
    assert [actor.country for actor in told.actors] == ["USA"]
