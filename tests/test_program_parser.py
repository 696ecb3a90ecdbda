"""The program model of a text: its functions, whatever state the text is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_runtime.program.flow import bound_by, unbound_by
from model_runtime.program.parser import FunctionKind, Program, parse

SOURCE = '''\
import functools


class Shape:
    sides: int = 0

    @functools.cache
    def area(self, scale=1, *args, unit="m", **extra):
        """Say how large it is."""
        total = [x for x in args]
        return lambda y: y + scale


async def fetch(url):
    async for part in url:
        yield part


def outer(a, /, b):
    seen = a
    def inner():
        nonlocal seen
        seen = b
        return seen
    return inner
'''


def names(program: Program) -> list[str]:
    return [function.name for function in program.functions]


def test_every_code_object_is_found_under_its_qualified_name() -> None:
    assert names(parse(SOURCE)) == [
        "Shape",
        "Shape.area",
        "Shape.area.<locals>.<listcomp>",
        "Shape.area.<locals>.<lambda>",
        "fetch",
        "outer",
        "outer.<locals>.inner",
    ]


def test_a_function_knows_its_lines_parameters_and_kind() -> None:
    area = parse(SOURCE).function("Shape.area")
    assert area is not None
    assert (area.line, area.def_line, area.end_line) == (7, 8, 11)
    assert area.params == ("self", "scale", "unit", "args", "extra")
    assert (area.kind, area.docstring, area.is_generator) == (FunctionKind.METHOD, True, False)


def test_generators_and_coroutines_are_told_apart() -> None:
    fetch = parse(SOURCE).function("fetch")
    assert fetch is not None
    assert (fetch.is_async, fetch.is_generator) == (True, True)


def test_closures_know_what_they_take_from_outside() -> None:
    program = parse(SOURCE)
    inner, outer = program.function("outer.<locals>.inner"), program.function("outer")
    assert inner is not None
    assert outer is not None
    assert set(inner.free_names) == {"seen", "b"}
    assert set(outer.local_names) >= {"seen", "inner"}


def test_the_last_definition_of_a_name_counts() -> None:
    found = parse("def f():\n    return 1\n\n\ndef f():\n    return 2\n").function("f")
    assert found is not None
    assert found.line == 5


def test_the_function_at_a_line_is_the_innermost() -> None:
    program = parse(SOURCE)
    at = [program.function_at(line) for line in (1, 10, 23)]
    assert [function and function.name for function in at] == [None, "Shape.area", "outer.<locals>.inner"]


@pytest.mark.parametrize(
    ("line", "bound"),
    [(2, {"x"}), (3, {"a", "b", "rest"}), (4, {"i"}), (5, {"n"}), (6, {"file"}), (8, {"g"}), (10, {"json"})],
)
def test_the_names_that_a_line_may_bind(line: int, bound: set[str]) -> None:
    source = """\
def f(y):
    x = y
    a, (b, *rest) = y
    for i in y:
        if (n := i):
            with open(i) as file:
                pass
    def g():
        pass
    import json
    del x
    try:
        y()
    except KeyError as e:
        x = e
    return x
"""
    program = parse(source)
    function = program.function("f")
    assert function is not None
    assert set(bound_by(program, function, line)) == bound
    assert unbound_by(program, function, 11) == ("x",)
    assert "e" in unbound_by(program, function, 15)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\t",
        "x = ",
        "def",
        "def f(",
        "def f(x):",
        "def f(x):\n",
        "class A:\n    def",
        "if x:\n  y\n z",
        '"""',
        "def f(x):\n    return '😀' + \"<|frame_sep|>\"\n",
        "\ufeffdef f(): pass",
        "\x00",
        "def é(): pass",
    ],
)
def test_no_text_is_too_broken_to_parse(text: str) -> None:
    program = parse(text)
    assert program.lines == tuple(text.split("\n"))


@given(st.text(alphabet="def f(x):\n\treturn'\"[]{}#\\=if \r", max_size=60))
def test_any_text_parses_to_lines_and_functions_inside_them(text: str) -> None:
    program = parse(text)
    for function in program.functions:
        assert 1 <= function.line <= function.def_line <= function.end_line <= len(program.lines)


def test_a_text_half_way_through_typing_keeps_its_other_functions() -> None:
    program = parse(SOURCE + "\n\ndef broken(x:\n    if x ==\n")
    assert {"Shape.area", "fetch", "outer"} <= set(names(program))
    assert program.errors
    assert min(error.line for error in program.errors) > 26


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_do_not_matter(newline: str) -> None:
    assert names(parse(SOURCE.replace("\n", newline))) == names(parse(SOURCE))


def test_tabs_are_as_good_as_spaces() -> None:
    program = parse("def f(x):\n\tif x:\n\t\ty = 1\n\treturn x\n")
    function = program.function("f")
    assert function is not None
    assert bound_by(program, function, 3) == ("y",)


def test_a_long_file_and_a_deep_one_parse() -> None:
    long = "".join(f"def f{n}(x):\n    y = x + {n}\n    return y\n\n\n" for n in range(1000))
    assert len(parse(long).functions) == 1000
    deep = "def f(x):\n    return " + "(" * 300 + "x" + ")" * 300 + "\n"
    assert names(parse(deep)) == ["f"]


def test_attributes_and_keywords_of_calls_are_no_names_of_the_enclosing_function() -> None:
    program = parse(
        "def f(held):\n    for suit, key in held:\n        pass\n    return sorted((c.suit for c in held), key=len)\n"
    )
    assert [function.free_names for function in program.functions] == [(), ()]
    program = parse("def f(suit):\n    return [g(key=suit.key) for g in []]\n")
    assert program.functions[1].free_names == ("suit",)
