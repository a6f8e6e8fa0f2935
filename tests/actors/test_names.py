"""One name on its own: `servanda actor`."""

from datetime import date

import pytest

from servanda.actors import Gazetteer, resolve_name


@pytest.mark.parametrize(
    ("text", "country", "sector", "rest"),
    [
        ("Tuareg rebels", None, "REB", ""),
        ("the Kremlin", "RUS", "GOV", ""),
        ("Iranian Foreign Minister Mohammad Javad Zarif", "IRN", "GOV", ""),
        ("the Supreme Court of India", "IND", "JUD", ""),
        ("Hamas", "PSE", "REB", ""),
        ("the Bundestag", "DEU", "LEG", ""),
        ("Iran's parliament", "IRN", "LEG", ""),
        ("Peruvian miners", "PER", "LAB", ""),
        ("the Saudi embassy's garden", "SAU", "GOV", "garden"),
        ("a Kyrgyz journalist", "KGZ", "JRN", ""),
    ],
)
def test_names(tables: Gazetteer, text: str, country: str | None, sector: str, rest: str) -> None:
    found = resolve_name(text, on=date(2020, 1, 1), gazetteer=tables)
    assert (found.country, found.sector, found.rest) == (country, sector, rest)


def test_an_international_ngo_has_its_plover_code(tables: Gazetteer) -> None:
    assert resolve_name("Amnesty International", gazetteer=tables).country == "NGO"


def test_a_sector_may_change_with_the_day(tables: Gazetteer) -> None:
    days = (date(2019, 1, 1), date(2022, 1, 1))
    assert [resolve_name("the Taliban", on=day, gazetteer=tables).sector for day in days] == ["REB", "GOV"]


def test_a_context_resolves_what_the_name_alone_cannot(tables: Gazetteer) -> None:
    alone = resolve_name("his administration", on=date(2022, 6, 1), gazetteer=tables)
    told = resolve_name("his administration", "Macron spoke, and his administration paid.", date(2022, 6, 1), tables)
    assert (alone.country, told.country) == (None, "FRA")


def test_a_name_inside_a_longer_one_in_the_context_is_not_it(tables: Gazetteer) -> None:
    assert resolve_name("Sudan", "South Sudan left Sudan.", gazetteer=tables).country == "SDN"


@pytest.mark.parametrize("text", ["", "  ", "Zzyzx", "…", "18 of them"])
def test_the_unknown_stays_unknown(tables: Gazetteer, text: str) -> None:
    found = resolve_name(text, gazetteer=tables)
    assert (found.country, found.actor_id) == (None, None)
    assert found.via
