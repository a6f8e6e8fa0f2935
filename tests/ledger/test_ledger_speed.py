"""How SQLite answers: the plans that keep lists fast, however long they are."""

import pytest
from sqlalchemy import event

from servanda.ledger import Filters, Ledger
from servanda.ledger.browse import Shelf


def plan(ledger: Ledger, ask) -> str:
    """Return how SQLite answers the first question with an order that `ask` puts."""
    asked: list[tuple[str, tuple[object, ...]]] = []
    engine = ledger._database.engine
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
    ask()
    query, given = next(call for call in asked if "ORDER BY" in call[0])
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", tuple(given))
        return " ".join(str(row[3]) for row in rows)


@pytest.mark.parametrize("wanted", [{}, {"force": "pledge"}, {"event": "AID"}])
def test_the_first_of_a_long_list_are_found_without_sorting_it(tmp_path, wanted: Filters) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        found = plan(ledger, lambda: ledger.statements(**wanted, limit=50))
        shown = plan(ledger, lambda: Shelf(ledger).statements(50, **wanted))
    assert "ix_statements_live" in found
    assert f"ix_statements_{next(iter(wanted), 'live')}" in shown
    assert "TEMP B-TREE" not in found + shown


@pytest.mark.parametrize(
    "wanted", [{"actor": "JPN"}, {"actor": "JPN", "force": "pledge"}, {"topic": "health", "publisher": "Somebody"}]
)
def test_what_is_said_of_one_actor_or_topic_is_read_where_it_is_listed(tmp_path, wanted: Filters) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        found = plan(ledger, lambda: Shelf(ledger).statements(50, **wanted))
    assert "SEARCH postings USING PRIMARY KEY (kind=? AND key=?" in found
    assert "TEMP B-TREE" not in found
