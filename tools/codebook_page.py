"""Write docs/codebook.md from the codebooks in the package; `--check` only says whether the page is up to date."""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from servanda.ontology.cameo import CameoCode, cameo
from servanda.ontology.forces import Example, ForceEntry, forces
from servanda.ontology.plover import Event, Mode, plover
from servanda.ontology.sentences import Entry, Sentence, sentences

PAGE = Path(__file__).parents[1] / "docs" / "codebook.md"
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
INTRODUCTION = """\
# Codebook

% Written by tools/codebook_page.py from the files in src/servanda/ontology. Change those, then run it again.

The codes that Servanda uses, with meanings and sentences in our own words. How to choose among them is the
subject of the [annotation guide](annotation.md); the numbers of corrections (E01, C01 …) are explained in the
[errata](errata.md).

Every sentence was invented for this page and reports nothing that happened. Below an event or a mode *italics* mark
who acts and **bold** whom it affects. A sentence with another code under *Instead* only looks like the entry.
"""


def main(arguments: Sequence[str]) -> int:
    """Write the page, or with `--check` return 1 if it is out of date."""
    text = page()
    if "--check" not in arguments:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{PAGE} is out of date: run python tools/codebook_page.py.\n")
    return 1


def page() -> str:
    """Return the page as Markdown."""
    return "\n".join((INTRODUCTION, *_forces(), *_events(), *_contexts(), *_auxiliary(), *_roots(), *_crosswalk()))


def _forces() -> Iterator[str]:
    yield "## Forces\n"
    yield from _table(
        ("Force", "Bearers", "Speaker", "PLOVER event", "Followed"),
        [
            (entry.label, entry.bearer, entry.speaker, _event_of(entry), "yes" if entry.item else "no")
            for entry in forces().values()
        ],
    )
    for entry in forces().values():
        yield f"### {entry.label}\n"
        yield f"{entry.definition} **{entry.decides}**\n"
        yield f"Cues: {entry.cue}.\n"
        if entry.strength:
            rows = [(str(rung.level), rung.label, ", ".join(rung.verbs), rung.example) for rung in entry.strength]
            yield from _table(("Strength", "", "Words", "Sentence"), rows)
        yield from _table(("Sentence", "Where"), [(example.text, _where(example)) for example in entry.examples])
        rows = [(near.text, _where(near), near.force, near.why) for near in entry.near]
        yield from _table(("Near miss", "Where", "Force", "Why"), rows)


def _event_of(entry: ForceEntry) -> str:
    event = {"act": "the act's own", None: "none"}.get(entry.event, entry.event) or ""
    return f"{event}; {entry.event_note}".rstrip(".") if entry.event_note else event


def _where(example: Example) -> str:
    kind = (example.kind or "").replace("_", " ")
    return f"{kind}, under “{example.lead}”" if example.lead else kind


def _events() -> Iterator[str]:
    book = plover()
    yield "## PLOVER events\n"
    yield f"`{book.codebook}`, after the {book.source}. Scores run from −10 (conflict) to +10 (cooperation).\n"
    rows = [(name, str(e.quad), QUADS[e.quad], _number(e.score)) for name, e in book.events.items()]
    yield from _table(("Event", "Quad", "", "Score"), rows)
    for event in book.events.values():
        yield from _event(event)


def _event(event: Event) -> Iterator[str]:
    yield f"### {event.name}\n"
    recipient = "required" if event.recipient_required else "not required"
    note = f" Erratum {event.erratum}." if event.erratum else ""
    yield f"{event.definition}\n"
    yield f"Quad {event.quad}, {QUADS[event.quad]}. Score {_number(event.score)}. Recipient {recipient}.{note}\n"
    yield from _sentences(sentences().events[event.name])
    yield from _table(("Rule", "Gives", ""), [(f"`{rule.id}`", rule.gives, rule.text) for rule in event.rules])
    for mode in event.modes.values():
        yield from _mode(f"{event.name} {mode.name}", mode)


def _mode(name: str, mode: Mode) -> Iterator[str]:
    note = f" Erratum {mode.erratum}." if mode.erratum else ""
    yield f"#### {name}\n"
    yield f"{mode.meaning} Score {_number(mode.score)}.{note}\n"
    yield from _sentences(sentences().modes[name])


def _sentences(entry: Entry) -> Iterator[str]:
    rows = [(_marked(example), "", "") for example in entry.examples]
    yield from _table(("Sentence", "Instead", "Why"), [*rows, *((n.text, n.code, n.why) for n in entry.near)])


def _marked(example: Sentence) -> str:
    text = example.text
    for party, mark in ((example.source, "*"), (example.target, "**")):
        if party:
            text = re.sub(rf"(?<!\w){re.escape(party)}(?!\w)", f"{mark}{party}{mark}", text)
    return text


def _contexts() -> Iterator[str]:
    yield "## PLOVER contexts\n"
    for name, meaning in plover().contexts.items():
        yield f"### {name}\n"
        yield f"{meaning}\n"
        yield from _sentences(sentences().contexts[name])


def _auxiliary() -> Iterator[str]:
    yield "## Auxiliary modes\n"
    for auxiliary in plover().auxiliary.values():
        yield f"### {auxiliary.name}\n"
        yield f"{auxiliary.meaning} In `aux`: `{auxiliary.ours}`.\n"
        yield from _sentences(sentences().auxiliary[auxiliary.name])


def _roots() -> Iterator[str]:
    yield "## CAMEO roots\n"
    yield from _table(
        ("Root", "Name", "Goldstein", "GDELT quad", "Phoenix", "PLOVER"),
        [
            (r.code, r.name, _number(r.goldstein), str(r.gdelt_quad), str(r.penta), ", ".join(r.plover) or "dropped")
            for r in cameo().roots.values()
        ],
    )


def _crosswalk() -> Iterator[str]:
    yield "## From CAMEO to PLOVER\n"
    rows = [_code(code) for code in cameo().codes.values() if code.event]
    yield from _table(("Code", "Name", "Goldstein", "Event", "Mode", "Contexts", "Erratum"), rows)


def _code(code: CameoCode) -> tuple[str, ...]:
    printed = f"{code.erratum}: printed “{code.published}”" if code.erratum else ""
    score = "" if code.goldstein is None else _number(code.goldstein)
    return (code.code, code.name, score, code.event or "", code.mode or "", ", ".join(code.contexts), printed)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}".replace("-", "−")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if rows:
        yield f"| {' | '.join(head)} |"
        yield f"|{'---|' * len(head)}"
        yield from (f"| {' | '.join(row)} |" for row in rows)
        yield ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
