"""Where a run can start, and how a call binds."""

import pytest

from model_runtime.errors import DeskcheckError
from model_runtime.program.entry_points import bind_call, canonical, entry_points
from model_runtime.program.parser import parse

SOURCE = '''\
def total(items, start=0, *more, scale=1, **extra):  # deskcheck: total([1, 2], scale=3)
    """Add up.

    >>> total([4])
    4
    """
    return start


def plain(x):
    return x


def checked(x):
    return x


assert checked(2) == 2
print(checked(5))
'''


def test_examples_are_found_and_ranked() -> None:
    found = [(entry.function, entry.call, entry.why) for entry in entry_points(parse(SOURCE))]
    assert found == [
        ("total", "total([1, 2], scale=3)", "pin"),
        ("total", "total([4])", "doctest"),
        ("checked", "checked(2)", "assert"),
        ("checked", "checked(5)", "call"),
        ("plain", "plain(…)", "signature"),
    ]


def test_calls_in_the_tests_of_a_file_count() -> None:
    test = parse("from a import plain\n\n\ndef test_it():\n    assert plain('x') == 'x'\n")
    found = [(entry.call, entry.why) for entry in entry_points(parse(SOURCE), tests=(test,))]
    assert ("plain('x')", "test") in found


def test_pins_count_in_a_file_that_does_not_parse() -> None:
    program = parse("def f(x):  # deskcheck: f(1)\n    return x\n\n\ndef g(:\n")
    assert entry_points(program)[0].call == "f(1)"


def test_a_call_binds_as_the_interpreter_would() -> None:
    program = parse(SOURCE)
    bound = bind_call(program, "total([1], 2, 3, 4, scale=5, unit='m')")
    assert bound.function == "total"
    assert dict(bound.arguments) == {
        "items": "[1]",
        "start": "2",
        "more": "(3, 4)",
        "scale": "5",
        "extra": "{'unit': 'm'}",
    }


def test_what_is_no_literal_is_left_open() -> None:
    bound = bind_call(parse(SOURCE), "total(load(), start=1)")
    assert dict(bound.arguments)["items"] is None
    assert dict(bound.arguments)["start"] == "1"


def test_a_wrapped_call_counts() -> None:
    assert bind_call(parse(SOURCE), "list(plain(3))").arguments == (("x", "3"),)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("plain()", "lacks the argument 'x'"),
        ("plain(1, 2)", "takes 1 argument, 2 are given"),
        ("plain(x=1, y=2)", "no parameter 'y'"),
        ("plain(1, x=2)", "given twice"),
        ("plane(1)", "did you mean 'plain'"),
        ("plain", "is not a call"),
        ("plain(", "not a Python expression"),
        ("", "not a Python expression"),
    ],
)
def test_a_call_that_does_not_fit_is_refused(call: str, message: str) -> None:
    with pytest.raises(DeskcheckError, match=message) as refusal:
        bind_call(parse(SOURCE), call)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("test", "calls"),
    [
        ("from prices import plain\nassert plain(1) == 1\n", ["plain(1)"]),
        ("from shop.prices import plain as p\np(2)\n", ["plain(2)"]),
        ("import shop.prices\nshop.prices.plain(3)\n", ["plain(3)"]),
        ("import shop.prices as s\ns.plain(4)\n", ["plain(4)"]),
        ("from shop import prices\nassert prices.plain(5)\n", ["plain(5)"]),
        ("from shop import plain\nplain(6)\n", ["plain(6)"]),  # a package may hand it on
        ("from . import plain\nplain(6)\n", ["plain(6)"]),
        ("from other import plain\nplain(7)\n", []),
        ("from other import f as plain\nplain(8)\n", []),
        ("import other\nother.plain(9)\n", []),
    ],
)
def test_a_test_calls_a_function_under_the_name_that_it_imports(test: str, calls: list[str]) -> None:
    program = parse("def plain(x):\n    return x\n", file="/home/me/shop/prices.py")
    found = entry_points(program, tests=(parse(test, file="/home/me/tests/test_all.py"),))
    assert [entry.call for entry in found if entry.why == "test"] == calls


@pytest.mark.parametrize(
    ("value", "text"),
    [({3, 1}, "{1, 3}"), ({"b", "a"}, "{'a', 'b'}"), ((1,), "(1,)"), (set(), "set()"), ({"k": [{2}]}, "{'k': [{2}]}")],
)
def test_values_are_spelled_as_the_recorder_does(value: object, text: str) -> None:
    assert canonical(value) == text
