"""Speed tricks change no frame: hundreds of runs decoded with drafts, and one token at a time.

`DESKCHECK_EQUIVALENCE=N` compares N runs of the embedded model, a few frames each, instead of two.

A random model decides, so that drafts are mostly wrong and are taken back in the middle; assisted, much of a run is
computed and the model decides the rest. The programs are generated ones, drills and seeds.
"""

import os
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from tiny import KINDS, open_tiny

from model_runtime import cli_benchmark
from model_runtime.errors import DeskcheckError
from model_runtime.inference import decode
from model_runtime.inference.local import LocalPredictor
from model_runtime.predictor import PredictionEnd, PredictionRequest, make_request
from model_runtime.trace.format import Dialect
from model_runtime.trace.frames import TraceFrame
from model_runtime.training.drills import drill_candidates
from model_runtime.training.generator import generate_program

N_GENERATED, N_DRILLS, N_SEEDS = 50, 30, 40
N_EMBEDDED = int(os.environ.get("DESKCHECK_EQUIVALENCE", "2"))
N_FRAMES = {"pure": 4, "assisted": 12}  # of each run; most of the assisted ones are computed


@pytest.fixture(scope="module", params=KINDS)
def predictor(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> LocalPredictor:
    """Give a tiny model of each kind."""
    return open_tiny(Path(tmp_path_factory.mktemp("model")) / "tiny", request.param)


def requests(mode: str) -> Iterator[PredictionRequest]:
    is_pure, n_frames = mode == "pure", N_FRAMES[mode]
    rng = random.Random(11)
    programs = [generate_program(rng, difficulty=rng.random()) for _ in range(N_GENERATED)]
    asked = [(program.source, program.entry, program.call) for program in programs]
    asked += [(drill.source, drill.entry, drill.calls[0]) for drill in drill_candidates(0, N_DRILLS, seed=3)]
    for source, entry, call in asked:
        yield make_request(source, function=entry, call=call, max_frames=n_frames, pure_neural=is_pure)
    for seed in islice(cli_benchmark._shipped(), N_SEEDS):
        try:
            yield make_request(seed.source, call=seed.pins[0], max_frames=n_frames, pure_neural=is_pure)
        except DeskcheckError:
            continue  # a call inside an expression


def run_of(predictor: LocalPredictor, request: PredictionRequest) -> tuple[list[object], PredictionEnd]:
    """Predict a run from an empty cache, as one can compare it."""
    predictor.batch.forget()
    items = list(predictor.predict_now(request))
    frames = [item for item in items if isinstance(item, TraceFrame)]
    end = items[-1]
    assert isinstance(end, PredictionEnd)
    return [(f.event, f.function, f.line, f.activation, f.kind, dict(f.locals), f.arg) for f in frames], end


@pytest.mark.parametrize("mode", ["pure", "assisted"])
def test_drafts_change_no_frame_of_hundreds_of_runs(
    predictor: LocalPredictor, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 4)  # a model that knows nothing ends no value
    n_runs = n_drafted = n_plain = 0
    every = 1 if predictor.dialect is Dialect.COMPACT and not predictor.scratchpad else 2
    for request in islice(requests(mode), 0, None, every):
        monkeypatch.setattr(predictor, "max_draft", decode.MAX_DRAFT)
        drafted, drafted_end = run_of(predictor, request)
        monkeypatch.setattr(predictor, "max_draft", 0)
        plain, plain_end = run_of(predictor, request)
        assert drafted == plain, request.source
        assert (drafted_end.outcome, drafted_end.note) == (plain_end.outcome, plain_end.note), request.source
        n_runs += 1
        n_drafted += drafted_end.stats.forward_passes
        n_plain += plain_end.stats.forward_passes
    assert n_runs == (N_GENERATED + N_DRILLS + N_SEEDS) // every
    assert n_drafted <= n_plain


@pytest.mark.timeout(120 + 10 * N_EMBEDDED)
def test_drafts_change_no_frame_of_the_embedded_model(monkeypatch: pytest.MonkeyPatch) -> None:
    embedded = LocalPredictor.open(None, device="cpu")
    n_tokens = n_drafted = n_plain = 0
    for request in islice(requests("pure"), 0, None, max(1, (N_GENERATED + N_DRILLS + N_SEEDS) // N_EMBEDDED)):
        drafted, drafted_end = run_of(embedded, request)
        monkeypatch.setattr(embedded, "max_draft", 0)
        plain, plain_end = run_of(embedded, request)
        monkeypatch.setattr(embedded, "max_draft", decode.MAX_DRAFT)
        assert drafted == plain, request.source
        n_tokens += plain_end.stats.tokens
        n_drafted += drafted_end.stats.forward_passes
        n_plain += plain_end.stats.forward_passes
    assert n_drafted < n_plain <= n_tokens
