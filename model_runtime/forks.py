"""Two imagined runs side by side: where an edit made a difference, to what, and to what end."""

from dataclasses import dataclass

from model_runtime.imagined_run import Ending, ImaginedRun
from model_runtime.trace.frames import TraceEvent, TraceFrame


@dataclass(frozen=True, slots=True)
class ForkComparison:
    """The first frame at which two runs differ, None where they agree as far as both are known."""

    index: int | None
    frames: tuple[TraceFrame | None, TraceFrame | None]  # None: that run has not come so far
    names: tuple[tuple[str, str | None, str | None], ...]  # locals that differ there; None: not bound
    endings: tuple[Ending | None, Ending | None]

    @property
    def words(self) -> str:
        """What differs, in lines to be read."""
        ends = [ending.words if ending else "not ended yet" for ending in self.endings]
        end = f"ends: {ends[0]} | {ends[1]}"
        if self.index is None:
            return f"no difference so far\n{end}"
        lines = [f"first difference at frame {self.index}: {_place(self.frames[0])} | {_place(self.frames[1])}"]
        lines += [f"  {name}: {one or 'unbound'} | {other or 'unbound'}" for name, one, other in self.names]
        return "\n".join([*lines, end])


def compare_runs(one: ImaginedRun, other: ImaginedRun) -> ForkComparison:
    """Compare two runs frame by frame, as far as both are known."""
    ours, theirs = one.timeline.frames, other.timeline.frames
    n = min(len(ours), len(theirs))
    index = next((i for i in range(n) if not _is_same(ours[i], theirs[i])), n)
    endings = (one.ending, other.ending)
    if index == n and (len(ours) == len(theirs) or endings[len(ours) > len(theirs)] is None):
        return ForkComparison(None, (None, None), (), endings)
    a, b = (frames[index] if index < len(frames) else None for frames in (ours, theirs))
    return ForkComparison(index, (a, b), _names(a, b), endings)


def _is_same(a: TraceFrame, b: TraceFrame) -> bool:
    return (a.event, a.file, a.line, a.depth, a.locals, a.arg) == (b.event, b.file, b.line, b.depth, b.locals, b.arg)


def _names(a: TraceFrame | None, b: TraceFrame | None) -> tuple[tuple[str, str | None, str | None], ...]:
    if a is None or b is None or a.line != b.line:
        return ()
    pairs = ((name, a.locals.get(name), b.locals.get(name)) for name in dict.fromkeys((*a.locals, *b.locals)))
    return tuple((name, one, other) for name, one, other in pairs if one != other)


def _place(frame: TraceFrame | None) -> str:
    if frame is None:
        return "over"
    said = f" {frame.arg}" if frame.arg is not None and frame.event is not TraceEvent.LINE else ""
    return f"{'' if frame.event is TraceEvent.LINE else f'{frame.event} '}line {frame.line}{said}"
