"""The forward pass of our own: transformers' logits, for one sequence and for several, from weights held once."""

from pathlib import Path

import pytest
import torch
from tiny import write_tiny_checkpoint
from transformers import CwmForCausalLM
from transformers.cache_utils import DynamicCache

from model_runtime.inference.cache import roomy_cache
from model_runtime.inference.checkpoint import load_model
from model_runtime.inference.engine import CACHE_ARGUMENT
from model_runtime.inference.forward import Stretch, forward, lay_out

LONG = [5 + idx * 7 % 90 for idx in range(40)]


@pytest.fixture
def model(tmp_path: Path) -> CwmForCausalLM:
    return load_model(write_tiny_checkpoint(tmp_path / "tiny"), device="cpu", dtype=torch.float32)


@torch.inference_mode()
def of_transformers(model: CwmForCausalLM, parts: list[list[int]]) -> list[torch.Tensor]:
    """Give the logits of each part of one sequence as the library computes them."""
    cache = DynamicCache()
    given = {CACHE_ARGUMENT: cache}
    return [model(torch.tensor([ids]), **given, use_cache=True).logits[0] for ids in parts]


@torch.inference_mode()
def of_ours(model: CwmForCausalLM, parts: list[list[int]]) -> list[torch.Tensor]:
    """Give the same by our pass."""
    cache, found = roomy_cache(), []
    n_before = 0
    for ids in parts:
        found += forward(model, [Stretch(cache, n_before, ids, len(ids))])
        n_before += len(ids)
    return found


@pytest.mark.parametrize("is_laid_out", [True, False])
@pytest.mark.parametrize("window", [4096, 6])
def test_logits_are_those_of_transformers(model: CwmForCausalLM, window: int, is_laid_out: bool) -> None:
    model.config.layer_types, model.config.sliding_window = ["full_attention", "sliding_attention"], window
    parts = [LONG, [9], LONG[:7], [3], [4, 5]]
    expected = of_transformers(model, parts)
    if is_laid_out:
        lay_out(model)
        assert all(hasattr(layer, "laid_out") for layer in model.model.layers)
    for ours, theirs in zip(of_ours(model, parts), expected, strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-3, atol=1e-3)


def test_laid_out_weights_are_held_once_and_are_still_the_modules(model: CwmForCausalLM) -> None:
    before = {name: weight.clone() for name, weight in model.state_dict().items()}
    expected = of_transformers(model, [LONG])
    lay_out(model)
    layer = model.model.layers[0]
    held = layer.laid_out.gate_up
    for projection in (layer.mlp.gate_proj, layer.mlp.up_proj):
        assert projection.weight.untyped_storage().data_ptr() == held.untyped_storage().data_ptr()
    assert all(torch.equal(weight, before[name]) for name, weight in model.state_dict().items())
    torch.testing.assert_close(of_transformers(model, [LONG])[0], expected[0], rtol=1e-4, atol=1e-4)


def test_a_model_that_is_not_float32_is_left_as_it_is(model: CwmForCausalLM) -> None:
    half = model.to(torch.bfloat16)
    lay_out(half)
    assert not any(hasattr(layer, "laid_out") for layer in half.model.layers)
    assert of_ours(half, [LONG, [3]])[1].shape == (1, half.config.vocab_size)
