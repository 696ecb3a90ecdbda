"""Which call is imagined of a function, and from which text."""

from pathlib import Path

import pytest

from lsp_server.planning import Analysis, analyse, choose, make_plan, urgent
from lsp_server.settings import PredictionSettings
from model_runtime.errors import DeskcheckError
from model_runtime.neighbours import Modules
from model_runtime.predictor import PROPOSED

SETTINGS = PredictionSettings()
SOURCE = '''\
def f(n):
    """
    >>> f(2)
    2
    """
    return n

def g(items: list[int]):
    return items

def h(x):
    return x

f(1)
'''


def read(text: str = SOURCE, path: Path | None = None) -> Analysis:
    return analyse(text, 1, path, Modules())


@pytest.mark.parametrize(
    ("name", "call", "why"), [("f", "f(2)", "doctest"), ("g", None, "annotations"), ("h", None, "signature")]
)
def test_the_best_call_known_is_chosen(name: str, call: str | None, why: str) -> None:
    entry = choose(read(), name, None, SETTINGS)
    assert entry is not None
    assert entry.why == why
    assert call is None or entry.call == call


def test_without_proposed_arguments_only_examples_are_imagined() -> None:
    settings = PredictionSettings(proposed_arguments=False)
    assert [name for name in "fgh" if choose(read(), name, None, settings) is not None] == ["f"]


def test_the_call_that_the_user_chose_goes_first() -> None:
    known, typed = (choose(read(), "f", call, SETTINGS) for call in ("f(1)", "f([7])"))
    assert known is not None and typed is not None
    assert [(entry.call, entry.why) for entry in (known, typed)] == [("f(1)", "call"), ("f([7])", "chosen")]


@pytest.mark.parametrize("call", ["g(1)", "f(1, 2)", "f(", "f", "no(1)", ""])
def test_a_call_that_does_not_fit_is_refused_in_words(call: str) -> None:
    with pytest.raises(DeskcheckError):
        choose(read(), "f", call, SETTINGS)


def test_calls_of_the_tests_beside_a_file_are_known(tmp_path: Path) -> None:
    (tmp_path / "test_m.py").write_text("from m import h\n\ndef test_h():\n    assert h(4) == 4\n")
    analysis = read(path=tmp_path / "m.py")
    assert next((entry.call, entry.why) for entry in analysis.entries["h"]) == ("h(4)", "test")


def test_a_call_is_listed_once() -> None:
    analysis = read(SOURCE + "f(1)\nassert f(2) == 2\n")
    calls = [entry.call for entry in analysis.entries["f"]]
    assert sorted(calls) == sorted(set(calls)) == ["f(1)", "f(2)"]


def test_a_plan_says_what_the_model_has_to_propose() -> None:
    analysis = read()
    entry = choose(analysis, "h", None, SETTINGS)
    assert entry is not None
    request = make_plan(analysis, entry, Modules(), SETTINGS).request
    assert (request.call, request.why, request.source) == (None, PROPOSED, "def h(x):\n    return x\n")


def test_an_edit_elsewhere_leaves_the_request_as_it_was() -> None:
    def request(text: str) -> object:
        analysis = read(text)
        entry = choose(analysis, "f", None, SETTINGS)
        assert entry is not None
        return make_plan(analysis, entry, Modules(), SETTINGS).request

    assert request(SOURCE) == request("import os\n\n" + SOURCE.replace("return items", "return []"))
    assert request(SOURCE) != request(SOURCE.replace("return n", "return -n"))


def test_a_plan_is_the_same_prediction_when_it_is_urgent() -> None:
    analysis = read()
    entry = choose(analysis, "f", None, SETTINGS)
    assert entry is not None
    plan = make_plan(analysis, entry, Modules(), SETTINGS)
    assert urgent(plan).request.is_urgent
    assert urgent(plan).request == plan.request


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("def f(n):\n    x = n\n    y = (x\n\ndef g():\n    return 1\n\nf(1)\ng()\n", {"f": True, "g": False}),
        ("def f(n):\n    x = n\n    if x\n\nf(1)\n", {"f": True}),
        ("def f(n):\n    return n\n\nx = (\n\ndef g():\n    return 1\n\nf(1)\ng()\n", {"f": False, "g": False}),
    ],
)
def test_only_the_function_that_is_broken_is_cut(text: str, is_cut: dict[str, bool]) -> None:
    analysis = read(text)
    found = {}
    for name in is_cut:
        entry = choose(analysis, name, None, SETTINGS)
        assert entry is not None
        found[name] = make_plan(analysis, entry, Modules(), SETTINGS).is_cut
    assert found == is_cut


def test_a_byte_order_mark_hides_no_call() -> None:
    assert [entry.why for entry in read("\ufeffdef f(n):\n    return n\n\nf(1)\n").entries["f"]] == ["call"]


def test_nested_functions_are_not_entered_by_name() -> None:
    analysis = read(
        "def f():\n    def inner():\n        pass\n    return inner\n\nclass C:\n    def m(self):\n        pass\n"
    )
    assert [function.name for function in analysis.functions] == ["f", "C.m"]
    assert analysis.in_lines(2, 2) == ["f"]
    assert analysis.in_lines(1, 9) == ["f", "C.m"]


def test_of_two_functions_of_one_name_the_last_counts() -> None:
    function = read("def f():\n    return 1\n\ndef f():\n    return 2\n").function("f")
    assert function is not None
    assert function.line == 4
