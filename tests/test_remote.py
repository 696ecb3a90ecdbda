"""The engine on a server: the frames of the local one, through a real server process that may be bad, slow or dead."""

import asyncio
import json
import logging
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from completion_server import make_server
from tiny import write_tiny_checkpoint

from model_runtime.completions import CompletionServer, ServerOptions, read_completion
from model_runtime.errors import DeskcheckError
from model_runtime.inference import decode
from model_runtime.inference.local import LocalPredictor
from model_runtime.inference.remote import RemotePredictor
from model_runtime.predictor import PredictionEnd, RemoteServer, collect, make_request, open_predictor
from model_runtime.trace.frames import Outcome, Trace

SOURCE = "def f(x, y):\n    z = g(x) + y\n    if z:\n        z = z - 1\n    return z\n"
SERVER = Path(__file__).parent / "completion_server.py"

Serve = Callable[..., str]


@pytest.fixture(autouse=True)
def short_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a model that knows nothing give up on a value soon."""
    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 12)


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_checkpoint(Path(tmp_path_factory.mktemp("model")) / "tiny")


@pytest.fixture
def serve(checkpoint: Path) -> Iterator[Serve]:
    """Give a function that starts a server in this process and gives its address."""
    running: list[ThreadingHTTPServer] = []

    def start(*options: str) -> str:
        running.append(make_server([str(checkpoint), *options]))
        threading.Thread(target=running[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{running[-1].server_address[1]}"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture
def serve_process(checkpoint: Path) -> Iterator[Serve]:
    """Give a function that starts a server process and gives its address."""
    running: list[subprocess.Popen[str]] = []

    def start(*options: str, port: int = 0) -> str:
        command = [sys.executable, str(SERVER), str(checkpoint), "--port", str(port), *options]
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        assert running[-1].stdout is not None
        return f"http://127.0.0.1:{running[-1].stdout.readline().strip()}"

    yield start
    for process in running:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def predicted(predictor: RemotePredictor | LocalPredictor, call: str = "f(3, 4)") -> Trace:
    request = make_request(SOURCE, call=call, pure_neural=True, max_frames=8)
    return asyncio.run(collect(predictor, request))


def facts(trace: Trace) -> list[object]:
    """Give what a trace says, without how sure it is: a server lists only the likeliest tokens."""
    frames = [(f.event, f.line, f.source, dict(f.locals), f.arg, f.kind, f.depth, f.activation) for f in trace.frames]
    return [*frames, trace.outcome, trace.result]


def open_remote(checkpoint: Path, url: str, **options: float) -> RemotePredictor:
    opened = open_predictor(model=str(checkpoint), engine="remote", server=RemoteServer(url, **options))  # type: ignore[arg-type]
    assert isinstance(opened, RemotePredictor)
    return opened


@pytest.mark.parametrize("option", [(), ("--no-prompt-logprobs",), ("--no-allowed-ids",)])
def test_the_frames_are_those_of_the_local_engine(checkpoint: Path, serve: Serve, option: tuple[str, ...]) -> None:
    local = LocalPredictor.open(str(checkpoint), device="cpu")
    remote = open_remote(checkpoint, serve(*option))
    for call in ("f(3, 4)", "f('a', [1, 2])"):
        assert facts(predicted(remote, call)) == facts(predicted(local, call))
    remote.close()


def test_drafts_are_verified_by_the_scores_of_a_prompt(checkpoint: Path, serve: Serve, tmp_path: Path) -> None:
    local = LocalPredictor.open(str(checkpoint), device="cpu")
    remote = open_remote(checkpoint, serve("--log", str(tmp_path / "log")))
    assert facts(predicted(remote)) == facts(predicted(local))
    asked = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert any("prompt_logprobs" in request for request in asked)
    assert any(request["max_tokens"] > 1 for request in asked)
    remote.close()


def test_many_requests_are_in_flight_at_once(checkpoint: Path, serve: Serve) -> None:
    remote = open_remote(checkpoint, serve())
    alone = [facts(predicted(remote, f"f({n}, 1)")) for n in range(4)]
    requests = [make_request(SOURCE, call=f"f({n}, 1)", pure_neural=True, max_frames=8) for n in range(4)]

    async def together() -> list[Trace]:
        return list(await asyncio.gather(*(collect(remote, request) for request in requests)))

    assert [facts(trace) for trace in asyncio.run(together())] == alone
    remote.close()


@pytest.mark.timeout(300)
def test_a_server_that_dies_in_a_trace_is_named_once_and_the_trace_goes_on(
    checkpoint: Path, serve_process: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    url = serve_process("--die-after", "4")
    port = int(url.rpartition(":")[2])
    remote = open_remote(checkpoint, url, patience_s=110.0)
    expected = facts(predicted(LocalPredictor.open(str(checkpoint), device="cpu")))
    again = threading.Timer(0.2, lambda: serve_process(port=port))
    again.start()
    with caplog.at_level(logging.WARNING, "model_runtime.completions"):
        trace = predicted(remote)
    again.join()
    assert facts(trace) == expected
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == 2
    assert f"{url} cannot be reached" in lines[0]
    assert "trying again for 110 s" in lines[0]
    assert lines[1] == f"{url} is back: going on"
    remote.close()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--garbage", "html"), "answered what is no JSON: <html>"),
        (("--garbage", "text"), "answered what is no completion with token ids"),
        (("--garbage", "ids"), "serves another model: it gave the token 1000000"),
        (("--delay", "3"), "has not answered within 0 s, tried for 1 s"),
        (("--name", "gpt-5"), "serves gpt-5, not tiny: if it is the same model, add --served-name gpt-5"),
        (("--max-len", "9999"), "serves another model as tiny: it takes 9999 tokens, the model here 4096"),
        (("--key", "secret"), "refuses the key (status 401): put the right one into DESKCHECK_API_KEY"),
        (("--busy", "1000"), "is not ready (status 503), tried for 1 s"),
    ],
)
def test_a_bad_server_is_named_with_what_is_wrong(
    checkpoint: Path, serve: Serve, options: tuple[str, ...], words: str
) -> None:
    url = serve(*options)
    with pytest.raises(DeskcheckError) as refusal:
        predicted(open_remote(checkpoint, url, timeout_s=0.4 if "--delay" in options else 30.0, patience_s=1.0))
    assert words in str(refusal.value)
    assert str(refusal.value).startswith(url)
    assert "\n" not in str(refusal.value)


def test_a_busy_server_is_waited_for(checkpoint: Path, serve: Serve) -> None:
    remote = open_remote(checkpoint, serve("--busy", "2"))
    assert predicted(remote).frames
    remote.close()


def test_a_prediction_on_a_slow_server_is_cancelled_at_once(checkpoint: Path, serve: Serve) -> None:
    remote = open_remote(checkpoint, serve("--delay", "30"))

    async def run() -> Trace:
        task = asyncio.create_task(collect(remote, make_request(SOURCE, call="f(3, 4)", pure_neural=True)))
        await asyncio.sleep(0.5)
        task.cancel()
        return await task

    started = time.monotonic()
    assert asyncio.run(run()).outcome is Outcome.CANCELLED
    assert time.monotonic() - started < 25
    remote.close()


def test_the_key_reaches_the_server_and_no_log(
    checkpoint: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DESKCHECK_API_KEY", "sk-very-secret")
    with caplog.at_level(logging.DEBUG):
        remote = open_remote(checkpoint, serve("--key", "sk-very-secret"))
        assert predicted(remote).frames
        remote.close()
    assert "sk-very-secret" not in caplog.text


@pytest.mark.parametrize(
    ("url", "words"),
    [("ftp://x", "no address of a server"), ("nonsense", "no address"), ("http://me:pw@x", "holds a password")],
)
def test_an_address_that_is_none_or_holds_a_secret_is_refused(url: str, words: str) -> None:
    with pytest.raises(DeskcheckError, match=words) as refusal:
        CompletionServer(ServerOptions(url, "m"))
    assert "pw" not in str(refusal.value)


def test_a_server_that_is_not_there_is_named(checkpoint: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(DeskcheckError, match=r"cannot be reached \(.*\), tried for 0 s"):
            open_remote(checkpoint, url, patience_s=0.0)


def test_answers_of_llama_cpp_are_read() -> None:
    """The shape that its server documents: ids and scores in `logprobs.content`."""
    top = [{"id": 7, "token": "a", "logprob": -0.1}, {"id": 9, "token": "b", "logprob": -2.5}]
    row = {"id": 7, "token": "a", "logprob": -0.1, "top_logprobs": top}
    answer = read_completion({"choices": [{"text": "a", "logprobs": {"content": [row]}}]}, n_prompt=0)
    assert (answer.ids, answer.scores) == ((7,), ({7: -0.1, 9: -2.5},))


@pytest.mark.parametrize(
    "choice",
    [{"text": "é", "logprobs": None}, {"text": "é!", "logprobs": {"content": [{"id": 1, "top_logprobs": []}]}}],
)
def test_tokens_that_llama_cpp_left_out_are_not_passed_over(choice: dict[str, object]) -> None:
    """It lists none that ends within a character; what is listed would be read at the wrong places."""
    with pytest.raises(ValueError, match=r"tokens? ha(s|ve) scores"):
        read_completion({"choices": [choice], "usage": {"completion_tokens": 3}}, n_prompt=0)


def test_a_prediction_ends_with_its_end(checkpoint: Path, serve: Serve) -> None:
    remote = open_remote(checkpoint, serve())
    *_, end = remote.predict_now(make_request(SOURCE, call="f(3, 4)", pure_neural=True, max_frames=3))
    assert isinstance(end, PredictionEnd)
    assert end.stats.forward_passes > 0
    remote.close()
