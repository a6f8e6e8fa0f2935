"""Whom a noun phrase denotes: the head decides."""

from collections.abc import Callable

import pytest

Who = Callable[..., str]


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        # names, titles and countries around them
        ("U.S. President Joe Biden spoke first.", "U.S. President Joe Biden", "Joe Biden"),
        ("Aides met Prime Minister Kishida Fumio twice.", "Prime Minister Kishida Fumio", "Fumio Kishida"),
        (
            "The newly elected South Korean President Yoon Suk Yeol waited.",
            "South Korean President Yoon Suk Yeol",
            "Yoon Suk-yeol",
        ),
        ("They called Secretary of Defence Lloyd Austin home.", "Secretary of Defence Lloyd Austin", "Lloyd Austin"),
        ("Presidents Biden and Macron agreed.", "Presidents Biden and Macron", "Joe Biden, Emmanuel Macron"),
        ("Kishida and Scholz will meet in Bonn.", "Kishida and Scholz", "Fumio Kishida, Olaf Scholz"),
        (
            "The president of the United States, Joe Biden, came.",
            "The president of the United States, Joe Biden",
            "Joe Biden",
        ),
        ("Scholz, the chancellor of Germany, declined.", "Scholz, the chancellor of Germany,", "Olaf Scholz"),
        (
            "The President of France Emmanuel Macron wrote.",
            "The President of France Emmanuel Macron",
            "Emmanuel Macron",
        ),
        ("The Norwegian Prime Minister Kari Nordmann wrote.", "Norwegian Prime Minister Kari Nordmann", "NOR GOV"),
        (
            "The call with President Ana Duarte of Costa Rica was short.",
            "President Ana Duarte of Costa Rica",
            "CRI GOV",
        ),
        ("The Chilean opposition leader Rosa Vidal spoke.", "The Chilean opposition leader Rosa Vidal", "CHL OPP"),
        ("Aides of Kenyan journalist Mary Otieno spoke.", "Kenyan journalist Mary Otieno", "KEN JRN"),
        # titles alone, as of the day
        (
            "The presidents of South Korea and the U.S. toasted.",
            "The presidents of South Korea and the U.S.",
            "Yoon Suk-yeol, Joe Biden",
        ),
        ("The German chancellor left early.", "The German chancellor", "Olaf Scholz"),
        ("Japan's prime minister left early.", "Japan's prime minister", "Fumio Kishida"),
        ("The former Japanese prime minister left early.", "The former Japanese prime minister", "JPN ELI"),
        (
            "The U.S. and French presidents left early.",
            "The U.S. and French presidents",
            "Joe Biden, Emmanuel Macron",
        ),
        ("The Bolivian foreign minister resigned.", "The Bolivian foreign minister", "BOL GOV"),
        # governments
        ("The Kishida administration hesitated.", "The Kishida administration", "JPN GOV"),
        ("The Moon and Yoon governments differ.", "The Moon and Yoon governments", "KOR GOV"),
        ("The South Korean government hesitated.", "The South Korean government", "KOR GOV"),
        ("The governments of Norway and Chile signed.", "The governments of Norway and Chile", "NOR GOV, CHL GOV"),
        ("Biden lost votes, and his administration lost time.", "his administration", "USA GOV"),
        ("The United States Government pays.", "The United States Government", "USA GOV"),
        ("The government and people of Peru agree.", "The government and people of Peru", "PER GOV, PER CVL"),
        # metonyms and organs
        ("Beijing and Moscow objected.", "Beijing and Moscow", "CHN GOV, RUS GOV"),
        ("The White House objected.", "The White House", "USA GOV"),
        # agents
        ("A French frigate turned round.", "A French frigate", "FRA MIL"),
        ("The police killed six Kenyan officers.", "six Kenyan officers", "KEN COP"),
        ("Tuareg rebels held the town.", "Tuareg rebels", "? REB"),
        ("The Japanese populace distrusts it.", "The Japanese populace", "JPN CVL"),
        ("Chinese and Russian warplanes flew past.", "Chinese and Russian warplanes", "CHN MIL, RUS MIL"),
        (
            "U.S., South Korean, and Japanese officials met.",
            "U.S., South Korean, and Japanese officials",
            "USA GOV, KOR GOV, JPN GOV",
        ),
        (
            "Diplomats from Poland, Germany and Sweden left.",
            "Diplomats from Poland, Germany and Sweden",
            "POL GOV, DEU GOV, SWE GOV",
        ),
        ("Later officials said so.", "officials", "? GOV"),
        # organisations and formats: one actor
        ("The leaders of the Quad met.", "The leaders of the Quad", "QUAD"),
        ("Quad members object.", "Quad members", "QUAD"),
        ("NATO allies object.", "NATO allies", "NATO"),
        ("Members of the G7 object.", "Members of the G7", "G7"),
        (
            "They joined the U.S.-led Indo-Pacific Economic Framework (IPEF).",
            "the U.S.-led Indo-Pacific Economic Framework (IPEF)",
            "IPEF",
        ),
        ("They asked the UN Security Council. A larger Council helps.", "the UN Security Council", "UNSC"),
        # nobody
        ("Biden's visit was short.", "Biden's visit", ""),
        ("Japan's defence budget grew.", "Japan's defence budget", ""),
        ("Chinese economic pressure grew.", "Chinese economic pressure", ""),
        ("A policy of both countries failed.", "A policy of both countries", ""),
        ("Missile defenses failed.", "Missile defenses", ""),
        ("The visit was short.", "The visit", ""),
        ("The U.S.-Japan alliance matters.", "The U.S.-Japan alliance", ""),
        ("The Biden and Macron statement of May was dull.", "The Biden and Macron statement of May", ""),
        ("The South China Sea is calm.", "The South China Sea", ""),
        # nobody in particular
        ("Many countries signed.", "Many countries", "?"),
        ("All countries signed.", "All countries", "?"),
        ("Our allies signed.", "Our allies", "?"),
        ("European allies signed.", "European allies", "?"),
    ],
)  # fmt: skip
def test_the_head_decides(who: Who, text: str, phrase: str, expected: str) -> None:
    assert who(text, phrase) == expected


def test_after_the_head_nothing_counts(who: Who) -> None:
    text = "Russia, which deepened its trade with China and India, struck."
    assert who(text, "Russia, which deepened its trade with China and India") == "RUS"


@pytest.mark.parametrize(
    ("spelling", "country"),
    [
        ("the U.S.", "USA"),
        ("the US", "USA"),
        ("Türkiye", "TUR"),
        ("Cote d’Ivoire", "CIV"),
        ("Côte d'Ivoire", "CIV"),
        ("SOUTH KOREA", "KOR"),
        ("South⁠ Korea", "KOR"),
        ("the Democratic People’s Republic of Korea", "PRK"),
    ],
)
def test_spellings_are_one_name(who: Who, spelling: str, country: str) -> None:
    assert who(f"Later {spelling} agreed.", spelling) == country


def test_lower_case_us_is_a_pronoun(ask: Callable[..., object]) -> None:
    assert "USA" not in str(ask("They told us so.", "us"))


def test_hyphenated_parties_are_both_meant_only_without_a_noun(who: Who) -> None:
    assert who("A U.S.-ASEAN meeting and the U.S.–Japan pair.", "U.S.-ASEAN meeting") == ""
    assert who("Relations were South Korean–Japanese.", "South Korean–Japanese") == "KOR, JPN"
