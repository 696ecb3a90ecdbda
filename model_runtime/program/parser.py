"""Source text to a `Program`: functions with their names as CPython gives them, and syntax errors as data.

Broken code is ordinary: tree-sitter always gives a tree, errors become `Program.errors`, whatever is whole stays
usable. Names follow the compiler: `co_qualname` for functions, `co_varnames` order for parameters, mangled private
names.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

import tree_sitter_python
from tree_sitter import Language, Node, Parser

from model_runtime.trace.syntax import parse_syntax

_LANGUAGE = Language(tree_sitter_python.language())

COMPREHENSIONS = {
    "list_comprehension": "<listcomp>",
    "set_comprehension": "<setcomp>",
    "dictionary_comprehension": "<dictcomp>",
    "generator_expression": "<genexpr>",
}
SCOPES = {"function_definition", "lambda", "class_definition", *COMPREHENSIONS}


class FunctionKind(StrEnum):
    """What kind of code a function of a trace is."""

    FUNCTION = "function"
    METHOD = "method"
    LAMBDA = "lambda"
    COMPREHENSION = "comprehension"
    CLASS_BODY = "class_body"


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """A place that does not parse."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Function:
    """One code object that has frames of its own in a trace."""

    name: str  # co_qualname
    line: int  # of the CALL event: the first decorator, else the `def`
    def_line: int
    end_line: int
    params: tuple[str, ...]
    local_names: tuple[str, ...]  # all names bound here, in order of first binding
    free_names: tuple[str, ...]  # names taken from enclosing functions
    global_names: frozenset[str]  # names declared to be the module's
    is_generator: bool
    is_async: bool
    kind: FunctionKind
    docstring: bool
    node: Node = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Program:
    """A parsed text; `lines[n - 1]` is line n."""

    text: str
    lines: tuple[str, ...]
    file: str | None
    errors: tuple[SyntaxProblem, ...]
    functions: tuple[Function, ...]
    root: Node = field(repr=False, compare=False)

    def function(self, name: str, line: int | None = None) -> Function | None:
        """Find a function by qualified name, one that holds `line` first; among several the last definition counts."""
        found = [function for function in self.functions if function.name == name]
        here = [function for function in found if line is not None and function.line <= line <= function.end_line]
        candidates = here or found
        return candidates[-1] if candidates else None

    def function_at(self, line: int) -> Function | None:
        """Find the innermost named function whose text holds a line."""
        inside = [f for f in self.functions if f.line <= line <= f.end_line and not f.name.endswith(">")]
        return min(inside, key=lambda f: f.end_line - f.line, default=None)

    def __hash__(self) -> int:
        return hash((self.text, self.file))


def parse(text: str, *, file: str | None = None) -> Program:
    """Parse a text; never raises on broken code. Line ends are normalised to a bare newline first."""
    return _parse(text.replace("\r\n", "\n").replace("\r", "\n"), file)


@lru_cache(maxsize=256)
def _parse(text: str, file: str | None) -> Program:
    root = Parser(_LANGUAGE).parse(text.encode("utf-8", "surrogatepass")).root_node
    functions: list[Function] = []
    _collect(root, "", "", (), functions)
    functions.sort(key=lambda f: (f.line, f.node.start_byte))
    errors = tuple(_errors(root))
    if errors and _is_accepted(text):
        errors = ()
    return Program(text, tuple(text.split("\n")), file, errors, tuple(functions), root)


def _is_accepted(text: str) -> bool:
    """Whether Python itself reads a text; tree-sitter stumbles over a few, such as `f"{x:=^9}"`."""
    try:
        parse_syntax(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


@lru_cache(maxsize=256)
def bound_once(program: Program) -> frozenset[str]:
    """Give the names that stand for one thing wherever they are read: bound once, by the module."""
    bound = Counter(name for node in walk_scope(program.root) for name in bindings(node))
    local = {name for f in program.functions for name in (*f.local_names, *f.params, *f.global_names)}
    return frozenset(name for name, times in bound.items() if times == 1 and name not in local)


def node_text(node: Node) -> str:
    """Give the source text of a node."""
    return (node.text or b"").decode("utf-8", "surrogatepass")


def first_line(node: Node) -> int:
    """Give the first line of a node, 1-based."""
    return int(node.start_point[0]) + 1


def last_line(node: Node) -> int:
    """Give the last line of a node, 1-based."""
    row, column = node.end_point
    return int(row) + (1 if column else 0) if row > node.start_point[0] else int(row) + 1


def block_of(node: Node) -> Node | None:
    """Give the block of a compound statement or clause; None where there is none."""
    block = node.child_by_field_name("body") or node.child_by_field_name("consequence")
    return block or next((child for child in node.named_children if child.type == "block"), None)


def walk_scope(node: Node) -> Iterator[Node]:
    """Walk the nodes that belong to a scope itself, in order of the text; nested scopes are given but not entered.

    What a nested scope evaluates in the enclosing one (decorators, defaults, bases, a comprehension's first iterable)
    is entered.
    """
    stack = list(reversed(node.children))
    while stack:
        child = stack.pop()
        yield child
        if child.type in SCOPES:
            stack.extend(reversed(_outer_parts(child)))
        else:
            stack.extend(reversed(child.children))


def own_parts(scope: Node) -> list[Node]:
    """Give the children of a scope node that run inside the scope."""
    if scope.type in ("function_definition", "lambda", "class_definition"):
        body = scope.child_by_field_name("body")
        return [body] if body else []
    outer = {part.id for part in _outer_parts(scope)}
    parts = []
    for child in scope.children:
        if child.type == "for_in_clause" and any(part.id in outer for part in child.children):
            parts += [part for part in child.children if part.id not in outer]
        else:
            parts.append(child)
    return parts


def _outer_parts(scope: Node) -> list[Node]:
    if scope.type in ("function_definition", "lambda"):
        parameters = scope.child_by_field_name("parameters")
        values = [p.child_by_field_name("value") for p in parameters.children] if parameters else []
        annotations = [p.child_by_field_name("type") for p in parameters.children] if parameters else []
        return [v for v in (*values, *annotations, scope.child_by_field_name("return_type")) if v]
    if scope.type == "class_definition":
        bases = scope.child_by_field_name("superclasses")
        return [bases] if bases else []
    clause = next((child for child in scope.children if child.type == "for_in_clause"), None)
    iterable = clause.child_by_field_name("right") if clause else None
    return [iterable] if iterable else []


def _collect(
    node: Node, prefix: str, class_name: str, enclosing: tuple[frozenset[str], ...], out: list[Function]
) -> None:
    """Add the functions below a node; `enclosing` are the names bound by the functions around, innermost last."""
    for child in walk_scope(node) if node.type == "module" else _walk_parts(own_parts(node)):
        if child.type not in SCOPES:
            continue
        if child.type == "class_definition":
            name_node = child.child_by_field_name("name")
            name = node_text(name_node) if name_node else "?"
            body = _function(child, prefix + name, name, enclosing, FunctionKind.CLASS_BODY)
            out.append(body)
            _collect(child, f"{prefix}{name}.", name, enclosing, out)
            continue
        if child.type == "function_definition":
            name_node = child.child_by_field_name("name")
            name = node_text(name_node) if name_node else "?"
            is_method = node.type == "class_definition"
            kind = FunctionKind.METHOD if is_method else FunctionKind.FUNCTION
        elif child.type == "lambda":
            name, kind = "<lambda>", FunctionKind.LAMBDA
        else:
            name, kind = COMPREHENSIONS[child.type], FunctionKind.COMPREHENSION
        function = _function(child, prefix + name, class_name, enclosing, kind)
        out.append(function)
        bound = frozenset(function.local_names)
        inner = "." if kind is FunctionKind.COMPREHENSION else ".<locals>."  # as the compiler names them
        _collect(child, f"{prefix}{name}{inner}", class_name, (*enclosing, bound), out)


def _walk_parts(parts: Sequence[Node]) -> Iterator[Node]:
    for part in parts:
        yield part
        if part.type in SCOPES:
            for outer in _outer_parts(part):
                yield outer
                yield from walk_scope(outer) if outer.type not in SCOPES else ()
        else:
            yield from walk_scope(part)


def _function(
    node: Node, name: str, class_name: str, enclosing: tuple[frozenset[str], ...], kind: FunctionKind
) -> Function:
    params = _params(node)
    declared: dict[str, set[str]] = {"global_statement": set(), "nonlocal_statement": set()}
    bound = list(params)
    if node.type in COMPREHENSIONS:  # its first clause is split: the iterable is evaluated outside
        bound += [name for clause in node.children if clause.type == "for_in_clause" for name in bindings(clause)]
    for part in _walk_parts(own_parts(node)):
        if part.type in declared:
            declared[part.type] |= {node_text(c) for c in part.children if c.type == "identifier"}
        bound += bindings(part)
    mangled = [_mangled(n, class_name) for n in bound]
    local_names = tuple(dict.fromkeys(n for n in mangled if not any(n in names for names in declared.values())))
    around = frozenset().union(*enclosing) if enclosing else frozenset()
    if kind is FunctionKind.CLASS_BODY:
        local_names = tuple(dict.fromkeys(("__module__", "__qualname__", *local_names)))
    used = _used_names(node) - set(local_names)
    free = [n for n in sorted(used) if n in around]
    if ("super" in used and kind is FunctionKind.METHOD) or "__class__" in used:
        free.append("__class__")
    first = node
    if node.parent is not None and node.parent.type == "decorated_definition":
        first = node.parent
    body = node.child_by_field_name("body")
    return Function(
        name=name,
        line=first_line(first),
        def_line=first_line(node),
        end_line=last_line(node),
        params=tuple(params),
        local_names=local_names,
        free_names=tuple(free),
        global_names=frozenset(declared["global_statement"]),
        is_generator=node.type == "generator_expression" or _has_yield(node),
        is_async=any(child.type == "async" for child in node.children),
        kind=kind,
        docstring=bool(body and node.type == "function_definition" and is_docstring(body)),
        node=node,
    )


def is_docstring(body: Node) -> bool:
    """Whether a block begins with a docstring."""
    first = next((child for child in body.named_children if child.type != "comment"), None)
    return bool(
        first is not None
        and first.type == "expression_statement"
        and first.named_child_count == 1
        and first.named_children[0].type in ("string", "concatenated_string")
    )


def _params(node: Node) -> list[str]:
    if node.type in COMPREHENSIONS:
        return [".0"]
    parameters = node.child_by_field_name("parameters")
    if parameters is None:
        return []
    plain: list[str] = []
    keyword_only: list[str] = []
    stars: list[str] = []
    double: list[str] = []
    after_star = False
    for child in parameters.named_children:
        kind = child.type
        target = child
        if kind in ("typed_parameter", "default_parameter", "typed_default_parameter"):
            named = child.child_by_field_name("name")
            target = named if named is not None else child.named_children[0]
            kind = target.type
        if kind == "list_splat_pattern":
            stars.append(node_text(target.named_children[0]))
            after_star = True
        elif kind == "dictionary_splat_pattern":
            double.append(node_text(target.named_children[0]))
        elif kind == "keyword_separator":
            after_star = True
        elif kind == "identifier":
            (keyword_only if after_star else plain).append(node_text(target))
    return plain + keyword_only + stars + double


def bindings(node: Node) -> list[str]:
    """Give the names that a node (not what is inside it) binds in its scope, in binding order."""
    kind = node.type
    if kind == "assignment" and node.child_by_field_name("right") is not None:
        return _targets(node.child_by_field_name("left"))
    if kind in ("augmented_assignment", "for_statement", "for_in_clause"):
        return _targets(node.child_by_field_name("left"))
    if kind == "named_expression":
        return _targets(node.child_by_field_name("name"))
    if kind == "as_pattern":
        alias = node.child_by_field_name("alias")
        return _targets(alias)
    if kind in ("function_definition", "class_definition"):
        name = node.child_by_field_name("name")
        return [node_text(name)] if name else []
    if kind in ("import_statement", "import_from_statement", "future_import_statement"):
        return _imported(node)
    if kind == "delete_statement":
        return [node_text(c) for c in _flat(node.named_children) if c.type == "identifier"]
    if kind == "case_pattern":
        return _captures(node)
    return []


def _targets(node: Node | None) -> list[str]:
    if node is None:
        return []
    if node.type == "identifier":
        return [node_text(node)]
    if node.type in (
        "pattern_list",
        "tuple_pattern",
        "list_pattern",
        "list_splat_pattern",
        "tuple",
        "list",
        "as_pattern_target",
        "parenthesized_expression",
        "list_splat",
        "expression_list",
    ):
        return [name for child in node.named_children for name in _targets(child)]
    return []


def _flat(nodes: Sequence[Node]) -> list[Node]:
    flat = []
    for node in nodes:
        flat += _flat(node.named_children) if node.type in ("expression_list", "tuple") else [node]
    return flat


def _imported(node: Node) -> list[str]:
    module = node.child_by_field_name("module_name")
    names = []
    for child in node.named_children:
        if module is not None and child.id == module.id:
            continue
        if child.type == "aliased_import":
            alias = child.child_by_field_name("alias")
            names += [node_text(alias)] if alias else []
        elif child.type == "dotted_name":
            names.append(node_text(child).split(".")[0])
    return names


def _captures(node: Node) -> list[str]:
    """Names a match pattern captures: bare, star and `as` names; not class names, keywords or dotted values."""
    names: list[str] = []
    stack = list(reversed(node.children))
    while stack:
        child = stack.pop()
        if child.type == "dotted_name":
            text = node_text(child)
            is_class = child.parent is not None and child.parent.type == "class_pattern"
            if "." not in text and not is_class and text != "_":
                names.append(text)
        elif child.type == "identifier" and child.parent is not None:
            if child.parent.type in ("splat_pattern", "as_pattern") and node_text(child) != "_":
                names.append(node_text(child))
        else:
            stack.extend(reversed(child.children))
    return names


def _used_names(node: Node) -> set[str]:
    """Give all names in the text of a scope, nested scopes included; attributes and keywords of calls are none."""
    names = set()
    stack = own_parts(node)
    while stack:
        child = stack.pop()
        if child.type == "identifier":
            names.add(node_text(child))
        part = {"attribute": "object", "keyword_argument": "value"}.get(child.type)
        only = child.child_by_field_name(part) if part else None
        stack.extend(child.children if only is None else [only])
    return names


def _has_yield(node: Node) -> bool:
    return node.type in ("function_definition", "lambda") and any(
        part.type == "yield" for part in _walk_parts(own_parts(node))
    )


def _mangled(name: str, class_name: str) -> str:
    if class_name and name.startswith("__") and not name.endswith("__") and class_name.strip("_"):
        return f"_{class_name.lstrip('_')}{name}"
    return name


def _errors(root: Node) -> Iterator[SyntaxProblem]:
    if not root.has_error:
        return
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_missing:
            yield SyntaxProblem(first_line(node), f"expected {node.type!r}")
        elif node.type == "ERROR":
            text = node_text(node).split("\n")[0].strip()
            yield SyntaxProblem(first_line(node), f"cannot read {text[:40]!r}" if text else "something is missing")
        elif node.has_error:
            stack.extend(reversed(node.children))
