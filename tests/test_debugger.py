"""Moves over an imagined run: the same stack, line and variables as a recorded run has there, and every move undone."""

import asyncio
import os
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from model_runtime.breakpoints import Breakpoints, DataBreakpoint, FunctionBreakpoint, LineBreakpoint
from model_runtime.debugger import RETURNED, NeuralDebugger, StopReason
from model_runtime.errors import DeskcheckError
from model_runtime.foresight import ForesightPredictor
from model_runtime.predictor import PredictionEnd, PredictionRequest, Predictor, make_request
from model_runtime.replay import ReplayPredictor
from model_runtime.trace.frames import Origin, Outcome, ReturnKind, Trace, TraceEvent, TraceFrame, Value
from model_runtime.training.benchmark_file import read_benchmark

BENCHMARKS = os.environ.get("DESKCHECK_BENCH")  # a folder of benchmark files, see README

CALLS = """\
def double(n):
    return n * 2

def total(items):
    result = 0
    for item in items:
        result += double(item)
    return result
"""
RAISES = """\
def pick(items, at):
    try:
        return items[at]
    finally:
        done = True

def f(items):
    first = pick(items, 0)
    return pick(items, first)
"""
GENERATOR = """\
def evens(n):
    for i in range(n):
        if i % 2 == 0:
            yield i

def f(n):
    squares = [e * e for e in evens(n)]
    return sorted(squares, key=lambda s: -s)
"""


T = TypeVar("T")


class CountingPredictor:
    """Gives what another predictor gives and counts the frames."""

    def __init__(self, inner: Predictor) -> None:
        self.model_name = inner.model_name
        self.n_frames = 0
        self.requests: list[PredictionRequest] = []
        self._inner = inner

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        self.requests.append(request)
        async for item in self._inner.predict(request):
            self.n_frames += isinstance(item, TraceFrame)
            yield item


class Foreseeing(ForesightPredictor):
    """Imagines what follows from the text; fails where a model would be needed."""

    def __init__(self) -> None:
        async def load() -> Predictor:
            raise DeskcheckError("no model here")

        super().__init__(load, model_name="none")


def replayed(trace: Trace, source: str) -> NeuralDebugger:
    request = PredictionRequest(source, trace.entry, trace.frames[0].line, trace.call, None, "call")
    return NeuralDebugger(ReplayPredictor(trace), request)


def foreseen(source: str, call: str) -> NeuralDebugger:
    return NeuralDebugger(Foreseeing(), make_request(source, call=call))


def reference_stack(frames: list[TraceFrame], index: int) -> list[tuple[str, int]]:
    """Replay the frames from the start: (function, line) of the open calls, innermost first."""
    stack: list[TraceFrame] = []
    left = False
    for frame in frames[: index + 1]:
        if left:
            stack.pop()
        if frame.event is TraceEvent.CALL:
            stack.append(frame)
        else:
            stack[-1] = frame
        left = frame.event is TraceEvent.RETURN
    own = [f for f in stack if f.activation == 0 or not f.function.endswith(">")]
    return [(frame.function, frame.line) for frame in reversed(own)]


def reference_variables(frames: list[TraceFrame], index: int) -> dict[str, str]:
    shown = dict[str, str]()
    for frame in frames[: index + 1]:
        if frame.activation == frames[index].activation and frame.event in (TraceEvent.CALL, TraceEvent.LINE):
            shown = {name: str(value) for name, value in frame.locals.items()}
    if frames[index].event is TraceEvent.RETURN and frames[index].arg is not None:
        shown[RETURNED] = str(frames[index].arg)
    return shown


def random_breakpoints(chance: random.Random, frames: list[TraceFrame]) -> Breakpoints:
    """Draw breakpoints of every kind."""

    def some(points: list[T], most: int) -> tuple[T, ...]:
        return tuple(chance.sample(points, chance.randint(0, min(most, len(points)))))

    def conditions() -> dict[str, str | None]:
        return {"hit_condition": chance.choice([None, None, "2", "% 2", "== 3"])}

    lines = sorted({frame.line for frame in frames})
    functions = sorted({frame.function for frame in frames})
    data = sorted({(frame.function, name) for frame in frames for name in frame.locals})
    return Breakpoints(
        lines=some([LineBreakpoint(None, line, **conditions()) for line in lines], 2),
        functions=some([FunctionBreakpoint(name, **conditions()) for name in functions], 1),
        data=some([DataBreakpoint(*item, **conditions()) for item in data], 1),
        raised=chance.random() < 0.3,
        uncaught=chance.random() < 0.7,
        unsure=chance.choice([None, None, 0.5]),
    )


def check_random_moves(trace: Trace, source: str, *, seed: int, n_moves: int = 200) -> None:
    """Move at random; at every stop what is seen is what the recorded run has there."""
    chance = random.Random(seed)
    frames = list(trace.frames)
    debugger = replayed(trace, source)
    lines = sorted({frame.line for frame in frames})

    async def moves() -> None:
        await debugger.start()
        for _ in range(n_moves):
            debugger.breakpoints = random_breakpoints(chance, frames)
            before = debugger.cursor
            move = chance.choice(["in", "over", "out", "back", "back_in", "resume", "reverse", "restart", "to", "go"])
            match move:
                case "in":
                    stop = await debugger.step_in()
                    if stop.reason is StopReason.STEP and chance.random() < 0.5:
                        await debugger.step_back()
                        assert debugger.cursor == before
                case "over":
                    await debugger.step_over()
                    assert debugger.timeline.depth(debugger.cursor) <= debugger.timeline.depth(before)
                case "out":
                    await debugger.step_out()
                case "back":
                    await debugger.step_back()
                    assert debugger.cursor <= before
                case "back_in":
                    debugger.step_back_in()
                case "resume":
                    is_stop = before == 0 or await debugger._stopping.hit(debugger.breakpoints, before) is not None
                    stop = await debugger.resume()
                    after = debugger.cursor
                    assert after >= before
                    if is_stop and after > before:  # going back undoes going on, and the other way round
                        await debugger.reverse()
                        assert debugger.cursor == before
                        assert (await debugger.resume()).reason is stop.reason
                        assert debugger.cursor == after
                case "reverse":
                    await debugger.reverse()
                    assert debugger.cursor < before or before == 0
                case "restart":
                    await debugger.restart_frame(chance.randrange(len(debugger.stack())))
                case "to":
                    await debugger.run_to(None, chance.choice(lines))
                case "go":
                    debugger.go_to(chance.randrange(len(debugger.timeline)))
            at = debugger.cursor
            assert [(f.function, f.line) for f in debugger.stack()] == reference_stack(frames, at)
            assert {name: str(value) for name, value in debugger.variables().items()} == reference_variables(frames, at)

    asyncio.run(moves())


@pytest.mark.parametrize(
    ("source", "call"),
    [(CALLS, "total([1, 2, 3])"), (RAISES, "f([5, 6])"), (GENERATOR, "f(5)"), (RAISES, "f([1, 6])")],
)
@pytest.mark.parametrize("seed", range(5))
def test_random_moves_show_what_the_recorded_run_has_there(
    record: Callable[..., Trace], source: str, call: str, seed: int
) -> None:
    check_random_moves(record(source, call=call), source, seed=seed)


@pytest.mark.parametrize("path", sorted((Path(__file__).parent.parent / "examples").glob("*.py")), ids=lambda p: p.stem)
def test_random_moves_over_the_examples_show_what_was_recorded(record: Callable[..., Trace], path: Path) -> None:
    request = make_request(path.read_text())
    assert request.call is not None
    trace = record(request.source, call=request.call)
    for seed in range(3):
        check_random_moves(trace, request.source, seed=seed)


@pytest.mark.bench
@pytest.mark.skipif(BENCHMARKS is None, reason="DESKCHECK_BENCH names no folder of benchmark files")
@pytest.mark.parametrize("name", ["cruxeval", "humaneval"])
def test_random_moves_over_public_samples_show_what_was_recorded(name: str) -> None:
    for seed, sample in enumerate(read_benchmark(Path(BENCHMARKS or "") / f"{name}.jsonl.gz", 100)):
        outcome = Outcome.LIMIT if sample.termination == "limit" else Outcome.RETURNED
        trace = Trace(sample.frames, outcome, None, Origin.RECORDED, None, sample.entry, sample.call, "call")
        check_random_moves(trace, sample.source, seed=seed)


def positions(debugger: NeuralDebugger, moves: str) -> list[tuple[str, int]]:
    """Make moves (i n o b c r) and give reason and line of each."""

    async def run() -> list[tuple[str, int]]:
        seen = [((await debugger.start()).reason.value, debugger.frame.line)]
        actions = {
            "i": debugger.step_in,
            "n": debugger.step_over,
            "o": debugger.step_out,
            "b": debugger.step_back,
            "c": debugger.resume,
            "r": debugger.reverse,
        }
        for move in moves:
            stop = await actions[move]()
            seen.append((stop.reason.value, debugger.frame.line))
        return seen

    return asyncio.run(run())


def test_steps_go_into_over_and_out_of_calls() -> None:
    debugger = foreseen(CALLS, "total([4])")
    assert positions(debugger, "iiiiiob") == [
        ("entry", 4), ("step", 5), ("step", 6), ("step", 7), ("step", 2), ("step", 2), ("step", 6), ("step", 2)
    ]  # fmt: skip
    assert debugger.variables() == {"n": "4", RETURNED: "8"}


def test_a_step_over_ends_in_the_same_call() -> None:
    assert positions(foreseen(CALLS, "total([4])"), "nnnnnn") == [
        ("entry", 4), ("step", 5), ("step", 6), ("step", 7), ("step", 6), ("step", 8), ("step", 8)
    ]  # fmt: skip


def test_reverse_undoes_continue() -> None:
    debugger = foreseen(CALLS, "total([4, 5])")
    debugger.breakpoints = Breakpoints(lines=(LineBreakpoint(None, 7, id=3),))
    assert positions(debugger, "cccrrr") == [
        ("entry", 4), ("breakpoint", 7), ("breakpoint", 7), ("end", 8),
        ("breakpoint", 7), ("breakpoint", 7), ("start", 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("point", "lines"),
    [
        (LineBreakpoint(None, 7, condition="item > 4"), [7, 7, 8]),
        (LineBreakpoint(None, 7, hit_condition="== 2"), [7, 8]),
        (LineBreakpoint(None, 7, hit_condition="2"), [7, 7, 8]),
        (LineBreakpoint(None, 7, hit_condition="% 2", condition="item > 4"), [7, 8]),
        (LineBreakpoint(None, 7, condition="item.nothing_known"), [7, 7, 7, 8]),
        (LineBreakpoint(None, 7, log_message="item is {item}"), [8]),
    ],
)
def test_conditions_hits_and_log_messages_decide_about_a_stop(point: LineBreakpoint, lines: list[int]) -> None:
    debugger = foreseen(CALLS, "total([4, 5, 6])")
    debugger.breakpoints = Breakpoints(lines=(point,))
    assert [line for _, line in positions(debugger, "c" * len(lines))[1:]] == lines


def test_a_logpoint_says_its_values_and_goes_on() -> None:
    debugger = foreseen(CALLS, "total([4, 5])")
    debugger.breakpoints = Breakpoints(lines=(LineBreakpoint(None, 7, log_message="{item} of {items}, {nobody}"),))
    asyncio.run(debugger.start())
    stop = asyncio.run(debugger.resume())
    assert [text for text, _ in stop.log] == ["4 of [4, 5], {nobody?}", "5 of [4, 5], {nobody?}"]


def test_functions_and_data_stop_the_run() -> None:
    debugger = foreseen(CALLS, "total([4, 5])")
    debugger.breakpoints = Breakpoints(
        functions=(FunctionBreakpoint("double"),), data=(DataBreakpoint("total", "result"),)
    )
    assert positions(debugger, "ccccc")[1:] == [
        ("data breakpoint", 6), ("function breakpoint", 2), ("data breakpoint", 6),
        ("function breakpoint", 2), ("data breakpoint", 6),
    ]  # fmt: skip


def test_an_exception_stops_where_it_is_raised(record: Callable[..., Trace]) -> None:
    debugger = replayed(record(RAISES, call="f([5])"), RAISES)
    assert positions(debugger, "ccr") == [("entry", 7), ("exception", 3), ("end", 9), ("exception", 3)]
    assert debugger.frame.arg == "IndexError('list index out of range')"


def test_a_caught_exception_stops_only_who_asks_for_raised_ones(record: Callable[..., Trace]) -> None:
    source = "def f():\n    try:\n        1 / 0\n    except ZeroDivisionError:\n        return 7\n"
    debugger = replayed(record(source, call="f()"), source)
    assert positions(debugger, "c") == [("entry", 1), ("end", 5)]
    debugger.breakpoints = Breakpoints(raised=True)
    assert positions(debugger, "c") == [("entry", 1), ("exception", 3)]


HANDLERS = """\
def fail(n):
    try:
        return 1 / n
    finally:
        seen = n

def f(kind):
    try:
        fail(0)
    except KeyError:
        pass
    except ZeroDivisionError:
        caught = True
        if kind == 'again':
            raise ValueError(kind)
    with open_nothing() as gone:
        pass
"""


@pytest.mark.parametrize(
    ("kind", "stops"),
    [("'caught'", [("exception", 16), ("end", 16)]), ("'again'", [("exception", 15), ("end", 15)])],
)
def test_an_exception_that_is_caught_on_its_way_up_does_not_stop(
    record: Callable[..., Trace], kind: str, stops: list[tuple[str, int]]
) -> None:
    assert positions(replayed(record(HANDLERS, call=f"f({kind})"), HANDLERS), "cc")[1:] == stops


def test_an_uncaught_exception_stops_before_a_breakpoint_behind_it(record: Callable[..., Trace]) -> None:
    debugger = replayed(record(RAISES, call="f([5])"), RAISES)
    debugger.breakpoints = Breakpoints(lines=(LineBreakpoint(None, 5),))
    assert positions(debugger, "cccc")[1:] == [("breakpoint", 5), ("exception", 3), ("breakpoint", 5), ("end", 9)]


def test_exceptions_are_chosen_by_type(record: Callable[..., Trace]) -> None:
    debugger = replayed(record(HANDLERS, call="f('again')"), HANDLERS)
    debugger.breakpoints = Breakpoints(raised=True, raised_types=frozenset({"ValueError"}), uncaught=False)
    assert positions(debugger, "c")[1:] == [("exception", 15)]
    debugger.breakpoints = Breakpoints(raised=True, raised_types=frozenset({"ZeroDivisionError"}), uncaught=False)
    assert positions(debugger, "c")[1:] == [("exception", 3)]


def test_an_unsure_value_stops_who_asks_for_it(record: Callable[..., Trace]) -> None:
    trace = record(CALLS, call="total([1])")
    debugger = NeuralDebugger(ReplayPredictor(trace, confidence=0.4), make_request(CALLS, call="total([1])"))
    debugger.breakpoints = Breakpoints(unsure=0.5)
    assert positions(debugger, "c")[1] == ("unsure", 5)


def test_an_edit_forks_the_run_and_keeps_the_old_one() -> None:
    debugger = foreseen(CALLS, "total([4, 5])")
    positions(debugger, "nnn")
    debugger.set_variable("item", "2 + 8")
    assert debugger.variables()["item"] == "10"
    assert debugger.variables()["item"].origin is Origin.EDITED
    asyncio.run(debugger.resume())
    assert debugger.variables()[RETURNED] == "30"
    difference = debugger.compare(0, 1)
    assert (difference.index, difference.names) == (3, (("item", "4", "10"),))
    assert difference.words.splitlines()[-1] == "ends: not ended yet | returned 30"
    debugger.switch(0)
    asyncio.run(debugger.resume())
    assert debugger.variables()[RETURNED] == "18"


def test_a_variable_of_a_waiting_call_is_set_for_when_it_goes_on() -> None:
    debugger = foreseen(CALLS, "total([4, 5])")
    positions(debugger, "nnni")
    debugger.set_variable("result", "100", level=1)
    assert [frame.function for frame in debugger.stack()] == ["double", "total"]
    assert debugger.variables(1)["result"] == "100"
    asyncio.run(debugger.resume())
    assert debugger.variables()[RETURNED] == "118"


def test_an_edited_return_value_goes_on_in_the_caller() -> None:
    debugger = foreseen(CALLS, "total([4])")
    positions(debugger, "iiiii")
    debugger.set_variable(RETURNED, "100")
    asyncio.run(debugger.resume())
    assert debugger.variables()[RETURNED] == "100"


def test_a_jump_puts_control_on_another_line() -> None:
    debugger = foreseen(CALLS, "total([4, 5])")
    positions(debugger, "nnn")
    assert debugger.jump_lines() == [5, 6, 7, 8]
    debugger.jump(8)
    asyncio.run(debugger.resume())
    assert (debugger.frame.line, debugger.variables()[RETURNED]) == (8, "0")


@pytest.mark.parametrize("text", ["", "1 +", "f(", "unknown_name", "open('x')"])
def test_what_gives_no_value_is_refused_and_changes_nothing(text: str) -> None:
    debugger = foreseen(CALLS, "total([4])")
    positions(debugger, "n")
    with pytest.raises(DeskcheckError):
        debugger.set_variable("result", text)
    assert len(debugger.runs) == 1


def test_what_is_known_is_not_asked_for_again(record: Callable[..., Trace]) -> None:
    predictor = CountingPredictor(ReplayPredictor(record(CALLS, call="total([1, 2])")))
    debugger = NeuralDebugger(predictor, make_request(CALLS, call="total([1, 2])"))
    positions(debugger, "nn")
    assert (predictor.n_frames, len(predictor.requests)) == (3, 1)
    positions(debugger, "bbnn")
    assert (predictor.n_frames, len(predictor.requests)) == (3, 1)


def test_a_run_goes_on_beyond_one_request() -> None:
    source = "def f(n):\n    i = 0\n    while i < n:\n        i += 1\n    return i\n"
    predictor = CountingPredictor(Foreseeing())
    debugger = NeuralDebugger(predictor, make_request(source, call="f(400)"))
    assert positions(debugger, "c")[-1] == ("end", 5)
    assert (debugger.variables()[RETURNED], len(predictor.requests)) == ("400", 1)
    limited = NeuralDebugger(Foreseeing(), make_request(source, call="f(400)"), max_frames=300)
    asyncio.run(limited.start())
    assert asyncio.run(limited.resume()).text == "stopped at the limit of 300 frames"


def test_an_endless_run_says_so() -> None:
    debugger = foreseen("def f(n):\n    while n:\n        pass\n", "f(1)")
    asyncio.run(debugger.start())
    stop = asyncio.run(debugger.resume())
    assert stop.reason is StopReason.END
    assert (stop.text or "").startswith("never ends")


def test_expressions_are_exact_or_imagined_and_never_run(tmp_path: Path) -> None:
    debugger = foreseen(CALLS, "total([4])")
    positions(debugger, "nnn")
    answer = asyncio.run(debugger.evaluate("item * 10 + len(items)"))
    assert (answer.value, answer.value.origin) == ("41", Origin.COMPUTED)
    called = asyncio.run(debugger.evaluate("double(item) + 1"))
    assert called.value == "9"
    failed = asyncio.run(debugger.evaluate("item / result"))
    assert (failed.value, failed.is_raised) == ("ZeroDivisionError('division by zero')", True)
    with pytest.raises(DeskcheckError):
        asyncio.run(debugger.evaluate(f"open({str(tmp_path / 'x')!r}, 'w').write('x')"))
    assert not (tmp_path / "x").exists()


class Assigning:
    """Stands for a model: knows what `helper.g` gives, wherever it is asked."""

    model_name = "assigning"

    def __init__(self) -> None:
        self.asked: list[PredictionRequest] = []

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        self.asked.append(request)
        last = request.prefix[-1]
        name, _, expression = last.source.strip().partition(" = ")
        shown = {**last.locals, name: Value("7", Origin.PREDICTED, 0.8)} if "helper.g" in expression else last.locals
        yield replace(last, line=last.line + 1, source=request.source.split("\n")[last.line], locals=shown)


def test_what_does_not_follow_is_one_more_assignment_at_its_place(record: Callable[..., Trace]) -> None:
    predictor = Assigning()
    request = make_request("import helper\n" + CALLS, call="total([4, 5])")
    moved = record("import json\n" + CALLS, call="total([4, 5])")
    debugger = NeuralDebugger(ReplayPredictor(moved), request)
    positions(debugger, "nnni")
    debugger._predictor = predictor
    with pytest.raises(DeskcheckError, match="'nobody' is not known here"):
        asyncio.run(debugger.evaluate("nobody.g(n)"))
    answer = asyncio.run(debugger.evaluate("helper.g(item)", level=1))
    assert (answer.value, answer.value.origin, answer.is_asked) == ("7", Origin.PREDICTED, True)
    (asked,) = predictor.asked
    assert asked.source.split("\n")[7] == "        watched = helper.g(item)"
    assert (asked.prefix[-1].line, asked.prefix[-1].locals) == (8, {"items": "[4, 5]", "result": "0", "item": "4"})
    assert [frame.line for frame in asked.prefix] == [5, 6, 7, 8]


def test_a_builtin_that_the_program_binds_is_not_taken_for_itself() -> None:
    debugger = foreseen("len = print\n\ndef f(n):\n    return n\n", "f(1)")
    positions(debugger, "n")
    with pytest.raises(DeskcheckError, match="no model here"):
        asyncio.run(debugger.evaluate("len"))


@pytest.mark.parametrize(("expression", "text"), [("double", "<function double>"), ("len", "<built-in function len>")])
def test_a_function_is_known_by_its_name(expression: str, text: str) -> None:
    debugger = foreseen(CALLS, "total([4])")
    positions(debugger, "n")
    assert asyncio.run(debugger.evaluate(expression)).value == text


def test_a_generator_keeps_its_place_on_the_stack(record: Callable[..., Trace]) -> None:
    trace = record(GENERATOR, call="f(3)")
    debugger = replayed(trace, GENERATOR)
    asyncio.run(debugger.start())
    debugger.breakpoints = Breakpoints(lines=(LineBreakpoint(None, 4),))
    asyncio.run(debugger.resume())
    assert [frame.function for frame in debugger.stack()] == ["evens", "f"]
    asyncio.run(debugger.step_in())
    assert (debugger.frame.kind, debugger.variables()[RETURNED]) == (ReturnKind.YIELDED, "0")


def test_the_history_of_a_name_tells_each_change() -> None:
    debugger = foreseen(CALLS, "total([4, 5])")
    asyncio.run(debugger.start())
    asyncio.run(debugger.resume())
    assert [str(value) for _, value in debugger.history("result")] == ["0", "8", "18"]
