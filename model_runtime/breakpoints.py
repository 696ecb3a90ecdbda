"""What a debugger stops at: the kinds of breakpoints, named as in the Debug Adapter Protocol.

Plain values; whether one is hit is asked in `debugger.py`, which knows the run.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from model_runtime.errors import DeskcheckError

_HIT = re.compile(r"\s*(==|=|>=|>|<=|<|%)?\s*(\d+)\s*$")
_TESTS: dict[str, Callable[[int, int], bool]] = {
    "": lambda hits, n: hits >= n,
    "==": lambda hits, n: hits == n,
    "=": lambda hits, n: hits == n,
    ">=": lambda hits, n: hits >= n,
    ">": lambda hits, n: hits > n,
    "<=": lambda hits, n: hits <= n,
    "<": lambda hits, n: hits < n,
    "%": lambda hits, n: n > 0 and hits % n == 0,
}


@dataclass(frozen=True, slots=True)
class LineBreakpoint:
    """Stop before a line runs. A log message makes it a logpoint, which never stops."""

    file: str | None
    line: int  # 1-based
    condition: str | None = None
    hit_condition: str | None = None  # `3`: from the third hit on, `== 3`, `> 3`, `% 3`
    log_message: str | None = None  # with {expressions}
    id: int = 0


@dataclass(frozen=True, slots=True)
class FunctionBreakpoint:
    """Stop at the first line of a function, named as in its file or by its last part."""

    name: str
    condition: str | None = None
    hit_condition: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class DataBreakpoint:
    """Stop where a name of a function has got another value."""

    function: str
    name: str
    condition: str | None = None
    hit_condition: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Breakpoints:
    """All that a run stops at."""

    lines: tuple[LineBreakpoint, ...] = ()
    functions: tuple[FunctionBreakpoint, ...] = ()
    data: tuple[DataBreakpoint, ...] = ()
    raised: bool = False  # where an exception is raised
    uncaught: bool = True  # where one is raised that the whole run does not catch
    raised_types: frozenset[str] = frozenset()  # of these types alone; none: of any
    uncaught_types: frozenset[str] = frozenset()
    unsure: float | None = None  # where a frame or a changed value is less likely than this
    only_at: tuple[tuple[str | None, int], ...] = field(default=())  # run to one of these lines, besides


def is_hit_often_enough(hit_condition: str | None, hits: int) -> bool:
    """Whether the n-th hit of a breakpoint counts.

    Raises:
        DeskcheckError: the condition cannot be read.
    """
    if not hit_condition or not hit_condition.strip():
        return True
    match = _HIT.match(hit_condition)
    if match is None:
        raise DeskcheckError(f"hit condition {hit_condition!r} is none of: 3, == 3, > 3, >= 3, < 3, <= 3, % 3")
    return _TESTS[match.group(1) or ""](hits, int(match.group(2)))
