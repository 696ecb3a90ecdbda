"""The figures: what counts as right, their intervals, and that they do not depend on anything but the predictions."""

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from rich.console import Console

from model_runtime.trace.frames import Outcome, Trace, TraceFrame, Value
from model_runtime.training.benchmark_file import BenchmarkSample
from model_runtime.training.evaluation import (
    FREE_RUNNING,
    MODES,
    TEACHER_FORCED,
    EvaluationReport,
    Row,
    calibration_error,
    coverage_at,
    evaluate,
    render_report,
    report_to_json,
    wilson,
)

SOURCE = """\
def total(items):
    result = 0
    for item in items:
        result += item
    return result
"""


class Scripted:
    """Predicts what a test tells it to."""

    name = "model"

    def __init__(self, trace: Trace, steps: Sequence[TraceFrame | None] | None = None) -> None:
        self._trace = trace
        self._steps = trace.frames[1:] if steps is None else steps

    def predict_steps(self, _sample: BenchmarkSample) -> list[TraceFrame | None]:
        return list(self._steps)

    def predict_trace(self, _sample: BenchmarkSample) -> Trace:
        return self._trace


@pytest.fixture
def trace(record: Callable[..., Trace]) -> Trace:
    return record(SOURCE, call="total([4, 5])")


def sample_of(trace: Trace, *, halts: bool | None = None) -> BenchmarkSample:
    return BenchmarkSample(
        id="total/0",
        source=SOURCE,
        setup="",
        entry="total",
        call="total([4, 5])",
        frames=trace.frames,
        result="9",
        exception=None,
        termination="returned",
        halts=halts,
    )


def figures_of(report: EvaluationReport, mode: str) -> dict[tuple[str, str | None], Row]:
    return {(row.figure, row.slice): row for row in report.rows if row.mode == mode}


def run(trace: Trace, predictor: Scripted, *, halts: bool | None = None) -> EvaluationReport:
    return evaluate([sample_of(trace, halts=halts)], [predictor], set_name="set", model="m")


def test_the_truth_scores_full_marks(trace: Trace) -> None:
    report = run(trace, Scripted(trace), halts=True)
    steps, runs = figures_of(report, TEACHER_FORCED), figures_of(report, FREE_RUNNING)
    for figure in ("next_line", "state_match", "valid_frames"):
        assert steps[figure, None].value == 1.0
        assert steps[figure, None].n == len(trace.frames) - 1
    for figure in ("whole_trace", "result"):
        assert runs[figure, None].value == 1.0
    assert runs["halting", "halts=yes"].value == 1.0
    assert ("halting", None) not in runs  # a balance needs both kinds


def test_a_wrong_value_costs_state_and_not_the_line(trace: Trace) -> None:
    steps = list(trace.frames[1:])
    wrong = replace(steps[2], locals={**steps[2].locals, "item": Value("7")})
    found = figures_of(run(trace, Scripted(trace, [*steps[:2], wrong, *steps[3:]])), TEACHER_FORCED)
    assert found["next_line", None].value == 1.0
    assert found["state_match", None].value == pytest.approx(1 - 1 / len(steps))


def test_a_wrong_line_costs_the_line(trace: Trace) -> None:
    steps = list(trace.frames[1:])
    found = figures_of(run(trace, Scripted(trace, [replace(steps[0], line=5), *steps[1:]])), TEACHER_FORCED)
    assert found["next_line", None].value == pytest.approx(1 - 1 / len(steps))


def test_a_step_without_a_frame_is_not_valid(trace: Trace) -> None:
    steps: list[TraceFrame | None] = list(trace.frames[1:])
    found = figures_of(run(trace, Scripted(trace, [None, *steps[1:]])), TEACHER_FORCED)
    assert found["valid_frames", None].value == pytest.approx(1 - 1 / len(steps))
    assert found["next_line", None].value == found["valid_frames", None].value


def test_the_slices_cover_the_set(trace: Trace) -> None:
    found = figures_of(run(trace, Scripted(trace)), TEACHER_FORCED)
    n = found["state_match", None].n
    assert found["state_match", "changed=yes"].n + found["state_match", "changed=no"].n == n
    assert found["state_match", f"frames={9}-{16}"].n == n
    assert found["state_match", "type=int"].n > 0


def test_a_run_that_ended_early_has_the_wrong_result(trace: Trace) -> None:
    short = replace(trace, frames=trace.frames[:-1], outcome=Outcome.LIMIT, result=None)
    found = figures_of(run(trace, Scripted(short, trace.frames[1:]), halts=True), FREE_RUNNING)
    assert found["whole_trace", None].value == found["result", None].value == 0.0
    assert found["halting", "halts=yes"].value == 0.0


@pytest.mark.parametrize(("outcome", "endless", "balanced"), [(Outcome.LIMIT, 0.9, 0.5), (Outcome.LIMIT, 0.1, 0.5)])
def test_halting_is_balanced_and_a_cut_run_counts_by_its_outlook(
    trace: Trace, outcome: Outcome, endless: float, balanced: float
) -> None:
    said = Scripted(replace(trace, outcome=outcome, endless=endless), trace.frames[1:])
    samples = [sample_of(trace, halts=True), sample_of(trace, halts=False), sample_of(trace, halts=False)]
    found = figures_of(evaluate(samples, [said], set_name="set", model="m"), FREE_RUNNING)
    assert found["halting", None].value == balanced
    assert found["halting", "halts=yes"].value == float(endless < 0.5)
    assert found["halting", "halts=no"].value == float(endless > 0.5)
    assert found["halting", "halts=no"].n == 2


def test_predictors_stand_side_by_side(trace: Trace) -> None:
    other = Scripted(trace, [None] * (len(trace.frames) - 1))
    other.name = "persistence"
    report = evaluate([sample_of(trace)], [Scripted(trace), other], set_name="set", model="m", modes=[TEACHER_FORCED])
    values = {row.predictor: row.value for row in report.rows if (row.figure, row.slice) == ("next_line", None)}
    assert values == {"model": 1.0, "persistence": 0.0}
    assert {row.mode for row in report.rows} == {TEACHER_FORCED}


def test_what_was_reached_is_reported_when_cancelled(trace: Trace) -> None:
    done: list[tuple[int, int]] = []
    report = evaluate(
        [sample_of(trace)] * 3,
        [Scripted(trace)],
        set_name="set",
        model="m",
        progress=lambda n, of: done.append((n, of)),
        cancelled=lambda: len(done) == 2,
    )
    assert report.cancelled
    assert report.n_samples == 2
    assert done == [(1, 3), (2, 3)]


def test_the_document_is_flat_json(trace: Trace) -> None:
    document = json.loads(json.dumps(report_to_json(run(trace, Scripted(trace)))))
    assert document["schema"] == "deskcheck.evaluation/1"
    assert set(document["rows"][0]) == {
        *("set", "n", "figure", "mode", "assist", "predictor", "slice", "value", "low", "high")
    }
    assert {row["mode"] for row in document["rows"]} == set(MODES)


def test_the_table_shows_the_figures(trace: Trace) -> None:
    console = Console(width=140, record=True)
    console.print(render_report(run(trace, Scripted(trace))))
    text = console.export_text()
    assert "set: 1 samples, m" in text
    assert "state_match" in text
    assert "100.0 %" in text


def test_wilson_is_that_of_the_literature() -> None:
    low, high = wilson(8, 10)  # worked example: 0.490 to 0.943
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert wilson(0, 0) == (0.0, 1.0)


def test_calibration_error_weighs_the_bins() -> None:
    assert calibration_error([(0.95, True)] * 19 + [(0.95, False)]) == pytest.approx(0.0)
    assert calibration_error([(0.9, False)] * 2) == pytest.approx(0.9)


def test_coverage_takes_the_lowest_threshold_that_is_precise_enough() -> None:
    pairs = [(0.9, True), (0.8, True), (0.7, False), (0.6, False)]
    assert coverage_at(pairs, 0.95) == 0.5
    assert coverage_at(pairs, 0.6) == 0.75
    assert coverage_at([(0.5, True), (0.5, False)], 0.95) == 0.0  # a tie cannot be cut


def test_samples_at_the_same_time_give_the_same_figures_and_share_the_clock(trace: Trace) -> None:
    together = threading.Barrier(4, timeout=30)

    class Slow(Scripted):
        def predict_trace(self, sample: BenchmarkSample) -> Trace:
            together.wait()  # all four are here at once, or it fails
            time.sleep(0.05)
            return super().predict_trace(sample)

    samples = [sample_of(trace)] * 4
    started = time.monotonic()
    slow = evaluate(samples, [Slow(trace)], set_name="set", model="m", batch=4)
    elapsed = time.monotonic() - started
    one_by_one = evaluate(samples, [Scripted(trace)], set_name="set", model="m")
    assert [row for row in slow.rows if row.figure != "frames_per_second"] == [
        row for row in one_by_one.rows if row.figure != "frames_per_second"
    ]
    speed = figures_of(slow, FREE_RUNNING)["frames_per_second", None]
    assert speed.n / speed.value <= elapsed
