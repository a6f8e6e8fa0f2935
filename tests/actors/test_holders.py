"""Office holders as of a day."""

from collections.abc import Callable
from datetime import date

import pytest

from servanda.actors import Gazetteer, Resolver, resolve_name
from servanda.model import Actor

Ask = Callable[..., tuple[Actor, ...]]


@pytest.mark.parametrize(
    ("name", "day", "country", "sector", "word"),
    [
        ("Shinzo Abe", "2019-03-01", "JPN", "GOV", "in office"),
        ("Shinzo Abe", "2021-03-01", "JPN", "ELI", "former"),
        ("Yoon Suk-yeol", "2022-05-01", "KOR", "GOV", "not yet in office"),
        ("Xi Jinping", "2024-05-01", "CHN", "GOV", "not checked so late"),
        ("Shinzo Abe", None, "JPN", "GOV", "no date"),
        ("former President Moon Jae-in", "2022-05-01", "KOR", "ELI", "former"),
    ],
)
def test_terms_decide(tables: Gazetteer, name: str, day: str | None, country: str, sector: str, word: str) -> None:
    found = resolve_name(name, on=date.fromisoformat(day) if day else None, gazetteer=tables)
    assert (found.country, found.sector) == (country, sector)
    assert word in found.via


def test_after_the_last_check_a_title_gives_the_country_and_leaves_the_person_open(ask: Ask) -> None:
    (actor,) = ask("The Chinese president spoke.", "The Chinese president", published=date(2024, 1, 1))
    assert (actor.country, actor.sector, actor.actor_id) == ("CHN", "GOV", None)
    assert "stays open" in actor.via


def test_without_a_date_a_title_leaves_the_person_open(ask: Ask) -> None:
    (actor,) = ask("The French president spoke.", "The French president", published=None)
    assert (actor.country, actor.actor_id) == ("FRA", None)


def test_a_holder_without_a_wikidata_id_is_known_by_the_office(ask: Ask) -> None:
    (actor,) = ask("Zarif spoke.", "Zarif", published=date(2020, 1, 1))
    assert actor.actor_id == "office:IRN:foreign_minister"


def test_the_day_tells_bearers_of_a_surname_apart(ask: Ask) -> None:
    for year, name in ((2002, "John Hipkins"), (2023, "Chris Hipkins")):
        assert ask("Hipkins spoke.", "Hipkins", published=date(year, 6, 1))[0].name == name


def test_a_full_name_in_the_document_tells_them_apart(ask: Ask) -> None:
    text = "John Hipkins retired long ago. Hipkins was liked."
    assert ask(text, "Hipkins", published=None)[0].name == "John Hipkins"


def test_no_person_of_the_tables_is_ambiguous_with_himself() -> None:
    from servanda.actors import gazetteer

    for day in (date(2022, 6, 1), date(2024, 7, 1)):
        found = resolve_name("President Yoon Suk Yeol of the Republic of Korea", on=day, gazetteer=gazetteer())
        assert found.actor_id is not None


def test_a_shared_surname_without_a_day_stays_open(ask: Ask) -> None:
    (actor,) = ask("Hipkins was liked.", "Hipkins", published=None)
    assert not actor.resolved
    assert "Chris Hipkins or John Hipkins" in actor.via


def test_a_month_is_no_prime_minister(resolver: Callable[..., Resolver]) -> None:
    text = "In May the talks began. Theresa May joined; May was late."
    day = date(2018, 6, 1)
    assert resolver("In May the talks began.", published=day).within(0, 23) == ()
    assert [a.name for a in resolver(text, published=day).within(24, 50)] == ["Theresa May"]


def test_a_surname_in_no_table_is_found_by_its_title(ask: Ask) -> None:
    facts = {"published": date(2018, 6, 1)}
    assert ask("Talks with Prime Minister May began.", "Prime Minister May", **facts)[0].name == "Theresa May"


def test_a_first_name_that_is_a_holders_surname_misleads_nobody(ask: Ask) -> None:
    (actor,) = ask("Talks with Prime Minister Macron Al-Hadi of Iraq began.", "Prime Minister Macron Al-Hadi of Iraq")
    assert (actor.name, actor.country) == ("Macron Al-Hadi", "IRQ")


def test_a_relative_is_not_the_holder(ask: Ask) -> None:
    text = "The lawyer of Robert Biden spoke."
    assert "Joe Biden" not in [actor.name for actor in ask(text, "Robert Biden")]


def test_the_person_found_by_the_recogniser_wins_over_a_shared_surname(resolver: Callable[..., Resolver]) -> None:
    text = "Robert Biden spoke."
    (actor,) = resolver(text, names=[(0, 12, "PERSON")]).phrase(0, 12)
    assert actor.name == "Robert Biden"
    assert not actor.resolved
