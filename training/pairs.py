"""Make training pairs from the labelled links: an item's words, a later clause's words, and what readers say it is.

Usage: python training/pairs.py labels/links.jsonl labels/real_links.jsonl -o PAIRS.jsonl

Written links hold their text; real ones are stand-off (document, offsets, hash) and read from the corpora, item by item
or in groups of documents.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dataset import labelled, lines

from servanda.evaluation.texts import plain

Row = dict[str, Any]


def words(row: Row) -> str:
    """Return a clause's own text, or the one that its offsets mark.

    Raises:
        ValueError: if the text of the document is not the one that was labelled.
    """
    if "text" in row:
        return str(row["text"])
    text = labelled(row["corpus"], row["doc"], row["sha256"])["text"]
    return " ".join(plain(text)[row["start"] : row["end"]].split())


def judged(group: Row) -> Iterator[Row]:
    """Yield the pairs of one group of documents of `judged_links.jsonl`, whose places are (document, start, end)."""

    def said(place: list[int]) -> str:
        name, digest = group["docs"][place[0]]
        return words({"corpus": group["corpus"], "doc": name, "sha256": digest, "start": place[1], "end": place[2]})

    for row in group["items"]:
        item = said(row["item"])
        for *place, relations in row["later"]:
            yield {"item": item, "later": said(place), "relations": relations.split()}


def pairs(path: Path) -> Iterator[Row]:
    """Yield the pairs of one file of labels."""
    for row in lines(path):
        if "items" in row:
            yield from judged(row)
            continue
        item = words(row["item"])
        for later in row["later"]:
            yield {"item": item, "later": words(later), "relations": later.get("relations") or [later["relation"]]}


def main() -> None:
    """Write all pairs and say how many."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("-o", "--out", type=Path, required=True)
    given = parser.parse_args()
    made = [row for path in given.labels for row in pairs(path)]
    given.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made), encoding="utf-8")
    print(f"{len(made)} pairs, {sum(row['relations'][0] != 'none' for row in made)} of them bear")


if __name__ == "__main__":
    main()
