"""When an imagined run cannot end: a state that came back.

A run is endless when one activation comes back to the header of the same `while` loop with the same locals, and nothing
that the locals do not show can differ: no live iterator, no opaque value, no randomness or input in the program, no
place where its calls could keep something. Whole values are compared, not hashes (2**61 hashes like 1) and not texts
that were cut at a limit, and never inside a multi-line expression.
"""

import re
from collections.abc import Mapping

from model_runtime.program.parser import Program
from model_runtime.trace.frames import TraceEvent, TraceFrame

_CONSTANT = r"""(?:[-+]?[\d._]+|'[^'\n]*'|"[^"\n]*"|True|False|None)"""
_PURE_MODULES = (
    "__future__|abc|bisect|cmath|collections|copy|dataclasses|decimal|enum|fractions|functools|heapq|itertools|json"
    "|math|operator|re|statistics|string|textwrap|typing|unicodedata"
)
_HIDDEN_STATE = re.compile(
    r"\b(random|time|datetime|input|uuid|secrets|os|open|next|iter|id|yield|async|await|lru_cache|cache|threading|global"
    r"|nonlocal|class)\b"
    r"|\.\w+\s*(?:[-+*/%&|^@]|//|\*\*|<<|>>)?=(?!=)"  # a store to an attribute
    r"|^\s*(?:async\s+)?def\b(?:[^\n]*|[^)]*)=\s*(?:[\[{]|\w+\()"  # a default that can change
    r"|^[A-Za-z_][\w, ]*(?::[^=\n]+)?=(?!=|[ \t]*" + _CONSTANT + r"[ \t]*(?:#.*)?$)"  # a global that can change
    r"|^\s*(?:from|import)\s+(?!(?:" + _PURE_MODULES + r")\b)",
    re.MULTILINE,
)
_WHILE = re.compile(r"\s*while\b")
_ITERATING = re.compile(r"\s*(async\s+)?(for|with)\b")


class EndlessDetector:
    """Watches the frames of one run."""

    def __init__(self, program: Program) -> None:
        self._lines = program.lines
        self._may_hide = bool(_HIDDEN_STATE.search(program.text))
        self._seen: dict[tuple[int, int], list[Mapping[str, str]]] = {}

    def see(self, frame: TraceFrame) -> str | None:
        """Take in a frame; give the reason when the run can no longer end."""
        if self._may_hide or frame.event is not TraceEvent.LINE or not _WHILE.match(frame.source):
            return None
        if self._is_inside_iteration(frame.line) or any("<" in v or v.confidence == 0 for v in frame.locals.values()):
            return None  # confidence 0: the text was cut at its limit
        seen = self._seen.setdefault((frame.activation, frame.line), [])
        if any(dict(earlier) == dict(frame.locals) for earlier in seen):
            return f"line {frame.line} is reached again with every variable as before"
        seen.append(frame.locals)
        return None

    def _is_inside_iteration(self, line: int) -> bool:
        """Whether a `for` or `with` encloses the line: its iterator is state that no local shows."""
        indent = _indent(self._lines[line - 1])
        for text in reversed(self._lines[: line - 1]):
            if not text.strip() or _indent(text) >= indent:
                continue
            indent = _indent(text)
            if _ITERATING.match(text):
                return True
            if re.match(r"\s*(async\s+)?def\b", text):
                return False
        return False


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
