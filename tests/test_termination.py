"""When an imagined run is called endless, and when it must not be."""

from collections.abc import Sequence

import pytest

from model_runtime.program.parser import parse
from model_runtime.termination import EndlessDetector
from model_runtime.trace.frames import TraceEvent, TraceFrame, Value

LOOP = "def f(n):\n    while n:\n        n = n % 3\n    return n\n"


def first_reason(source: str, states: Sequence[tuple[int, dict[str, str]]]) -> str | None:
    """Show LINE frames (line, locals) to a detector; give the first reason it finds."""
    program = parse(source)
    detector = EndlessDetector(program)
    for line, values in states:
        shown = {name: Value(text) for name, text in values.items()}
        frame = TraceFrame(TraceEvent.LINE, "f", None, line, program.lines[line - 1], 0, 0, shown)
        if (reason := detector.see(frame)) is not None:
            return reason
    return None


def test_a_state_that_comes_back_is_endless() -> None:
    reason = first_reason(LOOP, [(2, {"n": "7"}), (3, {"n": "7"}), (2, {"n": "1"}), (3, {"n": "1"}), (2, {"n": "1"})])
    assert reason is not None
    assert "line 2" in reason


def test_a_state_that_changes_is_not() -> None:
    assert first_reason(LOOP, [(2, {"n": str(n)}) for n in range(50, 0, -1)]) is None


def test_equal_hashes_are_not_equal_values() -> None:
    assert hash(1) == hash(2**61)
    assert first_reason(LOOP, [(2, {"n": "1"}), (2, {"n": str(2**61)})]) is None


def test_a_value_that_may_hide_state_proves_nothing() -> None:
    assert first_reason(LOOP, [(2, {"n": "<Counter object>"})] * 3) is None


@pytest.mark.parametrize("hidden", ["import random", "from time import time", "n = iter([])", "global counter"])
def test_a_program_with_state_outside_its_locals_is_never_called_endless(hidden: str) -> None:
    source = f"def f(n):\n    while n:\n        pass\n    return n\n\n\ndef g():\n    {hidden}\n"
    assert first_reason(source, [(2, {"n": "1"})] * 3) is None


def test_the_iterator_around_a_loop_is_hidden_state() -> None:
    inside = "def f(n):\n    for _ in range(3):\n        while n:\n            n = 0\n        n = 1\n"
    assert first_reason(inside, [(3, {"n": "1"})] * 2) is None
    behind = "def f(n):\n    for _ in range(3):\n        n = 2\n    while n:\n        n = 2\n"
    assert first_reason(behind, [(4, {"n": "2"})] * 2) is not None


def test_lines_that_are_no_loop_header_do_not_count() -> None:
    assert first_reason(LOOP, [(3, {"n": "1"})] * 3) is None
