"""Office holders out of Wikidata's answer to `data/offices.rq`, as rows of a table to lay over the package's."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

COLUMNS = (
    *("iso3", "org_id", "office", "titles", "sector", "holder", "aliases", "qid"),
    *("start", "end", "precision", "effective", "source", "verified_until", "note"),
)
_LENGTHS = {"9": 4, "10": 7, "11": 10}
_GRAINS = {4: "year", 7: "month", 10: "day"}
_TITLES = {
    "head_of_state": ("President",),
    "head_of_government": ("Prime Minister",),
    "foreign_minister": ("Foreign Minister", "Minister of Foreign Affairs"),
    "head_of_body": (),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office in the answer; dates are texts as long as Wikidata knows them."""

    place: str
    office: str
    position: str
    holder: str
    qid: str
    start: str
    end: str


@dataclass
class Imported:
    """The rows read, and for each line left out the reason."""

    rows: list[dict[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def query() -> str:
    """Return the query to put to Wikidata."""
    return resources.files("servanda.actors").joinpath("data", "offices.rq").read_text(encoding="utf-8")


def imported(path: Path, checked: date) -> Imported:
    """Return the office holders that an answer lists, checked until the day it was asked for.

    Raises:
        ValueError: if the file is neither JSON nor CSV as Wikidata's query service gives them.
    """
    found = Imported()
    leading, bodies = _package("offices.csv"), _package("organisations.csv")
    effective = {row["iso3"]: row["office"] for row in leading if row["iso3"] and row["effective"] == "1"}
    ids = {row["qid"]: row["org_id"] for row in bodies if row["qid"]}
    terms: dict[Term, None] = {}
    for number, line in enumerate(_lines(path), 1):
        term = _term(line, ids)
        if isinstance(term, str):
            found.left_out.append(f"answer {number}: {term}")
        else:
            terms[term] = None
    known = set(effective) | {row["iso3"] for row in _package("countries.csv")}
    for term in _ended(sorted(terms, key=lambda t: (t.place, t.office, t.start, t.holder))):
        found.rows.append(_row(term, term.place in known, effective.get(term.place) == term.office, checked))
    return found


def write(rows: Iterable[Mapping[str, str]], folder: Path) -> Path:
    """Write the rows as `offices.csv` into the folder and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "offices.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def _package(name: str) -> list[dict[str, str]]:
    text = resources.files("servanda.actors").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _lines(path: Path) -> list[dict[str, str]]:
    """Return the answer's lines as plain texts, from either of the two JSON forms or from CSV."""
    text = path.read_text(encoding="utf-8-sig")
    if not text.lstrip().startswith(("{", "[")):
        reader = csv.DictReader(text.splitlines())
        if "personLabel" not in (reader.fieldnames or ()):
            raise ValueError(
                f"{path} is no answer of Wikidata's query service (no column personLabel); run the query as is"
            )
        return [{k: v or "" for k, v in row.items() if k} for row in reader]
    try:
        read: Any = json.loads(text)
        rows = read["results"]["bindings"] if isinstance(read, dict) else read
        return [{name: _value(cell) for name, cell in row.items()} for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            f"{path} is no answer of Wikidata's query service ({error}); download it as JSON or CSV"
        ) from None


def _value(cell: Any) -> str:
    return str(cell["value"] if isinstance(cell, dict) else cell)


def _term(line: Mapping[str, str], ids: Mapping[str, str]) -> Term | str:
    """Return the term of office that a line tells, or why it tells none."""
    qid = line.get("person", "").rsplit("/", 1)[-1]
    holder = line.get("personLabel", "").strip()
    office = line.get("office", "")
    body = line.get("body", "").rsplit("/", 1)[-1]
    place = ids.get(body, "") if body else line.get("iso3", "")
    start = _day(line.get("start", ""), line.get("startPrecision", ""))
    if office not in _TITLES:
        return f"the office {office!r} is none of {', '.join(_TITLES)}"
    if not place:
        return f"the body {body or '?'} is not in organisations.csv"
    if not holder or holder == qid:
        return f"{qid or 'a person'} has no English name"
    if not start:
        return f"{holder} has no day of taking office"
    end = _day(line.get("end", ""), line.get("endPrecision", ""))
    return Term(place, office, line.get("positionLabel", ""), holder, qid, start, end)


def _day(value: str, precision: str) -> str:
    """Return a date as far as it is known: "2022-05-10T00:00:00Z" with precision 9 is 2022."""
    return value[: _LENGTHS.get(precision.split(".")[0], 10)] if value[:4].isdigit() else ""


def _ended(terms: Sequence[Term]) -> Iterator[Term]:
    """Yield the terms with the day before the successor's first for an end that is this day, or that is missing."""
    for number, term in enumerate(terms):
        after = next((t for t in terms[number + 1 :] if (t.place, t.office) == (term.place, term.office)), None)
        if after is None or after.start == term.start or len(after.start) < 10:
            yield term
        elif not term.end or term.end == after.start:
            yield replace(term, end=str(date.fromisoformat(after.start) - timedelta(days=1)))
        else:
            yield term


def _row(term: Term, country: bool, effective: bool, checked: date) -> dict[str, str]:
    titles = dict.fromkeys((*_TITLES[term.office], term.position.split(" of ")[0], term.position))
    return {
        "iso3": term.place if country else "",
        "org_id": "" if country else term.place,
        "office": term.office,
        "titles": "|".join(t for t in titles if t),
        "sector": "GOV",
        "holder": term.holder,
        "aliases": "",
        "qid": term.qid,
        "start": term.start,
        "end": term.end,
        "precision": _GRAINS[min(len(term.start), len(term.end or term.start))],
        "effective": str(int(effective)),
        "source": f"Wikidata, asked on {checked.isoformat()}",
        "verified_until": term.end or checked.isoformat(),
        "note": "",
    }
