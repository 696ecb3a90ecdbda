"""Programs as people write them: their steps are foreseen, and what is computed of them is what happens."""

import re
from pathlib import Path

import pytest
from test_program_on_real_traces import judged

from model_runtime.foresight import foreseen
from model_runtime.predictor import PredictionEnd, make_request
from model_runtime.recorder import RecordingRequest, record
from model_runtime.trace.frames import Trace, TraceFrame

PROGRAMS = Path(__file__).parent / "programs" / "idioms"
# How many runs of each file need no model at all. None may be wrong; fewer would be a loss.
WHOLE = {
    "closures": 0,
    "calls": 0,
    "constructs": 14,
    "values": 14,
    "loop_items": 6,
    "taken_items": 4,
    "exceptions": 7,
    "algorithms": 20,
}


def facts(frame: TraceFrame) -> object:
    return frame.event, frame.line, frame.kind, {name: str(value) for name, value in frame.locals.items()}, frame.arg


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_computed_is_what_happens(name: str) -> None:
    source = (PROGRAMS / f"{name}.py").read_text()
    n_whole = n_frames = 0
    calls = re.findall(r"^# deskcheck: ((\w+)\(.*\))$", source, re.MULTILINE)
    for call, function in calls:
        real = record(RecordingRequest(source, function, call))
        assert isinstance(real, Trace), call
        counts = judged(source, function, real.frames)
        assert counts["allowed"] == counts["steps"], call
        items = list(foreseen(make_request(source, function=function, call=call)))
        frames = [item for item in items if isinstance(item, TraceFrame)]
        assert list(map(facts, frames)) == list(map(facts, real.frames[: len(frames)])), call
        n_whole += isinstance(items[-1], PredictionEnd)
        n_frames += len(frames)
    assert n_whole >= WHOLE[name]
    assert n_frames > 2 * len(calls)
