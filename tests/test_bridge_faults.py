"""Who dies in a debug session, when, and what becomes of the others: they end or go on, and nothing is left behind."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
from bridge_client import Foretelling, launch, process, scopes, stopped, through_a_bridge
from debug_client import DebugClient
from test_bridge import PROGRAM, line_of, session

from model_runtime.client import ServiceLostError
from model_runtime.predictor import PredictionEnd, PredictionRequest
from model_runtime.trace.frames import TraceFrame

pytestmark = [pytest.mark.timeout(180), pytest.mark.skipif(sys.platform != "linux", reason="reads the process tree")]
WITHIN_S = float(os.environ.get("DESKCHECK_FAULT_S", "20"))  # 5 on a machine that does nothing else
POINTS = ("launching", "stopped", "running", "imagining")
DAP = (sys.executable, "-m", "model_runtime", "dap", "--compare")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DESKCHECK_RUNTIME_DIR", str(tmp_path / "run"))
    path = tmp_path / "program.py"
    path.write_text(PROGRAM.replace("print(work(4))", "work(4)\nimport time\ntime.sleep(100)\n"))
    return path


async def come_to(point: str, client: DebugClient, program: Path) -> None:
    """Bring a session to a point."""
    if point == "launching":
        await client.ask("initialize", adapterID="deskcheck")
        client.send("launch", {"mode": "compare", "program": str(program), "console": "internalConsole"})
        await client.event("initialized")
        return
    await launch(client, program, lines=(line_of("work"),))
    await stopped(client)
    if point == "running":
        await client.ask("continue", threadId=1)
    if point == "imagining":
        await client.ask("deskcheck/imagine")
        await stopped(client)


def debuggers(family: list[psutil.Process]) -> tuple[list[psutil.Process], list[psutil.Process]]:
    """Tell debugpy's adapter from the program with its launcher."""
    adapters = [p for p in family if any("bridge_quickack" in part for part in p.cmdline())]
    return adapters, [p for p in family if p not in adapters and "program.py" in " ".join(p.cmdline())]


def without_service(family: list[psutil.Process]) -> list[psutil.Process]:
    """Leave out the model service: it belongs to all sessions of a user, and ends by itself."""
    found = []
    for item in family:
        try:
            if "serve" not in item.cmdline():
                found.append(item)
        except psutil.NoSuchProcess:
            continue
    return found


async def gone(family: list[psutil.Process]) -> list[str]:
    """Wait for processes to end; gives those that do not."""
    left = await asyncio.to_thread(psutil.wait_procs, family, WITHIN_S)
    return [str(item.cmdline()) for item in without_service(left[1]) if item.status() != psutil.STATUS_ZOMBIE]


def services(tmp: Path) -> list[psutil.Process]:
    """Give the model services of a test."""
    found = []
    for item in psutil.process_iter(["cmdline", "environ", "status"]):
        environ = item.info.get("environ") or {}
        if environ.get("DESKCHECK_RUNTIME_DIR") == str(tmp / "run") and "serve" in (item.info["cmdline"] or []):
            found.append(item)
    return [item for item in found if item.info["status"] != psutil.STATUS_ZOMBIE]


@pytest.fixture(autouse=True)
def no_service_left(tmp_path: Path) -> AsyncIterator[None]:
    yield
    for item in services(tmp_path):
        item.kill()


@pytest.mark.parametrize("point", POINTS)
@session
async def test_when_the_program_or_debugpy_is_killed_the_client_is_told_and_nothing_is_left(
    program: Path, point: str
) -> None:
    for victim in ("program", "debugpy"):
        async with process(*DAP) as (client, dap):
            await come_to(point, client, program)
            family = without_service(psutil.Process(dap.pid).children(recursive=True))
            adapters, programs = debuggers(family)
            assert adapters and programs
            for item in programs[-1:] if victim == "program" else adapters:
                item.kill()
            async with asyncio.timeout(WITHIN_S):
                await client.event("terminated")
            assert (await client.refused("evaluate", expression="1")) or True
            await client.ask("disconnect")
            assert await gone(family) == []
            async with asyncio.timeout(WITHIN_S):
                assert await dap.wait() == 0


@pytest.mark.parametrize("point", POINTS)
@session
async def test_when_the_bridge_is_killed_or_the_client_goes_nothing_is_left(program: Path, point: str) -> None:
    for is_killed in (True, False):
        async with process(*DAP) as (client, dap):
            await come_to(point, client, program)
            family = without_service(psutil.Process(dap.pid).children(recursive=True))
            assert all(debuggers(family))
            if is_killed:
                dap.kill()
            else:
                assert dap.stdin is not None
                dap.stdin.close()
            async with asyncio.timeout(WITHIN_S):
                await dap.wait()
            assert await gone(family) == []


class Dying:
    """A predictor whose service goes away after some frames."""

    model_name = "dying"

    def __init__(self, n_frames: int) -> None:
        self._n_frames = n_frames

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        n = 0
        async for item in Foretelling().predict(request):
            if n == self._n_frames:
                raise ServiceLostError("the model service is gone")
            n += 1
            yield item


@pytest.mark.parametrize("n_frames", [0, 1, 3])
@session
async def test_without_the_model_service_the_real_session_goes_on(program: Path, n_frames: int) -> None:
    async with through_a_bridge(Dying(n_frames)) as client:
        await launch(client, program, lines=(line_of("work"), line_of("label")))
        await stopped(client)
        for _ in range(4):
            await client.ask("next", threadId=1)
            await stopped(client)
        assert (await scopes(client, 1))["Locals"]["total"] == "0"
        await client.ask("continue", threadId=1)
        assert (await stopped(client))[1] == line_of("label")
        assert (await client.ask("deskcheck/score"))["partings"] == 0
        await client.ask("deskcheck/imagine")
        await client.event("stopped")
        await client.ask("next", threadId=1)
        await client.event("stopped")
        await client.ask("deskcheck/real")
        assert (await stopped(client))[1] == line_of("label")
        await client.ask("disconnect", terminateDebuggee=True)


UNFORESEEN = """\
import os


def work(n):
    total = 0  # @work
    for i in range(n):  # @loop
        total += len(os.getcwd()) * i  # @call
    label = str(total)  # @label
    return label


print(work(4))
"""


async def kill_service(tmp: Path, *, listens: bool = False) -> None:
    """Wait for a model service, one that listens where that is asked for, and kill it."""
    async with asyncio.timeout(60):
        while not (found := services(tmp)) or (listens and not list((tmp / "run").glob("*.sock"))):
            await asyncio.sleep(0.02)
    for item in found:
        item.kill()
    async with asyncio.timeout(WITHIN_S):
        while {item.pid for item in found} & {item.pid for item in services(tmp)}:
            await asyncio.sleep(0.02)


@session
async def test_a_real_model_service_is_killed_again_and_again_and_the_session_goes_on(
    program: Path, tmp_path: Path
) -> None:
    program.write_text(UNFORESEEN)
    at = {name: line_of(name, UNFORESEEN) for name in ("work", "loop", "call", "label")}
    async with process(*DAP) as (client, dap):
        await launch(client, program, lines=(at["work"], at["label"]))
        family = without_service(psutil.Process(dap.pid).children(recursive=True))
        assert (await stopped(client))[1] == at["work"]
        for moment, command, line in (  # where it dies, and what is asked of the real program then
            ("as it starts", "next", at["loop"]),
            ("as it predicts", "next", at["call"]),
            ("between two steps", "next", at["loop"]),
        ):
            await kill_service(tmp_path, listens=moment != "as it starts")
            async with asyncio.timeout(WITHIN_S):
                await client.ask(command, threadId=1)
                assert (await stopped(client))[1] == line, moment
                assert (await scopes(client, 1))["Locals"]["n"] == "4", moment
        await client.ask("deskcheck/imagine")
        await client.event("stopped")
        await client.ask("next", threadId=1)
        await client.event("stopped")
        moving = client.send("next", {"threadId": 1})  # imagined: what the call gives is the model's to say
        await kill_service(tmp_path)  # it waits for another service, or is told that there is none
        async with asyncio.timeout(WITHIN_S):
            await client.ask("deskcheck/real")
            assert (await stopped(client))[1] == at["loop"]
            await client.answer(moving)
            await client.ask("continue", threadId=1)
            assert (await stopped(client))[1] == at["label"]
            await client.ask("continue", threadId=1)
            await client.event("terminated")
            await client.ask("disconnect")
            assert await dap.wait() == 0
        assert client.said("stdout").strip().isdigit()
        assert await gone(family) == []
