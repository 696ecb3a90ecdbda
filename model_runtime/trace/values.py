"""Values as text: when two reprs mean the same, and what kind of value a repr shows."""

import re

from model_runtime.trace.syntax import read_literal

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_LITERAL_KINDS = {
    bool: "bool",
    int: "int",
    float: "float",
    complex: "complex",
    str: "str",
    bytes: "bytes",
    list: "list",
    tuple: "tuple",
    dict: "dict",
    set: "set",
    type(None): "NoneType",
}


def same_value(first: str | None, second: str | None) -> bool:
    """Whether two reprs denote the same value: set order, spaces and addresses do not count; 1, 1.0 and True differ."""
    if first == second:
        return True
    if first is None or second is None:
        return False
    first, second = _ADDRESS.sub(" at 0x0", first), _ADDRESS.sub(" at 0x0", second)
    if first == second:
        return True
    one, other = _literal(first), _literal(second)
    return one is not _NO_LITERAL and other is not _NO_LITERAL and _canonical(one) == _canonical(other)


def value_kind(text: str) -> str:
    """Name the kind of value a repr shows: a builtin type's name, `opaque` for `<...>`, else `other`."""
    if text.startswith("<"):
        return "opaque"
    if text in ("set()", "frozenset()") or text.startswith("frozenset({"):
        return "set"
    value = _literal(text)
    return "other" if value is _NO_LITERAL else _LITERAL_KINDS.get(type(value), "other")


_NO_LITERAL = object()


def _literal(text: str) -> object:
    try:
        value: object = read_literal(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return _NO_LITERAL
    return value


def _canonical(value: object) -> str:
    """Spell a literal with sets in sorted order; types stay apart because reprs do."""
    if isinstance(value, (set, frozenset)):
        return "set{" + ", ".join(sorted(_canonical(item) for item in value)) + "}"  # set() is not {}
    if isinstance(value, tuple):
        return "(" + ", ".join(_canonical(item) for item in value) + ",)"
    if isinstance(value, list):
        return "[" + ", ".join(_canonical(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_canonical(k)}: {_canonical(v)}" for k, v in value.items()) + "}"
    return repr(value)
