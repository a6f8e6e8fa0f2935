"""How often the coder gives the force that readers gave: `python forces.py [--wrong]`.

`labels/judged_forces.jsonl` holds clauses of 378 random documents that the coder took for statements, most of them
chosen because their force is rare or rules and encoder differ, so the shares are lower than on all statements. Readers
saw the clause in its context and not what the coder had said. Rules have been mended on them: they are for that, not
for reporting.
"""

import argparse
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from dataset import labelled, lines

from servanda.measuring import coder
from servanda.settings import Settings

JUDGED = Path(__file__).parent / "labels" / "judged_forces.jsonl"


def compared(row: dict) -> list[tuple[str, str | None, str]]:
    """Return of each judged clause of a document the readers' force, the coder's if it coded it, and its words."""
    source = labelled(row["corpus"], row["id"], row["sha256"])
    statements = coder(Settings())(
        row["id"], source["text"], {k: v for k, v in source.items() if k not in ("id", "text")}
    )
    by_trigger = {(one.trigger.start, one.trigger.end): one for one in statements}
    found = []
    for start, end, force, other in row["judged"]:
        said = by_trigger.get((start, end))
        same = said is not None and said.force in (force, other)
        told = None if said is None else force if same else said.force
        found.append((force, told, said.evidence.shown if said else ""))
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="print the clauses whose force differs")
    given = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        rows = [one for found in pool.map(compared, lines(JUDGED), chunksize=4) for one in found]
    for force, number in Counter(force for force, _, _ in rows).most_common():
        told = Counter(said or "not coded" for one, said, _ in rows if one == force)
        print(f"{force}: {number}, coded as {', '.join(f'{name} {count}' for name, count in told.most_common())}")
    if given.wrong:
        for force, said, words in rows:
            if said not in (None, force):
                print(f"{force}, coded as {said}: {words[:160]}")
