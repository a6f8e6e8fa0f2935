"""How SQLite answers: the plans that keep lists fast, however long they are."""

import pytest
from sqlalchemy import event

from servanda.ledger import Filters, Ledger, filters


@pytest.mark.parametrize(
    "wanted", [{}, {"force": "pledge"}, {"event": "AID"}, {"actor": "JPN"}, {"actor": "JPN", "force": "pledge"}]
)
def test_the_first_of_a_long_list_are_found_without_sorting_it(
    tmp_path, monkeypatch: pytest.MonkeyPatch, wanted: Filters
) -> None:
    monkeypatch.setattr(filters, "MANY", 0)
    asked: list[tuple[str, tuple[object, ...]]] = []
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        engine = ledger._database.engine
        event.listen(engine, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
        ledger.statements(**wanted, limit=50)
        query, given = next(call for call in asked if "ORDER BY" in call[0])
        with engine.connect() as connection:
            plan = " ".join(
                str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", tuple(given))
            )
    assert "ix_statements_live" in plan
    assert "TEMP B-TREE" not in plan
    assert "SCAN statement_actors" not in plan
