"""A predictor that gives a finished run as its prediction: for tests above the tensors and for trying views."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

from model_runtime.predictor import PredictionEnd, PredictionRequest
from model_runtime.trace.frames import Origin, Outcome, Trace, TraceFrame, TraceStats, Value


class ReplayPredictor:
    """A `Predictor` that answers every request with the frames of one trace, marked as predicted."""

    def __init__(self, trace: Trace, *, confidence: float = 1.0, seconds_per_frame: float = 0.0) -> None:
        self.model_name = "replay"
        self._trace = trace
        self._confidence = confidence
        self._seconds_per_frame = seconds_per_frame

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        """Give the frames behind the request's prefix, up to its limit, then the end."""
        frames = self._trace.frames[: request.max_frames]
        for frame in frames[len(request.prefix) :]:
            await asyncio.sleep(self._seconds_per_frame)
            yield self._as_predicted(frame)
        stats = TraceStats(frames=len(frames), seconds=self._seconds_per_frame * len(frames))
        if len(frames) < len(self._trace.frames):
            note = f"stopped after {request.max_frames} frames: raise --max-frames to go on"
            yield PredictionEnd(Outcome.LIMIT, None, note, stats)
        else:
            result = self._trace.result
            yield PredictionEnd(
                self._trace.outcome, None if result is None else self._value(result), self._trace.note, stats
            )

    def _as_predicted(self, frame: TraceFrame) -> TraceFrame:
        return replace(
            frame,
            locals={name: self._value(value) for name, value in frame.locals.items()},
            arg=None if frame.arg is None else self._value(frame.arg),
            origin=Origin.PREDICTED,
            confidence=self._confidence,
        )

    def _value(self, value: Value) -> Value:
        return Value(value, Origin.PREDICTED, self._confidence)
