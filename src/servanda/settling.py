"""Outcomes computed and kept: of all items, of those that new documents can change, of those that were decided on."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from servanda.ledger import Ledger
from servanda.ledger.browse import Shelf
from servanda.ledger.desk import Desk
from servanda.ledger.settled import Outcomes
from servanda.model import Item, Searched
from servanda.views.settle import Later, as_row, as_wanted, every_line, one_line, turned

Line = dict[str, Any]
# With more documents to be searched than this share of all, everything is computed anew.
_FEW = 0.1


def settle(ledger: Ledger) -> dict[str, int]:
    """Compute the scorecard's line of every item and keep it, for pages that show some of them.

    Returns how many items that are no parts of others have each delivery.
    """
    outcomes = Outcomes(ledger)
    heads, decided = _dated(ledger), outcomes.decided()
    outcomes.put(every_line(ledger), replace=True)
    outcomes.note(heads, decided)
    return outcomes.deliveries()


def settle_new(ledger: Ledger, fresh: Collection[str], linked: Iterable[str]) -> dict[str, int]:
    """Do the same where only new documents, items linked anew and new decisions can have changed outcomes.

    Of the other items only the bounds of the search and the day are written again. Where documents were replaced or
    changed, decisions taken back, or most documents are later than the new ones, everything is computed.

    Args:
        ledger: the ledger.
        fresh: ids of the documents that were compared since the last time.
        linked: ids of the items whose links are others now.
    """
    outcomes, shelf = Outcomes(ledger), Shelf(ledger)
    heads, settled, decided = _dated(ledger), outcomes.settled(), outcomes.decided()
    new = heads.keys() - (settled.documents if settled else ())
    if settled is None or not heads.keys() >= set(settled.documents) or new != heads.keys() & set(fresh):
        return settle(ledger)
    said = outcomes.decided_since(settled.last)
    first = min((heads[id_].published for id_ in new), default=None)
    after = {id_ for id_, head in heads.items() if first and head.published >= first}
    if decided[1] != settled.standing + len(said) or len(after) > max(_FEW * len(heads), 20):
        return settle(ledger)
    redo = {*linked, *_concerned(shelf, said)}
    if new:
        redo |= _searched_more(ledger, heads, new, after)
    if redo:
        refresh(ledger, redo)
    outcomes.note(heads, decided)
    return outcomes.deliveries()


def _searched_more(
    ledger: Ledger, heads: Mapping[str, Any], new: AbstractSet[str], after: AbstractSet[str]
) -> set[str]:
    """Write the bounds of all items as they are with new documents; compute the items of these.

    `after` are the documents of the time of the new ones. Returns the other items whose outcome may be another.
    """
    outcomes, shelf, desk = Outcomes(ledger), Shelf(ledger), Desk(ledger)
    told = {id_: ledger.statements(id_) for id_ in after}
    later = Later(list(heads.values()), new, [one for id_ in new for one in told[id_]])
    redo: set[str] = set()

    def changed(before: Line, kept: Line) -> Line:
        now = later.patched(before, as_wanted(kept))
        if turned(before, now):
            redo.add(before["item"])
        return now

    outcomes.rewrite(changed)
    whole = Later([heads[id_] for id_ in after], after, [one for rows in told.values() for one in rows])
    own = [item for id_ in new for item in ledger.items(id_)]
    by_id = {one.id: one for rows in told.values() for one in rows}
    wanted = {item.id: whole.wanted(item, by_id) for item in own}
    bounds = {item.id: whole.bounds(wanted[item.id], heads[item.document].published) for item in own}
    lines: list[Line] = []
    for item in own:
        line = one_line(shelf, item, bounds, later.until, desk.standing(_around(shelf, item)))
        if line is not None:
            lines.append({**line, **as_row(wanted[item.id])})
    outcomes.put(lines)
    return redo - wanted.keys()


def refresh(ledger: Ledger, changed: Iterable[str]) -> None:
    """Compute the outcomes of these items and of those that they are parts of anew; what was searched stays."""
    shelf, outcomes, desk = Shelf(ledger), Outcomes(ledger), Desk(ledger)
    held = shelf.items(changed)
    held |= shelf.items({one.parent for one in held.values() if one.parent} - set(held))
    before = outcomes.get({*held, *(part.id for id_ in held for part in shelf.parts(id_))})
    bounds = {id_: Searched.model_validate(line["searched"]) for id_, line in before.items()}
    lines: list[Line] = []
    for id_, item in held.items():
        if id_ in before:
            day = date.fromisoformat(before[id_]["as_of"])
            line = one_line(shelf, item, bounds, day, desk.standing(_around(shelf, item)))
            lines.append({**before[id_], "hidden": True} if line is None else line)
    if lines:
        outcomes.put(lines)


def concerned(shelf: Shelf, statements: Collection[str]) -> set[str]:
    """Return the items that these statements are part of or bear on."""
    found = {item for statement in statements for item in shelf.items_of(statement)}
    return found | {link.item for link in shelf.links_to(statements)}


def _concerned(shelf: Shelf, said: Iterable[tuple[str, str]]) -> set[str]:
    """Return the items that decisions on subjects of these kinds can change."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, subject in said:
        by_kind[kind].append(subject)
    linked = {shelf.item_of_link(link) for link in by_kind["link"]}
    return {*by_kind["outcome"], *linked, *concerned(shelf, by_kind["statement"])} - {""}


def _around(shelf: Shelf, item: Item) -> list[str]:
    """Return what decisions may be on that bear on an item: on it and its parts, their links, and the statements."""
    every = [item, *shelf.parts(item.id)]
    links = shelf.links_of([one.id for one in every])
    told = [statement for one in every for statement in one.statements]
    return [*(one.id for one in every), *(link.id for link in links), *told, *(link.statement for link in links)]


def _dated(ledger: Ledger) -> dict[str, Any]:
    return {head.id: head for head in ledger.documents() if head.published}
