"""The bridge's end of the probe: takes what lines of the real program tell, and answers whether to stop there.

Listens on loopback; who connects has to know the token that was sent into the program. Also makes the expressions that
put the probe there and call it, which is all that the debuggee is ever asked to evaluate unseen.
"""

import asyncio
import contextlib
import json
import logging
import os
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from model_runtime import recorder_child
from model_runtime.trace.frames import Origin, Value

logger = logging.getLogger(__name__)

MODULE = "_deskcheck_probe"
ITEM_BUDGET = 1_000  # items of one value that the probe renders
READ_LIMIT = 16 << 20
HIT = f'getattr(__import__("sys").modules.get("{MODULE}"),"hit",lambda:False)()'


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the real program that is about to run."""

    thread: int
    file: str
    function: str  # qualified name
    line: int
    depth: int  # of the interpreter's stack
    py_frame: int  # its address: the same for all lines of a call, and perhaps of a later one
    locals: Mapping[str, Value]


def row_of(data: list[Any]) -> Row:
    """Read what the probe told; raises what a damaged list raises (TypeError, ValueError)."""
    thread, file, function, line, depth, py_frame, state = data
    values = {name: Value(text, Origin.RECORDED) for name, text in state.items()}
    return Row(thread, os.path.realpath(file), function, line, depth, py_frame, values)


class Channel:
    """Listens for the probe of one debuggee."""

    def __init__(self, on_row: Callable[[Row], Awaitable[bool]]) -> None:
        self._on_row = on_row
        self._token = secrets.token_hex(16)
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._asks = False
        self.port = 0

    async def open(self) -> None:
        """Begin to listen."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=READ_LIMIT)
        self.port = self._server.sockets[0].getsockname()[1]

    @property
    def boot(self) -> str:
        """The expression that puts the probe into a program, where it is not there yet; its value is None."""
        source = _BOOT.format(module=MODULE, source=_source(), port=self.port, token=self._token, budget=ITEM_BUDGET)
        return f'("{MODULE}" in __import__("sys").modules or exec({source!r}, {{"__name__": {MODULE!r}}}))'

    def condition(self, is_entry: bool) -> str:
        """Give the condition of a line that tells; the first one of a function puts the probe there if need be."""
        return f"[{self.boot}, {HIT}][1]" if is_entry and not self._writers else HIT

    def snapshot(self, file: str, line: int) -> str:
        """Give the expression whose value is the state of the call it is evaluated in; `row_of` reads it."""
        return f'[{self.boot}, __import__("sys").modules["{MODULE}"].take({file!r}, {line})][1]'

    @property
    def asks(self) -> bool:
        """Whether each line waits for an answer."""
        return self._asks

    def ask(self, asks: bool) -> None:
        """Let each line wait for an answer, or only tell."""
        if asks != self._asks:
            self._asks = asks
            for writer in self._writers:
                writer.write(b"S" if asks else b"A")

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            token = (await asyncio.wait_for(reader.readline(), 5)).decode("ascii", "replace").strip()
            if not secrets.compare_digest(token, self._token):
                return
            self._writers.add(writer)
            writer.write(b"S" if self._asks else b"A")
            while line := await reader.readline():
                is_stop = await self._on_row(row_of(json.loads(line)))
                writer.write(b"1" if is_stop else b"0")
        except (ConnectionError, TimeoutError, ValueError, TypeError, AttributeError) as error:
            logger.debug("the probe has gone: %s", error)
        finally:
            self._writers.discard(writer)
            writer.close()

    async def close(self) -> None:
        """Stop listening; probes go silent."""
        if self._server is not None:
            self._server.close()
        for writer in list(self._writers):
            with contextlib.suppress(ConnectionError):
                writer.write(b"X")
            writer.close()


_BOOT = """
import sys, types
module = sys.modules[{module!r}] = types.ModuleType({module!r})
module.hit, module.take = lambda: False, lambda *place: "null"
space = {{"__name__": {module!r}}}
try:
    exec(compile({source!r}, {module!r}, "exec", dont_inherit=True), space)
    space.update(ITEM_BUDGET={budget}, STRING_BUDGET=20_000)
    module.probe = space["Probe"]({port}, {token!r}, space["canonical_repr"])
    module.hit, module.take = module.probe.hit, module.probe.take
except BaseException:
    pass
"""


@lru_cache(maxsize=1)
def _source() -> str:
    """Give the probe's source, behind what renders values as recorded runs have them."""
    text = Path(recorder_child.__file__).read_text(encoding="utf-8")
    values = text[: text.index("# ---------------------------------------------------------------- proof that")]
    for unneeded in ("resource", "dis", "gc", "ast", "io"):
        values = values.replace(f"import {unneeded}\n", "")
    probe = Path(__file__).with_name("bridge_probe.py").read_text(encoding="utf-8")
    return f"from __future__ import annotations\n{values}\n{probe}"
