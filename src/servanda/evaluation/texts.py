"""The texts that stand-off gold points into: from files beside it, or from a corpus, with the hash checked."""

import gzip
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from servanda.evaluation.gold import GoldError

Row = Mapping[str, Any]
ENVIRONMENT = "SERVANDA_CORPUS"


def texts(folder: Path, rows: Sequence[Row], corpus: Path | None = None) -> dict[str, str]:
    """Return the text of every document row by its id.

    Args:
        folder: where `docs.jsonl` stands; texts are `docs/ID.txt` or `ID.txt` there.
        rows: the lines of `docs.jsonl`.
        corpus: the folder of `NAME.jsonl.gz` files for rows that name a `corpus`. By default the folder that
            `SERVANDA_CORPUS` names, else `shared/corpus` beside the nearest folder above.

    Raises:
        GoldError: if a text is missing or is not the one that was read by the annotators.
    """
    found = {str(row["id"]): text for row in rows if (text := _beside(folder, str(row["id"]))) is not None}
    wanted: dict[str, list[str]] = {}
    for row in rows:
        if row["id"] not in found:
            wanted.setdefault(_corpus_of(row, folder), []).append(str(row["id"]))
    if wanted:
        home = _home(folder, corpus)
        for name, ids in wanted.items():
            found.update(_from_corpus(home, name, ids))
    for row in rows:
        _check(row, found[str(row["id"])], folder)
    return found


def plain(text: str) -> str:
    """Return the text as documents hold it: no byte order mark, line ends as single newlines."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _beside(folder: Path, name: str) -> str | None:
    for path in (folder / "docs" / f"{name}.txt", folder / f"{name}.txt"):
        if path.is_file():
            return plain(path.read_bytes().decode("utf-8"))
    return None


def _corpus_of(row: Row, folder: Path) -> str:
    if not row.get("corpus"):
        raise GoldError(
            f"The text of {row['id']!r} is missing: {folder / 'docs'} has no {row['id']}.txt and its line in docs.jsonl"
            " names no corpus. Put the text there, or name the corpus."
        )
    return str(row["corpus"])


def _home(folder: Path, corpus: Path | None) -> Path:
    named = corpus or (Path(os.environ[ENVIRONMENT]) if os.environ.get(ENVIRONMENT) else None)
    if named is not None:
        if named.is_dir():
            return named
        raise GoldError(f"The corpus folder {named} does not exist. Name the folder that holds the corpus files.")
    for above in folder.resolve().parents:
        if (above / "shared" / "corpus").is_dir():
            return above / "shared" / "corpus"
    raise GoldError(
        f"The gold in {folder} points into texts that are not part of it, and no corpus folder was found."
        f" Name it with --corpus or in {ENVIRONMENT}."
    )


def _from_corpus(home: Path, name: str, ids: Sequence[str]) -> dict[str, str]:
    missing = set(ids)
    found: dict[str, str] = {}
    for record in _records(home, name):
        if record.get("id") in missing:
            found[record["id"]] = plain(str(record["text"]))
            missing.discard(record["id"])
            if not missing:
                return found
    raise GoldError(
        f"The corpus {name} in {home} has no document {min(missing)!r}"
        f" ({len(missing)} of {len(ids)} are missing). Use the edition of the corpus that the gold was made from."
    )


def _records(home: Path, name: str) -> Iterator[dict[str, Any]]:
    zipped, bare = home / f"{name}.jsonl.gz", home / f"{name}.jsonl"
    if zipped.is_file():
        with gzip.open(zipped, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)
    elif bare.is_file():
        with bare.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)
    else:
        raise GoldError(f"The corpus folder {home} has neither {zipped.name} nor {bare.name}. Name the right folder.")


def _check(row: Row, text: str, folder: Path) -> None:
    wanted = row.get("sha256")
    if wanted and sha256(text.encode("utf-8")).hexdigest() != wanted:
        raise GoldError(
            f"The text of {row['id']!r} is not the one that the gold in {folder} was made from (its SHA-256 differs),"
            " so its offsets would point at other words. Use the edition that the gold was made from."
        )
