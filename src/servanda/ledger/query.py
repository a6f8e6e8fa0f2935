"""The user's search words, read so that nothing they type can be an error.

Words are all asked for; "words in quotes" must stand together; AND, OR and NOT in capitals combine, OR binding
weakest; a star ends the beginning of a word. Anything else is words.
"""

import re
from typing import NamedTuple

TOKEN = re.compile(r'"([^"]*)"?(\*?)|([^\s"()]+)')
WORD = re.compile(r"\w+")
MOST_TERMS = 32
MOST_LETTERS = 1000


class Term(NamedTuple):
    """Words that stand together; with `prefix`, the last is the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool = False


class Clause(NamedTuple):
    """Terms of which all of `wanted` and none of `unwanted` must be there; `wanted` is never empty."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]


def parse(query: str) -> tuple[Clause, ...]:
    """Return the alternatives that a query asks for, none where it holds no words."""
    clauses: list[Clause] = []
    wanted: list[Term] = []
    unwanted: list[Term] = []
    refused = False
    for phrase, star, word in TOKEN.findall(query[:MOST_LETTERS])[: 2 * MOST_TERMS]:
        if word == "OR":
            clauses.append(Clause(tuple(wanted), tuple(unwanted)))
            wanted, unwanted, refused = [], [], False
        elif word in ("AND", "NOT"):
            refused = word == "NOT"
        elif words := tuple(WORD.findall(phrase or word)):
            term = Term(words, bool(star) or word.endswith("*"))
            (unwanted if refused else wanted).append(term)
            refused = False
    clauses.append(Clause(tuple(wanted), tuple(unwanted)))
    return tuple(clause for clause in clauses if clause.wanted)[:MOST_TERMS]


def to_fts5(clauses: tuple[Clause, ...]) -> str:
    """Return the query in the words of SQLite's FTS5."""

    def term(one: Term) -> str:
        return f'"{" ".join(one.words)}"' + (" *" if one.prefix else "")

    def clause(one: Clause) -> str:
        return " NOT ".join([f"({' AND '.join(map(term, one.wanted))})", *map(term, one.unwanted)])

    return " OR ".join(f"({clause(one)})" for one in clauses)


def to_tsquery(clauses: tuple[Clause, ...]) -> str:
    """Return the query in the words of PostgreSQL's `to_tsquery`."""

    def term(one: Term) -> str:
        return "(" + " <-> ".join(f"'{word}'" for word in one.words) + (":*" if one.prefix else "") + ")"

    def clause(one: Clause) -> str:
        return " & ".join([*map(term, one.wanted), *(f"!{term(other)}" for other in one.unwanted)])

    return " | ".join(f"({clause(one)})" for one in clauses)
