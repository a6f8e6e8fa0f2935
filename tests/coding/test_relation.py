"""What a marked source does to a marked target, however the sentence puts it."""

from typing import get_args

import pytest

from servanda.coding.relation import Relation, relation
from servanda.model import Root

PAIRS: list[tuple[Root, str]] = [
    # the verb that both hang on
    ("ASSAULT", "<The militia> shelled [the harbour] at dawn."),
    ("SUPPORT", "<Peru> praised [Chile] for its rescue work."),
    ("ACCUSE", "<Amnesty> sued [the ministry] over the prison."),
    ("COERCE", "<Police> arrested [a blogger] in the old town."),
    # passives, the doer behind "by" or before
    ("COERCE", "[Two editors] were detained by <the security service>."),
    ("ASSAULT", "[The convoy] was ambushed by <unknown gunmen> near the river."),
    ("ACCUSE", "[The banker] was charged by <federal prosecutors> with fraud."),
    # event nouns
    ("CONSULT", "Talks between <Oslo> and [Rabat] lasted two days."),
    ("ASSAULT", "<Eritrea>'s invasion of [the plateau] took a week."),
    ("SANCTION", "<Togo> imposed sanctions on [the island's banks]."),
    ("COOPERATE", "<Poland> and [Romania] held joint exercises on the coast."),
    # several verbs of one subject
    ("ASSAULT", "<The rebels> crossed the river and attacked [the garrison]."),
    ("SANCTION", "<Lagos> waited a month and then expelled [the consul]."),
    # what is said of oneself, and of the other
    ("THREATEN", "<The general> said that his army would bomb [the capital]."),
    ("AGREE", "<Finland> said it would send tents to [Moldova]."),
    ("CONCEDE", "<The junta> announced that it would withdraw its troops from [the province]."),
    ("ACCUSE", "<Georgia> said that [the separatists] had attacked a village."),
    ("REQUEST", "<The bishop> said that [the army] must leave the square."),
    # infinitives: the cue decides
    ("AGREE", "<Morocco> agreed to receive [the envoy]."),
    ("AGREE", "<Japan> plans to visit [Tonga] in the spring."),
    ("AGREE", "<The guerrillas> are ready to release [the pilots]."),
    ("AGREE", "<Canada> pledged to train [the coast guard]."),
    ("REJECT", "<The premier> refused to meet [the union]."),
    ("REJECT", "<The premier> failed to reach an agreement with [the union]."),
    ("THREATEN", "<Quito> threatened to expel [the consul]."),
    ("REQUEST", "<Ghana> urged [both generals] to stop the fighting."),
    ("REQUEST", "<Ghana> called on [the rebels] to free the hostages."),
    ("CONSULT", "<The chancellor> called [the Danish premier] on Friday."),
    # negation
    ("REJECT", "<Minsk> did not accept [the mediators]."),
    ("REJECT", "<Vienna> will not send weapons to [the front]."),
    ("REJECT", "<Rome> gave no permission for [the rally]."),
    # ends, letting and keeping
    ("RETREAT", "<Mali> lifted the blockade of [the port]."),
    ("SANCTION", "<The fund> suspended its aid to [the ministry]."),
    ("RETREAT", "<The junta> stopped bombing [the valley]."),
    ("RETREAT", "<The guards> let [the nurses] go."),
    ("COERCE", "<The junta> forced [the judge] to resign."),
    # papers that carry an act
    ("ACCUSE", "<The assembly> passed a resolution condemning [the coup]."),
    ("CONCEDE", "<The king> signed a decree pardoning [nine sailors]."),
]


def read(marked: str) -> Relation:
    places: dict[str, int] = {}
    text = ""
    for letter in marked:
        if letter in "<>[]":
            places[letter] = len(text)
        else:
            text += letter
    return relation(text, (places["<"], places[">"]), (places["["], places["]"]), coder="rules")


@pytest.mark.parametrize(("root", "marked"), PAIRS)
def test_the_root_comes_from_what_joins_the_two(root, marked):
    assert read(marked).event == root


def test_all_roots_are_ranked_once_and_the_first_is_given():
    for _, marked in PAIRS[:5]:
        found = read(marked)
        assert sorted(found.ranked) == sorted(get_args(Root))
        assert found.ranked[0] == found.event
        assert 0 <= found.confidence <= 1


def test_the_act_stays_visible_behind_the_event():
    assert read("<Canada> pledged to train [the coast guard].").act == "AID"
    assert read("<The premier> refused to meet [the union].").act == "CONSULT"


def test_without_a_verb_between_them_the_words_of_the_sentence_decide():
    assert read("Protests, strikes and riots: <the miners> and [the governor].").event in ("PROTEST", "ASSAULT")


def test_a_sentence_that_says_nothing_is_given_with_little_confidence():
    assert read("<Oslo> is north of [Rome].").confidence < 0.4
    assert read("<Oslo> is north of [Rome].").quad in (1, 2, 3, 4)


def test_names_in_two_sentences_are_still_ranked():
    found = read("<The miners> rallied. Nobody answered, not even [the governor].")
    assert found.event == "PROTEST"


@pytest.mark.parametrize(("source", "target"), [((0, 0), (1, 2)), ((5, 9), (0, 3)), ((-1, 2), (0, 3))])
def test_ranges_outside_the_text_are_refused(source, target):
    with pytest.raises(ValueError, match="is not inside the text"):
        relation("Oslo.", source, target)
