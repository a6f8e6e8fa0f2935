"""Corpora of JSON Lines, plain or gzipped: one record a line, read one by one."""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from servanda.text.inline import Syntax
from servanda.text.source import ReadError

_FORMATS: dict[str, Syntax] = {
    "plain": "plain", "txt": "plain", "text": "plain", "markdown": "markdown", "md": "markdown", "html": "html"
}  # fmt: skip
_HINT = "the other records are read"


class Record(NamedTuple):
    """One record: its id, its text and format, and all of its fields."""

    id: str
    text: str
    fmt: Syntax
    fields: dict[str, Any]


def is_corpus(path: Path) -> bool:
    """Tell whether the first record of a file has a text; a sidecar and a table of labels have none.

    A file that cannot be read counts as a corpus, so that reading it says why.
    """
    try:
        with _open(path) as stream:
            first = next((line for line in stream if line.strip()), b"")
            record = json.loads(first)
    except (OSError, EOFError, ValueError, RecursionError, zlib.error):
        return True
    return not isinstance(record, dict) or "text" in record


def records(path: Path, limit: int) -> Iterator[Record | ReadError]:
    """Yield the records of a corpus in order, with an error for each line that is none.

    Args:
        path: a `.jsonl` or `.jsonl.gz` file.
        limit: the largest record that is read, in bytes.
    """
    number = 0
    try:
        with _open(path) as stream:
            while line := stream.readline(limit + 1):
                number += 1
                if len(line) > limit:
                    _skip_line(stream, line, limit)
                    yield _wrong(path, number, f"the record is larger than {limit:,} bytes")
                elif line.strip():
                    yield _record(path, number, line)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "the compressed data is damaged"
        yield ReadError(
            source=str(path),
            where=f"after line {number}" if number else "",
            reason=reason,
            hint="the rest of it is not read",
        )
    else:
        if not number:
            yield ReadError(source=str(path), reason="the file is empty", hint="give a corpus with one record a line")


def _open(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb")) if path.suffix.lower() == ".gz" else path.open("rb")


def _skip_line(stream: BinaryIO, part: bytes, limit: int) -> None:
    while part and not part.endswith(b"\n"):
        part = stream.readline(limit + 1)


def _record(path: Path, number: int, line: bytes) -> Record | ReadError:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _wrong(path, number, "the record is not UTF-8")
    except (ValueError, RecursionError):
        return _wrong(path, number, "the record is not valid JSON")
    if not isinstance(fields, dict):
        return _wrong(path, number, "the record is not a JSON object")
    text, name = fields.get("text"), fields.get("id")
    if not isinstance(text, str):
        return _wrong(path, number, "the record has no `text`", "name a sidecar with --metadata")
    if not isinstance(name, str | int) or not str(name).strip():
        return _wrong(path, number, "the record has no `id`")
    form = str(fields.get("format") or "plain").lower()
    if form not in _FORMATS:
        return _wrong(path, number, f"the format “{form[:40]}” is not known", "use plain, markdown or html")
    if not text.strip():
        return _wrong(path, number, "the record's text is empty")
    return Record(str(name).strip(), text, _FORMATS[form], fields)


def _wrong(path: Path, number: int, reason: str, hint: str = _HINT) -> ReadError:
    return ReadError(source=str(path), where=f"line {number}", reason=reason, hint=hint)
