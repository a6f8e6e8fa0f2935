"""What a reader sees: every view as a page, as JSON and as CSV, at an address that holds its state."""

import csv
import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.linking.make import document, say
from tests.web.conftest import Site

VIEWS = (
    "/documents", "/documents/brief", "/search", "/scorecard", "/actors", "/actors/IND", "/instruments", "/topics",
    "/topics/health", "/timeline", "/network", "/ask", "/ask/promised", "/ask/takenup", "/compare",
    "/compare?earlier=brief&later=news",
)  # fmt: skip


def test_every_view_is_a_page_and_json_and_csv(site: Site) -> None:
    statement, item = site.statement("Raise the tax"), site.item("Raise the tax")
    for view in (*VIEWS, f"/statements/{statement}", f"/items/{item}"):
        page = site.client.get(view)
        assert page.status_code == 200, view
        assert page.text.startswith("<!doctype html>")
        assert len(page.content) < 150_000
        path, _, asked = view.partition("?")
        assert site.client.get(f"{path}.json?{asked}").json()["rows"] is not None
        found = site.client.get(f"{path}.csv?{asked}")
        assert found.headers["content-type"].startswith("text/csv")
        assert list(csv.reader(io.StringIO(found.text)))
    assert site.client.get("/").status_code == 200
    assert site.client.get("/index.json").json()["counts"]["statements"] == 6


def test_the_first_page_says_what_is_there_and_overdue(site: Site) -> None:
    text = site.client.get("/").text
    assert "Smoke over the strait" in text
    assert "overdue 2022-06-30" in text
    assert site.client.get("/index.json").json()["schedule"]["overdue"] == 1


def test_a_document_shows_its_statements_in_place_with_their_force_in_words(one_site: Site) -> None:
    text = one_site.client.get("/documents/brief").text
    key = one_site.statement("ban cigarette")
    mark = re.search(rf'<mark class="m f-recommendation[^"]*" id="s-{key}"[^>]*>([^<]*)</mark>', text)
    assert mark is not None
    assert mark[1] == "India should ban cigarette advertising"
    assert "marked as </span>recommendation" in text
    assert f'id="n-{key}"' in text


def test_a_statement_shows_its_form_and_a_citation_with_its_place(one_site: Site) -> None:
    text = one_site.client.get(f"/statements/{one_site.statement('promised')}").text
    assert "Institute of Health" in text
    assert "characters" in text
    assert "2022-06-30" in text


def test_the_scorecard_gives_the_contracts_line(one_site: Site) -> None:
    rows = one_site.client.get("/scorecard.json?document=brief").json()["rows"]
    raised = next(row for row in rows if "tobacco" in row["title"])
    assert raised["delivery"] == "fulfilled"
    assert {"item", "number", "title", "parent", "bearers", "quotes", "searched", "members", "evidence"} <= set(raised)
    graded = one_site.client.get("/scorecard.json?document=brief&scale=g7rg").json()["rows"]
    assert {row["scale"] for row in graded} == {"g7rg"}
    assert one_site.client.get("/scorecard.json?schedule=overdue").json()["total"] == 1


def test_the_scorecard_of_an_earlier_day_knows_no_later_evidence(one_site: Site) -> None:
    rows = one_site.client.get("/scorecard.json?as_of=2021-06-01").json()["rows"]
    assert {row["delivery"] for row in rows} <= {"no_evidence", "cannot_be_assessed"}
    assert {row["document"] for row in rows} == {"brief"}


def test_an_item_shows_what_came_of_it_and_why(one_site: Site) -> None:
    text = one_site.client.get(f"/items/{one_site.item('Raise the tax')}").text
    assert "India raised its tobacco tax" in text
    assert "Why this bears on it" in text


def test_search_finds_by_stem_and_narrows_by_facet(site: Site) -> None:
    found = site.client.get("/search.json", params={"q": "advertise OR taxes"}).json()
    assert {row["document"] for row in found["rows"] if row["statement"]} == {"brief", "news"}
    assert dict(found["facets"]["force"])["recommendation"] == 2
    for name, value, count in (
        ("force", "deed", 2), ("actor", "IDN", 2), ("publisher", "The Daily", 3), ("year", "2021", 3),
        ("event", "ACCUSE", 1), ("topic", "health", 1), ("delivery", "fulfilled", 1), ("recipient", "IDN", 1),
        ("least", "0.75", 3), ("until", "2021-12-31", 3),
    ):  # fmt: skip
        rows = site.client.get("/search.json", params={name: value}).json()["rows"]
        assert len(rows) == count, (name, [row["evidence"]["text"] for row in rows])


def test_a_hit_leads_to_its_words(one_site: Site) -> None:
    text = one_site.client.get("/search", params={"q": "cigarette"}).text
    assert "<b class=hit>cigarette</b>" in text
    place = re.search(r'href="(/documents/brief\?at=\d+)#s-', text)
    assert place is not None
    assert one_site.client.get(place[1]).status_code == 200


def test_what_is_not_there_is_said_in_a_sentence(one_site: Site) -> None:
    for path in ("/documents/none", "/statements/none", "/items/none", "/nothing"):
        page = one_site.client.get(path)
        assert page.status_code == 404
        assert "There is no" in page.text
        assert one_site.client.get(f"{path}.json").json()["error"].startswith("There is no")


def test_a_long_text_is_read_in_parts_and_a_place_finds_its_part(make_site: Callable[..., Site]) -> None:
    lines = [f"In year {number} Norway will plant {number} trees near every lake." for number in range(1, 600)]
    long = document(*lines, name="long")
    told = [say(long, "Norway will plant 500 trees", "pledge", "NOR", "plant")]
    site = make_site(held=[(long, told)])
    first = site.client.get("/documents/long")
    assert "Part 1 of" in first.text
    assert len(first.content) < 150_000
    at = told[0].evidence.start
    assert f'id="s-{told[0].id}"' in site.client.get(f"/documents/long?at={at}").text
    assert f'id="s-{told[0].id}"' not in first.text


def test_one_line_of_ten_megabytes_is_a_page_like_any_other(make_site: Callable[..., Site]) -> None:
    site = make_site(held=[(document("x" * 10_000_000, name="line"), [])])
    page = site.client.get("/documents/line?page=7")
    assert page.status_code == 200
    assert len(page.content) < 150_000


def test_undated_documents_are_listed_last(make_site: Callable[..., Site]) -> None:
    held = [(document("Norway sang.", name="sung", day=None), []), (document("Norway ran.", name="ran"), [])]
    rows = make_site(held=held).client.get("/documents.json").json()["rows"]
    assert [row["name"] for row in rows] == ["ran", "sung"]


@pytest.mark.parametrize("held", [[], [(document("Nothing.", name="none"), [])]])
def test_an_empty_ledger_has_its_pages(make_site: Callable[..., Site], held: list) -> None:
    site = make_site(held=held)
    for view in ("/", "/documents", "/search", "/scorecard", "/actors", "/topics", "/timeline", "/network"):
        assert site.client.get(view).status_code == 200, view


def test_reading_loads_no_model(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom fastapi.testclient import TestClient\nfrom servanda.ledger import Ledger\n"
        "from servanda.web import create_app\n"
        "with TestClient(create_app(Ledger.open(sys.argv[1]))) as c: assert c.get('/').status_code == 200\n"
        "assert 'spacy' not in sys.modules and 'onnxruntime' not in sys.modules"
    )
    assert (
        subprocess.run([sys.executable, "-W", "ignore", "-c", program, str(tmp_path / "l.db")], check=False).returncode
        == 0
    )
