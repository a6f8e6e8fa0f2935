"""Clusters: documents with one text, and reports of one event; each counts once unless every report is asked for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from servanda.linking.reports import Pair, clusters
from servanda.model import Document, Evidence, Statement
from servanda.views.comparison import quoted
from servanda.views.store import Store

Per = Literal["cluster", "report"]


class Paired(Store, Protocol):
    """A store that finds a statement by its id."""

    def statement(self, id: str) -> Statement:  # noqa: A002
        """Return one statement."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Documents with one text, or statements that report one event, the earliest first."""

    kind: Literal["text", "event"]
    id: str
    members: tuple[Mapping[str, Any], ...]
    likeness: float

    def json(self) -> dict[str, Any]:
        """Return the cluster as plain values."""
        return {
            "kind": self.kind,
            "id": self.id,
            "size": len(self.members),
            "likeness": self.likeness,
            "members": [dict(member) for member in self.members],
        }


def together(pairs: Mapping[tuple[str, str], float]) -> dict[str, str]:
    """Return the cluster of each thing that has a pair, by the first of its ids; what has none is left out."""
    joined = [Pair(one, other, score) for (one, other), score in pairs.items()]
    return clusters({key for pair in pairs for key in pair}, joined)


class Sameness:
    """Which statements count as one: reports of one event, and the same words in copies of one document."""

    def __init__(self, copies: Mapping[tuple[str, str], float], reports: Mapping[tuple[str, str], float]) -> None:
        self.copies = together(copies)
        self._events = together(reports)

    @classmethod
    def of(cls, store: Store) -> "Sameness":
        """Return what a store knows to be the same."""
        return cls(store.copies(), store.reports())

    def key(self, statement: str, document: str, words: str) -> str:
        """Return the same key for statements that count as one."""
        if statement in self._events:
            return self._events[statement]
        if document in self.copies:
            return f"{self.copies[document]}:{' '.join(words.split()).casefold()}"
        return statement

    def evidence(self, rows: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """Return evidence with each event once, the best report first, and by how many documents it is reported."""
        held: dict[str, list[Evidence]] = defaultdict(list)
        for row in rows:
            held[self.key(row.statement, row.document, row.text)].append(row)
        return tuple(
            group[0].model_copy(update={"reports": len({row.document for row in group})}) for group in held.values()
        )


def all_clusters(store: Paired) -> list[Cluster]:
    """Return every cluster of documents, then every cluster of reports."""
    heads = {head.id: head for head in store.documents()}
    copies, reports = store.copies(), store.reports()
    found = [
        Cluster("text", key, tuple(_head(heads[one]) for one in sorted(ids, key=lambda one: _when(heads[one]))), least)
        for key, ids, least in _groups(copies)
    ]
    for key, ids, least in _groups(reports):
        rows = [store.statement(one) for one in sorted(ids)]
        rows.sort(key=lambda row: (_when(heads[row.document]), row.id))
        members = tuple({**(quoted(row) or {}), **_published(heads[row.document])} for row in rows)
        found.append(Cluster("event", key, members, least))
    return found


def _groups(pairs: Mapping[tuple[str, str], float]) -> list[tuple[str, list[str], float]]:
    """Return each cluster's id, members and least likeness among its pairs."""
    of = together(pairs)
    members: dict[str, list[str]] = defaultdict(list)
    least: dict[str, float] = {}
    for key, first in of.items():
        members[first].append(key)
    for (one, _), score in pairs.items():
        least[of[one]] = min(score, least.get(of[one], 1.0))
    return [(first, members[first], least[first]) for first in sorted(members)]


def _head(head: Document) -> dict[str, Any]:
    return {"document": head.id, "document_name": head.name, "text": head.title or head.name, **_published(head)}


def _published(head: Document) -> dict[str, Any]:
    return {"date": head.published.isoformat() if head.published else None, "publisher": head.publisher}


def _when(head: Document) -> tuple[str, str]:
    return str(head.published or "9999"), head.id
