"""Fidelity of one model on recorded traces: each step predicted from the true prefix, and whole runs.

The true trace is scored in one forward pass and serves each frame as its draft, last frame first, so that the cache
is never computed twice: a frame that greedy decoding would have written just so costs no more than looking at its
logits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from model_runtime.draft import FrameGuesser
from model_runtime.grammar import FrameContext
from model_runtime.inference.batch import EngineRow
from model_runtime.inference.decode import DecodedFrame, Draft, OutOfBudget
from model_runtime.inference.local import Imagination, LocalPredictor
from model_runtime.predictor import PredictionEnd, PredictionRequest
from model_runtime.program.parser import parse
from model_runtime.prompt import entry_of
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
        run = self._predictor.imagination_on(row, program, entry, self._max_tokens, assist=self._assist)
        predicted: list[tuple[DecodedFrame, TraceFrame] | None] = [None] * (len(frames) - 1)
        for stretch in list(_true_prefixes(run, frames, self._max_tokens)):  # decoding moves the run about
            first = stretch.starts[0]
            row.begin([])
            logits = row.forward(stretch.ids, n_logits=len(stretch.ids) - first + 1)  # row 0 scores ids[first]
            ends = [*stretch.starts[1:], len(stretch.ids)]
            for idx in range(len(stretch.starts) - 1, -1, -1):
                start, end = stretch.starts[idx], ends[idx]
                draft: Draft | None = Draft(stretch.ids[start:end], logits[start - first : end - first], start)
                run.context, run.n_activations, run.guesser = stretch.before[idx]
                guess = partial(run.guesser.following, run.context)
                try:
                    worked = None
                    if (walk := run.working()) is not None:
                        draft = None  # what has been scored does not stand behind the working
                        run.decoder.forget(start, ())
                        worked = run.work_out(walk)
                    decoded = run.decoder.decode(run.choices(), draft=draft, guess=guess, assist=self._assist)
                except OutOfBudget:
                    continue
                if worked is not None:
                    decoded.lean_on(worked)
                if decoded.choice is not None:
                    predicted[stretch.number + idx] = decoded, run.resolve(decoded, decoded.choice, {})
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


@dataclass(slots=True)
class _Stretch:
    """True frames that share a context, behind the prompt and what the window keeps of the frames before."""

    number: int  # of the first of them, counted from frames[1]
    ids: list[int]  # of all
    starts: list[int] = field(default_factory=list)  # index of each one's first token
    before: list[Before] = field(default_factory=list)  # what is known before each


def _true_prefixes(run: Imagination, frames: Sequence[TraceFrame], max_tokens: int) -> Iterator[_Stretch]:
    """Walk the true frames in stretches; stops before the first frame that exceeds `max_tokens`."""
    n_prompt, window = len(run.prompt), run.window
    ids = [*run.prompt, *run.encode(run.writer.write(frames[0]))]
    run.advance_to(frames[0])
    window.note(frames[0], len(ids) - n_prompt)
    stretch = _Stretch(0, ids)
    for number, frame in enumerate(frames[1:]):
        if window.is_full:
            if stretch.starts:
                yield stretch
            kept, run.writer = window.shortened()
            stretch = _Stretch(number, [*run.prompt, *kept])
        before = run.context.copy(), run.n_activations, run.guesser.copy()
        following = run.encode(run.writer.write(frame))
        if len(stretch.ids) + len(following) > max_tokens:
            break
        stretch.before.append(before)
        stretch.starts.append(len(stretch.ids))
        stretch.ids += following
        run.advance_to(frame)
        window.note(frame, len(stretch.ids) - n_prompt)
    if stretch.starts:
        yield stretch
