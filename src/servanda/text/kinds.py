"""What kind of document a text is, guessed from its title and form, with the reason."""

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple, cast

from servanda.model import DocumentKind

_HEAD = 3_000


class Guess(NamedTuple):
    """A kind of document and why."""

    kind: DocumentKind
    reason: str


class Rule(NamedTuple):
    """One row of the table: a pattern, where it is sought, what forbids it there, and the kind it speaks for."""

    kind: DocumentKind
    where: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    says: str

    def find(self, words: str) -> re.Match[str] | None:
        """Return what fits in `words`, unless something forbids it."""
        found = self.pattern.search(words)
        return None if found and self.unless and self.unless.search(words) else found


def guess_kind(title: str | None, text: str, publisher: str | None = None) -> Guess:
    """Return the first kind whose rule fits; `other` where none does.

    Args:
        title: the title, or what stands for it.
        text: the beginning of the text as people read it.
        publisher: who published it.
    """
    sought = {"title": _plain(title or ""), "text": text[:_HEAD], "publisher": _plain(publisher or "")}
    for rule in rules():
        found = rule.find(sought[rule.where])
        if found:
            return Guess(rule.kind, f"{rule.where} {rule.says} “{' '.join(found.group().split())[:60]}”")
    return Guess("other", "neither title nor form tells the kind")


@lru_cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of `data/kinds.yaml`, in the order in which they are tried."""
    import yaml

    table = yaml.safe_load(files("servanda.text").joinpath("data/kinds.yaml").read_text(encoding="utf-8"))
    return tuple(
        Rule(
            kind=cast(DocumentKind, row["kind"]),
            where=row["where"],
            pattern=re.compile(row["pattern"], re.MULTILINE),
            unless=re.compile(row["unless"]) if "unless" in row else None,
            says=row.get("says", "says"),
        )
        for row in table
    )


def _plain(title: str) -> str:
    """Return a title without invisible characters, with plain hyphens and apostrophes."""
    title = re.sub("[\u00ad\u200b\u2060\ufeff]", "", title)
    return re.sub("[\u2010\u2011]", "-", title.replace("’", "'"))
