"""Real runs under `sys.settrace`, in a child process with limits, as recorded traces.

Only functions defined in the source are traced, from the first call of the entry to its return. The child is
`recorder_child.py`; this module starts it, feeds it requests, and turns what it wrote into frames. Nothing of the
program is ever run in the calling process.

The child refuses to write files, start processes and use the network, and its input is empty. These guards stop
accidents; they are no security boundary: do not record programs that you would not run.
"""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from model_runtime.errors import DeskcheckError
from model_runtime.trace.frames import (
    NO_LOCALS,
    Origin,
    Outcome,
    ReturnKind,
    Trace,
    TraceEvent,
    TraceFrame,
    TraceStats,
    Value,
)

BROKEN = 86  # exit status of a run that could not write its result, as in recorder_child.py
CHILD = Path(__file__).with_name("recorder_child.py")
START_S = 20.0  # for an interpreter to start
GRACE_S = 5.0  # after the wall limit, for the child to notice it
EVENTS = {event.value: event for event in TraceEvent}
KINDS = {kind.value: kind for kind in ReturnKind}


@dataclass(frozen=True, slots=True)
class RecordingLimits:
    """What one run may use."""

    cpu_s: float = 5.0
    wall_s: float = 20.0
    memory_mb: int = 1024  # address space
    max_frames: int = 2000
    value_chars: int = 2000  # characters kept of one value
    output_chars: int = 1_000_000  # characters printed


@dataclass(frozen=True, slots=True)
class RecordingRequest:
    """A run to record: `call` is evaluated after `source` and then `setup` have been executed, untraced."""

    source: str
    entry: str  # qualified name of the function whose first call starts the trace
    call: str  # an expression; for a generator e.g. `list(f(3))`
    file: str | None = None  # only shown
    setup: str = ""
    why: str = "call"
    limits: RecordingLimits = field(default_factory=RecordingLimits)
    python: str = sys.executable
    search_path: tuple[str, ...] = ()  # put before the interpreter's own
    site_packages: bool = False  # let the program import what is installed for `python`


class RecordingError(DeskcheckError):
    """A run that cannot be recorded: it does not load, or never calls its entry."""


def record(request: RecordingRequest) -> Trace:
    """Really run a program in a limited child process and return its trace.

    Raises:
        RecordingError: the source does not load, the call is no expression or does not reach the entry, or the
            interpreter does not start.
    """
    outcome = next(record_many([request]))
    if isinstance(outcome, RecordingError):
        raise outcome
    return outcome


def record_many(requests: Iterable[RecordingRequest]) -> Iterator[Trace | RecordingError]:
    """Record many runs one after another through one child, giving for each its trace or why there is none."""
    worker: _Worker | None = None
    try:
        for request in requests:
            if worker is not None and not worker.suits(request):
                worker.close()
                worker = None
            try:
                worker = worker or _Worker(request.python, request.site_packages)
                outcome: Trace | RecordingError = _trace_of(request, worker.run(request))
            except RecordingError as error:
                outcome = error
            yield outcome
    finally:
        if worker is not None:
            worker.close()


# ---------------------------------------------------------------- the child


@dataclass(frozen=True, slots=True)
class _Run:
    """What the child said of one run."""

    lines: list[bytes]
    status: int | None  # as of os.wait; None when the child itself did not answer
    cpu_s: float
    timed_out: bool
    seconds: float


class _Worker:
    """A running child process, its streams and its result file."""

    def __init__(self, python: str, site_packages: bool) -> None:
        self.key = (python, site_packages)
        self.result = tempfile.TemporaryFile()  # noqa: SIM115
        self.pending = b""
        flags = ["-s", "-B", "-P"] if site_packages else ["-S", "-s", "-B", "-P"]
        try:
            self.process = subprocess.Popen(
                [python, *flags, str(CHILD), str(self.result.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=(self.result.fileno(),),
                env={"PYTHONHASHSEED": "0", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
                cwd="/",
                start_new_session=True,
            )
        except OSError as error:
            self.result.close()
            raise RecordingError(f"interpreter {python} cannot be started: {error.strerror}") from error
        if self._answer(START_S) is None:
            self.close()
            raise RecordingError(
                f"interpreter {python} cannot record: CPython 3.11 or newer on Linux or macOS is needed"
            )

    def suits(self, request: RecordingRequest) -> bool:
        """Whether this child is alive and can run the request."""
        return self.process.poll() is None and self.key == (request.python, request.site_packages)

    def run(self, request: RecordingRequest) -> _Run:
        """Run one request and wait for its end."""
        started = time.monotonic()
        answer = None
        with contextlib.suppress(BrokenPipeError):
            assert self.process.stdin is not None
            self.process.stdin.write(_encode(request))
            self.process.stdin.flush()
            answer = self._answer(request.limits.wall_s + GRACE_S)
        if answer is None:
            self._kill()
        size = os.fstat(self.result.fileno()).st_size
        lines = os.pread(self.result.fileno(), size, 0).split(b"\n")
        seconds = time.monotonic() - started
        if answer is None:
            return _Run(lines, None, 0.0, False, seconds)
        return _Run(lines, answer["status"], answer["cpu_s"], answer["timed_out"], seconds)

    def close(self) -> None:
        """End the child and all it started."""
        self._kill()
        self.result.close()

    def _answer(self, timeout_s: float) -> dict[str, Any] | None:
        """Read one line of the child; None when it has ended or does not answer in time."""
        assert self.process.stdout is not None
        fd, deadline = self.process.stdout.fileno(), time.monotonic() + timeout_s
        while b"\n" not in self.pending:
            ready, _, _ = select.select([fd], [], [], max(0.0, deadline - time.monotonic()))
            data = os.read(fd, 65536) if ready else b""
            if not data:
                return None
            self.pending += data
        line, self.pending = self.pending.split(b"\n", 1)
        try:
            answer: dict[str, Any] = json.loads(line)
        except ValueError:  # not our child
            return None
        return answer

    def _kill(self) -> None:
        if self.process.poll() is None:
            with contextlib.suppress(psutil.NoSuchProcess):
                child = psutil.Process(self.process.pid)
                child.suspend()  # so that it starts nothing while its children are listed
                for process in [*child.children(recursive=True), child]:
                    with contextlib.suppress(psutil.NoSuchProcess):
                        process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                stream.close()  # type: ignore[union-attr]


def _encode(request: RecordingRequest) -> bytes:
    limits = request.limits
    fields = {
        "source": request.source,
        "entry": request.entry,
        "call": request.call,
        "setup": request.setup,
        "file": request.file,
        "search_path": request.search_path,
        "cpu_s": limits.cpu_s,
        "wall_s": limits.wall_s,
        "memory_mb": limits.memory_mb,
        "max_frames": limits.max_frames,
        "value_chars": limits.value_chars,
        "output_chars": limits.output_chars,
    }
    return json.dumps(fields).encode() + b"\n"


# ---------------------------------------------------------------- what it wrote


class _Frames:
    """Reads the child's lines; holds the locals of each activation."""

    def __init__(self, request: RecordingRequest) -> None:
        self.file = request.file
        self.source = request.source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.locals: dict[int, dict[str, Value]] = {}
        self.frames: list[TraceFrame] = []

    def add(self, item: list[Any]) -> None:
        """Add the frame of one line of `recorder_child.Tracer.record`."""
        event, function, line, depth, activation, *rest = item
        state, arg, kind = NO_LOCALS, None, None
        if event in ("call", "line"):
            state = self._state(activation, *rest)
        else:
            arg = Value(rest[0])
            kind = KINDS[rest[1]] if event == "return" else None
        source = self.source[line - 1] if line <= len(self.source) else ""
        self.frames.append(
            TraceFrame(EVENTS[event], function, self.file, line, source, depth, activation, state, arg, kind)
        )

    def _state(self, activation: int, changed: dict[str, str], gone: list[str]) -> dict[str, Value]:
        state = self.locals.setdefault(activation, {})
        if changed or gone:  # frames with equal locals share them
            state = {name: value for name, value in state.items() if name not in gone}
            state.update({name: Value(text) for name, text in changed.items()})
            self.locals[activation] = state
        return state


def _trace_of(request: RecordingRequest, run: _Run) -> Trace:
    frames, end, started, disturbed = _Frames(request), None, False, False
    for line in run.lines:
        if not line:
            continue
        try:
            item = json.loads(line)
            if item[0] == "end":
                end = item
            elif item[0] == "start":
                started = True
            else:
                frames.add(item)
        except (ValueError, TypeError, LookupError, AttributeError):
            disturbed = True
    outcome, why, text, notes = end[1:] if end is not None else ("limit", *_killed(run, disturbed), [])
    if outcome == "unusable" or (not started and outcome == "limit"):
        raise RecordingError(_unusable(request, why, text))
    notes = [_limit_note(request.limits, why, text), *notes] if outcome == "limit" else notes
    if disturbed and end is not None:
        notes.append("the run wrote into its own record: frames may be missing")
    return Trace(
        frames=tuple(frames.frames),
        outcome=Outcome(outcome),
        result=Value(text) if outcome in ("returned", "raised") else None,
        origin=Origin.RECORDED,
        file=request.file,
        entry=request.entry,
        call=request.call,
        why=request.why,
        note="; ".join(notes) or None,
        stats=TraceStats(frames=len(frames.frames), seconds=run.seconds),
    )


def _killed(run: _Run, disturbed: bool) -> tuple[str, str | None]:
    """Say why a run ended without saying so itself."""
    if run.status is None:
        return "killed", "the recorder's own process did not answer"
    if run.timed_out:
        return "wall", None
    if os.WIFSIGNALED(run.status):
        number = os.WTERMSIG(run.status)
        if number in (signal.SIGXCPU, signal.SIGKILL) and run.cpu_s >= 1:
            return "time", None
        return "killed", signal.Signals(number).name
    if disturbed or os.WEXITSTATUS(run.status) == BROKEN:
        return "killed", "the run broke its own record"
    return "exit", str(os.WEXITSTATUS(run.status))


def _limit_note(limits: RecordingLimits, why: str, text: str | None) -> str:
    notes = {
        "time": f"time: the run used {limits.cpu_s:g} s of processor time",
        "wall": f"time: the run took {limits.wall_s:g} s",
        "memory": f"memory: the run needed more than {limits.memory_mb} MB",
        "frames": f"frames: the run has more than {limits.max_frames} frames",
        "size": "frames: the trace is too large",
        "output": f"output: the run printed more than {limits.output_chars} characters",
        "tracing": f"tracing switched off: {text}",
        "exit": f"exited through os._exit, status {text}",
        "killed": f"killed: {text}",
    }
    return notes[why]


def _unusable(request: RecordingRequest, why: str, text: str | None) -> str:
    where = request.file or "the program"
    if why == "call":
        return f"call {request.call!r} is not an expression: {text}"
    if why == "entry":
        return f"call {request.call!r} never enters {request.entry} of {where}: {text}"
    if why == "setup":
        return f"{where} cannot be loaded: {text}"
    return f"{where} cannot be loaded: {_limit_note(request.limits, why, text)}"
