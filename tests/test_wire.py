"""Traces as JSON: the document of the schema, and that it reads back."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_runtime.trace.frames import (
    Origin,
    Outcome,
    ReturnKind,
    Trace,
    TraceEvent,
    TraceFrame,
    TraceStats,
    Value,
)
from model_runtime.trace.wire import trace_from_json, trace_to_json

CONFIDENCE = st.none() | st.floats(0, 1)
VALUES = st.builds(Value, st.text(), st.sampled_from(Origin), CONFIDENCE)
FRAMES = st.builds(
    TraceFrame,
    event=st.sampled_from(TraceEvent),
    function=st.text(),
    file=st.none() | st.text(),
    line=st.integers(1, 99),
    source=st.text(),
    depth=st.integers(0, 9),
    activation=st.integers(0, 3),
    locals=st.dictionaries(st.text(), VALUES, max_size=3),
    arg=st.none() | VALUES,
    kind=st.none() | st.sampled_from(ReturnKind),
    origin=st.sampled_from(Origin),
    confidence=CONFIDENCE,
)
TRACES = st.builds(
    Trace,
    frames=st.lists(FRAMES, max_size=4).map(tuple),
    outcome=st.sampled_from(Outcome),
    result=st.none() | VALUES,
    origin=st.sampled_from(Origin),
    file=st.none() | st.text(),
    entry=st.text(),
    call=st.text(),
    why=st.text(),
    model=st.none() | st.text(),
    note=st.none() | st.text(),
    stats=st.builds(TraceStats, frames=st.integers(0, 9), seconds=st.floats(0, 9)),
)


def origins(trace: Trace) -> list[tuple[Origin, float | None]]:
    """List what equality of values leaves out."""
    values = [value for frame in trace.frames for value in (*frame.locals.values(), frame.arg)]
    return [(value.origin, value.confidence) for value in (*values, trace.result) if value is not None]


@given(TRACES)
def test_any_trace_reads_back(trace: Trace) -> None:
    back = trace_from_json(json.loads(json.dumps(trace_to_json(trace))))
    assert back == trace
    assert origins(back) == origins(trace)


def test_a_predicted_trace_is_written_in_full() -> None:
    frame = TraceFrame(
        event=TraceEvent.LINE,
        function="f",
        file="a.py",
        line=2,
        source="    y = x + 1",
        depth=0,
        activation=0,
        locals={"x": Value("3", Origin.PREDICTED, 0.99)},
        origin=Origin.PREDICTED,
        confidence=0.98,
    )
    trace = Trace(
        frames=(replace(frame, event=TraceEvent.CALL, line=1, source="def f(x):"), frame),
        outcome=Outcome.RETURNED,
        result=Value("4", Origin.PREDICTED, 0.97),
        origin=Origin.PREDICTED,
        file="a.py",
        entry="f",
        call="f(3)",
        why="pin",
        model="m",
        stats=TraceStats(4, 120, 14, 0.8),
    )
    document = json.loads(json.dumps(trace_to_json(trace)))
    assert document["frames"].pop(0)["locals"]["x"]["changed"]
    assert document == json.loads("""
        {"schema": "deskcheck.trace/1", "origin": "predicted", "file": "a.py", "entry": "f", "call": "f(3)",
         "why": "pin", "model": "m", "outcome": "returned",
         "frames": [{"event": "line", "function": "f", "file": "a.py", "line": 2, "source": "    y = x + 1",
                     "depth": 0, "activation": 0,
                     "locals": {"x": {"repr": "3", "changed": false, "origin": "predicted", "confidence": 0.99}},
                     "arg": null, "kind": null, "origin": "predicted", "confidence": 0.98}],
         "result": {"repr": "4", "origin": "predicted", "confidence": 0.97}, "note": null,
         "stats": {"frames": 4, "tokens": 120, "forward_passes": 14, "seconds": 0.8}}""")


def test_the_document_has_the_fields_of_the_schema(record: Callable[..., Trace]) -> None:
    trace = record("def f(x):\n    y = x + 1\n    return y\n", call="f(3)")
    document = trace_to_json(trace)
    assert list(document) == [
        *("schema", "origin", "file", "entry", "call", "why", "model", "outcome", "frames", "result", "note", "stats")
    ]
    assert document["schema"] == "deskcheck.trace/1"
    assert (document["origin"], document["outcome"], document["entry"]) == ("recorded", "returned", "f")
    assert set(document["stats"]) == {"frames", "tokens", "forward_passes", "seconds"}
    frame = document["frames"][2]
    assert frame["locals"] == {
        "x": {"repr": "3", "changed": False, "origin": "recorded", "confidence": None},
        "y": {"repr": "4", "changed": True, "origin": "recorded", "confidence": None},
    }
    assert list(frame) == [
        *("event", "function", "file", "line", "source", "depth", "activation", "locals", "arg", "kind", "origin"),
        "confidence",
    ]
    assert document["result"] == {"repr": "4", "origin": "recorded", "confidence": None}


def test_what_changed_is_told_by_activation(record: Callable[..., Trace]) -> None:
    source = "def g(x):\n    return x\n\n\ndef f(x):\n    y = g(x)\n    return y\n"
    document = trace_to_json(record(source, call="f(3)"))
    last = document["frames"][-2]
    assert (last["function"], last["locals"]["x"]["changed"], last["locals"]["y"]["changed"]) == ("f", False, True)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.update(schema="deskcheck.trace/2"),
        lambda data: data.pop("frames"),
        lambda data: data.update(outcome="lost"),
        lambda data: data["frames"][0].pop("locals"),
        lambda data: data.update(stats=3),
    ],
)
def test_a_damaged_document_is_refused(
    record: Callable[..., Trace], damage: Callable[[dict[str, object]], object]
) -> None:
    data = trace_to_json(record("def f(x):\n    return x\n", call="f(3)"))
    damage(data)
    with pytest.raises(ValueError, match=r"deskcheck\.trace/1|not a valid Outcome"):
        trace_from_json(data)
