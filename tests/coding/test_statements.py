"""Sentences that a political scientist would argue about, and what a right coding of each is."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def keys(actors):
    return {key for actor in actors for key in (actor.keys or {actor.name})}


CASES = [
    # sentence, force, bearers, act, polarity
    ("Canada pledged to send ten trucks to Moldova.", "pledge", {"CAN"}, "AID", "positive"),
    ("Japan should lift its export controls against South Korea.", "recommendation", {"JPN"}, "RETREAT", "positive"),
    ("Brazil must not abandon the talks with Bolivia.", "recommendation", {"BRA"}, None, "negative"),
    ("France condemned Russia's invasion of Ukraine.", "deed", {"FRA"}, "ACCUSE", "positive"),
    ("Germany called on Russia to withdraw its troops from Ukraine.", "demand", {"RUS"}, "RETREAT", "positive"),
    ("Hungary refused to send weapons to Ukraine.", "refusal", {"HUN"}, "AID", "positive"),
    ("Turkey has not committed to ratify the protocol.", "refusal", {"TUR"}, "SUPPORT", "positive"),
    ("Iran warned Israel that it would retaliate.", "warning", {"IRN"}, "THREATEN", "positive"),
    ("Australia and Fiji agreed to open a joint training centre.", "agreement", {"AUS", "FJI"}, None, "positive"),
    ("Egypt will host the next round of talks, officials said.", "pledge", {"EGY"}, "CONSULT", "positive"),
    ("Spain will probably win the match.", None, None, None, None),
    ("Norway is expected to join the fund.", "expectation", {"NOR"}, None, "positive"),
    ("It would be unwise for Chile to cut the aid.", "recommendation", {"CHL"}, None, "negative"),
    ("Italy reaffirmed its commitment to defend Malta.", "pledge", {"ITA"}, None, "positive"),
    ("Sweden expressed concern about the arrests in Belarus.", "deed", {"SWE"}, "ACCUSE", "positive"),
    ("Kenya visited no one and the weather was fine.", None, None, None, None),
    ("Would Peru send troops?", None, None, None, None),
]


@pytest.mark.parametrize(("sentence", "force", "bearers", "act", "polarity"), CASES, ids=[c[0][:40] for c in CASES])
def test_sentences(coded, sentence, force, bearers, act, polarity):
    found = coded(sentence)
    if force is None:
        assert not [s for s in found if s.force not in ("expectation", "deed")]
        return
    right = [s for s in found if s.force == force]
    assert right, [(s.force, s.evidence.text, s.rule) for s in found]
    assert keys(right[0].actors) == bearers
    assert right[0].polarity == polarity
    if act is not None:
        assert right[0].act == act


def test_coordinated_verbs_are_one_statement_each(coded):
    found = coded(
        "The allies, Japan and Canada, pledged to expand the drills, deploy two frigates and share the costs."
    )
    assert len([s for s in found if s.force == "pledge"]) == 3
    assert len({s.cue for s in found}) == 1


def test_two_bearers_with_two_predicates_are_two(coded):
    found = coded("Seoul should affirm the pact, while Tokyo should abandon the tariffs.", kind="brief")
    assert [(s.force, keys(s.actors)) for s in found] == [("recommendation", {"KOR"}), ("recommendation", {"JPN"})]


def test_a_list_item_is_read_under_its_lead_in(coded):
    text = "The European Union should:\n-\nOpen its market to Ukrainian grain. Farmers worry.\n-\nFund the new bridge."
    found = [s for s in coded(text, kind="brief") if s.force == "recommendation"]
    assert [s.evidence.text.rstrip(".") for s in found] == ["Open its market to Ukrainian grain", "Fund the new bridge"]
    assert all(s.actors[0].actor_id == "EU" or s.actors[0].country == "EUR" for s in found)
    assert all(s.cue is not None and s.cue.text == "should" for s in found)


def test_will_is_a_pledge_in_the_bearers_own_words_and_an_expectation_in_those_of_others(coded):
    sentence = "The United States will send two ships to Palau."
    own = coded(sentence, kind="fact_sheet", publisher="The White House")
    other = coded(sentence, kind="brief", publisher="Harbour Street Institute")
    assert [s.force for s in own] == ["pledge"]
    assert [s.force for s in other] == ["expectation"]


def test_the_demand_names_who_asks_as_speaker_and_who_is_to_act_as_bearer(coded):
    (found,) = [s for s in coded("Poland urged Germany to deliver tanks to Ukraine.") if s.force == "demand"]
    assert found.speaker is not None
    assert found.speaker.country == "POL"
    assert keys(found.actors) == {"DEU"}
    assert found.event == "REQUEST"
    assert found.act == "AID"


def test_a_causative_carries_what_is_urged(coded):
    (found,) = coded("Washington should urge Seoul to join the patrols.", kind="brief")
    assert found.act == "REQUEST"
    assert found.urged is not None
    assert keys(found.urged.actors) == {"KOR"}


def test_in_a_joint_statement_we_are_the_signatories(coded):
    found = coded(
        "We will establish a working group on batteries.",
        kind="joint_statement",
        publisher="The White House",
        title="Joint Statement of the United States and Japan",
    )
    assert keys(found[0].actors) == {"USA", "JPN"}
    assert found[0].force == "pledge"


def test_background_older_than_a_year_is_left_out(coded):
    assert not coded("In 2003 the United States invaded Iraq.")


def test_another_language_gives_no_statements(coded):
    assert coded("Der Kanzler versprach Hilfe für die Ukraine.", language="de") == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "Japan pledged to aid Fiji.",
                "“Oui”",
                "🙂",
                "We must act!",
                "- ",
                "\n\n",
                "REF",
                "[a](#)",
                "Peru’s navy",
                "\u202e",
                "and",
                "should",
            ]
        ),
        max_size=12,
    )
)
def test_every_span_is_a_true_slice_and_coding_is_deterministic(coded, document, parts):
    text = " ".join(parts)
    made = document(text)
    first = coded(text)
    assert first == coded(text)
    for statement in first:
        spans = [statement.evidence, statement.sentence, statement.trigger, statement.cue, statement.condition]
        spans += [a.span for a in (*statement.actors, *statement.recipients)]
        for span in spans:
            assert span is None or made.text[span.start : span.end] == span.text
