"""Whole files of each form, damaged at random: a document or a sentence, and nothing else."""

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packed_files import Put, column, core, docx, para, pdf
from text_checks import check

from servanda.model import Document
from servanda.text import ReadError, ReadOptions, read_paths
from servanda.text.readers import docx_markup, pdf_flow, pdf_layout, plain
from servanda.text.readers.pdf_runs import extract

LINES = ["The Cabinet should:", "• Repair the northern wall before the har-", "bour freezes.", "(b) Light it.¹"]
OPTIONS = ReadOptions(limit=1_000_000, unpacked=5_000_000, pages=20, seconds_per_document=10)
BOUNDS = {"limit": 1_000_000, "unpacked": 5_000_000, "pages": 20}
HTML = "<html lang=en><head><title>A</title></head><body><ul><li>Repair it</ul><form><table><tr><td>x</td></tr>"


@lru_cache
def _whole(form: str) -> bytes:
    pages = [[Put(60, 770, "Head"), *column(LINES), *column(LINES, x=320), Put(290, 20, str(at))] for at in range(3)]
    records = [json.dumps({"id": str(at), "text": line, "format": "markdown"}) for at, line in enumerate(LINES)]
    words = "".join(para(line, at % 2 or None) for at, line in enumerate(LINES))
    whole: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: pdf(pages, "/Title(A)/CreationDate(D:20310517)"),
        "docx": lambda: docx(words, core("2031-05-17", "2031-05-18")),
        "html": lambda: HTML.encode(),
        "md": lambda: "\n\n".join(f"- {line} [a](b)" for line in LINES).encode("utf-16"),
        "txt": lambda: "\r\n".join(LINES).encode("cp1252", "replace"),
        "jsonl": lambda: "\n".join(records).encode(),
        "parquet": _parquet,
    }
    return whole[form]()


def _parquet() -> bytes:
    duckdb = pytest.importorskip("duckdb")
    with TemporaryDirectory() as folder, duckdb.connect(":memory:") as connection:
        connection.execute(f"COPY (SELECT 'a' AS id, 'The crews met.' AS text) TO '{folder}/a' (FORMAT parquet)")
        return Path(folder, "a").read_bytes()


@st.composite
def damaged(draw: st.DrawFn, form: str) -> bytes:
    """Return a whole file with bytes changed, cut out, doubled, or cut short."""
    data = bytearray(_whole(form))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(0, 40))
        match draw(st.sampled_from(["change", "cut", "double", "short", "number"])):
            case "change":
                data[at : at + 1] = draw(st.binary(min_size=1, max_size=4))
            case "cut":
                del data[at : at + length]
            case "double":
                data[at:at] = data[at : at + length] * draw(st.integers(1, 50))
            case "number":
                data[at : at + 1] = str(draw(st.sampled_from([-1, 0, 10**5, 2**31, 2**63]))).encode()
            case _:
                del data[max(20, at) :]
    return bytes(data)


def _fuzz(examples: int) -> settings:
    return settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))


def _reads(form: str, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"x.{form}"
        path.write_bytes(data)
        for found in read_paths([path], OPTIONS):
            assert isinstance(found, Document | ReadError)
            if isinstance(found, Document):
                check(found)
                assert len(found.text) <= OPTIONS.unpacked
            else:
                assert str(found).startswith(str(path))


@given(st.data())
@_fuzz(8)
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_damaged_packed_files_through_their_process(form: str, data: st.DataObject) -> None:
    _reads(form, data.draw(damaged(form)))


@given(st.data())
@_fuzz(60)
@pytest.mark.parametrize("form", ["html", "md", "txt", "jsonl"])
def test_damaged_texts_and_corpora(form: str, data: st.DataObject) -> None:
    _reads(form, data.draw(damaged(form)))


@given(damaged("parquet"))
@_fuzz(15)
def test_damaged_parquet(data: bytes) -> None:
    _reads("parquet", data)


@given(damaged("pdf"))
@_fuzz(150)
def test_damaged_pdfs_are_laid_out(data: bytes) -> None:
    found = extract(data, BOUNDS)
    json.dumps(found)
    if "error" not in found:
        blocks = pdf_flow.paragraphs(pdf_layout.reading_order(found["pages"]))
        plain.finish("\n".join(block.words for block in blocks), [])


@given(damaged("docx"))
@_fuzz(60)
def test_damaged_word_files_are_html_or_an_error(data: bytes) -> None:
    found = docx_markup.extract(data, BOUNDS)
    assert ("error" in found) != ("html" in found)


RUNS = st.lists(
    st.tuples(
        st.sampled_from([*LINES, "•", "1.", "12 ships", "A", "-", "\u00ad", "Page 3", "²"]),
        st.floats(0, 600),
        st.floats(0, 800),
        st.floats(0, 900),
        st.floats(1, 40),
        st.booleans(),
        st.booleans(),
    ),
    max_size=40,
)


@given(st.lists(RUNS, max_size=4))
@_fuzz(150)
def test_any_layout_keeps_its_words(pages: list[list[tuple[object, ...]]]) -> None:
    lines = pdf_layout.reading_order([{"height": 800.0, "runs": [list(run) for run in page]} for page in pages])
    kept = "".join("".join(line.text.split()) for line in lines)
    given_words = "".join("".join(str(run[0]).split()) for page in pages for run in page)
    assert len(kept) <= len(given_words)
    inner = [run for page in pages for run in page if 100 < float(str(run[2])) < 700]
    assert len(kept) >= len("".join("".join(str(run[0]).split()) for run in inner))
    blocks = pdf_flow.paragraphs(lines)
    assert all(block.words for block in blocks)
