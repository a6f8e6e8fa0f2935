"""Stable ids: hashes of what makes the thing itself, never of labels."""

from hashlib import sha256


def key(prefix: str, *parts: str | int | None) -> str:
    """Return `prefix` and 16 hexadecimal digits that depend on `parts` and their order alone."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{prefix}{sha256(joined.encode()).hexdigest()[:16]}"


def document_key(name: str, sha: str) -> str:
    """Return the id of one version of a document."""
    return key("d", name, sha)


def statement_key(document: str, cue: tuple[int, int] | None, trigger: tuple[int, int]) -> str:
    """Return the id of the statement with this cue and trigger in this version of a document."""
    return key("s", document, *(cue or (None, None)), *trigger)


def item_key(statement: str) -> str:
    """Return the id of the item that this statement leads."""
    return key("i", statement)


def link_key(item: str, statement: str) -> str:
    """Return the id of the link from an item to a later statement."""
    return key("l", item, statement)


def cell_key(item: str, member: str, scale: str, cycle: str) -> str:
    """Return the subject of a score: readable, since what it is made of is what it means."""
    return f"{item}|{member}|{scale}|{cycle}"
