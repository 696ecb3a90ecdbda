"""The forward pass over the new tokens of one or several sequences, laid end to end: no token is padding.

Everything in the model but attention looks at one token at a time, so the sequences share it: the weights, which a
pass over few tokens mostly waits for, are read once for all. In attention each sequence sees its own cache, with the
mask and the positions that it has alone. The steps are those of transformers' `CwmModel.forward`.

On a CPU the weights are laid out for that (`lay_out`): projections of the same input are one matrix, stored inputs
first. MKL multiplies few rows with it in 0.6 to 0.8 of the time (1 to 64 rows, AVX-512). The model's modules stay what
they were: their weights are views of the same memory.

A row's logits are those that it would get alone up to float rounding: a product over more rows may be summed in
another order, as it is between decoding with and without drafts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention, silu
from transformers import CwmForCausalLM
from transformers.cache_utils import Cache
from transformers.models.cwm.modeling_cwm import CwmAttention, CwmDecoderLayer

_SLIDING = "sliding_attention"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The ids that one sequence goes on with, at least one, and after how many of the last of them logits are due."""

    cache: Cache
    n_before: int  # tokens that are cached
    ids: Sequence[int]
    n_logits: int


@dataclass(frozen=True, slots=True)
class _Layout:
    """The projections of one layer for a CPU, each (inputs, outputs)."""

    qkv: Tensor
    out: Tensor
    gate_up: Tensor
    down: Tensor


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a stretch lies in the pass, and what its tokens may look at in layers of each type."""

    cache: Cache
    span: slice
    masks: dict[str, Tensor | None]  # (n, cached + n), added to the scores; None: everything
    is_causal: bool  # the sequence begins here and the mask is the plain triangle


def lay_out(model: CwmForCausalLM) -> None:
    """Lay the weights of a model on a CPU out for the passes to come; does nothing to any other model."""
    for layer in model.model.layers:
        if not hasattr(layer, "laid_out") and _is_plain(layer):
            attention, mlp = layer.self_attn, layer.mlp
            layer.laid_out = _Layout(
                qkv=_joined(attention.q_proj, attention.k_proj, attention.v_proj),
                out=_joined(attention.o_proj),
                gate_up=_joined(mlp.gate_proj, mlp.up_proj),
                down=_joined(mlp.down_proj),
            )


def forward(model: CwmForCausalLM, stretches: Sequence[Stretch]) -> list[Tensor]:
    """Append the stretches to their caches.

    Returns:
        For each the logits after the last `n_logits` of its ids: (n_logits, vocab), float32.
    """
    device, body = model.device, model.model
    places = _places(stretches, model)
    ids = torch.tensor([id_ for stretch in stretches for id_ in stretch.ids], device=device)
    positions = torch.cat([torch.arange(s.n_before, s.n_before + len(s.ids), device=device) for s in stretches])
    hidden = body.embed_tokens(ids)  # (tokens, hidden)
    cos, sin = (part[0, :, None] for part in body.rotary_emb(hidden, positions[None]))  # (tokens, 1, head_dim)
    half = sin.shape[-1] // 2
    rotary = cos, torch.cat((-sin[..., :half], sin[..., half:]), -1)
    for layer, kind in zip(body.layers, model.config.layer_types, strict=True):
        hidden = _layer(layer, hidden, rotary, places, kind)
    wanted = [
        idx
        for place, stretch in zip(places, stretches, strict=True)
        for idx in range(place.span.stop - stretch.n_logits, place.span.stop)
    ]
    if not wanted:
        return [hidden.new_empty((0, model.config.vocab_size), dtype=torch.float32) for _ in stretches]
    if len(wanted) < len(hidden):
        hidden = hidden[wanted]
    logits = model.lm_head(body.norm(hidden)).float()  # (all n_logits, vocab)
    return list(logits.split([stretch.n_logits for stretch in stretches]))


def is_spread(model: nn.Module) -> bool:
    """Whether a model lies on several devices, so that only its own forward knows how to move between them."""
    return len(set(getattr(model, "hf_device_map", {}).values())) > 1


def _layer(
    layer: CwmDecoderLayer, hidden: Tensor, rotary: tuple[Tensor, Tensor], places: Sequence[_Place], kind: str
) -> Tensor:
    attention, mlp, laid_out = layer.self_attn, layer.mlp, getattr(layer, "laid_out", None)
    normed = layer.input_layernorm(hidden)
    if laid_out is None:
        projected = torch.cat([p(normed) for p in (attention.q_proj, attention.k_proj, attention.v_proj)], -1)
    else:
        projected = normed @ laid_out.qkv
    mixed = _attend(projected, rotary, places, kind, attention)
    if laid_out is None:
        hidden = hidden + attention.o_proj(mixed)
        out: Tensor = hidden + mlp(layer.post_attention_layernorm(hidden))
        return out
    hidden = torch.addmm(hidden, mixed, laid_out.out)
    gate, up = (layer.post_attention_layernorm(hidden) @ laid_out.gate_up).chunk(2, -1)
    return torch.addmm(hidden, silu(gate).mul_(up), laid_out.down)


def _attend(
    projected: Tensor, rotary: tuple[Tensor, Tensor], places: Sequence[_Place], kind: str, attention: CwmAttention
) -> Tensor:
    """Give what each token takes from those before it: (tokens, heads * head_dim)."""
    size, n_groups = attention.head_dim, attention.num_key_value_groups
    heads = projected.view(len(projected), -1, size)  # (tokens, query, key and value heads, head_dim)
    n_kv = heads.shape[1] // (n_groups + 2)
    turned, (cos, sin) = heads[:, :-n_kv], rotary
    turned = torch.addcmul(turned * cos, turned.roll(size // 2, -1), sin)
    queries, keys, values = turned[:, :-n_kv], turned[:, -n_kv:].transpose(0, 1), heads[:, -n_kv:].transpose(0, 1)
    mixed = []
    for place in places:
        n = place.span.stop - place.span.start
        own = queries[place.span].view(n, n_kv, n_groups, size).permute(1, 2, 0, 3)
        held = place.cache.update(keys[None, :, place.span], values[None, :, place.span], attention.layer_idx)
        # each key head serves a group of query heads: expanded, not copied
        seen, taken = (part[0, :, None].expand(-1, n_groups, -1, -1) for part in held)
        found = scaled_dot_product_attention(
            own,
            seen,
            taken,
            attn_mask=None if place.is_causal else place.masks[kind],
            is_causal=place.is_causal,
            scale=attention.scaling,
        )  # (n_kv, n_groups, n, head_dim)
        mixed.append(found.permute(2, 0, 1, 3).reshape(n, -1))
    return mixed[0] if len(mixed) == 1 else torch.cat(mixed)


def _places(stretches: Sequence[Stretch], model: CwmForCausalLM) -> list[_Place]:
    kinds = set(model.config.layer_types)
    places = []
    at = 0
    for stretch in stretches:
        n, before = len(stretch.ids), stretch.n_before
        window = int(model.config.sliding_window) if _SLIDING in kinds else 0
        is_long = 0 < window < before + n
        masks = {
            kind: _mask(n, before, window if kind == _SLIDING and is_long else 0, model)
            if n > 1 or (kind == _SLIDING and is_long)
            else None
            for kind in kinds
        }
        is_causal = before == 0 and n > 1 and not is_long
        places.append(_Place(stretch.cache, slice(at, at + n), masks, is_causal=is_causal))
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


def _is_plain(layer: nn.Module) -> bool:
    projections = [module for name, module in layer.named_modules() if name.endswith("_proj")]
    return all(
        type(module) is nn.Linear
        and module.bias is None
        and module.weight.device.type == "cpu"
        and module.weight.dtype is torch.float32
        for module in projections
    )


def _joined(*projections: nn.Linear) -> Tensor:
    """Lay projections of the same input side by side, and make their weights views of that: (inputs, outputs)."""
    joined = torch.cat([projection.weight.detach().t() for projection in projections], 1)
    parts = torch.split(joined, [projection.out_features for projection in projections], 1)
    for projection, part in zip(projections, parts, strict=True):
        projection.weight = nn.Parameter(part.t(), requires_grad=False)
    return joined
