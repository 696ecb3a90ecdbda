"""Moving about in a run of 50,000 frames costs what it costs in one of 1,000."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest

from debug_adapter.views import Views
from model_runtime.breakpoints import Breakpoints, DataBreakpoint, FunctionBreakpoint, LineBreakpoint
from model_runtime.debugger import NeuralDebugger
from model_runtime.predictor import PredictionRequest
from model_runtime.replay import ReplayPredictor
from model_runtime.trace.frames import Origin, Outcome, ReturnKind, Trace, TraceEvent, TraceFrame, Value

SOURCE = """\
def double(n):
    return n * 2

def total(n):
    result = 0
    while True:
        result = double(n)
        n += 1
"""
LINES = SOURCE.split("\n")
ROUNDS = 7  # of which the fastest counts: what else runs on the machine only slows
RATIO = 4  # a cost that grows with the run would make it 50; what it is beside other work on the machine is some 1.1


def frames_of(n_frames: int) -> tuple[TraceFrame, ...]:
    """Make a run of a loop that calls a function."""

    def frame(
        event: TraceEvent, line: int, activation: int, kind: ReturnKind | None = None, **shown: str
    ) -> TraceFrame:
        function = "double" if activation else "total"
        arg = Value(shown.pop("arg")) if "arg" in shown else None
        values = {name: Value(text) for name, text in shown.items()}
        depth = int(activation > 0)
        return TraceFrame(event, function, None, line, LINES[line - 1], depth, activation, values, arg, kind)

    made = [frame(TraceEvent.CALL, 4, 0, n="0"), frame(TraceEvent.LINE, 5, 0, n="0")]
    result, n = "0", 0
    while len(made) < n_frames:
        made += [
            frame(TraceEvent.LINE, 6, 0, n=str(n), result=result),
            frame(TraceEvent.LINE, 7, 0, n=str(n), result=result),
            frame(TraceEvent.CALL, 1, n + 1, n=str(n)),
            frame(TraceEvent.LINE, 2, n + 1, n=str(n)),
            frame(TraceEvent.RETURN, 2, n + 1, ReturnKind.RETURNED, arg=str(n * 2)),
            frame(TraceEvent.LINE, 8, 0, n=str(n), result=str(n * 2)),
        ]
        result, n = str(n * 2), n + 1
    return tuple(made[:n_frames])


def debugger_over(n_frames: int) -> NeuralDebugger:
    frames = frames_of(n_frames)
    trace = Trace(frames, Outcome.LIMIT, None, Origin.RECORDED, None, "total", "total(0)", "call")
    request = PredictionRequest(SOURCE, "total", 4, "total(0)", (("n", "0"),), "call", prefix=frames)
    return NeuralDebugger(ReplayPredictor(trace), request, max_frames=n_frames)


async def _stepping(debugger: NeuralDebugger) -> None:
    for move in (debugger.step_back, debugger.step_in, debugger.step_over, debugger.step_out):
        for _ in range(10):
            debugger.cursor = len(debugger.timeline) - 40
            await move()
    for _ in range(20):
        debugger.step_back_in()
    await debugger.restart_frame()
    debugger.go_to(len(debugger.timeline) - 10)


async def _paging(debugger: NeuralDebugger) -> None:
    debugger.cursor = len(debugger.timeline) - 40
    views = Views(debugger)
    for _ in range(10):
        views.forget()
        (top, *_) = views.stack_frames(0, 5)["stackFrames"]
        (held, run) = views.scopes(views.level(top["id"]))
        views.variables(held["variablesReference"], start=0, n=1)
        views.variables(run["variablesReference"])
        await debugger.evaluate("n + 1")


async def _reversing(debugger: NeuralDebugger) -> None:
    kinds = [
        Breakpoints(lines=(LineBreakpoint(None, 7, condition="n > 0"),)),
        Breakpoints(functions=(FunctionBreakpoint("double"),)),
        Breakpoints(data=(DataBreakpoint("total", "result"),), raised=True),
    ]
    for debugger.breakpoints in kinds:
        debugger.cursor = len(debugger.timeline) - 1
        for _ in range(4):
            await debugger.reverse()
        for _ in range(4):
            await debugger.resume()
    debugger.breakpoints = Breakpoints(lines=(LineBreakpoint(None, 5),))
    debugger.cursor = len(debugger.timeline) - 1
    await debugger.reverse()
    assert debugger.frame.line == 5
    debugger.breakpoints = Breakpoints()
    debugger.cursor = len(debugger.timeline) - 1
    await debugger.reverse()
    assert debugger.cursor == 0


@pytest.mark.parametrize("work", [_stepping, _paging, _reversing])
def test_moving_about_costs_the_same_however_long_the_run(work: Callable[[NeuralDebugger], Awaitable[None]]) -> None:
    short, long = debugger_over(1_000), debugger_over(50_000)

    async def measured() -> float:
        fastest = {id(debugger): float("inf") for debugger in (short, long)}
        for _ in range(ROUNDS):
            for debugger in (short, long):
                started = time.process_time()
                await work(debugger)
                fastest[id(debugger)] = min(fastest[id(debugger)], time.process_time() - started)
        return fastest[id(long)] / fastest[id(short)]

    ratio = asyncio.run(measured())
    print(f"{work.__name__}: 50,000 frames cost {ratio:.2f} times what 1,000 do")
    assert ratio <= RATIO


def test_hits_are_counted_once_however_often_one_comes_back() -> None:
    debugger = debugger_over(6_000)
    debugger.breakpoints = Breakpoints(lines=(LineBreakpoint(None, 7, hit_condition="% 100"),))
    looked = 0
    is_at = debugger._stopping._is_at

    def counted(point, index):  # type: ignore[no-untyped-def]
        nonlocal looked
        looked += 1
        return is_at(point, index)

    debugger._stopping._is_at = counted  # type: ignore[method-assign]

    async def moves() -> None:
        for _ in range(9):
            await debugger.resume()
        for _ in range(8):
            await debugger.reverse()

    asyncio.run(moves())
    assert debugger.variables()["n"] == "99"
    assert looked < 4 * 1_000  # a look when one passes there and back, and one to count
