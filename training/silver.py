"""Sentences of the corpus as the rules code them: examples for a first pass, before people's labels.

Usage: python training/silver.py OUT.jsonl --documents 300 --seed 1 [--leave-out IDS.txt]
"""

import argparse
import json
import random
from dataclasses import asdict
from pathlib import Path

from dataset import Act, Example, Pair, corpus

from servanda.coding import code
from servanda.measuring import read
from servanda.model import Span
from servanda.text.parse import Sentence, parse


def words(sentence: Sentence, span: Span | None) -> tuple[int, ...]:
    """Return the words of a sentence that lie in a span."""
    if span is None:
        return ()
    return tuple(t.index for t in sentence.tokens if t.start < span.end and span.start < t.end)


def main() -> None:
    """Draw documents, code them and write an example for every sentence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--leave-out", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    left_out = {line for path in given.leave_out for line in path.read_text(encoding="utf-8").split()}
    drawn = random.Random(given.seed)
    ids = [
        (name, one)
        for name in ("whitehouse", "un_general_debate")
        for one in drawn.sample(sorted(set(corpus(name)) - left_out), given.documents // 2)
    ]
    with given.out.open("w", encoding="utf-8") as file:
        for name, one in ids:
            row = corpus(name)[one]
            document = read(one, row["text"][:15000], {k: v for k, v in row.items() if k not in ("id", "text")})
            statements = code(document)
            for number, sentence in enumerate(parse(document)):
                acts = []
                for s in statements:
                    trigger = words(sentence, s.trigger)
                    if not trigger or not sentence.start <= s.trigger.start < sentence.end:
                        continue
                    roles = {
                        "actor": tuple(i for a in s.actors for i in words(sentence, a.span)),
                        "recipient": tuple(i for a in s.recipients for i in words(sentence, a.span)),
                        "cue": words(sentence, s.cue),
                        "condition": words(sentence, s.condition),
                        "evidence": words(sentence, s.evidence),
                    }
                    acts.append(Act(trigger[-1], s.force, s.event, s.act, tuple(s.aux), s.core, roles))
                pairs = tuple(
                    Pair(a.roles["actor"], a.roles["recipient"], a.event)
                    for a in acts
                    if a.event
                    and a.force == "deed"
                    and a.roles["actor"]
                    and a.roles["recipient"]
                    and not set(a.roles["actor"]) & set(a.roles["recipient"])
                )
                kind = str(document.kind or "other")
                made = Example(
                    f"{one}-{number}",
                    one,
                    kind,
                    tuple(t.text for t in sentence.tokens),
                    sentence.lead,
                    tuple(acts),
                    pairs,
                )
                file.write(json.dumps(asdict(made), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
