"""What stops a debugger that goes on or back: which frames could, and whether one does.

Frames that could are looked up, not searched, so that going back over 50,000 frames costs what going over 50 does; only
the look for unsure values sees them all.
"""

import ast
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from model_runtime.breakpoints import (
    Breakpoints,
    DataBreakpoint,
    FunctionBreakpoint,
    LineBreakpoint,
    is_hit_often_enough,
)
from model_runtime.errors import DeskcheckError
from model_runtime.imagined_run import EndingKind, ImaginedRun
from model_runtime.predictor import Predictor
from model_runtime.timeline import first_after, last_before
from model_runtime.trace.frames import ReturnKind, TraceEvent, TraceFrame
from model_runtime.trace.syntax import parse_syntax
from model_runtime.watch import Answer, Moment, evaluate, is_true, mark_of

_FIELD = re.compile(r"\{([^{}]+)\}")

Point = LineBreakpoint | FunctionBreakpoint | DataBreakpoint


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
class Hit:
    """What stops at a frame."""

    reason: StopReason
    ids: tuple[int, ...] = ()
    text: str | None = None


@dataclass(slots=True)
class _Count:
    """The hits of a breakpoint up to a frame, from the start of the run."""

    at: list[int]
    seen: int = -1  # last frame that was looked at


class Stopping:
    """Breakpoints over one run."""

    def __init__(self, run: ImaginedRun, predictor: Predictor) -> None:
        self.run = run
        self._timeline = run.timeline
        self._predictor = predictor
        self._counts: dict[Point, _Count] = {}
        self._caught: dict[int, bool] = {}

    # ------------------------------------------------------------ candidates

    def known_after(self, points: Breakpoints, index: int) -> int | None:
        """Give the first frame known behind one that could stop; None where each has to be looked at."""
        return first_after(self._lists(points), index)

    def known_before(self, points: Breakpoints, index: int) -> int | None:
        """Give the last frame ahead of one that could stop."""
        if points.unsure is not None:
            return next((at for at in range(index - 1, -1, -1) if self._timeline.is_stop(at)), None)
        return last_before(self._lists(points), index)

    def _lists(self, points: Breakpoints) -> list[Sequence[int]]:
        timeline = self._timeline
        lists: list[Sequence[int]] = [timeline.stops_at(p.file, p.line) for p in points.lines]
        lists += [timeline.stops_at(*place) for place in points.only_at]
        for entered in points.functions:
            lists += self._of(entered)
        for data in points.data:
            lists += self._of(data)
        if points.raised or points.uncaught:
            lists.append(timeline.exceptions)
        return lists

    def _of(self, point: Point) -> list[Sequence[int]]:
        match point:
            case LineBreakpoint():
                return [self._timeline.stops_at(point.file, point.line)]
            case FunctionBreakpoint():
                return self._timeline.entered(point.name)
        return self._timeline.changed_data(point.function, point.name)

    # ------------------------------------------------------------ decisions

    async def hit(self, points: Breakpoints, index: int) -> Hit | None:
        """Say what stops at a frame, None where nothing does."""
        frame = self._timeline.frames[index]
        if (frame.file, frame.line) in points.only_at and frame.event is TraceEvent.LINE:
            return Hit(StopReason.GOTO)
        lines = [p for p in points.lines if p.log_message is None and await self._is_hit(p, index)]
        if lines:
            return Hit(StopReason.BREAKPOINT, tuple(point.id for point in lines))
        functions = [p for p in points.functions if await self._is_hit(p, index)]
        if functions:
            return Hit(StopReason.FUNCTION_BREAKPOINT, tuple(point.id for point in functions))
        data = [p for p in points.data if await self._is_hit(p, index)]
        if data:
            names = ", ".join(f"{p.name} is now {frame.locals.get(p.name, 'unbound')}" for p in data)
            return Hit(StopReason.DATA_BREAKPOINT, tuple(point.id for point in data), names)
        if frame.event is TraceEvent.EXCEPTION and await self._is_wanted(points, index):
            return Hit(StopReason.EXCEPTION, (), str(frame.arg))
        if points.unsure is not None and (least := self._timeline.least_confidence(index)) < points.unsure:
            return Hit(StopReason.UNSURE, (), f"the model gives this {least:.0%}")
        return None

    async def log(self, points: Breakpoints, index: int) -> list[tuple[str, TraceFrame]]:
        """Give what logpoints say at a frame."""
        said = []
        for point in points.lines:
            if point.log_message is not None and await self._is_hit(point, index):
                said.append((await self._interpolated(point.log_message, index), self._timeline.frames[index]))
        return said

    async def _is_hit(self, point: Point, index: int) -> bool:
        if not self._is_at(point, index) or not await self._holds(point.condition, index):
            return False
        if not point.hit_condition:
            return True
        return is_hit_often_enough(point.hit_condition, await self._n_hits(point, index))

    def _is_at(self, point: Point, index: int) -> bool:
        frame = self._timeline.frames[index]
        if isinstance(point, LineBreakpoint):
            return frame.event is TraceEvent.LINE and (frame.file, frame.line) == (point.file, point.line)
        return any(
            at and numbers[at - 1] == index for numbers in self._of(point) if (at := bisect_right(numbers, index))
        )

    async def _n_hits(self, point: Point, index: int) -> int:
        """Count hits from the start of the run, so that they are the same whichever way one comes."""
        count = self._counts.setdefault(point, _Count([]))
        while count.seen < index:
            at = first_after(self._of(point), count.seen)
            if at is None or at > index:
                count.seen = index
                break
            if self._is_at(point, at) and await self._holds(point.condition, at):
                count.at.append(at)
            count.seen = at
        return bisect_right(count.at, index)

    async def _holds(self, condition: str | None, index: int) -> bool:
        """Whether a condition holds at a frame; one that cannot be decided stops, as one with an error does."""
        if not condition or not condition.strip():
            return True
        try:
            answer = await self._evaluated(condition, index)
        except DeskcheckError:
            return True
        return answer.is_raised or is_true(answer.value) is not False

    async def _interpolated(self, message: str, index: int) -> str:
        parts = _FIELD.split(message)
        for at in range(1, len(parts), 2):
            parts[at] = await self._shown(parts[at], index)
        return "".join(parts)

    async def _shown(self, expression: str, index: int) -> str:
        try:
            answer = await self._evaluated(expression, index)
        except DeskcheckError:
            return f"{{{expression}?}}"
        return ("raises " if answer.is_raised else "") + str(answer.value) + mark_of(answer)

    async def _evaluated(self, expression: str, index: int) -> Answer:
        moment = Moment(self.run, index)
        return await evaluate(expression, self._timeline.locals_at(index), self._predictor, moment)

    # ------------------------------------------------------------ exceptions

    async def _is_wanted(self, points: Breakpoints, index: int) -> bool:
        kind = str(self._timeline.frames[index].arg).partition("(")[0]
        if not self.is_raised_here(index):
            return False
        if points.raised and (not points.raised_types or kind in points.raised_types):
            return True
        is_of_type = not points.uncaught_types or kind in points.uncaught_types
        return points.uncaught and is_of_type and await self.is_uncaught(index)

    def is_raised_here(self, index: int) -> bool:
        """Whether an exception begins at a frame, not only passes through."""
        frames = self._timeline.frames
        if frames[index].event is not TraceEvent.EXCEPTION:
            return False
        if frames[index - 1].event is not TraceEvent.RETURN:
            return True
        start = self._timeline.start_of(index - 1) or 0
        inside = self._timeline.exceptions
        for at in range(bisect_left(inside, index) - 1, -1, -1):
            if inside[at] < start:
                break
            if frames[inside[at]].arg == frames[index].arg:
                return False
        return True

    async def is_uncaught(self, index: int) -> bool:
        """Whether nothing catches the exception at a frame: looks ahead, as far as it is on its way up."""
        if index not in self._caught:
            self._caught[index] = await self._is_caught(index)
        return not self._caught[index]

    def is_known_uncaught(self, index: int) -> bool | None:
        """Whether nothing catches the exception at a frame; None where nobody has looked."""
        caught = self._caught.get(index)
        return None if caught is None else not caught

    async def _is_caught(self, index: int) -> bool:
        activation, raised = self._timeline.frames[index].activation, self._timeline.frames[index].arg
        passing = _passed_on_the_way_up(self.run.request.source)
        at = index + 1
        while await self.run.has(at):
            frame = self._timeline.frames[at]
            before = self._timeline.frames[at - 1]
            if before.activation == activation and before.event is TraceEvent.RETURN:
                # A `finally` that runs on the way up ends like one that returns None.
                if frame.event is TraceEvent.EXCEPTION and frame.arg == raised:
                    activation = frame.activation
                elif before.kind is not ReturnKind.YIELDED:
                    return True
            is_own_line = frame.activation == activation and frame.event is TraceEvent.LINE
            if is_own_line and self.run.raw(at).line not in passing:
                return True
            at += 1
        return self.run.ending is None or self.run.ending.kind is not EndingKind.RAISED


@lru_cache(maxsize=8)
def _passed_on_the_way_up(source: str) -> frozenset[int]:
    """Give the lines that an exception can run on its way up without being caught.

    They are `finally` blocks, the heads of `except` clauses, of which the next may be the one that catches, and the
    heads of `with` statements, which run again on leaving.
    """
    try:
        tree = parse_syntax(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Try | ast.TryStar):
            for statement in node.finalbody:
                lines |= set(range(statement.lineno, (statement.end_lineno or statement.lineno) + 1))
            for handler in node.handlers:
                lines |= set(range(handler.lineno, max(handler.lineno + 1, handler.body[0].lineno)))
        elif isinstance(node, ast.With | ast.AsyncWith):
            lines |= set(range(node.lineno, max(node.lineno + 1, node.body[0].lineno)))
    return frozenset(lines)
