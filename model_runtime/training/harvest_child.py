"""Run tests and doctests of other people's modules and note with which literal arguments their functions are called.

A script for a child process of `harvest`: it knows only the standard library, takes a job file and writes its findings
to another file, because the code it runs may print, fork or exit. A profile hook sees every call; only calls of
module-level functions and of chosen methods of the target files whose arguments are literals are noted, as text, before
the function can change them.
"""

import builtins
import contextlib
import dataclasses
import dis
import doctest
import gc
import importlib
import inspect
import json
import os
import resource
import signal
import sys
import types
import unittest
import warnings
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

MAX_CALLS = 40  # noted calls of one function
MAX_SEEN = 2000  # calls of one function looked at
MAX_TEXT = 300  # characters of one call
MAX_NODES = 80  # scalars and containers in one argument
SCALARS = (int, float, str, bytes, bool, complex, type(None))
ASYNC = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR | inspect.CO_ITERABLE_COROUTINE


class OutOfTimeError(BaseException):
    """The action in progress used up its share of CPU time; not an Exception, so that tests don't swallow it."""


@dataclasses.dataclass(slots=True)
class _Known:
    code: types.CodeType  # held, so that its id is not used again
    noted: dict[str, None] | None  # None for code that is none of ours
    entry_offset: int  # last instruction before the body
    n_ignored: int = 0  # first arguments that are not written: self, cls
    n_seen: int = 0


class Notes:
    """The calls seen so far, by file, function and call text."""

    def __init__(self, prefixes: tuple[str, ...], methods: dict[str, dict[str, int]]) -> None:
        self._prefixes = prefixes
        self._methods = methods
        self._codes: dict[int, _Known] = {}
        self.calls: dict[tuple[str, str], dict[str, None]] = {}

    def hook(self, py_frame: types.FrameType, event: str, _arg: object) -> None:
        """Note a call; a `sys.setprofile` function."""
        if event != "call":
            return
        code = py_frame.f_code
        known = self._codes.get(id(code)) or self._first_sight(code)
        noted = known.noted
        if (
            noted is None
            or len(noted) >= MAX_CALLS
            or known.n_seen >= MAX_SEEN
            or py_frame.f_lasti > known.entry_offset
        ):
            return
        known.n_seen += 1
        try:
            text = call_text(py_frame, known.n_ignored)
        except Exception:  # a value of a test can do anything when looked at
            return
        if text is not None:
            noted.setdefault(text)

    def _first_sight(self, code: types.CodeType) -> _Known:
        n_ignored = self._methods.get(code.co_filename, {}).get(code.co_qualname)
        wanted = (
            code.co_filename.startswith(self._prefixes)
            and (n_ignored is not None or "." not in code.co_qualname)
            and not code.co_name.startswith("<")
            and code.co_flags & inspect.CO_OPTIMIZED  # no class body
            and not code.co_flags & ASYNC
        )
        noted = self.calls.setdefault((code.co_filename, code.co_qualname), {}) if wanted else None
        offset = sys.maxsize
        if noted is not None and code.co_flags & inspect.CO_GENERATOR:  # resumed generators are no new calls
            offset = next((step.offset for step in dis.get_instructions(code) if step.opname == "RESUME"), 0)
        self._codes[id(code)] = known = _Known(code, noted, offset, n_ignored or 0)
        return known


def call_text(py_frame: types.FrameType, n_ignored: int = 0) -> str | None:
    """Write the call that entered a frame as an expression, None when an argument is no short literal.

    The first `n_ignored` arguments are left out.
    """
    code = py_frame.f_code
    values = py_frame.f_locals
    names = code.co_varnames
    n_plain, n_keyword = code.co_argcount, code.co_kwonlyargcount
    function = py_frame.f_globals.get(code.co_name)
    own = isinstance(function, types.FunctionType) and function.__code__ is code
    defaults = (function.__defaults__ or ()) if own else ()  # type: ignore[union-attr]
    keyword_defaults = (function.__kwdefaults__ or {}) if own else {}  # type: ignore[union-attr]
    rest_idx = n_plain + n_keyword
    rest: tuple[Any, ...] = values[names[rest_idx]] if code.co_flags & inspect.CO_VARARGS else ()
    extra_idx = rest_idx + bool(code.co_flags & inspect.CO_VARARGS)
    extra: dict[str, Any] = values[names[extra_idx]] if code.co_flags & inspect.CO_VARKEYWORDS else {}
    plain = [values[name] for name in names[:n_plain]]
    if not rest:
        while plain and len(defaults) > n_plain - len(plain) and plain[-1] is defaults[len(plain) - 1 - n_plain]:
            plain.pop()
    parts = [literal(value) for value in [*plain[n_ignored:], *rest]]
    for name in names[n_plain:rest_idx]:
        if name not in keyword_defaults or values[name] is not keyword_defaults[name]:
            text = literal(values[name])
            parts.append(None if text is None else f"{name}={text}")
    for name, value in extra.items():
        text = literal(value)
        parts.append(None if text is None or not name.isidentifier() else f"{name}={text}")
    if any(part is None for part in parts):
        return None
    text = f"{code.co_name}({', '.join(part for part in parts if part is not None)})"
    if code.co_flags & inspect.CO_GENERATOR:
        text = f"list({text})"
    return text if len(text) <= MAX_TEXT else None


def literal(value: Any) -> str | None:
    """Write a value as a literal or as the name of a builtin, None when that is impossible."""
    if isinstance(value, type | types.BuiltinFunctionType):
        name = str(value.__name__)
        return name if getattr(builtins, name, None) is value else None
    budget = [MAX_NODES]
    return _text(value, budget)


def _text(value: Any, budget: list[int]) -> str | None:
    budget[0] -= 1
    kind = type(value)
    if budget[0] < 0:
        return None
    if kind in SCALARS:
        text = repr(value) if kind not in (str, bytes) or len(value) <= MAX_TEXT else None
        return None if kind in (float, complex) and ("nan" in repr(value) or "inf" in repr(value)) else text
    if kind not in (list, tuple, set, frozenset, dict) or len(value) > MAX_NODES:
        return None
    if kind is dict:
        pairs = [(_text(key, budget), _text(item, budget)) for key, item in value.items()]
        return None if any(None in pair for pair in pairs) else "{" + ", ".join(f"{k}: {v}" for k, v in pairs) + "}"
    items = [_text(item, budget) for item in value]
    if any(item is None for item in items):
        return None
    texts = [item for item in items if item is not None]
    if kind is list:
        return f"[{', '.join(texts)}]"
    if kind is tuple:
        return f"({', '.join(texts)}{',' if len(texts) == 1 else ''})"
    inner = "{" + ", ".join(sorted(texts)) + "}" if texts else ""
    return f"frozenset({inner})" if kind is frozenset else inner or "set()"


def run_unittests(module: str) -> None:
    """Run the tests of a module one after another, passing or not."""
    suite = unittest.defaultTestLoader.loadTestsFromName(module)
    suite.run(unittest.TestResult())


def run_doctests(module: str) -> None:
    """Run the doctests of a module, passing or not."""
    loaded = importlib.import_module(module)
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    for test in doctest.DocTestFinder(exclude_empty=True).find(loaded):
        runner.run(test, out=lambda _: None, clear_globs=True)


def run_pytest(folder: str) -> None:
    """Run a folder of tests with pytest, passing or not."""
    import pytest

    pytest.main([folder, "-q", "-x", "--maxfail=1000", "-p", "no:cacheprovider", "-p", "no:faulthandler"])


ACTIONS: dict[str, Callable[[str], None]] = {"unittest": run_unittests, "doctest": run_doctests, "pytest": run_pytest}


@contextlib.contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError inside the block after some seconds of CPU time, and again until it gives in."""
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 0.25)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


FORBIDDEN_EVENTS = frozenset(
    [
        *("socket.connect", "socket.getaddrinfo", "smtplib.connect", "ftplib.connect", "webbrowser.open"),
        *("subprocess.Popen", "os.system", "os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.kill"),
    ]
)


def _guard(event: str, _args: object) -> None:
    """Refuse the network and other processes; an audit hook against accidents, no security boundary."""
    if event in FORBIDDEN_EVENTS:
        raise PermissionError(f"{event} is switched off while tests are watched")


def _out_of_time(_number: int, _frame: object) -> NoReturn:
    raise OutOfTimeError


def main(job_path: str) -> None:
    """Run the job of a file and write what was noted."""
    with open(job_path, encoding="utf-8") as stream:
        job = json.load(stream)
    sys.path[:0] = job["paths"]
    warnings.simplefilter("ignore")
    hard_s = int(job["total_cpu_s"]) + 5
    resource.setrlimit(resource.RLIMIT_CPU, (hard_s, hard_s))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))
    notes = Notes(tuple(job["prefixes"]), job.get("methods", {}))
    owner = os.getpid()

    def finish(*_: object) -> NoReturn:
        sys.setprofile(None)
        if os.getpid() == owner:
            calls = [[file, name, list(texts)] for (file, name), texts in notes.calls.items() if texts]
            with open(job["out"] + ".part", "w", encoding="utf-8", errors="backslashreplace") as stream:
                json.dump(calls, stream)
            os.replace(job["out"] + ".part", job["out"])
        os._exit(0)

    signal.signal(signal.SIGALRM, finish)
    signal.signal(signal.SIGXCPU, finish)
    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGVTALRM, _out_of_time)
    signal.alarm(int(job["wall_s"]))
    sys.addaudithook(_guard)
    for kind, name in job["actions"]:
        if resource.getrusage(resource.RUSAGE_SELF).ru_utime > job["total_cpu_s"]:
            break
        # Tests fail, exit and kill their own process state in every way; whatever they did, what they called is noted.
        with contextlib.suppress(BaseException), cpu_limit(job["action_cpu_s"]):
            sys.setprofile(notes.hook)
            ACTIONS[kind](name)
        sys.setprofile(None)
        gc.collect()
    finish()


if __name__ == "__main__":
    main(sys.argv[1])
