"""PLOVER contexts of a stretch of a sentence, by the words in it."""

from functools import lru_cache
from itertools import pairwise

from servanda.coding.lexicon import read_patterns
from servanda.coding.tree import Tree


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    """Return the contexts by lemma or adjacent lemmas."""
    found: dict[str, tuple[str, ...]] = {}
    for context, words in read_patterns("contexts.yaml")["contexts"].items():
        for word in words:
            found[word] = (*found.get(word, ()), context)
    return found


def contexts_of(tree: Tree, first: int, last: int) -> tuple[str, ...]:
    """Return the contexts named from the first to the last token, most often named first."""
    table = _table()
    lemmas = [tree[i].lemma for i in range(first, last + 1)]
    words = [*lemmas, *(f"{a} {b}" for a, b in pairwise(lemmas))]
    counts: dict[str, int] = {}
    for word in words:
        for context in table.get(word, ()):
            counts[context] = counts.get(context, 0) + 1
    return tuple(sorted(counts, key=lambda c: (-counts[c], c)))
