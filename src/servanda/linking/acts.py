"""What kind of act a statement tells of, and in which direction it moves its object."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from servanda.linking.stems import stem
from servanda.linking.tables import actions, general
from servanda.linking.vocabulary import act_words
from servanda.linking.words import Token, tokens
from servanda.model import Root, Statement

_CARRIERS = frozenset(("affirm", "commit", "declare", "urge", "prepare", "enable", "coordinate", "start", "maintain"))
_SPEECH_REACH = 6
_REACH = 3
_UNKNOWN = 0.5
_SAME_QUAD = 0.4


@dataclass(frozen=True, slots=True)
class Act:
    """The act of a frame: its family, the family of the act inside it, its direction, and where its words stand.

    `word` is the act as written; `turn` is -1 where it is said not to happen, and part of `sign`; `offsets` are the
    places in the frame's text of the words that are no objects.
    """

    word: str
    family: str | None
    inner: str | None
    sign: int
    turn: int
    start: int
    offsets: frozenset[int]

    @property
    def families(self) -> frozenset[str]:
        """The families that the act belongs to."""
        return frozenset(family for family in (self.family, self.inner) if family)

    @property
    def speech(self) -> bool:
        """True where saying it is doing it."""
        return self.family is not None and actions().families[self.family].speech

    @property
    def part(self) -> bool:
        """True where the act is only a beginning."""
        return self.family is not None and actions().families[self.family].part


def act_of(statement: Statement, text: str, level: str) -> Act:
    """Return the act of a statement, or of what it urges, read from the words of the frame."""
    words = tokens(text)
    index = _first_act(words) if level == "urged" else _trigger(words, statement, text)
    cues = _cue(words, statement, text)
    if index is None:
        turn = _turn(statement, None, level)
        return Act(statement.trigger.shown, None, None, turn, turn, 0, cues)
    family, used = _family(words, index)
    inner = _inner(words, index + used, family)
    sign = 1
    for name in (family, None if inner is None else inner[0]):
        sign *= actions().families[name].sign if name else 1
    if statement.force == "refusal" and family == "refuse":
        sign = -sign
    known = frozenset(word.start for word in words[index : index + used]) if family else frozenset()
    inside = frozenset((inner[1],)) if inner else frozenset()
    turn = _turn(statement, family, level)
    return Act(
        word=words[index].text,
        family=family,
        inner=inner[0] if inner else None,
        sign=sign * turn,
        turn=turn,
        start=words[index].start,
        offsets=cues | known | inside,
    )


def act_closeness(first: Act, second: Act) -> float:
    """Return how alike two acts are by their words, from 0 to 1; 0.5 where one of them is in no family."""
    if first.word.lower() == second.word.lower() or stem(first.word) == stem(second.word):
        return 1.0
    if not first.families or not second.families:
        return _UNKNOWN
    if first.families & second.families:
        return 1.0
    families = actions().families
    near = {kin for name in first.families for kin in families[name].kin} & second.families
    back = {kin for name in second.families for kin in families[name].kin} & first.families
    return 0.75 if near or back else 0.25


def opposed(first: Act, second: Act) -> bool:
    """Tell whether one act undoes the other: *expand* and *cancel*, *join* and *withdraw*; never a mere difference."""
    families = actions().families
    one, other = (
        {act.inner} if act.inner and act.family and (act.speech or act.part) else act.families
        for act in (first, second)
    )
    return any(b in families[a].opposite or a in families[b].opposite for a in one for b in other if a and b)


def root_closeness(first: Root | None, second: Root | None) -> float:
    """Return how alike two PLOVER roots are, from 0 to 1; 0.5 where one is not known."""
    if first is None or second is None:
        return _UNKNOWN
    if first == second:
        return 1.0
    table = general()
    known = table.roots.get(frozenset((first, second)))
    if known is not None:
        return known
    return _SAME_QUAD if table.quads[first] == table.quads[second] else 0.1


def _turn(statement: Statement, family: str | None, level: str) -> int:
    """Return -1 where the statement says that its act is not to happen, or refuses it."""
    if level == "urged":
        return 1
    if statement.force == "refusal":
        return -1
    negative = statement.polarity == "negative"
    return -1 if negative and family != "violate" else 1


def _trigger(words: Sequence[Token], statement: Statement, text: str) -> int | None:
    at = _offset(statement.trigger.start, statement.trigger.shown, statement, text)
    found = [index for index, word in enumerate(words) if at <= word.start < at + len(statement.trigger.shown)]
    if not found:
        return None
    known = [index for index in found if _family(words, index)[0]]
    return (known or found)[0]


def _cue(words: Sequence[Token], statement: Statement, text: str) -> frozenset[int]:
    cue = statement.cue
    if cue is None or cue.overlap(statement.trigger):
        return frozenset()
    at = _offset(cue.start, cue.shown, statement, text)
    return frozenset(word.start for word in words if at <= word.start < at + len(cue.shown))


def _offset(start: int, shown: str, statement: Statement, text: str) -> int:
    """Return where the words of a span stand in the frame's clean text, or -1000 where they do not."""
    guess = start - statement.evidence.start
    if guess >= 0 and text.startswith(shown, guess):
        return guess
    found = text.find(shown, max(0, min(guess, len(text)) // 2))
    return found if found >= 0 and guess >= 0 else -1000


def _first_act(words: Sequence[Token]) -> int | None:
    found = (index for index in range(len(words)) if _family(words, index)[0] not in (None, "urge"))
    return next(found, 0 if words else None)


def _family(words: Sequence[Token], index: int) -> tuple[str | None, int]:
    """Return the family of the act word at `index` and how many words say it."""
    for length in (3, 2, 1):
        family = act_words().get(tuple(word.stem for word in words[index : index + length]))
        if family:
            return family, min(length, len(words) - index)
    return None, 1


def _inner(words: Sequence[Token], index: int, family: str | None) -> tuple[str, int] | None:
    """Return the act that a saying, a beginning or an effort is about ("announced *cuts*", "began to *reduce*")."""
    if family is None:
        return None
    families = actions().families
    speech = families[family].speech and family in _CARRIERS
    for at in range(index, min(len(words), index + (_SPEECH_REACH if speech else _REACH))):
        name = _family(words, at)[0]
        if name is None or families[name].speech:
            continue
        verbal = words[at].text.endswith("ing") or words[at - 1].text.lower() == "to"
        if verbal or speech:
            return name, words[at].start
    return _purpose(words, index) if families[family].endless else None


def _purpose(words: Sequence[Token], index: int) -> tuple[str, int] | None:
    """Return the act that an effort is for ("step up their cooperation to *reduce* …"), where it lessens its object."""
    for at in range(index, min(len(words) - 2, index + _SPEECH_REACH)):
        if words[at].stem in _efforts() and words[at + 1].text.lower() == "to":
            name = _family(words, at + 2)[0]
            lessens = name is not None and actions().families[name].sign < 0
            return (name, words[at + 2].start) if name is not None and lessens else None
    return None


@lru_cache(maxsize=1)
def _efforts() -> frozenset[str]:
    return frozenset(stem(word) for word in actions().efforts)
