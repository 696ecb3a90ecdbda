"""Drills: valid programs, the same from the same seed, that really branch."""

import ast
import random

from model_runtime.recorder import RecordingRequest, record_many
from model_runtime.trace.frames import Trace, TraceEvent
from model_runtime.training.drills import drill_candidates, write_drill

N_DRILLS = 60


def test_the_same_number_gives_the_same_drill() -> None:
    assert list(drill_candidates(5, 10, seed=3)) == list(drill_candidates(0, 20, seed=3))[5:15]
    assert list(drill_candidates(0, 5, seed=3)) != list(drill_candidates(0, 5, seed=4))


def test_every_kind_of_drill_is_a_function_of_its_own() -> None:
    statements = set()
    for number in range(400):
        source, entry = write_drill(random.Random(number))
        (function,) = ast.parse(source).body
        assert isinstance(function, ast.FunctionDef) and function.name == entry and function.args.args
        statements |= {type(node) for node in ast.walk(function)}
    assert statements >= {ast.For, ast.While, ast.If, ast.Continue, ast.Break, ast.Delete, ast.AugAssign, ast.Slice}


def test_most_calls_of_drills_return_and_both_branches_are_taken() -> None:
    candidates = list(drill_candidates(0, N_DRILLS, seed=1))
    requests = [RecordingRequest(c.source, c.entry, call) for c in candidates for call in c.calls]
    traces = [trace for trace in record_many(requests) if isinstance(trace, Trace)]
    assert len(traces) > 0.95 * len(requests)
    raised = [trace for trace in traces if trace.frames[-1].event is not TraceEvent.RETURN or trace.result is None]
    assert len(raised) < 0.3 * len(traces)
    after_if: dict[bool, int] = {True: 0, False: 0}
    for trace in traces:
        for frame, following in zip(trace.frames, trace.frames[1:], strict=False):
            if frame.source.strip().startswith("if "):
                after_if[following.line == frame.line + 1] += 1
    assert min(after_if.values()) > 0.2 * sum(after_if.values())
