"""Common nouns for actors: titles, agents, governments and words for parties, in singular and plural."""

from collections.abc import Iterator, Mapping
from typing import Any

from servanda.actors.fold import folded
from servanda.actors.meaning import Term, TermKind
from servanda.actors.tables import Tables

_IRREGULAR = {"man": "men", "woman": "women", "person": "people", "child": "children", "chief": "chiefs"}
_PAST = ("former ", "ex-", "late ", "the late ", "president-elect", "president elect")
_NO_PLURAL = frozenset(("authorities", "forces", "police", "people", "personnel", "troops", "militia", "clergy"))


def terms(tables: Tables) -> dict[str, list[Term]]:
    """Return every folded, lower-case word or words for an actor with what it says."""
    found: dict[str, list[Term]] = {}
    for word, kind, row in _rows(tables):
        single = folded(str(word)).lower().strip()
        if single.startswith(_PAST):
            continue
        for form, many in _typed(single):
            person = kind in {"title", "leader"}
            term = Term(kind, single, many, row.get("sector"), row.get("office"), person, row.get("relational", False))
            kept = found.setdefault(form, [])
            if all((known.kind, known.plural) != (kind, many) for known in kept):
                kept.append(term)
    return found


def _rows(tables: Tables) -> Iterator[tuple[str, TermKind, Mapping[str, Any]]]:
    """Yield every word of the tables with its kind and its row."""
    nouns = tables.words("nouns")
    kinds: tuple[tuple[TermKind, Any], ...] = (
        ("title", tables.words("titles")),
        ("leader", nouns.get("leader", ())),
        ("party", nouns.get("party", ())),
        ("member", nouns.get("member", ())),
        ("government", nouns.get("government", ())),
        ("agent", nouns.get("agent", ())),
        ("agent", tables.words("agents")),
    )
    for kind, rows in kinds:
        for row in rows:
            for word in row["words"]:
                yield word, kind, row
    titles = {(title, tenure.office, tenure.sector) for tenure in tables.tenures for title in tenure.titles}
    for title, office, sector in sorted(titles):
        yield title, "title", {"sector": sector, "office": office}


def _typed(word: str) -> Iterator[tuple[str, bool]]:
    """Yield the forms of a word, those with a hyphen also as a broken line leaves them ("secretary- general")."""
    for form, many in _forms(word):
        yield form, many
        if "-" in form:
            yield form.replace("-", "- "), many


def _forms(word: str) -> tuple[tuple[str, bool], ...]:
    """Return the word and, unless it has none, its plural; true marks the plural."""
    last = word.split()[-1]
    if last in _NO_PLURAL:
        return ((word, True),)
    many = plural(word)
    return ((word, False), (many, True)) if many != word else ((word, _is_plural(last)),)


def plural(word: str) -> str:
    """Return the plural of a noun phrase; the head of "secretary of state" is "secretary"."""
    for link in (" of ", " for ", " to ", " and head of "):
        if link in word:
            head, rest = word.split(link, 1)
            return f"{plural(head)}{link}{rest}"
    first, _, last = word.rpartition(" ")
    return f"{first} {_plural(last)}" if first else _plural(last)


def _plural(word: str) -> str:
    for one, many in _IRREGULAR.items():
        if word.endswith(one):
            return word[: -len(one)] + many
    if _is_plural(word) or word.endswith("."):
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def _is_plural(word: str) -> bool:
    return word.endswith(("men", "people")) or (word.endswith("s") and not word.endswith(("ss", "us", "is")))
