"""Makes the table of near words: `python tools/build_near.py MODEL.onnx TOKENIZER.json`.

Writes src/servanda/linking/data/near.npz: for each stem that the corpora use often, a short vector and how rare it is.
The vector of a stem is the mean of what a sentence encoder (all-MiniLM-L6-v2 as ONNX, Apache-2.0) makes of it in
sentences of the corpora, reduced to the main directions. No sentence is kept; documents that gold is taken from are
left out. Needs onnxruntime, tokenizers and numpy, which the program itself does not.
"""

import gzip
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from servanda.evaluation.sentences import sentences
from servanda.linking.stems import TOKEN, stem

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "corpus"
PAGE = ROOT / "src" / "servanda" / "linking" / "data" / "near.npz"
_LENGTHS = range(40, 250)
_FEWEST_SEEN, _FEWEST_USED, _ENOUGH = 2, 15, 5
_SIZE = 64
_BATCH = 32


def main(model: str, tokenizer: str) -> None:
    """Count, read and write."""
    counts, said = _corpus()
    sums, seen = _read(model, tokenizer, said)
    stems = sorted(word for word in sums if seen[word] >= _FEWEST_SEEN and counts[word] >= _FEWEST_USED)
    means = np.stack([sums[word] / seen[word] for word in stems])
    weight = np.sqrt(np.array([seen[word] for word in stems], dtype=float))
    vectors = _reduced(means, weight)
    share = np.array([counts[word] for word in stems], dtype=float) / sum(counts.values())
    np.savez_compressed(
        PAGE,
        stems=np.frombuffer("\n".join(stems).encode(), dtype=np.uint8),
        vectors=np.round(vectors * 127).astype(np.int8),
        rare=np.round(np.clip(-np.log(share) / 12, 0.1, 1) * 255).astype(np.uint8),
    )


def _corpus() -> tuple[Counter[str], list[str]]:
    """Return how often each stem is used, and enough sentences to show each of them, the same ones at each run."""
    ours = {row["id"] for part in ("dev", "test") for row in _lines(ROOT / "gold" / part / "docs.jsonl")}
    counts: Counter[str] = Counter()
    said: list[str] = []
    for path in sorted(CORPORA.glob("*.jsonl.gz")):
        for row in _lines(path):
            if row["id"] in ours:
                continue
            text = row["text"]
            counts.update(stem(word) for word in TOKEN.findall(text) if len(word) > 1 and not word[0].isdigit())
            said += [" ".join(text[a:b].split()) for a, b in sentences(text) if b - a in _LENGTHS]
    random.Random(1).shuffle(said)  # noqa: S311
    return counts, sorted(_enough(said, counts), key=len)


def _enough(said: Sequence[str], counts: Counter[str]) -> Iterator[str]:
    """Yield the sentences that show a stem of which too few have been shown so far."""
    shown: Counter[str] = Counter()
    for sentence in said:
        stems = {stem(word) for word in TOKEN.findall(sentence) if len(word) > 1}
        if any(shown[word] < _ENOUGH and counts[word] >= _FEWEST_USED for word in stems):
            shown.update(stems)
            yield sentence


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    packed = path.read_bytes()
    text = gzip.decompress(packed) if path.suffix == ".gz" else packed
    yield from map(json.loads, text.decode().split("\n")[:-1])


def _read(model: str, tokenizer: str, said: Sequence[str]) -> tuple[dict[str, Any], Counter[str]]:
    """Return for each stem the sum of its unit vectors in the sentences, and how many they are."""
    import onnxruntime
    from tokenizers import Tokenizer

    cut = Tokenizer.from_file(tokenizer)
    cut.enable_truncation(256)
    cut.enable_padding()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options)
    sums: dict[str, Any] = defaultdict(lambda: np.zeros(384))
    seen: Counter[str] = Counter()
    for first in range(0, len(said), _BATCH):
        batch = said[first : first + _BATCH]
        pieces = cut.encode_batch(batch)
        ids = np.array([row.ids for row in pieces], dtype=np.int64)
        mask = np.array([row.attention_mask for row in pieces], dtype=np.int64)
        hidden = session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})[0]
        for text, row, states in zip(batch, pieces, hidden, strict=True):
            for word in TOKEN.finditer(text):
                inside = [at for at, (a, b) in enumerate(row.offsets) if a < word.end() and b > word.start() and b > a]
                if inside:
                    vector = states[inside].mean(0)
                    sums[stem(word.group())] += vector / np.linalg.norm(vector)
                    seen[stem(word.group())] += 1
    return sums, seen


def _reduced(means: Any, weight: Any) -> Any:
    """Return unit vectors along the main directions of the means around their centre."""
    around = means - (means * weight[:, None]).sum(0) / weight.sum()
    spread = (around * weight[:, None]).T @ around / weight.sum()
    directions = np.linalg.eigh(spread)[1][:, ::-1][:, :_SIZE]
    short = around @ directions
    return short / np.maximum(np.linalg.norm(short, axis=1, keepdims=True), 1e-9)


if __name__ == "__main__":
    main(*sys.argv[1:3])
