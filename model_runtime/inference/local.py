"""The predictor that owns a model in this process: requests to prompts, grammar and decoding to frames."""

import asyncio
import collections
import logging
import queue
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Protocol

import torch

from model_runtime.calibration import Calibration
from model_runtime.checkpoint_folder import find_checkpoint
from model_runtime.draft import FrameGuesser
from model_runtime.edits import OldFrame
from model_runtime.errors import DeskcheckError
from model_runtime.foresight import cut_off, forced_step, natural_outcome, resolved_frame, result_of
from model_runtime.grammar import Choices, FrameChoice, FrameContext, frame_choices
from model_runtime.inference.batch import N_ROWS, BatchEngine
from model_runtime.inference.checkpoint import load_tokenizer, read_settings
from model_runtime.inference.decode import MAX_DRAFT, MIN_DRAFT, Cancelled, DecodedFrame, FrameDecoder, OutOfBudget
from model_runtime.inference.engine import Engine, SequenceEngine
from model_runtime.inference.loading import open_model
from model_runtime.inference.scratchpad import ScratchpadGuess, scratchpad_choices
from model_runtime.inference.tokenizer import TraceTokenizer
from model_runtime.inference.window import TraceWindow
from model_runtime.predictor import Loading, PredictionEnd, PredictionRequest
from model_runtime.program.flow import FlowState, Step
from model_runtime.program.parser import Function, Program, parse
from model_runtime.prompt import entry_of, prompt_segments
from model_runtime.termination import EndlessDetector
from model_runtime.trace.format import Dialect, FrameWriter, Segment
from model_runtime.trace.frames import (
    Outcome,
    TraceEvent,
    TraceFrame,
    TraceStats,
)
from model_runtime.working import Working, working

logger = logging.getLogger(__name__)

LIKELIHOODS = Calibration()


class Imagination:
    """One run in the making: the program, where control is, and the tokens so far. Synchronous."""

    def __init__(
        self,
        engine: SequenceEngine,
        tokenizer: TraceTokenizer,
        dialect: Dialect,
        *,
        program: Program,
        entry: Function,
        max_tokens: int,
        max_draft: int = MAX_DRAFT,
        min_draft: int = MIN_DRAFT,
        assist: bool = False,
        calibration: Calibration = LIKELIHOODS,
        old: Sequence[OldFrame] = (),
        window: int | None = None,
        scratchpad: bool = False,
    ) -> None:
        self._calibration = calibration
        self._scratchpad = scratchpad
        self.assist = assist  # what follows exactly is computed
        self.program = program
        self.context = FrameContext(program, FlowState.start(program, entry), dialect)
        self.writer = FrameWriter(dialect)
        self._tokenizer = tokenizer
        self.decoder = FrameDecoder(
            engine, tokenizer, max_positions=max_tokens, max_draft=max_draft, min_draft=min_draft
        )
        self.prompt = tokenizer.encode(prompt_segments(program, entry))
        self.decoder.start(self.prompt)
        self.window = TraceWindow(dialect, tokenizer.encode, window)
        self.n_activations = 0
        self.n_worked = 0  # tokens of workings so far
        self.guesser = FrameGuesser(program, old=old)

    def accept(self, frame: TraceFrame) -> None:
        """Take in a frame that has happened (given, recorded or edited)."""
        self._keep_to_window()
        self.decoder.append(self.encode(self.writer.write(frame)))
        self.advance_to(frame)
        self.window.note(frame, self.decoder.n_tokens - len(self.prompt))

    def _keep_to_window(self) -> None:
        """Where the context has become too long, write it anew from fewer frames."""
        if self.window.is_full:
            ids, self.writer = self.window.shortened()
            self.decoder.start([*self.prompt, *ids])

    def encode(self, segments: Iterable[Segment]) -> list[int]:
        """Give the ids of segments."""
        return self._tokenizer.encode(segments)

    def advance_to(self, frame: TraceFrame) -> None:
        """Move control to a frame that has happened, foreseen or not."""
        self._advance(self.context.flow.step_for(frame) or forced_step(frame), frame)

    def choices(self, given: Mapping[str, str] | None = None, *, to_return: bool = False) -> Choices:
        """Give the grammar's walk over the next frame, or over the return of the call that has just been entered.

        Raises:
            DeskcheckError: the call has no return.
        """
        if to_return:
            returns = self.context.flow.returns()
            if not returns:
                raise DeskcheckError("this call has no return to jump to")
            return frame_choices(self.context, only=returns)
        preferred = self.guesser.sure_step(self.context) if self.assist else None
        return frame_choices(self.context, given=given, preferred=preferred, expected_only=True)

    def imagine(
        self,
        *,
        given: Mapping[str, str] | None = None,
        to_return: bool = False,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> TraceFrame | None:
        """Decode the next frame; None when the run is over.

        Raises:
            Cancelled: `cancelled` said so.
            OutOfBudget: a limit was reached.
        """
        self._keep_to_window()
        guess = None if given or to_return else partial(self.guesser.following, self.context)
        again = partial(self.choices, given, to_return=to_return)
        n_before = self.decoder.n_tokens
        walk = self.working() if guess else None
        worked = self.work_out(walk, cancelled=cancelled) if walk else None
        decoded = self.decoder.decode(again(), again=again, guess=guess, assist=self.assist, cancelled=cancelled)
        if decoded.choice is None:
            return None
        if worked is not None:
            decoded.lean_on(worked)
            self.n_worked += len(worked.ids)
            self.decoder.forget(n_before, decoded.ids)
        frame = self.resolve(decoded, decoded.choice, given or {})
        if frame.event in (TraceEvent.CALL, TraceEvent.LINE):
            self.writer.note(frame)
        self._advance(decoded.choice.step, frame)
        self.window.note(frame, self.decoder.n_tokens - len(self.prompt))
        return frame

    def work_out(self, walk: Callable[[], Working], *, cancelled: Callable[[], bool] = lambda: False) -> DecodedFrame:
        """Have the model work out the line that is running, whose working `walk` begins.

        Raises:
            Cancelled: `cancelled` said so.
            OutOfBudget: a limit was reached.
        """

        def choices() -> Choices:
            return scratchpad_choices(walk())

        guess = ScratchpadGuess(walk, lambda: self.guesser.following(self.context, ()))
        return self.decoder.decode(choices(), again=choices, guess=guess, assist=self.assist, cancelled=cancelled)

    def working(self) -> Callable[[], Working] | None:
        """Give what begins the working of the line that is running; None where there is nothing to ask."""
        if not self._scratchpad or (self.assist and self.guesser.sure_step(self.context) is not None):
            return None
        here = self.guesser.running(self.context.shown)
        if here is None:
            return None
        walk = partial(working, self.program, here)
        return walk if next(walk(), None) is not None else None

    def resolve(self, decoded: DecodedFrame, choice: FrameChoice, given: Mapping[str, str]) -> TraceFrame:
        """Make the frame of a decoded choice: locals resolved, origins and confidences filled in."""
        activation = self.n_activations if choice.step.activation is None else choice.step.activation
        known = dict(given)
        known |= {name: text for name, text in choice.raw.locals if name in decoded.computed}
        known |= {"": choice.raw.arg} if choice.raw.arg is not None and "" in decoded.computed else {}
        return resolved_frame(
            self.program,
            choice,
            self.context.shown.get(activation, {}),
            activation,
            known=known,
            sure={name: self._calibration.of_value(evidence) for name, evidence in decoded.values.items()},
            confidence=self._calibration.of_frame(decoded.evidence),
        )

    def _advance(self, step: Step, frame: TraceFrame) -> None:
        self.n_activations = max(self.n_activations, frame.activation + 1)
        has_locals = frame.event in (TraceEvent.CALL, TraceEvent.LINE)
        self.context.note(step, frame.activation, frame.locals if has_locals else None)
        self.context.flow.advance(step)
        self.guesser.note(frame)


class Row(SequenceEngine, Protocol):
    """A place of one request: an engine of its own to a decoder."""

    def longest_draft(self, limit: int) -> int:
        """Begin a frame: give how many tokens its drafts may have, of `limit`."""
        ...

    def away(self) -> AbstractContextManager[None]:
        """Let others go on without this one for a while."""
        ...


class Rows(Protocol):
    """Places for requests that decode at the same time."""

    n_rows: int

    def row(self, *, is_urgent: bool, cancelled: Callable[[], bool]) -> AbstractContextManager[Row]:
        """Give a place, when one is free."""
        ...


class RowPredictor:
    """A `Predictor` over places for sequences, wherever those are computed."""

    def __init__(
        self,
        rows: Rows,
        tokenizer: TraceTokenizer,
        dialect: Dialect,
        name: str,
        *,
        calibration: Calibration = LIKELIHOODS,
        window: int | None = None,
        min_draft: int = MIN_DRAFT,
        scratchpad: bool = False,
    ) -> None:
        self.rows = rows
        self.scratchpad = scratchpad  # the model was trained to work lines out
        self.calibration = calibration
        self.window = window  # tokens of a trace that the model is shown
        self.tokenizer = tokenizer
        self.dialect = dialect
        self.model_name = name
        self.max_draft = MAX_DRAFT  # tokens that a forward pass may take along
        self.min_draft = min_draft

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        """Predict in a worker thread; closing this iterator stops the thread at its next token.

        With `ahead` the thread waits where it is so many frames ahead of who takes them.
        """
        loop = asyncio.get_running_loop()
        queue: asyncio.Queue[TraceFrame | PredictionEnd | BaseException] = asyncio.Queue()
        stop = threading.Event()
        wanted = threading.Semaphore(request.ahead or 0)

        def has_to_stop() -> bool:
            if request.ahead is not None:
                wanted.acquire()
            return stop.is_set()

        def work() -> None:
            def put(item: TraceFrame | PredictionEnd | BaseException) -> None:
                if not loop.is_closed():
                    loop.call_soon_threadsafe(queue.put_nowait, item)

            try:
                if has_to_stop():
                    return
                for item in self.predict_now(request, cancelled=stop.is_set):
                    put(item)
                    if has_to_stop():
                        return
            except BaseException as error:  # handed to the waiting coroutine, which raises it
                put(error)

        worker = threading.Thread(target=work, name="deskcheck-predict", daemon=True)
        worker.start()
        try:
            while True:
                wanted.release()
                item = await queue.get()
                if isinstance(item, BaseException):
                    raise item
                yield item
                if isinstance(item, PredictionEnd):
                    return
        finally:
            stop.set()
            wanted.release()
            await asyncio.to_thread(worker.join)  # an interpreter that exits under a running tensor operation aborts

    def predict_now(
        self, request: PredictionRequest, *, cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[TraceFrame | PredictionEnd]:
        """Predict in this thread, which shares its forward passes with predictions in other threads.

        Between two items the others do not wait for this one.
        """
        try:
            with self.rows.row(is_urgent=request.is_urgent, cancelled=cancelled) as row:
                for item in self._predict(request, row, cancelled):
                    with row.away():
                        yield item
        except Cancelled:  # before there was a row
            yield PredictionEnd(Outcome.CANCELLED, None, "cancelled", TraceStats(frames=len(request.prefix)))

    def predict_many(
        self,
        requests: Sequence[PredictionRequest],
        *,
        batch: int = N_ROWS,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[tuple[int, TraceFrame | PredictionEnd | Exception]]:
        """Predict several requests together; gives the items of all as they come, with the index of their request.

        Urgent ones go first. Where one fails, the exception stands in place of its end, and the others go on. Closing
        this iterator stops all of them.

        Args:
            requests: what to predict.
            batch: how many decode together; the engine's rows are the limit.
            cancelled: asked between tokens, in several threads.
        """
        items: queue.SimpleQueue[tuple[int, TraceFrame | PredictionEnd | Exception]] = queue.SimpleQueue()
        todo = collections.deque(sorted(range(len(requests)), key=lambda idx: not requests[idx].is_urgent))
        stop = threading.Event()

        def work() -> None:
            while not stop.is_set():
                try:
                    idx = todo.popleft()
                except IndexError:
                    return
                try:
                    for item in self.predict_now(requests[idx], cancelled=lambda: stop.is_set() or cancelled()):
                        items.put((idx, item))
                except Exception as error:  # handed to the caller, in whose place this thread works
                    items.put((idx, error))

        workers = [
            threading.Thread(target=work, name="deskcheck-predict", daemon=True)
            for _ in range(min(batch, self.rows.n_rows, len(requests)))
        ]
        for worker in workers:
            worker.start()
        n_left = len(requests)
        try:
            while n_left:
                idx, item = items.get()
                n_left -= not isinstance(item, TraceFrame)
                yield idx, item
        finally:
            stop.set()
            for worker in workers:
                worker.join()

    def imagination_on(
        self,
        engine: SequenceEngine,
        program: Program,
        entry: Function,
        max_tokens: int,
        *,
        assist: bool = False,
        old: Sequence[OldFrame] = (),
    ) -> Imagination:
        """Begin a run of `entry` on an engine, which is the run's until the next one begins."""
        return Imagination(
            engine,
            self.tokenizer,
            self.dialect,
            program=program,
            entry=entry,
            max_tokens=max_tokens,
            max_draft=self.max_draft,
            min_draft=self.min_draft,
            assist=assist,
            calibration=self.calibration,
            window=self.window,
            scratchpad=self.scratchpad,
            old=old,
        )

    def _predict(
        self, request: PredictionRequest, row: Row, cancelled: Callable[[], bool]
    ) -> Iterator[TraceFrame | PredictionEnd]:
        started = time.monotonic()
        program = parse(request.source, file=request.file)
        entry = entry_of(program, request.function, request.line)
        run = self.imagination_on(
            row, program, entry, request.max_tokens, assist=not request.pure_neural, old=request.old
        )
        endless = EndlessDetector(program)
        frames: list[TraceFrame] = []
        outcome, note = Outcome.LIMIT, None
        for frame in request.prefix:
            run.accept(frame)
            frames.append(frame)
            endless.see(frame)
        given = {name: text for name, text in request.arguments or () if text is not None}
        try:
            while True:
                if len(frames) >= request.max_frames:
                    break
                run.decoder.max_draft = row.longest_draft(self.max_draft)
                to_return = request.to_return and len(frames) == len(request.prefix)
                following = run.imagine(given=given if not frames else None, to_return=to_return, cancelled=cancelled)
                if following is None:
                    outcome = natural_outcome(frames)
                    break
                frames.append(following)
                yield following
                if (again := endless.see(following)) is not None:
                    outcome, note = Outcome.ENDLESS, again
                    break
        except Cancelled:
            outcome, note = Outcome.CANCELLED, "cancelled"
        except OutOfBudget as limit:
            note = str(limit)
        stats = TraceStats(
            frames=len(frames),
            tokens=row.n_tokens,
            forward_passes=row.n_passes,
            seconds=round(time.monotonic() - started, 3),
            worked=run.n_worked,
        )
        end = PredictionEnd(outcome, result_of(frames, outcome), note, stats)
        yield cut_off(program, frames, request.max_frames, end) if outcome is Outcome.LIMIT else end


class LocalPredictor(RowPredictor):
    """A `Predictor` over a model in this process; predictions at the same time share forward passes."""

    def __init__(
        self,
        engine: Engine,
        tokenizer: TraceTokenizer,
        dialect: Dialect,
        name: str,
        *,
        calibration: Calibration = LIKELIHOODS,
        window: int | None = None,
        scratchpad: bool = False,
    ) -> None:
        self.engine = engine  # for a caller that is alone; predictions take a row of the batch
        self.batch = BatchEngine(engine)
        super().__init__(
            self.batch,
            tokenizer,
            dialect,
            name,
            calibration=calibration,
            window=window,
            scratchpad=scratchpad,
            min_draft=MIN_DRAFT if engine.model.device.type == "cpu" else MAX_DRAFT,
        )

    @classmethod
    def open(
        cls,
        model: str | None,
        *,
        device: str = "auto",
        quantization: str = "none",
        loading: Loading | None = None,
    ) -> "LocalPredictor":
        """Load a checkpoint.

        Raises:
            DeskcheckError: it is missing, damaged or not a trace model, or the device is not there.
        """
        path = find_checkpoint(model)
        settings = read_settings(path)
        if device == "auto":
            device = "cuda" if torch.cuda.is_available() else "cpu"
        if device == "cuda" and not torch.cuda.is_available():
            raise DeskcheckError("device 'cuda' is not available: use --device cpu")
        tokenizer = load_tokenizer(path)
        started = time.monotonic()
        engine = Engine(open_model(path, device=device, quantization=quantization, loading=loading))
        logger.info("loaded %s on %s in %.1f s", settings.name, device, time.monotonic() - started)
        return cls(
            engine,
            tokenizer,
            settings.dialect,
            settings.name,
            calibration=Calibration.read(path),
            window=settings.window,
            scratchpad=settings.scratchpad,
        )

    def imagination(
        self,
        program: Program,
        entry: Function,
        max_tokens: int,
        *,
        assist: bool = False,
        old: Sequence[OldFrame] = (),
    ) -> Imagination:
        """Begin a run of `entry` on the predictor's own engine."""
        return self.imagination_on(self.engine, program, entry, max_tokens, assist=assist, old=old)
