"""Labelled files to examples for training: `python training/prepare.py GOLD_FOLDER|WRITTEN.jsonl OUT.jsonl`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from dataset import real, written

if __name__ == "__main__":
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    read = real if source.is_dir() else written
    with out.open("w", encoding="utf-8") as file:
        for example in read(source):
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
