"""llama.cpp's server, a real one in a process of its own, gives the frames of the local engine."""

import asyncio
import logging
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tiny import write_tiny_checkpoint

from model_runtime.errors import DeskcheckError
from model_runtime.inference import decode
from model_runtime.inference.local import LocalPredictor
from model_runtime.inference.remote import RemotePredictor, Way
from model_runtime.predictor import PredictionRequest, RemoteServer, collect, make_request
from model_runtime.trace.frames import Trace, TraceFrame

pytest.importorskip("xllamacpp", reason="needs llama.cpp's server: pip install xllamacpp")
pytest.importorskip("gguf", reason="needs gguf")

SOURCE = "def f(x, y):\n    z = g(x) + y\n    if z:\n        z = z - 1\n    return z\n"
SERVER = Path(__file__).parent / "llama_cpp_server.py"

Serve = Callable[[], subprocess.Popen[str]]


@pytest.fixture(autouse=True)
def short_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a model that knows nothing give up on a value soon."""
    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 12)


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_checkpoint(Path(tmp_path_factory.mktemp("model")) / "tiny")


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def serve(checkpoint: Path, port: int, tmp_path: Path) -> Iterator[Serve]:
    """Give a function that starts the server at its port."""
    from model_runtime.inference.llama_cpp import write_gguf

    file = tmp_path / "model.gguf"
    write_gguf(checkpoint, file, is_exact=True)
    running: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        command = [sys.executable, str(SERVER), str(file), "tiny", str(port)]
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True))
        assert running[-1].stdout is not None
        assert running[-1].stdout.readline().strip() == f"http://127.0.0.1:{port}"
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def asked(call: str) -> PredictionRequest:
    return make_request(SOURCE, call=call, pure_neural=True, max_frames=8)


def facts(trace: Trace) -> list[object]:
    """Give what a trace says, without how sure it is: a server lists only the likeliest tokens."""
    return [[replace(frame, confidence=None, locals=dict(frame.locals)) for frame in trace.frames], trace.outcome]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("way", [Way.AHEAD, Way.GRAMMAR])
def test_the_frames_are_those_of_the_local_engine(checkpoint: Path, port: int, serve: Serve, way: Way) -> None:
    serve()
    local = LocalPredictor.open(str(checkpoint), device="cpu")
    remote = RemotePredictor.open_server(str(checkpoint), RemoteServer(f"http://127.0.0.1:{port}"), ways=[way])
    for call in ("f(3, 4)", "f('a', [1, 2])", "f(None, {'k': 2.5})"):
        mine, theirs = (asyncio.run(collect(predictor, asked(call))) for predictor in (local, remote))
        assert len(theirs.frames) > 2
        assert facts(theirs) == facts(mine)
    assert remote.server.takes_grammar
    remote.close()


@pytest.mark.timeout(300)
def test_a_trace_goes_on_when_the_server_was_killed_and_has_come_back(
    checkpoint: Path, port: int, serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    process = serve()
    url = f"http://127.0.0.1:{port}"
    remote = RemotePredictor.open_server(str(checkpoint), RemoteServer(url, patience_s=110.0))
    again = threading.Timer(1.0, serve)

    def kill(_frame: TraceFrame) -> None:
        if process.poll() is None:
            process.kill()
            process.wait()
            again.start()

    with caplog.at_level(logging.WARNING, "model_runtime.completions"):
        trace = asyncio.run(collect(remote, asked("f(3, 4)"), kill))
    again.join()
    assert facts(trace) == facts(
        asyncio.run(collect(LocalPredictor.open(str(checkpoint), device="cpu"), asked("f(3, 4)")))
    )
    first, last = (record.getMessage() for record in caplog.records)
    assert first.startswith(f"{url} cannot be reached")
    assert last == f"{url} is back: going on"
    remote.close()


def test_a_server_with_another_model_is_named(checkpoint: Path, port: int, serve: Serve) -> None:
    serve()
    with pytest.raises(DeskcheckError, match="serves tiny, not big: if it is the same model, add --served-name tiny"):
        RemotePredictor.open_server(str(checkpoint), RemoteServer(f"http://127.0.0.1:{port}", served_name="big"))
