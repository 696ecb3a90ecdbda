"""Predicted beside recorded: how far two traces agree, and where they part.

Scores are those of the reference tracer of the benchmark: lengths of agreeing prefixes over the recorded frames.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from model_runtime.trace.frames import TraceEvent, TraceFrame
from model_runtime.trace.values import same_value


@dataclass(frozen=True, slots=True)
class Divergence:
    """The first place where two traces differ. `index` counts frames from 0."""

    index: int
    kind: str  # "control" (other event or line), "value", or "length" (one trace ends)
    name: str | None  # the local that differs; None for an arg, for control and length
    predicted: str | None
    recorded: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Agreement of a predicted trace with a recorded one."""

    control: int  # frames of the prefix in which event and line agree
    state: int  # frames of the prefix in which locals or arg agree, too
    of: int  # recorded frames
    final_value: bool  # the last frames' args agree
    exact: bool
    first_divergence: Divergence | None


def compare(predicted: Sequence[TraceFrame], recorded: Sequence[TraceFrame]) -> Comparison:
    """Compare two traces frame by frame."""
    pairs = list(zip(predicted, recorded, strict=False))
    control = next((i for i, (p, r) in enumerate(pairs) if not same_place(p, r)), len(pairs))
    state = next((i for i, (p, r) in enumerate(pairs[:control]) if not same_state(p, r)), control)
    return Comparison(
        control=control,
        state=state,
        of=len(recorded),
        final_value=bool(predicted and recorded) and same_value(predicted[-1].arg, recorded[-1].arg),
        exact=state == len(recorded) == len(predicted),
        first_divergence=_divergence(predicted, recorded, control, state),
    )


def same_place(predicted: TraceFrame, recorded: TraceFrame) -> bool:
    """Whether event and line agree."""
    return (predicted.event, predicted.line) == (recorded.event, recorded.line)


def same_state(predicted: TraceFrame, recorded: TraceFrame) -> bool:
    """Whether the locals agree, or the arg on RETURN and EXCEPTION frames."""
    if recorded.event in (TraceEvent.RETURN, TraceEvent.EXCEPTION):
        return same_value(predicted.arg, recorded.arg)
    return predicted.locals.keys() == recorded.locals.keys() and all(
        same_value(predicted.locals[name], text) for name, text in recorded.locals.items()
    )


def aligned(
    predicted: Sequence[TraceFrame], recorded: Sequence[TraceFrame]
) -> list[tuple[TraceFrame | None, TraceFrame | None]]:
    """Pair the frames of two traces by position, None where one has ended."""
    return list(zip_longest(predicted, recorded))


def differing_names(predicted: TraceFrame, recorded: TraceFrame) -> list[str]:
    """Name the locals whose values differ, those that only one side has included."""
    names = dict.fromkeys((*recorded.locals, *predicted.locals))
    return [name for name in names if not same_value(predicted.locals.get(name), recorded.locals.get(name))]


def _divergence(
    predicted: Sequence[TraceFrame], recorded: Sequence[TraceFrame], control: int, state: int
) -> Divergence | None:
    shorter = min(len(predicted), len(recorded))
    if state < control:
        p, r = predicted[state], recorded[state]
        if r.event in (TraceEvent.RETURN, TraceEvent.EXCEPTION):
            return Divergence(state, "value", None, p.arg, r.arg)
        name = differing_names(p, r)[0]
        return Divergence(state, "value", name, p.locals.get(name), r.locals.get(name))
    if control < shorter:
        return Divergence(control, "control", None, _place(predicted[control]), _place(recorded[control]))
    if len(predicted) == len(recorded):
        return None
    places = [_place(frames[shorter]) if len(frames) > shorter else None for frames in (predicted, recorded)]
    return Divergence(shorter, "length", None, *places)


def _place(frame: TraceFrame) -> str:
    return f"{frame.event} at line {frame.line}"
