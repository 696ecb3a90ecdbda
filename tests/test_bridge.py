"""Real debugpy sessions: the same scenarios with debugpy alone and through a bridge, and what only a bridge has."""

import asyncio
import contextlib
import functools
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from bridge_client import Foretelling, launch, plain_debugpy, scopes, stopped, through_a_bridge
from debug_client import DebugClient

from debug_adapter.bridge import REFUSED
from debug_adapter.protocol import REQUESTS

pytestmark = pytest.mark.timeout(180)
WAYS = {"plain": plain_debugpy, "bridge": through_a_bridge}
PROGRAM = """\
import sys


def add(a, b):
    c = a + b  # @add
    return c


def work(n):
    total = 0  # @work
    for i in range(n):  # @loop
        total = add(total, i)  # @call
    label = str(total)  # @label
    return label


def fail(n):
    return 1 // n  # @fail


print(work(4))
if "fail" in sys.argv:
    fail(0)
"""


def line_of(name: str, source: str = PROGRAM) -> int:
    return next(n for n, line in enumerate(source.split("\n"), 1) if line.endswith(f"# @{name}"))


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM)
    return path


def session(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Let a coroutine be a test."""

    @functools.wraps(test)
    def run(*arguments: Any, **named: Any) -> None:
        asyncio.run(test(*arguments, **named))

    return run


# ---------------------------------------------------------------- with debugpy alone and through a bridge


@pytest.mark.parametrize("way", WAYS)
@session
async def test_a_breakpoint_is_hit_and_the_program_ends(program: Path, way: str) -> None:
    async with WAYS[way]() as client:
        await launch(client, program, lines=(line_of("label"),))
        assert (await stopped(client))[:2] == ("breakpoint", line_of("label"))
        assert (await scopes(client, 1))["Locals"] == {"i": "3", "n": "4", "total": "6"}
        await client.ask("continue", threadId=1)
        assert (await client.event("exited"))["exitCode"] == 0
        await client.event("terminated")
        assert client.said("stdout").strip() == "6"
        await client.ask("disconnect")


@pytest.mark.parametrize("way", WAYS)
@session
async def test_steps_go_in_over_and_out(program: Path, way: str) -> None:
    async with WAYS[way]() as client:
        await launch(client, program, lines=(line_of("call"),))
        await stopped(client)
        lines = []
        for command in ("stepIn", "next", "stepOut", "next", "next"):
            await client.ask(command, threadId=1)
            lines.append((await stopped(client))[1])
        add, call, loop = line_of("add"), line_of("call"), line_of("loop")
        assert lines == [add, add + 1, call, loop, call]
        await client.ask("disconnect", terminateDebuggee=True)


@pytest.mark.parametrize("way", WAYS)
@session
async def test_conditions_hit_counts_and_log_points_are_kept(program: Path, way: str) -> None:
    points = [
        {"line": line_of("add"), "condition": "b == 2"},
        {"line": line_of("call"), "logMessage": "i is {i}"},
        {"line": line_of("loop"), "hitCondition": "5"},
    ]
    async with WAYS[way]() as client:
        await launch(client, program, breakpoints=points)
        assert (await stopped(client))[:2] == ("breakpoint", line_of("add"))
        assert (await scopes(client, 1))["Locals"]["b"] == "2"
        await client.ask("continue", threadId=1)
        assert (await stopped(client))[:2] == ("breakpoint", line_of("loop"))
        await client.ask("continue", threadId=1)
        await client.event("terminated")
        said = "".join(event["body"]["output"] for event in client._events("output"))
        assert [n for n in range(4) if f"i is {n}" in said] == [0, 1, 2, 3]
        await client.ask("disconnect")


@pytest.mark.parametrize("way", WAYS)
@session
async def test_function_breakpoints_evaluation_and_setting_a_variable(program: Path, way: str) -> None:
    async with WAYS[way]() as client:
        await launch(client, program, lines=(line_of("loop"),))
        await stopped(client)
        top = (await client.ask("stackTrace", threadId=1))["stackFrames"][0]["id"]
        assert (await client.ask("evaluate", expression="n * 10", frameId=top, context="watch"))["result"] == "40"
        reference = (await client.ask("scopes", frameId=top))["scopes"][0]["variablesReference"]
        assert (await client.ask("setVariable", variablesReference=reference, name="n", value="2"))["value"] == "2"
        await client.ask("setBreakpoints", source={"path": str(program)}, breakpoints=[])
        await client.ask("setFunctionBreakpoints", breakpoints=[{"name": "add"}])
        await client.ask("continue", threadId=1)
        assert (await stopped(client))[:2] == ("function breakpoint", line_of("add") - 1)
        await client.ask("setFunctionBreakpoints", breakpoints=[])
        await client.ask("continue", threadId=1)
        await client.event("terminated")
        assert client.said("stdout").strip() == "1"
        await client.ask("disconnect")


@pytest.mark.parametrize("way", WAYS)
@session
async def test_an_uncaught_exception_stops_with_its_type(program: Path, way: str) -> None:
    async with WAYS[way]() as client:
        await launch(client, program, args=["fail"], filters=["uncaught"])
        assert (await stopped(client))[:2] == ("exception", line_of("fail"))
        about = await client.ask("exceptionInfo", threadId=1)
        assert (about["exceptionId"], about["breakMode"]) == ("ZeroDivisionError", "unhandled")
        await client.ask("continue", threadId=1)
        assert (await client.event("exited"))["exitCode"] == 1
        await client.ask("disconnect")


@pytest.mark.parametrize("way", WAYS)
@session
async def test_a_program_that_is_not_there_fails_the_launch_or_ends(tmp_path: Path, way: str) -> None:
    async with WAYS[way]() as client:
        await client.ask("initialize", adapterID="deskcheck")
        started = client.send("launch", {"mode": "compare", "program": str(tmp_path / "none.py"), "cwd": "/nowhere"})
        assert not (await client.answer(started))["success"]
        await client.ask("disconnect")


@pytest.mark.parametrize("way", WAYS)
@session
async def test_the_number_of_a_breakpoint_stays_the_same(program: Path, way: str) -> None:
    async with WAYS[way]() as client:
        await launch(client, program, lines=(line_of("label"), line_of("call")))
        answer = next(m for m in client.seen if m.get("command") == "setBreakpoints")
        ids = [item["id"] for item in answer["body"]["breakpoints"]]
        hit = []
        for _ in range(5):
            hit += (await client.event("stopped"))["hitBreakpointIds"]
            await client.ask("stackTrace", threadId=1)
            await client.ask("scopes", frameId=(await client.ask("stackTrace", threadId=1))["stackFrames"][0]["id"])
            await client.ask("continue", threadId=1)
        assert hit == [ids[1]] * 4 + [ids[0]]
        await client.event("terminated")
        await client.ask("disconnect")


CHILD = """\
import subprocess, sys
if len(sys.argv) > 1:
    value = 41
    print(value)  # @child
else:
    subprocess.run([sys.executable, __file__, "child"])
"""


@pytest.mark.parametrize("way", WAYS)
@session
async def test_a_child_process_can_be_debugged(tmp_path: Path, way: str) -> None:
    program = tmp_path / "parent.py"
    program.write_text(CHILD)
    line = line_of("child", CHILD)
    async with WAYS[way]() as client:
        await launch(client, program, lines=(line,), subProcess=True)
        await debug_child(await client.event("debugpyAttach"), program)
        await client.event("terminated")
        await client.ask("disconnect")


@pytest.mark.parametrize("way", WAYS)
@session
async def test_a_client_that_can_start_sessions_is_asked_to_debug_the_child(tmp_path: Path, way: str) -> None:
    program = tmp_path / "parent.py"
    program.write_text(CHILD)
    async with WAYS[way]() as client:
        await client.ask("initialize", adapterID="deskcheck", linesStartAt1=True, supportsStartDebuggingRequest=True)
        arguments = {"mode": "compare", "program": str(program), "console": "internalConsole", "subProcess": True}
        started = client.send("launch", arguments)
        await client.event("initialized")
        await client.ask("configurationDone")
        assert (await client.answer(started))["success"]
        asked = await client.asked("startDebugging")
        client.reply(asked)
        await debug_child(asked["arguments"]["configuration"], program)
        await client.event("terminated")
        await client.ask("disconnect")


async def debug_child(attach: dict[str, Any], program: Path) -> None:
    """Attach to a child process where a session of its parent says, stop in it, and let it end."""
    line = line_of("child", CHILD)
    reader, writer = await asyncio.open_connection(attach["connect"]["host"], attach["connect"]["port"])
    child = DebugClient(reader, writer.write)
    await child.ask("initialize", adapterID="deskcheck")
    started = child.send("attach", attach)
    await child.event("initialized")
    await child.ask("setBreakpoints", source={"path": str(program)}, breakpoints=[{"line": line}])
    await child.ask("configurationDone")
    assert (await child.answer(started))["success"]
    reason, at, thread = await stopped(child)
    assert (reason, at) == ("breakpoint", line)
    await child.ask("continue", threadId=thread)
    await child.event("terminated")
    writer.close()
    child.close()


# ---------------------------------------------------------------- requests that debugpy never answers


def _states() -> list[str]:
    return ["before", "initialized", "stopped", "running", "over"]


@pytest.mark.parametrize("state", _states())
@session
async def test_every_request_gets_one_answer_in_every_state(tmp_path: Path, state: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.replace("print(work(4))", "print(work(4))\nimport time\ntime.sleep(60)"))
    async with through_a_bridge(is_real=True) as client:
        if state == "initialized":
            await client.ask("initialize", adapterID="deskcheck")
        elif state != "before":
            await launch(client, program, lines=(line_of("label"),))
            await stopped(client)
        if state in ("running", "over"):
            await client.ask("continue", threadId=1)
        if state == "over":
            await client.ask("terminate")
            await client.event("terminated")
        last = (
            "continue",
            "goto",
            "next",
            "stepIn",
            "stepOut",
            "terminate",
            "launch",
            "attach",
            "initialize",
            "disconnect",
        )
        numbers = []
        for command in [*sorted(REQUESTS - set(last)), "nonsense", *last]:
            if state in ("before", "initialized") and command in ("launch", "initialize"):
                continue
            arguments = {"threadId": 1, "frameId": 1, "variablesReference": 1, "source": {"path": str(program)}}
            numbers.append(client.send(command, {**arguments, "breakpoints": [], "filters": [], "expression": "1"}))
        for number in numbers:
            await client.answer(number)  # a restart among them takes as long as a launch
        await asyncio.sleep(0.2)
        answered = [m["request_seq"] for m in client.seen if m["type"] == "response"]
        assert len(answered) == len(set(answered))


@session
async def test_what_debugpy_hangs_on_is_refused_and_the_session_goes_on(program: Path) -> None:
    async with through_a_bridge() as client:
        await launch(client, program, lines=(line_of("label"),))
        await stopped(client)
        for command, words in REFUSED.items():
            assert await client.refused(command, threadId=1) == words
        assert (await scopes(client, 1))["Locals"]["total"] == "6"
        await client.ask("disconnect", terminateDebuggee=True)


# ---------------------------------------------------------------- predicted beside real


@session
async def test_predicted_values_stand_beside_the_real_ones(program: Path) -> None:
    async with through_a_bridge() as client:
        await launch(client, program, lines=(line_of("work"),))
        await stopped(client)
        first = await scopes(client, 1)
        assert list(first)[:2] == ["Locals", "Predicted"]
        assert first["Predicted"]["(next)"] == f"line {line_of('loop')}: total = 0"
        for _ in range(2):
            await client.ask("next", threadId=1)
            await stopped(client)
        shown = (await scopes(client, 1))["Predicted"]
        assert {name: shown[name] for name in ("n", "total", "i")} == {
            "n": "4  (match)",
            "total": "0  (match)",
            "i": "0  (match)",
        }
        body = await client.ask("deskcheck/score")
        assert (body["steps"], body["agreed"], body["partings"]) == (2, 2, 0)
        await client.ask("disconnect", terminateDebuggee=True)


@session
async def test_the_predicted_scope_is_expensive_and_last_to_be_changed(program: Path) -> None:
    async with through_a_bridge() as client:
        await launch(client, program, lines=(line_of("work"),))
        await stopped(client)
        top = (await client.ask("stackTrace", threadId=1))["stackFrames"][0]["id"]
        ours = (await client.ask("scopes", frameId=top))["scopes"][1]
        assert (ours["name"], ours["expensive"]) == ("Predicted", True)
        refusal = await client.refused(
            "setVariable", variablesReference=ours["variablesReference"], name="n", value="1"
        )
        assert "imagine from here" in refusal
        await client.ask("disconnect", terminateDebuggee=True)


@session
async def test_a_divergence_is_announced_once_with_its_line(program: Path) -> None:
    wrong = Foretelling({("# @label", "total"): "99"})
    async with through_a_bridge(wrong) as client:
        await launch(client, program, lines=(line_of("work"),))
        await stopped(client)
        await client.ask("continue", threadId=1)
        told = await client.event("deskcheckDivergence")
        assert (told["kind"], told["names"], told["line"]) == ("value", ["total"], line_of("label"))
        assert (told["predicted"], told["recorded"], told["first"]) == ("99", "6", True)
        await client.event("terminated")
        said = [e["body"] for e in client._events("output") if "divergence at" in e["body"]["output"]]
        assert [(item["line"], item["source"]["path"]) for item in said] == [(line_of("loop"), str(program))]
        assert len(client._events("deskcheckDivergence")) == 1
        assert "1 divergence" in client.said("console")
        await client.ask("disconnect")


@session
async def test_the_filter_stops_where_the_prediction_was_wrong(program: Path) -> None:
    wrong = Foretelling({("# @call", "i"): "77"})
    async with through_a_bridge(wrong) as client:
        await launch(client, program, lines=(), function="work", filters=["divergence"])
        event = await client.event("stopped")
        assert (event["reason"], event["text"]) == ("exception", "i predicted 77, is 0")
        assert (await scopes(client, 1))["Predicted"]["i"] == "77  (mismatch: 0)"
        assert (await client.ask("exceptionInfo", threadId=1))["description"] == "i predicted 77, is 0"
        await client.ask("setExceptionBreakpoints", filters=[])
        await client.ask("continue", threadId=1)
        await client.event("terminated")
        assert client.said("stdout").strip() == "6"
        await client.ask("disconnect")


@session
async def test_a_call_is_predicted_from_its_real_arguments(program: Path) -> None:
    predictor = Foretelling()
    async with through_a_bridge(predictor) as client:
        await launch(client, program, lines=(line_of("label"),), function="work")
        await stopped(client)
        assert predictor.requests[0].call == "work(n=4)"
        assert (await client.ask("deskcheck/score"))["partings"] == 0
        await client.ask("disconnect", terminateDebuggee=True)


@session
async def test_after_the_client_changed_a_value_the_prediction_begins_anew(program: Path) -> None:
    async with through_a_bridge() as client:
        await launch(client, program, lines=(line_of("loop"),))
        await stopped(client)
        top = (await client.ask("stackTrace", threadId=1))["stackFrames"][0]["id"]
        reference = (await client.ask("scopes", frameId=top))["scopes"][0]["variablesReference"]
        await client.ask("setVariable", variablesReference=reference, name="total", value="50")
        await client.ask("next", threadId=1)
        await stopped(client)
        assert (await scopes(client, 1))["Predicted"]["total"] == "50  (match)"
        assert (await client.ask("deskcheck/score"))["partings"] == 0
        await client.ask("disconnect", terminateDebuggee=True)


@session
async def test_a_slow_prediction_holds_up_nothing(program: Path) -> None:
    async with through_a_bridge(Foretelling(slow_s=30)) as client:
        await launch(client, program, lines=(line_of("work"),))
        await stopped(client)
        began = asyncio.get_running_loop().time()
        assert (await scopes(client, 1))["Predicted"]["(next)"] == "not known yet"
        for _ in range(3):
            await client.ask("next", threadId=1)
            await stopped(client)
        assert asyncio.get_running_loop().time() - began < 15
        await client.ask("disconnect", terminateDebuggee=True)


@session
async def test_a_client_is_told_of_predicted_values_that_came_late(program: Path) -> None:
    async with through_a_bridge(Foretelling(slow_s=4)) as client:
        await launch(client, program, lines=(line_of("work"),))
        await stopped(client)
        assert (await scopes(client, 1))["Predicted"]["(next)"] == "not known yet"
        assert (await client.event("invalidated"))["areas"] == ["variables"]
        assert (await scopes(client, 1))["Predicted"]["(next)"] != "not known yet"
        await client.ask("disconnect", terminateDebuggee=True)


@session
async def test_values_are_shown_as_recorded_runs_show_them(tmp_path: Path) -> None:
    source = (
        "class A:\n    pass\n\n\ndef f(x):\n    a = A()\n    s = {'b', 'a', 'c'}\n    return a\n\n\nf([1.0, True])\n"
    )
    program = tmp_path / "program.py"
    program.write_text(source)
    async with through_a_bridge() as client:
        await launch(client, program, lines=(8,))
        await stopped(client)
        held = {item["name"]: item["recorded"] for item in (await client.ask("deskcheck/predicted"))["names"]}
        assert held == {"x": "[1.0, True]", "a": "<__main__.A object at 0x0>", "s": "{'a', 'b', 'c'}"}
        await client.ask("disconnect", terminateDebuggee=True)


@session
async def test_a_stop_inside_a_line_that_called_something_is_no_new_line(program: Path) -> None:
    async with through_a_bridge() as client:
        await launch(client, program, lines=(line_of("call"),), function="work")
        await stopped(client)
        shown = []
        for command in ("stepIn", "stepOut", "next", "continue", "stepIn", "stepOut"):
            await client.ask(command, threadId=1)
            await stopped(client)
            shown.append((await scopes(client, 1))["Predicted"].get("total"))
        assert shown == [None, "0  (match)", "0  (match)", "0  (match)", None, "0  (match)"]
        assert (await client.ask("deskcheck/score"))["partings"] == 0
        await client.ask("disconnect", terminateDebuggee=True)


@session
async def test_stops_at_a_call_and_lines_that_do_not_tell_are_no_divergences(program: Path) -> None:
    silent = {"line": line_of("call"), "hitCondition": "3"}
    async with through_a_bridge() as client:
        await launch(client, program, function="work", breakpoints=[silent, {"line": line_of("label")}])
        await client.ask("setFunctionBreakpoints", breakpoints=[{"name": "add"}])
        reasons = []
        while len(reasons) < 6:
            reason, line, _ = await stopped(client)
            reasons.append((reason, line))
            await client.ask("continue", threadId=1)
        at_call = ("function breakpoint", line_of("add") - 1)
        hit = ("breakpoint", line_of("call"))
        assert reasons == [at_call, at_call, hit, at_call, at_call, ("breakpoint", line_of("label"))]
        await client.event("terminated")
        assert client._events("deskcheckDivergence") == []
        await client.ask("disconnect")


@session
async def test_a_line_with_a_condition_tells_as_others_do(program: Path) -> None:
    asked = [{"line": line_of("call"), "condition": "i == 2  # the third turn"}]
    async with through_a_bridge() as client:
        await launch(client, program, function="work", breakpoints=asked)
        await stopped(client)
        assert (await scopes(client, 1))["Locals"]["i"] == "2"
        body = await client.ask("deskcheck/score")
        assert (body["steps"], body["agreed"]) == (10, 10)  # behind the first line of `work`
        await client.ask("disconnect", terminateDebuggee=True)


@session
async def test_where_a_prediction_begins_the_state_is_given(program: Path) -> None:
    async with through_a_bridge() as client:
        await launch(client, program, lines=(line_of("work"), line_of("loop")))
        await stopped(client)
        assert (await scopes(client, 1))["Predicted"]["n"] == "4  (given: predicted from here on)"
        await client.ask("next", threadId=1)
        await stopped(client)
        assert (await scopes(client, 1))["Predicted"]["n"] == "4  (match)"
        await client.ask("disconnect", terminateDebuggee=True)


# ---------------------------------------------------------------- back, on in imagination, data


@session
async def test_the_real_past_can_be_walked_back_and_forth(program: Path) -> None:
    async with through_a_bridge() as client:
        await launch(client, program, lines=(line_of("work"),))
        await stopped(client)
        for _ in range(4):
            await client.ask("next", threadId=1)
            await stopped(client)
        assert (await scopes(client, 1))["Locals"] == {"n": "4", "total": "0", "i": "1"} | {}
        seen = []
        for command in ("stepBack", "stepBack", "next", "next"):
            await client.ask(command, threadId=1)
            reason, line, _ = await stopped(client)
            seen.append((reason, line, (await scopes(client, 1))["Locals"].get("i")))
        loop, call = line_of("loop"), line_of("call")
        assert [(line, i) for _, line, i in seen] == [(loop, "0"), (call, "0"), (loop, "0"), (call, "1")]
        assert seen[-1][0] == "goto"
        await client.ask("next", threadId=1)
        assert (await stopped(client))[1] == loop
        assert (await scopes(client, 1))["Locals"]["total"] == "1"
        await client.ask("disconnect", terminateDebuggee=True)


@session
async def test_from_a_real_stop_the_future_is_imagined_forked_and_then_compared(program: Path) -> None:
    async with through_a_bridge() as client:
        await launch(client, program, lines=(line_of("label"), line_of("work")))
        await stopped(client)
        answer = await client.ask("deskcheck/imagine")
        assert "the real program waits" in answer["words"]
        await stopped(client)
        for _ in range(2):
            await client.ask("next", threadId=1)
            await stopped(client)
        assert (await scopes(client, 1))["Locals"]["total"] == "0"
        top = (await client.ask("stackTrace", threadId=1))["stackFrames"][0]["id"]
        await client.ask("evaluate", expression="total = 100", context="repl", frameId=top)
        await client.ask("continue", threadId=1)
        assert (await stopped(client))[1] == line_of("label")
        assert (await scopes(client, 1))["Locals"]["total"] == "106"
        await client.ask("deskcheck/real")
        assert (await stopped(client))[:2] == ("goto", line_of("work"))
        await client.ask("continue", threadId=1)
        assert (await stopped(client))[:2] == ("breakpoint", line_of("label"))
        assert (await scopes(client, 1))["Predicted"]["total"] == "6  (match)"
        await client.ask("disconnect", terminateDebuggee=True)


@session
async def test_in_the_middle_of_a_loop_it_is_known_how_far_it_is(program: Path) -> None:
    async with through_a_bridge() as client:
        await launch(client, program, lines=(line_of("call"),), function="work")
        for _ in range(2):
            await stopped(client)
            await client.ask("continue", threadId=1)
        await stopped(client)
        assert (await scopes(client, 1))["Locals"] == {"i": "2", "n": "4", "total": "1"}
        await client.ask("setBreakpoints", source={"path": str(program)}, breakpoints=[{"line": line_of("label")}])
        await client.ask("deskcheck/imagine")
        await stopped(client)
        await client.ask("continue", threadId=1)
        assert (await stopped(client))[1] == line_of("label")
        assert (await scopes(client, 1))["Locals"]["total"] == "6"
        await client.ask("disconnect", terminateDebuggee=True)


@session
async def test_the_same_by_the_console(program: Path) -> None:
    async with through_a_bridge() as client:
        await launch(client, program, lines=(line_of("loop"),))
        await stopped(client)

        async def say(text: str) -> str:
            return str((await client.ask("evaluate", expression=text, context="repl"))["result"])

        assert "1 predictions" in await say(".score")
        assert "next: line" in await say(".predicted")
        assert ".imagine" in await say(".help")
        await say(".imagine")
        await stopped(client)
        await client.ask("next", threadId=1)
        await stopped(client)
        assert "real program" in await say(".real")
        assert (await stopped(client))[1] == line_of("loop")
        assert "already" in await client.refused("evaluate", expression=".real", context="repl")
        await client.ask("disconnect", terminateDebuggee=True)


@session
async def test_a_data_breakpoint_stops_when_the_value_changes(program: Path) -> None:
    async with through_a_bridge() as client:
        await launch(client, program, lines=(line_of("loop"),))
        await stopped(client)
        top = (await client.ask("stackTrace", threadId=1))["stackFrames"][0]["id"]
        reference = (await client.ask("scopes", frameId=top))["scopes"][0]["variablesReference"]
        info = await client.ask("dataBreakpointInfo", variablesReference=reference, name="total")
        await client.ask("setBreakpoints", source={"path": str(program)}, breakpoints=[])
        await client.ask("setDataBreakpoints", breakpoints=[{"dataId": info["dataId"]}])
        words = []
        for _ in range(3):
            await client.ask("continue", threadId=1)
            event = await client.event("stopped")
            words.append((event["reason"], event["text"]))
        assert words == [
            ("data breakpoint", "total: 0 became 1"),
            ("data breakpoint", "total: 1 became 3"),
            ("data breakpoint", "total: 3 became 6"),
        ]
        await client.ask("setDataBreakpoints", breakpoints=[])
        await client.ask("continue", threadId=1)
        await client.event("terminated")
        await client.ask("disconnect")


# ---------------------------------------------------------------- again


@session
async def test_a_restart_launches_the_program_again_and_begins_the_score_anew(program: Path) -> None:
    async with through_a_bridge() as client:
        can = await launch(client, program, lines=(line_of("work"), line_of("label")), filters=["uncaught"])
        await stopped(client)
        await client.ask("next", threadId=1)
        await stopped(client)
        first = next(m for m in client.seen if m.get("command") == "setBreakpoints")["body"]["breakpoints"]
        pid = (await client.event("process"))["systemProcessId"]
        assert can["supportsRestartRequest"]
        assert (await client.ask("deskcheck/score"))["steps"] == 1
        await client.ask("deskcheck/imagine")
        await client.event("stopped")
        await client.ask("restart")
        assert (await client.event("process"))["systemProcessId"] != pid
        event = await client.event("stopped")
        assert event["hitBreakpointIds"] == [first[0]["id"]]
        assert (await client.ask("deskcheck/score"))["steps"] == 0
        assert (await scopes(client, 1))["Locals"] == {"n": "4"}
        await client.ask("continue", threadId=1)
        assert (await stopped(client))[:2] == ("breakpoint", line_of("label"))
        launched = {"mode": "compare", "program": str(program), "console": "internalConsole", "args": ["fail"]}
        await client.ask("restart", arguments=launched)
        assert (await stopped(client))[1] == line_of("work")
        await client.ask("setBreakpoints", source={"path": str(program)}, breakpoints=[])
        await client.ask("continue", threadId=1)
        assert (await stopped(client))[:2] == ("exception", line_of("fail"))
        await client.ask("continue", threadId=1)
        assert (await client.event("exited"))["exitCode"] == 1
        await client.event("terminated")
        assert [len(client._events(name)) for name in ("initialized", "terminated")] == [1, 1]
        assert not psutil.pid_exists(pid)
        assert "over" in await client.refused("restart")
        await client.ask("disconnect")


@session
async def test_a_program_that_runs_is_restarted_and_what_is_asked_meanwhile_is_answered(program: Path) -> None:
    program.write_text(PROGRAM.replace("print(work(4))", "print(work(4))\nimport time\ntime.sleep(100)"))
    async with through_a_bridge() as client:
        await launch(client, program, lines=(line_of("label"),))
        await stopped(client)
        await client.ask("continue", threadId=1)
        again = [client.send("restart"), client.send("threads"), client.send("restart"), client.send("nonsense")]
        for number in again:
            await client.answer(number)
        assert (await stopped(client))[:2] == ("breakpoint", line_of("label"))
        await client.ask("disconnect", terminateDebuggee=True)


# ---------------------------------------------------------------- the door


@session
async def test_what_a_client_configures_before_launch_is_done(program: Path) -> None:
    async with through_a_bridge() as client:
        await client.ask("initialize", adapterID="deskcheck")
        await client.event("initialized")
        given = await client.ask(
            "setBreakpoints", source={"path": str(program)}, breakpoints=[{"line": line_of("label")}]
        )
        await client.ask("configurationDone")
        await client.ask("launch", mode="compare", program=str(program), console="internalConsole")
        event = await client.event("stopped")
        assert event["hitBreakpointIds"] == [given["breakpoints"][0]["id"]]
        assert len(client._events("initialized")) == 1
        await client.ask("disconnect", terminateDebuggee=True)


@session
async def test_a_client_that_says_so_is_greeted_as_of_a_real_session(program: Path) -> None:
    async with through_a_bridge(is_real=True) as client:
        can = await launch(client, program, lines=(line_of("label"),))
        assert can["supportsStepBack"] and can["supportsExceptionOptions"]
        assert [item["filter"] for item in can["exceptionBreakpointFilters"]][-1] == "divergence"
        await stopped(client)
        await client.ask("disconnect", terminateDebuggee=True)


@session
async def test_an_attach_leads_to_a_debugpy_that_listens(tmp_path: Path) -> None:
    source = PROGRAM.replace(
        "print(work(4))", "import debugpy\nprint(debugpy.listen(0)[1], flush=True)\ndebugpy.wait_for_client()\nwork(4)"
    )
    program = tmp_path / "program.py"
    program.write_text(source)
    debuggee = await asyncio.create_subprocess_exec(
        sys.executable, str(program), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    assert debuggee.stdout is not None
    port = int(await debuggee.stdout.readline())
    async with through_a_bridge() as client:
        await client.ask("initialize", adapterID="deskcheck")
        started = client.send("attach", {"connect": {"host": "127.0.0.1", "port": port}})
        await client.event("initialized")
        line = line_of("label")
        await client.ask("setBreakpoints", source={"path": str(program)}, breakpoints=[{"line": line}])
        await client.ask("configurationDone")
        assert (await client.answer(started))["success"]
        assert (await stopped(client))[:2] == ("breakpoint", line)
        assert (await scopes(client, 1))["Predicted"]["(next)"].startswith(f"line {line + 1}: label = '6'")
        assert (await client.event("capabilities"))["capabilities"]["supportsRestartRequest"] is False
        assert "attached to" in await client.refused("restart")
        await client.ask("continue", threadId=1)
        await client.event("terminated")
        await client.ask("disconnect")
    with contextlib.suppress(ProcessLookupError):
        debuggee.kill()
    await debuggee.wait()


@session
async def test_an_attach_to_nobody_fails_in_words(program: Path) -> None:
    async with through_a_bridge() as client:
        await client.ask("initialize", adapterID="deskcheck")
        words = await client.refused("attach", connect={"host": "127.0.0.1", "port": 9})
        assert words.startswith("no debugpy answers at 127.0.0.1:9")
        await client.ask("disconnect")
