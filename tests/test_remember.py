"""A predictor with a memory: what it asks, what it knows, and that an old run makes nothing different."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tiny import write_tiny_checkpoint

from model_runtime.edits import old_run
from model_runtime.inference import decode
from model_runtime.inference.local import LocalPredictor
from model_runtime.predictor import PredictionEnd, PredictionRequest, make_request
from model_runtime.program.parser import parse
from model_runtime.remember import FinishedRun, RememberingPredictor, TraceStore
from model_runtime.trace.frames import Outcome, Trace, TraceFrame, TraceStats
from model_runtime.training.generator import generate_program

SOURCE = """\
def f(xs):  # deskcheck: f([0, 5])
    n = 0
    for x in xs:
        if x > 1:
            n += x
        else:
            n -= 1
    return n
"""


class Recorded:
    """A predictor that knows what really happens, and counts what it is asked."""

    model_name = "recorded"

    def __init__(self, record: Callable[..., Trace]) -> None:
        self._record = record
        self.asked: list[PredictionRequest] = []
        self.outcome: Outcome | None = None

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        self.asked.append(request)
        trace = self._record(request.source, call=request.call)
        frames = trace.frames[: request.max_frames]
        for frame in frames[len(request.prefix) :]:
            yield frame
        outcome = self.outcome or (trace.outcome if len(frames) == len(trace.frames) else Outcome.LIMIT)
        yield PredictionEnd(outcome, trace.result, None, TraceStats(frames=len(frames), forward_passes=7))


@pytest.fixture
def recorded(record: Callable[..., Trace]) -> Recorded:
    return Recorded(record)


def predicted(predictor: RememberingPredictor, request: PredictionRequest) -> list[TraceFrame | PredictionEnd]:
    async def collect() -> list[TraceFrame | PredictionEnd]:
        return [item async for item in predictor.predict(request)]

    return asyncio.run(collect())


def test_a_request_is_asked_once(recorded: Recorded) -> None:
    predictor = RememberingPredictor(recorded)
    first, again = (predicted(predictor, make_request(SOURCE)) for _ in range(2))
    assert len(recorded.asked) == 1
    assert first[:-1] == again[:-1]
    (before, after) = (items[-1] for items in (first, again))
    assert isinstance(before, PredictionEnd)
    assert isinstance(after, PredictionEnd)
    assert replace(before, stats=after.stats) == after
    assert (before.stats.forward_passes, after.stats.forward_passes) == (7, 0)


@pytest.mark.parametrize(
    "other",
    [{"pure_neural": True}, {"max_frames": 5}, {"call": "f([1])"}, {"file": "b.py"}],
)
def test_another_request_is_asked(recorded: Recorded, other: dict[str, object]) -> None:
    predictor = RememberingPredictor(recorded)
    predicted(predictor, make_request(SOURCE))
    predicted(predictor, make_request(SOURCE, **other))  # type: ignore[arg-type]
    assert len(recorded.asked) == 2


def test_an_edited_run_begins_with_what_was_before(recorded: Recorded, record: Callable[..., Trace]) -> None:
    predictor = RememberingPredictor(recorded)
    predicted(predictor, make_request(SOURCE))
    new = SOURCE.replace("return n", "return n + 1")
    *frames, end = predicted(predictor, make_request(new))
    truth = record(new, call="f([0, 5])").frames
    assert tuple(frames) == truth
    assert isinstance(end, PredictionEnd)
    asked = recorded.asked[1]
    assert asked.prefix == truth[: len(asked.prefix)]
    assert len(asked.prefix) == len(truth) - 2
    assert [frame.line for frame in asked.old] == [frame.line for frame in truth]
    assert [frame.is_behind_edit for frame in asked.old] == [False] * (len(truth) - 1) + [True]  # the value returned


def test_an_edit_that_is_not_run_asks_nothing(recorded: Recorded) -> None:
    predictor = RememberingPredictor(recorded)
    first = predicted(predictor, make_request(SOURCE, call="f([5])"))
    again = predicted(predictor, make_request(SOURCE.replace("n -= 1", "n -= 2"), call="f([5])"))
    assert len(recorded.asked) == 1
    assert first[:-1] == again[:-1]
    assert isinstance(again[-1], PredictionEnd)
    assert again[-1].result == first[-1].result  # type: ignore[union-attr]


def test_a_run_that_was_cut_off_goes_on(recorded: Recorded) -> None:
    predictor = RememberingPredictor(recorded)
    predicted(predictor, make_request(SOURCE, max_frames=6))
    *frames, end = predicted(predictor, make_request(SOURCE.replace("return n", "return -n"), max_frames=20))
    assert len(recorded.asked[1].prefix) == 5
    assert isinstance(end, PredictionEnd)
    assert end.outcome is Outcome.RETURNED
    assert len(frames) > 6


def test_what_was_cancelled_is_not_kept(recorded: Recorded) -> None:
    predictor = RememberingPredictor(recorded)
    recorded.outcome = Outcome.CANCELLED
    predicted(predictor, make_request(SOURCE))
    assert len(predictor.store) == 0


def test_the_store_is_bounded_and_the_least_used_goes_first(record: Callable[..., Trace]) -> None:
    trace = record(SOURCE, call="f([0, 5])")
    end = PredictionEnd(Outcome.RETURNED, trace.result, None, TraceStats())
    runs = [FinishedRun(make_request(SOURCE, call=f"f([{n}])"), trace.frames, end) for n in range(4)]
    store = TraceStore(max_bytes=3 * runs[0].n_bytes)
    for run in runs[:3]:
        store.add(run)
    assert store.find(runs[0].request) is runs[0]
    store.add(runs[3])
    assert [store.find(run.request) is not None for run in runs] == [True, False, True, True]
    assert store.n_bytes == sum(run.n_bytes for run in runs if run is not runs[1])
    tiny = TraceStore(max_bytes=10)
    tiny.add(runs[0])
    assert len(tiny) == 0


@pytest.mark.parametrize("pure", [True, False])
def test_an_old_run_changes_no_prediction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pure: bool) -> None:
    """Whatever the run before was: here one that a model which knows nothing imagined of another text."""
    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 12)
    predictor = LocalPredictor.open(str(write_tiny_checkpoint(tmp_path / "tiny")), device="cpu")
    sources = [SOURCE, *(generate_program(random.Random(seed), difficulty=0.5).source for seed in range(8))]
    for source in sources:
        request = make_request(source, max_frames=10, pure_neural=pure)
        alone = [item for item in predictor.predict_now(request) if isinstance(item, TraceFrame)]
        for old in (source, source.replace("= 0", "= 1"), source.replace("    ", "    pass\n    ", 1)):
            program = parse(old)
            draft = old_run(program, parse(source), alone)
            items = predictor.predict_now(replace(request, old=draft))
            again = [item for item in items if isinstance(item, TraceFrame)]
            assert [replace(frame, confidence=None) for frame in again] == [
                replace(frame, confidence=None) for frame in alone
            ]
            sure = [frame.confidence for frame in alone]
            assert [frame.confidence for frame in again] == pytest.approx(sure, abs=2e-4)  # rounded to four places


def test_an_old_run_that_fits_saves_most_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model answers again what it answered to the same values, right or wrong; here it is mostly wrong."""
    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 12)
    predictor = LocalPredictor.open(str(write_tiny_checkpoint(tmp_path / "tiny")), device="cpu")
    n_anew = n_again = 0
    for source in [SOURCE, *(generate_program(random.Random(seed), difficulty=0.5).source for seed in range(4))]:
        request = make_request(source, max_frames=10, pure_neural=True)
        *frames, end = predictor.predict_now(request)
        draft = old_run(parse(source), parse(source), [frame for frame in frames if isinstance(frame, TraceFrame)])
        *again, end_again = predictor.predict_now(replace(request, old=draft))
        assert again == frames
        assert isinstance(end, PredictionEnd)
        assert isinstance(end_again, PredictionEnd)
        n_anew += end.stats.forward_passes
        n_again += end_again.stats.forward_passes
    assert n_again * 4 < n_anew
