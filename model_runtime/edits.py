"""What an edit leaves of a run: the frames that come out the same without asking, and the rest as a draft.

The frames before the edited statement first runs are kept. On 3,538 one-token edits of recorded runs that held for
3,215 of the 3,217 to which it applied; the two were edits that made a variable captured by a nested function. So
nothing is kept unless

- the edit is inside function bodies, and neither text is broken,
- the functions are the same, with the same parameters, free names and kind; a local that comes or goes is nowhere else
  read in its function,
- control flow of the new text leads to each kept frame (a line that came in between does not run by itself).

Knows no model.
"""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tree_sitter import Node

from model_runtime.program.flow import FlowState
from model_runtime.program.parser import Function, Program, block_of, first_line, last_line, node_text
from model_runtime.trace.frames import ReturnKind, TraceEvent, TraceFrame

_HAS_LOCALS = (TraceEvent.CALL, TraceEvent.LINE)
_NAME = re.compile(r"\w+")
_HEADERS = ("_statement", "_definition", "_clause")


@dataclass(frozen=True, slots=True)
class OldFrame:
    """A frame of the run before the edit, at its place in the new text; line 0 where that is gone."""

    event: TraceEvent
    function: str
    line: int
    kind: ReturnKind | None
    arg: str | None
    shown: Mapping[str, str]  # in its activation, at the frame
    before: Mapping[str, str]  # in its activation, before the frame
    is_behind_edit: bool = False  # the line that ran before it, here or in its activation, is another one now

    @property
    def changed(self) -> tuple[str, ...]:
        """The names whose value is another one at the frame."""
        return tuple(name for name, text in self.shown.items() if self.before.get(name) != text)


def old_run(old: Program, new: Program, frames: Sequence[TraceFrame]) -> tuple[OldFrame, ...]:
    """Give the frames of a run of the old text as a draft for a run of the new one."""
    moved = line_map(old.text, new.text)
    places = {**_places_of_edited(old.text, new.text), **moved}
    shown: dict[int, Mapping[str, str]] = {}
    lines: dict[int, int] = {}  # that each activation came to last
    last = 0
    found = []
    for frame in frames:
        before = shown.get(frame.activation, {})
        now = frame.locals if frame.event in _HAS_LOCALS else before
        shown[frame.activation] = now
        is_behind_edit = any(number and number not in moved for number in (last, lines.get(frame.activation, 0)))
        last = lines[frame.activation] = frame.line
        line = places.get(frame.line, 0)
        found.append(OldFrame(frame.event, frame.function, line, frame.kind, frame.arg, now, before, is_behind_edit))
    return tuple(found)


def kept_frames(old: Program, new: Program, entry: Function, frames: Sequence[TraceFrame]) -> list[TraceFrame]:
    """Give the frames at the beginning of a run of the old text that are those of the new one, with its line numbers.

    Args:
        old: the text that was run.
        new: the text after an edit.
        entry: the function of the new text that is entered.
        frames: the run of the old text, from its first frame.
    """
    was = old.function(entry.name, frames[0].line) if frames else None
    edited = _edited_lines(old, new)
    if was is None or edited is None or not _have_same_functions(old, new):
        return []
    moved = line_map(old.text, new.text)
    before, after = FlowState.start(old, was), FlowState.start(new, entry)
    kept: list[TraceFrame] = []
    for frame in frames:
        line = moved.get(frame.line)
        if line is None or frame.line in edited:
            break
        twin = replace(frame, line=line, source=new.lines[line - 1])
        step, next_step = before.step_for(frame), after.step_for(twin)
        if step is None or next_step is None or (step.likely and not next_step.likely):
            break
        kept.append(twin)
        before.advance(step)
        after.advance(next_step)
    return kept


@lru_cache(maxsize=64)
def line_map(old: str, new: str) -> Mapping[int, int]:
    """Give the new number of each line that an edit left as it is."""
    return {
        a + idx + 1: b + idx + 1
        for tag, a, a_end, b, _ in _diff(old, new)
        if tag == "equal"
        for idx in range(a_end - a)
    }


def _places_of_edited(old: str, new: str) -> Mapping[int, int]:
    """Give the number of the line that stands in place of each edited one, where as many lines stand there."""
    return {
        a + idx + 1: b + idx + 1
        for tag, a, a_end, b, b_end in _diff(old, new)
        if tag == "replace" and a_end - a == b_end - b
        for idx in range(a_end - a)
    }


@lru_cache(maxsize=64)
def _diff(old: str, new: str) -> tuple[tuple[str, int, int, int, int], ...]:
    """Give how the lines of one text become those of another, as `difflib` says it."""
    matcher = difflib.SequenceMatcher(None, old.split("\n"), new.split("\n"), autojunk=False)
    return tuple(matcher.get_opcodes())


def _edited_lines(old: Program, new: Program) -> frozenset[int] | None:
    """Give the lines of the old text whose statement is edited; None when the edit is not one inside functions."""
    if old.errors or new.errors:
        return None
    moved = line_map(old.text, new.text)
    back = {line: number for number, line in moved.items()}
    edited: set[int] = set()
    for program, left in ((old, moved), (new, back)):
        for number in range(1, len(program.lines) + 1):
            if number in left:
                continue
            span = _statement_lines(program, number)
            if span is None:
                return None
            edited.update(span if program is old else (back[line] for line in span if line in back))
    return frozenset(edited)


def _statement_lines(program: Program, line: int) -> range | None:
    """Give the lines of the statement or header that a line is part of, none for a comment; None outside functions."""
    text = program.lines[line - 1]
    column = len(text) - len(text.lstrip())
    byte = len(text[:column].encode("utf-8", "surrogatepass"))
    here = program.root.named_descendant_for_point_range((line - 1, byte), (line - 1, byte))
    if here is None or here.type == "comment" or not text.strip():
        inside = here
        while inside is not None and not inside.type.endswith(_HEADERS):
            inside = inside.parent
        if inside is None or line not in _header(inside):
            return range(0)
    node: Node | None = here
    while node is not None and not node.type.endswith(_HEADERS):
        node = node.parent
    if node is None or not _is_in_function(node):
        return None
    return _header(node)


def _header(node: Node) -> range:
    body = block_of(node)
    if body is None:
        return range(first_line(node), last_line(node) + 1)
    return range(first_line(node), max(first_line(node) + 1, first_line(body)))


def _is_in_function(node: Node) -> bool:
    """Whether a statement runs in a call: it is in the body of a function, and not in that of a class in a module."""
    inner: Node = node
    parent = node.parent
    while parent is not None:
        if parent.type == "function_definition" and parent.child_by_field_name("body") == inner:
            return True
        inner, parent = parent, parent.parent
    return False


def _have_same_functions(old: Program, new: Program) -> bool:
    if len(old.functions) != len(new.functions):
        return False
    return all(_is_same(*pair) for pair in zip(old.functions, new.functions, strict=True))


def _is_same(old: Function, new: Function) -> bool:
    a, b = ((f.name, f.params, sorted(f.free_names), f.is_generator, f.is_async, f.kind) for f in (old, new))
    if a != b:
        return False
    come, gone = set(new.local_names) - set(old.local_names), set(old.local_names) - set(new.local_names)
    return not (come & _words(old)) and not (gone & _words(new))


def _words(function: Function) -> set[str]:
    return set(_NAME.findall(node_text(function.node)))
