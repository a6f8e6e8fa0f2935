"""The linking's tables as stems: phrases of concepts, act words, everyday words and the names of countries."""

from collections.abc import Mapping
from functools import lru_cache

from servanda.linking.stems import TOKEN, stem
from servanda.linking.tables import actions, concepts, general, places


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the concepts' phrases as stems, by their first stem, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for concept in concepts():
        for phrase in concept.says:
            stems = tuple(stem(word) for word in TOKEN.findall(phrase))
            table.setdefault(stems[0], []).append((stems, concept.id))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()}


@lru_cache(maxsize=1)
def domains() -> Mapping[str, str]:
    """Return the field of each concept label and field word."""
    fields = {f"={concept.id}": concept.domain for concept in concepts()}
    for domain, words in general().domains.items():
        fields |= {stem(word): domain for word in words}
    return fields


@lru_cache(maxsize=1)
def act_words() -> Mapping[tuple[str, ...], str]:
    """Return the family of each act word or phrase, as stems; where two families share one, the first has it."""
    found: dict[tuple[str, ...], str] = {}
    for family in actions().families.values():
        for word in family.words:
            found.setdefault(tuple(stem(part) for part in word.split()), family.id)
    return found


@lru_cache(maxsize=8)
def stems(words: frozenset[str]) -> frozenset[str]:
    """Return the stems of a list of words of the tables."""
    return frozenset(stem(word) for word in words)


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Return the function words, as written and as stems."""
    return general().stop | {stem(word) for word in general().stop}


@lru_cache(maxsize=1)
def generic_words() -> frozenset[str]:
    """Return the stems of the everyday words that say little by themselves."""
    return frozenset(stem(word) for word in general().generic)


@lru_cache(maxsize=1)
def weak_concepts() -> frozenset[str]:
    """Return the concepts that are rather a form than an object."""
    return frozenset(concept.id for concept in concepts() if concept.weak)


@lru_cache(maxsize=1)
def broad_concepts() -> frozenset[str]:
    """Return the concepts that name a whole field."""
    return frozenset(concept.id for concept in concepts() if concept.broad)


@lru_cache(maxsize=1)
def broad_words() -> frozenset[str]:
    """Return the stems that name a whole field: a thing named with one of them is not thereby another one."""
    said = (phrase for concept in concepts() if concept.broad for phrase in concept.says)
    return frozenset(stem(phrase) for phrase in said if " " not in phrase)


@lru_cache(maxsize=1)
def wider() -> Mapping[str, frozenset[str]]:
    """Return for each concept's label the labels of the wider ones that it is a part of, at any distance."""
    above = {concept.id: concept.within for concept in concepts()}

    def climb(name: str) -> set[str]:
        return {name}.union(*(climb(up) for up in above[name]))

    return {f"={name}": frozenset(f"={up}" for up in climb(name) - {name}) for name in above}


@lru_cache(maxsize=1)
def first_words_of_places() -> frozenset[str]:
    """Return the words with which the name of a country may begin."""
    return frozenset(words[0] for words in places())


@lru_cache(maxsize=1)
def evils() -> frozenset[str]:
    """Return the labels of what people fight."""
    return frozenset(f"={concept.id}" for concept in concepts() if concept.evil)
