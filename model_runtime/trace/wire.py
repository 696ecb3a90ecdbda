"""Traces as JSON, schema `deskcheck.trace/1`: what `--json` prints and what is stored."""

from collections.abc import Mapping
from typing import Any

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

SCHEMA = "deskcheck.trace/1"

Json = dict[str, Any]


def trace_to_json(trace: Trace) -> Json:
    """Give the JSON document of a trace."""
    shown: dict[int, Mapping[str, Value]] = {}
    frames = []
    for frame in trace.frames:
        frames.append(frame_to_json(frame, shown.get(frame.activation, {})))
        if frame.event in (TraceEvent.CALL, TraceEvent.LINE):
            shown[frame.activation] = frame.locals
    return {
        "schema": SCHEMA,
        "origin": trace.origin.value,
        "file": trace.file,
        "entry": trace.entry,
        "call": trace.call,
        "why": trace.why,
        "model": trace.model,
        "outcome": trace.outcome.value,
        "frames": frames,
        "result": value_to_json(trace.result),
        "note": trace.note,
        "stats": {
            "frames": trace.stats.frames,
            "tokens": trace.stats.tokens,
            "forward_passes": trace.stats.forward_passes,
            "seconds": trace.stats.seconds,
        },
    }


def trace_from_json(data: Json) -> Trace:
    """Read a trace back.

    Raises:
        ValueError: the document is of another schema, or damaged.
    """
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ValueError(f"not a {SCHEMA} document")
    try:
        return Trace(
            frames=tuple(frame_from_json(frame) for frame in data["frames"]),
            outcome=Outcome(data["outcome"]),
            result=value_from_json(data["result"]),
            origin=Origin(data["origin"]),
            file=data["file"],
            entry=data["entry"],
            call=data["call"],
            why=data["why"],
            model=data["model"],
            note=data.get("note"),
            stats=TraceStats(**data["stats"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"damaged {SCHEMA} document: {error!r}") from error


def frame_to_json(frame: TraceFrame, before: Mapping[str, Value]) -> Json:
    """Give the JSON object of a frame; `before` is what its activation showed last, for `changed`."""
    return {
        "event": frame.event.value,
        "function": frame.function,
        "file": frame.file,
        "line": frame.line,
        "source": frame.source,
        "depth": frame.depth,
        "activation": frame.activation,
        "locals": {
            name: {
                "repr": str(value),
                "changed": before.get(name) != value,
                "origin": value.origin.value,
                "confidence": value.confidence,
            }
            for name, value in frame.locals.items()
        },
        "arg": value_to_json(frame.arg),
        "kind": None if frame.kind is None else frame.kind.value,
        "origin": frame.origin.value,
        "confidence": frame.confidence,
    }


def frame_from_json(data: Json) -> TraceFrame:
    """Read a frame back; raises what a damaged object raises (KeyError, TypeError, ValueError)."""
    return TraceFrame(
        event=TraceEvent(data["event"]),
        function=data["function"],
        file=data["file"],
        line=data["line"],
        source=data["source"],
        depth=data["depth"],
        activation=data["activation"],
        locals={
            name: Value(value["repr"], Origin(value["origin"]), value["confidence"])
            for name, value in data["locals"].items()
        },
        arg=value_from_json(data["arg"]),
        kind=None if data["kind"] is None else ReturnKind(data["kind"]),
        origin=Origin(data["origin"]),
        confidence=data["confidence"],
    )


def value_to_json(value: Value | None) -> Json | None:
    """Give the JSON object of a value."""
    if value is None:
        return None
    return {"repr": str(value), "origin": value.origin.value, "confidence": value.confidence}


def value_from_json(data: Json | None) -> Value | None:
    """Read a value back."""
    return None if data is None else Value(data["repr"], Origin(data["origin"]), data["confidence"])
