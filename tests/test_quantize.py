"""Four-bit storage: how far rounding may go, what it costs, and that training sees exactly what is stored."""

from itertools import pairwise
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file
from tiny import write_tiny_checkpoint
from torch import Tensor

from model_runtime.inference.checkpoint import load_model
from model_runtime.inference.quantize import (
    GROUP,
    NF4,
    attach_fake_quantization,
    dequantize_state,
    freeze_codes,
    nf4_codes,
    plain_name,
    quantize_state,
    rounded_to_nf4,
)

PROJECTION = "model.layers.0.mlp.up_proj.weight"
EMBEDDING = "model.embed_tokens.weight"
WIDEST_GAP = max(after - before for before, after in pairwise(NF4))


@st.composite
def weights(draw: st.DrawFn) -> Tensor:
    """Draw (rows, groups * GROUP) weights, each group at a scale of its own."""
    rows, groups = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    exponents = draw(st.lists(st.integers(-12, 3), min_size=rows * groups, max_size=rows * groups))
    generator = torch.Generator().manual_seed(draw(st.integers(0, 2**31)))
    values = torch.randn((rows, groups, GROUP), generator=generator)
    return (values * 2.0 ** torch.tensor(exponents).view(rows, groups, 1)).view(rows, groups * GROUP)


def largest_of_groups(weight: Tensor) -> Tensor:
    grouped = weight.view(weight.shape[0], -1, GROUP).abs().amax(-1, keepdim=True)
    return grouped.expand(-1, -1, GROUP).reshape(weight.shape)


@given(weights())
def test_a_projection_is_off_by_at_most_half_the_widest_gap_of_its_group(weight: Tensor) -> None:
    error = (rounded_to_nf4(weight) - weight).abs()
    assert (error <= largest_of_groups(weight) * (WIDEST_GAP / 2 + 2**-10) + 2**-24).all()  # a scale has 11 bits


@given(weights())
def test_every_weight_takes_the_nearest_level(weight: Tensor) -> None:
    codes, scale = nf4_codes(weight)
    levels = torch.tensor(NF4) * scale.repeat_interleave(GROUP, 1)[..., None]  # (rows, columns, 16)
    distances = (levels - weight[..., None]).abs()
    chosen = distances.gather(-1, codes.to(torch.int64)[..., None])[..., 0]
    torch.testing.assert_close(chosen, distances.amin(-1), rtol=1e-5, atol=1e-9)


@given(weights())
def test_an_embedding_is_off_by_at_most_half_a_step_of_its_group(weight: Tensor) -> None:
    back = dequantize_state(quantize_state({EMBEDDING: weight}), torch.float32)[EMBEDDING]
    assert ((back - weight).abs() <= largest_of_groups(weight) * (0.5 / 127 + 2**-10) + 2**-24 * 64).all()


@given(weights())
def test_what_was_stored_once_is_stored_the_same_again(weight: Tensor) -> None:
    back = dequantize_state(quantize_state({PROJECTION: weight}), torch.float32)
    assert torch.equal(dequantize_state(quantize_state(back), torch.float32)[PROJECTION], back[PROJECTION])


@given(weights())
def test_storage_gives_the_rounded_weights(weight: Tensor) -> None:
    stored = quantize_state({PROJECTION: weight})
    assert torch.equal(dequantize_state(stored, torch.float32)[PROJECTION], rounded_to_nf4(weight))


def test_a_group_of_zeros_stays_zero() -> None:
    stored = quantize_state({PROJECTION: torch.zeros(2, GROUP), EMBEDDING: torch.zeros(2, GROUP)})
    assert not any(tensor.any() for tensor in dequantize_state(stored, torch.float32).values())


def test_stored_weights_take_four_and_a_quarter_bits() -> None:
    stored = quantize_state(
        {PROJECTION: torch.randn(8, 256), EMBEDDING: torch.randn(4, 128), "norm.weight": torch.ones(64)}
    )
    n_bytes = {name: tensor.numel() * tensor.element_size() for name, tensor in stored.items()}
    assert n_bytes == {
        f"{PROJECTION}.q4": 8 * 256 // 2,
        f"{PROJECTION}.scale": 8 * 256 // GROUP * 2,
        f"{EMBEDDING}.q8": 4 * 128,
        f"{EMBEDDING}.scale": 4 * 128 // GROUP * 2,
        "norm.weight": 64 * 2,
    }


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_stored_weights_come_back_in_the_type_asked_for(dtype: torch.dtype) -> None:
    stored = quantize_state({PROJECTION: torch.randn(2, GROUP), EMBEDDING: torch.randn(2, GROUP), "n": torch.ones(3)})
    assert {tensor.dtype for tensor in dequantize_state(stored, dtype).values()} == {dtype}


def test_a_stored_checkpoint_loads_as_the_fake_quantized_weights(tmp_path: Path) -> None:
    path = write_tiny_checkpoint(tmp_path / "tiny")
    model = load_model(path, device="cpu", dtype=torch.float32)
    attach_fake_quantization(model)
    fake = {
        name: module.weight.detach().clone()
        for name, module in model.named_modules()
        if isinstance(module, torch.nn.Linear) and name.endswith("_proj")
    }
    file = path / "model.safetensors"
    save_file(quantize_state(load_file(file)), file)
    settings = path / "deskcheck.json"
    settings.write_text(settings.read_text().replace("{", '{"storage": "nf4", ', 1))
    loaded = dict(load_model(path, device="cpu", dtype=torch.float32).named_parameters())
    assert len(fake) == 14
    for name, weight in fake.items():
        torch.testing.assert_close(weight, loaded[f"{name}.weight"], rtol=0, atol=1e-7)  # a difference is added back


def test_fake_quantization_follows_the_weights_while_they_move() -> None:
    model = torch.nn.Sequential()
    model.add_module("up_proj", torch.nn.Linear(GROUP, 2, bias=False))
    layer = model.up_proj
    fake = attach_fake_quantization(model)
    for _ in range(9):
        model.train()
        model(torch.ones(1, GROUP))
        with torch.no_grad():
            layer.parametrizations.weight.original.mul_(-1.7)
    model.eval()
    original = layer.parametrizations.weight.original.detach().clone()
    torch.testing.assert_close(layer.weight, rounded_to_nf4(original))
    fake.remove()
    assert torch.equal(layer.weight, original)


def trained(model: torch.nn.Module) -> dict[str, torch.nn.Parameter]:
    return {plain_name(name): p for name, p in model.named_parameters() if p.requires_grad}


def test_a_frozen_model_is_the_stored_one(tmp_path: Path) -> None:
    folder = write_tiny_checkpoint(tmp_path / "tiny")
    model = load_model(folder, device="cpu", dtype=torch.float32)
    stored = dequantize_state(quantize_state(load_file(folder / "model.safetensors")), torch.float32)
    frozen = freeze_codes(model)
    assert set(trained(model)) == {name for name in stored if name != EMBEDDING}
    weights_now = {plain_name(name): p.detach() for name, p in model.named_parameters()} | frozen.weights()
    for name, weight in stored.items():
        torch.testing.assert_close(weights_now[name], weight, rtol=2**-10, atol=1e-7)


def test_what_trains_after_freezing_leaves_every_weight_on_its_level(tmp_path: Path) -> None:
    model = load_model(write_tiny_checkpoint(tmp_path / "tiny"), device="cpu", dtype=torch.float32)
    codes_before = quantize_state({PROJECTION: model.get_parameter(PROJECTION)})
    frozen = freeze_codes(model)
    optimizer = torch.optim.AdamW(trained(model).values(), lr=1e-2)
    for _ in range(3):
        model(input_ids=torch.arange(12)[None]).logits.square().mean().backward()
        optimizer.step()
        optimizer.zero_grad()
    after = frozen.weights()[PROJECTION]
    codes_after = quantize_state({PROJECTION: after})
    assert torch.equal(codes_after[f"{PROJECTION}.q4"], codes_before[f"{PROJECTION}.q4"])
    assert not torch.equal(codes_after[f"{PROJECTION}.scale"], codes_before[f"{PROJECTION}.scale"])
    torch.testing.assert_close(dequantize_state(codes_after, torch.float32)[PROJECTION], after, rtol=2**-10, atol=0)


def test_freezing_again_changes_nothing(tmp_path: Path) -> None:
    folder = write_tiny_checkpoint(tmp_path / "tiny")
    model = load_model(folder, device="cpu", dtype=torch.float32)
    before = freeze_codes(model).weights()
    save_file(load_file(folder / "model.safetensors") | before, folder / "model.safetensors", metadata={"format": "pt"})
    again = freeze_codes(load_model(folder, device="cpu", dtype=torch.float32)).weights()
    for name, weight in before.items():
        torch.testing.assert_close(again[name], weight, rtol=1e-6, atol=0)
