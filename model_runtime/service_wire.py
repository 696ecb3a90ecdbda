"""What the model service and its clients say to each other: one JSON object a line, UTF-8, over a Unix socket.

| client | service |
|---|---|
| `{"hello": PROTOCOL, "token": …}` first | `{"hello": PROTOCOL, "status": {…}}`, or `{"error": …}` and the end |
| `{"id": n, "predict": {request}}` | `{"id": n, "frame": {…}}` as they come, then `end` or `error` in its place |
| `{"id": n, "more": true}` | for a request with `ahead`: may go on by one frame more |
| `{"id": n, "cancel": true}` | the end of request n, outcome `cancelled` |
| `{"id": n, "forget": true}` | `{"id": n, "end": null}`; finished runs are forgotten |
| `{"id": n, "status": true}` | `{"id": n, "status": {…}}` |

Whenever its state changes the service sends `{"status": {…}}` to all: `state` is `starting`, `ready` or `failed`.
"""

from dataclasses import replace
from typing import Any

from model_runtime.predictor import PredictionEnd, PredictionRequest
from model_runtime.trace.frames import NO_LOCALS, Outcome, TraceStats
from model_runtime.trace.wire import frame_from_json, frame_to_json, value_from_json, value_to_json

PROTOCOL = 2
MAX_LINE_BYTES = 64 << 20

Json = dict[str, Any]

_PLAIN = (
    "source",
    "function",
    "line",
    "call",
    "why",
    "file",
    "max_frames",
    "max_tokens",
    "pure_neural",
    "to_return",
    "is_urgent",
    "ahead",
)


def request_to_json(request: PredictionRequest) -> Json:
    """Give the JSON object of a request; its `old` run stays behind, the service remembers runs itself."""
    data: Json = {name: getattr(request, name) for name in _PLAIN}
    data["arguments"] = None if request.arguments is None else [list(pair) for pair in request.arguments]
    data["prefix"] = [frame_to_json(frame, NO_LOCALS) for frame in request.prefix]
    return data


def request_from_json(data: Json) -> PredictionRequest:
    """Read a request back.

    Raises:
        ValueError: it is damaged.
    """
    try:
        arguments = data["arguments"]
        request = PredictionRequest(
            **{name: data[name] for name in _PLAIN},
            arguments=None if arguments is None else tuple((name, text) for name, text in arguments),
        )
        return replace(request, prefix=tuple(frame_from_json(frame) for frame in data["prefix"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"damaged request: {error!r}") from error


def end_to_json(end: PredictionEnd) -> Json:
    """Give the JSON object of a prediction's end."""
    stats = end.stats
    return {
        "outcome": end.outcome.value,
        "result": value_to_json(end.result),
        "note": end.note,
        "stats": [stats.frames, stats.tokens, stats.forward_passes, stats.seconds, stats.worked],
        "endless": end.endless,
    }


def end_from_json(data: Json) -> PredictionEnd:
    """Read a prediction's end back.

    Raises:
        ValueError: it is damaged.
    """
    try:
        return PredictionEnd(
            Outcome(data["outcome"]),
            value_from_json(data["result"]),
            data["note"],
            TraceStats(*data["stats"]),
            data["endless"],
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"damaged end: {error!r}") from error
