"""What people hand on: a page that carries its proof, complete in one file."""

from servanda.export.page import MOST_BYTES, ReportError, document_page, report_page
from servanda.export.report import Archive, report

__all__ = ["MOST_BYTES", "Archive", "ReportError", "document_page", "report", "report_page"]
