"""Gold from folders: the contract's names, older names, texts beside it or in a corpus."""

import gzip
import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from evaluation_values import DOCUMENT, NAME, TEXT, place

from servanda.evaluation import GoldError, Period, read_gold
from servanda.evaluation.counts import counts

START, END = place("Norland pledged to open two ports")
ROW = {
    "id": "a1",
    "doc": NAME,
    "start": START,
    "end": END,
    "force": "pledge",
    "core": True,
    "actors": ["NOR"],
    "recipients": ["?"],
    "speaker": "NOR",
    "event": "AGREE",
    "act": "RETREAT",
    "when": {"start": None, "end": "2024-12-31"},
}
HASH = sha256(TEXT.encode()).hexdigest()
DOC = {"id": NAME, "corpus": "news", "sha256": HASH, "title": "Talks", "published": "2023-05-05", "genre": "news"}


def write(path: Path, *rows: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def corpus(folder: Path, text: str = TEXT) -> Path:
    folder.mkdir(parents=True)
    with gzip.open(folder / "news.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps({"id": "other", "text": "x"}) + "\n" + json.dumps({"id": NAME, "text": text}) + "\n")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "project" / "gold" / "dev"
    write(made / "docs.jsonl", DOC)
    write(made / "statements.jsonl", ROW)
    return made


def test_texts_come_from_beside_the_gold(folder: Path) -> None:
    (folder / "docs").mkdir()
    (folder / "docs" / f"{NAME}.txt").write_bytes(("\ufeff" + TEXT.replace("\n", "\r\n")).encode())
    gold = read_gold(folder)
    assert gold.documents[0].text == TEXT
    assert gold.documents[0].metadata == {"title": "Talks", "published": "2023-05-05"}
    assert gold.documents[0].genre == "news"
    one = gold.statements[0]
    assert (one.force, one.core, one.actors, one.speaker) == ("pledge", True, ("NOR",), "NOR")
    assert one.when == Period(None, date(2024, 12, 31))


def test_texts_come_from_a_corpus_that_is_given_named_or_near(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SERVANDA_CORPUS", raising=False)
    near = corpus(tmp_path / "shared" / "corpus")
    far = corpus(tmp_path / "elsewhere" / "texts")
    assert read_gold(folder).documents[0].text == TEXT
    assert read_gold(folder, far).documents[0].text == TEXT
    (near / "news.jsonl.gz").unlink()
    monkeypatch.setenv("SERVANDA_CORPUS", str(far))
    assert read_gold(folder).documents[0].text == TEXT


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (lambda folder, tmp: None, "no corpus folder was found"),
        (lambda folder, tmp: corpus(tmp / "shared" / "corpus", TEXT + "!"), "SHA-256 differs"),
        (
            lambda folder, tmp: write(tmp / "shared" / "corpus" / "news.jsonl", {"id": "x", "text": ""}),
            "has no document",
        ),
        (lambda folder, tmp: (tmp / "shared" / "corpus").mkdir(parents=True), "neither news.jsonl.gz nor news.jsonl"),
        (lambda folder, tmp: (folder / "docs.jsonl").unlink(), "docs.jsonl is missing"),
        (lambda folder, tmp: write(folder / "docs.jsonl", {"id": NAME}), "names no corpus"),
        (lambda folder, tmp: (folder / "docs.jsonl").write_text("{oops\n"), "line 1: not JSON"),
        (lambda folder, tmp: (folder / "docs.jsonl").write_text("[1]\n"), "must be a JSON object"),
    ],
)
def test_what_is_missing_is_said(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, break_it: object, says: str
) -> None:
    monkeypatch.delenv("SERVANDA_CORPUS", raising=False)
    break_it(folder, tmp_path)  # type: ignore[operator]
    with pytest.raises(GoldError, match=says):
        read_gold(folder)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"force": "promise"}, "'promise' is no force"),
        ({"act": "HELP"}, "'HELP' is no PLOVER root"),
        ({"end": 99999}, "but the text has"),
        ({"doc": "lost"}, "docs.jsonl does not name"),
        ({"when": {"start": "May"}}, "Invalid isoformat"),
    ],
)
def test_a_wrong_line_is_named_with_the_reason(
    folder: Path, tmp_path: Path, change: dict[str, object], says: str
) -> None:
    write(folder / "statements.jsonl", ROW | change)
    with pytest.raises(GoldError, match=says) as error:
        read_gold(folder, corpus(tmp_path / "c"))
    assert "object 1 (a1)" in str(error.value)


def test_a_missing_field_and_a_second_use_of_an_id_are_errors(folder: Path, tmp_path: Path) -> None:
    home = corpus(tmp_path / "c")
    write(folder / "statements.jsonl", {"id": "a1", "doc": NAME})
    with pytest.raises(GoldError, match="is missing"):
        read_gold(folder, home)
    write(folder / "statements.jsonl", ROW, ROW)
    with pytest.raises(GoldError, match="twice"):
        read_gold(folder, home)


def test_links_and_outcomes_point_at_statements(folder: Path, tmp_path: Path) -> None:
    home = corpus(tmp_path / "c")
    write(folder / "statements.jsonl", ROW, ROW | {"id": "a2"}, ROW | {"id": "a3"})
    links = [
        {"earlier": "a1", "later": later, "relation": relation}
        for later, relation in (("a2", "advances"), ("a3", "none"))
    ]
    write(folder / "links.jsonl", *links, {"earlier": "a2", "later": None, "relation": "none"})
    write(
        folder / "outcomes.jsonl",
        {"item": "a1", "as_of": "2024-01-01", "delivery": "advanced", "acceptable": ["restated"]},
    )
    gold = read_gold(folder, home)
    assert [link.bears for link in gold.links] == [True, False, False]
    assert gold.outcomes[0].deliveries == ("advanced", "restated")
    assert gold.outcomes[0].evidence == ("a2",)
    write(folder / "links.jsonl", {"earlier": "a1", "later": "zz", "relation": "advances"})
    with pytest.raises(GoldError, match="'zz'"):
        read_gold(folder, home)


def test_older_names_are_understood(tmp_path: Path) -> None:
    write(tmp_path / "docs.jsonl", {"id": NAME, "authors": ["Ann Poe"], "published": "2023-05-05", "kind": "brief"})
    (tmp_path / f"{NAME}.txt").write_text(TEXT, encoding="utf-8")
    base = {"doc": NAME, "start": START, "end": END, "core": True, "speaker": "Ann Poe (An Institute)", "plover": ""}
    rows = [
        {"id": "1", "force": "demand", "source": ["USA"], "target": ["South Korea"], "plover": "REQUEST"},
        {"id": "2", "force": "recommendation", "source": ["Poe(USA)"], "target": []},
        {"id": "3", "force": "pledge", "source": ["USA"], "target": [], "alt_force": ["warning"]},
    ]
    write(tmp_path / "gold" / "statements.jsonl", *(base | row for row in rows))
    quote = {"doc": NAME, "id": "2", "quote": "…"}
    write(
        tmp_path / "gold" / "links.jsonl",
        {
            "level": "recommendation",
            "rec": "R1",
            "status": "partly",
            "acceptable": ["partly", "taken_up"],
            "quotes": [quote],
            "evidence": [quote],
        },
        {
            "level": "statement",
            "earlier": quote,
            "later": quote | {"id": "3"},
            "relation": "advances",
            "acceptable": ["advances", "none"],
        },
    )
    gold = read_gold(tmp_path / "gold")
    demand, advice, pledge = gold.statements
    assert (demand.actors, demand.recipients, demand.speaker) == (("South Korea",), (), "USA")
    assert (demand.plover, demand.one_root) == ("REQUEST", True)
    assert (advice.plover, advice.speaker, advice.speaker_given) == (None, None, True)
    assert pledge.forces == ("pledge", "warning")
    assert not pledge.speaker_given
    assert gold.outcomes[0].deliveries == ("partly", "taken_up")
    assert gold.outcomes[0].statements == gold.outcomes[0].evidence == ("2",)
    assert len(gold.links) == 1
    assert gold.links[0].optional
    assert gold.documents[0].genre == "brief"


def test_counts_need_no_texts(folder: Path) -> None:
    assert counts(folder).splitlines()[2:4] == ["| news | 1 | 1 | 1 | 1 |", "| all | 1 | 1 | 1 | 1 |"]
    assert DOCUMENT.published is not None
