"""Before and after, in our own words: what one document asks for, what a later one says, and how they relate."""

from typing import Any, NamedTuple


class Case(NamedTuple):
    """Earlier and later statement as (words, force, bearers, act word, more), and the relations that are right."""

    name: str
    earlier: tuple[str, str, str, str, dict[str, Any]]
    later: tuple[str, str, str, str, dict[str, Any]]
    right: tuple[str | None, ...]


def case(name: str, earlier: tuple[Any, ...], later: tuple[Any, ...], *right: str | None) -> Case:
    one, other = ((*row[:4], row[4] if len(row) > 4 else {}) for row in (earlier, later))
    return Case(name, one, other, right)


REC, DEM, PLE, AGR, DEED, REF = "recommendation", "demand", "pledge", "agreement", "deed", "refusal"
CASES = [
    # health
    case(
        "doses delivered",
        (
            "Germany should send ten million vaccine doses to Kenya",
            REC,
            "DEU",
            "send",
            {"to": "KEN", "act": "AID", "cue": "should"},
        ),
        ("Berlin shipped ten million doses to Nairobi", DEED, "DEU", "shipped", {"to": "KEN", "act": "AID"}),
        "fulfils",
    ),
    case(
        "doses promised",
        (
            "Germany should send ten million vaccine doses to Kenya",
            REC,
            "DEU",
            "send",
            {"to": "KEN", "act": "AID", "cue": "should"},
        ),
        (
            "Germany pledged to donate vaccines to Kenya by winter",
            PLE,
            "DEU",
            "donate",
            {"to": "KEN", "act": "AID", "cue": "pledged"},
        ),
        "advances",
    ),
    case(
        "doses to somebody else",
        (
            "Germany should send ten million vaccine doses to Kenya",
            REC,
            "DEU",
            "send",
            {"to": "KEN", "act": "AID", "cue": "should"},
        ),
        ("Berlin shipped ten million doses to Hanoi", DEED, "DEU", "shipped", {"to": "VNM", "act": "AID"}),
        None,
    ),
    case(
        "another donor",
        (
            "Germany should send ten million vaccine doses to Kenya",
            REC,
            "DEU",
            "send",
            {"to": "KEN", "act": "AID", "cue": "should"},
        ),
        ("Norway shipped ten million doses to Nairobi", DEED, "NOR", "shipped", {"to": "KEN", "act": "AID"}),
        None,
    ),
    case(
        "nurses trained",
        ("We will train 3,000 nurses for rural clinics", PLE, "KEN", "train", {"cue": "will"}),
        ("Kenya trained 3,100 nurses for its rural clinics", DEED, "KEN", "trained"),
        "fulfils",
    ),
    case(
        "promise renewed",
        ("We will train 3,000 nurses for rural clinics", PLE, "KEN", "train", {"cue": "will"}),
        (
            "Kenya reaffirmed its promise to train 3,000 nurses",
            PLE,
            "KEN",
            "train",
            {"cue": "reaffirmed", "renewed": True},
        ),
        "restates",
    ),
    case(
        "scheme dropped",
        ("We will fund malaria clinics in every district", PLE, "KEN", "fund", {"cue": "will", "act": "AID"}),
        ("Kenya scrapped its plan to fund malaria clinics in the districts", DEED, "KEN", "scrapped"),
        "contradicts",
        "supersedes",
    ),
    # climate
    case(
        "coal closed",
        ("Poland should close its coal plants before 2040", REC, "POL", "close", {"cue": "should"}),
        ("Warsaw shut two coal-fired plants", DEED, "POL", "shut"),
        "fulfils",
        "advances",
    ),
    case(
        "coal extended",
        ("Poland should phase out coal power", REC, "POL", "phase out", {"cue": "should"}),
        ("Poland expanded coal power in Silesia", DEED, "POL", "expanded"),
        "contradicts",
    ),
    case(
        "emissions target set",
        ("Indonesia should adopt a stricter emissions target", REC, "IDN", "adopt", {"cue": "should"}),
        ("Indonesia announced a new climate target for the next decade", PLE, "IDN", "announced"),
        "advances",
    ),
    case(
        "target met",
        ("Norway commits to cut methane emissions by 30 percent", PLE, "NOR", "cut", {"cue": "commits"}),
        ("Norway reduced methane emissions by 32 percent", DEED, "NOR", "reduced"),
        "fulfils",
    ),
    case(
        "emissions rose",
        ("Norway commits to cut methane emissions by 30 percent", PLE, "NOR", "cut", {"cue": "commits"}),
        ("Norway increased its methane emissions", DEED, "NOR", "increased"),
        "contradicts",
    ),
    case(
        "climate, other object",
        ("Norway commits to cut methane emissions by 30 percent", PLE, "NOR", "cut", {"cue": "commits"}),
        ("Norway cut the tax on fishing boats", DEED, "NOR", "cut"),
        None,
    ),
    case(
        "climate money",
        ("Canada should double its climate finance for small islands", REC, "CAN", "double", {"cue": "should"}),
        ("Canada raised its contribution to the adaptation fund", DEED, "CAN", "raised"),
        "fulfils",
        "advances",
    ),
    # trade
    case(
        "tariffs lifted",
        (
            "India should lift tariffs on Indonesian palm oil",
            REC,
            "IND",
            "lift",
            {"to": "IDN", "cue": "should", "act": "RETREAT"},
        ),
        (
            "India removed its customs duties on palm oil from Indonesia",
            DEED,
            "IND",
            "removed",
            {"to": "IDN", "act": "RETREAT"},
        ),
        "fulfils",
    ),
    case(
        "tariffs raised",
        (
            "India should lift tariffs on Indonesian palm oil",
            REC,
            "IND",
            "lift",
            {"to": "IDN", "cue": "should", "act": "RETREAT"},
        ),
        ("India raised tariffs on palm oil from Indonesia", DEED, "IND", "raised", {"to": "IDN", "act": "SANCTION"}),
        "contradicts",
    ),
    case(
        "same names, other object",
        (
            "India should lift tariffs on Indonesian palm oil",
            REC,
            "IND",
            "lift",
            {"to": "IDN", "cue": "should", "act": "RETREAT"},
        ),
        ("India cancelled a naval visit to Indonesia", DEED, "IND", "cancelled", {"to": "IDN", "act": "REJECT"}),
        None,
    ),
    case(
        "pact signed",
        (
            "Brazil and the EU should conclude their trade agreement",
            REC,
            "BRA EUR",
            "conclude",
            {"cue": "should", "act": "AGREE"},
        ),
        ("Brazil and the European Union signed the free trade agreement", AGR, "BRA EUR", "signed", {"act": "AGREE"}),
        "fulfils",
    ),
    case(
        "talks refused",
        ("Brazil should resume talks on the trade deal", REC, "BRA", "resume", {"cue": "should", "act": "CONSULT"}),
        ("Brazil refused to reopen the trade talks", REF, "BRA", "reopen", {"cue": "refused", "act": "CONSULT"}),
        "contradicts",
    ),
    case(
        "controls lifted",
        (
            "China should abandon its export controls on rare earths",
            REC,
            "CHN",
            "abandon",
            {"cue": "should", "act": "RETREAT"},
        ),
        ("Beijing eased its export restrictions on rare earths", DEED, "CHN", "eased", {"act": "CONCEDE"}),
        "fulfils",
        "advances",
    ),
    # security
    case(
        "budget urged and announced",
        (
            "The alliance should press Canada to raise its defence budget",
            REC,
            "USA",
            "press",
            {"to": "CAN", "cue": "should", "act": "REQUEST", "urged": ("CAN", "raise its defence budget")},
        ),
        ("Ottawa announced higher military spending for five years", PLE, "CAN", "announced", {"act": None}),
        "advances",
    ),
    case(
        "urging done",
        (
            "Washington should press Canada to raise its defence budget",
            REC,
            "USA",
            "press",
            {"to": "CAN", "cue": "should", "act": "REQUEST", "urged": ("CAN", "raise its defence budget")},
        ),
        (
            "The White House urged Ottawa to boost defence spending",
            DEM,
            "CAN",
            "boost",
            {"cue": "urged", "speaker": "USA"},
        ),
        "fulfils",
    ),
    case(
        "own budget is no urging",
        (
            "Washington should press Canada to raise its defence budget",
            REC,
            "USA",
            "press",
            {"to": "CAN", "cue": "should", "act": "REQUEST", "urged": ("CAN", "raise its defence budget")},
        ),
        ("The United States raised its defence budget", DEED, "USA", "raised"),
        None,
    ),
    case(
        "urged again by somebody else",
        ("Canada should raise its defence budget", REC, "CAN", "raise", {"cue": "should"}),
        (
            "Poland called on Canada to raise defence spending",
            DEM,
            "CAN",
            "raise",
            {"cue": "called on", "speaker": "POL"},
        ),
        None,
    ),
    case(
        "budget cut",
        ("Canada should raise its defence budget", REC, "CAN", "raise", {"cue": "should"}),
        ("Canada slashed military spending", DEED, "CAN", "slashed"),
        "contradicts",
    ),
    case(
        "drills held",
        (
            "Australia and Japan should resume joint naval exercises",
            REC,
            "AUS JPN",
            "resume",
            {"cue": "should", "act": "COOPERATE"},
        ),
        ("Japan and Australia held naval manoeuvres off Darwin", DEED, "JPN AUS", "held", {"act": "MOBILIZE"}),
        "fulfils",
    ),
    case(
        "drills called off",
        (
            "Australia and Japan should expand joint naval exercises",
            REC,
            "AUS JPN",
            "expand",
            {"cue": "should", "act": "COOPERATE"},
        ),
        ("Tokyo and Canberra cancelled their joint naval drills", DEED, "JPN AUS", "cancelled", {"act": "RETREAT"}),
        "contradicts",
    ),
    case(
        "demand met",
        (
            "France called on Iran to release the detained researchers",
            DEM,
            "IRN",
            "release",
            {"cue": "called on", "speaker": "FRA", "act": "RETREAT"},
        ),
        ("Iran freed two detained researchers", DEED, "IRN", "freed", {"act": "RETREAT"}),
        "fulfils",
        "advances",
    ),
    case(
        "demand defied",
        (
            "France called on Iran to stop enriching uranium",
            DEM,
            "IRN",
            "stop",
            {"cue": "called on", "speaker": "FRA", "act": "RETREAT"},
        ),
        ("Iran expanded its uranium enrichment", DEED, "IRN", "expanded", {"act": "MOBILIZE"}),
        "contradicts",
    ),
    case(
        "demand answered by the demander",
        (
            "France called on Iran to stop enriching uranium",
            DEM,
            "IRN",
            "stop",
            {"cue": "called on", "speaker": "FRA", "act": "RETREAT"},
        ),
        ("France stopped the sale of uranium centrifuges", DEED, "FRA", "stopped"),
        None,
    ),
    case(
        "reassured",
        (
            "The President should reassure Seoul of the American commitment to defend South Korea",
            REC,
            "USA",
            "reassure",
            {"to": "KOR", "cue": "should", "act": "SUPPORT"},
        ),
        (
            "The President restated the nuclear umbrella over South Korea",
            PLE,
            "USA",
            "restated",
            {"to": "KOR", "act": "SUPPORT", "renewed": True},
        ),
        "fulfils",
    ),
    case(
        "condemned",
        (
            "Turkey should condemn the military coup in Sudan",
            REC,
            "TUR",
            "condemn",
            {"to": "SDN", "cue": "should", "act": "ACCUSE"},
        ),
        ("Ankara denounced the coup in Khartoum", DEED, "TUR", "denounced", {"to": "SDN", "act": "ACCUSE"}),
        "fulfils",
        "advances",
    ),
    case(
        "troops",
        (
            "Russia must withdraw its troops from Ukraine",
            DEM,
            "RUS",
            "withdraw",
            {"to": "UKR", "cue": "must", "act": "RETREAT", "speaker": "FRA"},
        ),
        ("Russia deployed further troops to Ukraine", DEED, "RUS", "deployed", {"to": "UKR", "act": "MOBILIZE"}),
        "contradicts",
    ),
    case(
        "ambassador",
        ("Egypt should fill the post of ambassador to Turkey", REC, "EGY", "fill", {"to": "TUR", "cue": "should"}),
        ("Egypt appointed an ambassador to Turkey", DEED, "EGY", "appointed", {"to": "TUR", "act": "COOPERATE"}),
        "fulfils",
    ),
    case(
        "talks begun",
        ("Egypt and Turkey should mend their ties", REC, "EGY TUR", "mend", {"cue": "should", "act": "COOPERATE"}),
        (
            "Egypt and Turkey agreed to normalise relations",
            AGR,
            "EGY TUR",
            "normalise",
            {"cue": "agreed", "act": "AGREE"},
        ),
        "fulfils",
        "advances",
    ),
    case(
        "not to do, and done",
        (
            "South Africa should not sell arms to Sudan",
            REC,
            "ZAF",
            "sell",
            {"to": "SDN", "cue": "should", "act": "AID", "polarity": "negative"},
        ),
        ("South Africa delivered arms to Sudan", DEED, "ZAF", "delivered", {"to": "SDN", "act": "AID"}),
        "contradicts",
    ),
    case(
        "not to do, and refused",
        (
            "South Africa should not sell arms to Sudan",
            REC,
            "ZAF",
            "sell",
            {"to": "SDN", "cue": "should", "act": "AID", "polarity": "negative"},
        ),
        (
            "Pretoria declined to supply arms to Sudan",
            REF,
            "ZAF",
            "supply",
            {"to": "SDN", "cue": "declined", "act": "AID"},
        ),
        "advances",
        "fulfils",
    ),
    case(
        "aid of a member",
        (
            "The European Union will provide humanitarian aid to Sudan",
            PLE,
            "EUR",
            "provide",
            {"to": "SDN", "cue": "will", "act": "AID"},
        ),
        ("Germany sent relief supplies to Sudan", DEED, "DEU", "sent", {"to": "SDN", "act": "AID"}),
        "fulfils",
        "advances",
    ),
    case(
        "historical",
        ("Egypt should fill the post of ambassador to Turkey", REC, "EGY", "fill", {"to": "TUR", "cue": "should"}),
        ("Egypt appointed an ambassador to Turkey", DEED, "EGY", "appointed", {"to": "TUR", "aux": ("historical",)}),
        None,
    ),
    case(
        "only assessed",
        ("Canada should raise its defence budget", REC, "CAN", "raise", {"cue": "should"}),
        ("Canada seems unlikely to raise its defence budget", "assessment", "CAN", "raise"),
        None,
    ),
    case(
        "meeting with somebody else",
        (
            "Vietnam should hold an annual summit with Australia",
            REC,
            "VNM",
            "hold",
            {"to": "AUS", "cue": "should", "act": "CONSULT"},
        ),
        ("Vietnam held a summit with Russia", DEED, "VNM", "held", {"to": "RUS", "act": "CONSULT"}),
        None,
    ),
    case(
        "law passed",
        (
            "Switzerland should adopt a law on beneficial ownership to stop money laundering",
            REC,
            "CHE",
            "adopt",
            {"cue": "should"},
        ),
        ("The Swiss parliament passed an act against money laundering", DEED, "CHE", "passed"),
        "fulfils",
        "advances",
    ),
    case(
        "only generic words",
        (
            "Vietnam and Australia should strengthen their security partnership",
            REC,
            "VNM AUS",
            "strengthen",
            {"cue": "should", "act": "COOPERATE"},
        ),
        ("Vietnam and Australia welcomed stability in the region", DEED, "VNM AUS", "welcomed", {"act": "SUPPORT"}),
        None,
    ),
    case(
        "ratified",
        ("Israel should ratify the test ban treaty", REC, "ISR", "ratify", {"cue": "should", "act": "AGREE"}),
        ("Israel ratified the treaty that bans nuclear tests", DEED, "ISR", "ratified", {"act": "AGREE"}),
        "fulfils",
    ),
    case(
        "more against an evil is no reversal",
        ("We will end the epidemic", PLE, "KEN", "end", {"cue": "will"}),
        ("Kenya strengthened its response to the epidemic", DEED, "KEN", "strengthened"),
        "advances",
        None,
    ),
    case(
        "praise is no deed",
        ("Norway will expand its offshore wind farms", PLE, "NOR", "expand", {"cue": "will"}),
        ("Norway applauded the new wind farms of Poland", DEED, "NOR", "applauded"),
        None,
    ),
    case(
        "another object beside a shared word",
        ("Brazil will promote innovation in schools", PLE, "BRA", "promote", {"cue": "will"}),
        ("Brazil cut barriers to trade in services and innovation", DEED, "BRA", "cut"),
        None,
    ),
    case(
        "one everyday word",
        ("Egypt will identify new partners for ports", PLE, "EGY", "identify", {"cue": "will"}),
        ("Egypt will identify further steps against smuggling", PLE, "EGY", "identify", {"cue": "will"}),
        None,
    ),
]
