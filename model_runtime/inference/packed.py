"""One forward pass for several engines, each with its own sequence."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from transformers import CwmForCausalLM

from model_runtime.inference.engine import Engine
from model_runtime.inference.forward import Stretch, forward


@dataclass(frozen=True, slots=True)
class PackedRow:
    """The ids that one sequence goes on with, at least one, and after how many of the last of them logits are due."""

    engine: Engine
    ids: Sequence[int]
    n_logits: int


@torch.inference_mode()
def forward_packed(model: CwmForCausalLM, rows: Sequence[PackedRow]) -> list[Tensor]:
    """Append ids to several sequences in one pass.

    Returns:
        For each row the logits after the last `n_logits` of its ids: (n_logits, vocab), float32.

    When the pass fails, all its sequences are forgotten: some layers may have taken the ids in, others not.
    """
    try:
        logits = forward(model, [Stretch(row.engine.cache, row.engine.n_cached, row.ids, row.n_logits) for row in rows])
    except BaseException:
        for row in rows:
            row.engine.reset()
        raise
    for row in rows:
        row.engine.note(row.ids)
    return logits
