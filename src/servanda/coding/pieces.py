"""What training and running the encoder share: the columns of its output, and how a sentence becomes pieces."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from servanda.model import DOCUMENT_KINDS, FORCES, ROOTS
from servanda.text.network import tokenizer

AUX = ("future", "hypothetical", "historical", "negated")
ROLES = ("actor", "recipient", "cue", "condition", "evidence")
# The columns of the first output: one for the trigger, then each group; events and acts begin with "none".
GROUPS = {
    "trigger": 1,
    "core": 1,
    "aux": len(AUX),
    "force": len(FORCES),
    "event": len(ROOTS) + 1,
    "act": len(ROOTS) + 1,
}
COLUMNS = sum(GROUPS.values())
_KINDS = ("other", *(kind for kind in DOCUMENT_KINDS if kind != "other"))
_MOST_PIECES = 160
_KEPT_WORDS = 50_000
# The vocabulary's unused words mark source and target, and from `_KIND` on the kind of document.
_S_OPEN, _S_CLOSE, _T_OPEN, _T_CLOSE, _KIND = 1, 2, 3, 4, 20


def columns(group: str) -> slice:
    """Return where a group stands in the first output."""
    start = 0
    for name, size in GROUPS.items():
        if name == group:
            return slice(start, start + size)
        start += size
    raise KeyError(group)


class Pieces:
    """Words to word pieces, each word looked up once."""

    def __init__(self, vocabulary: str) -> None:
        """Take the tokenizer's JSON."""
        self._tokenizer = tokenizer(vocabulary)
        known = self._tokenizer.get_vocab()
        self._open, self._close, self.pad = (known[name] for name in ("[CLS]", "[SEP]", "[PAD]"))
        self._unknown = known["[UNK]"]
        self._mark = known["[unused1]"] - 1
        self._words: dict[str, list[int]] = {}

    def sentence(
        self,
        words: Sequence[str],
        kind: str,
        source: AbstractSet[int] = frozenset(),
        target: AbstractSet[int] = frozenset(),
    ) -> tuple[list[int], list[int]]:
        """Return the piece ids and, for each word, which piece begins it; words beyond the bound are left out."""
        ids = [self._open, self._mark + _KIND + (_KINDS.index(kind) if kind in _KINDS else 0)]
        first: list[int] = []
        for i, word in enumerate(words):
            pieces = self._word(word)
            opening = [m for m, own in ((_S_OPEN, source), (_T_OPEN, target)) if i in own and i - 1 not in own]
            closing = [m for m, own in ((_S_CLOSE, source), (_T_CLOSE, target)) if i in own and i + 1 not in own]
            if len(ids) + len(opening) + len(pieces) >= _MOST_PIECES - 3:
                break
            ids.extend(self._mark + m for m in opening)
            first.append(len(ids))
            ids.extend(pieces)
            ids.extend(self._mark + m for m in closing)
        return [*ids, self._close], first

    def _word(self, word: str) -> list[int]:
        if word not in self._words:
            if len(self._words) > _KEPT_WORDS:
                self._words.clear()
            self._words[word] = self._tokenizer.encode(word, add_special_tokens=False).ids or [self._unknown]
        return self._words[word]
