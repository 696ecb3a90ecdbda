"""The baseline: the successor most taken so far, nothing changes, `None` is returned."""

from collections.abc import Callable

import pytest

from model_runtime.trace.frames import Outcome, Trace, TraceEvent
from model_runtime.training.benchmark_file import BenchmarkSample
from model_runtime.training.persistence import PersistencePredictor

SOURCE = """\
def count(items):
    n = 0
    for item in items:
        if item:
            n += 1
    return n
"""


@pytest.fixture
def sample(record: Callable[..., Trace]) -> BenchmarkSample:
    trace = record(SOURCE, call="count([0, 0, 0, 7])")
    return BenchmarkSample(
        id="count/0",
        source=SOURCE,
        setup="",
        entry="count",
        call="count([0, 0, 0, 7])",
        frames=trace.frames,
        result=trace.result,
        exception=None,
        termination="returned",
        halts=None,
    )


def test_every_step_is_a_frame_that_repeats_the_values(sample: BenchmarkSample) -> None:
    predicted = PersistencePredictor().predict_steps(sample)
    assert len(predicted) == len(sample.frames) - 1
    for guess, before in zip(predicted, sample.frames, strict=False):
        assert guess is not None
        if guess.event is TraceEvent.LINE:
            assert dict(guess.locals) == dict(before.locals)
        else:
            assert guess.arg == "None"


def test_it_learns_which_branch_was_taken(sample: BenchmarkSample) -> None:
    predicted = PersistencePredictor().predict_steps(sample)
    after_if = [
        guess.line
        for guess, before in zip(predicted, sample.frames, strict=False)
        if guess is not None and before.event is TraceEvent.LINE and before.line == 4
    ]
    assert after_if == [5, 3, 3, 3]  # the first guess is the body; afterwards, what happened most


def test_a_whole_run_ends(sample: BenchmarkSample) -> None:
    trace = PersistencePredictor().predict_trace(sample)
    assert trace.frames[0] == sample.frames[0]
    assert trace.outcome in (Outcome.RETURNED, Outcome.LIMIT)
    assert len(trace.frames) > 1
