"""Builds src/servanda/actors/data/offices.csv from the reference files and the successions written by hand.

Usage: python tools/build_offices.py [../shared/reference/offices]

How a row comes about, and what its `source` means, stands in src/servanda/actors/data/README.md.
"""

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "src" / "servanda" / "actors" / "data"
COLUMNS = [
    *("iso3", "org_id", "office", "titles", "sector", "holder", "aliases", "qid"),
    *("start", "end", "precision", "effective", "source", "verified_until", "note"),
]
REIGN, HEADS = "reign_leaders_to_2021.csv", "heads_of_government_2021_2022.csv"
FOREIGN, BODIES = "foreign_ministers_2023.csv", "heads_of_international_bodies.csv"
COVERED_UNTIL = {REIGN: "2021-03-31", HEADS: "2022-10-01", FOREIGN: "2023-01-31"}
QID = re.compile(r"Q\d+")
KNOWN_UNTIL = "2025-01-31"
MEMORY = "unverified: general knowledge"
# Surnames that are words of English or too common to stand for one person: matched only with a title or a first name.
NO_SURNAME = {"Tax", "May", "Power", "Ban", "Price", "Johnson", "Brown", "Miller", "Ali", "Khan", "Davis", "Harris"}
FAMILY_NAME_FIRST = {"CHN", "KOR", "PRK", "TWN", "VNM", "KHM", "MMR", "LAO", "THA", "IDN", "MNG", "SGP", "MYS", "ISL"}
BODY_OFFICES = {
    "Secretary-General of the United Nations": ("UN", "head_of_body", "Secretary-General;UN Secretary-General", "GOV"),
    "Deputy Secretary-General of the United Nations": ("UN", "head_of_body", "Deputy Secretary-General", "GOV"),
    "Under-Secretary-General of the United Nations": ("UN", "head_of_body", "Under-Secretary-General", "GOV"),
    "President of the United Nations General Assembly": (
        "UNGA",
        "head_of_body",
        "President of the General Assembly",
        "GOV",
    ),
    "President of the International Court of Justice": ("ICJ", "judge", "President of the Court;ICJ President", "JUD"),
    "Judge of the International Court of Justice": ("ICJ", "judge", "Judge;ICJ judge", "JUD"),
    "Director-General of the World Trade Organization": ("WTO", "head_of_body", "Director-General", "GOV"),
    "OSCE High Commissioner on National Minorities": ("OSCE", "head_of_body", "High Commissioner", "GOV"),
    "president of the Parliamentary Assembly of the Council of Europe": ("COE", "legislator", "PACE president", "LEG"),
}
PARTICLES = {"al", "el", "de", "da", "dos", "di", "van", "der", "von", "le", "la", "bin", "ould", "abu", "of"}


@dataclass(frozen=True)
class Row:
    """One term of office; dates are texts of the precision they have (2022, 2022-05, 2022-05-10), ends inclusive."""

    place: str
    office: str
    titles: tuple[str, ...]
    holder: str
    start: str
    end: str = ""
    sector: str = "GOV"
    aliases: tuple[str, ...] = ()
    qid: str = ""
    effective: bool = False
    source: str = MEMORY
    verified_until: str = ""
    note: str = ""

    @property
    def precision(self) -> str:
        """The grain of the coarser of start and end."""
        return {4: "year", 7: "month", 10: "day"}[min(len(self.start or "2000"), len(self.end or self.start))]


@dataclass
class Reference:
    """The reference files as rows, with countries as ISO3."""

    reign: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    heads: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    earlier: list[Row] = field(default_factory=list)
    foreign: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    bodies: list[Row] = field(default_factory=list)


def plain(text: str) -> str:
    """Return the text without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def tokens(name: str) -> set[str]:
    """Return the folded words of a name that are long enough to tell people apart."""
    cleaned = plain(name).lower().replace("-", " ").replace("'", "")
    return {w.strip(".,()") for w in cleaned.split() if len(w) > 3}


def same_person(one: str, other: str) -> bool:
    """Return whether two spellings share a word of their names."""
    return bool(tokens(one) & tokens(other)) or plain(one).lower() == plain(other).lower()


def day_before(day: str) -> str:
    """Return the last day before a date, in the date's own grain for years and months."""
    if len(day) == 4:
        return str(int(day) - 1)
    if len(day) == 7:
        return str(date.fromisoformat(f"{day}-01") - timedelta(days=1))[:7]
    return str(date.fromisoformat(day) - timedelta(days=1))


def records(path: Path) -> Iterator[dict[str, str]]:
    """Yield the lines of a reference file; lines that break off are padded."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for record in csv.DictReader(file):
            yield {key: (value or "").strip() for key, value in record.items() if isinstance(key, str)}


def country_codes() -> dict[str, str]:
    """Return ISO3 by every country name of countries.csv and the few names that only the reference files use."""
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        known = {name: r["iso3"] for r in csv.DictReader(file) if not r["valid_to"] for name in r["names"].split("|")}
    known.update({"The Bahamas": "BHS", "The Gambia": "GMB", "European Union": "EU"})
    known.pop("Sahrawi Arab Democratic Republic", None)
    return known


def reign_codes() -> dict[str, str]:
    """Return ISO3 by REIGN's country letters."""
    with (HERE / "reign_countries.csv").open(encoding="utf-8", newline="") as file:
        return {r["reign"]: r["iso3"] for r in csv.DictReader(file)}


def office_of(label: str) -> str:
    """Return the office that a Wikidata position label names; empty where it is none of ours."""
    low = label.lower()
    if any(word in low for word in ("prime minister", "premier", "chancellor", "taoiseach", "executive yuan")):
        return "head_of_government"
    if any(word in low for word in ("governor-general", "federal council", "co-prince", "pontifical", "yang di")):
        return ""
    if any(word in low for word in ("minister of state", "chief minister", "chairman of the council of ministers")):
        return "head_of_government"
    heads = ("president", "king", "monarch", "emir", "sultan", "emperor", "pope", "prince", "leader", "gyalpo")
    return "head_of_state" if any(word in low for word in (*heads, "ngwenyama", "captain", "le ao")) else ""


def title_of(label: str) -> str:
    """Return the bare title in a Wikidata position label ("Prime Minister of Albania": Prime Minister)."""
    head = label.split(" of ")[0].strip()
    return {"prime minister": "Prime Minister"}.get(head.lower(), head[:1].upper() + head[1:])


def read_reference(folder: Path) -> Reference:
    """Read the four reference files."""
    found, iso = Reference(), country_codes()
    spells = list(reign_spells(folder))
    for spell in spells:
        if not spell.end or spell.end >= "2014":
            found.reign[spell.place].append(spell)
    found.earlier = list(named_earlier(spells))
    for r in records(folder / HEADS):
        office, place = office_of(r["positionLabel"]), iso.get(r["country"], "")
        if place and office and not r["officeholderLabel"].startswith("Q"):
            titles = tuple(dict.fromkeys((title_of(r["positionLabel"]), r["positionLabel"])))
            row = Row(place, office, titles, r["officeholderLabel"], r["start_year"], r["end_year"])
            found.heads[place].append(replace(row, qid=r["officeholder"], source=f"reference/offices/{HEADS}"))
    for r in records(folder / FOREIGN):
        place = iso.get(r["countryLabel"], "")
        if place and r["name"] and r["start"][:4].isdigit():
            titles = tuple(dict.fromkeys(("Foreign Minister", "Minister of Foreign Affairs", r["positionLabel"])))
            row = Row(place, "foreign_minister", titles, clean_name(r["name"]), r["start"], qid=r["person"])
            found.foreign[place].append(replace(row, source=f"reference/offices/{FOREIGN}"))
    for r in records(folder / BODIES):
        found.bodies.append(Row("", r["position"], (), r["person"], r["start"], r["end"], qid=r["personID"]))
    return found


def reign_spells(folder: Path) -> Iterator[Row]:
    """Yield REIGN's leaders: start to the day, end to the month, with the whole name where `reign_names.csv` has it."""
    letters, whole = reign_codes(), reign_names()
    for r in records(folder / REIGN):
        if r["syear"] and r["stateabb"] in letters:
            start = f"{int(r['syear']):04}-{int(r['smonth']):02}-{int(r['sdate']):02}"
            end = f"{int(r['eyear']):04}-{int(r['emonth']):02}" if r["eyear"] else ""
            place, name = letters[r["stateabb"]], r["leader"].split(" (")[0].strip()
            names = whole.get((place, name), [name])
            row = Row(place, "", (), names[0], start, end, source=f"reference/offices/{REIGN}")
            yield replace(row, aliases=tuple(names[1:]))


def reign_names() -> dict[tuple[str, str], list[str]]:
    """Return the whole name and other spellings of a leader by country and REIGN's name."""
    with (HERE / "reign_names.csv").open(encoding="utf-8", newline="") as file:
        return {(r["iso3"], r["reign"]): r["name"].split("|") for r in csv.DictReader(file)}


def named_earlier(spells: list[Row]) -> Iterator[Row]:
    """Yield the leaders who left between 1990 and 2013 and whose whole name `reign_names.csv` gives."""
    named = {(place, names[0]) for (place, _), names in reign_names().items()}
    for spell in spells:
        whole = (spell.place, spell.holder) in named or (" " in spell.holder and spell.place != "SMR")
        if whole and "1990" <= spell.end < "2014":
            after = min((s.start for s in spells if s.place == spell.place and s.start > spell.start), default="")
            last = day_before(after) if after and after[:7] == spell.end else spell.end
            yield replace(spell, end=last, verified_until=last)


def clean_name(name: str) -> str:
    """Return a name without forms of address."""
    for address in ("Dr. ", "Archbishop ", "Sheikh ", "Prince "):
        name = name.removeprefix(address)
    return name


def read_hand(path: Path) -> Iterator[list[Row]]:
    """Yield the hand-written successions, block by block, with ends filled in from the next start."""
    block: list[Row] = []
    head: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "@ end"]:
        if line.startswith("@"):
            if block:
                yield filled(block)
            head, block = [part.strip() for part in line[1:].split("|")], []
        elif line.strip() and not line.startswith("#"):
            block.append(hand_row(head, line))


def hand_row(head: list[str], line: str) -> Row:
    """Return the row of one hand-written line under its block's head."""
    body, _, note = line.partition(" !")
    period, names = body.split(" ", 1)
    start, _, end = period.partition("/")
    holder, *others = [name.strip() for name in names.split("|")]
    place, office, titles, effective, *sector = head
    return Row(
        place,
        office,
        tuple(title.strip() for title in titles.split(";") if title.strip()),
        holder,
        start,
        end,
        sector=(sector[0] if sector else "") or "GOV",
        aliases=tuple(name for name in others if not QID.fullmatch(name)),
        qid=next((name for name in others if QID.fullmatch(name)), ""),
        effective=effective == "effective",
        note=note.strip(),
    )


def filled(block: list[Row]) -> list[Row]:
    """Return the rows with each open end set to the day before the next start, unless a term began the same day."""
    starts = sorted({row.start for row in block})
    later = {start: next((s for s in starts if s > start), "") for start in starts}
    overlapping = any(r.end and later[r.start] and r.end >= later[r.start] for r in block)
    if overlapping:
        return block
    return [replace(r, end=r.end or (day_before(later[r.start]) if later[r.start] else "")) for r in block]


def attested(row: Row, known: Reference) -> Row:
    """Return a hand-written row with the reference files that bear it out, and its verified_until."""
    sources, qid = [], row.qid
    spells = known.reign.get(row.place, []) if row.effective else []
    if any(spell.start == row.start and same_person(spell.holder, row.holder) for spell in spells):
        sources.append(f"reference/offices/{REIGN} (start)")
    for head in known.heads.get(row.place, []):
        if head.office == row.office and same_person(head.holder, row.holder) and head.start == row.start[:4]:
            sources.append(f"reference/offices/{HEADS} (year of start)")
            qid = head.qid
    for minister in known.foreign.get(row.place, []):
        if row.office == "foreign_minister" and minister.start == row.start:
            sources.append(f"reference/offices/{FOREIGN} (start)")
            qid = minister.qid
    for body in known.bodies:
        if row.place.isupper() and len(row.titles) > 0 and body.office in row.titles and body.start == row.start:
            whole = body.end == row.end
            sources.append(f"reference/offices/{BODIES}" + ("" if whole else " (start)"))
            qid = body.qid
            row = replace(row, source="") if whole else row
    source = "; ".join(dict.fromkeys([*sources, *([row.source] if row.source else [])]))
    until = row.end or max(KNOWN_UNTIL, row.start)
    return replace(row, source=source, qid=qid, verified_until=row.verified_until or until)


def from_reign(place: str, known: Reference, before: str) -> list[Row]:
    """Return the effective leaders of a country by REIGN that took office before a day, joined without gaps."""
    spells = [s for s in known.reign.get(place, []) if s.start < (before or "9999")]
    rows = []
    for number, spell in enumerate(spells):
        named = next((h for h in known.heads.get(place, []) if names_it(h, spell)), None)
        after = spells[number + 1].start if number + 1 < len(spells) else before
        last = day_before(after) if after else ""
        rows.append(finish(spell, named, last, office_in(place, known)))
    return rows


def names_it(head: Row, spell: Row) -> bool:
    """Return whether a Wikidata head is the leader of a REIGN spell: one name, and the same year or the last spell."""
    return same_person(head.holder, spell.holder) and (not spell.end or head.start == spell.start[:4])


def office_in(place: str, known: Reference) -> tuple[str, tuple[str, ...]]:
    """Return the office of REIGN's last leader of a country, by the Wikidata row that names the same person."""
    for spell in reversed(known.reign.get(place, [])):
        for head in known.heads.get(place, []):
            if same_person(head.holder, spell.holder):
                return head.office, head.titles
    first = next(iter(known.heads.get(place, [])), None)
    return (first.office, first.titles) if first else ("head_of_state", ("President",))


def finish(spell: Row, named: Row | None, last: str, office: tuple[str, tuple[str, ...]]) -> Row:
    """Return a REIGN spell as a full row."""
    source, until = spell.source, last or COVERED_UNTIL[REIGN]
    end = last
    if named and not last:
        end = named.end
        until = COVERED_UNTIL[HEADS] if not named.end else f"{int(named.end) - 1}-12-31"
        source = f"{source}; reference/offices/{HEADS} (after 2021-03)"
    return replace(
        spell,
        office=named.office if named else office[0],
        titles=named.titles if named else office[1],
        holder=named.holder if named else spell.holder,
        aliases=(*spell.aliases, *((spell.holder,) if named and " " not in spell.holder else ())),
        qid=named.qid if named else "",
        end=end,
        effective=True,
        source=source,
        verified_until=until,
    )


def from_bodies(known: Reference, hand: list[Row]) -> Iterator[Row]:
    """Yield the heads of international bodies that the reference dates and no hand-written row has."""
    for row in known.bodies:
        place, office, titles, sector = BODY_OFFICES.get(row.office, ("", "", "", ""))
        told = any(h.place == place and same_person(h.holder, row.holder) for h in hand)
        if place and not told and (not row.end or row.end >= "1990"):
            until = row.end or max(COVERED_UNTIL[HEADS], row.start)
            named = replace(row, place=place, office=office, titles=tuple(titles.split(";")), sector=sector)
            yield replace(named, source=f"reference/offices/{BODIES}", verified_until=until)


def same_term(head: Row, row: Row) -> bool:
    """Return whether a Wikidata head is the person of another row in the same office."""
    return head.office == row.office and same_person(head.holder, row.holder)


def successors(place: str, known: Reference, effective: list[Row]) -> Iterator[Row]:
    """Yield the Wikidata heads that no other row has; those who follow the last effective leader become effective."""
    last = effective[-1] if effective else None
    new = [h for h in known.heads.get(place, []) if not any(same_term(h, row) for row in effective)]
    next_ones = [h for h in new if last and h.office == last.office and h.start >= "2021" and not last.end]
    for head in new:
        follows = next_ones == [head]
        until = f"{int(head.end)}-12-31" if head.end else COVERED_UNTIL[HEADS]
        monarch = "onarch" in head.titles[0]
        yield replace(head, verified_until=min(until, COVERED_UNTIL[HEADS]), effective=follows and not monarch)


def identified(rows: list[Row]) -> Iterator[Row]:
    """Yield the rows with the Wikidata id that any other row of the same name has, where all agree."""
    ids: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.qid:
            ids[row.holder].add(row.qid)
    for row in rows:
        known = ids[row.holder]
        yield replace(row, qid=next(iter(known))) if not row.qid and len(known) == 1 else row


def spelled(row: Row) -> Row:
    """Return the row with its surname, and all names also without accents and with a curly apostrophe."""
    names = [row.holder, *row.aliases, *surname(row)]
    for name in list(names):
        names += [plain(name), name.replace("'", "’")]
    names = [n for n in dict.fromkeys(names) if n != row.holder and len(n) > 1]
    return replace(row, aliases=tuple(names))


def surname(row: Row) -> Iterable[str]:
    """Return the surname by which the press names the holder, where the name's form shows it."""
    words = row.holder.split()
    by_hand = row.source.find(MEMORY) >= 0
    long_ago = bool(row.end) and row.end < "2014"
    if (
        by_hand
        or long_ago
        or row.place in FAMILY_NAME_FIRST
        or len(words) < 2
        or "," in row.holder
        or '"' in row.holder
    ):
        return ()
    tail = words[-2:] if plain(words[-2]).lower() in PARTICLES else words[-1:]
    numbered = set(tail[-1]) <= set("IVX") or tail[-1] in {"Jr.", "Sr."} or not tail[-1][0].isupper()
    return () if numbered or tail[-1] in NO_SURNAME or len(tail[-1]) < 4 else (" ".join(tail),)


def build(folder: Path) -> list[Row]:
    """Return all rows, by place, office and start."""
    known = read_reference(folder)
    hand = [attested(row, known) for block in read_hand(HERE / "offices_hand.txt") for row in block]
    offices = {(row.place, row.office) for row in hand}
    rows = list(hand)
    for place in sorted(set(known.reign) | set(known.heads)):
        mine = sorted((row for row in hand if row.place == place and row.effective), key=lambda row: row.start)
        leaders = [*from_reign(place, known, mine[0].start if mine else ""), *mine]
        rows += [row for row in leaders if row not in mine]
        others = list(successors(place, known, leaders))
        rows += [row for row in others if (place, row.office) not in offices]
    for spell in known.earlier:
        office, titles = office_in(spell.place, known)
        rows.append(replace(spell, office=office, titles=titles))
    rows += from_bodies(known, hand)
    for place, ministers in known.foreign.items():
        written = [row.holder for row in hand if (row.place, row.office) == (place, "foreign_minister")]
        new = [row for row in ministers if not any(same_person(row.holder, holder) for holder in written)]
        rows += [replace(row, verified_until=COVERED_UNTIL[FOREIGN]) for row in new]
    return sorted((spelled(row) for row in identified(rows)), key=lambda r: (r.place, r.office, r.start, r.holder))


def write(rows: list[Row], path: Path) -> None:
    """Write the rows as CSV."""
    orgs = {r["org_id"] for r in records(DATA / "organisations.csv")}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for r in rows:
            cells = {name: getattr(r, name, "") for name in COLUMNS}
            cells.update(iso3="" if r.place in orgs else r.place, org_id=r.place if r.place in orgs else "")
            cells.update(titles="|".join(r.titles), aliases="|".join(r.aliases), effective=int(r.effective))
            writer.writerow(cells)


if __name__ == "__main__":
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parents[1] / "shared" / "reference" / "offices"
    write(build(source), DATA / "offices.csv")
