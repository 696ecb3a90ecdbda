"""How fast the decoder is, side by side with plain decoding of the same weights, in one run.

For each program, each way of decoding runs once a round, interleaved, so that a noisy machine troubles all alike. Plain
decoding is transformers' own `generate`, greedy, without and with its prompt look-up, for as many tokens as the trace
has; it is spared the constraints. Ratios are medians over programs and rounds.

Besides: predicting again after an edit against predicting anew, many programs together against one after the other,
what a frame costs late in a long run, and the memory of a process that predicts.
"""

import asyncio
import itertools
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import torch
from transformers import CwmForCausalLM

from model_runtime.errors import DeskcheckError
from model_runtime.inference.benchmark_memory import Memory
from model_runtime.inference.local import LocalPredictor
from model_runtime.predictor import PredictionEnd, PredictionRequest, Predictor, collect
from model_runtime.program.parser import parse
from model_runtime.prompt import entry_of, prompt_segments
from model_runtime.remember import RememberingPredictor
from model_runtime.trace.format import FrameWriter
from model_runtime.trace.frames import TraceFrame

BENCHMARK_SCHEMA = "deskcheck.benchmark/1"
BASELINE = "generate"
LOOKUP = "generate, prompt look-up"
PLAIN = "one token a pass"
DRAFTED = "drafts"
WARM = "drafts, warm prefix"
ASSISTED = "drafts, assisted"
EDIT_COLD = "after an edit, anew"
EDIT_KEPT = "after an edit, old run kept"
ALONE = "one after the other"
TOGETHER = "together"
EDIT_ASSISTED_COLD = "assisted, after an edit, anew"
EDIT_ASSISTED = "assisted, after an edit, old run kept"
LLAMA_CPP = "llama.cpp, 8 bits"
_AGAINST = {  # the others: BASELINE
    EDIT_KEPT: EDIT_COLD,
    EDIT_COLD: EDIT_COLD,
    EDIT_ASSISTED: EDIT_ASSISTED_COLD,
    EDIT_ASSISTED_COLD: EDIT_ASSISTED_COLD,
    TOGETHER: ALONE,
    ALONE: ALONE,
}
EARLY, LATE = 100, 900  # frames behind which the cost of one is compared
N_TIMED = 40  # frames there: enough for the context to be written anew in between, as it is every 20 to 30 frames
LOOKUP_TOKENS = 10
PlainDecoder = Callable[[list[int], int], list[int]]


class Edit(NamedTuple):
    """The same call in a text before and after an edit."""

    before: PredictionRequest
    after: PredictionRequest


@dataclass(frozen=True, slots=True)
class Run:
    """One program decoded in one way."""

    program: int
    way: str
    frames: int
    tokens: int  # of the frames, as model text
    passes: int
    computed: int  # tokens that went through the model
    seconds: float
    first_frame_s: float | None


@dataclass(frozen=True, slots=True)
class Way:
    """The figures of one way of decoding, all programs and rounds together."""

    name: str
    frames: int
    passes_per_frame: float
    tokens_per_pass: float
    frames_per_second: float
    first_frame_s: float | None  # median
    speedup: float | None  # frames a second against another way, median over programs and rounds
    against: str  # that way
    low: float | None  # 10th and 90th percentile of the same
    high: float | None


@dataclass(frozen=True, slots=True)
class BenchmarkReport:
    """All ways, and the memory the process took."""

    model: str
    programs: int
    rounds: int
    ways: tuple[Way, ...]
    batch: int  # programs that decoded together
    weights_mib: float  # in working precision
    peak_mib: float | None  # of a process that predicts, beyond what it holds when all is imported
    late_over_early: tuple[float, ...]  # cost of a frame behind 900 frames over one behind 100, of each long run
    left_out: dict[str, str]  # rows that were not measured, and why
    runs: tuple[Run, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Extras:
    """What is measured besides the ways of decoding one program."""

    edits: Sequence[Edit] = ()
    together: Sequence[PredictionRequest] = ()  # decoded together
    batch: int = 1  # how many of them at the same time
    long: Sequence[PredictionRequest] = ()  # runs of more than 940 frames that assistance computes
    memory: Memory | None = None
    llama: PlainDecoder | None = None  # decodes so many tokens behind a prompt


def run_benchmark(
    predictor: LocalPredictor,
    plain: CwmForCausalLM,
    requests: Sequence[PredictionRequest],
    *,
    rounds: int = 1,
    extras: Extras | None = None,
    left_out: Mapping[str, str] | None = None,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> BenchmarkReport:
    """Decode each request in every way, `rounds` times.

    Args:
        predictor: decodes.
        plain: the same weights as transformers loads them, for plain decoding.
        requests: what to decode.
        rounds: how often.
        extras: what else to measure; None: drafts and plain decoding alone.
        left_out: rows that the caller left out, and why.
        progress: told (done, in all).
    """
    runs: list[Run] = []
    costs: list[float] = []
    every = extras or Extras()
    n_all = rounds * (len(requests) + len(every.edits) + bool(every.together) + len(every.long))
    n_done = itertools.count(1)
    for _ in range(rounds):
        for number, request in enumerate(requests):
            runs += _decoded_in_every_way(predictor, plain, request, number, extras)
            progress(next(n_done), n_all)
        for number, edit in enumerate(every.edits):
            runs += _edited(predictor, edit, number)
            progress(next(n_done), n_all)
        if every.together:
            runs += [_together(predictor, every.together, way, n) for way, n in ((ALONE, 1), (TOGETHER, every.batch))]
            progress(next(n_done), n_all)
        for request in every.long:
            costs.append(_late_over_early(predictor, request))
            progress(next(n_done), n_all)
    return BenchmarkReport(
        model=predictor.model_name,
        programs=len(requests),
        rounds=rounds,
        ways=tuple(_summed(runs)),
        batch=every.batch,
        weights_mib=round(every.memory.weights, 1) if every.memory else 0.0,
        peak_mib=round(every.memory.peak, 1) if every.memory else None,
        late_over_early=tuple(costs),
        left_out=dict(left_out or {}),
        runs=tuple(runs),
    )


def _decoded_in_every_way(
    predictor: LocalPredictor,
    plain: CwmForCausalLM,
    request: PredictionRequest,
    number: int,
    extras: Extras | None,
) -> Iterator[Run]:
    before = predictor.max_draft
    try:
        pure = _with_assistance(request, assist=False)
        predictor.batch.forget()
        drafted, frames = _predicted(predictor, pure, number, DRAFTED)
        yield drafted
        if extras is not None:
            yield _predicted(predictor, pure, number, WARM)[0]
            predictor.batch.forget()
            yield _predicted(predictor, _with_assistance(request, assist=True), number, ASSISTED)[0]
            predictor.max_draft = 0
            predictor.batch.forget()
            yield _predicted(predictor, pure, number, PLAIN)[0]
        prompt = _prompt_ids(predictor, request, frames[:1])
        yield _generated(plain, prompt, drafted, BASELINE, None)
        if extras is not None:
            yield _generated(plain, prompt, drafted, LOOKUP, LOOKUP_TOKENS)
        if extras is not None and extras.llama is not None:
            yield _by_llama_cpp(extras.llama, prompt, drafted)
    finally:
        predictor.max_draft = before
        predictor.batch.forget()


def _edited(predictor: LocalPredictor, edit: Edit, number: int) -> Iterator[Run]:
    """Predict an edited program: anew, and by a predictor that remembers the run before the edit."""
    for assist, cold, kept in ((False, EDIT_COLD, EDIT_KEPT), (True, EDIT_ASSISTED_COLD, EDIT_ASSISTED)):
        before, after = (_with_assistance(request, assist=assist) for request in edit)
        predictor.batch.forget()
        yield _timed(predictor, predictor, after, number, cold)
        predictor.batch.forget()
        remembering = RememberingPredictor(predictor)
        asyncio.run(collect(remembering, before))
        yield _timed(predictor, remembering, after, number, kept)


def _timed(predictor: LocalPredictor, asked: Predictor, request: PredictionRequest, number: int, way: str) -> Run:
    started = time.perf_counter()
    trace = asyncio.run(collect(asked, request))
    seconds = time.perf_counter() - started
    stats = trace.stats
    n_tokens = _n_tokens(predictor, trace.frames) + stats.worked
    return Run(number, way, len(trace.frames), n_tokens, stats.forward_passes, stats.tokens, seconds, None)


def _late_over_early(predictor: LocalPredictor, request: PredictionRequest) -> float:
    """Compare the cost of a frame late and early in a long run; what comes before is given."""
    whole = replace(request, pure_neural=False, max_frames=LATE + 1)
    frames = [item for item in predictor.predict_now(whole) if isinstance(item, TraceFrame)]
    if len(frames) < LATE:
        raise DeskcheckError(f"the long run has {len(frames)} frames only")
    seconds = []
    for n_given in (EARLY, LATE):
        predictor.batch.forget()
        asked = replace(request, pure_neural=True, prefix=tuple(frames[:n_given]), max_frames=n_given + N_TIMED)
        items = predictor.predict_now(asked)
        next(items)  # with the frames that are given
        started = time.perf_counter()
        n_frames = sum(isinstance(item, TraceFrame) for item in items)
        seconds.append((time.perf_counter() - started) / max(1, n_frames))
    return seconds[1] / seconds[0]


def _by_llama_cpp(llama: PlainDecoder, prompt: list[int], like: Run) -> Run:
    """Decode as many tokens as the trace has, whatever they are."""
    started = time.perf_counter()
    n_made = len(llama(prompt, max(1, like.tokens)))
    seconds = time.perf_counter() - started
    return Run(like.program, LLAMA_CPP, like.frames, n_made, n_made, len(prompt) + n_made, seconds, None)


def _together(predictor: LocalPredictor, requests: Sequence[PredictionRequest], way: str, n: int) -> Run:
    """Predict all requests, up to `n` at the same time."""
    predictor.batch.forget()
    pure = [_with_assistance(request, assist=False) for request in requests]
    passes = predictor.batch.n_passes
    frames: list[list[TraceFrame]] = [[] for _ in pure]
    computed = worked = 0
    started = time.perf_counter()
    for idx, item in predictor.predict_many(pure, batch=n):
        if isinstance(item, TraceFrame):
            frames[idx].append(item)
        elif isinstance(item, PredictionEnd):
            computed += item.stats.tokens
            worked += item.stats.worked
        else:
            raise item
    seconds = time.perf_counter() - started
    n_tokens = sum(_n_tokens(predictor, run) for run in frames) + worked
    n_passes = predictor.batch.n_passes - passes
    return Run(0, way, sum(map(len, frames)), n_tokens, n_passes, computed, seconds, first_frame_s=None)


def _with_assistance(request: PredictionRequest, *, assist: bool) -> PredictionRequest:
    return replace(request, pure_neural=not assist)


def _predicted(
    predictor: LocalPredictor, request: PredictionRequest, number: int, way: str
) -> tuple[Run, list[TraceFrame]]:
    frames: list[TraceFrame] = []
    end: PredictionEnd | None = None
    first: float | None = None
    started = time.perf_counter()
    for item in predictor.predict_now(request):
        if isinstance(item, PredictionEnd):
            end = item
        else:
            first = time.perf_counter() - started if first is None and frames else first  # the call itself is given
            frames.append(item)
    seconds = time.perf_counter() - started
    assert end is not None
    n_tokens = _n_tokens(predictor, frames) + end.stats.worked
    run = Run(number, way, len(frames), n_tokens, end.stats.forward_passes, end.stats.tokens, seconds, first)
    return run, frames


def _n_tokens(predictor: LocalPredictor, frames: Sequence[TraceFrame]) -> int:
    """Count the tokens of a run's frames as model text."""
    writer = FrameWriter(predictor.dialect)
    return sum(len(predictor.tokenizer.encode(writer.write(frame))) for frame in frames)


def _prompt_ids(predictor: LocalPredictor, request: PredictionRequest, given: Sequence[TraceFrame]) -> list[int]:
    program = parse(request.source, file=request.file)
    ids = predictor.tokenizer.encode(prompt_segments(program, entry_of(program, request.function, request.line)))
    writer = FrameWriter(predictor.dialect)
    for frame in given:
        ids += predictor.tokenizer.encode(writer.write(frame))
    return ids


@torch.inference_mode()
def _generated(model: CwmForCausalLM, prompt: list[int], like: Run, way: str, lookup: int | None) -> Run:
    """Generate as many tokens as the trace has, whatever they are."""
    n_passes = 0

    def count(*_given: object) -> None:
        nonlocal n_passes
        n_passes += 1

    hook = model.model.register_forward_hook(count)
    ids = torch.tensor([prompt], device=next(model.parameters()).device)
    n_tokens = max(1, like.tokens)
    settings = {} if lookup is None else {"prompt_lookup_num_tokens": lookup}
    started = time.perf_counter()
    try:
        out = model.generate(
            ids,
            attention_mask=torch.ones_like(ids),
            max_new_tokens=n_tokens,
            min_new_tokens=n_tokens,
            do_sample=False,
            **settings,
        )
    finally:
        hook.remove()
    seconds = time.perf_counter() - started
    made = int(out.shape[1]) - len(prompt)
    frames = like.frames * made // n_tokens
    return Run(like.program, way, frames, made, n_passes, len(prompt) + made, seconds, None)


def _summed(runs: Sequence[Run]) -> Iterator[Way]:
    rate = {id(run): run.tokens and run.frames / run.seconds for run in runs}
    for name in dict.fromkeys(run.way for run in runs):
        own = [run for run in runs if run.way == name]
        base = [run for run in runs if run.way == _AGAINST.get(name, BASELINE)]
        ratios = sorted(
            rate[id(run)] / rate[id(other)] for run, other in zip(own, base, strict=True) if rate[id(other)]
        )
        firsts = [run.first_frame_s for run in own if run.first_frame_s is not None]
        frames, passes = sum(run.frames for run in own), sum(run.passes for run in own)
        yield Way(
            name=name,
            frames=frames,
            passes_per_frame=round(passes / max(1, frames), 2),
            tokens_per_pass=round(sum(run.tokens for run in own) / max(1, passes), 2),
            frames_per_second=round(frames / sum(run.seconds for run in own), 2),
            first_frame_s=round(statistics.median(firsts), 3) if firsts else None,
            against=_AGAINST.get(name, BASELINE),
            speedup=round(statistics.median(ratios), 2) if ratios else None,
            low=round(ratios[len(ratios) // 10], 2) if ratios else None,
            high=round(ratios[-1 - len(ratios) // 10], 2) if ratios else None,
        )
