"""What moving about costs a model: nothing where frames are known, one frame beyond, never the run from its start."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from test_debugger import CountingPredictor, Foreseeing
from tiny import write_tiny_checkpoint

from model_runtime.debugger import RETURNED, NeuralDebugger, StepOver, StopReason
from model_runtime.errors import DeskcheckError
from model_runtime.imagined_run import EndingKind, ImaginedRun
from model_runtime.inference import decode
from model_runtime.inference.local import LocalPredictor
from model_runtime.predictor import make_request
from model_runtime.replay import ReplayPredictor
from model_runtime.trace.frames import ReturnKind, Trace, TraceEvent, TraceFrame

LOOP = """\
def count(n):
    done = 0
    while n:
        done += n
        n -= 1
    return done
"""
INNER = """\
import other

def inner(n):
    m = other.more(n)
    return m

def outer(n):
    first = inner(n)
    second = inner(first)
    return second
"""


@pytest.fixture(autouse=True)
def short_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a model that knows nothing give up on a value soon."""
    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 12)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPredictor]:
    yield LocalPredictor.open(str(write_tiny_checkpoint(Path(tmp_path_factory.mktemp("model")) / "tiny")), device="cpu")


def stepping(model: LocalPredictor, source: str, call: str) -> NeuralDebugger:
    request = replace(make_request(source, call=call), pure_neural=True)
    model.batch.forget()
    return NeuralDebugger(model, request, max_frames=60, unsure_below=0.0)


def test_a_step_costs_the_passes_of_its_frame_and_a_known_one_none(model: LocalPredictor) -> None:
    async def passes_of(move: Callable[[], Awaitable[object]]) -> int:
        before = model.batch.n_passes
        await move()
        return model.batch.n_passes - before

    async def scenario() -> None:
        debugger = stepping(model, LOOP, "count(3)")
        costs = [await passes_of(debugger.start)]
        costs += [await passes_of(debugger.step_in) for _ in range(8)]
        n_frames = len(debugger.timeline)
        assert n_frames > 4
        assert await passes_of(lambda: asyncio.sleep(0.05)) == 0  # nothing is imagined ahead of the user
        for _ in range(8):
            assert await passes_of(debugger.step_back) == 0
        for _ in range(8):
            assert await passes_of(debugger.step_in) == 0
        await debugger.close()
        model.batch.forget()
        whole = replace(debugger.run.request, max_frames=n_frames)
        assert await passes_of(lambda: asyncio.to_thread(list, model.predict_now(whole))) == sum(costs)  # type: ignore[arg-type]

    asyncio.run(scenario())


def test_a_fork_reads_only_what_is_new(model: LocalPredictor) -> None:
    async def scenario() -> None:
        debugger = stepping(model, LOOP, "count(3)")
        await debugger.start()
        for _ in range(6):
            await debugger.step_in()
        await debugger.step_back()
        await debugger.step_back()
        tokens = debugger.run
        debugger.set_variable("n", "9")
        await debugger.step_in()
        await debugger.close()
        engines = [engine.n_cached for engine in model.batch._idle]
        assert debugger.run.parent is tokens
        assert sum(n > 0 for n in engines) == 1  # the fork went on in what the run before had read

    asyncio.run(scenario())


def test_a_jump_over_a_call_gives_its_return_and_nothing_of_its_inside(model: LocalPredictor) -> None:
    async def scenario() -> None:
        debugger = stepping(model, INNER, "outer(3)")
        await debugger.start()
        await debugger.step_in()
        while debugger.timeline.frames[-1].event is not TraceEvent.CALL or len(debugger.timeline) == 1:
            if not await debugger.run.has(len(debugger.timeline)):
                pytest.skip("this model never calls")
        call = len(debugger.timeline) - 1
        debugger.cursor = call - 1
        stop = await debugger.step_over(StepOver.JUMP)
        frames = debugger.timeline.frames
        assert (frames[call + 1].event, frames[call + 1].kind) == (TraceEvent.RETURN, ReturnKind.RETURNED)
        assert frames[call + 1].activation == frames[call].activation
        assert "one jump to the return" in (stop.text or "")
        assert call in debugger.run.jumped
        known = len(frames)
        await debugger.step_back()
        await debugger.step_in()
        assert debugger.run.name == "inside inner"
        assert debugger.timeline.frames[call + 1].event is TraceEvent.LINE
        assert len(debugger.runs[0].timeline) == known
        assert debugger.compare(0, 1).index == call + 1
        await debugger.close()

    asyncio.run(scenario())


class Jumping(ReplayPredictor):
    """Replays a run; a jump gives a return of its own."""

    def __init__(self, trace: Trace) -> None:
        super().__init__(trace)
        self.n_jumps = 0

    async def predict(self, request):  # type: ignore[no-untyped-def]
        if request.to_return:
            self.n_jumps += 1
            call = request.prefix[-1]
            end = next(f for f in self._trace.frames if f.activation == call.activation and f.event == "return")
            yield self._as_predicted(end)
            return
        skipped = [f for f in self._trace.frames if f.activation and f.event == "line"] if self.n_jumps else []
        frames = [f for f in self._trace.frames if f not in skipped]
        for frame in frames[len(request.prefix) :]:
            yield self._as_predicted(frame)


def test_the_two_ways_over_a_call_are_labelled_and_end_in_the_same_place(record: Callable[..., Trace]) -> None:
    source = "def double(n):\n    m = n * 2\n    return m\n\ndef f(n):\n    m = double(n)\n    return m\n"
    trace = record(source, call="f(4)")
    said = {}
    for mode in StepOver:
        predictor = Jumping(trace)
        debugger = NeuralDebugger(predictor, make_request(source, call="f(4)"))
        debugger.step_over_mode = mode

        async def scenario(debugger: NeuralDebugger) -> str | None:
            await debugger.start()
            await debugger.step_over()
            stop = await debugger.step_over()
            assert (stop.reason, debugger.frame.line, debugger.variables()["m"]) == (StopReason.STEP, 7, "8")
            return stop.text

        said[mode] = (asyncio.run(scenario(debugger)), predictor.n_jumps, len(debugger.timeline))
    assert said == {
        StepOver.HIDDEN: ("over double: hidden stepping, 4 frames", 0, 7),
        StepOver.JUMP: ("over double: one jump to the return, 8 (100% sure)", 1, 5),
    }


def test_an_unsure_model_ends_the_run_until_somebody_insists(record: Callable[..., Trace]) -> None:
    trace = record(LOOP, call="count(2)")
    debugger = NeuralDebugger(ReplayPredictor(trace, confidence=0.04), make_request(LOOP, call="count(2)"))

    async def scenario() -> None:
        await debugger.start()
        stop = await debugger.resume()
        assert stop.reason is StopReason.END
        assert (stop.text or "").startswith("the model is unsure: it gives what it says of line 1 4%")
        assert debugger.run.ending is not None
        assert debugger.run.ending.kind is EndingKind.UNSURE
        stop = await debugger.resume()
        assert (stop.reason, stop.text) == (StopReason.END, "returned 3")
        assert debugger.variables()[RETURNED] == "3"

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("source", "call", "max_frames", "kind"),
    [
        (LOOP, "count(2)", 100, EndingKind.RETURNED),
        ("def f():\n    return [][0]\n", "f()", 100, EndingKind.RAISED),
        (LOOP, "count(50)", 20, EndingKind.LIMIT),
        ("def f(n):\n    while n:\n        pass\n", "f(1)", 100, EndingKind.ENDLESS),
    ],
)
def test_endings_are_told_apart(source: str, call: str, max_frames: int, kind: EndingKind) -> None:
    run = ImaginedRun(Foreseeing(), make_request(source, call=call), max_frames=max_frames)
    assert not asyncio.run(run.has(200))
    assert run.ending is not None
    assert run.ending.kind is kind


def test_a_run_whose_prediction_fails_can_be_asked_again(record: Callable[..., Trace]) -> None:
    class Failing(CountingPredictor):
        async def predict(self, request):  # type: ignore[no-untyped-def]
            async for item in super().predict(request):
                yield item
                if isinstance(item, TraceFrame) and len(self.requests) == 1:
                    raise DeskcheckError("lost")

    predictor = Failing(ReplayPredictor(record(LOOP, call="count(1)")))
    run = ImaginedRun(predictor, make_request(LOOP, call="count(1)"))

    async def scenario() -> None:
        assert await run.has(0)
        with pytest.raises(DeskcheckError):
            await run.has(1)
        assert await run.has(1)
        assert [len(request.prefix) for request in predictor.requests] == [0, 1]

    asyncio.run(scenario())
