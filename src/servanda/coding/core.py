"""What is core: what a careful reader would want on the record (the annotation guide, section 1)."""

from servanda.coding.event import object_nouns
from servanda.coding.force import Judged
from servanda.coding.frames import Frame
from servanda.coding.lexicon import acts, cues
from servanda.coding.tree import Tree
from servanda.model import Actor, Document

_POINTERS = frozenset(("following", "several", "these", "this", "those", "new", "number", "such"))
_OF_NOBODY = frozenset(("plain.had_to", "plain.founding"))
_DOERS = ("er", "or", "ist", "ian", "ant")
_NAMED = frozenset(("ORG", "PERSON", "GPE", "NORP"))


def political(tree: Tree, frame: Frame, actors: tuple[Actor, ...]) -> bool:
    """Return True where a known actor acts, or one that only its document names: a body, an institution, a person."""
    if any(actor.resolved for actor in actors):
        return True
    career = any(tree[b].entity == "PERSON" for b in frame.bearers) and tree[frame.trigger].lemma in acts().careers
    named = any(
        (tree[b].pos == "PROPN" and tree[b].entity in _NAMED) or tree[b].lemma in acts().institutions
        for b in frame.bearers
    )
    return bool(actors) and named and not career


def office(tree: Tree, frame: Frame, bound: bool = False) -> bool:
    """Return True where those who act are an organ of a state or a body by name, though no table knows whose.

    Where somebody is `bound` by a word that is given or asked for, also those who take part ("the delegations").
    """
    words = cues().words
    organs = acts().institutions | words["organs"] | words["organs_of_state"]
    organs |= acts().participants if bound else frozenset()
    return any(
        (lemma in organs and not tree.children(b, "compound")) or (tree[b].pos == "PROPN" and tree[b].entity == "ORG")
        for b in frame.bearers
        if tree[b].pos != "PRON" and (lemma := tree[b].lemma.lower())
    )


def word_given(tree: Tree, frame: Frame, judged: Judged) -> bool:
    """Return True for a word given by those who take part, though the text does not name them ("the leaders")."""
    given = judged.force in ("pledge", "agreement") and frame.cue is not None and tree[frame.cue].tag != "MD"
    return given and any(tree[b].lemma.lower() in acts().participants for b in frame.bearers)


def nameless(tree: Tree, frame: Frame) -> bool:
    """Return True where somebody whom no table knows may act: a body, people, "they", or nobody named at all.

    What a thing does counts where it is told as done ("the initiative trained nurses"); "the ports work well" is how
    things are, save of what a government sets up or issues.
    """
    heads = nouns(tree, frame)
    lemmas = {tree[head].lemma.lower() for head in heads}
    if frame.rule in _OF_NOBODY or lemmas & acts().no_doers:
        return False
    told = tree[frame.trigger].tag in ("VBD", "VBN") or frame.rule != "plain.deed"
    issued = cues().words["ventures"] | cues().words["state_papers"]
    return told or not heads or lemmas <= issued or any(somebody(tree, head) for head in heads)


def nouns(tree: Tree, frame: Frame) -> list[int]:
    """Return the heads of those who act as the words name them, pronouns aside."""
    return [bearer for bearer in frame.bearers if tree[bearer].pos != "PRON"]


def somebody(tree: Tree, head: int) -> bool:
    """Return True for a noun that names people or a body, no thing."""
    words = cues().words
    people = words["people"] | words["bodies"] | words["organs"] | acts().institutions | acts().participants
    token = tree[head]
    return token.pos == "PROPN" or token.lemma.lower() in people | acts().at_home or token.lemma.endswith(_DOERS)


class Coreness:
    """Judges statements of one document; expectations, framing and hedged options are not core."""

    def __init__(self, document: Document) -> None:
        """Take the document that the statements are from."""
        self.document = document

    def core(self, tree: Tree, frame: Frame, judged: Judged) -> bool:
        """Return True for a statement that counts."""
        if judged.force in ("expectation", "assessment") or frame.hypothetical:
            return False
        return not self._framing(tree, frame)

    def _framing(self, tree: Tree, frame: Frame) -> bool:
        """Return True for "today we announce several new initiatives"."""
        nouns = [frame.trigger] if not tree.is_verb(frame.trigger) else object_nouns(tree, frame.trigger)[:1]
        for noun in nouns:
            words = {tree[c].lemma for c in tree.children(noun)}
            bare = not tree.prepositional(noun) and not tree.clause_of_noun(noun)
            if tree[noun].lemma in acts().framing_objects and bare and words & _POINTERS:
                return True
        return False
