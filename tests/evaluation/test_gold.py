"""The project's own gold and the worked example, where their texts are at hand."""

import re
from pathlib import Path

import pytest
from evaluation_values import echo

from servanda.evaluation import Gold, GoldError, evaluate, read_gold
from servanda.evaluation.read import lines

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / "gold" / "dev", ROOT / "gold" / "test", ROOT.parent / "shared" / "seeds" / "gold"]


def load(folder: Path) -> Gold:
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here")
    try:
        return read_gold(folder)
    except GoldError as error:
        if "corpus" not in str(error):
            raise
        pytest.skip(str(error))


@pytest.mark.shared
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_gold_against_itself_is_right(folder: Path) -> None:
    gold = load(folder)
    texts = {each.name: each.text for each in gold.documents}
    figures = evaluate(gold, lambda name, text, _: [echo(one, texts[name]) for one in gold.of(name)]).figures()
    assert figures["statements"]["recall"] == 1.0
    assert figures["statements"]["precision"] == 1.0
    assert figures["force"]["accuracy"] == 1.0
    assert figures["of_found"]["root"]["right"] == 1.0
    assert figures["extra_events"]["statements"] == 0
    assert figures["of_found"]["bearers"]["right"] == 1.0


@pytest.mark.parametrize("folder", FOLDERS[:2], ids=lambda folder: folder.name)
def test_the_projects_gold_holds_no_text(folder: Path) -> None:
    for row in lines(folder / "statements.jsonl"):
        words = [*row["actors"], *row["recipients"], row["speaker"] or ""]
        assert not any(re.match(r"\?.", word) or len(word) > 60 for word in words), row["id"]
        assert set(row) <= {
            *("id", "doc", "start", "end", "force", "core", "polarity", "actors", "recipients", "speaker"),
            *("event", "act", "trigger", "cue", "when", "deadline", "condition"),
        }
    for row in lines(folder / "docs.jsonl"):
        assert "text" not in row


def test_no_document_is_in_both_parts() -> None:
    development, test = ({row["id"] for row in lines(folder / "docs.jsonl")} for folder in FOLDERS[:2])
    assert not development & test
