"""Fidelity on benchmark files: how often a predictor is right, with intervals, by kind of value and length of trace.

Teacher-forced: each step from the true prefix. Free-running: the whole run from its first frame. Scores follow the
reference tracer's `compare` and `same_value`. Definitions of the per-step figures, over frames[1:]:

- `next_line`: event and line are right.
- `state_match`: the event is right, and so are all locals (the arg on RETURN and EXCEPTION).
- `halting`: balanced accuracy of "this run ends" (half each for runs that do and do not); a run that was cut off counts
  by its outlook (`loop_outlook.py`), without one as endless.
- `calibration_error`, `coverage_at_95`: of the confidence of a frame against `state_match`; `value_...`: of the
  confidence of each value that is predicted to change against its being right. `value_right` is the reliability curve.

Shares of whole samples have Wilson intervals; steps of one trace depend on each other, so per-step figures have a
bootstrap interval over samples (1,000 draws, seed 0, percentiles 2.5 and 97.5).
"""

import itertools
import math
import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from rich.table import Table

from model_runtime.loop_outlook import LIKELY
from model_runtime.trace.compare import compare, same_place, same_state
from model_runtime.trace.frames import Outcome, Trace, TraceEvent, TraceFrame, Value
from model_runtime.trace.values import value_kind
from model_runtime.training.benchmark_file import BenchmarkSample

SCHEMA = "deskcheck.evaluation/1"
TEACHER_FORCED, FREE_RUNNING = "teacher_forced", "free_running"
MODES = (TEACHER_FORCED, FREE_RUNNING)
N_BOOTSTRAP = 1000
_THRESHOLDS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
_LENGTHS = ((1, 8), (9, 16), (17, 64), (65, 512))
_ENDLESS_OUTCOMES = (Outcome.ENDLESS, Outcome.LIMIT)


class StepPredictor(Protocol):
    """What is evaluated."""

    name: str  # "model" or "persistence"

    def predict_steps(self, sample: BenchmarkSample) -> list[TraceFrame | None]:
        """Predict frames[1:], each from the true frames before it; None = no valid frame."""
        ...

    def predict_trace(self, sample: BenchmarkSample) -> Trace:
        """Predict the whole run from its first frame."""
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """One figure."""

    set: str
    n: int  # steps or samples
    figure: str
    mode: str
    assist: bool
    predictor: str
    slice: str | None
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """All figures of one file."""

    model: str
    rows: tuple[Row, ...]
    n_samples: int
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class _StepScore:
    line: bool
    state: bool
    valid: bool
    changed: bool
    kinds: frozenset[str]  # of the values that changed in the true step
    confidence: float | None
    values: tuple[tuple[float, bool], ...]  # confidence of each value that changed, and whether it is right


@dataclass(slots=True)
class _Scores:
    steps: list[list[_StepScore]] = field(default_factory=list)  # by sample
    n_frames: list[int] = field(default_factory=list)
    step_seconds: float = 0.0
    whole: list[bool] = field(default_factory=list)
    result: list[bool] = field(default_factory=list)
    result_kinds: list[str] = field(default_factory=list)
    halting: list[tuple[bool, bool]] = field(default_factory=list)  # whether it halts, whether that was told
    run_frames: int = 0
    run_seconds: float = 0.0


def evaluate(
    samples: Sequence[BenchmarkSample],
    predictors: Sequence[StepPredictor],
    *,
    set_name: str,
    model: str,
    modes: Sequence[str] = MODES,
    assist: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    cancelled: Callable[[], bool] = lambda: False,
    batch: int = 1,
) -> EvaluationReport:
    """Score predictors side by side on the same samples; gives what was reached when cancelled.

    Args:
        samples: recorded runs.
        predictors: the model and its baselines.
        set_name: name of the file, goes into the rows.
        model: name of the checkpoint.
        modes: TEACHER_FORCED, FREE_RUNNING or both.
        assist: whether the first predictor is helped by exact evaluation; baselines never are.
        progress: told (samples done, samples in all) after each.
        cancelled: asked between samples.
        batch: how many samples are predicted at the same time, each in a thread of its own.
    """
    scores = {predictor.name: _Scores() for predictor in predictors}
    watch = _Stopwatch()

    def predict(sample: BenchmarkSample) -> list[_Predicted]:
        return [_predict_sample(sample, predictor, modes, watch) for predictor in predictors]

    found: dict[int, list[_Predicted]] = {}
    todo = iter(enumerate(samples))
    with ThreadPoolExecutor(batch, thread_name_prefix="deskcheck-evaluate") as pool:
        running: dict[Future[list[_Predicted]], int] = {}
        while True:
            for idx, sample in itertools.islice(todo, 0 if cancelled() else batch - len(running)):
                running[pool.submit(predict, sample)] = idx
            if not running:
                break
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                found[running.pop(future)] = future.result()
                progress(len(found), len(samples))
    for idx in sorted(found):
        for predictor, predicted in zip(predictors, found[idx], strict=True):
            _score_sample(samples[idx], predicted, scores[predictor.name])
    for name, found_scores in scores.items():
        found_scores.step_seconds = watch.seconds[name, TEACHER_FORCED]
        found_scores.run_seconds = watch.seconds[name, FREE_RUNNING]
    assisted = predictors[0].name if assist and predictors else None
    rows = [row for name, found in scores.items() for row in _rows(found, set_name, name, name == assisted)]
    return EvaluationReport(model, tuple(rows), len(found), cancelled=len(found) < len(samples))


def report_to_json(report: EvaluationReport) -> dict[str, Any]:
    """Give the JSON document of a report: flat rows."""
    return {"schema": SCHEMA, "model": report.model, "rows": [asdict(row) for row in report.rows]}


def render_report(report: EvaluationReport) -> Table:
    """Draw the figures of the whole set, and the slices of the model's state match, side by side."""
    predictors = list(dict.fromkeys(row.predictor for row in report.rows))
    sets = ", ".join(dict.fromkeys(row.set for row in report.rows))
    table = Table(title=f"{sets}: {report.n_samples} samples, {report.model}", title_justify="left")
    for heading in ("mode", "figure", "slice", "n"):
        table.add_column(heading, justify="right" if heading == "n" else "left")
    for name in predictors:
        table.add_column(name, justify="right")
    keys = dict.fromkeys((row.mode, row.figure, row.slice) for row in report.rows)
    found = {(row.predictor, row.mode, row.figure, row.slice): row for row in report.rows}
    for mode, figure, part in keys:
        rows = [found.get((name, mode, figure, part)) for name in predictors]
        n = next((row.n for row in rows if row is not None), 0)
        table.add_row(mode.replace("_", " "), figure, part or "", str(n), *(_shown(row) for row in rows))
    return table


def wilson(n_right: int, n: int) -> tuple[float, float]:
    """Give the 95 % Wilson score interval of a share (Wilson 1927)."""
    if n == 0:
        return (0.0, 1.0)
    z = 1.959964
    share = n_right / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return (max(0.0, centre - half), min(1.0, centre + half))


def calibration_error(pairs: Sequence[tuple[float, bool]], n_bins: int = 10) -> float:
    """Give the expected calibration error: bins of equal width, weighted by their counts (Guo et al. 2017)."""
    gaps = [abs(sum(c for c, _ in found) - sum(r for _, r in found)) for _, found in reliability(pairs, n_bins)]
    return sum(gaps) / max(1, len(pairs))


def reliability(pairs: Sequence[tuple[float, bool]], n_bins: int = 10) -> list[tuple[str, list[tuple[float, bool]]]]:
    """Part predictions by their confidence, in bins of equal width; gives the bins that hold any, by name."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(n_bins)]
    for confidence, right in pairs:
        bins[min(n_bins - 1, int(confidence * n_bins))].append((confidence, right))
    return [(f"confidence={idx / n_bins:g}-{(idx + 1) / n_bins:g}", found) for idx, found in enumerate(bins) if found]


def coverage_at(pairs: Sequence[tuple[float, bool]], precision: float) -> float:
    """Give the largest share of predictions kept by a confidence threshold at which `precision` of them are right."""
    best = n_right = 0
    ordered = sorted(pairs, key=lambda pair: -pair[0])
    for idx, (confidence, right) in enumerate(ordered):
        n_right += right
        is_cut = idx + 1 == len(ordered) or ordered[idx + 1][0] < confidence
        if is_cut and n_right >= precision * (idx + 1):
            best = idx + 1
    return best / max(1, len(ordered))


class _Stopwatch:
    """Time by kind of work; work of several threads at the same time shares it evenly."""

    def __init__(self) -> None:
        self.seconds: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._running: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._since = 0.0
        self._lock = threading.Lock()

    @contextmanager
    def running(self, *kind: *tuple[str, str]) -> Iterator[None]:
        """Count what is inside as work of a kind."""
        self._change(kind, 1)
        try:
            yield
        finally:
            self._change(kind, -1)

    def _change(self, kind: tuple[str, str], by: int) -> None:
        with self._lock:
            now = time.monotonic()
            n_running = sum(self._running.values())
            for other, n in self._running.items():
                self.seconds[other] += (now - self._since) * n / max(1, n_running)
            self._running[kind] += by
            self._since = now


@dataclass(frozen=True, slots=True)
class _Predicted:
    steps: Sequence[TraceFrame | None] | None
    trace: Trace | None


def _predict_sample(
    sample: BenchmarkSample, predictor: StepPredictor, modes: Sequence[str], watch: _Stopwatch
) -> _Predicted:
    steps = trace = None
    if TEACHER_FORCED in modes:
        with watch.running(predictor.name, TEACHER_FORCED):
            steps = predictor.predict_steps(sample)
    if FREE_RUNNING in modes:
        with watch.running(predictor.name, FREE_RUNNING):
            trace = predictor.predict_trace(sample)
    return _Predicted(steps, trace)


def _score_sample(sample: BenchmarkSample, predicted: _Predicted, scores: _Scores) -> None:
    if predicted.steps is not None:
        scores.steps.append(list(_step_scores(sample, predicted.steps)))
        scores.n_frames.append(len(sample.frames))
    trace = predicted.trace
    if trace is not None:
        scores.run_frames += len(trace.frames)
        if sample.halts is not None:
            scores.halting.append((sample.halts, _is_endless(trace) is not sample.halts))
        if sample.termination in ("returned", "raised"):
            agreement = compare(trace.frames, sample.frames)
            scores.whole.append(agreement.exact)
            scores.result.append(agreement.final_value and trace.outcome is not Outcome.LIMIT)
            scores.result_kinds.append(value_kind(sample.frames[-1].arg or "None"))


def _is_endless(trace: Trace) -> bool:
    """Whether a predicted run is said not to end: proved, or likely where it was cut off."""
    if trace.outcome is Outcome.LIMIT and trace.endless is not None:
        return trace.endless >= LIKELY
    return trace.outcome in _ENDLESS_OUTCOMES


def _step_scores(sample: BenchmarkSample, predicted: Sequence[TraceFrame | None]) -> Iterable[_StepScore]:
    shown: dict[int, TraceFrame] = {}
    for idx, real in enumerate(sample.frames):
        before = shown.get(real.activation)
        has_locals = real.event in (TraceEvent.CALL, TraceEvent.LINE)
        if has_locals:
            shown[real.activation] = real
        if idx == 0:
            continue
        guess = predicted[idx - 1]
        if has_locals:
            old = before.locals if before else {}
            new = [text for name, text in real.locals.items() if old.get(name) != text]
            changed = bool(new) or len(old) != len(real.locals)
        else:
            new, changed = [real.arg or Value("None")], True
        yield _StepScore(
            line=guess is not None and same_place(guess, real),
            state=guess is not None and guess.event is real.event and same_state(guess, real),
            valid=guess is not None,
            changed=changed,
            kinds=frozenset(value_kind(text) for text in new),
            confidence=None if guess is None else guess.confidence,
            values=() if guess is None else tuple(_value_scores(guess, real, before)),
        )


def _value_scores(guess: TraceFrame, real: TraceFrame, before: TraceFrame | None) -> Iterable[tuple[float, bool]]:
    """Give the confidence of each value that is predicted to change, 1 for a computed one, and whether it is right."""
    is_same_event = guess.event is real.event
    if guess.arg is not None:
        sure = 1.0 if guess.arg.confidence is None else guess.arg.confidence
        yield sure, is_same_event and guess.arg == real.arg
    old = before.locals if before else {}
    for name, value in guess.locals.items():
        if old.get(name) != value:
            sure = 1.0 if value.confidence is None else value.confidence
            yield sure, is_same_event and real.locals.get(name) == value


def _rows(scores: _Scores, set_name: str, predictor: str, assist: bool) -> list[Row]:
    rows: list[Row] = []

    def add(
        figure: str, mode: str, part: str | None, value: float, *, n: int, interval: tuple[float, float] | None
    ) -> None:
        low, high = interval if interval else (None, None)
        rows.append(Row(set_name, n, figure, mode, assist, predictor, part, value, low, high))

    def add_steps(figure: str, part: str | None, by_sample: list[list[bool]]) -> None:
        n = sum(map(len, by_sample))
        if n:
            add(figure, TEACHER_FORCED, part, sum(map(sum, by_sample)) / n, n=n, interval=_bootstrap(by_sample))

    def add_runs(figure: str, part: str | None, right: list[bool]) -> None:
        if right:
            add(
                figure,
                FREE_RUNNING,
                part,
                sum(right) / len(right),
                n=len(right),
                interval=wilson(sum(right), len(right)),
            )

    steps = scores.steps
    if steps:
        add_steps("next_line", None, [[s.line for s in sample] for sample in steps])
        add_steps("state_match", None, [[s.state for s in sample] for sample in steps])
        add_steps("valid_frames", None, [[s.valid for s in sample] for sample in steps])
        pairs = [(s.confidence, s.state) for sample in steps for s in sample if s.confidence is not None]
        if pairs:
            add("calibration_error", TEACHER_FORCED, None, calibration_error(pairs), n=len(pairs), interval=None)
            add("coverage_at_95", TEACHER_FORCED, None, coverage_at(pairs, 0.95), n=len(pairs), interval=None)
            values = [pair for sample in steps for s in sample for pair in s.values]
            if values:
                add(
                    "value_calibration_error",
                    TEACHER_FORCED,
                    None,
                    calibration_error(values),
                    n=len(values),
                    interval=None,
                )
                add(
                    "value_coverage_at_95",
                    TEACHER_FORCED,
                    None,
                    coverage_at(values, 0.95),
                    n=len(values),
                    interval=None,
                )
                for part, found in reliability(values):
                    share = sum(right for _, right in found) / len(found)
                    interval = wilson(sum(right for _, right in found), len(found))
                    add("value_right", TEACHER_FORCED, part, share, n=len(found), interval=interval)
            for threshold in _THRESHOLDS:
                kept = [right for confidence, right in pairs if confidence >= threshold]
                if kept:
                    interval = wilson(sum(kept), len(kept))
                    part = f"confidence>={threshold}"
                    add("precision", TEACHER_FORCED, part, sum(kept) / len(kept), n=len(kept), interval=interval)
        n_steps = sum(map(len, steps))
        add(
            "frames_per_second",
            TEACHER_FORCED,
            None,
            n_steps / max(scores.step_seconds, 1e-9),
            n=n_steps,
            interval=None,
        )
        for wanted in (True, False):
            part = f"changed={'yes' if wanted else 'no'}"
            add_steps("state_match", part, [[s.state for s in sample if s.changed is wanted] for sample in steps])
        for kind in sorted({kind for sample in steps for s in sample for kind in s.kinds}):
            add_steps("state_match", f"type={kind}", [[s.state for s in sample if kind in s.kinds] for sample in steps])
        for low, high in _LENGTHS:
            inside = [sample for sample, n in zip(steps, scores.n_frames, strict=True) if low <= n <= high]
            for figure in ("next_line", "state_match"):
                is_line = figure == "next_line"
                add_steps(figure, f"frames={low}-{high}", [[s.line if is_line else s.state for s in x] for x in inside])
    add_runs("whole_trace", None, scores.whole)
    add_runs("result", None, scores.result)
    for kind in sorted(set(scores.result_kinds)):
        right = [r for r, k in zip(scores.result, scores.result_kinds, strict=True) if k == kind]
        add_runs("result", f"type={kind}", right)
    by_truth = {truth: [right for halts, right in scores.halting if halts is truth] for truth in (True, False)}
    for truth, right in by_truth.items():
        add_runs("halting", f"halts={'yes' if truth else 'no'}", right)
    if all(by_truth.values()):
        balanced = sum(sum(right) / len(right) for right in by_truth.values()) / 2
        add("halting", FREE_RUNNING, None, balanced, n=len(scores.halting), interval=None)
    if scores.run_frames:
        speed = scores.run_frames / max(scores.run_seconds, 1e-9)
        add("frames_per_second", FREE_RUNNING, None, speed, n=scores.run_frames, interval=None)
    return rows


def _bootstrap(by_sample: list[list[bool]]) -> tuple[float, float]:
    """Give the 95 % percentile interval of a share of steps, resampling whole samples."""
    counts = [(sum(sample), len(sample)) for sample in by_sample if sample]
    rng = random.Random(0)
    shares = []
    for _ in range(N_BOOTSTRAP):
        drawn = rng.choices(counts, k=len(counts))
        shares.append(sum(right for right, _ in drawn) / sum(n for _, n in drawn))
    shares.sort()
    return (shares[round(0.025 * (N_BOOTSTRAP - 1))], shares[round(0.975 * (N_BOOTSTRAP - 1))])


def _shown(row: Row | None) -> str:
    if row is None:
        return ""
    if row.figure == "frames_per_second":
        return f"{row.value:.1f}"
    text = f"{100 * row.value:.1f} %"
    return text if row.low is None or row.high is None else f"{text} ({100 * row.low:.1f} to {100 * row.high:.1f})"
