"""Which PLOVER root an act has, and which event a statement is (the annotation guide, section 4)."""

from servanda.coding.frames import Frame
from servanda.coding.lexicon import ActTable, acts, cues
from servanda.coding.tree import Tree
from servanda.model import Force, Root

_EVENT_OF_FORCE: dict[Force, Root | None] = {
    "pledge": "AGREE",
    "agreement": "AGREE",
    "demand": "REQUEST",
    "refusal": "REJECT",
    "warning": "THREATEN",
    "recommendation": None,
    "expectation": None,
    "assessment": None,
}
_WEAPONS = frozenset(("missile", "rocket", "shell", "drone", "mortar", "bomb", "artillery", "torpedo", "projectile"))
_ADVERBS = frozenset(("ahead", "away", "aside", "back", "down", "home", "in", "off", "out", "over", "up"))
_NESTED = frozenset(("agree", "commit", "recommit", "pledge", "decide"))


def event_of(force: Force, act: Root | None) -> Root | None:
    """Return the root of the statement as an event: a deed's own act, else what its force makes it."""
    return act if force == "deed" or (force == "agreement" and act == "SUPPORT") else _EVENT_OF_FORCE[force]


def quad_of(root: Root | None) -> int | None:
    """Return the quad class (1 verbal cooperation … 4 material conflict) of a root."""
    return None if root is None else acts().quads[root]


def root_of(tree: Tree, frame: Frame) -> Root | None:
    """Return the root of what is done, promised or urged in a frame, or null where the tables know none."""
    table = acts()
    if frame.act is not None:
        received = frame.act == "SUPPORT" and tree[frame.trigger].lemma == "welcome"
        guests = [tree[o].lemma for o in tree.objects(frame.trigger)] if received else []
        return _pair(table, "welcome", guests) or frame.act
    if tree.is_verb(frame.trigger):
        if _together(tree, frame.trigger):
            return "COOPERATE"
        inner = content_verb(tree, frame.trigger)
        return _verb_root(tree, inner, table) or ("COOPERATE" if _shared(tree, inner, table) else None)
    governor = tree[frame.verb].lemma if frame.verb != frame.trigger else ""
    noun = tree[frame.trigger].lemma
    if noun in ("commitment", "dedication") and _of_others(tree, frame.trigger, table):
        return "SUPPORT"
    pair = None if noun == "commitment" else _pair(table, governor, [noun])
    return pair or _noun_root(tree, frame.trigger, table)


def verb_root(tree: Tree, verb: int) -> Root | None:
    """Return the root of a verb with what it acts on, whatever governs it."""
    return _verb_root(tree, verb, acts())


def phrasal_verbs(tree: Tree, verb: int) -> list[str]:
    """Return the verb with each small word that may change its sense ("step down", "call on")."""
    adverbs = [tree[c].lemma for c in tree.children(verb, "advmod") if tree[c].lemma in _ADVERBS]
    return [f"{tree[verb].lemma} {p}" for p in (*tree.particles(verb), *adverbs)]


def noun_root(tree: Tree, noun: int) -> Root | None:
    """Return the root of the event that a noun names, or null."""
    return _noun_root(tree, noun, acts())


def content_verb(tree: Tree, verb: int) -> int:
    """Return the verb that says what is done: "continue to expand", "take steps to expand" → expand."""
    for _ in range(3):
        inner = _inner(tree, verb)
        if inner is None:
            return verb
        verb = inner
    return verb


def settled(act: Root | None, force: Force, parties: int, named_by_noun: bool) -> Root | None:
    """Return the act, or what it is where the tables know none: several together cooperate, a bare promise agrees."""
    if act is not None or force not in ("pledge", "agreement", "deed"):
        return act
    if parties > 1:
        return "COOPERATE"
    return "AGREE" if force == "pledge" and named_by_noun else None


def _together(tree: Tree, verb: int) -> bool:
    """Return True for "work together" and "work with", whatever it is for."""
    while True:
        beside = {tree[c].lemma for c in tree.children(verb, "prep", "advmod")}
        if tree[verb].lemma in ("work", "act", "partner", "team") and {"with", "together", "jointly"} & beside:
            return not any(tree[o].lemma in acts().at_home for o in tree.prepositional(verb, "with"))
        inner = _inner(tree, verb)
        if inner is None:
            return False
        verb = inner


def _shared(tree: Tree, verb: int, table: ActTable) -> bool:
    """Return True where a clause without a root of its own says that it is done with others ("jointly", "partners")."""
    return any(tree[i].lemma in table.shared_words for i in tree.main_clause(verb, frozenset()) if i > verb)


def _of_others(tree: Tree, noun: int, table: ActTable) -> bool:
    """Return True for a commitment to what is another's: "to Fiji's sovereignty", "to Article 5"."""
    return any(tree[o].lemma in table.goods for o in tree.prepositional(noun, "to"))


def _inner(tree: Tree, verb: int) -> int | None:
    lemma = tree[verb].lemma
    if lemma in cues().aspect or lemma in _NESTED:
        for child in tree.children(verb, "xcomp", "advcl") + [
            c
            for p in tree.children(verb, "prep")
            if tree[p].lemma in ("to", "on", "towards", "toward")
            for c in tree.children(p, "pcomp")
        ]:
            if tree[child].tag.startswith("VB") and (tree[child].dep != "advcl" or not tree.objects(verb)):
                return child
    if lemma in ("take", "make", "use", "seize", "undertake"):
        for noun in tree.children(verb, "dobj"):
            if tree[noun].lemma in ("step", "opportunity", "effort", "action", "measure", "chance", "decision", "plan"):
                return next((c for c in tree.clause_of_noun(noun) if tree[c].tag == "VB"), None)
    return None


def object_nouns(tree: Tree, verb: int) -> list[int]:
    """Return the nouns that a verb acts on, nearest first: its object, joined objects, "of" and "to" phrases."""
    heads = [tree[verb].head if _relative(tree, verb, o) else o for o in tree.objects(verb)]
    if tree.passive(verb):
        heads = [*tree.subjects(verb), *heads]
    nouns = [n for head in heads for n in (head, *tree.conjuncts(head))]
    nouns += [n for head in heads for n in tree.prepositional(head, "of", "in", "for", "to")]
    nouns += tree.prepositional(verb)
    return nouns


def _relative(tree: Tree, verb: int, noun: int) -> bool:
    """Return True for the "that" of "the attacks that they launched"."""
    return tree[verb].dep == "relcl" and tree[noun].tag in ("WDT", "WP")


def _verb_root(tree: Tree, verb: int, table: ActTable) -> Root | None:
    lemma = tree[verb].lemma
    nouns = object_nouns(tree, verb)
    own = [n for n in nouns if n not in tree.prepositional(verb)] or nouns
    words = [tree[n].lemma for n in nouns] + [
        tree[c].lemma for n in nouns[:3] for c in tree.children(n, "compound", "amod", "nummod")
    ]
    words += [tree[c].lemma for c in tree.children(verb, "acomp")]
    named = next((table.nouns[n] for n in _compounds(tree, own[:1]) if n in table.nouns), None)
    if named and lemma in table.light:
        return named
    found = _pair(table, lemma, words)
    if table.rootless.intersection((*phrasal_verbs(tree, verb), *(f"{lemma} {word}" for word in words))):
        return None
    if (found or table.verbs.get(lemma)) == "AID" and table.at_home.intersection(words):
        return None
    if found:
        return "ASSAULT" if found == "MOBILIZE" and _hits(tree, verb, own, table) else found
    phrasal = next((table.verbs[p] for p in phrasal_verbs(tree, verb) if p in table.verbs), None)
    if phrasal:
        return phrasal
    if lemma in table.enders or lemma in table.light:
        root = next((r for r in (_noun_root(tree, noun, table) for noun in own) if r), None)
        if root:
            return table.reversed.get(root, root) if lemma in table.enders else root
    if lemma == "work" and not {"with", "together"} & {tree[c].lemma for c in tree.children(verb, "prep", "advmod")}:
        return None
    return table.verbs.get(lemma)


def _compounds(tree: Tree, nouns: list[int]) -> list[str]:
    return [f"{tree[c].lemma} {tree[n].lemma}" for n in nouns for c in tree.children(n, "compound", "amod")]


def _hits(tree: Tree, verb: int, objects: list[int], table: ActTable) -> bool:
    """Return True for "fired rockets at": weapons that were only moved or tested threaten nobody in particular."""
    weapons = any(tree[o].lemma in _WEAPONS for n in objects for o in (n, *tree.prepositional(n, "of")))
    return weapons and any(tree.prepositional(at, *table.at_target) for at in (verb, *objects))


def _pair(table: ActTable, verb: str, nouns: list[str]) -> Root | None:
    return next((table.pairs[verb, noun] for noun in nouns if (verb, noun) in table.pairs), None)


def _noun_root(tree: Tree, noun: int, table: ActTable) -> Root | None:
    lemma = tree[noun].lemma
    modifiers = [tree[c].lemma for c in tree.children(noun, "compound", "amod")]
    for compound in _compounds(tree, [noun]):
        if compound in table.nouns:
            return table.nouns[compound]
    if lemma in table.ender_nouns:
        ended = [_noun_root(tree, inner, table) for inner in tree.prepositional(noun, "of", "to", "in")]
        root = next((r for r in ended if r), None)
        return table.reversed.get(root, root) if root else None
    if lemma in table.nouns and lemma not in cues().words["general_nouns"]:
        return table.nouns[lemma]
    for inner in tree.prepositional(noun, "of", "in", "to"):
        root = _noun_root(tree, inner, table) if inner > noun else None
        if root:
            return root
    if tree[noun].tag == "VBG":
        return _verb_root(tree, noun, table)
    return next((table.nouns[m] for m in modifiers if m in table.nouns), None)
