"""Corpora of JSON Lines, plain or gzipped: one record a line, read one by one."""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from servanda.text.readers.records import Record, record, wrong
from servanda.text.source import ReadError


def is_corpus(path: Path, limit: int) -> bool:
    """Tell whether the first record of a file has a text; a sidecar and a table of labels have none.

    A file that cannot be read counts as a corpus, so that reading it says why.
    """
    try:
        with _open(path) as stream:
            first = b"\n"
            while first and not first.strip():
                first = stream.readline(limit + 1)
            fields = json.loads(first)
    except (OSError, EOFError, ValueError, RecursionError, zlib.error):
        return True
    return not isinstance(fields, dict) or "text" in fields


def records(path: Path, limit: int, unpacked: int) -> Iterator[Record | ReadError]:
    """Yield the records of a corpus in order, with an error for each line that is none.

    Args:
        path: a `.jsonl` or `.jsonl.gz` file.
        limit: the largest record that is read, in bytes.
        unpacked: how far a larger record is passed over to reach the next, in bytes.
    """
    number = 0
    try:
        with _open(path) as stream:
            while line := stream.readline(limit + 1):
                number += 1
                if len(line) > limit:
                    yield wrong(path, f"line {number}", f"the record is larger than the limit of {limit:,} bytes")
                    _skip_line(stream, line, unpacked)
                elif line.strip():
                    yield _record(path, number, line)
    except (OSError, EOFError, zlib.error, OverflowError) as error:
        damaged = str(error) if isinstance(error, OverflowError) else "the compressed data is damaged"
        reason = getattr(error, "strerror", None) or damaged
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


def _skip_line(stream: BinaryIO, part: bytes, most: int) -> None:
    """Pass over the rest of a line; `OverflowError` where it does not end."""
    passed = 0
    while part and not part.endswith(b"\n"):
        passed += len(part)
        if passed > most:
            raise OverflowError(f"a record unpacks to more than the limit of {most:,} bytes")
        part = stream.readline(1_000_000)


def _record(path: Path, number: int, line: bytes) -> Record | ReadError:
    where = f"line {number}"
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return wrong(path, where, "the record is not UTF-8")
    except (ValueError, RecursionError):
        return wrong(path, where, "the record is not valid JSON")
    return record(path, where, fields)
