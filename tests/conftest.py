"""What all tests share: where the material beside the project lies, and documents made from a few words."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from servanda.model import Document, Statement

DESK = {
    "brief": (
        "Northern Institute",
        "brief",
        "2022-06-01",
        "Norway should send soldiers to Estonia. Canada should ratify the fisheries treaty. "
        "Norway should double its defense budget.",
    ),
    "pledges": (
        "Norway",
        "fact_sheet",
        "2022-09-01",
        "Norway will double its military budget by the end of 2022. Norway will build two icebreakers by June 2025. "
        "Norway will open a military, budget and food office in Bodo. "
        "We call on Russia to withdraw its troops from Ukraine.",
    ),
    "wire": ("Example Press", "news", "2023-03-02", "Norway sent 300 soldiers to Estonia on 1 March 2023."),
    "post": ("Second Wire", "news", "2023-03-03", "Norway sent 500 soldiers to Estonia on 1 March 2023."),
    "late": ("Example Press", "news", "2023-06-01", "Canada ratified the fisheries treaty."),
}
SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real documents, or skip the test where it is missing."""
    if not SHARED.is_dir():
        pytest.skip(f"the material beside the project is not there ({SHARED})")
    return SHARED


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    """Return a function that makes a document of a few words, dated 20 May 2022 unless said otherwise."""
    from servanda.text import read_text

    def make(text: str, **metadata: object) -> Document:
        given: dict[str, object] = {
            "published": date(2022, 5, 20),
            "publisher": "Example Press",
            "kind": "news",
            "language": "en",
        }
        return read_text(text, name="example", **{**given, **metadata})

    return make


@pytest.fixture(scope="session")
def coded(document: Callable[..., Document]) -> Callable[..., list[Statement]]:
    """Return a function that codes a few words by the rules alone, whose sentences most tests are."""
    from servanda.coding import CodingOptions, code

    def run(text: str, **metadata: object) -> list[Statement]:
        return code(document(text, **metadata), CodingOptions(coder="rules"))

    return run


@pytest.fixture(scope="session")
def coded_by_both(document: Callable[..., Document]) -> Callable[..., list[Statement]]:
    """Return a function that codes a few words as the program does: by the rules and the encoder."""
    from servanda.coding import code

    def run(text: str, **metadata: object) -> list[Statement]:
        return code(document(text, **metadata))

    return run


@pytest.fixture(scope="session")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tracked ledger of the three packaged statements of one series."""
    import servanda

    folder = Path(servanda.__file__).parent / "example" / "series"
    place = tmp_path_factory.mktemp("series") / "arctic.db"
    with servanda.open_ledger(place) as ledger:
        ledger.add(sorted(folder.glob("*.txt")), metadata=folder / "docs.jsonl")
        ledger.track()
    return place


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tracked ledger written for tests: a brief, a government's pledges, two wires that differ, a late one."""
    import servanda

    folder = tmp_path_factory.mktemp("desk")
    rows = []
    for name, (publisher, kind, day, text) in DESK.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        rows.append({"id": name, "publisher": publisher, "kind": kind, "date": day})
    (folder / "docs.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    place = folder / "desk.db"
    with servanda.open_ledger(place) as ledger:
        ledger.add(sorted(folder.glob("*.txt")), metadata=folder / "docs.jsonl")
        ledger.track()
    return place
