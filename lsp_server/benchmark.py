"""How much the language server adds to the model, measured over the protocol against the real process.

Every figure is a ratio of two measurements of one run, taken in turns, so that a noisy machine troubles both alike. The
model service is a private one: it is started here and ends here.
"""

import asyncio
import contextlib
import json
import os
import platform
import re
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lsp_server import methods
from lsp_server.planning import analyse, choose, make_plan
from lsp_server.settings import PredictionSettings
from model_runtime.client import ServicePredictor
from model_runtime.errors import DeskcheckError
from model_runtime.neighbours import Modules
from model_runtime.predictor import PredictionRequest
from model_runtime.trace.frames import TraceEvent, TraceFrame

BENCHMARK_SCHEMA = "deskcheck.benchmark/1"
WAIT_S = 600.0
N_PINGS = 20  # requests of each kind in one block, idle or busy
PAUSE_S = 0.002  # between two of them
COMMAND = (sys.executable, "-m", "model_runtime", "lsp")

PREDICTION = PredictionSettings(max_frames=2000)  # so that a fast model stays busy, too
# So that a slow model comes to an end, and has something to do: what is compared are the same frames, all of the model.
FEW = PredictionSettings(max_frames=8, pure_neural=True)
CACHED_URI, TYPED_URI, BUSY_URI = (f"file:///{name}.py" for name in ("cached", "typed", "busy"))
KEYSTROKE = "keystroke"
CACHED = """\
def total(items):
    result = 0
    for item in items:
        result += item
    return result

total([1, 2])
"""
# 20 lines; without assistance nothing of them can be shown before the model has supplied a value.
TWENTY = """\
import re

def f(text, n):
    words = re.findall(r"[a-z]+", text)
    first = words[0].title()
    last = words[-1].upper()
    both = first + last
    count = len(words)
    if count > n:
        both = both[::-1]
    pairs = []
    for word in words:
        pairs.append((word, len(word)))
    longest = max(pairs, key=lambda pair: pair[1])
    name = longest[0].center(12, "*")
    line = name.replace("*", "-")
    width = len(line)
    table = dict(pairs)
    joined = ",".join(sorted(table))
    mark = re.sub(r"[aeiou]", str(n), joined)
    result = f"{both}:{width}:{mark}"
    return result

f("alpha beta gamma", 2)
"""
BUSY = """\
import random

def walk(n):
    seen = []
    while len(seen) < 10_000:
        step = random.randint(0, n)
        seen.append(step)
    return seen

"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: a ratio or a time, what it is made of, and what it should be at most where something was promised."""

    name: str
    value: float
    unit: str
    note: str
    at_most: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether it is as it should be."""
        return self.at_most is None or self.value <= self.at_most


def benchmark_to_json(figures: Sequence[Figure]) -> dict[str, Any]:
    """Give the JSON of `benchmark`: flat rows."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return {"schema": BENCHMARK_SCHEMA, "machine": machine, "rows": [asdict(figure) for figure in figures]}


def run_lsp_benchmark(
    *, model: str | None, device: str, rounds: int, progress: Callable[[str], None] = lambda what: None
) -> list[Figure]:
    """Measure everything.

    Raises:
        DeskcheckError: the server or its model does not start, or does not answer in time.
    """
    with tempfile.TemporaryDirectory(prefix="deskcheck-") as folder, _private_service(folder):
        try:
            return asyncio.run(_measure(Path(folder), model or "", device, rounds, progress))
        except (TimeoutError, ConnectionError) as error:
            raise DeskcheckError(f"the language server did not answer within {WAIT_S:.0f} s") from error


@contextlib.contextmanager
def _private_service(folder: str) -> Iterator[None]:
    before = os.environ.get("DESKCHECK_RUNTIME_DIR")
    os.environ["DESKCHECK_RUNTIME_DIR"] = os.path.join(folder, "run")
    try:
        yield
    finally:
        if before is None:
            del os.environ["DESKCHECK_RUNTIME_DIR"]
        else:
            os.environ["DESKCHECK_RUNTIME_DIR"] = before


async def _measure(folder: Path, model: str, device: str, rounds: int, progress: Callable[[str], None]) -> list[Figure]:
    service = ServicePredictor(model or None, device=device)
    options = {
        "model": model,
        "device": device,
        "ghostValues": {"minimumConfidence": 0},  # what is unsure is timed, too
        "prediction": {"maxFrames": PREDICTION.max_frames},
    }
    figures: list[Figure] = []
    try:
        await service.connect()
        async with asyncio.timeout(WAIT_S):
            while service.status["state"] == "starting":
                await asyncio.sleep(0.05)
        if service.status["state"] == "failed":
            raise DeskcheckError(f"the model could not be loaded: {service.status['message']}")
        steps: Sequence[tuple[str, Callable[[], Awaitable[list[Figure]]]]] = (
            ("requests while the model is busy", lambda: _busy_over_idle(options, rounds)),
            ("what the server adds to the model", lambda: _overhead(service, _with(options, FEW), rounds)),
            ("large workspaces", lambda: _workspaces(folder, options, rounds)),
            ("shutdown", lambda: _shutdown(options, rounds)),
        )
        for what, step in steps:
            progress(what)
            figures += await step()
    finally:
        pid = service.status.get("pid")
        service.close()
        if isinstance(pid, int):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
    return figures


def _with(options: dict[str, Any], prediction: PredictionSettings) -> dict[str, Any]:
    return {**options, "prediction": {"maxFrames": prediction.max_frames, "pureNeural": prediction.pure_neural}}


# ---------------------------------------------------------------- the figures


async def _busy_over_idle(options: dict[str, Any], rounds: int) -> list[Figure]:
    """Requests on cached values and keystrokes, in blocks by turns: nothing else going on, the model at work."""
    idle, busy = _Times(), _Times()
    async with _started(options) as client:
        await client.hints_of(CACHED_URI, CACHED, lambda hints: any("→" in label for label in hints.values()))
        client.open(TYPED_URI, CACHED)
        await client.until_idle()
        for round_ in range(rounds + 1):
            block = await _pings(client, 2 * round_)
            await _keep_busy(client, round_)
            busy_block = await _pings(client, 2 * round_ + 1)
            is_still_busy = (await client.request(methods.STATUS, {}))["state"] == "busy"
            await client.command(methods.FORGET, BUSY_URI, None)
            await client.until_idle()
            if round_ and is_still_busy:  # the first round warms up
                idle.add(block)
                busy.add(busy_block)
    if not busy.of(KEYSTROKE):
        raise DeskcheckError("the model was never busy for long enough to measure beside it")
    slowest = max(idle.kinds - {KEYSTROKE}, key=lambda kind: busy.median(kind) / idle.median(kind))
    ratio = busy.median(slowest) / idle.median(slowest)
    return [
        _over_idle("lsp_busy_p99_over_idle", busy.requests, idle.requests, f"; {slowest} has the most, {ratio:.1f}x"),
        _over_idle("lsp_busy_keystroke_p99_over_idle", busy.of(KEYSTROKE), idle.of(KEYSTROKE), ""),
    ]


def _over_idle(name: str, busy: Sequence[float], idle: Sequence[float], more: str) -> Figure:
    medians = f"medians {_ms(statistics.median(busy))} and {_ms(statistics.median(idle))}"
    note = f"p99 {_ms(_p99(busy))} against {_ms(_p99(idle))}, {medians}, of {len(busy)} each{more}"
    return Figure(name, _p99(busy) / _p99(idle), "1", note, 3.0)


async def _pings(client: "_Client", number: int) -> "_Times":
    """Time every request that needs no prediction, and keystrokes: an edit and the hints after it."""
    document = {"textDocument": {"uri": CACHED_URI}}
    span = {"start": {"line": 0, "character": 0}, "end": {"line": 6, "character": 0}}
    hint = {"position": {"line": 1, "character": 14}, "label": "", "data": {"uri": CACHED_URI, "line": 2}}
    requests: tuple[tuple[str, dict[str, Any]], ...] = (
        ("textDocument/hover", {**document, "position": {"line": 3, "character": 10}}),
        ("textDocument/inlayHint", {**document, "range": span}),
        ("inlayHint/resolve", hint),
        ("textDocument/codeLens", document),
        ("textDocument/codeAction", {**document, "range": span, "context": {"diagnostics": []}}),
        ("textDocument/diagnostic", document),
        (methods.ENTRY_POINTS, {"uri": CACHED_URI, "function": "total"}),
        (methods.FUNCTIONS, {"uri": CACHED_URI}),
        (methods.TRACE, {"uri": CACHED_URI, "function": "total"}),
        (methods.STATUS, {}),
    )
    took = _Times()
    end = {"line": 0, "character": 99}
    for idx in range(N_PINGS):
        for method, params in requests:
            before = time.perf_counter()
            await client.request(method, params)
            took.note(method, time.perf_counter() - before)
            await asyncio.sleep(PAUSE_S)
        typed = {"uri": TYPED_URI, "version": 2 + number * N_PINGS + idx}
        before = time.perf_counter()
        change = {"textDocument": typed, "contentChanges": [{"range": {"start": end, "end": end}, "text": "#"}]}
        client.notify("textDocument/didChange", change)
        await client.request("textDocument/inlayHint", {"textDocument": {"uri": TYPED_URI}, "range": span})
        took.note(KEYSTROKE, time.perf_counter() - before)
        await asyncio.sleep(PAUSE_S)
    return took


class _Times:
    """Times by what they are of."""

    def __init__(self) -> None:
        self._times: dict[str, list[float]] = {}

    def note(self, kind: str, seconds: float) -> None:
        self._times.setdefault(kind, []).append(seconds)

    def add(self, other: "_Times") -> None:
        for kind, times in other._times.items():
            self._times.setdefault(kind, []).extend(times)

    def of(self, kind: str) -> list[float]:
        return self._times.get(kind, [])

    def median(self, kind: str) -> float:
        return statistics.median(self._times[kind])

    @property
    def kinds(self) -> set[str]:
        return set(self._times)

    @property
    def requests(self) -> list[float]:
        return [seconds for kind, times in self._times.items() if kind != KEYSTROKE for seconds in times]


async def _keep_busy(client: "_Client", number: int) -> None:
    """Have the model imagine a run that is long, and another one each time."""
    uri = BUSY_URI
    client.open(uri, BUSY + f"walk({10 + number})\n")
    await client.hints(uri)
    async with asyncio.timeout(WAIT_S):
        while True:
            functions = (await client.request(methods.FUNCTIONS, {"uri": uri}))["functions"]
            if functions and functions[0]["state"] == "running":
                return
            await asyncio.sleep(0.01)


async def _overhead(service: ServicePredictor, options: dict[str, Any], rounds: int) -> list[Figure]:
    """A function of 20 lines opened, then edited: until its values are seen, over the model's own time for them."""
    edited = TWENTY.replace("gamma", "delta")
    first, full, refreshed = (_Pair() for _ in range(3))
    async with _started(options) as client:
        for round_ in range(rounds + 1):
            await service.forget()
            own = await _own_times(service, TWENTY)
            own_edit = await _own_times(service, edited)
            await service.forget()
            uri = f"file:///twenty{round_}.py"
            seen = await client.watch(uri, lambda uri=uri: client.open(uri, TWENTY))  # type: ignore[misc]
            change = {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": edited}]}
            seen_edit = await client.watch(uri, lambda change=change: client.notify("textDocument/didChange", change))  # type: ignore[misc]
            client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
            if round_:  # the first round warms up
                first.add(seen.first_s, own.first_s)
                full.add(seen.all_s, own.all_s)
                refreshed.add(seen_edit.all_s, own_edit.all_s)
    parts = (
        ("open_first", first, "from opening a function of 20 lines to its first ghost value"),
        ("open_all", full, "from opening it to its last ghost value"),
        ("edit", refreshed, "from an edit of its call to all values anew"),
    )
    figures = []
    for name, pair, what in parts:
        of = f"median of {rounds}"
        figures += [
            Figure(f"lsp_{name}_s", pair.seen, "s", f"{what}, {of}"),
            Figure(f"model_{name}_s", pair.own, "s", f"the model's own time for the same frames, {of}"),
            Figure(f"lsp_overhead_{name}", pair.ratio, "1", f"{what}: {pair}", 1.15),
        ]
    return figures


async def _own_times(service: ServicePredictor, text: str) -> "_Seen":
    """Time the very request that the server makes of a text, at the service."""
    request = _request(text)
    before, first_s = time.perf_counter(), None
    async for item in service.predict(request):
        if (
            first_s is None
            and isinstance(item, TraceFrame)
            and item.event is TraceEvent.LINE
            and "words" in item.locals
        ):
            first_s = time.perf_counter() - before
    all_s = time.perf_counter() - before
    return _Seen(all_s if first_s is None else first_s, all_s)


def _request(text: str) -> PredictionRequest:
    modules = Modules()
    analysis = analyse(text, 1, None, modules)
    entry = choose(analysis, "f", None, FEW)
    assert entry is not None
    return make_plan(analysis, entry, modules, FEW).request


async def _workspaces(folder: Path, options: dict[str, Any], rounds: int) -> list[Figure]:
    """From `initialize` to the first value in a workspace of 20 files and in one of 2,000, by turns."""
    times: dict[int, list[float]] = {20: [], 2000: []}
    for n_files in times:
        root = folder / f"files{n_files}"
        for idx in range(n_files):
            package = root / f"package{idx // 50}"
            package.mkdir(parents=True, exist_ok=True)
            (package / f"module{idx}.py").write_text(f"def helper{idx}(n):\n    return n + {idx}\n")
            (package / "__init__.py").touch()
            if idx % 10 == 0:
                (package / f"test_{idx}.py").write_text(f"from package{idx // 50}.module{idx} import helper{idx}\n")
        main = "from package0.module1 import helper1\n\ndef f(n):\n    return helper1(n) * 2\n\nf(3)\n"
        (root / "main.py").write_text(main)
    for _ in range(rounds + 1):
        for n_files, took in times.items():
            root = folder / f"files{n_files}"
            path = root / "main.py"
            async with _started(options, root=None) as client:
                before = time.perf_counter()
                await client.initialize(options, root)
                await client.hints_of(path.as_uri(), path.read_text(), lambda hints: hints.get(3) == "→ 8")
                took.append(time.perf_counter() - before)
    small, large = (statistics.median(took[1:]) for took in times.values())
    note = f"to the first value in 2,000 files {_ms(large)}, in 20 {_ms(small)}, medians of {rounds}"
    return [Figure("lsp_workspace_2000_over_20", large / small, "1", note, 1.5)]


async def _shutdown(options: dict[str, Any], rounds: int) -> list[Figure]:
    """From `shutdown` to the end of the process, while the model generates."""
    took = []
    for round_ in range(rounds):
        async with _started(options) as client:
            await _keep_busy(client, 1000 + round_)
            before = time.perf_counter()
            await client.request("shutdown", None)
            client.notify("exit", None)
            await asyncio.wait_for(client.process.wait(), WAIT_S)
            took.append(time.perf_counter() - before)
    note = f"from `shutdown` to the end of the process while the model generates, the longest of {len(took)}"
    return [Figure("lsp_shutdown_s", max(took), "s", note, 1.0)]


# ---------------------------------------------------------------- the client


@dataclass(frozen=True, slots=True)
class _Seen:
    """Seconds to the first value of the model and to the last one."""

    first_s: float
    all_s: float


class _Pair:
    """Times seen by a client beside those of the model alone."""

    def __init__(self) -> None:
        self._seen: list[float] = []
        self._own: list[float] = []

    def add(self, seen: float, own: float) -> None:
        self._seen.append(seen)
        self._own.append(own)

    @property
    def seen(self) -> float:
        return statistics.median(self._seen)

    @property
    def own(self) -> float:
        return statistics.median(self._own)

    @property
    def ratio(self) -> float:
        return self.seen / self.own

    def __str__(self) -> str:
        return f"{_ms(self.seen)} against {_ms(self.own)}"


class _Client:
    """As much of an editor as is measured: it asks for hints when it is told to."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None and process.stdout is not None
        self.process = process
        self._stdin, self._stdout = process.stdin, process.stdout
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._refreshed = asyncio.Event()
        self._listening = asyncio.create_task(self._listen())

    async def initialize(self, options: dict[str, Any], root: Path | None) -> None:
        refresh = {"inlayHint": {"refreshSupport": True}}
        params = {
            "processId": os.getpid(),
            "rootUri": root.as_uri() if root else None,
            "initializationOptions": options,
        }
        await self.request("initialize", {**params, "capabilities": {"workspace": refresh}})
        self.notify("initialized", {})

    def open(self, uri: str, text: str) -> None:
        document = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    async def hints(self, uri: str) -> dict[int, str]:
        place = {"start": {"line": 0, "character": 0}, "end": {"line": 60, "character": 0}}
        hints = await self.request("textDocument/inlayHint", {"textDocument": {"uri": uri}, "range": place})
        return {hint["position"]["line"]: hint["label"] for hint in hints}

    async def hints_of(self, uri: str, text: str, is_wanted: Callable[[dict[int, str]], bool]) -> None:
        """Open a document and wait for its hints as an editor does: asking anew at each refresh."""
        self.open(uri, text)
        async with asyncio.timeout(WAIT_S):
            while True:
                self._refreshed.clear()
                if is_wanted(await self.hints(uri)):
                    return
                await self._refreshed.wait()

    async def watch(self, uri: str, act: Callable[[], None]) -> _Seen:
        """Do something, then time the first fresh value of the model and the last."""
        before, first_s = time.perf_counter(), None
        act()
        async with asyncio.timeout(WAIT_S):
            while True:
                self._refreshed.clear()
                hints = await self.hints(uri)
                now = time.perf_counter() - before
                fresh = {line: label for line, label in hints.items() if not label.startswith("~")}
                if first_s is None and re.match(r"words\b", fresh.get(3, "")):
                    first_s = now
                function = (await self.request(methods.FUNCTIONS, {"uri": uri}))["functions"][0]
                if function["state"] in ("fresh", "failed") and len(fresh) == len(hints):
                    return _Seen(now if first_s is None else first_s, now)
                await self._refreshed.wait()

    async def until_idle(self) -> None:
        async with asyncio.timeout(WAIT_S):
            while (await self.request(methods.STATUS, {}))["pending"]:
                await asyncio.sleep(0.01)

    async def command(self, name: str, *arguments: Any) -> Any:
        return await self.request("workspace/executeCommand", {"command": name, "arguments": list(arguments)})

    async def request(self, method: str, params: Any) -> Any:
        number = len(self._waiting) + 1
        self._waiting[number] = asyncio.get_running_loop().create_future()
        self._write({"id": number, "method": method, "params": params})
        return await asyncio.wait_for(self._waiting[number], WAIT_S)

    def notify(self, method: str, params: Any) -> None:
        self._write({"method": method, "params": params})

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    async def _listen(self) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                head = await self._stdout.readuntil(b"\r\n\r\n")
                message = json.loads(await self._stdout.readexactly(int(re.findall(rb"\d+", head)[0])))
                if "method" not in message:
                    future = self._waiting[message["id"]]
                    if "error" in message:
                        future.set_exception(DeskcheckError(f"the server answers: {message['error']['message']}"))
                    else:
                        future.set_result(message["result"])
                elif "id" in message:
                    self._write({"id": message["id"], "result": None})
                    if message["method"] == "workspace/inlayHint/refresh":
                        self._refreshed.set()
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(ConnectionError())


@contextlib.asynccontextmanager
async def _started(options: dict[str, Any], *, root: Path | None = Path("/")) -> AsyncIterator[_Client]:
    """Start a server and greet it; without a root, greeting is left to the caller."""
    process = await asyncio.create_subprocess_exec(
        *COMMAND, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        limit=1 << 26,
    )  # fmt: skip
    client = _Client(process)
    try:
        if root is not None:
            await client.initialize(options, None)
        else:
            with contextlib.suppress(DeskcheckError):
                await client.request(methods.STATUS, {})  # refused, but it listens now
        yield client
    finally:
        assert process.stdin is not None
        process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), 10)
        except TimeoutError:
            process.kill()
            await process.wait()


def _p99(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
