"""Who bears an item that does not say it by itself: an imperative, *the department*, *the three governments*."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from servanda.linking.frames import keys, keys_of
from servanda.linking.tables import general
from servanda.linking.words import lowered
from servanda.model import Actor

_AUTHOR = "the author"
_PRONOUNS = frozenset(("he", "she", "it", "they", "we"))
_ADVICE = frozenset(("recommendation", "demand"))


class Said(NamedTuple):
    """One of a document's items in its making: its force and who it says bears it."""

    force: str
    actors: tuple[Actor, ...]


def given(said: Sequence[Said]) -> list[tuple[Actor, ...]]:
    """Return who bears each of a document's items, which come in the order of the text.

    An imperative is borne by those of the next item that names somebody, else of the last; an office without its
    country by those of the last; *the three governments* by the last three that are named together.
    """
    found = [row.actors if _known(row.actors) else () for row in said]
    main = _main(found)
    open_ = [at for at, row in enumerate(said) if not found[at] and row.force in _ADVICE and row.actors]
    for at in sorted(open_, key=lambda at: _unsaid(said[at].actors)):
        found[at] = tuple(actor for one in said[at].actors for actor in _meant(one, found, at, main))
    return [actors or row.actors for actors, row in zip(found, said, strict=True)]


def _known(actors: Sequence[Actor]) -> bool:
    """Tell whether somebody among the actors is known: an office whose name is in no table is not."""
    return any(not key.startswith("name:") for key in keys_of(actors)) or (
        bool(keys_of(actors)) and not any(general().offices & set(actor.name.lower().split()) for actor in actors)
    )


def _unsaid(actors: Sequence[Actor]) -> bool:
    return any(actor.name.lower() == _AUTHOR for actor in actors)


def _meant(actor: Actor, found: Sequence[tuple[Actor, ...]], at: int, main: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return whom an unresolved bearer stands for."""
    words = lowered(actor.name) or [actor.name.lower()]
    before = [actors for actors in reversed(found[:at]) if actors]
    after = next((actors for actors in found[at + 1 :] if actors), ())
    if actor.name.lower() == _AUTHOR:
        following = found[at + 1] if at + 1 < len(found) else ()
        return _as(actor, following or (before[0] if before else after))
    size = next((general().sizes[word] for word in words if word in general().sizes), 0)
    if size:
        together = (actors for actors in (*before, after) if len(keys_of(actors)) == size)
        return _as(actor, next(together, ()))
    if words[0] in _PRONOUNS:
        return _as(actor, before[0] if before else after)
    if not general().offices & set(words):
        return ()
    alone = (actors for actors in before if len(keys_of(actors)) == 1)
    return _as(actor, main or next(alone, after))


def _main(found: Sequence[tuple[Actor, ...]]) -> tuple[Actor, ...]:
    """Return the one country that most of a document's items are for, if there is one."""
    alone = [actors for actors in found if len(keys_of(actors)) == 1]
    counts = Counter(keys_of(actors) for actors in alone)
    if not counts:
        return ()
    most, times = counts.most_common(1)[0]
    first = next(actors for actors in alone if keys_of(actors) == most)
    return first if 2 * times > sum(counts.values()) else ()


def _as(actor: Actor, meant: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return the actors that are meant, under the name that was used, with how they were found."""
    known = [one for one in meant if keys(one)]
    via = f"{actor.name!r} → {', '.join(one.name for one in known)}, named nearby"
    return tuple(one.model_copy(update={"via": via, "span": actor.span}) for one in known)
