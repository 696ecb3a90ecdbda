"""Predict a call of a function object with real arguments, within a time limit, beside whatever the process does.

The prediction runs in a thread with an event loop of its own, so that a test's loop is not touched; the model is in the
model service. Then the call is recorded and compared.
"""

import asyncio
import inspect
import os
import threading
import time
from collections.abc import Awaitable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType
from typing import Any

from model_runtime.divergence_history import keep_trace
from model_runtime.entering import entered_for_real
from model_runtime.errors import DeskcheckError
from model_runtime.foresight import ForesightPredictor
from model_runtime.inline_recorder import InlineRecorder, plain_repr
from model_runtime.neighbours import Modules
from model_runtime.predictor import PredictionEnd, PredictionRequest, Predictor
from model_runtime.program.context import Context, context_of
from model_runtime.program.parser import parse
from model_runtime.prompt import entry_of
from model_runtime.trace.compare import compare, same_place
from model_runtime.trace.frames import Origin, Outcome, Trace, TraceEvent, TraceFrame, Value
from model_runtime.trace.values import same_value

MAX_FRAMES = 256


@dataclass(frozen=True, slots=True)
class Foretold:
    """A call that was predicted."""

    request: PredictionRequest
    context: Context
    code: CodeType
    frames: tuple[TraceFrame, ...]  # placed in their files
    end: PredictionEnd | None  # None: time was up
    failure: str | None
    seconds: float

    @property
    def expectation(self) -> str:
        """Say whether the call was predicted to end well: passes, fails or unknown."""
        outcome = self.end.outcome if self.end is not None else None
        return {Outcome.RETURNED: "passes", Outcome.RAISED: "fails"}.get(outcome, "unknown") if outcome else "unknown"

    @property
    def words(self) -> str:
        """Say why."""
        if self.end is None:
            return self.failure or "time was up"
        if self.end.outcome is Outcome.RAISED:
            line = next((f.line for f in self.frames if f.event is TraceEvent.EXCEPTION), None)
            return f"predicted {self.end.result}" + (f" at line {line}" if line else "")
        return self.end.note or ""

    def recorder(self) -> InlineRecorder:
        """Give what records the call."""
        places = {(place.file, place.line) for place in self.context.places}
        return InlineRecorder(self.code, lambda path, line: (path, line) in places)

    def compare(self, recorder: InlineRecorder) -> tuple[str | None, int, int]:
        """Say where the runs part, how many frames agree from the start, and how many were compared."""
        if not recorder.is_active or not recorder.frames:
            return None, 0, 0
        n = len(self.frames) if self.end is None or self.end.outcome is Outcome.LIMIT else len(recorder.frames)
        real = [frame for frame in recorder.frames][:n]
        for index, frame in enumerate(real):
            where = f"at {Path(frame.file or '').name}:{frame.line}"
            if index >= len(self.frames):
                return f"{where}: it was predicted to be over", index, len(real)
            ours = self.frames[index]
            if not same_place(ours, frame):
                return f"{where}: predicted {ours.event} at line {ours.line}, was {frame.event}", index, len(real)
            wrong = _difference(ours, frame)
            if wrong is not None:
                return f"{where}: {wrong}", index, len(real)
        return None, len(real), len(real)

    def compare_failure(self, error: BaseException) -> str | None:
        """Say where the prediction and a run that failed part, from what the exception tells: nothing was recorded."""
        at = error.__traceback__
        while at is not None and at.tb_frame.f_code is not self.code:
            at = at.tb_next
        if at is None:
            return None
        line = at.tb_lineno
        where = f"at {Path(self.code.co_filename).name}:{line}"
        raised = self.end.result if self.end is not None and self.end.outcome is Outcome.RAISED else None
        ours = [f for f in self.frames if f.activation == 0 and f.line == line]
        if raised is not None and raised.startswith(f"{type(error).__name__}(") and ours:
            return None
        if self.end is None and not ours:
            return None  # the prediction did not come as far
        lines = [frame for frame in ours if frame.event is TraceEvent.LINE]
        if not lines:
            return f"{where}: it was predicted never to come here"
        for name, value in at.tb_frame.f_locals.items():
            real, predicted = Value(plain_repr(value)), lines[-1].locals.get(name)
            if not name.startswith("@") and predicted is not None and not _agree(predicted, real):
                return f"{where}: {name} predicted {predicted}, was {real}"
        return f"{where}: predicted to go on, raised {type(error).__name__}"

    def keep(self, recorder: InlineRecorder) -> None:
        """Keep the recorded run to train on."""
        lines = {file: self.context.lines_of(file) for file in {place.file for place in self.context.places}}
        text = self.context.text.split("\n")
        frames = []
        for frame in recorder.frames:
            line = lines[frame.file][frame.line]
            frames.append(replace(frame, line=line, source=text[line - 1], file=None))
        last = frames[-1]
        outcome = Outcome.RETURNED if last.kind == "returned" else Outcome.RAISED
        raised = [frame.arg for frame in frames if frame.event is TraceEvent.EXCEPTION]
        result = last.arg if outcome is Outcome.RETURNED else (raised[-1] if raised else None)
        call = self.request.call or self.request.function
        trace = Trace(tuple(frames), outcome, result, Origin.RECORDED, None, self.request.function, call, "test")
        if not compare(frames, frames).exact or frames[0].event is not TraceEvent.CALL:
            return
        keep_trace(self.context.text, trace)


def _difference(ours: TraceFrame, real: TraceFrame) -> str | None:
    if real.event in (TraceEvent.RETURN, TraceEvent.EXCEPTION):
        is_assert = all(str(side).startswith("AssertionError(") for side in (ours.arg, real.arg))
        if is_assert or _agree(ours.arg, real.arg):  # pytest writes the message of an assert
            return None
        return f"predicted {real.event} of {ours.arg}, was {real.arg}"
    for name in dict.fromkeys((*real.locals, *ours.locals)):
        if not _agree(ours.locals.get(name), real.locals.get(name)):
            return f"{name} predicted {ours.locals.get(name, 'nothing')}, was {real.locals.get(name, 'nothing')}"
    return None


def _agree(ours: Value | None, real: Value | None) -> bool:
    """Whether two values agree, or nobody can say: objects were not asked what they are."""
    return same_value(ours, real) or (real is not None and ("<" in real or "...<+" in real))


class Foreteller:
    """Predicts calls in a thread of its own."""

    def __init__(self, *, model: str | None = None, seconds: float = 2.0) -> None:
        self._model = model
        self._seconds = seconds
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="deskcheck-foretell", daemon=True)
        self._thread.start()
        self._modules = Modules()
        self._service: Any = None
        self._pid = os.getpid()

    def foretell(self, function: Any, arguments: Mapping[str, Any]) -> Foretold | None:
        """Predict a call; None for what is no plain function of a file.

        Raises:
            DeskcheckError: its text cannot be read.
        """
        plain = inspect.unwrap(getattr(function, "__func__", function))
        code = getattr(plain, "__code__", None)
        if code is None or inspect.iscoroutinefunction(plain) or os.getpid() != self._pid:
            return None
        path = os.path.realpath(code.co_filename)
        program = self._modules.program(Path(path)) if os.path.isfile(path) else None
        found = None if program is None else program.function(code.co_qualname, code.co_firstlineno)
        if program is None or found is None:
            return None
        context = context_of(program, found, find_module=self._modules.find)
        text = parse(context.text, file=path)
        entry = entry_of(text, found.name, context.entry_line)
        given = {
            name: Value(plain_repr(arguments[name]), Origin.RECORDED) for name in entry.params if name in arguments
        }
        if hasattr(function, "__self__") and entry.params:
            given = {entry.params[0]: Value(plain_repr(function.__self__)), **given}
        request = entered_for_real(context, entry, given, file=path, why="test", max_frames=MAX_FRAMES)
        began = time.perf_counter()
        future = asyncio.run_coroutine_threadsafe(self._predict(request, context), self._loop)
        frames, end, failure = future.result()
        return Foretold(request, context, code, tuple(frames), end, failure, time.perf_counter() - began)

    async def _predict(
        self, request: PredictionRequest, context: Context
    ) -> tuple[list[TraceFrame], PredictionEnd | None, str | None]:
        frames = [context.placed(frame) for frame in request.prefix]
        try:
            async with (
                asyncio.timeout(self._seconds),
                aclosing(ForesightPredictor(self._predictor).predict(request)) as items,  # type: ignore[type-var]
            ):
                async for item in items:
                    if isinstance(item, PredictionEnd):
                        return frames, item, None
                    frames.append(context.placed(item))
        except TimeoutError:
            return frames, None, f"time was up after {len(frames)} frames"
        except DeskcheckError as error:
            return frames, None, str(error)
        return frames, None, "the prediction stopped without an end"

    def _predictor(self) -> Awaitable[Predictor]:
        return self._open()

    async def _open(self) -> Predictor:
        from model_runtime.client import ServicePredictor

        if self._model == "none":
            raise DeskcheckError("goes beyond what follows from the text")
        if self._service is None:
            self._service = ServicePredictor(self._model)
        service: Predictor = self._service
        return service

    def close(self) -> None:
        """Stop the thread."""
        if os.getpid() == self._pid:
            if self._service is not None:
                self._loop.call_soon_threadsafe(self._service.close)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(5)
