"""What `make fuzz` starts from holds, and what it asserts can fail."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from servanda.text import ReadError

TOOL = Path(__file__).parents[2] / "tools" / "fuzz.py"
NAMES = ("txt", "md", "html", "jsonl", "parquet", "pdf", "docx", "when", "amount", "actor", "code")


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.corpus = tuple  # what lies beside the project is for long runs
    return module


@pytest.mark.parametrize("name", NAMES)
def test_every_target_holds_for_what_it_starts_from(fuzz: ModuleType, name: str) -> None:
    if name == "parquet":
        pytest.importorskip("duckdb")
    assert set(NAMES) == set(fuzz.TARGETS)
    for seed in fuzz.seeds(name):
        fuzz.TARGETS[name](seed)


def test_an_answer_that_is_no_sentence_is_a_fault(fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReadError, "__str__", lambda error: f"{error.source}: two\nlines.")
    with pytest.raises(AssertionError):
        fuzz.TARGETS["txt"](b"")


def test_without_the_fuzzer_it_says_so(
    fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "atheris", None)
    monkeypatch.setattr(sys, "argv", ["fuzz.py", "--seconds", "1", "--keep", str(tmp_path)])
    fuzz.main()
    assert capsys.readouterr().err.startswith("not fuzzed: atheris is not installed")
