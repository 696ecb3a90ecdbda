"""Expressions over the state at a frame: exact where they follow from the values shown, else imagined and said to be.

Nothing is executed. What calls functions of the program over known values is imagined as one more function, `return
EXPRESSION`, whose parameters are the names the expression reads; its frames follow from the text, so it is exact, too.
What does not follow is asked of the model as one more assignment that the run makes at this place.
"""

import ast
import builtins
import re
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace

from pure_eval import CannotEval

from model_runtime.errors import DeskcheckError
from model_runtime.evaluator import Raised, SafeEvaluator, value_text
from model_runtime.foresight import foreseen
from model_runtime.imagined_run import ImaginedRun
from model_runtime.line_code import statement_lines
from model_runtime.predictor import PredictionEnd, PredictionRequest, Predictor
from model_runtime.program.parser import parse
from model_runtime.trace.frames import Origin, Outcome, TraceEvent, TraceFrame, Value
from model_runtime.trace.syntax import parse_expression

WATCHED = "watched"  # the name of what is imagined for an expression; longer where the program has one
MAX_WATCH_FRAMES = 64
OPAQUE = "<"  # how the repr of an object starts that cannot be written as an expression


@dataclass(frozen=True, slots=True)
class Moment:
    """A frame of a run, in whose call an expression is meant."""

    run: ImaginedRun
    index: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The value of an expression, or the exception that it raises."""

    value: Value
    is_raised: bool = False
    is_asked: bool = False  # of the model


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


async def evaluate(expression: str, shown: Mapping[str, Value], predictor: Predictor | None, moment: Moment) -> Answer:
    """Give the value of an expression: exact, else as the model imagines it at a moment of a run.

    Raises:
        DeskcheckError: it is no expression, reads an unknown name of the state, or nothing is predicted for it.
    """
    known = exact(expression, shown)
    if known is not None:
        return known
    defined = _definition(expression, moment)
    if defined is not None:
        return defined
    _require_known_names(expression, shown, moment)
    if predictor is None:
        raise DeskcheckError(f"the value of {expression.strip()!r} does not follow from those shown")
    as_function = _as_function(expression, shown, moment.run.request)
    for item in foreseen(as_function):
        if isinstance(item, PredictionEnd) and item.result is not None and item.outcome in _ANSWERED:
            return Answer(_computed(item.result, shown, expression), item.outcome is Outcome.RAISED)
    as_assignment = _as_assignment(expression, moment)
    answer = None
    if as_assignment is not None:
        answer = await _assigned(predictor, as_assignment)
    if answer is None:
        answer = await _returned(predictor, as_function)
    if answer is None:
        raise DeskcheckError(f"no value of {expression.strip()!r} is predicted within {MAX_WATCH_FRAMES} frames")
    return answer


_ANSWERED = (Outcome.RETURNED, Outcome.RAISED)


def _computed(result: Value, shown: Mapping[str, Value], expression: str) -> Value:
    return Value(str(result), Origin.COMPUTED, _least(shown, _names(_parsed(expression))))


def _definition(expression: str, moment: Moment) -> Answer | None:
    """Give what a bare name of a function or class stands for, None where it stands for something else."""
    name = expression.strip()
    if any(function.name == name for function in parse(moment.run.request.source).functions):
        return Answer(Value(f"<function {name}>", Origin.COMPUTED))
    found = getattr(builtins, name, None) if name.isidentifier() else None
    is_shadowed = re.search(rf"\b{re.escape(name)}\s*=[^=]", moment.run.request.source) is not None
    return Answer(Value(repr(found), Origin.COMPUTED)) if callable(found) and not is_shadowed else None


def _require_known_names(expression: str, shown: Mapping[str, Value], moment: Moment) -> None:
    """Refuse what reads a name that means nothing here: a model would make something up."""
    for name in sorted(_free_names(_parsed(expression)) - set(shown)):
        if not hasattr(builtins, name) and not _has_word(moment.run.request.source, name):
            raise DeskcheckError(f"{name!r} is not known here")


def _has_word(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


def _free_names(tree: ast.expr) -> frozenset[str]:
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return _names(tree) - bound


def _as_function(expression: str, shown: Mapping[str, Value], request: PredictionRequest) -> PredictionRequest:
    """Ask for a call of a function that gives the expression, with the values of the names it reads."""
    names = sorted(_names(_parsed(expression)) & set(shown))
    source = request.source.rstrip("\n") + "\n"
    watched = _free_name(source)
    return replace(
        request,
        source=f"{source}\n\ndef {watched}({', '.join(names)}):\n    return {_one_line(expression)}\n",
        function=watched,
        line=source.count("\n") + 3,
        call=f"{watched}({', '.join(f'{name}={shown[name]}' for name in names)})",
        arguments=tuple((name, str(shown[name])) for name in names),
        prefix=(),
        old=(),
        max_frames=MAX_WATCH_FRAMES,
        pure_neural=False,
        is_urgent=True,
    )


@dataclass(frozen=True, slots=True)
class _Assignment:
    request: PredictionRequest
    name: str
    activation: int


def _as_assignment(expression: str, moment: Moment) -> _Assignment | None:
    """Ask how the run goes on where it assigns the expression next; None where no statement can stand there."""
    run = moment.run
    at = run.timeline.state_of(moment.index)
    frame, program = run.raw(at), parse(run.request.source)
    statement = statement_lines(program, frame.line) if frame.event is TraceEvent.LINE else None
    if statement is None:
        return None
    line = statement.start
    here = program.lines[line - 1]
    indent = here[: len(here) - len(here.lstrip())]
    name = _free_name(run.request.source)
    text = f"{indent}{name} = {_one_line(expression)}"
    source = "\n".join([*program.lines[: line - 1], text, *program.lines[line - 1 :]])
    if len(parse(source).errors) > len(program.errors):
        return None  # before an `else` there can be no statement

    def moved(frame: TraceFrame) -> TraceFrame:
        return replace(frame, line=frame.line + 1) if frame.line >= line else frame

    request = replace(
        run.request,
        source=source,
        line=run.request.line + (run.request.line >= line),
        prefix=(*map(moved, run.raws(at)), replace(frame, line=line, source=text)),
        old=(),
        max_frames=at + 1 + MAX_WATCH_FRAMES,
        is_urgent=True,
        ahead=0,
    )
    return _Assignment(request, name, frame.activation)


async def _assigned(predictor: Predictor, asked: _Assignment) -> Answer | None:
    """Give what the model lets an assignment bind, or raise; None where it does neither soon."""
    async with aclosing(predictor.predict(asked.request)) as items:  # type: ignore[type-var]
        async for item in items:
            if isinstance(item, PredictionEnd):
                return None
            if item.activation != asked.activation or item.event is TraceEvent.CALL:
                continue
            if item.event is TraceEvent.EXCEPTION and item.arg is not None:
                return Answer(item.arg, is_raised=True, is_asked=True)
            value = item.locals.get(asked.name)
            return None if value is None else Answer(value, is_asked=value.origin is Origin.PREDICTED)
    return None


async def _returned(predictor: Predictor, asked: PredictionRequest) -> Answer | None:
    async for item in predictor.predict(asked):
        if isinstance(item, PredictionEnd):
            if item.result is None or item.outcome not in _ANSWERED:
                return None
            return Answer(item.result, item.outcome is Outcome.RAISED, is_asked=True)
    return None


def _free_name(source: str) -> str:
    name = WATCHED
    while _has_word(source, name):
        name += "_"
    return name


def _one_line(expression: str) -> str:
    """Give an expression without the line breaks that only brackets allow."""
    return ast.unparse(_parsed(expression))


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


def mark_of(answer: Answer) -> str:
    """Say behind a value that the model was asked for it."""
    if not answer.is_asked:
        return ""
    sure = answer.value.confidence
    return "  (imagined)" if sure is None else f"  (imagined, {sure * 100:.0f} % sure)"


def is_true(value: Value) -> bool | None:
    """Whether a value counts as true; None where its repr does not tell."""
    answer = exact(f"bool({value})", {}) if not value.startswith(OPAQUE) else None
    return None if answer is None or answer.is_raised else str(answer.value) == "True"


def _parsed(expression: str) -> ast.expr:
    try:
        return parse_expression(expression.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise DeskcheckError(f"{expression.strip()!r} is not a Python expression") from error


def _names(tree: ast.expr) -> frozenset[str]:
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def _least(shown: Mapping[str, Value], names: frozenset[str]) -> float | None:
    sure = [
        value.confidence for name in names if (value := shown.get(name)) is not None and value.confidence is not None
    ]
    return min(sure, default=None)
