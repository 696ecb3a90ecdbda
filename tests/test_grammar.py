"""The grammar: whatever is chosen, a frame comes out well formed, where control can be, with names in scope."""

import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_runtime.grammar import FrameChoice, FrameContext, Hole, Pick, frame_choices
from model_runtime.program.flow import FlowState
from model_runtime.program.parser import parse
from model_runtime.trace.format import Dialect, FrameParser, RawFrame, Segment, SegmentKind, escape_value, structure
from model_runtime.trace.frames import Trace, TraceEvent

PROGRAM = """\
def helper(n, *rest):
    total = n
    for item in rest:
        total += item
    return total


def main(values):
    try:
        found = [helper(v) for v in values if v]
    except ValueError as error:
        found = str(error)
    else:
        del values
    while found:
        with open(found) as file:
            found = file
        if found:
            break
    def inner():
        return found
    return inner()
"""
NAMES = {
    "helper": {"n", "rest", "total", "item"},
    "main": {"values", "found", "v", "error", "file", "inner"},
    "main.<locals>.<listcomp>": {".0", "v"},
    "main.<locals>.inner": {"found"},
}


@dataclass
class Driver:
    """Answers every question of the grammar at random and keeps the text that results."""

    rng: random.Random
    values: tuple[str, ...] = ("1", "'a'", "[]", "..", '"', "<|frame_sep|>", "é\n")

    def frame(self, context: FrameContext) -> tuple[FrameChoice | None, list[Segment]]:
        segments: list[Segment] = []
        choices = frame_choices(context)
        try:
            item = next(choices)
            while True:
                if isinstance(item, Pick):
                    assert item.options
                    answer = self.rng.randrange(len(item.options))
                    segments += item.options[answer]
                    item = choices.send(answer)
                else:
                    item = choices.send(self._fill(item, segments))
        except StopIteration as stop:
            return stop.value, segments

    def _fill(self, hole: Hole, segments: list[Segment]) -> tuple[str, int]:
        closer = self.rng.randrange(len(hole.closers))
        text = escape_value(self.rng.choice(self.values))
        if hole.may_be_unchanged and self.rng.random() < 0.3:
            text = ".."
        segments.append(Segment(SegmentKind.VALUE, text))
        segments.append(structure(hole.closers[closer]))
        return text, closer


@given(st.integers(0, 10_000), st.sampled_from(Dialect), st.sampled_from(["main", "helper"]))
def test_any_choices_give_frames_that_read_back_and_follow_the_program(seed: int, dialect: Dialect, name: str) -> None:
    program = parse(PROGRAM)
    entry = program.function(name)
    assert entry is not None
    context = FrameContext(program, FlowState.start(program, entry), dialect)
    driver = Driver(random.Random(seed))
    n_activations = 0
    for _ in range(40):
        allowed = context.flow.allowed()
        choice, segments = driver.frame(context)
        if choice is None:
            assert not allowed
            break
        assert choice.step in allowed
        assert (choice.raw.event, choice.raw.source) == (choice.step.event, program.lines[choice.step.line - 1])
        assert list(FrameParser().feed(segments)) == [choice.raw]
        assert {shown for shown, _ in choice.raw.locals} <= NAMES[choice.step.function]
        activation = n_activations if choice.step.activation is None else choice.step.activation
        n_activations = max(n_activations, activation + 1)
        context.note(choice.step, activation, _after(choice.raw, context.shown.get(activation, {})))
        context.flow.advance(choice.step)


def _after(raw: RawFrame, before: object) -> dict[str, str] | None:
    if raw.event in (TraceEvent.RETURN, TraceEvent.EXCEPTION):
        return None
    assert isinstance(before, dict)
    return (dict(before) if raw.rest_unchanged else {}) | dict(raw.locals)


def picks(context: FrameContext, answers: dict[str, int]) -> dict[str, list[str]]:
    """Answer by role, with the first option where none is given; gives the options that were offered."""
    offered: dict[str, list[str]] = {}
    choices = frame_choices(context)
    try:
        item = next(choices)
        while True:
            if isinstance(item, Pick):
                texts = ["".join(segment.text for segment in option) for option in item.options]
                offered.setdefault(item.role, texts)
                item = choices.send(min(answers.get(item.role, 0), len(texts) - 1))
            else:
                item = choices.send(("0", 0))
    except StopIteration:
        return offered


def context_behind(trace: Trace, source: str, n_frames: int) -> FrameContext:
    program = parse(source)
    entry = program.function(trace.entry)
    assert entry is not None
    context = FrameContext(program, FlowState.start(program, entry), Dialect.COMPACT)
    for frame in trace.frames[:n_frames]:
        step = context.flow.step_for(frame)
        assert step is not None
        has_locals = frame.event in (TraceEvent.CALL, TraceEvent.LINE)
        context.note(step, frame.activation, frame.locals if has_locals else None)
        context.flow.advance(step)
    return context


LOOP = "def f(xs):\n    n = 0\n    for x in xs:\n        n += x\n    return n\n"


@pytest.fixture
def loop(record: Callable[..., Trace]) -> Trace:
    return record(LOOP, call="f([1, 2])")


def test_a_header_of_a_loop_leads_into_the_body_or_behind_it(loop: Trace) -> None:
    context = context_behind(loop, LOOP, 3)
    unchanged = picks(context, {"name": 0})
    assert [text.strip() for text in unchanged["line"]] == ["return n"]
    binding = picks(context, {"name": len(unchanged["name"]) - 1})
    assert [text.strip() for text in binding["line"]] == ["n += x"]


def test_only_what_a_line_can_change_is_listed(loop: Trace) -> None:
    assert picks(context_behind(loop, LOOP, 1), {})["name"] == ['{"..": ".."}']
    into_body = picks(context_behind(loop, LOOP, 3), {})["name"]
    assert into_body == ['{"..": ".."}', '{"x": "']
    after_addition = picks(context_behind(loop, LOOP, 4), {})["name"]
    assert after_addition == ['{"..": ".."}', '{"n": "']


def test_what_a_line_cannot_change_is_written_as_unchanged_in_the_dialect_that_lists_all(loop: Trace) -> None:
    context = context_behind(loop, LOOP, 4)
    context.dialect = Dialect.CWM
    offered: list[str] = []
    choices = frame_choices(context)
    item = next(choices)
    while not (isinstance(item, Pick) and item.role == "line"):
        if isinstance(item, Pick):
            assert len(item.options) == 1 or item.role == "event"
            offered += [segment.text for segment in item.options[0]]
            item = choices.send(0)
        else:
            assert item.role == "n"
            offered.append("3")
            item = choices.send(("3", 0))
    assert "".join(offered).startswith('<|line_sep|>{"xs": "..", "n": "3')


def test_only_names_that_the_last_line_binds_are_new(loop: Trace) -> None:
    after_header = picks(context_behind(loop, LOOP, 3), {"event": 0})["name"]
    assert any('"x"' in text for text in after_header)
    after_assignment = picks(context_behind(loop, LOOP, 2), {"event": 0})["name"]
    assert any('"n"' in text for text in after_assignment)
    assert not any('"x"' in text for text in after_assignment)


def test_a_finished_run_offers_nothing(loop: Trace) -> None:
    with pytest.raises(StopIteration) as stop:
        next(frame_choices(context_behind(loop, LOOP, len(loop.frames))))
    assert stop.value.value is None


def test_given_values_are_not_asked_for() -> None:
    program = parse(LOOP)
    entry = program.function("f")
    assert entry is not None
    choices = frame_choices(
        FrameContext(program, FlowState.start(program, entry), Dialect.CWM), given={"xs": "[5, '\"']"}
    )
    item = next(choices)
    texts = []
    with pytest.raises(StopIteration) as stop:
        while True:
            assert isinstance(item, Pick)
            assert len(item.options) == 1
            texts.append("".join(segment.text for segment in item.options[0]))
            item = choices.send(0)
    assert stop.value.value.raw.locals == (("xs", "[5, '\"']"),)
    assert "".join(texts).startswith('<|call_sep|>{"xs": "')
