"""A trial run of a program that the generator has just written: does it end, after how many frames, with which locals.

Meant for code written by this package only: it runs in this process, under limits on steps and on the size of values.
Programs from elsewhere belong in the recorder's child process.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING

from model_runtime.training.expressions import is_modest

if TYPE_CHECKING:
    from _typeshed import TraceFunction

MAX_STEPS = 400
MAX_SIZE = 100
PROGRAM_FILE = "<program>"


@dataclass(frozen=True, slots=True)
class Run:
    """What a tried program did: how it ended, after how many frames, and the locals where it was asked for them."""

    error: str | None
    n_frames: int
    locals: Mapping[str, object] | None


class _StepLimit(BaseException):
    """The program ran for too long or made too large a value."""


def try_run(source: str, call: str) -> Run:
    """Run a program written here under a step limit; a call of `probe` in it hands its locals out.

    The frames counted are the call, line, return and exception events of the program's own functions.
    """
    n_frames, seen = 0, None

    def probe(values: Mapping[str, object]) -> None:
        nonlocal seen
        seen = values

    def trace(frame: FrameType, event: str, argument: object) -> "TraceFunction | None":
        nonlocal n_frames
        if frame.f_code.co_filename != PROGRAM_FILE or frame.f_code.co_name == "<module>":
            return None
        n_frames += 1
        if n_frames > MAX_STEPS or not all(map(_is_bounded, frame.f_locals.values())):
            raise _StepLimit
        return trace

    namespace: dict[str, object] = {"probe": probe}
    error = None
    previous = sys.gettrace()
    try:
        exec(compile(source, PROGRAM_FILE, "exec"), namespace)
        code = compile(call, "<call>", "eval")
        sys.settrace(trace)
        result = eval(code, namespace)
        if not is_modest(result):
            error = "limit"
    except _StepLimit:
        error = "limit"
    except Exception as raised:  # the program's own error, of whatever type
        error = type(raised).__name__
    finally:
        sys.settrace(previous)
    return Run(error, n_frames, seen)


def _is_bounded(value: object) -> bool:
    if isinstance(value, (str, list, dict, set, tuple)):
        return len(value) <= MAX_SIZE
    return not isinstance(value, int) or value.bit_length() <= 40
