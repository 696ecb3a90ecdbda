"""One forward pass over the new tokens of several sequences, laid end to end: no token is padding.

Everything in the model but attention looks at one token at a time, so the sequences share it: the weights, which a
pass over few tokens mostly waits for, are read once for all. In attention each sequence sees its own cache, with the
mask and the positions that it has alone. The steps are those of transformers' `CwmModel.forward`, with its modules.

A row's logits are those that it would get alone up to float rounding: a product over more rows may be summed in
another order, as it is between decoding with and without drafts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention
from transformers import CwmForCausalLM
from transformers.models.cwm.modeling_cwm import CwmAttention, apply_rotary_pos_emb

from model_runtime.inference.engine import Engine

_SLIDING = "sliding_attention"


@dataclass(frozen=True, slots=True)
class PackedRow:
    """The ids that one sequence goes on with, at least one, and after how many of the last of them logits are due."""

    engine: Engine
    ids: Sequence[int]
    n_logits: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row lies in the pass, and what its tokens may look at in layers of each type."""

    row: PackedRow
    span: slice
    masks: dict[str, Tensor | None]  # (n, cached + n), added to the scores
    is_causal: bool  # the sequence begins here and the mask is the plain triangle


@torch.inference_mode()
def forward_packed(model: CwmForCausalLM, rows: Sequence[PackedRow]) -> list[Tensor]:
    """Append ids to several sequences in one pass.

    Returns:
        For each row the logits after the last `n_logits` of its ids: (n_logits, vocab), float32.

    When the pass fails, all its sequences are forgotten: some layers may have taken the ids in, others not.
    """
    try:
        logits = _pass(model, rows)
    except BaseException:
        for row in rows:
            row.engine.reset()
        raise
    for row in rows:
        row.engine.note(row.ids)
    return logits


def _pass(model: CwmForCausalLM, rows: Sequence[PackedRow]) -> list[Tensor]:
    device, body = model.device, model.model
    types = tuple(model.config.layer_types)
    places = _places(rows, model)
    ids = torch.tensor([[id_ for row in rows for id_ in row.ids]], device=device)
    starts = [row.engine.n_cached for row in rows]
    positions = torch.tensor(
        [[start + idx for row, start in zip(rows, starts, strict=True) for idx in range(len(row.ids))]], device=device
    )
    hidden = body.embed_tokens(ids)  # (1, tokens, hidden)
    rotary = body.rotary_emb(hidden, positions)
    for layer, kind in zip(body.layers, types, strict=True):
        mixed = _attention(layer.self_attn, layer.input_layernorm(hidden), rotary, places, kind)
        hidden = hidden + mixed
        hidden = hidden + layer.mlp(layer.post_attention_layernorm(hidden))
    wanted = [idx for place in places for idx in range(place.span.stop - place.row.n_logits, place.span.stop)]
    if not wanted:
        return [hidden.new_empty((0, model.config.vocab_size), dtype=torch.float32) for _ in rows]
    logits = model.lm_head(body.norm(hidden[0, wanted])).float()  # (all n_logits, vocab)
    return list(logits.split([row.n_logits for row in rows]))


def _places(rows: Sequence[PackedRow], model: CwmForCausalLM) -> list[_Place]:
    places = []
    at = 0
    kinds = set(model.config.layer_types)
    for row in rows:
        n, before = len(row.ids), row.engine.n_cached
        window = int(model.config.sliding_window) if _SLIDING in kinds else 0
        is_long = 0 < window < before + n
        masks = {
            kind: _mask(n, before, window if kind == _SLIDING and is_long else 0, model)
            if n > 1 or (kind == _SLIDING and is_long)
            else None
            for kind in kinds
        }
        places.append(_Place(row, slice(at, at + n), masks, is_causal=before == 0 and n > 1 and not is_long))
        at += n
    return places


def _mask(n: int, before: int, window: int, model: CwmForCausalLM) -> Tensor:
    """Mask what is behind a token and, where there is a window, what is too far before it: (n, before + n)."""
    query = torch.arange(before, before + n, device=model.device)[:, None]
    key = torch.arange(before + n, device=model.device)[None, :]
    seen = key <= query
    if window:
        seen &= key > query - window
    return torch.zeros(seen.shape, dtype=model.dtype, device=model.device).masked_fill_(~seen, float("-inf"))


def _attention(
    attention: CwmAttention, hidden: Tensor, rotary: tuple[Tensor, Tensor], places: Sequence[_Place], kind: str
) -> Tensor:
    shape = (*hidden.shape[:-1], -1, attention.head_dim)
    query, key, value = (
        project(hidden).view(shape).transpose(1, 2)  # (1, heads, tokens, head_dim)
        for project in (attention.q_proj, attention.k_proj, attention.v_proj)
    )
    query, key = apply_rotary_pos_emb(query, key, *rotary)
    mixed = []
    for place in places:
        cache, span = place.row.engine.cache, place.span
        keys, values = cache.update(key[:, :, span], value[:, :, span], attention.layer_idx)
        mixed.append(
            scaled_dot_product_attention(
                query[:, :, span],
                keys,
                values,
                attn_mask=None if place.is_causal else place.masks[kind],
                is_causal=place.is_causal,
                scale=attention.scaling,
                enable_gqa=True,
            )
        )
    together = torch.cat(mixed, dim=2).transpose(1, 2)  # (1, tokens, heads, head_dim)
    out: Tensor = attention.o_proj(together.reshape(*hidden.shape[:-1], -1).contiguous())
    return out
