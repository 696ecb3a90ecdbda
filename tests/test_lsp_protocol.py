"""The guards over pygls: every request is answered once and in words, whatever arrives; the process ends when told."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from language_client import LanguageClient, ResponseError, connected, started
from pygls.feature_manager import is_thread_function
from test_debug_adapter import Slow
from test_debugger import CALLS, Foreseeing

from lsp_server.server import DeskcheckServer, _serve_tcp
from model_runtime.client import ServicePredictor
from model_runtime.errors import DeskcheckError

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


def test_the_command_serves_with_a_model_service_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKCHECK_RUNTIME_DIR", str(tmp_path / "run"))
    path = tmp_path / "endless.py"
    path.write_text(
        "import re\n\ndef f(n):  # deskcheck: f(3)\n    while re.match('x', str(n)) is None:\n        n += 1\n"
    )

    async def scenario() -> None:
        async with started(sys.executable, "-m", "model_runtime", "lsp") as client:
            await client.initialize(root=tmp_path)
            client.open(path.as_uri(), path.read_text())
            await client.until_hints(path.as_uri(), bool)
            assert await client.request("shutdown", None, timeout_s=20) is None
            client.notify("exit", None)
        service = ServicePredictor()
        await service.connect()
        os.kill(service.status["pid"], signal.SIGTERM)  # it would wait ten minutes for somebody else
        service.close()

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("body", "number", "code"),
    [
        (b"{]", None, -32700),
        (b"[" * 100_000, None, -32700),
        (b"\xff\xfe", None, -32700),
        (b"[]", None, -32600),
        (b'{"jsonrpc": "1.0", "id": 800, "method": "deskcheck/status"}', 800, -32600),
        (b'{"jsonrpc": "2.0", "id": 1.5, "method": "deskcheck/status"}', None, -32600),
        (b'{"jsonrpc": "2.0", "id": null, "method": "deskcheck/status"}', None, -32600),
        (b'{"jsonrpc": "2.0", "id": true, "method": "deskcheck/status"}', None, -32600),
        (b'{"jsonrpc": "2.0", "id": 800, "method": "textDocument/hover", "params": [1]}', 800, -32602),
        (b'{"jsonrpc": "2.0", "id": 800, "method": "textDocument/hover"}', 800, -32602),
        (b'{"jsonrpc": "2.0", "id": "a", "method": "no/such", "params": {}}', "a", -32601),
        (b'{"jsonrpc": "2.0", "id": 800, "method": 3, "params": {}}', 800, -32600),
    ],
)
def test_what_is_no_request_is_answered_as_the_specification_says(body: bytes, number: Any, code: int) -> None:
    async def scenario(client: LanguageClient) -> None:
        await client.initialize()
        client._send(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        assert await client.request("deskcheck/status", {})
        found = [(answer["id"], answer["error"]["code"]) for answer in client.answers if "error" in answer]
        assert found == [(number, code)]

    play(scenario)


@pytest.mark.parametrize(
    "arguments", [None, [], ["file:///a.py"], [3, "f"], ["file:///a.py", "f", None, 4], [None, None], {"a": 1}]
)
def test_arguments_of_a_command_that_do_not_fit_are_refused(arguments: Any) -> None:
    async def scenario(client: LanguageClient) -> None:
        await client.initialize()
        params = {"command": "deskcheck.useCall", "arguments": arguments}
        with pytest.raises(ResponseError) as error:
            await client.request("workspace/executeCommand", params)
        assert error.value.code == -32602

    play(scenario)


def test_arguments_at_the_end_of_a_command_may_be_left_out() -> None:
    async def scenario(client: LanguageClient) -> None:
        await client.initialize()
        client.open(URI, CALLS)
        assert await client.command("deskcheck.forget") is None
        assert await client.command("deskcheck.predict", URI) is None

    play(scenario)


@pytest.mark.parametrize("n_bytes", [1, 7, 10_000])
def test_messages_may_come_in_pieces_or_together(n_bytes: int) -> None:
    async def scenario(client: LanguageClient) -> None:
        await client.initialize()
        body = json.dumps({"jsonrpc": "2.0", "id": 900, "method": "deskcheck/status", "params": {}}).encode()
        sent = (b"Content-Length: %d\r\nContent-Type: x; charset=utf-8\r\n\r\n" % len(body) + body) * 1
        for start in range(0, len(sent), n_bytes):
            client._send(sent[start : start + n_bytes])
            await asyncio.sleep(0)
        assert await client.request("deskcheck/status", {})
        assert [answer["id"] for answer in client.answers][-2:] == [900, 2]

    play(scenario)


def test_half_a_character_in_a_text_hurts_nobody() -> None:
    text = "def f(n):\n    x = 'a'\n    return n\n\nf(3)\n"

    async def scenario(client: LanguageClient) -> None:
        await client.initialize()
        client.open(URI, text.replace("a", "\ud83d"))
        await client.hints(URI)
        assert await client.request("deskcheck/functions", {"uri": URI})
        client.change(URI, 2, {"text": text})
        await client.until_hints(URI, lambda hints: (2, "→ 3") in hints)

    play(scenario)


SERVER = """
import asyncio, os, subprocess, sys
from lsp_server import server

class Endless:
    model_name = "endless"

    async def predict(self, request):
        print("predicting")
        while True:
            await asyncio.sleep(0.001)
        yield

class Loud(server.DeskcheckServer):
    def __init__(self):
        super().__init__(lambda settings: Endless())
        print("loud")
        os.write(1, b"Content-Length: 2\\r\\n\\r\\n{}")
        subprocess.run([sys.executable, "-c", "print('loud')"])

server.DeskcheckServer = Loud
server.main()
"""


@pytest.mark.parametrize(
    ("goodbye", "status"), [(("shutdown", "exit"), 0), (("exit",), 1), (("shutdown", "end"), 0), (("end",), 0)]
)
def test_the_process_ends_in_the_midst_of_a_prediction(goodbye: tuple[str, ...], status: int) -> None:
    async def scenario() -> None:
        async with started(sys.executable, "-c", SERVER) as client:
            await client.initialize()  # nothing that was printed is in the stream
            client.open(URI, CALLS + "\ntotal([1])\n")
            await client.hints(URI)
            assert client.process is not None and client.process.stdin is not None
            async with asyncio.timeout(20):
                while (await client.request("deskcheck/status", {}))["state"] != "busy":
                    await asyncio.sleep(0.01)
                for word in goodbye:  # the prediction has no end: what is answered now does not wait for it
                    if word == "shutdown":
                        assert await client.request("shutdown", None) is None
                    elif word == "exit":
                        client.notify("exit", None)
                    else:
                        client.process.stdin.close()
                assert await client.process.wait() == status

    asyncio.run(scenario())


def test_no_handler_runs_in_pygls_threads() -> None:  # they cannot be cancelled and delay the end of the process
    server = DeskcheckServer(lambda _settings: Foreseeing())
    handlers = {**server.protocol.fm.features, **server.protocol.fm.commands}
    assert len(handlers) > 15
    assert [name for name, handler in handlers.items() if is_thread_function(handler)] == []


def test_source_text_is_in_no_log(capfd: pytest.CaptureFixture[str]) -> None:
    async def scenario() -> None:
        loud = f"import logging; logging.basicConfig(level=logging.INFO)\n{SERVER}"
        async with started(sys.executable, "-c", loud) as client:
            await client.initialize()
            client.open(URI, CALLS.replace("result", "SECRET") + "\ntotal([1])\n")
            client.change(URI, 2, {"text": "SECRET("})
            with pytest.raises(ResponseError):
                await client.request("textDocument/hover", {"SECRET": "SECRET"})
            await client.hints(URI)
            await client.request("shutdown", None)
            client.notify("exit", None)

    asyncio.run(scenario())
    err = capfd.readouterr().err
    assert "predicting" in err or "loud" in err  # that is where it all goes
    assert "SECRET" not in err


@pytest.mark.parametrize("address", ["0.0.0.0:9257", "example.org:1", "127.0.0.1:x"])
def test_other_machines_are_not_listened_to(address: str) -> None:
    with pytest.raises(DeskcheckError, match="give a port of this machine"):
        asyncio.run(_serve_tcp(address))


def test_clients_on_a_port_have_a_session_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DeskcheckServer, "_open_service", lambda _server, _settings: Foreseeing())

    async def scenario() -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        serving = asyncio.create_task(_serve_tcp(f"127.0.0.1:{port}"))
        await asyncio.sleep(0.1)
        for text, lines in (("def f(n):\n    return n\n\nf(1)\n", [0, 1]), ("x = 1\n", [])):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            client = LanguageClient(writer.write)
            listening = asyncio.create_task(client.listen(reader))
            await client.initialize(capabilities={})
            client.open(URI, text)
            assert [line for line, _ in await client.hints(URI)] == lines
            await client.request("shutdown", None)
            client.notify("exit", None)
            await asyncio.wait_for(listening, 10)  # the connection is closed, the server goes on
            writer.close()
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)

    asyncio.run(scenario())


def test_a_command_that_is_cancelled_does_not_run_on() -> None:
    async def run() -> None:
        async with connected(lambda _settings: Slow()) as client:
            await client.initialize()
            client.open(URI, CALLS + "\ntotal([1])\n")
            compare = {"command": "deskcheck.compare", "arguments": [URI, "total"]}
            number, future = client.begin("workspace/executeCommand", compare)
            while not any("execute_command" in str(task.get_coro()) for task in asyncio.all_tasks()):
                await asyncio.sleep(0.01)
            client.notify("$/cancelRequest", {"id": number})
            with pytest.raises(ResponseError) as error:
                await future
            assert error.value.code == -32800
            await client.request("deskcheck/status", {})
            assert not any("execute_command" in str(task.get_coro()) for task in asyncio.all_tasks())

    asyncio.run(run())


def test_nothing_is_kept_of_messages_that_were_handled() -> None:
    async def run() -> None:
        servers: list[DeskcheckServer] = []
        async with connected(lambda _settings: Foreseeing(), servers.append) as client:
            await client.initialize()
            for version in range(5):
                client.open(URI, CALLS, version)
                client.notify("textDocument/didClose", {"textDocument": {"uri": URI}})
                await client.command("deskcheck.forget")
            await client.request("deskcheck/status", {})
            assert servers[0].protocol._request_futures == {}

    asyncio.run(run())


def test_a_server_that_has_no_address_is_said_where_it_is_waited_for() -> None:
    async def scenario() -> None:
        async with connected(None) as client:
            await client.initialize(options={"engine": "remote", "prediction": {"pureNeural": True}})
            client.open(URI, CALLS + "\ntotal([1])\n")
            await client.hints(URI)
            async with asyncio.timeout(20):
                while (status := await client.request("deskcheck/status", {}))["state"] != "failed":
                    await asyncio.sleep(0.01)
            assert status["message"] == "deskcheck.server.url: '' is no address of a server: give http://HOST:PORT"

    asyncio.run(scenario())
