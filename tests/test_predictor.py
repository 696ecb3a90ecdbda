"""Requests and predictions: what is asked, what is refused, how a prediction ends; with a model that knows nothing."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from tiny import write_tiny_checkpoint

from model_runtime.errors import DeskcheckError
from model_runtime.inference import decode
from model_runtime.inference.local import LocalPredictor
from model_runtime.predictor import (
    PROPOSED,
    PredictionEnd,
    PredictionRequest,
    collect,
    make_request,
    open_predictor,
    read_source,
)
from model_runtime.trace.frames import Origin, Outcome, Trace, TraceEvent, TraceFrame

SOURCE = "def f(x, y=2):  # deskcheck: f(3)\n    z = x + y\n    return z\n"


@pytest.fixture(autouse=True)
def short_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a model that knows nothing give up on a value soon."""
    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 20)


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_checkpoint(Path(tmp_path_factory.mktemp("model")) / "tiny")


@pytest.fixture
def predictor(checkpoint: Path) -> LocalPredictor:
    return LocalPredictor.open(str(checkpoint), device="cpu")


# ---------------------------------------------------------------- requests


def test_an_example_of_the_file_is_taken_and_named() -> None:
    request = make_request(SOURCE)
    assert (request.function, request.call, request.why) == ("f", "f(3)", "pin")
    assert request.arguments == (("x", "3"), ("y", "2"))


def test_a_function_without_an_example_gets_its_arguments_from_the_model() -> None:
    request = make_request("def f(x):\n    return x\n")
    assert (request.call, request.arguments, request.why) == (None, None, PROPOSED)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("f()", "lacks the argument 'x'"),
        ("f(1, 2, 3)", "takes 2 arguments, 3 are given"),
        ("f(1, q=2)", "'q'"),
        ("g(1)", "no function 'g'"),
        ("f(", "not a Python expression"),
        ("3", "call"),
    ],
)
def test_a_call_that_does_not_fit_is_refused_in_one_line(call: str, message: str) -> None:
    with pytest.raises(DeskcheckError, match=message) as refusal:
        make_request(SOURCE, call=call)
    assert "\n" not in str(refusal.value)


def test_a_near_name_is_suggested() -> None:
    with pytest.raises(DeskcheckError, match="did you mean 'total'"):
        make_request("def total(x):\n    return x\n", function="totl")


@pytest.mark.parametrize("source", ["", "x = 1\n", "def f(x):\n    return x +\n", "class A:\n    pass\n"])
def test_a_text_without_a_whole_function_is_refused(source: str) -> None:
    with pytest.raises(DeskcheckError, match=r"no function|syntax error"):
        make_request(source)


def test_an_error_elsewhere_in_the_file_does_not_matter() -> None:
    assert make_request(SOURCE + "\n\ndef g(:\n    pass\n", call="f(1)").function == "f"


@pytest.mark.parametrize("data", [b"\xff\xfe\x00bad", b"# coding: nonsense\nx = 1\n"])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(data)
    with pytest.raises(DeskcheckError, match=r"a\.py"):
        read_source(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeskcheckError, match="cannot read"):
        read_source(tmp_path / "none.py")


@pytest.mark.parametrize("options", [{"model": "/nowhere"}, {"engine": "remote"}, {"quantization": "int8"}])
def test_what_is_not_there_cannot_be_opened(options: dict[str, str]) -> None:
    with pytest.raises(DeskcheckError) as refusal:
        open_predictor(**options)  # type: ignore[arg-type]
    assert "\n" not in str(refusal.value)


# ---------------------------------------------------------------- predictions


def items_of(predictor: LocalPredictor, request: PredictionRequest) -> tuple[list[TraceFrame], PredictionEnd]:
    *frames, end = predictor.predict_now(request)
    assert isinstance(end, PredictionEnd)
    return [frame for frame in frames if isinstance(frame, TraceFrame)], end


def test_the_first_frame_is_the_call_as_it_was_given(predictor: LocalPredictor) -> None:
    frames, _ = items_of(predictor, make_request(SOURCE))
    first = frames[0]
    assert (first.event, first.line, dict(first.locals)) == (TraceEvent.CALL, 1, {"x": "3", "y": "2"})
    assert {value.origin for value in first.locals.values()} == {Origin.COMPUTED}
    assert all(frame.origin is Origin.PREDICTED and frame.confidence is not None for frame in frames)


def test_a_limit_is_never_silent(predictor: LocalPredictor) -> None:
    frames, end = items_of(predictor, make_request(SOURCE, max_frames=2))
    assert len(frames) == 2
    assert end.outcome is Outcome.LIMIT
    assert end.note is not None
    assert "2 frames" in end.note


def test_a_prediction_goes_on_behind_frames_that_have_happened(
    predictor: LocalPredictor, record: Callable[..., Trace]
) -> None:
    trace = record(SOURCE, call="f(3)")
    request = make_request(SOURCE, call="f(3)")
    behind = PredictionRequest(
        request.source, request.function, request.line, request.call, request.arguments, "call", prefix=trace.frames
    )
    frames, end = items_of(predictor, behind)
    assert frames == []
    assert (end.outcome, end.result) == (Outcome.RETURNED, "5")


def test_what_was_imagined_so_far_is_kept_when_it_is_cancelled(predictor: LocalPredictor) -> None:
    *frames, end = predictor.predict_now(make_request(SOURCE), cancelled=lambda: True)
    assert isinstance(end, PredictionEnd)
    assert end.outcome is Outcome.CANCELLED
    assert len(frames) <= 1  # the call, of which nothing had to be asked


def test_closing_the_iterator_frees_the_model_for_the_next_request(predictor: LocalPredictor) -> None:
    async def first_frame_only() -> TraceFrame | PredictionEnd:
        stream: AsyncIterator[TraceFrame | PredictionEnd] = predictor.predict(make_request(SOURCE))
        async for item in stream:
            await stream.aclose()  # type: ignore[attr-defined]
            return item
        raise AssertionError("no frame came")

    assert isinstance(asyncio.run(first_frame_only()), TraceFrame)
    trace = asyncio.run(collect(predictor, make_request(SOURCE, max_frames=2)))
    assert len(trace.frames) == 2


def test_collected_frames_make_a_trace(predictor: LocalPredictor) -> None:
    seen: list[TraceFrame] = []
    trace = asyncio.run(collect(predictor, make_request(SOURCE, max_frames=3, pure_neural=True), seen.append))
    assert tuple(seen) == trace.frames
    assert (trace.origin, trace.entry, trace.call, trace.model) == (Origin.PREDICTED, "f", "f(3)", "tiny")
    assert trace.stats.frames == len(trace.frames)
    assert trace.stats.forward_passes > 0


def test_the_same_request_gives_the_same_trace(predictor: LocalPredictor) -> None:
    first, second = (items_of(predictor, make_request(SOURCE))[0] for _ in range(2))
    assert first == second


# ---------------------------------------------------------------- rule 3


def test_text_that_spells_a_special_token_predicts_like_an_innocent_text(tmp_path: Path) -> None:
    """Make a model to which all letters are alike: only a control token could make a difference."""
    path = write_tiny_checkpoint(tmp_path / "blind")
    predictor = LocalPredictor.open(str(path), device="cpu")
    state = load_file(path / "model.safetensors")
    rows = state["model.embed_tokens.weight"]
    plain = [
        id_ for text, id_ in predictor.tokenizer.vocabulary().items() if len(text) == 1 or text in ("in", "re", "Ġi")
    ]
    rows[torch.tensor(plain)] = rows[plain[0]].clone()
    save_file(state, path / "model.safetensors", metadata={"format": "pt"})
    predictor = LocalPredictor.open(str(path), device="cpu")

    def predicted(literal: str) -> list[tuple[object, ...]]:
        source = f"def f(s):\n    t = '{literal}'\n    if s:\n        t += s\n    return t\n"
        predictor.engine.reset()  # tokens are counted
        frames, end = items_of(predictor, make_request(source, call=f"f('{literal}')", max_frames=6))
        shapes: list[tuple[object, ...]] = [
            (frame.event, frame.line, tuple(frame.locals), frame.confidence) for frame in frames
        ]
        return [*shapes, (end.outcome, end.stats.tokens)]

    for token in ("<|frame_sep|>", "<|end_of_text|>", "<|return_sep|>", "<|trace_context_start|>"):
        innocent = "".join("+" if char in "<|>" else char for char in token)
        assert predicted(token) == predicted(innocent)


def test_no_thread_outlives_its_prediction(predictor: LocalPredictor) -> None:
    """An interpreter that exits while a thread computes ends in an abort."""

    async def stop_early() -> None:
        stream = predictor.predict(make_request(SOURCE))
        async for _ in stream:
            break
        await stream.aclose()  # type: ignore[attr-defined]

    asyncio.run(stop_early())
    assert not [thread for thread in threading.enumerate() if thread.name == "deskcheck-predict"]
