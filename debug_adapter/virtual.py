"""The debuggee of `"mode": "imagine"`: DAP requests as moves of a `NeuralDebugger`.

A request that moves is answered at once; the `stopped` event follows when the move has ended. Meanwhile the model may
have to imagine: after `PROGRESS_AFTER_S` the client sees progress that it can cancel, and `pause` ends the move where
it has come to.
"""

import ast
import asyncio
import contextlib
import logging
import os
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from debug_adapter.protocol import Json
from debug_adapter.session import Host
from debug_adapter.structure import with_part
from debug_adapter.views import Views, source, without_confidence
from model_runtime.breakpoints import (
    Breakpoints,
    DataBreakpoint,
    FunctionBreakpoint,
    LineBreakpoint,
    is_hit_often_enough,
)
from model_runtime.debugger import RETURNED, NeuralDebugger, StepOver, Stop, StopReason
from model_runtime.entering import Entered, enter
from model_runtime.errors import DeskcheckError
from model_runtime.evaluator import PURE_FUNCTIONS
from model_runtime.imagined_run import MAX_FRAMES, UNSURE_BELOW, EndingKind
from model_runtime.inverse import arguments_for
from model_runtime.predictor import Predictor, read_source
from model_runtime.program.flow import function_flow
from model_runtime.program.parser import parse
from model_runtime.trace.frames import Origin, TraceEvent, Value
from model_runtime.watch import exact

logger = logging.getLogger(__name__)

THREAD_ID = 1
PROGRESS_AFTER_S = 0.5
PROGRESS_EVERY_S = 0.25
UNSURE = 0.5  # what the filter for unsure values stops at, if nothing else is said
_ASSIGNMENT = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)\s*(.+)$", re.DOTALL)
_WORD = re.compile(r"[^\W\d]\w*$")

_TYPES: Json = {"supportsCondition": True, "conditionDescription": "of these types alone, as in ValueError, KeyError"}
CAPABILITIES: Json = {
    "supportsConfigurationDoneRequest": True,
    "supportsFunctionBreakpoints": True,
    "supportsConditionalBreakpoints": True,
    "supportsHitConditionalBreakpoints": True,
    "supportsLogPoints": True,
    "supportsEvaluateForHovers": True,
    "supportsStepBack": True,
    "supportsSetVariable": True,
    "supportsSetExpression": True,
    "supportsRestartFrame": True,
    "supportsRestartRequest": True,
    "supportsGotoTargetsRequest": True,
    "supportsStepInTargetsRequest": True,
    "supportsCompletionsRequest": True,
    "supportsModulesRequest": True,
    "supportsExceptionInfoRequest": True,
    "supportsExceptionFilterOptions": True,
    "supportsExceptionOptions": True,
    "supportsDelayedStackTraceLoading": True,
    "supportsLoadedSourcesRequest": True,
    "supportsTerminateRequest": True,
    "supportsDataBreakpoints": True,
    "supportsBreakpointLocationsRequest": True,
    "supportsClipboardContext": True,
    "supportsCancelRequest": True,
    "supportsValueFormattingOptions": False,
    "supportTerminateDebuggee": True,
    "supportsSteppingGranularity": True,
    "exceptionBreakpointFilters": [
        {"filter": "uncaught", "label": "Predicted uncaught exceptions", "default": True, **_TYPES},
        {"filter": "raised", "label": "Predicted raised exceptions", "default": False, **_TYPES},
        {
            "filter": "unsure",
            "label": "Unsure predictions",
            "description": "Stop where the model gives a frame or a changed value less than 50 %",
            "default": False,
            "supportsCondition": True,
            "conditionDescription": "another threshold, as in 0.8",
        },
    ],
}
CONSOLE_HELP = """\
EXPRESSION      its value here, exact or predicted; nothing is executed
NAME = VALUE    another value from here on: the run forks
.history NAME   the values it had
.forks          the runs so far
.fork NUMBER    go to another run
.diff [N] N     where two runs part, and how each ends; one number: beside the run shown
.over           step over by hidden stepping, or in one jump to the return: changes between the two
.inverse GOAL   arguments that lead to a result, a condition on `result`, or LINE: CONDITION, each checked by a run"""
_REASONS = {
    StopReason.FORK: "goto",
    StopReason.RESTART: "restart",
    StopReason.START: "entry",
    StopReason.UNSURE: "exception",
}
_UNSUPPORTED = {
    "attach": "an imagined run cannot be attached to: launch it",
    "disassemble": "an imagined run has no instructions",
    "setInstructionBreakpoints": "an imagined run has no instructions",
    "readMemory": "an imagined run has no memory",
    "writeMemory": "an imagined run has no memory",
    "locations": "no value of an imagined run has a location",
    "terminateThreads": "an imagined run has one thread: terminate it",
}
_ALWAYS = frozenset(["initialize", "disconnect", "terminate"])  # may come at any time
_BEFORE_LAUNCH = _ALWAYS | frozenset(
    [
        "launch",
        "configurationDone",
        "setBreakpoints",
        "setFunctionBreakpoints",
        "setExceptionBreakpoints",
        "setDataBreakpoints",
        "breakpointLocations",
        "threads",
        "loadedSources",
        "source",
        "modules",
    ]
)
_MAY_ASK = frozenset(["evaluate", "setVariable", "setExpression", "variables"])  # the model, which takes time
_WHILE_MOVING = _BEFORE_LAUNCH | frozenset(["pause", "restart"])


class VirtualDebuggee:
    """One imagined run behind a session."""

    def __init__(self, session: Host, open_predictor: Callable[[Json], Predictor]) -> None:
        self._session = session
        session.on_cancel_progress = self._cancel_progress
        self._open_predictor = open_predictor
        self._client: Json = {}
        self._is_initialized = False
        self._launched: Json | None = None
        self._entered: Entered | None = None
        self._is_configured = False
        self._is_over = False
        self._debugger: NeuralDebugger | None = None
        self._views: Views | None = None
        self._moving: asyncio.Task[None] | None = None
        self._is_paused_by_user = False
        self._stop: Stop | None = None
        self._points = Breakpoints()  # set before launch or after
        self._n_breakpoints = 0
        self._targets: list[tuple[str, object]] = []  # of goto and step-in, by id
        self._n_progress = 0
        self._can_cancel: dict[str, Callable[[], None]] = {}  # by progress
        self._is_launching = False

    @classmethod
    def over(
        cls, session: Host, debugger: NeuralDebugger, entered: Entered, predictor: Predictor, client: Json
    ) -> "VirtualDebuggee":
        """Make the debuggee of a run that somebody else has begun: it is launched already."""
        debuggee = cls(session, lambda _: predictor)
        debuggee._client, debuggee._is_initialized, debuggee._is_configured = client, True, True
        debuggee._launched, debuggee._entered, debuggee._debugger = {}, entered, debugger
        offset = 0 if client.get("linesStartAt1", True) else -1
        column = 1 if client.get("columnsStartAt1", True) else 0
        debuggee._views = Views(debugger, line_offset=offset, column=column)
        return debuggee

    # ------------------------------------------------------------ the door

    async def answer(self, command: str, arguments: Json) -> Json | None:
        """Do what a request asks; see `Debuggee.answer`."""
        if command in _UNSUPPORTED:
            raise DeskcheckError(_UNSUPPORTED[command])
        if not self._is_initialized and command not in _ALWAYS:
            raise DeskcheckError(f"{command} came before initialize")
        if self._is_over and command not in (*_ALWAYS, "threads", "loadedSources", "restart"):
            raise DeskcheckError("the imagined run is over")
        if self._debugger is None and command not in _BEFORE_LAUNCH:
            raise DeskcheckError(f"{command} came before the run was launched")
        if self._moving is not None and command not in _WHILE_MOVING:
            raise DeskcheckError(f"{command} has to wait: the run goes on")
        if command not in _MAY_ASK:
            return await _HANDLERS[command](self, arguments)
        task = asyncio.current_task()
        showing = asyncio.create_task(self._show_progress("Asking the model", lambda: task and task.cancel()))
        try:
            return await _HANDLERS[command](self, arguments)
        finally:
            await _ended(showing)

    async def close(self) -> None:
        """Stop imagining."""
        await self._halt()
        if self._debugger is not None:
            await self._debugger.close()

    @property
    def debugger(self) -> NeuralDebugger:
        """The debugger of a run that was launched."""
        if self._debugger is None:
            raise DeskcheckError("nothing has been launched")
        return self._debugger

    @property
    def views(self) -> Views:
        """What the client sees of it."""
        if self._views is None:
            raise DeskcheckError("nothing has been launched")
        return self._views

    # ------------------------------------------------------------ beginning and end

    async def initialize(self, arguments: Json) -> Json:
        """Say what this adapter can do."""
        if self._is_initialized:
            raise DeskcheckError("initialize came twice")
        self._client = arguments
        self._is_initialized = True
        self._session.soon(self._send_initialized())
        return CAPABILITIES

    async def _send_initialized(self) -> None:
        self._session.event("initialized")

    async def launch(self, arguments: Json) -> None:
        """Read the file and choose the run."""
        if self._launched is not None or self._is_launching:
            raise DeskcheckError("launch came twice")
        self._is_launching = True
        try:
            await self._launch(arguments)
        finally:
            self._is_launching = False

    async def _launch(self, arguments: Json) -> None:
        mode = arguments.get("mode", "imagine")
        if mode != "imagine":
            raise DeskcheckError(f"mode {mode!r} is not available in this version: use imagine")
        entered = await asyncio.to_thread(_entered, arguments)
        debugger = NeuralDebugger(
            self._open_predictor(arguments),
            entered.request,
            entered.context,
            max_frames=_whole_number(arguments, "maxFrames", MAX_FRAMES),
            unsure_below=_share(arguments, "minimumConfidence", UNSURE_BELOW),
        )
        debugger.step_over_mode = _step_over_mode(arguments)
        self._launched, self._entered, self._debugger = arguments, entered, debugger
        self._apply()
        offset = 0 if self._client.get("linesStartAt1", True) else -1
        self._views = Views(debugger, line_offset=offset, column=1 if self._client.get("columnsStartAt1", True) else 0)
        self._say(f"imagining {_words_of(entered)}; nothing is executed\n", category="console")
        if self._is_configured:
            self._begin()

    async def configuration_done(self, _arguments: Json) -> None:
        """Begin, when the run is known."""
        self._is_configured = True
        if self._debugger is not None:
            self._begin()

    def _begin(self) -> None:
        launched = self._launched or {}

        async def first() -> Stop | None:
            stop = await self.debugger.start()
            self._session.event("thread", {"reason": "started", "threadId": THREAD_ID})
            if launched.get("stopOnEntry", False):
                return stop
            return await self._go_on()

        self._move(first)

    async def restart(self, arguments: Json) -> None:
        """Begin again, with the file as it is now."""
        if self._launched is None:
            raise DeskcheckError("restart came before launch")
        await self.close()
        newer = arguments.get("arguments")
        launched = newer if isinstance(newer, dict) and newer.get("program") else self._launched
        self._launched, self._debugger, self._is_over = None, None, False
        await self.launch(launched)

    async def terminate(self, _arguments: Json) -> None:
        """End the run; the session stays."""
        await self._halt()
        self._end()

    async def disconnect(self, _arguments: Json) -> None:
        """End the session."""
        await self._halt()

    def _end(self) -> None:
        if self._is_over:
            return
        self._is_over = True

        async def say() -> None:
            if self._launched is not None:
                self._session.event("thread", {"reason": "exited", "threadId": THREAD_ID})
                self._session.event("exited", {"exitCode": 0})
            self._session.event("terminated")

        self._session.soon(say())

    # ------------------------------------------------------------ moving

    def _move(self, move: Callable[[], Awaitable[Stop | None]]) -> None:
        """Begin a move; its end is told by an event."""
        self.views.forget()
        self._is_paused_by_user = False
        self._moving = self._session.soon(self._moved(move))

    async def _moved(self, move: Callable[[], Awaitable[Stop | None]]) -> None:
        showing = asyncio.create_task(self._show_progress("Imagining the run", self._pause))
        stop: Stop | None = None
        failure: str | None = None
        try:
            stop = await move()
        except asyncio.CancelledError:
            if not self._is_paused_by_user:
                raise
        except DeskcheckError as error:
            failure = str(error)
        except Exception:
            logger.exception("a move failed")
            failure = "a move failed inside deskcheck: the log has the details"
        finally:
            await _ended(showing)
            self._moving = None
        if failure is not None:
            self._say(f"{failure}\n", category="stderr")
            if not len(self.debugger.timeline):
                self._end()
                return
        self._stopped(stop)

    def _stopped(self, stop: Stop | None) -> None:
        """Say where the cursor stands now, None: where it was when the user had enough."""
        was_at_end = self._stop is not None and self._stop.reason is StopReason.END
        self._stop = stop
        if stop is None:
            self._session.event("stopped", {"reason": "pause", "threadId": THREAD_ID, "allThreadsStopped": True})
            return
        for text, frame in stop.log:
            self._say(f"{text}\n", category="console", file=frame.file, line=frame.line)
        if stop.reason is StopReason.END and not was_at_end:
            self._say(f"imagined: {stop.text}\n", category="console")
        if self._is_over:
            return
        body: Json = {
            "reason": _REASONS.get(stop.reason, stop.reason.value),
            "threadId": THREAD_ID,
            "allThreadsStopped": True,
        }
        if stop.breakpoint_ids:
            body["hitBreakpointIds"] = list(stop.breakpoint_ids)
        if stop.text is not None:
            body["text"] = stop.text
        if stop.reason is StopReason.END:
            body["description"] = f"End of the imagined run: {stop.text}"
        elif stop.reason is StopReason.START:
            body["description"] = "Start of the imagined run"
        elif stop.reason is StopReason.UNSURE:
            body["description"] = "Paused on an unsure prediction"
        self._session.event("stopped", body)

    async def _halt(self) -> None:
        moving = self._moving
        if moving is not None:
            moving.cancel()
            await asyncio.gather(moving, return_exceptions=True)
            self._moving = None

    def _cancel_progress(self, progress_id: str) -> None:
        cancel = self._can_cancel.get(progress_id)
        if cancel is not None:
            cancel()

    def _pause(self) -> None:
        if self._moving is not None:
            self._is_paused_by_user = True
            self._moving.cancel()

    async def _show_progress(self, title: str, cancel: Callable[[], object]) -> None:
        """Tell a client that can show it how far long work has come."""
        if not self._client.get("supportsProgressReporting"):
            return
        await asyncio.sleep(PROGRESS_AFTER_S)
        self._n_progress += 1
        name = f"imagine-{self._n_progress}"
        self._can_cancel[name] = lambda: (cancel(), None)[1]
        self._session.event("progressStart", {"progressId": name, "title": title, "cancellable": True})
        try:
            while True:
                message = f"{len(self.debugger.timeline)} frames"
                self._session.event("progressUpdate", {"progressId": name, "message": message})
                await asyncio.sleep(PROGRESS_EVERY_S)
        finally:
            del self._can_cancel[name]
            self._session.event("progressEnd", {"progressId": name})

    async def continue_(self, _arguments: Json) -> Json:
        """Go on; at the end of the run a second time leaves it."""
        ending = self.debugger.run.ending
        is_told = self._stop is not None and self._stop.reason is StopReason.END
        if self.debugger.is_at_end and is_told and ending is not None and ending.kind is not EndingKind.UNSURE:
            self._end()
        else:
            self._move(self._go_on)
        return {"allThreadsContinued": True}

    async def _go_on(self) -> Stop:
        stop = await self.debugger.resume()
        if stop.reason is StopReason.END and not (self._launched or {}).get("stopAtEnd", True):
            self._end()
        return stop

    async def next(self, arguments: Json) -> None:
        """Step over; frame by frame with the granularity `instruction`."""
        self._move(self.debugger.step_in if arguments.get("granularity") == "instruction" else self.debugger.step_over)

    async def step_in(self, arguments: Json) -> None:
        """Step into the next call, or into one that was chosen."""
        target = arguments.get("targetId")
        name = None if target is None else self._target(target, "call")
        self._move(lambda: self.debugger.step_in(None if name is None else str(name)))

    async def step_out(self, _arguments: Json) -> None:
        """Step out to the caller."""
        self._move(self.debugger.step_out)

    async def step_back(self, arguments: Json) -> None:
        """Undo a step; by single frames with the granularity `instruction`."""
        if arguments.get("granularity") == "instruction":
            self._move(_at_once(self.debugger.step_back_in))
        else:
            self._move(self.debugger.step_back)

    async def reverse_continue(self, _arguments: Json) -> None:
        """Go back to the last breakpoint or the start."""
        self._move(self.debugger.reverse)

    async def pause(self, _arguments: Json) -> None:
        """Stay where the run has come to."""
        self._pause()

    async def restart_frame(self, arguments: Json) -> None:
        """Go back to where an open call began."""
        level = self.views.level(arguments.get("frameId"))
        self._move(lambda: self.debugger.restart_frame(level))

    async def goto_targets(self, arguments: Json) -> Json:
        """Give where control can be put on a line."""
        line = self._line(arguments)
        if self._file(arguments) != self.debugger.frame.file or line not in self.debugger.jump_lines():
            return {"targets": []}
        self._targets.append(("line", line))
        label = f"line {line}: {self.debugger.frame.function}"
        return {"targets": [{"id": len(self._targets) - 1, "label": label, "line": line + self._offset}]}

    async def goto(self, arguments: Json) -> None:
        """Put control on a line: a fork."""
        line = self._target(arguments.get("targetId"), "line")
        stop = self.debugger.jump(int(str(line)))
        self._move(_at_once(lambda: stop))

    async def step_in_targets(self, arguments: Json) -> Json:
        """Give the calls of the line."""
        if self.views.level(arguments.get("frameId")) != 0:
            return {"targets": []}
        targets = []
        for name in self.debugger.calls_on_line():
            self._targets.append(("call", name))
            targets.append({"id": len(self._targets) - 1, "label": name})
        return {"targets": targets}

    def _target(self, number: object, kind: str) -> object:
        if not isinstance(number, int) or not 0 <= number < len(self._targets) or self._targets[number][0] != kind:
            raise DeskcheckError(f"there is no target {number!r}")
        return self._targets[number][1]

    # ------------------------------------------------------------ breakpoints

    async def set_breakpoints(self, arguments: Json) -> Json:
        """Take the breakpoints of a file in place of those it had."""
        file = self._file(arguments)
        wanted = arguments.get("breakpoints")
        if wanted is None:
            wanted = [{"line": line} for line in arguments.get("lines") or []]
        lines = _code_lines(file)  # without a pause: a client need not wait for the answer before configurationDone
        answers, points = [], []
        for item in _objects(wanted):
            asked = item.get("line")
            line = None if not isinstance(asked, int) else _settled(asked - self._offset, lines)
            number = self._new_id()
            if line is None:
                answers.append({"id": number, "verified": False, "message": "there is no code on or behind this line"})
                continue
            point = LineBreakpoint(
                file, line, _text(item, "condition"), _text(item, "hitCondition"), _text(item, "logMessage"), number
            )
            problem = _problem(point.condition, point.hit_condition)
            if problem is None:
                points.append(point)
            shape: Json = {"id": number, "verified": problem is None, "line": line + self._offset}
            shape["source"] = source(file)
            answers.append(shape if problem is None else shape | {"message": problem})
        others = tuple(point for point in self._points.lines if point.file != file)
        self._points = replace(self._points, lines=(*others, *points))
        self._apply()
        return {"breakpoints": answers}

    async def set_function_breakpoints(self, arguments: Json) -> Json:
        """Take function breakpoints in place of those there were."""
        names = {function.name for function in self.debugger.program.functions} if self._debugger else None
        answers, points = [], []
        for item in _objects(arguments.get("breakpoints")):
            name, number = str(item.get("name", "")), self._new_id()
            point = FunctionBreakpoint(name, _text(item, "condition"), _text(item, "hitCondition"), number)
            problem = _problem(point.condition, point.hit_condition)
            if problem is None and names is not None and not any(name in (n, n.rpartition(".")[2]) for n in names):
                problem = f"there is no function {name!r} in this run"
            points.append(point)
            answers.append({"id": number, "verified": problem is None} | ({"message": problem} if problem else {}))
        self._points = replace(self._points, functions=tuple(points))
        self._apply()
        return {"breakpoints": answers}

    async def set_exception_breakpoints(self, arguments: Json) -> Json:
        """Take the exception filters that are on."""
        options = {str(item.get("filterId")): item for item in _objects(arguments.get("filterOptions"))}
        asked = [str(name) for name in _list(arguments.get("filters"))]
        filters = set(asked) | set(options)
        by_path = _objects(arguments.get("exceptionOptions"))
        raised, uncaught = (_types_of(options.get(name, {}), by_path, mode) for name, mode in _BREAK_MODES)
        threshold = _threshold(options.get("unsure", {}).get("condition"))
        self._points = replace(
            self._points,
            raised="raised" in filters or bool(_with_mode(by_path, "always")),
            uncaught="uncaught" in filters or bool(_with_mode(by_path, "unhandled")),
            raised_types=raised,
            uncaught_types=uncaught,
            unsure=threshold if "unsure" in filters else None,
        )
        self._apply()
        known = {item["filter"] for item in CAPABILITIES["exceptionBreakpointFilters"]}
        answers = [{"verified": name in known} for name in (*asked, *options)]
        return {"breakpoints": [*answers, *({"verified": True} for _ in by_path)]}

    async def data_breakpoint_info(self, arguments: Json) -> Json:
        """Say whether a name can be watched."""
        name = str(arguments.get("name", ""))
        level = 0
        if arguments.get("variablesReference") is not None:
            holder = self.views.holder(arguments["variablesReference"])
            level = holder.level
            if holder.path:
                name = holder.path[0]  # a part changes when the whole does
        elif arguments.get("frameId") is not None:
            level = self.views.level(arguments["frameId"])
        if name not in self.debugger.variables(level) or name == RETURNED:
            return {"dataId": None, "description": f"{name} is no variable of this call"}
        function = self.debugger.stack()[level].function
        return {
            "dataId": f"{function}::{name}",
            "description": f"{name} of {function}",
            "accessTypes": ["write"],
            "canPersist": True,
        }

    async def set_data_breakpoints(self, arguments: Json) -> Json:
        """Take data breakpoints in place of those there were."""
        answers, points = [], []
        for item in _objects(arguments.get("breakpoints")):
            function, _, name = str(item.get("dataId", "")).rpartition("::")
            number = self._new_id()
            problem = None if function and name else f"there is no data {item.get('dataId')!r}"
            problem = problem or _problem(_text(item, "condition"), _text(item, "hitCondition"))
            if problem is None:
                points.append(
                    DataBreakpoint(function, name, _text(item, "condition"), _text(item, "hitCondition"), number)
                )
            answers.append({"id": number, "verified": problem is None} | ({"message": problem} if problem else {}))
        self._points = replace(self._points, data=tuple(points))
        self._apply()
        return {"breakpoints": answers}

    async def breakpoint_locations(self, arguments: Json) -> Json:
        """Give the lines between two that a run can stop on."""
        lines = await asyncio.to_thread(_code_lines, self._file(arguments))
        first = self._line(arguments)
        asked = arguments.get("endLine")
        last = asked - self._offset if isinstance(asked, int) else first
        return {"breakpoints": [{"line": line + self._offset} for line in sorted(lines) if first <= line <= last]}

    def _new_id(self) -> int:
        self._n_breakpoints += 1
        return self._n_breakpoints

    def _apply(self) -> None:
        if self._debugger is not None:
            self._debugger.breakpoints = self._points

    # ------------------------------------------------------------ looking

    async def threads(self, _arguments: Json) -> Json:
        """Give the one thread."""
        name = _words_of(self._entered) if self._entered else "imagined run"
        return {"threads": [{"id": THREAD_ID, "name": name}]}

    async def stack_trace(self, arguments: Json) -> Json:
        """Give the open calls."""
        return self.views.stack_frames(_count(arguments, "startFrame"), _count(arguments, "levels"))

    async def scopes(self, arguments: Json) -> Json:
        """Give the scopes of an open call."""
        return {"scopes": self.views.scopes(self.views.level(arguments.get("frameId")))}

    async def variables(self, arguments: Json) -> Json:
        """Give what a scope or value holds."""
        only = arguments.get("filter")
        holder = self.views.holder(arguments.get("variablesReference"))
        if holder.scope == "asked":
            answer = await self.debugger.evaluate(holder.expression, holder.level)
            return {"variables": [self.views.answered(holder, answer)]}
        items = self.views.variables(
            arguments.get("variablesReference"),
            start=_count(arguments, "start"),
            n=_count(arguments, "count"),
            only=only if only in ("indexed", "named") else None,
        )
        return {"variables": items}

    async def exception_info(self, _arguments: Json) -> Json:
        """Describe the exception at the cursor."""
        frame = self.debugger.frame
        if self._stop is not None and self._stop.reason is StopReason.UNSURE:
            words = f"{self._stop.text}: what follows may well be wrong"
            return {"exceptionId": "unsure prediction", "description": words, "breakMode": "always"}
        if frame.event is not TraceEvent.EXCEPTION or frame.arg is None:
            raise DeskcheckError("the run does not stand on an exception")
        kind, _, rest = str(frame.arg).partition("(")
        stack = "\n".join(f"{f.file}:{f.line} in {f.function}: {f.source.strip()}" for f in self.debugger.stack())
        sure = "" if frame.arg.confidence is None else f", {frame.arg.confidence:.0%} sure"
        return {
            "exceptionId": kind,
            "description": f"{frame.arg} (predicted{sure})",
            "breakMode": "unhandled" if self.debugger.is_uncaught() else "always",
            "details": {"typeName": kind, "message": rest.removesuffix(")"), "stackTrace": stack},
        }

    async def evaluate(self, arguments: Json) -> Json:
        """Give the value of an expression; an assignment in the console forks the run."""
        text = without_confidence(str(arguments.get("expression", "")))
        level = self.views.level(arguments.get("frameId"))
        context = arguments.get("context")
        if context == "repl" and text.startswith("."):
            return {"result": await self._console(text[1:].strip(), level), "variablesReference": 0}
        assignment = _ASSIGNMENT.match(text) if context == "repl" else None
        if assignment is not None:
            return await self._set(level, assignment.group(1), assignment.group(2))
        answer = await self.debugger.evaluate(text, level)
        if context == "clipboard":
            return {"result": str(answer.value), "variablesReference": 0}
        return self.views.answer(level, text, answer)

    async def _console(self, text: str, level: int) -> str:
        """Obey a command of the console, which an expression could not say."""
        word, _, rest = text.partition(" ")
        match word:
            case "history":
                found = self.debugger.history(rest.strip(), level)
                return "\n".join(f"frame {at}: {value}" for at, value in found) or f"{rest!r} has had no value here"
            case "forks":
                runs = enumerate(self.debugger.runs)
                return "\n".join(f"{n}: {run.name}: {run.ending.words if run.ending else '...'}" for n, run in runs)
            case "fork" if rest.strip().isdigit():
                stop = self.debugger.switch(int(rest))
                self._move(_at_once(lambda: stop))
                return f"run {rest.strip()}: {stop.text}"
            case "diff" if rest.strip():
                numbers = [int(part) if part.isdigit() else -1 for part in rest.split()[:2]]
                here = self.debugger.runs.index(self.debugger.run)
                return self.debugger.compare(*(numbers if len(numbers) == 2 else (here, numbers[0]))).words
            case "over":
                is_jump = self.debugger.step_over_mode is StepOver.JUMP
                self.debugger.step_over_mode = StepOver.HIDDEN if is_jump else StepOver.JUMP
                return f"step over: {self.debugger.step_over_mode.value}"
            case "inverse" if rest.strip():
                predictor = self._open_predictor(self._launched or {})
                proposals = await arguments_for(predictor, self.debugger.runs[0].request, rest)
                lines = [f"{p.call} gives {p.result} (imagined, {p.confidence:.0%} sure)" for p in proposals]
                return "\n".join(lines) or f"no call that gives {rest} was found"
        return CONSOLE_HELP

    async def completions(self, arguments: Json) -> Json:
        """Complete the last name of a text: variables, functions of the program, builtins without effects."""
        text = str(arguments.get("text", ""))
        column = _count(arguments, "column") - (1 if self._client.get("columnsStartAt1", True) else 0)
        match = _WORD.search(text[: max(0, column)])
        begun = match.group() if match else ""
        level = self.views.level(arguments.get("frameId"))
        variables = [name for name in self.debugger.variables(level) if name != RETURNED]
        functions = [f.name for f in self.debugger.program.functions if not f.name.endswith(">") and "." not in f.name]
        kinds = {
            **dict.fromkeys(PURE_FUNCTIONS, "function"),
            **dict.fromkeys(functions, "function"),
            **dict.fromkeys(variables, "variable"),
        }
        first = {name: 0 for name in variables}
        found = sorted((n for n in kinds if n.startswith(begun)), key=lambda name: (first.get(name, 1), name))
        return {"targets": [{"label": name, "type": kinds[name], "length": len(begun)} for name in found]}

    async def loaded_sources(self, _arguments: Json) -> Json:
        """Give the files of the run."""
        files: list[str] = []
        if self._entered is not None:
            files = [str(place.file) for place in self._entered.context.places if place.file]
            files.insert(0, str(self._entered.program.file))
        return {"sources": [source(file) for file in dict.fromkeys(files)]}

    async def modules(self, arguments: Json) -> Json:
        """Give the modules of the run: its files."""
        sources = (await self.loaded_sources(arguments))["sources"]
        items = [{"id": item["path"], "name": Path(item["name"]).stem, "path": item["path"]} for item in sources]
        return {"modules": items, "totalModules": len(items)}

    async def source(self, arguments: Json) -> Json:
        """Give the text of a file of the run."""
        file = self._file(arguments)
        known = {item["path"] for item in (await self.loaded_sources({}))["sources"]}
        if file not in known:
            raise DeskcheckError(f"{file} is no file of this run")
        return {"content": await asyncio.to_thread(read_source, Path(file)), "mimeType": "text/x-python"}

    # ------------------------------------------------------------ what if

    async def set_variable(self, arguments: Json) -> Json:
        """Give a variable or a part of one another value: a fork."""
        holder = self.views.holder(arguments.get("variablesReference"))
        if holder.scope in ("run", "forks", "asked"):
            raise DeskcheckError("this cannot be changed")
        text = without_confidence(str(arguments.get("value", "")))
        name = str(arguments.get("name", ""))
        if holder.path:
            return await self._set_part(holder.level, holder.path[0], (*holder.path[1:], name), text)
        return self._without_result(await self._set(holder.level, name, text))

    async def set_expression(self, arguments: Json) -> Json:
        """Give a name, or what stands at an index or in a field of one, another value: a fork."""
        expression = str(arguments.get("expression", "")).strip()
        level = self.views.level(arguments.get("frameId"))
        text = without_confidence(str(arguments.get("value", "")))
        name, path = await self._target_of(expression, level)
        return (
            await self._set_part(level, name, path, text)
            if path
            else self._without_result(await self._set(level, name, text))
        )

    async def _target_of(self, expression: str, level: int) -> tuple[str, tuple[str, ...]]:
        """Read what an assignment could stand before: a name, and the way from it inwards."""
        try:
            node = ast.parse(expression, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise DeskcheckError(f"{expression!r} is not a Python expression") from error
        path: list[str] = []
        while isinstance(node, ast.Subscript | ast.Attribute):
            if isinstance(node, ast.Attribute):
                path.insert(0, node.attr)
            else:
                path.insert(0, f"[{(await self.debugger.evaluate(ast.unparse(node.slice), level)).value}]")
            node = node.value
        if not isinstance(node, ast.Name):
            raise DeskcheckError(f"{expression!r} is nothing that can be given a value")
        return node.id, tuple(path)

    async def _set_part(self, level: int, name: str, path: tuple[str, ...], text: str) -> Json:
        new = await self.debugger.evaluate(text, level)
        whole = self.debugger.variables(level).get(name)
        if whole is None:
            raise DeskcheckError(f"{name!r} is no variable")
        await self._set(level, name, with_part(str(whole), path, str(new.value)))
        edited = Value(str(new.value), Origin.EDITED)
        return self._without_result(self.views.value(edited, None))

    async def _set(self, level: int, name: str, text: str) -> Json:
        if not name.isidentifier() and name != RETURNED:
            raise DeskcheckError(f"{name!r} is no variable")
        value = self.debugger.set_variable(name, text, level)
        shape = self.views.value(value, self.views.held(level, name, value))
        self._say(f"what if {name} = {value}: run {len(self.debugger.runs) - 1} forks here\n", category="console")
        if self._client.get("supportsInvalidatedEvent"):
            self._session.soon(self._invalidate())
        return shape

    async def _invalidate(self) -> None:
        self._session.event("invalidated", {"areas": ["variables", "stacks"], "threadId": THREAD_ID})

    @staticmethod
    def _without_result(shape: Json) -> Json:
        return {("value" if key == "result" else key): item for key, item in shape.items()}

    # ------------------------------------------------------------ small things

    def _say(self, text: str, *, category: str, file: str | None = None, line: int | None = None) -> None:
        body: Json = {"category": category, "output": text}
        if file is not None and line is not None:
            body |= {"source": source(file), "line": line + self._offset}
        self._session.event("output", body)

    @property
    def _offset(self) -> int:
        return 0 if self._client.get("linesStartAt1", True) else -1

    def _line(self, arguments: Json) -> int:
        line = arguments.get("line")
        if not isinstance(line, int):
            raise DeskcheckError("a line is missing")
        return line - self._offset

    def _file(self, arguments: Json) -> str:
        place = arguments.get("source")
        path = place.get("path") if isinstance(place, dict) else None
        if not isinstance(path, str) or not path:
            raise DeskcheckError("the source has no path")
        return os.path.realpath(path)


def _entered(arguments: Json) -> Entered:
    program = arguments.get("program")
    if not isinstance(program, str) or not program:
        raise DeskcheckError("the launch configuration names no program: give a Python file")
    cwd = arguments.get("cwd")
    path = Path(cwd, program) if isinstance(cwd, str) and cwd else Path(program)
    return enter(
        path,
        _text(arguments, "function"),
        _text(arguments, "call"),
        roots=(Path(cwd),) if isinstance(cwd, str) and cwd else (),
        pure_neural=arguments.get("pureNeural") is True,
    )


def _words_of(entered: Entered) -> str:
    call = entered.request.call
    return f"{call or entered.request.function} ({entered.request.why})"


def _at_once(move: Callable[[], Stop]) -> Callable[[], Coroutine[Any, Any, Stop]]:
    async def moved() -> Stop:
        return move()

    return moved


def _code_lines(file: str) -> frozenset[int]:
    """Give the lines of functions of a file that a run can stop on."""
    program = parse(read_source(Path(file)), file=file)
    lines: set[int] = set()
    for function in program.functions:
        if not function.name.endswith(">"):
            lines |= set(function_flow(program, function).lines)
    return frozenset(lines)


def _settled(line: int, lines: frozenset[int]) -> int | None:
    """Give the first line with code at or behind one, as debugpy does."""
    return min((n for n in lines if n >= line), default=None)


def _problem(condition: str | None, hit_condition: str | None) -> str | None:
    try:
        is_hit_often_enough(hit_condition, 1)
        if condition:
            exact(condition, {})
    except DeskcheckError as error:
        return str(error)
    return None


_BREAK_MODES = (("raised", "always"), ("uncaught", "unhandled"))
_EVERY = frozenset(["BaseException", "Exception", "Python Exceptions"])


def _with_mode(options: list[Mapping[str, Any]], mode: str) -> list[Mapping[str, Any]]:
    return [item for item in options if item.get("breakMode") == mode]


def _types_of(option: Mapping[str, Any], by_path: list[Mapping[str, Any]], mode: str) -> frozenset[str]:
    """Give the types of exceptions that are asked for, none for all."""
    names = re.findall(r"[^\W\d]\w*", _text(option, "condition") or "")
    for item in _with_mode(by_path, mode):
        last = _objects(item.get("path"))[-1:]
        found = [str(name) for segment in last for name in _list(segment.get("names"))]
        names += found or ["Exception"]
    return frozenset() if _EVERY & set(names) else frozenset(names)


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def _step_over_mode(arguments: Json) -> StepOver:
    modes = {"hidden": StepOver.HIDDEN, "jump": StepOver.JUMP}
    wanted = arguments.get("stepOver", "hidden")
    if not isinstance(wanted, str) or wanted not in modes:
        raise DeskcheckError(f"stepOver is {wanted!r}: choose hidden or jump")
    return modes[wanted]


def _share(arguments: Json, name: str, otherwise: float) -> float:
    value = arguments.get(name, otherwise)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        raise DeskcheckError(f"{name} is {value!r}: give a number between 0 and 1")
    return float(value)


def _threshold(condition: object) -> float:
    try:
        value = float(str(condition)) if condition else UNSURE
    except ValueError as error:
        raise DeskcheckError(f"{condition!r} is no threshold: give a number between 0 and 1") from error
    return value


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(item: Mapping[str, Any], name: str) -> str | None:
    value = item.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _count(arguments: Json, name: str) -> int:
    value = arguments.get(name)
    return max(0, value) if isinstance(value, int) else 0


def _whole_number(arguments: Json, name: str, otherwise: int) -> int:
    value = arguments.get(name, otherwise)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise DeskcheckError(f"{name} is {value!r}: give a number from 1 on")
    return value


_HANDLERS: Mapping[str, Callable[[VirtualDebuggee, Json], Awaitable[Json | None]]] = {
    "breakpointLocations": VirtualDebuggee.breakpoint_locations,
    "completions": VirtualDebuggee.completions,
    "configurationDone": VirtualDebuggee.configuration_done,
    "continue": VirtualDebuggee.continue_,
    "dataBreakpointInfo": VirtualDebuggee.data_breakpoint_info,
    "disconnect": VirtualDebuggee.disconnect,
    "evaluate": VirtualDebuggee.evaluate,
    "exceptionInfo": VirtualDebuggee.exception_info,
    "goto": VirtualDebuggee.goto,
    "gotoTargets": VirtualDebuggee.goto_targets,
    "initialize": VirtualDebuggee.initialize,
    "launch": VirtualDebuggee.launch,
    "loadedSources": VirtualDebuggee.loaded_sources,
    "modules": VirtualDebuggee.modules,
    "next": VirtualDebuggee.next,
    "pause": VirtualDebuggee.pause,
    "restart": VirtualDebuggee.restart,
    "restartFrame": VirtualDebuggee.restart_frame,
    "reverseContinue": VirtualDebuggee.reverse_continue,
    "scopes": VirtualDebuggee.scopes,
    "setBreakpoints": VirtualDebuggee.set_breakpoints,
    "setDataBreakpoints": VirtualDebuggee.set_data_breakpoints,
    "setExceptionBreakpoints": VirtualDebuggee.set_exception_breakpoints,
    "setExpression": VirtualDebuggee.set_expression,
    "setFunctionBreakpoints": VirtualDebuggee.set_function_breakpoints,
    "setVariable": VirtualDebuggee.set_variable,
    "source": VirtualDebuggee.source,
    "stackTrace": VirtualDebuggee.stack_trace,
    "stepBack": VirtualDebuggee.step_back,
    "stepIn": VirtualDebuggee.step_in,
    "stepInTargets": VirtualDebuggee.step_in_targets,
    "stepOut": VirtualDebuggee.step_out,
    "terminate": VirtualDebuggee.terminate,
    "threads": VirtualDebuggee.threads,
    "variables": VirtualDebuggee.variables,
}
