"""Training: it learns, resumes as if nothing had happened, and keeps what it had when it is killed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from tiny import write_tiny_checkpoint

from model_runtime.errors import DeskcheckError
from model_runtime.inference.checkpoint import load_model, read_settings
from model_runtime.inference.quantize import STEP
from model_runtime.training import train as train_module
from model_runtime.training.examples import Branch, Example
from model_runtime.training.pipeline import store
from model_runtime.training.rows import Rows, make_rows
from model_runtime.training.train import (
    TrainOptions,
    TrainState,
    greedy_tokens,
    heldout_figures,
    learning_rate_at,
    train,
    weighted_loss,
)

EXAMPLES = [Example(tuple(range(start, start + 24)), (0.0,) * 4 + (1.0,) * 20, "seed") for start in range(12)]


@pytest.fixture
def options(tmp_path: Path) -> TrainOptions:
    start = write_tiny_checkpoint(tmp_path / "start")
    return TrainOptions(
        start=start, out=tmp_path / "run", steps=8, batch_tokens=48, warmup_steps=2, row_warmup_steps=2, seed=3
    )


def run(options: TrainOptions, *, stop_after: int | None = None) -> TrainState:
    n_asked = 0

    def cancelled() -> bool:
        nonlocal n_asked
        n_asked += 1
        return stop_after is not None and n_asked > stop_after

    return train(EXAMPLES, EXAMPLES[:2], options, progress=lambda _: None, cancelled=cancelled)


def weights(folder: Path) -> dict[str, torch.Tensor]:
    return load_file(folder / "model.safetensors")


def test_the_loss_falls(options: TrainOptions) -> None:
    run(replace(options, steps=60, learning_rate=3e-3, decay_share=0.0))
    before, after = (
        heldout_figures(load_model(folder, device="cpu", dtype=torch.float32), EXAMPLES, "cpu")
        for folder in (options.start, options.out)
    )
    assert after.loss < 0.5 * before.loss
    assert after.accuracy > before.accuracy


def test_the_same_seed_gives_the_same_weights(options: TrainOptions, tmp_path: Path) -> None:
    run(options)
    run(replace(options, out=tmp_path / "again"))
    first, again = weights(options.out), weights(tmp_path / "again")
    assert all(torch.equal(first[name], again[name]) for name in first)


def test_a_resumed_run_ends_like_one_that_was_not_interrupted(options: TrainOptions, tmp_path: Path) -> None:
    run(options)
    parts = replace(options, out=tmp_path / "parts")
    assert run(parts, stop_after=3).step == 3
    assert run(parts).step == 8
    whole, resumed = weights(options.out), weights(tmp_path / "parts")
    for name in whole:
        torch.testing.assert_close(resumed[name], whole[name])


def test_a_run_that_was_killed_while_saving_goes_on_from_its_last_save(
    options: TrainOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(options)
    parts = replace(options, out=tmp_path / "parts", save_minutes=0.0)
    n_files = 0

    def killed_in_the_third_save(*given: object, **named: object) -> None:
        nonlocal n_files
        n_files += 1
        save_file(*given, **named)  # type: ignore[arg-type]
        if n_files == 6:  # weights and optimizer, three times
            raise KeyboardInterrupt

    monkeypatch.setattr(train_module, "save_file", killed_in_the_third_save)
    with pytest.raises(KeyboardInterrupt):
        run(parts)
    assert json.loads((parts.out / "train_state.json").read_text())["step"] == 2
    monkeypatch.undo()
    assert run(parts).step == 8
    whole, resumed = weights(options.out), weights(parts.out)
    for name in whole:
        torch.testing.assert_close(resumed[name], whole[name])


def test_only_new_rows_move_while_they_warm_up(options: TrainOptions) -> None:
    before = weights(options.start)
    run(replace(options, steps=2, first_new_row=20))
    after = weights(options.out)
    name = "model.embed_tokens.weight"
    moved = ((before[name] - after[name]).abs() > 1e-4).any(dim=1)  # decay alone moves a row less
    assert not moved[:20].any()
    assert moved[20:36].any()
    other = "model.layers.0.mlp.up_proj.weight"
    torch.testing.assert_close(after[other], before[other], rtol=0, atol=1e-6)


def test_the_curve_tells_how_it_went(options: TrainOptions) -> None:
    run(options)
    rows = [json.loads(row) for row in (options.out / "curve.jsonl").read_text().splitlines()]
    assert rows[-1]["step"] == 8
    assert set(rows[-1]) == {"step", "tokens", "minutes", "train_loss", "heldout_loss", "heldout_accuracy"}


def test_noise_of_storage_is_there_while_gradients_are_taken_and_gone_after(
    options: TrainOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "model.layers.0.mlp.up_proj.weight"
    met = []
    loss_of = train_module.weighted_loss

    def note_weights(model: torch.nn.Module, rows: Rows) -> tuple[torch.Tensor, torch.Tensor]:
        met.append(model.get_parameter(name).detach().clone())
        return loss_of(model, rows)

    monkeypatch.setattr(train_module, "weighted_loss", note_weights)
    before = weights(options.start)[name]
    run(replace(options, steps=1, learning_rate=0.0, storage_noise=True))
    moved = (met[0] - before) / (STEP * before.square().mean().sqrt())
    assert 0.4 < moved.abs().max() <= 0.5001
    assert moved.std() == pytest.approx(12**-0.5, rel=0.1)
    torch.testing.assert_close(weights(options.out)[name], before)


def test_a_run_without_examples_or_size_is_refused(options: TrainOptions) -> None:
    with pytest.raises(DeskcheckError, match="no training example"):
        train([], [], options, progress=lambda _: None)
    with pytest.raises(DeskcheckError, match="needs a size"):
        run(replace(options, steps=None))


def test_the_rate_warms_up_and_decays(options: TrainOptions) -> None:
    chosen = replace(options, learning_rate=1.0, warmup_steps=10, decay_share=0.5)
    assert learning_rate_at(0, 0.0, chosen) == pytest.approx(0.1)
    assert learning_rate_at(50, 0.4, chosen) == 1.0
    assert learning_rate_at(50, 0.75, chosen) == pytest.approx(0.5)
    assert learning_rate_at(50, 1.0, chosen) == pytest.approx(0.02)


def test_training_goes_on_from_a_checkpoint_stored_at_four_bits(options: TrainOptions, tmp_path: Path) -> None:
    run(options)
    store(options.out, tmp_path / "stored", name="small")
    run(replace(options, start=tmp_path / "stored", out=tmp_path / "further"))
    load_model(tmp_path / "further", device="cpu", dtype=torch.float32)
    assert read_settings(tmp_path / "further").storage == "float"


def test_a_branch_is_seen_as_if_it_stood_right_behind_its_place(options: TrainOptions) -> None:
    model = load_model(options.start, device="cpu", dtype=torch.float32)
    trunk, first, second = tuple(range(10, 20)), tuple(range(30, 36)), tuple(range(40, 45))
    branches = (Branch(10, 16, 7), Branch(16, 21, 4))
    whole = Example(trunk + first + second, (0.0,) * 11 + (1.0,) * 5 + (0.0,) + (1.0,) * 4, "seed", branches)
    with torch.no_grad():
        losses, _ = weighted_loss(model, make_rows([whole, EXAMPLES[0]], "cpu"))
        alone = []
        for before, branch in ((7, first), (4, second)):
            weights = (0.0,) * (before + 1) + (1.0,) * (len(branch) - 1)
            rows = make_rows([Example(trunk[:before] + branch, weights, "seed")], "cpu")
            alone.append(weighted_loss(model, rows)[0])
    torch.testing.assert_close(losses[:9], torch.cat(alone))
    plain = Example(trunk[:7] + first, (1.0,) * 13, "seed")
    assert greedy_tokens(model, whole, "cpu")[11:16].tolist() == greedy_tokens(model, plain, "cpu")[8:].tolist()
