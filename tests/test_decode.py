"""Greedy decoding: valid frames from a model that knows nothing, and the same ones whatever trick is used."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from tiny import write_tiny_checkpoint

from model_runtime.grammar import frame_choices
from model_runtime.inference import decode
from model_runtime.inference.decode import Cancelled, FrameDecoder, OutOfBudget
from model_runtime.inference.local import Imagination, LocalPredictor
from model_runtime.inference.teacher_forcing import ModelStepPredictor
from model_runtime.program.flow import FlowState
from model_runtime.program.parser import parse
from model_runtime.trace.compare import same_place
from model_runtime.trace.frames import Trace, TraceFrame
from model_runtime.training.benchmark_file import BenchmarkSample

SOURCE = """\
def f(xs):
    n = 0
    for x in xs:
        if x > 1:
            n += x
    return n
"""


@pytest.fixture(scope="module", params=["compact", "cwm"])
def predictor(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> LocalPredictor:
    """Give a tiny model in the embedded model's format and in that of facebook/cwm."""
    path = Path(tmp_path_factory.mktemp("model")) / "tiny"
    cut = "characters" if request.param == "compact" else "bpe"
    return LocalPredictor.open(str(write_tiny_checkpoint(path, value_cut=cut, dialect=request.param)), device="cpu")


@pytest.fixture
def short_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a model that knows nothing end a value soon."""
    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 12)


def sample_of(trace: Trace) -> BenchmarkSample:
    return BenchmarkSample("f/0", SOURCE, "", "f", trace.call, trace.frames, "2", None, "returned", None)


def run_of(predictor: LocalPredictor, max_tokens: int = 3000) -> Imagination:
    program = parse(SOURCE)
    entry = program.function("f")
    assert entry is not None
    return predictor.imagination(program, entry, max_tokens)


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
