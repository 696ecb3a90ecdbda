"""The proof of the program model: real runs of the shipped programs, and of published ones where they are at hand."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from model_runtime.program.entry_points import entry_points
from model_runtime.program.flow import FlowState
from model_runtime.program.parser import parse
from model_runtime.prompt import entry_of
from model_runtime.recorder import RecordingRequest, record_many
from model_runtime.trace.frames import Trace, TraceEvent, TraceFrame
from model_runtime.training.benchmark_file import read_benchmark
from model_runtime.training.persistence import step_of

ROOT = Path(__file__).parent.parent
PROGRAMS = sorted([*(ROOT / "tests" / "programs").glob("*.py"), *(ROOT / "examples").glob("*.py")])
BENCHMARKS = os.environ.get("DESKCHECK_BENCH")  # a folder of benchmark files, see README
N_SAMPLES = 200  # of each file


def recorded() -> list[tuple[str, str, Trace]]:
    """Record every example of every shipped program; gives its name, its text and the run."""
    named = []
    requests = []
    for path in PROGRAMS:
        text = path.read_text(encoding="utf-8")
        for entry in entry_points(parse(text)):
            if entry.why != "signature":
                named.append((f"{path.name}: {entry.call}", text))
                requests.append(RecordingRequest(text, entry.function, entry.call))
    runs = list(record_many(requests))
    return [(name, text, run) for (name, text), run in zip(named, runs, strict=True) if isinstance(run, Trace)]


def judged(source: str, entry: str, frames: Sequence[TraceFrame]) -> Counter[str]:
    """Count the steps of a run, those that were allowed, those expected, and those where one step was expected."""
    program = parse(source)
    flow = FlowState.start(program, entry_of(program, entry, frames[0].line))
    counts: Counter[str] = Counter()
    for frame in frames:
        step, expected = flow.step_for(frame), flow.expected()
        counts["steps"] += 1
        counts["allowed"] += step is not None
        counts["expected"] += step is not None and step.likely
        counts["raised"] += frame.event is TraceEvent.EXCEPTION
        counts["one"] += len(expected) == 1
        flow.advance(step or step_of(frame))
    return counts


def test_every_step_of_the_shipped_programs_is_allowed() -> None:
    runs = recorded()
    assert {name.partition(":")[0] for name, _, _ in runs} >= {"basket.py", "counter_desk.py", "double.py"}
    total: Counter[str] = Counter()
    for name, text, run in runs:
        counts = judged(text, run.entry, run.frames)
        assert counts["allowed"] == counts["steps"], name
        assert counts["expected"] + counts["raised"] >= counts["steps"], name
        total += counts
    assert total["one"] >= 0.46 * total["steps"]


@pytest.mark.skipif(BENCHMARKS is None, reason="DESKCHECK_BENCH names no folder of benchmark files")
def test_steps_of_published_programs_are_allowed_and_half_of_them_are_decided() -> None:
    paths = sorted(Path(str(BENCHMARKS)).glob("*.jsonl*"))
    assert paths
    total: Counter[str] = Counter()
    for path in paths:
        counts: Counter[str] = Counter()
        for sample in read_benchmark(path, N_SAMPLES):
            counts += judged(sample.source, sample.entry, sample.frames)
        assert counts["allowed"] >= 0.9995 * counts["steps"], path.name
        assert counts["expected"] + counts["raised"] >= 0.99 * counts["steps"], path.name
        total += counts
    assert total["one"] >= 0.46 * total["steps"]
