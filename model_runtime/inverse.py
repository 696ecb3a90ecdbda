"""Arguments that lead to a wanted result or state: proposed from what is known of the function, each checked by a run.

A search, as a fuzzer makes it: calls are varied, each is imagined forwards, and those whose results come nearest are
varied further. A proposal is a call whose imagined run does what was asked; nothing is executed.
"""

import ast
import difflib
import random
import re
import textwrap
import time
from collections.abc import Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

from pure_eval import CannotEval

from model_runtime.errors import DeskcheckError
from model_runtime.evaluator import read_value, value_text
from model_runtime.predictor import PredictionEnd, PredictionRequest, Predictor
from model_runtime.program.entry_points import bind_call, entry_points
from model_runtime.program.parser import parse
from model_runtime.trace.frames import Outcome, TraceEvent, TraceFrame, Value
from model_runtime.trace.syntax import parse_syntax
from model_runtime.training.arguments import random_value
from model_runtime.watch import exact, is_true

MAX_RUNS = 400
MAX_SECONDS = 20.0
MAX_FRAMES = 200
N_PROPOSALS = 3  # sure ones
SURE = 0.9
N_KEPT = 12  # nearest calls that are varied further
_STATE = re.compile(r"\s*(\d+)\s*:\s*(.+)$", re.DOTALL)
_DRAWN_TYPES = ("int", "str", "list[int]", "list[str]", "float", "bool", "dict[str, int]", "list")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A call whose imagined run leads to the goal."""

    call: str
    arguments: tuple[tuple[str, str], ...]
    result: str
    confidence: float  # the lowest of its run; 1.0 where everything follows from the text


@dataclass(frozen=True, slots=True)
class Goal:
    """A result (`[1, 2]`), a condition on it (`result > 3`), or a state at a line (`7: item > 4`)."""

    condition: str
    line: int | None = None
    value: str | None = None  # where the result itself is wanted


def read_goal(text: str) -> Goal:
    """Read a goal.

    Raises:
        DeskcheckError: it is no value and no condition.
    """
    state = _STATE.match(text)
    if state is not None:
        exact(state.group(2), {})
        return Goal(state.group(2), line=int(state.group(1)))
    answer = exact(text, {})
    if answer is not None and not answer.is_raised:
        return Goal(f"result == {answer.value}", value=str(answer.value))
    if "result" not in text:
        raise DeskcheckError(f"{text!r} is no goal: write a value, a condition on `result`, or LINE: CONDITION")
    return Goal(text)


async def arguments_for(
    predictor: Predictor,
    request: PredictionRequest,
    goal: str,
    *,
    max_runs: int = MAX_RUNS,
    max_seconds: float = MAX_SECONDS,
) -> list[Proposal]:
    """Propose calls of a request's function that lead to a goal, sure and simple ones first; none where none was found.

    Raises:
        DeskcheckError: the goal cannot be read, the function takes no arguments, or no run can be imagined.
    """
    wanted = read_goal(goal)
    search = _Search(request, wanted)
    if not search.names:
        raise DeskcheckError(f"{request.function} takes no arguments")
    found: list[Proposal] = []
    failed: DeskcheckError | None = None
    until = time.monotonic() + max_seconds
    for _ in range(max_runs):
        arguments = search.next()
        n_sure = sum(proposal.confidence >= SURE for proposal in found)
        if arguments is None or n_sure >= N_PROPOSALS or time.monotonic() > until:
            break
        try:
            frames, result = await _run(predictor, search.asked(arguments))
        except DeskcheckError as error:  # this call needs more than can be had; another may not
            failed = error
            continue
        nearness = search.nearness(frames, result)
        search.note(arguments, nearness)
        if nearness >= 1.0:
            call = f"{request.function}({', '.join(arguments)})"
            pairs = tuple(zip(search.names, arguments, strict=True))
            found.append(Proposal(call, pairs, str(result), _least_confidence(frames)))
    if failed is not None and not found:
        raise failed
    return sorted(found, key=lambda proposal: (proposal.confidence < SURE, len(proposal.call)))


async def _run(predictor: Predictor, request: PredictionRequest) -> tuple[list[TraceFrame], Value | None]:
    frames: list[TraceFrame] = []
    async with aclosing(predictor.predict(request)) as items:  # type: ignore[type-var]
        async for item in items:
            if isinstance(item, PredictionEnd):
                return frames, item.result if item.outcome is Outcome.RETURNED else None
            frames.append(item)
    return frames, None


def _least_confidence(frames: Sequence[TraceFrame]) -> float:
    values = [value for frame in frames for value in (*frame.locals.values(), frame.arg) if value is not None]
    known = [*(frame.confidence for frame in frames), *(value.confidence for value in values)]
    return min((confidence for confidence in known if confidence is not None), default=1.0)


class _Search:
    """The calls tried so far, nearest first, and what to vary them with."""

    def __init__(self, request: PredictionRequest, goal: Goal) -> None:
        self._request = request
        self._goal = goal
        program = parse(request.source)
        function = program.function(request.function, request.line)
        if function is None:
            raise DeskcheckError(f"there is no function {request.function!r}")
        self.names = [name for name, _ in request.arguments] if request.arguments else list(function.params)
        self._chance = random.Random(0)  # the same search each time
        self._types = _annotations(program.lines, function.line, function.end_line)
        self._pool = list(dict.fromkeys((*_constants(program.lines, function.line, function.end_line), *self._near())))
        self._tried: set[tuple[str, ...]] = set()
        self._kept: list[tuple[float, tuple[str, ...]]] = []
        self._first = [tuple(call) for call in self._known(program)]

    def _known(self, program: Any) -> Iterator[list[str]]:
        """Give the calls that are known: the request's own, and the examples of the function."""
        every = [self._request.arguments or (), *(e.arguments or () for e in entry_points(program))]
        functions = [self._request.function, *(e.function for e in entry_points(program))]
        for function, arguments in zip(functions, every, strict=True):
            texts = [text for _, text in arguments]
            if function == self._request.function and len(texts) == len(self.names) and all(texts):
                yield [str(text) for text in texts]

    def _near(self) -> Iterator[str]:
        """Give values made of the wanted one: inverses of most functions need it."""
        if self._goal.value is None:
            return
        yield self._goal.value
        for form in ("-v", "v - 1", "v + 1", "v // 2", "v * 2", "v / 2", "str(v)", "int(v)", "[v]", "(v,)", "len(v)",
                     "v[::-1]", "v[:-1]", "v[1:]", "list(v)", "sorted(v)", "v.lower()", "v.upper()", "v.split()",
                     "v.swapcase()", "round(v ** 0.5)"):  # fmt: skip
            answer = exact(form, {"v": Value(self._goal.value)})
            if answer is not None and not answer.is_raised:
                yield str(answer.value)

    def asked(self, arguments: Sequence[str]) -> PredictionRequest:
        """Give the request of a call."""
        call = f"{self._request.function}({', '.join(arguments)})"
        return replace(
            self._request,
            call=call,
            arguments=tuple(zip(self.names, arguments, strict=True)),
            prefix=(),
            old=(),
            max_frames=MAX_FRAMES,
        )

    def next(self) -> tuple[str, ...] | None:
        """Give a call that was not tried; None when nothing new comes up."""
        while self._first:
            call = self._first.pop(0)
            if call not in self._tried:
                self._tried.add(call)
                return call
        for _ in range(200):
            call = self._varied()
            if call not in self._tried and self._is_call(call):
                self._tried.add(call)
                return call
        return None

    def _is_call(self, arguments: Sequence[str]) -> bool:
        try:
            bind_call(parse(self._request.source), f"{self._request.function}({', '.join(arguments)})")
        except DeskcheckError:
            return "." in self._request.function  # a method's call is not written so
        return True

    def _varied(self) -> tuple[str, ...]:
        chance = self._chance
        if not self._kept or chance.random() < 0.2:
            return tuple(self._drawn(name) for name in self.names)
        arguments = list(chance.choice(self._kept[: max(1, len(self._kept) // 2)])[1])
        at = chance.randrange(len(arguments))
        arguments[at] = self._changed(arguments[at], self.names[at])
        return tuple(arguments)

    def _drawn(self, name: str) -> str:
        if self._pool and self._chance.random() < 0.4:
            return self._chance.choice(self._pool)
        kinds = [type(read_value(text)).__name__ for text in self._values_of(name)]
        hint = self._types.get(name) or (self._chance.choice(kinds) if kinds else self._chance.choice(_DRAWN_TYPES))
        return random_value(hint, self._chance)

    def _values_of(self, name: str) -> list[str]:
        at = self.names.index(name)
        found = [arguments[at] for _, arguments in self._kept]
        return [text for text in found if _is_literal(text)]

    def _changed(self, text: str, name: str) -> str:
        """Give a value near another: a number up or down, a container with an item more, less or changed."""
        chance = self._chance
        try:
            value = read_value(text)
            new = _mutated(value, chance, self._pool)
            return value_text(new)
        except CannotEval:
            return self._drawn(name)

    def nearness(self, frames: Sequence[TraceFrame], result: Value | None) -> float:
        """Say how near a run came to the goal: 1.0 is there."""
        goal = self._goal
        if goal.line is not None:
            at = [f for f in frames if f.line == goal.line and f.event is TraceEvent.LINE]
            holds = any((a := exact(goal.condition, f.locals)) and is_true(a.value) and not a.is_raised for f in at)
            return 1.0 if holds else 0.5 * bool(at)
        if result is None:
            return 0.0
        answer = exact(goal.condition, {"result": result})
        if answer is not None and not answer.is_raised and is_true(answer.value):
            kinds = goal.value is None or _kind(str(result)) == _kind(goal.value)  # 1 == True is no inverse
            return 1.0 if kinds else 0.5
        return 0.9 * _likeness(str(result), goal.value) if goal.value is not None else 0.1

    def note(self, arguments: tuple[str, ...], nearness: float) -> None:
        """Keep a call that came near."""
        self._kept.append((nearness, arguments))
        self._kept.sort(key=lambda item: (-item[0], sum(map(len, item[1]))))
        del self._kept[N_KEPT:]


def _mutated(value: Any, chance: random.Random, pool: Sequence[str]) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return chance.choice([value + 1, value - 1, value * 2, value // 2, -value, value + 10, value - 10])
        case str():
            at = chance.randint(0, len(value))
            letter = chance.choice("abcxyz 019-_ABC")
            texts = [str(v) for v in map(_literal, pool) if isinstance(v, str)]
            extra = chance.choice(texts) if texts else letter
            return chance.choice(
                [
                    value[:at] + letter + value[at:],
                    value[:at] + value[at + 1 :],
                    value + extra,
                    extra + value,
                    value[::-1],
                ]
            )
        case list() | tuple():
            items = list(value)
            at = chance.randint(0, len(items))
            literals = list(map(_literal, pool))
            new = chance.choice([*items, *literals]) if items or literals else 0
            if items and at < len(items) and chance.random() < 0.5:
                items[at] = _mutated(items[at], chance, pool) if chance.random() < 0.6 else new
            elif items and chance.random() < 0.4:
                items.pop(min(at, len(items) - 1))
            else:
                items.insert(at, new)
            return type(value)(items)
        case dict():
            changed = dict(value)
            if changed:
                key = chance.choice(list(changed))
                changed[key] = _mutated(changed[key], chance, pool)
            return changed
    raise CannotEval


def _literal(text: str) -> Any:
    try:
        return read_value(text)
    except CannotEval:
        return None


def _is_literal(text: str) -> bool:
    try:
        read_value(text)
    except CannotEval:
        return False
    return True


def _kind(text: str) -> str:
    return type(_literal(text)).__name__


def _likeness(text: str, wanted: str) -> float:
    one, other = _literal(text), _literal(wanted)
    if isinstance(one, int | float) and isinstance(other, int | float):
        return 1.0 / (1.0 + abs(one - other) / (1.0 + abs(other)))
    alike = difflib.SequenceMatcher(None, text, wanted, autojunk=False).ratio()
    return alike if type(one) is type(other) else alike / 2


def _constants(lines: Sequence[str], first: int, last: int) -> Iterator[str]:
    """Give the constants written in a function, and the numbers beside them: where its branches part."""
    for node in ast.walk(_tree(lines, first, last)):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float | str) and len(repr(node.value)) < 40:
            yield repr(node.value)
            if isinstance(node.value, int) and not isinstance(node.value, bool):
                yield from (repr(node.value - 1), repr(node.value + 1))


def _annotations(lines: Sequence[str], first: int, last: int) -> dict[str, str]:
    for node in ast.walk(_tree(lines, first, last)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            every = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            return {item.arg: ast.unparse(item.annotation) for item in every if item.annotation is not None}
    return {}


def _tree(lines: Sequence[str], first: int, last: int) -> ast.Module:
    try:
        return parse_syntax(textwrap.dedent("\n".join(lines[first - 1 : last])))
    except (SyntaxError, ValueError):
        return ast.Module([], [])
