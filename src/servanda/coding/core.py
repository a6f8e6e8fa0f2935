"""What is core: what a careful reader would want on the record (the annotation guide, section 1)."""

from servanda.coding.event import object_nouns
from servanda.coding.force import Judged
from servanda.coding.frames import Frame
from servanda.coding.lexicon import acts
from servanda.coding.tree import Tree
from servanda.model import Document

_POINTERS = frozenset(("following", "several", "these", "this", "those", "new", "number", "such"))


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
