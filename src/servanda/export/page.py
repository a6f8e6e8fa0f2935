"""Pages as one file that needs nothing else: style and drawings inside, no script, no request to anywhere."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from servanda.export import words
from servanda.export.errors import MOST_BYTES, ReportError, too_large
from servanda.export.marked import marked
from servanda.export.report import Report, RunLine, last_runs
from servanda.export.safe import anchor, shown, web_address
from servanda.model import Document, Quote, Statement

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["MOST_BYTES", "ReportError", "document_page", "report_page"]


def report_page(report: Report, most_bytes: int = MOST_BYTES) -> str:
    """Return a report as a page.

    Raises:
        ReportError: if it would be larger than `most_bytes`.
    """
    return _render("report.html", {"report": report, "title": report.title, "runs": report.runs}, most_bytes)


def document_page(
    document: Document,
    statements: Iterable[Statement],
    runs: Iterable[RunLine] = (),
    most_bytes: int = MOST_BYTES,
) -> str:
    """Return one document as a page, with every statement marked and explained.

    Raises:
        ReportError: if it would be larger than `most_bytes`.
    """
    if len(document.text) > most_bytes:
        raise ReportError(too_large(most_bytes))
    seen = marked(document, statements)
    given = {"seen": seen, "title": document.title or document.name, "runs": last_runs(runs)}
    return _render("document.html", given, most_bytes)


def _render(template: str, given: Mapping[str, Any], most: int) -> str:
    """Fill a template piece by piece, and stop as soon as the page is too large."""
    style, policy = _style()
    from servanda import __version__

    pieces, size = [], 0
    stream = _environment().get_template(template).generate(**given, style=style, policy=policy, version=__version__)
    for piece in stream:
        size += len(piece.encode())
        if size > most:
            raise ReportError(too_large(most))
        pieces.append(piece)
    return "".join(pieces)


@lru_cache(maxsize=1)
def _style() -> tuple[str, str]:
    """Return the style sheet and the policy that allows it and nothing else."""
    from markupsafe import Markup

    text = files("servanda.export").joinpath("style.css").read_text(encoding="utf-8").replace("\r\n", "\n")
    digest = b64encode(sha256(text.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    return Markup(text), policy  # noqa: S704 - the package's own file


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    from servanda.ontology.forces import forces

    def harmless(value: Any) -> Any:
        return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    found = Environment(
        loader=PackageLoader("servanda.export", "templates"),
        autoescape=True,
        finalize=harmless,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(words=words, forces=forces(), anchor=anchor, web_address=web_address)
    found.globals.update(place=_place, party_anchor=lambda party: anchor("a", party.key))
    found.filters["capitalize_first"] = lambda words: words[:1].upper() + words[1:]
    return found


def _place(row: Statement) -> Quote:
    """Return a statement's evidence as a quotation."""
    span = row.evidence
    return Quote(document=row.document, document_name=row.document_name, start=span.start, end=span.end, text=span.text)
