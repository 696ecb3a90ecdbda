"""What a bridge knows beside the real session: the present forecast, the score, what was recorded, data breakpoints.

The real program tells lines through the probe; at a stop where none was told, its state is asked for. A forecast begins
at the entry of a function that is watched, or at a stop; one that was wrong ends, and the next one begins at the next
stop.
"""

import ast
import asyncio
import contextlib
import json
import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from debug_adapter.bridge_channel import Channel, Row, row_of
from debug_adapter.bridge_forecast import (
    Forecast,
    Judged,
    Parting,
    Score,
    Verdict,
    grounded,
    is_entry,
    watched_lines,
)
from debug_adapter.bridge_history import History, entered_history
from debug_adapter.protocol import Json
from model_runtime.breakpoints import is_hit_often_enough
from model_runtime.divergence_history import keep_call
from model_runtime.entering import Entered, enter
from model_runtime.errors import DeskcheckError
from model_runtime.predictor import Predictor
from model_runtime.trace.values import same_value
from model_runtime.watch import exact, is_true

if TYPE_CHECKING:
    from debug_adapter.bridge import Bridge

logger = logging.getLogger(__name__)

DIVERGENCE = "divergence"
DIVERGENCE_EVENT = "deskcheckDivergence"
WAIT_S = 1.5  # that a request for predicted values waits for them
LATE_S = 300.0  # that values which came too late for it are waited for
HOLD_S = 2.0  # that a line waits for its prediction, where the program is to stop at a divergence
MAX_LINES_A_RUN = 5_000  # told between two stops; then lines are told no more until the next one
MAX_FORECASTS_A_RUN = 50
MAX_SAID = 20  # divergences told in the console
HELP = """\
.imagine     go on from here in imagination: step, fork, edit; the real program waits
.real        back to where the real program waits
.score       how well the session was predicted
.predicted   predicted and real values here"""


@dataclass(slots=True)
class _DataBreakpoint:
    function: str
    file: str
    name: str
    condition: str | None
    hit_condition: str | None
    n_hits: int = 0


class Companion:
    """Predictions, recordings and data breakpoints of one session."""

    def __init__(self, bridge: "Bridge", open_predictor: Callable[[Json], Predictor]) -> None:
        self._bridge = bridge
        self.open_predictor = open_predictor
        self.channel = Channel(self.on_row)
        self.score = Score()
        self.thread_id = 1
        self.stops_at_divergence = False
        self._arguments: Json = {}
        self._predictor: Predictor | None = None
        self._function: tuple[str, str] | None = None  # file and name of the function to watch from the start
        self._configured: Entered | None = None
        self._history = History()
        self._forecast: Forecast | None = None  # of what comes
        self._shown: Forecast | None = None  # of the present stop
        self._forecasts: list[Forecast] = []
        self._data: list[_DataBreakpoint] = []
        self._known: dict[tuple[int, int, str], str | None] = {}  # by depth, py_frame and name: value at the last line
        self._why: tuple[str, str] | None = None  # reason and words of the stop that the probe was told to make
        self._row: Row | None = None  # told last
        self._here: Row | None = None  # of the present stop
        self._top: Json | None = None
        self._arriving: asyncio.Task[None] | None = None
        self._late: asyncio.Task[None] | None = None  # waits for what an answer could not hold yet
        self._n_lines = self._n_begun = 0  # since the last stop
        self._is_stopped = self._is_over = False
        self._n_said = 0
        self._divergence: str | None = None  # that the program stands at

    # ------------------------------------------------------------ beginning and end

    def successor(self) -> "Companion":
        """Give one for another run of the program: it knows nothing yet, and watches the data that this one watches."""
        next_one = Companion(self._bridge, self.open_predictor)
        next_one._data = [replace(point, n_hits=0) for point in self._data]
        next_one._ask_each_line()
        return next_one

    def configure(self, command: str, arguments: Json) -> None:
        """Read what concerns us of a launch or attach."""
        self._arguments = arguments
        program, function = arguments.get("program"), arguments.get("function")
        if command == "launch" and isinstance(program, str) and isinstance(function, str) and function:
            path = Path(str(arguments.get("cwd") or "."), program)
            self._configured = enter(path, function, roots=self._roots)
            self._function = (os.path.realpath(path), self._configured.request.function)

    @property
    def _roots(self) -> tuple[Path, ...]:
        cwd = self._arguments.get("cwd")
        return (Path(cwd),) if isinstance(cwd, str) and cwd else ()

    async def open(self) -> None:
        """Begin to listen for the probe."""
        await self.channel.open()

    def watch_configured(self) -> None:
        """Let the lines of the function that the configuration names tell from the start."""
        if self._configured is not None:
            self._watch(self._configured, send=False)

    def _watch(self, entered: Entered, *, send: bool = True) -> None:
        for path, lines in watched_lines(entered).items():
            if self._bridge.breakpoints.hide(path, lines) and send:
                self._bridge.send_breakpoints(path)
            self._bridge.note_source(path)

    @property
    def predictor(self) -> Predictor:
        """The predictor of this session, opened when it is needed first."""
        if self._predictor is None:
            self._predictor = self.open_predictor(self._arguments)
        return self._predictor

    def ends(self) -> None:
        """Say the score, once."""
        if not self._is_over:
            self._is_over = True
            if self.score.forecasts:
                self._bridge.say(f"deskcheck: {self.score.words}\n")

    async def close(self) -> None:
        """Let go of everything."""
        for forecast in self._forecasts:
            await forecast.close()
        await self.channel.close()
        close = getattr(self._predictor, "close", None)
        if close is not None:
            close()

    # ------------------------------------------------------------ what the real program does

    async def on_row(self, row: Row) -> bool:
        """Take a line that is about to run; whether to stop there."""
        if row.function.endswith(">"):  # a comprehension: folded, as everywhere
            return False
        self._row = row
        self._n_lines += 1
        self._history.add(row)
        if self._n_lines == MAX_LINES_A_RUN and not self.channel.asks:
            for path in self._bridge.breakpoints.reveal():
                self._bridge.send_breakpoints(path)
            self._forecast = None  # what it waits for is told no more
        forecast = self._forecast
        if forecast is None or forecast.is_stale:
            forecast = self._begin_at_entry(row)
        else:
            forecast.happened(row)
        if self.stops_at_divergence and forecast is not None and not forecast.is_stale:
            await forecast.settled(HOLD_S)
        if forecast is not None and forecast.parting is not None and self.stops_at_divergence:
            self._why = ("exception", forecast.parting.words)
            self._forecast, self._shown = None, forecast
            return True
        changed = self._changed_data(row) if self._data else None
        if changed is not None:
            self._why = ("data breakpoint", changed)
        return changed is not None

    def _begin_at_entry(self, row: Row) -> Forecast | None:
        """Predict a call from its real arguments, when its first line is about to run."""
        if self._n_begun >= MAX_FORECASTS_A_RUN:
            return None
        if self._function is not None and self._forecast is None and (row.file, row.function) != self._function:
            return None
        try:
            if not is_entry(row):
                return None
            return self._begin(row, ())
        except DeskcheckError as error:
            logger.info("no prediction: %s", error)
            return None

    def _begin(self, row: Row, before: Sequence[Row]) -> Forecast:
        entered = grounded(
            row,
            before=before,
            roots=self._roots,
            pure_neural=self._arguments.get("pureNeural") is True,
        )
        self._n_begun += 1
        is_silent = self._bridge.breakpoints.is_silent
        forecast = Forecast(entered, row, self.score, on_parting=self._part, is_silent=is_silent)
        self._forecast = forecast
        self._forecasts = [kept for kept in self._forecasts if not kept.is_predicted]
        self._forecasts.append(forecast)
        forecast.begin(self.predictor)
        return forecast

    def _part(self, parting: Parting) -> None:
        """Announce where the real run goes another way than predicted."""
        body = {
            **asdict(parting),
            "words": parting.words,
            "first": self.score.partings == 1,
            "score": self.score_body(),
        }
        self._bridge.event(DIVERGENCE_EVENT, body)
        if self._arguments.get("keepDivergences") is True and self._forecast is not None:
            request = self._forecast.entered.request
            keep_call(request.source, request.function, str(request.call))
        self._n_said += 1
        line = parting.effect_of or parting.line
        if self._n_said <= MAX_SAID:
            self._bridge.say(f"divergence at line {line}: {parting.words}\n", file=parting.file, line=line)

    def _changed_data(self, row: Row) -> str | None:
        for point in self._data:
            if (point.file, point.function) != (row.file, row.function):
                continue
            key = (row.depth, row.py_frame, point.name)
            is_new_call = key not in self._known or is_entry(row)
            before, now = self._known.get(key), row.locals.get(point.name)
            self._known[key] = now
            if is_new_call or now is None or same_value(before, now):
                continue
            if point.condition:
                answer = exact(point.condition, dict(row.locals))
                if answer is None or not is_true(answer.value):
                    continue
            point.n_hits += 1
            if is_hit_often_enough(point.hit_condition, point.n_hits):
                return f"{point.name}: {before if before is not None else 'nothing'} became {now}"
        return None

    # ------------------------------------------------------------ stops

    def resumes(self) -> None:
        """Note that the real program goes on."""
        self._is_stopped = False
        forecast = self._forecast
        if forecast is not None and not all(map(self._bridge.breakpoints.are_sent, watched_lines(forecast.entered))):
            self._forecast = None  # where lines do not tell, nobody knows at the next stop which of them ran
        self._here = self._top = self._row = None
        self._n_lines = self._n_begun = 0
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def was_changed(self) -> None:
        """Note that the client changed the real state: the prediction no longer holds, another one begins here."""
        self._forecast = None
        if self._is_stopped:
            self._arriving = self._bridge.spawn(self._after_change(self._arriving))

    async def _after_change(self, before: "asyncio.Task[None] | None") -> None:
        if before is not None:
            await before
        self._forecast = None  # one that began meanwhile knows the old state
        if self._here is not None:
            self._history.take_back(self._here)  # it stands there with another state now
        self._row = None
        await self._arrive()

    def stopped(self, body: Json) -> Json:
        """Take a stop of the real program; gives it as the client is told."""
        self._is_stopped = True
        self.thread_id = int(body.get("threadId", self.thread_id))
        why, self._why = self._why, None
        self._divergence = why[1] if why is not None and why[0] == "exception" else None
        self._arriving = self._bridge.spawn(self._arrive())
        if why is None or body.get("reason") != "breakpoint":
            return body
        description = f"Paused on divergence: {why[1]}" if why[0] == "exception" else f"Paused: {why[1]}"
        return {**body, "reason": why[0], "description": description, "text": why[1]}

    def exception_info(self) -> Json | None:
        """Say what a divergence is that the program stands at; None at other stops."""
        if self._divergence is None or not self._is_stopped:
            return None
        return {"exceptionId": "divergence", "description": self._divergence, "breakMode": "always"}

    async def _arrive(self) -> None:
        """Find out where the real program stands, and begin a forecast if there is none."""
        try:
            trace = await self._bridge.ask("stackTrace", {"threadId": self.thread_id, "startFrame": 0, "levels": 1})
            top = (trace.get("stackFrames") or [None])[0]
            if top is None:
                return
            path = (top.get("source") or {}).get("path")
            if not isinstance(path, str) or not path.endswith(".py") or not os.path.isfile(path):
                return
            self._bridge.note_source(path)
            row = self._row
            line = int(top["line"]) - self._bridge.breakpoints.line_offset
            if row is None or (row.file, row.line) != (os.path.realpath(path), line):
                row = await self._snapshot(top, path, line)
            if row is None:
                return
            self._here, self._top = row, top
            forecast = self._forecast
            if forecast is not None:
                self._shown = forecast
            if forecast is None or forecast.is_stale:
                begun = self._begin(row, self._history.lines_of_call(row))
                if self._shown is None or not self._shown.is_about(row):
                    self._shown = begun
                self._watch(begun.entered)
        except DeskcheckError as error:
            logger.info("nothing is predicted here: %s", error)
        except Exception:
            logger.exception("a stop could not be looked at")

    async def _snapshot(self, top: Json, path: str, line: int) -> Row | None:
        """Ask the real program for its state here; None at module level, and where it cannot be had."""
        if str(top.get("name", "")).startswith("<module>"):
            return None
        expression = self.channel.snapshot(path, line)
        asked = {"expression": expression, "frameId": top["id"], "context": "clipboard"}
        answer = await self._bridge.ask("evaluate", asked)
        row = _read_row(str(answer.get("result", "")))
        if row is None:
            return None
        self._row = row
        if not self._history.is_within(row):
            self._history.add(row)
            if self._forecast is not None:
                self._forecast.happened(row)
        return row

    # ------------------------------------------------------------ what is shown

    def has_word_on(self, frame_id: int) -> bool:
        """Whether something can be predicted of a stack frame: the top one, in a function."""
        frame = self._bridge.frame(frame_id)
        if frame is None or not self._is_stopped:
            return False
        path = (frame.get("source") or {}).get("path")
        is_top = self._top is None or self._top["id"] == frame_id
        return is_top and isinstance(path, str) and path.endswith(".py") and not frame["name"].startswith("<module>")

    @property
    def is_looking(self) -> bool:
        """Whether it is not known yet where the real program stands."""
        return self._arriving is not None and not self._arriving.done()

    async def arrived(self, timeout_s: float) -> None:
        """Wait until it is known where the real program stands, or time is up."""
        if self._arriving is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(self._arriving), timeout_s)

    async def ready(self) -> None:
        """Wait a little for the prediction of the present stop; when more of it comes later, the client is told."""
        await self.arrived(WAIT_S)
        if not await self._known_within(WAIT_S) and (self._late is None or self._late.done()) and self._is_stopped:
            self._late = self._bridge.spawn(self._tell_of_late_values())

    async def _known_within(self, timeout_s: float) -> bool:
        """Wait for what is predicted of the present stop and of the next line; False when time is up."""
        is_judged = self._shown is None or await self._shown.settled(timeout_s)
        return (self._forecast is None or await self._forecast.looks_ahead(timeout_s)) and is_judged

    async def _tell_of_late_values(self) -> None:
        if await self._known_within(LATE_S):
            self._bridge.predicted_values_changed()

    def judged(self) -> tuple[Judged, ...]:
        """Give predicted and real values of the present stop."""
        row, forecast = self._here, self._shown
        if row is None:
            return ()
        if forecast is not None and forecast.is_about(row):
            return forecast.shown
        within = forecast.within(row) if forecast is not None and not forecast.begins_at(row) else ()
        return within or tuple(Judged(name, None, value, Verdict.UNKNOWN) for name, value in row.locals.items())

    def judged_shapes(self) -> list[Json]:
        """Give them as JSON."""
        return [
            {
                "name": item.name,
                "predicted": item.predicted,
                "recorded": item.recorded,
                "verdict": item.verdict.value,
                "confidence": None if item.predicted is None else item.predicted.confidence,
            }
            for item in self.judged()
        ]

    def next_words(self) -> str | None:
        """Say what is predicted to happen next."""
        return self._forecast.next_words() if self._forecast is not None else None

    def variables(self) -> list[Json]:
        """Give the variables of the scope."""
        hint = {"kind": "virtual", "attributes": ["readOnly"]}
        found = [{"name": "(next)", "value": self.next_words() or "not known yet", "type": "prediction"}]
        for item in self.judged():
            found.append({"name": item.name, "value": self._words(item), "type": item.verdict.value})
        return [{**shape, "variablesReference": 0, "presentationHint": hint} for shape in found]

    def _words(self, item: Judged) -> str:
        """Say what was predicted of a name, and how that stands to what it is."""
        real = item.recorded if item.recorded is not None else "not there"
        match item.verdict:
            case Verdict.MATCH:
                return f"{item.predicted}  (match)"
            case Verdict.MISMATCH:
                return f"{item.predicted if item.predicted is not None else 'nothing'}  (mismatch: {real})"
        if item.predicted is not None:
            return f"{item.predicted}  (unknown)"
        is_given = self._shown is not None and self._here is not None and self._shown.begins_at(self._here)
        return f"{real}  (given: predicted from here on)" if is_given else "?  (unknown)"

    def score_body(self) -> Json:
        """Give the score as JSON."""
        return {**asdict(self.score), "words": self.score.words}

    async def console(self, word: str) -> str:
        """Obey a command of the console."""
        match word:
            case ".score":
                await self.arrived(WAIT_S)
                return self.score.words
            case ".predicted":
                await self.ready()
                lines = [f"{item.name} = {self._words(item)}" for item in self.judged()]
                return "\n".join([*lines, f"next: {self.next_words() or 'not known yet'}"])
        return HELP

    # ------------------------------------------------------------ from here

    async def from_here(self) -> tuple[Entered, str]:
        """Give what to ask of a predictor to go on from the present stop.

        Raises:
            DeskcheckError: the program does not stand in a function.
        """
        row = await self._standing()
        entered = grounded(row, before=self._history.lines_of_call(row), roots=self._roots)
        words = f"imagining from line {row.line} of {row.function}; the real program waits. `.real` goes back to it"
        return entered, words

    async def history(self) -> Entered:
        """Give what has happened in the calls that are open at the present stop.

        Raises:
            DeskcheckError: nothing was recorded.
        """
        row = await self._standing()
        rows = self._history.open_calls(row)
        if len(rows) < 2:
            raise DeskcheckError("nothing was recorded before this stop")
        return await asyncio.to_thread(entered_history, rows)

    async def _standing(self) -> Row:
        if not self._is_stopped:
            raise DeskcheckError("the real program is running: pause it first")
        await self.arrived(5.0)
        if self._here is None:
            raise DeskcheckError("the real program does not stand in a function of a file that can be read")
        return self._here

    # ------------------------------------------------------------ stops of our own

    def without_own_filters(self, arguments: Json) -> Json:
        """Take our exception filter out of a request for debugpy."""
        filters = [item for item in arguments.get("filters") or [] if item != DIVERGENCE]
        options = arguments.get("filterOptions") or []
        theirs = [item for item in options if not (isinstance(item, dict) and item.get("filterId") == DIVERGENCE)]
        self.stops_at_divergence = len(filters) < len(arguments.get("filters") or []) or len(theirs) < len(options)
        self._ask_each_line()
        return {**arguments, "filters": filters, **({"filterOptions": theirs} if theirs else {})}

    def _ask_each_line(self) -> None:
        self.channel.ask(self.stops_at_divergence or bool(self._data))

    def data_breakpoint_info(self, frame: Json | None, name: str) -> Json:
        """Say whether a variable can be watched: a local of the call that runs."""
        row = self._here
        is_here = row is not None and (frame is None or (self._top is not None and frame["id"] == self._top["id"]))
        if row is None or not is_here or name not in row.locals:
            return {"dataId": None, "description": "only variables of the innermost call can be watched"}
        data_id = json.dumps([row.file, row.function, name])
        return {
            "dataId": data_id,
            "description": f"{name} of {row.function}",
            "accessTypes": ["write"],
            "canPersist": True,
        }

    def set_data_breakpoints(self, arguments: Json) -> Json:
        """Set them all anew."""
        self._data = []
        answers: list[Json] = []
        for item in arguments.get("breakpoints") or []:
            try:
                file, function, name = json.loads(str(item.get("dataId")))
                is_hit_often_enough(item.get("hitCondition"), 1)
                self._data.append(
                    _DataBreakpoint(function, file, name, item.get("condition"), item.get("hitCondition"))
                )
                answers.append({"verified": True})
            except (ValueError, TypeError, AttributeError):
                answers.append({"verified": False, "message": "this names no variable"})
            except DeskcheckError as error:
                answers.append({"verified": False, "message": str(error)})
        self._known.clear()
        here = self._here
        if here is not None:
            for point in self._data:
                self._known[here.depth, here.py_frame, point.name] = here.locals.get(point.name)
        self._ask_each_line()
        return {"breakpoints": answers}


def _read_row(text: str) -> Row | None:
    """Read the row in the repr of a string."""
    try:
        data = json.loads(ast.literal_eval(text) if text[:1] in "'\"" else text)
        return None if data is None else row_of(data)
    except (ValueError, SyntaxError, TypeError):
        return None
