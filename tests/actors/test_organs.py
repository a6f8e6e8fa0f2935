"""Organs of states whose names stand in no table, and what letters in brackets stand for."""

from collections.abc import Callable

import pytest

from servanda.actors import Resolver

Build = Callable[..., Resolver]


def country(resolver: Build, text: str, phrase: str, name: str, **facts: object) -> tuple[str | None, str | None]:
    """Return country and sector of the last place of a phrase; a recogniser found `name` wherever it stands."""
    places = [at for at in range(len(text)) if text.startswith(name, at)]
    found = resolver(text, [(at, at + len(name), "ORG") for at in places], **facts)
    start = text.rindex(phrase)
    (actor,) = found.phrase(start, start + len(phrase))
    return actor.country, actor.sector


REEFS = "Ministry of Reefs and Tides"


@pytest.mark.parametrize(
    ("text", "phrase", "name", "facts", "expected"),
    [
        (f"Chile's {REEFS} should pay.", f"Chile's {REEFS}", REEFS, {}, ("CHL", "GOV")),
        (f"Oslo waited. The {REEFS} should pay.", f"The {REEFS}", f"The {REEFS}", {}, ("NOR", "GOV")),
        (f"The {REEFS} paid.", f"The {REEFS}", f"The {REEFS}", {"publisher": "Government of Chile"}, ("CHL", "GOV")),
        (f"Peru and Chile met. The {REEFS} paid.", f"The {REEFS}", f"The {REEFS}", {}, (None, None)),
        ("Chile waited. The National Assembly of Tides voted.", "The National Assembly of Tides",
         "The National Assembly of Tides", {}, ("CHL", "LEG")),
        ("Chile waited. The Salvation Army came.", "The Salvation Army", "The Salvation Army", {}, (None, None)),
        ("Chile waited. The Reef Fund paid.", "The Reef Fund", "The Reef Fund", {}, (None, None)),
    ],
)  # fmt: skip
def test_an_organ_is_of_the_nation_named_with_it_or_just_before(
    resolver: Build, text: str, phrase: str, name: str, facts: dict[str, str], expected: tuple[str | None, str | None]
) -> None:
    assert country(resolver, text, phrase, name, **facts) == expected


def test_letters_in_brackets_stand_for_what_they_follow(resolver: Build) -> None:
    text = f"Chile's {REEFS} (MRT) spoke. Peru and Ghana listened. Weeks passed. Nobody came. MRT paid."
    assert country(resolver, text, "MRT", REEFS) == ("CHL", "GOV")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The European Commission wavers. Brussels should decide.", "EUR"),
        ("Belgian ministers waver, the European Commission too. Brussels should decide.", "BEL"),
        ("Brussels should decide.", "BEL"),
    ],
)
def test_brussels_means_the_union_where_the_text_is_about_it(resolver: Build, text: str, expected: str) -> None:
    start = text.rindex("Brussels")
    (actor,) = resolver(text).phrase(start, start + 8)
    assert actor.country == expected


def test_a_commissioner_is_the_unions(resolver: Build) -> None:
    text = "Commissioner Ada Vik came to Lima. The Commissioner spoke."
    found = resolver(text, [(13, 20, "PERSON")], publisher="European Commission")
    assert [actor.country for actor in (*found.phrase(0, 20), *found.phrase(35, 51))] == ["EUR", "EUR"]
    police = resolver("Police Commissioner Vik came.", publisher="European Commission")
    assert [actor.country for actor in police.phrase(0, 23)] != ["EUR"]
