"""The API: the contract's shapes, all of it in turn, a decision that loses nothing, and no way to make it fall over."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from tests.web.conftest import Site

from servanda.model import Statement

LINE = {
    "id", "document", "document_name", "force", "core", "polarity", "evidence", "sentence", "trigger", "cue", "speaker",
    "chain", "actors", "recipients", "addressees", "urged", "event", "act", "mode", "quad", "contexts", "topics", "aux",
    "strength", "renewed", "instrument", "when", "deadline", "condition", "amount", "place", "item", "confidence",
    "rule",
}  # fmt: skip


def test_all_statements_are_read_in_turn(site: Site) -> None:
    found, at = [], "/api/v1/statements?limit=2"
    while at:
        page = site.client.get(at).json()
        found += page["rows"]
        assert len(page["rows"]) <= 2
        at = page["next"]
    assert {row["id"] for row in found} == {one.id for one in site.ledger.statements()}
    assert len(found) == 6
    assert all(set(row) >= LINE for row in found)


def test_a_line_is_the_statement(one_site: Site) -> None:
    key = one_site.statement("Raise the tax")
    line = one_site.client.get(f"/api/v1/statements/{key}").json()
    assert Statement.model_validate(line["machine"]) == one_site.ledger.statement(key)
    assert line["standing"] == "open"


def test_filters_are_those_of_the_pages(one_site: Site) -> None:
    for query, count in (
        ("force=deed", 2),
        ("actor=IDN", 2),
        ("publisher=The%20Daily&force=refusal", 1),
        ("year=2021", 3),
    ):
        rows = one_site.client.get(f"/api/v1/statements?{query}").json()["rows"]
        assert len(rows) == count, query
    assert one_site.client.get("/api/v1/search?q=cigarettes").json()["rows"][0]["url"].startswith("/documents/brief")
    assert one_site.client.get("/api/v1/scorecard?delivery=fulfilled").json()["total"] == 1
    assert one_site.client.get("/api/v1/documents?q=smoke").json()["total"] == 1


def test_links_have_the_contracts_shape(one_site: Site) -> None:
    row = one_site.client.get(f"/api/v1/items/{one_site.item('Raise the tax')}/links").json()["rows"][0]
    assert {"item", "earlier", "later", "relation", "score", "reasons"} <= set(row)
    assert row["later"]["text"] == "India raised its tobacco tax"


def test_a_program_decides_on_what_it_saw(site: Site) -> None:
    key = site.statement("Raise the tax")
    seen = site.client.get(f"/api/v1/reviews?subject={key}").json()["revision"]
    given = {"subject": key, "judgement": "edited", "revision": seen, "changes": {"force": "demand"}}
    made = site.client.post("/api/v1/reviews", json=given)
    assert made.status_code == 201
    assert site.client.get(f"/api/v1/statements/{key}").json()["force"] == "demand"
    late = site.client.post("/api/v1/reviews", json={**given, "changes": {"force": "pledge"}})
    assert late.status_code == 409
    assert site.client.delete(f"/api/v1/reviews/{made.json()['id']}").status_code == 204
    assert site.client.get(f"/api/v1/statements/{key}").json()["standing"] == "open"


@pytest.mark.parametrize(
    "changes",
    [
        {"force": "wish"},
        {"id": "other"},
        {"confidence": 2},
        {"evidence": {"start": 5, "end": 1, "text": ""}},
        {},
        {"evidence": {"start": 0, "end": 4, "text": "Fake"}},
    ],
)
def test_what_makes_no_statement_is_refused(one_site: Site, changes: dict) -> None:
    key = one_site.statement("Raise the tax")
    given = {"subject": key, "judgement": "edited", "revision": 0, "changes": changes}
    answer = one_site.client.post("/api/v1/reviews", json=given)
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert one_site.ledger.reviews() == ()


def test_the_reference_is_a_page_of_its_own(one_site: Site) -> None:
    text = one_site.client.get("/api").text
    assert "GET /api/v1/statements" in text
    assert "http" not in text.split("<main", 1)[1].split("</main", 1)[0].replace("https://example.org", "")


def test_no_request_makes_a_fault(one_site: Site) -> None:
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", one_site.client.app)
    schema.config.update(base_url="http://testserver")
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 12
    for operation in operations:
        _run(operation)


def _run(operation: object) -> None:
    """Ask one operation with all kinds of values."""
    from hypothesis import given

    @given(case=operation.as_strategy())  # type: ignore[attr-defined]
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def check(case: schemathesis.Case) -> None:
        case.validate_response(case.call(), checks=(not_a_server_error,))

    check()
