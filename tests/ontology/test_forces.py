"""The forces: the model's nine, each with sentences of its own and near misses."""

from copy import deepcopy

import pytest

from servanda.model import FORCES, ITEM_FORCES
from servanda.ontology.forces import forces, read, strength_labels
from servanda.ontology.tables import CodebookError, load_yaml


def test_the_forces_are_the_models() -> None:
    assert tuple(forces()) == FORCES
    assert {force for force, entry in forces().items() if entry.item} == ITEM_FORCES


@pytest.mark.parametrize("force", FORCES)
def test_each_has_five_sentences_and_three_near_misses(force: str) -> None:
    entry = next(entry for entry in forces().values() if entry.force == force)
    assert len(entry.examples) >= 5
    assert len(entry.near) >= 3
    assert all(near.force != force and near.why for near in entry.near)


def test_no_sentence_is_used_twice() -> None:
    sentences = [(e.text, e.kind) for entry in forces().values() for e in (*entry.examples, *entry.near)]
    assert len(sentences) == len(set(sentences))


def test_only_pledges_have_a_ladder() -> None:
    assert [force for force, entry in forces().items() if entry.strength] == ["pledge"]
    assert strength_labels() == {5: "firm", 4: "renewed", 3: "intended", 2: "backed", 1: "named"}


def test_a_rung_of_the_ladder_has_its_verbs_once() -> None:
    verbs = [verb for rung in forces()["pledge"].strength for verb in rung.verbs]
    assert len(verbs) == len(set(verbs))


@pytest.mark.parametrize(
    ("force", "event"),
    [("deed", "act"), ("agreement", "AGREE"), ("pledge", "AGREE"), ("demand", "REQUEST"), ("refusal", "REJECT")],
)
def test_events_by_rule(force: str, event: str) -> None:
    assert next(entry.event for entry in forces().values() if entry.force == force) == event


def test_advice_and_views_are_no_events() -> None:
    silent = {force for force, entry in forces().items() if entry.event is None}
    assert silent == {"recommendation", "expectation", "assessment"}


def test_a_near_miss_needs_a_reason() -> None:
    rows = deepcopy(load_yaml("forces.yaml"))
    rows["forces"]["deed"]["near"][0]["why"] = ""
    with pytest.raises(CodebookError, match=r"forces.yaml, deed: a near miss needs another force, and why"):
        read(rows)


def test_a_force_with_too_few_sentences_is_found() -> None:
    rows = deepcopy(load_yaml("forces.yaml"))
    rows["forces"]["pledge"]["examples"].pop()
    with pytest.raises(CodebookError, match=r"forces.yaml, pledge: five examples are needed, 4 are there"):
        read(rows)
