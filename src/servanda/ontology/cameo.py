"""CAMEO: names, Goldstein values and classes of its codes, and the corrected way from each to PLOVER."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from servanda.ontology.plover import Plover, plover
from servanda.ontology.tables import expect, load_yaml, read_text

_FILE = "cameo.yaml"


@dataclass(frozen=True, slots=True)
class CameoRoot:
    """One of the 20 roots; `plover` are the PLOVER roots that its codes go to, none for 01 and 02.

    `gdelt_quad` is GDELT's QuadClass 1…4, `penta` Phoenix's class 0…4; they differ on 16.
    """

    code: str
    name: str
    goldstein: float
    gdelt_quad: int
    penta: int
    plover: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A code with what it becomes in PLOVER; `event` is null in the families 01 and 02, which PLOVER drops.

    `goldstein` is null where the snapshot has no value. `published` is the printed row where `erratum` corrects it.
    """

    code: str
    name: str
    goldstein: float | None
    event: str | None
    mode: str | None
    contexts: tuple[str, ...]
    erratum: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Cameo:
    """The roots and all codes, by code; codes are strings ("010" is not "10")."""

    source: str
    roots: Mapping[str, CameoRoot]
    codes: Mapping[str, CameoCode]

    def code(self, code: str) -> CameoCode:
        """Return what is known of a code.

        Raises:
            ValueError: if CAMEO has no such code.
        """
        try:
            return self.codes[code]
        except KeyError:
            hint = "; write codes as strings with their leading zero, such as '042'" if code.isdigit() else ""
            raise ValueError(f"CAMEO has no code {code!r}{hint}.") from None

    def root(self, code: str) -> CameoRoot:
        """Return the root that a code belongs to.

        Raises:
            ValueError: if CAMEO has no such code.
        """
        return self.roots[self.code(code).code[:2]]


@lru_cache(maxsize=1)
def cameo() -> Cameo:
    """Return the codes.

    Raises:
        CodebookError: if the Goldstein snapshot is not the one the table names, or a row has an illegal event, mode
            or context.
    """
    rows = load_yaml(_FILE)
    return read(rows, read_text(rows["goldstein"]["file"]))


def read(rows: Mapping[str, Any], snapshot: str) -> Cameo:
    """Return the codes in `rows`, the mapping of cameo.yaml, with the values of `snapshot`, the text of the CSV.

    Raises:
        CodebookError: as `cameo`.
    """
    source = rows["goldstein"]
    digest = sha256(snapshot.encode()).hexdigest()
    expect(digest == source["sha256"], source["file"], f"its sha256 is {digest}, not the one that {_FILE} names")
    values = {row["code"]: row for row in csv.DictReader(snapshot.splitlines())}
    expect(len(values) == source["rows"], source["file"], f"{source['rows']} codes are expected, {len(values)} found")
    codes = rows["codes"]
    numbers = [code for code in (*codes, *rows["roots"]) if not isinstance(code, str)]
    expect(not numbers, f"{_FILE}, {numbers}", "codes are strings: put them in quotation marks")
    found = {code: _code(code, codes.get(code, {}), values.get(code)) for code in sorted({*values, *codes})}
    roots = {
        code: CameoRoot(code=code, **{**row, "plover": tuple(row["plover"])}) for code, row in rows["roots"].items()
    }
    result = Cameo(source=rows["source"], roots=MappingProxyType(roots), codes=MappingProxyType(found))
    _check(result, plover())
    return result


def _code(code: str, row: Mapping[str, Any], value: Mapping[str, str] | None) -> CameoCode:
    name = value["name"] if value else row.get("name")
    return CameoCode(
        code=code,
        name=name[:1].upper() + name[1:].lower() if name and name.isupper() else name or "",
        goldstein=float(value["goldstein"]) if value else None,
        event=row.get("event"),
        mode=row.get("mode"),
        contexts=tuple(row.get("contexts", ())),
        erratum=row.get("erratum"),
        published=row.get("published"),
    )


def _check(found: Cameo, book: Plover) -> None:
    expect(len(found.roots) == 20, f"{_FILE}, roots", f"CAMEO has 20 roots, {len(found.roots)} here")
    for code in found.codes.values():
        where = f"{_FILE}, {code.code}"
        expect(bool(code.name), where, "it has no name")
        expect((code.erratum is None) == (code.published is None), where, "an erratum and a published row go together")
        expect((code.event is None) == (code.code[:2] in ("01", "02")), where, "only 01 and 02 go nowhere")
        if code.event is not None:
            event = book.event(code.event)
            expect(code.mode is None or code.mode in event.modes, where, f"{event.name} has no mode {code.mode!r}")
        unknown = set(code.contexts) - set(book.contexts)
        expect(not unknown, where, f"PLOVER has no context {', '.join(sorted(unknown))}")
    for root in found.roots.values():
        reached = {code.event for code in found.codes.values() if code.code[:2] == root.code and code.event}
        expect(reached == set(root.plover), f"{_FILE}, root {root.code}", f"its codes go to {sorted(reached)}")
        expect(
            root.goldstein == found.codes[root.code].goldstein, f"{_FILE}, root {root.code}", "another Goldstein value"
        )
