"""What follows without a model: the same frames as with one, and none that is wrong."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tiny import write_tiny_checkpoint

from model_runtime.errors import DeskcheckError
from model_runtime.foresight import ForesightPredictor, foreseen
from model_runtime.inference import decode
from model_runtime.inference.local import LocalPredictor
from model_runtime.predictor import PredictionEnd, PredictionRequest, Predictor, collect, make_request
from model_runtime.trace.compare import compare
from model_runtime.trace.frames import Outcome, Trace, TraceFrame, TraceStats
from model_runtime.training.benchmark_file import read_benchmark

BENCHMARKS = os.environ.get("DESKCHECK_BENCH")  # a folder of benchmark files, see README

FOLLOWS = [
    "def f(n=4):\n    total = 0\n    for i in range(n):\n        if i % 2:\n            total += i\n    return total\n",
    "def f(s='a-b'):\n    parts = s.split('-')\n    return {p: len(p) for p in parts}\n",
    "def f(d={'a': 1}, key='b'):\n    try:\n        return d[key]\n    except KeyError:\n        return None\n",
    "def g(x):\n    return x * 2\n\n\ndef f(x=3):\n    y = g(x)\n    return g(y)\n",
    "def f(x=1):\n    return x / 0\n",
]
PARTLY = (
    "from other import work\n\n\ndef f(x=2):\n    y = x + 1\n    z = work(y)\n    return z\n",
    "import os\n\n\ndef f(x='a'):\n    y = x + x\n    p = os.getenv(y)\n    return p\n",
)


def frames_of(request: PredictionRequest) -> tuple[list[TraceFrame], PredictionEnd | None]:
    items = list(foreseen(request))
    end = items.pop() if items and isinstance(items[-1], PredictionEnd) else None
    return [item for item in items if isinstance(item, TraceFrame)], end


@pytest.mark.parametrize("source", FOLLOWS)
def test_plain_code_follows_to_its_end_as_it_really_runs(source: str, record: Callable[..., Trace]) -> None:
    frames, end = frames_of(make_request(source, function="f"))
    real = record(source, call="f()")
    assert end is not None
    assert compare(frames, real.frames).exact
    assert (end.outcome, end.result) == (real.outcome, real.result)


@pytest.mark.parametrize("source", PARTLY)
def test_it_stops_where_something_does_not_follow(source: str) -> None:
    frames, end = frames_of(make_request(source, function="f"))
    assert end is None
    called = source.index("work(") if "work(" in source else source.index("os.getenv")
    assert frames[-1].line == source[:called].count("\n") + 1


def test_a_loop_that_never_ends_is_told_without_a_model() -> None:
    _, end = frames_of(make_request("def f(x=1):\n    while x:\n        y = x\n", function="f"))
    assert end is not None
    assert (end.outcome, end.note) == (Outcome.ENDLESS, "line 2 is reached again with every variable as before")


def test_a_run_that_is_cut_off_says_so() -> None:
    source = "def f(n=1000):\n    for i in range(n):\n        pass\n"
    frames, end = frames_of(make_request(source, function="f", max_frames=20))
    assert end is not None and end.note is not None
    assert (len(frames), end.outcome) == (20, Outcome.LIMIT)
    assert end.note.startswith("stopped after 20 frames: raise --max-frames to go on")


def test_nothing_is_foreseen_for_a_model_alone_or_without_a_call() -> None:
    assert list(foreseen(make_request(FOLLOWS[0], function="f", pure_neural=True))) == []
    assert frames_of(make_request("def f(x):\n    return x\n"))[0] == []


def test_what_has_happened_is_gone_on_from() -> None:
    request = make_request(FOLLOWS[0], function="f")
    frames, end = frames_of(request)
    rest, same_end = frames_of(replace(request, prefix=tuple(frames[:7])))
    assert rest == frames[7:]
    assert same_end is not None and end is not None and same_end.result == end.result


TURNS = "def f(xs):\n    total = 0\n    for x in xs:\n        total += x\n    return total\n"


def test_a_loop_begins_where_a_run_is_first_seen_only_if_its_targets_are_not_bound() -> None:
    request = make_request(TURNS, call="f([4, 5, 6])")
    frames, _ = frames_of(request)
    call, header, later = frames[0], frames[2], frames[6]
    assert (header.line, later.line) == (3, 3)
    assert frames_of(replace(request, prefix=(call, header)))[0] == frames[3:]
    assert frames_of(replace(request, prefix=(call, later)))[0] == []


@pytest.mark.parametrize("source", [*FOLLOWS, *PARTLY])
def test_they_are_the_frames_that_the_assisted_model_gives(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 20)
    model = LocalPredictor.open(str(write_tiny_checkpoint(tmp_path / "tiny")), device="cpu")
    request = make_request(source, function="f")
    frames, end = frames_of(request)
    items = list(model.predict_now(replace(request, max_frames=request.max_frames if end else len(frames))))
    assert items[: len(frames)] == frames
    for mine, its in zip(frames, items, strict=False):
        assert isinstance(its, TraceFrame)
        assert [(v.origin, v.confidence) for v in mine.locals.values()] == [
            (v.origin, v.confidence) for v in its.locals.values()
        ]
    if end is not None:
        its_end = items[-1]
        assert isinstance(its_end, PredictionEnd)
        assert replace(its_end, stats=end.stats) == end


class Counting:
    """A predictor that ends at once, and counts what it is asked."""

    model_name = "counting"

    def __init__(self) -> None:
        self.asked: list[PredictionRequest] = []

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        self.asked.append(request)
        yield PredictionEnd(Outcome.LIMIT, None, "no more", TraceStats())


def test_the_model_is_opened_for_what_does_not_follow_only() -> None:
    model, opened = Counting(), []

    async def get() -> Predictor:
        opened.append(1)
        return model

    predictor = ForesightPredictor(get)
    asyncio.run(collect(predictor, make_request(FOLLOWS[0], function="f")))
    assert (opened, model.asked) == ([], [])
    trace = asyncio.run(collect(predictor, make_request(PARTLY[0], function="f")))
    assert (len(opened), predictor.model_name, trace.note) == (1, "counting", "no more")
    assert model.asked[0].prefix == trace.frames
    assert [frame.line for frame in trace.frames] == [4, 5, 6]


@pytest.mark.bench
@pytest.mark.skipif(BENCHMARKS is None, reason="DESKCHECK_BENCH names no folder of benchmark files")
@pytest.mark.parametrize("name", ["cruxeval", "humaneval", "mbpp", "quixbugs"])
def test_no_run_of_a_benchmark_that_follows_to_its_end_is_wrong(name: str) -> None:
    wrong = []
    for sample in read_benchmark(Path(str(BENCHMARKS)) / f"{name}.jsonl.gz"):
        try:
            request = make_request(sample.source, function=sample.entry, call=sample.call)
        except DeskcheckError:
            continue
        frames, end = frames_of(request)
        if end is not None and end.outcome in (Outcome.RETURNED, Outcome.RAISED) and sample.termination != "limit":
            wrong += [] if compare(frames, sample.frames).exact else [sample.id]
    assert wrong == []
