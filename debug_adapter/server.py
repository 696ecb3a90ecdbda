"""The process: DAP on standard input and output, or on a port of this machine.

Loads no torch: the model service has the model.
"""

import asyncio
import contextlib
import logging
import os
import sys

from debug_adapter.door import Door
from debug_adapter.protocol import Json
from model_runtime.client import ServicePredictor
from model_runtime.errors import DeskcheckError
from model_runtime.predictor import CHOICES, Predictor, RemoteServer

logger = logging.getLogger(__name__)

READ_LIMIT = 1 << 20


def main(tcp: str | None = None, *, is_real: bool = False) -> None:
    """Serve one client on standard input and output, or any number at HOST:PORT.

    With `is_real` sessions are real ones with predictions beside them, which else their launch request says.

    Raises:
        DeskcheckError: the address cannot be listened on.
    """
    try:
        asyncio.run(_serve_tcp(tcp, is_real) if tcp is not None else _serve_stdio(is_real))
    except KeyboardInterrupt:
        logger.info("interrupted")


async def serve(
    reader: asyncio.StreamReader, writer: "_Writer | asyncio.StreamWriter", *, is_real: bool = False
) -> None:
    """Serve one client until it goes."""
    drain = writer.drain if isinstance(writer, asyncio.StreamWriter) else None
    await Door(writer, _open_predictor, is_real=is_real).serve(reader, drain)


def _open_predictor(arguments: Json) -> Predictor:
    model = arguments.get("model")
    device, quantization, engine = (_choice(arguments, name) for name in CHOICES)
    return ServicePredictor(
        model if isinstance(model, str) and model else None,
        device=device,
        quantization=quantization,
        server=_server(arguments.get("server")) if engine == "remote" else None,
    )


def _choice(arguments: Json, name: str) -> str:
    chosen = arguments.get(name, CHOICES[name][0])
    if chosen not in CHOICES[name]:
        raise DeskcheckError(f"{name} is {chosen!r}: choose {', '.join(CHOICES[name][:-1])} or {CHOICES[name][-1]}")
    return str(chosen)


def _server(data: object) -> RemoteServer:
    """Read where the model computes; the names are those of the editors' settings."""
    given = data if isinstance(data, dict) else {}
    seconds = [given.get("timeout", 120), given.get("patience", 60)]
    if any(isinstance(value, bool) or not isinstance(value, int | float) for value in seconds):
        raise DeskcheckError("server.timeout and server.patience are seconds, that is numbers")
    name = given.get("servedName")
    return RemoteServer(str(given.get("url", "")), str(name) if name else None, *map(float, seconds))


class _Writer:
    """Standard output, kept for the protocol alone."""

    def __init__(self) -> None:
        self._out = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)  # what else is printed goes to standard error

    def write(self, data: bytes) -> None:
        with contextlib.suppress(BrokenPipeError):
            self._out.write(data)
            self._out.flush()


async def _serve_stdio(is_real: bool) -> None:
    writer = _Writer()
    reader = asyncio.StreamReader(limit=READ_LIMIT)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await serve(reader, writer, is_real=is_real)


async def _serve_tcp(address: str, is_real: bool) -> None:
    host, _, port = address.rpartition(":")
    if host not in ("127.0.0.1", "localhost", "[::1]", "") or not port.isdigit():
        raise DeskcheckError(f"cannot listen on {address!r}: give a port of this machine, as in 127.0.0.1:5678")

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await serve(reader, writer, is_real=is_real)
        writer.close()

    try:
        listening = await asyncio.start_server(connected, host.strip("[]") or "127.0.0.1", int(port), limit=READ_LIMIT)
    except OSError as error:
        raise DeskcheckError(f"cannot listen on {address}: {error.strerror}") from error
    async with listening:
        name = listening.sockets[0].getsockname()
        print(f"deskcheck: debug adapter listens on {name[0]}:{name[1]}", file=sys.stderr, flush=True)
        await listening.serve_forever()
