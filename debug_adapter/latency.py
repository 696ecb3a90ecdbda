"""How long requests take through a bridge, beside debugpy alone: two sessions of one program, asked in turns."""

import asyncio
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from debug_adapter.protocol import Json, encoded, messages
from model_runtime.errors import DeskcheckError

LIMIT_S = 60.0
PROGRAM = """\
def work(n):
    total = 0
    for i in range(n):
        total = total + i
    return total


work(100000)
"""
STOP = 3
KINDS = ("threads", "stackTrace", "scopes", "variables", "evaluate", "next")


@dataclass(frozen=True, slots=True)
class Latency:
    """Median of one kind of request on both ways, in seconds."""

    kind: str
    n: int
    plain_s: float
    bridge_s: float

    @property
    def ratio(self) -> float:
        """Bridge over plain debugpy."""
        return self.bridge_s / self.plain_s


class _Client:
    def __init__(self, adapter: asyncio.subprocess.Process) -> None:
        assert adapter.stdin is not None and adapter.stdout is not None
        self._stdin = adapter.stdin
        self._messages = messages(adapter.stdout)
        self._seq = itertools.count(1)
        self._kept: list[Json] = []

    def send(self, command: str, arguments: Json) -> int:
        seq = next(self._seq)
        self._stdin.write(encoded({"seq": seq, "type": "request", "command": command, "arguments": arguments}))
        return seq

    async def until(self, **wanted: Any) -> Json:
        """Wait for a message with some fields."""
        async with asyncio.timeout(LIMIT_S):
            for idx, message in enumerate(self._kept):
                if all(message.get(name) == value for name, value in wanted.items()):
                    return self._kept.pop(idx)
            async for message in self._messages:
                if all(message.get(name) == value for name, value in wanted.items()):
                    return message
                if message.get("type") != "event" or message.get("event") in ("initialized", "stopped"):
                    self._kept.append(message)
        raise DeskcheckError("the debug session ended in the middle of the measurement")

    async def ask(self, command: str, **arguments: Any) -> Json:
        answer = await self.until(type="response", request_seq=self.send(command, arguments))
        if not answer.get("success"):
            raise DeskcheckError(f"{command} failed: {answer.get('message')}")
        return dict(answer.get("body") or {})


@asynccontextmanager
async def _session(command: list[str], program: Path) -> AsyncIterator[_Client]:
    adapter = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        limit=1 << 20,
    )
    client = _Client(adapter)
    try:
        await client.ask("initialize", adapterID="deskcheck")
        started = client.send("launch", {"mode": "compare", "program": str(program), "console": "internalConsole"})
        await client.until(event="initialized")
        await client.ask("setBreakpoints", source={"path": str(program)}, breakpoints=[{"line": STOP}])
        await client.ask("configurationDone")
        await client.until(type="response", request_seq=started)
        await client.until(event="stopped")
        await client.ask("setBreakpoints", source={"path": str(program)}, breakpoints=[])
        yield client
        await client.ask("disconnect", terminateDebuggee=True)
    finally:
        assert adapter.stdin is not None
        adapter.stdin.close()
        try:
            await asyncio.wait_for(adapter.wait(), 10)
        except TimeoutError:
            adapter.kill()
            await adapter.wait()


async def _round(client: _Client) -> dict[str, float]:
    """Ask for what an editor asks for at a stop, then step."""
    taken: dict[str, float] = {}

    async def timed(kind: str, **arguments: Any) -> Json:
        began = time.perf_counter()
        body = await client.ask(kind, **arguments)
        taken[kind] = time.perf_counter() - began
        return body

    await timed("threads")
    frame = (await timed("stackTrace", threadId=1))["stackFrames"][0]["id"]
    scope = (await timed("scopes", frameId=frame))["scopes"][0]["variablesReference"]
    await timed("variables", variablesReference=scope)
    await timed("evaluate", expression="total + 1", frameId=frame, context="watch")
    began = time.perf_counter()
    await client.ask("next", threadId=1)
    await client.until(event="stopped")
    taken["next"] = time.perf_counter() - began
    return taken


async def measure(rounds: int = 40) -> list[Latency]:
    """Measure both ways in turns; the last row is over all requests.

    Raises:
        DeskcheckError: a session broke down.
    """
    with tempfile.TemporaryDirectory(prefix="deskcheck-") as folder:
        program = Path(folder) / "program.py"
        program.write_text(PROGRAM)
        plain = [sys.executable, "-m", "debugpy.adapter"]
        bridge = [sys.executable, "-m", "model_runtime", "dap", "--compare"]
        async with _session(plain, program) as alone, _session(bridge, program) as ours:
            for client in (alone, ours):  # what the first stop costs once is not what a request costs
                await _round(client)
            pairs = [(await _round(alone), await _round(ours)) for _ in range(rounds)]
    rows = [
        Latency(
            kind,
            rounds,
            statistics.median(plain_s[kind] for plain_s, _ in pairs),
            statistics.median(bridge_s[kind] for _, bridge_s in pairs),
        )
        for kind in KINDS
    ]
    everything = [[taken[kind] for taken in side for kind in KINDS] for side in zip(*pairs, strict=True)]
    return [*rows, Latency("all", rounds * len(KINDS), *(statistics.median(side) for side in everything))]


def to_json(rows: list[Latency], machine: str) -> Json:
    """Give the document of `benchmark --json`."""
    found: list[Json] = []
    for row in rows:
        note = f"median of {row.n} requests, in turns with debugpy alone"
        found += [
            {"name": f"dap_{row.kind}_plain", "value": row.plain_s, "unit": "s", "note": note},
            {"name": f"dap_{row.kind}_bridge", "value": row.bridge_s, "unit": "s", "note": note},
            {"name": f"dap_{row.kind}_ratio", "value": row.ratio, "unit": "1", "note": note},
        ]
    return {"schema": "deskcheck.benchmark/1", "machine": machine, "rows": found}
