"""The line breakpoints of a bridge: the client's, and hidden ones by which lines tell that they run.

debugpy has one breakpoint a line, replaces all of a file at once and numbers them anew each time. So both kinds are
sent together, the client's last because the last one of a line counts, and the numbers that the client knows are kept.
A breakpoint of the client tells, too, with a condition before it looks at that; one with a hit count or a log message
stays as it is, and its line is silent.
"""

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from debug_adapter.bridge_channel import HIT, Channel
from debug_adapter.protocol import Json
from model_runtime.predictor import read_source
from model_runtime.program.flow import function_flow
from model_runtime.program.parser import parse


class LineBreakpoints:
    """What the client wants, what is hidden, and which number is whose."""

    def __init__(self) -> None:
        self.line_offset = 0  # of the client's lines to ours
        self._wanted: dict[str, Json] = {}  # by real path: arguments of the client
        self._hidden: dict[str, Mapping[int, bool]] = {}
        self._sent: set[str] = set()  # files with hidden ones that debugpy knows
        self._client_ids: dict[str, list[object]] = {}
        self._of_debugpy: dict[object, object] = {}  # its number -> the client's
        self._ours: set[int] = set()
        self._shown: dict[
            object, tuple[object, object]
        ] = {}  # the client's number -> verified and line, as it knows them

    def wanted(self, path: str, arguments: Json) -> None:
        """Note what the client wants in a file."""
        self._wanted[os.path.realpath(path)] = arguments

    def hide(self, path: str, lines: Mapping[int, bool]) -> bool:
        """Let lines of a file tell, True for the first ones of functions; whether that is new."""
        path = os.path.realpath(path)
        before = self._hidden.get(path, {})
        after = {**before, **lines}
        if after == before:
            return False
        self._hidden[path] = after
        self._sent.discard(path)
        return True

    def reveal(self) -> list[str]:
        """Let no line tell any more; gives the files that were concerned."""
        paths = [path for path in self._hidden if path in self._sent]
        self._hidden.clear()
        self._sent.clear()
        return paths

    def begin_anew(self) -> None:
        """Forget what a debugpy that is gone knew; what the client wants and its numbers stay."""
        self._hidden.clear()
        self._sent.clear()
        self._of_debugpy.clear()
        self._ours.clear()

    def unsent(self) -> list[str]:
        """Give the files whose hidden breakpoints debugpy does not have."""
        return [path for path in self._hidden if path not in self._sent]

    def sent(self, path: str, channel: Channel) -> tuple[Json, int]:
        """Give what to send for a file, and how many of them are hidden."""
        real = os.path.realpath(path)
        arguments = self._wanted.get(real) or {"source": {"path": path}, "breakpoints": []}
        theirs = [item for item in arguments.get("breakpoints") or [] if isinstance(item, dict)]
        lines = self._hidden.get(real, {})
        taken = {item.get("line", 0) - self.line_offset for item in theirs}
        hidden = [
            {"line": line + self.line_offset, "condition": channel.condition(is_entry)}
            for line, is_entry in sorted(lines.items())
            if line not in taken
        ]
        if lines:
            self._sent.add(real)
            theirs = [item if _is_silent(item) else {**item, "condition": _telling(item)} for item in theirs]
        return {**arguments, "breakpoints": [*hidden, *theirs]}, len(hidden)

    def is_silent(self, path: str, line: int) -> bool:
        """Whether nothing tells when a line runs, where others do: the client has a breakpoint there that may not."""
        wanted = self._wanted.get(os.path.realpath(path), {})
        theirs = [item for item in wanted.get("breakpoints") or [] if isinstance(item, dict)]
        return any(item.get("line", 0) - self.line_offset == line and _is_silent(item) for item in theirs)

    def are_sent(self, path: str) -> bool:
        """Whether debugpy has the hidden ones of a file."""
        return os.path.realpath(path) in self._sent

    def may_be_sent_again(self, path: str) -> bool:
        """Whether the breakpoints of a file can be sent anew: the hit counts of the client would begin again."""
        wanted = self._wanted.get(os.path.realpath(path), {})
        return not any(item.get("hitCondition") for item in wanted.get("breakpoints") or [] if isinstance(item, dict))

    def answered(self, path: str, n_hidden: int, body: Json) -> Json:
        """Take what debugpy said to the client's request; gives what the client is told."""
        found = self._without_hidden(n_hidden, body)
        ids = [item.get("id") for item in found]
        self._client_ids[os.path.realpath(path)] = ids
        self._of_debugpy.update({number: number for number in ids if isinstance(number, int)})
        for item in found:
            self._note_shown(item)
        return {**body, "breakpoints": found}

    def resent(self, path: str, n_hidden: int, body: Json) -> list[Json]:
        """Take what debugpy said to our own request; gives what is new to the client, under the numbers it knows."""
        known = self._client_ids.get(os.path.realpath(path), [])
        news: list[Json] = []
        for item, client_id in zip(self._without_hidden(n_hidden, body), known, strict=False):
            if isinstance(item.get("id"), int):
                self._of_debugpy[item["id"]] = client_id
            shown = {**item, "id": client_id}
            if self._shown.get(client_id) != (item.get("verified"), item.get("line")):
                self._note_shown(shown)
                news.append(shown)
        return news

    def answered_elsewhere(self, path: str, shown: list[Json]) -> None:
        """Note what somebody else told the client of its breakpoints in a file."""
        self._client_ids[os.path.realpath(path)] = [item.get("id") for item in shown]
        for item in shown:
            self._note_shown(item)

    def _note_shown(self, item: Json) -> None:
        self._shown[item.get("id")] = (item.get("verified"), item.get("line"))

    def _without_hidden(self, n_hidden: int, body: Json) -> list[Json]:
        found = list(body.get("breakpoints") or [])
        self._ours |= {item["id"] for item in found[:n_hidden] if isinstance(item.get("id"), int)}
        return found[n_hidden:]

    def changed(self, body: Json) -> Json | None:
        """Give a `breakpoint` event as the client may see it, None for one of ours."""
        shown = body.get("breakpoint") or {}
        number = shown.get("id")
        if number in self._ours:
            return None
        return {**body, "breakpoint": {**shown, "id": self._of_debugpy.get(number, number)}}

    def with_client_ids(self, body: Json) -> Json:
        """Give a `stopped` event with the numbers that the client knows."""
        numbers = body.get("hitBreakpointIds")
        if not isinstance(numbers, list):
            return body
        theirs = [self._of_debugpy.get(number, number) for number in numbers if number not in self._ours]
        return {
            **{k: v for k, v in body.items() if k != "hitBreakpointIds"},
            **({"hitBreakpointIds": theirs} if theirs else {}),
        }

    def plain(self) -> list[Json]:
        """Give the arguments of the client's requests, file by file."""
        return list(self._wanted.values())

    async def locations(self, path: str, line: int, last: object) -> list[Json]:
        """Give the lines between two on which the program can stop."""
        lines = await asyncio.to_thread(_code_lines, path)
        until = last if isinstance(last, int) else line
        return [{"line": n} for n in sorted(lines) if line - self.line_offset <= n <= until - self.line_offset]


def _is_silent(item: Mapping[str, Any]) -> bool:
    return any(item.get(name) for name in ("hitCondition", "logMessage"))


def _telling(item: Mapping[str, Any]) -> str:
    condition = item.get("condition")
    return f"{HIT} or ({condition}\n)" if condition else f"{HIT} or True"  # a comment may end it


def _code_lines(path: str) -> frozenset[int]:
    program = parse(read_source(Path(path)), file=path)
    functions = [function for function in program.functions if not function.name.endswith(">")]
    inside = {line for function in functions for line in function_flow(program, function).lines}
    within = {line for function in functions for line in range(function.line, function.end_line + 1)}
    top = {child.start_point[0] + 1 for child in program.root.named_children if child.type != "comment"}
    return frozenset(inside | (top - within) | {function.def_line for function in functions})
