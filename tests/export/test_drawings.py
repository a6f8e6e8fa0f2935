"""Timeline and network as plain geometry."""

from datetime import date

from tests.linking.make import document, say

from servanda.export import report
from servanda.export.network import network
from servanda.export.timeline import timeline

from .conftest import Shelf


def test_later_days_stand_further_right_and_inside_the_drawing(archive: Shelf) -> None:
    line = timeline(report(archive).entries)
    assert line is not None
    for lane in line.lanes:
        assert all(lane.x < dot.x <= line.right for dot in lane.dots)
    assert [x for x, _ in line.ticks] == sorted(x for x, _ in line.ticks)


def test_a_deadline_far_off_does_not_squeeze_the_rest(archive: Shelf) -> None:
    line = timeline(report(archive).entries)
    assert line is not None
    [lane] = [lane for lane in line.lanes if lane.deadline is not None]
    assert lane.beyond
    assert lane.entry.deadline == ("", date(2025, 12, 31))


def test_without_evidence_or_deadlines_there_is_no_timeline() -> None:
    assert timeline(report(Shelf()).entries) is None


def test_the_network_counts_acts_not_advice() -> None:
    text = document(
        "Kenya warned Egypt.", "Kenya should pay Egypt.", "Kenya paid Egypt.", "Kenya met them.", name="note"
    )
    rows = [
        say(text, "Kenya warned Egypt", "warning", "KEN", "warned", to="EGY", quad=3),
        say(text, "Kenya should pay Egypt", "recommendation", "KEN", "pay", to="EGY", quad=1),
        say(text, "Kenya paid Egypt", "deed", "KEN", "paid", to="EGY", quad=2),
        say(text, "Kenya met them", "deed", "KEN", "met", to="them"),
    ]
    net = network(rows)
    assert net is not None
    [edge] = net.edges
    assert (edge.source.name, edge.target.name, edge.count, edge.conflict, edge.hostile) == (
        "Kenya",
        "Egypt",
        2,
        1,
        False,
    )
    assert [(row.name, counts) for row, counts in net.rows] == [("Egypt", (0, 0)), ("Kenya", (2, 0))]
    assert all(0 <= node.x <= net.width and 0 <= node.y <= net.height for node in net.nodes)


def test_no_pairs_no_network() -> None:
    assert network([]) is None
