"""The data tables hold what their columns promise: known codes, ordered dates, one meaning a name, one leader a day."""

import csv
import gzip
import json
import re
from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src" / "servanda" / "actors" / "data"
INSTRUMENTS = ROOT / "src" / "servanda" / "ontology" / "instruments.csv"
CORPUS = ROOT.parent / "shared" / "corpus" / "un_general_debate.jsonl.gz"
SECTORS = {
    *("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS"),
    *("CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"),
}
PLOVER_BODIES = {"", "UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"}
ORG_KINDS = {"organisation", "format", "alliance", "court", "bank", "party", "armed_group", "ngo", "company"}
INSTRUMENT_KINDS = {"treaty", "agreement", "format", "law", "strategy", "fund", "resolution_series"}
G20 = [
    *("ARG", "AUS", "BRA", "CAN", "CHN", "FRA", "DEU", "IND", "IDN", "ITA"),
    *("JPN", "KOR", "MEX", "RUS", "SAU", "ZAF", "TUR", "GBR", "USA"),
]
ALSO = ["PRK", "TWN", "UKR", "IRN", "ISR"]
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@lru_cache
def table(path: Path) -> tuple[dict[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, strict=True))


def rows(name: str) -> tuple[dict[str, str], ...]:
    return table(DATA / f"{name}.csv")


def cells(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


def first(text: str) -> date:
    year, month, day = [*(int(part) for part in text.split("-")), 1, 1][:3]
    return date(year, month, day)


def last(text: str) -> date:
    if not text:
        return date.max
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def iso3() -> set[str]:
    return {row["iso3"] for row in rows("countries")}


def org_ids() -> set[str]:
    return {row["org_id"] for row in rows("organisations")}


def members(org: str, on: str) -> set[str]:
    day = date.fromisoformat(on)
    return {
        row["iso3"]
        for row in rows("memberships")
        if row["org_id"] == org and first(row["from"]) <= day <= last(row["to"])
    }


@lru_cache
def terms(country: str) -> tuple[tuple[str, date, date], ...]:
    return tuple(
        (row["holder"], first(row["start"]), last(row["end"]))
        for row in rows("offices")
        if row["iso3"] == country and row["effective"] == "1"
    )


def leaders(country: str, day: date) -> list[str]:
    return [holder for holder, start, end in terms(country) if start <= day <= end]


@pytest.mark.parametrize("name", ["countries", "metonyms", "organisations", "memberships", "offices"])
def test_cells_are_whole_and_trimmed(name: str) -> None:
    for row in rows(name):
        assert None not in row
        assert all(value is not None and value == value.strip() for value in row.values()), row
        assert not {"None", "NA", "---"} & {value for value in row.values() if value != "NA"}, row


@pytest.mark.parametrize("name", ["organisations", "memberships", "offices"])
def test_every_fact_names_its_source(name: str) -> None:
    for row in rows(name):
        assert re.match(r"reference/offices/|conventions\.md|unverified: general knowledge", row["source"]), row


def test_country_codes_are_unique_and_well_formed() -> None:
    codes = [row["iso3"] for row in rows("countries")]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)
    assert {"XKX", "PSE", "TWN", "HKG", "VAT", "SUN", "YUG", "DDR", "CSK"} <= set(codes)
    assert {row["plover"] for row in rows("countries") if row["plover"]} <= set(codes) | {"KOS"}


def test_no_name_means_two_countries() -> None:
    owners = defaultdict(set)
    for row in rows("countries"):
        for name in cells(row["names"]) + cells(row["adjectives"]):
            owners[name].add(row["iso3"])
    assert {name: own for name, own in owners.items() if len(own) > 1} == {}


def test_no_name_means_both_a_country_a_metonym_and_an_organisation() -> None:
    owners = defaultdict(list)
    for row in rows("countries"):
        for name in cells(row["names"]) + cells(row["adjectives"]):
            owners[name].append(row["iso3"])
    for row in rows("metonyms"):
        owners[row["name"]].append(row["iso3"])
    for row in rows("organisations"):
        for name in {row["name"], *cells(row["aliases"])}:
            owners[name].append(row["org_id"])
    assert {name: own for name, own in owners.items() if len(own) > 1} == {}


def test_publishers_of_the_corpus_are_country_names() -> None:
    if not CORPUS.exists():
        pytest.skip("needs ../shared/corpus/un_general_debate.jsonl.gz")
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        publishers = {json.loads(line)["publisher"] for line in lines}
    names = {name for row in rows("countries") for name in cells(row["names"])}
    assert publishers - names == {"European Union"}


def test_metonyms_have_known_codes() -> None:
    assert {row["iso3"] for row in rows("metonyms")} <= iso3()
    assert {row["sector"] for row in rows("metonyms")} <= SECTORS
    assert {row["case_sensitive"] for row in rows("metonyms")} <= {"0", "1"}


@pytest.mark.parametrize(
    ("name", "country", "sector"),
    [
        ("White House", "USA", "GOV"),
        ("Kremlin", "RUS", "GOV"),
        ("Pentagon", "USA", "MIL"),
        ("Bundestag", "DEU", "LEG"),
        ("Seoul", "KOR", "GOV"),
        ("Mossad", "ISR", "SPY"),
    ],
)
def test_well_known_metonyms(name: str, country: str, sector: str) -> None:
    found = [(row["iso3"], row["sector"]) for row in rows("metonyms") if row["name"] == name]
    assert found == [(country, sector)]


@pytest.mark.parametrize("name", ["Victoria", "San José", "Georgetown", "Kingston", "Congress", "Brussels"])
def test_names_of_several_things_are_marked(name: str) -> None:
    assert all("ambiguous" in row["note"] for row in rows("metonyms") if row["name"] == name)


def test_organisations_have_known_codes() -> None:
    for row in rows("organisations"):
        assert row["kind"] in ORG_KINDS, row
        assert row["plover"] in PLOVER_BODIES, row
        assert row["sector"] in SECTORS | {""}, row
        assert re.fullmatch(r"(Q\d+)?", row["qid"]), row
        assert row["org_id"] not in iso3(), f"{row['org_id']} would be taken for a country"
        home = re.search(r"home (\w+)", row["note"])
        assert home is None or home[1] in iso3(), row
    assert len(org_ids()) == len(rows("organisations"))


def test_memberships_are_of_known_countries_and_ordered() -> None:
    spells = defaultdict(list)
    for row in rows("memberships"):
        assert row["org_id"] in org_ids(), row
        assert row["iso3"] in iso3(), row
        assert DATE.fullmatch(row["from"]), row
        assert first(row["from"]) <= last(row["to"]), row
        spells[row["org_id"], row["iso3"]].append((first(row["from"]), last(row["to"])))
    for times in spells.values():
        ordered = sorted(times)
        assert all(one[1] < two[0] for one, two in pairwise(ordered)), ordered


@pytest.mark.parametrize(
    ("org", "on", "count"),
    [
        ("UN", "2022-05-20", 193),
        ("NATO", "2016-06-01", 28),
        ("NATO", "2022-05-20", 30),
        ("NATO", "2024-06-01", 32),
        ("EU", "2020-01-31", 28),
        ("EU", "2020-02-01", 27),
        ("EUROZONE", "2022-12-31", 19),
        ("EUROZONE", "2023-01-01", 20),
        ("G7", "2022-05-20", 7),
        ("G8", "2013-06-01", 8),
        ("G20", "2022-05-20", 19),
        ("QUAD", "2022-05-20", 4),
        ("AUKUS", "2022-05-20", 3),
        ("FVEY", "2022-05-20", 5),
        ("IPEF", "2022-05-22", 0),
        ("IPEF", "2022-05-23", 13),
        ("IPEF", "2022-06-01", 14),
        ("BRICS", "2023-12-31", 5),
        ("BRICS", "2025-02-01", 10),
        ("ASEAN", "2022-05-20", 10),
        ("ASEAN", "2025-11-01", 11),
        ("OECD", "2022-05-20", 38),
        ("OSCE", "2022-05-20", 57),
        ("COE", "2022-05-20", 46),
        ("AU", "2022-05-20", 55),
        ("LAS", "2022-05-20", 22),
        ("OIC", "2022-05-20", 57),
        ("ECOWAS", "2025-01-28", 15),
        ("ECOWAS", "2025-01-29", 12),
        ("CARICOM", "2022-05-20", 15),
        ("APEC", "2022-05-20", 21),
        ("CPTPP", "2025-01-01", 12),
        ("RCEP", "2024-01-01", 15),
    ],
)
def test_number_of_members_on_a_day(org: str, on: str, count: int) -> None:
    assert len(members(org, on)) == count


@pytest.mark.parametrize("year", range(2014, 2027))
def test_security_council_has_fifteen_members(year: int) -> None:
    assert len(members("UNSC", f"{year}-06-30")) == 15
    assert members("P5", f"{year}-06-30") <= members("UNSC", f"{year}-06-30")


def test_offices_have_known_codes_and_ordered_dates() -> None:
    known = {row["office"] for row in yaml.safe_load((DATA / "titles.yaml").read_text(encoding="utf-8"))}
    for row in rows("offices"):
        assert (row["iso3"] in iso3()) != (row["org_id"] in org_ids()), row
        assert row["office"] in known, row
        assert row["sector"] in SECTORS, row
        assert row["holder"], row
        assert row["titles"], row
        assert DATE.fullmatch(row["start"]), row
        assert DATE.fullmatch(row["verified_until"]), row
        assert not row["end"] or DATE.fullmatch(row["end"]), row
        assert first(row["start"]) <= last(row["end"]), row
        assert first(row["start"]) <= last(row["verified_until"]), row
        assert row["precision"] in {"day", "month", "year"}, row
        assert len(row["start"]) >= {"day": 10, "month": 7, "year": 4}[row["precision"]], row


def test_every_day_since_2015_has_one_effective_leader_as_far_as_checked() -> None:
    found: dict[str, list[tuple[date, date, str]]] = defaultdict(list)
    for row in rows("offices"):
        if row["iso3"] and row["effective"] == "1":
            until = last(row["end"]) if row["end"] else last(row["verified_until"])
            found[row["iso3"]].append((first(row["start"]), until, row["holder"]))
    assert len(found) > 190
    for country, terms_of in found.items():
        day = date(2015, 1, 1)
        for start, until, holder in sorted(term for term in terms_of if term[1] >= day):
            assert start <= day if day == date(2015, 1, 1) else start == day, (
                f"{country}: {holder} from {start}, not {day}"
            )
            day = until + timedelta(days=1)
        assert day > date(2015, 1, 1), country


@pytest.mark.parametrize(
    ("country", "on", "holder"),
    [
        ("KOR", "2022-05-09", "Moon Jae-in"),
        ("KOR", "2022-05-10", "Yoon Suk-yeol"),
        ("AUS", "2022-05-22", "Scott Morrison"),
        ("AUS", "2022-05-24", "Anthony Albanese"),
        ("JPN", "2019-06-01", "Shinzo Abe"),
        ("DEU", "2021-12-08", "Olaf Scholz"),
        ("GBR", "2022-10-24", "Liz Truss"),
        ("USA", "2021-01-20", "Joe Biden"),
    ],
)
def test_well_known_changes_of_leader(country: str, on: str, holder: str) -> None:
    assert leaders(country, date.fromisoformat(on)) == [holder]


@pytest.mark.parametrize("name", ["agents", "titles"])
def test_words_have_known_sectors_and_an_example_with_one_of_them(name: str) -> None:
    entries = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    seen: dict[str, str] = {}
    for entry in entries:
        assert entry["sector"] in SECTORS | {""}, entry["sector"]
        assert any(re.search(rf"\b{re.escape(word)}\b", entry["example"], re.I) for word in entry["words"]), entry
        for word in entry["words"]:
            assert isinstance(word, str)
            key = entry.get("office", entry["sector"])
            assert seen.setdefault(word, key) == key, f"{word!r} stands under {seen[word]} and {key}"


def test_no_alias_of_a_holder_is_the_tail_of_a_reigning_name() -> None:
    countries = {name for row in table(DATA / "countries.csv") for name in row["names"].split("|")}
    for row in table(DATA / "offices.csv"):
        for alias in filter(None, row["aliases"].split("|")):
            tail = alias.startswith("of ") or (alias in countries and f"of the {alias}" in row["holder"])
            assert not tail, f"{alias!r} would name {row['holder']} wherever the country is named"


def test_agent_words_cover_all_sectors() -> None:
    entries = yaml.safe_load((DATA / "agents.yaml").read_text(encoding="utf-8"))
    assert {entry["sector"] for entry in entries} == SECTORS


def test_instruments_have_known_kinds_and_parties_and_one_owner_a_name() -> None:
    owners = defaultdict(set)
    for row in table(INSTRUMENTS):
        assert row["kind"] in INSTRUMENT_KINDS, row
        assert set(cells(row["parties_org_or_iso"])) <= iso3() | org_ids(), row
        for name in {row["name"], *cells(row["aliases"])}:
            owners[name].add(row["instrument_id"])
    assert {name: own for name, own in owners.items() if len(own) > 1} == {}
    assert len(table(INSTRUMENTS)) > 120
