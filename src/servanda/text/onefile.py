"""One file to its document: its bytes by the form that its suffix names, whatever is wrong being an error value."""

import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.text.source import ReadError, ReadOptions

if TYPE_CHECKING:
    from servanda.model import Document
    from servanda.text.material import Form
    from servanda.text.metadata import Layer, Sidecars

STDIN = "-"
SUPPORTED = "txt, md, html, pdf, docx, jsonl, jsonl.gz, parquet"
_FORMS: dict[str, "Form"] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
}


def read_file(path: Path, name: str, options: ReadOptions, sidecars: "Sidecars") -> "Iterator[Document | ReadError]":
    """Yield the document of one file; an error with the file's name, instead or after it, for what is lost."""
    try:
        yield from _file(path, name, options, sidecars)
    except OSError as error:
        yield _failed(path, (error.strerror or "it cannot be read").lower())
    except MemoryError:
        yield _failed(path, "there is not enough memory to read it")
    except RecursionError:
        yield _failed(path, "it is nested too deeply")
    except ValueError as error:
        yield _failed(path, str(error))


def require_file(path: Path) -> None:
    """Refuse pipes and devices, which may never end.

    Raises:
        ValueError: where the path leads to one.
    """
    if path.exists() and not path.is_file():
        raise ValueError("it is neither a file nor a folder but a pipe or a device")


def _failed(path: Path, reason: str) -> ReadError:
    return ReadError(source=str(path), reason=reason, hint="the rest is read")


def _file(path: Path, name: str, options: ReadOptions, sidecars: "Sidecars") -> "Iterator[Document | ReadError]":
    from servanda.text.build import build
    from servanda.text.material import material as material_of
    from servanda.text.metadata import options_layer

    wrong = _wrong_form(path)
    data = b"" if wrong else _bytes(path, options.limit)
    if wrong or len(data) > options.limit or not data.strip():
        yield wrong or _wrong_size(path, data, options.limit)
        return
    material = material_of(data, "plain" if str(path) == STDIN else _FORMS[path.suffix.lower()], options)
    layers = [options_layer(options), sidecars.layer(path.name, name, path.stem)]
    source = _source(path, name, [*layers, *material.own])
    yield build(material, name, source, layers, sha256(data).hexdigest())
    if material.lost:
        yield ReadError(source=str(path), where=material.lost, reason="it is damaged", hint="the other pages are read")


def _wrong_form(path: Path) -> ReadError | None:
    suffix = path.suffix.lower()
    if str(path) == STDIN or suffix in _FORMS:
        return None
    what = f"files of the form “{path.suffix}” are not read" if suffix else "the file has no suffix that tells its form"
    return ReadError(source=str(path), reason=what, hint=f"give {SUPPORTED}, or text on standard input as -")


def _wrong_size(path: Path, data: bytes, limit: int) -> ReadError:
    if not data.strip():
        return ReadError(source=str(path), reason="the file is empty", hint="give a file with text")
    reason = f"it is larger than the limit of {limit:,} bytes"
    return ReadError(source=str(path), reason=reason, hint="split it or raise the limit")


def _bytes(path: Path, limit: int) -> bytes:
    if str(path) == STDIN:
        return sys.stdin.buffer.read(limit + 1)
    require_file(path)
    for _ in range(2):
        before = _stamp(path)
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
        if _stamp(path) == before:
            return data
    raise ValueError("it is being written to while it is read; wait until it is whole and add it again")


def _stamp(path: Path) -> tuple[int, int]:
    """Return what changes when somebody writes to the file."""
    state = path.stat()
    return state.st_size, state.st_mtime_ns


def _source(path: Path, name: str, layers: "Sequence[Layer]") -> str:
    url = next((layer.fields["url"] for layer in layers if layer.fields.get("url")), None)
    if url:
        return f"url:{url}"
    return f"text:{name}" if str(path) == STDIN else f"path:{path.resolve()}"
