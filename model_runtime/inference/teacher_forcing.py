"""Fidelity of one model on recorded traces: each step predicted from the true prefix, and whole runs.

The true trace is scored in one forward pass and serves each frame as its draft, last frame first, so that the cache
is never computed twice: a frame that greedy decoding would have written just so costs no more than looking at its
logits.
"""

from collections.abc import Sequence
from functools import partial

from model_runtime.draft import FrameGuesser
from model_runtime.grammar import FrameContext
from model_runtime.inference.batch import EngineRow
from model_runtime.inference.decode import DecodedFrame, Draft, OutOfBudget
from model_runtime.inference.local import Imagination, LocalPredictor
from model_runtime.predictor import PredictionEnd, PredictionRequest
from model_runtime.program.parser import parse
from model_runtime.prompt import entry_of, prompt_segments
from model_runtime.trace.format import FrameWriter
from model_runtime.trace.frames import Origin, Outcome, Trace, TraceFrame
from model_runtime.training.benchmark_file import BenchmarkSample


class ModelStepPredictor:
    """The model as the evaluation sees it."""

    name = "model"

    def __init__(
        self, predictor: LocalPredictor, *, assist: bool = False, max_tokens: int = 8192, max_frames: int = 600
    ) -> None:
        self._predictor = predictor
        self._assist = assist
        self._max_tokens = max_tokens
        self._max_frames = max_frames

    def predict_steps(self, sample: BenchmarkSample) -> list[TraceFrame | None]:
        """Predict frames[1:], each from the true frames before it; None where the trace exceeds the token limit."""
        return [step and step[1] for step in self.decode_steps(sample.source, sample.entry, sample.frames)]

    def decode_steps(
        self, source: str, function: str, frames: Sequence[TraceFrame]
    ) -> list[tuple[DecodedFrame, TraceFrame] | None]:
        """Predict frames[1:] likewise, each with what the decoder saw."""
        with self._predictor.batch.row() as row:
            return self._decode_steps(row, source, function, frames)

    def _decode_steps(
        self, row: EngineRow, source: str, function: str, frames: Sequence[TraceFrame]
    ) -> list[tuple[DecodedFrame, TraceFrame] | None]:
        program = parse(source)
        entry = entry_of(program, function, frames[0].line)
        run = self._predictor.imagination(program, entry, self._max_tokens, assist=self._assist, engine=row)
        prompt = run.encode(prompt_segments(program, entry))
        before, starts, ids = _true_prefixes(run, prompt, frames, self._max_tokens)
        predicted: list[tuple[DecodedFrame, TraceFrame] | None] = [None] * (len(frames) - 1)
        if len(starts) < 2:
            return predicted
        first = starts[1]
        row.begin([])
        logits = row.forward(ids, n_logits=len(ids) - first + 1)  # row 0 scores ids[first]
        ends = [*starts[1:], len(ids)]
        for idx in range(len(starts) - 1, 0, -1):
            rows = slice(starts[idx] - first, ends[idx] - first)
            draft = Draft(ids[starts[idx] : ends[idx]], logits[rows], starts[idx])
            run.context, run.n_activations, run.guesser = before[idx]
            guess = partial(run.guesser.following, run.context)
            try:
                decoded = run.decoder.decode(run.choices(), draft=draft, guess=guess, assist=self._assist)
            except OutOfBudget:
                continue
            if decoded.choice is not None:
                predicted[idx - 1] = decoded, run.resolve(decoded, decoded.choice, {})
        return predicted

    def predict_trace(self, sample: BenchmarkSample) -> Trace:
        """Imagine the whole run from its first frame."""
        request = PredictionRequest(
            source=sample.source,
            function=sample.entry,
            line=sample.frames[0].line,
            call=sample.call,
            arguments=None,
            why="benchmark",
            prefix=tuple(sample.frames[:1]),
            max_frames=self._max_frames,
            max_tokens=self._max_tokens,
            pure_neural=not self._assist,
        )
        frames: list[TraceFrame] = list(request.prefix)
        end: PredictionEnd | None = None
        for item in self._predictor.predict_now(request):
            if isinstance(item, PredictionEnd):
                end = item
            else:
                frames.append(item)
        assert end is not None
        return Trace(
            frames=tuple(frames),
            outcome=end.outcome,
            result=end.result if end.outcome is not Outcome.LIMIT else None,
            origin=Origin.PREDICTED,
            file=None,
            entry=sample.entry,
            call=sample.call,
            why="benchmark",
            model=self._predictor.model_name,
            note=end.note,
            stats=end.stats,
            endless=end.endless,
        )


Before = tuple[FrameContext, int, FrameGuesser]


def _true_prefixes(
    run: Imagination, prompt: Sequence[int], frames: Sequence[TraceFrame], max_tokens: int
) -> tuple[list[Before], list[int], list[int]]:
    """Walk the true frames: what is known before each, the index of its first token, and all ids.

    Stops before the first frame that exceeds `max_tokens`.
    """
    ids = list(prompt)
    run.decoder.pending = []
    before: list[Before] = []
    starts: list[int] = []
    writer: FrameWriter = run.writer
    for frame in frames:
        twin = run.context.copy()
        start = len(ids)
        n_activations, guesser = run.n_activations, run.guesser.copy()
        following = run.encode(writer.write(frame))
        if len(ids) + len(following) > max_tokens:
            break
        before.append((twin, n_activations, guesser))
        starts.append(start)
        ids += following
        run.advance_to(frame)
    return before, starts, ids
