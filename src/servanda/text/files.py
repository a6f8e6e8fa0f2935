"""Paths to documents: files, folders, corpora and standard input, in order, one bad one never ending the rest."""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from servanda.text.source import ReadError, ReadOptions

if TYPE_CHECKING:
    from servanda.model import Document
    from servanda.text.inline import Syntax
    from servanda.text.metadata import Layer, Sidecars

_FORMATS: dict[str, "Syntax"] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
_SUPPORTED = "txt, md, html, jsonl, jsonl.gz"
_STDIN = "-"


@dataclass(frozen=True, slots=True)
class _Target:
    """A path to read; `named` where the user gave it, not found in a folder."""

    path: Path
    named: bool


def read_paths(paths: Sequence[str | Path], options: ReadOptions | None = None) -> "Iterator[Document | ReadError]":
    """Yield the documents of all paths in input order, and an error for each that cannot be read.

    Folders are walked in sorted order without hidden files and README files; `-` is standard input as text.
    Corpora are read record by record. A path that is met twice is read once.
    """
    from servanda.text.metadata import load_sidecars

    options = options or ReadOptions()
    sidecars = load_sidecars(options.metadata)
    yield from sidecars.errors
    skipped = {path.resolve() for path in options.metadata}
    targets = list(_targets(paths, skipped))
    names = _names(
        [target.path for target in targets if isinstance(target, _Target) and not _is_corpus_name(target.path)]
    )
    for target in targets:
        if isinstance(target, ReadError):
            yield target
        elif str(target.path) == _STDIN:
            yield _guarded(target.path, "stdin", options, sidecars)
        elif _is_corpus_name(target.path):
            yield from _corpus(target, options, sidecars)
        else:
            yield _guarded(target.path, names[target.path], options, sidecars)


def _targets(paths: Sequence[str | Path], skipped: set[Path]) -> Iterator[_Target | ReadError]:
    seen: set[Path] = set()
    for given in paths:
        path = Path(given)
        if str(given) == _STDIN:
            yield _Target(path, named=True)
            continue
        if not path.exists():
            reason = "it is a link that leads nowhere" if path.is_symlink() else "there is no such file or folder"
            yield ReadError(source=str(path), reason=reason, hint="check the path")
            continue
        found = list(_walk(path)) if path.is_dir() else [path]
        if not found:
            yield ReadError(source=str(path), reason="the folder holds no files", hint=f"put {_SUPPORTED} files there")
        for each in found:
            real = each.resolve()
            if real not in seen and real not in skipped:
                seen.add(real)
                yield _Target(each, named=each is path)


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files under a folder in sorted order; each folder is entered once, whatever links lead to it."""
    entered: set[Path] = set()
    for root, folders, names in os.walk(folder, followlinks=True):
        real = Path(root).resolve()
        if real in entered:
            folders.clear()
            continue
        entered.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and not name.lower().startswith("readme."):
                yield Path(root) / name


def _names(paths: Sequence[Path]) -> dict[Path, str]:
    """Name each file by its stem; by its full name, then by its folder too, where others share it."""
    stems = Counter(path.stem for path in paths)
    full = Counter(path.name for path in paths)
    return {
        path: path.stem
        if stems[path.stem] == 1
        else path.name
        if full[path.name] == 1
        else f"{path.parent.name}/{path.name}"
        for path in paths
    }


def _is_corpus_name(path: Path) -> bool:
    return path.name.lower().endswith((".jsonl", ".jsonl.gz"))


def _guarded(path: Path, name: str, options: ReadOptions, sidecars: "Sidecars") -> "Document | ReadError":
    """Read one file; whatever goes wrong in it is an error value with the file's name."""
    try:
        return _file(path, name, options, sidecars)
    except OSError as error:
        return ReadError(
            source=str(path), reason=(error.strerror or "it cannot be read").lower(), hint="the rest is read"
        )
    except (ValueError, RecursionError, MemoryError) as error:
        return ReadError(source=str(path), reason=str(error) or "it is nested too deeply", hint="the rest is read")


def _file(path: Path, name: str, options: ReadOptions, sidecars: "Sidecars") -> "Document | ReadError":
    from servanda.text.build import build
    from servanda.text.metadata import options_layer

    fmt = "plain" if str(path) == _STDIN else _FORMATS.get(path.suffix.lower())
    if fmt is None:
        what = (
            f"files of the form “{path.suffix}” are not read"
            if path.suffix
            else "the file has no suffix that tells its form"
        )
        return ReadError(source=str(path), reason=what, hint=f"give {_SUPPORTED}, or text on standard input as -")
    data = _bytes(path, options.limit)
    if len(data) > options.limit:
        return ReadError(
            source=str(path),
            reason=f"it is larger than the limit of {options.limit:,} bytes",
            hint="split it or raise the limit",
        )
    if not data.strip():
        return ReadError(source=str(path), reason="the file is empty", hint="give a file with text")
    material = _material(data, fmt)
    layers = [options_layer(options), sidecars.layer(path.name, name, path.stem)]
    return build(material, name, _source(path, name, [*layers, material.own]), layers, sha256(data).hexdigest())


def _bytes(path: Path, limit: int) -> bytes:
    if str(path) == _STDIN:
        return sys.stdin.buffer.read(limit + 1)
    if not path.is_file():
        raise ValueError("it is neither a file nor a folder")
    with path.open("rb") as stream:
        return stream.read(limit + 1)


def _material(data: bytes, fmt: "Syntax") -> Any:
    from servanda.text.build import Material, cut_text
    from servanda.text.encoding import decode
    from servanda.text.metadata import Layer

    text, encoding = decode(data, declares=fmt == "html")
    if fmt != "html":
        return cut_text(text, fmt, encoding)
    from servanda.text.readers import html

    extracted, cut, fields = html.read(text)
    return Material(extracted, cut, "html", Layer("the page", fields), encoding)


def _source(path: Path, name: str, layers: "Sequence[Layer]") -> str:
    url = next((layer.fields["url"] for layer in layers if layer.fields.get("url")), None)
    if url:
        return f"url:{url}"
    return f"text:{name}" if str(path) == _STDIN else f"path:{path.resolve()}"


def _corpus(target: _Target, options: ReadOptions, sidecars: "Sidecars") -> "Iterator[Document | ReadError]":
    from servanda.text.build import build, cut_text
    from servanda.text.encoding import tidy
    from servanda.text.metadata import Layer, options_layer
    from servanda.text.readers import jsonl

    if not jsonl.is_corpus(target.path):
        if target.named:
            yield ReadError(
                source=str(target.path),
                reason="its records have no `text`",
                hint="name it with --metadata if it describes files",
            )
        return
    for record in jsonl.records(target.path, options.limit):
        if isinstance(record, ReadError):
            yield record
            continue
        text = tidy(record.text)
        layers = [options_layer(options), sidecars.layer(record.id), Layer("the corpus record", record.fields)]
        digest = sha256(text.encode()).hexdigest()
        try:
            yield build(cut_text(text, record.fmt), record.id, f"id:{record.id}", layers, digest)
        except (ValueError, RecursionError) as error:
            yield ReadError(
                source=str(target.path), where=f"record {record.id}", reason=str(error) or "it is nested too deeply"
            )
