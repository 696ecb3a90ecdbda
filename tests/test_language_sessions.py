"""Random sessions of edits and requests: each request is answered once, the text stays that of a reference, what is
shown in the end is what a new session shows of that text, nothing hangs.

`DESKCHECK_SESSIONS` sets how many are played.
"""

import asyncio
import os
import re
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from language_client import LanguageClient, ResponseError, connected
from test_debugger import CALLS, Foreseeing
from test_documents import SIZES, UNIT_BYTES, reference_offset

from lsp_server.documents import Encoding
from lsp_server.labels import width

N_SESSIONS = int(os.environ.get("DESKCHECK_SESSIONS", "60"))
URI = "file:///calls.py"
SOURCE = CALLS + "\ntotal([4, 5])\n"
SOURCES = st.sampled_from(
    [
        SOURCE,
        SOURCE.replace("\n", "\r\n"),
        SOURCE.replace("\n", "\r"),
        SOURCE.replace("    ", "\t"),
        "# \f \v \x85 \u2028\n" + SOURCE.replace("result = 0", "result = 0  # \U0001f600é\u2029"),
    ]
)
PIECES = [
    "",
    "x",
    "\n",
    "\r\n",
    "\r",
    "    ",
    "\t",
    "\f",
    "\u2028",
    "é",
    "\U0001f600",
    "(",
    "'",
    "def g(n):\n    return n\n",
    "3",
]
POSITIONS = st.tuples(st.integers(0, 12), st.integers(0, 30))
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])
EDITS = st.tuples(st.just("edit"), POSITIONS, POSITIONS, st.sampled_from(PIECES))
REQUESTS = st.tuples(
    st.just("request"),
    st.sampled_from(
        [
            *("inlayHint", "resolve", "hover", "codeLens", "codeAction", "diagnostic", "inlineValue"),
            *("trace", "entryPoints", "functions", "predict", "useCall", "nonsense"),
        ]
    ),
    POSITIONS,
    st.booleans(),  # cancelled at once
)
OTHERS = st.tuples(st.sampled_from(["close", "open", "toggle", "old version", "whole text", "forget", "settings"]))
SESSIONS = st.lists(EDITS | REQUESTS | OTHERS, max_size=25)


def params(method: str, uri: str, position: tuple[int, int]) -> tuple[str, Any]:
    """Give the full method and parameters of a request."""
    document = {"uri": uri}
    at = {"line": position[0], "character": position[1]}
    span = {"start": at, "end": {"line": position[0] + 5, "character": 0}}
    match method:
        case "inlayHint":
            return "textDocument/inlayHint", {"textDocument": document, "range": span}
        case "hover":
            return "textDocument/hover", {"textDocument": document, "position": at}
        case "codeAction":
            return "textDocument/codeAction", {"textDocument": document, "range": span, "context": {"diagnostics": []}}
        case "inlineValue":
            context = {"frameId": 1, "stoppedLocation": span}
            return "textDocument/inlineValue", {"textDocument": document, "range": span, "context": context}
        case "trace" | "entryPoints" | "functions":
            return f"deskcheck/{method}", {"uri": uri, "function": "total"}
        case "resolve":
            return "inlayHint/resolve", {"position": at, "label": "", "data": {"uri": uri, "line": position[0]}}
        case "predict" | "useCall":
            more = ["total([1])"] if method == "useCall" else []
            return "workspace/executeCommand", {"command": f"deskcheck.{method}", "arguments": [uri, "total", *more]}
        case "nonsense":
            return "textDocument/hover", {"textDocument": document, "position": "here"}
    return f"textDocument/{method}", {"textDocument": document}


async def session(client: LanguageClient, source: str, steps: list[Any], encoding: Encoding) -> str | None:
    """Play a session; gives the text of the reference model, None when the document is closed at the end."""
    uri, version, text = URI, 1, source
    is_open = True
    client.open(uri, text)
    waiting: list[asyncio.Future[Any]] = []
    for step in steps:
        match step:
            case ("edit", start, end, piece) if is_open:
                start, end = sorted((start, end))
                first, last = (reference_offset(text, *place, encoding) for place in (start, end))
                version += 1
                places = [{"line": line, "character": character} for line, character in (start, end)]
                client.change(uri, version, {"range": {"start": places[0], "end": places[1]}, "text": piece})
                text = text[: min(first, last)] + piece + text[max(first, last) :]
            case ("whole text",) if is_open:
                version, text = version + 1, source
                client.change(uri, version, {"text": text})
            case ("old version",) if is_open:
                client.change(uri, version - 1, {"text": "lost"})
            case ("close",) if is_open:
                client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
                is_open = False
            case ("open",) if not is_open:
                version, text, is_open = 1, source, True
                client.open(uri, text)
            case ("toggle",):
                command = {"command": "deskcheck.toggle", "arguments": []}
                waiting.append(client.begin("workspace/executeCommand", command)[1])
            case ("settings",):
                shown = {"ghostValues": {"maxLength": 40}, "prediction": {"when": "visible"}}
                client.notify("workspace/didChangeConfiguration", {"settings": {"deskcheck": shown}})
            case ("forget",):
                command = {"command": "deskcheck.forget", "arguments": [uri, None]}
                waiting.append(client.begin("workspace/executeCommand", command)[1])
            case ("request", method, position, is_cancelled):
                number, future = client.begin(*params(method, uri, position))
                waiting.append(future)
                if is_cancelled:
                    client.notify("$/cancelRequest", {"id": number})
    waiting.append(client.begin("deskcheck/status", {})[1])
    async with asyncio.timeout(20):
        for result in await asyncio.gather(*waiting, return_exceptions=True):
            assert not isinstance(result, BaseException) or isinstance(result, ResponseError)
    numbers = [answer["id"] for answer in client.answers]
    assert len(numbers) == len(set(numbers)) == len(waiting) + 1
    assert [message for message in client.told if message["method"].startswith("window/showMessage")] == []
    assert not any(answer.get("error", {}).get("code") == -32603 for answer in client.answers)
    return text if is_open else None


async def shown(client: LanguageClient) -> list[dict[str, Any]]:
    """Give the hints of the document when nothing is under way any more."""
    if (await client.request("deskcheck/status", {}))["state"] == "off":
        await client.command("deskcheck.toggle")
    await client.command("deskcheck.useCall", URI, "total", None) if await has_total(client) else None
    async with asyncio.timeout(20):
        await client.hints(URI)
        while (await client.request("deskcheck/status", {}))["pending"]:
            await asyncio.sleep(0.002)
    place = {"start": {"line": 0, "character": 0}, "end": {"line": 10_000, "character": 0}}
    hints = await client.request("textDocument/inlayHint", {"textDocument": {"uri": URI}, "range": place})
    assert isinstance(hints, list)
    return hints


def units(line: str, encoding: Encoding) -> int:
    return len(line.encode(SIZES[encoding])) // UNIT_BYTES[encoding]


async def has_total(client: LanguageClient) -> bool:
    functions = (await client.request("deskcheck/functions", {"uri": URI}))["functions"]
    return any(function["name"] == "total" for function in functions)


@settings(max_examples=N_SESSIONS, deadline=None, suppress_health_check=list(HealthCheck))
@given(SOURCES, SESSIONS, ENCODINGS)
def test_a_random_session_is_answered_in_full_and_keeps_the_text(source: str, steps: list[Any], encoding: str) -> None:
    async def run() -> None:
        servers: list[Any] = []
        capabilities = {"general": {"positionEncodings": [encoding]}}
        async with connected(lambda _settings: Foreseeing(), servers.append) as client:
            await client.initialize(capabilities=capabilities)
            text = await session(client, source, steps, Encoding(encoding))
            document = servers[0].session.documents.get(URI)
            assert (document.text if document else None) == text
            found = await shown(client) if text is not None else []
        if text is None:
            return
        lines = re.split(r"\r\n|\r|\n", text)
        for hint in found:
            at = hint["position"]
            assert at["character"] == units(lines[at["line"]], Encoding(encoding))
            assert width(hint["label"]) <= 40
        async with connected(lambda _settings: Foreseeing()) as client:
            await client.initialize(capabilities=capabilities)
            client.open(URI, text)
            fresh = {hint["position"]["line"]: hint["label"] for hint in await shown(client)}
        hints = {hint["position"]["line"]: hint["label"] for hint in found}
        assert len(hints) == len(found)  # one a line
        # What is stale is of a function whose header is broken.
        assert {line: label for line, label in hints.items() if label[0] != "~"} == {
            line: label for line, label in fresh.items() if hints.get(line, "")[:1] != "~"
        }

    asyncio.run(run())
