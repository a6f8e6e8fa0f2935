"""Rule files: the packaged one, files of one's own, and what is wrong with a wrong one."""

from datetime import date

import pytest

from servanda.ontology.rules import allowed, rules, shown, suggested
from servanda.ontology.scales import scale

OWN = """
id: own
version: 3
scale: g7rg
label: by our guideline
guideline: {1: done, 0: begun, -1: nothing}
rules: [{score: 1, done: 5}, {score: 0, steps: 3}, {score: -1}]
commitments:
  P2: {rules: [{score: 1, done: 1}], cycle: {name: long, end: 2030-01-01}}
  "spring · P3": {guideline: {1: paid}}
"""


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(OWN.replace("version: 3", 'version: "3"'), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("done", "steps", "contrary", "score"), [(0, 0, 0, -1), (0, 2, 0, 0), (1, 0, 0, 1), (3, 3, 1, -1)]
)
def test_the_packaged_rules_suggest(done, steps, contrary, score):
    found = rules()
    assert found.label.startswith("mapped to")
    assert set(found.guideline) == {"1", "0", "-1"}
    assert suggested(found.of("any", "P1"), done, steps, contrary).score == score


def test_a_commitment_has_its_own_rules_guideline_or_cycle(own):
    found = rules(own)
    assert suggested(found.of("spring", "P1"), 4, 3, 0).score == 0
    assert suggested(found.of("spring", "P2"), 1, 0, 0).score == 1
    assert suggested(found.of("spring", "P2"), 0, 0, 0).score is None
    assert found.of("spring", "P2").cycle.end == date(2030, 1, 1)
    assert found.of("spring", "P3").guideline == {"1": "paid"}
    assert found.of("autumn", "P3").guideline["1"] == "done"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OWN, "version"),
        (OWN.replace("version: 3", "version: '3'").replace("scale: g7rg", "scale: stars"), "There is no scale 'stars'"),
        (OWN.replace("version: 3", "version: '3'").replace("done: 5", "done: many"), "rules.0.done"),
        (OWN.replace("version: 3", "version: '3'").replace("end: 2030", "start: 2031-01-01, end: 2030"), "ends before"),
        ("[1, 2", "not YAML"),
        ("just words", "the file"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path, text, said):
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        rules(path)
    with pytest.raises(ValueError, match="There is no rule file"):
        rules(tmp_path / "none.yaml")


def test_what_a_coder_may_give():
    assert allowed(scale("g7rg")) == ("+1", "0", "-1", "n/a")
    assert "Promise Kept" in allowed(scale("politifact"))
    assert [shown(score) for score in (1, 0.0, -1, None)] == ["+1", "0", "-1", "n/a"]
