"""How long linking takes, and how it grows: `python benchmarks/tracking.py [ITEMS] [STATEMENTS]`.

Own-words statements of many bearers on many subjects: the earlier ones become items, the later ones are evidence.
Prints the processor seconds and the peak memory for a tenth of the statements and for all of them.
"""

import random
import resource
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from time import process_time

from servanda.linking import items, link
from servanda.linking.rarity import rarity
from servanda.linking.tables import actions, concepts
from servanda.model import Actor, Document, Item, Span, Statement, statement_key

COUNTRIES = tuple(f"{a}{b}{c}" for a in "ABCDEFGH" for b in "AEIOU" for c in "KLMN")
ADJECTIVES = ("joint", "annual", "northern", "coastal", "rural", "costly", "quiet", "small", "late", "second")
PLACES = ("harbour", "valley", "province", "border", "island", "capital", "river", "desert", "lake", "plain")
START = date(2021, 1, 1)
A_DOCUMENT = 20


def statements(size: int, first: int, force: str, rng: random.Random) -> Iterator[Statement]:
    """Yield statements, twenty to a document."""
    verbs = [word for family in actions().families.values() for word in family.words if " " not in word]
    things = [phrase for concept in concepts() for phrase in concept.says]
    for number in range(size):
        verb, thing, other = rng.choice(verbs), rng.choice(things), rng.choice(things)
        place = f"{rng.choice(ADJECTIVES)} {rng.choice(PLACES)}"
        text = f"The government will {verb} the {thing} of the {place} and the {other} in the {rng.choice(PLACES)}"
        document = f"d{first + number // A_DOCUMENT}"
        at = text.index(verb)
        bearer = Actor(name="The government", country=rng.choice(COUNTRIES))
        whole = Span(start=0, end=len(text), text=text)
        yield Statement.model_construct(
            id=statement_key(document, None, (number, at)),
            document=document,
            document_name=document,
            force=force,
            core=True,
            evidence=whole,
            sentence=whole.model_copy(update={"start": number * 1000, "end": number * 1000 + len(text)}),
            trigger=Span(start=at, end=at + len(verb), text=verb),
            actors=(bearer,),
            confidence=1.0,
            rule="benchmark",
        )


def documents(rows: list[Statement], day: date) -> dict[str, Document]:
    """Return the documents of the statements, dated one after the other from a day on."""
    names = dict.fromkeys(row.document for row in rows)
    return {
        name: Document(id=name, name=name, source=name, text="", published=day + timedelta(days=at % 900))
        for at, name in enumerate(names)
    }


def run(followed: int, size: int) -> tuple[float, int]:
    """Return the seconds that linking takes and how many links it finds."""
    rng = random.Random(7)  # noqa: S311 (the same numbers at each run)
    asked = list(statements(followed, 0, "pledge", rng))
    earlier = documents(asked, START)
    by_document: dict[str, list[Statement]] = {}
    for row in asked:
        by_document.setdefault(row.document, []).append(row)
    made: list[Item] = [item for name, rows in by_document.items() for item in items(earlier[name], rows)]
    said = list(statements(size, 1_000_000, "deed", rng))
    later = documents(said, START + timedelta(days=1000))
    known = {row.id: row for row in (*asked, *said)}
    started = process_time()
    found = link(made, earlier, known, later, rarity(known))
    return process_time() - started, len(found)


def main(followed: int = 1_000, size: int = 1_000_000) -> None:
    """Measure and print."""
    spent = []
    for count in (size // 10, size):
        seconds, found = run(followed, count)
        spent.append(seconds)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{followed} items, {count} statements: {seconds:.1f} s, {found} links, peak {peak} MiB")
    print(f"ten times the statements cost {spent[1] / spent[0]:.1f} times the time")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
