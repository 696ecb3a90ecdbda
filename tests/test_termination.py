"""When an imagined run is called endless, and when it must not be."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_runtime.program.parser import parse
from model_runtime.termination import EndlessDetector
from model_runtime.trace.frames import Origin, TraceEvent, TraceFrame, Value

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


@pytest.mark.parametrize(
    "module",
    [
        "LOG = []\n\n\ndef more(n):\n    LOG.append(n)\n    return len(LOG)\n",
        "LOG: dict[str, int] = {}\n\n\ndef more(n):\n    return LOG.popitem()\n",
        "def more(n, seen=[]):\n    seen.append(n)\n    return len(seen)\n",
        "def more(\n    n,\n    seen=dict(),\n):\n    return seen.setdefault(n, len(seen))\n",
        "def more(n):\n    more.count += n\n    return more.count\n",
        "class More:\n    count = []\n\n\ndef more(n):\n    More.count.append(n)\n    return len(More.count)\n",
        "from feed import more\n",
        "import requests as more\n",
    ],
)
def test_a_call_that_can_keep_something_elsewhere_is_hidden_state(module: str) -> None:
    source = "def f(n):\n    while more(n) < 3:\n        pass\n    return n\n\n\n" + module
    assert first_reason(source, [(2, {"n": "1"})] * 3) is None


@pytest.mark.parametrize(
    "module",
    [
        "LIMIT = 3\n",
        "NAME = 'a'  # short\n",
        "import math\nfrom collections import Counter\n",
        "f(n=3)\n",
        "f(2) <= 1\n",
        "N: int = -3\n",
    ],
)
def test_constants_and_pure_modules_hide_nothing(module: str) -> None:
    assert first_reason(LOOP + module, [(2, {"n": "1"})] * 2) is not None


def test_a_value_that_was_cut_at_its_limit_proves_nothing() -> None:
    detector = EndlessDetector(parse(LOOP))
    cut = {"n": Value("[1, 1, 1", Origin.PREDICTED, 0.0)}
    frame = TraceFrame(TraceEvent.LINE, "f", None, 2, "    while n:", 0, 0, cut)
    assert detector.see(frame) is None
    assert detector.see(frame) is None


def test_each_activation_has_its_own_states() -> None:
    detector = EndlessDetector(parse(LOOP))
    frames = [TraceFrame(TraceEvent.LINE, "f", None, 2, "    while n:", n, n, {"n": Value("1")}) for n in range(3)]
    assert [detector.see(frame) for frame in frames] == [None, None, None]
    assert detector.see(frames[1]) is not None


@given(st.lists(st.integers(0, 5), max_size=12))
def test_a_run_is_endless_at_the_first_repeated_state_and_not_before(values: list[int]) -> None:
    detector = EndlessDetector(parse(LOOP))
    for idx, value in enumerate(values):
        frame = TraceFrame(TraceEvent.LINE, "f", None, 2, "    while n:", 0, 0, {"n": Value(str(value))})
        reason = detector.see(frame)
        assert (reason is not None) == (value in values[:idx])
        if reason is not None:
            break


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
