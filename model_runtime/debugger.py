"""A debugger over imagined runs: moves, breakpoints, what-if edits. Time is a list, so every move has its inverse.

The cursor stands on a frame of a run that grows as far as the user goes. Moving about in what is known asks the model
nothing; a step beyond it costs the frames of that step. What stops it is found in `stopping.py`. Knows no protocol and
no screen.
"""

import ast
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from model_runtime.breakpoints import Breakpoints
from model_runtime.errors import DeskcheckError
from model_runtime.forks import ForkComparison, compare_runs
from model_runtime.imagined_run import MAX_FRAMES, UNSURE_BELOW, EndingKind, ImaginedRun
from model_runtime.line_code import whole_statement
from model_runtime.predictor import PredictionRequest, Predictor
from model_runtime.program.context import Context
from model_runtime.program.parser import Function, Program, parse
from model_runtime.stopping import Hit, Stopping, StopReason
from model_runtime.timeline import Timeline, is_named
from model_runtime.trace.frames import Origin, ReturnKind, TraceEvent, TraceFrame, Value
from model_runtime.trace.syntax import parse_syntax
from model_runtime.watch import Answer, Moment, evaluate, new_value

__all__ = ["RETURNED", "NeuralDebugger", "StepOver", "Stop", "StopReason"]

RETURNED = "(return)"  # the name under which a returned value is shown and edited


class StepOver(StrEnum):
    """How a call is passed over whose inside has not been imagined."""

    HIDDEN = "hidden stepping"  # frame by frame, unseen: accurate
    JUMP = "one jump to the return"  # the model guesses what the call gives: fast


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a move ended."""

    reason: StopReason
    text: str | None = None
    breakpoint_ids: tuple[int, ...] = ()
    log: tuple[tuple[str, TraceFrame], ...] = ()  # what logpoints said on the way


class NeuralDebugger:
    """A cursor over an imagined run and its forks."""

    def __init__(
        self,
        predictor: Predictor,
        request: PredictionRequest,
        context: Context | None = None,
        *,
        max_frames: int = MAX_FRAMES,
        unsure_below: float = UNSURE_BELOW,
    ) -> None:
        self.runs = [
            ImaginedRun(predictor, request, context, max_frames=max_frames, unsure_below=unsure_below),
        ]
        self.run = self.runs[0]
        self.cursor = 0
        self.breakpoints = Breakpoints()
        self.step_over_mode = StepOver.HIDDEN
        self._predictor = predictor
        self._stopping = Stopping(self.run, predictor)
        self._steps: list[int] = []  # where the steps that led here in one go began
        self._told: ImaginedRun | None = None  # whose end, the model being unsure, the user has been told

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

    def compare(self, one: int, other: int) -> ForkComparison:
        """Compare two runs, by their numbers.

        Raises:
            DeskcheckError: there is no such run.
        """
        return compare_runs(self._numbered(one), self._numbered(other))

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
        frames = self.timeline.frames
        changes = self.timeline.changes(frames[index].activation, name)
        return [(at, frames[at].locals[name]) for at in changes[: bisect_right(changes, index)]]

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
        self._insist_if_told()
        begin = self.cursor
        if target is None:
            if begin + 1 in self.run.jumped:
                self._look_inside(begin + 1)
            return await self._step(await self._next_stop(begin), begin)
        depth = self.timeline.depth(begin)
        index = begin + 1
        while await self.run.has(index) and (
            self.timeline.depth(index) > depth or self.timeline.frames[index].event is TraceEvent.CALL
        ):
            frame = self.timeline.frames[index]
            if frame.event is TraceEvent.CALL and is_named(frame.function, target):
                if index in self.run.jumped:
                    self._look_inside(index)
                return await self._step(await self._next_stop(index), begin)
            index += 1
        return await self.step_over()

    async def step_over(self, mode: StepOver | None = None) -> Stop:
        """Go to the next stop of this call or of one that called it; the stop says how calls were passed over.

        Args:
            mode: how calls are that have not been imagined; None: as `step_over_mode` says.
        """
        self._insist_if_told()
        begin = self.cursor
        index = await self._next_outside(self.timeline.depth(begin), mode or self.step_over_mode)
        stop = await self._step(index, begin)
        return stop if stop.text else replace(stop, text=self._passed_over(begin, self.cursor))

    def _passed_over(self, begin: int, end: int) -> str | None:
        """Say which calls lie between two frames of a call, and how they were imagined."""
        frames, said, at = self.timeline.frames, list[str](), begin + 1
        while at < end:
            after = self.timeline.end_of(at) if frames[at].event is TraceEvent.CALL else None
            if after is not None and not frames[at].function.endswith(">"):
                said.append(self._account(at, after))
            at = at + 1 if after is None else after + 1
        return "; ".join(dict.fromkeys(said)) or None

    def _account(self, call: int, end: int) -> str:
        frames = self.timeline.frames
        if call not in self.run.jumped:
            return f"over {frames[call].function}: {StepOver.HIDDEN}, {end - call + 1} frames"
        sure = self.timeline.least_confidence(end)
        return f"over {frames[call].function}: {StepOver.JUMP}, {frames[end].arg} ({sure:.0%} sure)"

    async def step_out(self) -> Stop:
        """Go to the next stop of a calling function; from the entry to the end."""
        self._insist_if_told()
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
        self._insist_if_told()
        index, log = self.cursor, list[tuple[str, TraceFrame]]()
        self._steps.clear()
        while (found := await self._next_candidate(index)) is not None:
            index = found
            log += await self._stopping.log(self.breakpoints, index)
            hit = await self._stopping.hit(self.breakpoints, index)
            if hit is not None:
                self.cursor = index
                return Stop(hit.reason, hit.text, hit.ids, tuple(log))
        self.cursor = self._known_stop(len(self.timeline) - 1, -1) or 0
        return replace(self._end(), log=tuple(log))

    async def reverse(self) -> Stop:
        """Go back to what a breakpoint asks for, or to the first frame."""
        self._steps.clear()
        index = self.cursor
        while (found := self._stopping.known_before(self.breakpoints, index)) is not None:
            index = found
            hit: Hit | None = await self._stopping.hit(self.breakpoints, index)
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

    def set_variable(self, name: str, text: str, level: int = 0) -> Value:
        """Give a name of an open call another value: the run forks here and is imagined anew from the edit.

        In a call that waits for another one the value counts from where it goes on.

        Raises:
            DeskcheckError: the text gives no value, or this frame holds no such state.
        """
        value = new_value(text, self.variables(level))
        index = self._at_level(level)
        raw = self.run.raw(index)
        if name == RETURNED:
            if raw.event is not TraceEvent.RETURN or raw.kind is ReturnKind.UNWOUND:
                raise DeskcheckError("nothing is returned here")
            at, edited = index, replace(raw, arg=value, origin=Origin.EDITED)
        elif raw.kind is ReturnKind.RETURNED:
            raise DeskcheckError("the call is over: step back to before its return to change a variable")
        else:
            at = self.timeline.state_of(index)
            state = self.run.raw(at)
            edited = replace(state, locals={**state.locals, name: value}, origin=Origin.EDITED)
        self._fork(at, edited, f"{name} = {value}")
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
        self._fork(self.cursor, edited, f"jump to line {line}")
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
        """Go to another run, to the frame where it parts from the one shown.

        Raises:
            DeskcheckError: there is no such fork.
        """
        chosen = self._numbered(number)
        parted = compare_runs(self.run, chosen).index
        self._go_into(chosen)
        at = min(self.cursor if parted is None else parted, len(self.timeline) - 1)
        self.cursor = self._known_stop(at, -1) or 0
        return Stop(StopReason.FORK, self.run.name)

    def _numbered(self, number: int) -> ImaginedRun:
        if not 0 <= number < len(self.runs):
            raise DeskcheckError(f"there is no run {number}: there are {len(self.runs)}, counted from 0")
        return self.runs[number]

    def _fork(self, at: int, edited: TraceFrame, name: str) -> None:
        """Go on in a run in which one frame was another, up to the cursor."""
        frames = self.run.raws(self.cursor + 1)
        self._begin_fork((*frames[:at], edited, *frames[at + 1 :]), name)

    def _look_inside(self, call: int) -> None:
        """Go on in a run in which a call is imagined whose inside was left out."""
        self._begin_fork(self.run.raws(call + 1), f"inside {self.timeline.frames[call].function}")

    def _begin_fork(self, frames: tuple[TraceFrame, ...], name: str) -> None:
        fork = self.run.fork(frames, name)
        self.runs.append(fork)
        self._go_into(fork)

    def _go_into(self, run: ImaginedRun) -> None:
        self.run = run
        self._stopping = Stopping(run, self._predictor)
        self._steps.clear()
        self._told = None

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
        moment = Moment(self.run, self._at_level(level))
        return await evaluate(expression, self.variables(level), self._predictor, moment)

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

    def attributes(self, expression: str, text: str) -> list[str]:
        """Give the attributes that the program reads or sets of an object, given by a name and its repr."""
        kind = text.strip("<>").split(" ")[0].rpartition(".")[2]
        return _attributes(self.run.request.source, expression, kind)

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
            return self._end()
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

    async def _next_outside(self, depth: int, mode: StepOver = StepOver.HIDDEN) -> int | None:
        """Give the next stop at most so deep, passing over calls that are known as a whole."""
        index = self.cursor + 1
        while await self.run.has(index):
            if self.timeline.depth(index) <= depth and self.timeline.is_stop(index):
                return index
            if self.timeline.depth(index) > depth and self.timeline.frames[index].event is TraceEvent.CALL:
                if mode is StepOver.JUMP and self._may_jump(index):
                    await self.run.jump_to_return()
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

    def _may_jump(self, call: int) -> bool:
        """Whether the newest frame enters a call that returns once."""
        if call != len(self.timeline) - 1 or self.timeline.frames[call].function.endswith(">"):
            return False
        raw = self.run.raw(call)
        function: Function | None = self.program.function(raw.function, raw.line)
        return function is not None and not function.is_generator and not function.is_async

    async def _next_candidate(self, index: int) -> int | None:
        if self.breakpoints.unsure is None:
            known = self._stopping.known_after(self.breakpoints, index)
            if known is not None:
                return known
            index = max(index, len(self.timeline) - 1)
        return await self._next_stop(index)

    def _end(self) -> Stop:
        """Stop at the end of the run; where the model is unsure, the next move goes on all the same."""
        ending = self.run.ending
        if ending is not None and ending.kind is EndingKind.UNSURE:
            self._told = self.run
            return Stop(StopReason.END, f"{ending.words}; go on once more to see what it says all the same")
        return Stop(StopReason.END, ending.words if ending else None)

    def _insist_if_told(self) -> None:
        if self._told is self.run:
            self.run.insist()
        self._told = None

    def is_uncaught(self) -> bool | None:
        """Whether the exception at the cursor leaves the whole run; None where that has not been imagined."""
        return self._stopping.is_known_uncaught(self.cursor)


@lru_cache(maxsize=64)
def _attributes(source: str, expression: str, kind: str) -> list[str]:
    try:
        tree = parse_syntax(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    places: list[tuple[ast.AST, str]] = [(tree, expression)]
    places += [(node, "self") for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == kind]
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = [
        node.attr
        for inside, owner in places
        for node in ast.walk(inside)
        if isinstance(node, ast.Attribute) and id(node) not in called and ast.unparse(node.value) == owner
    ]
    return list(dict.fromkeys(found))
