"""Expressions over the state at a frame: exact where they follow from the values shown, else imagined and said to be.

Nothing is executed. What does not follow is put to the model as one more function of the program, `return EXPRESSION`,
whose parameters are the names the expression reads.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pure_eval import CannotEval

from model_runtime.errors import DeskcheckError
from model_runtime.evaluator import Raised, SafeEvaluator, value_text
from model_runtime.predictor import PredictionEnd, PredictionRequest, Predictor
from model_runtime.trace.frames import Origin, Outcome, Value

WATCHED = "_deskcheck_watched"
MAX_WATCH_FRAMES = 64
OPAQUE = "<"  # how the repr of an object starts that cannot be written as an expression


@dataclass(frozen=True, slots=True)
class Answer:
    """The value of an expression, or the exception that it raises."""

    value: Value
    is_raised: bool = False


def exact(expression: str, shown: Mapping[str, Value]) -> Answer | None:
    """Compute an expression from the values shown, None where its value does not follow from them.

    As sure as the least sure value it reads.

    Raises:
        DeskcheckError: it is no expression.
    """
    tree = _parsed(expression)
    names = _names(tree)
    if isinstance(tree, ast.Name) and tree.id in shown:
        return Answer(shown[tree.id])
    try:
        text = value_text(SafeEvaluator(shown)[tree])
    except Raised as raised:
        return Answer(Value(repr(raised.error), Origin.COMPUTED, _least(shown, names)), is_raised=True)
    except CannotEval:
        return None
    return Answer(Value(text, Origin.COMPUTED, _least(shown, names)))


async def evaluate(
    expression: str, shown: Mapping[str, Value], predictor: Predictor | None, request: PredictionRequest
) -> Answer:
    """Give the value of an expression: exact, else as the model imagines it in the program of `request`.

    Raises:
        DeskcheckError: it is no expression, reads an unknown name of the state, or nothing is predicted for it.
    """
    known = exact(expression, shown)
    if known is not None:
        return known
    if predictor is None:
        raise DeskcheckError(f"the value of {expression.strip()!r} does not follow from those shown")
    names = sorted(_names(_parsed(expression)) & set(shown))
    text = " ".join(expression.split("\n")).strip()
    source = request.source.rstrip("\n") + "\n"
    line = source.count("\n") + 3
    asked = replace(
        request,
        source=f"{source}\n\ndef {WATCHED}({', '.join(names)}):\n    return {text}\n",
        function=WATCHED,
        line=line,
        call=f"{WATCHED}({', '.join(f'{name}={shown[name]}' for name in names)})",
        arguments=tuple((name, str(shown[name])) for name in names),
        prefix=(),
        old=(),
        max_frames=MAX_WATCH_FRAMES,
        is_urgent=True,
    )
    async for item in predictor.predict(asked):
        if isinstance(item, PredictionEnd):
            if item.result is None or item.outcome not in (Outcome.RETURNED, Outcome.RAISED):
                break
            return Answer(item.result, item.outcome is Outcome.RAISED)
    raise DeskcheckError(f"no value of {expression.strip()!r} is predicted within {MAX_WATCH_FRAMES} frames")


def new_value(expression: str, shown: Mapping[str, Value]) -> Value:
    """Make the value that a user gives to a name: an expression over the values shown, or an object's repr as it is.

    Raises:
        DeskcheckError: it is neither.
    """
    text = expression.strip()
    if text.startswith(OPAQUE) and text.endswith(">"):
        return Value(text, Origin.EDITED)
    answer = exact(text, shown)
    if answer is None or answer.is_raised:
        raise DeskcheckError(f"{text!r} does not give a value here: write a literal, or an expression over those shown")
    return Value(str(answer.value), Origin.EDITED)


def is_true(value: Value) -> bool | None:
    """Whether a value counts as true; None where its repr does not tell."""
    answer = exact(f"bool({value})", {}) if not value.startswith(OPAQUE) else None
    return None if answer is None or answer.is_raised else str(answer.value) == "True"


def _parsed(expression: str) -> ast.expr:
    try:
        return ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise DeskcheckError(f"{expression.strip()!r} is not a Python expression") from error


def _names(tree: ast.expr) -> frozenset[str]:
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def _least(shown: Mapping[str, Value], names: frozenset[str]) -> float | None:
    sure = [
        value.confidence for name in names if (value := shown.get(name)) is not None and value.confidence is not None
    ]
    return min(sure, default=None)
