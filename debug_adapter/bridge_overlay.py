"""What lies over a real stop: the past that was recorded, or the future as imagined from there.

Both are runs of the virtual debugger that begin with real frames. While an overlay is there, it answers moves and
looks, and the real program waits. Its thread bears the number of the real one, so that a client sees one thread go on.
"""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from debug_adapter.protocol import Json
from debug_adapter.virtual import THREAD_ID, VirtualDebuggee
from model_runtime.debugger import NeuralDebugger
from model_runtime.entering import Entered
from model_runtime.errors import DeskcheckError
from model_runtime.predictor import Predictor

if TYPE_CHECKING:
    from debug_adapter.bridge import Bridge

OVERLAID = frozenset(
    [
        "completions",
        "continue",
        "evaluate",
        "exceptionInfo",
        "goto",
        "gotoTargets",
        "next",
        "pause",
        "restartFrame",
        "reverseContinue",
        "scopes",
        "setExpression",
        "setVariable",
        "stackTrace",
        "stepBack",
        "stepIn",
        "stepInTargets",
        "stepOut",
        "variables",
    ]
)
_FORWARD = ("continue", "next", "stepIn", "stepOut")
_TOLD = ("stopped", "output", "progressStart", "progressUpdate", "progressEnd", "invalidated", "continued")


class Overlay:
    """A virtual debugger in place of the real stop."""

    def __init__(
        self, bridge: "Bridge", client: Json, entered: Entered, predictor: Predictor, thread_id: int, *, is_past: bool
    ) -> None:
        """Stand where the real program does: to go on in imagination, or to go back."""
        self._bridge = bridge
        self._thread_id = thread_id
        self.is_past = is_past
        self._entered = entered
        self._last = len(entered.request.prefix) - 1  # the frame of the real stop
        self.debugger = NeuralDebugger(predictor, entered.request, entered.context)
        self._is_silent = True
        self._debuggee = VirtualDebuggee.over(self, self.debugger, entered, predictor, client)

    async def begin(self, first: str | None, breakpoints: list[Json]) -> None:
        """Stand on the frame of the real stop; with a first move make it."""
        await self.debugger.start()
        self.debugger.go_to(self._last)
        for arguments in breakpoints:
            await self._debuggee.answer("setBreakpoints", arguments)
        self._is_silent = False
        if first is not None:
            await self._debuggee.answer(first, {"threadId": THREAD_ID})
        else:
            body = {"reason": "goto", "description": "Imagined from here", "threadId": self._thread_id}
            self._bridge.spawn(self._tell("stopped", {**body, "allThreadsStopped": True}))

    async def _tell(self, name: str, body: Json) -> None:
        self._bridge.event(name, body)

    async def answer(self, command: str, arguments: Json) -> Json | None:
        """Do what a request asks; walking on from the end of the past is the real program's move.

        Raises:
            DeskcheckError: it cannot be done.
        """
        if self.is_past and command in _FORWARD and self.is_at_the_present:
            self._bridge.forward_from_overlay(command)
            return {"allThreadsContinued": True} if command == "continue" else {}
        if self.is_past and command in _FORWARD and self.debugger.run is self.debugger.runs[0]:
            await self._within_past(command)
            return {}
        return await self._debuggee.answer(command, arguments)

    async def also(self, command: str, arguments: Json) -> None:
        """Do what was asked of the real program, too."""
        with contextlib.suppress(DeskcheckError):
            await self._debuggee.answer(command, arguments)

    @property
    def is_at_the_present(self) -> bool:
        """Whether the cursor stands where the real program does."""
        return self.debugger.run is self.debugger.runs[0] and self.debugger.cursor >= self._last

    async def _within_past(self, command: str) -> None:
        """Move on in what is known, at most to the present: the past is not imagined on."""
        moves = {
            "next": self.debugger.step_over,
            "stepIn": self.debugger.step_in,
            "stepOut": self.debugger.step_out,
            "continue": self.debugger.resume,
        }
        begin = self.debugger.cursor
        let_go = self.debugger.run.hold()
        try:
            await moves[command]()
        finally:
            let_go()
        if self.debugger.cursor in (begin, *range(self._last, len(self.debugger.timeline))):  # it leads to the present
            await self._bridge.return_to_reality()
        else:
            self.event("stopped", {"reason": "step", "threadId": THREAD_ID, "allThreadsStopped": True})

    # what a virtual debuggee needs of a session

    on_cancel_progress: Callable[[str], None] = staticmethod(lambda progress_id: None)

    def event(self, name: str, body: Json | None = None) -> None:
        """Pass an event of the virtual run to the client; its end is the way back to the real stop."""
        if self._is_silent or name not in _TOLD:
            if name == "terminated":
                self._bridge.spawn(self._bridge.return_to_reality())
            return
        body = dict(body or {})
        if "threadId" in body:
            body["threadId"] = self._thread_id
        if name == "stopped" and self.is_past and self.debugger.run is self.debugger.runs[0]:
            body["description"] = "In the recorded past" if self.debugger.cursor else "Start of what was recorded"
        self._bridge.event(name, body)

    def soon(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        """Do something behind the answer that is being made."""
        return asyncio.create_task(work)

    async def close(self) -> None:
        """Stop imagining."""
        self._is_silent = True
        await self._debuggee.close()
