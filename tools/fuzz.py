"""Feeds the readers and the coder with mutated files, guided by what code they reach, and asserts their contract.

A file gives documents whose spans are true, or errors of one sentence; words give answers whose spans are true; all of
it within seconds, and nothing else ever comes out. Run: `python tools/fuzz.py --seconds 60 [--target NAME …]`; what
breaks the contract is kept in `--keep` and shown again with `--replay FILE --target NAME`.
"""

import argparse
import gzip
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "tests" / "text"), str(ROOT / "src")]
MISSING = "not fuzzed: atheris is not installed; where it can be had, `pip install atheris` gives it"
LONGEST = 20
WORDS = (
    "The Cabinet should:\n• Repair the northern wall before the har-\nbour freezes.\n(b) Light it by 31 May 2031.¹\n\n"
    "France and Germany agreed to give $1.5 billion to Kenya, and “NATO” urged Mr. Macron’s ministers not to sign "
    "unless 20 percent of U.S. ships leave within six months — by 2030–31.\n\n> 1. They will meet in Lima on 20–24 May."
)
PAGE = (
    "<!doctype html><html lang=en><head><title>A</title><meta name=date content=2031-05-17><script>x()</script></head>"
    "<body><nav>n</nav><h1>Wall</h1><ul><li>Repair it<ul><li>soon</ul></ul><form><table><tr><td>x</td></tr></table>"
    "<!-- c --><p>The &amp; crews&nbsp;met.</p><pre>a\nb</pre></body>"
)
TOKENS = (
    "<", ">", "</", "<!--", "-->", "&#", "<li>", "<ul>", "<p>", "<td", "<script", "```", "~~~", "|-|", "[^1]:", "](",
    "---", "\r\n", "\u2028", "\x00", "\ufeff", "\xad", "\u200d", "\u202e", "İ", "ß", "ﬁ", "’", "“", "—", "…", "٣",
    "²", "½", "31 May", "2031-02-30", "0000", "within", "99999999999", "last", "by", "until", "$", "€", "bn",
    "percent", "1e999", "France", "Georgia", "President", "the two leaders", "both", "they", "U.S.", "should",
    "agreed to", "will", "not", "xref", "endobj", "stream", "BT", "Tj", "/Kids", "/Count", "<w:p>", "<w:tbl>",
    "<w:instrText>", "w:val=", '"text":',
)  # fmt: skip


def reads(form: str, data: bytes) -> None:
    """Assert what holds of a file of that form, whatever is in it."""
    from text_checks import check

    from servanda.model import Document
    from servanda.text import ReadOptions, read_paths

    options = ReadOptions(limit=1_000_000, unpacked=5_000_000, pages=20, seconds_per_document=LONGEST)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"x.{form}"
        path.write_bytes(data)
        for found in read_paths([path], options):
            if isinstance(found, Document):
                check(found)
                Document.model_validate_json(found.model_dump_json())
            else:
                said = str(found)
                assert said.startswith(str(path)), said
                assert said.endswith("."), said
                assert "\n" not in said, said


def pdf(data: bytes) -> None:
    """Assert that a PDF's words can be laid out; PDFium runs in the process that is fuzzed."""
    from servanda.text import ReadOptions
    from servanda.text.readers import pdf as reader

    refused(lambda: reader.read(data, ReadOptions(limit=1_000_000, pages=20)))


def docx(data: bytes) -> None:
    """Assert that a Word file is read; bytes that are no archive stand for the XML of its text."""
    from packed_files import docx as packed

    from servanda.text import ReadOptions
    from servanda.text.readers import docx as reader

    whole = data if data.startswith(b"PK") else packed(data.decode(errors="replace"))
    refused(lambda: reader.read(whole, ReadOptions(unpacked=5_000_000)))


def parquet(data: bytes) -> None:
    """Assert that a table in Parquet gives rows that JSON can hold; DuckDB runs in the process that is fuzzed."""
    from servanda.text.readers import parquet as reader

    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.parquet"
        path.write_bytes(data)
        refused(lambda: [json.dumps(row, default=str) for row in reader.extract(path, 1_000_000)])


def refused(read: Callable[[], object]) -> None:
    """Read; a `ValueError` or too deep a nesting is an answer, if it is a sentence."""
    try:
        read()
        return
    except RecursionError:
        return
    except ValueError as error:
        said = error
    assert type(said) is ValueError, repr(said)
    assert str(said).strip(), repr(said)
    assert "\n" not in str(said), repr(said)


def when(data: bytes) -> None:
    """Assert that times lie in their text, in order."""
    from servanda.coding.when import find_times

    text, day = words(data)
    for hit in find_times(text, day):
        assert 0 <= hit.start < hit.end <= len(text)
        found = hit.ref()
        assert not (found.start and found.end) or found.start <= found.end, found


def amount(data: bytes) -> None:
    """Assert that amounts lie in their text and have values that JSON can hold."""
    from servanda.coding.amount import find_amounts
    from servanda.model import Span

    text, _ = words(data)
    for hit in find_amounts(text):
        assert 0 <= hit.start < hit.end <= len(text)
        found = hit.amount(Span(start=hit.start, end=hit.end, text=text[hit.start : hit.end]))
        json.dumps(found.model_dump(mode="json"), allow_nan=False)


def actor(data: bytes) -> None:
    """Assert that a name gets an answer and that a text's actors have true spans."""
    from servanda.actors import Resolver, gazetteer, resolve_name
    from servanda.text import read_text

    text, day = words(data)
    resolve_name(text[:200], text[200:] or None, day)
    document = read_text(text, name="x", published=day, title=text[:40], language="en")
    names = [(at, min(at + 9, len(document.text)), "PERSON") for at in range(0, len(document.text), 40)]
    resolver = Resolver(document, gazetteer(), names)
    for start, end in itertools.pairwise(range(0, len(document.text) + 1, 7)):
        for found in (*resolver.phrase(start, end), *resolver.within(start, end)):
            assert found.via
            assert found.span is None or document.text[found.span.start : found.span.end] == found.span.text


def code(data: bytes) -> None:
    """Assert that statements and items quote their document."""
    from servanda.model import Document
    from servanda.pipeline import code_document
    from servanda.settings import Settings
    from servanda.text import read_text

    text, day = words(data)
    document = read_text(text[:1500], name="x", fmt="markdown", published=day, language="en")
    coded = code_document(document, Settings(seconds_per_document=LONGEST))
    for row in coded.statements:
        json.dumps(row.model_dump(mode="json"), allow_nan=False)
        for span in (row.evidence, row.sentence, row.trigger, row.cue, row.condition):
            assert span is None or _quotes(document, span.start, span.end, span.text)
    for item in coded.items:
        assert all(_quotes(document, quote.start, quote.end, quote.text) for quote in item.quotes)
    assert isinstance(document, Document)


def _quotes(document: "object", start: int, end: int, text: str) -> bool:
    return bool(start < end and document.text[start:end] == text)  # type: ignore[attr-defined]


def words(data: bytes) -> tuple[str, date | None]:
    """Return the text that the bytes stand for and, by their first byte, a day of publication."""
    day = date.fromordinal(1 + 14_000 * data[0]) if data and data[0] % 8 else None
    return data[1:].decode(errors="replace"), day


TARGETS: dict[str, Callable[[bytes], None]] = {
    **{form: partial(reads, form) for form in ("txt", "md", "html", "jsonl")},
    **{target.__name__: target for target in (pdf, docx, parquet, when, amount, actor, code)},
}


@lru_cache
def corpus() -> tuple[str, ...]:
    """Return the beginnings of some texts beside the project, where they are there."""
    found: list[str] = []
    for path in sorted((ROOT.parent / "shared" / "corpus").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found += [str(json.loads(line)["text"])[:2000] for line in itertools.islice(lines, 0, 400, 40)]
    return tuple(found)


def seeds(target: str) -> Iterator[bytes]:
    """Yield whole files of a target."""
    from packed_files import Put, column, core, para
    from packed_files import docx as packed
    from packed_files import pdf as printed

    texts = [WORDS, *corpus()]
    if target == "txt":
        yield from (WORDS.encode("utf-16"), WORDS.replace("\n", "\r\n").encode("cp1252", "replace"))
    if target == "html":
        yield PAGE.encode()
    elif target == "jsonl":
        rows = [json.dumps({"id": str(at), "text": line, "format": "html"}) for at, line in enumerate((WORDS, PAGE))]
        yield "\n".join(rows).encode()
    elif target == "parquet":
        yield table()
    elif target == "pdf":
        lines = WORDS.split("\n")
        pages = [[Put(60, 770, "Head"), *column(lines), *column(lines, x=320), Put(9, 20, str(at))] for at in (1, 2)]
        yield printed(pages, "/Title(A)/CreationDate(D:20310517)")
        yield printed([[Put(60, 500, "Turned", turned=True), Put(60, 400, "A", size=20, bold=True)]])
    elif target == "docx":
        yield (body := "".join(para(line, at % 2 or None) for at, line in enumerate(WORDS.split("\n")))).encode()
        yield packed(body, core("2031-05-17", "2031-05-18"))
        rows_of_cells = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
        yield f"{rows_of_cells}<w:sdt><w:sdtContent>{body}</w:sdtContent></w:sdt>".encode()
    elif target in ("txt", "md"):
        yield from (text.encode() for text in texts)
    else:
        yield from (b"\x35" + text.encode() for text in texts)


def table() -> bytes:
    """Return a small corpus in Parquet."""
    import duckdb

    with TemporaryDirectory() as folder, duckdb.connect(":memory:") as connection:
        rows = "SELECT 'a' AS id, 'The crews met.' AS text, DATE '2031-05-17' AS published, ['A', 'B'] AS authors"
        connection.execute(f"COPY ({rows}) TO '{folder}/a' (FORMAT parquet)")
        return Path(folder, "a").read_bytes()


def fuzz(target: str, seconds: int, keep: Path) -> None:
    """Fuzz one target in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=["servanda", "mammoth"]):
        TARGETS[target](next(seeds(target)))  # imports what is instrumented, before time is taken
    with TemporaryDirectory() as folder:
        for at, seed in enumerate(seeds(target)):
            Path(folder, str(at)).write_bytes(seed)
        marks = Path(folder).with_suffix(".dict")
        marks.write_text("\n".join(map(_escaped, TOKENS)))
        bounds = [f"-max_total_time={seconds}", f"-timeout={LONGEST}", "-rss_limit_mb=4000", "-max_len=20000"]
        places = [f"-dict={marks}", f"-artifact_prefix={keep}/{target}-", "-print_final_stats=1", folder]
        atheris.Setup([sys.argv[0], *bounds, *places], TARGETS[target])
        atheris.Fuzz()


def _escaped(token: str) -> str:
    """Return a token as libFuzzer's dictionaries hold it."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in token.encode()) + '"'


def main() -> None:
    """Fuzz the targets one after the other, each in a process of its own; exit 1 where one broke its contract."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="for all targets together")
    parser.add_argument("--target", action="append", choices=list(TARGETS), help="only this one; may be repeated")
    parser.add_argument("--keep", type=Path, default=ROOT / ".fuzz", help="where to keep what breaks the contract")
    parser.add_argument("--replay", type=Path, help="run one kept file and show what breaks")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    targets = given.target or list(TARGETS)
    if given.replay:
        TARGETS[targets[0]](given.replay.read_bytes())
        return
    given.keep.mkdir(exist_ok=True)
    if given.here:
        fuzz(targets[0], given.seconds, given.keep)
        return
    try:
        import atheris  # noqa: F401
    except ImportError:
        print(MISSING, file=sys.stderr)
        return
    failed = [target for target in targets if _fails(target, max(1, given.seconds // len(targets)), given.keep)]
    sys.exit(1 if failed else 0)


def _fails(target: str, seconds: int, keep: Path) -> bool:
    """Fuzz one target in a process of its own, and tell whether it broke its contract."""
    command = [sys.executable, __file__, "--here", f"--seconds={seconds}", f"--target={target}", f"--keep={keep}"]
    ended = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": "0"})  # noqa: S603
    told = ended.stderr.splitlines()
    runs = next((line.split()[-1] for line in told if line.startswith("stat::number_of_executed_units")), "?")
    print(f"{target:8} {runs:>8} runs {'FAILED' if ended.returncode else 'held'}", flush=True)
    if ended.returncode:
        print(ended.stdout[-3000:], *[line for line in told if not line.startswith("#")][-20:], sep="\n", flush=True)
    return bool(ended.returncode)


if __name__ == "__main__":
    main()
