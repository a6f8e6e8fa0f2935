"""The encoder: one small transformer that reads a sentence once and judges every word as the trigger of an act.

For each word it gives whether it triggers an act, and that act's force, event, act, aux and core; for each pair of
words how much the second belongs to a role (actor, recipient, cue, condition, evidence) of the act at the first; for
a marked pair of names the root between them.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import nn

from servanda.coding.pieces import COLUMNS, ROLES
from servanda.model import ROOTS

_ROLE_SIZE = 48


class Encoder(nn.Module):
    """A transformer body with the three heads."""

    def __init__(self, body: nn.Module, size: int) -> None:
        super().__init__()
        self.body = body
        self.drop = nn.Dropout(0.1)
        self.labels = nn.Sequential(nn.Linear(size, size), nn.GELU(), nn.Linear(size, COLUMNS))
        self.asks = nn.Linear(size, _ROLE_SIZE * len(ROLES))
        self.answers = nn.Linear(size, _ROLE_SIZE * len(ROLES))
        self.bias = nn.Parameter(torch.full((len(ROLES),), -2.0))
        self.between = nn.Sequential(nn.Linear(4 * size, size), nn.GELU(), nn.Dropout(0.1), nn.Linear(size, len(ROOTS)))

    def forward(
        self, ids: Any, mask: Any, first: Any, source: Any, target: Any
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return labels [B, W, COLUMNS], roles [B, R, W, W] (trigger × word) and roots [B, 16], all logits.

        `ids` and `mask` are [B, T]; `first`, the piece that begins each word, `source` and `target` are [B, W].
        """
        pieces = self.body(input_ids=ids, attention_mask=mask)[0]
        index = first.unsqueeze(-1).expand(-1, -1, pieces.shape[-1])
        words = self.drop(torch.gather(pieces, 1, index))
        b, w = first.shape
        asks = self.asks(words).view(b, w, len(ROLES), _ROLE_SIZE).permute(0, 2, 1, 3)
        answers = self.answers(words).view(b, w, len(ROLES), _ROLE_SIZE).permute(0, 2, 3, 1)
        roles = asks @ answers / _ROLE_SIZE**0.5 + self.bias.view(1, -1, 1, 1)
        ends = [(words * m.unsqueeze(-1)).sum(1) / m.sum(1, keepdim=True).clamp(min=1.0) for m in (source, target)]
        whole = (pieces * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        roots = self.between(torch.cat([ends[0], ends[1], pieces[:, 0], whole], -1))
        return self.labels(words), roles, roots


def keep_layers(model: Encoder, kept: Sequence[int]) -> None:
    """Leave only these layers of the body, counted from 0; its settings say how many there are."""
    body: Any = model.body
    body.encoder.layer = nn.ModuleList(body.encoder.layer[i] for i in kept)
    body.config.num_hidden_layers = len(kept)
