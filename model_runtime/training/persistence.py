"""The baseline every model must beat: things go on as they did.

The next step is the successor most taken so far from this line in this trace, else the likeliest by control flow;
every value is unchanged; whatever is returned is `None`.
"""

from collections import Counter, defaultdict

from model_runtime.program.flow import FlowState, Step
from model_runtime.program.parser import Program, parse
from model_runtime.prompt import entry_of
from model_runtime.trace.frames import NO_LOCALS, Origin, Outcome, ReturnKind, Trace, TraceEvent, TraceFrame, Value
from model_runtime.training.benchmark_file import BenchmarkSample

_MAX_FRAMES = 600
_Place = tuple[TraceEvent, int]


class PersistencePredictor:
    """Predicts that nothing changes."""

    name = "persistence"

    def predict_steps(self, sample: BenchmarkSample) -> list[TraceFrame | None]:
        """Predict frames[1:], each from the true frames before it."""
        run = _Run(sample)
        predicted: list[TraceFrame | None] = []
        for idx, frame in enumerate(sample.frames):
            if idx:
                predicted.append(run.predict())
            run.accept(frame)
        return predicted

    def predict_trace(self, sample: BenchmarkSample) -> Trace:
        """Go on from the first frame until the run ends or the limit is reached."""
        run = _Run(sample)
        frames = [sample.frames[0]]
        run.accept(frames[0])
        outcome = Outcome.LIMIT
        while len(frames) < _MAX_FRAMES:
            frame = run.predict()
            if frame is None:
                outcome = Outcome.RETURNED
                break
            frames.append(frame)
            run.accept(frame)
        return Trace(
            frames=tuple(frames),
            outcome=outcome,
            result=frames[-1].arg if outcome is Outcome.RETURNED else None,
            origin=Origin.PREDICTED,
            file=None,
            entry=sample.entry,
            call=sample.call,
            why="benchmark",
            model=self.name,
        )


class _Run:
    """The true run so far, and what it tells of the next step."""

    def __init__(self, sample: BenchmarkSample) -> None:
        self._program: Program = parse(sample.source)
        self._flow = FlowState.start(self._program, entry_of(self._program, sample.entry, sample.frames[0].line))
        self._taken: defaultdict[_Place, Counter[_Place]] = defaultdict(Counter)
        self._shown: dict[int, TraceFrame] = {}
        self._last: TraceFrame | None = None
        self._n_activations = 0

    def accept(self, frame: TraceFrame) -> None:
        """Take in a frame that has happened."""
        if self._last is not None:
            self._taken[(self._last.event, self._last.line)][(frame.event, frame.line)] += 1
        if frame.event in (TraceEvent.CALL, TraceEvent.LINE):
            self._shown[frame.activation] = frame
        self._last = frame
        self._n_activations = max(self._n_activations, frame.activation + 1)
        step = self._flow.step_for(frame)
        self._flow.advance(step or step_of(frame))

    def predict(self) -> TraceFrame | None:
        """Predict the next frame; None when the run is over."""
        steps = self._flow.allowed()
        if not steps or self._last is None:
            return None
        taken = self._taken[(self._last.event, self._last.line)]
        best = max(steps, key=lambda step: (taken[(step.event, step.line)], step.likely))
        activation = self._n_activations if best.activation is None else best.activation
        has_locals = best.event in (TraceEvent.CALL, TraceEvent.LINE)
        before = self._shown.get(activation)
        return TraceFrame(
            event=best.event,
            function=best.function,
            file=None,
            line=best.line,
            source=self._program.lines[best.line - 1],
            depth=best.depth,
            activation=activation,
            locals=before.locals if has_locals and before else NO_LOCALS,
            arg=None if has_locals else Value("None", Origin.PREDICTED),
            kind=best.kind,
            origin=Origin.PREDICTED,
        )


def step_of(frame: TraceFrame) -> Step:
    """Make the step of a frame that control flow did not foresee; it has happened all the same."""
    kind = frame.kind if frame.event is TraceEvent.RETURN else None
    if frame.event is TraceEvent.RETURN and kind is None:
        kind = ReturnKind.RETURNED
    return Step(frame.event, frame.function, frame.line, frame.activation, frame.depth, kind, False)
