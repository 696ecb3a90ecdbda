"""Child processes of a bridge's program: their debug sessions lead through a bridge, too.

debugpy tells a client to attach to the port of its first adapter. Who does so directly would leave us out. So the
client is given a port of ours, and the true one beside it: a client that opens the port finds a bridge there, and one
that starts a new adapter of ours with this configuration finds the true port in it. Either way there is one bridge.
"""

import asyncio
import contextlib
from collections.abc import Callable

from debug_adapter.protocol import Json
from model_runtime.predictor import Predictor

TRUE_PLACE = "deskcheckConnect"
READ_LIMIT = 1 << 20


class ChildListener:
    """Listens on loopback for the sessions of child processes."""

    def __init__(self, open_predictor: Callable[[Json], Predictor]) -> None:
        self._open_predictor = open_predictor
        self._server: asyncio.Server | None = None
        self._sessions: set[asyncio.Task[None]] = set()
        self._opening = asyncio.Lock()

    async def inside(self, configuration: Json) -> Json:
        """Give a configuration that leads through us."""
        async with self._opening:
            if self._server is None:
                self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=READ_LIMIT)
        host, port = self._server.sockets[0].getsockname()[:2]
        ours = {"connect": {"host": host, "port": port}, TRUE_PLACE: configuration.get("connect")}
        kept = {name: value for name, value in configuration.items() if name not in ("function", "call")}
        return {**kept, "mode": "compare", **ours}

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from debug_adapter.door import Door

        task = asyncio.current_task()
        if task is not None:
            self._sessions.add(task)
        try:
            await Door(writer, self._open_predictor, is_real=True).serve(reader, writer.drain)
        finally:
            writer.close()
            if task is not None:
                self._sessions.discard(task)

    async def close(self) -> None:
        """End the sessions."""
        if self._server is not None:
            self._server.close()
        for task in list(self._sessions):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*self._sessions, return_exceptions=True)


def true_place(arguments: Json) -> Json:
    """Give the arguments of an attach with the port that debugpy listens on."""
    place = arguments.get(TRUE_PLACE)
    if not isinstance(place, dict):
        return arguments
    return {**{name: value for name, value in arguments.items() if name != TRUE_PLACE}, "connect": place}
