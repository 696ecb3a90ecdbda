"""The recorder runs real programs: each test starts a limited child process and looks at the trace it wrote."""

import ast
import collections
import gzip
import json
import os
import shutil
import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from model_runtime import recorder
from model_runtime.errors import DeskcheckError
from model_runtime.recorder import RecordingError, RecordingLimits, RecordingRequest, record, record_many
from model_runtime.recorder_child import canonical_repr, provable_lines
from model_runtime.trace.frames import Origin, Outcome, ReturnKind, Trace, TraceEvent

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the recorder needs a POSIX system")

LIMITS = RecordingLimits(cpu_s=0.5, wall_s=3.0, memory_mb=256)


def traced(source: str, call: str = "f()", **more: Any) -> Trace:
    limits = more.pop("limits", LIMITS)
    return record(RecordingRequest(source, more.pop("entry", "f"), call, limits=limits, **more))


def steps(trace: Trace) -> list[tuple[str, int, dict[str, str] | str]]:
    return [
        (f.event, f.line, dict(f.locals)) if f.arg is None else (f.event, f.line, str(f.arg))  # type: ignore[misc]
        for f in trace.frames
    ]


# ---------------------------------------------------------------- frames


def test_locals_of_a_line_frame_are_those_before_the_line_runs():
    trace = traced("def f():\n    n = 1\n    return n\n")
    assert steps(trace) == [("call", 1, {}), ("line", 2, {}), ("line", 3, {"n": "1"}), ("return", 3, "1")]
    assert (trace.outcome, trace.result, trace.note, trace.origin) == (Outcome.RETURNED, "1", None, Origin.RECORDED)


def test_a_frame_names_its_function_file_source_depth_and_activation():
    source = "def g(x):\n    return x\n\ndef f():\n    return g(1) + g(2)\n"
    trace = traced(source, file="a.py")
    assert [(f.function, f.depth, f.activation) for f in trace.frames if f.event is TraceEvent.CALL] == [
        ("f", 0, 0),
        ("g", 1, 1),
        ("g", 1, 2),
    ]
    assert {f.file for f in trace.frames} == {"a.py"}
    assert trace.frames[0].source == "def f():"


def test_locals_stand_in_the_order_of_their_first_binding():
    source = "def f(q):\n    if q:\n        b = 1\n    a = 2\n    b = 3\n    del q\n    q = 4\n    return a\n"
    frames = traced(source, "f(0)").frames
    assert [tuple(f.locals) for f in frames[-3:]] == [("a", "b"), ("a", "b", "q"), ()]
    assert [tuple(f.locals) for f in traced(source, "f(1)").frames[-4:-2]] == [("q", "b", "a"), ("b", "a")]


def test_values_are_resolved_in_every_frame_and_shared_where_nothing_changed():
    frames = traced("def f(s):\n    n = len(s)\n    pass\n    pass\n    return n\n", "f('..')").frames
    assert dict(frames[-2].locals) == {"s": "'..'", "n": "2"}
    assert frames[-2].locals is frames[-3].locals


def test_a_generator_keeps_its_activation_and_yields():
    trace = traced("def f(n):\n    for i in range(n):\n        yield i\n", "list(f(2))")
    assert trace.result == "[0, 1]"
    assert [(str(f.arg), f.kind) for f in trace.frames if f.event is TraceEvent.RETURN] == [
        ("0", ReturnKind.YIELDED),
        ("1", ReturnKind.YIELDED),
        ("None", ReturnKind.RETURNED),
    ]
    assert {f.activation for f in trace.frames} == {0}


def test_an_exception_unwinds_the_functions_it_leaves():
    trace = traced("def g():\n    raise KeyError(3)\n\ndef f():\n    g()\n")
    assert (trace.outcome, trace.result) == (Outcome.RAISED, "KeyError(3)")
    assert [(f.event, f.function, f.kind) for f in trace.frames[-4:]] == [
        (TraceEvent.EXCEPTION, "g", None),
        (TraceEvent.RETURN, "g", ReturnKind.UNWOUND),
        (TraceEvent.EXCEPTION, "f", None),
        (TraceEvent.RETURN, "f", ReturnKind.UNWOUND),
    ]


def test_a_loop_ended_by_stop_iteration_returns_and_is_not_unwound():
    source = "class It:\n    def __iter__(self): return self\n    def __next__(self): raise StopIteration\n"
    trace = traced(source + "def f():\n    for x in It(): pass\n")
    assert (trace.frames[-2].event, trace.frames[-1].kind) == (TraceEvent.EXCEPTION, ReturnKind.RETURNED)


def test_a_method_is_entered_by_its_qualified_name():
    trace = traced("class A:\n    def m(self):\n        return 7\n", "A().m()", entry="A.m")
    assert [f.function for f in trace.frames] == ["A.m"] * 3


def test_setup_runs_after_the_source_and_is_not_traced():
    trace = traced("def f(g):\n    return g()\n", "f(g)", setup="def g():\n    return f.__name__\n")
    assert [f.function for f in trace.frames] == ["f"] * 3
    assert trace.result == "'f'"


def test_the_main_block_of_a_script_is_not_run():
    assert traced("def f():\n    return __name__\n\nif __name__ == '__main__':\n    f(1, 2)\n").result == "'__main__'"


def test_recursion_is_recorded_down_to_the_interpreters_limit_and_back():
    limits = RecordingLimits(cpu_s=5.0, max_frames=10_000)
    trace = traced("def f(n):\n    return f(n + 1)\n", "f(0)", limits=limits)
    assert (trace.outcome, trace.result) == (Outcome.RAISED, "RecursionError('maximum recursion depth exceeded')")
    assert max(f.depth for f in trace.frames) > 900
    assert [(f.depth, f.kind) for f in trace.frames[-3:]] == [
        (1, ReturnKind.UNWOUND),
        (0, None),
        (0, ReturnKind.UNWOUND),
    ]


def test_a_program_may_import_what_lies_on_its_search_path(tmp_path):
    (tmp_path / "neighbour.py").write_text("def g():\n    return 3\n")
    source = "import neighbour\n\ndef f():\n    return neighbour.g()\n"
    trace = traced(source, search_path=(str(tmp_path),))
    assert (trace.result, len(trace.frames)) == ("3", 3)


# ---------------------------------------------------------------- values


class Silent:
    def __repr__(self) -> str:
        raise ValueError


class Mumbling:
    def __repr__(self) -> str:
        return 3  # type: ignore[return-value]


class Tagged(list):  # type: ignore[type-arg]
    pass


def recursive() -> list[Any]:
    items: list[Any] = [1]
    items.append({"again": items})
    return items


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b", "a", "c"}, "{'a', 'b', 'c'}"),
        (frozenset({(2, 1), (1, 2)}), "frozenset({(1, 2), (2, 1)})"),
        ({3, 1, 2}, "{1, 2, 3}"),
        ([set(), frozenset(), (), (1,), {}], "[set(), frozenset(), (), (1,), {}]"),
        ({"k": [True, 1.0, None, "'"]}, "{'k': [True, 1.0, None, \"'\"]}"),
        (collections.Counter("aab"), "Counter({'a': 2, 'b': 1})"),
        (recursive(), "[1, {'again': [...]}]"),
        (Silent(), "<unreprable Silent>"),
        ([Mumbling()], "[<unreprable Mumbling>]"),
        (types, "<module 'types'>"),
        (iter([1]), "<list_iterator object at 0x0>"),
        (types.SimpleNamespace(a="\ud800"), "namespace(a='\\ud800')"),
    ],
)
def test_a_value_reads_the_same_on_every_run(value, text):
    assert canonical_repr(value) == text
    assert canonical_repr(value, 2000) == text


def test_an_int_of_too_many_digits_has_no_repr():
    assert canonical_repr([10**5000, 2], 2000) == "[<unreprable int>, 2]"


def test_a_long_value_is_cut_and_says_by_how_much():
    assert canonical_repr([1] * 1000, 10) == "[1, 1, 1, ...<+2990 chars>"
    assert canonical_repr("a" * 30, 10) == "'aaaaaaaaa...<+22 chars>"


@pytest.mark.parametrize(
    ("make", "start"),
    [
        (lambda: list(range(3_000_000)), "[0, 1, 2, ...<+"),
        (lambda: {i: [] for i in range(200_000)}, "{0: [], 1:...<+"),
        (lambda: "a" * 50_000_000, "'aaaaaaaaa...<+"),
    ],
    ids=["list", "dict", "str"],
)
def test_a_huge_value_is_cut_before_it_is_rendered(make, start):
    text = canonical_repr(make(), 10)
    assert text.startswith(start)
    assert text.endswith(" chars or more>")
    assert len(text) < 50


def test_a_huge_value_whose_beginning_is_unknown_shows_its_size():
    assert canonical_repr({str(i) for i in range(100_000)}, 100) == "{<100000 items>}...<+0 chars or more>"
    assert canonical_repr(collections.deque(range(100_000)), 100) == "<deque of 100000 items>"
    assert canonical_repr(Tagged(range(100_000)), 100) == "<Tagged of 100000 items>"


def test_a_value_nested_too_deeply_has_no_repr():
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]
    assert canonical_repr(value, 100) == "<unreprable list>"
    del value[:]


@pytest.mark.parametrize("body", ["while True: pass", "time.sleep(100)", "raise SystemExit", "raise ValueError"])
def test_a_repr_that_hangs_or_raises_does_not_stop_the_run(body):
    source = f"import time\nclass A:\n    def __repr__(self):\n        {body}\ndef f():\n    a = A()\n    return 1\n"
    trace = traced(source, limits=RecordingLimits(cpu_s=2.0, wall_s=10.0))
    assert steps(trace)[2:] == [("line", 7, {"a": "<unreprable A>"}), ("return", 7, "1")]


# ---------------------------------------------------------------- hostile programs

HOSTILE = {
    "fork": ("import os\ndef f():\n    while True:\n        os.fork()\n", "raised", "os.fork"),
    "spawn": (
        "import multiprocessing\ndef f():\n    multiprocessing.get_context('spawn').Process(target=f).start()\n",
        "raised",
        "subprocess.Popen",
    ),
    "subprocess": ("import subprocess\ndef f():\n    subprocess.run(['sleep', '9'])\n", "raised", "subprocess.Popen"),
    "endless in Python": ("def f():\n    x = 0\n    while True:\n        x += 1\n", "limit", "frames: "),
    "endless and swallowing": (
        "def f():\n    while True:\n        try:\n            g()\n        except BaseException:\n            pass\n"
        "def g():\n    exec('while True: pass')\n",
        "limit",
        "time: ",
    ),
    "endless in C": ("def f():\n    return 10 ** 10 ** 9\n", "limit", "time: "),
    "sleeping": ("import time\ndef f():\n    time.sleep(100)\n", "limit", "time: "),
    "stopped": ("import signal\ndef f():\n    signal.raise_signal(signal.SIGSTOP)\n", "limit", "time: "),
    "ignoring signals": (
        "import signal\ndef f():\n    for s in ('PROF', 'ALRM', 'TERM', 'XCPU'):\n"
        "        signal.signal(getattr(signal, 'SIG' + s), signal.SIG_IGN)\n    return 10 ** 10 ** 9\n",
        "limit",
        "time: ",
    ),
    "10 GB list": ("def f():\n    return [0] * (10 << 27)\n", "limit", "memory: "),
    "growing": ("def f():\n    x = [0]\n    for i in range(99):\n        x = x * 8\n", "limit", "memory: "),
    "os._exit": ("import os\ndef f():\n    os._exit(3)\n", "limit", "exited through os._exit, status 3"),
    "sys.exit": ("import sys\ndef f():\n    sys.exit(3)\n", "raised", "SystemExit(3)"),
    "killing itself": ("import signal\ndef f():\n    signal.raise_signal(9)\n", "limit", "killed: SIGKILL"),
    "crashing": ("import signal\ndef f():\n    signal.raise_signal(11)\n", "limit", "killed: SIGSEGV"),
    "killing its parent": ("import os\ndef f():\n    os.kill(os.getppid(), 9)\n", "raised", "os.kill"),
    "closing stdout": (
        "import os, sys\ndef f():\n    sys.stdout.close()\n    os.close(1)\n    print(1)\n    return 5\n",
        "returned",
        "5",
    ),
    "closing everything": ("import os\ndef f():\n    os.closerange(0, 64)\n", "limit", "killed: "),
    "writing everywhere": (
        "import os\ndef f():\n    for fd in range(3, 64):\n        try:\n            os.write(fd, b'x')\n"
        "        except OSError:\n            pass\n    return 5\n",
        "returned",
        "wrote into its own record",
    ),
    "breaking the builtins": (
        "import builtins\ndef f():\n    builtins.len = builtins.isinstance = None\n    return 5\n",
        "limit",
        "killed: ",
    ),
    "sys.settrace": ("import sys\ndef f():\n    sys.settrace(None)\n    return 5\n", "limit", "tracing switched off"),
    "f_trace": (
        "import sys\ndef f():\n    sys._getframe().f_trace = None\n    return 5\n",
        "limit",
        "tracing switched off",
    ),
    "printing": ("def f():\n    for i in range(900):\n        print('x' * 10**4)\n", "limit", "output: "),
    "printing a gigabyte": ("def f():\n    print('x' * 10**9)\n", "limit", "memory: "),
    "recursion": ("def f():\n    return f()\n", "limit", "frames: "),
    "threads": (
        "import threading, time\ndef f():\n    for daemon in (True, False):\n"
        "        threading.Thread(target=time.sleep, args=(99,), daemon=daemon).start()\n    return 5\n",
        "returned",
        "5",
    ),
    "writing a file": ("def f():\n    open('deskcheck-was-here', 'w')\n", "raised", "may not write files"),
    "calling out": (
        "import socket\ndef f():\n    socket.create_connection(('127.0.0.1', 9))\n",
        "raised",
        "socket.getaddrinfo",
    ),
    "reading input": ("def f():\n    input()\n", "raised", "EOFError"),
    "foreign code": ("def f():\n    import ctypes\n    ctypes.CDLL(None).fork()\n", "raised", "ctypes.dlopen"),
}


@pytest.fixture
def left_behind(tmp_path, monkeypatch) -> Iterator[Any]:
    """Give a function that lists the processes the recorder has started and that still live."""
    child = tmp_path / "recorder_child.py"
    shutil.copy(recorder.CHILD, child)
    monkeypatch.setattr(recorder, "CHILD", child)
    yield lambda: [p.pid for p in psutil.process_iter(["cmdline"]) if str(child) in (p.info["cmdline"] or [])]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_program_ends_in_a_clear_outcome_and_leaves_no_process(name, left_behind):
    source, outcome, text = HOSTILE[name]
    trace = traced(source)
    assert trace.outcome == outcome
    assert text in f"{trace.result} {trace.note}"
    assert (trace.frames[0].event, trace.frames[0].function) == (TraceEvent.CALL, "f")
    assert left_behind() == []


def test_frames_before_a_kill_are_kept():
    trace = traced("import signal\ndef f():\n    x = 1\n    signal.raise_signal(9)\n")
    assert steps(trace) == [("call", 2, {}), ("line", 3, {}), ("line", 4, {"x": "1"})]
    assert trace.truncated


def test_an_abandoned_recording_leaves_no_process(left_behind):
    runs = record_many(RecordingRequest("def f():\n    return 1\n", "f", "f()") for _ in range(3))
    assert next(runs).result == "1"  # type: ignore[union-attr]
    assert left_behind() != []
    runs.close()  # type: ignore[attr-defined]
    assert left_behind() == []


def test_a_recorder_whose_parent_is_killed_leaves_no_process(left_behind):
    code = (
        "import sys\nfrom pathlib import Path\nfrom model_runtime import recorder\n"
        "recorder.CHILD = Path(sys.argv[1])\n"
        "runs = recorder.record_many(recorder.RecordingRequest('def f(): pass', 'f', 'f()') for _ in range(2))\n"
        "next(runs)\nprint('ready', flush=True)\nimport time\ntime.sleep(60)\n"
    )
    root = str(Path(recorder.__file__).parents[1])
    command = [sys.executable, "-c", code, str(recorder.CHILD)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": root}) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        parent.kill()
    psutil.wait_procs([psutil.Process(pid) for pid in left_behind() if psutil.pid_exists(pid)], timeout=10)
    assert left_behind() == []


# ---------------------------------------------------------------- endless loops


def test_a_loop_that_comes_back_to_an_equal_state_is_proved_endless():
    trace = traced("def f(n):\n    while n != 0:\n        n ^= n - 1\n    return n\n", "f(7)")
    assert (trace.outcome, trace.result) == (Outcome.ENDLESS, None)


@pytest.mark.parametrize(
    "source",
    [
        "def g(seen=[]):\n    seen.append(1)\n    return len(seen) < 9\ndef f():\n    while g():\n        pass\n",
        "class A:\n    n = 0\ndef f():\n    while A.n < 9:\n        A.n += 1\n",
        "def f():\n    n = [0]\n    while n[0] < 9:\n        n[0] += 1\n",
        "def make():\n    n = 0\n    def g():\n        nonlocal n\n        n += 1\n        return n < 9\n    return g\n"
        "g = make()\ndef f():\n    while g():\n        pass\n",
    ],
)
def test_state_outside_the_locals_keeps_a_finite_loop_from_being_called_endless(source):
    assert traced(source).outcome is Outcome.RETURNED


def test_a_loop_that_grows_through_a_default_argument_is_not_called_endless():
    functions = "".join(f"def g{i}(seen=[]):\n    pass\n" for i in range(3))
    source = functions + "def f():\n    while len(g2.__defaults__[0]) < 9:\n        g2.__defaults__[0].append(1)\n"
    assert traced(source).outcome is Outcome.RETURNED


def test_no_loop_is_provable_where_state_is_hidden():
    assert provable_lines("def f():\n    while x:\n        pass\n") == {2}
    assert provable_lines("for i in y:\n    while x:\n        pass\n") == frozenset()
    assert provable_lines("import random\nwhile x:\n    pass\n") == frozenset()


# ---------------------------------------------------------------- what cannot be recorded


@pytest.mark.parametrize(
    ("source", "call", "message"),
    [
        ("def f(:\n", "f()", "a.py cannot be loaded: SyntaxError: invalid syntax (line 1)"),
        ("x = 1\n1 / 0\n", "f()", "a.py cannot be loaded: ZeroDivisionError: division by zero (line 2)"),
        ("import os\nos._exit(0)\n", "f()", "a.py cannot be loaded: exited through os._exit, status 0"),
        ("while True: pass\n", "f()", "a.py cannot be loaded: time: the run used 0.5 s of processor time"),
        (
            "def f(a):\n    pass\n",
            "f()",
            "call 'f()' never enters f of a.py: TypeError: f() missing 1 required positional argument: 'a'",
        ),
        ("def f():\n    yield 1\n", "f()", "call 'f()' never enters f of a.py: the call does not reach it"),
        ("def f():\n    pass\n", "f(", "call 'f(' is not an expression: SyntaxError: '(' was never closed"),
    ],
)  # fmt: skip
def test_a_program_that_cannot_be_recorded_says_why_in_one_line(source, call, message):
    with pytest.raises(DeskcheckError) as caught:
        traced(source, call, file="a.py")
    assert str(caught.value) == message


def test_a_missing_interpreter_is_named():
    with pytest.raises(DeskcheckError, match="interpreter /no/python cannot be started"):
        traced("def f():\n    pass\n", python="/no/python")


def test_a_program_that_is_no_recorder_is_no_interpreter():
    with pytest.raises(DeskcheckError, match=r"cannot record: CPython 3\.11 or newer"):
        traced("def f():\n    pass\n", python=shutil.which("true") or "/bin/true")


# ---------------------------------------------------------------- many runs


def test_many_runs_do_not_see_each_other():
    sources = [
        "import sys\nsys.x = 1\nx = 5\ndef f():\n    return 1\n",
        "import sys\ndef f():\n    return hasattr(sys, 'x')\n",
    ]
    first, second = record_many([RecordingRequest(source, "f", "f()") for source in sources])
    assert [run.result for run in (first, second) if isinstance(run, Trace)] == ["1", "False"]


def test_many_runs_go_on_after_hostile_and_broken_ones():
    sources = [
        "def f():\n    return 1\n",
        "import signal\ndef f():\n    signal.raise_signal(9)\n",
        "import os\ndef f():\n    os.closerange(0, 64)\n",
        "def f(:\n",
        "def f():\n    return 2\n",
    ]
    runs = list(record_many(RecordingRequest(source, "f", "f()") for source in sources))
    assert [run.outcome if isinstance(run, Trace) else type(run) for run in runs] == [
        Outcome.RETURNED,
        Outcome.LIMIT,
        Outcome.LIMIT,
        RecordingError,
        Outcome.RETURNED,
    ]


def test_many_runs_go_on_when_the_child_itself_dies(left_behind):
    runs = record_many(RecordingRequest("def f():\n    return 1\n", "f", "f()") for _ in range(3))
    assert next(runs).result == "1"  # type: ignore[union-attr]
    for pid in left_behind():
        psutil.Process(pid).kill()
    assert [run.outcome for run in runs if isinstance(run, Trace)][-1] is Outcome.RETURNED


def test_a_run_is_the_same_twice():
    source = (
        "def f():\n    s = {'b', 'a', object, 3.5}\n    d = {c: hash(c) for c in 'xyz'}\n    return s, d, object()\n"
    )
    assert traced(source).frames == traced(source).frames


# ---------------------------------------------------------------- other interpreters


@pytest.fixture(params=["3.12", "3.13"])
def newer_python(request) -> str:
    version = request.param
    found = shutil.which(f"python{version}")
    installed = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    for python in [*([found] if found else []), *map(str, installed)]:
        answer = subprocess.run(
            [python, "-c", "import sys; print(sys.version)"], capture_output=True, text=True, check=False
        )
        if answer.stdout.startswith(version):
            return python
    pytest.skip(f"no Python {version} found")


@pytest.mark.parametrize(
    ("source", "call"),
    [
        (
            "def f(n):\n    for i in range(n):\n        try:\n            yield i\n"
            "        finally:\n            n -= 1\n",
            "list(f(2))",
        ),
        (
            "def g(x):\n    if x:\n        raise KeyError(x)\n    return 0\n"
            "def f(x):\n    try:\n        return g(x)\n    except KeyError as e:\n        del x\n        return e\n",
            "f(3)",
        ),
        (
            "class A:\n    def __init__(self):\n        self.x = [1]\n"
            "def f():\n    a = A()\n    b, c = a.x, 2\n    return a\n",
            "f()",
        ),
        ("async def g():\n    return 1\nasync def f():\n    return await g()\n", "f().send(None)"),
        ("def f(x):\n    y = lambda a: a + x\n    return sorted([2, 1], key=y)\n", "f(1)"),
    ],
    ids=["generator", "exception", "object", "coroutine", "callback"],
)
def test_newer_interpreters_give_the_same_frames(newer_python, source, call):
    assert traced(source, call, python=newer_python).frames == traced(source, call).frames


def test_a_newer_interpreter_says_what_it_does_not_show(newer_python):
    trace = traced("def f():\n    return [i for i in 'ab']\n", python=newer_python)
    assert trace.result == "['a', 'b']"
    assert str(trace.note).startswith("comprehensions have no frames of their own on Python 3.1")
    assert traced("def f():\n    return 1\n", python=newer_python).note is None


# ---------------------------------------------------------------- the benchmark


def benchmark_samples(name: str) -> list[dict[str, Any]]:
    folder = os.environ.get("DESKCHECK_BENCH")
    if not folder:
        pytest.skip("DESKCHECK_BENCH does not name a folder of benchmark files")
    with gzip.open(Path(folder) / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def benchmark_frames(sample: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Flatten a benchmark sample's frames, its `..` resolved."""
    last: dict[int, dict[str, str]] = {}
    rows = []
    for frame in sample["frames"]:
        state, kind = {}, None
        if "locals" in frame:
            before = last.get(frame["act"], {})
            state = {n: before.get(n, r) if r == ".." else r for n, r in frame["locals"].items()}
            last[frame["act"]] = state
        elif frame["event"] == "return":
            kind = "unwound" if frame.get("unwind") else "yielded" if frame.get("yield") else "returned"
        head = (frame["event"], frame["func"], frame["line"], frame["src"], frame["depth"], frame["act"])
        rows.append((*head, list(state.items()), frame.get("arg"), kind))
    return rows


def recorded_frames(trace: Trace) -> list[tuple[Any, ...]]:
    return [
        (f.event, f.function, f.line, f.source, f.depth, f.activation, list(f.locals.items()), f.arg, f.kind)
        for f in trace.frames
    ]


def expected_outcome(sample: dict[str, Any]) -> tuple[str, str | None]:
    outcome = {"nonterminating": "endless", "frame_cap": "limit", "timeout": "limit"}
    result = sample["exception"]["repr"] if sample["exception"] else sample["result"]
    return outcome.get(sample["termination"], sample["termination"]), result


@pytest.mark.bench
@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the benchmark was recorded on Python 3.11")
@pytest.mark.parametrize(
    ("name", "every"),
    [("cruxeval", 3), ("humaneval", 3), ("humanevalplus", 1), ("humanevalfix", 2), ("mbpp", 4), ("quixbugs", 1),
     ("edits", 9), ("halting", 9)],
)  # fmt: skip
def test_the_frames_of_the_benchmark_are_recorded_again(name, every):
    every = int(os.environ.get("DESKCHECK_BENCH_EVERY", every))  # 1: all samples
    samples = benchmark_samples(name)[::every]
    requests = [RecordingRequest(s["source"], s["entry"], s["call"], setup=s.get("setup") or "") for s in samples]
    differing = []
    for sample, trace in zip(samples, record_many(requests), strict=True):
        if isinstance(trace, RecordingError):
            differing.append((sample["id"], str(trace)))
            continue
        expected, frames = benchmark_frames(sample), recorded_frames(trace)
        if name == "halting":  # holds the first 128 frames at most, and runs of more than 2000
            frames = frames[: len(expected)]
        if frames != expected:
            differing.append((sample["id"], "frames"))
        elif trace.outcome is not Outcome.LIMIT and (trace.outcome, trace.result) != expected_outcome(sample):
            differing.append((sample["id"], f"{trace.outcome} {trace.result}"))
    assert len(differing) <= len(samples) / 1000, differing


def test_the_recorder_needs_nothing_but_the_standard_library():
    tree = ast.parse(Path(recorder.CHILD).read_text(encoding="utf-8"))
    names = {
        (alias.name if isinstance(node, ast.Import) else str(node.module)).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    assert names <= sys.stdlib_module_names


def test_a_finally_that_is_left_with_an_exception_returns_nothing():
    source = (
        "def risky(x):\n    try:\n        return 1 // x\n    finally:\n        x = 5\n\n\n"
        "def f(x):\n    try:\n        risky(x)\n    except ZeroDivisionError:\n        return 'caught'\n"
        "    return 'fine'\n"
    )
    kinds = {
        call: [frame.kind for frame in traced(source, call).frames if frame.kind is not None]
        for call in ("f(0)", "f(2)")
    }
    assert kinds == {
        "f(0)": [ReturnKind.UNWOUND, ReturnKind.RETURNED],
        "f(2)": [ReturnKind.RETURNED, ReturnKind.RETURNED],
    }
