"""Trace frames: one step of a run, as `sys.settrace` reports it and CWM predicts it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Self

COMPREHENSION_SUFFIX = ">"  # functions named <listcomp>, <genexpr>, <lambda>, ... end in this


class TraceEvent(StrEnum):
    """Kind of step; the words of `sys.settrace`."""

    CALL = "call"
    LINE = "line"
    RETURN = "return"
    EXCEPTION = "exception"


class ReturnKind(StrEnum):
    """What a RETURN event stands for; `sys.settrace` reports all three alike."""

    RETURNED = "returned"
    YIELDED = "yielded"
    UNWOUND = "unwound"


class Origin(StrEnum):
    """Where a frame or a value comes from."""

    PREDICTED = "predicted"
    RECORDED = "recorded"
    COMPUTED = "computed"
    EDITED = "edited"


class Outcome(StrEnum):
    """How a trace ended."""

    RETURNED = "returned"
    RAISED = "raised"
    LIMIT = "limit"
    ENDLESS = "endless"
    CANCELLED = "cancelled"


class Value(str):
    """The canonical repr of a value, with its origin and confidence.

    Equal to any string of the same text: origin and confidence say how the text was obtained, not what it is.
    """

    __slots__ = ("confidence", "origin")

    origin: Origin
    confidence: float | None

    def __new__(cls, text: str, origin: Origin = Origin.RECORDED, confidence: float | None = None) -> Self:
        """Make a value of `text`; `confidence` is 0..1, None unless predicted."""
        value = super().__new__(cls, text)
        value.origin = origin
        value.confidence = confidence
        return value

    def __getnewargs__(self) -> tuple[str, Origin, float | None]:  # type: ignore[override]
        return (str(self), self.origin, self.confidence)


NO_LOCALS: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TraceFrame:
    """One step of a run.

    `locals` is the state BEFORE the line runs, in order of first binding; empty on RETURN and EXCEPTION frames.
    """

    event: TraceEvent
    function: str  # qualified name inside its file
    file: str | None  # path relative to the workspace, None for text without a file
    line: int  # 1-based
    source: str  # text of the line, no newline
    depth: int  # 0 = entry point
    activation: int  # serial number of this entered function, 0 = entry point; kept when a generator resumes
    locals: Mapping[str, Value] = field(default_factory=lambda: NO_LOCALS)
    arg: Value | None = None  # returned or yielded value, or the exception
    kind: ReturnKind | None = None  # RETURN frames only
    origin: Origin = Origin.RECORDED
    confidence: float | None = None  # 0..1; None unless predicted


@dataclass(frozen=True, slots=True)
class TraceStats:
    """What a trace cost."""

    frames: int = 0
    tokens: int = 0
    forward_passes: int = 0
    seconds: float = 0.0
    worked: int = 0  # tokens of workings, which the trace does not hold


@dataclass(frozen=True, slots=True)
class Trace:
    """An ordered run with its outcome. `result` is the returned value, or the exception when `outcome` is RAISED."""

    frames: tuple[TraceFrame, ...]
    outcome: Outcome
    result: Value | None
    origin: Origin
    file: str | None
    entry: str
    call: str
    why: str
    model: str | None = None
    note: str | None = None  # one line on a limit that was reached or on what the recorder could not show
    stats: TraceStats = field(default_factory=TraceStats)
    endless: float | None = None  # estimate that a predicted run that was cut off never ends, 0..1

    @property
    def truncated(self) -> bool:
        """Whether the run went on beyond the last frame."""
        return self.outcome in (Outcome.LIMIT, Outcome.CANCELLED)
