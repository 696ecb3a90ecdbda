"""Control flow from the text: every step of real runs is allowed, and where the text decides, one step is expected."""

import itertools
from collections.abc import Callable

import pytest

from model_runtime.program.flow import FlowState, Step
from model_runtime.program.parser import Program, parse
from model_runtime.trace.frames import Trace, TraceEvent, TraceFrame
from model_runtime.training.persistence import step_of

STATEMENTS = {
    "for with else": """\
def f(xs):
    for x in xs:
        if x > 2:
            break
        if x == 0:
            continue
        x += 1
    else:
        xs = []
    return xs
# f([1, 0, 2]); f([5]); f([])
""",
    "while with else": """\
def f(n):
    while n > 0:
        n -= 2
        if n == 5:
            break
    else:
        n = 9
    while True:
        n -= 1
        if n < 3:
            return n
# f(4); f(7); f(0)
""",
    "try in all its parts": """\
def f(text):
    try:
        n = int(text)
    except ValueError as error:
        n = str(error)[:3]
    except (TypeError, KeyError):
        return None
    else:
        n += 1
    finally:
        text = ""
    return n
# f("3"); f("x"); f(None)
""",
    "finally after return and break": """\
def f(xs):
    for x in xs:
        try:
            if x == 1:
                break
            if x == 2:
                return "two"
            if x == 3:
                continue
        finally:
            xs = x
    return xs
# f([3, 1]); f([2]); f([4])
""",
    "exceptions that leave": """\
def g(x):
    if x:
        raise KeyError(x)
    return x[1]


def f(x):
    try:
        return g(x)
    except KeyError as error:
        raise ValueError("no") from error
# f(1); f(0)
""",
    "with": """\
from contextlib import contextmanager


@contextmanager
def opened(x):
    yield x + 1


def f(x):
    with opened(x) as y:
        z = y
    with opened(1) as a, opened(2) as b:
        if x:
            return a
        z += b
    return z
# f(0); f(1)
""",
    "match": """\
def f(x):
    match x:
        case [1, *rest] if rest:
            y = rest
        case {"k": value}:
            y = value
        case "a" | "b":
            y = 1
        case _:
            y = 0
    return y
# f([1, 2]); f([1]); f({"k": 3}); f("b"); f(None)
""",
    "statements over several lines": """\
def g(a, b):
    return a + b


def f(x):
    y = g(
        x,
        g(1,
          2),
    )
    z = [
        x,
        y,
    ]
    if (x > 0 and
            y > 0):
        return (
            x
            + y
        )
    return z
# f(1); f(-9)
""",
    "comprehensions": """\
def g(x):
    return x > 1


def f(xs):
    a = [x * 2 for x in xs if g(x)]
    b = {x: [y for y in range(x)] for x in xs}
    c = sum(g(x) for x in xs)
    d = any(x > 1 for x in xs)
    e = {
        x
        for x in xs
    }
    return a, b, c, d, sorted(e)
# f([1, 2, 3]); f([])
""",
    "lambdas and callbacks": """\
def size(x):
    return len(x)


def f(xs):
    a = sorted(xs, key=lambda x: -len(x))
    b = max(xs, key=size)
    c = list(map(size, xs))
    return a, b, c
# f(["a", "bb"])
""",
    "nested functions and closures": """\
def f(n):
    total = 0

    def add(x):
        nonlocal total
        total += x
        return total

    for i in range(n):
        add(i)
    return total
# f(3); f(0)
""",
    "recursion": """\
def f(n):
    if n < 2:
        return n
    return f(n - 1) + f(n - 2)
# f(4)
""",
    "generators": """\
def items(n):
    i = 0
    while i < n:
        got = yield i
        i += 1
    yield from "ab"
    return 5


def f(n):
    total = []
    for x in items(n):
        total.append(x)
    return total
# f(2)
""",
    "classes": """\
class Point:
    count = 0

    def __init__(self, x):
        self.x = x
        Point.count += 1

    def __add__(self, other):
        return Point(self.x + other.x)

    @property
    def twice(self):
        return 2 * self.x

    @staticmethod
    def make():
        return Point(1)


def f(x):
    p = Point(x) + Point.make()
    return p.twice
# f(3)
""",
    "one line for two statements": """\
def f(x):
    if x: x = 1
    y = 2; z = 3
    while x < 4: x += 1
    for i in range(2): y += i
    assert y; return x + y + z
# f(0); f(5)
""",
    "async": """\
import asyncio


async def g(x):
    await asyncio.sleep(0)
    return x


async def h(x):
    y = await g(x)
    return y + 1


def f(x):
    return asyncio.run(h(x))
# f(1)
""",
    "decorators, defaults, docstring, del, assert, walrus, ternary": '''\
def twice(function):
    def inner(x):
        return function(x) * 2

    return inner


@twice
def g(x):
    """Say nothing."""
    return x


def f(x, y=(1,)):
    """Do much."""
    if (n := len(y)) > 3:
        del y
    z = g(x) if n else 0
    pass
    assert z >= 0, "negative"
    return z
# f(3); f(-1); f(1, (1, 2, 3, 4))
''',
}
CALLS = [(name, call.strip()) for name, text in STATEMENTS.items() for call in text.rpartition("# ")[2].split(";")]


def start(program: Program, entry: str, line: int) -> FlowState:
    same = [function for function in program.functions if function.name == entry]
    return FlowState.start(program, next((f for f in same if f.line == line), same[-1]))


def steps_of(trace: Trace, source: str) -> list[tuple[TraceFrame, Step | None, tuple[Step, ...]]]:
    """Walk a real run; gives each frame with the allowed step it takes and all that were allowed."""
    flow = start(parse(source), trace.entry, trace.frames[0].line)
    walked = []
    for frame in trace.frames:
        allowed, step = flow.allowed(), flow.step_for(frame)
        walked.append((frame, step, allowed))
        flow.advance(step or step_of(frame))
    assert trace.truncated or not flow.allowed(), "a finished run has no continuation"
    return walked


@pytest.mark.parametrize(("name", "call"), CALLS)
def test_every_step_of_a_real_run_is_allowed(name: str, call: str, record: Callable[..., Trace]) -> None:
    source = STATEMENTS[name].rpartition("# ")[0]
    trace = record(source, call=call)
    assert len(trace.frames) > 2
    missed = [(frame.event, frame.line, frame.source) for frame, step, _ in steps_of(trace, source) if step is None]
    assert missed == []


def expected_lines(source: str, call: str, record: Callable[..., Trace]) -> list[tuple[int, set[tuple[str, int]]]]:
    """Give for each LINE frame its line and the (event, line) pairs expected to follow it."""
    walked = steps_of(record(source, call=call), source)
    expected = []
    for (frame, _, _), (_, _, following) in itertools.pairwise(walked):
        if frame.event is TraceEvent.LINE:
            expected.append((frame.line, {(step.event.value, step.line) for step in following if step.likely}))
    return expected


def test_straight_lines_have_one_expected_step(record: Callable[..., Trace]) -> None:
    source = "def f(x):\n    y = x + 1\n    z = [y]\n    return z\n"
    assert expected_lines(source, "f(1)", record) == [(2, {("line", 3)}), (3, {("line", 4)}), (4, {("return", 4)})]


def test_a_condition_has_two_expected_steps(record: Callable[..., Trace]) -> None:
    source = "def f(x):\n    if x:\n        x = 1\n    return x\n"
    assert expected_lines(source, "f(1)", record)[0] == (2, {("line", 3), ("line", 4)})


def test_a_constant_condition_has_one(record: Callable[..., Trace]) -> None:
    source = "def f(x):\n    while True:\n        x += 1\n        if x > 3:\n            break\n    return x\n"
    assert expected_lines(source, "f(2)", record)[0] == (2, {("line", 3)})


def test_a_written_call_is_expected_before_the_next_line_and_once(record: Callable[..., Trace]) -> None:
    source = "def g(x):\n    return x\n\n\ndef f(x):\n    y = g(x)\n    return y\n"
    walked = steps_of(record(source, call="f(1)"), source)
    likely = [{(step.event.value, step.line) for step in allowed if step.likely} for _, _, allowed in walked]
    assert likely[2] == {("call", 1)}  # behind line 6
    assert likely[5] == {("line", 7)}  # behind the return of g


def test_nothing_may_follow_a_plain_return_but_the_return() -> None:
    program = parse("def f(x):\n    return x\n")
    flow = start(program, "f", 1)
    flow.advance(flow.allowed()[0])
    flow.advance(flow.allowed()[0])
    assert [(step.event, step.line) for step in flow.allowed()] == [(TraceEvent.RETURN, 2)]


def test_a_copy_goes_on_alone() -> None:
    flow = start(parse("def f(x):\n    x = 1\n    return x\n"), "f", 1)
    flow.advance(flow.allowed()[0])
    twin = flow.copy()
    before = flow.allowed()
    twin.advance(twin.allowed()[0])
    assert flow.allowed() == before != twin.allowed()
