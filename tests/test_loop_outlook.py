"""The outlook of runs that were cut off, on real runs: what loops that end, and that do not, look like."""

import pytest

from model_runtime.loop_outlook import LIKELY, outlook
from model_runtime.program.parser import parse
from model_runtime.recorder import RecordingLimits, RecordingRequest, record
from model_runtime.trace.frames import Outcome

LIMITS = RecordingLimits(max_frames=80)


def seen(source: str, call: str) -> tuple[float, str]:
    trace = record(RecordingRequest(source, call.split("(", maxsplit=1)[0], call, limits=LIMITS))
    assert trace.outcome is Outcome.LIMIT, "the run ends before the limit: the test shows nothing"
    found = outlook(parse(source), trace.frames)
    assert found is not None
    return found.endless, found.reason


@pytest.mark.parametrize(
    ("body", "call", "reason"),
    [
        ("    while n > 0:\n        x = n - 1\n        total += x\n", "f(3)", "never changes n, on which it depends"),
        ("    while n > 0:\n        n += 1\n", "f(3)", "changes n, but comes no nearer"),
        ("    while n != 10:\n        n += 3\n", "f(2)", "changes n, but comes no nearer"),
        ("    while True:\n        total += 1\n", "f(2)", "has no way out"),
        ("    while True:\n        total += 1\n        if n > 5:\n            break\n", "f(2)", "never changes n"),
        ("    xs = [1]\n    while xs:\n        xs.append(n)\n", "f(2)", "comes no nearer"),
        ("    xs = [1]\n    for x in xs:\n        xs.append(x + n)\n", "f(2)", "walks xs, which grows"),
        ("    while total < n:\n        for i in range(3):\n            n += i\n", "f(2)", "comes no nearer"),
    ],
)
def test_a_loop_that_never_ends_is_told_with_its_reason(body: str, call: str, reason: str) -> None:
    probability, why = seen("def f(n):\n    total = 0\n" + body + "    return total\n", call)
    assert probability >= LIKELY
    assert reason in why


@pytest.mark.parametrize(
    ("body", "call", "turns"),
    [
        ("    while n > 0:\n        n -= 1\n", "f(900)", "more turns"),
        ("    while total < n:\n        total += 2\n", "f(900)", "about 412 more turns"),
        ("    while not total >= n:\n        total += 1\n", "f(900)", "more turns"),
        ("    while total < n and n < 10000:\n        total += 1\n", "f(900)", "more turns"),
        ("    xs = list(range(n))\n    while xs:\n        xs.pop()\n", "f(60)", "more turns"),
        ("    while True:\n        total += 1\n        if total > n:\n            break\n", "f(900)", "more turns"),
        ("    for i in range(n):\n        total += i\n", "f(900)", "walks something that ends"),
        ("    n = g(n)\n", "f(900)", "recursion limit"),
    ],
)
def test_a_loop_that_ends_is_told_too(body: str, call: str, turns: str) -> None:
    helper = "def g(n):\n    return 0 if n == 0 else 1 + g(n - 1)\n\n\n"
    probability, why = seen(helper + "def f(n):\n    total = 0\n" + body + "    return total\n", call)
    assert probability < LIKELY
    assert turns in why


def test_what_cannot_be_measured_is_left_open() -> None:
    source = "def f(s):\n    while s.count('a') < 3 or s.isdigit() is None:\n        s = s + 'b'\n    return s\n"
    probability, _ = seen(source, "f('abc')")
    assert 0.05 < probability < LIKELY


def test_a_text_that_is_not_python_and_a_short_run_have_no_outlook() -> None:
    source = "def f(n):\n    while n:\n        n -= 1\n    return n\n"
    trace = record(RecordingRequest(source, "f", "f(2)"))
    assert outlook(parse(source), trace.frames[:4]) is None
    assert outlook(parse(source + "def broken(:\n"), trace.frames[:4]) is None
