"""Ghost values: what each line of a program did to the variables, gathered from the frames of a trace.

A frame shows the state before its line runs, so a line's effect is read in the next frame of the same activation. All
runs of a line, in loops and in several activations, are joined in order. Knows no terminal and no editor.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from model_runtime.trace.frames import COMPREHENSION_SUFFIX, ReturnKind, TraceEvent, TraceFrame, Value

_BINDS_NOTHING_NEW = re.compile(r"\s*(@|(async\s+def|def|class|import|from)\b)")  # nothing that is worth showing
_FOR = re.compile(r"\s*(async\s+)?for\b")
_IF = re.compile(r"\s*(?:el)?if\b")
_DEL = re.compile(r"\s*del\b")
_RETURN = re.compile(r".*\breturn\b|.*\blambda\b")


class GhostKind(StrEnum):
    """What happened to the values of a ghost."""

    ARGUMENT = "argument"
    ASSIGNED = "assigned"
    DELETED = "deleted"
    YIELDED = "yielded"
    RETURNED = "returned"
    RAISED = "raised"


@dataclass(frozen=True, slots=True)
class GhostValue:
    """One name of a line with its value after each run; the name is empty for what is yielded, returned or raised."""

    kind: GhostKind
    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class LineGhosts:
    """What is known of one line: how often it ran, and its ghosts."""

    line: int
    runs: int
    ghosts: tuple[GhostValue, ...]


@dataclass(frozen=True, slots=True)
class _Effect:
    """One run of a line: the state after it, what it changed, and where the activation went."""

    state: Mapping[str, Value]
    changed: frozenset[str]
    gone: tuple[str, ...]
    next_line: int


@dataclass(slots=True)
class _Line:
    source: str = ""
    runs: int = 0
    arguments: list[Mapping[str, Value]] = field(default_factory=list)
    effects: list[_Effect] = field(default_factory=list)
    ends: dict[GhostKind, list[Value]] = field(default_factory=lambda: defaultdict(list))


def ghost_values(frames: Iterable[TraceFrame], source_lines: Sequence[str] = ()) -> dict[int, LineGhosts]:
    """Gather the ghosts of each line that ran, by line; frames of comprehensions and lambdas are left out.

    Args:
        frames: a trace from its start, possibly unfinished.
        source_lines: the program's text; tells a loop's header that starts a round from one that ends the loop.
    """
    lines: dict[int, _Line] = defaultdict(_Line)
    before: dict[int, TraceFrame] = {}
    for frame in frames:
        if is_folded(frame):
            continue
        line = lines[frame.line]
        line.source = line.source or frame.source
        if frame.event in (TraceEvent.CALL, TraceEvent.LINE):
            line.runs += frame.event is TraceEvent.LINE
            previous = before.get(frame.activation)
            if previous is not None:
                lines[previous.line].effects.append(_effect(previous, frame))
            elif frame.event is TraceEvent.CALL:
                line.arguments.append(frame.locals)
            before[frame.activation] = frame
        else:
            line.runs = max(line.runs, 1)
            kind = _kind_of_end(frame)
            if kind is not None and frame.arg is not None:
                line.ends[kind].append(frame.arg)
    return {
        number: LineGhosts(number, line.runs, _ghosts(line, number, source_lines)) for number, line in lines.items()
    }


def is_folded(frame: TraceFrame) -> bool:
    """Whether a frame belongs to a comprehension, a generator expression or a lambda that something else called."""
    return frame.activation != 0 and frame.function.endswith(COMPREHENSION_SUFFIX)


def _effect(previous: TraceFrame, frame: TraceFrame) -> _Effect:
    changed = frozenset(name for name, value in frame.locals.items() if previous.locals.get(name) != value)
    gone = tuple(name for name in previous.locals if name not in frame.locals)
    return _Effect(frame.locals, changed, gone, frame.line)


def _kind_of_end(frame: TraceFrame) -> GhostKind | None:
    if frame.event is TraceEvent.EXCEPTION:
        return GhostKind.RAISED
    if frame.kind is ReturnKind.YIELDED:
        return GhostKind.YIELDED
    falls_off_the_end = frame.arg == "None" and not _RETURN.match(frame.source)
    if frame.kind is ReturnKind.UNWOUND or falls_off_the_end:
        return None
    return GhostKind.RETURNED


def _ghosts(line: _Line, number: int, source_lines: Sequence[str]) -> tuple[GhostValue, ...]:
    ghosts = [
        GhostValue(GhostKind.ARGUMENT, name, tuple(state[name] for state in line.arguments if name in state))
        for name in dict.fromkeys(name for state in line.arguments for name in state)
    ]
    if not _BINDS_NOTHING_NEW.match(line.source):
        for name in _changed_names(line.effects):
            ghosts.append(GhostValue(GhostKind.ASSIGNED, name, _values(name, line, number, source_lines)))
    if _DEL.match(line.source):
        gone = dict.fromkeys(name for effect in line.effects for name in effect.gone)
        ghosts.extend(GhostValue(GhostKind.DELETED, name, ()) for name in gone)
    for kind, values in line.ends.items():
        ghosts.append(GhostValue(kind, "", tuple(values)))
    return tuple(ghosts)


def _changed_names(effects: Iterable[_Effect]) -> list[str]:
    names: dict[str, None] = {}
    for effect in effects:
        names.update(dict.fromkeys(name for name in effect.state if name in effect.changed))
    return list(names)


def _values(name: str, line: _Line, number: int, source_lines: Sequence[str]) -> tuple[Value, ...]:
    """Give a name's value after each run of the line, also where it stayed as it was.

    Left out are runs that bound nothing: when a loop just ended, and where a condition stands before what binds it.
    """
    is_header = bool(_FOR.match(line.source))
    is_conditional = bool(_IF.match(line.source))
    return tuple(
        effect.state[name]
        for effect in line.effects
        if name in effect.changed
        or (
            name in effect.state
            and not is_conditional
            and not (is_header and not _is_in_body(number, effect.next_line, source_lines))
        )
    )


def _is_in_body(header: int, line: int, source_lines: Sequence[str]) -> bool:
    """Whether a line is in the block that a header opens, by indentation."""
    if not header < line <= len(source_lines):
        return False
    indent = _indent(source_lines[header - 1])
    return all(_indent(text) > indent for text in source_lines[header:line] if text.strip())


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
