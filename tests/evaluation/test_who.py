"""Actors are compared as sets of countries and organisations."""

from datetime import date

import pytest

from servanda.evaluation.who import likeness, marked, said, same
from servanda.model import Actor

DAY = date(2022, 5, 20)
USA = Actor(name="Washington", country="USA")
KOREA = Actor(name="Seoul", country="KOR")
SOMEBODY = Actor(name="our partners")


def right(gold: list[str], found: list[Actor], on: date = DAY) -> bool:
    return same(marked(gold, on), said(found, on))


@pytest.mark.parametrize(
    "name", ["KOR", "South Korea", "Yoon(South Korea)", "Park (KOR)", "Republic of Korea", "the Republic of Korea"]
)
def test_a_country_goes_by_many_names(name: str) -> None:
    assert right([name], [KOREA])
    assert not right([name], [USA])


def test_order_and_repetition_do_not_matter() -> None:
    assert right(["USA", "KOR"], [KOREA, USA, KOREA])
    assert not right(["USA", "KOR"], [KOREA])
    assert not right(["USA"], [KOREA, USA])


@pytest.mark.parametrize("found", [[], [SOMEBODY]])
@pytest.mark.parametrize("gold", [[], ["?"], ["?the partners", "?others"]])
def test_nothing_resolved_is_right_where_no_reader_could_resolve(gold: list[str], found: list[Actor]) -> None:
    assert right(gold, found)
    assert not right(gold, [*found, USA])


def test_of_mixed_actors_the_resolved_ones_count() -> None:
    assert right(["USA", "?partners"], [USA])
    assert right(["USA"], [USA, SOMEBODY])


def test_a_collective_equals_its_members_of_the_day() -> None:
    quad = Actor(name="the Quad", actor_id="QUAD", members=("AUS", "IND", "JPN", "USA"))
    four = [Actor(name=code, country=code) for code in ("AUS", "IND", "JPN", "USA")]
    assert right(["Quad"], [quad])
    assert right(["Quad"], four)
    assert right(["AUS", "IND", "JPN", "USA"], [quad])
    assert not right(["Quad"], four[:3])


def test_members_are_those_of_the_documents_day() -> None:
    finland = Actor(name="Finland", country="FIN")
    allies = Actor(name="NATO", actor_id="NATO")
    assert right(["NATO", "FIN"], [allies], date(2024, 1, 1))
    assert not right(["NATO", "FIN"], [allies], date(2022, 1, 1))
    assert not right(["NATO"], [allies, finland], date(2022, 1, 1))


@pytest.mark.parametrize(
    "actor",
    [
        Actor(name="the Union", actor_id="EU"),
        Actor(name="Brussels", country="EUR"),
        Actor(name="the Commission", actor_id="EC", country="EUR"),
    ],
)
@pytest.mark.parametrize("gold", ["EU", "European Commission", "European Union"])
def test_organs_of_the_union_count_as_the_union(gold: str, actor: Actor) -> None:
    assert right([gold], [actor])


def test_organs_of_the_united_nations_count_as_the_organisation_but_agencies_do_not() -> None:
    council = Actor(name="the Security Council", actor_id="UNSC", country="UNO")
    assert right(["UN"], [council])
    assert not right(["UN"], [Actor(name="WHO", actor_id="WHO", country="UNO")])


def test_an_organisation_of_a_country_equals_that_country() -> None:
    movement = Actor(name="Hamas", actor_id="HAMAS", country="PSE")
    assert right(["Hamas"], [movement])
    assert right(["PSE"], [movement])


def test_an_unknown_name_must_be_among_the_open_actors() -> None:
    assert right(["Fjordbyte Ltd"], [Actor(name="the firm Fjordbyte Ltd")])
    assert not right(["Fjordbyte Ltd"], [SOMEBODY])
    assert not right(["Fjordbyte Ltd"], [])


def test_likeness_is_the_share_of_common_keys() -> None:
    assert likeness(marked(["USA", "KOR"]), said([USA])) == 0.5
    assert likeness(marked([]), said([])) == 1.0
    assert likeness(marked(["USA"]), said([KOREA])) == 0.0
