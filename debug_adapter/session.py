"""One client's debug session: every request gets exactly one answer, in every state.

States: nothing yet, initialized, launched (arguments are known), running or stopped, over. What a request does is in
`virtual.py`; this module reads messages, orders them and writes answers and events. Requests are answered in the order
they come, except those that wait for the model (`LONG`): the next ones overtake them, and `cancel` ends them.
"""

import asyncio
import itertools
import logging
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from debug_adapter.protocol import REQUESTS, Json, Writer, encoded
from model_runtime.errors import DeskcheckError

logger = logging.getLogger(__name__)

LONG = frozenset(["evaluate", "setExpression", "setVariable", "variables", "launch", "restart"])
CANCELLED = "cancelled"
# Failures of these are shown to the user. A client asks for much else by itself, often a moment too late.
SHOWN = frozenset(["attach", "launch", "restart", "setVariable", "setExpression", "goto"])


class Debuggee(Protocol):
    """What stands behind a session: gives the body of the answer to a request, sends events meanwhile."""

    async def answer(self, command: str, arguments: Json) -> Json | None:
        """Do what a request asks.

        Raises:
            DeskcheckError: it cannot be done; said to the user in these words.
        """
        ...

    async def close(self) -> None:
        """Let go of everything; nothing is asked afterwards."""
        ...


class Host(Protocol):
    """What a debuggee needs of a session."""

    on_cancel_progress: Callable[[str], None]

    def event(self, name: str, body: Json | None = None) -> None:
        """Send an event."""
        ...

    def soon(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        """Do something behind the answer that is being made."""
        ...


class Session:
    """Reads requests, hands them to a debuggee, and answers each once."""

    def __init__(self, writer: Writer, open_debuggee: "Callable[[Session], Debuggee]") -> None:
        self._writer = writer
        self._seq = itertools.count(1)
        self._tasks: dict[int, asyncio.Task[None]] = {}  # by the seq of their request
        self.is_over = False  # the client has gone
        self._debuggee = open_debuggee(self)

    async def receive(self, message: Json) -> None:
        """Take one message of the client: answer a request, pass over the rest."""
        if message.get("type") != "request":
            logger.debug("passed over: %s", message.get("type"))
            return
        command, seq = message.get("command"), message.get("seq")
        arguments = message.get("arguments")
        if not isinstance(seq, int) or isinstance(seq, bool):
            logger.warning("a request without a number cannot be answered")
            return
        if not isinstance(command, str) or command not in REQUESTS:
            self._fail(message, f"there is no request {command!r}")
        elif arguments is not None and not isinstance(arguments, dict):
            self._fail(message, f"the arguments of {command} are no object")
        elif command == "cancel":
            self._cancel(message, arguments or {})
        elif command in LONG:
            task = asyncio.create_task(self._do(message, command, arguments or {}))
            self._tasks[seq] = task
            task.add_done_callback(lambda _: self._tasks.pop(seq, None))
            await asyncio.sleep(0)  # it begins before the next message is read
        else:
            await self._do(message, command, arguments or {})

    async def _do(self, message: Json, command: str, arguments: Json) -> None:
        """Answer a request; the one broad catch of this process."""
        try:
            body = await self._debuggee.answer(command, arguments)
        except asyncio.CancelledError:
            self._fail(message, CANCELLED)
            return
        except DeskcheckError as error:
            self._fail(message, str(error))
            return
        except Exception:
            logger.exception("%s failed", command)
            self._fail(message, f"{command} failed inside deskcheck: the log has the details")
            return
        self._answer(message, {"success": True} if body is None else {"success": True, "body": body})
        if command == "disconnect":
            self.is_over = True
        await asyncio.sleep(0)  # events that follow from this answer go out before the next one

    def _cancel(self, message: Json, arguments: Json) -> None:
        """End a request that waits, or the imagining that a progress was shown for."""
        number = arguments.get("requestId")
        task = self._tasks.get(number) if isinstance(number, int) else None
        if task is not None:
            task.cancel()
        elif arguments.get("progressId") is not None:
            self.on_cancel_progress(str(arguments["progressId"]))
        self._answer(message, {"success": True})

    on_cancel_progress: Callable[[str], None] = staticmethod(lambda progress_id: None)

    def _fail(self, message: Json, words: str) -> None:
        is_shown = message.get("command") in SHOWN and words != CANCELLED
        error = {"id": 1, "format": "{_text}", "variables": {"_text": words}, "showUser": is_shown}
        self._answer(message, {"success": False, "message": words, "body": {"error": error}})

    def _answer(self, message: Json, rest: Json) -> None:
        command = message.get("command")
        self._send({"type": "response", "request_seq": message["seq"], "command": str(command), **rest})

    def event(self, name: str, body: Json | None = None) -> None:
        """Send an event."""
        self._send({"type": "event", "event": name} | ({} if body is None else {"body": body}))

    def soon(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do something behind the answer that is being made."""
        return asyncio.create_task(work)

    def _send(self, message: Json) -> None:
        self._writer.write(encoded({"seq": next(self._seq), **message}))

    async def close(self) -> None:
        """End all that is under way; every request that waits is answered."""
        waiting = list(self._tasks.values())
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await self._debuggee.close()
