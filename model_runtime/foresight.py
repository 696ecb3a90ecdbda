"""What of a run follows from its text and its call alone: the frames before the first one that a model must supply.

Most frames of plain code are computed (`draft.py` says when), and for them no model is needed, so none has to be loaded
first: `ForesightPredictor` answers with them at once and asks another predictor only for what comes behind them. They
are the frames that the assisted model gives, too: a test compares them.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace

from model_runtime.draft import Answer, Certainty, FrameGuesser, Guessed
from model_runtime.grammar import Choices, FrameChoice, FrameContext, Hole, Pick, frame_choices
from model_runtime.loop_outlook import outlook
from model_runtime.predictor import PredictionEnd, PredictionRequest, Predictor
from model_runtime.program.flow import FlowState, Step
from model_runtime.program.parser import Program, parse
from model_runtime.prompt import entry_of
from model_runtime.termination import EndlessDetector
from model_runtime.trace.format import Dialect, RawFrame
from model_runtime.trace.frames import (
    NO_LOCALS,
    Origin,
    Outcome,
    ReturnKind,
    TraceEvent,
    TraceFrame,
    TraceStats,
    Value,
)

BURST = 8  # frames between two looks at what else there is to do


class _NotCertain(Exception):
    """The next frame is the model's."""


def foreseen(request: PredictionRequest) -> Iterator[TraceFrame | PredictionEnd]:
    """Give the frames of a run up to the first that does not follow; with its end where all of it follows.

    Raises:
        DeskcheckError: the entry point is not in the text.
    """
    started = time.monotonic()
    program = parse(request.source, file=request.file)
    entry = entry_of(program, request.function, request.line)
    context = FrameContext(program, FlowState.start(program, entry), Dialect.COMPACT)
    guesser, endless = FrameGuesser(program), EndlessDetector(program)
    frames: list[TraceFrame] = []

    def happened(frame: TraceFrame) -> None:
        guesser.note(frame)
        frames.append(frame)

    def end(outcome: Outcome, note: str | None = None) -> PredictionEnd:
        stats = TraceStats(frames=len(frames), seconds=round(time.monotonic() - started, 3))
        return PredictionEnd(outcome, result_of(frames, outcome), note, stats)

    if request.pure_neural or request.to_return:
        return
    for frame in request.prefix:
        step = context.flow.step_for(frame) or forced_step(frame)
        context.note(step, frame.activation, frame.locals if frame.event in _HAS_LOCALS else None)
        context.flow.advance(step)
        endless.see(frame)
        happened(frame)
    given = {name: text for name, text in request.arguments or () if text is not None}
    n_activations = 1 + max((frame.activation for frame in frames), default=-1)
    while len(frames) < request.max_frames:
        try:
            choice, computed = _certain_choice(context, guesser, given if not frames else {})
        except _NotCertain:
            return
        if choice is None:
            yield end(natural_outcome(frames))
            return
        activation = n_activations if choice.step.activation is None else choice.step.activation
        n_activations = max(n_activations, activation + 1)
        known = {**({} if frames else given), **computed}
        frame = resolved_frame(program, choice, context.shown.get(activation, {}), activation, known=known)
        context.note(choice.step, activation, frame.locals if frame.event in _HAS_LOCALS else None)
        context.flow.advance(choice.step)
        happened(frame)
        yield frame
        if (again := endless.see(frame)) is not None:
            yield end(Outcome.ENDLESS, again)
            return
    yield cut_off(program, frames, request.max_frames, end(Outcome.LIMIT))


def forced_step(frame: TraceFrame) -> Step:
    """Make the step of a frame that control flow did not foresee; it has happened all the same."""
    return Step(
        event=frame.event,
        function=frame.function,
        line=frame.line,
        activation=frame.activation,
        depth=frame.depth,
        kind=frame.kind,
        likely=False,
    )


_HAS_LOCALS = (TraceEvent.CALL, TraceEvent.LINE)


def _certain_choice(
    context: FrameContext, guesser: FrameGuesser, given: Mapping[str, str]
) -> tuple[FrameChoice | None, dict[str, str]]:
    """Walk the next frame by what is certain of it; with the values that were computed, "" for an arg."""
    preferred = guesser.sure_step(context)
    choices: Choices = frame_choices(context, given=given, preferred=preferred, expected_only=True)
    certain: Iterator[Guessed] = iter(()) if given else guesser.following(context, ())
    computed: dict[str, str] = {}
    is_followed = True
    try:
        item = next(choices)
        while True:
            known = next(certain, None) if is_followed else None
            answer = _answer(item, known)
            if isinstance(item, Hole) and isinstance(answer, tuple):
                computed[item.role] = answer[0]
            is_followed = known is not None and known.answer == answer
            item = choices.send(answer)
    except StopIteration as stop:
        choice: FrameChoice | None = stop.value
    if choice is None:
        return None, {}
    values = {name: text for name, text in choice.raw.locals if name in computed}
    if choice.raw.arg is not None:
        values[""] = choice.raw.arg
    return choice, values


def _answer(item: Pick | Hole, known: Guessed | None) -> Answer:
    """Give the answer to a choice that can have no other.

    Raises:
        _NotCertain: it can.
    """
    if isinstance(item, Pick) and len(item.options) == 1:
        return 0
    if known is None or known.certainty is Certainty.NONE or isinstance(known.answer, int) != isinstance(item, Pick):
        raise _NotCertain
    if known.certainty is Certainty.VALUE and not (isinstance(item, Hole) and len(item.closers) == 1):
        raise _NotCertain
    return known.answer


def resolved_frame(
    program: Program,
    choice: FrameChoice,
    before: Mapping[str, str],
    activation: int,
    *,
    known: Mapping[str, str],
    sure: Mapping[str, float] | None = None,
    confidence: float = 1.0,
) -> TraceFrame:
    """Make the frame of a choice: locals resolved, origins and confidences filled in.

    Args:
        program: the text.
        choice: what was decided.
        before: the locals that the activation showed last.
        activation: its serial number.
        known: values that were given or computed, by name, "" for the arg.
        sure: confidence of the other values.
        confidence: of the frame as a whole.
    """
    raw, step, sure = choice.raw, choice.step, sure or {}
    arg = None
    if raw.arg is not None:
        arg = Value(raw.arg, Origin.COMPUTED if "" in known else Origin.PREDICTED, sure.get(""))
    return TraceFrame(
        event=raw.event,
        function=step.function,
        file=program.file,
        line=step.line,
        source=raw.source,
        depth=step.depth,
        activation=activation,
        locals=_resolved_locals(raw, before, sure, known) if raw.arg is None else NO_LOCALS,
        arg=arg,
        kind=step.kind,
        origin=Origin.PREDICTED,
        confidence=confidence,
    )


def _resolved_locals(
    raw: RawFrame, before: Mapping[str, str], sure: Mapping[str, float], known: Mapping[str, str]
) -> dict[str, Value]:
    resolved = {name: _as_value(text) for name, text in before.items()} if raw.rest_unchanged else {}
    for name, text in raw.locals:
        if text == ".." and name in before:
            resolved[name] = _as_value(before[name])
        elif name in known:
            resolved[name] = Value(known[name], Origin.COMPUTED)
        else:
            resolved[name] = Value(text[1:] if text.strip(" ") == ".." else text, Origin.PREDICTED, sure.get(name))
    return resolved


def _as_value(text: str) -> Value:
    return text if isinstance(text, Value) else Value(text, Origin.PREDICTED)


def cut_off(program: Program, frames: Sequence[TraceFrame], max_frames: int, end: PredictionEnd) -> PredictionEnd:
    """Say of a run that goes on beyond its limit how likely it is never to end."""
    seen = outlook(program, frames)
    note = end.note or f"stopped after {max_frames} frames: raise --max-frames to go on"
    return replace(end, note=f"{note}; {seen}" if seen else note, endless=seen.endless if seen else None)


def natural_outcome(frames: Sequence[TraceFrame]) -> Outcome:
    """Say how a run ended that ended by itself."""
    return Outcome.RAISED if frames and frames[-1].kind is ReturnKind.UNWOUND else Outcome.RETURNED


def result_of(frames: Sequence[TraceFrame], outcome: Outcome) -> Value | None:
    """Give what a run returned or raised; None for other outcomes."""
    if outcome is Outcome.RETURNED:
        return frames[-1].arg if frames else None
    if outcome is Outcome.RAISED:
        raised = [frame for frame in frames if frame.event is TraceEvent.EXCEPTION]
        return raised[-1].arg if raised else None
    return None


class ForesightPredictor:
    """A `Predictor` that asks another one only for what does not follow, and gets it only then."""

    def __init__(self, get_predictor: Callable[[], Awaitable[Predictor]], *, model_name: str = "embedded") -> None:
        self._get_predictor = get_predictor
        self.model_name = model_name

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        """Give what follows at once, the rest as the other predictor gives it."""
        frames: list[TraceFrame] = list(request.prefix)
        for item in foreseen(request):
            if isinstance(item, TraceFrame):
                frames.append(item)
                if len(frames) % BURST == 0:
                    await asyncio.sleep(0)
            yield item
            if isinstance(item, PredictionEnd):
                return
        predictor = await self._get_predictor()
        self.model_name = predictor.model_name
        rest = replace(request, prefix=tuple(frames))
        async with aclosing(predictor.predict(rest)) as items:  # type: ignore[type-var]
            async for item in items:
                yield item
