"""The working behind a line: which operations are asked, in what order, and what they come to."""

import ast
from collections.abc import Callable

import pytest

from model_runtime.effects import LoopTurn
from model_runtime.program.parser import parse
from model_runtime.trace.frames import Trace
from model_runtime.training.worked_examples import answered, workings
from model_runtime.worked_out import worked_out
from model_runtime.working import MAX_QUESTION, Question, Running, indexed, marked, working

SHOWN = {"x": "[1, 2, 3]", "n": "1", "s": "'hello'", "d": "{'h': 1, 'q': [3]}", "o": "<Box object>", "k": "None"}


def asked(line: str, *, turn: int | None = None, results: tuple[tuple[str, str], ...] = ()) -> list[str]:
    """Work out one line behind SHOWN, as `question -> answer`."""
    body = "        pass\n" if line.endswith(":") else ""
    program = parse(f"def f(x, n, s, d, o, k):\n    {line}\n{body}\ndef g(a):\n    return a\n")
    turns = None if turn is None else LoopTurn(turn, SHOWN)
    here = Running(2, SHOWN, turn=turns, results=results)
    return [f"{question.text} -> {answer}" for question, answer in answered(working(program, here))]


@pytest.mark.parametrize(
    ("line", "steps"),
    [
        (
            "y = x[n] * 2 + len(s)",
            ["[0 1, 1 2, 2 3][1] -> 2", "2 * 2 -> 4", "len('0h 1e 2l 3l 4o') -> 5", "4 + 5 -> 9"],
        ),
        ("y = s[n:].upper()", ["'0h 1e 2l 3l 4o'[1:] -> 'ello'", "'ello'.upper() -> 'ELLO'"]),
        ("if n > 3 and x[0]:", ["1 > 3 -> False"]),
        ("if not n > 3:", ["1 > 3 -> False", "not False -> True"]),
        ("while x:", ["bool([1, 2, 3]) -> True"]),
        ("x.append(n + 1)", ["1 + 1 -> 2", "after [1, 2, 3].append(2) -> [1, 2, 3, 2]"]),
        ("y = x.pop(0)", ["[0 1, 1 2, 2 3].pop(0) -> 1", "after [0 1, 1 2, 2 3].pop(0) -> [2, 3]"]),
        ("x[0] += n", ["[0 1, 1 2, 2 3][0] -> 1", "1 + 1 -> 2", "after [0 1, 1 2, 2 3][0] = 2 -> [2, 2, 3]"]),
        ("del x[n]", ["after del [0 1, 1 2, 2 3][1] -> [1, 3]"]),
        (
            "d['q'].append(n)",
            [
                "{'h': 1, 'q': [3]}['q'] -> [3]",
                "after [3].append(1) -> [3, 1]",
                "after {'h': 1, 'q': [3]}['q'] = [3, 1] -> {'h': 1, 'q': [3, 1]}",
            ],
        ),
        ("return s, n", ["('hello', 1) -> ('hello', 1)"]),
        ("y = k or n", ["bool(None) -> False"]),
        ("y = 2 if n == 1 else x[9]", ["1 == 1 -> True"]),
        ("y = f'{n}-{s!r}'", ["f'{1}-{'hello'!r}' -> \"1-'hello'\""]),
        ("y = x[9] + 1", ["[0 1, 1 2, 2 3][9] -> IndexError('list index out of range')"]),
        ("y = {s: n}", ["{'hello': 1} -> {'hello': 1}"]),
        ("raise ValueError(s + '!')", ["'hello' + '!' -> 'hello!'"]),
        ("assert n == 2, s.upper()", ["1 == 2 -> False", "'hello'.upper() -> 'HELLO'"]),
        ("if isinstance(s, str):", ["isinstance('hello', str) -> True"]),
        ("y = dict(zip(s[:2], x))", ["'0h 1e 2l 3l 4o'[:2] -> 'he'", "dict(zip('he', [1, 2, 3])) -> {'h': 1, 'e': 2}"]),
        ("return sum(x)", ["1 + 2 -> 3", "3 + 3 -> 6"]),
        ("return sum(reversed(x))", ["sum(reversed([1, 2, 3])) -> 6"]),
        (
            "return sum([x, x, x], [])",
            ["sum([[1, 2, 3], [1, 2, 3], [1, 2, 3]], []) -> [1, 2, 3, 1, 2, 3, 1, 2, 3]"],
        ),
        ("return sum(x[1:])", ["[0 1, 1 2, 2 3][1:] -> [2, 3]", "sum([2, 3]) -> 5"]),
        ("y = enumerate(x)", []),
        ("y = sorted(x, reverse=n == 1)", ["1 == 1 -> True", "sorted([1, 2, 3], reverse=True) -> [3, 2, 1]"]),
        ("y = 1", []),
        ("pass", []),
        ("y = o.size + 1", []),
    ],
)
def test_a_line_is_worked_out_operation_by_operation(line: str, steps: list[str]) -> None:
    assert asked(line) == steps


def test_a_call_of_the_programs_own_ends_a_working_until_its_result_is_there() -> None:
    assert asked("y = g(n + 1) * 2") == ["1 + 1 -> 2"]
    assert asked("y = g(n + 1) * 2", results=(("g", "5"),)) == ["1 + 1 -> 2", "5 * 2 -> 10"]


@pytest.mark.parametrize(
    ("line", "turn", "steps"),
    [
        ("for c in s:", 1, ["next 'h|ello' -> 'e'"]),
        ("for c in s:", 5, ["next 'hello|' -> end"]),
        ("for i, c in enumerate(x):", 2, ["next [1, 2, |3] -> 3"]),
        ("for i in range(len(x)):", 3, ["len([0 1, 1 2, 2 3]) -> 3", "range(3)[3] -> end"]),
        ("for a, b in zip(x, s):", 0, ["next [|1, 2, 3] -> 1", "next '|hello' -> 'h'"]),
        (
            "for a, b in d.items():",
            1,
            [
                "list({'h': 1, 'q': [3]}.items()) -> [('h', 1), ('q', [3])]",
                "next [('h', 1), |('q', [3])] -> ('q', [3])",
            ],
        ),
        ("for a in {1, 2}:", 0, ["{1, 2} -> {1, 2}"]),  # nothing tells the order of a set
    ],
)
def test_the_head_of_a_loop_asks_for_the_next_item(line: str, turn: int, steps: list[str]) -> None:
    assert asked(line, turn=turn) == steps


COMPREHENSIONS = """\
def f(xs, n):
    a = [x * 2 for x in xs if x > n]
    return sum(len(str(x)) for x in a)
"""


def test_a_comprehension_is_worked_out_at_its_end_and_a_generator_at_each_item(record: Callable[..., Trace]) -> None:
    frames = record(COMPREHENSIONS, call="f([1, 20], 5)").frames
    found = [
        (frame.function.rpartition(".")[2], [f"{question.text} -> {answer}" for question, answer in steps])
        for frame, steps in zip(frames, workings(parse(COMPREHENSIONS), frames), strict=False)
        if steps
    ]
    assert found == [
        ("<listcomp>", ["next [|1, 20] -> 1"]),
        ("<listcomp>", ["next [1, |20] -> 20"]),
        (
            "<listcomp>",
            ["next [1, 20 |] -> end", "1 > 5 -> False", "20 > 5 -> True", "20 * 2 -> 40", "[40] -> [40]"],
        ),
        ("<genexpr>", ["next [|40] -> 40", "str(40) -> '40'", "len('04 10') -> 2"]),
        ("<genexpr>", ["next [40 |] -> end"]),
        ("<genexpr>", ["sum([2]) -> 2"]),
    ]


def test_an_answer_may_be_anything() -> None:
    program = parse("def f(s):\n    return s[1] + 'x'\n")
    walk = working(program, Running(2, {"s": "'hello'"}))
    assert next(walk).text == "'0h 1e 2l 3l 4o'[1]"
    assert walk.send("nonsense (").text == "nonsense ( + 'x'"
    assert worked_out(Question("_0 + _1", ("nonsense (", "'x'"))) is None
    with pytest.raises(StopIteration):
        walk.send("TypeError('no')")


def test_long_operations_are_not_asked() -> None:
    program = parse("def f(s):\n    return s.upper()\n")
    assert not list(working(program, Running(2, {"s": repr("x" * MAX_QUESTION)})))


def test_values_are_numbered_and_marked_so_that_nobody_has_to_count() -> None:
    assert indexed("'a1'") == "'0a 11'"
    assert indexed("(5, 'b')") == "(0 5, 1 'b')"
    assert indexed("7") == "7"
    assert indexed(repr(list(range(100)))) == repr(list(range(100)))
    assert marked("[5, 6]", 2) == "[5, 6 |]"
    assert marked("[5, 6]", 3) is None
    assert marked("{5: 6}", 0) is None


@pytest.mark.parametrize("operands", [("[1]", "0"), ("'abc'", "-1"), ("{'a': 2}", "'a'")])
def test_what_is_worked_out_is_what_python_gives(operands: tuple[str, str]) -> None:
    real = ast.literal_eval(operands[0])[ast.literal_eval(operands[1])]
    assert worked_out(Question("_0[_1]", operands)) == repr(real)
