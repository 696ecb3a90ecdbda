"""Storage in four bits: how far rounding may go, what it takes, and that small steps of training survive it."""

from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file
from tiny import write_tiny_checkpoint
from torch import Tensor

from model_runtime.errors import DeskcheckError
from model_runtime.inference.checkpoint import load_model, read_settings
from model_runtime.inference.quantize import GROUP, STEP, STORAGE, dequantize_state, quantize_state

PROJECTION = "model.layers.0.mlp.up_proj.weight"
EMBEDDING = "model.embed_tokens.weight"


@st.composite
def weights(draw: st.DrawFn) -> Tensor:
    """Draw (rows, groups * GROUP) weights at a scale of their own."""
    rows, groups = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    generator = torch.Generator().manual_seed(draw(st.integers(0, 2**31)))
    return torch.randn((rows, groups * GROUP), generator=generator) * 2.0 ** draw(st.integers(-12, 3))


def stored_and_back(weight: Tensor) -> Tensor:
    return dequantize_state(quantize_state({PROJECTION: weight}), torch.float32)[PROJECTION]


@given(weights())
def test_a_projection_is_off_by_at_most_half_a_step(weight: Tensor) -> None:
    step = STEP * weight.square().mean().sqrt()
    assert ((stored_and_back(weight) - weight).abs() <= step * (0.5 + 1e-3)).all()


@given(weights())
def test_an_embedding_is_off_by_at_most_half_a_step_of_its_group(weight: Tensor) -> None:
    back = dequantize_state(quantize_state({EMBEDDING: weight}), torch.float32)[EMBEDDING]
    largest = weight.view(weight.shape[0], -1, GROUP).abs().amax(-1, keepdim=True)
    largest = largest.expand(-1, -1, GROUP).reshape(weight.shape)
    assert ((back - weight).abs() <= largest * (0.5 / 127 + 2**-10) + 2**-24 * 64).all()


@given(weights())
def test_the_same_weights_are_stored_alike(weight: Tensor) -> None:
    first, again = quantize_state({PROJECTION: weight}), quantize_state({PROJECTION: weight.clone()})
    assert first.keys() == again.keys()
    assert all(torch.equal(first[name], again[name]) for name in first)


def test_small_steps_of_training_survive_being_stored_again() -> None:
    torch.manual_seed(0)
    before = stored_and_back(torch.randn(512, 256))
    learned = 0.15 * STEP * torch.randn(512, 256).sign()
    kept = stored_and_back(before + learned) - before
    assert float((kept * learned).sum() / learned.square().sum()) == pytest.approx(1.0, abs=0.15)


def test_zeros_stay_close_to_zero() -> None:
    stored = quantize_state({PROJECTION: torch.zeros(2, GROUP), EMBEDDING: torch.zeros(2, GROUP)})
    assert all(tensor.abs().max() <= 1e-7 for tensor in dequantize_state(stored, torch.float32).values())


def test_far_weights_are_cut_off_and_the_others_kept() -> None:
    weight = torch.randn(64, 256)
    weight[0, 0] = 1000.0
    back = stored_and_back(weight)
    assert back[0, 0] > 50.0
    assert (back[1:] - weight[1:]).abs().max() <= STEP * weight.square().mean().sqrt()


def test_stored_weights_take_about_four_bits() -> None:
    stored = quantize_state(
        {PROJECTION: torch.randn(1536, 576), EMBEDDING: torch.randn(4, 128), "norm.weight": torch.ones(64)}
    )
    n_bytes = {name: tensor.numel() * tensor.element_size() for name, tensor in stored.items()}
    assert 3.9 < 8 * sum(n for name, n in n_bytes.items() if name.startswith(PROJECTION)) / (1536 * 576) < 4.25
    assert n_bytes[f"{EMBEDDING}.q8"] == 4 * 128
    assert n_bytes["norm.weight"] == 64 * 2


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_stored_weights_come_back_in_the_type_asked_for(dtype: torch.dtype) -> None:
    stored = quantize_state({PROJECTION: torch.randn(2, GROUP), EMBEDDING: torch.randn(2, GROUP), "n": torch.ones(3)})
    assert {tensor.dtype for tensor in dequantize_state(stored, dtype).values()} == {dtype}


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """Give a tiny checkpoint in stored form."""
    path = write_tiny_checkpoint(tmp_path / "tiny")
    file = path / "model.safetensors"
    save_file(quantize_state(load_file(file)), file)
    settings = path / "deskcheck.json"
    settings.write_text(settings.read_text().replace("{", f'{{"storage": "{STORAGE}", ', 1))
    return path


def test_a_stored_checkpoint_loads_as_its_rounded_weights(checkpoint: Path, tmp_path: Path) -> None:
    plain = load_file(write_tiny_checkpoint(tmp_path / "plain") / "model.safetensors")
    loaded = dict(load_model(checkpoint, device="cpu", dtype=torch.float32).named_parameters())
    rounded = dequantize_state(quantize_state(plain), torch.float32)
    assert {name for name in rounded if name in loaded} == set(plain)
    for name in plain:
        assert torch.equal(loaded[name], rounded[name]), name


def test_damage_is_told_in_one_line(checkpoint: Path) -> None:
    file = checkpoint / "model.safetensors"
    whole = load_file(file)
    name = next(name for name in whole if name.endswith(".codes"))
    save_file(whole | {name: whole[name][:-9].clone()}, file)
    with pytest.raises(DeskcheckError, match="weights cannot be read, the file is damaged"):
        load_model(checkpoint, device="cpu", dtype=torch.float32)
    save_file({key: tensor for key, tensor in whole.items() if key != name.replace(".codes", ".step")}, file)
    with pytest.raises(DeskcheckError, match="weights cannot be read, the file is damaged"):
        load_model(checkpoint, device="cpu", dtype=torch.float32)


def test_another_way_of_storing_is_told(checkpoint: Path) -> None:
    settings = checkpoint / "deskcheck.json"
    settings.write_text(settings.read_text().replace(f'"storage": "{STORAGE}"', '"storage": "nf4"'))
    with pytest.raises(DeskcheckError, match="does not read weights stored as 'nf4'"):
        read_settings(checkpoint)
