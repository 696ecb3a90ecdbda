"""What a real stop is worth: state match some steps after it, predicted from the stop and from the start of the call.

At each stop the prediction knows what a debugger knows there: the arguments of the call, the locals of the line that is
to run, and which lines the call ran before. Steps are frames; a step is right when event, line and state are those of
the real run.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from model_runtime.predictor import PredictionEnd, PredictionRequest
from model_runtime.program.parser import parse
from model_runtime.prompt import entry_of
from model_runtime.trace.compare import same_place, same_state
from model_runtime.trace.frames import TraceEvent, TraceFrame
from model_runtime.training.benchmark_file import BenchmarkSample
from model_runtime.training.evaluation import wilson

STEPS = (1, 5, 20)
STOPS = 3  # a run


class Predicts(Protocol):
    """The part of a predictor in this process that is needed."""

    def predict_now(
        self, request: PredictionRequest, *, cancelled: Callable[[], bool] = ...
    ) -> Iterable[TraceFrame | PredictionEnd]:
        """Predict in this thread."""
        ...


@dataclass(frozen=True, slots=True)
class Gain:
    """State match so many steps after a stop."""

    steps: int
    n: int
    from_start: float
    from_stop: float
    start_interval: tuple[float, float]
    stop_interval: tuple[float, float]


def measure(
    predictor: Predicts,
    samples: Sequence[BenchmarkSample],
    *,
    pure_neural: bool = False,
    knows_path: bool = True,
    limit_s: float = 60.0,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Gain]:
    """Predict every sample from its start and from up to `STOPS` real stops, and compare.

    Args:
        predictor: what predicts.
        samples: recorded runs; those without a stop far enough from the end are passed over.
        pure_neural: leave everything to the model.
        knows_path: show the lines that the call has run, as a session does that saw it begin; else the stop alone.
        limit_s: time for one prediction; frames that did not come are wrong.
        progress: told samples done and in all.
    """
    right: dict[int, list[tuple[bool, bool]]] = {steps: [] for steps in STEPS}
    for done, sample in enumerate(samples, 1):
        stops = chosen_stops(sample.frames)
        if stops:
            last = max(stops) + max(STEPS)
            call = _request(sample, (sample.frames[0],), last + 1, pure_neural)
            start = [sample.frames[0], *_predicted(predictor, call, limit_s)]
            for stop in stops:
                called = sample.frames[0]
                ran = [f for f in sample.frames[1:stop] if f.event is TraceEvent.LINE and f.activation == 0]
                prefix = (called, *(ran if knows_path else ()), sample.frames[stop])
                again = _request(sample, prefix, len(prefix) + max(STEPS), pure_neural)
                here = _predicted(predictor, again, limit_s)
                for steps in STEPS:
                    if stop + steps < len(sample.frames):
                        real = sample.frames[stop + steps]
                        right[steps].append((_is_right(start, stop + steps, real), _is_right(here, steps - 1, real)))
        progress(done, len(samples))
    return [_gain(steps, pairs) for steps, pairs in right.items() if pairs]


def chosen_stops(frames: Sequence[TraceFrame]) -> list[int]:
    """Choose lines of the entry's own call to stop at, spread over the run: a quarter, half, three quarters through."""
    lines = [
        idx for idx, frame in enumerate(frames) if frame.event is TraceEvent.LINE and frame.activation == 0 and idx > 1
    ]
    lines = [idx for idx in lines if idx + 1 < len(frames)]
    if not lines:
        return []
    return sorted({lines[len(lines) * part // (STOPS + 1)] for part in range(1, STOPS + 1)})


def _request(
    sample: BenchmarkSample, prefix: tuple[TraceFrame, ...], max_frames: int, pure_neural: bool
) -> PredictionRequest:
    program = parse(sample.source)
    entry = entry_of(program, sample.entry, sample.frames[0].line)
    given = sample.frames[0].locals
    return PredictionRequest(
        source=program.text,
        function=entry.name,
        line=entry.line,
        call=sample.call,
        arguments=tuple((name, given.get(name)) for name in entry.params),
        why="stop",
        prefix=prefix,
        max_frames=max_frames,
        pure_neural=pure_neural,
    )


def _predicted(predictor: Predicts, request: PredictionRequest, limit_s: float) -> list[TraceFrame]:
    deadline = time.monotonic() + limit_s
    items = predictor.predict_now(request, cancelled=lambda: time.monotonic() > deadline)
    return [item for item in items if isinstance(item, TraceFrame)]


def _is_right(frames: Sequence[TraceFrame], index: int, real: TraceFrame) -> bool:
    return index < len(frames) and same_place(frames[index], real) and same_state(frames[index], real)


def _gain(steps: int, pairs: Sequence[tuple[bool, bool]]) -> Gain:
    n = len(pairs)
    n_start, n_stop = (sum(pair[side] for pair in pairs) for side in (0, 1))
    return Gain(steps, n, n_start / n, n_stop / n, wilson(n_start, n), wilson(n_stop, n))


def rows(gains: Sequence[Gain], name: str, *, assist: bool) -> list[dict[str, object]]:
    """Give rows of `evaluate --json`, whose slice says how many steps after the stop."""
    found: list[dict[str, object]] = []
    for gain in gains:
        for mode, value, (low, high) in (
            ("free_running", gain.from_start, gain.start_interval),
            ("regrounded", gain.from_stop, gain.stop_interval),
        ):
            head = {"set": name, "n": gain.n, "figure": "state_match", "mode": mode, "assist": assist}
            tail = {"predictor": "model", "slice": f"after_stop={gain.steps}", "value": value, "low": low, "high": high}
            found.append({**head, **tail})
    return found
