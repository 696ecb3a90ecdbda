"""Greedy decoding: valid frames from a model that knows nothing, and the same ones whatever trick is used."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import torch
from tiny import KINDS, open_tiny

from model_runtime.draft import FrameGuesser
from model_runtime.grammar import frame_choices
from model_runtime.inference import decode
from model_runtime.inference.decode import Cancelled, FrameDecoder, OutOfBudget
from model_runtime.inference.engine import Engine
from model_runtime.inference.local import Imagination, LocalPredictor
from model_runtime.inference.lookup import SuffixLookup
from model_runtime.inference.teacher_forcing import ModelStepPredictor
from model_runtime.inference.window import TraceWindow
from model_runtime.program.flow import FlowState
from model_runtime.program.parser import parse
from model_runtime.prompt import prompt_segments
from model_runtime.trace.compare import same_place
from model_runtime.trace.format import Dialect, FrameWriter
from model_runtime.trace.frames import Origin, Trace, TraceEvent, TraceFrame, Value
from model_runtime.training.benchmark_file import BenchmarkSample
from model_runtime.training.generator import generate_program

SOURCE = """\
def f(xs):
    n = 0
    for x in xs:
        if x > 1:
            n += x
    return n
"""


@pytest.fixture(scope="module", params=KINDS)
def predictor(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> LocalPredictor:
    """Give a tiny model of each kind."""
    return open_tiny(Path(tmp_path_factory.mktemp("model")) / "tiny", request.param)


CALL_FRAME: dict[str, Any] = {
    "event": TraceEvent.CALL,
    "function": "f",
    "file": None,
    "line": 1,
    "source": "def f(xs):",
    "depth": 0,
    "activation": 0,
    "locals": {"xs": Value("[1, 2]")},
    "origin": Origin.RECORDED,
}


@pytest.fixture
def short_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a model that knows nothing end a value soon."""
    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 12)


def sample_of(trace: Trace) -> BenchmarkSample:
    return BenchmarkSample("f/0", SOURCE, "", "f", trace.call, trace.frames, "2", None, "returned", None)


def run_of(predictor: LocalPredictor, max_tokens: int = 3000, *, assist: bool = False) -> Imagination:
    program = parse(SOURCE)
    entry = program.function("f")
    assert entry is not None
    return predictor.imagination(program, entry, max_tokens, assist=assist)


def step_by_step(predictor: LocalPredictor, trace: Trace, n_before: int) -> TraceFrame | None:
    """Predict the frame after the first `n_before` true ones, from an empty cache and without a draft."""
    run = run_of(predictor)
    for frame in trace.frames[:n_before]:
        run.accept(frame)
    try:
        return run.imagine()
    except OutOfBudget:
        return None


def test_drafts_do_not_change_what_is_predicted(
    predictor: LocalPredictor, record: Callable[..., Trace], short_values: None
) -> None:
    trace = record(SOURCE, call="f([1, 2])")
    with_drafts = ModelStepPredictor(predictor).predict_steps(sample_of(trace))
    without = [step_by_step(predictor, trace, n) for n in range(1, len(trace.frames))]
    assert len(with_drafts) == len(trace.frames) - 1
    for drafted, plain in zip(with_drafts, without, strict=True):
        assert (drafted is None) == (plain is None)
        if drafted is not None and plain is not None:
            assert same_place(drafted, plain)
            assert (dict(drafted.locals), drafted.arg) == (dict(plain.locals), plain.arg)
            assert drafted.confidence == pytest.approx(plain.confidence, abs=2e-4)


def test_a_working_is_forgotten_behind_its_frame(predictor: LocalPredictor, short_values: None) -> None:
    run = run_of(predictor)
    run.accept(entered := TraceFrame(**CALL_FRAME))
    written = run.encode(FrameWriter(predictor.dialect).write(entered))
    n_worked = 0
    writer = FrameWriter(predictor.dialect)
    writer.note(entered)
    for _ in range(3):
        n_worked += run.working() is not None
        frame = run.imagine()
        assert frame is not None
        written += run.encode(writer.write(frame))
        assert run.decoder.n_tokens == len(run.prompt) + len(written)
    assert (n_worked > 0) is predictor.scratchpad


def test_a_window_is_the_same_for_every_way_of_decoding(
    predictor: LocalPredictor, record: Callable[..., Trace], short_values: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(predictor, "window", 120)
    trace = record(SOURCE, call="f([1, 2, 3])")
    forced = ModelStepPredictor(predictor).predict_steps(sample_of(trace))
    one_by_one = [step_by_step(predictor, trace, n) for n in range(1, len(trace.frames))]
    assert len(forced) == len(trace.frames) - 1
    for drafted, plain in zip(forced, one_by_one, strict=True):
        assert drafted is not None
        assert plain is not None
        assert same_place(drafted, plain)
        assert (dict(drafted.locals), drafted.arg) == (dict(plain.locals), plain.arg)
    run = run_of(predictor)
    for frame in trace.frames:
        run.accept(frame)
        assert run.decoder.n_tokens <= len(run.prompt) + 2 * 120 + 200  # a frame more, and those that are kept besides
    assert run.decoder.n_tokens < len(run.prompt) + sum(
        len(run.encode(FrameWriter(predictor.dialect).write(frame))) for frame in trace.frames
    )


def test_a_window_keeps_the_newest_frames_and_those_of_open_calls(record: Callable[..., Trace]) -> None:
    source = "def f(n):\n    x = n\n    if n:\n        return f(n - 1)\n    y = 1\n    z = 2\n    return y + z\n"
    frames = record(source, call="f(2)").frames
    assert [(frame.line, frame.depth) for frame in frames[-7:-3]] == [(3, 2), (5, 2), (6, 2), (7, 2)]
    window = TraceWindow(Dialect.COMPACT, lambda segments: [len(list(segments))], 4)  # a token a frame
    for n, frame in enumerate(frames[:-3], 1):
        window.note(frame, n)
    assert window.is_full
    ids, writer = window.shortened()
    assert not window.is_full
    # the call of the entry, the lines that called on, the line before, and the two newest frames
    assert len(ids) == 6
    assert {name: str(text) for name, text in (writer.shown(1) or {}).items()} == {"n": "1", "x": "1"}
    assert not TraceWindow(Dialect.COMPACT, lambda _segments: [], None).is_full


def test_every_predicted_frame_is_one_that_may_come(
    predictor: LocalPredictor, record: Callable[..., Trace], short_values: None
) -> None:
    trace = record(SOURCE, call="f([1, 2])")
    program = parse(SOURCE)
    entry = program.function("f")
    assert entry is not None
    predicted = ModelStepPredictor(predictor).predict_steps(sample_of(trace))
    flow = FlowState.start(program, entry)
    for real, guess in zip(trace.frames, [*predicted, None], strict=True):
        step = flow.step_for(real)
        assert step is not None
        flow.advance(step)
        if guess is not None:
            assert (guess.event, guess.line) in {(step.event, step.line) for step in flow.allowed()}


def test_a_rolled_back_cache_computes_what_a_fresh_one_does(predictor: LocalPredictor) -> None:
    engine = predictor.engine
    head, tail, other = list(range(40, 70)), list(range(70, 90)), list(range(90, 120))
    engine.reset()
    fresh = engine.forward([*head, *other])
    engine.reset()
    engine.forward(head)
    engine.forward(tail)
    engine.rollback(len(head))
    assert engine.n_cached == len(head)
    torch.testing.assert_close(engine.forward(other), fresh, rtol=1e-4, atol=1e-4)
    engine.rollback(0)
    torch.testing.assert_close(engine.forward([*head, *other]), fresh, rtol=1e-4, atol=1e-4)


def test_decoding_stops_at_the_token_at_which_it_is_cancelled(
    predictor: LocalPredictor, record: Callable[..., Trace]
) -> None:
    run = run_of(predictor)
    for frame in record(SOURCE, call="f([1, 2])").frames[:3]:
        run.accept(frame)
    before = predictor.engine.n_passes
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) > 2

    with pytest.raises(Cancelled):
        run.decoder.decode(frame_choices(run.context), cancelled=cancelled)
    assert predictor.engine.n_passes - before <= 2


def test_a_trace_that_is_too_long_says_so(predictor: LocalPredictor, record: Callable[..., Trace]) -> None:
    frame = record(SOURCE, call="f([1, 2])").frames[0]
    run = run_of(predictor, max_tokens=30)
    run.accept(frame)
    with pytest.raises(OutOfBudget, match="more than 30 tokens"):
        for _ in range(3):  # what is forced is written without the model, and may lie behind the limit
            run.imagine()


def test_a_value_that_reaches_its_limit_is_closed_and_not_believed(
    predictor: LocalPredictor, record: Callable[..., Trace], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 0)
    frames = record(SOURCE, call="f([1, 2])").frames
    run = run_of(predictor)
    for frame in frames[:-1]:
        run.accept(frame)
    while (last := run.imagine()) is not None and last.arg is None:
        pass
    assert last is not None
    assert last.arg is not None
    assert (last.arg, last.arg.confidence, last.confidence) == ("", 0.0, 0.0)


@pytest.mark.parametrize("text", ["a", '\\"', "\\n", "\\u00e9", "\\\\"])
def test_whole_escapes_may_be_closed(text: str) -> None:
    assert decode._is_whole(text)
    assert decode._escapes_are_possible(text)
    assert decode._closing_quote(text) is None


@pytest.mark.parametrize("text", ["\\", "x\\", "\\u00"])
def test_open_escapes_may_not(text: str) -> None:
    assert not decode._is_whole(text)
    assert decode._escapes_are_possible(text)


@pytest.mark.parametrize("text", ["\\x", "\\'", "\\u00zz"])
def test_escapes_that_json_lacks_cannot_be_written(text: str) -> None:
    assert not decode._escapes_are_possible(text)


def test_the_decoder_keeps_to_what_the_model_was_built_for(predictor: LocalPredictor) -> None:
    decoder = FrameDecoder(predictor.engine, predictor.tokenizer, max_positions=10**9)
    decoder.start(range(40, 40 + predictor.engine.max_positions + 1))
    with pytest.raises(OutOfBudget):
        decoder.logits(list)


def imagined(predictor: LocalPredictor, source: str, entry: str, first: TraceFrame, n_frames: int) -> list[object]:
    """Imagine a few frames after the first one, as one can compare them."""
    program = parse(source)
    function = program.function(entry)
    assert function is not None
    run = predictor.imagination(program, function, 3000)
    run.accept(first)
    seen: list[object] = []
    try:
        while len(seen) < n_frames and (frame := run.imagine()) is not None:
            seen.append((frame.event, frame.line, dict(frame.locals), frame.arg))
    except OutOfBudget as error:
        seen.append(str(error))
    return seen


def test_frames_are_the_same_with_and_without_drafts(
    predictor: LocalPredictor, record: Callable[..., Trace], short_values: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(5)
    programs = [generate_program(rng, difficulty=rng.random()) for _ in range(8)]
    firsts = [record(p.source, call=p.call, entry=p.entry).frames[0] for p in programs]
    runs, passes = [], []
    for longest in (64, 5, 0):
        monkeypatch.setattr(predictor, "max_draft", longest)
        before = predictor.engine.n_passes
        runs.append([imagined(predictor, p.source, p.entry, f, 4) for p, f in zip(programs, firsts, strict=True)])
        passes.append(predictor.engine.n_passes - before)
    assert runs[0] == runs[2]
    assert runs[1] == runs[2]
    assert passes[0] < passes[2]


class Oracle:
    """An engine whose model knows the trace: after any true beginning it is sure of the next true token."""

    def __init__(self, engine: Engine, truth: list[int]) -> None:
        self._truth = truth
        self._ids: list[int] = []
        self.max_positions = engine.max_positions
        self.n_tokens = self.n_passes = 0
        self.n_vocabulary = 400

    @property
    def n_cached(self) -> int:
        return len(self._ids)

    def begin(self, ids: Sequence[int]) -> int:
        self._ids = []
        return 0

    def rollback(self, n_keep: int) -> None:
        del self._ids[n_keep:]

    def forward(self, ids: Sequence[int], *, n_logits: int = 1) -> torch.Tensor:
        self._ids += ids
        self.n_passes += 1
        logits = torch.zeros(n_logits, self.n_vocabulary)
        for row, n in enumerate(range(len(self._ids) - n_logits + 1, len(self._ids) + 1)):
            if self._ids[:n] == self._truth[:n] and n < len(self._truth):
                logits[row, self._truth[n]] = 50.0
        return logits


def known(predictor: LocalPredictor, trace: Trace, source: str) -> tuple[list[TraceFrame], int]:
    """Imagine a trace with a model that knows it; gives the frames behind the first and the number of passes."""
    program = parse(source)
    entry = program.function("f")
    assert entry is not None
    truth = predictor.tokenizer.encode(prompt_segments(program, entry))
    writer = FrameWriter(predictor.dialect)
    for frame in trace.frames:
        truth += predictor.tokenizer.encode(writer.write(frame))
    oracle = Oracle(predictor.engine, truth)
    run = Imagination(oracle, predictor.tokenizer, predictor.dialect, program=program, entry=entry, max_tokens=3000)  # type: ignore[arg-type]
    run.decoder.max_draft = 128  # nearly every character is a token here
    run.accept(trace.frames[0])
    frames = []
    while (frame := run.imagine()) is not None:
        frames.append(frame)
    assert [(f.event, f.line, dict(f.locals), f.arg) for f in frames] == [
        (f.event, f.line, dict(f.locals), f.arg) for f in trace.frames[1:]
    ]
    return frames, oracle.n_passes


def test_a_model_that_knows_the_trace_needs_few_passes(predictor: LocalPredictor, record: Callable[..., Trace]) -> None:
    frames, n_passes = known(predictor, record(SOURCE, call="f([1, 2, 3, 4, 5, 6])"), SOURCE)
    assert n_passes < len(frames)


@pytest.mark.parametrize("text", ["it's", "a\\\\b", "both ' and \"", "tab\\t, \\\\n", "ends \\\\", "", "é ☃"])
def test_a_model_can_write_any_value(predictor: LocalPredictor, record: Callable[..., Trace], text: str) -> None:
    source = "def f(x):\n    y = x\n    if len(y) > 99:\n        raise ValueError(y)\n    return y\n"
    known(predictor, record(source, call=f"f({text!r})"), source)
    known(predictor, record(source, call=f"f({text!r} + '-' * 99)"), source)


OPAQUE = """\
class Node:
    pass

def f(n):
    seen = []
    while len(seen) < n:
        node = Node()
        seen.append(node)
        first = seen[0]
    return first
"""


def test_values_that_nothing_explains_are_looked_up(
    predictor: LocalPredictor, record: Callable[..., Trace], monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = record(OPAQUE, call="f(3)", entry="f")
    _, with_lookup = known(predictor, trace, OPAQUE)
    monkeypatch.setattr(SuffixLookup, "following", lambda _self, _n_tokens: ([], 0))
    _, without = known(predictor, trace, OPAQUE)
    assert with_lookup < without


PICKING = """\
def f(xs):
    seen = set()
    return tuple(x for x in xs
                 if x not in seen and not seen.add(x))
"""


def test_what_a_turn_of_a_comprehension_changed_is_kept(record: Callable[..., Trace]) -> None:
    guesser = FrameGuesser(parse(PICKING))
    for frame in record(PICKING, call="f([4, 7, 4])", entry="f").frames:
        guesser.note(frame)
    changes = guesser._habits.changes
    assert changes
    assert all(".0" not in names for names in changes.values())  # an iterator's text does not change
    assert ("x",) in changes.values()


def test_a_sequence_that_begins_alike_is_not_computed_again(predictor: LocalPredictor) -> None:
    engine = predictor.engine
    head, tail, other = list(range(40, 70)), list(range(70, 80)), list(range(90, 120))
    engine.reset()
    fresh = engine.forward([*head, *other])
    engine.reset()
    engine.forward([*head, *tail])
    n_shared = engine.begin([*head, *other])
    assert n_shared == engine.n_cached == len(head)
    torch.testing.assert_close(engine.forward(other), fresh, rtol=1e-4, atol=1e-4)
    assert engine.begin([*head, *other]) == len(head) + len(other) - 1  # the last one gives the logits


def test_what_follows_exactly_is_computed_in_assisted_mode(
    predictor: LocalPredictor, record: Callable[..., Trace]
) -> None:
    trace = record(SOURCE, call="f([1, 2])")
    run = run_of(predictor, assist=True)
    run.accept(trace.frames[0])
    frames = []
    while (frame := run.imagine()) is not None:
        frames.append(frame)
    # the loop's turns, its conditions and sums, and the result follow from the argument; the model is asked little
    assert [(f.event, f.line, dict(f.locals), f.arg) for f in frames] == [
        (f.event, f.line, dict(f.locals), f.arg) for f in trace.frames[1:]
    ]
    assert frames[-1].arg is not None
    assert frames[-1].arg.origin is Origin.COMPUTED
    assert frames[2].locals["x"].origin is Origin.COMPUTED
    assert not isinstance(frames[2].locals["xs"], Value) or frames[2].locals["xs"].origin is not Origin.COMPUTED
