"""One imagined run that grows as far as somebody looks, and its forks: what happened instead after an edit.

Frames come from a `Predictor` one by one, when somebody looks at them, and are kept: none is imagined twice, none ahead
of time. Knows no cursor.
"""

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from model_runtime.errors import DeskcheckError
from model_runtime.predictor import PredictionEnd, PredictionRequest, Predictor
from model_runtime.program.context import Context
from model_runtime.timeline import Timeline
from model_runtime.trace.frames import Outcome, TraceFrame

MAX_FRAMES = 10_000
UNSURE_BELOW = 0.1  # a frame that the model gives less than this ends the run, until somebody insists


class EndingKind(StrEnum):
    """How a run ended: the outcomes of a trace, and that the model does not know how to go on."""

    RETURNED = "returned"
    RAISED = "raised"
    LIMIT = "limit"
    ENDLESS = "endless"
    CANCELLED = "cancelled"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended, and why in words."""

    kind: EndingKind
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
        unsure_below: float = UNSURE_BELOW,
    ) -> None:
        self.request = request
        self.context = context
        self.name = name
        self.parent = parent
        self.timeline = Timeline()
        self.ending: Ending | None = None
        self.forward_passes = 0  # of the predictions that have ended
        self.jumped: set[int] = set()  # CALL frames whose inside was left out
        self._predictor = predictor
        self._max_frames = max_frames
        self._unsure_below = unsure_below
        self._raw: list[TraceFrame] = []
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
        ending, self.ending = self.ending, self.ending or Ending(EndingKind.LIMIT, "nothing beyond is known")

        def let_go() -> None:
            self.ending = ending

        return let_go

    async def _grow(self) -> None:
        if self._items is None:
            await self._begin()
        assert self._items is not None
        try:
            item = await anext(self._items)
        except StopAsyncIteration:  # its event loop was closed; or it gives nothing at all
            self._items = None
            if self._asked_at == len(self._raw):
                self.ending = Ending(EndingKind.LIMIT, "the prediction stopped without an end")
            return
        except BaseException:
            await self.rest()  # a cancelled wait ends the iterator: the next one goes on behind the frames that came
            raise
        if isinstance(item, TraceFrame):
            self._add(item)
            self._weigh(len(self._raw) - 1)
            return
        await self.rest()
        self.forward_passes += item.stats.forward_passes
        self.ending = Ending(EndingKind(item.outcome.value), self._words(item))

    async def _begin(self, *, to_return: bool = False) -> None:
        """Ask for what comes behind the frames that there are."""
        await self.rest()
        if self.parent is not None:
            await self.parent.rest()  # what its model has read is free for this run, which begins alike
        self._asked_at = len(self._raw)
        request = replace(
            self.request,
            prefix=tuple(self._raw),
            max_frames=len(self._raw) + 1 if to_return else self._max_frames,
            to_return=to_return,
            is_urgent=True,
            ahead=0,
        )
        self._items = aiter(self._predictor.predict(request))

    async def jump_to_return(self) -> None:
        """Imagine the return of the call that the newest frame enters, without what happens inside.

        Raises:
            DeskcheckError: the call has no return, or the model cannot be had.
        """
        call = len(self._raw) - 1
        await self._begin(to_return=True)
        try:
            assert self._items is not None
            async for item in self._items:
                if isinstance(item, TraceFrame):
                    self.jumped.add(call)
                    self._add(item)
                    self._weigh(call + 1)
                    return
        finally:
            await self.rest()
        raise DeskcheckError("no return of this call is predicted")

    def _weigh(self, index: int) -> None:
        """End the run where the model does not know how it went on."""
        sure = self.timeline.least_confidence(index)
        if sure < self._unsure_below:
            line = self.timeline.frames[index].line
            words = f"the model is unsure: it gives what it says of line {line} {sure:.0%}"
            self.ending = Ending(EndingKind.UNSURE, words)

    def insist(self) -> bool:
        """Go on although the model is unsure, from here on whatever it gives; False where that is not the ending."""
        if self.ending is None or self.ending.kind is not EndingKind.UNSURE:
            return False
        self.ending, self._unsure_below = None, 0.0
        return True

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

    def fork(self, frames: tuple[TraceFrame, ...], name: str) -> "ImaginedRun":
        """Give the run that begins with other frames (in the words of the request), to be imagined on."""
        run = ImaginedRun(
            self._predictor,
            replace(self.request, prefix=frames, old=()),
            self.context,
            name=name,
            parent=self,
            max_frames=self._max_frames,
            unsure_below=self._unsure_below,
        )
        run.jumped = {call for call in self.jumped if call + 1 < len(frames)}
        return run

    def raw(self, index: int) -> TraceFrame:
        """Give a frame in the words of the request."""
        return self._raw[index]

    def raws(self, stop: int) -> tuple[TraceFrame, ...]:
        """Give the frames before an index in the words of the request."""
        return tuple(self._raw[:stop])

    async def rest(self) -> None:
        """Let go of the predictor; the next frame asks again behind what is there."""
        items, self._items = self._items, None
        if items is not None:
            with contextlib.suppress(DeskcheckError, RuntimeError):
                await items.aclose()  # type: ignore[attr-defined]
