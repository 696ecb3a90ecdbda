"""What a bridge puts into the real program: tells each line that is about to run, and asks whether to stop there.

Its source is sent into the debuggee together with `recorder_child.py`'s rendering of values, so it imports nothing but
built-in modules. It is called by the conditions of breakpoints that the client does not see. `_socket` is the
interpreter's own module, which no library replaces. Whatever goes wrong in here switches it off and is never seen by
the program.
"""

import _socket
import _thread
import json
import os
import sys
import time
from typing import Any

MAX_CHARS = 2_000  # of one value
MAX_NAMES = 200
SLOW_CPU_S, SLOW_S = 0.05, 1.0  # a name whose value takes longer to render is not rendered again
ANSWER_S = 10  # that a line waits for an answer at most


class Probe:
    """The connection to the bridge."""

    def __init__(self, port: int, token: str, render: Any) -> None:
        self.pid = os.getpid()
        self.render = render
        self.slow: set[tuple[str, str]] = set()
        self.lock = _thread.allocate_lock()
        self.asks = False  # each line waits for an answer
        self.is_on = True
        self.n_open = 0  # lines told whose answers have not been read
        self.socket: Any = None
        if port:
            try:
                self.socket = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
                self.socket.settimeout(ANSWER_S)
                self.socket.connect(("127.0.0.1", port))
                self.socket.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_NODELAY, 1)
                self.socket.settimeout(ANSWER_S)
                self.send(token)
                self.obey(self.socket.recv(1))  # the first answer says how to begin
            except Exception:
                self.is_on = False

    def hit(self) -> bool:
        """Tell that a line is about to run; whether to stop there."""
        if not self.is_on or os.getpid() != self.pid:
            return False
        try:
            frame: Any = sys._getframe(1)
            while frame.f_code.co_filename == "<string>" or "pydevd" in frame.f_code.co_filename:
                frame = frame.f_back
            with self.lock:
                self.send(json.dumps(self.row(frame, frame.f_locals)))
                return self.answer()
        except BaseException:
            self.is_on = False
            return False

    def take(self, file: str, line: int) -> str:
        """Give the row of the call that has stopped at a line of this thread."""
        frame: Any = sys._getframe(1)
        while frame is not None and (frame.f_code.co_filename, frame.f_lineno) != (file, line):
            frame = frame.f_back
        return "null" if frame is None else json.dumps(self.row(frame, frame.f_locals))

    def row(self, frame: Any, variables: Any) -> list[Any]:
        """Give thread, file, function, line, depth and number of a frame, and its state."""
        code = frame.f_code
        depth, above = 0, frame.f_back
        while above is not None:
            depth, above = depth + 1, above.f_back
        name = getattr(code, "co_qualname", code.co_name)
        place = [code.co_filename, name, frame.f_lineno, depth, id(frame)]
        return [_thread.get_ident(), *place, self.state(name, variables)]

    def state(self, function: str, variables: Any) -> dict[str, str]:
        """Render variables; of those that took long before only the type is told."""
        found = {}
        for name, value in list(variables.items())[:MAX_NAMES]:
            if (function, name) in self.slow:
                found[str(name)] = f"<{type(value).__name__}>...<+? chars>"  # as one that was not rendered whole
                continue
            cpu, wall = time.thread_time(), time.monotonic()
            found[str(name)] = self.render(value, MAX_CHARS)
            if time.thread_time() - cpu > SLOW_CPU_S or time.monotonic() - wall > SLOW_S:
                self.slow.add((function, name))
        return found

    def send(self, text: str) -> None:
        """Send a line."""
        self.socket.settimeout(ANSWER_S)
        self.socket.sendall(text.encode("utf-8", "backslashreplace") + b"\n")

    def answer(self) -> bool:
        """Read the answers that are there; where each line asks, wait for that to the line just told."""
        self.n_open += 1
        is_yes = False
        self.socket.settimeout(ANSWER_S if self.asks else 0)
        while self.n_open and self.is_on:
            try:
                data = self.socket.recv(1)
            except BlockingIOError:
                return False
            if data in (b"0", b"1"):
                self.n_open -= 1
                is_yes = data == b"1"
            else:
                self.obey(data)
                self.socket.settimeout(ANSWER_S if self.asks else 0)
        return is_yes and self.asks and self.is_on

    def obey(self, data: bytes) -> None:
        """Change to what the bridge wants."""
        if data in (b"A", b"S"):  # tell only; ask, too
            self.asks = data == b"S"
        else:  # X, or nothing: the bridge has gone
            self.is_on = False
            self.socket.close()
