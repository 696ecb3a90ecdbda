"""Checkpoint folders: what is read, and that every broken one is refused in one line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from tiny import write_tiny_checkpoint

from model_runtime.checkpoint_folder import find_checkpoint
from model_runtime.errors import DeskcheckError
from model_runtime.inference.checkpoint import load_model, read_settings


def no_weights(path: Path) -> None:
    (path / "model.safetensors").unlink()


def cut_weights(path: Path) -> None:
    data = (path / "model.safetensors").read_bytes()
    (path / "model.safetensors").write_bytes(data[: len(data) // 2])


def other_model(path: Path) -> None:
    config = json.loads((path / "config.json").read_text())
    (path / "config.json").write_text(json.dumps({**config, "model_type": "bert"}))


def broken_config(path: Path) -> None:
    (path / "config.json").write_text("{")


def other_shape(path: Path) -> None:
    config = json.loads((path / "config.json").read_text())
    (path / "config.json").write_text(json.dumps({**config, "hidden_size": 128}))


def missing_weight(path: Path) -> None:
    state = load_file(path / "model.safetensors")
    del state["model.norm.weight"]
    save_file(state, path / "model.safetensors")


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (no_weights, "holds no model"),
        (cut_weights, "damaged"),
        (other_model, "model_type is 'bert'"),
        (broken_config, "cannot be read"),
        (other_shape, "should be"),
        (missing_weight, "model.norm.weight should be"),
    ],
)
def test_a_broken_checkpoint_is_refused_with_its_reason(
    tmp_path: Path, break_it: Callable[[Path], None], message: str
) -> None:
    path = write_tiny_checkpoint(tmp_path / "tiny")
    break_it(path)
    with pytest.raises(DeskcheckError, match=message) as refusal:
        load_model(path, device="cpu", dtype=torch.float32)
    assert "\n" not in str(refusal.value)


def test_a_missing_checkpoint_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeskcheckError, match=r"no checkpoint at .*nowhere"):
        find_checkpoint(str(tmp_path / "nowhere"))


@pytest.mark.parametrize("text", ["[]", "{}", '{"schema": "other/1"}', "{"])
def test_damaged_settings_are_refused(tmp_path: Path, text: str) -> None:
    path = write_tiny_checkpoint(tmp_path / "tiny")
    (path / "deskcheck.json").write_text(text)
    with pytest.raises(DeskcheckError, match=r"deskcheck\.json"):
        read_settings(path)


def test_a_folder_without_settings_is_read_as_the_layout_of_facebook_cwm(tmp_path: Path) -> None:
    path = write_tiny_checkpoint(tmp_path / "tiny")
    (path / "deskcheck.json").unlink()
    settings = read_settings(path)
    assert (settings.dialect, settings.tokenizer.value_cut, settings.storage) == ("cwm", "bpe", "float")


def test_a_loaded_model_computes_what_the_saved_one_did(tmp_path: Path) -> None:
    path = write_tiny_checkpoint(tmp_path / "tiny")
    from transformers import CwmForCausalLM

    ids = torch.arange(40)[None]
    expected = CwmForCausalLM.from_pretrained(path).eval()(ids).logits
    assert torch.equal(load_model(path, device="cpu", dtype=torch.float32)(ids).logits, expected)
