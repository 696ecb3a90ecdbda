"""What the probe told of the real run, and the part of it that can be walked back into: the calls that are open.

Lines alone were told, so calls are put in where a new one shows, and returns where two calls follow each other.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from debug_adapter.bridge_channel import Row
from debug_adapter.bridge_forecast import grounded, is_entry
from model_runtime.entering import Entered
from model_runtime.errors import DeskcheckError
from model_runtime.program.parser import Program, parse
from model_runtime.trace.frames import ReturnKind, TraceEvent, TraceFrame

MAX_ROWS = 20_000
MAX_LINES = 400  # of one call that a prediction is shown


class History:
    """The newest lines that really ran."""

    def __init__(self) -> None:
        self._rows: deque[Row] = deque(maxlen=MAX_ROWS)

    def add(self, row: Row) -> None:
        """Add a line that is about to run."""
        self._rows.append(row)

    def take_back(self, row: Row) -> None:
        """Forget the line that was added last."""
        if self._rows and self._rows[-1] is row:
            self._rows.pop()

    def is_within(self, row: Row) -> bool:
        """Whether a stop that no line told of is inside a line that was told: it called something, or raised."""
        for earlier in reversed(self._rows):
            if earlier.thread != row.thread or earlier.depth > row.depth:
                continue
            return (earlier.depth, earlier.py_frame, earlier.function, earlier.line) == (
                *(row.depth, row.py_frame, row.function, row.line),
            )
        return False

    def lines_of_call(self, row: Row) -> list[Row]:
        """Give the lines that the call of a line ran before it, from its first on; empty where that was not seen."""
        found: list[Row] = []
        for earlier in reversed(self._rows):
            if earlier.thread != row.thread or earlier is row:
                continue
            if earlier.depth < row.depth or len(found) > MAX_LINES:
                break
            if (earlier.depth, earlier.py_frame, earlier.function) == (row.depth, row.py_frame, row.function):
                found.append(earlier)
                if is_entry(earlier):
                    return found[::-1]
        return []

    def open_calls(self, row: Row) -> list[Row]:
        """Give the lines since the outermost call that is open now and was seen, up to a line."""
        rows = [earlier for earlier in self._rows if earlier.thread == row.thread]
        if not rows or rows[-1] != row:
            rows.append(row)
        begin, depth = len(rows) - 1, row.depth
        for index in range(len(rows) - 1, -1, -1):
            if rows[index].depth > depth:
                continue
            is_same = (rows[index].depth, rows[index].py_frame) == (depth, rows[begin].py_frame)
            if rows[index].depth == depth and not is_same:
                continue  # a call that ended before this one began
            begin, depth = index, rows[index].depth
        return rows[begin:]


def entered_history(rows: Sequence[Row]) -> Entered:
    """Give the run that has happened, for a debugger to stand at its end.

    Raises:
        DeskcheckError: the program's text cannot be read, or is another one.
    """
    entered = grounded(rows[0])
    context = entered.context
    program = parse(context.text, file=entered.request.file)
    lines = {file: context.lines_of(file) for file in {place.file for place in context.places}}
    frames: list[TraceFrame] = []
    stack: list[tuple[int, int, int]] = []  # depth, py_frame, activation
    n_activations = 0
    for row in rows:
        line = lines.get(row.file, {}).get(row.line)
        function = program.function_at(line) if line is not None else None
        if line is None or function is None or row.function.endswith(">"):
            continue
        while stack and stack[-1][0] > row.depth:
            stack.pop()
        is_new = not stack or stack[-1][:2] != (row.depth, row.py_frame)
        if stack and stack[-1][0] == row.depth and not is_new:
            is_new = is_entry(row) and frames[-1].function != function.name
        if is_new:
            if stack and stack[-1][0] == row.depth:
                frames.append(_left(program, frames, stack.pop()[2], len(stack)))
            number, n_activations = n_activations, n_activations + 1
            stack.append((row.depth, row.py_frame, number))
            source = program.lines[function.line - 1]
            call = TraceEvent.CALL
            given = {name: v for name, v in row.locals.items() if name in (*function.params, *function.free_names)}
            frames.append(
                TraceFrame(call, function.name, row.file, function.line, source, len(stack) - 1, number, given)
            )
        frames.append(
            TraceFrame(
                TraceEvent.LINE,
                function.name,
                row.file,
                line,
                program.lines[line - 1],
                len(stack) - 1,
                stack[-1][2],
                row.locals,
            )
        )
    if len(frames) < 2:
        raise DeskcheckError("nothing was recorded before this stop")
    return replace(entered, request=replace(entered.request, prefix=tuple(frames), max_frames=len(frames) + 1_000))


def _left(program: Program, frames: Sequence[TraceFrame], activation: int, depth: int) -> TraceFrame:
    last = next(frame for frame in reversed(frames) if frame.activation == activation)
    kind = ReturnKind.UNWOUND  # what was returned is not known, so nobody stops there
    return replace(last, event=TraceEvent.RETURN, locals={}, arg=None, kind=kind, depth=depth)
