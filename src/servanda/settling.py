"""Outcomes computed and kept: of all items, of those that new documents can change, of those that were decided on."""

from collections.abc import Collection, Iterable
from typing import Any

from servanda.ledger import Ledger
from servanda.ledger.browse import Shelf
from servanda.ledger.desk import Desk
from servanda.ledger.settled import Outcomes
from servanda.views.settle import Later, as_row, as_wanted, every_line, one_line, turned

Line = dict[str, Any]
# With more documents to be searched than this share of all, everything is computed anew.
_FEW = 0.1


def settle(ledger: Ledger) -> dict[str, int]:
    """Compute the scorecard's line of every item and keep it, for pages that show some of them.

    Returns how many items that are no parts of others have each delivery.
    """
    outcomes = Outcomes(ledger)
    heads = _dated(ledger)
    outcomes.put(every_line(ledger), replace=True)
    outcomes.note(heads)
    return outcomes.deliveries()


def settle_new(ledger: Ledger, fresh: Collection[str], linked: Iterable[str]) -> dict[str, int]:
    """Do the same where only documents that are new, and items that were linked anew, can have changed outcomes.

    Of the other items only the bounds of the search and the day are written again. Where documents were replaced or
    changed, or where most documents are later than the new ones, everything is computed.

    Args:
        ledger: the ledger.
        fresh: ids of the documents that were compared since the last time.
        linked: ids of the items whose links are others now.
    """
    outcomes, shelf = Outcomes(ledger), Shelf(ledger)
    heads, settled = _dated(ledger), outcomes.settled()
    new = heads.keys() - (settled or ())
    if settled is None or not settled <= heads.keys() or new != heads.keys() & set(fresh):
        return settle(ledger)
    redo = set(linked)
    if not new and not redo:
        return outcomes.deliveries()
    first = min((heads[id_].published for id_ in new), default=None)
    after = {id_ for id_, head in heads.items() if first and head.published and head.published >= first}
    if len(after) > max(_FEW * len(heads), 20):
        return settle(ledger)
    told = {id_: ledger.statements(id_) for id_ in after}
    later = Later(list(heads.values()), new, [one for id_ in new for one in told[id_]])
    for some in outcomes.each():
        now = []
        for before, kept in some:
            line = later.patched(before, as_wanted(kept))
            if turned(before, line):
                redo.add(before["item"])
            now.append(line)
        outcomes.put(now)
    whole = Later([heads[id_] for id_ in after], after, [one for rows in told.values() for one in rows])
    own = [item for id_ in new for item in ledger.items(id_)]
    lines: list[Line] = []
    for item in own:
        published = heads[item.document].published
        assert published is not None  # noqa: S101 - undated documents are not among the heads
        what = whole.wanted(item, {one.id: one for one in told[item.document]})
        start = {"as_of": later.until.isoformat(), "searched": whole.bounds(what, published).model_dump(mode="json")}
        made = one_line(shelf, item, start, Desk(ledger).standing(_around(shelf, item.id, item.statements)))
        if made is not None:
            lines.append({**made, **as_row(what)})
    outcomes.put(lines)
    refresh(ledger, redo - {item.id for item in own})
    outcomes.note(heads)
    return outcomes.deliveries()


def refresh(ledger: Ledger, changed: Iterable[str]) -> None:
    """Compute the outcomes of these items and of those that they are parts of anew; what was searched stays."""
    shelf, outcomes, desk = Shelf(ledger), Outcomes(ledger), Desk(ledger)
    held = shelf.items(changed)
    held |= shelf.items({one.parent for one in held.values() if one.parent} - set(held))
    before = outcomes.get(held)
    lines: list[Line] = []
    for id_, item in held.items():
        if id_ in before:
            line = one_line(shelf, item, before[id_], desk.standing(_around(shelf, id_, item.statements)))
            lines.append({**before[id_], "hidden": True} if line is None else line)
    if lines:
        outcomes.put(lines)


def _around(shelf: Shelf, item: str, statements: Iterable[str]) -> list[str]:
    """Return what decisions may be on that bear on an item: itself, its links and parts', and the statements of all."""
    links = shelf.links_of([item, *(part.id for part in shelf.parts(item))])
    return [item, *(link.id for link in links), *statements, *(link.statement for link in links)]


def _dated(ledger: Ledger) -> dict[str, Any]:
    return {head.id: head for head in ledger.documents() if head.published}
