"""A run as far as it is known, laid out for moving about in it: the stack at every frame, where calls begin and end.

Every question costs the same at frame 50,000 as at frame 5, because what it needs is noted when a frame is added. Knows
no model and no breakpoint.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model_runtime.ghost_values import is_folded
from model_runtime.trace.frames import NO_LOCALS, ReturnKind, TraceEvent, TraceFrame, Value


@dataclass(frozen=True, slots=True)
class StackNode:
    """One open call at a moment: its newest frame, and the call it was made from; shared between moments."""

    index: int  # of the frame
    caller: "StackNode | None"
    depth: int  # open calls below


class Timeline:
    """Frames in order, growing at the end.

    `stops` are the frames at which a person stops: the entry's call, every line, exception, returned or yielded value.
    Not those are the call of an inner function (its first line shows the same), frames left by an exception, and all
    of comprehensions and lambdas.
    """

    def __init__(self) -> None:
        self.frames: list[TraceFrame] = []
        self.nodes: list[StackNode] = []
        self._state: list[int] = []  # frame whose locals hold, by frame
        self._newest: dict[int, int] = {}  # activation -> newest frame with locals
        self._before: list[int] = []  # frame with the locals before, of the same activation, -1: none
        self._ends: dict[int, int] = {}  # index of a CALL -> of the RETURN that ends or suspends it
        self._starts: dict[int, int] = {}
        self._calls: dict[int, list[int]] = {}  # activation -> its CALL frames, several of a generator
        self._open: list[int] = []  # CALL frames without an end
        self._at: dict[tuple[str | None, int], list[int]] = {}  # stops by file and line
        self._entries: dict[str, list[int]] = {}  # first lines of calls by function
        self._changes: dict[tuple[int, str], list[int]] = {}  # frames with another value, by activation and name
        self._data: dict[tuple[str, str], list[int]] = {}  # the same by function and name
        self.exceptions: list[int] = []  # stops at which an exception is seen

    def __len__(self) -> int:
        return len(self.frames)

    def append(self, frame: TraceFrame) -> None:
        """Add the frame that follows."""
        index = len(self.frames)
        self.frames.append(frame)
        self.nodes.append(self._node(index, frame))
        self._before.append(self._newest.get(frame.activation, -1))
        if frame.event in (TraceEvent.CALL, TraceEvent.LINE):
            self._newest[frame.activation] = index
        self._state.append(self._newest.get(frame.activation, index))
        if frame.event is TraceEvent.CALL:
            self._open.append(index)
            self._calls.setdefault(frame.activation, []).append(index)
        elif frame.event is TraceEvent.RETURN and self._open:
            start = self._open.pop()
            self._ends[start], self._starts[index] = index, start
        changed = self.changed(index)
        for name in changed:
            self._changes.setdefault((frame.activation, name), []).append(index)
        if not self.is_stop(index):
            return
        for name in changed if index else ():
            self._data.setdefault((frame.function, name), []).append(index)
        self._at.setdefault((frame.file, frame.line), []).append(index)
        if frame.event is TraceEvent.EXCEPTION:
            self.exceptions.append(index)
        elif frame.event is TraceEvent.LINE and self.frames[index - 1].event is TraceEvent.CALL:
            self._entries.setdefault(frame.function, []).append(index)

    def _node(self, index: int, frame: TraceFrame) -> StackNode:
        if not self.nodes:
            return StackNode(index, None, 0)
        current: StackNode | None = self.nodes[-1]
        if self.frames[index - 1].event is TraceEvent.RETURN:
            current = current.caller if current else None
        if frame.event is TraceEvent.CALL:
            return StackNode(index, current, current.depth + 1 if current else 0)
        while current and current.caller and self.frames[current.index].activation != frame.activation:
            current = current.caller  # several were left at once
        caller = current.caller if current else None
        return StackNode(index, caller, caller.depth + 1 if caller else 0)

    def is_stop(self, index: int) -> bool:
        """Whether a person stops at a frame."""
        frame = self.frames[index]
        if is_folded(frame):
            return False
        match frame.event:
            case TraceEvent.CALL:
                return index == 0
            case TraceEvent.RETURN:
                return frame.kind is not ReturnKind.UNWOUND
        return True

    def stack(self, index: int) -> list[int]:
        """Give the frames of the open calls at a frame, innermost first; comprehensions are left out."""
        found: list[int] = []
        node: StackNode | None = self.nodes[index]
        while node:
            if node.index == index or not is_folded(self.frames[node.index]):
                found.append(node.index)
            node = node.caller
        return found

    def depth(self, index: int) -> int:
        """Give the number of open calls below that of a frame."""
        return self.nodes[index].depth

    def locals_at(self, index: int) -> Mapping[str, Value]:
        """Give the state of a frame's call: a frame without locals shows those before its line ran."""
        return self.frames[self._state[index]].locals

    def state_of(self, index: int) -> int:
        """Give the frame that holds the state of a frame's call."""
        return self._state[index]

    def locals_before(self, index: int) -> Mapping[str, Value]:
        """Give the state that the same call had one frame with locals earlier; empty for its first."""
        before = self._before[index]
        return NO_LOCALS if before < 0 else self.frames[before].locals

    def changed(self, index: int) -> frozenset[str]:
        """Give the names that got their value since the frame of the same call before."""
        frame = self.frames[index]
        if frame.event not in (TraceEvent.CALL, TraceEvent.LINE):
            return frozenset()
        before = self.locals_before(index)
        return frozenset(name for name, value in frame.locals.items() if before.get(name) != value)

    def changes(self, activation: int, name: str) -> Sequence[int]:
        """Give the frames at which a name of one call has another value than before, in order."""
        return self._changes.get((activation, name), ())

    def least_confidence(self, index: int) -> float:
        """Give how sure the least sure part of a frame is: where it is, what changed, what it gives."""
        frame = self.frames[index]
        values = [frame.locals[name] for name in self.changed(index)]
        sure = [frame.confidence, frame.arg.confidence if frame.arg is not None else None]
        known = [c for c in (*sure, *(value.confidence for value in values)) if c is not None]
        return min(known, default=1.0)

    def end_of(self, call_index: int) -> int | None:
        """Give the RETURN that ends or suspends the call at a CALL frame, None while it is open."""
        return self._ends.get(call_index)

    def start_of(self, return_index: int) -> int | None:
        """Give the CALL that a RETURN frame ends."""
        return self._starts.get(return_index)

    def call_of(self, index: int) -> int:
        """Give the CALL frame that opened or resumed the call a frame belongs to."""
        calls = self._calls.get(self.frames[index].activation, [0])
        return calls[max(0, bisect_right(calls, index) - 1)]

    def stops_at(self, file: str | None, line: int) -> Sequence[int]:
        """Give the stops on a line, in order."""
        return self._at.get((file, line), ())

    def entered(self, name: str) -> list[Sequence[int]]:
        """Give the stops on first lines of functions of a name, a list for each such function."""
        return [indices for function, indices in self._entries.items() if is_named(function, name)]

    def changed_data(self, function: str, name: str) -> list[Sequence[int]]:
        """Give the frames at which a name has another value, in all calls of functions of a name."""
        return [found for (owner, key), found in self._data.items() if key == name and is_named(owner, function)]


def is_named(function: str, name: str) -> bool:
    """Whether a function goes by a name: its qualified one, or the last part of that."""
    return name in (function, function.rpartition(".")[2])


def first_after(lists: Sequence[Sequence[int]], index: int) -> int | None:
    """Give the smallest number above one, of several ordered lists."""
    found = [numbers[at] for numbers in lists if (at := bisect_right(numbers, index)) < len(numbers)]
    return min(found, default=None)


def last_before(lists: Sequence[Sequence[int]], index: int) -> int | None:
    """Give the largest number below one, of several ordered lists."""
    found = [numbers[at - 1] for numbers in lists if (at := bisect_left(numbers, index))]
    return max(found, default=None)
