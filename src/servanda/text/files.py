"""Paths to documents: files, folders, corpora and standard input, in order, one bad one never ending the rest."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.text.corpus import is_corpus_name, read_corpus
from servanda.text.onefile import STDIN, SUPPORTED, read_file
from servanda.text.source import ReadError, ReadOptions

if TYPE_CHECKING:
    from servanda.model import Document


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
        [target.path for target in targets if isinstance(target, _Target) and not is_corpus_name(target.path)]
    )
    for target in targets:
        if isinstance(target, ReadError):
            yield target
        elif str(target.path) == STDIN:
            yield from read_file(target.path, "stdin", options, sidecars)
        elif is_corpus_name(target.path):
            yield from read_corpus(target.path, target.named, options, sidecars)
        else:
            yield from read_file(target.path, names[target.path], options, sidecars)


def _targets(paths: Sequence[str | Path], skipped: set[Path]) -> Iterator[_Target | ReadError]:
    seen: set[Path] = set()
    for given in paths:
        path = Path(given)
        if str(given) == STDIN:
            yield _Target(path, named=True)
            continue
        if not path.exists():
            reason = "it is a link that leads nowhere" if path.is_symlink() else "there is no such file or folder"
            yield ReadError(source=str(path), reason=reason, hint="check the path")
            continue
        found = list(_walk(path)) if path.is_dir() else [path]
        if not found:
            yield ReadError(source=str(path), reason="the folder holds no files", hint=f"put {SUPPORTED} files there")
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
