"""The editor's own progress display: shown while predictions are under way for longer than a moment, and a way to call
them off there.

Follows work-done progress of LSP 3.17, begun by the server.
"""

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from lsprotocol import types

if TYPE_CHECKING:
    from lsp_server.server import DeskcheckServer

DELAY_S = 1.0  # what is done sooner is not worth showing


class WorkProgress:
    """Follows the server's status; at most one display at a time."""

    def __init__(self, server: "DeskcheckServer") -> None:
        self._server = server
        self._words: str | None = None  # what is under way, None when nothing is
        self._changed = asyncio.Event()
        self._showing: asyncio.Task[None] | None = None
        self._n_shown = 0

    def update(self, status: dict[str, Any]) -> None:
        """Take in the server's status."""
        if not self._server.can("window", "work_done_progress"):
            return
        words = _words(status)
        if words == self._words:
            return
        self._words = words
        self._changed.set()
        if words is not None and (self._showing is None or self._showing.done()):
            self._showing = asyncio.get_running_loop().create_task(self._show())

    async def _show(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DELAY_S):
                while self._words is not None:
                    await self._next()
        if self._words is None:
            return
        progress, token = self._server.work_done_progress, f"deskcheck-{self._n_shown}"
        self._n_shown += 1
        try:
            await progress.create_async(token)
        except Exception:  # a client that refuses has its reasons
            return
        progress.begin(token, types.WorkDoneProgressBegin("deskcheck", message=self._words or "", cancellable=True))
        while self._words is not None:
            await self._next()
            if self._words is not None:
                progress.report(token, types.WorkDoneProgressReport(message=self._words))
        progress.end(token, types.WorkDoneProgressEnd())
        progress.tokens.pop(token, None)

    async def _next(self) -> None:
        self._changed.clear()
        await self._changed.wait()


def _words(status: dict[str, Any]) -> str | None:
    match status["state"]:
        case "starting":
            return "loading the model"
        case "busy":
            n = status["pending"]
            return f"imagining {n} functions" if n > 1 else "imagining a function"
    return None
