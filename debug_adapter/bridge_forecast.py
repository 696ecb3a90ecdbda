"""A prediction beside the real run: from a real moment on, each line that really runs is paired with a predicted one.

A forecast begins with the real state of a call, at its entry or in its middle. Real lines may come before or after the
frames that stand for them; whichever is late, the pair is judged when both are there. Knows no protocol.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from model_runtime.entering import Entered, entered_for_real
from model_runtime.errors import DeskcheckError
from model_runtime.ghost_values import is_folded
from model_runtime.neighbours import Modules
from model_runtime.predictor import PredictionEnd, Predictor, read_source
from model_runtime.program.context import context_of
from model_runtime.program.flow import function_flow
from model_runtime.program.parser import parse
from model_runtime.program.unfinished import whole_part
from model_runtime.prompt import entry_of
from model_runtime.trace.frames import Outcome, TraceEvent, TraceFrame, Value
from model_runtime.trace.values import same_value

logger = logging.getLogger(__name__)

MAX_FRAMES = 1_000  # of one forecast
_FILES = Modules()  # what was read once, until it changes
CUT = "...<+"  # the recorder's mark of a value that was not rendered whole


class Verdict(StrEnum):
    """How a predicted value stands to the real one."""

    MATCH = "match"
    MISMATCH = "mismatch"
    UNKNOWN = "unknown"


class Moment(Protocol):
    """A real line that is about to run: the part of a probe's row that a forecast reads."""

    @property
    def file(self) -> str: ...  # noqa: D102
    @property
    def function(self) -> str: ...  # noqa: D102
    @property
    def line(self) -> int: ...  # noqa: D102
    @property
    def depth(self) -> int: ...  # noqa: D102
    @property
    def py_frame(self) -> int: ...  # noqa: D102
    @property
    def locals(self) -> Mapping[str, Value]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Judged:
    """A name, what was predicted for it, and what it really is."""

    name: str
    predicted: Value | None
    recorded: Value | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Parting:
    """Where a forecast and the real run part."""

    kind: str  # "value" or "control"
    file: str
    line: int  # that was about to run
    function: str
    names: tuple[str, ...]
    predicted: str
    recorded: str
    effect_of: int | None  # line whose effect differs
    step: int  # real lines since the forecast began

    @property
    def words(self) -> str:
        """Say it in a line."""
        if self.kind == "control":
            return f"predicted {self.predicted}, but {self.recorded}"
        what = f"{', '.join(self.names)}: " if len(self.names) > 1 else f"{self.names[0]} "
        return f"{what}predicted {self.predicted}, is {self.recorded}"


@dataclass(slots=True)
class Score:
    """What a session has seen so far."""

    steps: int = 0  # real lines that a forecast had a word on
    agreed: int = 0  # of them with place and all values as predicted
    forecasts: int = 0
    partings: int = 0

    @property
    def words(self) -> str:
        """Say it in a line."""
        if not self.forecasts:
            return "nothing was predicted yet"
        partings = "no divergence" if not self.partings else f"{self.partings} divergence{'s'[: self.partings != 1]}"
        return f"{self.agreed} of {self.steps} steps as predicted, {partings}, {self.forecasts} predictions"


def judge(predicted: Mapping[str, Value], recorded: Mapping[str, Value]) -> tuple[Judged, ...]:
    """Compare two states name by name; a value that was not rendered whole stays unknown."""
    found = []
    for name in dict.fromkeys((*recorded, *predicted)):
        ours, real = predicted.get(name), recorded.get(name)
        if same_value(ours, real):
            verdict = Verdict.MATCH
        elif (real is not None and (CUT in real or real.startswith("<unreprable"))) or name.startswith("."):
            verdict = Verdict.UNKNOWN
        else:
            verdict = Verdict.MISMATCH
        found.append(Judged(name, ours, real, verdict))
    return tuple(found)


def grounded(
    moment: Moment,
    *,
    before: Sequence[Moment] = (),
    roots: tuple[Path, ...] = (),
    pure_neural: bool = False,
    max_frames: int = MAX_FRAMES,
) -> Entered:
    """Give what to ask of a predictor, so that it goes on from a real moment.

    Args:
        moment: a line of a function of a file that can be read.
        before: the lines that the call has run, from its first on, where they are known; they say how far its loops
            are. Else the state of the moment stands for that at the call's entry.
        roots: folders in which imported modules are looked for.
        pure_neural: leave everything to the model.
        max_frames: of the prediction.

    Raises:
        DeskcheckError: the file cannot be read, or the line is in no function.
    """
    program = whole_part(read_source(Path(moment.file)), moment.file).program
    function = program.function_at(moment.line)
    if function is None:
        raise DeskcheckError(f"line {moment.line} of {moment.file} is in no function")
    context = context_of(program, function, find_module=Modules(roots).find)
    inner_lines = context.lines_of(moment.file)
    if moment.line not in inner_lines:
        raise DeskcheckError(f"line {moment.line} of {moment.file} is not in the part that is predicted")
    text = parse(context.text, file=moment.file)
    entry = entry_of(text, function.name, context.entry_line)
    begun = before[0].locals if before else moment.locals
    given = {name: begun[name] for name in (*entry.params, *entry.free_names) if name in begun}
    ran = []
    for item in (*before, moment):
        line = inner_lines.get(item.line)
        if line is not None and line not in (entry.line, entry.def_line):  # there it stopped as it was called
            ran.append((line, item.locals))
    request = entered_for_real(
        context,
        entry,
        given,
        file=moment.file,
        why="the real run",
        ran=ran,
        max_frames=max_frames,
        pure_neural=pure_neural,
    )
    return Entered(program, request, context)


def is_entry(moment: Moment) -> bool:
    """Whether a line is the first that a call of its function runs."""
    program = _FILES.program(Path(moment.file))
    function = program.function_at(moment.line) if program is not None else None
    if program is None or function is None or moment.line not in function_flow(program, function).entry:
        return False
    return set(moment.locals) <= {*function.params, *function.free_names}


def watched_lines(entered: Entered) -> dict[str, dict[int, bool]]:
    """Give the lines that tell of a run, by file: which of them are the first of a function."""
    found: dict[str, dict[int, bool]] = {}
    program = parse(entered.context.text)
    for function in program.functions:
        if function.name.endswith(">"):
            continue
        flow = function_flow(program, function)
        for line in flow.lines:
            place = entered.context.places[line - 1]
            if place.file is not None:
                lines = found.setdefault(place.file, {})
                lines[place.line] = lines.get(place.line, False) or line in flow.entry
    return found


class Forecast:
    """One prediction, and the real lines since it began."""

    def __init__(
        self,
        entered: Entered,
        moment: Moment,
        score: Score,
        *,
        on_parting: Callable[[Parting], None],
        is_silent: Callable[[str, int], bool] = lambda file, line: False,
    ) -> None:
        """Begin at a real moment; of lines that are silent is not told when they run."""
        self.entered = entered
        self.frames: list[TraceFrame] = [entered.context.placed(frame) for frame in entered.request.prefix]
        self.parting: Parting | None = None
        self.is_over = False  # the call was left, in reality or in the prediction
        self.failure: str | None = None
        self.shown: tuple[Judged, ...] = ()  # at the newest real line that was judged
        self._shown_of: Moment | None = None
        self._base = (moment.depth, moment.py_frame)
        self._end: PredictionEnd | None = None
        self._at = len(self.frames) - 1  # the predicted frame that stands for the newest judged line
        self._moments: list[Moment] = []  # real lines behind the first one
        self._n_judged = 0
        self._begun_at = moment
        self._is_silent = is_silent
        self._places = {(file, line) for file, lines in watched_lines(entered).items() for line in lines}
        self._score = score
        self._on_parting = on_parting
        self._news = asyncio.Condition()
        self._predicting: asyncio.Task[None] | None = None
        self._last = moment
        score.forecasts += 1

    def begin(self, predictor: Predictor) -> None:
        """Let the prediction run."""
        self._predicting = asyncio.create_task(self._predict(predictor))

    async def _predict(self, predictor: Predictor) -> None:
        request = replace(self.entered.request, is_urgent=True)
        try:
            async with aclosing(predictor.predict(request)) as items:  # type: ignore[type-var]
                async for item in items:
                    if isinstance(item, PredictionEnd):
                        self._end = item
                        break
                    self.frames.append(self.entered.context.placed(item))
                    await self._tell()
        except DeskcheckError as error:
            self.failure = str(error)
        except Exception:
            logger.exception("a prediction failed")
            self.failure = "the prediction failed inside deskcheck: the log has the details"
        if self._end is None and self.failure is None:
            self.failure = "the prediction stopped without an end"
        await self._tell()

    async def _tell(self) -> None:
        self._judge_all()
        async with self._news:
            self._news.notify_all()

    @property
    def is_predicted(self) -> bool:
        """Whether there is nothing more to come."""
        return self._end is not None or self.failure is not None

    async def settled(self, timeout_s: float) -> bool:
        """Wait until every real line so far is judged, or nobody can; False when time is up."""
        return await self._wait(lambda: self._n_judged == len(self._moments) or self.is_stale, timeout_s)

    async def looks_ahead(self, timeout_s: float) -> bool:
        """Wait until it is known what comes next, or nobody can tell; False when time is up."""
        return await self._wait(lambda: self.is_predicted or self._next_line() is not None, timeout_s)

    async def _wait(self, is_so: Callable[[], bool], timeout_s: float) -> bool:
        try:
            async with asyncio.timeout(timeout_s), self._news:
                await self._news.wait_for(is_so)
        except TimeoutError:
            return False
        return True

    @property
    def is_stale(self) -> bool:
        """Whether it can say nothing more about what comes."""
        return self.is_over or self.parting is not None or self.failure is not None

    def is_about(self, moment: Moment) -> bool:
        """Whether `shown` is about a real line."""
        return self._shown_of is moment

    def begins_at(self, moment: Moment) -> bool:
        """Whether it was given a real line to begin with."""
        return self._begun_at is moment

    def within(self, moment: Moment) -> tuple[Judged, ...]:
        """Judge a line that is running still, after calls that it made.

        They may have changed what was predicted for its beginning, so what differs is not known to be wrong.
        """
        for frame in reversed(self.frames[: self._at + 1]):
            if frame.event is TraceEvent.LINE and (frame.file, frame.line) == (moment.file, moment.line):
                return tuple(
                    item if item.verdict is Verdict.MATCH else replace(item, verdict=Verdict.UNKNOWN)
                    for item in judge(frame.locals, moment.locals)
                )
        return ()

    def happened(self, moment: Moment) -> None:
        """Take in the next real line."""
        if self.is_stale:
            return
        if self._base[0] < 0 and moment.function == self.entered.request.function:
            self._base = (moment.depth, moment.py_frame)
        if self._has_left(moment) or (moment.file, moment.line) in self._places:
            self._moments.append(moment)
            self._judge_all()

    def _has_left(self, moment: Moment) -> bool:
        """Whether the call was left before a real line: it is in a caller, or in another call in its place.

        A stop at a `def` is one at the call itself.
        """
        is_def = moment.function == self.entered.request.function and (moment.file, moment.line) not in self._places
        is_another = moment.py_frame != self._base[1] or is_def
        return 0 <= moment.depth < self._base[0] or (moment.depth == self._base[0] and is_another)

    def _judge_all(self) -> None:
        while not self.is_stale and self._n_judged < len(self._moments):
            if not self._judge(self._moments[self._n_judged]):
                return
            self._n_judged += 1

    def _judge(self, moment: Moment) -> bool:
        """Judge a real line; False while its predicted frame has not come."""
        found = self._next_line(until=moment)
        if self._has_left(moment):
            if found is None and not self.is_predicted:
                return False
            if found is not None:
                self._part("control", moment, (), f"line {self.frames[found].line} next", "the call was left")
            self.is_over = True
            return True
        if found is None:
            if self._end is None:
                return False
            is_over = self._end.outcome in (Outcome.RETURNED, Outcome.RAISED)
            if is_over and not (moment.depth == self._base[0] and is_entry(moment)):  # else another call at its address
                words = f"{self._end.outcome.value} {self._end.result}"
                self._part("control", moment, (), f"that it had {words}", f"line {moment.line} runs")
            self.is_over = True
            return True
        frame = self.frames[found]
        if (frame.file, frame.line) != (moment.file, moment.line):
            self._part("control", moment, (), f"line {frame.line} next", f"line {moment.line} runs")
            return True
        self._at, self._shown_of = found, moment
        self.shown = judge(frame.locals, moment.locals)
        wrong = [item for item in self.shown if item.verdict is Verdict.MISMATCH]
        if wrong:
            first = wrong[0]
            ours, real = (str(side) if side is not None else "nothing" for side in (first.predicted, first.recorded))
            self._part("value", moment, tuple(item.name for item in wrong), ours, real)
            return True
        self._score.steps += 1
        self._score.agreed += 1
        self._last = moment
        return True

    def _part(self, kind: str, moment: Moment, names: tuple[str, ...], predicted: str, recorded: str) -> None:
        self._score.steps += 1
        self._score.partings += 1
        is_same_call = self._last.py_frame == moment.py_frame and self._last.function == moment.function
        if kind == "control":
            self._shown_of = moment
            self.shown = tuple(replace(item, verdict=Verdict.UNKNOWN) for item in judge({}, moment.locals))
        effect_of = self._last.line if kind == "control" or is_same_call else None
        place = (moment.file, moment.line, moment.function)
        self.parting = Parting(kind, *place, names, predicted, recorded, effect_of, self._n_judged + 1)
        self._on_parting(self.parting)

    def _next_line(self, until: Moment | None = None) -> int | None:
        """Give the next predicted line behind the one that was judged last, silent ones before a real line left out."""
        place = None if until is None else (until.file, until.line)
        for index in range(self._at + 1, len(self.frames)):
            frame = self.frames[index]
            if frame.event is TraceEvent.LINE and not is_folded(frame):
                is_passed = place is not None and place != (frame.file, frame.line)
                if not (is_passed and self._is_silent(frame.file or "", frame.line)):
                    return index
        return None

    def next_words(self) -> str | None:
        """Say what is predicted to happen next; None while it is not known."""
        if self.is_over or self.parting is not None:
            return None
        found = self._next_line()
        if found is None:
            return None if self._end is None else f"{self._end.outcome.value} {self._end.result or ''}".strip()
        frame, before = self.frames[found], self.frames[self._at].locals
        changed = [f"{name} = {value}" for name, value in frame.locals.items() if before.get(name) != value]
        return f"line {frame.line}" + (f": {', '.join(changed)}" if changed else "")

    async def close(self) -> None:
        """Stop predicting."""
        if self._predicting is not None:
            self._predicting.cancel()
            await asyncio.gather(self._predicting, return_exceptions=True)
