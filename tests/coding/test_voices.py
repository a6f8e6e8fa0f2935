"""Who asks, promises and is meant: the force and the parties of sentences that are easily taken for plain deeds."""

from datetime import date

import pytest


def named(actors):
    return {actor.country or actor.actor_id or actor.name for actor in actors}


def of(found, force):
    right = [s for s in found if s.force == force]
    assert right, [(s.force, s.rule, s.evidence.text) for s in found]
    return right[0]


DEMANDS = [
    # sentence, who is asked, who asks
    ("Norway calls for lifting the blockade of Malta.", set(), "NOR"),
    ("Norway called for the ban to be lifted.", set(), "NOR"),
    ("Norway condemned the raid and called on Chile, which had promised calm, to withdraw.", {"CHL"}, "NOR"),
    ("Kenya urged those states that have not yet signed the pact to do so.", {"those states"}, "KEN"),
    ("Kenya invited Uganda to join the mission.", {"UGA"}, "KEN"),
    ("Kenya advocates for the adoption of a new treaty.", set(), "KEN"),
    ("Kenya welcomes all nations to join the fund.", {"all nations"}, "KEN"),
    ("Kenya stressed the need for Uganda to reopen the border.", {"UGA"}, "KEN"),
    ("Kenya warned against isolating Uganda.", set(), "KEN"),
    ("Kenya called for the release of all hostages.", set(), "KEN"),
    ("Kenya called for the full cooperation of Uganda.", {"UGA"}, "KEN"),
]


@pytest.mark.parametrize(("sentence", "asked", "speaker"), DEMANDS, ids=[c[0][:40] for c in DEMANDS])
def test_a_demand_names_who_is_asked_and_who_asks(coded, sentence, asked, speaker):
    demand = of(coded(sentence), "demand")
    assert named(demand.actors) == asked
    assert demand.speaker is not None
    assert demand.speaker.country == speaker


def test_what_one_is_warned_off_is_not_to_happen(coded):
    assert of(coded("Kenya warned against isolating Uganda."), "demand").polarity == "negative"


PLEDGES = [
    "Denmark committed, together with its neighbours, to dredge the strait.",
    "Denmark committed that these ships will remain in port.",
    "Denmark reaffirmed that it would support Latvia.",
    "Denmark made clear that it will open its archives.",
    "Denmark announced that it is sending ten trucks to Latvia.",
    "Denmark said that it will not waver in its support for Latvia.",
    "Denmark said that it will never give up its search for the crew.",
    "Denmark reaffirmed the importance of continued support for Latvia.",
    "Denmark looks forward to deepening its cooperation with Latvia.",
]


@pytest.mark.parametrize("sentence", PLEDGES, ids=[s[:40] for s in PLEDGES])
def test_pledges_in_other_words(coded, sentence):
    pledge = of(coded(sentence), "pledge")
    assert named(pledge.actors) == {"DNK"}
    assert pledge.polarity == "positive"


DEEDS = [
    "Denmark announced the launch of a new ferry.",
    "Denmark announced dozens of executive orders to keep the beaches clean.",
    "Denmark undertook a joint exercise with Latvia.",
    "Danish troops have committed the worst forms of abuse.",
    "The Danish minister had three calls with the leaders of Latvia.",
]


@pytest.mark.parametrize("sentence", DEEDS, ids=[s[:40] for s in DEEDS])
def test_what_is_done_is_no_pledge(coded, sentence):
    found = coded(sentence)
    assert of(found, "deed")
    assert not [s for s in found if s.force in ("pledge", "demand")]


SAYS_NOTHING = [
    ("This project will help the farmers of Samoa.", "fact_sheet"),
    ("These loans will support the people of Samoa.", "fact_sheet"),
    ("I will address three topics today.", "speech"),
    ("I am going to share some lessons with you.", "speech"),
    ("I would like to address two topics.", "speech"),
    ("Prices rose for the farmers, which underscores the need to repair the dams.", "speech"),
    ("The crisis has highlighted the need to repair the dams.", "speech"),
    ("It must be noted that winters are long.", "speech"),
    ("We should have done more to prevent the flood.", "other"),
    ("The storm threatens to destroy the harbour.", "news"),
]


@pytest.mark.parametrize(("sentence", "kind"), SAYS_NOTHING, ids=[c[0][:40] for c in SAYS_NOTHING])
def test_benefits_signposts_and_remarks_are_no_statements(coded, sentence, kind):
    found = coded(sentence, kind=kind, publisher="Government of Fiji")
    assert not [(s.force, s.rule) for s in found if s.force not in ("expectation", "assessment")]


def test_an_official_shall_by_a_directive_of_the_government(coded):
    told = of(coded("The Secretary of Transport shall report within a week.", kind="other", publisher="Fiji"), "demand")
    assert told.speaker is not None
    assert told.speaker.country == "FJI"


def test_shall_of_the_speaker_stays_a_pledge(coded):
    assert of(coded("We shall report within a week.", kind="other", publisher="Fiji"), "pledge")


def test_agencies_and_abbreviated_offices_act_for_the_government_that_writes(coded):
    for subject in ("Departments and agencies", "DOTX"):
        told = f"{subject} will end the subsidies for diesel boats by May 2024."
        pledge = of(coded(told, kind="fact_sheet", publisher="Fiji"), "pledge")
        assert named(pledge.actors) == {"FJI"}


def test_a_response_to_hostility_warns_and_a_response_to_need_pledges(coded):
    assert of(coded("Fiji will respond to the attack.", kind="other", publisher="Fiji"), "warning")
    assert of(coded("Fiji will respond to the appeal.", kind="other", publisher="Fiji"), "pledge")


@pytest.mark.parametrize(
    "sentence",
    [
        "Fiji will respond decisively if Tonga further invades Samoa.",
        "If Tonga undertakes an attack, Fiji will respond and impose severe costs on Tonga.",
        "Mr. Vula made clear that Fiji will respond decisively if Tonga invades Samoa.",
    ],
)
def test_what_is_to_follow_hostility_is_a_warning(coded, sentence):
    assert {s.force for s in coded(sentence, kind="other", publisher="Fiji")} == {"warning"}


@pytest.mark.parametrize(
    "condition",
    [
        "a patient tests positive",
        "Tonga launches an investigation",
        "the parties strike a deal",
        "Tonga does not attack",
    ],
)
def test_a_harmless_condition_makes_no_warning(coded, condition):
    found = coded(f"Fiji will act at once if {condition}.", kind="other", publisher="Fiji")
    assert not any(s.force == "warning" for s in found)


def test_not_to_stop_a_thing_is_no_promise_to_go_on(coded):
    assert not any(s.polarity == "positive" and s.force == "pledge" for s in coded("We will not stop the exports."))


def test_what_follows_no_hostility_and_what_never_stops_is_promised(coded):
    assert of(coded("Fiji will respond at once if Tonga asks for doctors.", kind="other", publisher="Fiji"), "pledge")
    assert of(
        coded("We will never stop working to clear the old mines of Samoa.", publisher="Fiji", kind="other"), "pledge"
    )


def test_the_need_of_a_third_country_is_asked_of_others(coded):
    text = "Fiji and Samoa stressed the need to find a political settlement in Tonga."
    found = coded(text, kind="joint_statement", publisher="Fiji", title="Joint Statement of Fiji and Samoa")
    assert named(of(found, "demand").actors) == {"the international community"}
    own = coded(
        "Fiji and Samoa stressed the need to clear their ports.",
        kind="joint_statement",
        publisher="Fiji",
        title="Joint Statement of Fiji and Samoa",
    )
    assert named(of(own, "pledge").actors) == {"FJI", "WSM"}


def test_suppliers_are_asked_and_elections_only_expected(coded):
    assert of(coded("We expect the suppliers to publish their prices.", kind="other", publisher="Fiji"), "demand")
    assert of(coded("We expect the elections to be calm.", kind="other", publisher="Fiji"), "expectation")


def test_duties_advise(coded):
    for text in ("The parliament of Fiji has an obligation to protect the reef.", "Our task is to protect the reef."):
        assert of(coded(text, kind="speech", publisher="Fiji"), "recommendation")


def test_we_must_of_a_speech_is_all_and_of_a_statement_the_government(coded):
    text = "We must protect the reef."
    assert named(of(coded(text, kind="speech", publisher="Fiji"), "recommendation").actors) == {"we all"}
    assert named(of(coded(text, kind="other", publisher="Fiji"), "recommendation").actors) == {"FJI"}
    each = of(coded("Each of us must protect the reef.", kind="other", publisher="Fiji"), "recommendation")
    assert named(each.actors) == {"we all"}


def test_one_agrees_with_another(coded):
    assert named(of(coded("Fiji agreed with Tonga to share the harbour."), "agreement").actors) == {"FJI", "TON"}


RECIPIENTS = [
    ("Fiji condemned Tonga's raid on Samoa.", {"TON"}),
    ("Fiji welcomed Tonga's support for Samoa.", {"TON"}),
    ("Fiji and Tonga discussed the elections in Samoa.", set()),
    ("Fiji will provide nurses to the new hospital that Tonga is building.", {"TON"}),
]


@pytest.mark.parametrize(("sentence", "recipients"), RECIPIENTS, ids=[c[0][:40] for c in RECIPIENTS])
def test_toward_whom_an_act_goes(coded, sentence, recipients):
    assert named(coded(sentence)[0].recipients) == recipients


PARTICIPANTS = [
    "The three ministers resolved to reopen the canal.",
    "Members have also committed to assist any other member with its archive.",
    "The delegations pledged to restart the working group on ports.",
]


@pytest.mark.parametrize("sentence", PARTICIPANTS, ids=[s[:40] for s in PARTICIPANTS])
def test_who_takes_part_is_bound_though_the_text_does_not_name_him(coded, sentence):
    assert of(coded(sentence, kind="communique"), "pledge").core
    assert not any(actor.resolved for actor in of(coded(sentence, kind="news"), "pledge").actors)


def test_bare_advice_of_a_brief_is_for_the_government_that_it_mostly_speaks_of(coded):
    brief = "Oslo has waited. Norway should ask. The Norwegian government should call.\n\nProtect the reef.\n"
    assert named(coded(brief, kind="brief", publisher="Reef Institute")[-1].actors) == {"NOR"}
    assert not coded("Protect the reef.", kind="brief", publisher="Reef Institute")[-1].actors


SAID = [
    # a paragraph of a White House text, who is "we" or "I"
    ("Ana Ruiz, President, Reef Foundation: “We welcome the decision to protect the bay.”", set()),
    ("The Prime Minister of Norway, Jonas Gahr Støre: “We welcome the decision to protect the bay.”", {"NOR"}),
    ("President Biden: “We welcome the decision to protect the bay.”", {"USA"}),
    ("In a call with President Macron, President Biden said: “We welcome the decision to protect the bay.”", {"USA"}),
    ("Norway: “We welcome the decision to protect the bay.”", {"NOR"}),
    ("Ana Ruiz said: “It is late.” We welcome the decision to protect the bay.", {"USA"}),
]


@pytest.mark.parametrize(("paragraph", "who"), SAID, ids=[c[0][:30] for c in SAID])
def test_we_of_a_quotation_after_a_name_is_whoever_is_named(coded, paragraph, who):
    found = coded(paragraph, kind="other", publisher="The White House")
    assert {a.country for s in found for a in s.actors if a.country} == who


@pytest.mark.parametrize("who", ["Former Administration officials", "University administration officials"])
def test_other_administrations_are_not_the_publishers(coded, who):
    found = coded(f"{who} met with nurses of Ghana.", kind="readout", publisher="The White House")
    assert not any(actor.country == "USA" for s in found for actor in s.actors)


def test_officials_of_the_administration_and_named_services_are_the_governments(coded):
    for said in ("Administration officials met with nurses.", "The Forest Service published a plan for Alaska."):
        assert named(of(coded(said, kind="readout", publisher="The White House"), "deed").actors) == {"USA"}


def test_one_of_two_who_talk_speaks_to_the_other_in_a_readout(coded):
    title = "Readout of Vice President Harris’s Meeting with President Alar Karis of Estonia"
    told = "Vice President Harris met with President Karis of Estonia. She discussed trade. She met with students."
    found = coded(told, kind="readout", publisher="The White House", title=title, published=date(2023, 3, 1))
    assert [named(s.recipients) for s in found[:2]] == [{"EST"}, {"EST"}]
    assert all("EST" not in named(s.recipients) for s in found[2:])


NAMED_IN_FULL = [
    # a readout of the White House, and who is meant by the short name in its last sentence
    ("Vice President Harris met with President Irfaan Ali of Guyana. President Ali discussed food security.", "GUY"),
    ("Mr. Sullivan met with President Hassan Sheikh Mohamud of Somalia. President Hassan Sheikh urged calm.", "SOM"),
    ("Jennifer Klein, Assistant to the President, met with nurses. Klein announced a plan for clinics.", "USA"),
]


@pytest.mark.parametrize(("told", "country"), NAMED_IN_FULL, ids=[c[1] for c in NAMED_IN_FULL])
def test_a_part_of_a_name_means_the_person_who_was_named_in_full(coded, told, country):
    found = coded(told, kind="readout", publisher="The White House", published=date(2023, 3, 1))
    assert {actor.country for actor in found[-1].actors} == {country}


NAMESAKES = [
    "President Biden met with nurses. Hunter Varden opened a clinic in Kenya.",
    "Irfaan Ali of Guyana spoke. Muhammad Ali met Kenya.",
]


@pytest.mark.parametrize("told", NAMESAKES)
def test_somebody_with_another_first_name_is_somebody_else(coded, told):
    found = coded(told, kind="news", publisher="Daily", published=date(2023, 3, 1))
    assert not {a.country for s in found[1:] for a in s.actors} & {"GUY", "USA"}


def test_we_must_of_a_speech_is_the_speakers_own_country_where_its_people_are_named(coded):
    told = {"kind": "speech", "publisher": "Fiji", "title": "Statement of Fiji in the General Debate"}
    assert named(of(coded("We must lift our people out of poverty.", **told), "recommendation").actors) == {"FJI"}
    assert named(of(coded("We must defend our borders.", **told), "recommendation").actors) == {"FJI"}
    apart = "We must act on the climate, and our government has planted trees."
    assert named(of(coded(apart, **told), "recommendation").actors) == {"we all"}
    assert named(of(coded("We must lift all people out of poverty.", **told), "recommendation").actors) == {"we all"}


FORCES = [
    # who bars himself from a harm promises, who will not give what was asked refuses
    ("speech", "Norway will not use its grain to win favours.", "pledge"),
    ("speech", "Norway will never recognise the annexation of Malta.", "refusal"),
    # "agreed" by several whom nobody knows, and by one
    ("readout", "The minister and the speaker agreed to meet in Oslo again.", "agreement"),
    ("news", "Norway agreed to release the sailors of Malta.", "pledge"),
    # what circumstances ask is advice, what somebody asks a demand
    ("speech", "We are asking our partners to raise the matter with Malta.", "demand"),
    ("speech", "We continue to call on Malta to release the sailors.", "demand"),
    # who proposes to do it would do it
    ("fact_sheet", "Norway proposes to restore the fund for Malta.", "pledge"),
    # promised, whatever the sentence says of what
    ("speech", "Norway pledges its full support to Malta.", "pledge"),
    # held out, not only foreseen
    ("news", "Norway warned Malta that it would close the strait.", "warning"),
    ("news", "Norway warned Malta of grave consequences.", "warning"),
    ("news", "Norway warned that its forces would sink any ship of Malta.", "warning"),
    ("news", "Norway warned Malta to stay out of the strait.", "warning"),
    ("news", "Norway threatened a new offensive in Malta.", "warning"),
    ("news", "Norway renewed its threat to attack Malta.", "warning"),
    # what somebody reported will not do was expected of them
    ("news", "Norway said it would not supply grain to Malta.", "refusal"),
    ("brief", "We propose that Norway reform the council.", "recommendation"),
    ("news", "The crisis calls for Norway to act.", "recommendation"),
    ("news", "Norway threatened to close the strait to Malta.", "warning"),
    ("news", "Norway did not agree to close the strait.", "refusal"),
    # what a government seeks by its own words it means to do; what others say it seeks it does
    ("fact_sheet", "Norway seeks to widen its fishery treaty with Malta.", "pledge"),
    ("fact_sheet", "Malta seeks to widen its fishery treaty with Chile.", "deed"),
    # advice without "should"
    ("brief", "Norway ought to telephone the minister of Malta.", "recommendation"),
    ("brief", "Norway would do well not to comment on the case.", "recommendation"),
    ("brief", "Norway would be wise to keep its ferries.", "recommendation"),
]


@pytest.mark.parametrize(("kind", "sentence", "force"), FORCES, ids=[row[1][:40] for row in FORCES])
def test_the_words_decide_the_force(coded, kind, sentence, force):
    assert [s.force for s in coded(sentence, kind=kind, publisher="Government of Norway")] == [force]


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway ought to have signed the treaty.",
        "Norway would have been wise to sign the treaty.",
        "Norway would have done well to sign the treaty.",
    ],
)
def test_what_should_have_been_done_is_no_advice(coded, sentence):
    assert not [s for s in coded(sentence, kind="brief") if s.force == "recommendation"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway warned that prices in Malta would rise.",
        "Norway warned Malta of an attack by pirates.",
        "The harvest of Norway is threatened by floods.",
        "Norway recognised the threat of the drought.",
        "Norway threatens the lives of sailors.",
    ],
)
def test_what_is_only_foreseen_or_dangerous_is_no_warning(coded, sentence):
    assert not [s for s in coded(sentence) if s.force == "warning"]
