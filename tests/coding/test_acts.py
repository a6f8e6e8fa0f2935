"""The tables of acts give each root to sentences of its own kind, in British and American spelling."""

from typing import get_args

import pytest

from servanda.coding.between import Reader
from servanda.coding.event import verb_root
from servanda.coding.lexicon import acts
from servanda.coding.tree import Tree
from servanda.model import Block, Document, Root, document_key
from servanda.text.parse import parse

ACTS: dict[Root, list[str]] = {
    "AGREE": [
        "The rebels agreed to a mediator from Ghana.",
        "Lisbon accepted the offer of the two islands.",
        "The union pledged cooperation with the new board.",
        "Negotiators reached a settlement over the lake.",
        "Both camps struck a compromise late on Sunday.",
        "Nairobi extended an invitation to the envoy.",
        "The factions reached a consensus on the fishing quota.",
    ],
    "CONSULT": [
        "The foreign minister telephoned her colleague in Lima.",
        "Norway mediated between the two generals.",
        "The presidents held talks on the railway.",
        "A delegation from Chad visited Tunis.",
        "Rome hosted a conference on wheat.",
        "The envoys sat down with the tribal elders.",
        "Delhi dispatched an envoy to Colombo.",
        "The prime minister paid a visit to Oslo.",
    ],
    "SUPPORT": [
        "Peru praised the ceasefire monitors.",
        "Sweden recognised the new government.",
        "The senate ratified the fisheries treaty.",
        "Kenya expressed its solidarity with Malawi.",
        "The two states established diplomatic relations.",
        "Cairo reopened its embassy in Tripoli.",
        "The king paid tribute to the fallen sailors.",
        "Jordan and Iraq signed a convention on water.",
    ],
    "CONCEDE": [
        "The bishop apologised for the raid.",
        "The president pardoned nine editors.",
        "The junta granted amnesty to the mutineers.",
        "The governor lifted the curfew on Friday.",
        "Prosecutors dropped the charges against the singer.",
        "Parliament legalized the miners' union.",
        "The company reinstated the dismissed welders.",
        "The court overturned the conviction of two monks.",
        "The mayor conceded defeat.",
        "The army announced a truce in the valley.",
    ],
    "COOPERATE": [
        "The two navies conducted joint exercises.",
        "Chile extradited a banker to Spain.",
        "Greece shared intelligence with Malta.",
        "Both coast guards cooperate on the strait.",
        "The ministries exchanged data on cholera.",
        "Brazil and Angola expanded trade.",
        "The air forces held joint drills over the gulf.",
    ],
    "AID": [
        "Qatar donated tents to the flooded province.",
        "The fund bailed out the island's banks.",
        "Jordan hosted refugees from the south.",
        "The navy airlifted medicine to the villages.",
        "Vienna granted asylum to the pilot.",
        "Seoul cancelled the debts of Laos.",
        "Denmark sent ammunition to Estonia.",
        "The agency provided food to the camps.",
        "The coast guard rescued forty fishermen.",
        "Canada allocated two million dollars to the clinic.",
    ],
    "RETREAT": [
        "The militia released the hostages.",
        "The minister stepped down on Monday.",
        "The premier resigned.",
        "France withdrew its troops from the desert base.",
        "The guerrillas laid down their arms.",
        "The council lifted the embargo.",
        "Eritrea reopened the border crossing.",
        "The army ended the siege of the port.",
        "The regime freed twelve prisoners.",
        "Colombia pulled back from the ridge.",
        "The governor tendered his resignation.",
    ],
    "REQUEST": [
        "The widow begged the court for mercy.",
        "Tonga requested help after the cyclone.",
        "The miners demanded higher pay.",
        "The envoy urged calm.",
        "Citizens petitioned the governor.",
        "The island sought aid from its neighbours.",
        "The bishop appealed for calm.",
    ],
    "ACCUSE": [
        "The league sued the ministry.",
        "The farmers filed a lawsuit against the dam.",
        "Police launched a probe into the fire.",
        "Prosecutors charged the admiral with fraud.",
        "A jury indicted the broker.",
        "Warsaw summoned the ambassador.",
        "The opposition criticised the budget.",
        "The archbishop lambasted the junta.",
        "Fiji lodged a complaint with the panel.",
        "Lima voiced outrage at the ruling.",
        "The panel opened an enquiry.",
    ],
    "REJECT": [
        "Minsk rejected the proposal.",
        "The general defied the order.",
        "Russia vetoed the motion.",
        "Paris cancelled the summit.",
        "Paris canceled the visit.",
        "The rebels turned down the offer.",
        "The firm flouted the ruling.",
        "The party walked out of the talks.",
        "The court dismissed the petition.",
    ],
    "THREATEN": [
        "The captain threatened the crew.",
        "Tehran warned its neighbour.",
        "The junta issued an ultimatum.",
        "The gang repeated its threats.",
        "The sheikh vowed revenge.",
        "The rebels gave the mayor a deadline.",
        "The court issued a warrant for the former president.",
    ],
    "PROTEST": [
        "Students rallied in the capital.",
        "Nurses walked out on Tuesday.",
        "Dockers went on strike.",
        "Farmers blocked the highway with tractors.",
        "Thousands marched to the palace.",
        "Teachers staged a sit-in.",
        "Crowds took to the streets.",
        "Pupils boycotted the lessons.",
        "Youths burned tyres at the gate.",
    ],
    "SANCTION": [
        "The union imposed sanctions on the bank.",
        "Quito expelled the Bulgarian diplomat.",
        "Togo recalled its ambassador.",
        "The lender suspended aid to the ministry.",
        "A tribunal convicted the warlord.",
        "The bloc blacklisted four companies.",
        "Nauru broke off relations with the island.",
        "The emirate quit the treaty.",
        "The state slapped tariffs on steel.",
    ],
    "MOBILIZE": [
        "Armenia deployed tanks along the river.",
        "The navy sent warships to the gulf.",
        "The kingdom tested a missile.",
        "The general called up reservists.",
        "Norway scrambled jets over the fjord.",
        "Police increased patrols near the shrine.",
        "The army massed troops on the frontier.",
        "Manila put its forces on alert.",
    ],
    "COERCE": [
        "Police arrested a blogger.",
        "The junta imposed a curfew.",
        "Agents raided the newspaper.",
        "The regime shut down the internet.",
        "Officers rounded up the students.",
        "Algeria deported the preachers.",
        "The ministry censored the film.",
        "The judge jailed two reporters.",
        "The sultan declared martial law.",
        "Customs confiscated the cargo.",
        "Hackers launched a cyberattack on the grid.",
        "The council outlawed the party.",
    ],
    "ASSAULT": [
        "Gunmen opened fire on the bus.",
        "The militia shelled the harbour.",
        "Raiders stormed the base.",
        "Assassins gunned down the mayor.",
        "The air force bombed the depot.",
        "A sniper shot the colonel.",
        "The rebels kidnapped a priest.",
        "Troops fired rockets at the town.",
        "The army launched an offensive.",
        "Guards beat the detainees.",
        "The squad blew up the bridge.",
        "The fleet violated the ceasefire.",
    ],
}


def tree_of(text: str) -> Tree:
    document = Document(
        id=document_key("act", text), name="act", source="test", text=text, blocks=(Block(start=0, end=len(text)),)
    )
    return Tree(parse(document)[0])


@pytest.mark.parametrize(("root", "sentence"), [(r, s) for r, group in ACTS.items() for s in group])
def test_a_sentence_has_the_root_of_its_kind(root, sentence):
    tree = tree_of(sentence)
    found = Reader(tree, frozenset()).read(tree.roots[0])
    assert found is not None, f"no root in: {sentence}"
    assert found.event == root


def test_every_root_has_examples_and_words():
    table = acts()
    for root in get_args(Root):
        assert len(ACTS[root]) >= 6
        assert root in table.verbs.values()
        assert root in table.nouns.values()
        assert root in table.pairs.values()
    assert sum(len(group) for group in ACTS.values()) >= 100


@pytest.mark.parametrize(
    ("sentence", "root"),
    [
        ("Ghana ended the blockade.", "RETREAT"),
        ("Ghana ended its cooperation with the firm.", "SANCTION"),
        ("Ghana halted the bombing.", "RETREAT"),
        ("Ghana suspended its assistance to the port.", "SANCTION"),
        ("Ghana scrapped the tariff.", "RETREAT"),
    ],
)
def test_what_is_ended_turns_the_act_around(sentence, root):
    tree = tree_of(sentence)
    assert verb_root(tree, tree.roots[0]) == root


@pytest.mark.parametrize(
    ("sentence", "root"),
    [("Cuba fired a missile.", "MOBILIZE"), ("Cuba fired a missile at the island.", "ASSAULT")],
)
def test_weapons_that_are_aimed_at_somebody_assault(sentence, root):
    tree = tree_of(sentence)
    assert verb_root(tree, tree.roots[0]) == root


@pytest.mark.parametrize("verb", ["make", "take", "hold", "have", "put", "set"])
def test_light_verbs_say_nothing_by_themselves(verb):
    assert verb not in acts().verbs
    assert verb not in acts().hints


def test_classes_that_turn_acts_around_are_whole():
    table = acts()
    assert set(table.reversed) | {"RETREAT", "REJECT", "CONCEDE"} == set(get_args(Root))
