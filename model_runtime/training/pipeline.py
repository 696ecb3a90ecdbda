"""From corpora to a stored checkpoint: encode the samples, make the start, train, store at 4 bits, write the card.

What `deskcheck train` does. Every step is a function of its own in a neighbouring module; this one orders them and
writes down what was done (`training.json`, model card), so that a checkpoint says where it comes from.
"""

import itertools
import json
import math
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from model_runtime.errors import DeskcheckError
from model_runtime.inference.checkpoint import SETTINGS_SCHEMA, load_model, load_tokenizer
from model_runtime.inference.quantize import STORAGE, quantize_state
from model_runtime.inference.tokenizer import byte_level
from model_runtime.trace.format import BEGIN, FRAME
from model_runtime.training.examples import Example
from model_runtime.training.mixture import FunctionKey, Mixture
from model_runtime.training.packed import PackedExample, fingerprint_of, is_pack, read_pack
from model_runtime.training.samples import Sample, read_corpus
from model_runtime.training.start import STRUCTURE_TOKENS, make_start
from model_runtime.training.throughput import Throughput, gpu_estimate, peak_flops
from model_runtime.training.train import (
    HeldoutFigures,
    TrainOptions,
    TrainState,
    greedy_tokens,
    has_fast_bf16,
    heldout_figures,
    read_state,
    timed_steps,
    train,
)

Progress = Callable[[str], None]

MAX_HELDOUT = 80  # held-out examples on which a run is measured
TRACE_WINDOW = 1024  # tokens of a trace that a stored model is shown: it was trained on samples of some 700


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Everything that decides a run from corpora to a trained checkpoint; `training.start` may be a GGUF file."""

    corpora: tuple[Path, ...]
    training: TrainOptions
    max_tokens: int = 600  # of one sample; longer traces are cut
    mixture: Mixture = field(default_factory=Mixture)
    store: Path | None = None  # where the model goes at 4 bits
    name: str = "deskcheck-small"


@dataclass(frozen=True, slots=True)
class Trained:
    """Where a run ended, and the held-out examples it was measured on."""

    state: TrainState
    heldout: Sequence[Example]


def run(options: RunOptions, *, progress: Progress, cancelled: Callable[[], bool] = lambda: False) -> Trained:
    """Train on corpora, and store the result when the run was not cancelled.

    Raises:
        DeskcheckError: a corpus or the start is missing or damaged, or nothing fits.
    """
    settings, examples, heldout = _prepared(options, progress)
    before = read_state(settings.out)
    state = train(examples, heldout, settings, progress=progress, cancelled=cancelled)
    progress(str(_throughput(settings, n_parameters(settings.out), before, state)))
    if options.store is not None and not cancelled():
        store(settings.out, options.store, name=options.name)
        full, stored, same = compare_stored(settings.out, options.store, heldout=heldout)
        facts = _facts(options, settings, examples, state)
        facts["heldout"] = {"full": asdict(full), "stored": asdict(stored), "same_frames": same}
        facts["weights_bytes"] = (options.store / "model.safetensors").stat().st_size
        (options.store / "training.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
        (options.store / "README.md").write_text(model_card(facts), encoding="utf-8")
        progress(f"stored in {options.store}: loss {stored.loss:.4f}, at full precision {full.loss:.4f}")
    return Trained(state, heldout)


def plan(options: RunOptions, *, progress: Progress) -> Throughput:
    """Say what a run would train on, and how fast: some steps are done and thrown away.

    Raises:
        DeskcheckError: a corpus or the start is missing or damaged, or nothing fits.
    """
    settings, examples, _ = _prepared(options, progress)
    parameters, tokens, seconds = timed_steps(examples, settings)
    found = Throughput(parameters, _peak_flops(settings.device), tokens / max(seconds, 1e-9))
    progress(f"{parameters} parameters on {settings.device}: {found}")
    if settings.minutes is not None:
        n_tokens = sum(len(example.ids) for example in examples)
        ahead = found.tokens_per_s * 60 * settings.minutes
        progress(f"{settings.minutes:.0f} minutes: {ahead / 1e6:.2f}M tokens, {ahead / n_tokens:.2f} epochs")
    progress(gpu_estimate(parameters, minutes=30))
    return found


def _prepared(options: RunOptions, progress: Progress) -> tuple[TrainOptions, list[Example], list[Example]]:
    """Give the settings of a run and the examples to train on and to measure on."""
    start = _start_folder(options, progress)
    settings = replace(options.training, start=start, first_new_row=first_new_row(start))
    sides: dict[str, list[tuple[FunctionKey, Example]]] = {"train": [], "heldout": []}
    for one in encode(options.corpora, start, max_tokens=options.max_tokens):
        sides[one.split].append((one.function, one.example))
    examples = options.mixture.choose(sides["train"], seed=settings.seed)
    heldout = _choose_heldout(sides["heldout"])
    kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(Counter(example.kind for example in examples).items()))
    progress(f"{len(examples)} examples ({kinds}), {sum(len(e.ids) for e in examples)} tokens; {len(heldout)} held out")
    return settings, examples, heldout


def _throughput(settings: TrainOptions, parameters: int, before: TrainState, after: TrainState) -> Throughput:
    rate = (after.tokens - before.tokens) / max(after.elapsed_s - before.elapsed_s, 1e-9)
    return Throughput(parameters, _peak_flops(settings.device), rate)


def _peak_flops(device: str) -> float:
    return peak_flops(device, dtype=torch.bfloat16 if has_fast_bf16(device) else torch.float32)


def n_parameters(folder: Path) -> int:
    """Count the parameters of a plain checkpoint, from the header of its file alone."""
    with safe_open(folder / "model.safetensors", framework="pt") as file:
        return sum(math.prod(file.get_slice(name).get_shape()) for name in file.keys())  # noqa: SIM118


def encode(
    corpora: Iterable[Path], start: Path, *, max_tokens: int, split: str | None = None
) -> Iterator[PackedExample]:
    """Give the samples of corpora, packed or not, in the tokens of a checkpoint.

    Raises:
        DeskcheckError: a corpus is missing or damaged, or packed for another tokenizer.
    """
    for folder in corpora:
        if is_pack(folder):
            yield from read_pack(folder, fingerprint=fingerprint_of(start), split=split)
        else:
            from model_runtime.training.encoding import encode_corpus  # a machine that trains on packs has no parser

            yield from encode_corpus(folder, start, split=split, max_tokens=max_tokens)


def _choose_heldout(found: Sequence[tuple[FunctionKey, Example]]) -> list[Example]:
    """Give the held-out examples on which a run is measured, evenly over the corpora."""
    return [example for _, example in found[:: max(1, -(-len(found) // MAX_HELDOUT))]]


def first_new_row(start: Path) -> int:
    """Find where the embedding rows begin that pretraining did not know: fixed pieces of the format, special tokens."""
    vocabulary = load_tokenizer(start).vocabulary()
    spelled = {vocabulary.get(byte_level(text)) for text in STRUCTURE_TOKENS}
    row = vocabulary[BEGIN]
    while row - 1 in spelled:
        row -= 1
    return row


def store(run_folder: Path, out: Path, *, name: str) -> None:
    """Write a trained checkpoint at 4 bits."""
    out.mkdir(parents=True, exist_ok=True)
    stored = quantize_state(load_file(run_folder / "model.safetensors"))
    save_file(stored, out / "model.safetensors", metadata={"format": "pt"})
    for file in ("config.json", "tokenizer.json"):
        shutil.copyfile(run_folder / file, out / file)
    settings = json.loads((run_folder / "deskcheck.json").read_text(encoding="utf-8"))
    settings |= {"schema": SETTINGS_SCHEMA, "name": name, "storage": STORAGE}
    settings.setdefault("window", TRACE_WINDOW)
    (out / "deskcheck.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def compare_stored(
    run_folder: Path, stored: Path, *, heldout: Sequence[Example], device: str = "cpu"
) -> tuple[HeldoutFigures, HeldoutFigures, float]:
    """Give the held-out figures of a trained checkpoint at full precision and as stored.

    The third figure is the share of held-out frames of which both, greedy, decide every token alike.
    """
    models = [load_model(folder, device=device, dtype=torch.float32) for folder in (run_folder, stored)]
    full, small = (heldout_figures(model, heldout, device) for model in models)
    frame_id = load_tokenizer(stored).special_ids[FRAME]
    frames = [
        alike
        for example in heldout
        for alike in _alike_by_frame(example, [greedy_tokens(model, example, device) for model in models], frame_id)
    ]
    return full, small, sum(frames) / max(1, len(frames))


def _alike_by_frame(example: Example, decided_by: Sequence[NDArray[np.integer]], frame_id: int) -> Iterator[bool]:
    """Tell of each frame with decided tokens whether two models decide all of them alike."""
    one, other = decided_by
    decided = np.asarray(example.weights) > 0
    starts = np.flatnonzero(np.asarray(example.ids) == frame_id)
    for start, end in itertools.pairwise([*starts, len(decided)]):
        here = np.flatnonzero(decided[start:end]) + start
        if len(here):
            yield bool((one[here] == other[here]).all())


def model_card(facts: dict[str, Any]) -> str:
    """Write the card of a stored checkpoint from the facts of its training."""
    training = facts["training"]
    full, stored = (
        f"{figures['loss']:.4f} nats a decided token, accuracy {100 * figures['accuracy']:.2f} %"
        for figures in (facts["heldout"]["full"], facts["heldout"]["stored"])
    )
    examples = "\n".join(f"| {kind} | {n} |" for kind, n in facts["examples"].items())
    return f"""\
---
license: apache-2.0
---
# {facts["name"]}

A code world model: predicts Python execution traces, frame by frame. Same model class (`CwmForCausalLM`) and frame
format as facebook/cwm, much smaller, and right much less often. Trained by `deskcheck train`, read by
`deskcheck predict`.

| | |
|---|---|
| start | {facts["start"]} |
| seed | {training["seed"]} |
| steps | {facts["state"]["step"]} |
| tokens | {facts["state"]["tokens"]} |
| minutes | {facts["state"]["elapsed_s"] / 60:.0f} |
| device | {training["device"]} |
| learning rate | {training["learning_rate"]} |
| storage | about four bits a weight, embedding 8, norms 16: {facts["weights_bytes"] / (1 << 20):.1f} MiB |
| held-out loss at full precision | {full} |
| held-out loss as stored | {stored} |
| held-out frames decided alike by both | {100 * facts["heldout"]["same_frames"]:.1f} % |

Examples by source:

| source | examples |
|---|---|
{examples}
"""


def _start_folder(options: RunOptions, progress: Progress) -> Path:
    """Give the checkpoint to start from; made from a GGUF file first where that is what was given."""
    given = options.training.start
    if given.suffix != ".gguf":
        return given
    start = options.training.out / "start"
    if not (start / "deskcheck.json").exists():
        progress(f"cutting the vocabulary of {given.name} to what the corpora need")
        if not given.is_file():
            raise DeskcheckError(f"no GGUF file at {given}")
        texts = (text for folder in options.corpora for sample in read_corpus(folder) for text in sample_texts(sample))
        make_start(given, texts, start)
    return start


def sample_texts(sample: Sample) -> Iterator[str]:
    """Give the texts of a sample whose tokens a vocabulary has to hold: its source, names and values."""
    yield sample.source
    for frame in sample.trace.frames:
        yield from frame.locals.values()
        if frame.arg is not None:
            yield frame.arg


def _facts(
    options: RunOptions, settings: TrainOptions, examples: Sequence[Example], state: TrainState
) -> dict[str, Any]:
    """Gather what a reader needs to train the same again; folders are left out, they mean nothing elsewhere."""
    return {
        "name": options.name,
        "start": options.training.start.name,
        "training": {name: value for name, value in asdict(settings).items() if not isinstance(value, Path)},
        "max_tokens": options.max_tokens,
        "mixture": asdict(options.mixture),
        "examples": dict(sorted(Counter(example.kind for example in examples).items())),
        "state": asdict(state),
    }
