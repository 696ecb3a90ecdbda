"""Levels of a variable's value that nothing else holds: told from the text, and never too many."""

import pytest

from model_runtime.program.parser import parse
from model_runtime.sharing import ALL_LEVELS, changes_nothing_given, unshared_levels


def levels(body: str, name: str = "x") -> int:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return unshared_levels(parse(f"def f(a, b):\n{lines}"), 2).get(name, 0)


@pytest.mark.parametrize(
    "body",
    [
        "x = []\nx.append(1)",
        "x = [0] * 3\nx[0] = 2",
        "x = a.split()\nreturn x",
        "x = {}\nx['k'] = len(a)\nb = str(x['k'])",
        "x, y = [], []\nx.append('q')\nreturn x, y",
        "x = 0\nx += 1",
        "x = [[0] * 2 for _ in a]\nx[0][1] = 5\nif x[0] == x[1]:\n    x[0].reverse()",
    ],
)
def test_a_value_made_here_of_new_parts_is_held_alone(body: str) -> None:
    assert levels(body) == ALL_LEVELS


@pytest.mark.parametrize(
    "body",
    [
        "x = []\nx.append(a)",
        "x = list(a)\nx.pop()",
        "x = a[:]\nx[0] = b",
        "x = [[0] * 2] * 3\nx[0][1] = 5",
        "x = [[0] for _ in a]\nfor row in x:\n    row.append(1)",
        "x = [[0] for _ in a]\nrow = x[0]",
        "x = sorted(a)\ny = x[:]",
        "x = [[0] for _ in a]\nfor row in x[:]:\n    row.append(1)",
        "x = {}\nfor k in x:\n    b += x[k]",
        "x = {}\nfor k, v in x.items():\n    v.append(k)",
    ],
)
def test_parts_from_elsewhere_leave_one_level(body: str) -> None:
    assert levels(body) == 1


@pytest.mark.parametrize(
    "body",
    [
        "x = a",
        "x = []\ny = x",
        "x = []\na.append(x)",
        "x = []\ng(x)",
        "x = y = []",
        "x = []\nb = x or [1]",
        "x = []\nb = max(x, a)",
        "x = []\nb = [x]",
        "x = []\nb = x if a else []",
        "x = a.pop()",
        "x = g()",
        "for x in a:\n    x.append(1)",
        "x = []\ndef inner():\n    x.append(1)",
        "x = []\nb = lambda: x",
        "x = []\nlocals()['y'] = x",
        "try:\n    x = []\n    return x\nfinally:\n    b = 1",
        "x = sum([], a.q)\nx = a",
        "with a as x:\n    pass",
        "x = []\nwhile (y := x):\n    y.append(1)",
    ],
)
def test_a_value_that_may_have_another_holder_has_no_level(body: str) -> None:
    assert levels(body) == 0


def test_names_of_the_programs_own_promise_nothing() -> None:
    own = "def sorted(x):\n    return x\n\ndef f(a):\n    x = sorted(a)\n    x.append(1)\n"
    method = "class C:\n    def copy(self):\n        return self.x\n\ndef f(a):\n    x = a.copy()\n"
    assert unshared_levels(parse(own), 5) == {}
    assert unshared_levels(parse(method), 6) == {}
    assert unshared_levels(parse("def f(a):\n    yield a\n    x = []\n"), 3) == {}


@pytest.mark.parametrize(
    "body",
    [
        "return len(a) + sum(b)",
        "x = []\nfor item in a:\n    x.append(item)\nreturn x",
        "if not a:\n    return 0\nreturn a[0] + f(a[1:], b)",
        "x = [[0] * 2 for _ in a]\nx[0][1] = 3\nreturn len(x)",
        "return sorted(a, key=lambda item: item[0])",
    ],
)
def test_a_function_that_changes_only_what_it_makes_changes_nothing_given(body: str) -> None:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    assert changes_nothing_given(parse(f"def f(a, b):\n{lines}"), 1)


@pytest.mark.parametrize(
    "body",
    [
        "a.append(1)",
        "a[0] = 1",
        "del a[0]",
        "a += [1]",
        "x = a\nx.pop()",
        "for row in a:\n    row.sort()",
        "x = [a]\nx[0].append(1)",
        "a.field = 1",
        "unknown(a)",
        "a.method()",
        "global g\ng = a",
        "other(a)",
    ],
)
def test_a_function_that_may_change_what_it_is_given_is_told(body: str) -> None:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    assert not changes_nothing_given(parse(f"def f(a, b):\n{lines}\ndef other(a):\n    a.clear()\n"), 1)


def test_a_function_is_looked_through_once_for_all_its_lines() -> None:
    program = parse("def f(n):\n    xs = []\n    xs.append(n)\n    return xs\n")
    assert unshared_levels(program, 2) is unshared_levels(program, 4)
    assert unshared_levels(program, 3)["xs"] >= 1
