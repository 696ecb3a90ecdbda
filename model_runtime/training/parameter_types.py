"""Types of parameters, told from what a function says of them and does with them.

An argument of the wrong type ends a call at its first line, and nothing is learnt but that. So before arguments are
invented, a parameter's type is read from its annotation, its docstring (Sphinx, Google and NumPy styles) or its
default, else from its use in the body: methods called on it, operators and functions applied to it, loops over it,
functions of the same source that it is handed to. Types are written as annotations that `arguments.random_value`
understands. Texts that the body looks for in a parameter become possible values of it, or runs would take one branch.
"""

import ast
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from model_runtime.training.arguments import random_value

NO_LITERAL = "no literal"  # of a parameter that only an object of some class can be
MAX_DEPTH = 2  # of functions that hand a parameter on
MAX_TEXTS = 12  # that a body looks for in one parameter
MAX_TEXT_CHARS = 16
TRIES = 4  # values that must fit an annotation

_VALUE_TYPES = (str, bytes, list, dict, set, int, float, tuple)
_ATTRIBUTES = {kind.__name__: frozenset(dir(kind)) for kind in _VALUE_TYPES}
# What a method tells that several types have.
_USUAL_OWNER = {
    **dict.fromkeys(("split", "strip", "replace", "startswith", "endswith", "find", "join", "lower", "upper"), "str"),
    **dict.fromkeys(("splitlines", "lstrip", "rstrip", "partition", "rpartition", "title", "rsplit", "rfind"), "str"),
    **dict.fromkeys(("isdigit", "isalpha", "isalnum", "isspace", "isupper", "islower", "zfill", "translate"), "str"),
    **dict.fromkeys(("append", "extend", "insert", "sort", "reverse", "remove"), "list"),
    **dict.fromkeys(("get", "items", "keys", "values", "setdefault", "update"), "dict"),
    **dict.fromkeys(("index", "count"), "list"),
    **dict.fromkeys(("copy", "pop", "clear"), "dict"),
    "decode": "bytes",
}
_OF_CALLS = {
    **dict.fromkeys(("range", "chr", "bin", "hex", "oct", "divmod"), "int"),
    **dict.fromkeys(("abs", "round"), "float"),
    **dict.fromkeys(("sorted", "enumerate", "reversed", "any", "all", "set", "frozenset", "tuple", "zip"), "list"),
    **dict.fromkeys(("sum",), "list[int]"),
    "ord": "char",
    "len": "sized",
    "list": "list",
    "max": "list[int]",
    "min": "list[int]",
    "dict": "dict",
    "bytearray": "bytes",
    "int": "number text",
    "float": "number text",
}
_OF_MODULES = {"math": "float", "cmath": "float", "re": "str", "shlex": "str", "textwrap": "str", "unicodedata": "char"}
_WORDS = (
    (r"(list|sequence|iterable|array|tuple)s? of (str|string|text|name)", "list[str]"),
    (r"(list|sequence|iterable|array|tuple)s? of (int|integer|number)", "list[int]"),
    (r"(list|sequence|iterable|array|tuple)s? of (float|double|real)", "list[float]"),
    (r"(list|sequence|iterable|array|tuple)s? of (dict)", "list[dict[str, int]]"),
    (r"(list|sequence|iterable|array|tuple)s? of (list|tuple|pair)", "list[tuple[int, int]]"),
    (r"(str|string|text|unicode|basestring)\b", "str"),
    (r"bytes\b", "bytes"),
    (r"(bool|boolean)\b", "bool"),
    (r"(int|integer|number|long)\b", "int"),
    (r"(float|double|real|scalar)\b", "float"),
    (r"(dict|dictionary|mapping)\b", "dict"),
    (r"(list|sequence|iterable|array)\b", "list"),
    (r"tuple\b", "tuple"),
    (r"(set|frozenset)\b", "set"),
)
_DOCUMENTED = (
    re.compile(r"^\s*:type\s+(?P<name>\w+)\s*:\s*(?P<type>.+)$", re.M),
    re.compile(r"^\s*:param\s+(?P<type>[\w.]+)\s+(?P<name>\w+)\s*:", re.M),
    re.compile(r"^\s+\*?(?P<name>\w+)\s*\((?P<type>[^)]*)\)\s*:", re.M),
    re.compile(r"^\s*(?P<name>\w+)\s+:\s+(?P<type>\S.*)$", re.M),
)
_NOT_LITERAL = re.compile(
    r"callable|function|object|instance|class|module|file|datetime|stream|node|:class:|:py:", re.I
)


def declared_types(function: ast.FunctionDef) -> dict[str, str]:
    """Read what annotations, docstring and defaults say of parameters; those of which they say nothing are left out."""
    found: dict[str, str] = {}
    documented = _documented(ast.get_docstring(function) or "")
    defaults = _defaults(function.args)
    for parameter in _parameters(function.args):
        name = parameter.arg
        told = _of_annotation(parameter.annotation) or documented.get(name) or _of_default(defaults.get(name))
        if told is not None:
            default = defaults.get(name)
            is_optional = isinstance(default, ast.Constant) and default.value is None
            found[name] = f"{told} | None" if is_optional and told != NO_LITERAL and "None" not in told else told
    return found


def typed_call_header(source: str, entry: str, declared: Mapping[str, str]) -> str | None:
    """Write the header of a function with a type for each parameter.

    Returns:
        `def f(a: str, b: int=0): ...`, or None when a parameter without default can be no literal.
    """
    functions = {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
    function = functions.get(entry)
    if function is None:
        return None
    used = _used_types(function, functions, 0)
    defaults = _defaults(function.args)
    types = {}
    for parameter in _parameters(function.args):
        name = parameter.arg
        told = declared.get(name) or _of_annotation(parameter.annotation)
        if told in (None, NO_LITERAL):  # what takes a class of its own may still treat it as a text or a list
            told = used.get(name) or told
        if told == NO_LITERAL:
            default = defaults.get(name)
            is_none = isinstance(default, ast.Constant) and default.value is None
            told = "None" if is_none else _of_default(default)
            if told is None:
                return None
        types[name] = told and _with_texts(told, name, function)
    header = ast.FunctionDef(entry, _annotated(function.args, types), [ast.Expr(ast.Constant(...))], [], None)
    return ast.unparse(ast.fix_missing_locations(header))


def _parameters(arguments: ast.arguments) -> list[ast.arg]:
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]


def _annotated(arguments: ast.arguments, types: Mapping[str, str | None]) -> ast.arguments:
    def one(parameter: ast.arg) -> ast.arg:
        told = types.get(parameter.arg)
        return ast.arg(parameter.arg, ast.parse(told, mode="eval").body if told else None)

    return ast.arguments(
        posonlyargs=[one(item) for item in arguments.posonlyargs],
        args=[one(item) for item in arguments.args],
        vararg=arguments.vararg and ast.arg(arguments.vararg.arg),
        kwonlyargs=[one(item) for item in arguments.kwonlyargs],
        kw_defaults=arguments.kw_defaults,
        kwarg=arguments.kwarg and ast.arg(arguments.kwarg.arg),
        defaults=arguments.defaults,
    )


# ---------------------------------------------------------------- what is said


def _of_annotation(annotation: ast.expr | None) -> str | None:
    """Give an annotation that tells what literal fits; NO_LITERAL for a class, None where it tells nothing."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        try:
            annotation = ast.parse(annotation.value.strip(), mode="eval").body
        except SyntaxError:
            return None
    if annotation is None or ast.unparse(annotation).rpartition(".")[2] in ("Any", "object", "T", "Hashable", "None"):
        return None
    told = _literals_of(annotation)
    return told if told not in (None, "None") else NO_LITERAL


def _literals_of(annotation: ast.expr) -> str | None:
    """Write an annotation without the options of a union that are no literals; None when nothing is left."""
    match annotation:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            kept = [told for told in (_literals_of(left), _literals_of(right)) if told is not None]
        case ast.Subscript(value=ast.Name(id="Union") | ast.Attribute(attr="Union"), slice=ast.Tuple(elts=options)):
            kept = [told for option in options if (told := _literals_of(option)) is not None]
        case ast.Subscript(value=ast.Name(id="Optional") | ast.Attribute(attr="Optional"), slice=inner):
            told = _literals_of(inner)
            kept = [told, "None"] if told is not None else []
        case _:
            text = ast.unparse(annotation)
            return text if all(_fits_literal(text, seed) for seed in range(TRIES)) else None
    return " | ".join(kept) or None


def _fits_literal(annotation: str, seed: int) -> bool:
    try:
        random_value(annotation, random.Random(seed))
    except (ValueError, SyntaxError, TypeError):
        return False
    return True


def _documented(docstring: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pattern in _DOCUMENTED:
        for match in pattern.finditer(docstring):
            words = match["type"].strip().lower()
            told = next((kind for word, kind in _WORDS if re.match(rf"[`*]*(an?\s+|the\s+)?{word}", words)), None)
            if told is None and _NOT_LITERAL.search(words):
                told = NO_LITERAL
            if told is not None:
                found.setdefault(match["name"], told)
    return found


def _defaults(arguments: ast.arguments) -> dict[str, ast.expr]:
    plain = [*arguments.posonlyargs, *arguments.args]
    found = dict(zip((item.arg for item in reversed(plain)), reversed(arguments.defaults), strict=False))
    pairs = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return found | {item.arg: default for item, default in pairs if default is not None}


def _of_default(default: ast.expr | None) -> str | None:
    match default:
        case ast.Constant(value=bool() | int() | float() | str() | bytes() as value):
            return type(value).__name__
        case ast.UnaryOp(operand=ast.Constant(value=int() | float() as value)):
            return type(value).__name__
        case ast.List():
            return "list"
        case ast.Tuple():
            return "tuple"
        case ast.Dict():
            return "dict"
    return None


# ---------------------------------------------------------------- what is looked for


def _with_texts(told: str, name: str, function: ast.FunctionDef) -> str:
    """Add the texts to a type of text, and the keys to one of dict, that a function looks for in a parameter."""
    match told:
        case "str" | "str | None" | "None | str":
            texts = _texts_looked_for(name, function)
            return f"{told} | Literal[{', '.join(map(repr, texts))}]" if texts else told
        case "list[str]":
            items = {item for item in _loop_names(name, function) if item != name}
            texts = [text for item in sorted(items) for text in _texts_looked_for(item, function)][:MAX_TEXTS]
            return f"list[str | Literal[{', '.join(map(repr, texts))}]]" if texts else told
        case "dict":
            keys = _keys_looked_for(name, function)
            return f"dict[Literal[{', '.join(map(repr, keys))}], object]" if keys else told
        case "list[dict]":
            keys = [key for item in _loop_names(name, function) for key in _keys_looked_for(item, function)]
            return f"list[dict[Literal[{', '.join(map(repr, keys[:MAX_TEXTS]))}], object]]" if keys else told
    return told


def _texts_looked_for(name: str, function: ast.FunctionDef) -> list[str]:
    """Give texts that a function compares a name with, and such that hold what it searches the name for."""
    whole: dict[str, None] = {}
    pieces: dict[str, None] = {}
    for node in ast.walk(function):
        match node:
            case ast.Compare(
                left=left, ops=[ast.Eq() | ast.NotEq() | ast.In() | ast.NotIn() as op], comparators=[right]
            ):
                if _root(left) == name:
                    whole |= dict.fromkeys(_texts(right))
                elif _root(right) == name:
                    (pieces if isinstance(op, ast.In | ast.NotIn) else whole).update(dict.fromkeys(_texts(left)))
            case ast.Call(func=ast.Attribute(value=value), args=[first, *_]) if _root(value) == name:
                pieces |= dict.fromkeys(_texts(first))
    held = [text for piece in pieces for text in (f"{piece}abc", f"one{piece}two", f"x{piece}")]
    return [*whole, *held][:MAX_TEXTS]


def _keys_looked_for(name: str, function: ast.FunctionDef) -> list[str]:
    keys: dict[str, None] = {}
    for node in ast.walk(function):
        match node:
            case ast.Subscript(value=ast.Name(id=holder), slice=key) if holder == name:
                keys |= dict.fromkeys(_texts(key))
            case ast.Call(func=ast.Attribute(value=ast.Name(id=holder)), args=[key, *_]) if holder == name:
                keys |= dict.fromkeys(_texts(key))
            case ast.Compare(left=key, ops=[ast.In() | ast.NotIn()], comparators=[ast.Name(id=holder)]) if (
                holder == name
            ):
                keys |= dict.fromkeys(_texts(key))
    return list(keys)[:MAX_TEXTS]


def _loop_names(name: str, function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.For | ast.comprehension) and name in _iterated(node.iter):
            yield from (item.id for item in ast.walk(node.target) if isinstance(item, ast.Name))


def _root(node: ast.expr) -> str:
    """Give the name behind methods and items: that of `name.strip().lower()[0]`."""
    while True:
        match node:
            case ast.Call(func=ast.Attribute(value=inner)) | ast.Subscript(value=inner):
                node = inner
            case ast.Name(id=name):
                return name
            case _:
                return ""


def _texts(node: ast.expr) -> list[str]:
    items = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [node]
    values = [item.value for item in items if isinstance(item, ast.Constant)]
    return [value for value in values if isinstance(value, str) and 0 < len(value) <= MAX_TEXT_CHARS]


# ---------------------------------------------------------------- what is done


def _used_types(function: ast.FunctionDef, functions: Mapping[str, ast.FunctionDef], depth: int) -> dict[str, str]:
    """Give the type of each parameter whose use tells one."""
    parents = {id(child): node for node in ast.walk(function) for child in ast.iter_child_nodes(node)}
    names = {item.arg for item in _parameters(function.args)}
    found = {}
    for name in names:
        told = _type_by_use(name, function, parents, functions, depth)
        if told is not None:
            found[name] = told
    return found


def _type_by_use(
    name: str,
    function: ast.FunctionDef,
    parents: Mapping[int, ast.AST],
    functions: Mapping[str, ast.FunctionDef],
    depth: int,
) -> str | None:
    votes: Counter[str] = Counter()
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            votes.update(_evidence(node, parents, functions, depth))
    if votes[NO_LITERAL]:
        return NO_LITERAL
    votes.pop("", None)
    if not votes:
        return None
    best = max(votes, key=lambda kind: (votes[kind], kind))
    if best in ("sized", "indexed"):
        specific = [kind for kind in votes if kind.startswith(("str", "list", "dict"))]
        best = specific[0] if specific else ("list" if votes["list"] else "str | list[int]")
    if best == "number text":
        best = "int" if votes["int"] or votes["float"] else "int | float"
    if best == "list":
        element = _element_type(name, function, parents, functions, depth)
        if element == NO_LITERAL:
            return NO_LITERAL
        best = f"list[{element}]" if element else "list"
    return "str" if best == "char" else best


def _element_type(
    name: str,
    function: ast.FunctionDef,
    parents: Mapping[int, ast.AST],
    functions: Mapping[str, ast.FunctionDef],
    depth: int,
) -> str | None:
    """Give the type of what loops over a parameter take from it."""
    for node in ast.walk(function):
        if isinstance(node, ast.For | ast.comprehension) and name in _iterated(node.iter):
            match node.target:
                case ast.Name(id=item) if item != name:
                    return _type_by_use(item, function, parents, functions, depth)
                case ast.Tuple(elts=[_, _]) if not isinstance(node.iter, ast.Call):
                    return "tuple[str, int]"
                case ast.Tuple(elts=[_, ast.Name(id=item)]) if item != name:
                    return _type_by_use(item, function, parents, functions, depth)
    return None


def _iterated(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Call(func=ast.Name(id="enumerate" | "sorted" | "reversed" | "set" | "list"), args=[first, *_]):
            yield from _iterated(first)


def _evidence(
    node: ast.Name, parents: Mapping[int, ast.AST], functions: Mapping[str, ast.FunctionDef], depth: int
) -> dict[str, int]:
    """Say which types one use of a name speaks for, and how much."""
    parent = parents.get(id(node))
    match parent:
        case ast.Attribute(attr=attribute):
            owners = [kind for kind, known in _ATTRIBUTES.items() if attribute in known]
            if not owners:
                return {NO_LITERAL: 1}
            return {_USUAL_OWNER.get(attribute, owners[0]): 3}
        case ast.Call(func=func) if func is node:
            return {NO_LITERAL: 1}
        case ast.Call():
            return _as_argument(node, parent, functions, depth)
        case ast.Starred():
            return {"list": 2}
        case ast.For(iter=iterable) | ast.comprehension(iter=iterable) if iterable is node:
            return {"list": 2}
        case ast.Subscript(value=value, slice=index) if value is node:
            if isinstance(index, ast.Constant) and isinstance(index.value, str):
                return {"dict": 3}
            return {"indexed": 1}
        case ast.Subscript():  # an index itself
            return {"int": 1}
        case ast.Slice():
            return {"int": 3}
        case ast.BinOp(left=left, op=op, right=right):
            return _as_operand(op, right if left is node else left, is_left=left is node)
        case ast.UnaryOp(op=ast.USub()):
            return {"float": 1, "int": 2}
        case ast.AugAssign():
            return {"int": 1}
        case ast.Compare(left=left, ops=[op, *_], comparators=[right, *_]):
            return _as_compared(op, right if left is node else left, is_left=left is node)
        case ast.FormattedValue():
            return {"str": 1}
        case ast.With() | ast.withitem() | ast.Await() | ast.Raise():
            return {NO_LITERAL: 1}
    return {}


def _as_argument(
    node: ast.Name, call: ast.Call, functions: Mapping[str, ast.FunctionDef], depth: int
) -> dict[str, int]:
    position = next((idx for idx, item in enumerate(call.args) if item is node), None)
    match call.func:
        case ast.Name(id="isinstance") if position == 0 and len(call.args) == 2:
            kinds = [
                item.id for item in ast.walk(call.args[1]) if isinstance(item, ast.Name) and item.id in _ATTRIBUTES
            ]
            return {kinds[0]: 2} if kinds else {}
        case ast.Name(id="map" | "filter") if position == 1:
            return {"list": 2}
        case ast.Name(id=name) if name in functions and position is not None and depth < MAX_DEPTH:
            plain = [item.arg for item in (*functions[name].args.posonlyargs, *functions[name].args.args)]
            told = _used_types(functions[name], functions, depth + 1) if position < len(plain) else {}
            kind = told.get(plain[position]) if position < len(plain) else None
            return {kind.removesuffix(" | None"): 2} if kind else {}
        case ast.Name(id=name) if position == 0 and name in _OF_CALLS:
            kind = _OF_CALLS[name]
            if kind == "list[int]" and len(call.args) > 1:  # max(a, b)
                kind = "int"
            return {kind: 2}
        case ast.Attribute(value=ast.Name(id=module)) if module in _OF_MODULES:
            return {_OF_MODULES[module]: 3}
        case ast.Attribute(value=ast.Constant(value=str()), attr="join"):
            return {"list[str]": 3}
        case ast.Attribute(attr="startswith" | "endswith" | "split" | "replace" | "strip" | "find" | "count"):
            return {"str": 2}
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id="os"), attr="path")):
            return {"str": 3}
    return {}


def _as_operand(op: ast.operator, other: ast.expr, *, is_left: bool) -> dict[str, int]:
    if isinstance(other, ast.Constant) and isinstance(other.value, str | bytes):
        kind = type(other.value).__name__
        return {} if isinstance(op, ast.Mod) and not is_left else {"int" if isinstance(op, ast.Mult) else kind: 3}
    if isinstance(op, ast.Mod) and not is_left and isinstance(other, ast.JoinedStr):
        return {}
    if isinstance(op, ast.Mod) and is_left and isinstance(other, ast.Tuple):
        return {"str": 3}
    if isinstance(op, ast.BitAnd | ast.BitOr | ast.BitXor | ast.LShift | ast.RShift | ast.FloorDiv | ast.Mod):
        return {"int": 3}
    if isinstance(op, ast.Div | ast.Pow | ast.Sub):
        return {"float": 1, "int": 2}
    if isinstance(other, ast.Constant) and isinstance(other.value, int | float):
        return {type(other.value).__name__: 2}
    if isinstance(other, ast.List | ast.ListComp):
        return {"list": 3} if isinstance(op, ast.Add) else {}
    return {"int": 1}


def _as_compared(op: ast.cmpop, other: ast.expr, *, is_left: bool) -> dict[str, int]:
    if isinstance(op, ast.In | ast.NotIn):
        if is_left:
            inner = other.elts[0] if isinstance(other, ast.Tuple | ast.List | ast.Set) and other.elts else other
            if isinstance(inner, ast.Constant) and not isinstance(inner.value, bool | None):
                return {type(inner.value).__name__: 2}
            return {}
        return {"str" if isinstance(other, ast.Constant) and isinstance(other.value, str) else "list": 2}
    if isinstance(other, ast.Constant) and isinstance(other.value, str | bytes | float | bool):
        return {type(other.value).__name__: 2}
    if isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) or (
        isinstance(other, ast.Constant) and isinstance(other.value, int)
    ):
        return {"int": 2}
    return {}
