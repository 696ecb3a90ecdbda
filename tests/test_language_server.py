"""What an editor is shown: ghost values, hovers, lenses, findings and actions; over the protocol, without a model."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from language_client import CAPABILITIES, LanguageClient, connected
from test_debugger import CALLS, Foreseeing

from lsp_server.labels import width
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
