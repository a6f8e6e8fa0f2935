"""Score sheets: for each commitment, member and cycle what is suggested, what coders gave, and what was settled."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from servanda.linking import Known, outcome
from servanda.linking.members import members, of_member
from servanda.model import Actor, Evidence, Item, Link, Review
from servanda.model.keys import cell_key
from servanda.ontology.rules import NOT_APPLICABLE, Cycle, Guide, Rules, shown, suggested
from servanda.views.flat import who
from servanda.views.same import Sameness
from servanda.views.scorecard import knowledge
from servanda.views.store import Store

Status = Literal["adjudicated", "agreed", "one coder", "to adjudicate", "not scored"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One commitment of one member in one cycle.

    `suggestion` is computed and only that; `final` is what was adjudicated or what all of two or more coders gave.
    """

    item: Item
    member: str
    cycle: Cycle
    stage: Literal["interim", "final"]
    rules: Rules
    guide: Guide
    suggestion: str
    why: str
    delivery: str
    evidence: tuple[Evidence, ...]
    scores: Mapping[str, str]
    adjudicated: str | None
    as_of: date

    @property
    def subject(self) -> str:
        """What decisions on this cell are kept under."""
        return cell_key(self.item.id, self.member, self.rules.scale, self.cycle.name)

    @property
    def status(self) -> Status:
        """How far the cell is scored."""
        if self.adjudicated is not None:
            return "adjudicated"
        if len(self.scores) < 2:
            return "one coder" if self.scores else "not scored"
        return "agreed" if len(set(self.scores.values())) == 1 else "to adjudicate"

    @property
    def final(self) -> str | None:
        """The score that counts, null while it is open."""
        if self.adjudicated is not None:
            return self.adjudicated
        return next(iter(self.scores.values())) if self.status == "agreed" else None

    def json(self) -> dict[str, Any]:
        """Return the cell as plain values."""
        return {
            "item": self.item.id,
            "document_name": self.item.document_name,
            "number": self.item.number,
            "title": self.item.title,
            "member": self.member,
            "cycle": self.cycle.model_dump(mode="json"),
            "stage": self.stage,
            "scale": self.rules.scale,
            "label": self.rules.label,
            "rules": f"{self.rules.id} {self.rules.version}",
            "guideline": dict(self.guide.guideline),
            "suggested": self.suggestion,
            "why": self.why,
            "delivery": self.delivery,
            "scores": dict(self.scores),
            "adjudicated": self.adjudicated,
            "final": self.final,
            "status": self.status,
            "as_of": self.as_of.isoformat(),
            "evidence": [row.model_dump(mode="json") for row in self.evidence],
        }


def sheet(store: Store, document: str, rules: Rules, as_of: date | None = None) -> list[Cell]:
    """Return the cells of a document's commitments, by item and then by member.

    Evidence counts within the commitment's cycle and up to `as_of`, by default the day of the latest document; each
    event counts once. A single bearer is the only member.

    Raises:
        ValueError: if neither the document nor any other is dated.
    """
    known = knowledge(store)
    same = Sameness.of(store)
    scores, settled = _decisions(store.reviews())
    head = known.documents.get(document)
    last = as_of or known.corpus.until
    if head is None or head.published is None or last is None:
        raise ValueError("The document has no date of publication, so no cycle can be counted from it.")
    cells: list[Cell] = []
    for item in store.items(document):
        if item.parent is not None or item.force not in ("pledge", "agreement"):
            continue
        guide = rules.of(item.document_name, item.number)
        cycle = _dated(guide.cycle or Cycle(name="all"), head.published)
        day = min(last, cycle.end) if cycle.end else last
        links = list(store.links(item.id))
        for member in members(item) or item.bearers:
            name = who(member.model_dump())
            subject = cell_key(item.id, name, rules.scale, cycle.name)
            made = _cell(item, member, links, known, same, guide, cycle, max(day, head.published))
            cells.append(
                Cell(
                    item=item,
                    member=name,
                    cycle=cycle,
                    stage="interim" if cycle.end is None or last < cycle.end else "final",
                    rules=rules,
                    guide=guide,
                    scores=scores.get(subject, {}),
                    adjudicated=settled.get(subject),
                    as_of=last,
                    **made,
                )
            )
    return cells


def _cell(
    item: Item,
    member: Actor,
    links: Sequence[Link],
    known: Known,
    same: Sameness,
    guide: Guide,
    cycle: Cycle,
    day: date,
) -> dict[str, Any]:
    """Return what is suggested for one member, and why."""
    own = links if len(members(item)) == 0 else of_member(links, member, known.statements, known.documents)
    became = outcome(item, own, known, as_of=day)
    within = [row for row in same.evidence(became.evidence) if cycle.start is None or row.date >= cycle.start]
    counts = Counter(row.relation for row in within)
    rule = suggested(guide, counts["fulfils"], counts["advances"], counts["contradicts"])
    found = {"delivery": became.delivery, "evidence": tuple(within)}
    if became.delivery in ("cannot_be_assessed", "superseded"):
        return {**found, "suggestion": NOT_APPLICABLE, "why": became.delivery.replace("_", " ")}
    numbers = f"{counts['fulfils']} fulfil, {counts['advances']} advance, {counts['contradicts']} contradict"
    return {**found, "suggestion": shown(rule.score), "why": f"{rule.why} ({numbers})"}


def _decisions(reviews: Iterable[Review]) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Return the coders' scores by cell and coder, and what was adjudicated by cell, the latest decision first."""
    scores: dict[str, dict[str, str]] = defaultdict(dict)
    settled: dict[str, str] = {}
    for review in sorted(reviews, key=lambda row: (row.at, row.id)):
        if review.subject_kind == "score":
            scores[review.subject][review.user] = review.judgement
        elif review.subject_kind == "adjudication":
            settled[review.subject] = review.judgement
    return scores, settled


def _dated(cycle: Cycle, published: date) -> Cycle:
    """Return a cycle that starts the day after the commitment where no day is given."""
    return cycle if cycle.start else cycle.model_copy(update={"start": published + timedelta(days=1)})


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the two busiest coders agree on the cells that both scored; kappa is null where chance explains all."""

    coders: tuple[str, ...]
    cells: int
    agreed: int
    kappa: float | None

    def json(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        share = round(self.agreed / self.cells, 3) if self.cells else None
        return {
            "coders": list(self.coders),
            "cells": self.cells,
            "agreed": self.agreed,
            "share": share,
            "kappa": self.kappa,
        }


def agreement(cells: Sequence[Cell]) -> Agreement:
    """Return the agreement of two coders: the share of equal scores, and Cohen's kappa."""
    busy = Counter(coder for cell in cells for coder in cell.scores)
    coders = tuple(sorted(coder for coder, _ in busy.most_common(2)))
    if len(coders) < 2:
        return Agreement(coders, 0, 0, None)
    pairs = [
        (cell.scores[coders[0]], cell.scores[coders[1]])
        for cell in cells
        if all(name in cell.scores for name in coders)
    ]
    size, equal = len(pairs), sum(one == other for one, other in pairs)
    ours, theirs = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    chance = sum(ours[score] * theirs[score] for score in ours) / (size * size) if size else 1.0
    kappa = round((equal / size - chance) / (1 - chance), 3) if size and chance < 1 else None
    return Agreement(coders, size, equal, kappa)


def percents(cells: Sequence[Cell]) -> dict[str, dict[str, float | None]]:
    """Return the percentage of compliance of all cells, each member and each commitment, by final scores alone."""
    groups: dict[str, dict[str, list[Cell]]] = {"all": {"all": list(cells)}, "member": {}, "item": {}}
    for cell in cells:
        groups["member"].setdefault(cell.member, []).append(cell)
        groups["item"].setdefault(cell.item.number, []).append(cell)
    return {kind: {name: _percent(rows) for name, rows in held.items()} for kind, held in groups.items()}


def _percent(cells: Sequence[Cell]) -> float | None:
    known = [float(cell.final) for cell in cells if cell.final is not None and _number(cell.final)]
    return cells[0].rules.of_scale.percent(known) if cells else None


def _number(score: str) -> bool:
    try:
        float(score)
    except ValueError:
        return False
    return True
