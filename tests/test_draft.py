"""Guesses at the next frames: right where the text says what will happen, silent or harmless elsewhere."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model_runtime.draft import FrameGuesser
from model_runtime.grammar import FrameContext, frame_choices
from model_runtime.program.flow import FlowState
from model_runtime.program.parser import parse
from model_runtime.trace.format import UNCHANGED, Dialect
from model_runtime.trace.frames import Trace, TraceEvent, TraceFrame
from model_runtime.value_guess import argument_value, assigned_value, changed_names, enters_block, returned_value

_HAS_LOCALS = (TraceEvent.CALL, TraceEvent.LINE)


@pytest.mark.parametrize(
    ("line", "name", "shown", "value"),
    [
        ("    n = 0", "n", {}, "0"),
        ("n: int = 3", "n", {}, "3"),
        ("total = a + b * 2", "total", {"a": "1", "b": "3"}, "7"),
        ("a, b = b, a", "b", {"a": "1", "b": "2"}, "1"),
        ("(a, (b, c)) = (1, (2, 3))", "c", {}, "3"),
        ("a = b = []", "b", {}, "[]"),
        ("s += c", "s", {"s": "'ab'", "c": "'c'"}, "'abc'"),
        ("xs.append(x)", "xs", {"xs": "[1]", "x": "'a'"}, "[1, 'a']"),
        ("xs[0] = 5", "xs", {"xs": "[1, 2]"}, "[5, 2]"),
        ("d[k] += 1", "d", {"d": "{'a': 1}", "k": "'a'"}, "{'a': 2}"),
        ("seen.add(x)", "seen", {"seen": "set()", "x": "2"}, "{2}"),
        ("y = s.upper()[::-1]", "y", {"s": "'ab'"}, "'BA'"),
        ("y = d.get(k, 0) + len(d)", "y", {"d": "{'a': 1}", "k": "'b'"}, "1"),
        ("y = sorted(set(xs))", "y", {"xs": "[2, 1, 2]"}, "[1, 2]"),
        ("y = 1 if a > 2 else 2", "y", {"a": "3"}, "1"),
        ("y = not a and b or c", "y", {"a": "True", "b": "1", "c": "'z'"}, "'z'"),
        ("ok = 1 < a <= 3 and a not in (4, 5)", "ok", {"a": "3"}, "True"),
        ("for x in xs:", "x", {"xs": "[7, 8]"}, "7"),
        ("for i, c in enumerate(s):", "c", {"s": "'ab'"}, "'a'"),
        ("for k, v in d.items():", "v", {"d": "{'a': 1}"}, "1"),
        # nothing can be said
        ("y = f(a)", "y", {"a": "1"}, None),
        ("y = a.b", "y", {"a": "1"}, None),
        ("y = open('x')", "y", {}, None),
        ("y = len(a)", "y", {"a": "[1]", "len": "3"}, None),
        ("y = a", "y", {"a": "<Foo object>"}, "<Foo object>"),
        ("y = a + 1", "y", {"a": "<Foo object>"}, None),
        ("y = a + b", "y", {"a": "1"}, None),
        ("y = 1 / 0", "y", {}, None),
        ("y = 'a' * 10 ** 12", "y", {}, None),
        ("y = 9 ** 9 ** 9", "y", {}, None),
        ("y = '%999999999d' % 1", "y", {}, None),
        ("y = 'a'.ljust(10 ** 12)", "y", {}, None),
        ("y = a.__class__", "y", {"a": "1"}, None),
        ("y = (", "y", {}, None),
        ("x = 1; y = 2", "y", {}, None),
    ],
)
def test_the_value_of_a_name_follows_from_the_line(
    line: str, name: str, shown: Mapping[str, str], value: str | None
) -> None:
    assert assigned_value(line, name, shown) == value


def test_a_loop_gives_its_items_in_turn() -> None:
    line, shown = "for x in xs:", {"xs": "[5, 5, 6]", "x": "5"}
    assert [assigned_value(line, "x", shown, turn=turn) for turn in range(4)] == ["5", "5", "6", None]
    assert [enters_block(line, shown, turn=turn) for turn in (0, 2, 3)] == [True, True, False]
    assert enters_block("for i in range(n):", {"n": "0"}) is False
    assert enters_block("for x in f():", {}) is None


def test_conditions_arguments_and_results_follow_from_the_line() -> None:
    assert enters_block("    elif c.isdigit() and n:", {"c": "'7'", "n": "0"}) is False
    assert enters_block("while xs:", {"xs": "[1]"}) is True
    assert enters_block("if g(x):", {"x": "1"}) is None
    assert enters_block("x = 1", {}) is None
    assert argument_value("return f(n - 1, k=2) + 1", "f", ("n", "k"), "n", {"n": "4"}) == "3"
    assert argument_value("return f(n - 1, k=2) + 1", "f", ("n", "k"), "k", {"n": "4"}) == "2"
    assert argument_value("return g(n)", "f", ("n",), "n", {"n": "4"}) is None
    assert returned_value("return xs[-1]", {"xs": "[1, 2]"}) == "2"
    assert returned_value("return", {}) == "None"
    assert returned_value("return f(1)", {}) is None
    assert changed_names("    xs[i] = 3") == changed_names("xs.pop()") == changed_names("del xs[0]") == ("xs",)
    assert changed_names("return xs") == ()


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet="abx01 +-*/%()[]{}=<>.,:'\"\\\nforinwhleturd", max_size=40),
    st.dictionaries(st.sampled_from("abx"), st.text(alphabet="[]{}(),'01ab<> :\\", max_size=12)),
)
def test_no_line_and_no_value_break_a_guess(line: str, shown: dict[str, str]) -> None:
    assert isinstance(assigned_value(line, "x", shown), str | None)
    assert isinstance(enters_block(line, shown, turn=1), bool | None)
    assert isinstance(returned_value(line, shown), str | None)
    assert isinstance(argument_value(line, "f", ("a",), "a", shown), str | None)
    changed_names(line)


LOOPS = """\
def total(xs, skip):
    n = 0
    seen = []
    for x in xs:
        for k in range(2):
            if x == skip:
                continue
            n += x * k
        seen.append(x)
    while n > 10:
        n -= 4
    return twice(n) + len(seen)

def twice(n):
    m = n * 2
    return m
"""


def guessed_frames(trace: Trace, source: str, dialect: Dialect) -> list[tuple[TraceFrame, str]]:
    """Say for each frame after the first whether the guess at it was right, wrong or cut short."""
    program = parse(source)
    entry = program.function(trace.entry)
    assert entry is not None
    context = FrameContext(program, FlowState.start(program, entry), dialect)
    guesser = FrameGuesser(program)
    verdicts: list[tuple[TraceFrame, str]] = []
    for frame in trace.frames:
        if guesser.copy() and verdicts is not None and frame is not trace.frames[0]:
            verdicts.append((frame, verdict(context, guesser, frame)))
        guesser.note(frame)
        step = context.flow.step_for(frame)
        assert step is not None
        context.note(step, frame.activation, frame.locals if frame.event in _HAS_LOCALS else None)
        context.flow.advance(step)
    return verdicts


def verdict(context: FrameContext, guesser: FrameGuesser, frame: TraceFrame) -> str:
    choices = frame_choices(context)
    try:
        next(choices)
        for _, answer, *_ in guesser.following(context, ()):
            choices.send(answer)
        return "cut short"
    except StopIteration as stop:
        step, raw = stop.value.step, stop.value.raw
    if (step.event, step.line) != (frame.event, frame.line):
        return "wrong place"
    if frame.event not in _HAS_LOCALS:
        return "right" if raw.arg == frame.arg else "wrong arg"
    before = context.shown.get(frame.activation, {})
    found = dict(before) if raw.rest_unchanged else {}
    for name, text in raw.locals:
        found[name] = before[name] if text == UNCHANGED and name in before else text
    return "right" if found == dict(frame.locals) else "wrong locals"


@pytest.mark.parametrize("dialect", list(Dialect))
def test_plain_code_is_guessed_frame_by_frame(record: Callable[..., Trace], dialect: Dialect) -> None:
    trace = record(LOOPS, call="total([3, 9, 3], 9)")
    missed = [(frame.line, said) for frame, said in guessed_frames(trace, LOOPS, dialect) if said != "right"]
    assert missed == []


def test_a_guess_goes_on_behind_a_value_that_went_its_own_way(record: Callable[..., Trace]) -> None:
    source = "from functools import partial\ndef f(s):\n    s = partial(str.lower, s)()\n    return s\n"
    trace = record(source, call="f('abcdefgh')")
    program = parse(source)
    entry = program.function("f")
    assert entry is not None
    context = FrameContext(program, FlowState.start(program, entry), Dialect.COMPACT)
    guesser = FrameGuesser(program)
    for frame in trace.frames[:-2]:  # the next one shows `s` again, after a call that is not followed
        guesser.note(frame)
        step = context.flow.step_for(frame)
        assert step is not None
        context.note(step, frame.activation, frame.locals if frame.event in _HAS_LOCALS else None)
        context.flow.advance(step)
    answers: list[int | tuple[str, int]] = []
    for item, answer, *_ in guesser.following(context, ()):
        if isinstance(answer, tuple):
            assert item.closers  # type: ignore[union-attr]
            break
        answers.append(answer)
    (_, (text, _), *_) = next(guesser.following(context, answers, "'abXdef"))  # type: ignore[misc]
    assert text == "'abXdefgh'"
    (_, (text, _), *_) = next(guesser.following(context, answers, "'aX"))  # type: ignore[misc]
    assert text == "'aXbcdefgh'"
