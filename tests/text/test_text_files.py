import gzip
import io
import json
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from text_checks import check

from servanda.model import Document, document_key
from servanda.text import ReadError, ReadOptions, read_paths

WORDS = "The minister promised to repair the wall of the harbour with the help of the crew."


def read(*paths: Path | str, **options: object) -> tuple[list[Document], list[ReadError]]:
    found = list(read_paths(paths, ReadOptions.model_validate(options)))
    documents = [each for each in found if isinstance(each, Document)]
    for document in documents:
        check(document)
    return documents, [each for each in found if isinstance(each, ReadError)]


def put(path: Path, content: str | bytes = WORDS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_file_has_a_stable_id_and_an_absolute_source(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt")
    (document,), errors = read(path)
    assert not errors
    assert document.id == document_key("a", document.sha256)
    assert (document.name, document.source, document.language) == ("a", f"path:{path.resolve()}", "en")
    assert document.published is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\x00\x01\x02" * 50, "binary"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"x" * 300, "larger than the limit of 200 bytes"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_the_rest_is_read(tmp_path: Path, content: bytes, says: str) -> None:
    bad, good = put(tmp_path / "bad.txt", content), put(tmp_path / "good.txt")
    documents, (error,) = read(bad, good, limit=200)
    assert [document.name for document in documents] == ["good"]
    assert str(error).startswith(str(bad))
    assert says in str(error)
    assert str(error).endswith(".")


def test_missing_unsupported_and_vanishing_files(tmp_path: Path) -> None:
    vanishing = put(tmp_path / "a.txt")
    put(tmp_path / "b.odt")
    stream = read_paths([tmp_path / "none.txt", tmp_path / "b.odt", vanishing, put(tmp_path / "c.txt")])
    first = next(stream)
    vanishing.unlink()
    rest = list(stream)
    assert "no such file" in str(first)
    assert "txt, md, html, pdf, docx, jsonl" in str(rest[0])
    assert isinstance(rest[1], ReadError)
    assert isinstance(rest[2], Document)


def test_folders_are_walked_in_order_without_hidden_files_and_loops(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a/one.md", ".hidden/no.txt", "a/.no.txt", "README.md", "c.txt"):
        put(tmp_path / name, f"{WORDS} {name}")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    documents, errors = read(tmp_path, tmp_path / "c.txt")
    assert [document.name for document in documents] == ["c", "one", "two"]
    assert not errors


def test_files_of_one_stem_are_named_with_their_suffix(tmp_path: Path) -> None:
    paths = [put(tmp_path / name) for name in ("a.txt", "a.md", "b.txt")]
    assert [document.name for document in read(*paths)[0]] == ["a.txt", "a.md", "b"]


def test_a_corpus_is_read_record_by_record_and_bad_records_are_named(tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "x1", "text": f"\ufeff{WORDS}\r\nMore.", "published": "2031-05-17", "kind": "news"}),
        "{broken",
        json.dumps({"id": "x2"}),
        json.dumps({"id": "x3", "text": ""}),
        json.dumps({"id": "x4", "text": "<p>The <b>wall</b></p>", "format": "html", "language": "fr"}),
        json.dumps({"id": "x5", "text": "half \ud800 and nul \u0000"}),
        json.dumps({"id": "x6", "text": WORDS, "format": "odt"}),
    ]
    path = tmp_path / "c.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(rows).encode()))
    documents, errors = read(path)
    assert [document.name for document in documents] == ["x1", "x4", "x5"]
    assert [error.where for error in errors] == ["line 2", "line 3", "line 4", "line 7"]
    first, second, _ = documents
    assert (first.text, first.source, first.kind) == (f"{WORDS}\nMore.", "id:x1", "news")
    assert (second.text, second.language) == ("<p>The <b>wall</b></p>", "fr")


def test_a_damaged_archive_gives_what_it_holds_and_an_error(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": WORDS * n}) + "\n" for n in range(1, 400))
    path = put(tmp_path / "c.jsonl.gz", gzip.compress(lines.encode())[:-2000])
    documents, errors = read(path)
    assert documents
    assert "damaged" in str(errors[-1])


def test_tables_without_text_are_no_corpora(tmp_path: Path) -> None:
    put(tmp_path / "docs.jsonl", '{"id": "a", "published": "2031-05-17"}\n')
    put(tmp_path / "a.txt")
    documents, errors = read(tmp_path)
    assert ([document.name for document in documents], errors) == (["a"], [])
    assert "--metadata" in str(read(tmp_path / "docs.jsonl")[1][0])


def test_a_sidecar_describes_files_and_its_wrong_lines_are_named(tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    put(tmp_path / "b.txt")
    rows = [
        '{"id": "a", "published": "2031-05-17", "publisher": "Institute", "kind": "brief", "url": "https://h.example/a"}',
        "not json",
        '{"title": "nobody"}',
        '{"id": "b", "published": "2031-05", "kind": "leaflet", "language": "English"}',
    ]
    side = put(tmp_path / "docs.jsonl", "\n".join(rows))
    (a, b), errors = read(tmp_path, metadata=(side,))
    assert (a.published, a.publisher, a.kind, a.source) == (
        date(2031, 5, 17),
        "Institute",
        "brief",
        "url:https://h.example/a",
    )
    assert a.kind_reason == "from the sidecar docs.jsonl"
    assert (b.published, b.language) == (None, "en")
    assert "2031-05" in b.date_reason
    assert [error.where for error in errors] == ["line 2", "line 3", "line 4"]
    assert all(str(side) in str(error) for error in errors)


def test_options_come_before_everything_else(tmp_path: Path) -> None:
    path = put(tmp_path / "a.md", f"---\ntitle: Old\ndate: 2030-01-01\n---\n{WORDS}")
    (document,), _ = read(path, title="New", date=date(2031, 1, 1), kind="speech", publisher="Me")
    assert (document.title, document.published, document.kind, document.publisher) == (
        "New",
        date(2031, 1, 1),
        "speech",
        "Me",
    )
    assert document.date_reason == "from an option"


def test_a_sidecar_that_is_missing_is_an_error_and_the_documents_are_read(tmp_path: Path) -> None:
    documents, (error,) = read(put(tmp_path / "a.txt"), metadata=(tmp_path / "none.jsonl",))
    assert len(documents) == 1
    assert "none.jsonl" in str(error)


def test_standard_input_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(WORDS.encode())))
    (document,), _ = read("-")
    assert (document.name, document.source, document.text) == ("stdin", "text:stdin", WORDS)


def test_a_file_that_changes_while_it_is_read_is_read_again_or_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps = iter([(1, 1), (2, 2), (3, 3), (3, 3)])
    monkeypatch.setattr("servanda.text.onefile._stamp", lambda _: next(stamps))
    assert isinstance(next(iter(read_paths([put(tmp_path / "a.txt")]))), Document)
    moving = iter(range(100))
    monkeypatch.setattr("servanda.text.onefile._stamp", lambda _: (next(moving), 0))
    assert "being written" in str(next(iter(read_paths([put(tmp_path / "b.txt")]))))
