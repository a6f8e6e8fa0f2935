"""Antecedents: whom "both leaders", "the allies", "they", "he" and "it" mean at a place in a text."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable

from servanda.actors.grammar import SHE
from servanda.actors.holders import has_title
from servanda.actors.meaning import Term
from servanda.actors.scene import Mention, Scene, parties, party, unique
from servanda.model import Actor

_NEAR = 3
_FAR = 8
_MOST = 6
_NAME = re.compile(r"[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,4}, ")  # somebody's name before what he is
_QUOTATION = re.compile(r'[^":\n]{3,200}:\s*"')  # somebody's name, a colon, and what he says
Fits = Callable[[Mention], bool]


def group(
    scene: Scene,
    first: int,
    count: int | None = None,
    people: bool = False,
    title: Term | None = None,
    without: frozenset[str] = frozenset(),
    strict: bool = False,
    near: bool = False,
) -> tuple[Actor, ...]:
    """Return the parties that a plural description before atom `first` means, or nothing if none is clear.

    Names joined by "and" near by come first, then what the sentence before names, then the document's own parties
    (its title), then the last parties named. `people` asks for persons, `without` leaves parties out ("its allies"),
    `strict` takes only joined names, `near` no names from further back than the sentence before.
    """
    seen = scene.before(first)
    fits = _people_fit(title) if people else _state_fits

    def accepted(actors: Iterable[Actor]) -> tuple[Actor, ...]:
        told = unique(actors) if people else parties(actors)
        kept = tuple(actor for actor in told if actor.resolved and party(actor) not in without)
        enough = len(kept) == count if count else 2 <= len(kept) <= _MOST
        return kept if enough else ()

    own = accepted(_of_title(scene, people))
    if scene.paired and own:
        return own
    here = scene.reading.atoms[first].sentence if first < len(scene.reading.atoms) else 0
    if _is_object(scene, first):
        seen = [m for m in seen if m.link or not (m.subject and m.sentence == here)]
    for step in _steps(strict, near, own):
        found = accepted(step(seen, here, fits))
        if found:
            return accepted((*_hosts(seen, found, fits), *found)) if people and count is None else found
    if people and title is None:
        return group(scene, first, count, False, None, without, strict=True)
    return _body_of(seen, here, count) if count else ()


def _body_of(seen: list[Mention], here: int, count: int) -> tuple[Actor, ...]:
    """Return the organisation named shortly before that has so many members ("the four leaders" of a format)."""
    for mention in reversed(seen):
        if mention.sentence < here - _FAR:
            break
        if mention.kind == "organisation" and len(mention.actors[0].members or ()) == count:
            return mention.actors
    return ()


def _hosts(seen: list[Mention], found: tuple[Actor, ...], fits: Fits) -> list[Actor]:
    """Return the subjects of the sentence that names these persons: who "hosted A and B" is one of the leaders."""
    last = next((m for m in reversed(seen) if m.actors and m.actors[0] in found), None)
    if last is None or last.kind != "person":
        return []
    return [a for m in seen if m.sentence == last.sentence and m.subject and fits(m) for a in m.actors]


def _is_object(scene: Scene, first: int) -> bool:
    """Return whether the description is the object of a verb right before it ("urging both sides")."""
    atoms = scene.reading.atoms
    before = atoms[first - 1] if 0 < first < len(atoms) else None
    if before is None or before.sentence != atoms[first].sentence or before.kind != "word":
        return False
    return before.lower.endswith(("ing", "ed", "urge", "urges", "tell", "told", "ask", "asks", "press", "help"))


Step = Callable[[list[Mention], int, Fits], list[Actor]]


def _steps(strict: bool, near: bool, own: tuple[Actor, ...]) -> list[Step]:
    def joined_near(seen: list[Mention], here: int, fits: Fits) -> list[Actor]:
        return _joined(seen, here, 1, fits)

    def joined_far(seen: list[Mention], here: int, fits: Fits) -> list[Actor]:
        return _joined(seen, here, _NEAR, fits)

    def title(seen: list[Mention], here: int, fits: Fits) -> list[Actor]:
        return list(own)

    if strict:
        return [joined_near, title, joined_far]
    return [joined_near, _previous, title] if near else [joined_near, _previous, title, joined_far, _latest]


def _joined(seen: list[Mention], here: int, reach: int, fits: Fits) -> list[Actor]:
    """Return the nearest names joined to one another, or a nearer plural already understood."""
    for mention in reversed(seen):
        if mention.sentence < here - reach:
            break
        if mention.kind == "group" and len(mention.actors) > 1:
            return list(mention.actors)
        if mention.link and fits(mention):
            run = [m for m in seen if m.link == mention.link]
            if len(run) > 1 and all(fits(m) for m in run):
                return [actor for m in run for actor in m.actors]
    return []


def _previous(seen: list[Mention], here: int, fits: Fits) -> list[Actor]:
    """Return all parties that the sentence before names."""
    kept = (m for m in seen if m.sentence == here - 1 and fits(m) and _is_party(m))
    return [actor for mention in kept for actor in mention.actors]


def _is_party(mention: Mention) -> bool:
    """Return whether the mention is a party rather than a place, a forum or an adjective."""
    forum = mention.kind == "organisation" and mention.actors[0].country != "EUR"
    quality = mention.kind == "country" and mention.actors[0].via.startswith("adjective")
    return not (mention.place or forum or quality)


def _latest(seen: list[Mention], here: int, fits: Fits) -> list[Actor]:
    """Return the last two parties named not too far before."""
    found: list[Actor] = []
    for mention in reversed(seen):
        if mention.sentence < here - _FAR:
            break
        if fits(mention) and _is_party(mention):
            found = [*mention.actors, *found]
            if len(parties(found)) >= 2:
                break
    return found


def _state_fits(mention: Mention) -> bool:
    return mention.kind in {"country", "person", "organisation", "group"} and bool(mention.actors)


def _people_fit(title: Term | None) -> Fits:
    def fits(mention: Mention) -> bool:
        if mention.kind == "group":
            return True
        if mention.kind != "person" or not mention.actors or mention.link < 0:
            return False
        return title is None or not mention.tenures or any(has_title(row, title) for row in mention.tenures)

    return fits


def _of_title(scene: Scene, people: bool) -> list[Actor]:
    if scene.parties or scene.about:
        return list(scene.parties or scene.about)
    kept = [m for m in scene.title if (m.kind == "person" if people else _state_fits(m)) and not m.place]
    linked = [m for m in kept if m.link]
    return [actor for mention in (linked if len(linked) > 1 else kept) for actor in mention.actors]


def single(scene: Scene, first: int, fits: Fits, other: bool = False) -> Mention | None:
    """Return the mention that a singular word at atom `first` means: near subjects come first.

    `other` is true of an object ("him"), which is not the subject of its own sentence.
    """
    here = scene.reading.atoms[first].sentence if first < len(scene.reading.atoms) else 0
    seen = [m for m in scene.before(first) if fits(m) and m.actors and not m.place]
    if other:
        seen = [m for m in seen if not (m.subject and m.sentence == here)]
    for sentence in range(here, here - _NEAR - 1, -1):
        inside = [m for m in seen if m.sentence == sentence]
        if inside:
            subjects = [m for m in inside if m.subject]
            return subjects[-1] if subjects else inside[0]
    return None


def he(mention: Mention) -> bool:
    """Return whether "he" or "she" may mean this mention."""
    return mention.kind == "person" and len(mention.actors) == 1


def gendered(scene: Scene, index: int) -> Fits:
    """Return what the "he" or "she" at this index may mean, by what was said of persons so far; known ones first."""
    she = scene.reading.atoms[index].lower in SHE
    near = [m for m in scene.before(index) if he(m)]
    here = scene.reading.atoms[index].sentence
    sure = any(scene.women.get(m.actors[0].name) is she and m.sentence >= here - 1 for m in near)

    def fits(mention: Mention) -> bool:
        return he(mention) and scene.women.get(mention.actors[0].name, not she if sure else she) is she

    return fits


def it(mention: Mention) -> bool:
    """Return whether "it" may mean this mention."""
    return mention.kind in {"country", "organisation"} and len(mention.actors) == 1


def they(scene: Scene, first: int, other: bool = False) -> tuple[Actor, ...]:
    """Return whom "they" means: the group that leads this sentence or one just before it, else the title's parties.

    `other` is true of an object ("them"), which is not the subject of its own sentence.
    """
    here = scene.reading.atoms[first].sentence if first < len(scene.reading.atoms) else 0
    seen = scene.before(first)
    if other:
        seen = [m for m in seen if not (m.subject and m.sentence == here)]
    for sentence in range(here, here - _NEAR - 1, -1):
        found = _leading(seen, sentence, only_subjects=scene.paired and len(scene.parties or scene.about) > 1)
        if found:
            return found
    found = group(scene, first, near=True)
    return found or ((scene.forum,) if scene.forum and scene.joint else ())


def _leading(seen: list[Mention], sentence: int, only_subjects: bool) -> tuple[Actor, ...]:
    """Return the first plural in a sentence: joined names, a group, several agents, a body that acts.

    `only_subjects` leaves out joined names that do not act: topics of a text that has parties of its own.
    """
    for mention in seen:
        if mention.sentence != sentence or mention.place or mention.link < 0:
            continue
        if only_subjects and mention.link and not mention.subject:
            continue
        if mention.link:
            return unique(actor for m in seen if m.link == mention.link for actor in m.actors)
        acts = mention.kind == "agent" or mention.actors[0].members is not None
        if mention.kind == "group" or (acts and mention.subject):
            return mention.actors
    return ()


def quoted(scene: Scene, index: int) -> tuple[Actor, ...] | None:
    """Return who says the words of the quotation that follows a name and a colon at the beginning of a block.

    "Ana Ruiz, director of X: “We …”": nobody where no table knows that name. None where no such quotation holds the
    word: then it is read as anywhere else.
    """
    atoms, text, start = scene.reading.atoms, scene.reading.text, scene.reading.atoms[index].start
    begin = scene.reading.block(start)
    opening = _QUOTATION.match(text, begin, start)
    if opening is None or text.find('"', opening.end(), start) >= 0:
        return None
    at = bisect_left(scene.mentions, begin, key=lambda mention: atoms[mention.first].start)
    first = scene.mentions[at] if at < len(scene.mentions) else None
    if first is not None and not text[begin : atoms[first.first].start].strip(" \n*_"):
        guessed = first.kind == "person" and any(a.country == scene.home and not a.actor_id for a in first.actors)
        if guessed:  # a title that the publisher's country has too: whose it is here is not said
            return ()
        alone = not first.link and first.kind in {"person", "organisation", "country"}
        return first.actors if alone and all(actor.resolved for actor in first.actors) else None
    here = bisect_left(atoms, begin, key=lambda atom: atom.start)
    unknown = atoms[here].kind == "unknown" or (atoms[here].kind == "word" and _NAME.match(text, begin))
    return () if unknown else None
