"""Whether a run that reached a limit would ever end: what its loops have been doing.

A `while` loop ends when its condition fails, or a condition in front of a `break` or `return` holds. Between two visits
of its header the values those conditions read either stay (then it never ends), or move. Where a condition compares
numbers, or asks whether something is left, the distance to the turning point is worked out at each visit: one that
shrinks says the loop ends, and when; one that stays or grows in every condition says it does not. This is an estimate:
it reads a predicted trace and extrapolates. `termination.py` has what is certain.
"""

import ast
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pure_eval import CannotEval

from model_runtime.evaluator import SafeEvaluator
from model_runtime.program.parser import Program
from model_runtime.trace.frames import TraceEvent, TraceFrame
from model_runtime.trace.syntax import parse_syntax

MIN_VISITS = 4  # of a loop's header before anything is said
LAST_VISITS = 12  # that are looked at
LIKELY = 0.5
STUCK, AWAY, TOWARDS, UNCLEAR = 0.97, 0.9, 0.05, 0.4
_NEARLY_NOTHING = 1e-12

_Loop = ast.While | ast.For | ast.AsyncFor
_State = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outlook:
    """An estimate for a run that was cut off."""

    endless: float  # probability that it never ends
    reason: str

    def __str__(self) -> str:
        verdict = (
            "likely endless" if self.endless >= LIKELY else "may be endless" if self.endless > TOWARDS else "it ends"
        )
        return f"{verdict}: {self.reason}"


@dataclass(frozen=True, slots=True)
class _Exit:
    """A condition that ends a loop when it turns out as `wanted`."""

    condition: ast.expr
    wanted: bool


def outlook(program: Program, frames: Sequence[TraceFrame]) -> Outlook | None:
    """Estimate whether a run would have gone on for ever; None where its loops say nothing.

    Args:
        program: what ran; a text that `ast` cannot read has no outlook.
        frames: the run so far.
    """
    try:
        tree = parse_syntax(program.text)
    except (SyntaxError, ValueError, RecursionError):
        return None
    found: list[Outlook] = []
    for activation, line in _under_way(frames):
        for loop in _loops_around(tree, line):
            visits = _visits(frames, activation, loop)
            if len(visits) >= MIN_VISITS:
                found.append(_outlook_of(loop, visits[-LAST_VISITS:]))
    if not found and not any(_loops_around(tree, line) for _, line in _under_way(frames)):
        return Outlook(TOWARDS, "no loop is under way, and calls within calls end at the recursion limit")
    return max(found, key=lambda each: each.endless) if found else None


def _under_way(frames: Sequence[TraceFrame]) -> Iterator[tuple[int, int]]:
    """Give the activations that have not ended, outermost first, each with the line it stands on."""
    lines: dict[int, int] = {}
    for frame in frames:
        if frame.event is TraceEvent.RETURN:
            lines.pop(frame.activation, None)
        else:
            lines[frame.activation] = frame.line
    yield from lines.items()


def _loops_around(tree: ast.Module, line: int) -> list[_Loop]:
    """Give the loops whose header or body holds a line, outermost first."""
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, _Loop) and node.lineno <= line <= max(inner.end_lineno or 0 for inner in node.body)
    ]
    return sorted(found, key=lambda node: node.lineno)


def _visits(frames: Sequence[TraceFrame], activation: int, loop: _Loop) -> list[_State]:
    """Give the locals at each visit of a loop's header since it was entered last."""
    end = max(inner.end_lineno or 0 for inner in loop.body)
    visits: list[_State] = []
    for frame in frames:
        if frame.activation != activation or frame.event is not TraceEvent.LINE:
            continue
        if frame.line == loop.lineno:
            visits.append(frame.locals)
        elif not loop.lineno <= frame.line <= end:
            visits = []
    return visits


def _outlook_of(loop: _Loop, visits: Sequence[_State]) -> Outlook:
    if not isinstance(loop, ast.While):
        return _outlook_of_walk(loop, visits)
    where = f"the loop at line {loop.lineno}"
    exits = list(_exits(loop))
    if not exits:
        return Outlook(STUCK, f"{where} has no way out")
    read = sorted({node.id for each in exits for node in ast.walk(each.condition) if isinstance(node, ast.Name)})
    shown = [name for name in read if any(name in state for state in visits)]
    changing = [name for name in shown if len({state.get(name) for state in visits}) > 1]
    is_plain = not any("<" in state.get(name, "")[:1] for name in shown for state in visits)
    if shown and not changing and is_plain:
        names = " and ".join(shown) if len(shown) < 3 else ", ".join(shown)
        return Outlook(STUCK, f"{where} never changes {names}, on which it depends")
    turns = [_turns_left(each.condition, each.wanted, visits) for each in exits]
    sure = [left for left in turns if left is not None and left != float("inf")]
    if sure:
        return Outlook(TOWARDS, f"{where} comes nearer to its end: about {max(1, round(min(sure)))} more turns")
    if all(left is not None for left in turns):
        names = " and ".join(changing)
        return Outlook(AWAY, f"{where} changes {names}, but comes no nearer to its end")
    return Outlook(UNCLEAR, f"{where} may go on for ever")


def _outlook_of_walk(loop: ast.For | ast.AsyncFor, visits: Sequence[_State]) -> Outlook:
    where = f"the loop at line {loop.lineno}"
    name = loop.iter.id if isinstance(loop.iter, ast.Name) else None
    sizes = [_number(ast.Call(ast.Name("len"), [loop.iter], []), state) for state in visits] if name else []
    if sizes and all(a is not None and b is not None and a < b for a, b in itertools.pairwise(sizes)):
        return Outlook(AWAY, f"{where} walks {name}, which grows with every turn")
    return Outlook(TOWARDS, f"{where} walks something that ends")


def _exits(loop: ast.While) -> Iterator[_Exit]:
    """Give the conditions that end a loop: its own, and those in front of a `break`, `return` or `raise` in it."""
    if not (isinstance(loop.test, ast.Constant) and loop.test.value):
        yield _Exit(loop.test, wanted=False)
    pending: list[tuple[ast.stmt, bool]] = [(statement, True) for statement in loop.body]
    while pending:
        statement, may_break = pending.pop()
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if isinstance(statement, ast.If):
            if _leaves(statement.body, may_break):
                yield _Exit(statement.test, wanted=True)
            if _leaves(statement.orelse, may_break):
                yield _Exit(statement.test, wanted=False)
        is_loop = isinstance(statement, _Loop)
        for part in ("body", "orelse", "finalbody"):
            pending += [(inner, may_break and not is_loop) for inner in getattr(statement, part, ())]


def _leaves(block: Iterable[ast.stmt], may_break: bool) -> bool:
    return any(isinstance(s, ast.Return | ast.Raise) or (may_break and isinstance(s, ast.Break)) for s in block)


# ---------------------------------------------------------------- how far a condition is from turning


def _turns_left(condition: ast.expr, wanted: bool, visits: Sequence[_State]) -> float | None:
    """Give the turns until a condition is as wanted, if its distance goes on as it did.

    Infinity when it does not shrink, None when it cannot be measured.
    """
    if isinstance(condition, ast.UnaryOp) and isinstance(condition.op, ast.Not):
        return _turns_left(condition.operand, not wanted, visits)
    if isinstance(condition, ast.BoolOp):
        parts = [_turns_left(part, wanted, visits) for part in condition.values]
        one_is_enough = isinstance(condition.op, ast.And) is not wanted
        known = [part for part in parts if part is not None]
        if one_is_enough:
            nearest = min(known, default=None)
            return nearest if nearest is not None and (nearest != float("inf") or len(known) == len(parts)) else None
        return max(known) if len(known) == len(parts) else None
    distances = [_distance(condition, wanted, state) for state in visits]
    return _extrapolated([d for d in distances if d is not None]) if None not in distances else None


def _distance(condition: ast.expr, wanted: bool, state: _State) -> float | None:
    """Give how far a condition is from turning out as wanted: 0 when it does, None when that cannot be told."""
    if isinstance(condition, ast.Compare) and len(condition.ops) == 1:
        left, right = _number(condition.left, state), _number(condition.comparators[0], state)
        if left is None or right is None:
            return None
        measure = _MEASURES.get((type(condition.ops[0]), wanted))
        return None if measure is None else max(0.0, measure(left, right))
    if wanted:
        return None
    value = _value(condition, state)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(abs(value))
    return float(len(value)) if isinstance(value, str | bytes | list | tuple | dict | set) else None


_ONE_MORE = 1e-9  # an inclusive bound must be passed
_MEASURES: Mapping[tuple[type[ast.cmpop], bool], Callable[[float, float], float]] = {
    (ast.Lt, False): lambda a, b: b - a,
    (ast.LtE, False): lambda a, b: b - a + _ONE_MORE,
    (ast.Gt, False): lambda a, b: a - b,
    (ast.GtE, False): lambda a, b: a - b + _ONE_MORE,
    (ast.NotEq, False): lambda a, b: abs(a - b),
    (ast.Lt, True): lambda a, b: a - b + _ONE_MORE,
    (ast.LtE, True): lambda a, b: a - b,
    (ast.Gt, True): lambda a, b: b - a + _ONE_MORE,
    (ast.GtE, True): lambda a, b: b - a,
    (ast.Eq, True): lambda a, b: abs(a - b),
}


def _extrapolated(distances: Sequence[float]) -> float:
    """Give the turns until a distance is gone; infinity when it does not shrink, or ever less."""
    steps = [before - after for before, after in itertools.pairwise(distances)]
    if not steps or distances[-1] >= distances[0]:
        return float("inf")
    pace = (distances[0] - distances[-1]) / len(steps)
    latest = sum(steps[-3:]) / len(steps[-3:])
    if latest <= _NEARLY_NOTHING or latest < 1e-3 * pace:  # it has come to rest short of its end
        return float("inf")
    return distances[-1] / pace


def _number(node: ast.expr, state: _State) -> float | None:
    value = _value(node, state)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _value(node: ast.expr, state: _State) -> object:
    """Give what an expression is worth in a state, None where that cannot be told."""
    try:
        value: object = SafeEvaluator(state)[ast.fix_missing_locations(node)]
    except (CannotEval, OverflowError):
        return None
    return value
