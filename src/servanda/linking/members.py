"""A collective item, member by member."""

from collections.abc import Iterable, Mapping, Sequence

from servanda.linking.claims import with_speaker
from servanda.linking.frames import keys, later_frames
from servanda.model import Actor, Document, Item, Link, Statement

_CLUB = 50


def members(item: Item) -> tuple[Actor, ...]:
    """Return who bears a collective item, one by one; none where a single actor or an open crowd bears it."""
    found: dict[str, Actor] = {}
    for actor in item.bearers:
        for key in sorted(keys(actor)):
            alone = keys(actor) == {key}
            found.setdefault(key, actor if alone else Actor(name=key, country=key, via=f"a member of {actor.name}"))
    return tuple(found.values()) if 1 < len(found) <= _CLUB else ()


def of_member(
    links: Iterable[Link], member: Actor, statements: Mapping[str, Statement], documents: Mapping[str, Document]
) -> Sequence[Link]:
    """Return the links whose evidence the member bears, alone or with others."""
    wanted = keys(member)
    return [link for link in links if wanted & _bearers(statements.get(link.statement), documents)]


def _bearers(statement: Statement | None, documents: Mapping[str, Document]) -> frozenset[str]:
    document = documents.get(statement.document) if statement else None
    frames = later_frames(with_speaker(statement, document)) if statement and document else ()
    return frozenset(key for frame in frames for key in frame.keys)
