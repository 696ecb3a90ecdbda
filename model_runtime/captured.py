"""What inner functions may do, while a line calls them, to variables of the functions around them.

A variable that an inner function captures is one variable in both: `nonlocal` binds it anew from inside, and what it
holds can be changed from there. A trace shows the new value in the caller only with its next line. Told from the text;
in doubt a variable may have changed.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from model_runtime.changes import is_immutable
from model_runtime.program.parser import FunctionKind, Program
from model_runtime.sharing import CHANGING_METHODS, LOOKING_METHODS, words
from model_runtime.trace.syntax import parse_syntax

_LOOKING_FUNCTIONS = words("abs all any bool float int isinstance len max min print repr round str sum type")
_FOLDED = (FunctionKind.COMPREHENSION, FunctionKind.CLASS_BODY)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def may_have_changed(program: Program, shown: Mapping[str, str]) -> bool:
    """Whether a call of the program's own functions may have given a variable shown another value."""
    captured = _captured(program)
    if captured.isdisjoint(shown):
        return False
    use = _use_inside(program)
    return any(
        name in use.rebound or not (_is_fixed(text) or (name not in use.changed and _is_flat(text)))
        for name, text in shown.items()
        if name in captured
    )


@lru_cache(maxsize=256)
def _captured(program: Program) -> frozenset[str]:
    """Give the variables that functions and lambdas take from those around them."""
    return frozenset(
        name for function in program.functions if function.kind not in _FOLDED for name in function.free_names
    )


@dataclass(frozen=True, slots=True)
class _Use:
    """How functions inside functions use names."""

    rebound: frozenset[str]  # by `nonlocal`
    changed: frozenset[str]  # what they hold, perhaps: by a method, or by whoever they are handed on to


@lru_cache(maxsize=256)
def _use_inside(program: Program) -> _Use:
    try:
        tree = parse_syntax(program.text)
    except (SyntaxError, ValueError, RecursionError):  # in the middle of typing
        return _Use(_captured(program), frozenset())
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    rebound = {name for node in ast.walk(tree) if isinstance(node, ast.Nonlocal) for name in node.names}
    changed = {name.id for name in _names(tree, depth=0) if not _is_looked_at(name, parents)}
    return _Use(frozenset(rebound), frozenset(changed))


def _names(node: ast.AST, *, depth: int) -> Iterator[ast.Name]:
    """Give the names in functions that stand in functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Name) and depth > 1:
            yield child
        yield from _names(child, depth=depth + isinstance(child, _FUNCTIONS))


def _is_looked_at(name: ast.Name, parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Whether a place reads a value without changing it or handing it on; of items nothing is said."""
    if not isinstance(name.ctx, ast.Load):
        return False
    parent = parents[name]
    match parent:
        case ast.Subscript(value=value, ctx=ast.Load()):
            return value is name
        case ast.Attribute(attr=method, ctx=ast.Load()):
            call = parents[parent]
            is_called = isinstance(call, ast.Call) and call.func is parent
            return is_called and method in LOOKING_METHODS and method not in CHANGING_METHODS
        case ast.Call(func=ast.Name(id=function), args=args):
            return name in args and function in _LOOKING_FUNCTIONS
        case ast.Compare() | ast.BinOp() | ast.FormattedValue():
            return True
        case ast.For(iter=walked) | ast.comprehension(iter=walked):
            return walked is name
    return False


def _is_fixed(text: str) -> bool:
    """Whether a value always shows the same."""
    return is_immutable(text) or text.startswith("<function ")


def _is_flat(text: str) -> bool:
    """Whether a container holds nothing that could itself be changed."""
    return sum(text.count(mark) for mark in "[{<") <= 1
