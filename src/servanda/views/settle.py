"""Scorecard lines computed once and kept: of all items after tracking, of one item after a decision on it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from servanda.linking import Corpus, Known, outcome
from servanda.linking.schedule import deadline, opening
from servanda.linking.searched import Wanted
from servanda.model import Document, Item, Link, Outcome, Review, Searched, Statement
from servanda.views.decided import Applied, by_subject, decided, standing
from servanda.views.scorecard import ScoreRow, score_row
from servanda.views.store import Store

Line = dict[str, Any]


class Held(Corpus):
    """The bounds of searches as they were found before: a decision changes the outcome, not what was searched."""

    def __init__(self, searched: Mapping[str, Searched], until: date | None) -> None:
        self._held, self._until = searched, until

    @property
    def until(self) -> date | None:
        """The latest publication date."""
        return self._until

    def searched(self, item: Item, statements: Mapping[str, Statement], as_of: date, after: date | None) -> Searched:
        """Return what was found before for this item."""
        return self._held[item.id]


class Around(Protocol):
    """What stands around an item."""

    def told(self, ids: Iterable[str]) -> Mapping[str, Any]: ...  # noqa: D102
    def heads(self, ids: Iterable[str]) -> Mapping[str, Document]: ...  # noqa: D102
    def parts(self, item: str) -> list[Item]: ...  # noqa: D102
    def links_of(self, items_: Iterable[str]) -> list[Link]: ...  # noqa: D102


def every_line(store: Store) -> Iterator[Line]:
    """Yield the scorecard's line of each item of a dated document, parts too, as people's decisions leave them."""
    applied = Applied(store)
    statements = {row.id: row for row in applied.statements()}
    documents = {row.id: row for row in applied.documents()}
    known = Known.of(statements, documents)
    if known.corpus.until is None:
        return
    reviews = by_subject(applied.reviews())
    items = [item for item in applied.items() if documents[item.document].published is not None]
    links: dict[str, list[Link]] = defaultdict(list)
    for link in applied.links():
        links[link.item].append(link)
    children: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.parent:
            children[item.parent].append(item)
    for item in items:
        yield {**line(item, children[item.id], links, known, reviews), **as_row(known.corpus.wanted(item, statements))}


def as_row(what: Wanted) -> Line:
    """Return what a document must name, as it is kept beside a line."""
    bearers = None if what.bearers is None else sorted(what.bearers)
    return {"wanted": {"bearers": bearers, "subjects": sorted(what.subjects)}}


def as_wanted(row: Mapping[str, Any]) -> Wanted:
    """Return what a document must name from what is kept."""
    bearers = row["bearers"]
    return Wanted(None if bearers is None else frozenset(bearers), frozenset(row["subjects"]))


class Later:
    """What new documents change in the lines of items that were settled before."""

    def __init__(self, heads: Sequence[Document], fresh: Iterable[str], statements: Iterable[Statement]) -> None:
        """Take all dated documents, which of them are new, and the statements of the new ones."""
        new = frozenset(fresh)
        self._corpus = Corpus([head for head in heads if head.id in new], statements)
        days = sorted(((head.published, head.publisher) for head in heads if head.published), key=lambda row: row[0])
        self._days = [day for day, _ in days]
        self._publishers: list[int] = [0]
        seen: set[str] = set()
        for _, publisher in reversed(days):
            seen |= {publisher} if publisher else set()
            self._publishers.append(len(seen))
        self.until = self._days[-1]

    def wanted(self, item: Item, statements: Mapping[str, Statement]) -> Wanted:
        """Return what a document must name to be relevant to an item."""
        return self._corpus.wanted(item, statements)

    def bounds(self, what: Wanted, published: date, before: int = 0) -> Searched:
        """Return the bounds of an item of that day; `before` is how many relevant documents there were already."""
        later = len(self._days) - bisect_right(self._days, published)
        more = self._corpus.relevant(what, self.until, published)
        return Searched(documents=later, relevant=before + more, publishers=self._publishers[later], until=self.until)

    def patched(self, before: Line, what: Wanted) -> Line:
        """Return a line as of the latest day, with the bounds of its search as they are now."""
        found = self.bounds(what, date.fromisoformat(before["published"]), before["searched"]["relevant"])
        return {**before, "as_of": self.until.isoformat(), "searched": found.model_dump(mode="json")}


def turned(before: Line, now: Line) -> bool:
    """Return whether an outcome may be another since more was searched or time has passed."""
    found = before["searched"]["relevant"] == 0 and now["searched"]["relevant"] > 0
    waiting = now["schedule"] in ("not_due", "due")
    due = now["schedule"] == "not_due" and now["as_of"] >= now["opens"]
    by_people = now["schedule"] == "met_on_time" and now["assigned_by"] != "rule"
    return bool(found or due or ((waiting or by_people) and now["as_of"] > now["deadline"]))


def line(
    item: Item,
    parts: Sequence[Item],
    links: Mapping[str, list[Link]],
    known: Known,
    reviews: Mapping[str, list[Review]],
) -> Line:
    """Return one item's line with the day of its document and its deadline beside it."""

    def of(one: Item) -> tuple[Known, list[Link]]:
        own = links.get(one.id, [])
        said = [review for key in (one.id, *(link.id for link in own)) for review in reviews.get(key, ())]
        return replace(known, reviews=tuple(said)), own

    narrow, _ = of(item)
    children: list[tuple[Item, Outcome]] = []
    for part in parts:
        about, own = of(part)
        children.append((part, outcome(part, own, about)))
    row: ScoreRow = score_row(item, links, narrow, children, None, None)
    published = known.documents[item.document].published
    limit = deadline([known.statements[one] for one in item.statements if one in known.statements])
    return {
        **row.json(),
        "published": published.isoformat() if published else "",
        "deadline": limit.end.isoformat() if limit and limit.end else None,
        "opens": opening(limit, limit.end).isoformat() if limit and limit.end else None,
    }


def one_line(
    around: Around, item: Item, bounds: Mapping[str, Searched], as_of: date, reviews: Mapping[str, list[Review]]
) -> Line | None:
    """Return an item's line from what stands around it and what was searched for it and its parts; None if it is gone.

    Parts without bounds have no outcome and are left out.
    """
    parts = around.parts(item.id)
    own = around.links_of([item.id, *(part.id for part in parts)])
    wanted = {*item.statements, *(one for part in parts for one in part.statements), *(link.statement for link in own)}
    statements: dict[str, Statement] = {}
    for id_, row in around.told(wanted).items():
        held = decided(row.statement, reviews.get(id_, ())).statement
        if held is not None:
            statements[id_] = held
    left = standing(item, [one for one in item.statements if one in statements])
    if left is None:
        return None
    documents = around.heads({row.document for row in statements.values()} | {item.document})
    links: dict[str, list[Link]] = defaultdict(list)
    for link in own:
        links[link.item].append(link)
    known = Known(statements, documents, Held(bounds, as_of))
    kept = [part for part in parts if part.id in bounds and all(one in statements for one in part.statements[:1])]
    return line(left, kept, links, known, reviews)
