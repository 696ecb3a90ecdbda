"""The language server: connects pygls, the session and the features; owns the streams.

It predicts nothing itself: the model lives in a process of its own, so that a keystroke never waits for it.
"""

import asyncio
import contextlib
import logging
import os
import sys
from collections.abc import AsyncIterator, Callable
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path
from threading import Event
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.io_ import StdinAsyncReader, StdoutWriter
from pygls.lsp.server import LanguageServer

from lsp_server import methods
from lsp_server.documents import Encoding, path_of
from lsp_server.features import (
    code_actions,
    code_lens,
    commands,
    diagnostics,
    hover,
    inlay_hints,
    inline_values,
    requests,
    sync,
)
from lsp_server.progress import WorkProgress
from lsp_server.protocol import DeskcheckProtocol, Reader, read_messages
from lsp_server.runs import Run
from lsp_server.session import Hooks, Session
from lsp_server.settings import Settings, read_settings
from model_runtime.client import ServicePredictor
from model_runtime.errors import DeskcheckError
from model_runtime.predictor import PredictionEnd, PredictionRequest, Predictor
from model_runtime.trace.frames import TraceFrame

logger = logging.getLogger(__name__)

REFRESH_S = 0.25  # between two refreshes in the long run; editors ask for everything again at each
REFRESHES_AT_ONCE = 2.0  # one when a text has been read, one when its values are there
EXIT_S = 0.8  # until the process ends in spite of what still runs
FEATURES = (sync, inlay_hints, hover, code_lens, code_actions, diagnostics, inline_values, commands, requests)


class DeskcheckServer(LanguageServer):
    """A language server with a session."""

    protocol: DeskcheckProtocol

    def __init__(self, open_predictor: Callable[[Settings], Predictor] | None = None) -> None:
        super().__init__("deskcheck", _version(), protocol_cls=DeskcheckProtocol, max_workers=2)
        hooks = Hooks(self._changed, self._run_changed, self._status_changed)
        self.session = Session(open_predictor or self._open_service, hooks)
        self.model_status: dict[str, Any] = {}
        self._dirty: set[str] = set()
        self._refreshing: asyncio.Task[None] | None = None
        self._refreshes_left, self._refreshed_at = REFRESHES_AT_ONCE, 0.0
        self._last_status: dict[str, Any] | None = None
        self._progress = WorkProgress(self)
        for feature in FEATURES:
            feature.register(self)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Write to the log what pygls would show in a window."""
        logger.error("%s", error)

    # ------------------------------------------------------------ what the client can

    def can(self, *path: str) -> bool:
        """Whether the client has a capability, by its path: `can("workspace", "inlay_hint", "refresh_support")`."""
        here: Any = self.client_capabilities
        for name in path:
            here = getattr(here, name, None)
        return bool(here)

    def begin(self, params: types.InitializeParams) -> None:
        """Take in what the client says of itself."""
        encoding = self.protocol.workspace.position_encoding
        self.session.encoding = Encoding(getattr(encoding, "value", encoding) or "utf-16")
        folders = [folder.uri for folder in params.workspace_folders or ()]
        folders = folders or ([params.root_uri] if params.root_uri else [])
        self.session.set_roots(tuple(path for uri in folders if (path := path_of(uri)) is not None))
        self.apply_settings(params.initialization_options)

    def apply_settings(self, data: Any) -> None:
        """Take settings as JSON; what is wrong in them goes to the log and into one message."""
        settings, problems = read_settings(data, self.session.settings)
        self.session.set_settings(settings)
        for problem in problems:
            logger.warning("%s", problem)
        if problems:
            self.window_log_message(types.LogMessageParams(types.MessageType.Warning, "\n".join(problems)))

    # ------------------------------------------------------------ what the client hears

    def _changed(self, uri: str) -> None:
        self._dirty.add(uri)
        if self._refreshing is None or self._refreshing.done():
            self._refreshing = asyncio.get_running_loop().create_task(self._refresh())

    async def _refresh(self) -> None:
        """Tell the client to ask again: at once, but in the long run not more often than it can bear."""
        loop = asyncio.get_running_loop()
        while self._dirty:
            gained = (loop.time() - self._refreshed_at) / REFRESH_S
            self._refreshes_left = min(REFRESHES_AT_ONCE, self._refreshes_left + gained)
            self._refreshed_at = loop.time()
            if self._refreshes_left < 1:
                await asyncio.sleep((1 - self._refreshes_left) * REFRESH_S)
                continue
            self._refreshes_left -= 1
            dirty, self._dirty = self._dirty, set()
            diagnostics.publish(self, dirty)
            with contextlib.suppress(Exception):  # a client that refuses asks by itself
                self._ask_again()
            await asyncio.sleep(0)

    def _ask_again(self) -> None:
        if self.can("workspace", "inlay_hint", "refresh_support"):
            self._send(types.WORKSPACE_INLAY_HINT_REFRESH)
        if self.can("workspace", "code_lens", "refresh_support"):
            self._send(types.WORKSPACE_CODE_LENS_REFRESH)
        if self.can("workspace", "diagnostics", "refresh_support"):
            self._send(types.WORKSPACE_DIAGNOSTIC_REFRESH)
        if self.can("workspace", "inline_value", "refresh_support"):
            self._send(types.WORKSPACE_INLINE_VALUE_REFRESH)

    def _send(self, method: str) -> None:
        """Send a request whose answer says nothing."""
        future = self.protocol.send_request(method, None)
        future.add_done_callback(lambda done: done.cancelled() or done.exception())

    def _run_changed(self, uri: str, run: Run) -> None:
        params = {"uri": uri, "function": run.function, "state": run.state.value}
        self.protocol.notify(methods.DID_CHANGE_TRACE, params)

    def _status_changed(self) -> None:
        status = self.status()
        if status != self._last_status and self.protocol.writer is not None:
            self._last_status = status
            self.protocol.notify(methods.DID_CHANGE_STATUS, status)
            self._progress.update(status)

    def status(self) -> dict[str, Any]:
        """Give what `deskcheck/didChangeStatus` carries."""
        model, pending = self.model_status, self.session.pending
        state = "off" if not self.session.settings.enable else "busy" if pending else "idle"
        if state == "busy" and model.get("state") == "starting":
            state = "starting"
        if state != "off" and model.get("state") == "failed":
            state = "failed"
        return {
            "state": state,
            "model": model.get("model") or self.session.settings.model or "embedded",
            "device": model.get("device") or self.session.settings.device,
            "pending": pending,
            "message": model.get("message"),
        }

    def _open_service(self, settings: Settings) -> Predictor:
        try:
            server = settings.remote_server
        except DeskcheckError as error:
            self.model_status = {"state": "failed", "message": f"deskcheck.server.url: {error}"}
            return _Unavailable(str(error))
        return ServicePredictor(
            settings.model or None,
            device=settings.device,
            quantization=settings.quantization,
            server=server,
            on_status=self._on_model_status,
        )

    def _on_model_status(self, status: dict[str, Any]) -> None:
        self.model_status = status
        self._status_changed()

    # ------------------------------------------------------------ streams

    async def serve(self, reader: Reader) -> None:
        """Handle messages until the stream ends or the client says exit."""
        try:
            await read_messages(reader, self.protocol)
        finally:
            self.session.close()

    def serve_stdio(self, stdin: BinaryIO, stdout: BinaryIO) -> None:
        """Serve one client on a pair of streams; ends the process's loop when it leaves."""
        self._stop_event = Event()
        self.protocol.set_writer(StdoutWriter(stdout))
        asyncio.run(self.serve(StdinAsyncReader(stdin, self.thread_pool)))


class _Unavailable:
    """Stands for a model that cannot be asked, and says why to whoever asks."""

    model_name = "none"

    def __init__(self, why: str) -> None:
        self._why = why

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        """Refuse.

        Raises:
            DeskcheckError: always.
        """
        raise DeskcheckError(self._why)
        yield  # a generator, as others are


def main(tcp: str | None = None) -> None:
    """Serve one client, on standard input and output or on a TCP port of this machine.

    Raises:
        DeskcheckError: the address is no loopback address, or is taken.
    """
    logging.getLogger("pygls").setLevel(logging.WARNING)  # its info prints whole messages, with source text
    if tcp is not None:
        asyncio.run(_serve_tcp(tcp))
        return
    # What anything prints must not reach the client: from here on descriptor 1 is standard error.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    status = 0
    try:
        DeskcheckServer().serve_stdio(sys.stdin.buffer, out)
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else 0
    except (BrokenPipeError, KeyboardInterrupt):
        status = 1
    logging.shutdown()
    os._exit(status)  # a thread that waits for standard input would keep the process


async def _serve_tcp(address: str) -> None:
    host, _, port = address.rpartition(":")
    if host not in ("127.0.0.1", "localhost", "[::1]", "") or not port.isdigit():
        raise DeskcheckError(f"cannot listen on {address!r}: give a port of this machine, as in 127.0.0.1:9257")

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server = DeskcheckServer()
        server.protocol.set_writer(_LoopWriter(writer))
        with contextlib.suppress(SystemExit, ConnectionError, asyncio.IncompleteReadError):
            await server.serve(reader)
        writer.close()

    try:
        listening = await asyncio.start_server(connected, host.strip("[]") or "127.0.0.1", int(port), limit=1 << 20)
    except OSError as error:
        raise DeskcheckError(f"cannot listen on {address}: {error.strerror}") from error
    async with listening:
        await listening.serve_forever()


class _LoopWriter:
    """A stream writer that need not be awaited; the protocol writes on the loop only."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    def write(self, data: bytes) -> None:
        if not self._writer.is_closing():
            self._writer.write(data)

    def close(self) -> None:
        self._writer.close()


def _version() -> str:
    try:
        return installed_version("deskcheck")
    except PackageNotFoundError:
        return "0"


__all__ = ["DeskcheckServer", "Path", "main"]
