"""Where control can go: the line events that CPython 3.11 may send next.

Each function becomes a table from a line to what may follow it (`_LineFlow`), made from the syntax tree. `FlowState`
adds what is dynamic: the stack of activations, suspended generators, exceptions on their way up, and where in its order
of evaluation (`evaluation.py`) each activation is. A step is *likely* when that order leads to it; other steps are
allowed because the interpreter sometimes takes them (an exception, a dunder method, a callback kept for later). The
quirks of line events are CPython's: a header of `while` in each iteration, the first line of a multi-line call again
for the call itself, a `with` header again on leaving, `finally` after `return`.
"""

import builtins
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tree_sitter import Node

from model_runtime.program.evaluation import (
    Evaluation,
    Op,
    OpKind,
    Stops,
    constant_truth,
    evaluation_of,
    names_as_values,
)
from model_runtime.program.parser import (
    COMPREHENSIONS,
    SCOPES,
    Function,
    FunctionKind,
    Program,
    bindings,
    first_line,
    last_line,
    node_text,
    own_parts,
    walk_scope,
)
from model_runtime.trace.frames import ReturnKind, TraceEvent, TraceFrame

_LEAVE = -1  # stands for "the function ends" among successors
_TESTS = {
    *("if_statement", "elif_clause", "while_statement", "assert_statement"),
    *("not_operator", "boolean_operator", "conditional_expression"),
}
_SILENT = {"global_statement", "nonlocal_statement", "comment", "future_import_statement"}
_PLAIN = {
    "identifier",
    "integer",
    "float",
    "string",
    "true",
    "false",
    "none",
    "string_start",
    "string_content",
    "string_end",
    "(",
    ")",
    ",",
    "return",
    "=",
    "pass_statement",
    "break_statement",
    "continue_statement",
    "pass",
    "break",
    "continue",
    "return_statement",
    "assignment",
    "expression_statement",
    "expression_list",
    "pattern_list",
    "tuple",
    "list",
    "[",
    "]",
    "escape_sequence",
    "comment",
    "not",
    "not_operator",
    "parenthesized_expression",
    "is",
    "unary_operator",
    "-",
    "ellipsis",
    "dictionary",
    "pair",
    "{",
    "}",
    ":",
    "set",
    "type",
    ";",
    "is not",
    "conditional_expression",
    "if",
    "else",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed continuation."""

    event: TraceEvent
    function: str  # qualified name
    line: int
    activation: int | None  # the activation it belongs to; None = a new one
    depth: int
    kind: ReturnKind | None  # RETURN only
    likely: bool  # expected from the text; False = the interpreter sometimes does it


@dataclass(slots=True)
class _LineFlow:
    """What may follow one line of a function."""

    following: list[int] = field(default_factory=list)  # lines, most likely first; _LEAVE = the function ends
    same: set[int] = field(default_factory=set)  # other lines of the same statement
    handlers: list[int] = field(default_factory=list)  # where an exception on this line goes, before it leaves
    is_return: bool = False
    is_yield: bool = False
    is_raise: bool = False
    waits: bool = False  # an item of a generator expression: it is yielded before anything else happens
    calls: tuple[str, ...] = ()  # simple names called on this line
    is_plain: bool = False  # can neither call nor raise, given that its names are bound
    may_be_unbound: bool = False  # loads a name that no statement on every way here binds
    may_unwind: bool = False  # an exception on its way up may go on from here without a new event
    has_scope: tuple[str, ...] = ()  # comprehensions and lambdas that begin on this statement
    binds: list[str] = field(default_factory=list)
    unbinds: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _FunctionFlow:
    entry: list[int] = field(default_factory=list)
    lines: dict[int, _LineFlow] = field(default_factory=dict)

    def at(self, line: int) -> _LineFlow:
        return self.lines.setdefault(line, _LineFlow())


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in the evaluation of a function: an op, and whether the call, yield or step of it has happened."""

    op: int
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class _Expected:
    """What an activation may show next, by its order of evaluation."""

    event: TraceEvent
    line: int
    kind: ReturnKind | None
    function: Function | None  # CALL only
    resumed: int | None  # CALL only: the generator that goes on
    spot: _Spot  # where the activation is then


@dataclass(slots=True)
class _Activation:
    number: int
    function: Function
    line: int
    event: TraceEvent = TraceEvent.CALL
    after: str = ""  # "return", "unwound", "yield": a callee has just come back that way
    spots: tuple[_Spot, ...] | None = None  # where in its evaluation it can be; None = not known
    drawn_from: int | None = None  # the generator activation that has just yielded to this one
    feeders: tuple[int, ...] = ()  # generator activations that have yielded to this one, the latest last
    is_closing: bool = False  # resumed only to be closed: the exception does not reach the caller


class FlowState:
    """Control of one run: what has been entered, and where each activation is. Cheap to copy."""

    def __init__(self, program: Program, entry: Function) -> None:
        self._program = program
        self._entry = entry
        self._stack: list[_Activation] = []
        self._suspended: dict[int, _Activation] = {}
        self._n_activations = 0
        self._ended = False

    @classmethod
    def start(cls, program: Program, entry: Function) -> "FlowState":
        """Begin a run in which nothing has happened: the only allowed step is the CALL of `entry`."""
        return cls(program, entry)

    def copy(self) -> "FlowState":
        """Make a state that goes on from here on its own."""
        twin = FlowState(self._program, self._entry)
        twin._stack = [_copied(a) for a in self._stack]
        twin._suspended = {number: _copied(a) for number, a in self._suspended.items()}
        twin._n_activations, twin._ended = self._n_activations, self._ended
        return twin

    def allowed(self) -> tuple[Step, ...]:
        """Give the steps that may follow, most likely first; none when the entry's scope is left."""
        if self._ended:
            return ()
        if not self._stack:
            if self._n_activations == 0:
                return (Step(TraceEvent.CALL, self._entry.name, self._entry.line, None, 0, None, True),)
            return self._resumes(0, "")  # a generator entry between two resumes
        return self._weighed(self._possible())

    def expected(self) -> tuple[Step, ...]:
        """Give the allowed steps that the text itself leads to.

        What is left out is rare (0.2 % of the steps of published programs): an exception that no statement raises, and
        a call that nobody wrote, such as that of `__lt__` by a heap.
        """
        return tuple(step for step in self.allowed() if step.likely)

    def returns(self) -> tuple[Step, ...]:
        """Give the returns of the call on top, whatever would run before them."""
        if not self._stack:
            return ()
        top, depth = self._stack[-1], len(self._stack) - 1
        lines = function_flow(self._program, top.function).lines
        last = sorted(line for line, flow in lines.items() if _LEAVE in flow.following and not flow.is_raise)
        return tuple(
            Step(TraceEvent.RETURN, top.function.name, line, top.number, depth, ReturnKind.RETURNED, True)
            for line in last
        )

    def _weighed(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """Mark as likely what the order of evaluation expects; where that is not known, keep the marks of the table."""
        top = self._stack[-1]
        expected = self._expected(top)
        if not expected:
            return steps
        depth = len(self._stack) - 1
        wanted: list[Step] = []
        for item in expected:
            if item.event is not TraceEvent.CALL:
                wanted.append(Step(item.event, top.function.name, item.line, top.number, depth, item.kind, True))
            elif item.resumed is not None:
                callee = self._suspended[item.resumed]
                wanted.append(
                    Step(TraceEvent.CALL, callee.function.name, callee.line, callee.number, depth + 1, None, True)
                )
            elif item.function is not None:
                wanted.append(
                    Step(TraceEvent.CALL, item.function.name, item.function.line, None, depth + 1, None, True)
                )
        evaluation = evaluation_of(self._program, top.function)
        if (
            _is_fresh(top) and evaluation is not None and evaluation.ops[0].line
        ):  # nothing can fail before the first line
            is_thrown_into = top.function.is_generator or top.function.is_async
            steps = tuple(step for step in steps if is_thrown_into and step.event is TraceEvent.EXCEPTION)
        return _distinct([*wanted, *(replace(step, likely=False) if step.likely else step for step in steps)])

    def _expected(self, top: _Activation) -> list[_Expected]:
        evaluation = evaluation_of(self._program, top.function)
        if evaluation is None or not evaluation.ops:
            return []
        if _is_fresh(top):
            return [_Expected(TraceEvent.LINE, evaluation.ops[0].line or top.line, None, None, None, _Spot(0))]
        if (top.event is TraceEvent.EXCEPTION and top.spots is None) or top.after == "unwound":
            return []
        found = _next_seen(evaluation, top, self._suspended)
        is_resumed = top.event is TraceEvent.CALL and top.after == "yield" and top.drawn_from is None
        stops = self._stops_drawing() if is_resumed and len(self._stack) > 1 else Stops.NEVER
        if stops is not Stops.NEVER and top.spots:
            closing = _Expected(TraceEvent.EXCEPTION, top.line, None, None, None, top.spots[0])
            return [closing] if stops is Stops.AT_ONCE else [*found, closing]
        return found

    def _stops_drawing(self) -> Stops:
        """Say whether the caller of the generator on top may be closing it."""
        caller = self._stack[-2]
        evaluation = evaluation_of(self._program, caller.function)
        ops = [evaluation.ops[spot.op] for spot in caller.spots or ()] if evaluation else []
        return next((op.stops for op in ops if op.kind is OpKind.CONSUME), Stops.NEVER)

    def _possible(self) -> tuple[Step, ...]:
        """Give every step that the table of the function allows."""
        top = self._stack[-1]
        depth = len(self._stack) - 1
        flow = function_flow(self._program, top.function)
        steps: list[Step] = []

        def add(event: TraceEvent, line: int, kind: ReturnKind | None = None, *, likely: bool = True) -> None:
            steps.append(Step(event, top.function.name, line, top.number, depth, kind, likely))

        if _is_fresh(top) and top.line == top.function.line and top.number not in self._suspended:
            for line in flow.entry:
                add(TraceEvent.LINE, line)
            for entry in flow.entry:
                for line in sorted(flow.at(entry).same):
                    add(TraceEvent.LINE, line, likely=False)
            if top.function.kind in (FunctionKind.COMPREHENSION, FunctionKind.LAMBDA) or not flow.entry:
                for line in range(top.function.line, top.function.end_line + 1):
                    add(TraceEvent.LINE, line, likely=False)
                add(
                    TraceEvent.RETURN,
                    top.line,
                    ReturnKind.RETURNED,
                    likely=top.function.kind is FunctionKind.COMPREHENSION,
                )
            add(TraceEvent.EXCEPTION, top.line, likely=False)
            return _distinct(steps)
        here = flow.at(top.line)
        if top.event is TraceEvent.EXCEPTION or top.after == "unwound":
            if top.after == "unwound":
                add(TraceEvent.EXCEPTION, top.line)
            for line in here.handlers:
                add(TraceEvent.LINE, line)
            if top.event is TraceEvent.EXCEPTION:
                add(TraceEvent.RETURN, top.line, ReturnKind.UNWOUND, likely=not here.handlers)
            add(TraceEvent.EXCEPTION, top.line, likely=False)
            for line in (*here.following, *here.same):
                if line != _LEAVE:
                    add(TraceEvent.LINE, line, likely=False)
            if _LEAVE in here.following:
                add(TraceEvent.RETURN, top.line, ReturnKind.RETURNED, likely=False)
            for line in sorted(flow.lines):
                add(TraceEvent.LINE, line, likely=False)
            return _distinct([*steps, *self._calls(top, here, depth, likely=False)])
        calls = [] if here.is_plain else self._calls(top, here, depth, likely=True)
        ends = [line for line in here.following if line == _LEAVE]
        must_yield = here.waits and top.event is TraceEvent.LINE and not top.after
        is_inside = bool(here.same) and min(here.same) < top.line < max(here.same)
        if not here.is_raise:
            for line in here.following:
                if line != _LEAVE:
                    add(TraceEvent.LINE, line, likely=not is_inside and not must_yield)
        if here.is_yield:
            add(TraceEvent.RETURN, top.line, ReturnKind.YIELDED)
        if top.function.is_async:
            add(TraceEvent.RETURN, top.line, ReturnKind.YIELDED, likely=False)
        if ends and not here.is_raise:
            add(TraceEvent.RETURN, top.line, ReturnKind.RETURNED, likely=not must_yield)
        if here.is_raise:
            add(TraceEvent.EXCEPTION, top.line)
        steps += [call for call in calls if call.likely]
        is_last = bool(here.same) and max(here.same) < top.line
        for line in sorted(here.same):
            add(TraceEvent.LINE, line, likely=line == top.line + 1 or (is_last and line == min(here.same)))
        for target in here.following:
            for line in sorted(flow.at(target).same) if target != _LEAVE else ():
                add(TraceEvent.LINE, line, likely=False)
        if not here.is_plain or here.may_be_unbound:
            add(TraceEvent.EXCEPTION, top.line, likely=False)
        steps += [call for call in calls if not call.likely]
        if here.may_unwind:
            add(TraceEvent.RETURN, top.line, ReturnKind.RETURNED, likely=False)
            add(TraceEvent.RETURN, top.line, ReturnKind.UNWOUND, likely=False)
        if top.after in ("yield", "return") or here.has_scope:
            add(TraceEvent.LINE, top.line, likely=False)
        return _distinct(steps)

    def advance(self, step: Step) -> None:
        """Take a step, allowed or not."""
        self._ended = False
        if step.event is TraceEvent.CALL:
            if self._stack:
                self._move(self._stack[-1], step)
            self._enter(step)
            return
        while len(self._stack) > 1 and step.activation is not None and self._stack[-1].number != step.activation:
            if not any(a.number == step.activation for a in self._stack):
                break
            self._stack.pop()  # returns that were not reported
        if not self._stack:
            self._stack.append(_Activation(step.activation or 0, self._function(step), step.line))
        top = self._stack[-1]
        top.is_closing = (
            step.event is TraceEvent.EXCEPTION and top.event is TraceEvent.CALL and top.after == "yield"
        ) or (top.is_closing and step.event is TraceEvent.RETURN)
        self._move(top, step)
        top.line, top.event, top.after = step.line, step.event, ""
        if step.event is not TraceEvent.RETURN:
            return
        self._stack.pop()
        if step.kind is ReturnKind.YIELDED:
            self._suspended[top.number] = top
        else:
            self._suspended.pop(top.number, None)
            if not self._stack and top.number == 0:
                self._ended = True
        if self._stack:
            after = {ReturnKind.UNWOUND: "unwound", ReturnKind.YIELDED: "yield"}.get(step.kind or ReturnKind.RETURNED)
            self._stack[-1].after = "closed" if top.is_closing and after == "unwound" else after or "return"
            caller = self._stack[-1]
            caller.drawn_from = top.number if step.kind is ReturnKind.YIELDED else None
            if caller.drawn_from is not None:
                caller.feeders = (*(n for n in caller.feeders if n != top.number), top.number)

    def _move(self, top: _Activation, step: Step) -> None:
        """Follow a step of an activation, or a call that it makes, through its order of evaluation."""
        if step.event is TraceEvent.EXCEPTION:
            if not self._is_stop(top):
                top.spots = None
            return
        reached = []
        for item in self._expected(top):
            if item.event is not step.event:
                continue
            if item.event is TraceEvent.CALL:
                if item.resumed is not None:
                    is_it = item.resumed == step.activation
                else:
                    is_it = item.function is not None and (item.function.name, item.function.line) == (
                        step.function,
                        step.line,
                    )
            else:
                is_it = item.line == step.line and item.kind is step.kind
            if is_it and item.spot not in reached:
                reached.append(item.spot)
        if reached:
            top.spots = tuple(reached)
        elif step.event is TraceEvent.LINE:
            evaluation = evaluation_of(self._program, top.function)
            after_exception = top.event is TraceEvent.EXCEPTION or top.after == "unwound"
            top.spots = _found_again(evaluation, step.line, after_exception=after_exception) if evaluation else None

    def _is_stop(self, top: _Activation) -> bool:
        """Say whether an exception is but the StopIteration with which a generator hands over what it returned."""
        evaluation = evaluation_of(self._program, top.function)
        if evaluation is None or top.after != "return":
            return False
        ops = [evaluation.ops[spot.op] for spot in top.spots or () if spot.is_done]
        return any(f.is_generator or f.is_async for op in ops for f in op.targets)

    def locate(self, event: TraceEvent, source: str) -> Step | None:
        """Find the step of a frame by its text: an allowed one, else any line of the function or the program."""
        lines = self._program.lines
        allowed = self.allowed()
        for step in allowed:
            if step.event is event and lines[step.line - 1] == source:
                return step
        top = self._stack[-1] if self._stack else None
        for function in ([top.function] if top else []) + list(self._program.functions):
            for line in range(function.line, function.end_line + 1):
                if lines[line - 1] == source:
                    is_current = top is not None and function is top.function
                    activation = top.number if top and (is_current or event is not TraceEvent.CALL) else None
                    depth = max(0, len(self._stack) - (event is not TraceEvent.CALL))
                    kind = ReturnKind.RETURNED if event is TraceEvent.RETURN else None
                    return Step(event, function.name, line, activation, depth, kind, False)
        return None

    def step_for(self, frame: TraceFrame) -> Step | None:
        """Find the allowed step that a real frame takes; None when it is not allowed."""
        for step in self.allowed():
            if (step.event, step.function, step.line) != (frame.event, frame.function, frame.line):
                continue
            if step.activation is None:
                if frame.activation != self._n_activations:
                    continue
            elif step.activation != frame.activation:
                continue
            if frame.kind is None or step.kind is frame.kind:
                return step
        return None

    def _enter(self, step: Step) -> None:
        if step.activation is not None and step.activation in self._suspended:
            activation = self._suspended[step.activation]
            activation.line, activation.event, activation.after = step.line, TraceEvent.CALL, "yield"
            activation.drawn_from = None
            self._stack.append(activation)
            return
        number = self._n_activations if step.activation is None else step.activation
        self._n_activations = max(self._n_activations, number + 1)
        self._stack.append(_Activation(number, self._function(step), step.line))

    def _function(self, step: Step) -> Function:
        same = [f for f in self._program.functions if f.name == step.function]
        return next((f for f in same if f.line <= step.line <= f.end_line), same[-1] if same else self._entry)

    def _calls(self, top: _Activation, here: _LineFlow, depth: int, *, likely: bool) -> list[Step]:
        steps = []
        for function in self._program.functions:
            simple = function.name.rpartition(".")[2]
            name = simple
            if simple == "__init__":
                name = function.name.split(".")[-2] if "." in function.name else simple
            if simple in here.has_scope:
                is_here = function.line in (top.line, *here.same) and _is_inside(function, top.function)
                expected = is_here and simple != "<lambda>"
            else:
                expected = name in here.calls or simple in here.calls
            if not expected and not _escapes(self._program, function):
                continue
            steps.append(
                Step(TraceEvent.CALL, function.name, function.line, None, depth + 1, None, likely and expected)
            )
        steps.sort(key=lambda step: not step.likely)
        return list(self._resumes(depth + 1, top.after)) + steps

    def _resumes(self, depth: int, after: str) -> tuple[Step, ...]:
        return tuple(
            Step(TraceEvent.CALL, a.function.name, a.line, a.number, depth, None, after == "yield" or depth == 0)
            for a in reversed(self._suspended.values())
            if a not in self._stack
        )


def _is_inside(inner: Function, outer: Function) -> bool:
    """Whether a scope is defined directly in another."""
    return inner.name.removeprefix(outer.name).rpartition(".")[0] in ("", ".<locals>") and inner.name != outer.name


def _next_seen(evaluation: Evaluation, top: _Activation, suspended: Mapping[int, _Activation]) -> list[_Expected]:
    """Give what comes next from where an activation is, most likely first."""
    ops = evaluation.ops
    seen: set[tuple[int, bool, int]] = set()
    found: list[_Expected] = []
    # Places still to look at, each with the line shown there; the last says whether reaching it sends a LINE event.
    stack = [(spot.op, spot.is_done, top.line, False) for spot in reversed(top.spots or ())]

    def add(event: TraceEvent, line: int, spot: _Spot, kind: ReturnKind | None = None) -> None:
        found.append(_Expected(event, line, kind, None, None, spot))

    while stack:
        idx, is_done, line, is_event = stack.pop()
        if is_event:
            add(TraceEvent.LINE, line, _Spot(idx))
            continue
        if (idx, is_done, line) in seen:
            continue
        seen.add((idx, is_done, line))
        op = ops[idx]
        following: Sequence[int] = op.following
        if op.kind is OpKind.YIELD and not is_done:
            add(TraceEvent.RETURN, line, _Spot(idx, True), ReturnKind.YIELDED)
            following = ()
        elif op.kind is OpKind.YIELD_FROM:
            has_item = top.after == "yield" and top.drawn_from in suspended
            if has_item or not op.targets:
                add(TraceEvent.RETURN, line, _Spot(idx, True), ReturnKind.YIELDED)
            if has_item or (op.targets and not (is_done and top.after == "return")):
                following = ()
                if not has_item:
                    _enter_targets(op, _Spot(idx, False), top, suspended, found)
        elif op.kind is OpKind.RETURN:
            add(TraceEvent.RETURN, line, _Spot(idx, True), ReturnKind.RETURNED)
        elif op.kind is OpKind.RAISE:
            add(TraceEvent.EXCEPTION, line, _Spot(idx, True))
        elif op.kind is OpKind.RERAISE:
            add(TraceEvent.RETURN, line, _Spot(idx, True), ReturnKind.UNWOUND)
        elif op.targets:
            goes_on = _enter_targets(op, _Spot(idx, is_done), top, suspended, found)
            if op.kind is OpKind.NEXT_ITEM and is_done:
                following = op.following[:1] if top.after == "yield" else op.following[1:]
            elif not goes_on:
                following = ()
        for target in reversed(following):
            its_line = ops[target].line or line
            stack.append((target, False, its_line, its_line != line or target <= idx))
    return found


def _enter_targets(
    op: Op, spot: _Spot, top: _Activation, suspended: Mapping[int, _Activation], found: list[_Expected]
) -> bool:
    """Add the calls that an op makes; gives whether control may also go on without one."""
    done = _Spot(spot.op, True)
    if op.kind in (OpKind.CALL, OpKind.MAYBE_CALL):
        if not spot.is_done:
            found += [_Expected(TraceEvent.CALL, f.line, None, f, None, done) for f in op.targets]
        return spot.is_done or op.kind is OpKind.MAYBE_CALL
    if op.kind is OpKind.CALLBACK:
        found += [_Expected(TraceEvent.CALL, f.line, None, f, None, done) for f in op.targets]
        return True
    names = {f.name for f in op.targets}
    if op.kind is OpKind.NEXT_ITEM and spot.is_done:
        return True
    if op.kind is OpKind.CONSUME and spot.is_done:
        drawn = top.drawn_from
        if top.after == "yield" and drawn is not None and drawn in suspended:
            found.append(_Expected(TraceEvent.CALL, suspended[drawn].line, None, None, drawn, done))
            return False
        return True
    again = next((n for n in reversed(top.feeders) if n in suspended and suspended[n].function.name in names), None)
    if again is not None:
        found.append(_Expected(TraceEvent.CALL, suspended[again].line, None, None, again, done))
    else:
        found += [_Expected(TraceEvent.CALL, f.line, None, f, None, done) for f in op.targets]
    return False


def _found_again(evaluation: Evaluation, line: int, *, after_exception: bool) -> tuple[_Spot, ...] | None:
    """Find where a LINE event at `line` can be, when nothing is known of what was before."""
    tables = [evaluation.starts, evaluation.firsts]
    if after_exception:
        tables.insert(0, evaluation.handlers)
    found = next((table[line] for table in tables if line in table), ())
    return tuple(_Spot(idx) for idx in found) or None


def bound_by(program: Program, function: Function, line: int) -> tuple[str, ...]:
    """Give the names that executing the statement or header at a line may newly bind in `function`."""
    flow = function_flow(program, function)
    names = list(flow.lines[line].binds) if line in flow.lines else []
    if function.kind in (FunctionKind.COMPREHENSION, FunctionKind.LAMBDA):
        names = list(function.local_names)
    names = [name for name in names if name not in function.global_names]
    position = {name: idx for idx, name in enumerate(function.local_names)}  # as CPython lists locals
    return tuple(sorted(dict.fromkeys(names), key=lambda name: position.get(name, len(position))))


def unbound_by(program: Program, function: Function, line: int) -> tuple[str, ...]:
    """Give the names that leaving a line may unbind: `del`, and the name of an `except … as` that ends there."""
    flow = function_flow(program, function)
    return tuple(dict.fromkeys(flow.lines[line].unbinds)) if line in flow.lines else ()


@lru_cache(maxsize=1024)
def _flow_of(program: Program, line: int, start_byte: int, name: str) -> _FunctionFlow:
    function = next(f for f in program.functions if (f.line, f.node.start_byte, f.name) == (line, start_byte, name))
    return _Builder(program, function).build()


def function_flow(program: Program, function: Function) -> _FunctionFlow:
    """Give the table of a function, built once."""
    return _flow_of(program, function.line, function.node.start_byte, function.name)


@dataclass(frozen=True, slots=True)
class _Around:
    """What surrounds a statement: where `break`, `continue`, exceptions and `return` go."""

    break_to: tuple[int, ...] = (_LEAVE,)
    continue_to: tuple[int, ...] = (_LEAVE,)
    handlers: tuple[int, ...] = ()
    return_through: tuple[int, ...] = ()  # first lines of the finally body, or the with header


class _Builder:
    """Builds the table of one function by walking its statements backwards."""

    def __init__(self, program: Program, function: Function) -> None:
        self._function = function
        self._flow = _FunctionFlow()
        self._bound_at = _surely_bound(function)
        self._global = _module_names(program)
        self._has_truth = any(f.name.endswith((".__bool__", ".__len__")) for f in program.functions)

    def build(self) -> _FunctionFlow:
        function = self._function
        body = function.node.child_by_field_name("body")
        if function.kind is FunctionKind.COMPREHENSION or body is None:
            self._expression_lines(function, is_loop=True)
        elif function.kind is FunctionKind.LAMBDA:
            self._expression_lines(function, is_loop=False)
        else:
            around = _Around()
            self._flow.entry = self._block(body, (_LEAVE,), around, skip_docstring=function.docstring)
            if function.kind is FunctionKind.CLASS_BODY:
                self._flow.entry = [function.def_line, *self._flow.entry]
                at = self._flow.at(function.def_line)
                at.following += [line for line in self._flow.entry[1:] if line not in at.following]
        return self._flow

    def _expression_lines(self, function: Function, *, is_loop: bool) -> None:
        lines = list(range(function.line, function.end_line + 1))
        names = [name for part in own_parts(function.node) for name in _called(part)]
        has_filter = any(n.type in ("if_clause", "for_in_clause") for n in own_parts(function.node))
        for line in lines:
            at = self._flow.at(line)
            at.following = [line, _LEAVE] if is_loop else [_LEAVE]
            at.waits = function.is_generator and not has_filter
            at.same = set(lines) - {line}
            at.calls = tuple(names)
            at.is_yield = function.is_generator
            at.has_scope = _scopes_in(own_parts(function.node))
            at.binds = list(function.local_names)
        self._flow.entry = lines[:1]

    def _block(
        self, block: Node, following: Sequence[int], around: _Around, *, skip_docstring: bool = False
    ) -> list[int]:
        """Add the statements of a block; gives the lines at which it begins (those of `following` when it is empty)."""
        statements = [child for child in block.named_children if child.type not in _SILENT]
        if block.type not in ("block", "module"):
            statements = [block]
        if skip_docstring:
            statements = statements[1:]
        begin = list(following)
        for statement in reversed(statements):
            begin = self._statement(statement, begin, around) or begin
        return begin

    def _statement(self, node: Node, following: list[int], around: _Around) -> list[int]:
        method = getattr(self, f"_{node.type}", None)
        if method is not None:
            begin: list[int] = method(node, following, around)
            return begin
        return self._simple(node, following, around)

    def _simple(self, node: Node, following: Sequence[int], around: _Around) -> list[int]:
        start, end = first_line(node), last_line(node)
        if start == end:  # a second statement on one line sends no event of its own
            following = [target for target in following if target != start or target in around.continue_to]
        return self._lines(node, start, end, following, around)

    def _lines(
        self,
        node: Node,
        start: int,
        end: int,
        following: Sequence[int],
        around: _Around,
        *,
        parts: Sequence[Node] = (),
    ) -> list[int]:
        """Add the lines of a simple statement or of a header (`parts` then are what belongs to the header)."""
        inside = list(parts) or [node]
        everything = (
            [n for part in inside for n in (part, *walk_scope(part))]
            if not parts
            else [n for part in parts for n in (part, *(walk_scope(part) if part.type not in SCOPES else ()))]
        )
        calls = tuple(dict.fromkeys(name for part in inside for name in _called(part)))
        scopes = _scopes_in(inside)
        binds = [
            name for n in everything for name in bindings(n) if n.type not in ("for_in_clause", "delete_statement")
        ]
        binds += [name for part in inside for name in _walrus_in_comprehensions(part)]
        unbinds = [name for n in everything if n.type == "delete_statement" for name in bindings(n)]
        is_plain = not scopes and all(n.type in _PLAIN for n in everything if n.child_count == 0 or n.is_named)
        if any(n.type in ("pattern_list", "tuple_pattern", "list_pattern") for n in everything):
            is_plain = False
        if self._has_truth and any(n.type in _TESTS for n in ((node.parent or node), *everything)):
            is_plain = False  # whether an object is true may be for its class to say
        loaded = {node_text(n) for n in everything if n.type == "identifier"} - (
            set() if not is_plain else _stored(inside)
        )
        may_be_unbound = any(self._bound_at.get(name, 1 << 30) >= start and name not in self._global for name in loaded)
        is_yield = any(n.type in ("yield", "await") for n in everything)
        for line in range(start, end + 1):
            at = self._flow.at(line)
            at.following += [target for target in following if target not in at.following]
            at.same |= set(range(start, end + 1)) - {line}
            at.handlers += [target for target in around.handlers if target not in at.handlers]
            at.calls = tuple(dict.fromkeys((*at.calls, *calls)))
            at.has_scope = tuple(dict.fromkeys((*at.has_scope, *scopes)))
            at.is_yield |= is_yield
            at.may_be_unbound |= may_be_unbound
            at.is_plain = is_plain if not at.binds and not at.unbinds else at.is_plain and is_plain
            at.binds += [name for name in binds if name not in at.binds]
            at.unbinds += [name for name in unbinds if name not in at.unbinds]
        first = next((n for n in everything if n.child_count == 0 and n.type not in ("(", "[", "{")), None)
        begin = [start]
        if end > start and first is not None and first_line(first) != start:
            begin.append(first_line(first))
        return begin

    def _return_statement(self, node: Node, following: list[int], around: _Around) -> list[int]:
        del following
        targets = [*around.return_through] or [_LEAVE]
        value = node.named_children[0] if node.named_children else None
        if around.return_through and (
            value is None or value.type not in ("true", "false", "none", "integer", "string")
        ):
            targets = [*around.return_through]
        begin = self._simple(node, targets, around)
        for line in range(first_line(node), last_line(node) + 1):
            self._flow.at(line).is_return = not around.return_through
        return begin

    def _raise_statement(self, node: Node, following: list[int], around: _Around) -> list[int]:
        del following
        begin = self._simple(node, (), around)
        for line in begin:
            self._flow.at(line).is_raise = True
            self._flow.at(line).is_plain = False
        return begin

    def _break_statement(self, node: Node, following: list[int], around: _Around) -> list[int]:
        del following
        return self._simple(node, around.break_to, around)

    def _continue_statement(self, node: Node, following: list[int], around: _Around) -> list[int]:
        del following
        return self._simple(node, around.continue_to, around)

    def _assert_statement(self, node: Node, following: list[int], around: _Around) -> list[int]:
        begin = self._simple(node, following, around)
        for line in begin:
            self._flow.at(line).is_plain = False
        return begin

    def _if_statement(self, node: Node, following: list[int], around: _Around) -> list[int]:
        otherwise = list(following)
        for clause in reversed(node.children_by_field_name("alternative")):
            if clause.type == "else_clause":
                body = clause.child_by_field_name("body")
                otherwise = self._block(body, following, around) if body else otherwise
            else:
                otherwise = self._condition(clause, following, otherwise, around)
        return self._condition(node, following, otherwise, around)

    def _condition(self, node: Node, following: list[int], otherwise: list[int], around: _Around) -> list[int]:
        condition = node.child_by_field_name("condition")
        body = node.child_by_field_name("consequence")
        if condition is None:
            return otherwise
        then = self._block(body, following, around) if body else list(following)
        truth = constant_truth(condition)
        targets = [*(then if truth is not False else []), *(otherwise if truth is not True else [])]
        start = first_line(node)
        if body is not None and first_line(body) == start:  # `if x: y` on one line is one event
            targets += [t for t in following if t not in targets]
        return self._lines(
            condition, start, last_line(condition), list(dict.fromkeys(targets)), around, parts=[condition]
        )

    def _while_statement(self, node: Node, following: list[int], around: _Around) -> list[int]:
        condition = node.child_by_field_name("condition")
        body = node.child_by_field_name("body")
        start = first_line(node)
        otherwise = self._else_block(node, following, around)
        header = [start, *range(start + 1, last_line(condition) + 1)] if condition else [start]
        inside = _Around(tuple(following), tuple(header), around.handlers, around.return_through)
        then = self._block(body, header, inside) if body else header
        truth = constant_truth(condition) if condition else None
        targets = [*(then if truth is not False else []), *(otherwise if truth is not True else [])]
        if body is not None and first_line(body) == start:
            targets = [start, *targets]
        if condition is None:
            return [start]
        return self._lines(
            condition, start, last_line(condition), list(dict.fromkeys(targets)), around, parts=[condition]
        )

    def _for_statement(self, node: Node, following: list[int], around: _Around) -> list[int]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        body = node.child_by_field_name("body")
        start = first_line(node)
        otherwise = self._else_block(node, following, around)
        end = last_line(right) if right else start
        header = list(range(start, end + 1))
        inside = _Around(tuple(following), tuple(header), around.handlers, around.return_through)
        then = self._block(body, header, inside) if body else header
        targets = list(dict.fromkeys([*then, *otherwise]))
        if body is not None and first_line(body) == start:
            targets = [start, *targets]
        parts = [part for part in (left, right) if part is not None]
        begin = self._lines(node, start, end, targets, around, parts=parts)
        names = bindings(node)
        for line in header:
            at = self._flow.at(line)
            at.binds += [name for name in names if name not in at.binds]
            at.is_plain = False
        return begin

    def _else_block(self, node: Node, following: list[int], around: _Around) -> list[int]:
        clause = node.child_by_field_name("alternative")
        body = clause.child_by_field_name("body") if clause else None
        return self._block(body, following, around) if body else list(following)

    def _with_statement(self, node: Node, following: list[int], around: _Around) -> list[int]:
        body = node.child_by_field_name("body")
        clause = next((child for child in node.children if child.type == "with_clause"), node)
        start, end = first_line(node), last_line(clause) if clause is not node else first_line(node)
        header = list(range(start, end + 1))
        inside = _Around(
            (*header,) if around.break_to != (_LEAVE,) else around.break_to,
            (*header,) if around.continue_to != (_LEAVE,) else around.continue_to,
            tuple(header),
            tuple(header),
        )
        then = self._block(body, header, inside) if body else header
        leaving = [*following, *around.return_through] + ([] if around.return_through else [_LEAVE] * _has_return(body))
        leaving += [*(t for t in (*around.break_to, *around.continue_to) if t != _LEAVE)]
        targets = list(dict.fromkeys([*then, *leaving]))
        begin = self._lines(node, start, end, targets, around, parts=[clause] if clause is not node else [])
        for line in header:
            self._flow.at(line).is_plain = False
        return begin

    def _try_statement(self, node: Node, following: list[int], around: _Around) -> list[int]:
        finally_clause = next((c for c in node.children if c.type == "finally_clause"), None)
        after = list(following)
        outer = around
        if finally_clause is not None:
            body = next((c for c in finally_clause.named_children if c.type == "block"), None)
            has_return = _has_return(node)
            leaving = [*following, *around.handlers]
            leaving += [*around.return_through] if around.return_through else [_LEAVE] * has_return
            if _has_jump(node):
                leaving += [*around.break_to, *around.continue_to]
            if body is not None:
                after = self._block(body, list(dict.fromkeys(leaving)), around)
                self._reraises(body)
            outer = _Around(tuple(after), tuple(after), tuple(after), tuple(after))
            if not _has_jump(node):
                outer = _Around(around.break_to, around.continue_to, tuple(after), tuple(after))
        handlers: list[int] = []
        clauses = [c for c in node.children if c.type in ("except_clause", "except_group_clause")]
        next_handler: list[int] = list(outer.handlers)
        for clause in reversed(clauses):
            body = next((c for c in clause.named_children if c.type == "block"), None)
            start = first_line(clause)
            then = self._block(body, after, outer) if body else after
            parts = [c for c in clause.named_children if c.type != "block"]
            self._lines(clause, start, start, list(dict.fromkeys([*then, *next_handler])), outer, parts=parts or [])
            at = self._flow.at(start)
            at.is_plain = False
            at.may_unwind = True
            name = next((n for p in parts for x in (p, *walk_scope(p)) for n in bindings(x)), None)
            if name is None and len(parts) > 1 and parts[-1].type == "identifier":
                name = node_text(parts[-1])
            if name is not None:
                at.binds.append(name)
                for line in range(start, last_line(clause) + 1):
                    self._flow.at(line).unbinds.append(name)
            next_handler = [start]
            handlers = [start, *handlers]
        else_clause = next((c for c in node.children if c.type == "else_clause"), None)
        else_body = else_clause.child_by_field_name("body") if else_clause else None
        then = self._block(else_body, after, outer) if else_body else after
        inside = _Around(outer.break_to, outer.continue_to, (*handlers, *outer.handlers), outer.return_through)
        body = node.child_by_field_name("body")
        begin = self._block(body, then, inside) if body else then
        start = first_line(node)
        self._lines(node, start, start, begin, around, parts=[node.children[0]])
        self._flow.at(start).is_plain = True
        return [start]

    def _reraises(self, body: Node) -> None:
        """Let the lines of a finally body end with the exception that came in."""
        for line in range(first_line(body), last_line(body) + 1):
            if line in self._flow.lines:
                self._flow.at(line).may_unwind = True

    def _match_statement(self, node: Node, following: list[int], around: _Around) -> list[int]:
        subjects = node.children_by_field_name("subject")
        body = node.child_by_field_name("body")
        cases = [c for c in (body.named_children if body else node.named_children) if c.type == "case_clause"]
        next_case = list(following)
        for case in reversed(cases):
            consequence = case.child_by_field_name("consequence")
            then = self._block(consequence, following, around) if consequence else list(following)
            parts = [c for c in case.named_children if consequence is None or c.id != consequence.id]
            end = max([last_line(p) for p in parts], default=first_line(case))
            next_case = self._lines(
                case, first_line(case), end, list(dict.fromkeys([*then, *next_case])), around, parts=parts
            )
            for line in range(first_line(case), end + 1):
                self._flow.at(line).is_plain = False
        end = max([last_line(s) for s in subjects], default=first_line(node))
        return self._lines(node, first_line(node), end, next_case, around, parts=subjects)

    def _function_definition(self, node: Node, following: list[int], around: _Around) -> list[int]:
        name = node.child_by_field_name("name")
        parameters = node.child_by_field_name("parameters")
        end = last_line(parameters) if parameters else first_line(node)
        start = first_line(node)
        self._lines(node, start, end, following, around, parts=[p for p in (parameters,) if p])
        for line in range(start, end + 1):
            at = self._flow.at(line)
            at.binds += [node_text(name)] if name else []
            at.is_plain = not parameters or not any(p.type.endswith("default_parameter") for p in parameters.children)
        return [start] if end == start else list(range(start, end + 1))

    def _class_definition(self, node: Node, following: list[int], around: _Around) -> list[int]:
        name = node.child_by_field_name("name")
        start = first_line(node)
        bases = node.child_by_field_name("superclasses")
        self._lines(node, start, start, following, around, parts=[bases] if bases else [])
        at = self._flow.at(start)
        if name is not None:
            at.binds.append(node_text(name))
            at.calls = (*at.calls, node_text(name))
        at.is_plain = False
        return [start]

    def _decorated_definition(self, node: Node, following: list[int], around: _Around) -> list[int]:
        definition = node.child_by_field_name("definition")
        if definition is None:
            return following
        inner = self._statement(definition, following, around)
        name = definition.child_by_field_name("name")
        decorators = [first_line(c) for c in node.children if c.type == "decorator"]
        everything = [*decorators, *inner]
        for line in everything:
            at = self._flow.at(line)
            at.following += [t for t in (*everything, *following) if t not in at.following and t != line]
            at.is_plain = False
            at.calls = (*at.calls, *(n for c in node.children if c.type == "decorator" for n in _names(c)))
            at.handlers += [t for t in around.handlers if t not in at.handlers]
            if name is not None:
                at.binds.append(node_text(name))
        return everything


def _escapes(program: Program, function: Function) -> bool:
    """Whether a function can be called where its name is not: it is a method, or is passed around as a value."""
    if function.kind in (FunctionKind.METHOD, FunctionKind.LAMBDA) or function.is_generator:
        return True
    if function.line != function.def_line:  # decorated
        return True
    return function.kind is FunctionKind.FUNCTION and function.name.rpartition(".")[2] in names_as_values(program)


def _surely_bound(function: Function) -> dict[str, int]:
    """Give the names bound on every way through a function, each with the last line of the statement that binds it."""
    bound = dict.fromkeys((*function.params, *function.free_names), 0)
    body = function.node.child_by_field_name("body")
    for statement in body.named_children if body and body.type == "block" else ():
        if statement.type in ("if_statement", "while_statement", "for_statement", "try_statement", "match_statement"):
            continue
        inside = [statement, *walk_scope(statement)] if statement.type not in SCOPES else [statement]
        for node in inside:
            for name in bindings(node) if node.type != "delete_statement" else ():
                bound.setdefault(name, last_line(statement))
    deleted = {name for n in walk_scope(function.node) if n.type == "delete_statement" for name in bindings(n)}
    return {name: line for name, line in bound.items() if name not in deleted}


@lru_cache(maxsize=256)
def _module_names(program: Program) -> frozenset[str]:
    """Give the names that module level or Python itself provides."""
    own = [name for node in walk_scope(program.root) for name in bindings(node)]
    return frozenset((*own, *dir(builtins), "__name__", "__file__"))


def _stored(parts: Sequence[Node]) -> set[str]:
    """Give the plain names that an assignment among the parts only stores to."""
    return {
        name
        for part in parts
        for node in (part, *walk_scope(part))
        if node.type == "assignment"
        for name in bindings(node)
        if name not in _names(node.child_by_field_name("right") or node)
    }


def _is_fresh(a: _Activation) -> bool:
    """Whether an activation has been entered and has done nothing yet."""
    return a.event is TraceEvent.CALL and not a.after and a.spots is None


def _copied(a: _Activation) -> _Activation:
    return replace(a)


def _distinct(steps: Iterable[Step]) -> tuple[Step, ...]:
    seen: dict[tuple[object, ...], Step] = {}
    for step in steps:
        seen.setdefault((step.event, step.function, step.line, step.activation, step.kind), step)
    return tuple(sorted(seen.values(), key=lambda step: not step.likely))


def _called(node: Node) -> list[str]:
    """Give the simple names that a piece of code calls, those inside its comprehensions and lambdas included."""
    names = []
    stack = [node]
    while stack:
        child = stack.pop()
        if child.type == "call":
            function = child.child_by_field_name("function")
            if function is not None and function.type == "identifier":
                names.append(node_text(function))
            elif function is not None and function.type == "attribute":
                attribute = function.child_by_field_name("attribute")
                names += [node_text(attribute)] if attribute else []
        if child.type not in ("function_definition", "class_definition"):
            stack.extend(child.children)
    return names


def _names(node: Node) -> list[str]:
    return [node_text(n) for n in (node, *walk_scope(node)) if n.type == "identifier"]


def _scopes_in(parts: Sequence[Node]) -> tuple[str, ...]:
    found = []
    stack = list(parts)
    while stack:
        child = stack.pop()
        if child.type in COMPREHENSIONS:
            found.append(COMPREHENSIONS[child.type])
        elif child.type == "lambda":
            found.append("<lambda>")
        if child.type not in ("function_definition", "class_definition"):
            stack.extend(child.children)
    return tuple(dict.fromkeys(found))


def _walrus_in_comprehensions(node: Node) -> list[str]:
    names: list[str] = []
    stack = [node]
    while stack:
        child = stack.pop()
        if child.type == "named_expression":
            names += bindings(child)
        if child.type not in ("function_definition", "class_definition", "lambda"):
            stack.extend(child.children)
    return names


def _has_return(node: Node | None) -> bool:
    if node is None:
        return False
    return any(n.type == "return_statement" for n in walk_scope(node)) or node.type == "return_statement"


def _has_jump(node: Node) -> bool:
    return any(n.type in ("break_statement", "continue_statement") for n in walk_scope(node))
