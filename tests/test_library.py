"""What of the standard library is computed: the same values as CPython's, and nothing that may take long."""

import re

import pytest
from pure_eval import CannotEval

from model_runtime.evaluator import read_value, value_text
from model_runtime.library import PURE_MODULES, imported_text, is_match


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|b*)*", r"(a)\1", "a*b*c*d*e*", "(x+x+)+y", "["])
def test_patterns_that_may_search_for_long_are_refused(pattern: str) -> None:
    with pytest.raises(CannotEval):
        PURE_MODULES["re"]["search"](pattern, "aaaaaaaaaa")


@pytest.mark.parametrize("pattern", ["a+b", r"\d{3}-\d{4}", "^[A-Z]+[a-z]+$", "(?i)ab?", r"\b\w{5}\b", "x|y"])
def test_plain_patterns_are_searched(pattern: str) -> None:
    text = "Aab xy 123-4567 seven"
    assert PURE_MODULES["re"]["findall"](pattern, text) == re.findall(pattern, text)


@pytest.mark.parametrize(
    "text",
    [
        "defaultdict(<class 'int'>, {'a': 1})",
        "deque([1, 2])",
        "deque([])",
        "OrderedDict()",
        "Counter({'a': 1, 'b': 1})",
        "Counter()",
        "frozenset({1, 2})",
        "re.compile('a+')",
    ],
)
def test_containers_of_the_library_are_read_as_they_are_shown(text: str) -> None:
    assert value_text(read_value(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Counter({'a': 2, 'b': 1})",  # in which order they came is not told
        "defaultdict(<function f at 0x0>, {})",
        "deque([1], maxlen=3)",
        "deque(open('x'))",
        "re.compile('a', re.IGNORECASE)",
        "OrderedDict(print(1))",
    ],
)
def test_containers_that_their_repr_does_not_tell_are_not_read(text: str) -> None:
    with pytest.raises(CannotEval):
        read_value(text)


def test_iterators_that_give_much_are_refused() -> None:
    with pytest.raises(CannotEval):
        PURE_MODULES["itertools"]["product"](range(100), range(100))
    with pytest.raises(CannotEval):
        PURE_MODULES["math"]["factorial"](10**6)


def test_what_is_imported_is_shown_as_in_a_trace() -> None:
    assert imported_text("math", "sqrt") == "<built-in function sqrt>"
    assert imported_text("collections", "Counter") == "<class 'collections.Counter'>"
    assert imported_text("heapq", "nlargest") == "<function nlargest at 0x0>"
    assert imported_text("math", "no_such_name") is None
    assert is_match("<re.Match object; span=(0, 1), match='a'>")
    assert not is_match("<re.Matcher object at 0x0>")
