"""The tables' own sentences, and what words come to."""

import pytest

from servanda.linking.stems import stem
from servanda.linking.tables import Claim, Concept, Family, actions, concepts, general
from servanda.linking.vocabulary import act_words, domains
from servanda.linking.words import tokens, units


@pytest.mark.parametrize("concept", concepts(), ids=lambda concept: concept.id)
def test_a_concept_is_found_in_its_sentence(concept: Concept) -> None:
    assert f"={concept.id}" in {unit.label for unit in units(concept.example)}


@pytest.mark.parametrize("family", actions().families.values(), ids=lambda family: family.id)
def test_a_family_is_found_in_its_sentence(family: Family) -> None:
    stems = [token.stem for token in tokens(family.example)]
    windows = (tuple(stems[at : at + size]) for at in range(len(stems)) for size in (1, 2, 3))
    assert family.id in {act_words().get(window) for window in windows}


@pytest.mark.parametrize("claim", general().claims, ids=lambda claim: claim.id)
def test_a_claim_is_found_in_its_sentence(claim: Claim) -> None:
    from servanda.linking.claims import claim as read

    assert read([claim.example]) == claim.id


def test_families_name_families() -> None:
    families = actions().families
    assert {name for row in families.values() for name in (*row.kin, *row.opposite)} <= set(families)


def test_concepts_are_parts_of_concepts() -> None:
    names = {concept.id for concept in concepts()}
    assert {up for concept in concepts() for up in concept.within} <= names


def test_concepts_name_fields() -> None:
    assert {concept.domain for concept in concepts()} | {"security"} <= {*general().domains}
    assert domains()["=vaccines"] == "health"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("defence", "defense"),
        ("programmes", "program"),
        ("normalised", "normalization"),
        ("committed", "commitment"),
        ("policies", "policy"),
        ("negotiated", "negotiations"),
        ("sent", "send"),
        ("deterrence", "deter"),
        ("manoeuvres", "maneuver"),
    ],
)
def test_one_stem_for_one_word(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("policy", "police"), ("important", "import"), ("general", "generate")])
def test_two_stems_for_two_words(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a larger defence budget", "more military spending"),
        ("naval drills", "exercises at sea"),
        ("commitment to defend the islands", "security guarantees"),
        ("relief supplies", "humanitarian assistance"),
    ],
)
def test_two_names_of_one_object(one: str, other: str) -> None:
    found = [{unit.label for unit in units(words) if unit.kind == "concept"} for words in (one, other)]
    assert found[0] & found[1]


def test_names_are_no_objects() -> None:
    kinds = {unit.label: unit.kind for unit in units("the ferry between Hanoi and Darwin")}
    assert kinds == {"ferry": "word", "^hanoi": "name", "^darwin": "name"}
