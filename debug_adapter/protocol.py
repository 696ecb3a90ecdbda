"""Messages of the Debug Adapter Protocol 1.71 on a byte stream: framing, and the names of all requests.

https://microsoft.github.io/debug-adapter-protocol/overview. Knows no debugger. Header names are case-insensitive; a
message that is too long or no JSON object is skipped, so that one bad message does not end a session.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from typing import Any, Protocol

logger = logging.getLogger(__name__)

Json = dict[str, Any]
MAX_MESSAGE_BYTES = 16 << 20
MAX_HEADER_LINES = 32

REQUESTS = frozenset(  # what a client may send
    [
        "attach",
        "breakpointLocations",
        "cancel",
        "completions",
        "configurationDone",
        "continue",
        "dataBreakpointInfo",
        "disassemble",
        "disconnect",
        "evaluate",
        "exceptionInfo",
        "goto",
        "gotoTargets",
        "initialize",
        "launch",
        "loadedSources",
        "locations",
        "modules",
        "next",
        "pause",
        "readMemory",
        "restart",
        "restartFrame",
        "reverseContinue",
        "scopes",
        "setBreakpoints",
        "setDataBreakpoints",
        "setExceptionBreakpoints",
        "setExpression",
        "setFunctionBreakpoints",
        "setInstructionBreakpoints",
        "setVariable",
        "source",
        "stackTrace",
        "stepBack",
        "stepIn",
        "stepInTargets",
        "stepOut",
        "terminate",
        "terminateThreads",
        "threads",
        "variables",
        "writeMemory",
    ]
)


class Writer(Protocol):
    """Where messages go: the part of `asyncio.StreamWriter` that is needed."""

    def write(self, data: bytes) -> None:
        """Write bytes, in order, without waiting."""
        ...


def encoded(message: Json) -> bytes:
    """Frame a message."""
    body = json.dumps(message, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


async def messages(reader: asyncio.StreamReader) -> AsyncIterator[Json]:
    """Give the messages of a stream until it ends."""
    while (length := await _content_length(reader)) is not None:
        try:
            if length > MAX_MESSAGE_BYTES:
                await _skip(reader, length)
                logger.warning("a message of %d bytes was skipped: the limit is %d", length, MAX_MESSAGE_BYTES)
                continue
            body = await reader.readexactly(length)
        except asyncio.IncompleteReadError:
            return
        try:
            message = json.loads(body)
        except (ValueError, RecursionError):
            logger.warning("a message that is no JSON was skipped")
            continue
        if isinstance(message, dict):
            yield message
        else:
            logger.warning("a message that is no JSON object was skipped")


async def _content_length(reader: asyncio.StreamReader) -> int | None:
    """Read a header; None at the end of the stream."""
    length = None
    while True:
        try:
            line = await reader.readline()
        except ValueError:  # longer than the reader's buffer
            continue
        if not line:
            return None
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
        elif not line.strip() and length is not None:
            return length


async def _skip(reader: asyncio.StreamReader, length: int) -> None:
    while length:
        chunk = await reader.readexactly(min(length, 1 << 16))
        length -= len(chunk)
