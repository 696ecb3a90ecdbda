"""Which objects of a function nothing but one of its variables holds.

A repr does not say whether two equal lists are one. The text of a function often does: a variable that is bound to new
lists only, and that is never read where the list itself would get a second holder, holds its list alone. How many
levels of such a value are held so is its number of *unshared levels*: 1 for a list made here, 2 where its items are,
too. Nothing is known of parameters. The analysis takes no order of statements into account: it holds at any time.
"""

import ast
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from model_runtime.exception_kinds import exceptions_of
from model_runtime.program.parser import Function, FunctionKind, Program, bindings, node_text, walk_scope
from model_runtime.trace.syntax import parse_syntax

ALL_LEVELS = 99  # of a value without parts that can change


def words(text: str) -> frozenset[str]:
    """Give the words of a text."""
    return frozenset(text.split())


_IMMUTABLE_RESULT = words("""
    abs all any ascii bin bool bytes chr divmod float format frozenset hash hex id input int isinstance len oct ord pow
    print range repr round str sum type
""")
_NEW_CONTAINER = words("dict enumerate filter list map reversed set sorted tuple zip")
_IMMUTABLE_METHODS = words("""
    bit_length capitalize casefold center count decode encode endswith expandtabs find format index isalnum isalpha
    isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip
    replace rfind rindex rjust rstrip startswith strip swapcase title upper zfill
""")
_DEEPLY_NEW_METHODS = words("partition rpartition rsplit split splitlines")
_NEW_METHODS = words("copy difference fromkeys intersection items keys symmetric_difference union values")
CHANGING_METHODS = words("add append clear discard extend insert pop popitem remove reverse setdefault sort update")
# Methods that change nothing, of plain values.
LOOKING_METHODS = _IMMUTABLE_METHODS | _DEEPLY_NEW_METHODS | _NEW_METHODS | words("get isdisjoint issubset issuperset")
# Methods that neither give out what they are called on nor keep it.
_RECEIVING_METHODS = LOOKING_METHODS | CHANGING_METHODS
# Functions that walk what they are given, or look at it, and keep nothing of it but its items.
_WALKING = _IMMUTABLE_RESULT | _NEW_CONTAINER | {"iter"}
_TAKING_ITEMS = words("difference extend intersection isdisjoint issubset issuperset join union update")


def unshared_levels(program: Program, line: int) -> Mapping[str, int]:
    """Give, for the variables of the function that a line is in, how many levels of their values nothing else holds."""
    function = program.function_at(line)
    return {} if function is None else _levels(program, function)


@lru_cache(maxsize=1024)
def _levels(program: Program, function: Function) -> dict[str, int]:
    if function.kind not in (FunctionKind.FUNCTION, FunctionKind.METHOD) or function.is_generator:
        return {}
    tree = function_tree(program, function)
    if tree is None or any(isinstance(n, ast.Global | ast.Nonlocal) for n in ast.walk(tree)):
        return {}
    nested = [n for statement in tree.body for n in ast.walk(statement) if isinstance(n, _SCOPES)]
    captured = {name.id for scope in nested for name in ast.walk(scope) if isinstance(name, ast.Name)}
    hidden = hidden_names(program)
    has_final = any(isinstance(n, ast.Try) and n.finalbody for n in ast.walk(tree))
    found = {name: ALL_LEVELS for name in function.local_names if name not in function.params and name not in captured}
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in (node for statement in tree.body for node in ast.walk(statement)):
        if isinstance(node, ast.Name) and node.id in found:
            place = _Place(node, parents, has_final, hidden)
            found[node.id] = min(found[node.id], place.levels_kept())
        elif isinstance(node, ast.alias | ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
            found.pop(str(getattr(node, "asname", None) or node.name), None)
    return {name: levels for name, levels in found.items() if levels > 0}


@lru_cache(maxsize=1024)
def function_tree(program: Program, function: Function) -> ast.FunctionDef | None:
    """Parse a function; None where its text cannot be read, or the program may look into its variables by name."""
    if _LOOKING_IN.search(program.text):
        return None
    try:
        tree = parse_syntax(node_text(function.node)).body[0]
    except (SyntaxError, ValueError, RecursionError, IndexError):
        return None
    return tree if isinstance(tree, ast.FunctionDef) else None


@lru_cache(maxsize=256)
def hidden_names(program: Program) -> frozenset[str]:
    """Give the names of functions, methods and variables of a text, which may hide builtin ones."""
    names = {name for node in walk_scope(program.root) for name in bindings(node)}
    for function in program.functions:
        names.update((function.name, *function.local_names, *function.params))
    return frozenset(name.rpartition(".")[2] for name in names)


_LOOKING_IN = re.compile(r"\b(?:exec|eval|locals|vars|globals)\b|\bimport\s*\*")
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


class _Place:
    """Where a name stands in a function."""

    def __init__(
        self, name: ast.Name, parents: Mapping[ast.AST, ast.AST], has_final: bool, hidden: frozenset[str]
    ) -> None:
        self._name = name
        self._parents = parents
        self._has_final = has_final
        self._hidden = hidden  # names that the program gives to something of its own

    def _fresh(self, value: ast.expr) -> int:
        return fresh_levels(value, self._hidden)

    def _if_immutable(self, value: ast.expr) -> int:
        return ALL_LEVELS if self._fresh(value) == ALL_LEVELS and not _is_display(value) else 0

    def levels_kept(self) -> int:
        """Give how many levels of the variable's value are still held by it alone after this."""
        if isinstance(self._name.ctx, ast.Del):
            return ALL_LEVELS
        return self._levels_read() if isinstance(self._name.ctx, ast.Load) else self._levels_bound()

    def _levels_bound(self) -> int:
        node, parent = self._name, self._parents[self._name]
        match parent:
            case ast.Assign(targets=targets, value=value) if node in targets:
                return self._fresh(value) if len(targets) == 1 else min(self._fresh(value), self._if_immutable(value))
            case ast.AnnAssign(value=value):
                return ALL_LEVELS if value is None else self._fresh(value)
            case ast.AugAssign(value=value):
                return max(1, self._fresh(value))  # a list takes the items, not what holds them
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                match self._parents[parent]:
                    case ast.Assign(targets=[target], value=ast.Tuple(elts=values) | ast.List(elts=values)) if (
                        target is parent and len(values) == len(targets)
                    ):
                        return self._fresh(values[targets.index(node)])
        return 0

    def _levels_read(self) -> int:
        """Walk out of `x[i][j]` to what is done with it."""
        node: ast.AST = self._name
        level = 0  # of the part that `node` stands for
        while True:
            parent = self._parents[node]
            if not isinstance(parent, ast.Subscript) or parent.value is not node:
                break
            if isinstance(parent.slice, ast.Slice) and isinstance(parent.ctx, ast.Load):
                return self._levels_of_copy(parent, level)
            if not isinstance(parent.ctx, ast.Load):
                return self._levels_stored(parent, level + 1)
            node, level = parent, level + 1
        return self._levels_used(node, parent, level)

    def _levels_of_copy(self, node: ast.AST, level: int) -> int:
        """What `node` stands for is new, and has the items of the part at `level`."""
        return max(level + 1, self._levels_used(node, self._parents[node], level))

    def _levels_stored(self, target: ast.Subscript, level: int) -> int:
        """`x[i] = value`: the value becomes a part at `level`."""
        parent = self._parents[target]
        match parent:
            case ast.Delete():
                return ALL_LEVELS
            case ast.Assign(targets=[only], value=value) if only is target:
                if isinstance(target.slice, ast.Slice):
                    return level + max(0, self._fresh(value) - 1)
                return level + self._fresh(value)
            case ast.AugAssign(value=value) if parent.target is target:
                return level + max(1, self._fresh(value))
            case ast.Tuple(elts=targets):
                outer = self._parents[parent]
                match outer:
                    case ast.Assign(targets=[only], value=ast.Tuple(elts=values)) if only is parent and len(
                        values
                    ) == len(targets):
                        return level + self._fresh(values[targets.index(target)])
        return level

    def _levels_used(self, node: ast.AST, parent: ast.AST, level: int) -> int:
        """What is done with the part at `level` that `node` stands for: `level` when it gets another holder."""
        match parent:
            case ast.Attribute(attr=method):
                call = self._parents[parent]
                if isinstance(call, ast.Call) and call.func is parent and method in _RECEIVING_METHODS - self._hidden:
                    return self._levels_called(call, method, level)
            case ast.Call(func=ast.Name(id=name), args=args) if node in args and name not in self._hidden:
                if name == "sum" and len(args) > 1:
                    return level + 1
                if name in _IMMUTABLE_RESULT or (name in ("min", "max") and len(args) > 1 and self._is_number(args)):
                    return ALL_LEVELS
                if name in _WALKING or (name in ("min", "max") and len(args) == 1):
                    return level + 1
            case ast.Call(func=ast.Attribute(attr=method), args=args) if (
                node in args and method in _TAKING_ITEMS - self._hidden
            ):
                return level + 1
            case ast.For(iter=iterable) | ast.comprehension(iter=iterable) if iterable is node:
                return level + 1
            case ast.Compare() | ast.FormattedValue() | ast.UnaryOp() | ast.Assert():
                return ALL_LEVELS
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) if test is node:
                return ALL_LEVELS
            case ast.BinOp() | ast.AugAssign() | ast.Starred():
                return level + 1  # a sum of lists holds their items
            case ast.Subscript(slice=key) if key is node:
                return ALL_LEVELS
            case ast.Slice() | ast.Expr():
                return ALL_LEVELS
            case ast.BoolOp():
                return self._levels_used(parent, self._parents[parent], level)
            case ast.Return() if not self._has_final:
                return ALL_LEVELS
            case ast.Tuple() | ast.List() | ast.Dict() if isinstance(self._parents[parent], ast.Return):
                return level if self._has_final else ALL_LEVELS
        return level

    def _levels_called(self, call: ast.Call, method: str, level: int) -> int:
        """A method of the part at `level` is called."""
        if method in ("append", "add", "insert", "setdefault"):
            taken = level + 1 + min((self._fresh(arg) for arg in call.args), default=ALL_LEVELS)
            return (
                min(taken, self._levels_used(call, self._parents[call], level + 1)) if method == "setdefault" else taken
            )
        if method in ("extend", "update"):
            return level + 1 + max(0, min((self._fresh(arg) for arg in call.args), default=ALL_LEVELS) - 1)
        if method in ("get", "pop"):
            return self._levels_used(call, self._parents[call], level + 1)
        if method in _NEW_METHODS:
            return self._levels_of_copy(call, level)
        if method == "popitem":
            return level + 1
        return ALL_LEVELS

    @staticmethod
    def _is_number(args: list[ast.expr]) -> bool:
        """Whether one of the arguments is a number, so that all are."""
        return any(isinstance(arg, ast.Constant) and isinstance(arg.value, int | float) for arg in args)


_PLAIN = (ast.Constant, ast.JoinedStr, ast.Compare, ast.UnaryOp)  # what can never change
_DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp, ast.Call, ast.Tuple)


def fresh_levels(value: ast.expr, hidden: frozenset[str] = frozenset()) -> int:
    """Give how many levels of an expression's value are certainly new objects, held by nothing else.

    Args:
        value: the expression.
        hidden: names that stand for something of the program's own, and for no builtin function or method.
    """

    def around(parts: Iterable[ast.expr]) -> int:
        inner = min((fresh_levels(part, hidden) for part in parts), default=ALL_LEVELS)
        return ALL_LEVELS if inner >= ALL_LEVELS else 1 + inner

    match value:
        case ast.Constant() | ast.JoinedStr() | ast.Compare() | ast.UnaryOp() | ast.SetComp():
            return ALL_LEVELS
        case ast.List(elts=parts) | ast.Set(elts=parts) | ast.Tuple(elts=parts):
            return around(parts)
        case ast.Dict(keys=keys, values=parts):
            return around(parts) if None not in keys else 1
        case ast.ListComp(elt=part) | ast.DictComp(value=part):
            return around([part])
        case ast.BinOp(left=left, op=ast.Mult(), right=right):  # repeats the items it has
            displays = [side for side in (left, right) if isinstance(side, ast.List | ast.Tuple)]
            items = [item for side in displays for item in side.elts]
            return ALL_LEVELS if displays and all(isinstance(item, _PLAIN) for item in items) else 1
        case ast.BinOp(left=left, right=right):
            return max(1, min(fresh_levels(left, hidden), fresh_levels(right, hidden)))
        case ast.IfExp(body=body, orelse=other):
            return min(fresh_levels(body, hidden), fresh_levels(other, hidden))
        case ast.Subscript(slice=ast.Slice()):
            return 1
        case ast.Call(func=ast.Name(id=name), args=args) if name not in hidden:
            if name == "sum" and len(args) > 1:
                return 1
            if name in _IMMUTABLE_RESULT or (name in _NEW_CONTAINER and not args):
                return ALL_LEVELS
            if name in ("list", "tuple", "set", "sorted") and len(args) == 1 and _gives_immutable(args[0]):
                return ALL_LEVELS
            return 1 if name in _NEW_CONTAINER else 0
        case ast.Call(func=ast.Attribute(attr=method)) if method not in hidden:
            if method in _IMMUTABLE_METHODS | _DEEPLY_NEW_METHODS:
                return ALL_LEVELS
            return 1 if method in _NEW_METHODS else 0
    return 0


def _is_display(value: ast.expr) -> bool:
    return isinstance(value, _DISPLAYS)


def _gives_immutable(walked: ast.expr) -> bool:
    """Whether the items of what is walked can never change: numbers of a range, characters."""
    is_range = isinstance(walked, ast.Call) and isinstance(walked.func, ast.Name) and walked.func.id in ("range", "str")
    return is_range or isinstance(walked, ast.JoinedStr | ast.Constant)


@lru_cache(maxsize=1024)
def changes_nothing_given(program: Program, line: int) -> bool:
    """Tell whether the function at a line certainly changes no object that it did not make, and calls only such."""
    return _only_reads(program, program.function_at(line), frozenset())


def _only_reads(program: Program, function: Function | None, under_way: frozenset[str]) -> bool:
    if function is None or function.is_generator or function.is_async or function.kind is not FunctionKind.FUNCTION:
        return False
    if function.name in under_way:
        return True  # a call of itself changes nothing that its text does not change
    tree = function_tree(program, function)
    if tree is None:
        return False
    kept, hidden = _levels(program, function), hidden_names(program)
    for node in (node for statement in tree.body for node in ast.walk(statement)):
        match node:
            case ast.Global() | ast.Nonlocal() | ast.Import() | ast.ImportFrom() | ast.With() | ast.Await():
                return False
            case ast.Attribute(ctx=ast.Store() | ast.Del()):
                return False
            case ast.Subscript(ctx=ast.Store() | ast.Del(), value=place) if not _is_own(place, kept):
                return False
            case ast.AugAssign(target=ast.Name() as place) if not _is_own(place, kept):
                return False
            case ast.Call(func=ast.Attribute(value=place, attr=method)):
                if method in CHANGING_METHODS:
                    if not _is_own(place, kept):
                        return False
                elif method not in _RECEIVING_METHODS - hidden:
                    return False
            case ast.Call(func=ast.Name(id=name)):
                own = next((f for f in program.functions if f.name == name), None)
                if own is not None:
                    if not _only_reads(program, own, under_way | {function.name}):
                        return False
                elif name not in (_WALKING | {"min", "max"}) - hidden and name not in exceptions_of(program):
                    return False
            case ast.Call():
                return False
    return True


def _is_own(place: ast.expr, kept: Mapping[str, int]) -> bool:
    """Whether the object at a place of a function is held by one of its variables alone."""
    level = 0
    while isinstance(place, ast.Subscript):
        place, level = place.value, level + 1
    return isinstance(place, ast.Name) and kept.get(place.id, 0) > level
