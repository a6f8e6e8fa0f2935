"""Write the trained encoder as ONNX, int8 per channel, with its vocabulary; print the sizes and what int8 changed.

Usage: python training/export.py --body DIR --weights encoder.pt --out DIR [--check CACHE]
"""

import argparse
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from quantise import quantise
from train import Row, load, tensors
from transformers import AutoModel

from model import Encoder, keep_layers
from servanda.coding.encoder import Encoder as Runtime
from servanda.coding.pieces import Pieces, columns
from servanda.model import FORCES, ROOTS

NAMES = ("ids", "mask", "first", "source", "target")


def main() -> None:
    """Export, quantise and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--body", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--check", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    body = AutoModel.from_pretrained(
        given.body, local_files_only=True, add_pooling_layer=False, attn_implementation="eager"
    )
    model = Encoder(body, body.config.hidden_size)
    saved = torch.load(given.weights, weights_only=False)
    weights = saved.get("model", saved)
    keep_layers(model, range(1 + max(int(name.split(".")[3]) for name in weights if ".encoder.layer." in name)))
    model.load_state_dict(weights)
    model.eval()
    pieces = Pieces((given.body / "tokenizer.json").read_text(encoding="utf-8"))
    examples = load(given.check)[:400] or [
        {"words": ["Norway", "sent", "doctors", "."], "kind": "news", "lead": 0, "acts": []}
    ]
    sample = tensors([(e, {"source": [0], "target": [2]}) for e in examples[:2] * 2], pieces)
    full, small = given.out / "encoder-fp32.onnx", given.out / "encoder.onnx"
    torch.onnx.export(
        model,
        tuple(sample[name] for name in NAMES),
        str(full),
        input_names=list(NAMES),
        output_names=["labels", "roles", "roots"],
        dynamic_axes={
            "ids": {0: "batch", 1: "piece"}, "mask": {0: "batch", 1: "piece"}, "first": {0: "batch", 1: "word"},
            "source": {0: "batch", 1: "word"}, "target": {0: "batch", 1: "word"},
            "labels": {0: "batch", 1: "word"}, "roles": {0: "batch", 2: "word", 3: "word"}, "roots": {0: "batch"},
        },
        opset_version=17,
        dynamo=False,
    )  # fmt: skip
    quantise(full, small)
    shutil.copy(given.body / "tokenizer.json", given.out / "tokenizer.json")
    print({path.name: path.stat().st_size for path in given.out.iterdir()})
    compare(model, small, examples, pieces)


@torch.no_grad()
def compare(model: Encoder, small: Path, examples: list[Row], pieces: Pieces) -> None:
    """Print how often the small graph, run as a program runs it, decides as the model does."""
    run = Runtime(small.read_bytes(), (small.parent / "tokenizer.json").read_text(encoding="utf-8"))
    same: dict[str, list[bool]] = {"trigger": [], "force": [], "event": [], "act": [], "root": []}
    for example in examples:
        batch = tensors([(example, None)], pieces)
        labels = model(*(batch[name] for name in NAMES))[0][0]
        (reading,) = run.read([example["words"]], example["kind"])
        for word, share in enumerate(reading.triggers):
            found = bool(labels[word, 0] > 0)
            if found or share > 0.5:
                same["trigger"].append(found == (share > 0.5))
            if found:
                said = reading.of(word)
                roots = (None, *ROOTS)
                same["force"].append(_best(said.force) == FORCES[int(labels[word, columns("force")].argmax())])
                same["event"].append(_best(said.event) == roots[int(labels[word, columns("event")].argmax())])
                same["act"].append(_best(said.act) == roots[int(labels[word, columns("act")].argmax())])
        for pair in example.get("pairs", ())[:1]:
            batch = tensors([(example, pair)], pieces)
            root = ROOTS[int(model(*(batch[name] for name in NAMES))[2][0].argmax())]
            places = frozenset(pair["source"]), frozenset(pair["target"])
            same["root"].append(_best(run.roots(example["words"], *places, example["kind"])) == root)
    print({name: f"{sum(held) / len(held):.3f} of {len(held)}" for name, held in same.items() if held})


def _best(shares: Mapping[Any, float]) -> Any:
    return max(shares, key=lambda name: shares[name])


if __name__ == "__main__":
    main()
