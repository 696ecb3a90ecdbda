"""What a real run showed: where it parts from the imagined one, in the lines of the text."""

from collections.abc import Sequence
from dataclasses import dataclass

from model_runtime.trace.compare import Comparison, Divergence
from model_runtime.trace.frames import Trace, TraceFrame


@dataclass(frozen=True, slots=True)
class Parting:
    """The first difference: the line whose effect it is, 1-based, and what differs."""

    line: int
    message: str
    name: str | None
    predicted: str | None
    recorded: str | None

    @classmethod
    def of(cls, divergence: Divergence | None, predicted: Sequence[TraceFrame], recorded: Trace) -> "Parting | None":
        """Find the line behind a divergence: a state is the effect of the line before it."""
        if divergence is None:
            return None
        frames = recorded.frames if divergence.index < len(recorded.frames) else predicted
        idx = divergence.index
        here = frames[idx]
        cause = here
        if divergence.kind != "value" or divergence.name is not None:
            same = [frame for frame in frames[:idx] if frame.activation == here.activation]
            cause = same[-1] if same else here
        what = divergence.name or {"control": "the next step", "length": "the next step"}.get(divergence.kind, "result")
        message = f"{what} is {_or_none(divergence.recorded)}, predicted was {_or_none(divergence.predicted)}"
        return cls(cause.line, message, divergence.name, divergence.predicted, divergence.recorded)


@dataclass(frozen=True, slots=True)
class RealRun:
    """A real run of a function that was asked for, and how the imagined one compares."""

    version: int
    recorded: Trace
    comparison: Comparison
    parting: Parting | None


def _or_none(text: str | None) -> str:
    if text is None:
        return "nothing"
    return text if len(text) <= 80 else text[:79] + "…"
