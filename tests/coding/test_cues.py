"""Every family of cue words is coded as its examples say, and its near misses are not."""

from importlib.resources import files

import pytest
import yaml

FAMILIES = yaml.safe_load(files("servanda.coding").joinpath("patterns", "cues.yaml").read_text(encoding="utf-8"))[
    "cues"
]


@pytest.mark.parametrize(
    ("family", "sentence"),
    [(f, s) for f in FAMILIES for s in f["examples"]],
    ids=lambda v: v["id"] if isinstance(v, dict) else None,
)
def test_examples_are_coded_with_the_force_of_their_family(coded, family, sentence):
    found = [s for s in coded(sentence) if s.force == family["force"]]
    assert found, f"no {family['force']} in: {sentence}"
    assert all(actor.resolved for s in found for actor in s.actors)
    if family.get("act"):
        assert found[0].act == family["act"]


@pytest.mark.parametrize(
    ("family", "sentence"),
    [(f, s) for f in FAMILIES for s in f["near"]],
    ids=lambda v: v["id"] if isinstance(v, dict) else None,
)
def test_near_misses_are_not(coded, family, sentence):
    assert not [s for s in coded(sentence) if s.force == family["force"] and s.rule.endswith(family["id"])]
