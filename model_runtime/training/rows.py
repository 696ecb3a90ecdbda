"""A batch of examples as tensors: rows padded on the right, where each token stands, and what it may see.

Made on the CPU from a few numbers a token; the mask, whose size is the square of a row, is made where the model is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from model_runtime.training.examples import Example

COLUMN_MULTIPLE = 64  # on a GPU: rows of few lengths, and masks whose rows its kernels can read in one go


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of tokens on a device; a causal model does not see the padding."""

    ids: Tensor  # (rows, columns)
    places: dict[str, Tensor]  # position_ids (rows, columns), attention_mask (rows, 1, columns, columns); or nothing
    asked: Tensor  # (n,) flat indices of the tokens from which one that carries weight is predicted
    targets: Tensor  # (n,) those tokens
    weights: Tensor  # (n,) their weights


def make_rows(batch: Sequence[Example], device: str) -> Rows:
    """Lay out a batch on a device."""
    n_columns = max(len(example.ids) for example in batch)
    if device != "cpu":
        n_columns += -n_columns % COLUMN_MULTIPLE
    ids = np.zeros((len(batch), n_columns), dtype=np.int64)
    weights = np.zeros((len(batch), n_columns), dtype=np.float32)
    for row, example in enumerate(batch):
        ids[row, : len(example.ids)] = example.ids
        weights[row, : len(example.ids)] = example.weights
    weights[:, 0] = 0.0  # nothing is before it
    weighted = np.flatnonzero(weights)
    return Rows(
        _moved(ids, device),
        _places(batch, n_columns, device),
        _moved(weighted - 1, device),
        _moved(ids.ravel()[weighted], device),
        _moved(weights.ravel()[weighted], device),
    )


def _places(batch: Sequence[Example], n_columns: int, device: str) -> dict[str, Tensor]:
    """Give positions and the mask of a batch that has branches; others need none."""
    if not any(example.branches for example in batch):
        return {}
    positions = np.tile(np.arange(n_columns), (len(batch), 1))
    begins = np.zeros((len(batch), n_columns), dtype=np.int64)  # of the branch of each token
    befores = np.zeros((len(batch), n_columns), dtype=np.int64)  # what it goes on from
    for row, example in enumerate(batch):
        for branch in example.branches:
            positions[row, branch.begin : branch.end] -= branch.begin - branch.n_before
            begins[row, branch.begin : branch.end] = branch.begin
            befores[row, branch.begin : branch.end] = branch.n_before
    begin, before = (_moved(array, device)[:, :, None] for array in (begins, befores))
    columns = torch.arange(n_columns, device=device)
    may_see = (columns <= columns[:, None]) & ((columns >= begin) | (columns < before))
    dtype = torch.float32 if device == "cpu" else torch.bfloat16
    mask = torch.zeros(may_see.shape, dtype=dtype, device=device).masked_fill_(~may_see, torch.finfo(dtype).min)
    return {"position_ids": _moved(positions, device), "attention_mask": mask[:, None]}


def _moved(array: "np.ndarray[Any, Any]", device: str) -> Tensor:
    tensor = torch.from_numpy(array)
    return tensor if device == "cpu" else tensor.pin_memory().to(device, non_blocking=True)
