"""Whom later words mean, from what was named before."""

from collections.abc import Callable

import pytest

Who = Callable[..., str]
TRIP = "During her call with Macron, Scholz"


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("Biden met Yoon in May. Both leaders agreed.", "Both leaders", "Joe Biden, Yoon Suk-yeol"),
        ("Biden met Yoon in May. The two presidents agreed.", "The two presidents", "Joe Biden, Yoon Suk-yeol"),
        (
            "Biden met Yoon, then Kishida. The two presidents agreed.",
            "The two presidents",
            "Joe Biden, Yoon Suk-yeol",
        ),
        ("Biden met Yoon in May. Both countries agreed.", "Both countries", "USA, KOR"),
        ("Norway and Chile signed. Both nations gained.", "Both nations", "NOR, CHL"),
        ("Norway and Chile trade with Peru. The two sides agreed.", "The two sides", "NOR, CHL"),
        ("Norway and Chile signed. They will meet.", "They", "NOR, CHL"),
        ("Norway, Chile and Peru signed. The three governments will meet.", "The three governments", "NOR, CHL, PER"),
        ("Biden praised South Korea and Japan and told both allies so.", "both allies", "KOR, JPN"),
        ("South Korea and Japan differ. Washington urged both sides to talk.", "both sides", "KOR, JPN"),
        (
            "South Korea and Japan differ. The U.S. and its allies will talk.",
            "The U.S. and its allies",
            "USA, KOR, JPN",
        ),
        ("The Quad was born late. The four leaders met once.", "The four leaders", "QUAD"),
        ("Kishida spoke. He promised more.", "He", "Fumio Kishida"),
        ("Yoon criticised Moon. He promised more.", "He", "Yoon Suk-yeol"),
        ("Norway signed the pact. It will pay.", "It", "NOR"),
        ("Peru fears Chile, which doubled its fleet.", "its", "CHL"),
        ("Tokyo objected, and the country paid.", "the country", "JPN"),
        ("They asked the UN Security Council. The Council refused.", "The Council", "UNSC"),
        ("The Norwegian police came. Chile and Peru looked on. Days passed. The police left.", "The police", "NOR COP"),
        ("The European Union met. The member states agreed.", "The member states", "EU"),
        ("Norway and Chile signed. The heads of both states smiled.", "The heads of both states", ""),
        (
            "Norway and Chile signed. Leaders of both countries smiled.",
            "Leaders of both countries",
            "NOR GOV, CHL GOV",
        ),
        (
            "Scholz called Prime Minister Ada Vik of Norway. The Prime Minister agreed.",
            "The Prime Minister",
            "NOR GOV",
        ),
        ("Scholz called Ada Vik, a friend. He thanked her.", "her", "?"),
        ("Norway and Chile signed. The nations of the world smiled.", "The nations of the world", "?"),
        (
            "Macron hosted Chancellor Scholz and President Yoon. The leaders ate.",
            "The leaders",
            "Emmanuel Macron, Olaf Scholz, Yoon Suk-yeol",
        ),
        ("Macron thanked Scholz. Biden praised him.", "him", "Emmanuel Macron"),
        ("North Korea fired. Talks with the North stopped.", "the North", "PRK"),
        ("Talks with the north stopped.", "the north", ""),
        ("The Scholz government fell. The government had tried.", "The government", "DEU GOV"),
    ],
)  # fmt: skip
def test_words_look_back(who: Who, text: str, phrase: str, expected: str) -> None:
    assert who(text, phrase) == expected


@pytest.mark.parametrize("phrase", ["They", "Both leaders", "The two sides", "He", "It", "The allies"])
def test_without_an_antecedent_one_actor_stays_open_and_says_why(
    ask: Callable[..., tuple[object, ...]], phrase: str
) -> None:
    (actor,) = ask(f"Rain fell. {phrase} waited.", phrase)
    assert not actor.resolved  # type: ignore[attr-defined]
    assert "open" in actor.via  # type: ignore[attr-defined]


def test_the_title_names_the_two_leaders_of_a_readout(who: Who) -> None:
    title = "Readout of President Biden’s Call with Chancellor Scholz of Germany"
    text = "The call was long. They spoke of Ukraine and Russia. The two leaders agreed on aid."
    facts = {"title": title, "kind": "readout", "publisher": "The White House"}
    assert who(text, "The two leaders", **facts) == "Joe Biden, Olaf Scholz"


def test_a_title_helps_where_the_text_says_little(who: Who) -> None:
    assert (
        who("The talks were long. Both countries gained.", "Both countries", title="Norway and Chile sign")
        == "NOR, CHL"
    )
