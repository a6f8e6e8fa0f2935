"""Drawings made on the server: statements by month, items over time, who acts toward whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request

from servanda.export.network import MOST_NODES, Network, drawn
from servanda.export.parties import Party
from servanda.ledger.tally import Pair
from servanda.model import FORCES
from servanda.web.access import Parts
from servanda.web.lists import MOST_PAGES, PAGE, Page, Wanted, flat, shown, wanted
from servanda.web.names import name_of
from servanda.web.rendering import View, pages
from servanda.web.state import State

router = APIRouter()
WIDTH, HEIGHT, BASE, LEFT = 1000, 240, 212, 44
MOST_BARS = 96


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: how many statements of one force."""

    force: str
    y: float
    height: float
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One month or year."""

    label: str
    x: float
    width: float
    pieces: tuple[Piece, ...]
    total: int
    tick: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """Statements over time; `lines` are the heights that the scale names."""

    width: int
    height: int
    left: int
    base: int
    bars: tuple[Bar, ...]
    lines: tuple[tuple[float, int], ...]
    by_year: bool


def bars(months: Iterable[tuple[str, str, int]]) -> Bars | None:
    """Return a bar for each month between the first and the last, or for each year where they are many."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    rows = list(months)
    if not rows:
        return None
    span = _between(min(row[0] for row in rows), max(row[0] for row in rows))
    by_year = len(span) > MOST_BARS
    for month, force, count in rows:
        counts[month[:4] if by_year else month][force] += count
    labels = sorted({month[:4] for month in span}) if by_year else span
    labels = labels[-MOST_BARS:]
    top = max((sum(counts[label].values()) for label in labels), default=0) or 1
    wide = (WIDTH - LEFT - 8) / len(labels)
    every = max(1, -(-len(labels) // 12))
    drawn_ = tuple(_bar(label, counts[label], at, wide, top, at % every == 0) for at, label in enumerate(labels))
    steps = sorted({top, max(1, top // 2)})
    lines = tuple((round(BASE - (BASE - 20) * step / top, 1), step) for step in steps)
    return Bars(WIDTH, HEIGHT, LEFT, BASE, drawn_, lines, by_year)


def _bar(label: str, counts: Counter[str], at: int, wide: float, top: int, tick: bool) -> Bar:
    y, pieces = float(BASE), []
    for force in FORCES:
        if counts[force]:
            height = (BASE - 20) * counts[force] / top
            y -= height
            pieces.append(Piece(force, round(y, 2), round(height, 2), counts[force]))
    width = max(0.8, min(wide - 1.5, 46))
    return Bar(label, round(LEFT + at * wide, 2), round(width, 2), tuple(pieces), sum(counts.values()), tick)


def _between(first: str, last: str) -> list[str]:
    year, month = int(first[:4]), int(first[5:7])
    found: list[str] = []
    while f"{year:04}-{month:02}" <= last and len(found) < 2400:
        found.append(f"{year:04}-{month:02}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def timeline(
    request: Request,
    parts: Parts,
    chosen: Annotated[Wanted, Depends(wanted)],
    page: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1,
) -> View:
    """Show how statements are spread over time, and the statements themselves by date."""
    if chosen.filters:
        months = parts.keep_of("months", "", chosen.filters, lambda: parts.tally.months_of(**chosen.filters))
    else:
        months = parts.keep("months", parts.tally.months)
    found = parts.shelf.statements(PAGE + 1, (page - 1) * PAGE, **chosen.filters)
    rows = shown(parts, found[:PAGE])
    totals: Counter[str] = Counter()
    for _, force, count in months:
        totals[force] += count
    context = {
        "bars": bars(months),
        "rows": rows,
        "chosen": chosen,
        "totals": totals.most_common(),
        "actors": parts.keep("actors", parts.tally.actors)[:60],
        "page": Page(page, len(found) > PAGE and page < MOST_PAGES),
    }
    facts = {"months": [{"month": month, "force": force, "statements": count} for month, force, count in months]}
    return View("timeline_page.html", "Timeline", context, flat(rows), facts)


def _pairs(parts: State, chosen: Wanted) -> list[Pair]:
    if not chosen.filters:
        return parts.keep("pairs", parts.tally.pairs)
    return parts.keep_of("pairs", "", chosen.filters, lambda: parts.tally.pairs(**chosen.filters))


def network(
    request: Request,
    parts: Parts,
    chosen: Annotated[Wanted, Depends(wanted)],
    most: Annotated[int, Query(ge=2, le=40)] = MOST_NODES,
) -> View:
    """Show who pledged, agreed, did, demanded, refused or threatened something toward whom."""
    pairs = _pairs(parts, chosen)
    picture = pictured(pairs, most)
    names = {node.key: node.name for node in picture.columns} if picture else {}
    context = {
        "picture": picture,
        "cells": _cells(picture),
        "chosen": chosen,
        "most": most,
        "pairs": sorted(pairs, key=lambda pair: -pair.number)[:60],
        "names": names,
        "actors": parts.keep("actors", parts.tally.actors)[:60],
    }
    rows: list[dict[str, Any]] = [
        {"source": pair.source, "target": pair.target, "statements": pair.number, "conflict": pair.conflict}
        for pair in sorted(pairs, key=lambda pair: (-pair.number, pair))
    ]
    return View("network.html", "Who acts toward whom", context, rows[:2000], {"pairs": len(rows)})


def pictured(pairs: Iterable[Pair], most: int) -> Network | None:
    """Return the drawing of counted pairs."""
    counts: Counter[tuple[Party, Party]] = Counter()
    conflicts: Counter[tuple[Party, Party]] = Counter()
    parties: dict[str, Party] = {}
    for pair in pairs:
        for key in (pair.source, pair.target):
            if key not in parties:
                parties[key] = Party(key, name_of(key), known=True)
        two = parties[pair.source], parties[pair.target]
        counts[two] += pair.number
        conflicts[two] += pair.conflict
    return drawn(counts, conflicts, most)


def _cells(picture: Network | None) -> Sequence[tuple[Party, tuple[tuple[int, int], ...]]]:
    """Return the matrix with a step from 0 to 5 for each count, by which a cell is tinted."""
    if picture is None:
        return []
    top = max((count for _, row in picture.rows for count in row), default=1)
    steps = max(1.0, log2(top + 1))
    return [
        (one, tuple((count, 0 if not count else max(1, round(5 * log2(count + 1) / steps))) for count in row))
        for one, row in picture.rows
    ]


pages(router, "/timeline", timeline)
pages(router, "/network", network)
