"""The parts of a value, read from its repr: items of containers, fields of objects; and how one part is replaced.

Reprs are parsed, never evaluated.
"""

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, overload

from pure_eval import CannotEval

from model_runtime.errors import DeskcheckError
from model_runtime.evaluator import read_value, value_text

MAX_TEXT = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of a value."""

    name: str
    text: str
    access: str  # how an expression goes on from the whole to it; empty where none can


class Parts(Sequence[Part]):
    """The parts of a value, each made when it is looked at: a page of a long list costs what the page holds."""

    def __init__(self, n: int = 0, make: Callable[[int], Part] | None = None) -> None:
        self._n = n
        self._make = make

    def __len__(self) -> int:
        return self._n

    @overload
    def __getitem__(self, index: int) -> Part: ...
    @overload
    def __getitem__(self, index: slice) -> "list[Part]": ...
    def __getitem__(self, index: int | slice) -> "Part | list[Part]":
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(self._n))]
        if self._make is None or not -self._n <= index < self._n:
            raise IndexError(index)
        return self._make(index % self._n)


@dataclass(frozen=True, slots=True)
class Structure:
    """The type of a value and its parts, by position or by name."""

    type: str
    parts: Sequence[Part] = Parts()
    is_indexed: bool = False


@lru_cache(maxsize=64)
def structure(text: str) -> Structure:
    """Read the parts of a value from its repr; one that cannot be read has none."""
    node = _parsed(text)
    spelled = _speller(text)
    match node:
        case ast.List(elts=items) | ast.Tuple(elts=items):
            name = "list" if isinstance(node, ast.List) else "tuple"
            parts = Parts(len(items), lambda at: Part(f"[{at}]", spelled(items[at]), f"[{at}]"))
            return Structure(name, parts, is_indexed=True)
        case ast.Set(elts=items):
            parts = Parts(len(items), lambda at: Part(f"[{at}]", spelled(items[at]), ""))
            return Structure("set", parts, is_indexed=True)
        case ast.Dict(keys=keys, values=values) if all(keys):
            names = [key for key in keys if key is not None]

            def pair(at: int) -> Part:
                key = spelled(names[at])
                return Part(key, spelled(values[at]), f"[{key}]")

            return Structure("dict", Parts(len(names), pair))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
            fields = [Part(k.arg, spelled(k.value), f".{k.arg}") for k in keywords if k.arg]
            return Structure(name, (*_arguments(args, spelled), *fields))
        case ast.Constant(value=value):
            return Structure("NoneType" if value is None else type(value).__name__)
        case ast.UnaryOp(operand=ast.Constant(value=value)):
            return Structure(type(value).__name__)
        case ast.Name(id="inf" | "nan"):
            return Structure("float")
    return Structure(text.strip("<>").split(" ")[0].rpartition(".")[2] if text.startswith("<") else "")


def with_part(text: str, path: tuple[str, ...], value: str) -> str:
    """Give the repr of a container in which the part at a path of names has another value.

    Raises:
        DeskcheckError: the container or the value cannot be read, or cannot be changed.
    """
    fields = _with_field(text, path, value)
    if fields is not None:
        return fields
    try:
        whole = read_value(text)
        new = read_value(value)
        holder, key = whole, _key(path[-1])
        for name in path[:-1]:
            holder = holder[_key(name)]
        if not isinstance(holder, list | dict):
            raise DeskcheckError(f"a {type(holder).__name__} cannot be changed: give the whole variable another value")
        changeable: Any = holder
        changeable[key] = new
        return value_text(whole)
    except (CannotEval, LookupError, TypeError, ValueError, SyntaxError) as error:
        raise DeskcheckError("this part cannot be changed alone: give the whole variable another value") from error


def _with_field(text: str, path: tuple[str, ...], value: str) -> str | None:
    """Give the repr of an object shown by its fields in which one, or a part of one, is another; None if it is none."""
    inside = structure(text)
    part = next((part for part in inside.parts if part.name == path[0] and part.access.startswith(".")), None)
    if part is None:
        return None
    new = value if len(path) == 1 else with_part(part.text, path[1:], value)
    spelled = [p.text if not p.access else f"{p.name}={new if p is part else p.text}" for p in inside.parts]
    return f"{inside.type}({', '.join(spelled)})"


def _parsed(text: str) -> ast.expr | None:
    if len(text) > MAX_TEXT:
        return None
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _speller(text: str) -> Callable[[ast.expr], str]:
    """Give what spells a part of a text as it stands there."""
    data = text.encode("utf-8", "surrogatepass")

    def spelled(node: ast.expr) -> str:
        if node.lineno != 1 or node.end_lineno != 1:
            return ast.unparse(node)
        return data[node.col_offset : node.end_col_offset].decode("utf-8", "surrogatepass")

    return spelled


def _arguments(args: list[ast.expr], spelled: Callable[[ast.expr], str]) -> tuple[Part, ...]:
    return tuple(Part(f"[{idx}]", spelled(arg), "") for idx, arg in enumerate(args))


def _key(name: str) -> object:
    inner = name[1:-1] if name.startswith("[") and name.endswith("]") else name
    return ast.literal_eval(inner)
