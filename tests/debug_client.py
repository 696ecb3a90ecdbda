"""A small DAP client for tests: sends requests, keeps every message, waits for answers and events with a limit."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Protocol

from debug_adapter.protocol import Json, Writer, encoded, messages
from debug_adapter.session import Session
from debug_adapter.virtual import VirtualDebuggee
from model_runtime.predictor import Predictor

LIMIT_S = 30.0


class DebugClient:
    """One side of a session."""

    def __init__(
        self, reader: asyncio.StreamReader, send: Callable[[bytes], None], *, limit_s: float = LIMIT_S
    ) -> None:
        self._limit_s = limit_s
        self.seen: list[Json] = []
        self._reader = reader
        self._send = send
        self._seq = itertools.count(1)
        self._news = asyncio.Condition()
        self._reading = asyncio.create_task(self._read())
        self._n_events: dict[str, int] = {}  # taken so far

    async def _read(self) -> None:
        async for message in messages(self._reader):
            async with self._news:
                self.seen.append(message)
                self._news.notify_all()

    def send(self, command: Any, arguments: Any = None) -> int:
        """Send a request, give its number."""
        seq = next(self._seq)
        message = {"seq": seq, "type": "request", "command": command}
        self._send(encoded(message if arguments is None else message | {"arguments": arguments}))
        return seq

    async def answer(self, seq: int) -> Json:
        """Wait for the answer to a request."""
        return await self._first(lambda m: m["type"] == "response" and m["request_seq"] == seq)

    async def ask(self, command: str, **arguments: Any) -> Json:
        """Send a request and wait for its body; one that fails raises."""
        answer = await self.answer(self.send(command, arguments))
        if not answer["success"]:
            raise AssertionError(f"{command}: {answer['message']}")
        return dict(answer.get("body") or {})

    async def refused(self, command: str, **arguments: Any) -> str:
        """Send a request that fails; give its message."""
        answer = await self.answer(self.send(command, arguments))
        assert not answer["success"], answer
        return str(answer["message"])

    async def event(self, name: str) -> Json:
        """Wait for the next event of a name."""
        n = self._n_events[name] = self._n_events.get(name, 0) + 1
        await self._until(lambda: len(self._events(name)) >= n)
        return dict(self._events(name)[n - 1].get("body") or {})

    async def asked(self, command: str) -> Json:
        """Wait for a request of the adapter."""
        return await self._first(lambda m: m["type"] == "request" and m["command"] == command)

    def reply(self, request: Json) -> None:
        """Say that what the adapter asked for is done."""
        head = {"seq": next(self._seq), "type": "response", "request_seq": request["seq"]}
        self._send(encoded({**head, "command": request["command"], "success": True}))

    async def says(self, category: str, text: str) -> None:
        """Wait until the output of a category holds a text."""
        await self._until(lambda: text in self.said(category))

    def said(self, category: str) -> str:
        """Give the output of a category so far."""
        bodies = [event["body"] for event in self._events("output")]
        return "".join(body["output"] for body in bodies if body.get("category") == category)

    def _events(self, name: str) -> list[Json]:
        return [m for m in self.seen if m["type"] == "event" and m["event"] == name]

    async def _first(self, is_it: Callable[[Json], bool]) -> Json:
        await self._until(lambda: any(map(is_it, self.seen)))
        return next(filter(is_it, self.seen))

    async def _until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(self._limit_s), self._news:
            await self._news.wait_for(is_so)

    async def stops(self, command: str, **arguments: Any) -> tuple[str, int]:
        """Make a move and give the reason and line of the stop it ends in."""
        await self.ask(command, **{"threadId": 1, **arguments})
        return await self.stop()

    async def stop(self) -> tuple[str, int]:
        """Wait for a stop, give its reason and line."""
        event = await self.event("stopped")
        trace = await self.ask("stackTrace", threadId=1)
        return event["reason"], trace["stackFrames"][0]["line"]

    async def locals(self, level: int = 0) -> dict[str, str]:
        """Give the locals of a stack entry."""
        trace = await self.ask("stackTrace", threadId=1)
        scopes = await self.ask("scopes", frameId=trace["stackFrames"][level]["id"])
        held = await self.ask("variables", variablesReference=scopes["scopes"][0]["variablesReference"])
        return {item["name"]: item["value"] for item in held["variables"]}

    async def begin(self, program: str, *, breakpoints: Any = None, **launch: Any) -> None:
        """Make the opening that every client makes."""
        await self.ask("initialize", adapterID="deskcheck", linesStartAt1=True, columnsStartAt1=True)
        await self.event("initialized")
        await self.ask("launch", **{"mode": "imagine", "program": program, "stopOnEntry": True, **launch})
        if breakpoints is not None:
            await self.ask("setBreakpoints", source={"path": program}, breakpoints=breakpoints)
        await self.ask("configurationDone")

    def close(self) -> None:
        """Stop reading."""
        self._reading.cancel()


class Served(Protocol):
    """What serves one client: a session, or the door before it."""

    async def receive(self, message: Json) -> None: ...
    async def close(self) -> None: ...


class _Pipe:
    """Hands what one side writes to the reader of the other."""

    def __init__(self) -> None:
        self.reader = asyncio.StreamReader(limit=1 << 20)

    def write(self, data: bytes) -> None:
        self.reader.feed_data(data)


@asynccontextmanager
async def in_process(open_served: Callable[[Writer], Served]) -> AsyncIterator[DebugClient]:
    """Connect a client to what serves it in this process."""
    up, down = _Pipe(), _Pipe()
    served = open_served(down)

    async def serve() -> None:
        async for message in messages(up.reader):
            await served.receive(message)

    serving = asyncio.create_task(serve())
    client = DebugClient(down.reader, up.write)
    try:
        yield client
    finally:
        up.reader.feed_eof()
        async with asyncio.timeout(LIMIT_S):
            await serving
            await served.close()
        client.close()


@asynccontextmanager
async def connected(open_predictor: Callable[[Json], Predictor]) -> AsyncIterator[DebugClient]:
    """Connect a client to an imagined session in this process."""
    async with in_process(lambda down: Session(down, lambda host: VirtualDebuggee(host, open_predictor))) as client:
        yield client
