"""The questions a desk asks, each one call: what is promised, overdue, new, urged, disputed, taken up."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from servanda.desk.ask import Answer, Ask, actor_code, answer, codes, found, named, once
from servanda.desk.outcomes import followed, last_day
from servanda.ledger import Ledger
from servanda.linking.reports import Report, clusters, pairs, report
from servanda.linking.schedule import deadline
from servanda.model import Document, Force, Item, Outcome, Statement

TAKEN_UP = ("fulfilled", "substantially_advanced", "advanced")
_EVENTS: tuple[Force, ...] = ("deed", "agreement", "refusal", "pledge")


def promised(ledger: Ledger, ask: Ask) -> list[Answer]:
    """Return what somebody has pledged or agreed, the newest first; `by` is the one who is bound, also with others."""
    heads = _heads(ledger)
    rows = [row for force in ("pledge", "agreement") for row in found(ledger, ask, force, bearer=ask.by)]
    kept = [row for row in rows if row.core and _reaches(row, ask)]
    lines = [
        answer(
            "promised",
            row,
            heads.get(row.document),
            force=row.force,
            strength=row.strength,
            deadline=_day(deadline([row])),
            amount=row.amount.text if row.amount else None,
            item=row.item,
        )
        for row in kept
    ]
    return once(_newest(lines), ledger, ask)


def urges(ledger: Ledger, ask: Ask) -> list[Answer]:
    """Return who urges what on whom, the newest first; `by` is who urges, `of` on whom it is urged.

    Where nobody in the text is said to urge it, its publisher does.
    """
    heads = _heads(ledger)
    rows = [row for force in ("demand", "recommendation") for row in found(ledger, ask, force, bearer=ask.of)]
    publishers = {(head.publisher or "").lower() for head in heads.values()}
    known = ask.by is not None and any(ask.by.lower() in name for name in publishers)
    by = None if ask.by is None else named(ask.by) if known else actor_code(ask.by)
    lines = []
    for row in rows:
        head = heads.get(row.document)
        if not row.core or (ask.by is not None and not _urged_by(row, by, head, ask.by)):
            continue
        speaker = codes((row.speaker,)) if row.speaker else ((head.publisher or head.name,) if head else ())
        line = answer("urges", row, head, force=row.force, item=row.item)
        lines.append(Answer(line.id, line.kind, line.date, speaker, line.who, line.words, line.quote, line.more))
    return once(_newest(lines), ledger, ask)


def overdue(ledger: Ledger, ask: Ask) -> list[Answer]:
    """Return the items whose deadline has passed and that nothing searched fulfils, the longest overdue first."""
    rows = followed(ledger, ask)
    day = last_day(rows.known, (ask.as_of, ask.until))
    lines = []
    for item in rows.tops:
        limit = rows.limit(item)
        published = rows.document(item).published
        if day is None or limit is None or limit.end is None or limit.end >= day or not published or published > day:
            continue
        found_out = rows.on(item, day)
        if found_out.delivery != "fulfilled":
            more = {"deadline": limit.text, "due": limit.end.isoformat(), "days": (day - limit.end).days}
            lines.append(_item_line("overdue", item, found_out, limit.end, more))
    return sorted(lines, key=lambda line: (-line.more["days"], line.id))


def takenup(ledger: Ledger, ask: Ask) -> list[Answer]:
    """Return the recommendations of a publisher or document with what became of each, those taken up first.

    *Taken up* means that the bearer later did or promised it, never that the advice caused it. Only what the
    documents' authors recommend is meant, not advice that they report.
    """
    rows = followed(ledger, ask, lambda item: item.force == "recommendation")
    day = last_day(rows.known, (ask.as_of, ask.until))
    order = {name: at for at, name in enumerate(TAKEN_UP)}
    lines = []
    for item in rows.tops:
        lead = rows.known.statements.get(item.statements[0])
        if day is None or (rows.document(item).published or day) > day or (lead and lead.speaker is not None):
            continue
        found_out = rows.on(item, day)
        lines.append(_item_line("takenup", item, found_out, None, {"taken_up": found_out.delivery in order}))
    return sorted(lines, key=lambda line: order.get(line.more["delivery"], len(order)))


def news(ledger: Ledger, ask: Ask) -> list[Answer]:
    """Return what changed since a day: new documents, outcomes that moved and by which words, what fell due.

    `since` is the first day that counts as new, by publication; outcomes are compared with the day before it.
    """
    if ask.since is None:
        raise ValueError("News need a first day: give since.")
    rows = followed(ledger, Ask(by=ask.by, on=ask.on, document=ask.document, publisher=ask.publisher))
    until = last_day(rows.known, (ask.until, ask.as_of))
    if until is None or until < ask.since:
        return []
    narrowed = ask.by or ask.on or ask.document
    heads = () if narrowed else sorted(rows.known.documents.values(), key=lambda head: (str(head.published), head.id))
    lines = [
        _document_line(ledger, head)
        for head in heads
        if head.published and ask.since <= head.published <= until and _of_publisher(head, ask)
    ]
    before = ask.since - timedelta(days=1)
    touched = rows.touched(ask.since, until)
    for item in rows.tops:
        published = rows.document(item).published
        limit = rows.limit(item)
        due = limit is not None and limit.end is not None and before <= limit.end <= until
        if published is None or published > before or not (due or item.id in touched):
            continue
        was, now = rows.on(item, before), rows.on(item, until)
        late = now.schedule != was.schedule and now.schedule in ("due", "overdue")
        if was.delivery != now.delivery or late:
            fresh = [part.date for part in now.evidence if part.date >= ask.since]
            kind = "outcome" if was.delivery != now.delivery else now.schedule
            when = fresh[0] if fresh else limit.end if limit else None
            lines.append(_item_line(kind, item, now, when, {"was": was.delivery}))
    return lines


def disagree(ledger: Ledger, ask: Ask) -> list[Answer]:
    """Return where publishers differ on one event: amounts, days, who did it to whom, or whether it was done."""
    heads = _heads(ledger)
    rows: dict[str, Report] = {}
    for force in _EVENTS:
        for row in found(ledger, ask, force, bearer=ask.by):
            head = heads.get(row.document)
            made = report(row, head) if head else None
            if made is not None:
                rows[row.id] = made
    groups: dict[str, list[Report]] = {}
    for id_, first in clusters(rows, pairs(rows.values())).items():
        groups.setdefault(first, []).append(rows[id_])
    lines = []
    for first, group in sorted(groups.items()):
        names = {heads[row.statement.document].publisher or heads[row.statement.document].name for row in group}
        differ = _differences(group, heads) if len(names) > 1 else {}
        if differ:
            lines += [_disputed(first, row, heads, differ) for row in sorted(group, key=lambda row: row.day)]
    return lines


QUESTIONS: Mapping[str, Callable[[Ledger, Ask], list[Answer]]] = {
    "promised": promised,
    "overdue": overdue,
    "news": news,
    "urges": urges,
    "disagree": disagree,
    "takenup": takenup,
}


def _differences(group: Iterable[Report], heads: Mapping[str, Document]) -> dict[str, dict[str, str]]:
    """Return in what the reports of one event differ: each point with what each publisher says.

    Whether a thing was done or refused is a difference; whether it was done or promised is often but a tense.
    """
    points: dict[str, dict[str, str]] = {}
    for row in group:
        said, head = row.statement, heads[row.statement.document]
        told = {
            "amount": f"{said.amount.kind} {said.amount.value:g}" if said.amount else None,
            "done": "refused" if said.force == "refusal" else "done or promised",
            "to whom": ", ".join(sorted(codes(said.recipients))) if said.act in _AIMED and said.recipients else None,
            "day": said.when.start.isoformat() if said.when and said.when.start and said.when.grain == "day" else None,
        }
        for point, value in told.items():
            if value is not None:
                points.setdefault(point, {})[head.publisher or head.name] = value
    return {point: told for point, told in points.items() if len(set(told.values())) > 1}


_AIMED = frozenset(("AID", "SANCTION", "ACCUSE", "ASSAULT", "COERCE", "THREATEN", "RETREAT"))


def _disputed(
    first: str, row: Report, heads: Mapping[str, Document], differ: Mapping[str, Mapping[str, str]]
) -> Answer:
    head = heads[row.statement.document]
    name = head.publisher or head.name
    said = {point: told[name] for point, told in differ.items() if name in told}
    return answer("disagree", row.statement, head, event=first, publisher=name, differs=sorted(differ), says=said)


def _item_line(kind: str, item: Item, became: Outcome, day: date | None, more: Mapping[str, Any]) -> Answer:
    best = became.evidence[0] if became.evidence else None
    return Answer(
        id=f"{item.id}:{became.delivery}:{became.schedule}",
        kind=kind,
        date=day or (best.date if best else None),
        who=codes(item.bearers),
        whom=(),
        words=item.title,
        quote=item.quotes[0].model_dump(mode="json", exclude={"prefix", "suffix"}),
        more={
            "item": item.id,
            "number": item.number,
            "delivery": became.delivery,
            "schedule": became.schedule,
            "as_of": became.as_of.isoformat(),
            "searched": became.searched.model_dump(mode="json"),
            **more,
            "evidence": None if best is None else best.model_dump(mode="json", exclude={"reasons"}),
        },
    )


def _document_line(ledger: Ledger, head: Document) -> Answer:
    items = sum(item.parent is None for item in ledger.items(head.id))
    who = (head.publisher,) if head.publisher else ()
    return Answer(head.id, "document", head.published, who, (), head.title or head.name, None, {"items": items})


def _of_publisher(head: Document, ask: Ask) -> bool:
    return ask.publisher is None or ask.publisher.lower() in (head.publisher or "").lower()


def _urged_by(row: Statement, by: str | None, head: Document | None, typed: str) -> bool:
    """Tell whether it is this one who urges: the speaker, or the publisher where the text names none."""
    if row.speaker is not None:
        return by is not None and (by in row.speaker.keys or by == row.speaker.actor_id)
    return head is not None and typed.lower() in (head.publisher or "").lower()


def _reaches(row: Statement, ask: Ask) -> bool:
    """Tell whether a promise is made to whom the question asks for."""
    if ask.of is None:
        return True
    of = actor_code(ask.of)
    return any(of in actor.keys or of == actor.actor_id for actor in row.recipients)


def _newest(lines: Iterable[Answer]) -> list[Answer]:
    return sorted(lines, key=lambda line: (line.date or date.min, line.id), reverse=True)


def _heads(ledger: Ledger) -> dict[str, Document]:
    return {head.id: head for head in ledger.documents()}


def _day(limit: Any) -> str | None:
    return limit.end.isoformat() if limit is not None and limit.end else None
