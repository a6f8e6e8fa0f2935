"""One call that measures a coder, and a tracker if there is one, against gold."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from servanda.evaluation.gold import Gold
from servanda.evaluation.judge import judge
from servanda.evaluation.report import Report
from servanda.evaluation.track import Tracker, follow, track_figures
from servanda.model import Statement

Code = Callable[[str, str, Mapping[str, Any]], Sequence[Statement]]


def evaluate(gold: Gold, code: Code, track: Tracker | None = None) -> Report:
    """Return how well a coder finds what the gold marks.

    Args:
        gold: the documents with what was marked in them.
        code: gives the statements of a document from its name, text and metadata (those that are known of title,
            published, publisher, authors, kind, language, format, url).
        track: follows statements through the documents, if links and outcomes are to be measured too.
    """
    statements = {one.name: tuple(code(one.name, one.text, one.metadata)) for one in gold.documents}
    judged = tuple(judge(one, gold.of(one.name), statements[one.name]) for one in gold.documents)
    if track is None or not (gold.links or gold.outcomes):
        return Report(judged)
    return Report(judged, track_figures(gold, follow(gold, statements, track)))
