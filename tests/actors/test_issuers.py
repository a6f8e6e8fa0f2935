"""Who speaks in a document's own voice."""

from collections.abc import Callable

import pytest

from servanda.actors import Resolver

Build = Callable[..., Resolver]


@pytest.mark.parametrize(
    ("publisher", "country"),
    [
        ("The White House", "USA"),
        ("Türkiye", "TUR"),
        ("Korea, Democratic People's Republic of", "PRK"),
        ("Tanzania, United Republic of", "TZA"),
        ("Holy See (Vatican City State)", "VAT"),
        ("Congo, The Democratic Republic of the", "COD"),
        ("Congo", "COG"),
        ("Ministry of Foreign Affairs of Japan", "JPN"),
        ("U.S. Department of State", "USA"),
        ("European Union", "EUR"),
    ],
)
def test_publishers_speak_for_their_country(resolver: Build, publisher: str, country: str) -> None:
    (author,) = resolver("We will act.", publisher=publisher).author()
    assert author.country == country


@pytest.mark.parametrize("publisher", ["Council on Foreign Relations", "China Daily", "The Straits Times"])
def test_a_society_or_a_paper_of_a_country_does_not_speak_for_it(resolver: Build, publisher: str) -> None:
    assert not any(actor.resolved for actor in resolver("We will act.", publisher=publisher).author())


@pytest.mark.parametrize(
    "publisher", ["The Norwegian Society for Ships", "PISM (Polish Institute of International Affairs)", None]
)
def test_a_think_tank_speaks_for_no_country(resolver: Build, publisher: str | None) -> None:
    found = resolver("We advise more.", publisher=publisher)
    assert [actor.resolved for actor in (*found.author(), *found.phrase(0, 2))] == [False, False]


@pytest.mark.parametrize(
    ("title", "countries"),
    [
        ("Norway-Chile Leaders’ Joint Statement", "NOR CHL"),
        ("United States-Republic of Korea Joint Declaration", "USA KOR"),
        ("Joint Statement by President Biden and Chancellor Scholz on Peru", "USA DEU"),
        ("Joint Statement from the United States, Egypt, and Qatar", "USA EGY QAT"),
        ("Joint Statement of the Leaders of Japan and Peru on the War in Sudan", "JPN PER"),
        ("Quad Joint Leaders' Statement", "QUAD"),
        ("G7 Leaders’ Statement", "G7"),
        ("Joint Statement by President Biden and President von der Leyen", "USA EUR"),
    ],
)
def test_the_title_names_the_signatories(resolver: Build, title: str, countries: str) -> None:
    found = resolver("We will act.", title=title, kind="joint_statement", publisher="The White House")
    assert [a.actor_id if a.members else a.country for a in found.signatories()] == countries.split()
    assert [a.actor_id if a.members else a.country for a in found.phrase(0, 2)] == countries.split()


def test_else_the_first_paragraph_names_them(resolver: Build) -> None:
    text = "The leaders of Australia, India and Chile met today. We will act."
    found = resolver(text, title="Joint Statement on the Sea", kind="joint_statement", publisher="The White House")
    assert [actor.country for actor in found.signatories()] == ["AUS", "IND", "CHL"]


def test_a_government_speaks_of_its_own_organs(resolver: Build) -> None:
    text = "The Department will pay, the Administration will check and the President will sign."
    found = resolver(text, publisher="The White House", kind="fact_sheet")
    for phrase, name in (
        ("The Department", "United States"),
        ("the Administration", "United States"),
        ("the President", "Joe Biden"),
    ):
        start = text.index(phrase)
        assert [a.name for a in found.phrase(start, start + len(phrase))] == [name]


def test_signatories_fall_back_on_the_publisher(resolver: Build) -> None:
    assert [a.country for a in resolver("Aid will flow.", publisher="Norway", kind="speech").signatories()] == ["NOR"]


ADVICE = (
    "Washington has waited too long. President Biden should call Oslo. The White House should speak of the reef. "
    "Norway may answer. The administration should not wait. The Secretary of State should travel."
)


def test_a_text_by_nobody_s_government_speaks_to_the_one_that_acts_most_in_it(resolver: Build) -> None:
    found = resolver(ADVICE, publisher="Reef Institute", kind="brief")
    assert [actor.country for actor in found.audience()] == ["USA"]
    for words in ("The administration", "The Secretary of State"):
        at = ADVICE.index(words)
        assert [actor.country for actor in found.phrase(at, at + len(words))] == ["USA"]


def test_where_two_governments_act_as_much_it_speaks_to_neither(resolver: Build) -> None:
    text = "Norway should wait. Chile should wait. Norway should ask. Chile should ask. The administration should act."
    found = resolver(text, publisher="Reef Institute", kind="brief")
    assert found.audience() == ()
    at = text.index("The administration")
    assert not any(actor.resolved for actor in found.phrase(at, at + 18))


@pytest.mark.parametrize(
    ("title", "kind", "countries"),
    [
        ("FACT SHEET: U.S.-Norway Shipping Council", "fact_sheet", "USA NOR"),
        ("FACT SHEET: Quad Leaders on Reefs", "fact_sheet", "QUAD"),
        ("FACT SHEET: The G20 Summit", "fact_sheet", ""),
        ("FACT SHEET: Norway-Chile Fisheries", "fact_sheet", ""),
        ("Remarks on U.S.-Norway Shipping", "speech", ""),
    ],
)
def test_a_fact_sheet_may_speak_for_a_few(resolver: Build, title: str, kind: str, countries: str) -> None:
    found = resolver("New steps were taken.", title=title, kind=kind, publisher="The White House").partners()
    assert {actor.actor_id or actor.country for actor in found} == set(countries.split())
