"""What a line can do to the variables of its function, whatever their values are: the names a frame may list.

A variable that holds text or a number changes only where a statement binds it; a list changes where something that may
be it is changed in place. `changeable` says which of the variables shown a line may have changed, `surely_bound` which
new ones it must have bound. Both look at text alone, that of the line and that of the values, and compute nothing; in
doubt a name may change. The model chooses among what is left.
"""

import ast
import builtins
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from model_runtime.line_code import line_code, statement_lines, statement_node, whole_statement
from model_runtime.program.flow import bound_by
from model_runtime.program.parser import Function, Program, bindings, block_of, bound_once, walk_scope
from model_runtime.sharing import CHANGING_METHODS, LOOKING_METHODS, changes_nothing_given, words

_EXCEPTIONS = frozenset(
    name for name, item in vars(builtins).items() if isinstance(item, type) and issubclass(item, BaseException)
)
_PURE_FUNCTIONS = _EXCEPTIONS | words("""
    abs all any ascii bin bool bytes chr complex dict divmod enumerate filter float format frozenset hash hex int
    isinstance issubclass len list map max min oct ord pow print range repr reversed round set sorted str sum tuple type
    zip
""")
_PURE_MODULES = frozenset({"cmath", "math", "operator", "re", "statistics", "string"})
_INERT = (
    *(ast.Module, ast.Expr, ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.If, ast.While, ast.For, ast.Assert),
    *(ast.Return, ast.Raise, ast.Pass, ast.Break, ast.Continue, ast.Constant, ast.Compare, ast.BoolOp, ast.UnaryOp),
    *(ast.BinOp, ast.IfExp, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.JoinedStr, ast.FormattedValue, ast.Slice),
    *(ast.Starred, ast.Name, ast.Subscript, ast.Attribute, ast.Call, ast.keyword, ast.AugAssign, ast.Delete),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.comprehension, ast.Lambda, ast.arguments, ast.arg),
    *(ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop),
)


@dataclass(frozen=True, slots=True)
class _Touch:
    """What code may change in place.

    With `reads` all shown as plain values, it changes at most what the names in `held` hold, and what the names in
    `within` hold, or parts of that.
    """

    reads: frozenset[str]
    held: frozenset[str]
    within: frozenset[str]


def changeable(program: Program, function: Function, line: int, shown: Mapping[str, str]) -> frozenset[str]:
    """Give those of the variables shown that may be other after a line of their activation, or an exception on it.

    `line` is that of the activation's last event; where that was its call, nothing has happened yet.
    """
    bound = frozenset(bound_by(program, function, line)) & shown.keys()
    touch = _touch(program, line)
    if touch is None or not all(name in shown and _is_plain(shown[name]) for name in touch.reads):
        elsewhere = captured_names(program) | frozenset(function.free_names)  # something else may run, and bind these
        return bound | {name for name, text in shown.items() if name in elsewhere or not is_immutable(text)}
    held = frozenset(name for name in touch.held if not is_immutable(shown.get(name, "")))
    if not held and not touch.within:
        return bound
    return bound | {
        name for name, text in shown.items() if not is_immutable(text) and _may_be_in(text, held, touch.within, shown)
    }


@lru_cache(maxsize=4096)
def surely_bound(program: Program, line: int) -> frozenset[str]:
    """Give the names that a line has bound when control goes on to another statement of the same activation."""
    lines = statement_lines(program, line)
    if lines is None or len(lines) > 1:
        return frozenset()
    match whole_statement(program, line):
        case ast.Assign(targets=targets):
            return frozenset(name for target in targets for name in _names_of_target(target))
        case ast.AnnAssign(target=ast.Name(id=name), value=value) if value is not None:
            return frozenset({name})
        case ast.FunctionDef(name=name):
            return frozenset({name})
    return frozenset()


@dataclass(frozen=True, slots=True)
class ForHeader:
    """A plain `for` header on one line: each turn binds its targets, its end binds nothing."""

    targets: frozenset[str]
    body: range


@lru_cache(maxsize=4096)
def for_header(program: Program, line: int) -> ForHeader | None:
    """Give the loop whose header a line is; None where its targets are not names alone."""
    node, statement = statement_node(program, line), whole_statement(program, line)
    body = node and block_of(node)
    if not isinstance(statement, ast.For) or body is None or len(statement_lines(program, line) or ()) != 1:
        return None
    targets = list(_names_of_target(statement.target))
    names = [node for node in ast.walk(statement.target) if isinstance(node, ast.expr)]
    is_plain = all(isinstance(node, ast.Name | ast.Tuple | ast.List | ast.Starred) for node in names)
    binds_more = any(isinstance(node, ast.NamedExpr) for node in ast.walk(statement))
    if not is_plain or binds_more:
        return None
    return ForHeader(frozenset(targets), range(body.start_point[0] + 1, body.end_point[0] + 2))


def _names_of_target(target: ast.expr) -> Iterator[str]:
    match target:
        case ast.Name(id=name):
            yield name
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            for part in parts:
                yield from _names_of_target(part)
        case ast.Starred(value=value):
            yield from _names_of_target(value)


# ---------------------------------------------------------------- what code changes


@lru_cache(maxsize=4096)
def _touch(program: Program, line: int) -> _Touch | None:
    """Scan the statement or the header that a line is part of; None when it may change anything."""
    lines = statement_lines(program, line) or range(line, line + 1)
    code: ast.AST | None = whole_statement(program, lines.start)
    found = line_code(program, line) if code is None and len(lines) == 1 else None
    if found is not None:
        code = found.node
    if code is None:
        return None
    if isinstance(code, ast.FunctionDef):
        return _Touch(frozenset(), frozenset(), frozenset()) if not _has_defaults(code) else None
    scan = _Scan(program)
    return scan.touch() if scan.walk(code, frozenset()) else None


def _has_defaults(function: ast.FunctionDef) -> bool:
    return bool(function.args.defaults or any(function.args.kw_defaults) or function.decorator_list)


@dataclass(slots=True)
class _Scan:
    """A walk over code that notes what it reads and changes; `walk` gives False where it may do anything."""

    program: Program
    reads: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    within: set[str] = field(default_factory=set)

    def touch(self) -> _Touch:
        return _Touch(frozenset(self.reads), frozenset(self.held), frozenset(self.within))

    def walk(self, node: ast.AST, own: frozenset[str]) -> bool:
        """Take in a node; `own` are names of comprehensions and lambdas around it."""
        if not isinstance(node, _INERT):
            return False
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                if name not in own:
                    self.reads.add(name)
                return True
            case ast.AnnAssign(target=target, value=value):
                return self.walk(target, own) and (value is None or self.walk(value, own))
            case ast.Lambda(args=args, body=body):
                named = {arg.arg for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs)}
                return not args.defaults and not any(args.kw_defaults) and self.walk(body, own | named)
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                return self._walk_comprehension(node, own)
            case ast.Call():
                return self._walk_call(node, own)
            case ast.Attribute(value=ast.Name(id=name), ctx=ast.Load()) if name in self._modules():
                return True
            case ast.Attribute(ctx=ast.Store() | ast.Del()):
                return False
            case ast.Subscript(value=place, ctx=ast.Store() | ast.Del()):
                self._change(place, own)
            case ast.AugAssign(target=ast.Name(id=name)):
                self.held.add(name)
                self.reads.add(name)
            case ast.AugAssign(target=ast.Subscript(value=place)):
                self.within.update(_names_in(place) - own)
        return all(self.walk(child, own) for child in ast.iter_child_nodes(node))

    def _walk_comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp, own: frozenset[str]
    ) -> bool:
        for loop in node.generators:
            if loop.is_async or not self.walk(loop.iter, own):
                return False
            own |= set(_names_of_target(loop.target))
            if not all(self.walk(test, own) for test in loop.ifs):
                return False
        parts = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
        return all(self.walk(part, own) for part in parts)

    def _walk_call(self, call: ast.Call, own: frozenset[str]) -> bool:
        match call.func:
            case ast.Name(id=name):
                if name in own or not self._is_pure(name):
                    return False
            case ast.Attribute(value=ast.Name(id=name)) if name in self._modules():
                pass
            case ast.Attribute(value=place, attr=method):
                if method in _defined(self.program) or method not in CHANGING_METHODS | LOOKING_METHODS:
                    return False
                if method in CHANGING_METHODS:
                    self._change(place, own)
                if not self.walk(place, own):
                    return False
            case _:
                return False
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        return all(self._walk_given(arg, own) for arg in given)

    def _walk_given(self, arg: ast.expr, own: frozenset[str]) -> bool:
        """Take in an argument; functions and methods of builtin types may be passed on, to be called."""
        match arg:
            case ast.Name(id=name) if name in _PURE_FUNCTIONS:
                return self._is_pure(name)
            case ast.Attribute(value=ast.Name(id=name), attr=method) if name in ("str", "int", "dict", "list"):
                return self._is_pure(name) and method in LOOKING_METHODS and method not in CHANGING_METHODS
        return self.walk(arg, own)

    def _is_pure(self, name: str) -> bool:
        """Whether a call of a name changes nothing that exists."""
        if name not in _defined(self.program):
            return name in _PURE_FUNCTIONS
        named = [function for function in self.program.functions if function.name == name]
        return (
            len(named) == 1 and name in bound_once(self.program) and changes_nothing_given(self.program, named[0].line)
        )

    def _modules(self) -> frozenset[str]:
        return _PURE_MODULES & _imported(self.program)

    def _change(self, place: ast.expr, own: frozenset[str]) -> None:
        """Note that what stands at a place is changed."""
        if isinstance(place, ast.Name) and place.id not in own:
            self.held.add(place.id)
        else:
            names = _names_in(place)
            self.within.update(names - own)
            if names & own:  # an item of what a comprehension walks: it may be a part of anything that is read
                self.within.update(self.reads)


def _names_in(node: ast.AST) -> frozenset[str]:
    return frozenset(name.id for name in ast.walk(node) if isinstance(name, ast.Name))


@lru_cache(maxsize=256)
def _defined(program: Program) -> frozenset[str]:
    """Give every name that a program gives to something of its own, which may hide a builtin one."""
    names = {name for node in walk_scope(program.root) for name in bindings(node)} - _imported(program)
    for function in program.functions:
        names.update((function.name.rpartition(".")[2], *function.local_names, *function.params))
    return frozenset(names)


@lru_cache(maxsize=256)
def _imported(program: Program) -> frozenset[str]:
    """Give the modules that a program imports by their names, and calls nothing else so."""
    found = re.findall(r"^\s*import +(\w+)\s*(?:#.*)?$", program.text, re.MULTILINE)
    taken = {name for function in program.functions for name in (*function.params, function.name)}
    return frozenset(found) - taken


@lru_cache(maxsize=256)
def captured_names(program: Program) -> frozenset[str]:
    """Give the variables that functions take from those around them."""
    return frozenset(name for function in program.functions for name in function.free_names)


# ---------------------------------------------------------------- what values are


_TEXTS = re.compile(r"""[bB]?'(?:[^'\\]|\\.)*'|[bB]?"(?:[^"\\]|\\.)*\"""")
_OTHER_THAN_PLAIN = re.compile(r"<|\.\.\.|…|\b(?!(?:True|False|None|set|frozenset|range|inf|nan|e|j)\b)[A-Za-z_]\w*")


@lru_cache(maxsize=8192)
def _bare(text: str) -> str:
    """Give the text of a value without what stands in quotes."""
    return _TEXTS.sub("''", text)


def _is_plain(text: str) -> bool:
    """Whether a value is a number, text, or a container of such: operators on it run no code of the program."""
    return _OTHER_THAN_PLAIN.search(_bare(text)) is None


def is_immutable(text: str) -> bool:
    """Whether a value always shows the same, whatever happens to what it holds."""
    bare = _bare(text)
    if bare[:1] in ("'", '"') or bare in ("True", "False", "None"):
        return True
    if bare.startswith(("(", "frozenset(", "range(")):
        return not any(mark in bare for mark in "[{<") and _is_plain(text) and "set()" not in bare
    return bare[:1].isdigit() or (bare[:1] == "-" and bare[1:2].isalnum()) or bare in ("inf", "nan")


def _may_be_in(text: str, held: frozenset[str], within: frozenset[str], shown: Mapping[str, str]) -> bool:
    """Whether a value may be or hold what is changed, for `within` also have a part in common; by their texts."""
    if not _is_plain(text):
        return True
    if any(name not in shown or not _is_plain(shown[name]) or shown[name] in text for name in held | within):
        return True
    is_nested = sum(_bare(text).count(mark) for mark in "[{(") > 1 or "set(" in _bare(text)
    return any(is_nested or text in shown[name] for name in within)
