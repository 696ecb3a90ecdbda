"""The model service among real processes: editors and debuggers of one user share it, wherever its model computes."""

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from debug_client import DebugClient
from language_client import LanguageClient, started
from tiny import write_tiny_checkpoint

from model_runtime.doctor import checkpoint_path, read_checkpoint

LIMIT_S = 200.0  # of a wait, on a machine that has other things to do
SERVER = Path(__file__).parent / "completion_server.py"
LONG = "def f(n):  # deskcheck: f(1)\n" + "    n = n + 1\n" * 200 + "    return n\n"
SHORT = "def g(a):  # deskcheck: g({})\n    return a\n"
NO_VALUES = "def g():  # deskcheck: g()\n    if str():\n        pass\n"  # they would be long ones
PURE = {"pureNeural": True, "maxFrames": 2000}


@pytest.fixture
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Have a place for services of this test alone, which leave when it does."""
    monkeypatch.setenv("DESKCHECK_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("DESKCHECK_IDLE_MINUTES", "0.05")
    return dict(os.environ)


@contextlib.asynccontextmanager
async def debugging(env: dict[str, str]) -> AsyncIterator[tuple[DebugClient, int]]:
    """Give a client of a debug adapter process, and the number of that process."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "model_runtime", "dap", stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env
    )
    assert process.stdin is not None and process.stdout is not None
    client = DebugClient(process.stdout, process.stdin.write, limit_s=LIMIT_S)
    try:
        yield client, process.pid
    finally:
        process.stdin.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), 20)
        if process.returncode is None:
            process.kill()
            await process.wait()
        client.close()


def services(env: dict[str, str]) -> list[psutil.Process]:
    """Give the service processes of a runtime folder."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if "serve" in process.cmdline() and process.environ().get("DESKCHECK_RUNTIME_DIR") == str(
                env["DESKCHECK_RUNTIME_DIR"]
            ):
                found.append(process)
    return found


def own_bytes(process: psutil.Process) -> int:
    """Give the memory of a process that would be free if it ended."""
    return int(process.memory_full_info().uss)


async def until_run(client: LanguageClient, uri: str, function: str, *states: str) -> dict[str, Any]:
    """Look at a document until the run of a function is in one of the states; give what the server says of it."""
    async with asyncio.timeout(LIMIT_S):
        await client.hints(uri)
        while True:
            answer = await client.request("deskcheck/trace", {"uri": uri, "function": function}, timeout_s=LIMIT_S)
            if answer["state"] in states and answer["trace"]:
                return dict(answer)
            await asyncio.sleep(0.1)


@pytest.mark.timeout(600)
def test_editors_and_a_debugger_share_one_copy_of_the_model_and_none_waits_for_a_long_run(
    tmp_path: Path, env: dict[str, str]
) -> None:
    weights = 4 * read_checkpoint(checkpoint_path(None)).parameters
    long, short, shorter = tmp_path / "long.py", tmp_path / "short.py", tmp_path / "shorter.py"
    long.write_text(LONG)
    short.write_text(SHORT)
    shorter.write_text(SHORT.replace("{}", "[]"))
    command = sys.executable, "-m", "model_runtime", "lsp"

    async def scenario() -> None:
        async with (
            started(*command, env=env) as first,
            started(*command, env=env) as second,
            debugging(env) as (debugger, debugger_pid),
        ):
            # All want the model at the same moment, where there is no service yet.
            for editor, path in ((first, long), (second, short)):
                await editor.initialize(options={"prediction": PURE}, root=tmp_path)
                editor.open(path.as_uri(), path.read_text())
            await debugger.begin(str(short), pureNeural=True)
            await until_run(first, long.as_uri(), "f", "running")
            await until_run(second, short.as_uri(), "g", "fresh")
            await debugger.stop()

            # While one run goes on, others come and are answered.
            async def is_running() -> bool:
                answer = await first.request(
                    "deskcheck/trace", {"uri": long.as_uri(), "function": "f"}, timeout_s=LIMIT_S
                )
                return bool(answer["state"] == "running")

            second.open(shorter.as_uri(), shorter.read_text())
            await until_run(second, shorter.as_uri(), "g", "fresh")
            await debugger.stops("next")
            assert await is_running()

            (service,) = services(env)
            others = [psutil.Process(pid) for pid in (first.process.pid, second.process.pid, debugger_pid)]  # type: ignore[union-attr]
            overhead = 400 << 20  # of torch and the like
            assert weights < own_bytes(service) < 1.5 * weights + overhead
            assert all(own_bytes(other) < weights / 4 for other in others)

    asyncio.run(scenario())
    gone = time.monotonic() + LIMIT_S
    while services(env):
        assert time.monotonic() < gone, "the service stays when nobody needs it"
        time.sleep(0.2)


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[tuple[Path, str, Path]]:
    """Give a checkpoint, the address of a server process that computes with it, and the log of what that is asked."""
    checkpoint = write_tiny_checkpoint(tmp_path / "tiny")
    command = [sys.executable, str(SERVER), str(checkpoint), "--log", str(tmp_path / "log")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield checkpoint, f"http://127.0.0.1:{process.stdout.readline().strip()}", tmp_path / "log"
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.timeout(300)
def test_an_editor_and_a_debugger_predict_with_a_model_on_a_server(
    tmp_path: Path, env: dict[str, str], remote: tuple[Path, str, Path]
) -> None:
    checkpoint, url, log = remote
    file = tmp_path / "short.py"
    file.write_text(NO_VALUES)
    settings = {"model": str(checkpoint), "engine": "remote", "server": {"url": url}}

    async def scenario() -> None:
        async with (
            started(sys.executable, "-m", "model_runtime", "lsp", env=env) as editor,
            debugging(env) as (debugger, _),
        ):
            await editor.initialize(options={**settings, "prediction": {"pureNeural": True, "maxFrames": 3}})
            editor.open(file.as_uri(), NO_VALUES)
            await until_run(editor, file.as_uri(), "g", "fresh")
            assert log.read_text()
            status = await editor.request("deskcheck/status", {})
            assert (status["model"], status["device"]) == ("tiny", url)
            await debugger.begin(str(file), pureNeural=True, **settings)
            assert await debugger.stop() == ("entry", 1)
            (service,) = services(env)  # the same one
            assert service.cmdline()[-8:-4] == ["--engine", "remote", "--url", url]

    asyncio.run(scenario())
