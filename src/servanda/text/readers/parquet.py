"""Corpora in Parquet: the fields of a JSON Lines corpus as columns, read batch by batch in a process of its own."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from servanda.text.readers.records import Record, record, wrong
from servanda.text.source import ReadError, ReadOptions

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BATCH = 64
_COLUMNS = (
    "id", "format", "title", "publisher", "published", "date", "kind", "language", "lang", "url", "authors", "author",
    "site", "source",
)  # fmt: skip
_PATTERN_SIGNS = frozenset("*?[]{}")
_SETTINGS: Final[dict[str, str | bool | int | float | list[str]]] = {
    "threads": 1,
    "memory_limit": "1GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def is_corpus(path: Path, options: ReadOptions) -> bool:
    """Tell whether a file has a column `text`; one that cannot be read counts, so that reading it says why."""
    from servanda.text.readers import isolated

    try:
        import duckdb  # noqa: F401

        with closing(isolated.rows("parquet", path, options)) as told:
            return "text" in next(told)["columns"]
    except (ImportError, ValueError):
        return True


def records(path: Path, options: ReadOptions) -> Iterator[Record | ReadError]:
    """Yield the records of a corpus in order, with an error for each row that is none.

    Args:
        path: a `.parquet` file.
        options: the bounds; `limit` is the largest text that is read.
    """
    try:
        import duckdb  # noqa: F401

        yield from _records(path, options)
    except ImportError:
        hint = "install it with: pip install 'servanda[bulk]'"
        yield ReadError(source=str(path), reason="Parquet is read with DuckDB, which is not installed", hint=hint)
    except ValueError as error:
        yield ReadError(source=str(path), reason=str(error), hint="the rest of it is not read")


def _records(path: Path, options: ReadOptions) -> Iterator[Record | ReadError]:
    from servanda.text.readers import isolated

    with closing(isolated.rows("parquet", path, options)) as told:
        next(told)
        number = 0
        for number, row in enumerate(told, 1):
            if row.get("large"):
                reason = f"the record is larger than the limit of {options.limit:,} bytes"
                yield wrong(path, f"row {number}", reason)
            else:
                yield record(path, f"row {number}", row)
        if not number:
            yield ReadError(source=str(path), reason="the file is empty", hint="give a corpus with one record a row")


def extract(path: Path, limit: int) -> Iterator[dict[str, Any]]:
    """Yield the columns of a file, then the fields of each row, or that it is too large.

    Raises:
        ValueError: where the file is no Parquet or is damaged.
    """
    import duckdb

    with duckdb.connect(":memory:", config=_SETTINGS) as connection:
        columns = _columns(connection, path)
        yield {"columns": sorted(columns)}
        names = [name for name in _COLUMNS if name in columns]
        # Dates and numbers come as words, which need no time zone tables; the authors may be a list.
        chosen = ", ".join(f'"{name}"' if name == "authors" else f'"{name}"::VARCHAR' for name in names)
        text = "text::VARCHAR" if "text" in columns else "NULL::VARCHAR"
        large = f"strlen({text}) > ?"
        query = f"SELECT {large}, CASE WHEN {large} THEN '' ELSE {text} END, {chosen or 'NULL'} FROM read_parquet(?)"  # noqa: S608
        for row in _rows(connection, query, [limit, limit, str(path)]):
            values = zip(names, row[2:], strict=False)
            fields = {name: value for name, value in values if value is not None}
            yield {"large": True} if row[0] else {**fields, "text": row[1]}


def _columns(connection: "DuckDBPyConnection", path: Path) -> set[str]:
    if _PATTERN_SIGNS & set(str(path)):
        raise ValueError("DuckDB takes the signs * ? [ ] { } in the path for a pattern; rename the file or its folder")
    return {str(row[0]) for row in _rows(connection, "DESCRIBE SELECT * FROM read_parquet(?)", [str(path)])}


def _rows(connection: "DuckDBPyConnection", query: str, values: list[object]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query.

    Raises:
        ValueError: where the file is no Parquet or is damaged.
    """
    import duckdb

    try:
        cursor = connection.execute(query, values)
        while batch := cursor.fetchmany(_BATCH):
            yield from batch
    except (duckdb.Error, RuntimeError, UnicodeDecodeError) as error:
        reason = str(error).split("\n")[0][:200]
        raise ValueError(f"it is no whole Parquet file ({reason})") from None
