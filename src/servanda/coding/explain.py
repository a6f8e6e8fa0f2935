"""Why a sentence was coded as it was, or why not: each decision with the rule that made it."""

from dataclasses import dataclass

from servanda.coding.coder import CodingOptions, code
from servanda.model import Document, Statement
from servanda.text.parse import Sentence


@dataclass(frozen=True, slots=True)
class Uncoded:
    """A clause that was read and left uncoded, with the reason."""

    word: str
    start: int
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The statements of a text and the clauses that gave none."""

    statements: tuple[Statement, ...]
    uncoded: tuple[Uncoded, ...]


def explain(document: Document, coder: str = "both") -> Explanation:
    """Code a document and keep the reasons for everything that stayed uncoded."""
    left: list[Uncoded] = []

    def note(sentence: Sentence, token: int, reason: str) -> None:
        word = sentence.tokens[token]
        left.append(Uncoded(word.text, word.start, reason))

    statements = code(document, CodingOptions(coder=coder), note=note)
    if not statements and not left:
        left.append(Uncoded("", 0, "no verb or event noun of the tables was found"))
    return Explanation(tuple(statements), tuple(left))


def decisions(statement: Statement) -> list[tuple[str, str, str]]:
    """Return a statement's decisions as (field, value, the rule or words behind it)."""
    cue = "no cue: a plain finite verb" if statement.cue is None else f"cue “{statement.cue.shown}”"
    rows: list[tuple[str, str, str]] = [
        ("force", statement.force, f"{cue}, rule {statement.rule}"),
        ("act", statement.act or "none", f"trigger “{statement.trigger.shown}” in the table of acts"),
        ("event", statement.event or "none", f"what a {statement.force} is as a PLOVER event"),
    ]
    rows += [("actor", f"{a.name} ({a.country or a.actor_id or 'open'})", a.via) for a in statement.actors]
    rows += [("recipient", f"{a.name} ({a.country or a.actor_id or 'open'})", a.via) for a in statement.recipients]
    if statement.speaker:
        rows.append(("speaker", statement.speaker.name, statement.speaker.via))
    for name, time in (("when", statement.when), ("deadline", statement.deadline)):
        if time:
            rows.append((name, f"{time.start or '…'} to {time.end or '…'} ({time.text})", f"rule {time.rule}"))
    if statement.condition:
        rows.append(("condition", statement.condition.shown, "condition words"))
    if statement.amount:
        rows.append(("amount", f"{statement.amount.value:g} {statement.amount.unit}", statement.amount.text))
    rows.append(("core", "yes" if statement.core else "no", ""))
    rows.append(
        ("confidence", f"{statement.confidence:.2f}", "how probably span, force and bearers are right, by its signs")
    )
    return rows
