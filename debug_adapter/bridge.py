"""A real debug session with predictions beside it: the client talks to us, we talk to debugpy.

What debugpy knows is forwarded and comes back as it is; an allow-list says what that is, because debugpy never answers
some requests and then no later one either (stepBack, restart, dataBreakpointInfo and others, debugpy 1.8). Those are
answered here: with what the probe saw (`bridge_channel.py`), with predictions (`bridge_companion.py`), with another
debugpy for another run, or with a plain refusal. Messages are numbered anew in both directions. Nothing that is
forwarded ever waits for a prediction.

Back in time and into the imagined future go through an `Overlay`: while it is there, moves and looks are its own and
the real program waits.
"""

import asyncio
import contextlib
import itertools
import logging
import os
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from debug_adapter.bridge_breakpoints import LineBreakpoints
from debug_adapter.bridge_children import ChildListener, true_place
from debug_adapter.bridge_companion import DIVERGENCE, Companion
from debug_adapter.bridge_debugpy import Adapter, adapter_for
from debug_adapter.bridge_overlay import OVERLAID, Overlay
from debug_adapter.protocol import Json, Writer, encoded
from model_runtime.entering import Entered
from model_runtime.errors import DeskcheckError
from model_runtime.predictor import Predictor

logger = logging.getLogger(__name__)

FORWARDED = frozenset(
    [
        "attach",
        "completions",
        "configurationDone",
        "continue",
        "debugpySystemInfo",
        "disconnect",
        "evaluate",
        "exceptionInfo",
        "goto",
        "gotoTargets",
        "initialize",
        "launch",
        "modules",
        "next",
        "pause",
        "pydevdSystemInfo",
        "scopes",
        "setBreakpoints",
        "setDebuggerProperty",
        "setExceptionBreakpoints",
        "setExpression",
        "setFunctionBreakpoints",
        "setPydevdSourceMap",
        "setVariable",
        "source",
        "stackTrace",
        "stepIn",
        "stepInTargets",
        "stepOut",
        "terminate",
        "threads",
        "variables",
    ]
)
REFUSED = {
    "disassemble": "debugpy has no instructions",
    "setInstructionBreakpoints": "debugpy has no instructions",
    "readMemory": "debugpy has no memory",
    "writeMemory": "debugpy has no memory",
    "locations": "no value of debugpy has a location",
    "terminateThreads": "Python threads cannot be terminated: terminate the program",
    "restartFrame": "a real call cannot be run again: step back, or imagine from there",
}
CONFIGURING = frozenset(
    ["setBreakpoints", "setFunctionBreakpoints", "setExceptionBreakpoints", "configurationDone", "setDebuggerProperty"]
)
RESUMING = frozenset(["continue", "next", "stepIn", "stepOut", "goto"])
CAPABILITIES: Json = {
    "supportsStepBack": True,
    "supportsDataBreakpoints": True,
    "supportsLoadedSourcesRequest": True,
    "supportsBreakpointLocationsRequest": True,
    "supportsCancelRequest": True,
    "supportsRestartRequest": True,  # of what was launched; an attach says that it has none
}
FILTER: Json = {
    "filter": DIVERGENCE,
    "label": "Divergence from the prediction",
    "description": "Stop at the first line whose place or values are not as predicted",
    "default": False,
}
PREDICTED_REFERENCES = 1 << 30  # where our own references begin; debugpy counts from 1
AT_A_STOP = frozenset(  # debugpy lets them wait until the program stops
    [
        "completions",
        "exceptionInfo",
        "goto",
        "gotoTargets",
        "next",
        "scopes",
        "setExpression",
        "setVariable",
        "stepIn",
        "stepInTargets",
        "stepOut",
        "variables",
    ]
)
RESTART_S = 30.0  # for a program that is launched again to begin
LOOK_S = 2.0  # that going on waits for a stop to be looked at
GONE = "the debug session is over"


@dataclass(slots=True)
class _Asked:
    """A request that debugpy has: of the client, or our own."""

    command: str
    arguments: Json
    client_seq: int | None = None
    answered: "asyncio.Future[Json] | None" = None
    extra: Json = field(default_factory=dict)


class Bridge:
    """One client, one debugpy."""

    def __init__(
        self,
        writer: Writer,
        open_predictor: Callable[[Json], Predictor],
        client: Json,
        *,
        over: asyncio.Event,
        numbers: Iterator[int] | None = None,
        early: Sequence[Json] = (),
        is_greeted: bool = False,
        connect: Callable[[str, Json], Awaitable[Adapter]] = adapter_for,
    ) -> None:
        self._writer = writer
        self._client = client
        self._connect = connect
        self._up, self._down = numbers or itertools.count(1), itertools.count(1)
        self._waiting: list[tuple[Json, bool]] | None = [
            (m, True) for m in early
        ]  # for debugpy to be ready; True: answered
        self._is_greeted = is_greeted  # the client has got `initialized`
        self.is_started = False
        self._launched: Json | None = None  # arguments of the launch request, for another one
        self._configured: dict[tuple[str, str | None], Json] = {}  # the newest of each configuring request, by file
        self._asked: dict[int, _Asked] = {}
        self._reverse: dict[int, int] = {}  # our number of a request of debugpy's -> its own
        self._adapter: Adapter | None = None
        self._closing: asyncio.Task[None] | None = None  # of the adapter before a restart
        self._reading: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self.over = over  # set when the client is done
        self.is_gone = False  # debugpy is
        self._has_ended = False  # `terminated` was sent
        self._is_running = False
        self._overlay: Overlay | None = None
        self._held: list[Json] | None = None  # requests behind one that lets the program go on
        self._children: ChildListener | None = None
        self._sources: dict[str, Json] = {}
        self._frames: dict[int, Json] = {}  # stack frames told to the client, by id
        self._scopes: dict[int, int] = {}  # variablesReference of locals -> frame id
        self._predicted: dict[int, int] = {}  # our reference -> frame id
        self._references = itertools.count(PREDICTED_REFERENCES)
        self.breakpoints = LineBreakpoints()
        self.companion = Companion(self, open_predictor)
        for message in early:
            self._note_configured(message)

    # ------------------------------------------------------------ beginning

    async def start(self, request: Json) -> None:
        """Find debugpy for a launch or attach request, and hand it on.

        A request that was answered with an error leaves the session open: it can be tried again.
        """
        command = str(request["command"])
        arguments = true_place(dict(request.get("arguments") or {}))
        try:
            can = await self._open(command, arguments)
        except DeskcheckError as error:
            self._fail(request, str(error))
            return
        self._launched = arguments if command == "launch" else None
        self._send_down(command, arguments, client_seq=int(request["seq"]))
        self._spawn(self._tell_capabilities(can))

    async def _open(self, command: str, arguments: Json) -> "asyncio.Future[Json]":
        """Connect to a debugpy and greet it; the future gives what it can do.

        Raises:
            DeskcheckError: it cannot be started or reached.
        """
        self.companion.configure(command, arguments)
        self._adapter = await self._connect(command, arguments)
        self.is_started = True
        await self.companion.open()
        self._reading = asyncio.create_task(self._read(self._adapter))
        self.companion.watch_configured()
        return self._ask("initialize", self._client)

    async def _tell_capabilities(self, answer: "asyncio.Future[Json]") -> None:
        """Tell what this session can do: the client was greeted before it was known to be a real one."""
        with contextlib.suppress(DeskcheckError):
            can = with_ours(await answer)
            self.event("capabilities", {"capabilities": {**can, "supportsRestartRequest": self._launched is not None}})

    # ------------------------------------------------------------ beginning again

    async def _restart(self, message: Json, arguments: Json) -> None:
        """End the real program and launch it again, under a debugpy of its own; requests wait until that is there."""
        given = arguments.get("arguments")
        launch = true_place(dict(given)) if isinstance(given, dict) and given.get("program") else self._launched
        try:
            if launch is None:
                raise DeskcheckError("a program that was attached to cannot be launched again from here")
            await self._end_run()
            self._launched = launch
            await self._open("launch", launch)
            async with asyncio.timeout(RESTART_S):
                await self._ask("launch", launch)
        except (DeskcheckError, TimeoutError) as error:
            self._fail(message, str(error) or f"the program did not begin in {RESTART_S:g} s")
            if self._adapter is None:
                self._lose()
        else:
            self._answer(message, {})
        finally:
            self._release()

    async def _end_run(self) -> None:
        """Let go of the present run, and of all that is known of it; what was configured is kept to be done again."""
        adapter, self._adapter = self._adapter, None
        if self._reading is not None:
            self._reading.cancel()
        self._let_go("the program is started again")
        self._reverse.clear()
        self._waiting = [(message, True) for message in self._configured.values()]
        self._is_greeted = True
        if not self._is_running:
            self.event("continued", {"threadId": self.companion.thread_id, "allThreadsContinued": True})
        await self.end_overlay()
        self._forget()
        companion = self.companion
        companion.ends()
        self.companion = companion.successor()
        self.breakpoints.begin_anew()
        await companion.close()
        if self._children is not None:
            await self._children.close()
            self._children = None
        if adapter is not None:
            self._closing = asyncio.create_task(adapter.close())
            await asyncio.shield(self._closing)
        self._is_running = True

    def _release(self) -> None:
        """Take the requests that were held back."""
        held, self._held = self._held or [], None
        for message in held:
            if self._held is None:
                self._receive(message)
            else:  # one of them holds the others back
                self._held.append(message)

    # ------------------------------------------------------------ from the client

    def receive(self, message: Json) -> None:
        """Take a message of the client; never waits."""
        is_leaving = self._waiting is not None and message.get("command") in ("disconnect", "terminate")
        if message.get("type") == "response" or (is_leaving and self._adapter is not None):  # a launch may wait for it
            self._receive(message)
        elif self._held is not None:
            self._held.append(message)
        elif _is_resuming(message) and self._overlay is None and self.companion.is_looking:
            self._held = [message]
            self._spawn(self._resume_soon())
        else:
            self._receive(message)

    async def _resume_soon(self) -> None:
        """Let the program go on when a stop has been looked at, or that takes too long; later requests queue up."""
        await self.companion.arrived(LOOK_S)
        self._release()

    def _receive(self, message: Json) -> None:
        kind = message.get("type")
        if kind == "response":
            self._take_client_response(message)
            return
        command, seq, arguments = message.get("command"), message.get("seq"), message.get("arguments")
        if kind != "request" or not isinstance(seq, int) or isinstance(seq, bool):
            return
        if arguments is not None and not isinstance(arguments, dict):
            self._fail(message, f"the arguments of {command} are no object")
            return
        arguments = arguments or {}
        if not isinstance(command, str):
            self._fail(message, f"there is no request {command!r}")
        elif command in ("initialize", "launch", "attach"):
            self._fail(message, f"{command} came twice")
        elif self.is_gone or not self.is_started:
            self._answer_alone(message, command)
        elif command == "restart":
            if self._waiting is not None:
                self._fail(message, "restart has to wait: the program has not begun")
            elif self._has_ended:
                self._fail(message, GONE)
            else:
                self._held = []
                self._spawn(self._restart(message, arguments))
        elif self._waiting is not None and command in CONFIGURING:
            self._waiting.append((message, False))
        elif self._overlay is not None and command == "setBreakpoints":
            self._spawn(self._overlay.also(command, arguments))
            self._forward(message, command, arguments)
        elif self._overlay is not None and command in OVERLAID:
            self._spawn(self._do_over(message, command, arguments))
        elif command == "exceptionInfo" and (body := self.companion.exception_info()) is not None:
            self._answer(message, body)
        elif command in REFUSED:
            self._fail(message, REFUSED[command])
        elif command in _OWN:
            self._spawn(self._do_own(message, command, arguments))
        elif command == "evaluate" and arguments.get("context") == "repl" and _is_console(arguments.get("expression")):
            self._spawn(self._do_own(message, "console", arguments))
        elif command == "variables" and arguments.get("variablesReference") in self._predicted:
            self._spawn(self._do_own(message, "predictedVariables", arguments))
        elif _names_ours(arguments):
            self._fail(message, "predicted values cannot be changed here: imagine from here, and change them there")
        elif self._is_running and command == "continue":  # debugpy answers when something goes on, so never
            self._answer(message, {"allThreadsContinued": True})
        elif self._is_running and (command in AT_A_STOP or (command == "evaluate" and "frameId" in arguments)):
            self._fail(message, f"{command} has to wait: the program is running")
        elif command in FORWARDED:
            self._forward(message, command, arguments)
        else:
            self._fail(message, f"there is no request {command!r}")

    def _forward(self, message: Json, command: str, arguments: Json) -> None:
        seq = int(message["seq"])
        self._note_configured(message)
        if command in RESUMING:
            self._is_running = True
            self._forget()
            self.companion.resumes()
        elif command == "setBreakpoints":
            self._set_breakpoints(seq, arguments)
            return
        elif command == "setExceptionBreakpoints":
            arguments = self.companion.without_own_filters(arguments)
        elif command == "configurationDone":
            for path in self.breakpoints.unsent():
                self.send_breakpoints(path)
        elif command in ("setVariable", "setExpression"):
            self.companion.was_changed()
        elif command in ("disconnect", "terminate"):
            self.companion.ends()
            if self._adapter is not None and arguments.get("terminateDebuggee") is False:
                self._adapter.spares_program = True
        self._send_down(command, arguments, client_seq=seq)

    def _note_configured(self, message: Json) -> None:
        """Keep what the client configures, for a restart: the newest request of a kind counts."""
        command = str(message.get("command"))
        if command in CONFIGURING:
            key = (command, _path_of(message.get("arguments") or {}))
            self._configured.pop(key, None)
            self._configured[key] = message
            if (done := self._configured.pop(("configurationDone", None), None)) is not None:
                self._configured["configurationDone", None] = done  # last

    def _answer_alone(self, message: Json, command: str) -> None:
        """Answer when debugpy is gone: leaving is still possible."""
        if command in ("disconnect", "terminate"):
            self._answer(message, {})
            if command == "disconnect":
                self.over.set()
        elif command == "threads":
            self._answer(message, {"threads": []})
        else:
            self._fail(message, GONE)

    def _take_client_response(self, message: Json) -> None:
        number = self._reverse.pop(message.get("request_seq", -1), None)
        if number is not None and self._adapter is not None:
            self._adapter.send({**message, "seq": next(self._down), "request_seq": number})

    # ------------------------------------------------------------ to debugpy

    def _send_down(
        self,
        command: str,
        arguments: Json,
        *,
        client_seq: int | None = None,
        answered: "asyncio.Future[Json] | None" = None,
        extra: Json | None = None,
    ) -> None:
        seq = next(self._down)
        self._asked[seq] = _Asked(command, arguments, client_seq, answered, extra or {})
        if self._adapter is not None:
            self._adapter.send({"seq": seq, "type": "request", "command": command, "arguments": arguments})

    def _ask(self, command: str, arguments: Json) -> "asyncio.Future[Json]":
        """Ask debugpy ourselves; the future gives the body, or raises DeskcheckError."""
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._send_down(command, arguments, answered=future)
        return future

    async def ask(self, command: str, arguments: Json, *, timeout_s: float = 5.0) -> Json:
        """Ask debugpy something for ourselves.

        Raises:
            DeskcheckError: it refuses, is gone, or takes too long.
        """
        if self.is_gone or self._adapter is None:
            raise DeskcheckError(GONE)
        try:
            async with asyncio.timeout(timeout_s):
                return await self._ask(command, arguments)
        except TimeoutError as error:
            raise DeskcheckError(f"debugpy did not answer {command} in {timeout_s:g} s") from error

    # ------------------------------------------------------------ from debugpy

    async def _read(self, adapter: Adapter) -> None:
        try:
            async for message in adapter.messages():
                if adapter is not self._adapter:
                    return
                try:
                    self._take(message)
                except Exception:  # one odd message does not end the session
                    logger.exception("a message of debugpy could not be handled")
        finally:
            if adapter is self._adapter:
                self._lose()

    def _take(self, message: Json) -> None:
        match message.get("type"):
            case "response":
                asked = self._asked.pop(int(message.get("request_seq", -1)), None)
                if asked is not None:
                    self._take_response(asked, message)
            case "event":
                self._take_event(str(message.get("event")), message)
            case "request":
                self._take_request(message)

    def _take_response(self, asked: _Asked, message: Json) -> None:
        if asked.answered is not None:
            if asked.answered.done():
                return
            if message.get("success"):
                asked.answered.set_result(dict(message.get("body") or {}))
            else:
                asked.answered.set_exception(DeskcheckError(str(message.get("message") or "refused")))
                asked.answered.exception()  # nobody may be waiting any more
            return
        body = message.get("body")
        if asked.client_seq is None:
            if asked.command == "setBreakpoints" and isinstance(body, dict):  # at once: a stop may follow
                for item in self.breakpoints.resent(asked.extra["path"], asked.extra["n_hidden"], body):
                    self.event("breakpoint", {"reason": "changed", "breakpoint": item})
            return
        if message.get("success") and isinstance(body, dict):
            message = {**message, "body": self._seen(asked, body)}
        self._send_up({**message, "request_seq": asked.client_seq, "command": asked.command})
        if asked.command in ("launch", "attach") and not message.get("success"):
            self._refuse_waiting("the session was not started")
        if asked.command in RESUMING and not message.get("success"):
            self._is_running = False
        elif asked.command == "disconnect":
            self.over.set()

    def _seen(self, asked: _Asked, body: Json) -> Json:
        """Note what the client is told, and add what is ours to it."""
        match asked.command:
            case "stackTrace":
                for frame in body.get("stackFrames", []):
                    self._frames[frame["id"]] = frame
            case "scopes":
                return self._with_predicted_scope(int(asked.arguments.get("frameId", -1)), body)
            case "setBreakpoints":
                return self.breakpoints.answered(asked.extra["path"], asked.extra["n_hidden"], body)
        return body

    def _with_predicted_scope(self, frame_id: int, body: Json) -> Json:
        scopes = list(body.get("scopes", []))
        if scopes:
            self._scopes[scopes[0].get("variablesReference")] = frame_id
        if scopes and self.companion.has_word_on(frame_id):
            reference = next(self._references)
            self._predicted[reference] = frame_id
            ours = {"name": "Predicted", "variablesReference": reference, "expensive": True}
            scopes.insert(1, ours)
        return {**body, "scopes": scopes}

    def _take_event(self, name: str, message: Json) -> None:
        body = message.get("body") or {}
        match name:
            case "stopped":
                self._is_running = False
                self._forget()
                body = self.companion.stopped(body)
                self._send_up({**message, "body": self.breakpoints.with_client_ids(body)})
                return
            case "initialized":
                if not self._is_greeted:
                    self._send_up(message)
                self._configure()
                return
            case "process":
                self._is_running = True
            case "continued":
                self._is_running = True
                self._forget()
            case "breakpoint":
                shown = self.breakpoints.changed(body)
                if shown is not None:
                    self._send_up({**message, "body": shown})
                return
            case "debugpyAttach":
                self._spawn(self._hand_on_child(message, body))
                return
            case "terminated":
                self._has_ended = True
                self._spawn(self.end_overlay())
                self.companion.ends()
            case "loadedSource":
                return
        self._send_up(message)

    def _configure(self) -> None:
        """Hand on what waited for debugpy to be ready; what was answered already is done again unseen."""
        waiting, self._waiting = self._waiting or [], None
        for message, is_answered in waiting:
            command, arguments = str(message["command"]), message.get("arguments") or {}
            if not is_answered:
                self._forward(message, command, arguments)
            elif command == "setBreakpoints" and (path := _path_of(arguments)) is not None:
                self.breakpoints.wanted(path, arguments)
                self.send_breakpoints(path)
            else:
                if command == "setExceptionBreakpoints":
                    arguments = self.companion.without_own_filters(arguments)
                self._ask(command, arguments)

    def _refuse_waiting(self, words: str) -> None:
        waiting, self._waiting = self._waiting or [], None
        for message, is_answered in waiting:
            if not is_answered:
                self._fail(message, words)

    def _take_request(self, message: Json) -> None:
        if message.get("command") == "startDebugging":
            arguments = dict(message.get("arguments") or {})
            self._spawn(self._hand_on_child(message, arguments.get("configuration") or {}))
        else:
            self._pass_up(message)

    async def _hand_on_child(self, message: Json, configuration: Json) -> None:
        """Tell the client of a child process, at an address that leads through us."""
        if self._children is None:
            self._children = ChildListener(self.companion.open_predictor)
        inside = await self._children.inside(configuration)
        if message.get("type") == "event":
            self._send_up({**message, "body": inside})
        else:
            self._pass_up({**message, "arguments": {**message["arguments"], "configuration": inside}})

    def _pass_up(self, message: Json) -> None:
        number = next(self._up)
        self._reverse[number] = int(message["seq"])
        self._writer.write(encoded({**message, "seq": number}))

    def _lose(self) -> None:
        """Say that debugpy is gone, and answer all that it left open."""
        if self.is_gone:
            return
        self.is_gone = True
        self.companion.ends()
        self._spawn(self.end_overlay())
        self._refuse_waiting(GONE)
        self._let_go("debugpy has ended")
        if not self._has_ended:
            self._has_ended = True
            self.say("debugpy has ended unexpectedly\n", category="stderr")
            self.event("exited", {"exitCode": -1})
            self.event("terminated")

    def _let_go(self, words: str) -> None:
        """Answer all that debugpy left open."""
        asked, self._asked = self._asked, {}
        for item in asked.values():
            if item.answered is not None and not item.answered.done():
                item.answered.set_exception(DeskcheckError(GONE))
                item.answered.exception()
            elif item.client_seq is not None:
                request = {"seq": item.client_seq, "command": item.command}
                if item.command in ("disconnect", "terminate"):
                    self._answer(request, {})
                    if item.command == "disconnect":
                        self.over.set()
                else:
                    self._fail(request, words)

    # ------------------------------------------------------------ breakpoints

    def _set_breakpoints(self, seq: int | None, arguments: Json) -> None:
        path = _path_of(arguments)
        if path is None:
            self._send_down("setBreakpoints", arguments, client_seq=seq, extra={"path": "", "n_hidden": 0})
            return
        self.breakpoints.wanted(path, arguments)
        self.send_breakpoints(path, client_seq=seq)

    def send_breakpoints(self, path: str, *, client_seq: int | None = None) -> None:
        """Send debugpy the breakpoints of a file: the client's, and ours among them."""
        is_first = self._waiting is not None
        if client_seq is None and (self.is_gone or not (is_first or self.breakpoints.may_be_sent_again(path))):
            return
        arguments, n_hidden = self.breakpoints.sent(path, self.companion.channel)
        extra = {"path": path, "n_hidden": n_hidden}
        self._send_down("setBreakpoints", arguments, client_seq=client_seq, extra=extra)

    # ------------------------------------------------------------ what we answer

    async def _do_own(self, message: Json, command: str, arguments: Json) -> None:
        """Answer a request ourselves; the one broad catch of a bridge."""
        try:
            body = await _OWN[command](self, arguments)
        except DeskcheckError as error:
            self._fail(message, str(error))
        except asyncio.CancelledError:
            self._fail(message, "cancelled")
            raise
        except Exception:
            logger.exception("%s failed", command)
            self._fail(message, f"{command} failed inside deskcheck: the log has the details")
        else:
            self._answer(message, body)

    async def _do_over(self, message: Json, command: str, arguments: Json) -> None:
        """Let what lies over the real stop answer."""
        overlay = self._overlay
        try:
            if overlay is None:
                raise DeskcheckError("this moment has passed")
            if command == "evaluate" and str(arguments.get("expression", "")).strip() == ".real":
                body = await self._leave_overlay({})
            else:
                body = await overlay.answer(command, arguments) or {}
        except DeskcheckError as error:
            self._fail(message, str(error))
        except Exception:
            logger.exception("%s failed", command)
            self._fail(message, f"{command} failed inside deskcheck: the log has the details")
        else:
            self._answer(message, body)

    async def _imagine(self, _arguments: Json) -> Json:
        """Go on from the real stop in imagination."""
        entered, words = await self.companion.from_here()
        await self._lay_over(entered, is_past=False)
        return {"words": words, "result": words, "variablesReference": 0}

    async def _step_back(self, _arguments: Json) -> Json:
        await self._lay_over(await self.companion.history(), is_past=True, first="stepBack")
        return {}

    async def _reverse_continue(self, _arguments: Json) -> Json:
        await self._lay_over(await self.companion.history(), is_past=True, first="reverseContinue")
        return {}

    async def _lay_over(self, entered: Entered, *, is_past: bool, first: str | None = None) -> None:
        await self.end_overlay()
        predictor, thread_id = self.companion.predictor, self.companion.thread_id
        overlay = self._overlay = Overlay(self, self._client, entered, predictor, thread_id, is_past=is_past)
        await overlay.begin(first, self.breakpoints.plain())

    async def end_overlay(self) -> None:
        """Take away what lies over the real stop."""
        overlay, self._overlay = self._overlay, None
        if overlay is not None:
            await overlay.close()

    async def _leave_overlay(self, _arguments: Json) -> Json:
        """Go back to where the real program waits."""
        if self._overlay is None:
            raise DeskcheckError("this is the real program already")
        await self.return_to_reality()
        return {"result": "back in the real program", "variablesReference": 0}

    async def return_to_reality(self) -> None:
        """Show the real stop again."""
        await self.end_overlay()
        self._forget()
        body = {"reason": "goto", "description": "Back in the real program", "threadId": self.companion.thread_id}
        self._spawn(self._tell("stopped", {**body, "allThreadsStopped": True}))

    async def _tell(self, name: str, body: Json) -> None:
        self.event(name, body)

    def forward_from_overlay(self, command: str) -> None:
        """Do a move of the real program: the past has been walked to its end."""
        overlay, self._overlay = self._overlay, None
        if overlay is not None:
            self._spawn(overlay.close())
        self._forget()
        self._is_running = True
        self.companion.resumes()
        self._send_down(command, {"threadId": self.companion.thread_id})

    async def _score(self, _arguments: Json) -> Json:
        await self.companion.arrived(LOOK_S)
        return self.companion.score_body()

    async def _predicted_names(self, arguments: Json) -> Json:
        await self.companion.ready()
        return {"names": self.companion.judged_shapes(), "next": self.companion.next_words()}

    async def _predicted_variables(self, arguments: Json) -> Json:
        await self.companion.ready()
        found = self.companion.variables()
        start, count = int(arguments.get("start") or 0), int(arguments.get("count") or 0)
        return {"variables": found[start : start + count] if count else found[start:]}

    async def _console(self, arguments: Json) -> Json:
        word = str(arguments.get("expression", "")).strip()
        if word == ".imagine":
            return await self._imagine(arguments)
        if word == ".real":
            return await self._leave_overlay(arguments)
        text = await self.companion.console(word)
        return {"result": text, "variablesReference": 0}

    async def _cancel(self, _arguments: Json) -> Json:
        return {}  # nothing that can be cancelled holds up anything

    async def _loaded_sources(self, _arguments: Json) -> Json:
        return {"sources": list(self._sources.values())}

    async def _breakpoint_locations(self, arguments: Json) -> Json:
        path = _path_of(arguments)
        if path is None or not isinstance(arguments.get("line"), int):
            raise DeskcheckError("the source has no path, or a line is missing")
        last = arguments.get("endLine")
        return {"breakpoints": await self.breakpoints.locations(path, arguments["line"], last)}

    async def _data_breakpoint_info(self, arguments: Json) -> Json:
        await self.companion.arrived(2.0)
        reference = arguments.get("variablesReference")
        frame_id = self._scopes.get(reference) if isinstance(reference, int) else arguments.get("frameId")
        frame = self._frames.get(frame_id) if isinstance(frame_id, int) else None
        return self.companion.data_breakpoint_info(frame, str(arguments.get("name", "")))

    async def _set_data_breakpoints(self, arguments: Json) -> Json:
        return self.companion.set_data_breakpoints(arguments)

    # ------------------------------------------------------------ to the client

    def frame(self, frame_id: int) -> Json | None:
        """Give a stack frame that the client was told of."""
        return self._frames.get(frame_id)

    def _forget(self) -> None:
        """Let the references of a stop die."""
        self._frames.clear()
        self._scopes.clear()
        self._predicted.clear()

    def event(self, name: str, body: Json | None = None) -> None:
        """Send an event."""
        self._send_up({"type": "event", "event": name} | ({} if body is None else {"body": body}))

    def predicted_values_changed(self) -> None:
        """Have the client ask again for the variables of the real stop, if it is shown and the client can."""
        if self._overlay is None and self._client.get("supportsInvalidatedEvent"):
            self.event("invalidated", {"areas": ["variables"], "threadId": self.companion.thread_id})

    def say(self, text: str, *, category: str = "console", file: str | None = None, line: int | None = None) -> None:
        """Write to the client's console, with a link to a line."""
        body: Json = {"category": category, "output": text}
        if file is not None and line is not None:
            offset = 0 if self._client.get("linesStartAt1", True) else -1
            body |= {"source": {"name": os.path.basename(file), "path": file}, "line": line + offset}
        self.event("output", body)

    def note_source(self, path: str) -> None:
        """Remember a file of the run."""
        self._sources.setdefault(path, {"name": os.path.basename(path), "path": path})

    def _answer(self, request: Json, body: Json) -> None:
        head = {"type": "response", "request_seq": request["seq"], "command": str(request.get("command"))}
        self._send_up({**head, "success": True, "body": body})

    def _fail(self, request: Json, words: str) -> None:
        error = {"id": 1, "format": "{_text}", "variables": {"_text": words}, "showUser": words != "cancelled"}
        head = {"type": "response", "request_seq": request["seq"], "command": str(request.get("command"))}
        self._send_up({**head, "success": False, "message": words, "body": {"error": error}})

    def _send_up(self, message: Json) -> None:
        self._writer.write(encoded({**message, "seq": next(self._up)}))

    def spawn(self, work: Any) -> "asyncio.Task[Any]":
        """Do something behind what is being done."""
        return self._spawn(work)

    def _spawn(self, work: Any) -> "asyncio.Task[Any]":
        task: asyncio.Task[Any] = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def close(self) -> None:
        """End everything; nothing is left behind."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.end_overlay()
        await self.companion.close()
        if self._children is not None:
            await self._children.close()
        if self._adapter is not None:
            await self._adapter.close()
        if self._closing is not None:
            await asyncio.gather(self._closing, return_exceptions=True)
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)


def with_ours(capabilities: Json) -> Json:
    """Add to what debugpy can do what a bridge can."""
    filters = [*capabilities.get("exceptionBreakpointFilters", []), FILTER]
    return {**capabilities, **CAPABILITIES, "exceptionBreakpointFilters": filters}


def _is_console(text: object) -> bool:
    return isinstance(text, str) and text.strip().startswith(".") and text.strip()[1:].isalpha()


def _is_resuming(message: Json) -> bool:
    command = message.get("command")
    return isinstance(command, str) and command in RESUMING


def _names_ours(arguments: Json) -> bool:
    reference = arguments.get("variablesReference")
    return isinstance(reference, int) and reference >= PREDICTED_REFERENCES


def _path_of(arguments: Json) -> str | None:
    place = arguments.get("source")
    path = place.get("path") if isinstance(place, dict) else None
    return path if isinstance(path, str) and path else None


_OWN: dict[str, Callable[[Bridge, Json], Awaitable[Json]]] = {
    "breakpointLocations": Bridge._breakpoint_locations,
    "cancel": Bridge._cancel,
    "console": Bridge._console,
    "dataBreakpointInfo": Bridge._data_breakpoint_info,
    "deskcheck/imagine": Bridge._imagine,
    "deskcheck/predicted": Bridge._predicted_names,
    "deskcheck/real": Bridge._leave_overlay,
    "deskcheck/score": Bridge._score,
    "loadedSources": Bridge._loaded_sources,
    "predictedVariables": Bridge._predicted_variables,
    "reverseContinue": Bridge._reverse_continue,
    "setDataBreakpoints": Bridge._set_data_breakpoints,
    "stepBack": Bridge._step_back,
}
