"""A collective item, member by member."""

from collections.abc import Iterable, Mapping, Sequence

from servanda.linking.frames import keys, later_frames
from servanda.model import Actor, Item, Link, Statement

_CLUB = 50


def members(item: Item) -> tuple[Actor, ...]:
    """Return who bears a collective item, one by one; none where a single actor or an open crowd bears it."""
    found: dict[str, Actor] = {}
    for actor in item.bearers:
        for key in sorted(keys(actor)):
            alone = keys(actor) == {key}
            found.setdefault(key, actor if alone else Actor(name=key, country=key, via=f"a member of {actor.name}"))
    return tuple(found.values()) if 1 < len(found) <= _CLUB else ()


def of_member(links: Iterable[Link], member: Actor, statements: Mapping[str, Statement]) -> Sequence[Link]:
    """Return the links whose evidence the member bears, alone or with others."""
    wanted = keys(member)
    return [link for link in links if wanted & _bearers(statements.get(link.statement))]


def _bearers(statement: Statement | None) -> frozenset[str]:
    frames = later_frames(statement) if statement else ()
    return frozenset(key for frame in frames for key in frame.keys)
