"""Corpora to documents: each record one, each bad one an error with its place."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.text.onefile import require_file
from servanda.text.source import ReadError, ReadOptions

if TYPE_CHECKING:
    from servanda.model import Document
    from servanda.text.metadata import Sidecars
    from servanda.text.readers.records import Record


def is_corpus_name(path: Path) -> bool:
    """Tell by its name whether a file is a corpus."""
    return path.name.lower().endswith((".jsonl", ".jsonl.gz", ".parquet"))


def read_corpus(
    path: Path, named: bool, options: ReadOptions, sidecars: "Sidecars"
) -> "Iterator[Document | ReadError]":
    """Yield the documents of a corpus; a table without texts gives none, and an error where the user named it."""
    from servanda.text.build import build
    from servanda.text.encoding import tidy
    from servanda.text.material import RECORDS, material
    from servanda.text.metadata import Layer, options_layer

    try:
        require_file(path)
        records = _records(path, named, options)
    except (OSError, ValueError) as error:
        yield ReadError(source=str(path), reason=str(error), hint="the rest is read")
        return
    for record in records:
        if isinstance(record, ReadError):
            yield record
            continue
        text = tidy(record.text)
        layers = [options_layer(options), sidecars.layer(record.id), Layer("the corpus record", record.fields)]
        data = text.encode()
        try:
            found = material(data, RECORDS[record.fmt], options)
            yield build(found, record.id, f"id:{record.id}", layers, sha256(data).hexdigest())
        except RecursionError:
            yield ReadError(source=str(path), where=f"record {record.id}", reason="it is nested too deeply")
        except (ValueError, MemoryError) as error:
            reason = str(error) or "there is not enough memory to read it"
            yield ReadError(source=str(path), where=f"record {record.id}", reason=reason)


def _records(path: Path, named: bool, options: ReadOptions) -> "Iterator[Record | ReadError]":
    from servanda.text.readers import jsonl, parquet

    is_parquet = path.suffix.lower() == ".parquet"
    if parquet.is_corpus(path, options) if is_parquet else jsonl.is_corpus(path, options.limit):
        return parquet.records(path, options) if is_parquet else jsonl.records(path, options.limit, options.unpacked)
    reason, hint = "its records have no `text`", "name it with --metadata if it describes files"
    return iter([ReadError(source=str(path), reason=reason, hint=hint)] if named else [])
