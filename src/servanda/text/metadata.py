"""What is known of a document: options before sidecar before record before front matter before page."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, cast

from servanda.model import DOCUMENT_KINDS, DocumentKind
from servanda.text.dates import parse_date
from servanda.text.encoding import NotTextError, decode
from servanda.text.source import ReadError, ReadOptions

_UNDATED = "no date is given; name one with --date or in a sidecar"
_DATES = ("published", "date")
_LANGUAGES = {
    "english": "en",
    "french": "fr",
    "german": "de",
    "spanish": "es",
    "russian": "ru",
    "chinese": "zh",
    "arabic": "ar",
}


class Layer(NamedTuple):
    """What one source says of a document; `said_by` names that source for reasons ("the sidecar docs.jsonl").

    A field `undated` says why a date that the source holds is not taken.
    """

    said_by: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the layers say together; null where none says it."""

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    date_reason: str = _UNDATED
    url: str | None = None
    kind: DocumentKind | None = None
    kind_reason: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sidecars:
    """The rows of all sidecar files by document name, with the lines that could not be read."""

    rows: Mapping[str, Layer] = field(default_factory=dict)
    errors: tuple[ReadError, ...] = ()

    def layer(self, *names: str) -> Layer:
        """Return the row of the first of the names that has one, else an empty layer."""
        return next((self.rows[name] for name in names if name in self.rows), Layer("", {}))


def resolve(layers: Sequence[Layer]) -> Facts:
    """Return what the layers say, an earlier layer before a later one, field by field."""
    published, date_reason = _date(layers)
    kind, kind_reason = _kind(layers)
    return Facts(
        title=_text(layers, "title"),
        publisher=_text(layers, "publisher") or _text(layers, "site") or _text(layers, "source"),
        authors=_authors(layers),
        published=published,
        date_reason=date_reason,
        url=_text(layers, "url"),
        kind=kind,
        kind_reason=kind_reason,
        language=_language(_text(layers, "language") or _text(layers, "lang")),
    )


def options_layer(options: ReadOptions) -> Layer:
    """Return what the user's options say."""
    said = {"title": options.title, "publisher": options.publisher, "kind": options.kind, "published": options.date}
    return Layer("an option", said)


def load_sidecars(paths: Sequence[Path]) -> Sidecars:
    """Read sidecar files; a wrong line is an error that names file and line, and the rest is used."""
    rows: dict[str, Layer] = {}
    errors: list[ReadError] = []
    for path in paths:
        for number, row in _rows(path):
            if isinstance(row, ReadError):
                errors.append(row)
                continue
            rows.setdefault(str(row["id"]), Layer(f"the sidecar {path.name}", row))
            errors += _doubts(path, number, row)
    return Sidecars(rows, tuple(errors))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any] | ReadError]]:
    try:
        lines = decode(path.read_bytes()).text.split("\n")
    except (OSError, NotTextError) as error:
        reason = error.strerror or "it cannot be read" if isinstance(error, OSError) else str(error)
        yield 0, ReadError(source=str(path), reason=reason, hint="the documents are read without this metadata")
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, _row(path, number, line)


def _row(path: Path, number: int, line: str) -> dict[str, Any] | ReadError:
    problem, hint = "the line is not valid JSON", "give one JSON object a line"
    try:
        row = json.loads(line)
        if isinstance(row, dict) and row.get("id") not in (None, ""):
            return row
        problem, hint = "the line has no `id`", "give the file's name without suffix as `id`"
    except (ValueError, RecursionError):
        pass
    return ReadError(source=str(path), where=f"line {number}", reason=problem, hint=hint)


def _doubts(path: Path, number: int, row: Mapping[str, Any]) -> list[ReadError]:
    """Return what is wrong in a row that can be used otherwise."""
    found: list[tuple[str, str]] = []
    kind = row.get("kind")
    if kind is not None and kind not in DOCUMENT_KINDS:
        found.append((f"“{str(kind)[:40]}” is not a kind of document", f"use one of {', '.join(DOCUMENT_KINDS)}"))
    reason = next((parse_date(row[name])[1] for name in _DATES if row.get(name)), "")
    if reason and "full date" not in reason:
        found.append((reason, "write the day as 2022-05-17"))
    return [ReadError(source=str(path), where=f"line {number}", reason=reason, hint=hint) for reason, hint in found]


def _text(layers: Sequence[Layer], name: str) -> str | None:
    for layer in layers:
        value = layer.fields.get(name)
        if isinstance(value, str | int) and str(value).strip():
            return " ".join(str(value).split())
    return None


def _authors(layers: Sequence[Layer]) -> tuple[str, ...]:
    for layer in layers:
        value = layer.fields.get("authors") or layer.fields.get("author")
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        if names:
            return tuple(str(name).strip() for name in names if isinstance(name, str) and name.strip())
    return ()


def _date(layers: Sequence[Layer]) -> tuple[date | None, str]:
    reasons: list[str] = []
    for layer in layers:
        if layer.fields.get("undated"):
            reasons.append(f"{layer.fields['undated']}; {_UNDATED}")
        for name in _DATES:
            value = layer.fields.get(name)
            if value in (None, ""):
                continue
            day, reason = parse_date(value)
            if day:
                return day, f"from {layer.said_by}"
            reasons.append(f"{reason} (from {layer.said_by})")
    return None, reasons[0] if reasons else _UNDATED


def _kind(layers: Sequence[Layer]) -> tuple[DocumentKind | None, str]:
    for layer in layers:
        value = layer.fields.get("kind")
        if value in DOCUMENT_KINDS:
            return cast(DocumentKind, value), f"from {layer.said_by}"
    return None, ""


def _language(value: str | None) -> str | None:
    if not value:
        return None
    code = value.lower().replace("_", "-").split("-")[0].strip()
    return _LANGUAGES.get(code, code if len(code) in (2, 3) and code.isalpha() else None)
