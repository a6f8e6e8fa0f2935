"""Names of actors as news, briefs and communiques write them, with the country and the PLOVER sector they stand for.

`strings_development.csv` showed what the tables lacked; so did `strings_later.csv` and `strings_last.csv` once each had
been measured. `strings_kept_aside.csv` only measures. `|` parts answers that are both right, `+` the countries that
several words mean, `*` leaves the sector open.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from servanda.actors import Gazetteer, gazetteer, resolve_name

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def own() -> Gazetteer:
    return gazetteer(())


def _wrong(row: dict[str, str], own: Gazetteer) -> bool:
    found = resolve_name(row["text"], row["context"] or None, date.fromisoformat(row["date"]), own)
    countries = row["country"].replace("+", "|").split("|")
    sectors = row["sector"].split("|")
    return (found.country or "") not in countries or (row["sector"] != "*" and (found.sector or "") not in sectors)


@pytest.mark.parametrize(
    ("name", "share"), [("development", 0.98), ("kept_aside", 0.96), ("later", 0.96), ("last", 0.95)]
)
def test_most_names_have_the_right_country_and_sector(own: Gazetteer, name: str, share: float) -> None:
    with (HERE / f"strings_{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = [row["text"] for row in rows if _wrong(row, own)]
    assert len(wrong) <= (1 - share) * len(rows), wrong


def test_words_for_several_countries_tell_them_all(own: Gazetteer) -> None:
    context = "Iran and Saudi Arabia will reopen embassies, and both countries will name ambassadors."
    assert resolve_name("both countries", context, date(2023, 3, 10), own).members == ("IRN", "SAU")


@pytest.mark.parametrize(
    ("text", "context", "country", "sector"),
    [
        ("the bloc", "The European Union met, and the bloc froze their assets.", "EUR", None),
        ("the company", "Eskom cut supplies because the company lacks coal.", "ZAF", "BUS"),
        ("the island", "Missiles flew over Taiwan, and the island raised its alert.", "TWN", None),
        ("the army", "Mali is tense. On Friday the army took over the airport.", "MLI", "MIL"),
        ("the island", "Missiles flew over Russia, and the island raised its alert.", None, None),
    ],
)
def test_descriptions_recall_what_was_named(
    own: Gazetteer, text: str, context: str, country: str | None, sector: str | None
) -> None:
    found = resolve_name(text, context, date(2022, 8, 4), own)
    assert (found.country, found.sector) == (country, sector)


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        ("the Brazilian Supreme Court", "BRA", "JUD"),
        ("the Supreme Court of Kenya", "KEN", "JUD"),
        ("South Korea's Joint Chiefs of Staff", "KOR", "MIL"),
        ("rebel commanders", None, "REB"),
        ("a Bolivian union leader", "BOL", "LAB"),
        ("Bavaria's premier", "DEU", "GOV"),
        ("Catalan lawmakers", "ESP", "LEG"),
    ],
)
def test_words_beside_a_name_decide(own: Gazetteer, text: str, country: str | None, sector: str) -> None:
    found = resolve_name(text, on=date(2022, 8, 4), gazetteer=own)
    assert (found.country, found.sector) == (country, sector)


def test_the_head_of_a_part_is_not_the_head_of_the_country(own: Gazetteer) -> None:
    found = resolve_name("Bavaria's premier", on=date(2022, 8, 4), gazetteer=own)
    assert "Scholz" not in f"{found.name}"
