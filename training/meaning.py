"""Tune a sentence encoder so that an item and what became of it lie near one another, and write it as ONNX.

Usage: python training/meaning.py --body DIR --pairs PAIRS.jsonl... --out DIR [--epochs N] [--layers 0 2 3 5] [--lr R]

An example is an item, a later clause that bears on it and one that does not though it looks like it; in a batch, the
clauses of the other items are wrong answers too (multiple negatives ranking loss, Henderson et al. 2017).
`pairs.py` makes the files of pairs.
"""

import argparse
import json
import math
import random
import shutil
import time
from pathlib import Path
from typing import Any

import torch
from quantise import quantise
from torch import nn
from torch.nn import functional as F
from transformers import AutoModel, AutoTokenizer

from model import keep_layers

MOST_PIECES, SCALE = 96, 20.0
Row = dict[str, Any]


class Meaning(nn.Module):
    """The mean of the words' states, as a unit vector."""

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.body = body

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        states = self.body(input_ids=ids, attention_mask=mask).last_hidden_state
        kept = mask.unsqueeze(-1)
        return F.normalize((states * kept).sum(1) / kept.sum(1), dim=1)


def examples(rows: list[Row]) -> list[tuple[str, str, list[str]]]:
    """Return (item, what bears on it, what does not) for each pair that bears."""
    by_item: dict[str, list[Row]] = {}
    for row in rows:
        by_item.setdefault(row["item"], []).append(row)
    found = []
    for item, own in by_item.items():
        wrong = [row["later"] for row in own if row["relations"] == ["none"]]
        found += [(item, row["later"], wrong) for row in own if row["relations"][0] != "none"]
    return found


def tune(model: Meaning, tokenizer: Any, made: list[tuple[str, str, list[str]]], epochs: int, lr: float) -> None:
    """Train, printing the mean loss of each epoch."""
    size = 24
    steps = epochs * math.ceil(len(made) / size)
    optimiser = torch.optim.AdamW(model.parameters(), lr=lr, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
    )
    model.train()
    started = time.time()
    for epoch in range(epochs):
        random.shuffle(made)
        losses = []
        for at in range(0, len(made), size):
            part = list({item: (item, right, wrong) for item, right, wrong in made[at : at + size]}.values())
            wrong = [random.choice(some) for _, _, some in part if some]
            given = tokenizer(
                [item for item, _, _ in part] + [right for _, right, _ in part] + wrong,
                padding=True, truncation=True, max_length=MOST_PIECES, return_tensors="pt",
            )  # fmt: skip
            vectors = model(given["input_ids"], given["attention_mask"].float())
            items, right_, wrong_ = vectors[: len(part)], vectors[len(part) : 2 * len(part)], vectors[2 * len(part) :]
            answers = torch.arange(len(part))
            loss = F.cross_entropy(items @ torch.cat([right_, wrong_]).T * SCALE, answers)
            loss = loss + 0.5 * F.cross_entropy(right_ @ items.T * SCALE, answers)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch}: loss {sum(losses) / len(losses):.3f}, {time.time() - started:.0f} s", flush=True)
    model.eval()


def export(model: Meaning, tokenizer: Any, out: Path) -> Path:
    """Write the network with int8 weights per channel; return where."""
    full, small = out / "meaning-fp32.onnx", out / "meaning.onnx"
    sample = tokenizer(["Norway sent doctors."], return_tensors="pt")
    torch.onnx.export(
        model,
        (sample["input_ids"], sample["attention_mask"].float()),
        str(full),
        input_names=["ids", "mask"],
        output_names=["vectors"],
        dynamic_axes={"ids": {0: "text", 1: "piece"}, "mask": {0: "text", 1: "piece"}, "vectors": {0: "text"}},
        opset_version=17,
        dynamo=False,
    )
    quantise(full, small)
    return small


@torch.no_grad()
def compare(model: Meaning, tokenizer: Any, small: Path, texts: list[str]) -> None:
    """Print how near the small network's vectors are to the full one's."""
    from servanda.linking.meaning import Meaning as Runtime

    run = Runtime(small.read_bytes(), (small.parent / "tokenizer.json").read_text(encoding="utf-8"))
    given = tokenizer(texts, padding=True, truncation=True, max_length=MOST_PIECES, return_tensors="pt")
    full = model(given["input_ids"], given["attention_mask"].float()).numpy()
    print(f"int8 against full: cosine {float((full * run.vectors(texts)).sum(1).mean()):.4f} over {len(texts)} texts")


def main() -> None:
    """Train, export, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--body", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--lr", type=float, default=4e-5)
    parser.add_argument("--layers", type=int, nargs="*", default=[])
    parser.add_argument("--init", type=Path, help="weights to go on from")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    random.seed(0)
    torch.manual_seed(0)
    tokenizer = AutoTokenizer.from_pretrained(given.body, local_files_only=True)
    body = AutoModel.from_pretrained(
        given.body, local_files_only=True, add_pooling_layer=False, attn_implementation="eager"
    )
    model = Meaning(body)
    if given.layers:
        keep_layers(model, given.layers)
    if given.init:
        model.load_state_dict(torch.load(given.init, weights_only=True))
    rows = [json.loads(line) for path in given.pairs for line in path.read_text(encoding="utf-8").splitlines()]
    if given.epochs and rows:
        tune(model, tokenizer, examples(rows), given.epochs, given.lr)
        torch.save(model.state_dict(), given.out / "meaning.pt")
    shutil.copy(given.body / "tokenizer.json", given.out / "tokenizer.json")
    small = export(model.eval(), tokenizer, given.out)
    compare(model, tokenizer, small, [row["later"] for row in rows[:200]] or ["Norway sent doctors."])


if __name__ == "__main__":
    main()
