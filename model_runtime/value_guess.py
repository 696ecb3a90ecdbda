"""What a line gives to names, from its text and the values shown before it.

Only plain statements over literal values (`evaluator.py`); no user code is run. For drafts the model checks every token
of a guess, so that a wrong one costs time and a right one changes nothing.
"""

import ast
import itertools
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pure_eval import CannotEval

from model_runtime.evaluator import CHANGING, SafeEvaluator, base_name, unpacked, value_text
from model_runtime.trace.syntax import parse_syntax


def changed_names(line: str) -> tuple[str, ...]:
    """Give the names whose values a line seems to change without binding them: `x.append(…)`, `x[i] = …`."""
    match = _TOUCHED.match(line)
    return (match.group(1),) if match else ()


_TOUCHED = re.compile(r"\s*(?:del\s+)?([A-Za-z_]\w*)\s*(?:\.\w+\s*\(|\[)")


def assigned_value(line: str, name: str, shown: Mapping[str, str], *, turn: int = 0) -> str | None:
    """Tell the value of `name` after a line ran with the values `shown`; None when nothing can be said.

    `turn` is the number of turns that a `for` loop has made before.
    """
    statement = statement_of(line)
    evaluate = SafeEvaluator(shown)
    try:
        match statement:
            case ast.Assign(targets=targets, value=value):
                if isinstance(value, ast.Call) and _is_changing(value):
                    held, changed, result = evaluate.called(value)
                    return value_text(changed if held == name else unpacked(targets[0], result, name))
                for target in targets:
                    if isinstance(target, ast.Subscript) and base_name(target) == name:
                        return stored_value(evaluate, target, evaluate[value])
                    if any(_is_name(node, name) for node in ast.walk(target)):
                        return value_text(unpacked(target, evaluate[value], name))
            case ast.AnnAssign(target=ast.Name(id=target), value=value) if value is not None and target == name:
                return value_text(evaluate[value])
            case ast.AugAssign(target=ast.Name(id=target) as held, op=op, value=value) if target == name:
                return value_text(evaluate[ast.BinOp(ast.Name(held.id, ast.Load()), op, value)])
            case ast.AugAssign(target=ast.Subscript() as target, op=op, value=value) if base_name(target) == name:
                item = ast.Subscript(target.value, target.slice, ast.Load())
                return stored_value(evaluate, target, evaluate[ast.BinOp(item, op, value)])
            case ast.For(target=target, iter=iterable):
                items = itertools.islice(evaluate.items(iterable), turn, turn + 1)
                return next((value_text(unpacked(target, item, name)) for item in items), None)
            case ast.Delete(targets=[ast.Subscript(value=holder, slice=key)]) if _is_name(holder, name):
                held = evaluate[holder]
                del held[evaluate.key(key)]
                return value_text(held)
            case ast.Expr(value=ast.Call() as call):
                held, changed, _ = evaluate.called(call)
                return value_text(changed) if held == name else None
    except (CannotEval, LookupError, TypeError, ValueError):
        return None
    return None


def returned_value(line: str, shown: Mapping[str, str]) -> str | None:
    """Tell what a line returns; None when nothing can be said."""
    statement = statement_of(line)
    if not isinstance(statement, ast.Return) or statement.value is None:
        return "None"
    try:
        return value_text(SafeEvaluator(shown)[statement.value])
    except CannotEval:
        return None


def argument_value(line: str, function: str, params: Sequence[str], name: str, shown: Mapping[str, str]) -> str | None:
    """Guess what a line passes for the parameter `name` of the `function` it calls; None when nothing can be said."""
    statement = statement_of(line)
    if statement is None:
        return None
    for node in ast.walk(statement):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called != function:
            continue
        names = params[1:] if isinstance(node.func, ast.Attribute) and params[:1] == ("self",) else params
        given = dict(zip(names, node.args, strict=False)) | {word.arg: word.value for word in node.keywords if word.arg}
        try:
            return value_text(SafeEvaluator(shown)[given[name]])
        except (CannotEval, KeyError):
            return None
    return None


def enters_block(line: str, shown: Mapping[str, str], *, turn: int = 0) -> bool | None:
    """Guess whether a condition holds, or a `for` loop makes one more turn; None when nothing can be said."""
    evaluate = SafeEvaluator(shown)
    try:
        match statement_of(line):
            case ast.If(test=test) | ast.While(test=test):
                return bool(evaluate[test])
            case ast.For(iter=iterable):
                return any(True for _ in itertools.islice(evaluate.items(iterable), turn, turn + 1))
    except CannotEval:
        return None
    return None


_ELIF = re.compile(r"elif\b")


@lru_cache(maxsize=4096)
def statement_of(line: str) -> ast.stmt | None:
    """Parse a line that is a statement or the header of one; None for anything else."""
    text = line.strip()
    if _ELIF.match(text):
        text = text[2:]
    for completed in (text, text + " pass"):
        try:
            body = parse_syntax(completed).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        return body[0] if len(body) == 1 else None
    return None


def _is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _is_changing(call: ast.Call) -> bool:
    return (
        isinstance(call.func, ast.Attribute) and base_name(call.func.value) is not None and call.func.attr in CHANGING
    )


def stored_value(evaluate: SafeEvaluator, target: ast.Subscript, value: object) -> str:
    """Give the text of the container at the bottom of a target after an item was set.

    Raises:
        CannotEval: it does not follow.
        LookupError, TypeError, ValueError: the item cannot be set so.
    """
    whole, part = evaluate.inside(target.value)
    part[evaluate.key(target.slice)] = value
    return value_text(whole)
