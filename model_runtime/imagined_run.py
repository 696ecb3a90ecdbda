"""One imagined run that grows as far as somebody looks, and its forks: what happened instead after an edit.

Frames come from a `Predictor` one by one and are kept: none is imagined twice. Knows no cursor.
"""

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from itertools import count, takewhile

from model_runtime.errors import DeskcheckError
from model_runtime.predictor import PredictionEnd, PredictionRequest, Predictor
from model_runtime.program.context import Context
from model_runtime.timeline import Timeline
from model_runtime.trace.frames import Outcome, TraceFrame

CHUNK = 256  # frames asked for at a time: what runs ahead of the user is bounded
MAX_FRAMES = 10_000


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended, and why in words."""

    outcome: Outcome
    words: str


class ImaginedRun:
    """The frames of a run so far, in the words of the request (`raw`) and placed in their files (`timeline`)."""

    def __init__(
        self,
        predictor: Predictor,
        request: PredictionRequest,
        context: Context | None = None,
        *,
        name: str = "main",
        parent: "ImaginedRun | None" = None,
        max_frames: int = MAX_FRAMES,
    ) -> None:
        self.request = request
        self.context = context
        self.name = name
        self.parent = parent
        self.timeline = Timeline()
        self.ending: Ending | None = None
        self.forward_passes = 0
        self._predictor = predictor
        self._max_frames = max_frames
        self._raw: list[TraceFrame] = []
        self._asked = 0  # frames, those known included
        self._asked_at = 0
        self._items: AsyncIterator[TraceFrame | PredictionEnd] | None = None
        for frame in request.prefix:
            self._add(frame)

    def _add(self, frame: TraceFrame) -> None:
        self._raw.append(frame)
        self.timeline.append(self.context.placed(frame) if self.context else frame)

    async def has(self, index: int) -> bool:
        """Whether the run has a frame, imagining what is missing on the way there.

        Raises:
            DeskcheckError: the model cannot be had, or the prediction failed.
        """
        while len(self._raw) <= index and self.ending is None:
            await self._grow()
        return len(self._raw) > index

    def hold(self) -> Callable[[], None]:
        """Imagine nothing more until the function that is given is called."""
        ending, self.ending = self.ending, self.ending or Ending(Outcome.LIMIT, "nothing beyond is known")

        def let_go() -> None:
            self.ending = ending

        return let_go

    async def _grow(self) -> None:
        if self._items is None:
            self._asked = min(self._max_frames, len(self._raw) + CHUNK)
            request = replace(self.request, prefix=tuple(self._raw), max_frames=self._asked, is_urgent=True)
            self._asked_at = len(self._raw)
            self._items = aiter(self._predictor.predict(request))
        try:
            item = await anext(self._items)
        except StopAsyncIteration:  # its event loop was closed; or it gives nothing at all
            self._items = None
            if self._asked_at == len(self._raw):
                self.ending = Ending(Outcome.LIMIT, "the prediction stopped without an end")
            return
        except BaseException:
            await self.rest()  # a cancelled wait ends the iterator: the next one goes on behind the frames that came
            raise
        if isinstance(item, TraceFrame):
            self._add(item)
            return
        await self.rest()
        self.forward_passes += item.stats.forward_passes
        was_cut_here = item.outcome is Outcome.LIMIT and self._asked <= len(self._raw) < self._max_frames
        if not was_cut_here:
            self.ending = Ending(item.outcome, self._words(item))

    def _words(self, end: PredictionEnd) -> str:
        note = self.context.placed_note(end.note) if self.context else end.note
        match end.outcome:
            case Outcome.RETURNED:
                return f"returned {end.result}"
            case Outcome.RAISED:
                return f"raised {end.result}"
            case Outcome.ENDLESS:
                return f"never ends: {note}" if note else "never ends"
            case Outcome.CANCELLED:
                return "cancelled"
        if len(self._raw) >= self._max_frames:
            note = f"stopped at the limit of {self._max_frames} frames"
        likely = f"; likely endless ({end.endless:.0%})" if end.endless is not None and end.endless >= 0.5 else ""
        return f"{note or 'stopped at a limit'}{likely}"

    def fork(self, index: int, frame: TraceFrame, name: str) -> "ImaginedRun":
        """Give the run in which the frame at an index was another (in the words of the request), to be imagined on."""
        request = replace(self.request, prefix=(*self._raw[:index], frame), old=())
        return ImaginedRun(self._predictor, request, self.context, name=name, parent=self, max_frames=self._max_frames)

    def raw(self, index: int) -> TraceFrame:
        """Give a frame in the words of the request."""
        return self._raw[index]

    def first_difference(self, other: "ImaginedRun") -> int | None:
        """Give the first frame at which two runs differ, None where they agree as far as both are known."""
        ours, theirs = self._raw, other._raw
        n = min(len(ours), len(theirs))
        same = sum(1 for _ in takewhile(lambda i: i < n and _same(ours[i], theirs[i]), count()))
        return same if same < n or len(ours) != len(theirs) else None

    async def rest(self) -> None:
        """Let go of the predictor; the next frame asks again behind what is there."""
        items, self._items = self._items, None
        if items is not None:
            with contextlib.suppress(DeskcheckError, RuntimeError):
                await items.aclose()  # type: ignore[attr-defined]


def _same(a: TraceFrame, b: TraceFrame) -> bool:
    return (a.event, a.line, a.depth, dict(a.locals), a.arg) == (b.event, b.line, b.depth, dict(b.locals), b.arg)
