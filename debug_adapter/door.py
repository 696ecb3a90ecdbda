"""Where a client comes in: its first requests say whether the run is imagined or a real one with predictions beside it.

That is known only with `launch` or `attach` (`"mode": "compare"`; an attach is always real). Until then an imagined
session answers; its `initialized` event, which an imagined run sends at once and debugpy only after `launch`, is held
back until the mode is known or nobody seems to be about to say it. What was configured before that is done again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from debug_adapter.bridge import Bridge, with_ours
from debug_adapter.protocol import Json, Writer, messages
from debug_adapter.session import Session
from debug_adapter.virtual import VirtualDebuggee
from model_runtime.predictor import Predictor

logger = logging.getLogger(__name__)

HOLD_S = 0.3  # for launch to follow initialize; clients that wait for `initialized` first get it then
CONFIGURING = ("setBreakpoints", "setFunctionBreakpoints", "setExceptionBreakpoints", "configurationDone")
DEBUGPY: Json = {  # what debugpy 1.8 can, for a client that says at once that its session is real
    "supportsCompletionsRequest": True,
    "supportsConditionalBreakpoints": True,
    "supportsConfigurationDoneRequest": True,
    "supportsDebuggerProperties": True,
    "supportsDelayedStackTraceLoading": True,
    "supportsEvaluateForHovers": True,
    "supportsExceptionInfoRequest": True,
    "supportsExceptionOptions": True,
    "supportsFunctionBreakpoints": True,
    "supportsHitConditionalBreakpoints": True,
    "supportsLogPoints": True,
    "supportsModulesRequest": True,
    "supportsSetExpression": True,
    "supportsSetVariable": True,
    "supportsValueFormattingOptions": True,
    "supportTerminateDebuggee": True,
    "supportsTerminateRequest": True,
    "supportsGotoTargetsRequest": True,
    "supportsClipboardContext": True,
    "supportsStepInTargetsRequest": True,
    "exceptionBreakpointFilters": [
        {"filter": "raised", "label": "Raised Exceptions", "default": False},
        {"filter": "uncaught", "label": "Uncaught Exceptions", "default": True},
        {"filter": "userUnhandled", "label": "User Uncaught Exceptions", "default": False},
    ],
}


class Door:
    """One client, from its first message to its last."""

    def __init__(self, writer: Writer, open_predictor: Callable[[Json], Predictor], *, is_real: bool = False) -> None:
        self._writer = writer
        self._open_predictor = open_predictor
        self._is_real = is_real
        self._client: Json | None = None
        self._early: list[Json] = []  # what was configured, and answered, before the mode was known
        self._bridge: Bridge | None = None
        self._over = asyncio.Event()
        greeting = with_ours(DEBUGPY) if is_real else None
        self._session = _HeldSession(writer, lambda session: VirtualDebuggee(session, open_predictor), greeting)

    async def serve(self, reader: asyncio.StreamReader, drain: Callable[[], Awaitable[None]] | None = None) -> None:
        """Serve the client until it goes or is done."""
        reading = asyncio.create_task(self._read(reader, drain))
        waiting = {reading, asyncio.create_task(self._over.wait())}
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()
            for result in await asyncio.gather(*waiting, return_exceptions=True):
                if isinstance(result, Exception):
                    logger.info("the client has gone: %s", result)
            await self.close()

    async def _read(self, reader: asyncio.StreamReader, drain: Callable[[], Awaitable[None]] | None) -> None:
        async for message in messages(reader):
            await self.receive(message)
            if drain is not None:
                await drain()
            if self._session.is_over:
                break

    async def receive(self, message: Json) -> None:
        """Take one message of the client."""
        if self._bridge is not None:
            await self._to_bridge(message)
            return
        command, arguments = message.get("command"), message.get("arguments")
        arguments = arguments if isinstance(arguments, dict) else {}
        is_request = message.get("type") == "request" and isinstance(message.get("seq"), int)
        if is_request and command in ("launch", "attach") and self._client is not None:
            if self._is_real or command == "attach" or arguments.get("mode") == "compare":
                await self._begin_real(message)
                return
            self._session.let_go()
        if is_request and command == "initialize" and self._client is None:
            self._client = arguments
        elif is_request and command in CONFIGURING:
            self._early.append(message)
        elif is_request and self._client is not None:
            self._session.let_go()  # this client does not wait to be greeted
        await self._session.receive(message)

    async def _begin_real(self, message: Json) -> None:
        client = self._client or {}
        session = self._session
        session.drop()
        bridge = Bridge(
            self._writer,
            self._open_predictor,
            client,
            over=self._over,
            numbers=session.numbers,
            early=self._early,
            is_greeted=session.is_greeted,
        )
        if not client.get("linesStartAt1", True):
            bridge.breakpoints.line_offset = -1
        for path, shown in session.breakpoints.items():
            bridge.breakpoints.answered_elsewhere(path, shown)
        self._bridge = bridge
        await bridge.start(message)

    async def _to_bridge(self, message: Json) -> None:
        bridge = self._bridge
        assert bridge is not None
        if not bridge.is_started and message.get("command") in ("launch", "attach"):
            await bridge.start(message)
        else:
            bridge.receive(message)
            await asyncio.sleep(0)

    async def close(self) -> None:
        """End what there is."""
        await self._session.close()
        if self._bridge is not None:
            await self._bridge.close()


class _HeldSession(Session):
    """An imagined session that keeps its `initialized` back for a moment."""

    def __init__(self, writer: Writer, open_debuggee: Any, greeting: Json | None) -> None:
        self._greeting = greeting  # in place of the imagined session's own
        self._is_held = True
        self._waiting: asyncio.Task[None] | None = None
        self.is_greeted = False
        self.breakpoints: dict[str, list[Json]] = {}  # by path: what the client was told of them
        super().__init__(writer, open_debuggee)

    @property
    def numbers(self) -> Iterator[int]:
        """The numbers of messages to the client, to go on with."""
        return self._seq

    def _answer(self, message: Json, rest: Json) -> None:
        if message.get("command") == "initialize" and rest.get("success") and self._greeting is not None:
            rest = {**rest, "body": self._greeting}
        super()._answer(message, rest)
        if message.get("command") == "setBreakpoints" and rest.get("success"):
            path = message["arguments"]["source"].get("path")
            self.breakpoints[str(path)] = rest["body"]["breakpoints"]

    def event(self, name: str, body: Json | None = None) -> None:
        if name == "initialized" and self._is_held:
            self._waiting = asyncio.create_task(self._soon())
            return
        super().event(name, body)

    async def _soon(self) -> None:
        await asyncio.sleep(HOLD_S)
        self._waiting = None
        self._is_held, self.is_greeted = False, True
        super().event("initialized")

    def let_go(self) -> None:
        """Send what was held back."""
        if self._is_held:
            self._is_held = False
            if self._waiting is not None:
                self._waiting.cancel()
                self.is_greeted = True
                super().event("initialized")

    def drop(self) -> None:
        """Send it never: somebody else will."""
        self._is_held = True
        if self._waiting is not None:
            self._waiting.cancel()
