"""Text in the middle of being typed: the part of it that can run, with every line at its place.

A broken statement spoils more than itself: an open bracket or quote swallows the functions below it. So a text is cut
at its top-level statements by indentation, and only the broken pieces lose lines: from the break to the end of the
function that it is in, or more where that is not enough. What is lost becomes
empty lines, so that line numbers stay, the first of them a `pass`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from model_runtime.program.parser import Program, parse

_TOP = re.compile(
    r"(@|def\b|class\b|async\s+def\b|import\b|from\b|if\b|for\b|while\b|with\b|try\b|[A-Za-z_]\w*\s*[=:(\[.,])"
)
_CONTINUES = re.compile(r"(else|elif|except|finally)\b")
_DEF = re.compile(r"\s*(async\s+def|def|class)\b")


@dataclass(frozen=True, slots=True)
class Whole:
    """A program that parses, and the lines that had to go for it."""

    program: Program
    lost: frozenset[int]  # 1-based


@lru_cache(maxsize=32)
def whole_part(text: str, file: str | None = None) -> Whole:
    """Give the part of a text that parses; all of it where nothing is broken."""
    program = parse(text, file=file)
    if not program.errors:
        return Whole(program, frozenset())
    lines = list(program.lines)
    lost: set[int] = set()
    for first, last in _pieces(lines):
        lost |= {first + idx for idx in _mend(lines[first - 1 : last])}
    mended = parse(_with_stops(program.lines, lost), file=file)
    if mended.errors:
        mended = parse(_without(program.lines, lost), file=file)
    if mended.errors:  # pieces that are whole alone but not together: keep what is before the first break
        first_error = min(error.line for error in mended.errors)
        lost |= set(range(first_error, len(lines) + 1))
        mended = parse(_without(program.lines, lost), file=file)
    if mended.errors:
        lost = set(range(1, len(lines) + 1))
        mended = parse("\n" * (len(lines) - 1), file=file)
    return Whole(mended, frozenset(lost))


def _pieces(lines: list[str]) -> list[tuple[int, int]]:
    """Give the first and last line of each top-level piece, which begins with a statement at the left edge."""
    starts = [
        idx + 1
        for idx, line in enumerate(lines)
        if _TOP.match(line) and not _CONTINUES.match(line) and not (idx and _is_decorator(lines[idx - 1]))
    ]
    starts = [1, *(start for start in starts if start > 1)]
    return [(start, end - 1) for start, end in zip(starts, [*starts[1:], len(lines) + 1], strict=True)]


def _is_decorator(line: str) -> bool:
    return line.startswith("@")


def _mend(piece: list[str]) -> set[int]:
    """Give the indices of a piece's lines that must go for the rest to parse."""
    lost: set[int] = set()
    for _ in range(len(piece) + 1):
        errors = parse(_without(piece, {idx + 1 for idx in lost})).errors
        if not errors:
            return lost
        at = min(*(error.line for error in errors), len(piece)) - 1
        while at >= 0 and (at in lost or not piece[at].strip()):
            at -= 1
        if at < 0:
            break
        end = _end_of_function(piece, at)
        if _DEF.match(piece[at]):  # an open bracket below spoils the whole of it: where does it begin?
            at = _break_in(piece, at, end, lost)
        lost |= set(range(at, end))
    return set(range(len(piece)))


def _break_in(piece: list[str], header: int, end: int, lost: set[int]) -> int:
    """Give the index of the line up to which a function parses; its header when nothing of it does."""
    for cut in range(end, header + 1, -1):
        if piece[cut - 1].strip() and not parse(_without(piece[:cut], {idx + 1 for idx in lost})).errors:
            return cut
    return header


def _end_of_function(piece: list[str], at: int) -> int:
    """Give the index behind the innermost function that holds a line, by indentation."""
    indent = _indent(piece[at])
    header = next(
        (idx for idx in range(at, -1, -1) if _DEF.match(piece[idx]) and (idx == at or _indent(piece[idx]) < indent)),
        None,
    )
    if header is None:
        return len(piece)
    edge = _indent(piece[header])
    below = (idx for idx in range(at + 1, len(piece)) if piece[idx].strip() and _indent(piece[idx]) <= edge)
    return next((idx for idx in below if not piece[idx].lstrip().startswith((")", "]", "}"))), len(piece))


def _with_stops(lines: "list[str] | tuple[str, ...]", lost: set[int]) -> str:
    """Put `pass` where each break begins: what the line before it did is seen only where another line follows."""
    kept = [
        line[: _indent(line)] + "pass"
        if idx + 1 in lost and idx not in lost and _indent(line)
        else "" if idx + 1 in lost else line
        for idx, line in enumerate(lines)
    ]  # fmt: skip
    return "\n".join(kept)


def _without(lines: "list[str] | tuple[str, ...]", lost: set[int]) -> str:
    return "\n".join("" if idx + 1 in lost else line for idx, line in enumerate(lines))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
