"""A debugger over imagined runs: moves, breakpoints, what-if edits. Time is a list, so every move has its inverse.

The cursor stands on a frame of a run that grows as far as the user goes. Moving about in what is known asks the model
nothing; a step beyond it costs the frames of that step. Knows no protocol and no screen.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from model_runtime.breakpoints import (
    Breakpoints,
    DataBreakpoint,
    FunctionBreakpoint,
    LineBreakpoint,
    is_hit_often_enough,
)
from model_runtime.errors import DeskcheckError
from model_runtime.imagined_run import MAX_FRAMES, ImaginedRun
from model_runtime.line_code import whole_statement
from model_runtime.predictor import PredictionRequest, Predictor
from model_runtime.program.context import Context
from model_runtime.program.parser import Program, parse
from model_runtime.timeline import Timeline
from model_runtime.trace.frames import Origin, Outcome, ReturnKind, TraceEvent, TraceFrame, Value
from model_runtime.watch import Answer, evaluate, exact, is_true, new_value

RETURNED = "(return)"  # the name under which a returned value is shown and edited
_FIELD = re.compile(r"\{([^{}]+)\}")


class StopReason(StrEnum):
    """Why the cursor stands where it does; the words of DAP's `stopped` event where it has them."""

    ENTRY = "entry"
    STEP = "step"
    BREAKPOINT = "breakpoint"
    FUNCTION_BREAKPOINT = "function breakpoint"
    DATA_BREAKPOINT = "data breakpoint"
    EXCEPTION = "exception"
    UNSURE = "unsure"
    GOTO = "goto"
    RESTART = "restart"
    FORK = "fork"
    START = "start"  # going back came to the first frame
    END = "end"  # the run is over; `text` says how


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a move ended."""

    reason: StopReason
    text: str | None = None
    breakpoint_ids: tuple[int, ...] = ()
    log: tuple[tuple[str, TraceFrame], ...] = ()  # what logpoints said on the way


@dataclass(frozen=True, slots=True)
class _Hit:
    reason: StopReason
    ids: tuple[int, ...] = ()
    text: str | None = None


class NeuralDebugger:
    """A cursor over an imagined run and its forks."""

    def __init__(
        self,
        predictor: Predictor,
        request: PredictionRequest,
        context: Context | None = None,
        *,
        max_frames: int = MAX_FRAMES,
    ) -> None:
        self.runs = [ImaginedRun(predictor, request, context, max_frames=max_frames)]
        self.run = self.runs[0]
        self.cursor = 0
        self.breakpoints = Breakpoints()
        self._predictor = predictor
        self._steps: list[int] = []  # where the steps that led here in one go began

    # ------------------------------------------------------------ what is seen

    @property
    def timeline(self) -> Timeline:
        """The frames of the run that the cursor is in."""
        return self.run.timeline

    @property
    def frame(self) -> TraceFrame:
        """The frame at the cursor."""
        return self.timeline.frames[self.cursor]

    @property
    def is_at_end(self) -> bool:
        """Whether the run is over and the cursor stands on its last stop."""
        return self.run.ending is not None and self._known_stop(self.cursor + 1, +1) is None

    def stack(self) -> list[TraceFrame]:
        """Give the frames of the open calls, innermost first."""
        return [self.timeline.frames[index] for index in self.timeline.stack(self.cursor)]

    def variables(self, level: int = 0) -> Mapping[str, Value]:
        """Give the state of an open call, the returned value among it; 0 is the innermost."""
        index = self._at_level(level)
        frame = self.timeline.frames[index]
        shown = dict(self.timeline.locals_at(index))
        if frame.event is TraceEvent.RETURN and frame.arg is not None:
            shown[RETURNED] = frame.arg
        return shown

    def changed(self) -> frozenset[str]:
        """Give the names that got their value by the step that led to the cursor."""
        return self.timeline.changed(self.cursor)

    def history(self, name: str, level: int = 0) -> list[tuple[int, Value]]:
        """Give (frame index, value) of each change of a name in an open call, oldest first, up to the cursor."""
        index = self._at_level(level)
        activation = self.timeline.frames[index].activation
        found: list[tuple[int, Value]] = []
        for at, frame in enumerate(self.timeline.frames[: index + 1]):
            value = frame.locals.get(name) if frame.activation == activation else None
            if value is not None and (not found or found[-1][1] != value):
                found.append((at, value))
        return found

    # ------------------------------------------------------------ moves

    async def start(self) -> Stop:
        """Stand on the first frame.

        Raises:
            DeskcheckError: nothing can be imagined.
        """
        if not await self.run.has(0):
            raise DeskcheckError(self.run.ending.words if self.run.ending else "nothing was predicted")
        self.cursor = 0
        self._steps.clear()
        return Stop(StopReason.ENTRY)

    async def step_in(self, target: str | None = None) -> Stop:
        """Go to the next stop, into calls; with a target only into calls of that function."""
        begin = self.cursor
        if target is None:
            return await self._step(await self._next_stop(begin), begin)
        depth = self.timeline.depth(begin)
        index = begin + 1
        while await self.run.has(index) and (
            self.timeline.depth(index) > depth or self.timeline.frames[index].event is TraceEvent.CALL
        ):
            frame = self.timeline.frames[index]
            if frame.event is TraceEvent.CALL and _is_named(frame.function, target):
                return await self._step(await self._next_stop(index), begin)
            index += 1
        return await self.step_over()

    async def step_over(self) -> Stop:
        """Go to the next stop of this call or of one that called it: calls are imagined, but not shown."""
        return await self._step(await self._next_outside(self.timeline.depth(self.cursor)), self.cursor)

    async def step_out(self) -> Stop:
        """Go to the next stop of a calling function; from the entry to the end."""
        depth = self.timeline.depth(self.cursor)
        if depth == 0:
            last = self.cursor
            while (index := await self._next_stop(last)) is not None:
                last = index
            return await self._step(last if last != self.cursor else None, self.cursor)
        return await self._step(await self._next_outside(depth - 1), self.cursor)

    async def step_back(self) -> Stop:
        """Undo the last step; without one go to the stop before, over calls."""
        if self._steps:
            self.cursor = self._steps.pop()
            return Stop(StopReason.STEP)
        return self._back_to(self._previous_outside(self.timeline.depth(self.cursor)))

    def step_back_in(self) -> Stop:
        """Go to the stop before, into calls from their end."""
        self._steps.clear()
        return self._back_to(self._known_stop(self.cursor - 1, -1))

    async def resume(self) -> Stop:
        """Go on to what a breakpoint asks for, or to the end."""
        begin, index, log = self.cursor, self.cursor, list[tuple[str, TraceFrame]]()
        self._steps.clear()
        while (found := await self._next_candidate(index)) is not None:
            index = found
            log += await self._log_at(index)
            hit = await self._hit(index)
            if hit is not None:
                self.cursor = index
                return Stop(hit.reason, hit.text, hit.ids, tuple(log))
        raised = self._uncaught() if self.breakpoints.uncaught else None
        if raised is not None and raised > begin:
            self.cursor = raised
            return Stop(StopReason.EXCEPTION, str(self.frame.arg), (), tuple(log))
        self.cursor = self._known_stop(len(self.timeline) - 1, -1) or 0
        return Stop(StopReason.END, self._ending_words(), (), tuple(log))

    async def reverse(self) -> Stop:
        """Go back to what a breakpoint asks for, or to the first frame."""
        self._steps.clear()
        index = self.cursor
        while (found := self._previous_candidate(index)) is not None:
            index = found
            hit = await self._hit(index)
            if hit is None and self.breakpoints.uncaught and index == self._uncaught():
                hit = _Hit(StopReason.EXCEPTION, (), str(self.timeline.frames[index].arg))
            if hit is not None:
                self.cursor = index
                return Stop(hit.reason, hit.text, hit.ids)
        self.cursor = 0
        return Stop(StopReason.START)

    async def run_to(self, file: str | None, line: int) -> Stop:
        """Go on to a line, stopping at breakpoints before it."""
        kept = self.breakpoints
        self.breakpoints = replace(kept, only_at=((file, line),))
        try:
            return await self.resume()
        finally:
            self.breakpoints = kept

    async def restart_frame(self, level: int = 0) -> Stop:
        """Go back to where an open call began."""
        self._steps.clear()
        begin = self.timeline.call_of(self._at_level(level))
        self.cursor = begin if begin == 0 else await self._next_stop(begin) or begin
        return Stop(StopReason.RESTART)

    def go_to(self, index: int) -> Stop:
        """Stand on a frame that has been imagined, or on the stop before it.

        Raises:
            DeskcheckError: there is no such frame.
        """
        if not 0 <= index < len(self.timeline):
            raise DeskcheckError(f"there is no frame {index}: {len(self.timeline)} have been imagined")
        self._steps.clear()
        self.cursor = self._known_stop(index, -1) or 0
        return Stop(StopReason.GOTO)

    # ------------------------------------------------------------ what if

    def set_variable(self, name: str, text: str) -> Value:
        """Give a name of the innermost call another value: the run forks here and is imagined anew from the edit.

        Raises:
            DeskcheckError: the text gives no value, or this frame holds no such state.
        """
        value = new_value(text, self.variables())
        raw = self.run.raw(self.cursor)
        if name == RETURNED and raw.event is TraceEvent.RETURN and raw.kind is not ReturnKind.UNWOUND:
            edited = replace(raw, arg=value, origin=Origin.EDITED)
        elif raw.event in (TraceEvent.CALL, TraceEvent.LINE):
            edited = replace(raw, locals={**raw.locals, name: value}, origin=Origin.EDITED)
        else:
            raise DeskcheckError("the line has run: step back to before it to change a variable")
        self._fork(edited, f"{name} = {value}")
        return value

    def jump(self, line: int) -> Stop:
        """Let another line of the function run next, with the state as it is: the run forks here.

        Raises:
            DeskcheckError: control cannot be put there.
        """
        if line not in self.jump_lines():
            raise DeskcheckError(f"control cannot be put on line {line}: choose a statement of {self.frame.function}")
        inner = self._inner_line(line)
        source = self.program.lines[inner - 1]
        edited = replace(self.run.raw(self.cursor), line=inner, source=source, origin=Origin.EDITED)
        self._fork(edited, f"jump to line {line}")
        return Stop(StopReason.GOTO)

    def jump_lines(self) -> list[int]:
        """Give the lines that control can be put on, in the file of the innermost call."""
        raw = self.run.raw(self.cursor)
        function = self.program.function_at(raw.line)
        if function is None or raw.event is not TraceEvent.LINE:
            return []
        inside = [
            line
            for line in range(function.line + 1, function.end_line + 1)
            if self.program.function_at(line) == function and whole_statement(self.program, line) is not None
        ]
        return [place[1] for line in inside if (place := self._place(line))[0] == self.frame.file]

    def switch(self, number: int) -> Stop:
        """Go to another fork, to the frame where it began.

        Raises:
            DeskcheckError: there is no such fork.
        """
        if not 0 <= number < len(self.runs):
            raise DeskcheckError(f"there is no run {number}: there are {len(self.runs)}, counted from 0")
        self.run = self.runs[number]
        self._steps.clear()
        self.cursor = min(max(0, len(self.run.request.prefix) - 1), len(self.timeline) - 1)
        return Stop(StopReason.FORK, self.run.name)

    def _fork(self, edited: TraceFrame, name: str) -> None:
        self.run = self.run.fork(self.cursor, edited, name)
        self.runs.append(self.run)
        self._steps.clear()

    async def close(self) -> None:
        """Stop imagining."""
        for run in self.runs:
            await run.rest()

    # ------------------------------------------------------------ expressions

    async def evaluate(self, expression: str, level: int = 0) -> Answer:
        """Give the value of an expression in an open call: exact where it follows, else imagined; never executed.

        Raises:
            DeskcheckError: it is no expression, or no value can be given.
        """
        return await evaluate(expression, self.variables(level), self._predictor, self.run.request)

    # ------------------------------------------------------------ the program

    @property
    def program(self) -> Program:
        """The text that is imagined."""
        return parse(self.run.request.source)

    def calls_on_line(self) -> list[str]:
        """Give the functions of the program that the line at the cursor may call."""
        frame = self.run.raw(self.cursor)
        names = {function.name for function in self.program.functions if not function.name.endswith(">")}
        short = {name.rpartition(".")[2]: name for name in names}
        called: list[str] = re.findall(r"([\w.]+)\s*\(", frame.source)
        if frame.source.lstrip().startswith(("def ", "async def ")):
            return []
        found = (name if name in names else short.get(name.rpartition(".")[2]) for name in called)
        return list(dict.fromkeys(name for name in found if name is not None))

    def _place(self, line: int) -> tuple[str | None, int]:
        if self.run.context is None:
            return self.run.request.file, line
        place = self.run.context.places[line - 1]
        return place.file, place.line

    def _inner_line(self, line: int) -> int:
        if self.run.context is None:
            return line
        return self.run.context.lines_of(self.frame.file)[line]

    # ------------------------------------------------------------ finding stops

    def _at_level(self, level: int) -> int:
        stack = self.timeline.stack(self.cursor)
        if not 0 <= level < len(stack):
            raise DeskcheckError(f"there is no call {level} on the stack of {len(stack)}")
        return stack[level]

    async def _step(self, index: int | None, begin: int) -> Stop:
        if index is None:
            return Stop(StopReason.END, self._ending_words())
        self._steps.append(begin)
        self.cursor = index
        return Stop(StopReason.STEP)

    def _back_to(self, index: int | None) -> Stop:
        if index is None:
            return Stop(StopReason.START)
        self.cursor = index
        return Stop(StopReason.STEP)

    def _known_stop(self, index: int, direction: int) -> int | None:
        while 0 <= index < len(self.timeline):
            if self.timeline.is_stop(index):
                return index
            index += direction
        return None

    async def _next_stop(self, index: int) -> int | None:
        index += 1
        while await self.run.has(index):
            if self.timeline.is_stop(index):
                return index
            index += 1
        return None

    async def _next_outside(self, depth: int) -> int | None:
        """Give the next stop at most so deep, passing over calls that are known as a whole."""
        index = self.cursor + 1
        while await self.run.has(index):
            if self.timeline.depth(index) <= depth and self.timeline.is_stop(index):
                return index
            if self.timeline.depth(index) > depth and self.timeline.frames[index].event is TraceEvent.CALL:
                end = self.timeline.end_of(index)
                index = index if end is None else end
            index += 1
        return None

    def _previous_outside(self, depth: int) -> int | None:
        index = self.cursor - 1
        while index >= 0:
            if self.timeline.depth(index) <= depth and self.timeline.is_stop(index):
                return index
            if self.timeline.depth(index) > depth:
                index = self.timeline.start_of(index) or index
            index -= 1
        return None

    # ------------------------------------------------------------ breakpoints

    def _places(self) -> list[tuple[str | None, int]] | None:
        """Give the places to stop at when nothing else needs a look at every frame."""
        points = self.breakpoints
        if points.functions or points.data or points.raised or points.unsure is not None:
            return None
        return [*((point.file, point.line) for point in points.lines), *points.only_at]

    async def _next_candidate(self, index: int) -> int | None:
        places = self._places()
        if places is not None:
            known = self.timeline.next_at(places, index)
            if known is not None:
                return known
            index = max(index, len(self.timeline) - 1)
        return await self._next_stop(index)

    def _previous_candidate(self, index: int) -> int | None:
        places = self._places()
        if places is None:
            return self._known_stop(index - 1, -1)
        found = self.timeline.last_at(places, index)
        raised = self._uncaught() if self.breakpoints.uncaught else None
        if raised is not None and raised < index and (found is None or raised > found):
            return raised
        return found

    async def _hit(self, index: int) -> _Hit | None:
        """Say what stops at a frame, None where nothing does."""
        points, frame = self.breakpoints, self.timeline.frames[index]
        if (frame.file, frame.line) in points.only_at and frame.event is TraceEvent.LINE:
            return _Hit(StopReason.GOTO)
        lines = [p for p in points.lines if p.log_message is None and await self._line_hit(p, index)]
        if lines:
            return _Hit(StopReason.BREAKPOINT, tuple(point.id for point in lines))
        functions = [p for p in points.functions if await self._function_hit(p, index)]
        if functions:
            return _Hit(StopReason.FUNCTION_BREAKPOINT, tuple(point.id for point in functions))
        data = [p for p in points.data if await self._data_hit(p, index)]
        if data:
            names = ", ".join(f"{p.name} is now {frame.locals.get(p.name, 'unbound')}" for p in data)
            return _Hit(StopReason.DATA_BREAKPOINT, tuple(point.id for point in data), names)
        if points.raised and self._is_raised_here(index):
            return _Hit(StopReason.EXCEPTION, (), str(frame.arg))
        if points.unsure is not None and (least := self._least_confidence(index)) < points.unsure:
            return _Hit(StopReason.UNSURE, (), f"the model gives this {least:.0%}")
        return None

    def _is_at(self, point: LineBreakpoint, index: int) -> bool:
        frame = self.timeline.frames[index]
        return frame.event is TraceEvent.LINE and frame.line == point.line and frame.file == point.file

    async def _line_hit(self, point: LineBreakpoint, index: int) -> bool:
        if not self._is_at(point, index) or not await self._holds(point.condition, index):
            return False
        return await self._often_enough(point, index, lambda at: self._is_at(point, at))

    async def _function_hit(self, point: FunctionBreakpoint, index: int) -> bool:
        def is_entered(at: int) -> bool:
            frame, before = self.timeline.frames[at], self.timeline.frames[at - 1]
            is_first = at > 0 and before.event is TraceEvent.CALL and frame.event is TraceEvent.LINE
            return is_first and _is_named(frame.function, point.name)

        if not is_entered(index) or not await self._holds(point.condition, index):
            return False
        return await self._often_enough(point, index, is_entered)

    async def _data_hit(self, point: DataBreakpoint, index: int) -> bool:
        def is_changed(at: int) -> bool:
            frame = self.timeline.frames[at]
            return _is_named(frame.function, point.function) and point.name in self.timeline.changed(at) and at > 0

        if not is_changed(index) or not await self._holds(point.condition, index):
            return False
        return await self._often_enough(point, index, is_changed)

    async def _often_enough(
        self, point: LineBreakpoint | FunctionBreakpoint | DataBreakpoint, index: int, is_hit: Callable[[int], bool]
    ) -> bool:
        """Count hits from the start of the run, so that they are the same whichever way one comes."""
        if not point.hit_condition:
            return True
        hits = 0
        for at in range(index + 1):
            if self.timeline.is_stop(at) and is_hit(at) and (at == index or await self._holds(point.condition, at)):
                hits += 1
        return is_hit_often_enough(point.hit_condition, hits)

    async def _holds(self, condition: str | None, index: int) -> bool:
        """Whether a condition holds at a frame; one that cannot be decided stops, as one with an error does."""
        if not condition or not condition.strip():
            return True
        shown = self.timeline.locals_at(index)
        try:
            answer = exact(condition, shown) or await evaluate(condition, shown, self._predictor, self.run.request)
        except DeskcheckError:
            return True
        return answer.is_raised or is_true(answer.value) is not False

    async def _log_at(self, index: int) -> list[tuple[str, TraceFrame]]:
        said = []
        for point in self.breakpoints.lines:
            if point.log_message is not None and await self._line_hit(point, index):
                text = _interpolated(point.log_message, self.timeline.locals_at(index))
                said.append((text, self.timeline.frames[index]))
        return said

    def _is_raised_here(self, index: int) -> bool:
        """Whether an exception begins at a frame, not only passes through."""
        frames = self.timeline.frames
        if frames[index].event is not TraceEvent.EXCEPTION:
            return False
        start = self.timeline.start_of(index - 1)
        if start is None:
            return True
        return all(f.event is not TraceEvent.EXCEPTION or f.arg != frames[index].arg for f in frames[start:index])

    def _uncaught(self) -> int | None:
        """Give the frame that raised what the whole run ended with."""
        if self.run.ending is None or self.run.ending.outcome is not Outcome.RAISED:
            return None
        raised = None
        for index in range(len(self.timeline) - 1, -1, -1):
            frame = self.timeline.frames[index]
            if frame.event is TraceEvent.EXCEPTION and self.timeline.is_stop(index):
                raised = index
                if self._is_raised_here(index):
                    return raised
        return raised

    def _least_confidence(self, index: int) -> float:
        frame = self.timeline.frames[index]
        values: Sequence[Value] = [frame.locals[name] for name in self.timeline.changed(index)]
        sure = [frame.confidence, frame.arg.confidence if frame.arg is not None else None]
        known = [c for c in (*sure, *(value.confidence for value in values)) if c is not None]
        return min(known, default=1.0)

    def _ending_words(self) -> str | None:
        return self.run.ending.words if self.run.ending else None


def _interpolated(message: str, shown: Mapping[str, Value]) -> str:
    return _FIELD.sub(lambda match: _shown(match.group(1), shown), message)


def _shown(expression: str, shown: Mapping[str, Value]) -> str:
    try:
        answer = exact(expression, shown)
    except DeskcheckError as error:
        return f"{{{error}}}"
    return f"{{{expression}?}}" if answer is None else str(answer.value)


def _is_named(function: str, name: str) -> bool:
    return name in (function, function.rpartition(".")[2])
