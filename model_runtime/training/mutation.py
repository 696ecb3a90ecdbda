"""Variants of a function for the corpus: small edits that change what it does, and new names that do not.

A mutant is plausible, not correct: it parses and compiles, and may raise or loop where the original did not, so the
caller runs it under limits. Both work on the syntax tree, so comments and layout go. Nothing here runs code.
"""

import ast
import copy
import random
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from model_runtime.training.names import (
    ENTRY_NAMES,
    HELPER_NAMES,
    NATURAL_NAMES,
    NEW_NAMES,
    TARGET_NAMES,
    TERSE_NAMES,
)

Edit = Callable[[], None]

_METHOD_FAMILIES_TEXT = """
upper lower swapcase title capitalize
find rfind
index rindex
strip lstrip rstrip
startswith endswith
isdigit isalpha isalnum isupper islower isspace
ljust rjust center
split rsplit
partition rpartition
add discard
removeprefix removesuffix
union intersection difference symmetric_difference
"""
METHOD_FAMILIES = tuple(tuple(line.split()) for line in _METHOD_FAMILIES_TEXT.split("\n") if line)
BUILTIN_FAMILIES = (("min", "max", "sum"), ("any", "all"), ("min", "max"), ("int", "abs"))
_COMPARISONS: tuple[tuple[type[ast.cmpop], ...], ...] = (
    (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq),
    (ast.In, ast.NotIn),
    (ast.Is, ast.IsNot),
)
_ARITHMETIC: tuple[type[ast.operator], ...] = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod)
_NUMERIC_CALLS = {"len", "sum", "ord", "int", "abs", "min", "max", "round"}
_REFLECTIVE = {"locals", "globals", "vars", "eval", "exec", "dir"}
_GENERIC_NAMES = "x y z val item data obj tmp value a b c"


def mutate(source: str, rng: random.Random) -> str | None:
    """Give the source with one to three small edits in its functions, or None where that gives no other program."""
    try:
        original = ast.parse(source)
    except (SyntaxError, ValueError):
        return None
    before = ast.unparse(original)
    for _ in range(8):
        tree = copy.deepcopy(original)
        for _ in range(rng.choices((1, 2, 3), weights=(60, 28, 12))[0]):
            edits = _edits(tree, rng)
            if not edits:
                return None
            kinds = sorted(edits)  # choose the kind first, or constants would drown the rest
            rng.choice(edits[rng.choice(kinds)])()
        text = ast.unparse(ast.fix_missing_locations(tree))
        if text != before and _compiles(text):
            return text + "\n"
    return None


def rename(source: str, rng: random.Random) -> str:
    """Give the source with other names for its functions, parameters and locals, which does the same.

    The last function of the module, the one that `random_call` calls, is named `f` half of the time. Names that others
    may use (attributes, keyword arguments, imports, classes) stay.
    """
    tree = ast.parse(source)
    if any(isinstance(node, ast.Name) and node.id in _REFLECTIVE for node in ast.walk(tree)):
        return ast.unparse(tree) + "\n"
    mapping = _new_names(tree, rng)
    _Renamer(mapping).visit(tree)
    return ast.unparse(tree) + "\n"


def strip_annotations(source: str) -> str:
    """Give the source without type annotations."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.returns = None
            node.body = _without_annotations(node.body)
        elif isinstance(node, (ast.For, ast.While, ast.If, ast.With)):
            node.body = _without_annotations(node.body)
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def _without_annotations(body: list[ast.stmt]) -> list[ast.stmt]:
    kept: list[ast.stmt] = []
    for statement in body:
        if isinstance(statement, ast.AnnAssign):
            if statement.value is not None:
                kept.append(ast.copy_location(ast.Assign([statement.target], statement.value), statement))
        else:
            kept.append(statement)
    return kept or [ast.Pass()]


def _compiles(text: str) -> bool:
    try:
        compile(text, "<mutant>", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


# Edits, each a closure over the node it changes, by kind.


def _edits(tree: ast.Module, rng: random.Random) -> dict[str, list[Edit]]:
    edits: dict[str, list[Edit]] = {}
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        kinds = _kinds_of_names(function)
        for node in _nodes_to_edit(function):
            for kind, edit in _edits_of_node(node, kinds, rng):
                edits.setdefault(kind, []).append(edit)
        for body, is_in_while in _bodies(function):
            for kind, edit in _edits_of_body(body, function, is_in_while=is_in_while):
                edits.setdefault(kind, []).append(edit)
    return edits


def _nodes_to_edit(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Walk a function's body without docstrings, annotations, formats, and functions inside it."""
    waiting: list[ast.AST] = list(reversed(function.body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        yield node
        if isinstance(node, ast.JoinedStr):
            waiting += [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        elif isinstance(node, ast.AnnAssign):
            waiting += [node.value] if node.value else []
        else:
            waiting += reversed(list(ast.iter_child_nodes(node)))


def _edits_of_node(node: ast.AST, kinds: dict[str, str], rng: random.Random) -> Iterator[tuple[str, Edit]]:
    match node:
        case ast.Constant(value=bool() as flag):
            yield "bool", _setter(node, "value", not flag)
        case ast.Constant(value=int() as number):
            yield "int", _setter(node, "value", _other_int(number, rng))
        case ast.Constant(value=str() as text):
            yield "str", _setter(node, "value", _other_str(text, rng))
        case ast.Compare(ops=[operator]):
            for comparisons in _COMPARISONS:
                others = [kind for kind in comparisons if not isinstance(operator, kind)]
                if len(others) < len(comparisons):
                    yield "comparison", _setter(node, "ops", [rng.choice(others)()])
        case ast.BinOp() if _is_numeric(node, kinds):
            yield "arithmetic", _setter(node, "op", _other_operator(node.op, rng))
        case ast.AugAssign() if isinstance(node.op, _ARITHMETIC) and _is_number(node.value, kinds):
            yield "arithmetic", _setter(node, "op", _other_operator(node.op, rng))
        case ast.BoolOp():
            yield "connective", _setter(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.Call(func=ast.Attribute()):
            yield from _method_edits(node, rng)
        case ast.Call(func=ast.Name(id=name) as function, args=arguments):
            for family in BUILTIN_FAMILIES:
                if name in family and len(arguments) == 1:
                    yield "builtin", _setter(function, "id", rng.choice([other for other in family if other != name]))
            if name in ("min", "max") and len(arguments) > 1:
                yield "builtin", _setter(function, "id", "max" if name == "min" else "min")
            if name == "range":
                yield "range", _setter(node, "args", _other_range(arguments, rng))
        case ast.Slice():
            yield "slice", _slice_edit(node, rng)
        case ast.Name(id=name, ctx=ast.Load()) if name in kinds:
            alike = sorted(other for other, kind in kinds.items() if kind == kinds[name] and other != name)
            if alike:
                yield "name", _setter(node, "id", rng.choice(alike))
        case ast.If() | ast.IfExp():
            yield "negation", _setter(node, "test", _negated(node.test))
            if isinstance(node, ast.If) and node.orelse and not isinstance(node.orelse[0], ast.If):
                yield "branches", _swap_branches(node)


def _setter(node: ast.AST, field: str, value: object) -> Edit:
    return lambda: setattr(node, field, value)


def _swap_branches(node: ast.If) -> Edit:
    def edit() -> None:
        node.body, node.orelse = node.orelse, node.body

    return edit


def _negated(test: ast.expr) -> ast.expr:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    return ast.UnaryOp(ast.Not(), test)


def _other_int(number: int, rng: random.Random) -> int:
    options = {number + 1, number - 1, number + 2, number * 2, 0, 1, 2, 3, rng.randint(0, 10)} - {number}
    return rng.choice(sorted(option for option in options if option >= 0 or number <= 0))


def _other_str(text: str, rng: random.Random) -> str:
    letter = rng.choice("abcdeiorstxyz -_,.0")
    if len(text) <= 1:
        return rng.choice([option for option in (letter, letter, letter.upper(), text + letter) if option != text])
    position = rng.randrange(len(text))
    options = [text[:position] + letter + text[position + 1 :], text[1:], text[:-1], text[::-1], text.swapcase()]
    return rng.choice([option for option in options if option != text] or [text + letter])


def _other_operator(operator: ast.operator, rng: random.Random) -> ast.operator:
    return rng.choice([kind for kind in _ARITHMETIC if not isinstance(operator, kind)])()


def _is_numeric(node: ast.BinOp, kinds: dict[str, str]) -> bool:
    """Tell whether an operation is surely on numbers: `+`, `*` and `%` also work on text."""
    if not isinstance(node.op, _ARITHMETIC):
        return False
    return isinstance(node.op, (ast.Sub, ast.FloorDiv)) or (
        _is_number(node.left, kinds) and _is_number(node.right, kinds)
    )


def _is_number(node: ast.expr, kinds: dict[str, str]) -> bool:
    match node:
        case ast.Constant(value=int() | float()):
            return True
        case ast.Name(id=name):
            return kinds.get(name) in ("int", "float", "index")
        case ast.Call(func=ast.Name(id=name)):
            return name in _NUMERIC_CALLS
        case ast.UnaryOp(operand=operand):
            return _is_number(operand, kinds)
        case ast.BinOp(left=left, right=right):
            return _is_number(left, kinds) and _is_number(right, kinds)
    return False


def _method_edits(call: ast.Call, rng: random.Random) -> Iterator[tuple[str, Edit]]:
    function = call.func
    assert isinstance(function, ast.Attribute)
    for family in METHOD_FAMILIES:
        if function.attr in family:
            yield "method", _setter(function, "attr", rng.choice([name for name in family if name != function.attr]))

    def replace(name: str, arguments: list[ast.expr]) -> Edit:
        def edit() -> None:
            function.attr, call.args = name, arguments

        return edit

    match function.attr, call.args:
        case "append", [item]:
            yield "method", replace("insert", [ast.Constant(rng.choice((0, 0, 1))), item])
        case "insert", [_, item]:
            yield "method", replace("append", [item])
        case "pop", []:
            yield "method", replace("pop", [ast.Constant(0)])
        case "pop", [ast.Constant(value=int())]:
            yield "method", replace("pop", [])


def _other_range(arguments: list[ast.expr], rng: random.Random) -> list[ast.expr]:
    one = ast.Constant(1)
    if len(arguments) == 1:
        stop = arguments[0]
        fewer, more = ast.BinOp(stop, ast.Sub(), one), ast.BinOp(stop, ast.Add(), one)
        ranges: list[list[ast.expr]] = [[one, stop], [fewer], [one, more], [ast.Constant(0), stop, ast.Constant(2)]]
        return rng.choice(ranges)
    if len(arguments) == 2:
        start, stop = arguments
        return rng.choice(([start, ast.BinOp(stop, ast.Sub(), one)], [start, stop, ast.Constant(2)], [stop]))
    return arguments[:2]


def _slice_edit(node: ast.Slice, rng: random.Random) -> Edit:
    number = ast.Constant(rng.randint(1, 3))
    negative = ast.UnaryOp(ast.USub(), ast.Constant(rng.randint(1, 2)))
    field, value = rng.choice(
        (("lower", None), ("lower", number), ("upper", None), ("upper", negative), ("upper", number), ("step", None),
         ("step", ast.Constant(2)), ("step", ast.UnaryOp(ast.USub(), ast.Constant(1))))
    )  # fmt: skip
    return _setter(node, field, value)


def _bodies(function: ast.FunctionDef) -> Iterator[tuple[list[ast.stmt], bool]]:
    """Give every list of statements in a function, and whether a `while` loop lives by it."""
    for node in (function, *_nodes_to_edit(function)):
        for field in ("body", "orelse"):
            body = getattr(node, field, None)
            if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
                yield body, isinstance(node, ast.While)


def _edits_of_body(body: list[ast.stmt], function: ast.FunctionDef, *, is_in_while: bool) -> Iterator[tuple[str, Edit]]:
    bound: set[str] = {argument.arg for argument in _arguments(function.args)}
    first_line = {name: line for name, line in _first_bindings(function).items() if name not in bound}
    for index, statement in enumerate(body):
        changes = isinstance(statement, (ast.AugAssign, ast.Expr, ast.Assign))
        is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if is_text or not (changes or isinstance(statement, ast.If)):
            continue
        binds_first = any(
            isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and first_line.get(node.id) == node.lineno
            for node in ast.walk(statement)
        )
        if len(body) > 1 and not is_in_while and not binds_first:
            yield "drop", _remover(body, statement)
        if changes:
            yield "duplicate", _inserter(body, index, statement)


def _first_bindings(function: ast.FunctionDef) -> dict[str, int]:
    lines: dict[str, int] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            lines[node.id] = min(node.lineno, lines.get(node.id, node.lineno))
    return lines


def _remover(body: list[ast.stmt], statement: ast.stmt) -> Edit:
    return lambda: body.remove(statement)


def _inserter(body: list[ast.stmt], index: int, statement: ast.stmt) -> Edit:
    return lambda: body.insert(index, copy.deepcopy(statement))


# Kinds of names, as far as annotations, first values and loops tell.


def _kinds_of_names(function: ast.FunctionDef | ast.AsyncFunctionDef) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for argument in _arguments(function.args):
        if argument.annotation is not None:
            kinds[argument.arg] = ast.unparse(argument.annotation)
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name not in kinds:
                if (kind := _kind_of_value(value)) is not None:
                    kinds[name] = kind
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                kinds[name] = ast.unparse(annotation)
            case ast.For(target=target, iter=ast.Call(func=ast.Name(id="range" | "enumerate"))):
                first = target.elts[0] if isinstance(target, ast.Tuple) else target
                if isinstance(first, ast.Name):
                    kinds.setdefault(first.id, "index")
            case ast.For(target=ast.Name(id=name), iter=ast.Name(id=source)):
                element = {"str": "char", "list[int]": "int", "list[str]": "str"}.get(kinds.get(source, ""))
                if element:
                    kinds.setdefault(name, element)
    return kinds


def _kind_of_value(value: ast.expr) -> str | None:
    match value:
        case ast.Constant(value=bool()):
            return "bool"
        case ast.Constant(value=int()):
            return "int"
        case ast.Constant(value=str()) | ast.JoinedStr():
            return "str"
        case ast.List() | ast.ListComp():
            return "list[int]"
        case ast.Dict() | ast.DictComp():
            return "dict[str, int]"
        case ast.Call(func=ast.Name(id=name)):
            return {
                "len": "int",
                "sum": "int",
                "str": "str",
                "list": "list[int]",
                "sorted": "list[int]",
                "set": "set[int]",
            }.get(name)
    return None


def _arguments(arguments: ast.arguments) -> list[ast.arg]:
    extra = [argument for argument in (arguments.vararg, arguments.kwarg) if argument is not None]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *extra]


# New names.


def _new_names(tree: ast.Module, rng: random.Random) -> dict[str, str]:
    """Choose a new name for each function and local of a module: one to one, and none that the module already uses."""
    taken = _identifiers(tree) | {"f"}
    fixed = _fixed_names(tree)
    is_terse = rng.random() < 0.4
    mapping: dict[str, str] = {}
    top = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name not in fixed]
    for defined in top[::-1]:
        if defined is top[-1]:
            new = "f" if rng.random() < 0.5 and "f" not in fixed else _free(ENTRY_NAMES, taken, rng)
        else:
            new = _free(HELPER_NAMES, taken, rng)
        if defined.name not in mapping:
            mapping[defined.name] = new
            taken.add(new)
    if "f" in _identifiers(tree) and mapping.get(top[-1].name if top else "") == "f" and "f" not in mapping:
        mapping["f"] = _free(HELPER_NAMES, taken, rng)  # a local that had the name
        taken.add(mapping["f"])
    for function in _functions(tree):
        kinds = _kinds_of_names(function)
        for name in _locals(function):
            if name in fixed or name in mapping or name == "_":
                continue
            pool = _pool(
                kinds.get(name), is_terse=is_terse, is_parameter=name in {a.arg for a in _arguments(function.args)}
            )
            mapping[name] = _free(pool, taken, rng)
            taken.add(mapping[name])
    return mapping


def _free(pool: Iterable[str], taken: set[str], rng: random.Random) -> str:
    names = [name for name in pool if name not in taken]
    if not names:
        names = [name for name in _GENERIC_NAMES.split() if name not in taken]
    number = 2
    while not names:
        names = [name for name in (f"{base}{number}" for base in ("x", "val", "tmp")) if name not in taken]
        number += 1
    return rng.choice(names)


def _pool(kind: str | None, *, is_terse: bool, is_parameter: bool) -> list[str]:
    if kind in ("char", "index"):
        return TARGET_NAMES[kind].split()
    pools = (TERSE_NAMES,) if is_terse else (NATURAL_NAMES,) if is_parameter else (NEW_NAMES, NATURAL_NAMES)
    for names in pools:
        if kind in names:
            return names[kind].split()
    return _GENERIC_NAMES.split()


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def _locals(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """Give a function's parameters and the names bound in it, those of functions inside it too, in order."""
    names = [argument.arg for argument in _arguments(function.args)]
    for node in ast.walk(function):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                names.append(name)
            case ast.arg(arg=name):
                names.append(name)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                names.append(name)
            case ast.FunctionDef(name=name) if node is not function:
                names.append(name)
    return list(dict.fromkeys(names))


def _identifiers(tree: ast.AST) -> set[str]:
    names: set[str] = set(_fixed_names(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            names.add(node.name)
    return names


def _fixed_names(tree: ast.AST) -> set[str]:
    """Give the names that must stay, because something other than a `Name` node may use them."""
    names = {"self", "cls"}
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg=str(name)) | ast.MatchMapping(rest=str(name)):
                names.add(name)
            case ast.ClassDef(name=name, body=body):
                names.add(name)
                names |= {part.name for part in body if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))}
                names |= {n.id for part in body for n in _stored_outside_functions(part)}
            case ast.alias(name=name, asname=asname):
                names.add(asname or name.split(".")[0])
            case ast.arguments(kwonlyargs=arguments):
                names |= {argument.arg for argument in arguments}
            case ast.JoinedStr(values=parts):
                names |= _echoed_names(parts)
            case ast.AsyncFunctionDef(name=name):
                names.add(name)
    return names


def _stored_outside_functions(node: ast.stmt) -> list[ast.Name]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return []
    return [part for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)]


def _echoed_names(parts: list[ast.expr]) -> set[str]:
    """Give the names whose spelling an f-string shows, as in `f'{x=}'`."""
    names: set[str] = set()
    for text, field in pairwise(parts):
        if (
            isinstance(text, ast.Constant)
            and str(text.value).rstrip().endswith("=")
            and isinstance(field, ast.FormattedValue)
        ):
            names |= {node.id for node in ast.walk(field.value) if isinstance(node, ast.Name)}
    return names


class _Renamer(ast.NodeTransformer):
    """Apply a one-to-one mapping to every place where a local or a function is named."""

    def __init__(self, mapping: dict[str, str]) -> None:
        self.mapping = mapping

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.mapping.get(node.id, node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.arg = self.mapping.get(node.arg, node.arg)
        self.generic_visit(node)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        docstring = ast.get_docstring(node)
        if docstring is not None and node.name in docstring and len(node.body) > 1:
            del node.body[0]  # its examples would call the old name
        node.name = self.mapping.get(node.name, node.name)
        self.generic_visit(node)
        return node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.ExceptHandler:
        node.name = self.mapping.get(node.name, node.name) if node.name else None
        self.generic_visit(node)
        return node

    def visit_MatchAs(self, node: ast.MatchAs) -> ast.MatchAs:
        node.name = self.mapping.get(node.name, node.name) if node.name else None
        self.generic_visit(node)
        return node

    def visit_MatchStar(self, node: ast.MatchStar) -> ast.MatchStar:
        node.name = self.mapping.get(node.name, node.name) if node.name else None
        return node

    def visit_Global(self, node: ast.Global) -> ast.Global:
        node.names = [self.mapping.get(name, name) for name in node.names]
        return node

    def visit_Nonlocal(self, node: ast.Nonlocal) -> ast.Nonlocal:
        node.names = [self.mapping.get(name, name) for name in node.names]
        return node
