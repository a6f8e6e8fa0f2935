"""Turns Markdown of the corpus into PDF, Word and HTML by real programs and counts the statements that survive.

`python tools/round_trip.py --documents 20 --seed 1 --errors` draws documents, has Chromium print them in one and in two
columns, LibreOffice write them as Word files and as PDF, codes every version, and shows what share of the Markdown's
statements each gives: the same evidence, but for white space, quotation marks and hyphens. A PDF's statements must know
their page. A program that is missing leaves its columns out. Documents of gold/test are never drawn.
"""

import argparse
import gzip
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from servanda.model import Document, Statement
from servanda.pipeline import code_document
from servanda.settings import Settings
from servanda.text import ReadOptions, read_paths

ROOT = Path(__file__).parents[1]
CORPUS = "whitehouse.jsonl.gz"
_GENRES = re.compile(r"fact ?sheet|joint (?:\w+ )?(?:statement|declaration)|readout", re.IGNORECASE)
_LISTED = re.compile(r"^\s*[-*] ", re.MULTILINE)
_BOLD = re.compile(r"\*\*([^\S\n]*)([^\s*][^*\n]*(?:\n[^*\n]+)*?)(\s*)\*\*")
_LONGEST = 40_000
_SECONDS = 300
_SIGNS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "\u00ad": ""})
_UNSEEN = re.compile("[\u200b\u2060\ufeff]")
_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>body {{ font: 11pt/1.3 serif }} {style}</style></head><body>{body}</body></html>"""
_SITE = """<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News and statements</a></li></ul></nav>
</header><main><article>{body}</article></main><footer><p><a href="/privacy">Privacy</a> Copyright</p></footer>"""
_COLUMNS = "body { columns: 2; column-gap: 8mm; font-size: 9.5pt; text-align: justify; hyphens: auto }"
_SOFFICE = ("--headless", "--norestore", "--nolockcheck")
_CHROMIUM = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
)


@dataclass
class Kept:
    """What one version of a document gives: its statements' evidence, compared with that of the Markdown."""

    wanted: int = 0
    found: int = 0
    paged: int = 0
    pages: int = 0
    lost: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    missing: str = ""


def main() -> None:
    """Draw, convert, read, code, compare and print."""
    chosen = _arguments()
    rows = _drawn(chosen.documents, chosen.seed, chosen.all)
    folder = Path(tempfile.mkdtemp(prefix="round-trip-"))
    try:
        results = _results(rows, folder, chosen.formats)
    finally:
        if chosen.keep:
            print(f"The files are in {folder}.", file=sys.stderr)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    _print_table(results)
    if chosen.errors:
        _print_errors(results)
    short = [name for name in chosen.formats if _share(results, name) < chosen.least]
    sys.exit(f"Below {chosen.least}: {', '.join(short)}." if short else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--documents", type=int, default=20, help="how many documents to draw")
    parser.add_argument("--seed", type=int, default=1, help="which documents are drawn")
    parser.add_argument(
        "--all", action="store_true", help="draw from all documents, not only from those that hold lists"
    )
    parser.add_argument("--formats", default=",".join(_FORMATS), help=f"some of {', '.join(_FORMATS)}")
    parser.add_argument("--errors", action="store_true", help="show what is lost and what is new")
    parser.add_argument("--least", type=float, default=0.0, help="the share below which the exit status is 1")
    parser.add_argument("--keep", action="store_true", help="leave the files where they are")
    chosen = parser.parse_args()
    chosen.formats = [name.strip() for name in chosen.formats.split(",")]
    unknown = [name for name in chosen.formats if name not in _FORMATS]
    if unknown:
        parser.error(f"--formats names {', '.join(unknown)}; give some of {', '.join(_FORMATS)}")
    return chosen


def _drawn(count: int, seed: int, everything: bool) -> list[dict[str, Any]]:
    """Return documents of the corpus, drawn by the seed: fact sheets, joint statements and readouts with lists."""
    held_out = _held_out()
    rows = [row for row in _corpus() if row["id"] not in held_out and len(row["text"]) <= _LONGEST]
    if not everything:
        rows = [row for row in rows if _GENRES.search(row["title"]) and _LISTED.search(row["text"])]
    return random.Random(seed).sample(rows, min(count, len(rows)))  # noqa: S311


def _corpus() -> Iterator[dict[str, Any]]:
    given = os.environ.get("SERVANDA_CORPUS")
    path = Path(given) if given else ROOT.parent / "shared" / "corpus"
    path = path / CORPUS if path.is_dir() else path
    if not path.is_file():
        sys.exit(f"There is no corpus at {path}; name its folder in SERVANDA_CORPUS.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _held_out() -> set[str]:
    path = ROOT / "gold" / "test" / "docs.jsonl"
    return {json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()} if path.is_file() else set()


def _results(rows: Sequence[Mapping[str, Any]], folder: Path, formats: Sequence[str]) -> dict[str, dict[str, Kept]]:
    """Return, by format and document, what is kept of the statements that the Markdown gives."""
    sidecar = folder / "sidecar.jsonl"
    names = ("id", "title", "published", "publisher", "language")
    sidecar.write_text("".join(json.dumps({n: row[n] for n in names}) + "\n" for row in rows), "utf-8")
    options = ReadOptions(metadata=(sidecar,))
    made = {name: _converted(rows, folder / name, name) for name in ("markdown", *formats)}
    results: dict[str, dict[str, Kept]] = {name: {} for name in formats}
    for row in rows:
        _, wanted = _coded(made["markdown"][row["id"]], options)
        for name in formats:
            path = made[name].get(row["id"])
            if path:
                results[name][row["id"]] = _kept(wanted, *_coded(path, options), paged=path.suffix == ".pdf")
        print(f"{row['id'][:60]}: {len(wanted)} statements", file=sys.stderr)
    return results


def _coded(path: Path, options: ReadOptions) -> tuple[Document | None, tuple[Statement, ...]]:
    for found in read_paths([path], options):
        if isinstance(found, Document):
            return found, code_document(found, Settings()).statements
        print(found, file=sys.stderr)
    return None, ()


def _kept(wanted: Sequence[Statement], document: Document | None, found: Sequence[Statement], paged: bool) -> Kept:
    want, have = Counter(map(_evidence, wanted)), Counter(map(_evidence, found))
    pages = _with_page(document, found) if paged and document else 0
    return Kept(
        wanted=len(wanted),
        found=sum((want & have).values()),
        paged=pages,
        pages=len(found) if paged else 0,
        lost=list((want - have).elements()),
        extra=list((have - want).elements()),
    )


def _evidence(statement: Statement) -> str:
    """Return a statement's evidence without what a change of form may change."""
    words = _UNSEEN.sub("", unicodedata.normalize("NFKC", statement.evidence.shown)).translate(_SIGNS)
    return re.sub(r"\s*-+\s*", "-", " ".join(words.split()))


def _with_page(document: Document, statements: Iterable[Statement]) -> int:
    """Count the statements that begin in a block which knows its page."""
    paged = [block for block in document.blocks if block.page is not None]
    return sum(any(block.start <= one.evidence.start < block.end for block in paged) for one in statements)


def _converted(rows: Sequence[Mapping[str, Any]], folder: Path, name: str) -> dict[str, Path]:
    """Write all documents in one format; return each one's file by its id."""
    folder.mkdir(parents=True)
    if name == "markdown":
        return {row["id"]: _write(folder / f"{row['id']}.md", row["text"]) for row in rows}
    program, convert = _FORMATS[name]
    if program and not _program(program):
        print(f"{program} is not installed: {name} is left out.", file=sys.stderr)
        return {}
    convert(rows, folder)
    ending = {"html": ".html", "docx": ".docx"}.get(name, ".pdf")
    return {row["id"]: path for row in rows if (path := folder / f"{row['id']}{ending}").is_file()}


def _to_html(rows: Sequence[Mapping[str, Any]], folder: Path) -> None:
    for row in rows:
        _write_page(row, folder, site=True)


def _to_one_column(rows: Sequence[Mapping[str, Any]], folder: Path) -> None:
    for row in rows:
        _print(_write_page(row, folder))


def _to_two_columns(rows: Sequence[Mapping[str, Any]], folder: Path) -> None:
    for row in rows:
        _print(_write_page(row, folder, _COLUMNS))


def _to_docx(rows: Sequence[Mapping[str, Any]], folder: Path) -> None:
    _office([_write_page(row, folder) for row in rows], "docx:MS Word 2007 XML", folder)


def _to_office_pdf(rows: Sequence[Mapping[str, Any]], folder: Path) -> None:
    _to_docx(rows, folder)
    _office(sorted(folder.glob("*.docx")), "pdf:writer_pdf_Export", folder)


_FORMATS = {
    "html": ("", _to_html),
    "docx": ("soffice", _to_docx),
    "pdf-one": ("chromium", _to_one_column),
    "pdf-two": ("chromium", _to_two_columns),
    "pdf-office": ("soffice", _to_office_pdf),
}


def _write_page(row: Mapping[str, Any], folder: Path, style: str = "", site: bool = False) -> Path:
    body = MarkdownIt("commonmark", {"html": True}).enable("table").render(_bolder(row["text"])).replace("**", "")
    body = _SITE.format(body=body) if site else body
    page = _PAGE.format(title=escape(row["title"]), style=style, body=body)
    return _write(folder / f"{row['id']}.html", page)


def _bolder(text: str) -> str:
    """Return Markdown whose bold marks stand at words: the corpus sets some beside spaces, where they mean nothing."""
    return _BOLD.sub(r"\1**\2**\3", text.replace("****", ""))


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _program(name: str) -> str | None:
    others = {"chromium": ("chromium-browser", "google-chrome"), "soffice": ("libreoffice",)}
    return next(filter(None, map(shutil.which, (name, *others[name]))), None)


def _print(page: Path) -> None:
    target = page.with_suffix(".pdf")
    profile = page.parent / "profile"
    _run(["chromium", *_CHROMIUM, f"--user-data-dir={profile}", f"--print-to-pdf={target}", page.as_uri()], target)


def _office(pages: Sequence[Path], form: str, folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    source = ("--infilter=HTML (StarWriter)",) if pages and pages[0].suffix == ".html" else ()
    command = ["soffice", *_SOFFICE, profile, *source, "--convert-to", form, "--outdir", str(folder)]
    _run([*command, *map(str, pages)], folder)


def _run(command: Sequence[str], target: Path) -> None:
    """Run a program that writes the target; say what it said where it fails."""
    program = _program(command[0]) or command[0]
    done = subprocess.run([program, *command[1:]], capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    if done.returncode or not target.exists():
        print(f"{program} did not write {target}: {done.stderr.decode(errors='replace')[-300:]}", file=sys.stderr)


def _share(results: Mapping[str, Mapping[str, Kept]], name: str) -> float:
    wanted = sum(kept.wanted for kept in results[name].values())
    return sum(kept.found for kept in results[name].values()) / wanted if wanted else 1.0


def _print_table(results: Mapping[str, Mapping[str, Kept]]) -> None:
    print(f"{'format':12} {'documents':>9} {'wanted':>7} {'kept':>6} {'share':>6} {'extra':>6} {'with page':>10}")
    for name, of in results.items():
        if not of:
            print(f"{name:12} not made: its program is missing")
            continue
        wanted, found = sum(k.wanted for k in of.values()), sum(k.found for k in of.values())
        extra, pages = sum(len(k.extra) for k in of.values()), sum(k.pages for k in of.values())
        paged = f"{sum(k.paged for k in of.values()) / pages:.3f}" if pages else "-"
        print(f"{name:12} {len(of):9} {wanted:7} {found:6} {_share(results, name):6.3f} {extra:6} {paged:>10}")


def _print_errors(results: Mapping[str, Mapping[str, Kept]]) -> None:
    for name, of in results.items():
        for document, kept in of.items():
            if kept.lost or kept.extra:
                print(f"\n{name} {document}: {kept.found} of {kept.wanted}")
            for mark, words in [("-", words) for words in kept.lost] + [("+", words) for words in kept.extra]:
                print(f"  {mark} {words}")


if __name__ == "__main__":
    main()
