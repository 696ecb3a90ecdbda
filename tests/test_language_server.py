"""What an editor is shown: ghost values, hovers, lenses, findings and actions; over the protocol, without a model."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from language_client import CAPABILITIES, LanguageClient, ResponseError, connected
from lsprotocol import types
from test_debugger import CALLS, Foreseeing

from lsp_server import planning, progress
from lsp_server.documents import Document, Encoding
from lsp_server.labels import width
from model_runtime.foresight import ForesightPredictor
from model_runtime.predictor import PredictionEnd, PredictionRequest, Predictor
from model_runtime.trace.frames import Origin, Outcome, TraceEvent, TraceFrame, TraceStats, Value

URI = "file:///calls.py"
SOURCE = CALLS + "\ntotal([4, 5, 6])\n"
Scenario = Callable[[LanguageClient], Coroutine[Any, Any, None]]


class Guessing:
    """Gives one returned value with one confidence, whatever is asked."""

    model_name = "guessing"

    def __init__(self, confidence: float) -> None:
        self.confidence = confidence

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        line = request.line
        lines = request.source.split("\n")
        x = Value("1", Origin.PREDICTED, self.confidence)
        for at, event, shown in (
            (line, TraceEvent.CALL, {}),
            (line + 1, TraceEvent.LINE, {}),
            (line + 2, TraceEvent.LINE, {"x": x}),
        ):
            yield TraceFrame(
                event, request.function, request.file, at, lines[at - 1], 0, 0, shown, None, None, Origin.PREDICTED, 1.0
            )
        yield PredictionEnd(Outcome.LIMIT, None, None, TraceStats(frames=3))


class Held:
    """Lets nothing through until it is released."""

    model_name = "held"

    def __init__(self) -> None:
        self.release = asyncio.Event()
        self.asked: list[PredictionRequest] = []

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        self.asked.append(request)
        await self.release.wait()
        async for item in Foreseeing().predict(request):
            yield item


def play(scenario: Scenario, predictor: Predictor | None = None, **hello: Any) -> None:
    async def run() -> None:
        async with connected(lambda _settings: predictor or Foreseeing()) as client:
            await client.initialize(**hello)
            await scenario(client)

    asyncio.run(run())


def full(hints: list[tuple[int, str]]) -> bool:
    return any("→" in label for _, label in hints)


async def opened(client: LanguageClient, text: str, uri: str = URI) -> list[tuple[int, str]]:
    """Open a text and wait until it is imagined."""
    client.open(uri, text)
    await client.until_hints(uri, bool)
    async with asyncio.timeout(15):
        while (await client.request("deskcheck/status", {}))["pending"]:
            await asyncio.sleep(0.01)
    return await client.hints(uri)


def test_each_line_shows_what_it_does() -> None:
    async def scenario(client: LanguageClient) -> None:
        assert await opened(client, SOURCE) == [
            (0, "n: 4, 5, 6"),
            (1, "→ 8, 10, 12"),
            (3, "items = [4, 5, 6]"),
            (4, "result = 0"),
            (5, "item: 4, 5, 6"),
            (6, "result: 8, 18, 30"),
            (7, "→ 30"),
        ]

    play(scenario)


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 19), ("utf-16", 17), ("utf-32", 16)])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_hint_stands_at_the_end_of_its_line_in_the_clients_units(encoding: str, column: int, end: str) -> None:
    text = end.join(["# \f \u2028 \x0b", "def f():", "\tx = '\U0001f600'  # ok", "\treturn x", "f()", ""])
    capabilities = {**CAPABILITIES, "general": {"positionEncodings": [encoding]}}

    async def scenario(client: LanguageClient) -> None:
        await opened(client, text)
        place = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
        hints = await client.request("textDocument/inlayHint", {"textDocument": {"uri": URI}, "range": place})
        assert [(hint["position"]["line"], hint["label"]) for hint in hints] == [
            (2, "x = '\U0001f600'"),
            (3, "→ '\U0001f600'"),
        ]
        assert hints[0]["position"]["character"] == column - 2

    play(scenario, capabilities=capabilities)


@pytest.mark.parametrize("value", ["list(range(40))", "'\U0001f600' * 60", "'ab' * 60", "{'key' * 9: 'value' * 9}"])
def test_a_label_is_never_longer_than_an_editor_shows(value: str) -> None:
    async def scenario(client: LanguageClient) -> None:
        hints = await opened(client, f"def f(n):\n    x = {value}\n    y = [x]\n    return y\n\nf(2)\n")
        assert hints
        assert max(width(label) for _, label in hints) <= 40

    play(scenario)


def test_the_full_value_is_in_the_tooltip_and_the_history_in_the_hover() -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE.replace("[4, 5, 6]", str(list(range(30)))))
        place = {"start": {"line": 3, "character": 0}, "end": {"line": 3, "character": 0}}
        (hint,) = await client.request("textDocument/inlayHint", {"textDocument": {"uri": URI}, "range": place})
        assert "…" in hint["label"]
        resolved = await client.request("inlayHint/resolve", hint)
        assert str(list(range(30))) in resolved["tooltip"]["value"]
        at = {"textDocument": {"uri": URI}, "position": {"line": 6, "character": 10}}
        hover = await client.request("textDocument/hover", at)
        assert "870" in hover["contents"]["value"]
        assert "predicted" in hover["contents"]["value"] or "computed" in hover["contents"]["value"]

    play(scenario)


@pytest.mark.parametrize(("confidence", "label"), [(0.9, "x = 1"), (0.5, "x = 1?"), (0.1, None)])
def test_an_unsure_value_is_marked_and_a_very_unsure_one_left_out(confidence: float, label: str | None) -> None:
    async def scenario(client: LanguageClient) -> None:
        client.open(URI, "def f():\n    x = g()\n    return x\n\nf()\n")
        await client.hints(URI)
        async with asyncio.timeout(15):
            while (await client.request("deskcheck/functions", {"uri": URI}))["functions"][0]["state"] != "fresh":
                await asyncio.sleep(0.01)
        assert dict(await client.hints(URI)).get(1) == label

    play(scenario, Guessing(confidence))


def test_after_an_edit_old_values_stay_marked_until_new_ones_come() -> None:
    predictor = Held()

    async def scenario(client: LanguageClient) -> None:
        predictor.release.set()
        await opened(client, SOURCE)
        predictor.release.clear()
        here = {"start": {"line": 4, "character": 13}, "end": {"line": 4, "character": 14}}
        client.change(URI, 2, {"range": here, "text": "7"})
        stale = await client.hints(URI)
        assert dict(stale)[7] == "~→ 30"
        while len(predictor.asked) < 2 or predictor.asked[-1].source == predictor.asked[0].source:
            assert await client.hints(URI)  # never blank
            await asyncio.sleep(0.01)
        predictor.release.set()
        fresh = await client.until_hints(URI, lambda hints: dict(hints).get(7) == "→ 37")
        assert all(not label.startswith("~") for _, label in fresh)

    async def run() -> None:
        async with connected(lambda _settings: predictor) as client:
            await client.initialize()
            await scenario(client)

    asyncio.run(run())


def test_an_edit_marks_only_what_it_can_affect() -> None:
    predictor = Held()
    seen: list[dict[int, str]] = []

    async def run() -> None:
        async with connected(lambda _settings: predictor) as client:
            await client.initialize()
            predictor.release.set()
            await opened(client, SOURCE)
            predictor.release.clear()
            end = {"line": 7, "character": 17}
            client.change(URI, 2, {"range": {"start": end, "end": end}, "text": " + 1"})
            while predictor.asked[-1].source == predictor.asked[0].source:
                seen.append(dict(await client.hints(URI)))
                await asyncio.sleep(0.01)
            seen.append(dict(await client.hints(URI)))
            predictor.release.set()
            await client.until_hints(URI, lambda hints: dict(hints).get(7) == "→ 31")

    asyncio.run(run())
    assert {hints[7] for hints in seen} == {"~→ 30"}
    assert {(hints[4], hints[5], hints[6]) for hints in seen} == {("result = 0", "item: 4, 5, 6", "result: 8, 18, 30")}


def test_an_edit_elsewhere_moves_values_and_asks_nothing() -> None:
    predictor = Held()

    async def run() -> None:
        async with connected(lambda _settings: predictor) as client:
            await client.initialize()
            predictor.release.set()
            await opened(client, SOURCE)
            asked = len(predictor.asked)
            top = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
            client.change(URI, 2, {"range": top, "text": "# a comment\n\n"})
            assert (await client.hints(URI))[-1] == (9, "→ 30")
            await client.request("deskcheck/functions", {"uri": URI})
            assert [request.function for request in predictor.asked[asked:] if request.function == "total"] == []
            assert (await client.hints(URI))[-1] == (9, "→ 30")

    asyncio.run(run())


def test_a_version_that_goes_back_is_left_out() -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE)
        client.change(URI, 5, {"text": SOURCE.replace("[4, 5, 6]", "[1]")})
        client.change(URI, 3, {"text": "nonsense("})
        await client.until_hints(URI, lambda hints: dict(hints).get(7) == "→ 2")

    play(scenario)


def test_a_broken_function_does_not_dim_the_others_and_is_shown_up_to_the_break() -> None:
    async def scenario(client: LanguageClient) -> None:
        text = "def f(n):\n    x = n + 1\n    y = (x *\n\ndef g():\n    a = 2\n    return a\n\nf(1)\ng()\n"
        hints = dict(await opened(client, text))
        assert hints[6] == "→ 2"
        assert hints[1] == "x = 2"

    play(scenario)


def test_an_imported_function_of_the_workspace_is_followed(tmp_path: Path) -> None:
    (tmp_path / "helpers.py").write_text("def twice(n):\n    return n * 2\n")
    path = tmp_path / "main.py"
    path.write_text("from helpers import twice\n\ndef f(n):\n    return twice(n) + 1\n\nf(4)\n")

    async def scenario(client: LanguageClient) -> None:
        hints = await opened(client, path.read_text(), path.as_uri())
        assert dict(hints)[3] == "→ 9"

    play(scenario, root=tmp_path)


async def lenses(client: LanguageClient) -> list[str]:
    found = await client.request("textDocument/codeLens", {"textDocument": {"uri": URI}})
    return [lens["command"]["title"] for lens in found]


def test_a_lens_names_the_call_and_another_can_be_chosen() -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE + "total([1])\n")
        titles = await lenses(client)
        assert "total([4, 5, 6]) → 30 (call)" in titles
        entries = (await client.request("deskcheck/entryPoints", {"uri": URI, "function": "total"}))["entryPoints"]
        assert [(entry["call"], entry["inUse"]) for entry in entries] == [
            ("total([4, 5, 6])", True),
            ("total([1])", False),
        ]
        await client.command("deskcheck.useCall", URI, "total", "total([10, 20])")
        await client.until_hints(URI, lambda hints: dict(hints).get(7) == "→ 60")
        assert "total([10, 20]) → 60 (chosen)" in await lenses(client)
        await client.command("deskcheck.useCall", URI, "total", None)
        await client.until_hints(URI, lambda hints: dict(hints).get(7) == "→ 30")

    play(scenario)


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("def f(n):  # deskcheck: f(3)\n    return n\nf(4)\n", "f(3) → 3 (pin)"),
        ('def f(n):\n    """\n    >>> f(5)\n    5\n    """\n    return n\nf(4)\n', "f(5) → 5 (doctest)"),
        ("def f(n):\n    return n\nassert f(6) == 6\n", "f(6) → 6 (assert)"),
        ("def f(n=7):\n    return n\n", "f() → 7 (defaults)"),
    ],
)
def test_the_lens_says_where_a_call_comes_from(text: str, call: str) -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, text)
        assert call in await lenses(client)

    play(scenario)


async def findings(client: LanguageClient, text: str) -> list[tuple[int, str]]:
    await opened(client, text)
    report = await client.request("textDocument/diagnostic", {"textDocument": {"uri": URI}})
    return [(item["range"]["start"]["line"], item["code"]) for item in report["items"]]


FINDINGS = [
    ("def f(d):\n    x = 1\n    return d['no']\n\nf({})\n", (2, "predicted-exception"), "exceptions"),
    ("def f(n):\n    return n + 1\n\nassert f(1) == 3\n", (3, "failing-assert"), "asserts"),
    ("def f(n):\n    while n:\n        x = n\n\nf(1)\n", None, "endless"),
]


@pytest.mark.parametrize(("text", "finding", "setting"), FINDINGS)
def test_findings_are_told_and_each_kind_is_switched_off_alone(
    text: str, finding: tuple[int, str] | None, setting: str
) -> None:
    async def with_it(client: LanguageClient) -> None:
        found = await findings(client, text)
        assert [code for _, code in found] == ["endless-loop"] if finding is None else found == [finding]

    async def without(client: LanguageClient) -> None:
        assert await findings(client, text) == []

    play(with_it)
    play(without, options={"settings": {"diagnostics": {setting: False}}, "diagnostics": {setting: False}})


def test_a_client_that_does_not_pull_is_told_findings() -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, FINDINGS[0][0])
        told = [m["params"] for m in client.told if m["method"] == "textDocument/publishDiagnostics"]
        assert [item["code"] for item in told[-1]["diagnostics"]] == ["predicted-exception"]

    play(scenario)


async def actions(client: LanguageClient, line: int) -> dict[str, Any]:
    here = {"line": line, "character": 4}
    params = {"textDocument": {"uri": URI}, "range": {"start": here, "end": here}, "context": {"diagnostics": []}}
    return {action["title"]: action for action in await client.request("textDocument/codeAction", params)}


def test_actions_pin_assert_and_document_a_call() -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE)
        found = await actions(client, 5)
        pin = found["Pin total([4, 5, 6])"]["edit"]["changes"][URI][0]
        assert (pin["newText"], pin["range"]["start"]["line"]) == ("# deskcheck: total([4, 5, 6])\n", 3)
        assert any(title.startswith("Assert that total([4, 5, 6]) == 30") for title in found)
        assert any(title.startswith("Add a doctest") for title in found)
        commands = [action.get("command", {}).get("command") for action in found.values()]
        assert {"deskcheck.compare", "deskcheck.forget"} <= set(commands)

    play(scenario)


def test_no_real_run_is_made_unless_it_is_asked_for_by_name(tmp_path: Path) -> None:
    marker, path = tmp_path / "ran", tmp_path / "effects.py"
    text = f"def f(n):\n    x = n + 1\n    open({str(marker)!r}, 'w').close()\n    return x\n\nf(1)\n"
    path.write_text(text)

    async def scenario(client: LanguageClient) -> None:
        hints = await opened(client, text, path.as_uri())
        assert dict(hints)[1] == "x = 2"  # what is certain before the model is needed, which there is none of here
        for title in await actions(client, 1):
            assert title
        assert not marker.exists()

    play(scenario)


def test_comparing_says_how_prediction_and_run_agree(tmp_path: Path) -> None:
    path = tmp_path / "calls.py"
    path.write_text(SOURCE)

    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE, path.as_uri())
        result = await client.command("deskcheck.compare", path.as_uri(), "total")
        assert result["exact"]
        assert result["firstDivergence"] is None

    play(scenario, root=tmp_path)


def test_the_master_switch_takes_all_away_and_brings_it_back() -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE)
        assert await client.command("deskcheck.toggle") is False
        assert await client.hints(URI) == []
        assert await lenses(client) == []
        assert (await client.request("deskcheck/status", {}))["state"] == "off"
        assert await client.command("deskcheck.toggle") is True
        await client.until_hints(URI, full)

    play(scenario)


def test_a_trace_is_given_as_the_json_of_traces() -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE)
        answer = await client.request("deskcheck/trace", {"uri": URI, "function": "total"})
        assert (answer["state"], answer["version"]) == ("fresh", 1)
        trace = answer["trace"]
        assert (trace["schema"], trace["call"], trace["result"]["repr"]) == (
            "deskcheck.trace/1",
            "total([4, 5, 6])",
            "30",
        )

    play(scenario)


def test_inline_values_are_given_while_a_debugger_has_stopped() -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE)
        stopped = {"start": {"line": 6, "character": 0}, "end": {"line": 6, "character": 0}}
        params = {
            "textDocument": {"uri": URI},
            "range": {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}},
            "context": {"frameId": 1, "stoppedLocation": stopped},
        }
        values = await client.request("textDocument/inlineValue", params)
        assert values
        assert "predicted result: 8, 18, 30" in [value["text"] for value in values]
        assert all(value["range"]["start"]["line"] <= 6 for value in values)

    play(scenario)


def test_wrong_settings_lose_nothing_else() -> None:
    async def scenario(client: LanguageClient) -> None:
        hints = await opened(client, SOURCE)
        assert dict(hints)[4] == "result = 0"
        told = [
            m["params"]["message"] for m in client.told if m["method"] in ("window/showMessage", "window/logMessage")
        ]
        assert any("maxLength" in message for message in told)

    play(scenario, options={"ghostValues": {"maxLength": "long"}})


def connect(predictor: Predictor, scenario: Callable[[LanguageClient, Any], Coroutine[Any, Any, None]]) -> None:
    """Run a scenario that also sees the server."""

    async def run() -> None:
        servers: list[Any] = []
        async with connected(lambda _settings: predictor, servers.append) as client:
            await client.initialize()
            await scenario(client, servers[0])

    asyncio.run(run())


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(15):
        while not is_so():
            await asyncio.sleep(0.01)


async def idle(client: LanguageClient) -> None:
    async with asyncio.timeout(15):
        while (await client.request("deskcheck/status", {}))["pending"]:
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("def f(n):\n    m = n\n    m = m\n    return m\n\nf(1)\n", [(0, "n = 1"), (1, "m = 1"), (3, "→ 1")]),
        ("def f(d):\n    return d['a']\n\nf({})\n", [(0, "d = {}"), (1, "raises KeyError('a')")]),
        (
            "def f(n):\n    for i in range(n):\n        pass\n\nf(20)\n",
            [(0, "n = 20"), (1, "i: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 … 19")],
        ),
    ],
)
def test_only_what_changed_is_shown(text: str, hints: list[tuple[int, str]]) -> None:
    async def scenario(client: LanguageClient) -> None:
        assert await opened(client, text) == hints

    play(scenario)


def test_new_values_are_announced() -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE)
        methods = [message["method"] for message in client.told]
        assert {"workspace/inlayHint/refresh", "workspace/codeLens/refresh"} <= set(methods)
        assert {"deskcheck/didChangeStatus", "deskcheck/didChangeTrace"} <= set(methods)

    play(scenario)


def test_a_client_that_cannot_be_told_to_ask_again_gets_values_at_the_first_request() -> None:
    async def scenario(client: LanguageClient) -> None:
        client.open(URI, SOURCE)
        assert full(await client.hints(URI))

    play(scenario, capabilities={})


def test_lines_above_a_function_move_its_values_and_leave_them_fresh() -> None:
    async def scenario(client: LanguageClient) -> None:
        before = await opened(client, SOURCE)
        top = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
        client.change(URI, 2, {"range": top, "text": "# a comment\n\n"})
        assert await client.hints(URI) == [(line + 2, label) for line, label in before]

    play(scenario)


def test_a_header_in_the_middle_of_being_typed_keeps_the_values_below() -> None:
    async def scenario(client: LanguageClient, server: Any) -> None:
        await opened(client, SOURCE)
        at = {"line": 3, "character": 15}
        client.change(URI, 2, {"range": {"start": at, "end": {"line": 3, "character": 17}}, "text": ""})
        await client.request("deskcheck/functions", {"uri": URI})  # the broken text has been read
        assert dict(await client.hints(URI))[7] == "~→ 30"
        client.change(URI, 3, {"range": {"start": at, "end": at}, "text": "):"})
        await client.until_hints(URI, lambda hints: dict(hints).get(7) == "→ 30")

    connect(Foreseeing(), scenario)


def test_a_request_for_an_old_version_is_cancelled() -> None:
    predictor = Watched()

    async def scenario(client: LanguageClient, server: Any) -> None:
        client.open(URI, "def f(n):\n    return n\n\nf(1)\n")
        await client.hints(URI)
        await until(lambda: bool(predictor.running))
        old = predictor.running[0]
        client.change(URI, 2, {"text": "def f(n):\n    return n\n\nf(2)\n"})
        await until(lambda: [request.call for request in predictor.running] == ["f(2)"])
        assert old.call == "f(1)"

    connect(predictor, scenario)


class Watched:
    """Never comes to an end; knows which requests are under way."""

    model_name = "watched"

    def __init__(self) -> None:
        self.running: list[PredictionRequest] = []

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        self.running.append(request)
        try:
            await asyncio.Event().wait()
            yield PredictionEnd(Outcome.LIMIT, None, None, TraceStats())
        finally:
            self.running.remove(request)


@pytest.mark.parametrize("how", ["toggle", "close", "forget"])
def test_nothing_goes_on_that_nobody_waits_for(how: str) -> None:
    predictor = Watched()

    async def scenario(client: LanguageClient, server: Any) -> None:
        client.open(URI, SOURCE)
        await client.hints(URI)
        await until(lambda: bool(predictor.running))
        if how == "close":
            client.notify("textDocument/didClose", {"textDocument": {"uri": URI}})
        else:
            await client.command(f"deskcheck.{how}")
        await until(lambda: not predictor.running)
        assert (await client.request("deskcheck/status", {}))["pending"] == 0

    connect(predictor, scenario)


def test_switched_off_and_on_before_the_first_value_came_it_comes() -> None:
    predictor = Held()

    async def scenario(client: LanguageClient, server: Any) -> None:
        client.open(URI, SOURCE)
        await client.hints(URI)
        await until(lambda: bool(predictor.asked))
        await client.command("deskcheck.toggle")
        await client.command("deskcheck.toggle")
        predictor.release.set()
        await client.until_hints(URI, full)

    connect(predictor, scenario)


@pytest.mark.parametrize("end", ["close", "toggle", "shutdown", "forget"])
def test_a_comparison_ends_when_what_it_waits_for_is_gone(end: str) -> None:
    predictor = Watched()

    async def scenario(client: LanguageClient, server: Any) -> None:
        client.open(URI, SOURCE)
        await client.hints(URI)
        await until(lambda: bool(predictor.running))
        _, waiting = client.begin(
            "workspace/executeCommand", {"command": "deskcheck.compare", "arguments": [URI, "total"]}
        )
        await client.request("deskcheck/status", {})
        if end == "close":
            client.notify("textDocument/didClose", {"textDocument": {"uri": URI}})
        elif end == "shutdown":
            await client.request("shutdown", None)
        else:
            await client.command(f"deskcheck.{end}")
        with pytest.raises(ResponseError):
            await asyncio.wait_for(waiting, 10)

    connect(predictor, scenario)


def progress_of(client: LanguageClient) -> list[tuple[str, str]]:
    """Give kind and message of each display of progress."""
    told = [m["params"]["value"] for m in client.told if m["method"] == "$/progress"]
    return [(value["kind"], value.get("message", "")) for value in told]


def test_long_work_is_shown_as_progress_and_called_off_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "DELAY_S", 0.05)
    predictor = Watched()

    async def run() -> None:
        async with connected(lambda _settings: predictor) as client:
            await client.initialize(capabilities={**CAPABILITIES, "window": {"workDoneProgress": True}})
            client.open(URI, SOURCE)
            await client.hints(URI)
            await until(lambda: ("begin", "imagining 2 functions") in progress_of(client))
            created = next(m["params"] for m in client.told if m["method"] == "window/workDoneProgress/create")
            client.notify("window/workDoneProgress/cancel", created)
            await until(lambda: progress_of(client)[-1][0] == "end" and not predictor.running)
            await client.hints(URI, last=3)  # looking elsewhere begins nothing
            await client.request("deskcheck/functions", {"uri": URI})
            assert not predictor.running
            await client.command("deskcheck.predict", URI, "total")
            await until(lambda: [request.function for request in predictor.running] == ["total"])

    asyncio.run(run())


@pytest.mark.parametrize("can", [True, False])
def test_short_work_and_clients_without_a_display_are_told_no_progress(can: bool) -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE)
        assert [m for m in client.told if "rogress" in m["method"]] == []

    play(scenario, capabilities={**CAPABILITIES, "window": {"workDoneProgress": can}})


def test_a_text_that_cannot_be_read_fails_the_request_and_the_next_text_works(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(client: LanguageClient, server: Any) -> None:
        with monkeypatch.context() as broken:
            broken.setattr(planning, "analyse", lambda *_: 1 / 0)
            client.open(URI, SOURCE)
            with pytest.raises(ResponseError):
                await client.request("deskcheck/functions", {"uri": URI})
        client.change(URI, 2, {"text": SOURCE + "\n"})
        await client.until_hints(URI, full)

    connect(Foreseeing(), scenario)


def test_a_request_that_waits_for_a_text_is_answered_at_shutdown() -> None:
    async def scenario(client: LanguageClient, server: Any) -> None:
        await opened(client, SOURCE)
        client.change(URI, 2, {"text": SOURCE + "\n"})
        _, waiting = client.begin("deskcheck/functions", {"uri": URI})
        await client.request("shutdown", None)
        await asyncio.wait([waiting], timeout=10)
        assert waiting.done()
        waiting.exception()

    connect(Foreseeing(), scenario)


def test_another_model_predicts_anew() -> None:
    opened_with: list[str] = []

    def open_predictor(settings: Any) -> Predictor:
        opened_with.append(settings.model)
        return Guessing(0.5 if settings.model else 0.9)

    async def run() -> None:
        async with connected(open_predictor) as client:
            await client.initialize()
            client.open(URI, "def f():\n    x = g()\n    return x\n\nf()\n")
            await client.until_hints(URI, lambda hints: (1, "x = 1") in hints)
            client.notify("workspace/didChangeConfiguration", {"settings": {"deskcheck": {"model": "other"}}})
            await client.until_hints(URI, lambda hints: (1, "x = 1?") in hints)
            assert opened_with == ["", "other"]

    asyncio.run(run())


def test_settings_are_fetched_from_a_client_that_keeps_them() -> None:
    capabilities = {**CAPABILITIES, "workspace": {**CAPABILITIES["workspace"], "configuration": True}}

    async def run() -> None:
        async with connected(lambda _settings: Foreseeing()) as client:
            client.replies["workspace/configuration"] = [{"ghostValues": {"returned": False}}]
            await client.initialize(capabilities=capabilities)
            hints = await opened(client, SOURCE)
            assert hints and not full(hints)
            client.replies["workspace/configuration"] = [{"ghostValues": {"returned": True}}]
            client.notify("workspace/didChangeConfiguration", {"settings": None})
            assert full(await client.until_hints(URI, full))

    asyncio.run(run())


def test_on_demand_nothing_is_predicted_until_it_is_asked_for() -> None:
    async def scenario(client: LanguageClient) -> None:
        client.open(URI, SOURCE)
        await client.request("deskcheck/functions", {"uri": URI})
        assert await client.hints(URI) == []
        assert "imagine total([4, 5, 6])" in await lenses(client)
        await client.command("deskcheck.predict", URI, "total")
        await client.until_hints(URI, full)

    play(scenario, options={"prediction": {"when": "onDemand"}})


def test_the_lens_of_a_function_that_nothing_was_imagined_of_imagines_it_in_one_click() -> None:
    async def scenario(client: LanguageClient) -> None:
        client.open(URI, SOURCE)
        await client.request("deskcheck/functions", {"uri": URI})
        document = {"textDocument": {"uri": URI}}
        found = [lens["command"] for lens in await client.request("textDocument/codeLens", document)]
        assert [(lens["title"], lens["command"]) for lens in found if lens["arguments"][1] == "total"] == [
            ("imagine total([4, 5, 6])", "deskcheck.predict"),
            ("another call", "deskcheck.chooseCall"),
        ]
        lens = next(lens for lens in found if lens["arguments"][1] == "total")
        await client.command(lens["command"], *lens["arguments"])
        await client.until_hints(URI, full)

    play(scenario, options={"prediction": {"when": "onDemand"}, "clientCommands": ["deskcheck.chooseCall"]})


def test_what_was_predicted_is_forgotten() -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE)
        await client.command("deskcheck.forget", URI, "total")
        assert not [line for line, _ in await client.hints(URI) if line > 3]
        assert "imagine total([4, 5, 6])" in await lenses(client)

    play(scenario)


def test_a_call_is_picked_from_a_message_with_buttons() -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE + "total([1])\n")
        client.replies["window/showMessageRequest"] = {"title": "total([1])"}
        await client.command("deskcheck.pickCall", URI, "total")
        await client.until_hints(URI, lambda hints: dict(hints).get(7) == "→ 2")
        shown = next(m["params"] for m in client.told if m["method"] == "window/showMessageRequest")
        assert [action["title"] for action in shown["actions"]] == ["total([4, 5, 6])", "total([1])"]

    play(scenario)


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("predict", ["file:///no.py", None]),
        ("predict", [URI, "no"]),
        ("useCall", [URI, "total", "double(1)"]),
        ("useCall", [URI, "total", "total("]),
        ("compare", [URI, "no"]),
        ("pickCall", ["file:///no.py", "f"]),
    ],
)
def test_a_command_that_cannot_be_done_says_why_in_a_sentence(command: str, arguments: list[Any]) -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE)
        with pytest.raises(ResponseError) as error:
            await client.command(f"deskcheck.{command}", *arguments)
        assert error.value.code == -32803
        assert str(error.value)

    play(scenario)


def test_lenses_and_actions_mention_only_commands_that_the_client_has() -> None:
    has = ["deskcheck.chooseCall", "deskcheck.step", "deskcheck.showTrace"]

    async def commands_of(client: LanguageClient) -> list[str]:
        await opened(client, SOURCE)
        found = await client.request("textDocument/codeLens", {"textDocument": {"uri": URI}})
        acting = await actions(client, 5)
        return [lens["command"]["command"] for lens in found if lens["range"]["start"]["line"] == 3] + [
            action["command"]["command"] for action in acting.values() if "command" in action
        ]

    async def with_them(client: LanguageClient) -> None:
        assert await commands_of(client) == [
            *("deskcheck.chooseCall", "deskcheck.showTrace", "deskcheck.step", "deskcheck.compare"),
            *("deskcheck.step", "deskcheck.compare", "deskcheck.forget"),
        ]

    async def without(client: LanguageClient) -> None:
        assert await commands_of(client) == [
            "deskcheck.pickCall", "deskcheck.compare", "deskcheck.compare", "deskcheck.forget"
        ]  # fmt: skip

    play(with_them, options={"clientCommands": has})
    play(without)


def test_a_lens_stands_where_the_function_is_after_an_edit_above() -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE)
        top = {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 0}}
        client.change(URI, 2, {"range": top, "text": "\n\n"})
        found = await client.request("textDocument/codeLens", {"textDocument": {"uri": URI}})
        assert {lens["range"]["start"]["line"] for lens in found} == {0, 5}

    play(scenario)


def applied(text: str, edits: list[dict[str, Any]], encoding: Encoding = Encoding.UTF16) -> str:
    """Apply the edits of an action as an editor does."""
    document = Document.of(URI, 1, text)
    for edit in edits:
        start, end = (types.Position(**edit["range"][side]) for side in ("start", "end"))
        change = types.TextDocumentContentChangePartial(types.Range(start, end), edit["newText"])
        document, _ = document.changed(2, [change], encoding)
    return document.text


WRITTEN = [
    ("def f(n):\n    return n\n\nf(3)\n", "Assert", "def f(n):\n    return n\n\nassert f(3) == 3\n\nf(3)\n"),
    ("f = 0\ndef f(n=3):\n    return n", "Assert", "f = 0\ndef f(n=3):\n    return n\n\nassert f() == 3\n"),
    (
        "if True:\n    def f(n):\n        return n\nelse:\n    pass\nf(3)\n",
        "Assert",
        "if True:\n    def f(n):\n        return n\nelse:\n    pass\n\nassert f(3) == 3\nf(3)\n",
    ),
    (
        "def f(n):\n    return n\nf(3)\n",
        "Add a doctest",
        'def f(n):\n    """\n    >>> f(3)\n    3\n    """\n    return n\nf(3)\n',
    ),
    (
        'def f(n):\n    """Say \U0001f600."""\n    return n\nf(3)\n',
        "Add a doctest",
        'def f(n):\n    """Say \U0001f600.\n\n    >>> f(3)\n    3\n    """\n    return n\nf(3)\n',
    ),
    (
        'def f(n):\n    """Say.\n    """\n    return n\nf(3)\n',
        "Add a doctest",
        'def f(n):\n    """Say.\n\n    >>> f(3)\n    3\n    """\n    return n\nf(3)\n',
    ),
    (
        "if True:\n    def f(n):\n        return n\n\nf(3)\n",
        "Pin",
        "if True:\n    # deskcheck: f(3)\n    def f(n):\n        return n\n\nf(3)\n",
    ),
    ("def f(n):\r    return n\rf(3)\r", "Pin", "# deskcheck: f(3)\rdef f(n):\r    return n\rf(3)\r"),
    ('def f(n):\n    return n\nf("a\\n")\n', "Add a doctest", None),  # a backslash means another thing in a docstring
    ("def f(n):\n    pass\nf(3)\n", "Add a doctest", None),  # nothing would be printed
]


@pytest.mark.parametrize(("text", "title", "result"), WRITTEN)
def test_an_action_writes_what_stays_true(text: str, title: str, result: str | None) -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, text)
        line = next(idx for idx, row in enumerate(text.replace("\r", "\n").split("\n")) if "def f" in row)
        found = [action for name, action in (await actions(client, line)).items() if name.startswith(title)]
        if result is None:
            assert found == []
        else:
            assert applied(text, found[0]["edit"]["changes"][URI]) == result

    play(scenario)


@pytest.mark.parametrize(
    ("kind", "kinds"), [("refactor", {"refactor.rewrite"}), ("source", {"source"}), ("quickfix", set())]
)
def test_only_actions_of_the_kinds_that_are_wanted_are_given(kind: str, kinds: set[str]) -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE)
        here = {"line": 5, "character": 4}
        wanted = {"textDocument": {"uri": URI}, "range": {"start": here, "end": here}}
        wanted["context"] = {"diagnostics": [], "only": [kind]}
        assert {action["kind"] for action in await client.request("textDocument/codeAction", wanted)} == kinds

    play(scenario)


@pytest.mark.parametrize(
    ("line", "character", "text"),
    [(3, 5, "`total([4, 5, 6])`"), (6, 10, "`result`"), (6, 99, "The line runs 3 times"), (2, 0, None), (99, 0, None)],
)
def test_a_hover_tells_of_the_call_the_name_or_the_line(line: int, character: int, text: str | None) -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE)
        at = {"textDocument": {"uri": URI}, "position": {"line": line, "character": character}}
        hover = await client.request("textDocument/hover", at)
        assert hover is None if text is None else text in hover["contents"]["value"]

    play(scenario)


def test_values_cannot_leave_their_code_span() -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, "def f(n):\n    x = '`|<b>`' + n\n    return x\n\nf('a')\n")
        at = {"textDocument": {"uri": URI}, "position": {"line": 1, "character": 4}}
        hover = await client.request("textDocument/hover", at)
        assert "| ``'`\\|<b>`a'`` |" in hover["contents"]["value"]

    play(scenario)


def test_a_report_that_did_not_change_is_not_sent_again() -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, FINDINGS[0][0])
        document = {"textDocument": {"uri": URI}}
        report = await client.request("textDocument/diagnostic", document)
        again = await client.request("textDocument/diagnostic", {**document, "previousResultId": report["resultId"]})
        assert (report["kind"], again) == ("full", {"kind": "unchanged", "resultId": report["resultId"]})

    play(scenario)


@pytest.mark.parametrize("confidence", [0.5, 0.9])
def test_a_finding_is_as_sure_as_the_least_sure_value_before_it(confidence: float) -> None:
    async def scenario(client: LanguageClient) -> None:
        client.open(URI, "def f():\n    t = g()\n    return t + 'a'\n\nf()\n")
        await client.hints(URI)
        await client.until_hints(URI, lambda hints: any("raises" in label for _, label in hints))
        report = await client.request("textDocument/diagnostic", {"textDocument": {"uri": URI}})
        assert [item["code"] for item in report["items"]] == ["predicted-exception"] * (confidence > 0.7)

    play(scenario, Supplying("1", confidence))


class Supplying(ForesightPredictor):
    """Supplies one value where a model is needed, and computes what follows from it."""

    def __init__(self, value: str, confidence: float) -> None:
        async def load() -> Predictor:
            return self

        super().__init__(load, model_name="supplying")
        self._value, self._confidence = value, confidence

    async def predict(self, request: PredictionRequest) -> AsyncIterator[TraceFrame | PredictionEnd]:
        t = Value(self._value, Origin.PREDICTED, self._confidence)
        error = Value("TypeError(\"unsupported operand type(s) for +: 'int' and 'str'\")", Origin.COMPUTED)
        lines = request.source.split("\n")
        steps: list[tuple[int, TraceEvent, dict[str, Value], Value | None]] = [
            (0, TraceEvent.CALL, {}, None),
            (1, TraceEvent.LINE, {}, None),
            (2, TraceEvent.LINE, {"t": t}, None),
            (2, TraceEvent.EXCEPTION, {}, error),
        ]
        for at, event, shown, arg in steps:
            line = request.line + at
            yield TraceFrame(
                event, request.function, request.file, line, lines[line - 1], 0, 0, shown, arg, None,
                Origin.PREDICTED, 1.0,
            )  # fmt: skip
        yield PredictionEnd(Outcome.RAISED, error, None, TraceStats(frames=4))


@pytest.mark.parametrize("divergences", [True, False])
def test_where_a_real_run_differs_is_reported_until_the_next_edit(tmp_path: Path, divergences: bool) -> None:
    text = "def g():\n    return 2\n\ndef f():\n    x = g()\n    return x\n\nf()\n"
    path = tmp_path / "calls.py"
    path.write_text(text)
    uri = path.as_uri()

    async def scenario(client: LanguageClient) -> None:
        client.open(uri, text)
        await client.until_hints(uri, lambda hints: (4, "x = 1") in hints)
        result = await client.command("deskcheck.compare", uri, "f")
        assert not result["exact"]
        report = await client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        assert [item["code"] for item in report["items"]] == ["divergence"] * divergences
        client.change(uri, 2, {"text": text + "\n"})
        report = await client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        assert report["items"] == []

    play(scenario, Guessing(0.9), root=tmp_path, options={"diagnostics": {"divergences": divergences}})


def test_functions_and_their_states_are_listed() -> None:
    async def scenario(client: LanguageClient) -> None:
        await opened(client, SOURCE)
        functions = (await client.request("deskcheck/functions", {"uri": URI}))["functions"]
        assert functions[1] == {
            "name": "total", "line": 3, "endLine": 7, "call": "total([4, 5, 6])", "why": "call", "result": "30",
            "state": "fresh", "message": None,
        }  # fmt: skip

    play(scenario)


@pytest.mark.parametrize(
    ("files", "imported"),
    [
        ({"helpers.py": "def twice(n):\n    return n * 2\n"}, "helpers"),
        ({"src/lib/helpers.py": "def twice(n):\n    return n * 2\n", "src/lib/__init__.py": ""}, "lib.helpers"),
        ({"pkg/__init__.py": "from .inner import twice\n", "pkg/inner.py": "def twice(n):\n    return n * 2\n"}, "pkg"),
    ],
)
def test_modules_of_the_workspace_are_found_where_the_interpreter_would(
    tmp_path: Path, files: dict[str, str], imported: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    path = tmp_path / "main.py"
    path.write_text(f"from {imported} import twice\n\ndef f(n):\n    return twice(n) + 1\n\nf(4)\n")

    async def scenario(client: LanguageClient) -> None:
        assert dict(await opened(client, path.read_text(), path.as_uri()))[3] == "→ 9"

    play(scenario, root=tmp_path)


def test_an_edit_of_an_imported_file_that_is_open_changes_what_imports_it(tmp_path: Path) -> None:
    helper, middle, main = (tmp_path / name for name in ("helpers.py", "middle.py", "main.py"))
    helper.write_text("def twice(n):\n    return n * 2\n")
    middle.write_text("from helpers import twice\n\ndef once_more(n):\n    return twice(n)\n")
    main.write_text("from middle import once_more\n\ndef f(n):\n    return once_more(n) + 1\n\nf(4)\n")

    async def scenario(client: LanguageClient) -> None:
        uri = main.as_uri()
        assert dict(await opened(client, main.read_text(), uri))[3] == "→ 9"
        client.open(helper.as_uri(), helper.read_text())
        client.change(helper.as_uri(), 2, {"text": "def twice(n):\n    return n * 20\n"})
        await client.until_hints(uri, lambda hints: dict(hints).get(3) == "→ 81")
        client.notify("textDocument/didClose", {"textDocument": {"uri": helper.as_uri()}})  # not saved
        await client.until_hints(uri, lambda hints: dict(hints).get(3) == "→ 9")

    play(scenario, root=tmp_path)


def write_files(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def test_calls_in_the_tests_of_the_workspace_are_known_whatever_the_tests_are_called(tmp_path: Path) -> None:
    text = "def twice(n):\n    return n * 2\n"
    write_files(
        tmp_path,
        {
            "pyproject.toml": "",
            "src/shop/__init__.py": "",
            "src/shop/prices.py": text,
            "tests/unit/test_money.py": "from shop import prices\n\nassert prices.twice(21) == 42\n",
        },
    )
    path, test = tmp_path / "src/shop/prices.py", tmp_path / "tests/unit/test_money.py"

    async def scenario(client: LanguageClient) -> None:
        uri = path.as_uri()
        client.open(uri, text)
        assert dict(await client.until_hints(uri, full))[1] == "→ 42"
        entries = (await client.request("deskcheck/entryPoints", {"uri": uri, "function": "twice"}))["entryPoints"]
        assert entries == [{"call": "twice(21)", "why": "test", "line": None, "inUse": True}]
        client.open(test.as_uri(), test.read_text())
        client.change(test.as_uri(), 2, {"text": test.read_text().replace("21", "50")})
        await client.until_hints(uri, lambda hints: dict(hints).get(1) == "→ 100")

    play(scenario, root=tmp_path)


def test_a_file_that_changes_on_disk_changes_what_imports_it(tmp_path: Path) -> None:
    write_files(tmp_path, {"main.py": "from helpers import twice\n\ndef f(n):\n    return twice(n)\n\nf(4)\n"})
    path, helper = tmp_path / "main.py", tmp_path / "helpers.py"
    watching = {"didChangeWatchedFiles": {"dynamicRegistration": True}}
    capabilities = {**CAPABILITIES, "workspace": {**CAPABILITIES["workspace"], **watching}}

    async def scenario(client: LanguageClient) -> None:
        await opened(client, path.read_text(), path.as_uri())
        registered = [m["params"]["registrations"] for m in client.told if m["method"] == "client/registerCapability"]
        assert [item["method"] for item in registered[0]] == ["workspace/didChangeWatchedFiles"]
        for version, factor in ((1, 2), (2, 30)):
            helper.write_text(f"def twice(n):\n    return n * {factor}\n")
            change = {"uri": helper.as_uri(), "type": version}
            client.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
            result = f"→ {4 * factor}"
            await client.until_hints(path.as_uri(), lambda hints, result=result: (3, result) in hints)  # type: ignore[misc]

    play(scenario, root=tmp_path, capabilities=capabilities)


def test_a_folder_that_joins_the_workspace_is_looked_for_modules(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "one/main.py": "from helpers import twice\n\ndef f(n):\n    return twice(n)\n\nf(4)\n",
            "two/helpers.py": "def twice(n):\n    return n * 2\n",
        },
    )
    path = tmp_path / "one" / "main.py"

    async def scenario(client: LanguageClient) -> None:
        assert not full(await opened(client, path.read_text(), path.as_uri()))
        folder = {"uri": (tmp_path / "two").as_uri(), "name": "two"}
        client.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [folder], "removed": []}})
        await client.until_hints(path.as_uri(), lambda hints: (3, "→ 8") in hints)

    play(scenario, root=tmp_path / "one")
