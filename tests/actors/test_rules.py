"""Names that mean more than one thing."""

from collections.abc import Callable
from datetime import date

import pytest

from servanda.actors import Gazetteer, Resolver

Build = Callable[..., Resolver]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Georgia joined the talks in Tbilisi.", "GEO"),
        ("Voters in Atlanta decided who won Georgia.", ""),
        ("Washington objected.", "USA"),
        ("George Washington objected.", ""),
        ("Rep. Jordan objected.", ""),
        ("Jordan objected.", "JOR"),
        ("Congo objected.", "COG"),
        ("Kinshasa is far, but Congo objected.", "COD"),
        ("Guinea-Bissau objected to Guinea.", "GNB GIN"),
        ("Niger is not Nigeria.", "NER NGA"),
        ("Turkey objected.", "TUR"),
        ("The Latin American states objected.", ""),
        ("Prices in US$ rose.", ""),
        ("A pro-Russian crowd came.", ""),
        ("Mali and Chad objected.", "MLI TCD"),
        ("North Korean missile launches went on.", "PRK"),
        ("Relations of the South Korean-Japanese sort.", "KOR JPN"),
        ("North and South Korea objected.", "PRK KOR"),
    ],
)
def test_within_finds_what_is_named(resolver: Build, text: str, countries: str) -> None:
    found = [actor.country for actor in resolver(text).within(0, len(text))]
    assert found == countries.split()


def test_a_capital_after_in_is_a_place(resolver: Build) -> None:
    text = "They met in Oslo. Oslo paid."
    found = resolver(text)
    assert found.within(0, 17) == ()
    assert "place" in found.phrase(12, 16)[0].via
    assert found.phrase(18, 22)[0].sector == "GOV"


def test_members_are_those_of_the_day(resolver: Build) -> None:
    early, late = (resolver("NATO grew.", published=date(year, 6, 1)).phrase(0, 4)[0] for year in (2019, 2024))
    assert set(late.members or ()) - set(early.members or ()) == {"MKD", "FIN", "SWE"}


def test_overlays_add_names(tmp_path_factory: pytest.TempPathFactory) -> None:
    from servanda.actors.tables import Tables

    folder = tmp_path_factory.mktemp("overlay")
    header = "org_id,name,aliases,kind,plover,sector,qid,source\n"
    (folder / "organisations.csv").write_text(header + "SEVENSEAS,Seven Seas Pact,SSP,format,IGO,,,test\n")
    hits = Gazetteer(Tables((folder,))).names("The Seven Seas Pact grew.")
    assert [hit.meanings[0].actor_id for hit in hits] == ["SEVENSEAS"]
