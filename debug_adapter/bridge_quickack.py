"""Start debugpy's adapter so that it acknowledges what it reads at once. Run as a script; imports nothing of ours.

pydevd sends a message in two parts without TCP_NODELAY, so its kernel waits with the second for the acknowledgement of
the first, which ours would delay by 40 ms in the hope of an answer to send along (microsoft/debugpy#2054). TCP_QUICKACK
(Linux) stops that for the next packets only, so it is set before every read.
"""

import contextlib
import runpy
import socket
import sys
from typing import Any


def acknowledge_at_once() -> None:
    """Make every socket file of this process set TCP_QUICKACK before it reads."""
    option = getattr(socket, "TCP_QUICKACK", None)
    if option is None:
        return
    read = socket.SocketIO.readinto

    def readinto(self: socket.SocketIO, buffer: Any) -> int | None:
        with contextlib.suppress(OSError):  # no TCP socket, or closed: the read says so
            self._sock.setsockopt(socket.IPPROTO_TCP, option, 1)  # type: ignore[attr-defined]
        return read(self, buffer)

    socket.SocketIO.readinto = readinto  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    sys.path.pop(0)  # this folder, whose modules must not stand in for others
    acknowledge_at_once()
    sys.argv[1:] = []
    runpy.run_module("debugpy.adapter", run_name="__main__", alter_sys=True)
