"""Sessions with a real debugpy for tests: alone, through a bridge in this process, and through a `deskcheck dap`."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import Any

from debug_client import DebugClient, in_process

from debug_adapter.door import Door
from debug_adapter.protocol import Json
from model_runtime.errors import DeskcheckError
from model_runtime.foresight import ForesightPredictor
from model_runtime.predictor import PredictionEnd, PredictionRequest, Predictor
from model_runtime.trace.frames import TraceFrame, Value

Opened = Callable[[], AbstractAsyncContextManager[DebugClient]]


class Foretelling:
    """A predictor without a model: what follows is computed, some names get other values, the rest fails."""

    def __init__(self, wrong: dict[tuple[str, str], str] | None = None, *, slow_s: float = 0.0) -> None:
        self.model_name = "none"
        self.requests: list[PredictionRequest] = []
        self._wrong = wrong or {}
        self._slow_s = slow_s

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        async def none() -> Predictor:
            raise DeskcheckError("no model here")

        self.requests.append(request)
        await asyncio.sleep(self._slow_s)
        async for item in ForesightPredictor(none).predict(request):
            if isinstance(item, TraceFrame):
                changed = {name: Value(text) for (at, name), text in self._wrong.items() if item.source.endswith(at)}
                held = {name: changed.get(name, value) for name, value in item.locals.items()}
                yield replace(item, locals=held)
            else:
                yield item


@asynccontextmanager
async def through_a_bridge(predictor: Predictor | None = None, *, is_real: bool = False) -> AsyncIterator[DebugClient]:
    """Connect a client to a bridge in this process."""
    chosen = predictor or Foretelling()
    async with in_process(lambda down: Door(down, lambda _: chosen, is_real=is_real)) as client:
        yield client


@asynccontextmanager
async def process(*command: str) -> AsyncIterator[tuple[DebugClient, asyncio.subprocess.Process]]:
    """Connect a client to an adapter that speaks on its standard streams."""
    adapter = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        limit=1 << 20,
    )
    assert adapter.stdin is not None and adapter.stdout is not None
    client = DebugClient(adapter.stdout, adapter.stdin.write)
    try:
        yield client, adapter
    finally:
        adapter.stdin.close()
        try:
            async with asyncio.timeout(10):
                await adapter.wait()
        except TimeoutError:
            adapter.kill()
            await adapter.wait()
        client.close()


@asynccontextmanager
async def plain_debugpy() -> AsyncIterator[DebugClient]:
    """Connect a client to debugpy itself."""
    async with process(sys.executable, "-m", "debugpy.adapter") as (client, _):
        yield client


async def launch(client: DebugClient, program: Any, *, lines: tuple[int, ...] = (), **launch: Any) -> Json:
    """Open a session as every client does; gives what the adapter can do."""
    breakpoints = launch.pop("breakpoints", [{"line": line} for line in lines])
    filters = launch.pop("filters", [])
    can = await client.ask(
        "initialize", adapterID="deskcheck", linesStartAt1=True, columnsStartAt1=True, supportsInvalidatedEvent=True,
        **launch.pop("client", {}),
    )  # fmt: skip
    arguments = {
        "type": "deskcheck",
        "mode": "compare",
        "program": str(program),
        "console": "internalConsole",
        **launch,
    }
    started = client.send("launch", arguments)
    await client.event("initialized")
    await client.ask("setBreakpoints", source={"path": str(program)}, breakpoints=breakpoints)
    await client.ask("setExceptionBreakpoints", filters=filters)
    await client.ask("configurationDone")
    answer = await client.answer(started)
    assert answer["success"], answer
    return can


async def stopped(client: DebugClient) -> tuple[str, int, int]:
    """Wait for a stop; gives its reason, line and thread."""
    event = await client.event("stopped")
    trace = await client.ask("stackTrace", threadId=event["threadId"])
    return event["reason"], trace["stackFrames"][0]["line"], event["threadId"]


async def scopes(client: DebugClient, thread: int) -> dict[str, dict[str, str]]:
    """Give the variables of each scope of the innermost call."""
    trace = await client.ask("stackTrace", threadId=thread)
    found = await client.ask("scopes", frameId=trace["stackFrames"][0]["id"])
    shown = {}
    for scope in found["scopes"]:
        held = await client.ask("variables", variablesReference=scope["variablesReference"])
        shown[scope["name"]] = {item["name"]: item["value"] for item in held["variables"]}
    return shown
