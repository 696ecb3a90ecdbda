"""What the questions of `working` come to: for drafts, which a model checks, and for the traces it is trained on."""

import ast
import itertools
from functools import lru_cache
from typing import Any

from pure_eval import CannotEval

from model_runtime.evaluator import Raised, SafeEvaluator, bounded, ordered, read_value, value_text
from model_runtime.trace.syntax import parse_expression, parse_syntax
from model_runtime.working import END, Question


@lru_cache(maxsize=8192)
def worked_out(question: Question) -> str | None:
    """Give the answer to a question; None where it does not follow."""
    evaluate = SafeEvaluator({f"_{idx}": text for idx, text in enumerate(question.operands)})
    is_change = question.is_change
    try:
        if question.turn is not None:
            text = question.operands[0]
            items = evaluate[parse_expression(text)] if text.startswith("range(") else read_value(text)
            item = next(itertools.islice(ordered(items), question.turn, None), _NONE_LEFT)
            return END if item is _NONE_LEFT else value_text(item)
        if is_change:
            return value_text(_changed(parse_syntax(question.code).body[0], evaluate))
        node = parse_expression(question.code)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and evaluate.is_changing(node):
            return value_text(evaluate.called(node)[2])
        return value_text(evaluate[node])
    except Raised as raised:
        return repr(raised.error)
    except (CannotEval, LookupError, TypeError, ValueError, SyntaxError, RecursionError) as error:
        is_told = is_change and isinstance(error, IndexError | KeyError)
        return repr(error) if is_told and not isinstance(error, CannotEval) else None


_NONE_LEFT = object()


def _changed(statement: ast.stmt, evaluate: SafeEvaluator) -> Any:
    match statement:
        case ast.Expr(value=ast.Call() as call):
            return evaluate.called(call)[1]
        case ast.Delete(targets=[ast.Subscript(value=holder, slice=key)]):
            held = evaluate[holder]
            del held[evaluate.key(key)]
            return held
        case ast.Assign(targets=[ast.Subscript(value=holder, slice=key)], value=value):
            held = evaluate[holder]
            held[evaluate.key(key)] = evaluate[value]
            return bounded(held)
    raise CannotEval
