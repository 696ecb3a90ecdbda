"""The process that really runs samples, and the tracer inside it. Standard library only, CPython 3.11 or newer.

Started by path (`python -S -s -B -P recorder_child.py FD`), so that any interpreter can record without having this
package installed. It reads one JSON request a line on standard input and forks once per request: the fork runs the
sample with limits and a tracer and writes JSON lines to the anonymous file FD, one a frame, at once, so that a run that
is killed leaves all its frames behind. When the fork has ended, it and whatever it left behind are killed, and one JSON
line on standard output says how it ended. What the lines mean is written where they are made: `Sample.finish`,
`Tracer.record`, `serve`.

Frames are those of `sys.settrace`, from the first call of the entry to its return, of functions in the sample alone.
The guards keep a sample from doing harm by accident; they are no security boundary. All this is one file because it
must run without its package.
"""

import ast
import dis
import gc
import io
import json
import math
import os
import re
import resource
import signal
import sys
import time
import types
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from typing import Any, NoReturn

SAMPLE = "<sample>"
ITEM_BUDGET = 50_000  # items of one value that are rendered before it is cut
STRING_BUDGET = 1_000_000  # characters of a string that are rendered before it is cut
GENERATOR_BUDGET = 10_000  # items taken from a generator that the call returned
TRACE_BYTES = 64 << 20  # size of the result file at which a trace is cut
MEMORY_RESERVE = 32 << 20  # bytes to end a run with that has used up its own
TICK_S = 0.25  # CPU seconds between two looks at the clock; a repr may take two of them
WALL_TICK_S = 1.0  # the same for a repr that sleeps
BROKEN = 86  # exit status of a run that can no longer write its result
HEADROOM = 500  # recursion levels lent to the tracer, so that it can still record at the sample's own limit

ATOMS = frozenset((int, float, bool, str, bytes, complex, type(None)))
_SIZED = (list, tuple, dict, set, frozenset, str, bytes, bytearray, deque)
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_MODULE = re.compile(r"^<module '([^']*)'.*>$")

_write, _exit, _dumps = os.write, os._exit, json.dumps  # a sample may replace those of the modules


# ---------------------------------------------------------------- values


class ReprTooSlow(BaseException):
    """A value took too long to render; raised by the timer."""


def canonical_repr(value: Any, limit: int | None = None) -> str:
    """Render a value the same way on every run: no addresses, sets in a fixed order, at most `limit` characters.

    A text that is cut ends in `...<+N chars>`, a huge one that was never rendered whole in `...<+N chars or more>`.
    Never raises, except for the timer's own exception.
    """
    renderer = _Renderer(bounded=limit is not None)
    try:
        text = renderer.render(value)
    except RecursionError:
        text = unreprable(value)
    if limit is None or (len(text) <= limit and not renderer.cut):
        return text
    more = " or more" if renderer.cut else ""
    return f"{text[:limit]}...<+{max(0, len(text) - limit)} chars{more}>"


def unreprable(value: Any) -> str:
    """Stand in for the repr of a value that has none."""
    return f"<unreprable {type(value).__name__}>"


class _Renderer:
    """One rendering: the containers that are open, and how much may still be rendered."""

    __slots__ = ("bounded", "budget", "cut", "open")

    def __init__(self, bounded: bool) -> None:
        self.open: set[int] = set()
        self.bounded = bounded
        self.budget = ITEM_BUDGET if bounded else sys.maxsize // 2
        self.cut = False

    def render(self, value: Any) -> str:
        kind = type(value)
        if kind in ATOMS:
            return self.atom(value)
        if kind is list:
            return self.flat(value) or self.container(value, "[", "]", "[...]")
        if kind is tuple:
            return self.flat(value) or self.container(value, "(", ",)" if len(value) == 1 else ")", "(...)")
        if kind is dict:
            return self.container(value, "{", "}", "{...}")
        if kind is set:
            return self.set(value, "{", "}") if value else "set()"
        if kind is frozenset:
            return self.set(value, "frozenset({", "})") if value else "frozenset()"
        return self.opaque(value)

    def atom(self, value: Any) -> str:
        if type(value) in (str, bytes) and len(value) > STRING_BUDGET and self.bounded:
            self.cut = True
            value = value[:STRING_BUDGET]
        try:
            return repr(value)
        except (ValueError, MemoryError):  # an int of more than 4300 digits
            return unreprable(value)

    def container(self, value: Any, start: str, end: str, again: str) -> str:
        if id(value) in self.open:
            return again
        self.open.add(id(value))
        parts = []
        for item in self.first_items(value):
            self.budget -= 1
            if self.budget < 0:
                self.cut = True
                break
            if type(value) is dict:
                parts.append(f"{self.render(item[0])}: {self.render(item[1])}")
            else:
                parts.append(self.render(item))
        self.open.discard(id(value))
        return start + ", ".join(parts) + end

    def first_items(self, value: Any) -> list[Any]:
        """Copy what may be rendered, and one item more: a repr of the sample can change the container."""
        return list(islice(value.items() if type(value) is dict else value, max(0, self.budget) + 1))

    def flat(self, value: Any) -> str | None:
        """Render a list or tuple of atoms, the common case, at once."""
        if len(value) > self.budget or not ATOMS.issuperset(map(type, value)):
            return None
        try:
            text = repr(value)
        except ValueError:  # an int of more than 4300 digits
            return None
        if len(text) > STRING_BUDGET:
            return None
        self.budget -= len(value)
        return text

    def set(self, value: Any, start: str, end: str) -> str:
        if len(value) > self.budget:
            self.cut = True  # which items come first is known only when all are rendered
            return f"{start}<{len(value)} items>{end}"
        items = list(value)
        self.budget -= len(items)
        texts = [self.render(item) for item in items]
        if not all(type(item) is int for item in items):
            texts.sort()  # the order of other hashes is not the same on every run; that of ints is CPython's own
        return start + ", ".join(texts) + end

    def opaque(self, value: Any) -> str:
        kind = type(value)
        if self.bounded:
            for base in _SIZED:
                if issubclass(kind, base) and base.__len__(value) > ITEM_BUDGET:
                    return f"<{kind.__name__} of {base.__len__(value)} items>"
        try:
            text = repr(value)
        except ReprTooSlow:
            raise
        except BaseException:
            return unreprable(value)
        if type(text) is not str:
            return unreprable(value)
        if not text.isascii():
            text = text.encode("utf-8", "backslashreplace").decode("utf-8")  # lone surrogates
        module = _MODULE.match(text)
        return f"<module '{module.group(1)}'>" if module else _ADDRESS.sub(" at 0x0", text)


# ---------------------------------------------------------------- proof that a loop never ends


class Opaque(Exception):
    """The value holds state that cannot be compared (an iterator, an open file, ...)."""


_HIDDEN_STATE = re.compile(
    r"\b(random|time|datetime|input|uuid|secrets|os|open|next|iter|id|yield|async|await|lru_cache|cache|threading)\b"
)
_LOOPS = (ast.For, ast.AsyncFor, ast.With, ast.AsyncWith)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)


def provable_lines(source: str) -> frozenset[int]:
    """Find the `while` headers at which an equal state proves an endless loop: no hidden state is alive there."""
    if "while" not in source or _HIDDEN_STATE.search(source):
        return frozenset()
    headers: set[int] = set()
    hidden: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.While):
            headers.add(node.lineno)
        elif isinstance(node, (*_LOOPS, *_COMPREHENSIONS, ast.GeneratorExp)):
            hidden.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return frozenset(headers - hidden)


def state_key(value: Any, seen: dict[int, int]) -> object:
    """Make a hashable that is equal for two values only when their whole object graphs are; raise Opaque if unsure.

    `seen` knows objects by their ids: nothing that is made here may be passed down, its id could be given out again.
    """
    kind = type(value)
    if kind in (int, bool, str, bytes, type(None)):
        return (kind.__name__, value)
    if kind in (float, complex):
        return (kind.__name__, repr(value))
    if id(value) in seen:
        return ("seen", seen[id(value)])
    seen[id(value)] = len(seen)
    if kind in (list, tuple, set, frozenset):
        return (kind.__name__, tuple(state_key(item, seen) for item in value))
    if kind is dict:
        pairs = value.items()
        return ("dict", tuple((state_key(k, seen), state_key(v, seen)) for k, v in pairs))
    if kind is range:
        return ("range", repr(value))
    if isinstance(value, (types.ModuleType, types.BuiltinFunctionType)):
        return ("const", id(value))
    if kind is types.FunctionType:
        if value.__closure__ or value.__dict__:
            raise Opaque
        defaults = state_key(value.__defaults__, seen), state_key(value.__kwdefaults__, seen)
        return ("function", id(value.__code__), defaults)
    if isinstance(value, type):
        return ("class", id(value), _class_state(value, seen) if value.__module__ == "__main__" else None)
    if kind.__module__ == "__main__" and kind.__bases__ == (object,) and "__slots__" not in kind.__dict__:
        return ("object", kind.__name__, state_key(kind, seen), state_key(value.__dict__, seen))
    raise Opaque


def _class_state(value: type, seen: dict[int, int]) -> object:
    state = []
    for name, item in value.__dict__.items():
        if isinstance(item, (staticmethod, classmethod)):
            item = item.__func__
        if name not in ("__module__", "__doc__", "__dict__", "__weakref__") and not isinstance(item, property):
            state.append((name, state_key(item, seen)))
    return tuple(state)


# ---------------------------------------------------------------- the tracer

# A trace function borrows some recursion levels, so that it can record close to the sample's own limit. At the limit
# itself it refuses the call as CPython would. CPython switches tracing off when a trace function raises, unless an
# audit hook forbids it: `Sample._guard` does.
_recursion_limit, _set_recursion_limit = sys.getrecursionlimit, sys.setrecursionlimit


def _require_room(limit: int) -> None:
    """Raise RecursionError when the stack is nearly as deep as the limit; a level further down than the audit hook."""
    _set_recursion_limit(limit)


class Activation:
    """One life of an entered function. Holds no frame, so that the sample's objects die when they would untraced."""

    __slots__ = ("atoms", "depth", "last_event", "number", "seen", "texts", "tracer")

    def __init__(self, tracer: "Tracer", number: int) -> None:
        self.tracer = tracer
        self.number = number
        self.depth = 0
        self.texts: dict[str, str] = {}  # name -> text in the last frame, in order of first binding
        self.atoms: dict[str, object] = {}  # name -> value in the last frame, where it cannot change
        self.last_event: str | None = None
        self.seen: set[object] = set()  # states at `while` headers

    def trace(self, frame: types.FrameType, event: str, arg: Any) -> Any:
        """Record one event of this activation; the local trace function of its frame."""
        if self.tracer.done:
            return None
        limit = _recursion_limit()
        _set_recursion_limit(limit + HEADROOM)
        try:
            self.tracer.record(self, frame, event, arg)
        finally:
            _set_recursion_limit(limit)
        return self.trace


class Tracer:
    """Records the events of one sample from the first call of the entry to its return."""

    def __init__(self, sample: "Sample") -> None:
        self.sample = sample
        self.entry = sample.request["entry"]
        self.max_frames = sample.request["max_frames"]
        self.value_chars = sample.request["value_chars"]
        self.namespace = sample.namespace
        self.provable = provable_lines(sample.request["source"])
        self.n_frames = self.n_activations = self.n_bytes = 0
        self.stack: list[Activation] = []
        self.alive: dict[types.FrameType, Activation] = {}  # entered, or suspended in a yield
        self.code_bytes: dict[types.CodeType, bytes] = {}
        self.started = self.done = False
        self.refusing = False  # a call, at the recursion limit
        self.renderings = 0  # a serial number: the timer sees whether a rendering goes on
        self.rendering = False

    def trace(self, frame: types.FrameType, event: str, arg: Any) -> Any:
        """Enter a function or resume a generator; the global trace function."""
        code = frame.f_code
        if self.done or code.co_filename != SAMPLE or frame.f_globals is not self.namespace:
            return None
        if not self.started and code.co_qualname != self.entry:
            return None
        limit = _recursion_limit()
        self.refusing = True
        _require_room(limit)
        self.refusing = False
        _set_recursion_limit(limit + HEADROOM)
        try:
            return self._enter(frame).trace
        finally:
            _set_recursion_limit(limit)

    def _enter(self, frame: types.FrameType) -> Activation:
        self.started = True
        activation = self.alive.get(frame)
        if activation is None:
            activation = self.alive[frame] = Activation(self, self.n_activations)
            self.n_activations += 1
        activation.depth = len(self.stack)
        self.stack.append(activation)
        self.record(activation, frame, "call", None)
        return activation

    def record(self, activation: Activation, frame: types.FrameType, event: str, arg: Any) -> None:
        """Write one frame: [event, function, line, depth, activation, ...].

        CALL and LINE add {name: text} of the names that are new or changed in this activation and a list of those
        that are gone; RETURN adds text and kind, EXCEPTION the text.
        """
        try:
            self._record(activation, frame, event, arg)
        except MemoryError:
            self.sample.finish("limit", "memory")
        except Exception as error:
            self.sample.finish("limit", "tracing", f"{type(error).__name__} in the tracer: {error}")

    def _record(self, activation: Activation, frame: types.FrameType, event: str, arg: Any) -> None:
        self.n_frames += 1
        if self.n_frames > self.max_frames:
            self.sample.finish("limit", "frames")
        code = frame.f_code
        line = frame.f_lineno or code.co_firstlineno
        item = [event, code.co_qualname, line, activation.depth, activation.number]
        if event in ("call", "line"):
            item.extend(self._locals(activation, frame))
        elif event == "return":
            kind = self._return_kind(activation, frame, arg)
            item += (self.text(arg), kind)
            self.stack.pop()
            if kind != "yielded":
                self.alive.pop(frame, None)
                self.done = activation.number == 0
        else:
            item.append(self.text(arg[1]))
        activation.last_event = event
        self.write(item)
        if event == "line" and line in self.provable:
            self._check_repeat(activation, frame)

    def write(self, item: object) -> None:
        """Add one line to the result file."""
        data = _dumps(item, separators=(",", ":")).encode() + b"\n"
        self.n_bytes += len(data)
        if self.n_bytes > TRACE_BYTES:
            self.sample.finish("limit", "size")
        _write(self.sample.result_fd, data)

    def _locals(self, activation: Activation, frame: types.FrameType) -> tuple[dict[str, str], list[str]]:
        texts, atoms, changed = activation.texts, activation.atoms, {}
        names = frame.f_locals
        for name, value in list(names.items()):
            if name in atoms and atoms[name] is value:
                continue
            if type(value) in ATOMS:
                atoms[name] = value
            else:
                atoms.pop(name, None)
            text = self.text(value)
            if texts.get(name) != text:
                texts[name] = changed[name] = text
        gone = [name for name in texts if name not in names] if len(texts) > len(names) else []
        for name in gone:
            del texts[name]
            atoms.pop(name, None)
        return changed, gone

    def text(self, value: Any) -> str:
        """Render a value, giving up when it takes long."""
        try:
            self.renderings += 1
            self.rendering = True
            try:
                return canonical_repr(value, self.value_chars)
            finally:
                self.rendering = False
        except ReprTooSlow:
            self.rendering = False
            return unreprable(value)

    def _return_kind(self, activation: Activation, frame: types.FrameType, arg: Any) -> str:
        opcode = self._opcode(frame)
        if opcode.startswith("RETURN_"):
            return "returned"
        if opcode == "YIELD_VALUE" and (arg is not None or activation.last_event != "exception"):
            return "yielded"
        return "unwound"  # an exception leaves, maybe from the end of a `finally`, where no event tells so

    def _opcode(self, frame: types.FrameType) -> str:
        code = frame.f_code
        data = self.code_bytes.get(code)
        if data is None:
            data = self.code_bytes[code] = code.co_code
        name = dis.opname[data[frame.f_lasti]]
        if sys.version_info >= (3, 13) and code.co_flags & 0x2A0 and not name.startswith("RETURN_"):
            name = dis.opname[data[frame.f_lasti - 2]]  # a yielding frame already points to the next instruction
        return name

    def _check_repeat(self, activation: Activation, frame: types.FrameType) -> None:
        """Finish when this activation was in the same full state at the same instruction before."""
        user = {name: value for name, value in self.namespace.items() if not name.startswith("__")}
        try:
            key = (frame.f_lasti, state_key([dict(frame.f_locals), user], {}))
            if key in activation.seen:
                self.sample.finish("endless")
            activation.seen.add(key)
        except (Opaque, RecursionError):
            pass
        except MemoryError:
            self.provable = frozenset()
            activation.seen.clear()


# ---------------------------------------------------------------- guards

_BLOCKED = re.compile(  # audit events
    r"os\.(system|exec|posix_spawn|spawn|fork|kill|putenv|unsetenv|chdir|fchdir"
    r"|remove|rename|rmdir|mkdir|chmod|chown|link|symlink|truncate|utime|setxattr|removexattr)"
    r"|socket\.(connect|bind|send|getaddrinfo|gethostby)|resource\.(setrlimit|prlimit)|signal\.pthread_kill"
    r"|(subprocess|pty|shutil|ctypes|ftplib|smtplib|urllib|webbrowser|syslog)\.|sqlite3\.connect"
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class CapturedOutput(io.StringIO):
    """Takes what a sample prints, up to a limit."""

    def __init__(self, sample: "Sample") -> None:
        super().__init__()
        self._sample = sample
        self._room = sample.request["output_chars"]

    def write(self, text: str) -> int:
        """Take a text; finish the run when it is too much."""
        if isinstance(text, str):
            self._room -= len(text)
            if self._room < 0:
                self._sample.finish("limit", "output")
        return super().write(text)

    def close(self) -> None:
        """Stay open: a sample that closes its output runs on."""


def _refuse_processes(*_: object) -> int:
    raise PermissionError("samples may not use subprocess.Popen")


# ---------------------------------------------------------------- one run


class Sample:
    """One request, run in a process of its own that ends in `finish`."""

    def __init__(self, request: dict[str, Any], result_fd: int) -> None:
        self.request: dict[str, Any] = request
        self.result_fd = result_fd
        self.module = types.ModuleType("__main__")
        self.namespace = self.module.__dict__
        self.tracer: Tracer | None = None
        self.guarded = False
        self.last_rendering = [-1, -1]
        self.memory = request["memory_mb"] << 20
        self.notes: list[str] = []

    def run(self) -> NoReturn:
        """Run the sample and finish."""
        try:
            self._load()
            self._trace()
        except BaseException as error:
            self.finish("limit", "tracing", f"{type(error).__name__} in the recorder: {error}")

    def _load(self) -> None:
        request = self.request
        self._limit()
        sys.modules["__main__"] = self.module
        if request["file"] is not None:
            self.namespace["__file__"] = request["file"]
        sys.argv = [request["file"] or SAMPLE]
        sys.path[:0] = request["search_path"]
        sys.stdin, sys.stdout, sys.stderr = io.StringIO(""), CapturedOutput(self), CapturedOutput(self)
        sys.addaudithook(self._guard)
        self.guarded = True
        try:
            exec(_compile(request["source"]), self.namespace)
            if request["setup"]:
                exec(compile(request["setup"], "<setup>", "exec"), self.namespace)
        except BaseException as error:
            self.finish("unusable", "setup", _one_line(error))

    def _trace(self) -> NoReturn:
        try:
            call = compile(self.request["call"], "<call>", "eval")
        except Exception as error:
            self.finish("unusable", "call", _one_line(error))
        self.tracer = tracer = Tracer(self)
        self.notes = self._notes()
        _write(self.result_fd, b'["start"]\n')
        try:
            self._set_trace(tracer.trace)
            try:
                value = eval(call, self.namespace)
            finally:
                self._set_trace(None)
            if isinstance(value, types.GeneratorType):
                value = list(islice(value, GENERATOR_BUDGET))
            outcome, result = "returned", tracer.text(value)
        except MemoryError:
            self.finish("limit", "memory")
        except BaseException as error:
            if not tracer.started:
                self.finish("unusable", "entry", _one_line(error))
            outcome, result = "raised", tracer.text(error)
        if not tracer.started:
            self.finish("unusable", "entry", "the call does not reach it")
        if tracer.stack:  # entered, and never seen to return
            self.finish("limit", "tracing", "the program removed a frame's trace function")
        self.finish(outcome, None, result)

    def finish(self, outcome: str, why: str | None = None, text: str | None = None) -> NoReturn:
        """Write the last line, ["end", outcome, why, text, notes], and end the process.

        outcome: returned | raised (text is the value), endless, limit (why: time, memory, frames, size, output,
        tracing), unusable (why: setup, call, entry; text is the error).
        """
        self.guarded = False
        status = BROKEN
        try:
            with suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_AS, (self.memory + MEMORY_RESERVE,) * 2)
            _write(self.result_fd, b"\n" + _dumps(["end", outcome, why, text, self.notes]).encode() + b"\n")
            status = 0
        finally:
            _exit(status)

    def _notes(self) -> list[str]:
        if sys.version_info < (3, 12):
            return []
        kinds = {type(node) for node in ast.walk(ast.parse(self.request["source"]))}
        version, notes = sys.version.split()[0], []
        if kinds & set(_COMPREHENSIONS):
            notes.append(f"comprehensions have no frames of their own on Python {version}")
        if kinds & {ast.GeneratorExp, ast.Yield, ast.YieldFrom}:
            notes.append(f"generators show other line and closing events on Python {version} than on 3.11")
        return notes

    def _set_trace(self, function: Callable[[types.FrameType, str, Any], Any] | None) -> None:
        self.guarded = False
        sys.settrace(function)
        self.guarded = True

    def _guard(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.guarded:
            return
        if event == "open":
            mode, flags = args[1], args[2] or 0
            if (isinstance(mode, str) and set(mode) & set("wax+")) or flags & _WRITING:
                raise PermissionError("samples may not write files")
        elif event == "sys.settrace":
            if self.tracer is None or self.tracer.done:
                return
            if self.tracer.refusing:
                self.tracer.refusing = False
                raise RecursionError("maximum recursion depth exceeded")
            self.finish("limit", "tracing", "sys.settrace was called")
        elif _BLOCKED.match(event):
            raise PermissionError(f"samples may not use {event}")

    def _limit(self) -> None:
        cpu_s = self.request["cpu_s"]
        hard_s = math.ceil(cpu_s) + 1  # for what the timer cannot interrupt
        for what, soft, hard in (
            (resource.RLIMIT_CPU, hard_s, hard_s + 1),
            (resource.RLIMIT_AS, self.memory, self.memory + MEMORY_RESERVE),
            (resource.RLIMIT_CORE, 0, 0),
            (resource.RLIMIT_NOFILE, 64, 64),
            (resource.RLIMIT_FSIZE, 2 * TRACE_BYTES, 2 * TRACE_BYTES),
        ):
            with suppress(ValueError, OSError):  # macOS refuses some
                resource.setrlimit(what, (soft, hard))
        signal.signal(signal.SIGPROF, self._tick)
        signal.signal(signal.SIGALRM, self._tick)
        signal.setitimer(signal.ITIMER_PROF, min(TICK_S, cpu_s), TICK_S)
        signal.setitimer(signal.ITIMER_REAL, WALL_TICK_S, WALL_TICK_S)

    def _tick(self, number: int, _: object) -> None:
        if time.process_time() >= self.request["cpu_s"]:
            self.finish("limit", "time")
        tracer, clock = self.tracer, int(number == signal.SIGALRM)
        if tracer is not None and tracer.rendering:
            if self.last_rendering[clock] == tracer.renderings:
                raise ReprTooSlow
            self.last_rendering[clock] = tracer.renderings


def _compile(source: str) -> types.CodeType:
    """Compile the source without its `if __name__ == "__main__":` blocks."""
    if "__name__" not in source:
        return compile(source, SAMPLE, "exec", dont_inherit=True)
    tree = ast.parse(source, SAMPLE)
    tree.body = [node for node in tree.body if not _is_main_guard(node)]
    return compile(tree, SAMPLE, "exec", dont_inherit=True)


def _is_main_guard(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("__name__ == '__main__'", "'__main__' == __name__")


def _one_line(error: BaseException) -> str:
    """Describe an error with the line of the sample that raised it."""
    name, text = type(error).__name__, canonical_repr(error, 500)
    with suppress(Exception):
        text = f"{name}: {error}" if str(error) else name
    line, at = None, error.__traceback__
    while at is not None:
        if at.tb_frame.f_code.co_filename == SAMPLE:
            line = at.tb_lineno
        at = at.tb_next
    text = text.replace(f"({SAMPLE}, line", "(line").removesuffix(" (<call>, line 1)")
    text = " ".join(text.split())[:500]
    return text if line is None else f"{text} (line {line})"


# ---------------------------------------------------------------- the server

_PRELOADED = re.compile(
    r"^\s*(?:import|from)\s+(abc|bisect|collections|copy|dataclasses|datetime|decimal|enum|fractions|functools|heapq"
    r"|itertools|json|math|operator|random|re|statistics|string|textwrap|typing)\b",
    re.MULTILINE,
)


def serve(result_fd: int) -> None:
    """Answer requests until standard input ends, each with {"status", "cpu_s", "timed_out"}."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    prctl = _process_control()
    if prctl is not None:
        prctl(36, 1)  # PR_SET_CHILD_SUBREAPER: processes that a sample leaves behind become children of this one
    _write(answers, _dumps({"python": sys.version.split()[0]}).encode() + b"\n")
    parent = os.getpid()
    while line := requests.readline():
        request = json.loads(line)
        for name in sorted(set(_PRELOADED.findall(request["source"]))):  # once, for all later forks
            __import__(name)
        os.lseek(result_fd, 0, os.SEEK_SET)
        os.ftruncate(result_fd, 0)
        gc.collect()
        gc.freeze()
        pid = os.fork()
        if pid == 0:
            try:
                os.setpgid(0, 0)
                if prctl is not None:
                    prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
                    if os.getppid() != parent:
                        _exit(1)
                requests.close()
                os.close(answers)
                Sample(request, result_fd).run()
            finally:
                _exit(1)
        answer = _await(pid, request["wall_s"])
        _write(answers, _dumps(answer).encode() + b"\n")


def _await(pid: int, wall_s: float) -> dict[str, object]:
    """Wait for a sample, at most `wall_s`, then kill it and all it left behind."""
    timed_out = False

    def stop(*_: object) -> None:
        nonlocal timed_out
        timed_out = True
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, wall_s)
    _, status, usage = os.wait4(pid, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    with suppress(ChildProcessError):  # until none is left
        while True:
            for orphan in _children():
                os.kill(orphan, signal.SIGKILL)
            os.waitpid(-1, 0)
    return {"status": status, "cpu_s": usage.ru_utime + usage.ru_stime, "timed_out": timed_out}


def _children() -> list[int]:
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
            return [int(pid) for pid in file.read().split()]
    except OSError:
        return []


def _process_control() -> Callable[..., int] | None:
    """Give Linux's prctl, None elsewhere, and forget ctypes again."""
    if sys.platform != "linux":
        return None
    before = set(sys.modules)
    try:
        import ctypes

        return ctypes.CDLL(None).prctl
    except (ImportError, OSError, AttributeError):
        return None
    finally:
        for name in set(sys.modules) - before:
            if "ctypes" in name:
                del sys.modules[name]


def main() -> None:
    """Serve the result file whose descriptor is the first argument."""
    import _posixsubprocess

    _posixsubprocess.fork_exec = _refuse_processes  # it has no audit event of its own
    serve(int(sys.argv[1]))


if __name__ == "__main__":
    main()
