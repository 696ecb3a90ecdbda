"""The parts of a value, read from its repr: items of containers, fields of objects; and how one part is replaced.

Reprs are parsed, never evaluated.
"""

import ast
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Structure:
    """The type of a value and its parts, by position or by name."""

    type: str
    parts: tuple[Part, ...] = ()
    is_indexed: bool = False


@lru_cache(maxsize=64)
def structure(text: str) -> Structure:
    """Read the parts of a value from its repr; one that cannot be read has none."""
    node = _parsed(text)
    match node:
        case ast.List(elts=items):
            return Structure("list", _indexed(items), is_indexed=True)
        case ast.Tuple(elts=items):
            return Structure("tuple", _indexed(items), is_indexed=True)
        case ast.Set(elts=items):
            parts = tuple(Part(f"[{idx}]", ast.unparse(item), "") for idx, item in enumerate(items))
            return Structure("set", parts, is_indexed=True)
        case ast.Dict(keys=keys, values=values):
            named = ((ast.unparse(key), ast.unparse(value)) for key, value in zip(keys, values, strict=True) if key)
            return Structure("dict", tuple(Part(key, value, f"[{key}]") for key, value in named))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
            fields = [Part(k.arg, ast.unparse(k.value), f".{k.arg}") for k in keywords if k.arg]
            return Structure(name, (*_arguments(args), *fields))
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


def _parsed(text: str) -> ast.expr | None:
    if len(text) > MAX_TEXT:
        return None
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _indexed(items: list[ast.expr]) -> tuple[Part, ...]:
    return tuple(Part(f"[{idx}]", ast.unparse(item), f"[{idx}]") for idx, item in enumerate(items))


def _arguments(args: list[ast.expr]) -> tuple[Part, ...]:
    return tuple(Part(f"[{idx}]", ast.unparse(arg), "") for idx, arg in enumerate(args))


def _key(name: str) -> object:
    inner = name[1:-1] if name.startswith("[") and name.endswith("]") else name
    return ast.literal_eval(inner)
