"""Train the encoder on labelled sentences, and on what a teacher says of unlabelled ones; resumable.

Usage: python training/train.py --body DIR --train CACHE... [--soft SOFT.pt] --dev CACHE --out DIR [--epochs N]
"""

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import dataset
import torch
from torch.nn import functional as F
from transformers import AutoModel

from model import Encoder, keep_layers
from servanda.coding.pieces import AUX, ROLES, Pieces, columns
from servanda.model import FORCES, ROOTS

Row = dict[str, Any]
UNTOLD = -100  # the class that no loss counts


def tensors(rows: list[tuple[Row, Row | None]], pieces: Pieces) -> dict[str, torch.Tensor]:
    """Pad sentences (with or without a marked pair) to one batch with its targets."""
    made = [
        pieces.sentence(e["words"], e["kind"], *((set(p["source"]), set(p["target"])) if p else ())) for e, p in rows
    ]
    t, w, b = max(len(i) for i, _ in made), max(len(f) for _, f in made), len(made)
    out = {
        "ids": torch.full((b, t), pieces.pad, dtype=torch.long),
        "mask": torch.zeros(b, t),
        "first": torch.zeros(b, w, dtype=torch.long),
        "source": torch.zeros(b, w),
        "target": torch.zeros(b, w),
        "own": torch.zeros(b, w),
    }
    for k, ((ids, first), (e, p)) in enumerate(zip(made, rows, strict=True)):
        out["ids"][k, : len(ids)] = torch.tensor(ids)
        out["mask"][k, : len(ids)] = 1
        out["first"][k, : len(first)] = torch.tensor(first)
        if e.get("judged") is None:
            out["own"][k, min(e["lead"], len(first)) : len(first)] = 1
        else:
            out["own"][k, [i for i in e["judged"] if i < len(first)]] = 1
        if p:
            for name in ("source", "target"):
                for i in p[name]:
                    if i < len(first):
                        out[name][k, i] = 1
    return out


def _root(name: str | None) -> int:
    """Return the class of a root, 0 for none, `UNTOLD` where the labels do not tell."""
    return UNTOLD if name == dataset.UNTOLD else ROOTS.index(name) + 1 if name else 0


def acts_targets(rows: list[tuple[Row, Row | None]], w: int) -> dict[str, torch.Tensor]:
    trig = torch.zeros(len(rows), w)
    at, force, event, act, aux, core, roles = [], [], [], [], [], [], []
    for k, (e, _) in enumerate(rows):
        for a in e["acts"]:
            if a["trigger"] >= w:
                continue
            trig[k, a["trigger"]] = 1
            at.append((k, a["trigger"]))
            force.append(FORCES.index(a["force"]))
            event.append(_root(a["event"]))
            act.append(_root(a["act"]))
            aux.append([float("nan") if a["aux"] is None else float(x in a["aux"]) for x in AUX])
            core.append(float("nan") if a["core"] is None else float(a["core"]))
            r = torch.zeros(len(ROLES), w)
            for n, role in enumerate(ROLES):
                if a["roles"][role] is None:
                    r[n] = float("nan")
                for i in a["roles"][role] or ():
                    if i < w:
                        r[n, i] = 1
            roles.append(r)
    return {
        "trigger": trig, "core": torch.tensor(core), "at": torch.tensor(at).view(-1, 2),
        "force": torch.tensor(force), "event": torch.tensor(event),
        "act": torch.tensor(act), "aux": torch.tensor(aux).view(-1, len(AUX)),
        "roles": torch.stack(roles) if roles else torch.zeros(0, len(ROLES), w),
    }  # fmt: skip


def loss_acts(
    labels: torch.Tensor, roles: torch.Tensor, batch: dict[str, torch.Tensor], t: dict[str, torch.Tensor]
) -> torch.Tensor:
    own = batch["own"]
    trig = F.binary_cross_entropy_with_logits(
        labels[..., 0], t["trigger"], reduction="none", pos_weight=torch.tensor(3.0)
    )
    total = (trig * own).sum() / own.sum() * 10
    if len(t["at"]) == 0:
        return total
    k, i = t["at"][:, 0], t["at"][:, 1]
    picked = labels[k, i]
    for name in ("force", "event", "act"):
        if (t[name] != UNTOLD).any():
            total = total + F.cross_entropy(
                picked[:, columns(name)], t[name], label_smoothing=0.05, ignore_index=UNTOLD
            )
    told = ~t["core"].isnan()
    if told.any():
        core = picked[:, columns("core")].squeeze(-1)
        total = total + 0.5 * F.binary_cross_entropy_with_logits(core[told], t["core"][told])
    told = ~t["aux"].isnan()
    if told.any():
        total = total + F.binary_cross_entropy_with_logits(picked[:, columns("aux")][told], t["aux"][told])
    bce = F.binary_cross_entropy_with_logits(roles[k, :, i], t["roles"].nan_to_num(), reduction="none")
    within = (torch.arange(bce.shape[-1])[None] < (batch["first"] > 0).sum(1)[k][:, None])[:, None]
    seen = (within & ~t["roles"].isnan()).float()
    return total + 3 * (bce * seen).sum() / seen.sum().clamp(min=1)


def soft_loss(
    labels: torch.Tensor, roles: torch.Tensor, soft: list[Row], batch: dict[str, torch.Tensor]
) -> torch.Tensor:
    """Follow a teacher: its trigger probabilities, and its distributions at likely triggers."""
    total = labels.new_zeros(())
    own = batch["own"]
    w = labels.shape[1]
    wanted = torch.zeros(len(soft), w)
    for k, s in enumerate(soft):
        n = min(w, len(s["trigger"]))
        wanted[k, :n] = s["trigger"][:n].float()
    bce = F.binary_cross_entropy_with_logits(labels[..., 0], wanted, reduction="none")
    total = total + (bce * own).sum() / own.sum() * 10
    ks, ts, rows, role = [], [], [], []
    for k, s in enumerate(soft):
        for n, i in enumerate(s["at"]):
            if i < w:
                ks.append(k)
                ts.append(i)
                rows.append(s["labels"][n].float())
                r = torch.zeros(len(ROLES), w)
                m = min(w, s["roles"].shape[-1])
                r[:, :m] = s["roles"][n][:, :m].float()
                role.append(r)
    if ks:
        picked, want = labels[ks, ts], torch.stack(rows)
        for name in ("force", "event", "act"):
            c = columns(name)
            total = total + F.kl_div(picked[:, c].log_softmax(-1), want[:, c].softmax(-1), reduction="batchmean")
        for name in ("core", "aux"):
            c = columns(name)
            total = total + 0.5 * F.binary_cross_entropy_with_logits(picked[:, c], want[:, c].sigmoid())
        total = total + 3 * F.binary_cross_entropy_with_logits(roles[ks, :, ts], torch.stack(role))
    return total


def f1s(gold: list[int], said: list[int]) -> float:
    scores = []
    for label in set(gold):
        tp = sum(g == s == label for g, s in zip(gold, said, strict=True))
        fp = sum(s == label != g for g, s in zip(gold, said, strict=True))
        fn = sum(g == label != s for g, s in zip(gold, said, strict=True))
        scores.append(2 * tp / max(1, 2 * tp + fp + fn))
    return sum(scores) / max(1, len(scores))


@torch.no_grad()
def measure(model: Encoder, pieces: Pieces, dev: list[Row], threshold: float = 0.0) -> Row:
    model.eval()
    hit = said = gold = 0
    right = dict.fromkeys(("force", "event", "act", "core"), 0)
    count = 0
    span = {r: [0, 0, 0] for r in ROLES}
    pg, ps = [], []
    for at in range(0, len(dev), 32):
        rows = [(e, None) for e in dev[at : at + 32]]
        b = tensors(rows, pieces)
        labels, roles, _ = model(b["ids"], b["mask"], b["first"], b["source"], b["target"])
        t = acts_targets(rows, labels.shape[1])
        found = (labels[..., 0] > threshold) & (b["own"] > 0)
        g = (t["trigger"] > 0) & (b["own"] > 0)
        hit += int((found & g).sum())
        said += int(found.sum())
        gold += int(g.sum())
        if len(t["at"]):
            k, i = t["at"][:, 0], t["at"][:, 1]
            picked = labels[k, i]
            count += len(k)
            for name in ("force", "event", "act"):
                right[name] += int((picked[:, columns(name)].argmax(-1) == t[name]).sum())
            right["core"] += int(((picked[:, columns("core")].squeeze(-1) > 0) == (t["core"] > 0.5)).sum())
            out = roles[k, :, i] > 0
            for n, r in enumerate(ROLES):
                span[r][0] += int((out[:, n] & (t["roles"][:, n] > 0)).sum())
                span[r][1] += int(out[:, n].sum())
                span[r][2] += int((t["roles"][:, n] > 0).sum())
        prow = [(e, p) for e, _ in rows for p in e["pairs"]]
        if prow:
            b = tensors(prow, pieces)
            root = model(b["ids"], b["mask"], b["first"], b["source"], b["target"])[2].argmax(-1)
            pg += [ROOTS.index(p["root"]) for _, p in prow]
            ps += root.tolist()
    model.train()
    p, r = hit / max(1, said), hit / max(1, gold)
    return {
        "trigger_p": round(p, 3), "trigger_r": round(r, 3), "trigger_f1": round(2 * p * r / max(1e-9, p + r), 3),
        **{n: round(v / max(1, count), 3) for n, v in right.items()},
        **{f"{n}_f1": round(2 * v[0] / max(1, v[1] + v[2]), 3) for n, v in span.items()},
        "pairs": len(pg), "pair_acc": round(sum(a == b for a, b in zip(pg, ps, strict=True)) / max(1, len(pg)), 3),
        "pair_f1": round(f1s(pg, ps), 3),
    }  # fmt: skip


def load(paths: list[Path]) -> list[Row]:
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line]


def begun(base: Path, init: Path | None, layers: list[int] | None) -> Encoder:
    """Return the encoder on its base, or as trained before, with all or some of its layers."""
    body = AutoModel.from_pretrained(base, local_files_only=True, add_pooling_layer=False)
    model = Encoder(body, body.config.hidden_size)
    if init:
        saved = torch.load(init, weights_only=False)
        saved = saved.get("model", saved)
        held = {int(name.split(".")[3]) for name in saved if name.startswith("body.encoder.layer.")}
        keep_layers(model, range(len(held)))
        model.load_state_dict(saved)
    if layers:
        keep_layers(model, layers)
    return model


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--body", type=Path, required=True)
    ap.add_argument("--train", type=Path, nargs="+", required=True)
    ap.add_argument("--dev", type=Path, nargs="+", required=True)
    ap.add_argument("--pairs-dev", type=Path, nargs="*", default=[])
    ap.add_argument("--soft", type=Path)
    ap.add_argument("--init", type=Path)
    ap.add_argument("--layers", type=int, nargs="*", help="keep only these layers of the base, counted from 0")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--batch", type=int, default=24)
    ap.add_argument("--lr", type=float, default=1e-4)
    ap.add_argument("--pair-share", type=float, default=1.0)
    ap.add_argument("--soft-per-epoch", type=int, default=6000)
    ap.add_argument("--pairs-only", action="store_true")
    ap.add_argument("--half", action="store_true", help="multiply in bfloat16, twice as fast on recent processors")
    ap.add_argument("--seed", type=int, default=1)
    g = ap.parse_args()
    torch.manual_seed(g.seed)
    rnd = random.Random(g.seed)
    pieces = Pieces((g.body / "tokenizer.json").read_text(encoding="utf-8"))
    model = begun(g.body, g.init, g.layers)
    train, dev = load(g.train), load(g.dev)
    soft = torch.load(g.soft, weights_only=False) if g.soft else []
    g.out.mkdir(parents=True, exist_ok=True)
    for name, parameter in model.body.named_parameters():
        parameter.requires_grad = not name.startswith("embeddings")
    heads = [p for n, p in model.named_parameters() if not n.startswith("body.")]
    opt = torch.optim.AdamW(
        [
            {"params": [p for p in model.body.parameters() if p.requires_grad], "lr": g.lr},
            {"params": heads, "lr": max(g.lr * 5, 3e-4)},
        ],
        weight_decay=0.01,
    )
    pairs = [(e, p) for e in train for p in e["pairs"]]
    per_epoch = (
        sum(not e.get("no_acts") for e in train) * (not g.pairs_only)
        + len(pairs) * g.pair_share
        + min(len(soft), g.soft_per_epoch)
    ) / g.batch
    steps = int(per_epoch * g.epochs) + 1
    sched = torch.optim.lr_scheduler.LambdaLR(
        opt, lambda s: min(1, s / max(1, steps * 0.08)) * max(0.02, 1 - s / steps)
    )
    start = 0
    state = g.out / "state.pt"
    if state.exists():
        saved = torch.load(state, weights_only=False)
        model.load_state_dict(saved["model"])
        opt.load_state_dict(saved["opt"])
        sched.load_state_dict(saved["sched"])
        start = saved["epoch"]
    model.train()
    for epoch in range(start, g.epochs):
        began = time.time()
        jobs = (
            []
            if g.pairs_only
            else [
                ("acts", [(e, None) for e in part])
                for part in _parts([e for e in train if not e.get("no_acts")], g.batch, rnd)
            ]
        )
        jobs += [("pairs", part) for part in _parts(pairs, g.batch, rnd)]
        if soft:
            some = rnd.sample(soft, min(len(soft), g.soft_per_epoch))
            jobs += [("soft", part) for part in _parts(some, g.batch, rnd)]
        rnd.shuffle(jobs)
        sums: dict[str, list[float]] = {}
        for kind, part in jobs:
            if kind == "soft":
                b = tensors([(s["example"], s.get("pair")) for s in part], pieces)
            else:
                b = tensors(part, pieces)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=g.half):
                labels, roles, roots = model(b["ids"], b["mask"], b["first"], b["source"], b["target"])
            labels, roles, roots = labels.float(), roles.float(), roots.float()
            if kind == "acts":
                loss = loss_acts(labels, roles, b, acts_targets(part, labels.shape[1]))
            elif kind == "pairs":
                wanted = torch.tensor([ROOTS.index(p["root"]) for _, p in part])
                loss = 2 * F.cross_entropy(roots, wanted, label_smoothing=0.05)
            else:
                loss = soft_loss(labels, roles, part, b)
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            sched.step()
            sums.setdefault(kind, []).append(loss.item())
            if sum(map(len, sums.values())) % 50 == 0:
                print(
                    f"  {sum(map(len, sums.values()))} of {len(jobs)} batches, {time.time() - began:.0f} s", flush=True
                )
        figures = measure(model, pieces, dev)
        if g.pairs_dev:
            figures |= {
                f"written_{k}": v for k, v in measure(model, pieces, load(g.pairs_dev)).items() if k.startswith("pair")
            }
        print(
            epoch + 1,
            f"{time.time() - began:.0f}s",
            {k: round(sum(v) / len(v), 3) for k, v in sums.items()},
            figures,
            flush=True,
        )
        torch.save(
            {"model": model.state_dict(), "opt": opt.state_dict(), "sched": sched.state_dict(), "epoch": epoch + 1},
            state,
        )
    torch.save(model.state_dict(), g.out / "encoder.pt")


def _parts(rows: list[Any], size: int, rnd: random.Random) -> list[list[Any]]:
    """Cut shuffled rows into batches of like lengths."""
    rows = rows[:]
    rnd.shuffle(rows)
    out = []
    for at in range(0, len(rows), size * 20):
        chunk = sorted(
            rows[at : at + size * 20],
            key=lambda r: len((r[0] if isinstance(r, tuple) else r.get("example", r))["words"]),
        )
        out += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    return out


if __name__ == "__main__":
    main()
