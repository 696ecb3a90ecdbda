"""The model service: one process that owns a model for all editors and debuggers of a user.

It listens on a Unix socket in a folder that only the user can read, answers only who knows the token that lies there,
loads its model once, remembers finished runs, and ends when nobody has needed it for a while. A second service for the
same model finds the lock taken and leaves. The messages are in `service_wire.py`; `client.py` finds or starts it.
"""

import asyncio
import contextlib
import fcntl
import hashlib
import json
import logging
import os
import secrets
import stat
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model_runtime.errors import DeskcheckError
from model_runtime.foresight import ForesightPredictor
from model_runtime.predictor import PredictionRequest, Predictor, RemoteServer
from model_runtime.remember import RememberingPredictor, TraceStore
from model_runtime.service_wire import MAX_LINE_BYTES, PROTOCOL, Json, end_to_json, request_from_json
from model_runtime.trace.frames import NO_LOCALS, TraceEvent, TraceFrame
from model_runtime.trace.wire import frame_to_json

logger = logging.getLogger(__name__)

IDLE_MINUTES = 10.0
MAX_SOCKET_PATH = 100  # bytes; sun_path holds 104 to 108
LOAD_AGAIN_S = 10.0  # a model that could not be had is tried for again when it is asked for so much later
_KINDS = ("sock", "token", "lock", "log")


@dataclass(frozen=True, slots=True)
class ServicePaths:
    """Where a service is found."""

    socket: Path
    token: Path
    lock: Path
    log: Path


class AlreadyServedError(DeskcheckError):
    """Another process serves this model."""


def service_paths(
    model: str | None, device: str = "auto", *, quantization: str = "none", server: RemoteServer | None = None
) -> ServicePaths:
    """Give the places of the service of a model; the same words lead to the same service.

    Where a server computes, neither device nor quantization is this machine's business.

    Raises:
        DeskcheckError: there is no folder that only this user can read.
    """
    folder = _private_folder()
    name = str(Path(model).resolve()) if model and os.path.exists(model) else (model or "")
    where = (device, quantization) if server is None else (server.url.rstrip("/"), server.served_name or "")
    key = hashlib.sha256("\0".join((name, *where, str(PROTOCOL))).encode()).hexdigest()[:12]
    return ServicePaths(*(folder / f"{key}.{kind}" for kind in _KINDS))


def running_services() -> list[ServicePaths]:
    """Give the places of all services of this user that run, or were killed.

    Raises:
        DeskcheckError: there is no folder that only this user can read.
    """
    sockets = sorted(_private_folder().glob("*.sock"))
    return [ServicePaths(*(socket.with_suffix(f".{kind}") for kind in _KINDS)) for socket in sockets]


def _private_folder() -> Path:
    named = os.environ.get("DESKCHECK_RUNTIME_DIR")
    run = os.environ.get("XDG_RUNTIME_DIR")
    if named:
        folder = Path(named)
    elif run and os.path.isdir(run):
        folder = Path(run) / "deskcheck"
    else:
        folder = Path(tempfile.gettempdir()) / f"deskcheck-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
            raise DeskcheckError(f"{folder} belongs to somebody else: set DESKCHECK_RUNTIME_DIR to a folder of yours")
        if status.st_mode & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        raise DeskcheckError(f"cannot use {folder} for the model service: {error.strerror}") from error
    if len(str(folder)) + 18 > MAX_SOCKET_PATH:
        raise DeskcheckError(f"{folder} is too long a path for a socket: set DESKCHECK_RUNTIME_DIR to a shorter one")
    return folder


class Service:
    """Answers clients with one predictor, which it opens in the background."""

    def __init__(
        self,
        open_predictor: Callable[[], Predictor],
        *,
        token: str,
        model: str,
        device: str = "auto",
        idle_s: float = IDLE_MINUTES * 60,
    ) -> None:
        self._open = open_predictor
        self._token = token
        self._idle_s = idle_s
        self._status: Json = {
            "state": "starting", "model": model, "device": device, "message": None, "pid": os.getpid(), "running": 0,
        }  # fmt: skip
        self._store = TraceStore()
        self._ready: asyncio.Event = asyncio.Event()
        self._loaded: Predictor | None = None
        self._failed_at = 0.0
        self._predictor = RememberingPredictor(ForesightPredictor(self._model), self._store)
        self._clients: set[asyncio.StreamWriter] = set()
        self._left = asyncio.Event()  # somebody came or went
        self.has_faulted = False  # the device is lost to this process

    async def run(self, socket: Path) -> None:
        """Serve until nobody has been connected for the idle time."""
        server = await asyncio.start_unix_server(self._serve, str(socket), limit=MAX_LINE_BYTES)
        loading = asyncio.create_task(self._load())
        try:
            async with server:
                await self._until_idle()
        finally:
            loading.cancel()
            for writer in list(self._clients):
                writer.close()

    async def _until_idle(self) -> None:
        while True:
            self._left.clear()
            if self.has_faulted:
                return
            try:
                # Not wait_for: before Python 3.12 it may swallow a cancellation that comes together with the event.
                async with asyncio.timeout(None if self._clients else self._idle_s):
                    await self._left.wait()
            except TimeoutError:
                if not self._ready.is_set():  # the thread that loads would be waited for, with nobody let in
                    await self._ready.wait()
                    continue
                logger.info("nobody needed the model for %.0f s: leaving", self._idle_s)
                return

    async def _load(self) -> None:
        try:
            self._loaded = await asyncio.to_thread(self._open)
            self._tell(state="ready", model=self._loaded.model_name, message=None)
        except Exception as error:
            logger.exception("the model could not be loaded")
            self._failed_at = time.monotonic()
            self._tell(state="failed", message=_one_line(error))
        self._ready.set()

    async def _model(self) -> Predictor:
        """Wait for the model; what needs none is answered meanwhile.

        One that could not be loaded may have come by now: a server that was started, a checkpoint that was fetched.

        Raises:
            DeskcheckError: it could not be loaded.
        """
        await self._ready.wait()
        if self._loaded is None and time.monotonic() > self._failed_at + LOAD_AGAIN_S:
            self._ready.clear()
            self._tell(state="starting")
            await self._load()
        if self._loaded is None:
            raise DeskcheckError(f"the model could not be loaded: {self._status['message']}")
        return self._loaded

    def _tell(self, **changes: Any) -> None:
        self._status.update(changes)
        for writer in list(self._clients):
            _send(writer, {"status": self._status})

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one client; what it asked for ends with it."""
        tasks: dict[int, asyncio.Task[None]] = {}
        wanted: dict[int, asyncio.Semaphore] = {}
        try:
            hello = json.loads(await asyncio.wait_for(reader.readline(), 10))
            if not secrets.compare_digest(str(hello.get("token")), self._token):
                _send(writer, {"error": "wrong token"})
                return
            if hello.get("hello") != PROTOCOL:
                _send(writer, {"error": f"the service speaks protocol {PROTOCOL}, the client {hello.get('hello')}"})
                return
            self._clients.add(writer)
            self._left.set()
            _send(writer, {"hello": PROTOCOL, "status": self._status})
            while line := await reader.readline():
                self._take(json.loads(line), writer, tasks, wanted)
        except (ValueError, AttributeError, TypeError, KeyError) as error:  # damaged or over-long lines
            logger.warning("a client sent something that is no message: %s", _one_line(error))
            _send(writer, {"error": "not a message"})
        except (ConnectionError, TimeoutError, asyncio.IncompleteReadError):
            pass
        finally:
            for task in tasks.values():
                task.cancel()
            self._clients.discard(writer)
            self._left.set()
            writer.close()

    def _take(
        self,
        message: Json,
        writer: asyncio.StreamWriter,
        tasks: dict[int, asyncio.Task[None]],
        wanted: dict[int, asyncio.Semaphore],
    ) -> None:
        number = message["id"]
        if message.get("cancel"):
            if number in tasks:
                tasks[number].cancel()
        elif message.get("more"):
            if number in wanted:
                wanted[number].release()
        elif message.get("status"):
            _send(writer, {"id": number, "status": self._status})
        elif message.get("forget"):
            self._store.clear()
            _send(writer, {"id": number, "end": None})
        else:
            ahead = message["predict"].get("ahead")
            if ahead is not None:
                wanted[number] = asyncio.Semaphore(ahead)
            task = asyncio.create_task(self._answer(number, message["predict"], writer, wanted.get(number)))
            tasks[number] = task
            task.add_done_callback(lambda _: (tasks.pop(number, None), wanted.pop(number, None)))

    async def _answer(
        self, number: int, data: Json, writer: asyncio.StreamWriter, wanted: asyncio.Semaphore | None
    ) -> None:
        """Answer a request; with `wanted` a frame is imagined when it is."""
        try:
            request = request_from_json(data)
            self._status["running"] += 1
            try:
                async with aclosing(_items(self._predictor, request)) as items:  # type: ignore[type-var]
                    if wanted is not None:
                        await wanted.acquire()
                    async for item in items:
                        _send(writer, {"id": number, **item})
                        await writer.drain()
                        if wanted is not None and "end" not in item:
                            await wanted.acquire()
            finally:
                self._status["running"] -= 1
        except asyncio.CancelledError:
            _send(writer, {"id": number, "end": _CANCELLED})
            raise
        except ConnectionError:
            pass
        except Exception as error:  # the one request fails, the service goes on
            if is_device_fault(error):  # no answer: the client sees the service go, and goes on in a new one
                logger.exception("the device is lost: leaving")
                self.has_faulted = True
                self._left.set()
                return
            if not isinstance(error, DeskcheckError | ValueError):
                logger.exception("a prediction failed")
            _send(writer, {"id": number, "error": _one_line(error)})


def is_device_fault(error: BaseException) -> bool:
    """Whether an error has taken the GPU from this process for good: CUDA cannot recover within a process."""
    texts = []
    cause: BaseException | None = error
    while cause is not None:
        texts.append(f"{type(cause).__name__}: {cause}")
        cause = cause.__cause__
    return any("CUDA error" in text or text.startswith("AcceleratorError") for text in texts)


_CANCELLED: Json = {
    "outcome": "cancelled",
    "result": None,
    "note": "cancelled",
    "stats": [0, 0, 0, 0.0],
    "endless": None,
}


async def _items(predictor: Predictor, request: PredictionRequest) -> AsyncIterator[Json]:
    shown = {frame.activation: frame.locals for frame in request.prefix if frame.locals}
    async with aclosing(predictor.predict(request)) as items:  # type: ignore[type-var]
        async for item in items:
            if isinstance(item, TraceFrame):
                yield {"frame": frame_to_json(item, shown.get(item.activation, NO_LOCALS))}
                if item.event in (TraceEvent.CALL, TraceEvent.LINE):
                    shown[item.activation] = item.locals
            else:
                yield {"end": end_to_json(item)}


def _send(writer: asyncio.StreamWriter, message: Json) -> None:
    if not writer.is_closing():
        writer.write(json.dumps(message).encode() + b"\n")


def _one_line(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text if isinstance(error, DeskcheckError | ValueError) else f"{type(error).__name__}: {text}"


def serve(
    model: str | None, *, device: str = "auto", quantization: str = "none", server: RemoteServer | None = None,
    idle_minutes: float = IDLE_MINUTES,
) -> None:  # fmt: skip
    """Serve a model in the foreground until nobody needs it; `server` is where it computes, if not here.

    Raises:
        AlreadyServedError: another process serves it.
        DeskcheckError: there is no place for the socket.
    """
    from model_runtime.predictor import open_predictor

    paths = service_paths(model, device, quantization=quantization, server=server)
    lock = os.open(paths.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise AlreadyServedError("this model is being served already: see `deskcheck doctor`") from error
    try:
        token = secrets.token_hex(16)
        with contextlib.suppress(FileNotFoundError):
            paths.token.unlink()
        with os.fdopen(os.open(paths.token, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(token)
        with contextlib.suppress(FileNotFoundError):
            paths.socket.unlink()  # of a service that was killed: the lock says that it is gone
        with contextlib.suppress(OSError):
            os.nice(5)  # an editor's keystrokes come first
        service = Service(
            lambda: open_predictor(
                model=model,
                engine="local" if server is None else "remote",
                device=device,
                quantization=quantization,
                server=server,
            ),
            token=token,
            model=model or "embedded",
            device=device if server is None else server.url,
            idle_s=idle_minutes * 60,
        )
        asyncio.run(service.run(paths.socket))
        has_faulted = service.has_faulted
    finally:
        for path in (paths.socket, paths.token):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
        os.close(lock)
    if has_faulted:
        os._exit(1)  # whatever still waits for the device would keep the process
