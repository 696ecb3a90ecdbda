"""A predictor with a memory: a request that was answered is answered again from there, an edited one begins with it.

For processes that live long (an editor's server); what measures the model asks the model. Bounded in memory, the least
recently used trace goes first.
"""

from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, replace

from model_runtime.edits import kept_frames, old_run
from model_runtime.predictor import PredictionEnd, PredictionRequest, Predictor
from model_runtime.program.parser import Program, parse
from model_runtime.prompt import entry_of
from model_runtime.trace.frames import Outcome, TraceFrame, TraceStats

MAX_BYTES = 32 << 20
_FRAME_BYTES = 500  # measured: what a frame takes besides the characters it holds, with two names or three
_SAME_RUN = ("function", "file", "call", "arguments", "pure_neural")
_NATURAL = (Outcome.RETURNED, Outcome.RAISED)


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """What was predicted for a request, from the first frame."""

    request: PredictionRequest
    frames: tuple[TraceFrame, ...]
    end: PredictionEnd

    @property
    def n_bytes(self) -> int:
        """Memory it takes, about; values that did not change are counted each time though they are shared."""
        texts = (text for f in self.frames for text in (f.source, f.arg or "", *f.locals.keys(), *f.locals.values()))
        return len(self.request.source) + sum(map(len, texts)) + _FRAME_BYTES * len(self.frames)


class TraceStore:
    """Finished runs of one model, least recently used first."""

    def __init__(self, *, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._runs: OrderedDict[int, FinishedRun] = OrderedDict()
        self._next = 0
        self.n_bytes = 0

    def __len__(self) -> int:
        return len(self._runs)

    def find(self, request: PredictionRequest) -> FinishedRun | None:
        """Give the run of a request that was answered before."""
        for number, run in self._runs.items():
            if run.request == request:
                self._runs.move_to_end(number)
                return run
        return None

    def before_edit(self, request: PredictionRequest) -> FinishedRun | None:
        """Give the newest run of the same call in another text."""
        wanted = [getattr(request, name) for name in _SAME_RUN]
        for run in reversed(self._runs.values()):
            if not run.request.prefix and [getattr(run.request, name) for name in _SAME_RUN] == wanted:
                return run
        return None

    def add(self, run: FinishedRun) -> None:
        """Keep a run; the oldest make place for it, and one that is too large alone is not kept."""
        if run.n_bytes > self._max_bytes:
            return
        self._runs[self._next] = run
        self._next += 1
        self.n_bytes += run.n_bytes
        while self.n_bytes > self._max_bytes:
            self.n_bytes -= self._runs.popitem(last=False)[1].n_bytes

    def clear(self) -> None:
        """Forget all."""
        self._runs.clear()
        self.n_bytes = 0


class RememberingPredictor:
    """A `Predictor` that asks another one only for what it does not know."""

    def __init__(self, predictor: Predictor, store: TraceStore | None = None) -> None:
        self._predictor = predictor
        self.store = TraceStore() if store is None else store
        self.model_name = predictor.model_name

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        """Give the run a request describes: remembered, or begun with what an edit left of the run before it."""
        known = self.store.find(request)
        if known is not None:
            for frame in known.frames[len(request.prefix) :]:
                yield frame
            yield replace(known.end, stats=TraceStats(frames=len(known.frames)))
            return
        asked, end = (request, None) if request.prefix else self._after_edit(request)
        frames = list(asked.prefix)
        for frame in asked.prefix[len(request.prefix) :]:
            yield frame
        if end is not None:
            self.store.add(FinishedRun(request, tuple(frames), end))
            yield end
            return
        async with aclosing(self._predictor.predict(asked)) as items:  # type: ignore[type-var]
            async for item in items:
                if isinstance(item, TraceFrame):
                    frames.append(item)
                elif item.outcome is not Outcome.CANCELLED:
                    self.store.add(FinishedRun(replace(request, old=()), tuple(frames), item))
                yield item

    def _after_edit(self, request: PredictionRequest) -> tuple[PredictionRequest, PredictionEnd | None]:
        """Put what an edit left of the run before it into a request; with its end when nothing is left to ask."""
        run = self.store.before_edit(request)
        if run is None or not run.frames:
            return request, None
        old, new = _program(run.request), _program(request)
        kept = kept_frames(old, new, entry_of(new, request.function, request.line), run.frames)[: request.max_frames]
        end = None
        if len(kept) == len(run.frames):
            if run.end.outcome in _NATURAL:
                end = replace(run.end, stats=TraceStats(frames=len(kept)))
            else:
                kept.pop()  # why it ended there is for the new run to say
        return replace(request, prefix=tuple(kept), old=old_run(old, new, run.frames)), end


def _program(request: PredictionRequest) -> Program:
    return parse(request.source, file=request.file)
