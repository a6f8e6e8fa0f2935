"""Two documents side by side: what is new, dropped, said again, stronger, weaker, or changed in amount or date."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from servanda.linking.alike import Alike, Said, paired, strength
from servanda.linking.fields import field, subjects
from servanda.linking.vocabulary import act_words
from servanda.linking.words import tokens
from servanda.model import Actor, Quote, Statement, TimeRef
from servanda.views.flat import who
from servanda.views.store import Store

Change = Literal["new", "dropped", "weakened", "strengthened", "amount", "date", "done", "restated"]
CHANGES: tuple[Change, ...] = get_args(Change)
_MOST_TOLD = 3
_POINTS = 3.0
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Changed:
    """One commitment, call or refusal in two documents: how it changed, and why one may say so.

    `details` are the changes in words; `strengths` those of the annotation guide, null where nothing is committed.
    """

    change: Change
    topic: str
    subjects: tuple[str, ...]
    actors: tuple[Actor, ...]
    earlier: Statement | None
    later: Statement | None
    likeness: float | None
    strengths: tuple[int | None, int | None]
    details: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        """Return the row as plain values."""
        return {
            "change": self.change,
            "topic": self.topic,
            "subjects": list(self.subjects),
            "actors": [actor.model_dump(mode="json") for actor in self.actors],
            "earlier": quoted(self.earlier),
            "later": quoted(self.later),
            "forces": [row.force if row else None for row in (self.earlier, self.later)],
            "strengths": list(self.strengths),
            "likeness": self.likeness,
            "details": list(self.details),
        }


@dataclass(frozen=True, slots=True)
class Weight:
    """How often each document speaks of a topic, a subject or a bearer, and what share of its statements that is."""

    name: str
    earlier: int
    later: int
    earlier_share: float
    later_share: float

    @property
    def points(self) -> float:
        """By how many percentage points the share grew."""
        return round(self.later_share - self.earlier_share, 1)

    def json(self) -> dict[str, Any]:
        """Return the row as plain values."""
        return {
            "name": self.name,
            "earlier": self.earlier,
            "later": self.later,
            "earlier_share": self.earlier_share,
            "later_share": self.later_share,
            "points": self.points,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents compared: rows in the order of `CHANGES`, and how much there is of each topic and bearer."""

    rows: tuple[Changed, ...]
    topics: tuple[Weight, ...]
    subjects: tuple[Weight, ...]
    actors: tuple[Weight, ...]
    sizes: tuple[int, int]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each change."""
        found = Counter(row.change for row in self.rows)
        return {change: found[change] for change in CHANGES}

    def told(self) -> str:
        """Say in one sentence of what there is more and of what less: counts, no judgement."""
        parts = []
        for word, rows in (("more", self.topics), ("less", self.topics)):
            sign = 1 if word == "more" else -1
            moved = sorted((row for row in rows if sign * row.points >= _POINTS), key=lambda row: -sign * row.points)
            told = ", ".join(f"{row.name} ({row.earlier} → {row.later})" for row in moved[:_MOST_TOLD])
            if told:
                parts.append(f"{word} on {told}")
        return "; ".join(parts) or "the topics keep their shares"

    def summary(self) -> dict[str, Any]:
        """Return the counts as plain values."""
        return {
            "counts": self.counts,
            "statements": {"earlier": self.sizes[0], "later": self.sizes[1]},
            "told": self.told(),
            "topics": [row.json() for row in self.topics],
            "subjects": [row.json() for row in self.subjects],
            "actors": [row.json() for row in self.actors],
        }


def compare_documents(store: Store, earlier: str, later: str) -> Comparison:
    """Lay two documents side by side by their ids; statements alone are compared, no text is read again.

    Commitments, calls and positions are compared. A deed is compared only where it keeps an earlier commitment
    (`done`); a statement that is not core may answer for another, and is not by itself new or dropped.
    """
    pool = Alike([*store.statements(earlier), *store.statements(later)])
    before = [said for said in pool.said if said.statement.document == earlier]
    after = [said for said in pool.said if said.statement.document == later]
    rows: list[Changed] = []
    met: set[str] = set()
    for one, other, likeness in paired([said for said in before if said.family != "deed"], pool, later):
        if one.statement.core or other.statement.core:
            rows.append(changed(one, other, likeness))
        met |= {one.statement.id, other.statement.id}
    rows += [_alone("dropped", said) for said in before if _counts(said, met)]
    rows += [_alone("new", said) for said in after if _counts(said, met)]
    order = {change: at for at, change in enumerate(CHANGES)}
    rows.sort(key=lambda row: (order[row.change], row.topic, _place(row)))
    ours, theirs = ([said for said in side if said.statement.core] for side in (before, after))
    return Comparison(
        tuple(rows),
        _weights([[field(said.frame)] for said in ours], [[field(said.frame)] for said in theirs]),
        _weights([subjects(said.frame) for said in ours], [subjects(said.frame) for said in theirs]),
        _weights([_names(said) for said in ours], [_names(said) for said in theirs]),
        (len(ours), len(theirs)),
    )


def changed(one: Said, other: Said, likeness: float) -> Changed:
    """Return how a later statement changes an earlier one that says the same."""
    before, after = one.statement, other.statement
    was, now = strength(before), strength(after)
    details: list[str] = []
    found: list[Change] = []
    if _kept(one, other):
        found.append("done")
        details.append("told as done or under way")
    elif was is not None and now is not None and was != now:
        found.append("strengthened" if now > was else "weakened")
        details.append(f"strength {was} → {now}: {_said(before)} → {_said(after)}")
    found += _amounts(before, after, details)
    found += _dates(before, after, details)
    return Changed(
        change=found[0] if found else "restated",
        topic=field(other.frame),
        subjects=tuple(dict.fromkeys((*subjects(one.frame), *subjects(other.frame)))),
        actors=other.frame.bearers or one.frame.bearers,
        earlier=before,
        later=after,
        likeness=likeness,
        strengths=(was, now),
        details=tuple(details),
    )


def _kept(one: Said, other: Said) -> bool:
    """Tell whether the later words report what was promised: a deed, or a welcome of that very act."""
    if one.statement.force not in ("pledge", "agreement") or other.statement.force != "deed":
        return False
    if other.family == "deed":
        return True
    row, wanted = other.statement, set(one.frame.act.families)
    named = tokens(row.evidence.shown)
    shown = row.trigger.shown
    return any(act_words().get((word.stem,)) in wanted for word in named if word.text not in shown)


def _amounts(before: Statement, after: Statement, details: list[str]) -> list[Change]:
    """Tell whether both name an amount of one kind, and not the same."""
    was, now = before.amount, after.amount
    if was is None or now is None or was.kind != now.kind or was.value == now.value:
        return []
    if was.currency != now.currency or (was.kind == "count" and was.unit != now.unit):
        return []
    details.append(f"amount {was.text} → {now.text}")
    return ["amount"]


def _dates(before: Statement, after: Statement, details: list[str]) -> list[Change]:
    """Tell whether the deadline moved, came or went; only one that moved is a change by itself."""
    was, now = _deadline(before), _deadline(after)
    if was is None and now is None:
        return []
    if was is None or now is None:
        gone = now is None
        details.append(f"deadline {'dropped' if gone else 'added'}: {(was or now).text}")  # type: ignore[union-attr]
        return []
    if was.end == now.end or was.text.lower() == now.text.lower():
        return []
    details.append(f"deadline {was.text} → {now.text}")
    return ["date"]


def _deadline(row: Statement) -> TimeRef | None:
    """Return by when a statement is to be kept; a day or week named beside it tells when it was said."""
    if row.deadline is not None and row.deadline.end is not None:
        return row.deadline
    when = row.when
    ahead = "future" in row.aux and row.force != "deed"
    return when if when and when.end and ahead and when.grain not in ("day", "week", "open") else None


def _alone(change: Change, said: Said) -> Changed:
    row = said.statement
    one, other = (row, None) if change == "dropped" else (None, row)
    return Changed(
        change=change,
        topic=field(said.frame),
        subjects=subjects(said.frame),
        actors=said.frame.bearers,
        earlier=one,
        later=other,
        likeness=None,
        strengths=(strength(row), None) if one else (None, strength(row)),
        details=(),
    )


def _counts(said: Said, met: Iterable[str]) -> bool:
    """Tell whether a statement that found no partner is worth telling: a core position that names what it is about."""
    row = said.statement
    return row.core and said.family != "deed" and row.id not in met and len(said.words) >= _FEWEST_WORDS


def _place(row: Changed) -> int:
    said = row.later or row.earlier
    return said.evidence.start if said else 0


def _said(row: Statement) -> str:
    """Return the word that gives a statement its force: its cue, else the act itself."""
    return f"“{(row.cue or row.trigger).shown}”"


def _names(said: Said) -> list[str]:
    return list(dict.fromkeys(who(actor.model_dump()) for actor in said.frame.bearers))


def _weights(ours: Sequence[Iterable[str]], theirs: Sequence[Iterable[str]]) -> tuple[Weight, ...]:
    """Count names on both sides, each once a statement; what moved most comes first."""
    one, other = (Counter(name for names in side for name in set(names)) for side in (ours, theirs))
    rows = [
        Weight(name, one[name], other[name], _share(one[name], len(ours)), _share(other[name], len(theirs)))
        for name in one | other
    ]
    return tuple(sorted(rows, key=lambda row: (-abs(row.points), row.name)))


def _share(number: int, size: int) -> float:
    return round(100 * number / size, 1) if size else 0.0


def quoted(row: Statement | None) -> dict[str, Any] | None:
    """Return a statement's words with where they stand, as plain values; null for none."""
    if row is None:
        return None
    span = row.evidence
    quote = Quote(
        document=row.document, document_name=row.document_name, start=span.start, end=span.end, text=span.text
    )
    found = quote.model_dump(mode="json", exclude={"prefix", "suffix"})
    return {**found, "statement": row.id, **({} if span.clean is None else {"clean": span.clean})}
