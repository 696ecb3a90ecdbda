"""Where a run can start: pins, doctests, asserts and calls, and how a call binds to a signature.

A pin is a comment `# deskcheck: f(3, "a")` anywhere in the file. Values are the canonical repr of literals; an argument
that is not a literal is left open (None), because working it out would mean running user code. A function without an
example is entered with its defaults, or with plain values of the annotated types.
"""

import ast
import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from model_runtime.errors import DeskcheckError
from model_runtime.program.parser import Function, FunctionKind, Program
from model_runtime.trace.syntax import parse_expression, parse_syntax

Arguments = tuple[tuple[str, str | None], ...]

_PIN = re.compile(r"#\s*deskcheck:\s*(.+?)\s*$")
_RANK = {"pin": 0, "doctest": 1, "assert": 2, "test": 3, "call": 4, "defaults": 5, "annotations": 6, "signature": 7}
EXAMPLES = ("pin", "doctest", "assert", "test", "call")  # what somebody wrote, as against what a signature suggests

# What an annotated parameter is tried with: small, but enough for a loop to go round.
_PLAIN = {
    "int": "3",
    "float": "1.5",
    "complex": "1j",
    "str": "'abc'",
    "bytes": "b'abc'",
    "bool": "True",
    "None": "None",
    "object": "1",
    "Any": "1",
    "list": "[3, 1, 2]",
    "tuple": "(3, 1, 2)",
    "set": "{1, 2, 3}",
    "frozenset": "frozenset({1, 2, 3})",
    "dict": "{'a': 1, 'b': 2}",
}
_LISTS = ("list", "List", "Sequence", "Iterable", "Collection", "MutableSequence")
_SETS = ("set", "Set", "AbstractSet", "MutableSet")
_DICTS = ("dict", "Dict", "Mapping", "MutableMapping")
_OTHERS = {"int": ("3", "1", "2"), "str": ("'b'", "'a'", "'c'"), "float": ("1.5", "0.5", "2.0")}


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """Where a trace starts, with its arguments and why it was chosen."""

    function: str
    call: str
    why: str  # pin, doctest, assert, call, test, defaults, annotations or signature
    line: int
    arguments: Arguments | None


@dataclass(frozen=True, slots=True)
class BoundCall:
    """A call, bound to the parameters of a function of the program; None = not a literal."""

    function: str
    arguments: Arguments


def entry_points(program: Program, *, tests: Sequence[Program] = ()) -> tuple[EntryPoint, ...]:
    """Give the entry points of a program, best first; functions without an example come last.

    Those are entered as their signature suggests (`defaults`, `annotations`); where it says too little, the why is
    `signature` and the arguments are open.
    """
    found: list[EntryPoint] = []
    for call, why, line in (*_examples(program), *(found for test in tests for found in _in_test(test, program))):
        if why not in ("pin", "doctest") and program.function(call.partition("(")[0]) is None:
            continue  # a call around one of ours, which is found on its own
        try:
            bound = bind_call(program, call)
        except DeskcheckError:
            continue
        found.append(EntryPoint(bound.function, call, why, line, bound.arguments))
    found.sort(key=lambda entry: (_RANK[entry.why], entry.line))
    known = {entry.function for entry in found}
    for function in program.functions:
        if function.kind is FunctionKind.FUNCTION and "<locals>" not in function.name and function.name not in known:
            found.append(_suggested(program, function))
    return tuple(sorted(found, key=lambda entry: (_RANK[entry.why], entry.line)))


def _suggested(program: Program, function: Function) -> EntryPoint:
    """Enter a function with its defaults, and with plain values where a parameter has a type only."""
    try:
        signature = _signature(function)
        arguments = _suggested_arguments(signature)
        if arguments is not None:
            call = f"{function.name}({', '.join(arguments)})"
            bound = bind_call(program, call)
            return EntryPoint(
                function.name, call, "annotations" if arguments else "defaults", function.line, bound.arguments
            )
    except DeskcheckError:
        pass
    return EntryPoint(function.name, f"{function.name}(…)", "signature", function.line, None)


def _suggested_arguments(signature: ast.arguments) -> list[str] | None:
    """Give an argument for each parameter without a default; None when the type of one is not known."""
    optional = {name for name, _ in _defaults(signature)}
    arguments = []
    for parameter in (*signature.posonlyargs, *signature.args, *signature.kwonlyargs):
        if parameter.arg in optional:
            continue
        value = _sample(parameter.annotation)
        if value is None:
            return None
        arguments.append(f"{parameter.arg}={value}" if parameter in signature.kwonlyargs else value)
    return arguments


def _sample(annotation: ast.expr | None) -> str | None:
    """Give a plain value of an annotated type, None where there is none."""
    match annotation:
        case ast.Constant(value=str(text)):
            try:
                return _sample(parse_expression(text))
            except SyntaxError:
                return None
        case ast.Constant(value=None):
            return "None"
        case ast.Name(id=name) | ast.Attribute(attr=name):
            if name in ("Sequence", "Iterable", "List", "Collection"):
                return _PLAIN["list"]
            return _PLAIN.get(name.lower() if name in ("Dict", "Set", "Tuple") else name)
        case ast.BinOp(op=ast.BitOr(), left=left, right=right):
            return _sample(left) if _sample(left) not in (None, "None") else _sample(right)
        case ast.Subscript(value=ast.Name(id=name) | ast.Attribute(attr=name), slice=items):
            return _sample_of_generic(name, items)
    return None


def _sample_of_generic(name: str, items: ast.expr) -> str | None:
    inner = list(items.elts) if isinstance(items, ast.Tuple) else [items]
    if name in ("Optional", "Annotated", "Final"):
        return _sample(inner[0])
    if name == "Union":
        return next((value for value in map(_sample, inner) if value not in (None, "None")), None)
    if name == "Literal":
        return _literal(inner[0])
    if name in ("tuple", "Tuple"):
        if len(inner) == 2 and isinstance(inner[1], ast.Constant) and inner[1].value is ...:
            several = _several(inner[0])
            return None if several is None else f"({', '.join(several)})"
        return _joined([_sample(item) for item in inner])
    if name in _DICTS and len(inner) == 2:
        keys, value = _several(inner[0]), _sample(inner[1])
        return None if keys is None or value is None else f"{{{', '.join(f'{key}: {value}' for key in keys[:2])}}}"
    if name in _LISTS or name in _SETS:
        several = _several(inner[0])
        if several is None:
            return None
        return f"[{', '.join(several)}]" if name in _LISTS else f"{{{', '.join(dict.fromkeys(several))}}}"
    return None


def _several(annotation: ast.expr) -> tuple[str, ...] | None:
    if isinstance(annotation, ast.Name) and annotation.id in _OTHERS:
        return _OTHERS[annotation.id]
    value = _sample(annotation)
    return None if value is None else (value, value)


def bind_call(program: Program, call: str) -> BoundCall:
    """Bind a call expression to the signature of the program's function it calls, as the interpreter would.

    The call may be wrapped, as in `list(f(3))`: the first call of a function of the program counts.

    Raises:
        DeskcheckError: it is no call, calls no function of the program, or does not fit the signature.
    """
    try:
        tree = parse_expression(call.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise DeskcheckError(f"{call!r} is not a Python expression") from error
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    if not calls:
        raise DeskcheckError(f"{call!r} is not a call: write it as f(1, 2)")
    for node in calls:
        name = ast.unparse(node.func)
        function = program.function(name)
        if function is not None and function.kind in (FunctionKind.FUNCTION, FunctionKind.METHOD):
            return BoundCall(function.name, _bound(function, node, call))
    raise DeskcheckError(_unknown(program, ast.unparse(calls[0].func)))


def canonical(value: object) -> str:
    """Spell a literal as the recorder does: sets in sorted order."""
    if isinstance(value, list):
        return "[" + ", ".join(canonical(item) for item in value) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(canonical(item) for item in value) + (",)" if len(value) == 1 else ")")
    if isinstance(value, dict):
        return "{" + ", ".join(f"{canonical(k)}: {canonical(v)}" for k, v in value.items()) + "}"
    if isinstance(value, set):
        items = [canonical(item) for item in value]
        ordered = items if all(type(item) is int for item in value) else sorted(items)
        return "{" + ", ".join(ordered) + "}" if items else "set()"
    return repr(value)


def _in_test(test: Program, program: Program) -> Iterator[tuple[str, str, int]]:
    """Give the calls in a test, under the names that they have in the program; those of other modules are left out."""
    prefixes, names = _imported(test, program)
    for call, _, line in _examples(test):
        called, bracket, arguments = call.partition("(")
        for prefix in prefixes:
            called = called.removeprefix(f"{prefix}.")
        head, dot, rest = called.partition(".")
        head = names.get(head, head)
        if head:
            yield f"{head}{dot}{rest}{bracket}{arguments}", "test", line


def _imported(test: Program, program: Program) -> tuple[list[str], dict[str, str]]:
    """Give the names of a program's module in a test, and what names taken from modules mean: empty for another's.

    A module is the program's when the last part of its name is; a package around it may hand its functions on.
    """
    tree, path = _python_tree(test), PurePath(program.file or "")
    ours = path.parent.name if path.stem == "__init__" else path.stem
    prefixes: list[str] = []
    names: dict[str, str] = {}
    for node in ast.walk(tree) if tree is not None and ours else ():
        if isinstance(node, ast.Import):
            prefixes += [a.asname or a.name for a in node.names if a.name.rpartition(".")[2] == ours]
        elif isinstance(node, ast.ImportFrom):
            last = (node.module or "").rpartition(".")[2]
            is_around = last in path.parts[:-1] or not node.module
            for alias in node.names:
                here = alias.asname or alias.name
                if alias.name == ours and last != ours:
                    prefixes.append(here)
                else:
                    is_handed_on = is_around and program.function(alias.name) is not None
                    names[here] = alias.name if last == ours or is_handed_on else ""
    return sorted(prefixes, key=len, reverse=True), names


def _examples(program: Program) -> Iterator[tuple[str, str, int]]:
    """Give (call, why, line) of everything in a text that looks like an example."""
    for idx, line in enumerate(program.lines):
        if pin := _PIN.search(line):
            yield pin.group(1), "pin", idx + 1
        stripped = line.strip()
        if stripped.startswith(">>> "):
            yield stripped[4:], "doctest", idx + 1
    tree = _python_tree(program)
    if tree is None:
        return
    inside_asserts: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            for call in (child for child in ast.walk(node.test) if isinstance(child, ast.Call)):
                inside_asserts.add(id(call))
                yield ast.unparse(call), "assert", call.lineno
    for node in _module_level(tree):
        if isinstance(node, ast.Call) and id(node) not in inside_asserts:
            yield ast.unparse(node), "call", node.lineno


def _python_tree(program: Program) -> ast.Module | None:
    try:
        return parse_syntax(program.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None  # pins and doctests still count


def _module_level(tree: ast.Module) -> Iterator[ast.AST]:
    """Walk what runs when the file runs, and the bodies of test functions."""
    stack: list[ast.AST] = list(reversed(tree.body))
    while stack:
        node = stack.pop()
        yield node
        is_def = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if is_def and not node.name.startswith("test"):  # type: ignore[attr-defined]
            continue
        if isinstance(node, ast.Lambda):
            continue
        stack.extend(reversed(list(ast.iter_child_nodes(node))))


def _bound(function: Function, node: ast.Call, call: str) -> Arguments:
    signature = _signature(function)
    name = function.name
    values: dict[str, ast.expr | str | None] = {}
    positional = [*signature.posonlyargs, *signature.args]
    if function.kind is FunctionKind.METHOD and positional:
        values[positional[0].arg] = None  # the instance is no literal
        positional = positional[1:]
    if any(isinstance(argument, ast.Starred) for argument in node.args) or any(k.arg is None for k in node.keywords):
        return tuple((parameter, None) for parameter in function.params)
    extra = node.args[len(positional) :]
    if extra and signature.vararg is None:
        wanted = f"{len(positional)} argument{'s' * (len(positional) != 1)}"
        raise DeskcheckError(f"{call} does not fit: {name}() takes {wanted}, {len(node.args)} are given")
    for parameter, argument in zip(positional, node.args, strict=False):
        values[parameter.arg] = argument
    by_keyword = {parameter.arg for parameter in (*signature.args, *signature.kwonlyargs)}
    more: list[tuple[str, ast.expr]] = []
    for keyword in node.keywords:
        assert keyword.arg is not None
        if keyword.arg in by_keyword:
            if keyword.arg in values:
                raise DeskcheckError(f"{call} does not fit: argument {keyword.arg!r} is given twice")
            values[keyword.arg] = keyword.value
        elif signature.kwarg is not None:
            more.append((keyword.arg, keyword.value))
        else:
            raise DeskcheckError(f"{call} does not fit: {name}() has no parameter {keyword.arg!r}")
    for optional, default in _defaults(signature):
        values.setdefault(optional, default)
    missing = [p.arg for p in (*positional, *signature.kwonlyargs) if p.arg not in values]
    if missing:
        raise DeskcheckError(f"{call} does not fit: {name}() lacks the argument {missing[0]!r}")
    if signature.vararg is not None:
        values[signature.vararg.arg] = _joined([_literal(item) for item in extra])
    if signature.kwarg is not None:
        pairs = [(key, _literal(value)) for key, value in more]
        is_known = all(text is not None for _, text in pairs)
        values[signature.kwarg.arg] = "{" + ", ".join(f"{k!r}: {v}" for k, v in pairs) + "}" if is_known else None
    return tuple((parameter, _text(values.get(parameter))) for parameter in function.params)


def _text(value: ast.expr | str | None) -> str | None:
    return _literal(value) if isinstance(value, ast.expr) else value


def _joined(texts: list[str | None]) -> str | None:
    known = [text for text in texts if text is not None]
    if len(known) < len(texts):
        return None
    return "(" + ", ".join(known) + (",)" if len(known) == 1 else ")")


def _literal(node: ast.expr) -> str | None:
    try:
        return canonical(ast.literal_eval(node))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def _defaults(signature: ast.arguments) -> Iterator[tuple[str, ast.expr]]:
    positional = [*signature.posonlyargs, *signature.args]
    for parameter, default in zip(reversed(positional), reversed(signature.defaults), strict=False):
        yield parameter.arg, default
    for parameter, keyword_default in zip(signature.kwonlyargs, signature.kw_defaults, strict=True):
        if keyword_default is not None:
            yield parameter.arg, keyword_default


def _signature(function: Function) -> ast.arguments:
    """Parse a signature on its own, so that broken code elsewhere does not matter."""
    parameters = function.node.child_by_field_name("parameters")
    text = (parameters.text or b"()").decode("utf-8", "replace") if parameters else "()"
    try:
        definition = parse_syntax(f"def _{text}: pass").body[0]
    except (SyntaxError, ValueError) as error:
        raise DeskcheckError(
            f"the signature of {function.name} has a syntax error at line {function.def_line}"
        ) from error
    assert isinstance(definition, ast.FunctionDef)
    return definition.args


def _unknown(program: Program, name: str) -> str:
    near = difflib.get_close_matches(name, [f.name for f in program.functions], n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"there is no function {name!r} in this file{hint}"
