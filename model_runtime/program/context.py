"""What of a file and of the files it imports matters to a run: the text that a model is shown, and where its lines lie.

A run that starts in one function can reach only what that function names, directly or through what it names. So the
context holds these definitions and nothing else: it fits a budget where a file of thousands of lines would not, an edit
elsewhere leaves it as it is, and definitions imported from other files of the workspace stand in it as if they were
written there. Reads no files: whoever calls gives the modules.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tree_sitter import Node

from model_runtime.program.parser import Function, Program, bindings, first_line, last_line, node_text, walk_scope
from model_runtime.trace.frames import Trace, TraceFrame

MAX_CONTEXT_CHARS = 12_000  # about half of the embedded model's positions
_LINE = re.compile(r"\bline (\d+)\b")
_IMPORTS = ("import_statement", "import_from_statement", "future_import_statement")
_COMPOUND = ("if_statement", "try_statement", "with_statement", "for_statement", "while_statement")

FindModule = Callable[[str, int, str | None], Program | None]
"""Gives the program of a module: its dotted name, the dots of a relative import, the file that imports it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line of a context lies."""

    file: str | None
    line: int  # 1-based


@dataclass(frozen=True, slots=True)
class Context:
    """A text to predict from; `places[n - 1]` is where its line n lies."""

    text: str
    places: tuple[Place, ...]
    entry_line: int  # of the entry's CALL event, in the text
    file: str | None

    def placed(self, frame: TraceFrame) -> TraceFrame:
        """Move a frame of a run of the text to the file and line that it lies in."""
        place = self.places[frame.line - 1]
        return replace(frame, line=place.line, file=place.file)

    def placed_trace(self, trace: Trace) -> Trace:
        """Move a run of the text to the files and lines that it lies in."""
        frames = tuple(self.placed(frame) for frame in trace.frames)
        return replace(trace, frames=frames, file=self.file, note=self.placed_note(trace.note))

    def placed_note(self, note: str | None) -> str | None:
        """Move the line that a note names."""
        return note and _LINE.sub(lambda match: f"line {self.places[int(match.group(1)) - 1].line}", note)

    def lines_of(self, file: str | None) -> dict[int, int]:
        """Give the lines of a file that the text holds: their number there to that in the text."""
        places = reversed(list(enumerate(self.places, 1)))  # of several the first: empty lines may stand behind
        return {place.line: line for line, place in places if place.file == file}


def no_modules(_name: str, _level: int, _file: str | None) -> Program | None:
    """Find no module: what is imported is stepped over."""
    return None


def context_of(
    program: Program, entry: Function, *, find_module: FindModule = no_modules, max_chars: int = MAX_CONTEXT_CHARS
) -> Context:
    """Gather what a run of a function needs, in the order of the files, imported definitions first.

    What does not fit into `max_chars` is left out, what is fewest steps away from the entry is kept.
    """
    gathering = _Gathering(find_module, max_chars)
    top = _top_level(program, entry.node)
    gathering.add(program, top)
    gathering.follow()
    return gathering.context(program, entry)


@dataclass(slots=True)
class _Module:
    """The top-level statements of a program by the names they bind."""

    program: Program
    bound: dict[str, list[Node]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in self.program.root.named_children:
            for name in _bound_names(node):
                self.bound.setdefault(name, []).append(node)


@lru_cache(maxsize=32)
def _module(program: Program) -> _Module:
    return _Module(program)


class _Gathering:
    def __init__(self, find_module: FindModule, max_chars: int) -> None:
        self._find_module = find_module
        self._left = max_chars
        self._modules: dict[int, _Module] = {}
        self._order: list[Program] = []
        self._taken: dict[tuple[int, int], Node] = {}  # by program and byte
        self._inlined: dict[tuple[int, int], set[str]] = {}  # of an import statement: names whose definitions are here
        self._owner: dict[str, Program] = {}  # which program a name of the text comes from
        self._todo: list[tuple[Program, Node]] = []

    def add(self, program: Program, node: Node) -> None:
        """Take a top-level statement into the text."""
        key = (id(program), node.start_byte)
        if key in self._taken:
            return
        size = node.end_byte - node.start_byte
        if self._taken and size > self._left:
            return
        self._left -= size
        self._see(program)
        self._taken[key] = node
        for name in _bound_names(node):
            self._owner.setdefault(name, program)
        self._todo.append((program, node))

    def _see(self, program: Program) -> None:
        if id(program) not in self._modules:
            self._modules[id(program)] = _module(program)
            self._order.append(program)

    def follow(self) -> None:
        """Take in what the statements name, nearest first, until nothing is new."""
        while self._todo:
            program, node = self._todo.pop(0)
            if node.type in _IMPORTS:
                continue
            for name in _names_in(node):
                for definition in self._modules[id(program)].bound.get(name, ()):
                    if not (definition.type == "import_from_statement" and self._import(program, definition, name)):
                        self.add(program, definition)

    def _import(self, program: Program, statement: Node, name: str) -> bool:
        """Take the definition of an imported name from its own file; False where it is stepped over."""
        source = _imported_from(statement, name)
        if source is None:
            return False
        module, level = source
        other = self._find_module(module, level, program.file)
        if other is None or other.errors:
            return False
        self._see(other)
        definitions = self._modules[id(other)].bound.get(name, [])
        if not definitions:
            return False
        if self._owner.get(name, other) is not other:
            return False  # another thing of that name is in the text
        for definition in definitions:
            if definition.type == "import_from_statement" and self._import(other, definition, name):
                continue  # a package that hands on a name of its module
            if any(self._owner.get(bound, other) is not other for bound in _bound_names(definition)):
                return False
            self.add(other, definition)
            if (id(other), definition.start_byte) not in self._taken:
                return False
        self._inlined.setdefault((id(program), statement.start_byte), set()).add(name)
        if self._owner.get(name) is None:
            self._owner[name] = other
        self._rest_of_import(program, statement)
        return True

    def _rest_of_import(self, program: Program, statement: Node) -> None:
        """Keep an import for the names that are not written out here."""
        names = set(_bound_names(statement))
        if names - self._inlined.get((id(program), statement.start_byte), set()):
            self._taken.setdefault((id(program), statement.start_byte), statement)

    def context(self, program: Program, entry: Function) -> Context:
        """Write the text: imported files first, each in its own order, the entry's file last."""
        order = [other for other in self._order if other is not program] + [program]
        lines: list[str] = []
        places: list[Place] = []
        entry_line = 0
        seen: set[int] = set()
        for source in order:
            nodes = sorted(
                (node for (owner, _), node in self._taken.items() if owner == id(source)), key=lambda n: n.start_byte
            )
            for node in nodes:
                if node.id in seen:
                    continue
                seen.add(node.id)
                written = self._written(source, node)
                if lines and written and _wants_space(node):
                    lines.append("")
                    places.append(Place(source.file, written[0][0]))
                for number, text in written:
                    if source is program and number == entry.line:
                        entry_line = len(lines) + 1
                    lines.append(text)
                    places.append(Place(source.file, number))
        return Context(
            "\n".join(lines) + "\n", (*places, Place(program.file, places[-1].line)), entry_line, program.file
        )

    def _written(self, program: Program, node: Node) -> list[tuple[int, str]]:
        """Give the lines of a statement with their numbers; an import without the names that are written out."""
        numbers = range(first_line(node), last_line(node) + 1)
        inlined = self._inlined.get((id(program), node.start_byte), set())
        if node.type == "import_from_statement" and inlined:
            left = [text for name, text in _import_items(node) if name not in inlined]
            module = node.child_by_field_name("module_name")
            if not left or module is None:
                return []
            return [(numbers[0], f"from {node_text(module)} import {', '.join(left)}")]
        return [(number, program.lines[number - 1]) for number in numbers]


def _top_level(program: Program, node: Node) -> Node:
    while node.parent is not None and node.parent.type != "module":
        node = node.parent
    return node


def _bound_names(node: Node) -> list[str]:
    """Give the names that a top-level statement binds in its module."""
    if node.type == "decorated_definition":
        definition = node.child_by_field_name("definition")
        return bindings(definition) if definition is not None else []
    if node.type in ("function_definition", "class_definition", *_IMPORTS):
        return bindings(node)
    if node.type in ("expression_statement", *_COMPOUND):
        return list(dict.fromkeys(name for part in walk_scope(node) for name in bindings(part)))
    return []


def _names_in(node: Node) -> Sequence[str]:
    names: dict[str, None] = {}
    stack = [node]
    while stack:
        here = stack.pop()
        if here.type == "identifier":
            names[node_text(here)] = None
        if here.type == "attribute":
            target = here.child_by_field_name("object")
            stack += [target] if target is not None else []
            continue
        stack.extend(reversed(here.children))
    return list(names)


def _imported_from(statement: Node, name: str) -> tuple[str, int] | None:
    """Give module and level of a `from … import name`; None where the name is an alias or the module itself."""
    if not any(bound == name and text == name for bound, text in _import_items(statement)):
        return None
    module = statement.child_by_field_name("module_name")
    if module is None:
        return None
    text = node_text(module)
    return text.lstrip("."), len(text) - len(text.lstrip("."))


def _import_items(statement: Node) -> list[tuple[str, str]]:
    """Give what an import binds and how it is written: ("b", "a as b")."""
    module = statement.child_by_field_name("module_name")
    items = []
    for child in statement.named_children:
        if module is not None and child.id == module.id:
            continue
        if child.type == "aliased_import":
            alias = child.child_by_field_name("alias")
            items.append((node_text(alias) if alias else "", node_text(child)))
        elif child.type == "dotted_name":
            items.append((node_text(child), node_text(child)))
    return items


def _wants_space(node: Node) -> bool:
    return node.type in ("function_definition", "class_definition", "decorated_definition")
