"""Training of the embedded model: full fine-tuning of a start checkpoint on recorded traces.

One recipe for CPU and GPU: float32 weights, bf16 autocast where the machine multiplies bf16 natively. Rows of new
tokens are warmed up alone, then everything is trained: AdamW, constant rate, linear decay at the end. The run is sized
by steps or by wall clock, writes checkpoints from which it resumes after a kill, and is deterministic from its seed
when sized by steps.
"""

import contextlib
import json
import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional

from model_runtime.errors import DeskcheckError
from model_runtime.inference.checkpoint import load_model, load_tokenizer, read_settings
from model_runtime.inference.quantize import is_coded, rounding_noise
from model_runtime.training.examples import Example, batches
from model_runtime.training.rows import Rows, make_rows
from model_runtime.training.throughput import peak_flops

logger = logging.getLogger(__name__)

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class TrainOptions:
    """Everything that decides a training run, apart from the examples."""

    start: Path
    out: Path
    steps: int | None = None
    minutes: float | None = None
    batch_tokens: int = 1200
    learning_rate: float = 4e-4
    warmup_steps: int = 20
    row_warmup_steps: int = 12
    decay_share: float = 0.3
    first_new_row: int | None = None
    seed: int = 0
    save_minutes: float = 10.0
    stage_minutes: float | None = None  # stop and save after so long in this process; the next one goes on
    device: str = "cpu"
    storage_noise: bool = False  # train under the noise that storing adds
    compiled: bool = False  # layers by torch.compile: worth its minute on a GPU


@dataclass(slots=True)
class TrainState:
    """Where a run is; what a resumed run needs beside the tensors."""

    step: int = 0
    tokens: int = 0
    elapsed_s: float = 0.0
    epoch: int = 0
    batch_in_epoch: int = 0


@dataclass(frozen=True, slots=True)
class HeldoutFigures:
    """Teacher-forced figures on held-out examples, without the grammar."""

    loss: float  # nats a weighted token
    accuracy: float  # share of weighted tokens


def train(
    examples: Sequence[Example],
    heldout: Sequence[Example],
    options: TrainOptions,
    *,
    progress: Progress,
    cancelled: Callable[[], bool] = lambda: False,
) -> TrainState:
    """Train and write `options.out` (a checkpoint folder, float32); resume when it holds an unfinished run.

    Raises:
        DeskcheckError: there is nothing to train on, or the run is not sized.
    """
    if not examples:
        raise DeskcheckError("no training example fits: build a corpus first, or raise --max-tokens")
    if options.steps is None and options.minutes is None:
        raise DeskcheckError("a training run needs a size: give --steps or --minutes")
    torch.manual_seed(options.seed)
    state = TrainState()
    resumed = (options.out / "train_state.json").exists()
    has_weights = (options.out / "model.safetensors").exists()  # a run that moved brings its state; `start` its weights
    model = load_model(options.out if has_weights else options.start, device=options.device, dtype=torch.float32)
    _prepare(model, options)
    if resumed:
        state = read_state(options.out)
        progress(f"resumed at step {state.step}, {state.tokens} tokens, {state.elapsed_s / 60:.0f} minutes")
    parameters, optimizer = _optimized(model, options)
    rounded: list[Tensor] = [p for name, p in parameters.items() if options.storage_noise and is_coded(name, p)]
    if resumed and has_weights:
        _load_optimizer(optimizer, parameters, options.out)
    began = last_save = time.monotonic()
    started = began - state.elapsed_s
    tokens_before = state.tokens
    ema_loss: Tensor | None = None
    for batch in _endless_batches(examples, options, state):
        share = _share_done(state, options, time.monotonic() - started)
        is_over = options.stage_minutes is not None and time.monotonic() - began >= 60 * options.stage_minutes
        if share >= 1.0 or is_over or cancelled():
            break
        rate = learning_rate_at(state.step, share, options)
        for group in optimizer.param_groups:
            group["lr"] = rate
        with _as_if_stored(rounded):
            loss = _step(model, batch, options.device)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        if state.step < options.row_warmup_steps:
            _keep_only_new_rows(model, options)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        state.step += 1
        state.batch_in_epoch += 1
        state.tokens += sum(len(example.ids) for example in batch)
        state.elapsed_s = time.monotonic() - started
        ema_loss = loss if ema_loss is None else 0.97 * ema_loss + 0.03 * loss
        if state.step % 10 == 0:
            speed = (state.tokens - tokens_before) / (time.monotonic() - began)
            progress(
                f"step {state.step} {100 * share:.0f} % loss {float(ema_loss):.3f} rate {rate:.1e} "
                f"tokens {state.tokens} ({speed:.0f}/s) epoch {state.epoch}"
            )
        if time.monotonic() - last_save > options.save_minutes * 60:
            figures = heldout_figures(model, heldout, options.device)
            progress(f"step {state.step} held out: loss {figures.loss:.3f} accuracy {100 * figures.accuracy:.1f} %")
            _log_curve(options.out, state, ema_loss, figures)
            save(model, optimizer, parameters, state, options)
            last_save = time.monotonic()
    figures = heldout_figures(model, heldout, options.device)
    progress(f"step {state.step} held out: loss {figures.loss:.3f} accuracy {100 * figures.accuracy:.1f} %")
    _log_curve(options.out, state, ema_loss, figures)
    save(model, optimizer, parameters, state, options)
    return state


def timed_steps(examples: Sequence[Example], options: TrainOptions, *, n_steps: int = 3) -> tuple[int, int, float]:
    """Do some steps of a run and keep nothing; give the model's parameters, the tokens and the seconds they took.

    Raises:
        DeskcheckError: there is nothing to train on.
    """
    if not examples:
        raise DeskcheckError("no training example fits: build a corpus first, or raise --max-tokens")
    model = load_model(options.start, device=options.device, dtype=torch.float32)
    _prepare(model, options)
    _, optimizer = _optimized(model, options)
    given = _endless_batches(examples, options, TrainState())
    tokens, began = 0, 0.0
    for number in range(n_steps + 1):
        if number == 1:  # the first one makes buffers and plans
            began = time.monotonic()
        batch = next(given)
        _step(model, batch, options.device)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        tokens += sum(len(example.ids) for example in batch) if number > 0 else 0
    seconds = time.monotonic() - began
    return sum(parameter.numel() for parameter in model.parameters()), tokens, seconds


def read_state(folder: Path) -> TrainState:
    """Give where the run in a folder is; at its beginning when it holds none."""
    path = folder / "train_state.json"
    return TrainState(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else TrainState()


def learning_rate_at(step: int, share: float, options: TrainOptions) -> float:
    """Give the rate: linear warm-up, constant, linear decay over the last `decay_share` of the run."""
    warm = min(1.0, (step + 1) / max(1, options.warmup_steps))
    decay = min(1.0, (1.0 - share) / options.decay_share) if options.decay_share else 1.0
    return options.learning_rate * warm * max(decay, 0.02)


def weighted_loss(model: torch.nn.Module, rows: Rows) -> tuple[Tensor, Tensor]:
    """Run rows and give (n,) losses and (n,) correctness of the tokens that carry weight."""
    hidden = model.model(input_ids=rows.ids, use_cache=False, **rows.places).last_hidden_state  # type: ignore[operator]  # (rows, columns, hidden)
    logits = model.lm_head(hidden.flatten(0, 1)[rows.asked]).float()  # type: ignore[operator]  # (n, vocab)
    losses = functional.cross_entropy(logits, rows.targets, reduction="none")
    return losses, logits.argmax(-1) == rows.targets


@torch.no_grad()
def heldout_figures(model: torch.nn.Module, heldout: Sequence[Example], device: str) -> HeldoutFigures:
    """Measure loss and accuracy over the tokens that carry weight."""
    model.eval()
    total = right = n = 0.0
    with torch.compiler.set_stance("force_eager"):  # compiling for a measurement takes longer than measuring
        for example in heldout:
            rows = make_rows([example], device)
            with torch.autocast(device, dtype=torch.bfloat16, enabled=has_fast_bf16(device)):
                losses, correct = weighted_loss(model, rows)
            total += float((losses * rows.weights).sum())
            right += float((correct * rows.weights).sum())
            n += float(rows.weights.sum())
    model.train()
    return HeldoutFigures(total / max(n, 1e-9), right / max(n, 1e-9))


@torch.no_grad()
def greedy_tokens(model: torch.nn.Module, example: Example, device: str) -> NDArray[np.integer]:
    """Give the best token for each position of an example, from the true tokens before it: (n,), the first is 0."""
    model.eval()
    rows = make_rows([example], device)
    with torch.autocast(device, dtype=torch.bfloat16, enabled=has_fast_bf16(device)):
        logits = model(input_ids=rows.ids, use_cache=False, **rows.places).logits  # (1, columns, vocab)
    return np.concatenate([[0], logits[0, : len(example.ids) - 1].argmax(-1).cpu().numpy()])


def save(
    model: torch.nn.Module,
    optimizer: torch.optim.Optimizer,
    parameters: dict[str, torch.nn.Parameter],
    state: TrainState,
    options: TrainOptions,
) -> None:
    """Write weights, optimizer and state; a kill in the middle leaves the previous save whole."""
    out = options.out
    out.mkdir(parents=True, exist_ok=True)
    for name in ("config.json", "tokenizer.json"):
        (out / name).write_bytes((options.start / name).read_bytes())
    settings = json.loads((options.start / "deskcheck.json").read_text(encoding="utf-8"))
    settings.pop("storage", None)  # a start may be stored at 4 bits, a run is not
    (out / "deskcheck.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    moments = {}
    for name, parameter in parameters.items():
        for key in ("exp_avg", "exp_avg_sq", "step"):
            value = optimizer.state.get(parameter, {}).get(key)
            if value is not None:
                moments[f"{key}/{name}"] = value.detach().reshape(-1) if key == "step" else value.detach()
    weights = {name: parameter.detach().contiguous() for name, parameter in model.named_parameters()}
    save_file(weights, out / "model.safetensors.tmp", metadata={"format": "pt"})
    save_file(moments, out / "optimizer.safetensors.tmp")
    (out / "train_state.json.tmp").write_text(json.dumps(asdict(state)))
    for name in ("model.safetensors", "optimizer.safetensors", "train_state.json"):
        (out / f"{name}.tmp").replace(out / name)


@cache
def has_fast_bf16(device: str) -> bool:
    """Whether bf16 pays on `device`: any GPU; a CPU that multiplies in it faster than in float32, which is measured.

    The flags of a CPU do not tell: with AVX-512 BF16 one machine trained 2.1 times the tokens a second in bf16, another
    half of them.
    """
    if device != "cpu":
        return True
    if not torch.cpu._is_avx512_bf16_supported():
        return False
    rates = {dtype: peak_flops(device, dtype=dtype, seconds=0.1) for dtype in (torch.bfloat16, torch.float32)}
    return rates[torch.bfloat16] > rates[torch.float32]


def _prepare(model: Any, options: TrainOptions) -> None:
    if (
        options.device == "cpu"
    ):  # traces are short: plain products train 1.2 times the tokens of torch's fused attention
        model.set_attn_implementation("eager")
    if options.compiled:
        for layer in model.model.layers:
            layer.compile(dynamic=True)
    model.train()


def _optimized(
    model: torch.nn.Module, options: TrainOptions
) -> tuple[dict[str, torch.nn.Parameter], torch.optim.Optimizer]:
    """Give what there is to train, by name, and an optimizer for it."""
    parameters = dict(model.named_parameters())
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in parameters.values() if p.dim() > 1], "weight_decay": 0.01},
            {"params": [p for p in parameters.values() if p.dim() == 1], "weight_decay": 0.0},
        ],
        lr=options.learning_rate,
        betas=(0.9, 0.95),
        fused=True,
    )
    return parameters, optimizer


def _step(model: torch.nn.Module, batch: Sequence[Example], device: str) -> Tensor:
    """Add a batch to the gradients and give its loss, which may still be on its way."""
    rows = make_rows(batch, device)
    with torch.autocast(device, dtype=torch.bfloat16, enabled=has_fast_bf16(device)):
        losses, _ = weighted_loss(model, rows)
    loss = (losses * rows.weights).sum() / rows.weights.sum().clamp(min=1.0)
    loss.backward()  # type: ignore[no-untyped-call]
    return loss.detach()


@contextlib.contextmanager
def _as_if_stored(weights: list[Tensor]) -> Iterator[None]:
    """Move weights by what storing them might, while gradients are taken: what is learned then survives it."""
    if not weights:
        yield
        return
    with torch.no_grad():
        noise = rounding_noise(weights)
        torch._foreach_add_(weights, noise)
    yield
    with torch.no_grad():
        torch._foreach_sub_(weights, noise)


def _share_done(state: TrainState, options: TrainOptions, elapsed_s: float) -> float:
    shares = [0.0]
    if options.steps is not None:
        shares.append(state.step / options.steps)
    if options.minutes is not None:
        shares.append(elapsed_s / (60 * options.minutes))
    return max(shares)


def _endless_batches(examples: Sequence[Example], options: TrainOptions, state: TrainState) -> Iterator[list[Example]]:
    """Give batches epoch after epoch, from where `state` is."""
    while True:
        rng = random.Random(f"{options.seed}/{state.epoch}")
        for idx, batch in enumerate(batches(examples, max_tokens=options.batch_tokens, rng=rng)):
            if idx >= state.batch_in_epoch:
                yield batch
        state.epoch += 1
        state.batch_in_epoch = 0


def _keep_only_new_rows(model: torch.nn.Module, options: TrainOptions) -> None:
    for name, parameter in model.named_parameters():
        if parameter.grad is None:
            continue
        if name.endswith("embed_tokens.weight"):
            parameter.grad[: options.first_new_row or 0] = 0.0
            parameter.grad *= 4.0
        else:
            parameter.grad = None


def _load_optimizer(optimizer: torch.optim.Optimizer, parameters: dict[str, torch.nn.Parameter], out: Path) -> None:
    moments = load_file(out / "optimizer.safetensors")
    for name, parameter in parameters.items():
        if f"exp_avg/{name}" in moments:
            optimizer.state[parameter] = {
                "step": moments[f"step/{name}"].reshape(()).to(parameter.device),
                "exp_avg": moments[f"exp_avg/{name}"].to(parameter.device),
                "exp_avg_sq": moments[f"exp_avg_sq/{name}"].to(parameter.device),
            }


def _log_curve(out: Path, state: TrainState, loss: Tensor | None, figures: HeldoutFigures) -> None:
    out.mkdir(parents=True, exist_ok=True)
    row = {
        "step": state.step,
        "tokens": state.tokens,
        "minutes": round(state.elapsed_s / 60, 1),
        "train_loss": None if loss is None or loss.isnan() else round(float(loss), 4),
        "heldout_loss": round(figures.loss, 4),
        "heldout_accuracy": round(figures.accuracy, 4),
    }
    with (out / "curve.jsonl").open("a") as curve:
        curve.write(json.dumps(row) + "\n")


__all__ = ["HeldoutFigures", "TrainOptions", "TrainState", "load_tokenizer", "read_settings", "train"]
