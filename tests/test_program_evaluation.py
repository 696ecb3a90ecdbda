"""The order in which CPython evaluates a function: but for exceptions, every real step is one the text leads to."""

from collections.abc import Callable

import pytest

from model_runtime.program.evaluation import OpKind, constant_truth, evaluation_of
from model_runtime.program.flow import FlowState
from model_runtime.program.parser import parse
from model_runtime.trace.frames import Trace, TraceEvent
from model_runtime.training.persistence import step_of

Expected = list[tuple[str, int]]


def expected_along(source: str, trace: Trace) -> list[tuple[tuple[str, int], Expected]]:
    """Walk a run; gives for each frame where it is and what was expected there."""
    program = parse(source)
    entry = next(f for f in program.functions if (f.name, f.line) == (trace.entry, trace.frames[0].line))
    flow = FlowState.start(program, entry)
    walked = []
    for frame in trace.frames:
        expected = [(step.event.value, step.line) for step in flow.expected()]
        walked.append(((frame.event.value, frame.line), expected))
        flow.advance(flow.step_for(frame) or step_of(frame))
    return walked


@pytest.mark.parametrize(
    ("body", "argument"),
    [
        ("    return (x +\n        1)\n", "1"),
        ("    y = [\n        x,\n        x + 1,\n    ]\n    return y\n", "1"),
        ("    y = {\n        'a': x,\n        'b': [x,\n              1],\n    }\n    return y\n", "1"),
        ("    y = max(\n        x,\n        min(x,\n            2),\n    )\n    return y\n", "1"),
        ("    y = (str(x)\n         .upper()\n         .strip())\n    return y\n", "1"),
        ("    if (x > 0 and\n            x < 9):\n        x = 5\n    return x\n", "1"),
        ("    if (x and\n            not x):\n        x = 5\n    return x\n", "1"),
        ("    y = (1 if x\n         else 2)\n    return y\n", "0"),
        ("    y = x = (\n        3)\n    x, y = (y,\n            x)\n    return y\n", "0"),
        ("    y = 'a' \\\n        'b'\n    y += (\n        'c')\n    return y\n", "0"),
        ("    y = [\n        z\n        for z in x\n        if z\n    ]\n    return y\n", "[0, 1, 2]"),
        ("    y = {\n        z:\n        w\n        for z, w in x\n    }\n    return y\n", "[(1, 2), (3, 4)]"),
        ("    y = [a + b for a in x for b in\n         x if a\n         < b]\n    return y\n", "[1, 2]"),
        ("    y = sum(\n        z\n        for z in x\n    )\n    return y\n", "[1, 2]"),
        ("    return any(z > 1 for z in x), all(z > 1 for z in x), next(z for z in x)\n", "[1, 2, 3]"),
        ("    y = sorted(x, key=lambda z: -z)\n    return y\n", "[1, 2]"),
        ("    for i, z in enumerate(\n            x):\n        if z: continue\n        break\n", "[1, 0]"),
        ("    while x > 0: x -= 1\n    else:\n        x = 7\n    return x\n", "3"),
        ("    for a in range(x):\n        for b in range(a):\n            pass\n    return x\n", "3"),
        ("    assert (x >\n            0), 'no'\n    del x\n", "3"),
        ("    def g(a=x):\n        return a\n    return g() + g(2)\n", "3"),
        ("    class A:\n        b = x\n        def g(self):\n            return 1\n    A().g()\n", "3"),
        ("    def g(n):\n        for i in range(n):\n            yield i\n    return list(g(x))\n", "2"),
        ("    def g(n):\n        yield 1\n        yield from [2, n]\n    for y in g(x):\n        x += y\n", "2"),
        ("    match x:\n        case [a, 2] if a:\n            y = a\n        case _:\n            y = 0\n", "[1, 2]"),
        ("    try:\n        y = 1\n    finally:\n        x = 2\n    return y\n", "1"),
        ("    for y in x:\n        try:\n            if y:\n                continue\n            return y\n"
         "        finally:\n            y = 1\n", "[1, 0]"),
        ("    with __import__('io').StringIO() as y:\n        z = x\n    return z\n", "1"),
        ("    if x:\n        return 1\n    elif (y := 2):\n        pass\n    else:\n        y = 3\n", "0"),
        ("    return f'{x}' f'{x + 1:>{x}}' + ''.join(str(y) for y in range(x))\n", "2"),
        ('    """Say nothing."""\n    global y\n    pass\n', "2"),
    ],
)  # fmt: skip
def test_every_step_of_a_run_that_raises_nothing_is_expected(
    body: str, argument: str, record: Callable[..., Trace]
) -> None:
    source = "def f(x):\n" + body
    trace = record(source, call=f"f({argument})")
    assert trace.frames[-1].event is TraceEvent.RETURN
    missed = [(frame, expected) for frame, expected in expected_along(source, trace) if frame not in expected]
    assert missed == []


@pytest.mark.parametrize(
    ("body", "argument", "expected"),
    [
        ("    y = g(x) + g(1)\n    return y\n", "1", [("call", 1)]),
        ("    y = x and g(x)\n    return y\n", "1", [("call", 1), ("line", 7)]),
        ("    y = [g(z) for z in x]\n    return y\n", "[]", [("call", 6)]),
        ("    y = (z for z in x)\n    return y\n", "[]", [("line", 7)]),
        ("    y = sum(z for z in x)\n    return y\n", "[1]", [("call", 6)]),
        ("    while True:\n        return x\n", "1", [("line", 7)]),
        ("    if 0:\n        x = 1\n    return x\n", "1", [("line", 8)]),
        ("    if x:\n        x = 1\n    return x\n", "1", [("line", 7), ("line", 8)]),
        ("    for y in x:\n        x = y\n    return x\n", "[]", [("line", 7), ("line", 8)]),
        ("    raise KeyError(x)\n", "1", [("exception", 6)]),
    ],
)
def test_what_is_expected_behind_a_line(
    body: str, argument: str, expected: Expected, record: Callable[..., Trace]
) -> None:
    source = "def g(x):\n    return x\n\n\ndef f(x):\n" + body
    walked = expected_along(source, record(source, call=f"f({argument})"))
    assert walked[1][0] == ("line", 6)
    assert walked[2][1] == expected


def test_calls_of_a_line_are_expected_one_by_one(record: Callable[..., Trace]) -> None:
    source = "def g(x):\n    return x\n\n\ndef f(x):\n    y = g(x) + g(1)\n    return y\n"
    walked = expected_along(source, record(source, call="f(1)"))
    assert [expected for frame, expected in walked if frame in (("call", 1), ("line", 7))] == [
        [("call", 1)],
        [("call", 1)],
        [("line", 7)],
    ]


def test_a_generator_that_is_dropped_is_expected_to_close(record: Callable[..., Trace]) -> None:
    source = "def f(x):\n    return next(y for y in x)\n"
    trace = record(source, call="f([1, 2])")
    events = [(frame.event.value, frame.function.rpartition(".")[2]) for frame in trace.frames]
    assert events[5:9] == [("call", "<genexpr>"), ("exception", "<genexpr>"), ("return", "<genexpr>"), ("return", "f")]
    assert [expected for _, expected in expected_along(source, trace)][6] == [("exception", 2)]


def test_nothing_can_happen_between_a_call_and_the_first_line() -> None:
    flow = FlowState.start(parse("def f(x):\n    return x[0]\n"), parse("def f(x):\n    return x[0]\n").functions[0])
    flow.advance(flow.allowed()[0])
    assert [(step.event, step.line) for step in flow.allowed()] == [(TraceEvent.LINE, 2)]


def test_an_exception_stays_allowed_where_a_line_can_raise() -> None:
    program = parse("def f(x):\n    y = x[0]\n    return y\n")
    flow = FlowState.start(program, program.functions[0])
    for _ in range(2):
        flow.advance(flow.allowed()[0])
    assert [(step.event, step.line) for step in flow.expected()] == [(TraceEvent.LINE, 3)]
    assert (TraceEvent.EXCEPTION, 2) in [(step.event, step.line) for step in flow.allowed()]


def test_a_call_that_nobody_wrote_stays_allowed(record: Callable[..., Trace]) -> None:
    source = (
        "class A:\n    def __add__(self, other):\n        return other\n\n\ndef f(x):\n    y = A() + x\n    return y\n"
    )
    trace = record(source, call="f(1)")
    flow = FlowState.start(parse(source), next(f for f in parse(source).functions if f.name == "f"))
    for frame in trace.frames:
        step = flow.step_for(frame)
        assert step is not None
        assert step.likely == (frame.event is not TraceEvent.CALL or frame.function == "f")
        flow.advance(step)


def test_instructions_have_the_lines_and_the_order_of_the_compiler() -> None:
    program = parse("def f(x):\n    y = max(\n        x,\n        1)\n    return y\n")
    evaluation = evaluation_of(program, program.functions[0])
    assert evaluation is not None
    lines = [op.line for op in evaluation.ops]
    assert [line for idx, line in enumerate(lines) if not idx or lines[idx - 1] != line] == [2, 3, 4, 2, 5, 0]
    assert evaluation.ops[-1].kind is OpKind.RETURN


@pytest.mark.parametrize("text", ["def f(", "def f(x):\n    if", "def f(x):\n    for y in", "def f(x):\n    with"])
def test_broken_text_has_an_order_too(text: str) -> None:
    program = parse(text)
    for function in program.functions:
        evaluation_of(program, function)
        flow = FlowState.start(program, function)
        flow.advance(flow.allowed()[0])
        flow.allowed()


def test_a_very_long_sum_and_a_very_deep_expression_are_no_harm() -> None:
    long = "def f(x):\n    return " + " + ".join(["x"] * 3000) + "\n"
    deep = "def f(x):\n    return " + "(" * 3000 + "x" + ")" * 3000 + "\n"
    nested = "def f(x):\n    x = 0\n" + "".join(
        f"{'    ' * level}try:\n{'    ' * level}    x = {level}\n{'    ' * level}finally:\n" for level in range(1, 19)
    )
    for text in (long, deep, nested + "    " * 19 + "x = 0\n"):
        program = parse(text)
        flow = FlowState.start(program, program.functions[0])
        flow.advance(flow.allowed()[0])
        assert (TraceEvent.LINE, 2) in [(step.event, step.line) for step in flow.allowed()]


@pytest.mark.parametrize(
    ("text", "truth"), [("True", True), ("0", False), ("((1))", True), ("None", False), ("x", None)]
)
def test_a_constant_condition_is_known(text: str, truth: bool | None) -> None:
    assert constant_truth(parse(text).root.named_children[0].named_children[0]) is truth
