"""Calls with literal arguments that stand written in a package: in its tests, its doctests, its own code.

Running tests needs whatever they import; reading them needs nothing. A call counts when its name can mean only one
function of the package and its arguments are literals that fit that function's parameters. Nothing is run here.
"""

import ast
import builtins
import contextlib
import doctest
import tokenize
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

MAX_CALLS = 24  # of one function
MAX_CALL_CHARS = 300
MAX_FILE_CHARS = 400_000
# A method call says only its name: `x.get(...)` is hardly ever a function `get` of the package.
_METHODS_OF_VALUES = frozenset(
    name for kind in (str, bytes, list, dict, set, int, float, tuple) for name in dir(kind)
) | frozenset(("open", "read", "write", "close", "run", "start", "stop", "send", "load", "loads", "dump", "dumps"))

Function = tuple[str, str]  # module, qualified name


def static_calls(files: Iterable[Path], cuts: Mapping[Function, str]) -> dict[Function, tuple[str, ...]]:
    """Find calls of cut functions in the text of files; each is written as a call of the cut source's function.

    A function counts when no other function or class of the files has its name.
    """
    n_defined: Counter[str] = Counter()
    calls: list[tuple[str, ast.Call]] = []
    names = {name.rpartition(".")[2] for _, name in cuts}
    for tree in _trees(files):
        for node in _nodes(tree):
            if isinstance(node, ast.Call):
                if (name := _called(node)) in names:
                    calls.append((name, node))
            else:
                n_defined[node.name] += 1
    known = {name: header for name, header in _headers(cuts).items() if n_defined[name] <= 1}
    found: dict[Function, dict[str, None]] = defaultdict(dict)
    for name, node in calls:
        if name in known:
            function, header = known[name]
            if len(found[function]) < MAX_CALLS and (text := _literal_call(node, name, header)) is not None:
                found[function].setdefault(text)
    return {function: tuple(texts) for function, texts in found.items() if texts}


def _trees(files: Iterable[Path]) -> Iterator[ast.Module]:
    for path in files:
        try:
            with tokenize.open(path) as stream:
                text = stream.read(MAX_FILE_CHARS + 1)
            if len(text) <= MAX_FILE_CHARS:
                yield _parse(text)
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
            continue


def _parse(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # other people's escapes
        return ast.parse(text)


def _headers(cuts: Mapping[Function, str]) -> dict[str, tuple[Function, ast.FunctionDef]]:
    """Give the cut functions by name, those that share it with a builtin left out."""
    known = {}
    for function, source in cuts.items():
        name = function[1].rpartition(".")[2]
        if not hasattr(builtins, name):
            functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
            known[name] = (function, next(node for node in reversed(functions) if node.name == name))
    return known


def _nodes(tree: ast.AST) -> Iterator[ast.Call | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Give the definitions and the calls of a file, calls also in doctests."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and ">>> " in node.value:
            try:
                examples = doctest.DocTestParser().get_examples(node.value)
            except ValueError:
                continue
            for example in examples:
                with contextlib.suppress(SyntaxError, ValueError):
                    yield from (item for item in ast.walk(_parse(example.source)) if isinstance(item, ast.Call))


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name() | ast.Attribute(), attr=name) if name not in _METHODS_OF_VALUES:
            return name
    return ""


def _literal_call(node: ast.Call, name: str, header: ast.FunctionDef) -> str | None:
    """Write a call whose arguments are literals and fit the parameters, else None."""
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    if any(isinstance(item, ast.Starred) for item in node.args) or not all(map(_is_literal, given)):
        return None
    if not _fits(header.args, len(node.args), {keyword.arg for keyword in node.keywords}):
        return None
    text = ast.unparse(ast.Call(ast.Name(name), node.args, node.keywords))
    if any(isinstance(item, ast.Yield | ast.YieldFrom) for item in ast.walk(header)):
        text = f"list({text})"
    return text if len(text) <= MAX_CALL_CHARS else None


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return False
    return True


def _fits(arguments: ast.arguments, n_plain: int, keywords: set[str | None]) -> bool:
    plain = [item.arg for item in (*arguments.posonlyargs, *arguments.args)]
    named = {item.arg for item in (*arguments.args, *arguments.kwonlyargs)}
    required = set(plain[: len(plain) - len(arguments.defaults)])
    required |= {
        item.arg for item, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if default is None
    }
    filled = set(plain[:n_plain])
    return (
        (n_plain <= len(plain) or arguments.vararg is not None)
        and None not in keywords
        and not filled & keywords
        and (keywords <= named or arguments.kwarg is not None)
        and required <= filled | keywords
    )
