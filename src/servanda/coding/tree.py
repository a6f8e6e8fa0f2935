"""Questions about the grammar of one parsed sentence: subjects, objects, complements, negation, extents."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from servanda.coding.lexicon import known_verbs
from servanda.text.parse import Sentence, Token

COMPLEMENTS = frozenset(("xcomp", "ccomp"))
_CLAUSES = frozenset(("relcl", "acl", "advcl", "ccomp", "parataxis"))
_CLAUSAL = frozenset(("ROOT", "conj", "advcl", "ccomp", "xcomp", "relcl", "parataxis"))
_LEMMAS = {"doses": "dose", "euros": "euro"}
_NEGATIVE_WORDS = frozenset(("never", "neither", "nor", "longer", "no", "not", "hardly", "without"))


class Tree:
    """A sentence with its dependency tree; every method takes and returns token indexes."""

    def __init__(self, sentence: Sentence) -> None:
        """Wrap `sentence`; words that the tagger took for adjectives count as verbs where the tables know them so."""
        self.sentence = sentence
        self.verbs = known_verbs()
        self.tokens = tuple(_meant(sentence, token, self.verbs) for token in sentence.tokens)

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index]

    @cached_property
    def roots(self) -> tuple[int, ...]:
        """Return the heads of the sentence's trees (one, as a rule)."""
        return tuple(t.index for t in self.tokens if t.head == t.index)

    def children(self, index: int, *deps: str) -> list[int]:
        """Return the dependents of a token, only those with one of `deps` if any is given."""
        found = self.tokens[index].children
        return [child for child in found if not deps or self.tokens[child].dep in deps]

    def subtree(self, index: int, skip: frozenset[int] = frozenset()) -> list[int]:
        """Return the indexes of a token and all below it in order, leaving out the subtrees of `skip`."""
        found: list[int] = []
        todo = [index]
        while todo:
            current = todo.pop()
            if current in skip:
                continue
            found.append(current)
            todo.extend(self.tokens[current].children)
        return sorted(found)

    def has_verb(self) -> bool:
        """Return True where a verb stands among the sentence's own words, its lead-in aside."""
        return any(self.is_verb(i) for i in range(self.sentence.lead, len(self.tokens)))

    def is_verb(self, index: int) -> bool:
        """Return True for a verb, or an auxiliary that is the head of its clause."""
        token = self.tokens[index]
        if token.dep in ("aux", "auxpass", "amod", "compound"):
            return False
        if token.pos in ("VERB", "AUX") or token.tag.startswith("VB"):
            return True
        if token.dep not in _CLAUSAL or token.lemma not in self.verbs:
            return False
        governs = any(self.tokens[c].dep in ("xcomp", "ccomp", "aux") for c in token.children)
        return token.tag == "JJ" or (token.tag in ("NN", "NNP", "NNS") and governs)

    def particles(self, verb: int) -> tuple[str, ...]:
        """Return the particles and prepositions that hang on a verb, as small words."""
        near = self.children(verb, "prt", "prep", "dative")
        forward = [c for c in self.children(verb, "advmod") if self.tokens[c].lemma == "forward"]
        return tuple(self.tokens[c].lemma for c in [*near, *forward])

    def subjects(self, verb: int) -> list[int]:
        """Return the heads of the verb's own subject, an expletive left out."""
        return [c for c in self.children(verb) if self.tokens[c].dep in ("nsubj", "nsubjpass", "csubj", "csubjpass")]

    def passive(self, verb: int) -> bool:
        """Return True where the verb stands in the passive."""
        return any(self.tokens[c].dep in ("auxpass", "nsubjpass") for c in self.tokens[verb].children)

    def agents(self, verb: int) -> list[int]:
        """Return the heads named by "by" with a passive."""
        return [p for agent in self.children(verb, "agent") for p in self.children(agent, "pobj")]

    def auxiliaries(self, verb: int) -> list[int]:
        """Return the verb's auxiliaries in order."""
        return self.children(verb, "aux", "auxpass")

    def negated(self, verb: int) -> bool:
        """Return True where the verb is negated by a word of its own ("not", "no longer", "never")."""
        for child in self.children(verb):
            token = self.tokens[child]
            if token.dep == "neg" or (token.dep in ("advmod", "preconj") and token.lemma in _NEGATIVE_WORDS):
                return True
        return False

    def objects(self, verb: int) -> list[int]:
        """Return the heads of the verb's direct objects and attributes."""
        return self.children(verb, "dobj", "attr", "oprd")

    def prepositional(self, index: int, *prepositions: str) -> list[int]:
        """Return the heads of the noun phrases that hang on a token by a preposition (only those named, if any)."""
        found = []
        for prep in self.children(index, "prep", "dative"):
            if not prepositions or self.tokens[prep].lemma in prepositions:
                found += self.children(prep, "pobj")
                found += [n for inner in self.children(prep, "prep") for n in self.children(inner, "pobj")]
        return found

    def complements(self, verb: int) -> list[int]:
        """Return the verbs of the verb's clausal complements, "to" + gerund too ("commit to expanding")."""
        found = [c for c in self.children(verb, *COMPLEMENTS) if self.is_verb(c) or self.tokens[c].tag == "VB"]
        for prep in self.children(verb, "prep"):
            if self.tokens[prep].lemma in ("to", "on", "for", "in", "against"):
                found += [c for c in self.children(prep, "pcomp") if self.tokens[c].tag.startswith("VB")]
        return found

    def clause_of_noun(self, noun: int) -> list[int]:
        """Return the verbs that say what a noun is about ("commitment to defend", "need of reforming")."""
        found = [c for c in self.children(noun, "acl", "ccomp", "xcomp") if self.tokens[c].tag in ("VB", "VBP", "VBG")]
        for prep in self.children(noun, "prep"):
            found += [c for c in self.children(prep, "pcomp") if self.tokens[c].tag.startswith("VB")]
        return found

    def first(self, index: int) -> int:
        """Return the first of the co-ordinated words of which this is one; the word itself where it stands alone."""
        while self.tokens[index].dep == "conj":
            index = self.tokens[index].head
        return index

    def conjuncts(self, index: int) -> list[int]:
        """Return the tokens joined to this one by and/or, in order, along the chain."""
        found: list[int] = []
        todo = [index]
        while todo:
            joined = self.children(todo.pop(), "conj")
            found += joined
            todo += joined
        return sorted(found)

    def phrase(self, noun: int) -> tuple[int, int]:
        """Return the first and last token of a noun phrase without relative clauses and appositions."""
        skip = frozenset(
            c
            for member in (noun, *self.conjuncts(noun))
            for c in self.children(member)
            if c > member and self._hangs_on(c, member)
        )
        indexes = _contiguous(self.subtree(noun, skip), noun)
        while len(indexes) > 1 and self.tokens[indexes[0]].entity == "DATE" and indexes[0] != noun:
            indexes.pop(0)
        while len(indexes) > 1 and (
            self.tokens[indexes[-1]].dep in ("punct", "cc") or self.tokens[indexes[-1]].pos == "PUNCT"
        ):
            indexes.pop()
        return indexes[0], indexes[-1]

    def _hangs_on(self, child: int, noun: int) -> bool:
        """Return True for what only adds to a noun; names after names are a list misread."""
        dep = self.tokens[child].dep
        listed = dep == "appos" and self.tokens[child].pos == self.tokens[noun].pos == "PROPN"
        return dep in ("relcl", "acl", "appos", "advcl", "punct") and not listed

    def main_clause(self, verb: int, stops: frozenset[int]) -> list[int]:
        """Return the tokens of the verb's clause, leaving out the subtrees of `stops` and trailing relative clauses."""
        skip = set(stops)
        for index in self.subtree(verb, stops):
            token = self.tokens[index]
            if index == verb:
                continue
            aside = token.dep == "relcl" and self._after_comma(index)
            another = token.dep in ("conj", "parataxis") and self.is_verb(index) and bool(self.subjects(index))
            if aside or another:
                skip.add(index)
        return self.subtree(verb, frozenset(skip))

    def _after_comma(self, verb: int) -> bool:
        first = self.subtree(verb)[0]
        return first > 0 and self.tokens[first - 1].text == ","

    def clauses(self, verb: int) -> Iterator[int]:
        """Yield the verbs of the clauses that hang anywhere below a verb, nearest first, not going into them."""
        todo = list(self.tokens[verb].children)
        while todo:
            child = todo.pop(0)
            if self.tokens[child].dep in _CLAUSES and self.is_verb(child):
                yield child
            elif not (self.tokens[child].dep == "conj" and self.is_verb(child)):
                todo.extend(self.tokens[child].children)


def _meant(sentence: Sentence, token: Token, verbs: frozenset[str]) -> Token:
    """Return a token as it is meant: the base of a plural, a finite verb where its own subject shows that it is one."""
    if token.text.lower() in _LEMMAS:
        return replace(token, lemma=_LEMMAS[token.text.lower()])
    if token.text.lower() == "hereby":
        return replace(token, dep="advmod", pos="ADV", tag="RB")
    modal = any(sentence.tokens[c].tag == "MD" and sentence.tokens[c].dep == "aux" for c in token.children)
    if modal and token.dep in _CLAUSAL and token.tag in ("RB", "JJ", "NN", "NNP") and token.text.islower():
        return replace(token, tag="VB", pos="VERB")
    if token.dep not in _CLAUSAL or token.tag not in ("NN", "NNS", "NNP", "NNPS", "VBN"):
        return token
    deps = {sentence.tokens[c].dep for c in token.children}
    if "nsubj" not in deps or deps & {"aux", "auxpass", "cop"}:
        return token
    if token.tag == "VBN":
        return replace(token, tag="VBD")
    if token.tag in ("NNS", "NNPS") and "dobj" in deps and token.text[:-1].lower() in verbs:
        return replace(token, tag="VBZ", pos="VERB", lemma=token.text[:-1].lower())
    return token


def _contiguous(indexes: list[int], around: int) -> list[int]:
    """Return the unbroken run of `indexes` that holds `around`; one missing comma is bridged."""
    at = indexes.index(around)
    low = high = at
    while low > 0 and indexes[low] - indexes[low - 1] <= 2:
        low -= 1
    while high + 1 < len(indexes) and indexes[high + 1] - indexes[high] <= 2:
        high += 1
    return indexes[low : high + 1]
