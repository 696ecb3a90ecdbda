"""Scripted sessions with the real debug adapter, played by our own client and by Microsoft's test client alike."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from debug_client import DebugClient
from protocol_schema import problems

TESTS = Path(__file__).parent
SCENARIOS = sorted((TESTS / "scenarios").glob("*.json"))
REAL = sorted((TESTS / "scenarios" / "real").glob("*.json"))
PLAYER = TESTS / "testsupport"
HAS_PLAYER = shutil.which("node") is not None and (PLAYER / "node_modules").is_dir()

# What a bridge adds, and what debugpy's own messages lack, which are handed on as they are.
BEYOND = {
    "DeskcheckDivergenceEvent is not in the protocol",
    "DebugpySocketsEvent is not in the protocol",
    "ErrorResponse: []: 'body' is a required property",
}

Json = dict[str, Any]


def filled(data: Any, kept: Json) -> Any:
    """Put what was kept in the place of its name."""
    if isinstance(data, str):
        return kept.get(data, data)
    if isinstance(data, list):
        return [filled(item, kept) for item in data]
    return {key: filled(item, kept) for key, item in data.items()} if isinstance(data, dict) else data


def at(body: Any, path: str) -> Any:
    for part in path.split("."):
        body = body[int(part)] if part.isdigit() else body[part]
    return body


def assert_holds(found: Any, wanted: Any) -> None:
    """Check that what was found holds what is wanted, at least; lists item by item."""
    if isinstance(wanted, dict):
        for key, item in wanted.items():
            assert key in found, (key, found)
            assert_holds(found[key], item)
    elif isinstance(wanted, list):
        assert len(found) == len(wanted) or wanted, (found, wanted)
        for one, other in zip(found, wanted, strict=False):
            assert_holds(one, other)
        assert len(found) >= len(wanted), (found, wanted)
    else:
        assert found == wanted


async def take(client: DebugClient, step: Json, kept: Json) -> None:
    """Take one step of a scenario."""
    if "says" in step:
        await client.says(step["category"], step["says"])
        return
    if "event" in step:
        body = await client.event(step["event"])
        while "holds" in step and not _is_held(body, filled(step["holds"], kept)):
            body = await client.event(step["event"])
        keep(step, body, kept)
        return
    arguments = filled(step["with"], kept)
    if "refused" in step:
        assert step["refused"] in await client.refused(step["send"], **arguments)
        return
    body = await client.ask(step["send"], **arguments)
    assert_holds(body, filled(step.get("body", {}), kept))
    keep(step, body, kept)
    if "stop" in step:
        assert list(await client.stop()) == step["stop"]


def keep(step: Json, body: Json, kept: Json) -> None:
    """Keep what a step wants to be named further on."""
    kept.update({f"${name}": at(body, path) for name, path in step.get("keep", {}).items()})


def _is_held(body: Json, wanted: Json) -> bool:
    try:
        assert_holds(body, wanted)
    except AssertionError:
        return False
    return True


async def play(scenario: Json, program: Path, environment: dict[str, str]) -> list[Json]:
    """Play a scenario with our own client against a process; give all that it said."""
    adapter = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "model_runtime", "dap"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )
    assert adapter.stdin is not None
    assert adapter.stdout is not None
    client = DebugClient(adapter.stdout, adapter.stdin.write)
    kept: Json = {"$FILE": str(program)}
    try:
        await client.ask("initialize", adapterID="deskcheck", linesStartAt1=True, columnsStartAt1=True)
        launched = client.send("launch", {"mode": "imagine", "program": str(program), **scenario["launch"]})
        await client.event("initialized")
        for step in scenario["configure"]:
            await take(client, step, kept)
        await client.ask("configurationDone")
        assert (await client.answer(launched))["success"]
        if "first" in scenario:
            assert list(await client.stop()) == scenario["first"]
        for step in scenario["steps"]:
            await take(client, step, kept)
        await client.ask("disconnect")
        assert await asyncio.wait_for(adapter.wait(), 20) == 0
        return client.seen
    finally:
        client.close()
        if adapter.returncode is None:
            adapter.kill()
            await adapter.wait()


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Let all sessions share a model service, which is loaded though none needs it, and ends soon after them."""
    ours = {"DESKCHECK_RUNTIME_DIR": str(tmp_path_factory.mktemp("run")), "DESKCHECK_IDLE_MINUTES": "0.2"}
    return {**os.environ, **ours, "PYTHONPATH": str(TESTS.parent)}


@pytest.mark.parametrize("path", [*SCENARIOS, *REAL], ids=lambda path: path.stem)
def test_our_client_plays_the_scenario(path: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    scenario = json.loads(path.read_text())
    program = tmp_path / "program.py"
    program.write_text(scenario["source"])
    seen = asyncio.run(play(scenario, program.resolve(), environment))
    found = {problem for message in seen for problem in problems(message)}
    assert found - (BEYOND if path in REAL else set()) == set()


@pytest.mark.skipif(not HAS_PLAYER, reason="no Node, or no `npm ci` in tests/testsupport")
@pytest.mark.parametrize(
    ("adapter", "scenarios"),
    [("adapter.py", SCENARIOS), ("plain.py", REAL), ("adapter.py", REAL)],
    ids=["imagined", "plain debugpy", "through a bridge"],
)
def test_the_test_client_of_vs_code_plays_every_scenario(
    adapter: str, scenarios: list[Path], tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "work").mkdir()
    command = ["node", str(PLAYER / "play.mjs"), sys.executable, adapter, str(tmp_path / "work"), *map(str, scenarios)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.split("\n")[:-1] == [f"ok {path.stem}" for path in scenarios]
