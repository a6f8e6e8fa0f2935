import json
import sys
from pathlib import Path

import pytest
from text_checks import check

from servanda.model import Document
from servanda.text import ReadError, ReadOptions, read_paths

duckdb = pytest.importorskip("duckdb", reason="Parquet is read with the extra “bulk”")

ROWS = [
    {"id": "x1", "text": "The minister promised\r\nmore.", "published": "2031-05-17", "authors": ["A. Roe"]},
    {"id": "x2", "text": "<p>The <b>wall</b></p>", "format": "html", "kind": "news"},
    {"id": "x3", "text": ""},
    {"id": "x4", "text": "The crews met.", "format": "odt"},
    {"id": "x5", "text": "The crews met again and again. " * 9},
]


def read(*paths: Path, **options: object) -> tuple[list[Document], list[ReadError]]:
    found = list(read_paths(paths, ReadOptions.model_validate(options)))
    documents = [each for each in found if isinstance(each, Document)]
    for document in documents:
        check(document)
    return documents, [each for each in found if isinstance(each, ReadError)]


def put(tmp_path: Path, query: str, name: str = "c.parquet") -> Path:
    path = tmp_path / name
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


@pytest.fixture
def corpora(tmp_path: Path) -> tuple[Path, Path]:
    lines = tmp_path / "c.jsonl"
    lines.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    return lines, put(tmp_path, f"SELECT * FROM read_json('{lines}', format = 'newline_delimited')")


def test_a_corpus_reads_like_json_lines(corpora: tuple[Path, Path]) -> None:
    (lines, line_errors), (rows, row_errors) = map(read, corpora)
    assert rows == lines
    assert [document.name for document in rows] == ["x1", "x2", "x5"]
    assert [error.where for error in row_errors] == ["row 3", "row 4"]
    assert [error.reason for error in row_errors] == [error.reason for error in line_errors]


def test_large_records_are_named_and_the_rest_is_read(corpora: tuple[Path, Path]) -> None:
    documents, errors = read(corpora[1], limit=200)
    assert [document.name for document in documents] == ["x1", "x2"]
    assert "row 5: the record is larger than the limit of 200 bytes" in str(errors[-1])


def test_numbers_and_times_are_understood(tmp_path: Path) -> None:
    row = "7 AS id, 'The crews met.' AS text, TIMESTAMP '2031-05-17 10:00:00' AS date, 'W' AS title"
    (document,), errors = read(put(tmp_path, f"SELECT {row}"))
    assert not errors
    assert (document.name, str(document.published), document.title) == ("7", "2031-05-17", "W")


def test_a_table_without_texts_is_no_corpus(tmp_path: Path) -> None:
    path = put(tmp_path, "SELECT 1 AS id")
    assert "no `text`" in str(read(path)[1][0])
    (tmp_path / "a.txt").write_text("The crews met.")
    documents, errors = read(tmp_path)
    assert ([document.name for document in documents], errors) == (["a"], [])


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + bytes(300) + b"PAR1"])
def test_what_is_no_parquet_says_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    assert "no whole Parquet file" in str(read(path)[1][0])


def test_a_path_that_looks_like_a_pattern_is_named(tmp_path: Path) -> None:
    path = put(tmp_path, "SELECT 'a' AS id, 'b' AS text").rename(tmp_path / "a[1].parquet")
    assert "rename" in str(read(path)[1][0])


def test_without_duckdb_the_error_says_what_to_install(
    corpora: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    documents, (error,) = read(corpora[1])
    assert not documents
    assert "servanda[bulk]" in str(error)
