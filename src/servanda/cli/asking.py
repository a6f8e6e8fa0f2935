"""`promised`, `overdue`, `news`, `urges`, `disagree`, `takenup`: the questions of a desk, each one page."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from servanda.cli import options as o
from servanda.cli import output, rows
from servanda.cli.same import PerOption, counted_by

if TYPE_CHECKING:
    from servanda.desk import Answer, Ask
    from servanda.ledger import Ledger

By = Annotated[str | None, typer.Option(help="Who: a country, an ISO3 code, an organisation.")]
Of = Annotated[str | None, typer.Option(help="Toward or on whom.")]
On = Annotated[str | None, typer.Option(help="On what: words; what a known subject is also called is found too.")]
Since = Annotated[str | None, typer.Option(help="First day of publication: YYYY-MM-DD, a weekday, yesterday, or 30d.")]
Until = Annotated[str | None, typer.Option(help="Last day of publication, YYYY-MM-DD.")]
Of_Document = Annotated[str | None, typer.Option("--document", help="Only this document.")]
Published_By = Annotated[str | None, typer.Option("--publisher", help="Only documents of this publisher.")]
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WIDTH = 300


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (promised, overdue, news, urges, disagree, takenup):
        app.command()(command)


def promised(
    ledger: o.LedgerPath,
    by: By = None,
    of: Of = None,
    on: On = None,
    since: Since = None,
    until: Until = None,
    document: Of_Document = None,
    publisher: Published_By = None,
    per: PerOption = "cluster",
    style: rows.Style = "table",
    target: o.Output = None,
) -> None:
    """List what somebody has pledged or agreed (--by Japan --on "defence spending" --since 2021-01-01)."""
    put(ledger, "promised", asked(by, of, on, since, until, document, publisher, per=per), style, target)


def urges(
    ledger: o.LedgerPath,
    by: By = None,
    of: Of = None,
    on: On = None,
    since: Since = None,
    until: Until = None,
    document: Of_Document = None,
    publisher: Published_By = None,
    per: PerOption = "cluster",
    style: rows.Style = "table",
    target: o.Output = None,
) -> None:
    """List who urges what on whom; where the text names nobody, its publisher urges."""
    put(ledger, "urges", asked(by, of, on, since, until, document, publisher, per=per), style, target)


def disagree(
    ledger: o.LedgerPath,
    by: By = None,
    on: On = None,
    since: Since = None,
    until: Until = None,
    style: rows.Style = "table",
    target: o.Output = None,
) -> None:
    """Show where publishers differ on one event: amount, day, to whom, or whether it was done."""
    put(ledger, "disagree", asked(by, None, on, since, until), style, target)


def overdue(
    ledger: o.LedgerPath,
    by: By = None,
    on: On = None,
    document: Of_Document = None,
    publisher: Published_By = None,
    as_of: o.AsOf = None,
    per: PerOption = "cluster",
    style: rows.Style = "table",
    target: o.Output = None,
) -> None:
    """List what is past its deadline and not found fulfilled, the longest overdue first."""
    put(ledger, "overdue", asked(by, None, on, None, None, document, publisher, as_of, per=per), style, target)


def takenup(
    ledger: o.LedgerPath,
    by: By = None,
    on: On = None,
    document: Of_Document = None,
    publisher: Published_By = None,
    as_of: o.AsOf = None,
    per: PerOption = "cluster",
    style: rows.Style = "table",
    target: o.Output = None,
) -> None:
    """Show which recommendations of a publisher or document were taken up, and in which words."""
    put(ledger, "takenup", asked(by, None, on, None, None, document, publisher, as_of, per=per), style, target)


def news(
    ledger: o.LedgerPath,
    since: Annotated[
        str, typer.Option(help="First day that is new: YYYY-MM-DD, a weekday, yesterday, or 7d.", show_default=False)
    ],
    by: By = None,
    on: On = None,
    until: Until = None,
    document: Of_Document = None,
    publisher: Published_By = None,
    style: rows.Style = "table",
    target: o.Output = None,
) -> None:
    """Show what changed since a day: documents published, outcomes that moved and why, what fell due."""
    put(ledger, "news", asked(by, None, on, since, until, document, publisher), style, target)


def asked(
    by: str | None,
    of: str | None,
    on: str | None,
    since: str | None = None,
    until: str | None = None,
    document: str | None = None,
    publisher: str | None = None,
    as_of: str | None = None,
    per: str = "cluster",
) -> "Ask":
    """Return the question that was typed; a wrong date is a usage error."""
    from servanda.desk import Ask

    return Ask(
        by=by,
        of=of,
        on=on,
        since=None if since is None else first_day(since, date.today()),
        until=None if until is None else o.day(until),
        document=document,
        publisher=publisher,
        as_of=None if as_of is None else o.day(as_of),
        per="report" if counted_by(per) == "report" else None,
    )


def first_day(typed: str, today: date) -> date:
    """Return the day that is meant: a date, the last such weekday before today, yesterday, or some days ago."""
    word = typed.strip().lower()
    if word in _DAYS:
        return today - timedelta(days=(today.weekday() - _DAYS.index(word) - 1) % 7 + 1)
    if word == "yesterday":
        return today - timedelta(days=1)
    if word.endswith("d") and word[:-1].isdigit():
        return today - timedelta(days=min(int(word[:-1]), 36500))
    return o.day(typed)


def put(ledger: str, question: str, ask: "Ask", style: str, target: o.Output) -> None:
    """Ask one question and print the answer."""
    from servanda.desk import QUESTIONS
    from servanda.ledger import Ledger

    rows.checked(style)
    with Ledger.open(ledger, create=False) as opened:
        lines = answered(QUESTIONS[question], opened, ask)
        until = max((head.published for head in opened.documents() if head.published), default=None)
    show(question, lines, style, target, f"Documents up to {until}." if until else "No document is dated.")


def answered(question: "Callable[[Ledger, Ask], Sequence[Answer]]", ledger: "Ledger", ask: "Ask") -> "Sequence[Answer]":
    """Return the answer; what nobody could answer ends in a usage error."""
    try:
        return question(ledger, ask)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def show(question: str, lines: "Sequence[Answer]", style: str, target: o.Output, bounds: str) -> None:
    """Print the lines of an answer in the chosen format."""
    rows.put([line.json() for line in lines], style, target, lambda: _print(question, lines, bounds))


def _print(question: str, lines: "Sequence[Answer]", bounds: str) -> None:
    if lines:
        output.table(
            f"{question}: {rows.counted(len(lines), 'line')}",
            [
                ("date", {"no_wrap": True}),
                ("who", {"ratio": 2}),
                ("words", {"ratio": 6}),
                ("what", {"ratio": 2}),
                ("document", {"ratio": 2}),
            ],
            [_cells(line) for line in lines],
        )
    else:
        output.say(f"{question}: nothing found")
    notes = [bounds]
    if question == "takenup" and lines:
        taken = sum(bool(line.more["taken_up"]) for line in lines)
        notes.append(
            f"{taken} of {len(lines)} taken up: the bearer later did or promised it, never that the advice caused it."
        )
    for note in notes:
        output.console().print(output.safe(note), markup=False, highlight=False)


def _cells(line: "Answer") -> tuple[str, ...]:
    whom = f"\n→ {', '.join(line.whom)}" if line.whom else ""
    words = f"“{rows.cut(line.words, _WIDTH)}”" if line.quote else rows.cut(line.words, _WIDTH)
    proof = line.more.get("evidence")
    if proof:
        words += f"\n{proof['relation']}: “{rows.words(proof, _WIDTH)}”\n({proof['document_name']}, {proof['date']})"
    number = f"\n{line.more['number']}" if "number" in line.more else ""
    name = f"{line.quote['document_name']}{number}" if line.quote else ""
    return str(line.date or ""), f"{', '.join(line.who) or 'open'}{whom}", words, _what(line), name


def _what(line: "Answer") -> str:
    """Return what a question adds to a line, in few words."""
    more = line.more
    if line.kind in ("promised", "urges"):
        told = [more["force"], *([f"strength {more['strength']}"] if more.get("strength") else [])]
        told += [str(more[name]) for name in ("amount", "deadline") if more.get(name)]
    elif "days" in more:
        told = [f"due {more['due']}", f"{more['days']} days overdue", more["delivery"].replace("_", " ")]
    elif line.kind == "disagree":
        told = [more["publisher"], *(f"{point}: {said}" for point, said in more["says"].items())]
    elif line.kind == "document":
        told = ["new document", rows.counted(more["items"], "item")]
    else:
        was = f"{more['was']} → ".replace("_", " ") if line.kind == "outcome" else ""
        told = [was + more["delivery"].replace("_", " "), *([line.kind] if line.kind in ("due", "overdue") else [])]
    if more.get("reports", 1) > 1:
        told.append(rows.counted(more["reports"], "report"))
    return "\n".join(told)
