"""What all tests share: where the material beside the project lies, and documents made from a few words."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from servanda.model import Document, Statement

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real documents, or skip the test where it is missing."""
    if not SHARED.is_dir():
        pytest.skip(f"the material beside the project is not there ({SHARED})")
    return SHARED


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    """Return a function that makes a document of a few words, dated 20 May 2022 unless said otherwise."""
    from servanda.text import read_text

    def make(text: str, **metadata: object) -> Document:
        given: dict[str, object] = {
            "published": date(2022, 5, 20),
            "publisher": "Example Press",
            "kind": "news",
            "language": "en",
        }
        return read_text(text, name="example", **{**given, **metadata})

    return make


@pytest.fixture(scope="session")
def coded(document: Callable[..., Document]) -> Callable[..., list[Statement]]:
    """Return a function that codes a few words by the rules alone, whose sentences most tests are."""
    from servanda.coding import CodingOptions, code

    def run(text: str, **metadata: object) -> list[Statement]:
        return code(document(text, **metadata), CodingOptions(coder="rules"))

    return run


@pytest.fixture(scope="session")
def coded_by_both(document: Callable[..., Document]) -> Callable[..., list[Statement]]:
    """Return a function that codes a few words as the program does: by the rules and the encoder."""
    from servanda.coding import code

    def run(text: str, **metadata: object) -> list[Statement]:
        return code(document(text, **metadata))

    return run
