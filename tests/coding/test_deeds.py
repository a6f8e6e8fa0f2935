"""What counts as a deed, whatever its verb or noun, and what does not."""

import pytest

OWN = {"kind": "speech", "publisher": "Ghana", "title": "Statement of Ghana"}
SHEET = {"kind": "fact_sheet", "publisher": "The White House", "title": "Fact sheet"}

# sentence, the document's metadata, the trigger, who did it (nothing where it stays open)
DEEDS = [
    # a verb that no table knows, told as done to something
    ("Fiji dredged the lagoon of Suva.", {}, "dredged", {"FJI"}),
    ("We have repainted every lighthouse on the coast.", OWN, "repainted", {"GHA"}),
    ("Peru is rewilding the plateau.", {}, "rewilding", {"PER"}),
    ("We had to ration the water.", OWN, "ration", {"GHA"}),
    ("Chile led the talks on the glacier.", {}, "led", {"CHL"}),
    ("While Kenya has cut the tariff on tea, prices rose.", {}, "cut", {"KEN"}),
    # the noun of an act, by whom it was done
    ("The two leaders discussed Iran’s seizure of the tanker.", {}, "seizure", {"IRN"}),
    ("Markets fell after the Serbian attack on the bridge.", {}, "attack", {"SRB"}),
    ("The report cost Russia dearly for its aggression in the valley.", {}, "aggression", {"RUS"}),
    ("The envoy praised the talks between Chad and Niger.", {}, "talks", {"TCD", "NER"}),
    ("The islands rely on support from Japan.", {}, "support", {"JPN"}),
    ("Malta followed Italy’s adoption of the harbour code.", {}, "adoption", {"ITA"}),
    ("The two sides discussed Italy’s concerns about the dredging.", {}, "concerns", {"ITA"}),
    # what somebody tries is done
    ("Norway praised Ghana’s efforts to mediate in the dispute.", {}, "mediate", {"GHA"}),
    ("Norway praised Ghana’s leadership in protecting the reefs.", {}, "protecting", {"GHA"}),
    # an act inside the purpose of another
    ("Chile sent an envoy to explain how Peru has mined the strait.", {}, "mined", {"PER"}),
    # a relative clause that tells what its subject did
    ("The pier that Turkey has rebuilt is open.", {}, "rebuilt", {"TUR"}),
    # an institution that only its document names
    ("The Harbour Safety Commission fined the shipyard.", {}, "fined", set()),
]


def keys(actors):
    return {key for actor in actors for key in actor.keys}


@pytest.mark.parametrize(("sentence", "about", "trigger", "who"), DEEDS, ids=[d[0][:45] for d in DEEDS])
def test_deeds(coded, sentence, about, trigger, who):
    found = [s for s in coded(sentence, **about) if s.trigger.text == trigger]
    assert [s.force for s in found] == ["deed"], [(s.force, s.trigger.text) for s in coded(sentence, **about)]
    assert keys(found[0].actors) == who


@pytest.mark.parametrize(
    ("sentence", "about"),
    [
        ("As we cross the desert, the wells are dry.", OWN),
        ("Ghana witnessed a long drought.", OWN),
        ("We revere our elders.", OWN),
        ("Miller held several posts at the embassy.", SHEET),
        ("Peru should ask about Chile’s planned visit.", {}),
        ("Full inspections of the ports take time.", SHEET),
    ],
)
def test_no_deeds(coded, sentence, about):
    assert not [s for s in coded(sentence, **about) if s.force == "deed"]


def test_what_an_act_waits_for_is_no_act(coded):
    found = coded("Seoul offered large benefits once Pyongyang agrees to give up its missiles.")
    assert [s.trigger.text for s in found] == ["offered"]


def test_bare_items_of_an_own_list_tell_what_its_author_did(coded):
    found = coded("The Administration acted:\n-\nOpened two schools in the north.", **SHEET)
    assert [(s.force, s.evidence.text.rstrip(".")) for s in found if s.trigger.text == "Opened"] == [
        ("deed", "Opened two schools in the north")
    ]


def test_items_of_a_list_that_only_counts_up_are_acts_of_the_lead_in(coded):
    text = "Canada and Norway took several steps in May, including:\n-\nOpening a joint school for pilots."
    (found,) = [s for s in coded(text, **SHEET) if s.evidence.text.startswith("Opening")]
    assert found.trigger.text == "Opening"
    assert keys(found.actors) == {"CAN", "NOR"}


@pytest.mark.parametrize("words", ["pledged to take concrete steps such as:", "committed to make the ports safe by:"])
def test_items_of_a_list_that_tells_what_is_promised_are_promised(coded, words):
    found = coded(f"Canada and Norway {words}\n\n- Opening a joint school for pilots.\n", **SHEET)
    (opening,) = [s for s in found if s.trigger.text == "Opening"]
    assert (opening.force, keys(opening.actors)) == ("pledge", {"CAN", "NOR"})


@pytest.mark.parametrize(
    "lead",
    [
        "Canada called on Malta to end practices such as:",
        "Canada will oppose threats by Malta such as:",
        "Canada pledged not to weaken the treaty by:",
        "Canada refused to help Malta by:",
        "Canada will punish firms that helped Malta by:",
    ],
)
def test_items_of_a_list_of_what_is_not_promised_are_no_promises(coded, lead):
    found = coded(f"{lead}\n\n- Opening a joint school for pilots.\n", **SHEET)
    assert not [s for s in found if s.trigger.text == "Opening" and s.force in ("pledge", "demand", "agreement")]


def test_an_item_of_such_a_list_may_say_by_itself_who_promises(coded):
    text = "Canada and Norway pledged to take concrete steps such as:\n\n- Malta committing to dredge its port.\n"
    (found,) = [s for s in coded(text, **SHEET) if s.trigger.text == "dredge"]
    assert (found.force, keys(found.actors)) == ("pledge", {"MLT"})


def test_what_several_set_up_in_a_list_they_agree_on(coded):
    told = {"kind": "joint_statement", "title": "Joint statement of the United States and Japan"}
    (found,) = coded("Outcomes\n\n- Establishing a new task force on reefs.\n", publisher="The White House", **told)
    assert (found.force, keys(found.actors)) == ("agreement", {"USA", "JPN"})


def test_a_label_before_a_colon_is_not_who_acts(coded):
    text = "Harbour Safety (HS): Canada and Norway will inspect the cranes of Malta."
    (found,) = coded(text, **SHEET)
    assert keys(found.actors) == {"CAN", "NOR"}
    assert found.evidence.text.startswith("Canada")


def test_what_only_looks_like_a_label_stays(coded):
    found = coded("Norway (through its aid agency: Norad) will send aid to Fiji.", kind="news", publisher="Daily")
    assert found[0].evidence.text.startswith("Norway")


@pytest.mark.parametrize(
    "item", ["Published guidance on reefs.", "Released maps to assist towns and ports.", "Expanded aid to Fiji."]
)
def test_a_participle_that_begins_an_item_is_its_verb(coded, item):
    found = coded(f"Progress on ports\n\n-   {item}\n", **SHEET)
    assert [(s.force, s.trigger.text) for s in found][:1] == [("deed", item.split()[0])]


def test_a_participle_before_a_subject_is_no_verb(coded):
    found = coded("Notes\n\n-   Armed groups attacked Malta.\n", **SHEET)
    assert "Armed" not in [s.trigger.text for s in found]


def test_nouns_of_a_list_of_outcomes_are_acts_of_the_lead_in(coded):
    text = "Canada and Norway announced key outcomes, including:\n\n-   Creation of a fund for reefs.\n-   Chile.\n"
    found = [s for s in coded(text, **SHEET) if s.rule.startswith("noun.listed")]
    assert [(s.trigger.text, s.force) for s in found] == [("Creation", "agreement")]
    assert keys(found[0].actors) == {"CAN", "NOR"}


def test_a_promise_of_something_decided_has_its_owner(coded):
    (found,) = [s for s in coded("Malta welcomed India’s decision to join the compact.") if s.force == "pledge"]
    assert keys(found.actors) == {"IND"}


def test_what_is_made_clear_is_said(coded):
    (found,) = coded("The president of France made clear that France will fund the dam.")
    assert found.force == "pledge"
    assert found.trigger.text == "fund"


def test_an_event_that_is_named_again_is_no_core(coded):
    text = "Oslo discussed Iran’s seizure of the tanker. Rome also discussed Iran’s seizure of the tanker."
    assert [s.core for s in coded(text) if s.trigger.text == "seizure"] == [True, False]


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Norway pledged two million doses to Kenya.", "AID"),
        ("Norway reaffirmed its commitment to Estonia’s sovereignty.", "SUPPORT"),
        ("Norway should shape the rules of the sea together with its neighbours.", "COOPERATE"),
        ("Norway joined the tidal energy initiative.", "COOPERATE"),
        ("The king of Norway welcomed the ambassador of Chile.", "CONSULT"),
        ("Norway surged equipment to Moldova.", "AID"),
        ("Norway delivered remarks at the gala.", None),
        ("Norway helped its veterans with their rent.", None),
        ("Norway proposed legislation on ferries.", None),
    ],
)
def test_acts_that_their_objects_change(coded, sentence, act):
    assert [s.act for s in coded(sentence)][:1] == [act]


@pytest.mark.parametrize(
    "sentence", ["Norway's minister holds degrees in law.", "These plans hold promise for Norway."]
)
def test_what_somebody_holds_may_be_no_deed(coded, sentence):
    assert not coded(sentence)


def test_what_comes_of_a_promise_is_no_promise(coded):
    about = {"kind": "joint_statement", "publisher": "Norway"}
    found = coded("We will train nurses so that more children will be vaccinated and schooled.", **about)
    assert [s.trigger.text for s in found] == ["train"]
