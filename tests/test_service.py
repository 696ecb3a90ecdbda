"""The model service and its clients: one model for all, private to its user, and no frame lost when it dies."""

import asyncio
import json
import os
import random
import signal
import stat
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from test_debugger import CALLS, CountingPredictor, Foreseeing

import model_runtime.service as service_module
from model_runtime.client import ServicePredictor
from model_runtime.errors import DeskcheckError
from model_runtime.predictor import (
    PredictionEnd,
    PredictionRequest,
    Predictor,
    RemoteServer,
    collect,
    make_request,
)
from model_runtime.service import Service, service_paths
from model_runtime.service_wire import PROTOCOL, request_from_json, request_to_json
from model_runtime.trace.frames import Outcome, TraceEvent, TraceFrame, TraceStats

UNFORESEEN = "import helper\n\ndef f(n):\n    x = helper.g(n)\n    return x\n"


class Ticking:
    """Stands for a model: gives the frames of a run that need one, slowly, and counts what it is asked."""

    model_name = "ticking"

    def __init__(self) -> None:
        self.running = 0
        self.asked: list[PredictionRequest] = []

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        self.asked.append(request)
        self.running += 1
        try:
            for n in range(len(request.prefix), 12):
                await asyncio.sleep(0.005)
                yield TraceFrame(TraceEvent.LINE, request.function, request.file, 2, f"tick {n}", 0, 0)
            yield PredictionEnd(Outcome.LIMIT, None, "enough", TraceStats(frames=12))
        finally:
            self.running -= 1


@pytest.fixture(autouse=True)
def runtime_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DESKCHECK_RUNTIME_DIR", str(tmp_path / "run"))
    return tmp_path / "run"


def serving(predictor: Predictor, scenario: Callable[[Service], Awaitable[None]], *, idle_s: float = 60.0) -> None:
    """Run a scenario beside a service in this process."""
    serving_what_opens(lambda: predictor, scenario, idle_s=idle_s)


def serving_what_opens(
    opens: Callable[[], Predictor], scenario: Callable[[Service], Awaitable[None]], *, idle_s: float = 60.0
) -> None:
    """Run a scenario beside a service in this process, whose model is still to be opened."""

    async def run() -> None:
        paths = service_paths(None)
        paths.token.write_text("secret")
        service = Service(opens, token="secret", model="test", idle_s=idle_s)
        running = asyncio.create_task(service.run(paths.socket))
        while not paths.socket.exists():
            await asyncio.sleep(0.01)
        try:
            await scenario(service)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    asyncio.run(run())


def test_frames_come_over_the_socket_as_from_the_predictor_itself() -> None:
    request = make_request(CALLS, call="total([4, 5])")
    direct = asyncio.run(collect(Foreseeing(), request))

    async def scenario(_service: Service) -> None:
        client = ServicePredictor()
        trace = await collect(client, request)
        assert trace.frames == direct.frames
        assert (trace.outcome, trace.result) == (direct.outcome, direct.result)
        client.close()

    serving(Foreseeing(), scenario)


def test_a_request_survives_the_wire() -> None:
    trace = asyncio.run(collect(Foreseeing(), make_request(CALLS, call="total([4])")))
    request = make_request(CALLS, call="total([4])")
    sent = PredictionRequest(
        request.source,
        "total",
        4,
        request.call,
        (("items", None),),
        "pin",
        prefix=trace.frames,
        is_urgent=True,
        ahead=3,
        to_return=True,
    )
    assert request_from_json(json.loads(json.dumps(request_to_json(sent)))) == sent
    with pytest.raises(ValueError, match="damaged request"):
        request_from_json({"source": "x"})


def test_a_client_that_takes_frame_by_frame_lets_none_be_imagined_ahead() -> None:
    model = Ticking()
    counting = CountingPredictor(model)

    async def scenario(_service: Service) -> None:
        client = ServicePredictor()
        items = aiter(client.predict(replace(make_request(UNFORESEEN, call="f(1)"), ahead=0)))
        first = [await anext(items) for _ in range(4)]
        assert all(isinstance(item, TraceFrame) for item in first)
        await asyncio.sleep(0.1)
        n_taken_of_model = 4 - (len(model.asked[0].prefix))
        assert counting.n_frames == n_taken_of_model
        rest = [item async for item in items]
        assert isinstance(rest[-1], PredictionEnd)
        assert model.running == 0
        client.close()

    serving(counting, scenario)


def test_two_clients_share_finished_runs() -> None:
    model = Ticking()

    async def scenario(_service: Service) -> None:
        request = make_request(UNFORESEEN, call="f(1)")
        for client in (ServicePredictor(), ServicePredictor()):
            assert (await collect(client, request)).note == "enough"
            client.close()
        assert len(model.asked) == 1
        client = ServicePredictor()
        await client.connect()
        await client.forget()
        await collect(client, request)
        assert len(model.asked) == 2
        client.close()

    serving(model, scenario)


async def _hello(token: str = "secret", hello: object = PROTOCOL) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_unix_connection(str(service_paths(None).socket))
    writer.write(json.dumps({"hello": hello, "token": token}).encode() + b"\n")
    return reader, writer


@pytest.mark.parametrize(("token", "hello", "words"), [("guess", PROTOCOL, "wrong token"), ("secret", 99, "protocol")])
def test_who_does_not_know_the_token_or_the_protocol_is_sent_away(token: str, hello: object, words: str) -> None:
    async def scenario(_service: Service) -> None:
        reader, writer = await _hello(token, hello)
        assert words in json.loads(await reader.readline())["error"]
        assert await reader.readline() == b""
        writer.close()

    serving(Foreseeing(), scenario)


@pytest.mark.parametrize("line", [b"{]\n", b"[]\n", b"{}\n", b'{"id": 1}\n', b'{"id": [], "cancel": 1}\n', b"\xff\n"])
def test_what_is_no_message_is_said_so_and_hurts_nobody_else(line: bytes) -> None:
    async def scenario(_service: Service) -> None:
        reader, writer = await _hello()
        await reader.readline()
        writer.write(line)
        lines = [json.loads(text) async for text in reader]
        assert any("error" in message for message in lines)
        writer.close()
        client = ServicePredictor()
        assert (await collect(client, make_request(CALLS, call="total([4])"))).result == "8"
        client.close()

    serving(Foreseeing(), scenario)


def test_a_damaged_request_fails_alone() -> None:
    async def scenario(_service: Service) -> None:
        reader, writer = await _hello()
        writer.write(b'{"id": 5, "predict": {"source": 3}}\n{"id": 6, "status": true}\n')
        while (message := json.loads(await reader.readline())).get("id") != 5:
            pass
        assert "damaged request" in message["error"]
        writer.close()

    serving(Foreseeing(), scenario)


def test_only_its_user_can_read_what_leads_to_a_service(runtime_dir: Path) -> None:
    runtime_dir.mkdir(mode=0o755)
    paths = service_paths(None)
    assert stat.S_IMODE(runtime_dir.stat().st_mode) == 0o700
    assert paths.socket.parent == runtime_dir
    assert service_paths(None) == paths
    assert service_paths("other") != paths


def test_a_folder_that_is_too_long_for_a_socket_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESKCHECK_RUNTIME_DIR", str(tmp_path / ("x" * 90)))
    with pytest.raises(DeskcheckError, match="too long a path"):
        service_paths(None)


def test_random_requests_cancels_and_departures_leave_no_work_behind() -> None:
    model = Ticking()
    chance = random.Random(1)

    async def one(client: ServicePredictor, number: int) -> None:
        request = make_request(UNFORESEEN, call=f"f({number})")
        items = client.predict(request)
        wanted = chance.randint(0, 20)
        n = 0
        try:
            async for _ in items:
                n += 1
                if n > wanted:
                    break
        finally:
            await items.aclose()  # type: ignore[attr-defined]

    async def scenario(service: Service) -> None:
        for _ in range(10):
            clients = [ServicePredictor() for _ in range(2)]
            tasks = [asyncio.create_task(one(chance.choice(clients), number)) for number in range(10)]
            await asyncio.sleep(chance.random() * 0.05)
            for task in chance.sample(tasks, 3):
                task.cancel()
            if chance.random() < 0.3:
                clients[0].close()
            await asyncio.gather(*tasks, return_exceptions=True)
            for client in clients:
                client.close()
        async with asyncio.timeout(20):
            while model.running or service._status["running"] or service._clients:
                await asyncio.sleep(0.01)

    serving(model, scenario)


def test_a_service_that_nobody_needs_leaves() -> None:
    async def run() -> None:
        paths = service_paths(None)
        service = Service(Foreseeing, token="secret", model="test", idle_s=0.05)
        async with asyncio.timeout(20):
            await service.run(paths.socket)

    asyncio.run(run())


def test_a_service_that_still_loads_its_model_lets_in_who_comes_late() -> None:
    may_load = threading.Event()

    def slow() -> Predictor:
        may_load.wait(20)
        return Foreseeing()

    async def run() -> None:
        paths = service_paths(None)
        paths.token.write_text("secret")
        running = asyncio.create_task(Service(slow, token="secret", model="test", idle_s=0.05).run(paths.socket))
        await asyncio.sleep(0.3)
        client = ServicePredictor()
        assert (await collect(client, make_request(CALLS, call="total([4])"))).result == "8"
        client.close()
        may_load.set()
        async with asyncio.timeout(20):
            await running

    asyncio.run(run())


def test_a_model_that_cannot_be_loaded_is_said_to_who_needs_it() -> None:
    def broken() -> Predictor:
        raise DeskcheckError("the weights are gone")

    async def scenario(_service: Service) -> None:
        client = ServicePredictor()
        assert (await collect(client, make_request(CALLS, call="total([4])"))).result == "8"  # needs no model
        with pytest.raises(DeskcheckError, match="the weights are gone"):
            await collect(client, make_request(UNFORESEEN, call="f(1)"))
        client.close()

    serving_what_opens(broken, scenario)


def test_a_model_that_has_come_meanwhile_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A completions server that was started after the editor, a checkpoint that was fetched."""
    monkeypatch.setattr(service_module, "LOAD_AGAIN_S", 0.0)
    answers = iter([DeskcheckError("http://big:8000 cannot be reached"), Ticking()])

    def coming() -> Predictor:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def scenario(_service: Service) -> None:
        client = ServicePredictor()
        await client.connect()
        async with asyncio.timeout(20):
            while client.status["state"] != "failed":
                await asyncio.sleep(0.01)
            await collect(client, make_request(UNFORESEEN, call="f(1)"))
        assert (client.status["state"], client.status["message"]) == ("ready", None)
        client.close()

    serving_what_opens(coming, scenario)


def test_a_service_is_another_one_where_something_else_computes() -> None:
    here = service_paths("m", "cpu")
    quantized = service_paths("m", "cpu", quantization="nf4")
    there = service_paths("m", "cpu", server=RemoteServer("http://big:8000"))
    assert len({here, quantized, there, service_paths("m", server=RemoteServer("http://big:8000", "other"))}) == 4
    assert service_paths("m", "cuda", quantization="int8", server=RemoteServer("http://big:8000/")) == there


def test_a_prediction_goes_on_in_a_new_service_when_the_old_one_is_killed() -> None:
    """Kill the real process between frames: no frame is lost, none comes twice."""
    source = "def f(n):\n    i = 0\n    while i < n:\n        i += 1\n    return i\n"
    request = make_request(source, call="f(1500)", max_frames=4000)

    async def run() -> list[TraceFrame | PredictionEnd]:
        client = ServicePredictor(idle_minutes=0.05)
        items: list[TraceFrame | PredictionEnd] = []
        async for item in client.predict(request):
            items.append(item)
            if len(items) == 10:
                os.kill(client.status["pid"], signal.SIGKILL)
        client.close()
        return items

    direct = asyncio.run(collect(CountingPredictor(Foreseeing()), request))
    items = asyncio.run(run())
    assert tuple(items[:-1]) == direct.frames


def test_a_service_that_has_lost_its_device_leaves_without_an_answer() -> None:
    """So that clients go on in a new one: CUDA does not recover within a process."""

    class Faulty:
        model_name = "faulty"

        async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
            yield TraceFrame(TraceEvent.LINE, request.function, request.file, 2, "tick", 0, 0)
            raise RuntimeError("CUDA error: an illegal memory access was encountered")

    async def run() -> None:
        paths = service_paths(None)
        paths.token.write_text("secret")
        service = Service(Faulty, token="secret", model="test")
        running = asyncio.create_task(service.run(paths.socket))
        while not paths.socket.exists():
            await asyncio.sleep(0.01)
        reader, writer = await _hello()
        await reader.readline()
        message = {"id": 1, "predict": request_to_json(make_request(UNFORESEEN, call="f(1)"))}
        writer.write(json.dumps(message).encode() + b"\n")
        answers = [json.loads(line) async for line in reader]
        assert not any("error" in answer or "end" in answer for answer in answers)
        writer.close()
        async with asyncio.timeout(20):
            await running
        assert service.has_faulted

    asyncio.run(run())
