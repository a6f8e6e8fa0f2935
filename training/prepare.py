"""Labelled files to examples for training: `prepare.py GOLD_FOLDER|LABELS.jsonl|codebook OUT.jsonl`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from dataset import codebook, judged, real, real_pairs, un_pairs, written

STANDOFF = {"real_pairs.jsonl": real_pairs, "un_pairs.jsonl": un_pairs, "judged_forces.jsonl": judged}

if __name__ == "__main__":
    source, out = sys.argv[1], Path(sys.argv[2])
    if source == "codebook":
        examples = codebook()
    else:
        chosen = real if Path(source).is_dir() else STANDOFF.get(Path(source).name, written)
        examples = chosen(Path(source))
    with out.open("w", encoding="utf-8") as file:
        for example in examples:
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
