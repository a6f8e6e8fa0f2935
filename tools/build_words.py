"""Counts the words of the corpora and writes those that many documents use: `python tools/build_words.py`.

Writes src/servanda/text/data/words.txt, by which a PDF's reader tells a cut word (agree-ment) from a compound whose
hyphen stands at a line's end (oil-rich, anti-poverty); the parts of compounds count as words. A word that is written
with a hyphen more often than without is left out.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "corpus"
PAGE = ROOT / "src" / "servanda" / "text" / "data" / "words.txt"
_FEWEST = 5
_SHORT = frozenset(
    [
        "a",
        "ai",
        "an",
        "as",
        "at",
        "co",
        "de",
        "e",
        "by",
        "do",
        "eu",
        "go",
        "he",
        "if",
        "in",
        "is",
        "it",
        "me",
        "my",
        "no",
        "of",
        "on",
        "or",
        "re",
        "so",
        "to",
        "uk",
        "un",
        "up",
        "us",
        "we",
    ]
)
_WORD = re.compile(r"(?<![\w/.-])[^\W\d_]+(?:-[^\W\d_]+){0,3}(?![\w/-])")


def main() -> None:
    """Count and write."""
    documents: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for text in _texts():
        words = [found.group().lower() for found in _WORD.finditer(text)]
        times.update(words)
        documents.update(set(words) | {part for word in words for part in word.split("-")})
    hyphened: Counter[str] = Counter()
    for word, count in times.items():
        for one, two in pairwise(word.split("-")):
            hyphened[one + two] += count
    kept = [
        word
        for word, count in documents.items()
        if "-" not in word and count >= _FEWEST and times[word] >= hyphened[word] and (len(word) > 2 or word in _SHORT)
    ]
    PAGE.write_text("\n".join(sorted(kept)) + "\n", encoding="utf-8")
    print(f"{len(kept):,} words in {PAGE}")


def _texts() -> Iterator[str]:
    for path in sorted(CORPORA.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


if __name__ == "__main__":
    main()
