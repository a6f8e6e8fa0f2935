"""Statements of one document to items: what is followed, with repeats joined and elaborations as children."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from servanda.linking.bearers import Said, given
from servanda.linking.frames import keys, keys_of
from servanda.linking.places import Place, Places
from servanda.linking.repeats import Repeats
from servanda.linking.titles import ask, measurability, title
from servanda.model import ITEM_FORCES, Actor, Document, Item, Quote, Statement, item_key

LETTERS = {"recommendation": "R", "pledge": "P", "agreement": "A", "demand": "D"}


@dataclass(slots=True)
class Unit:
    """Statements under one cue with one bearer, on their way to an item; `parent` is the unit it elaborates."""

    asks: list[Statement]
    place: Place
    parent: "Unit | None" = None
    repeats: list[Statement] = field(default_factory=list)
    bearers: tuple[Actor, ...] = ()

    @property
    def lead(self) -> Statement:
        """The first statement: it names the item."""
        return self.asks[0]


def items(document: Document, statements: Sequence[Statement]) -> tuple[Item, ...]:
    """Return the items of a document, in the order of their numbers, each parent before its children.

    The first sentence of a list item leads; a sentence that says the same elsewhere in the document joins it as a
    quotation; what the text around it adds in the same force becomes a child. What is not core makes no item.
    """
    followed = sorted(
        (row for row in statements if row.force in ITEM_FORCES and row.document == document.id),
        key=lambda row: (row.evidence.start, row.evidence.end, row.trigger.start, row.id),
    )
    units = _joined(_nested(_grouped(document, followed)))
    _borne(units)
    return tuple(_item(document, unit, number, parent) for unit, number, parent in _numbered(units))


def _grouped(document: Document, statements: Iterable[Statement]) -> list[Unit]:
    """Put the acts under one cue of one sentence, with one bearer, into one unit."""
    statements = tuple(statements)
    places = Places(document, {row.evidence.start for row in statements if row.core and row.force == "recommendation"})
    units: dict[tuple[object, ...], Unit] = {}
    for row in statements:
        cue = (row.cue.start, row.cue.end) if row.cue else row.id
        key = (row.force, row.core, cue, row.sentence.start, keys_of(row.actors), row.polarity)
        if key in units:
            units[key].asks.append(row)
        else:
            units[key] = Unit([row], places.of(row.evidence.start, row.sentence.start))
    return list(units.values())


def _nested(units: list[Unit]) -> list[Unit]:
    """Give each elaboration the unit that leads its list item, where both have the same force."""
    leads: dict[tuple[int, str], Unit] = {}
    for unit in units:
        owner = unit.place.item
        if owner is None:
            continue
        key = (owner, unit.lead.force)
        if key in leads:
            unit.parent = leads[key] if not (unit.place.leads and leads[key].place.leads) else None
        elif unit.lead.core:
            leads[key] = unit
            above = leads.get((unit.place.above, unit.lead.force)) if unit.place.above is not None else None
            unit.parent = above
    for unit in units:
        while unit.parent is not None and unit.parent.parent is not None:
            unit.parent = unit.parent.parent
    return units


def _joined(units: list[Unit]) -> list[Unit]:
    """Join repeats to the unit they repeat: list items first, then tops, then children; drop what is not core."""
    rank = sorted(range(len(units)), key=lambda at: (units[at].parent is not None, not units[at].place.listed, at))
    repeats = Repeats()
    kept: dict[int, Unit] = {}
    children = _children(units)
    for at in rank:
        unit = units[at]
        same = repeats.find(unit.asks)
        if same is not None and unit.place.leads and units[same].place.leads:
            same = None  # two bullets of a list are two items, however alike
        if same is None and not unit.lead.core:
            continue
        if same is None:
            repeats.add(at, unit.asks)
            kept[at] = unit
        else:
            kept[same].repeats += unit.asks
            _adopt(children, unit, kept[same])
    return [kept[at] for at in sorted(kept)]


def _borne(units: Sequence[Unit]) -> None:
    """Find who bears each unit, also where it does not say it by itself."""
    ordered = sorted(units, key=lambda unit: unit.lead.evidence.start)
    said = [Said(unit.lead.force, _bearers(unit.asks)) for unit in ordered]
    for unit, actors in zip(ordered, given(said), strict=True):
        unit.bearers = actors


def _children(units: Iterable[Unit]) -> dict[int, list[Unit]]:
    """Return the children of each unit by its identity."""
    found: dict[int, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.parent is not None:
            found[id(unit.parent)].append(unit)
    return found


def _adopt(children: dict[int, list[Unit]], gone: Unit, same: Unit) -> None:
    """Hand the children of a unit that was joined to the unit that now stands for it."""
    top = same.parent or same
    for unit in children.pop(id(gone), []):
        unit.parent = top if unit is not top else None
        if unit.parent is not None:
            children[id(top)].append(unit)


def _numbered(units: Sequence[Unit]) -> list[tuple[Unit, str, Unit | None]]:
    """Number the units: R1, R2 … in document order, a brief's list before the rest of it; children R1.1, R1.2."""
    alive = {id(unit) for unit in units}
    children = _children(units)
    counts: dict[str, int] = defaultdict(int)
    numbered: list[tuple[Unit, str, Unit | None]] = []
    tops = [unit for unit in units if unit.parent is None or id(unit.parent) not in alive]
    for unit in sorted(tops, key=lambda unit: unit.lead.force == "recommendation" and not unit.place.listed):
        letter = LETTERS[unit.lead.force]
        counts[letter] += 1
        number = f"{letter}{counts[letter]}"
        numbered.append((unit, number, None))
        numbered += [(child, f"{number}.{at}", unit) for at, child in enumerate(children[id(unit)], 1)]
    return numbered


def _item(document: Document, unit: Unit, number: str, parent: Unit | None) -> Item:
    members = (*unit.asks, *unit.repeats)
    asks = tuple(dict.fromkeys(ask(row) for row in unit.asks))
    asks = asks if len(asks) == len(unit.asks) else tuple(row.evidence.shown for row in unit.asks)
    return Item(
        id=item_key(unit.lead.id),
        number=number,
        title=title("; ".join(asks)),
        parent=item_key(parent.lead.id) if parent else None,
        document=document.id,
        document_name=document.name,
        force=unit.lead.force,
        bearers=unit.bearers,
        asks=asks,
        statements=tuple(row.id for row in members),
        quotes=tuple(_quote(document, row) for row in members),
        measurability=measurability(members),
    )


def _bearers(rows: Sequence[Statement]) -> tuple[Actor, ...]:
    """Return the bearers of the asks, each once by who they are."""
    found: dict[object, Actor] = {}
    for row in rows:
        for actor in row.actors:
            found.setdefault(keys(actor) or actor.name.lower(), actor)
    return tuple(found.values())


def _quote(document: Document, row: Statement) -> Quote:
    return Quote(
        document=document.id,
        document_name=document.name,
        start=row.evidence.start,
        end=row.evidence.end,
        text=row.evidence.text,
    )
