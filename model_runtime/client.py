"""The predictor of processes that own no model: it asks the model service, and starts one where there is none.

When the service is gone in the middle of a prediction (killed, out of memory), the prediction goes on in a new one,
behind the frames that came. Loads no torch.
"""

import asyncio
import contextlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from itertools import count

from model_runtime.errors import DeskcheckError
from model_runtime.predictor import PredictionEnd, PredictionRequest, RemoteServer
from model_runtime.service import IDLE_MINUTES, ServicePaths, service_paths
from model_runtime.service_wire import MAX_LINE_BYTES, PROTOCOL, Json, end_from_json, request_to_json
from model_runtime.trace.frames import TraceFrame
from model_runtime.trace.wire import frame_from_json

logger = logging.getLogger(__name__)

START_S = 30.0  # until a service that was started listens; it loads its model afterwards
POLL_S = 0.05
MAX_RESTARTS = 2  # of one prediction
NOBODY: Json = {"state": "starting", "model": None, "device": None, "message": None, "running": 0}


class ServiceLostError(DeskcheckError):
    """The service went away."""


class ServicePredictor:
    """A `Predictor` over the model service; belongs to one event loop."""

    def __init__(
        self,
        model: str | None = None,
        *,
        device: str = "auto",
        quantization: str = "none",
        server: RemoteServer | None = None,
        idle_minutes: float | None = None,
        on_status: Callable[[Json], None] = lambda status: None,
    ) -> None:
        self.model_name = model or "embedded"
        self.status: Json = NOBODY
        self._model = model
        self._device = device
        self._quantization = quantization
        self._server = server  # where the model computes, if not on this machine
        # How long a service waits for somebody else when all have left; tests that start editors wait for nobody.
        named = os.environ.get("DESKCHECK_IDLE_MINUTES", IDLE_MINUTES)
        self._idle_minutes = float(named) if idle_minutes is None else idle_minutes
        self._on_status = on_status
        self._connection: _Connection | None = None
        self._connecting = asyncio.Lock()

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        """Predict the run a request describes; closing the iterator cancels it.

        Raises:
            DeskcheckError: the service cannot be started, lost its model, or refuses the request.
        """
        for attempt in range(MAX_RESTARTS + 1):
            frames: list[TraceFrame] = []
            try:
                connection = await self.connect()
                async for item in connection.predict(request):
                    if isinstance(item, TraceFrame):
                        frames.append(item)
                    yield item
                return
            except ServiceLostError:
                if attempt == MAX_RESTARTS:
                    raise
                logger.warning("the model service is gone: going on in a new one")
                request = replace(request, prefix=(*request.prefix, *frames))

    async def connect(self) -> "_Connection":
        """Give a living connection, to a service that is there or to a new one.

        Raises:
            DeskcheckError: there is none and none can be started.
        """
        async with self._connecting:
            if self._connection is None or self._connection.is_lost:
                self._connection = await self._open()
            return self._connection

    async def forget(self) -> None:
        """Make the service forget finished runs; one that is not there has none."""
        if self._connection is not None and not self._connection.is_lost:
            with contextlib.suppress(ServiceLostError):
                await self._connection.ask({"forget": True})

    def close(self) -> None:
        """Leave the service; it ends by itself when nobody needs it."""
        if self._connection is not None:
            self._connection.close()

    async def _open(self) -> "_Connection":
        paths = service_paths(self._model, self._device, quantization=self._quantization, server=self._server)
        connection = await self._try(paths)
        if connection is not None:
            return connection
        child = self._start(paths)
        deadline = asyncio.get_running_loop().time() + START_S
        while asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(POLL_S)
            connection = await self._try(paths)
            if connection is not None:
                return connection
            code = child.poll()
            if code is not None and code < 0:  # by a signal: not for what it was asked to do
                raise ServiceLostError(f"the model service was killed as it started: see {paths.log}")
            if code not in (None, 0):  # 0: another one was faster
                break
        raise DeskcheckError(f"the model service did not start: see {paths.log}")

    def _start(self, paths: ServicePaths) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "model_runtime", "-v", "serve", "--device", self._device]
        command += ["--idle-minutes", str(self._idle_minutes)]
        command += ["--quantization", self._quantization]
        command += ["--model", self._model] if self._model else []
        if (server := self._server) is not None:
            command += ["--engine", "remote", "--url", server.url]
            command += ["--served-name", server.served_name] if server.served_name else []
            command += ["--server-timeout", str(server.timeout_s), "--server-patience", str(server.patience_s)]
        logger.info("starting the model service")
        with open(os.open(paths.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as log:
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, close_fds=True
            )

    async def _try(self, paths: ServicePaths) -> "_Connection | None":
        """Connect to a service that listens; None when there is none."""
        try:
            token = paths.token.read_text()
            reader, writer = await asyncio.open_unix_connection(str(paths.socket), limit=MAX_LINE_BYTES)
        except OSError:
            return None
        try:
            writer.write(json.dumps({"hello": PROTOCOL, "token": token}).encode() + b"\n")
            answer = json.loads(await asyncio.wait_for(reader.readline(), 10) or b"{}")
        except (OSError, ValueError, TimeoutError):
            writer.close()
            return None
        if "hello" not in answer:
            writer.close()
            return None  # a service that is just being replaced
        self._note(answer["status"])
        return _Connection(reader, writer, self._note)

    def _note(self, status: Json) -> None:
        self.status = status
        self.model_name = status.get("model") or self.model_name
        self._on_status(status)


class _Connection:
    """One connection: sends requests, and hands what comes back to whoever asked."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, on_status: Callable[[Json], None]
    ) -> None:
        self._reader, self._writer, self._on_status = reader, writer, on_status
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Queue[Json]] = {}
        self.is_lost = False
        self._listening = asyncio.create_task(self._listen())

    async def ask(self, message: Json) -> Json:
        """Send a message that has one answer."""
        number, queue = self._send(message)
        try:
            return _or_raise(await queue.get())
        finally:
            del self._waiting[number]

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        number, queue = self._send({"predict": request_to_json(request)})
        is_over = False
        try:
            while not is_over:
                if request.ahead is not None:
                    self._write({"id": number, "more": True})
                message = _or_raise(await queue.get())
                if "frame" in message:
                    yield frame_from_json(message["frame"])
                else:
                    is_over = True
                    yield end_from_json(message["end"])
        finally:
            del self._waiting[number]
            if not is_over and not self.is_lost:
                self._write({"id": number, "cancel": True})

    def close(self) -> None:
        self._listening.cancel()
        self._lose()

    def _send(self, message: Json) -> tuple[int, "asyncio.Queue[Json]"]:
        if self.is_lost:
            raise ServiceLostError("the model service is gone")
        number = next(self._numbers)
        self._waiting[number] = asyncio.Queue()
        self._write({"id": number, **message})
        return number, self._waiting[number]

    def _write(self, message: Json) -> None:
        self._writer.write(json.dumps(message).encode() + b"\n")

    async def _listen(self) -> None:
        try:
            while line := await self._reader.readline():
                message = json.loads(line)
                if "id" not in message and "status" in message:
                    self._on_status(message["status"])
                elif message.get("id") in self._waiting:
                    self._waiting[message["id"]].put_nowait(message)
        except (OSError, ValueError):
            pass
        finally:
            self._lose()

    def _lose(self) -> None:
        if not self.is_lost:
            self.is_lost = True
            self._writer.close()
            for queue in self._waiting.values():
                queue.put_nowait({"lost": True})


def _or_raise(message: Json) -> Json:
    if message.get("lost"):
        raise ServiceLostError("the model service is gone")
    if "error" in message:
        raise DeskcheckError(message["error"])
    return message
