"""The sentences of the codebook: enough for every entry, each in one place, with codes that exist."""

import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from servanda.ontology.forces import forces
from servanda.ontology.plover import plover
from servanda.ontology.sentences import read, sentences
from servanda.ontology.tables import CodebookError, load_yaml

PACKAGE = Path(__file__).parents[2] / "src" / "servanda"


@pytest.fixture
def rows() -> dict[str, Any]:
    return deepcopy(load_yaml("plover_sentences.yaml"))


def test_every_entry_of_the_codebook_has_five_sentences_and_three_near_misses() -> None:
    entries = sentences().entries
    assert len(entries) == 16 + 67 + 37 + 4
    assert all(len(entry.examples) >= 5 and len(entry.near) >= 3 for _, entry in entries)
    assert all(near.code != name and near.why.endswith(".") for name, entry in entries for near in entry.near)


def test_no_sentence_stands_twice() -> None:
    texts = [text for _, entry in sentences().entries for text in entry.texts]
    texts += [example.text for entry in forces().values() for example in (*entry.examples, *entry.near)]
    assert len(texts) == len(set(texts))
    assert all(text[0].isupper() and text.endswith(".") for _, entry in sentences().entries for text in entry.texts)


def test_events_and_modes_name_both_parties_and_contexts_none() -> None:
    found = sentences()
    acts = [example for part in (found.events, found.modes) for entry in part.values() for example in entry.examples]
    assert all(example.source and example.source in example.text for example in acts)
    assert all(example.target and example.target in example.text for example in acts)
    others = (*found.contexts.values(), *found.auxiliary.values())
    assert not any(example.source or example.target for entry in others for example in entry.examples)


def test_no_mark_of_the_page_stands_in_a_sentence() -> None:
    texts = [text for _, entry in sentences().entries for text in entry.texts]
    assert not [text for text in texts if set("|*`[]") & set(text)]


def test_a_sentence_too_few_is_found(rows: dict[str, Any]) -> None:
    rows["modes"]["COERCE"]["arrest"]["examples"].pop()
    with pytest.raises(
        CodebookError, match=r"plover_sentences.yaml, COERCE arrest: 5 examples are needed, 4 are there"
    ):
        read(rows)


def test_a_near_miss_too_few_is_found(rows: dict[str, Any]) -> None:
    rows["contexts"]["cyber"]["near"].pop()
    with pytest.raises(CodebookError, match=r"plover_sentences.yaml, cyber: 3 near misses are needed, 2 are there"):
        read(rows)


@pytest.mark.parametrize(
    ("part", "name", "code"),
    [
        ("events", "AID", "FIGHT"),
        ("events", "AID", "COERCE ban"),
        ("contexts", "cyber", "AID"),
        ("auxiliary", "future", "past"),
    ],
)
def test_an_unknown_code_is_found(rows: dict[str, Any], part: str, name: str, code: str) -> None:
    rows[part][name]["near"][0]["code"] = code
    with pytest.raises(CodebookError, match=rf"plover_sentences.yaml, {name}: there is no code '{code}'"):
        read(rows)


def test_a_near_miss_with_the_entrys_own_code_is_found(rows: dict[str, Any]) -> None:
    rows["contexts"]["cyber"]["near"][0]["code"] = "cyber"
    with pytest.raises(CodebookError, match=r"plover_sentences.yaml, cyber: a near miss needs another code, and why"):
        read(rows)


def test_a_near_miss_with_a_mode_of_the_event_itself_is_found(rows: dict[str, Any]) -> None:
    rows["events"]["COERCE"]["near"][0]["code"] = "COERCE arrest"
    with pytest.raises(CodebookError, match=r"plover_sentences.yaml, COERCE: a near miss has the event's own root"):
        read(rows)


def test_a_sentence_that_stands_twice_is_found(rows: dict[str, Any]) -> None:
    text = forces()["deed"].examples[0].text
    rows["contexts"]["military"]["examples"][0] = text
    with pytest.raises(CodebookError, match=r"plover_sentences.yaml, military: the sentence stands twice"):
        read(rows)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"target": None}, "a source and a target are needed"),
        ({"target": "Peru"}, "'Peru' is needed once in the sentence, not 0 times"),
        ({"target": "i"}, "'i' is needed once in the sentence, not 0 times"),
        ({"source": "Oslo", "text": "Oslo lent Kenya boats that Oslo had built."}, "not 2 times"),
        ({"source": "the king of Kenya", "text": "Boats were lent by the king of Kenya."}, "source and target overlap"),
    ],
)
def test_a_party_that_is_not_clear_is_found(rows: dict[str, Any], fields: dict[str, Any], told: str) -> None:
    row = {"text": "Oslo lent Kenya two boats.", "source": "Oslo", "target": "Kenya"} | fields
    rows["events"]["AID"]["examples"][0] = row
    with pytest.raises(CodebookError, match=told):
        read(rows)


def test_an_entry_that_the_codebook_lacks_is_found(rows: dict[str, Any]) -> None:
    rows["modes"]["COERCE"]["ban"] = rows["modes"]["COERCE"].pop("censor")
    with pytest.raises(CodebookError, match=r"plover_sentences.yaml, modes: the entries and their order are not those"):
        read(rows)


def test_nothing_in_the_package_reads_the_sentences() -> None:
    readers = [path.name for path in PACKAGE.rglob("*.py") if "ontology.sentences" in path.read_text(encoding="utf-8")]
    assert not readers


def test_the_codebooks_are_not_read_at_the_start() -> None:
    code = "import sys, servanda, servanda.cli, servanda.pipeline; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "servanda.pipeline" in done.stdout.split()
    assert "servanda.ontology.sentences" not in done.stdout.split()


def test_the_codebook_has_modes_written_with_their_event() -> None:
    assert tuple(sentences().modes) == tuple(f"{root} {mode.name}" for root, mode in plover().modes)
