"""What runs the packaged networks: the only module that imports onnxruntime and tokenizers; one thread."""

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@lru_cache(maxsize=1)
def vocabulary() -> str:
    """Return the word pieces of the packaged networks as the tokenizer's JSON."""
    return files("servanda.text").joinpath("data", "tokenizer.json").read_text(encoding="utf-8")


def tokenizer(words: str) -> "Tokenizer":
    """Return a tokenizer from its JSON that neither pads nor cuts."""
    from tokenizers import Tokenizer

    made = Tokenizer.from_str(words)
    made.no_padding()
    made.no_truncation()
    return made


def session(model: bytes) -> Any:
    """Return a session that runs an ONNX model, given as its bytes, on one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
