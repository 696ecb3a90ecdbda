"""Agreement of two traces, and the first place where they part."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_runtime.trace.compare import Divergence, aligned, compare, differing_names
from model_runtime.trace.frames import TraceEvent, TraceFrame, Value
from model_runtime.trace.values import same_value, value_kind


def line(number: int, **values: str) -> TraceFrame:
    shown = {name: Value(text) for name, text in values.items()}
    return TraceFrame(TraceEvent.LINE, "f", None, number, "pass", 0, 0, shown)


def returned(text: str) -> TraceFrame:
    return TraceFrame(TraceEvent.RETURN, "f", None, 4, "return x", 0, 0, arg=Value(text))


TRUE = [line(2, x="1"), line(3, x="2"), line(4, x="3"), returned("3")]


def test_equal_traces_do_not_part() -> None:
    found = compare(TRUE, TRUE)
    assert (found.control, found.state, found.of, found.exact, found.first_divergence) == (4, 4, 4, True, None)


def test_a_wrong_value_is_named() -> None:
    found = compare([TRUE[0], line(3, x="9"), *TRUE[2:]], TRUE)
    assert (found.control, found.state, found.exact, found.final_value) == (4, 1, False, True)
    assert found.first_divergence == Divergence(1, "value", "x", "9", "2")


def test_a_name_that_only_one_side_has_is_a_wrong_value() -> None:
    predicted = line(2, x="1", y="5")
    assert differing_names(predicted, TRUE[0]) == ["y"]
    assert compare([predicted], TRUE[:1]).first_divergence == Divergence(0, "value", "y", "5", None)


def test_a_wrong_line_is_told_before_later_values() -> None:
    found = compare([TRUE[0], line(4, x="2"), *TRUE[2:]], TRUE)
    assert (found.control, found.state) == (1, 1)
    assert found.first_divergence == Divergence(1, "control", None, "line at line 4", "line at line 3")


def test_a_wrong_result_is_a_divergence_without_a_name() -> None:
    found = compare([*TRUE[:3], returned("4")], TRUE)
    assert not found.final_value
    assert found.first_divergence == Divergence(3, "value", None, "4", "3")


def test_a_trace_that_ends_early_parts_where_it_ends() -> None:
    found = compare(TRUE[:2], TRUE)
    assert found.first_divergence == Divergence(2, "length", None, None, "line at line 4")
    assert not found.exact


def test_a_trace_that_goes_on_parts_where_the_other_ended() -> None:
    found = compare([*TRUE, returned("3")], TRUE)
    assert (found.state, found.exact) == (4, False)
    assert found.first_divergence == Divergence(4, "length", None, "return at line 4", None)


def test_nothing_agrees_with_nothing() -> None:
    assert compare([], []).exact
    assert not compare([], TRUE).final_value
    assert aligned(TRUE[:1], TRUE[:2]) == [(TRUE[0], TRUE[0]), (None, TRUE[1])]


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 3)), max_size=8), st.data())
def test_scores_are_prefixes(places: list[tuple[int, int]], data: st.DataObject) -> None:
    recorded = [line(number, x=str(value)) for number, value in places]
    predicted = [
        data.draw(st.sampled_from([frame, replace(frame, line=9), line(frame.line, x="?")])) for frame in recorded
    ]
    found = compare(predicted, recorded)
    assert 0 <= found.state <= found.control <= found.of == len(recorded)
    assert found.exact == (found.first_divergence is None) == (predicted == recorded)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("{1, 2}", "{2, 1}", True),
        ("[ -1,2]", "[-1, 2]", True),
        ("<A at 0x7f01>", "<A at 0x9999>", True),
        ("1", "1.0", False),
        ("True", "1", False),
        ("{'a': 1, 'b': 2}", "{'b': 2, 'a': 1}", False),  # dicts are ordered
        ("[1, 2]", "(1, 2)", False),
        ("'a'", '"a"', True),
        (None, "None", False),
        ("set()", "{}", False),
        ("[set()]", "[{}]", False),
        ("[{2, 1}, {'k': {3, 4}}]", "[{1, 2}, {'k': {4, 3}}]", True),
        ("0.0", "-0.0", False),
        ("{1, 2}", "frozenset({1, 2})", False),
    ],
)
def test_reprs_that_mean_the_same(first: str | None, second: str | None, same: bool) -> None:
    assert same_value(first, second) is same


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("3", "int"),
        ("-2.5", "float"),
        ("'x'", "str"),
        ("[]", "list"),
        ("{1}", "set"),
        ("set()", "set"),
        ("None", "NoneType"),
        ("<f>", "opaque"),
        ("Point(x=1)", "other"),
        ("True", "bool"),
    ],
)
def test_the_kind_of_a_value(text: str, kind: str) -> None:
    assert value_kind(text) == kind


LITERALS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=2) | st.integers(), inner, max_size=3)
        | st.frozensets(st.integers(-2, 2) | st.text(max_size=1), max_size=3).map(set)
    ),
    max_leaves=6,
)


@given(LITERALS, LITERALS)
def test_literals_are_the_same_when_types_and_values_are(first: object, second: object) -> None:
    assert same_value(repr(first), repr(second)) is _alike(first, second)


def _alike(first: object, second: object) -> bool:
    if type(first) is not type(second):
        return False
    if isinstance(first, dict) and isinstance(second, dict):
        return _alike(list(first.items()), list(second.items()))
    if isinstance(first, (list, tuple)) and isinstance(second, (list, tuple)):
        return len(first) == len(second) and all(map(_alike, first, second))
    return repr(first) == repr(second) if isinstance(first, float) else first == second
