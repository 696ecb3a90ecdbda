"""Record a call in this very process, for test runs that must not change: the frames that `recorder.py` gives, but no
value is asked for its own repr. Objects of other than builtin types stand as `<Name>`, which compares as unknown.

Nothing is recorded where something else traces already (coverage, a debugger).
"""

import dis
import os
import sys
import threading
from collections.abc import Callable, Mapping
from types import CodeType, FrameType, TracebackType
from typing import Any

from model_runtime.recorder_child import _Renderer
from model_runtime.trace.frames import NO_LOCALS, ReturnKind, TraceEvent, TraceFrame, Value

MAX_FRAMES = 2_000
MAX_CHARS = 2_000
ITEM_BUDGET = 1_000
_EVENTS = {event.value: event for event in TraceEvent}


class _Plain(_Renderer):
    """Renders builtin values, and of others only the name of their type."""

    __slots__ = ()

    def opaque(self, value: Any) -> str:
        return f"<{type(value).__name__}>"


def plain_repr(value: Any) -> str:
    """Render a value without running any code of its own; objects as `<Name>`."""
    if isinstance(value, BaseException) and type(value).__module__ == "builtins":
        args = ", ".join(plain_repr(item) for item in value.args)
        return f"{type(value).__name__}({args})"
    renderer = _Plain(bounded=True)
    renderer.budget = ITEM_BUDGET
    try:
        text = renderer.render(value)
    except RecursionError:
        return f"<{type(value).__name__}>"
    if len(text) <= MAX_CHARS and not renderer.cut:
        return text
    return f"{text[:MAX_CHARS]}...<+{max(0, len(text) - MAX_CHARS)} chars>"


class InlineRecorder:
    """A context in which calls of chosen functions are recorded, from the first of `entry` on."""

    def __init__(self, entry: CodeType, is_wanted: Callable[[str, int], bool], *, max_frames: int = MAX_FRAMES) -> None:
        self.frames: list[TraceFrame] = []
        self.is_cut = False  # at the limit
        self.is_active = False
        self._entry = entry
        self._is_wanted = is_wanted  # by file and line of a function
        self._wanted: dict[CodeType, str | None] = {}
        self._max_frames = max_frames
        self._stack: list[int] = []
        self._numbers: dict[int, int] = {}  # id of a frame that is alive -> activation
        self._texts: dict[int, dict[str, tuple[object, Value]]] = {}
        self._n_activations = 0

    def __enter__(self) -> "InlineRecorder":
        """Begin, where nobody else traces."""
        if sys.gettrace() is None and threading.gettrace() is None:
            self.is_active = True
            sys.settrace(self._call)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        """End."""
        if self.is_active and sys.gettrace() == self._call:
            sys.settrace(None)

    def _call(self, frame: FrameType, event: str, arg: Any) -> Any:
        code = frame.f_code
        if event != "call" or self.is_cut or (not self._n_activations and code is not self._entry):
            return None
        if code not in self._wanted:
            path = os.path.realpath(code.co_filename)
            self._wanted[code] = path if self._is_wanted(path, code.co_firstlineno) else None
        if self._wanted[code] is None:
            return None
        self._record(frame, event, arg)
        return self._local

    def _local(self, frame: FrameType, event: str, arg: Any) -> Any:
        if not self.is_cut:
            self._record(frame, event, arg)
        return self._local

    def _record(self, frame: FrameType, event: str, arg: Any) -> None:
        try:
            self._add(frame, event, arg)
        except Exception:  # a trace function that raises would change the run
            self.is_cut = True

    def _add(self, frame: FrameType, event: str, arg: Any) -> None:
        if event not in _EVENTS:
            return
        if len(self.frames) >= self._max_frames:
            self.is_cut = True
            return
        key = id(frame)
        if event == "call":
            if key not in self._numbers:
                self._numbers[key] = self._n_activations
                self._texts[self._n_activations] = {}
                self._n_activations += 1
            self._stack.append(self._numbers[key])
        number, depth = self._numbers[key], len(self._stack) - 1
        state: Mapping[str, Value] = NO_LOCALS
        shown, kind = None, None
        if event in ("call", "line"):
            state = self._state(number, frame)
        elif event == "return":
            kind = _return_kind(frame)
            shown = Value(plain_repr(arg))
            self._stack.pop()
            if kind is not ReturnKind.YIELDED:
                del self._numbers[key]
        else:
            shown = Value(plain_repr(arg[1]))
        code = frame.f_code
        name = getattr(code, "co_qualname", code.co_name)
        line = frame.f_lineno or code.co_firstlineno
        self.frames.append(
            TraceFrame(_EVENTS[event], name, self._wanted[code], line, "", depth, number, state, shown, kind)
        )

    def _state(self, number: int, frame: FrameType) -> dict[str, Value]:
        known, state = self._texts[number], {}
        for name, value in frame.f_locals.items():
            if name.startswith("@"):  # of pytest's rewritten asserts
                continue
            before = known.get(name)
            if before is not None and before[0] is value and type(value) in (int, str, float, bool, type(None)):
                state[name] = before[1]
                continue
            text = Value(plain_repr(value))
            atom = value if type(value) in (int, str, float, bool, type(None)) else None
            known[name] = (atom, text)
            state[name] = text
        return state


def _return_kind(frame: FrameType) -> ReturnKind:
    name = dis.opname[frame.f_code.co_code[frame.f_lasti]] if frame.f_lasti >= 0 else ""
    if name.startswith("RETURN_"):
        return ReturnKind.RETURNED
    return ReturnKind.YIELDED if name in ("YIELD_VALUE", "SEND", "RESUME") else ReturnKind.UNWOUND
