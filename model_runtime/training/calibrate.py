"""Fit the confidence of a checkpoint on held-out samples of its training corpus, teacher-forced and pure neural.

Each value and each frame that the model decides is one observation: what the decoder saw, and whether it was right.
Two logistic regressions (`model_runtime/calibration.py`) are fitted to them, with a small ridge penalty. Benchmark
files have no part in it.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional

from model_runtime.calibration import FEATURES, Calibration, Evidence
from model_runtime.errors import DeskcheckError
from model_runtime.inference.local import LocalPredictor
from model_runtime.inference.teacher_forcing import ModelStepPredictor
from model_runtime.trace.compare import same_state
from model_runtime.trace.frames import TraceFrame
from model_runtime.training.samples import Sample, read_corpus

RIDGE = 1e-3
MIN_OBSERVATIONS = 50

Observation = tuple[Evidence, bool]  # and whether it was right


@dataclass(slots=True)
class Observations:
    """What was seen on some samples."""

    values: list[Observation]
    frames: list[Observation]
    n_samples: int = 0


def observe(
    predictor: LocalPredictor,
    samples: Sequence[Sample],
    *,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Observations:
    """Decode recorded runs that the model was not trained on, and note what was seen and what was right.

    Args:
        predictor: the model.
        samples: the runs.
        progress: told (samples done, samples in all) after each.
        cancelled: asked between samples; gives what was seen until then.
    """
    seen = Observations([], [])
    steps = ModelStepPredictor(predictor)
    for sample in samples:
        if cancelled():
            break
        _observe(steps, sample, seen)
        seen.n_samples += 1
        progress(seen.n_samples, len(samples))
    return seen


def calibrate(seen: Observations) -> Calibration:
    """Fit the confidence of values and of frames.

    Raises:
        DeskcheckError: there is too little to fit on, or all of it is right, or wrong.
    """
    fitted = {"samples": seen.n_samples, "values": len(seen.values), "frames": len(seen.frames)}
    return Calibration(fit(seen.values), fit(seen.frames), fitted)


def heldout_samples(corpora: Iterable[Path], *, limit: int, seed: int = 0) -> list[Sample]:
    """Choose held-out samples of corpora, as many of each kind as there are, one of a function.

    Raises:
        DeskcheckError: a corpus is missing or damaged, or holds nothing back.
    """
    rng = random.Random(seed)
    by_kind: defaultdict[str, dict[str, Sample]] = defaultdict(dict)
    for folder in corpora:
        for sample in read_corpus(folder, split="heldout"):
            if sample.function_key not in by_kind[sample.kind] or rng.random() < 0.3:
                by_kind[sample.kind][sample.function_key] = sample
    queues = [
        rng.sample(sorted(found.values(), key=lambda s: s.function_key), len(found)) for found in by_kind.values()
    ]
    chosen: list[Sample] = []
    while queues and len(chosen) < limit:
        queues = [queue for queue in queues if queue]
        chosen += [queue.pop() for queue in queues]
    if not chosen:
        raise DeskcheckError("the corpora hold nothing back to fit on: build a larger one")
    return chosen[:limit]


def fit(observations: Sequence[Observation]) -> tuple[float, ...]:
    """Fit a logistic regression; gives its weights in the order of FEATURES.

    Raises:
        DeskcheckError: there is too little to fit on, or all of it is right, or wrong.
    """
    n_right = sum(right for _, right in observations)
    if len(observations) < MIN_OBSERVATIONS or n_right in (0, len(observations)):
        raise DeskcheckError(
            f"cannot fit a confidence on {len(observations)} observations, {n_right} of them right: give more samples"
        )
    signs = torch.tensor([evidence.features() for evidence, _ in observations], dtype=torch.float64)  # (n, features)
    right = torch.tensor([float(is_right) for _, is_right in observations], dtype=torch.float64)
    weights = torch.zeros(len(FEATURES), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(signs @ weights, right) + RIDGE * weights[1:].square().sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return tuple(round(float(weight), 6) for weight in weights.detach())


def _observe(steps: ModelStepPredictor, sample: Sample, seen: Observations) -> None:
    real = sample.trace.frames
    for decoded_step, truth in zip(steps.decode_steps(sample.source, sample.entry, real), real[1:], strict=True):
        if decoded_step is None:
            continue
        decoded, frame = decoded_step
        is_same_event = frame.event is truth.event
        seen.frames.append((decoded.evidence, is_same_event and same_state(frame, truth)))
        seen.values += [(evidence, _is_right(name, frame, truth)) for name, evidence in decoded.values.items()]


def _is_right(name: str, frame: TraceFrame, truth: TraceFrame) -> bool:
    if frame.event is not truth.event:
        return False
    if name == "":
        return frame.arg == truth.arg
    return frame.locals.get(name) == truth.locals.get(name)
