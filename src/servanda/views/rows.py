"""Answers as a sequence of values that can become plain fields, cells or a data frame."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, overload

from servanda.model import Value
from servanda.model.plain import plain
from servanda.views.flat import flat

if TYPE_CHECKING:
    import pandas


class Fields(Protocol):
    """A row of a view: it says itself what its plain fields are."""

    def json(self) -> dict[str, Any]:
        """Return the row as plain values."""


T = TypeVar("T", bound="Value | Fields", covariant=True)
_SHOWN = 20
_TELLING = (
    *("date", "number", "title", "name", "force", "actors", "bearers", "evidence", "delivery", "schedule"),
    *("relation", "score", "earlier", "later", "snippet", "published", "publisher", "document_name"),
)


class Rows(Sequence[T], Generic[T]):
    """An answer: a sequence of typed rows; `to_dicts` and `to_pandas` turn them into what other tools read."""

    def __init__(self, rows: Iterable[T], what: str) -> None:
        self._rows = tuple(rows)
        self._what = what

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> "Rows[T]": ...
    def __getitem__(self, at: int | slice) -> "T | Rows[T]":
        return Rows(self._rows[at], self._what) if isinstance(at, slice) else self._rows[at]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[T]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} {self._what}>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as plain, nested fields: what `--format jsonl` prints."""
        return [fields(row) for row in self._rows]

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the rows as a data frame of plain cells: what `--format csv` prints.

        Raises:
            ModuleNotFoundError: if pandas is not installed; the message says how to get it.
        """
        try:
            import pandas
        except ModuleNotFoundError:
            raise ModuleNotFoundError(
                "to_pandas needs pandas, which is not installed: pip install 'servanda[pandas]', or use to_dicts."
            ) from None
        return pandas.DataFrame([flat(row) for row in self.to_dicts()])

    def _repr_html_(self) -> str:
        """Return the first rows as a table for a notebook; the words of documents are escaped."""
        cells = [flat(row) for row in self[:_SHOWN].to_dicts()]
        names = [name for name in _TELLING if any(row.get(name) is not None for row in cells)]
        head = "".join(f"<th>{escape(name)}</th>" for name in names)
        body = "".join(f"<tr>{''.join(f'<td>{_cell(row.get(name))}</td>' for name in names)}</tr>" for row in cells)
        more = f" (the first {_SHOWN} are shown)" if len(self) > _SHOWN else ""
        return f"<table><tr>{head}</tr>{body}</table><p>{len(self)} {escape(self._what)}{more}</p>"


def fields(row: "Value | Fields") -> dict[str, Any]:
    """Return one row of an answer as plain, nested fields."""
    return plain(row) if isinstance(row, Value) else row.json()


def _cell(value: object) -> str:
    return "" if value is None else escape(str(value))
