"""Labelled files to examples for training: `prepare.py GOLD_FOLDER|LABELS.jsonl|codebook OUT.jsonl`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from dataset import codebook, real, real_pairs, written

if __name__ == "__main__":
    source, out = sys.argv[1], Path(sys.argv[2])
    if source == "codebook":
        examples = codebook()
    elif Path(source).name == "real_pairs.jsonl":
        examples = real_pairs(Path(source))
    else:
        examples = (real if Path(source).is_dir() else written)(Path(source))
    with out.open("w", encoding="utf-8") as file:
        for example in examples:
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
