"""Whom words mean by the document they stand in: its publisher, its parties, the body where it is spoken."""

from collections.abc import Callable

import pytest

from servanda.actors import Resolver

Who = Callable[..., str]
HOUSE = {"publisher": "The White House", "kind": "fact_sheet", "title": "FACT SHEET: New Steps on Rice"}
SPEECH = {"publisher": "Peru", "kind": "speech", "title": "Statement of Peru in the General Debate, session 76"}
SUMMIT = {"publisher": "The White House", "kind": "fact_sheet", "title": "FACT SHEET: The NATO Summit in Oslo"}


def joint(*names: str) -> dict[str, object]:
    title = f"Joint Statement between {' and '.join(names)} on Rice"
    return {"publisher": "The White House", "kind": "joint_statement", "title": title}


def readout(title: str) -> dict[str, object]:
    return {"publisher": "The White House", "kind": "readout", "title": f"Readout of {title}"}


CALL = readout("President Biden’s Call with Prime Minister Draghi of Italy")
TALKS = readout("AUKUS Joint Steering Group Meetings")
OPENING = "Australia, the United Kingdom, and the United States held meetings of the AUKUS Joint Steering Groups. "


@pytest.mark.parametrize(
    ("facts", "text", "phrase", "expected"),
    [
        # the publisher's own organs
        (HOUSE, "The Administration will pay.", "The Administration", "USA GOV"),
        (HOUSE, "Later the Department paid.", "the Department", "USA GOV"),
        (HOUSE, "The Peruvian government fell, and the government had tried.", "the government", "PER GOV"),
        (SPEECH, "So far the Government has paid.", "the Government", "PER GOV"),
        (SPEECH, "The Ministry of Health was asked; the Ministry paid.", "the Ministry", "PER GOV"),
        (joint("the U.S.", "the European Commission"), "The Commission will pay.", "The Commission", "EUR GOV"),
        (joint("the United States", "the EU"), "The Commission will pay.", "The Commission", "EUR GOV"),
        (joint("the United States", "Peru"), "Later the Administration paid.", "the Administration", "USA GOV"),
        ({"publisher": "European Commission"}, "The Commission will pay.", "The Commission", "EUR GOV"),
        # the body where one speaks
        (SPEECH, "I thank the Secretary-General.", "the Secretary-General", "Amaru Quispe"),
        (SPEECH, "I thank the Secretary- General.", "the Secretary- General", "Amaru Quispe"),
        (SPEECH, "I saw the President of the General Assembly.", "the President of the General Assembly", "Sina Fale"),
        (SPEECH, "We believe in this Organization.", "this Organization", "UN"),
        (SPEECH, "Rice is for the Council to judge.", "the Council", "UNSC"),
        (SPEECH, "My country sows.", "My country", "PER"),
        (SPEECH, "My delegation sows.", "My delegation", "PER GOV"),
        (SPEECH, "Our people sow.", "Our people", "PER CVL"),
        (SPEECH, "The international community sows.", "The international community", "? UNK"),
        ({}, "Later the Secretary-General came.", "the Secretary-General", "?"),
        ({}, "NATO met. Stoltenberg came.", "Stoltenberg", "NATO"),
        ({}, "The Russian Security Council met.", "The Russian Security Council", ""),
        # the meeting a document is about
        (SUMMIT, "Allies will sow.", "Allies", "NATO"),
        (SUMMIT, "Leaders will sow.", "Leaders", "NATO"),
        (SUMMIT, "In May, Allied leaders will sow. They will reap.", "Allied leaders", "NATO"),
        (SUMMIT, "Leaders will sow. They will reap.", "They", "NATO"),
        (SUMMIT, "We told our allies and partners.", "our allies", "?"),
        (HOUSE, "Leaders will sow.", "Leaders", "?"),
        ({}, "The talks at the G7 Summit were long. Leaders will sow.", "Leaders", "G7"),
        # the parties of talks
        (CALL, "He raised Libya and Tunisia. They agreed.", "They", "Joe Biden, Mario Draghi"),
        (CALL, "Norway and Chile differ. Both leaders agreed.", "Both leaders", "Joe Biden, Mario Draghi"),
        (CALL, "Peru is far. The two sides agreed.", "The two sides", "USA, ITA"),
        (CALL, "We are grateful.", "We", "USA GOV"),
        (TALKS, OPENING + "China objected to Peru. They took stock.", "They", "AUS, GBR, USA"),
        (TALKS, OPENING + "The UN watched China. The participants agreed.", "The participants", "AUS, GBR, USA"),
        (TALKS, OPENING + "The three governments agreed.", "The three governments", "AUS, GBR, USA"),
        (TALKS, OPENING + "The three co-chairs agreed.", "The three co-chairs", "AUS, GBR, USA"),
        (TALKS, OPENING + "The Joint Steering Group met.", "The Joint Steering Group", "AUS, GBR, USA"),
        (TALKS, OPENING + "We will go on.", "We", "AUS, GBR, USA"),
        (joint("Canada", "Mexico"), "North American governments.", "North American governments", "CAN GOV, MEX GOV"),
        ({}, "The Nordic leaders sow.", "The Nordic leaders", "DNK GOV, FIN GOV, ISL GOV, NOR GOV, SWE GOV"),
        # parties to a conflict are not the state
        ({}, "The warring parties in Sudan met.", "The warring parties in Sudan", "SDN UNK"),
        ({}, "The Yemeni parties kept the truce.", "The Yemeni parties", "YEM UNK"),
        ({}, "The Norwegian parties want votes.", "The Norwegian parties", "NOR PTY"),
        ({}, "They fed Sudanese civilians.", "Sudanese civilians", "SDN CVL"),
        ({}, "They fed civilians in Sudan.", "civilians in Sudan", "SDN CVL"),
        # cut phrases
        ({}, "The U.S and Mexican delegations met.", "The U.S and Mexican delegations", "USA GOV, MEX GOV"),
        ({}, "The teams of Peru and the EU", "The teams of Peru and the EU", "PER GOV, EU"),
        ({}, "Frigates of Peru, with help of Mali and Iraq", "Frigates of Peru, with help of Mali and Iraq", "PER MIL"),
        ({}, "Peru and others, including Chile, met.", "Peru and others, including Chile", "PER, CHL"),
        ({}, "Tools, including ships of Chile, met.", "Tools, including ships of Chile", ""),
        ({}, "The Doha Programme of Action helps.", "The Doha Programme of Action", ""),
    ],
)  # fmt: skip
def test_the_document_tells(who: Who, facts: dict[str, object], text: str, phrase: str, expected: str) -> None:
    assert who(text, phrase, **facts) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("President Biden’s Call with Prime Minister Draghi of Italy", "USA ITA"),
        ("Secretary of State Antony Blinken’s Talks with Kenyan Rice Advisor Ann Otieno", "USA KEN"),
        ("Vice President Moe’s Visit to Peru and Chile", "USA PER CHL"),
        ("President Biden’s Meeting with NATO Secretary General Jens Stoltenberg", "USA NATO"),
        ("President Biden’s Meeting with Rice Growers", "USA"),
        ("AUKUS Joint Steering Group Meetings", "AUKUS"),
    ],
)
def test_a_readout_tells_whose_talks_it_is_about(resolver: Callable[..., Resolver], title: str, expected: str) -> None:
    found = resolver("They talked.", **readout(title)).signatories()
    assert [actor.actor_id if actor.members else actor.country for actor in found] == expected.split()


STRANGERS = [
    ("U.S. Homeland Security Advisor Dr. Ada Vik-Roe", "Ada Vik-Roe", "USA"),
    ("Canadian National Security and Intelligence Advisor Jo Roe", "Jo Roe", "CAN"),
    ("Mexico’s Secretary of Rice and Water Protection Rosa Pérez Gil", "Pérez Gil", "MEX"),
    ("Kenyan Cabinet Secretary Ann Otieno", "Ann Otieno", "KEN"),
    ("Principal Deputy National Security Advisor Jo Roe", "Jo Roe", "USA"),
    ("NSC Spokesperson Jo Roe", "Jo Roe", "USA"),
    ("U.S. Deputy National Security Advisor (DNSA) Jo Roe", "Jo Roe", "USA"),
    ("Indian Ambassador to the United States Vinay Rao", "Vinay Rao", "IND"),
    ("Jo Roe, U.S. Senior Advisor for Rice", "Jo Roe", "USA"),
    ("Ann Otieno, Kenya’s Cabinet Secretary for Rice", "Ann Otieno", "KEN"),
    ("Ann Otieno, the rice minister of Kenya", "Ann Otieno", "KEN"),
]


@pytest.mark.parametrize(("phrase", "name", "country"), STRANGERS)
def test_a_title_tells_whose_person_a_stranger_is(
    resolver: Callable[..., Resolver], phrase: str, name: str, country: str
) -> None:
    text = f"In May, {phrase}, spoke. {name} smiled."
    start, again = text.index(phrase), text.rindex(name)
    names = [(place, place + len(name), "PERSON") for place in (text.index(name), again)]
    found = resolver(text, names, **HOUSE)
    assert [actor.country for actor in found.phrase(start, start + len(phrase))] == [country]
    assert [actor.country for actor in found.phrase(again, again + len(name))] == [country]


def test_a_surname_recalls_a_stranger_and_a_first_name_does_not_mislead(resolver: Callable[..., Resolver]) -> None:
    text = "Kenyan Trade Minister Ann Otieno spoke. Otieno smiled. Ann Roe left."
    names = [(text.index(name), text.index(name) + len(name), "PERSON") for name in ("Ann Otieno", "Ann Roe")]
    found = resolver(text, names)
    surname = text.rindex("Otieno")
    assert [actor.country for actor in found.phrase(surname, surname + 6)] == ["KEN"]
    assert not found.phrase(text.index("Ann Roe"), text.index("Ann Roe") + 7)[0].resolved


def test_two_titled_strangers_are_two_actors(resolver: Callable[..., Resolver]) -> None:
    phrase = "Canada’s Security and Water Advisor Jo Roe and Mexico’s Secretary of Rice and Water Protection Rosa Gil"
    names = [(phrase.index(name), phrase.index(name) + len(name), "PERSON") for name in ("Jo Roe", "Rosa Gil")]
    found = resolver(f"{phrase} met.", names).phrase(0, len(phrase))
    assert [actor.country for actor in found] == ["CAN", "MEX"]


@pytest.mark.parametrize("word", ["Administration", "Government", "Department"])
def test_a_recogniser_does_not_hide_common_nouns(resolver: Callable[..., Resolver], word: str) -> None:
    text = f"The {word} paid."
    (actor,) = resolver(text, [(4, 4 + len(word), "ORG")], **HOUSE).phrase(0, 4 + len(word))
    assert actor.country == "USA"


def test_an_unknown_president_is_a_foreign_one(resolver: Callable[..., Resolver]) -> None:
    text = "President Ana Duarte spoke."
    (actor,) = resolver(text, [(10, 20, "PERSON")], **HOUSE).phrase(0, 20)
    assert not actor.resolved
