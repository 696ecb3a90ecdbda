"""The debug adapter: scripted sessions over imagined runs, and that every request is answered once in every state."""

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from debug_client import DebugClient, connected
from protocol_schema import problems
from test_debugger import CALLS, Foreseeing

from debug_adapter.protocol import MAX_MESSAGE_BYTES, REQUESTS, encoded, messages
from debug_adapter.server import _open_predictor
from debug_adapter.structure import structure, with_part
from debug_adapter.virtual import PROGRESS_AFTER_S
from model_runtime.errors import DeskcheckError
from model_runtime.predictor import PredictionEnd, PredictionRequest, Predictor
from model_runtime.replay import ReplayPredictor
from model_runtime.trace.frames import Origin, Outcome, Trace, TraceEvent, TraceFrame, Value

N_RANDOM_MESSAGES = int(os.environ.get("DESKCHECK_MESSAGES", "600"))
N_RANDOM_SESSIONS = int(os.environ.get("DESKCHECK_SESSIONS", "60"))
RAISING = "def f(items):\n    at = len(items)\n    return items[at]\n"

Scenario = Callable[[DebugClient], Coroutine[Any, Any, None]]


class Slow:
    """Imagines an endless count, a frame at a time, with pauses."""

    model_name = "slow"

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        if not request.prefix:
            yield TraceFrame(TraceEvent.CALL, "total", request.file, 4, "def total(items):", 0, 0)
        for n in range(len(request.prefix), request.max_frames):
            await asyncio.sleep(0.01)
            shown = {"n": Value(str(n), Origin.PREDICTED, 0.9)}
            yield TraceFrame(TraceEvent.LINE, "total", request.file, 6, "    for item in items:", 0, 0, shown)


def play(scenario: Scenario, predictor: Predictor | None = None) -> None:
    """Run a scenario against a session in this process."""

    async def run() -> None:
        async with connected(lambda _arguments: predictor or Foreseeing()) as client:
            await scenario(client)

    asyncio.run(run())


@pytest.fixture
def calls(tmp_path: Path) -> str:
    path = tmp_path / "calls.py"
    path.write_text(CALLS)
    return str(path.resolve())


def test_breakpoints_that_come_before_launch_or_beside_it_hold(calls: str) -> None:
    async def scenario(client: DebugClient) -> None:
        await client.ask("initialize", adapterID="deskcheck")
        client.send("setFunctionBreakpoints", {"breakpoints": [{"name": "double"}]})
        client.send("launch", {"mode": "imagine", "program": calls, "call": "total([4, 5])"})
        client.send("setBreakpoints", {"source": {"path": calls}, "breakpoints": [{"line": 7}]})
        await client.answer(client.send("configurationDone"))
        assert await client.stop() == ("breakpoint", 7)
        assert await client.stops("continue") == ("function breakpoint", 2)

    play(scenario)


def test_a_session_steps_both_ways(calls: str) -> None:
    async def scenario(client: DebugClient) -> None:
        await client.begin(calls, call="total([4, 5])", breakpoints=[{"line": 7}])
        assert await client.stop() == ("entry", 4)
        assert await client.stops("continue") == ("breakpoint", 7)
        assert await client.stops("stepIn") == ("step", 2)
        trace = await client.ask("stackTrace", threadId=1)
        assert [frame["name"] for frame in trace["stackFrames"]] == ["double", "total"]
        assert await client.locals(1) == {"items": "[4, 5]", "result": "0", "item": "4"}
        assert await client.stops("stepBack") == ("step", 7)
        assert await client.stops("next") == ("step", 6)
        assert await client.stops("continue") == ("breakpoint", 7)
        assert await client.stops("reverseContinue") == ("breakpoint", 7)
        assert await client.locals() == {"items": "[4, 5]", "result": "0", "item": "4"}
        assert await client.stops("reverseContinue") == ("entry", 4)

    play(scenario)


def test_a_run_ends_with_its_result_and_is_left_by_one_more_continue(calls: str) -> None:
    async def scenario(client: DebugClient) -> None:
        await client.begin(calls, call="total([4, 5])")
        await client.stop()
        assert await client.stops("continue") == ("end", 8)
        assert (await client.locals())["(return)"] == "18"
        await client.ask("continue", threadId=1)
        assert await client.event("exited") == {"exitCode": 0}
        await client.event("terminated")
        assert await client.refused("next", threadId=1) == "the imagined run is over"
        await client.ask("restart")
        assert await client.stop() == ("entry", 4)

    play(scenario)


def test_a_run_that_does_not_stay_at_its_end_terminates(calls: str) -> None:
    async def scenario(client: DebugClient) -> None:
        await client.begin(calls, call="total([4, 5])", stopOnEntry=False, stopAtEnd=False)
        await client.event("terminated")

    play(scenario)


def test_a_predicted_exception_stops_and_is_described(tmp_path: Path) -> None:
    path = tmp_path / "raising.py"
    path.write_text(RAISING)

    async def scenario(client: DebugClient) -> None:
        await client.begin(str(path), call="f([1, 2])", stopOnEntry=False)
        assert await client.stop() == ("exception", 3)
        info = await client.ask("exceptionInfo", threadId=1)
        assert info["exceptionId"] == "IndexError"
        assert info["description"] == "IndexError('list index out of range') (predicted)"
        assert await client.stops("stepBack") == ("step", 3)
        assert "does not stand" in await client.refused("exceptionInfo", threadId=1)

    play(scenario)


def test_a_variable_that_is_set_forks_the_run(calls: str) -> None:
    async def scenario(client: DebugClient) -> None:
        await client.begin(calls, call="total([4, 5])", breakpoints=[{"line": 7}])
        await client.stop()
        await client.stops("continue")
        frame = (await client.ask("stackTrace", threadId=1))["stackFrames"][0]["id"]
        scope = (await client.ask("scopes", frameId=frame))["scopes"][0]["variablesReference"]
        answer = await client.ask("setVariable", variablesReference=scope, name="result", value="10 * item")
        assert answer["value"] == "40"
        assert await client.ask("evaluate", expression="result + 2", frameId=frame, context="watch") == {
            "result": "42",
            "type": "int (computed)",
            "variablesReference": 0,
            "presentationHint": {"kind": "data", "attributes": ["computed"]},
        }
        assert "does not give a value" in await client.refused(
            "setVariable", variablesReference=scope, name="item", value="open('x')"
        )
        await client.ask("setBreakpoints", source={"path": calls}, breakpoints=[])
        await client.stops("continue")
        assert (await client.locals())["(return)"] == "58"

    play(scenario)


def test_a_container_opens_into_its_items_and_takes_new_ones(calls: str) -> None:
    async def scenario(client: DebugClient) -> None:
        await client.begin(calls, call="total([4, [5, 6], {'a': 7}])")
        await client.stop()
        frame = (await client.ask("stackTrace", threadId=1))["stackFrames"][0]["id"]
        scope = (await client.ask("scopes", frameId=frame))["scopes"][0]["variablesReference"]
        (items,) = (await client.ask("variables", variablesReference=scope))["variables"]
        assert (items["value"], items["indexedVariables"]) == ("[4, [5, 6], {'a': 7}]", 3)
        reference = items["variablesReference"]
        page = await client.ask("variables", variablesReference=reference, start=1, count=1, filter="indexed")
        assert [(item["name"], item["value"], item["evaluateName"]) for item in page["variables"]] == [
            ("[1]", "[5, 6]", "items[1]")
        ]
        inner = page["variables"][0]["variablesReference"]
        answer = await client.ask("setVariable", variablesReference=inner, name="[0]", value="50")
        assert answer["value"] == "50"
        assert (await client.locals())["items"] == "[4, [50, 6], {'a': 7}]"

    play(scenario)


def test_the_console_knows_history_forks_and_inverse(calls: str) -> None:
    async def scenario(client: DebugClient) -> None:
        async def say(text: str) -> str:
            return str((await client.ask("evaluate", expression=text, context="repl"))["result"])

        await client.begin(calls, call="total([4, 5])", breakpoints=[{"line": 7}])
        await client.stop()
        await client.stops("continue")
        assert await say("result = 100") == "100"
        await client.ask("setBreakpoints", source={"path": calls}, breakpoints=[])
        await client.stops("continue")
        assert await say(".history result") == "frame 2: 0\nframe 3: 100\nframe 7: 108\nframe 12: 118"
        assert await say(".forks") == "0: main: ...\n1: result = 100: returned 118"
        assert (await say(".inverse 22")).startswith("total([")
        assert await say(".fork 0") == "run 0: main"
        assert await client.stop() == ("goto", 7)
        assert ".forks" in await say(".help")

    play(scenario)


def test_goto_puts_control_on_another_line(calls: str) -> None:
    async def scenario(client: DebugClient) -> None:
        await client.begin(calls, call="total([4, 5])")
        await client.stop()
        await client.stops("next")
        assert await client.ask("gotoTargets", source={"path": calls}, line=2) == {"targets": []}
        (target,) = (await client.ask("gotoTargets", source={"path": calls}, line=8))["targets"]
        await client.stops("next")
        await client.stops("next")
        assert await client.stops("goto", targetId=target["id"]) == ("goto", 8)
        await client.stops("continue")
        assert (await client.locals())["(return)"] == "0"

    play(scenario)


def test_a_step_may_choose_the_call_it_goes_into(tmp_path: Path) -> None:
    path = tmp_path / "two.py"
    path.write_text("def a(n):\n    return n\n\ndef b(n):\n    return n\n\ndef f():\n    return a(1) + b(2)\n")

    async def scenario(client: DebugClient) -> None:
        await client.begin(str(path), call="f()")
        await client.stop()
        await client.stops("next")
        frame = (await client.ask("stackTrace", threadId=1))["stackFrames"][0]["id"]
        targets = (await client.ask("stepInTargets", frameId=frame))["targets"]
        assert [target["label"] for target in targets] == ["a", "b"]
        assert await client.stops("stepIn", targetId=targets[1]["id"]) == ("step", 5)

    play(scenario)


def test_breakpoints_are_settled_on_code_and_say_what_is_wrong(calls: str) -> None:
    async def scenario(client: DebugClient) -> None:
        await client.begin(calls, call="total([4])")
        await client.stop()
        asked = [{"line": 3}, {"line": 99}, {"line": 7, "condition": "1 +"}, {"line": 7, "hitCondition": "often"}]
        answer = await client.ask("setBreakpoints", source={"path": calls}, breakpoints=asked)
        assert [(point["verified"], point.get("line")) for point in answer["breakpoints"]] == [
            (True, 5), (False, None), (False, 7), (False, 7),
        ]  # fmt: skip
        assert answer["breakpoints"][2]["message"] == "'1 +' is not a Python expression"

    play(scenario)


def test_all_kinds_of_breakpoints_stop(calls: str) -> None:
    async def scenario(client: DebugClient) -> None:
        await client.begin(calls, call="total([4, 5, 6])")
        await client.stop()
        await client.ask("setFunctionBreakpoints", breakpoints=[{"name": "double", "condition": "n > 4"}])
        assert await client.stops("continue") == ("function breakpoint", 2)
        assert (await client.locals())["n"] == "5"
        await client.ask("setFunctionBreakpoints", breakpoints=[])
        frames = (await client.ask("stackTrace", threadId=1))["stackFrames"]
        info = await client.ask("dataBreakpointInfo", name="result", frameId=frames[1]["id"])
        await client.ask("setDataBreakpoints", breakpoints=[{"dataId": info["dataId"]}])
        assert await client.stops("continue") == ("data breakpoint", 6)
        assert (await client.locals())["result"] == "18"
        assert (await client.ask("dataBreakpointInfo", name="nothing"))["dataId"] is None
        lines = [{"line": 7, "logMessage": "item {item}"}]
        await client.ask("setBreakpoints", source={"path": calls}, breakpoints=lines)
        assert await client.stops("continue") == ("data breakpoint", 6)
        assert any((m.get("body") or {}).get("output") == "item 6\n" for m in client.seen)

    play(scenario)


def test_a_long_move_shows_progress_and_can_be_ended(calls: str) -> None:
    async def scenario(client: DebugClient) -> None:
        await client.ask("initialize", supportsProgressReporting=True)
        await client.ask("launch", program=calls, call="total([4])")
        await client.ask("configurationDone")
        progress = await client.event("progressStart")
        assert progress["cancellable"]
        assert (await client.ask("threads"))["threads"][0]["id"] == 1
        assert "has to wait" in await client.refused("stackTrace", threadId=1)
        await client.ask("cancel", progressId=progress["progressId"])
        assert (await client.stop())[0] == "pause"
        assert await client.event("progressEnd") == {"progressId": progress["progressId"]}
        await client.ask("continue", threadId=1)
        await client.ask("pause", threadId=1)
        assert (await client.stop())[0] == "pause"
        await client.ask("continue", threadId=1)
        await client.ask("terminate")
        await client.event("terminated")

    play(scenario, Slow())


def test_what_a_client_asks_too_late_is_refused_without_a_notice(calls: str) -> None:
    async def scenario(client: DebugClient) -> None:
        await client.begin(calls, call="total([4])")
        await client.stop()
        frame = (await client.ask("stackTrace", threadId=1))["stackFrames"][0]["id"]
        scope = (await client.ask("scopes", frameId=frame))["scopes"][0]["variablesReference"]
        await client.stops("next")
        late = await client.answer(client.send("variables", {"variablesReference": scope}))
        assert (late["success"], late["body"]["error"]["showUser"]) == (False, False)
        wrong = await client.answer(client.send("setExpression", {"expression": "result", "value": "1 +"}))
        assert (wrong["success"], wrong["body"]["error"]["showUser"]) == (False, True)

    play(scenario)


class Objects(ReplayPredictor):
    """Replays a run; asked for an expression, knows the attribute."""

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        name, _, expression = (request.prefix[-1].source if request.prefix else "").strip().partition(" = ")
        if name != "watched":
            async for item in super().predict(request):
                yield item
            return
        await asyncio.sleep(PROGRESS_AFTER_S * 2)
        last = request.prefix[-1]
        assert expression == "box.size"
        yield replace(last, locals={**last.locals, name: Value("3", Origin.PREDICTED, 0.6)})


def test_what_is_not_known_of_an_object_is_asked_for_when_it_is_opened(
    tmp_path: Path, record: Callable[..., Trace]
) -> None:
    source = (
        "class Box:\n    def __init__(self):\n        self.size = 3\n\n"
        "def f():\n    box = Box()\n    n = box.size\n    return n\n"
    )
    path = tmp_path / "box.py"
    path.write_text(source)
    trace = record(source, call="f()", file=str(path.resolve()))

    async def scenario(client: DebugClient) -> None:
        await client.ask("initialize", adapterID="deskcheck", supportsProgressReporting=True)
        await client.ask("launch", program=str(path), call="f()", stopOnEntry=True)
        await client.ask("configurationDone")
        await client.stop()
        await client.stops("next")
        await client.stops("next")
        frame = (await client.ask("stackTrace", threadId=1))["stackFrames"][0]["id"]
        scope = (await client.ask("scopes", frameId=frame))["scopes"][0]["variablesReference"]
        (box,) = (await client.ask("variables", variablesReference=scope))["variables"]
        (size,) = (await client.ask("variables", variablesReference=box["variablesReference"]))["variables"]
        assert (size["name"], size["presentationHint"]["lazy"], size["evaluateName"]) == ("size", True, "box.size")
        (known,) = (await client.ask("variables", variablesReference=size["variablesReference"]))["variables"]
        assert (known["name"], known["value"]) == ("size", "3  (imagined, 60 % sure)")
        assert known["presentationHint"] == {"kind": "virtual", "attributes": ["predicted", "unsure"]}
        progress = await client.event("progressStart")
        assert progress["title"] == "Asking the model"
        await client.event("progressEnd")
        waiting = client.send("evaluate", {"expression": "box.size", "context": "hover", "frameId": frame})
        progress = await client.event("progressStart")
        await client.ask("cancel", progressId=progress["progressId"])
        assert (await client.answer(waiting))["message"] == "cancelled"
        assert [problem for m in client.seen for problem in problems(m)] == []

    play(scenario, Objects(trace))


def test_an_unsure_prediction_ends_the_run_until_one_goes_on_and_can_be_stopped_at(
    calls: str, record: Callable[..., Trace]
) -> None:
    trace = record(Path(calls).read_text(), call="total([4, 5])", file=calls)

    async def scenario(client: DebugClient) -> None:
        await client.begin(calls, call="total([4, 5])", minimumConfidence=0.5)
        await client.stop()
        await client.ask("setExceptionBreakpoints", filters=["unsure"])
        assert (await client.stops("continue"))[0] == "end"
        assert (await client.stops("continue"))[0] == "exception"
        info = await client.ask("exceptionInfo", threadId=1)
        assert (info["exceptionId"], info["breakMode"]) == ("unsure prediction", "always")
        await client.ask("setExceptionBreakpoints", filters=[])
        assert (await client.stops("continue"))[0] == "end"
        assert (await client.locals())["(return)"] == "18  (40 % sure)"

    play(scenario, ReplayPredictor(trace, confidence=0.4))


def test_calls_are_passed_over_in_one_jump_where_that_is_asked_for(calls: str) -> None:
    async def scenario(client: DebugClient) -> None:
        assert "choose hidden or jump" in await _refused_launch(client, calls, stepOver="leap")
        await client.ask("launch", program=calls, call="total([4])", stopOnEntry=True, stepOver="jump")
        await client.ask("configurationDone")
        await client.stop()
        said = await client.ask("evaluate", expression=".over", context="repl")
        assert said["result"] == "step over: hidden stepping"

    play(scenario)


async def _refused_launch(client: DebugClient, program: str, **launch: Any) -> str:
    await client.ask("initialize", adapterID="deskcheck")
    return await client.refused("launch", program=program, call="total([4])", **launch)


def test_an_expression_that_waits_for_the_model_is_cancelled_alone(calls: str) -> None:
    async def scenario(client: DebugClient) -> None:
        await client.begin(calls, call="total([4])")
        await client.stop()
        waiting = client.send("evaluate", {"expression": "hash(items[0]) + id(items)", "context": "repl"})
        assert (await client.ask("threads"))["threads"]
        await client.ask("cancel", requestId=waiting)
        assert (await client.answer(waiting))["message"] == "cancelled"
        assert await client.stops("next") == ("step", 6)

    play(scenario, Slow())


@pytest.mark.parametrize(
    ("launch", "words"),
    [
        ({}, "names no program"),
        ({"program": "nowhere.py"}, "cannot read"),
        ({"program": "CALLS", "function": "totl"}, "did you mean 'total'?"),
        ({"program": "CALLS", "call": "total("}, "is not a Python expression"),
        ({"program": "CALLS", "call": "total([1])", "mode": "compare"}, "mode 'compare' is not available"),
        ({"program": "CALLS", "call": "total([1])", "maxFrames": -1}, "maxFrames is -1"),
    ],
)
def test_a_launch_that_cannot_be_done_says_why(calls: str, launch: dict[str, Any], words: str) -> None:
    async def scenario(client: DebugClient) -> None:
        await client.ask("initialize")
        arguments = {name: calls if value == "CALLS" else value for name, value in launch.items()}
        assert words in await client.refused("launch", **arguments)
        await client.ask("launch", program=calls, call="total([1])")

    play(scenario)


async def _states(client: DebugClient, calls: str, state: str) -> None:
    if state == "new":
        return
    await client.ask("initialize", adapterID="deskcheck")
    if state == "initialized":
        return
    await client.ask("launch", program=calls, call="total([4, 5])", stopOnEntry=state != "running")
    if state == "launched":
        return
    await client.ask("configurationDone")
    if state == "running":
        return
    await client.stop()
    if state == "over":
        await client.ask("terminate")


@pytest.mark.parametrize("state", ["new", "initialized", "launched", "running", "stopped", "over"])
def test_every_request_is_answered_once_in_every_state(calls: str, state: str) -> None:
    seconds: list[float] = []

    async def one(command: str, arguments: Any) -> None:
        async def scenario(client: DebugClient) -> None:
            await _states(client, calls, state)
            asked_at = time.monotonic()
            seq = client.send(command, arguments)
            await client.answer(seq)
            answered_at = time.monotonic()
            await client.answer(client.send("threads"))
            await asyncio.sleep(0)
            answers = [m for m in client.seen if m["type"] == "response" and m["request_seq"] == seq]
            assert len(answers) == 1
            assert [problem for m in client.seen for problem in problems(m) if m.get("command") in REQUESTS] == []
            assert [problem for m in client.seen if m["type"] == "event" for problem in problems(m)] == []
            seconds.append(answered_at - asked_at)

        for _ in range(2):  # where the machine was busy, once more
            async with connected(lambda _arguments: Slow() if state == "running" else Foreseeing()) as client:
                await scenario(client)
            if seconds[-1] < 2.0:
                return
        raise AssertionError(f"{command} took {seconds[-1]:.1f} s")

    async def all_of_them() -> None:
        for command in sorted(REQUESTS - {"disconnect"}):
            for arguments in (None, {}, {"threadId": 1, "frameId": 99, "variablesReference": 99, "targetId": 99}, []):
                await one(command, arguments)

    asyncio.run(all_of_them())
    print(f"{state}: {len(seconds)} requests, the slowest answered after {max(seconds):.3f} s")


@pytest.mark.parametrize("state", ["new", "initialized", "launched", "running", "stopped", "over"])
def test_a_client_can_leave_in_every_state(calls: str, state: str) -> None:
    async def scenario(client: DebugClient) -> None:
        await _states(client, calls, state)
        await client.ask("disconnect")

    play(scenario, Slow() if state == "running" else None)


def play_random_messages(calls: str, seed: int, n_messages: int) -> None:
    """Send random requests; each is answered once, whatever its arguments and whenever it comes."""
    chance = random.Random(seed)
    values: list[Any] = [None, 0, 1, -1, 2**40, "", "x", "items", calls, [], {}, [{}], {"path": calls}, True, 7, 3.5]
    names = [
        *("threadId", "frameId", "variablesReference", "targetId", "expression", "context", "name", "value", "line"),
        *("source", "breakpoints", "filters", "program", "call", "start", "count", "column", "text", "requestId"),
        *("lines", "filterOptions", "dataId", "levels", "startFrame", "granularity", "endLine", "arguments", "mode"),
        *(
            "exceptionOptions",
            "progressId",
            "filter",
            "format",
            "restart",
            "maxFrames",
            "minimumConfidence",
            "stepOver",
        ),
    ]
    moves = ["next", "stepIn", "stepOut", "stepBack", "continue", "reverseContinue"]

    async def scenario(client: DebugClient) -> None:
        if chance.random() < 0.8:
            await client.begin(calls, call="total([4, 5])")
            await client.stop()
        sent = []
        for _ in range(n_messages):
            command = chance.choice([*sorted(REQUESTS - {"disconnect", "terminate"}), *moves, "nonsense", 7, None])
            if chance.random() < 0.05:
                command = "terminate"
            arguments = {name: chance.choice(values) for name in chance.sample(names, chance.randint(0, 6))}
            sent.append(client.send(command, chance.choice([arguments, arguments, arguments, None, [], "x"])))
            if chance.random() < 0.5:
                await client.answer(sent[-1])
        if chance.random() < 0.2:
            sent.append(client.send("disconnect"))
        for seq in sent:
            await client.answer(seq)
        answered = [m["request_seq"] for m in client.seen if m["type"] == "response"]
        assert len(answered) == len(set(answered))
        seqs = [m["seq"] for m in client.seen]
        assert seqs == list(range(1, len(seqs) + 1))
        assert not [m for m in client.seen if "inside deskcheck" in str(m.get("message"))]

    play(scenario)


@pytest.mark.parametrize("seed", range(3))
def test_random_messages_never_hang_or_end_a_session(calls: str, seed: int) -> None:
    play_random_messages(calls, seed, N_RANDOM_MESSAGES)


def test_many_short_random_sessions_are_answered(calls: str) -> None:
    for seed in range(N_RANDOM_SESSIONS):
        play_random_messages(calls, 1_000 + seed, 15)


def test_a_long_run_is_paged_and_reversed(tmp_path: Path) -> None:
    source = "def f(n):\n    while True:\n        n += 1\n"
    path = tmp_path / "long.py"
    path.write_text(source)
    name = str(path.resolve())
    frames = [TraceFrame(TraceEvent.CALL, "f", name, 1, "def f(n):", 0, 0, {"n": Value("0")})]
    frames += [
        TraceFrame(TraceEvent.LINE, "f", name, 2 + at % 2, "", 0, 0, {"n": Value(str(at // 2))}) for at in range(9_000)
    ]
    trace = Trace(tuple(frames), Outcome.LIMIT, None, Origin.RECORDED, name, "f", "f(0)", "call")

    async def scenario(client: DebugClient) -> None:
        await client.begin(name, call="f(0)", breakpoints=[{"line": 3, "condition": "n == 4000"}], stopOnEntry=False)
        assert await client.stop() == ("breakpoint", 3)
        assert (await client.locals())["n"] == "4000"
        assert (await client.stops("reverseContinue"))[0] == "entry"

    play(scenario, ReplayPredictor(trace))


def test_frames_survive_odd_framing(calls: str) -> None:
    async def read(data: bytes) -> list[Any]:
        reader = asyncio.StreamReader(limit=1 << 20)
        reader.feed_data(data)
        reader.feed_eof()
        return [message async for message in messages(reader)]

    good = encoded({"seq": 1, "x": "é\U0001f600"})
    lower = good.replace(b"Content-Length: ", b"content-length:  ")
    bad = b"Content-Length: 3\r\n\r\n{]}" + b"X-Other: 1\r\nContent-Length: 2\r\n\r\n[]"
    long = b"Content-Length: %d\r\n\r\n" % (MAX_MESSAGE_BYTES + 1) + b" " * (MAX_MESSAGE_BYTES + 1)
    found = asyncio.run(read(good + bad + lower + long + good + good[:-1]))
    assert found == [{"seq": 1, "x": "é\U0001f600"}] * 3


@pytest.mark.parametrize(
    ("text", "kind", "parts"),
    [
        ("[1, [2]]", "list", [("[0]", "1"), ("[1]", "[2]")]),
        ("{'a': 1, 2: (3,)}", "dict", [("'a'", "1"), ("2", "(3,)")]),
        ("Point(x=1, y=-2)", "Point", [("x", "1"), ("y", "-2")]),
        ("<Foo object>", "Foo", []),
        ("'text'", "str", []),
        ("set()", "set", []),
        ("nonsense of sorts", "", []),
    ],
)
def test_a_repr_opens_into_its_parts(text: str, kind: str, parts: list[tuple[str, str]]) -> None:
    inside = structure(text)
    assert [(part.name, part.text) for part in inside.parts] == parts
    assert inside.type == kind


def test_a_page_of_a_long_list_costs_what_the_page_holds() -> None:
    inside = structure(str(list(range(100_000))))
    assert (len(inside.parts), [part.text for part in inside.parts[50_000:50_002]]) == (100_000, ["50000", "50001"])
    assert inside.parts[-1].name == "[99999]"


def test_a_part_is_replaced_in_lists_dicts_and_fields_alone() -> None:
    assert with_part("Point(x=1, y=[2, 3])", ("x",), "5") == "Point(x=5, y=[2, 3])"
    assert with_part("Point(x=1, y=[2, 3])", ("y", "[1]"), "5") == "Point(x=1, y=[2, 5])"
    assert with_part("{'a': [1, 2]}", ("'a'", "[1]"), "5") == "{'a': [1, 5]}"
    with pytest.raises(DeskcheckError):
        with_part("(1, 2)", ("[0]",), "5")


def test_the_process_answers_on_its_streams_and_ends_with_its_client(calls: str, tmp_path: Path) -> None:
    environment = {**os.environ, "DESKCHECK_RUNTIME_DIR": str(tmp_path / "run")}
    requests = [
        {"seq": 1, "type": "request", "command": "initialize", "arguments": {"adapterID": "x"}},
        {"seq": 2, "type": "request", "command": "disconnect"},
    ]
    done = subprocess.run(
        [sys.executable, "-m", "model_runtime", "dap"],
        input=b"".join(map(encoded, requests)),
        capture_output=True,
        timeout=60,
        env=environment,
        check=False,
    )
    found = [json.loads(part.partition(b"\r\n\r\n")[2]) for part in done.stdout.split(b"Content-Length") if part]
    assert [m.get("command", m.get("event")) for m in found] == ["initialize", "initialized", "disconnect"]
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("launch", "words"),
    [
        ({"device": "tpu"}, "device is 'tpu': choose auto, cpu or cuda"),
        ({"quantization": 4}, "quantization is 4: choose none, bf16, int8 or nf4"),
        ({"engine": "remote"}, "'' is no address of a server"),
        ({"engine": "remote", "server": {"url": "http://me:secret@big"}}, "the address holds a password"),
        ({"engine": "remote", "server": {"url": "http://big", "timeout": "long"}}, "are seconds, that is numbers"),
    ],
)
def test_a_launch_that_names_no_model_that_can_be_had_is_refused_in_words(launch: dict[str, Any], words: str) -> None:
    with pytest.raises(DeskcheckError, match=words):
        _open_predictor(launch)
