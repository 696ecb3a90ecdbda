"""The other end of a bridge: a debugpy adapter as a child process, or one that listens on a port.

debugpy's debuggee sends the head and the body of a message separately, and the kernel holds the body back until the
head is acknowledged, which takes 40 ms: a child is started through `bridge_quickack.py`, which acknowledges at once.
A child ends when its input is closed, and takes the program it launched along.
"""

import asyncio
import contextlib
import logging
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

import psutil

from debug_adapter.protocol import Json, encoded, messages
from model_runtime.errors import DeskcheckError

logger = logging.getLogger(__name__)

READ_LIMIT = 1 << 20
CONNECT_S = 5.0
GOODBYE_S = 2.0  # for an adapter to end after its input was closed; then it is killed
WRAPPER = Path(__file__).with_name("bridge_quickack.py")


class Adapter(Protocol):
    """A debugpy adapter that is talked to."""

    spares_program: bool

    def send(self, message: Json) -> None:
        """Send a message; one that cannot be sent is lost, and `messages` ends."""
        ...

    def messages(self) -> AsyncIterator[Json]:
        """Give what it sends until it is gone."""
        ...

    async def close(self) -> None:
        """Let go of it; nothing that it started is left behind."""
        ...


class ChildAdapter:
    """An adapter of our own, on its standard input and output."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.spares_program = False  # the client left it running on purpose

    @classmethod
    async def start(cls, *, quick: bool = True) -> "ChildAdapter":
        """Start one; `quick` is without the delay of each request, where the platform can.

        Raises:
            DeskcheckError: debugpy is not installed, or the process cannot be started.
        """
        start = [str(WRAPPER)] if quick else ["-m", "debugpy.adapter"]
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *start,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=READ_LIMIT,
                env={**os.environ, "PYDEVD_DISABLE_FILE_VALIDATION": "1"},
            )
        except OSError as error:
            raise DeskcheckError(f"debugpy cannot be started: {error.strerror}") from error
        return cls(process)

    def send(self, message: Json) -> None:
        """Send a message."""
        if self.process.stdin is not None and not self.process.stdin.is_closing():
            self.process.stdin.write(encoded(message))

    async def messages(self) -> AsyncIterator[Json]:
        """Give its messages."""
        assert self.process.stdout is not None
        async for message in messages(self.process.stdout):
            yield message

    async def close(self) -> None:
        """Close its input, wait for its end, and kill what is left."""
        left = _descendants(self.process.pid)
        if self.process.stdin is not None:
            self.process.stdin.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.process.wait(), GOODBYE_S)
        left += [process for process in _descendants(self.process.pid) if process not in left]
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()
        for process in () if self.spares_program else left:
            with contextlib.suppress(psutil.Error):
                process.kill()  # checks that the number has not been given to another process


class RemoteAdapter:
    """An adapter that somebody else started, on a port."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.spares_program = True

    @classmethod
    async def connect(cls, host: str, port: int) -> "RemoteAdapter":
        """Connect to one.

        Raises:
            DeskcheckError: nobody listens there.
        """
        try:
            opening = asyncio.open_connection(host, port, limit=READ_LIMIT)
            reader, writer = await asyncio.wait_for(opening, CONNECT_S)
        except (OSError, TimeoutError) as error:
            raise DeskcheckError(f"no debugpy answers at {host}:{port}: {error or 'time is up'}") from error
        return cls(reader, writer)

    def send(self, message: Json) -> None:
        """Send a message."""
        if not self._writer.is_closing():
            self._writer.write(encoded(message))

    async def messages(self) -> AsyncIterator[Json]:
        """Give its messages."""
        with contextlib.suppress(ConnectionError):
            async for message in messages(self._reader):
                yield message

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()


async def adapter_for(command: str, arguments: Json) -> Adapter:
    """Give the adapter that a launch or attach request is for.

    Raises:
        DeskcheckError: it cannot be started or reached.
    """
    place = arguments.get("connect")
    if command == "attach" and "host" in arguments and "port" in arguments:
        place = {"host": arguments["host"], "port": arguments["port"]}
    if command == "attach" and isinstance(place, dict) and "listen" not in arguments:
        port = place.get("port")
        if not isinstance(port, int) and not (isinstance(port, str) and port.isdigit()):
            raise DeskcheckError(f"connect names no port: {place}")
        return await RemoteAdapter.connect(str(place.get("host") or "127.0.0.1"), int(port))
    if command == "attach" and not any(name in arguments for name in ("processId", "listen", "subProcessId")):
        raise DeskcheckError("attach names no program: give connect, listen or processId")
    return await ChildAdapter.start()


def _descendants(pid: int) -> list[psutil.Process]:
    try:
        return list(psutil.Process(pid).children(recursive=True))
    except psutil.Error:
        return []
