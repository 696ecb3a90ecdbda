"""A language client for tests: speaks LSP with a server in this process or with the real command, over its streams."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from lsp_server.server import DeskcheckServer
from lsp_server.settings import Settings
from model_runtime.predictor import Predictor

Json = dict[str, Any]

CAPABILITIES: Json = {
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {
        "inlayHint": {"refreshSupport": True},
        "codeLens": {"refreshSupport": True},
        "configuration": False,
    },
    "textDocument": {"inlayHint": {"resolveSupport": {"properties": ["tooltip"]}}},
}


class ResponseError(Exception):
    """The error of a request."""

    def __init__(self, error: Json) -> None:
        super().__init__(error["message"])
        self.code: int = error["code"]


class LanguageClient:
    """One connection; answers what the server asks with null, and keeps what it tells."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._send = send
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._next_id = 0
        self.answers: list[Json] = []  # every response, in order
        self.told: list[Json] = []  # notifications and requests of the server
        self.replies: dict[str, Any] = {}  # by method: what to answer
        self.process: asyncio.subprocess.Process | None = None  # of a server that was started

    def write(self, message: Json) -> None:
        """Send a message as it is."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._send(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def begin(self, method: str, params: Any) -> tuple[int, "asyncio.Future[Any]"]:
        """Send a request; gives its id and the future of its result."""
        self._next_id += 1
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[self._next_id] = future
        self.write({"id": self._next_id, "method": method, "params": params})
        return self._next_id, future

    async def request(self, method: str, params: Any, *, timeout_s: float = 20.0) -> Any:
        """Send a request and wait for its result."""
        _, future = self.begin(method, params)
        return await asyncio.wait_for(future, timeout_s)

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self.write({"method": method, "params": params})

    async def initialize(
        self, *, capabilities: Json | None = None, options: Any = None, root: Path | None = None
    ) -> Json:
        """Say hello."""
        params: Json = {"processId": None, "rootUri": root.as_uri() if root else None}
        params |= {"capabilities": CAPABILITIES if capabilities is None else capabilities}
        result: Json = await self.request("initialize", {**params, "initializationOptions": options})
        self.notify("initialized", {})
        return result

    def open(self, uri: str, text: str, version: int = 1) -> None:
        """Open a document."""
        item = {"uri": uri, "languageId": "python", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, version: int, *changes: Json) -> None:
        """Edit a document."""
        document = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)})

    async def hints(self, uri: str, *, last: int = 10_000) -> list[tuple[int, str]]:
        """Give line (0-based) and label of each inlay hint of a document."""
        wanted = {"start": {"line": 0, "character": 0}, "end": {"line": last, "character": 0}}
        hints = await self.request("textDocument/inlayHint", {"textDocument": {"uri": uri}, "range": wanted})
        return [(hint["position"]["line"], hint["label"]) for hint in hints]

    async def until_hints(
        self, uri: str, is_wanted: Callable[[list[tuple[int, str]]], bool], *, timeout_s: float = 20.0
    ) -> list[tuple[int, str]]:
        """Ask for hints until they are as wanted."""
        async with asyncio.timeout(timeout_s):
            while not is_wanted(hints := await self.hints(uri)):
                await asyncio.sleep(0.02)
        return hints

    async def command(self, name: str, *arguments: Any) -> Any:
        """Execute a command."""
        return await self.request("workspace/executeCommand", {"command": name, "arguments": list(arguments)})

    def take(self, message: Json) -> None:
        """Take in a message of the server."""
        if "method" in message:
            self.told.append(message)
            if "id" in message:
                self.write({"id": message["id"], "result": self.replies.get(message["method"])})
            return
        self.answers.append(message)
        future = self._waiting.pop(message["id"], None)
        if future is not None and not future.done():
            if "error" in message:
                future.set_exception(ResponseError(message["error"]))
            else:
                future.set_result(message["result"])

    async def listen(self, reader: asyncio.StreamReader) -> None:
        """Take in messages until the stream ends."""
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
                self.take(json.loads(await reader.readexactly(length)))


class _StreamWriter:
    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader

    def write(self, data: bytes) -> None:
        self._reader.feed_data(data)

    def close(self) -> None:
        self._reader.feed_eof()


@contextlib.asynccontextmanager
async def connected(
    open_predictor: Callable[[Settings], Predictor] | None,
    on_server: Callable[[DeskcheckServer], None] = lambda server: None,
) -> AsyncIterator[LanguageClient]:
    """Give a client of a server in this process, which predicts with the given predictor, or its own."""
    to_server, to_client = asyncio.StreamReader(limit=1 << 30), asyncio.StreamReader(limit=1 << 30)
    server = DeskcheckServer(open_predictor)
    on_server(server)
    server.protocol.set_writer(_StreamWriter(to_client))  # type: ignore[arg-type]
    client = LanguageClient(to_server.feed_data)
    tasks = [asyncio.create_task(server.serve(to_server)), asyncio.create_task(client.listen(to_client))]  # type: ignore[arg-type]
    try:
        yield client
    finally:
        to_server.feed_eof()
        await asyncio.wait(tasks[:1], timeout=5)
        to_client.feed_eof()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@contextlib.asynccontextmanager
async def started(*command: str, env: dict[str, str] | None = None) -> AsyncIterator[LanguageClient]:
    """Give a client of a server that runs as a command on its standard streams."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=env,
        limit=1 << 30,
    )
    assert process.stdin is not None and process.stdout is not None
    client = LanguageClient(process.stdin.write)
    client.process = process
    listening = asyncio.create_task(client.listen(process.stdout))
    try:
        yield client
    finally:
        process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), 10)
        except TimeoutError:
            process.kill()
            await process.wait()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
