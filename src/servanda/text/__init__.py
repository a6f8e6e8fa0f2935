"""Files and strings to documents: one text each, cut into blocks, with true offsets."""

from servanda.text.build import read_text
from servanda.text.files import read_paths
from servanda.text.source import ReadError, ReadOptions

__all__ = ["ReadError", "ReadOptions", "read_paths", "read_text"]
