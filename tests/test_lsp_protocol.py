"""The guards over pygls: every request is answered once and in words, whatever arrives; the process ends when told."""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from language_client import LanguageClient, ResponseError, connected, started
from test_debug_adapter import Slow
from test_debugger import CALLS, Foreseeing

URI = "file:///calls.py"
Scenario = Callable[[LanguageClient], Coroutine[Any, Any, None]]


def play(scenario: Scenario) -> None:
    async def run() -> None:
        async with connected(lambda _settings: Foreseeing()) as client:
            await scenario(client)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("textDocument/hover", {"textDocument": {"uri": URI}}, -32602),
        ("textDocument/hover", {"textDocument": {"uri": URI}, "position": {"line": "x", "character": 0}}, -32602),
        ("textDocument/inlayHint", None, -32602),
        ("deskcheck/trace", {"uri": 3}, -32602),
        ("no/such", {}, -32601),
    ],
)
def test_bad_parameters_are_answered_with_an_error_of_one_line(method: str, params: Any, code: int) -> None:
    async def scenario(client: LanguageClient) -> None:
        await client.initialize()
        with pytest.raises(ResponseError) as error:
            await client.request(method, params)
        assert error.value.code == code
        assert "Traceback" not in json.dumps(client.answers[-1])
        assert str(Path(__file__).parent) not in json.dumps(client.answers[-1])
        assert await client.request("deskcheck/status", {})

    play(scenario)


def test_an_object_that_looks_like_a_message_inside_the_parameters_loses_nothing() -> None:
    async def scenario(client: LanguageClient) -> None:
        await client.initialize()
        strange = {"jsonrpc": "2.0", "id": 7, "method": "x"}
        client.notify(
            "workspace/didChangeConfiguration", {"settings": {"deskcheck": {"enable": True}, "other": strange}}
        )
        with pytest.raises(ResponseError):
            await client.request("workspace/executeCommand", {"command": "deskcheck.nothing", "arguments": [strange]})
        assert await client.request("deskcheck/status", {})

    play(scenario)


def test_requests_outside_the_life_of_a_session_are_refused() -> None:
    async def scenario(client: LanguageClient) -> None:
        with pytest.raises(ResponseError) as error:
            await client.request("deskcheck/status", {})
        assert error.value.code == -32002
        await client.initialize()
        await client.request("shutdown", None)
        with pytest.raises(ResponseError) as error:
            await client.request("deskcheck/status", {})
        assert error.value.code == -32600

    play(scenario)


def test_headers_may_be_spelled_in_any_case() -> None:
    async def scenario(client: LanguageClient) -> None:
        await client.initialize()
        _, future = client.begin("deskcheck/status", {})
        await future
        body = json.dumps({"jsonrpc": "2.0", "id": 900, "method": "deskcheck/status", "params": {}}).encode()
        client._send(b"content-length:%d\r\nX: y\r\n\r\n" % len(body) + body)
        client._send(b"CONTENT-LENGTH: 2\r\n\r\n{]")
        assert await client.request("deskcheck/status", {})
        assert [answer["id"] for answer in client.answers if answer["id"] == 900] == [900]

    play(scenario)


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("textDocument/didChange", {"textDocument": {"uri": "file:///no.py", "version": 2}, "contentChanges": []}),
        ("textDocument/didClose", {"textDocument": {"uri": "file:///no.py"}}),
        ("textDocument/didChange", {"nonsense": 1}),
        ("$/unknown", {}),
        ("$/cancelRequest", {"id": 12345}),
    ],
)
def test_a_notification_that_fails_opens_no_window(method: str, params: Any) -> None:
    async def scenario(client: LanguageClient) -> None:
        await client.initialize()
        client.notify(method, params)
        assert await client.request("deskcheck/status", {})
        assert [message["method"] for message in client.told if message["method"].startswith("window/")] == []

    play(scenario)


def test_a_request_that_is_cancelled_is_answered_as_cancelled() -> None:
    async def scenario(client: LanguageClient) -> None:
        await client.initialize(capabilities={})  # a client that cannot be told to ask again: hints wait
        client.open(URI, CALLS + "\ntotal([1])\n")
        place = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
        number, future = client.begin("textDocument/inlayHint", {"textDocument": {"uri": URI}, "range": place})
        client.notify("$/cancelRequest", {"id": number})
        with pytest.raises(ResponseError) as error:
            await future
        assert error.value.code == -32800

    async def run() -> None:
        async with connected(lambda _settings: Slow()) as client:
            await scenario(client)

    asyncio.run(run())


def test_the_process_keeps_its_stream_clean_and_ends_while_it_predicts(tmp_path: Path) -> None:
    path = tmp_path / "endless.py"
    path.write_text(
        "import re\n\ndef f(n):  # deskcheck: f(3)\n    while re.match('x', str(n)) is None:\n        n += 1\n"
    )

    async def scenario() -> None:
        environment = {**os.environ, "DESKCHECK_RUNTIME_DIR": str(tmp_path / "run")}
        async with started(sys.executable, "-m", "model_runtime", "lsp", env=environment) as client:
            await client.initialize(root=tmp_path)
            client.open(path.as_uri(), path.read_text())
            await client.until_hints(path.as_uri(), bool)
            assert await client.request("shutdown", None, timeout_s=20) is None
            client.notify("exit", None)

    asyncio.run(scenario())
