"""The result of an evaluation: figures for machines, tables for people, disagreements for those who improve rules."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from servanda.evaluation.disagree import disagreements
from servanda.evaluation.judge import Judged
from servanda.evaluation.score import figures


@dataclass(frozen=True, slots=True)
class Report:
    """What a coder, and a tracker where there was one, got right."""

    judged: tuple[Judged, ...]
    tracking: dict[str, Any] = field(default_factory=dict)

    def figures(self) -> dict[str, Any]:
        """Return all figures as nested plain values, ready for JSON; a share of nothing is null."""
        return {**figures(self.judged), **self.tracking}

    def table(self, width: int = 100) -> str:
        """Return the figures as text tables that fit a terminal of this width."""
        from servanda.evaluation.tables import tables

        return tables(self.figures(), width)

    def errors(self, limit: int = 50) -> str:
        """Return the worst disagreements with the documents' words; they are for reading, not for the project."""
        found: Sequence[object] = disagreements(self.judged, limit)
        return "\n\n".join(str(one) for one in found)
