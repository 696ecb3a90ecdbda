"""What a line certainly did: the exact effect of a statement over the values shown before it.

A line has an `Effect` when it is a whole statement (or the header of one) in which everything follows from literal
values, so that the next step and the next state are those it says; or the exception it raises is. Calls of the
program's own functions are followed, too: first the arguments are certain, then, with the result, the rest of the line.
Whatever leaves a doubt has no effect: names of builtins that the program binds, loops over something that changed
meanwhile, values that are no literals.
"""

import ast
import builtins
import contextlib
import itertools
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any

from pure_eval import CannotEval
from tree_sitter import Node

from model_runtime.captured import may_have_changed
from model_runtime.evaluator import (
    CHANGING,
    READING_METHODS,
    PendingCall,
    Raised,
    SafeEvaluator,
    base_name,
    may_change,
    ordered,
    paired,
    read_value,
    unpacked,
    value_text,
)
from model_runtime.exception_kinds import EXCEPTIONS, exceptions_of
from model_runtime.library import PURE_MODULES, imported_text
from model_runtime.line_code import (
    LineCode,
    header_text,
    line_code,
    statement_lines,
    statement_node,
    whole_statement,
)
from model_runtime.line_script import Script, ScriptedEvaluator, ScriptFrame, names_read, scopes_of
from model_runtime.loop_items import container_of, with_item
from model_runtime.program.parser import Function, FunctionKind, Program, bindings, bound_once, node_text, walk_scope
from model_runtime.sharing import changes_nothing_given, fresh_levels, unshared_levels
from model_runtime.trace.syntax import parse_syntax
from model_runtime.value_guess import stored_value

_BUILTINS = frozenset(dir(builtins))
_OPAQUE = (ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr)
_HIDING = re.compile(r"\bimport\s*\*|\b(?:exec|globals|setattr|builtins|__builtins__|vars)\b")
_CATCHABLE: Mapping[str, type[BaseException]] = {
    name: kind for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)
}
_SPECIAL = re.compile(
    r"__(?:new|repr|setattr|slots|getattribute|call|set|set_name|class_getitem|init_subclass)__|@\w*property|\.setter"
)
_SHAREABLE = (
    "[",
    "{",
    "deque(",
    "defaultdict(",
    "Counter(",
    "OrderedDict(",
)  # reprs of values that can change in place


@dataclass(frozen=True, slots=True)
class OwnCall:
    """A call of a function of the program, with the arguments it is given by name."""

    function: str  # qualified name
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a line did, for certain; or, with `call` or `frame`, what it comes to next."""

    values: Mapping[str, str] = field(default_factory=dict)  # of the names it gave another value
    enters: bool | None = None  # a header: whether its block is entered
    result: str | None = None  # a return or yield statement: what it gives
    raised: str | None = None  # the exception it raises, as its repr
    is_shared: bool = False  # a value changed in place, and another name may hold the same object
    call: OwnCall | None = None
    frame: ScriptFrame | None = None  # the next frame of a comprehension or lambda inside the line
    ran: bool | None = None  # of a line with its block behind its header: whether the block ran

    @property
    def known(self) -> Mapping[str, str]:
        """The values that the next frame shows or changes, by name."""
        return self.frame.values if self.frame else self.call.values if self.call else self.values


@dataclass(frozen=True, slots=True)
class LoopTurn:
    """Where a `for` loop is: how many turns it has made, and the values that were shown when it began."""

    number: int
    shown: Mapping[str, str]


def effect_of(
    program: Program,
    line: int,
    shown: Mapping[str, str],
    *,
    turn: LoopTurn | None,
    elsewhere: Iterable[str] = (),
    results: Sequence[tuple[str, str]] = (),
    n_inside: int = 0,
) -> Effect | None:
    """Tell what a line did that ran with the values `shown`; None when that is not certain.

    Args:
        program: the text.
        line: the line that ran, or is running; no other line of its activation has run since.
        shown: the values before it, by name.
        turn: where a `for` loop on this line is; None when that is not known.
        elsewhere: the values shown in other activations, which may hold objects of this one.
        results: what the calls of the program's own functions on this line have returned so far: (name, repr).
        n_inside: how many frames of the line's own comprehensions and lambdas there were so far.
    """
    if program.lines[line - 1].strip() == "try:":
        return Effect()
    statement = whole_statement(program, line)
    code = line_code(program, line) if statement is None else None
    if code is not None:
        header = code.node
    elif statement is not None:
        header = _header(statement)
    else:
        return None
    if not _is_plain(program, header, line, shown):
        return None
    if results and may_have_changed(program, shown):
        return None
    scopes, names = scopes_of(header), _scope_names(program, line)
    script = Script(dict(zip(scopes, names, strict=True)) if len(scopes) == len(names) else {})
    before = _Before(program, line, shown, turn, tuple(elsewhere), script)
    left = list(results)
    if code is not None:
        effect = _effect_of_code(code, before, left)
    else:
        assert statement is not None
        effect = _effect_of_statement(statement, before, left)
    if n_inside < len(script.frames):
        return Effect(frame=script.frames[n_inside])
    if left or n_inside > len(script.frames) or effect is None:
        return None
    function = program.function_at(line)
    if function is None or function.global_names.isdisjoint(effect.values):
        return effect
    own = {name: text for name, text in effect.values.items() if name not in function.global_names}
    return replace(effect, values=own)


def _effect_of_code(code: LineCode, before: "_Before", left: list[tuple[str, str]]) -> Effect | None:
    """Give the effect of statements that stand on one line, run in turn as far as none leaves."""
    shown = dict(before.shown)
    values: dict[str, str] = {}
    is_shared = False
    if code.test is not None:
        tested = _effect_of_statement(ast.If(code.test, [], []), before, left)
        if tested is None or tested.enters is None:
            return tested
        if not tested.enters:
            return Effect(ran=False)
    for statement in code.statements:
        effect = _effect_of_statement(statement, replace(before, shown=shown), left)
        if effect is None or (effect.raised is not None and values):
            return None  # what an exception leaves behind is not told
        if effect.call is not None or effect.frame is not None or effect.raised is not None:
            return effect
        values |= effect.values
        shown |= effect.values
        is_shared = is_shared or effect.is_shared
        if isinstance(statement, ast.Return | ast.Break | ast.Continue):
            return replace(effect, values=values, is_shared=is_shared, ran=True)
        if effect.result is not None:
            return None  # a yield among others
    return Effect(values, is_shared=is_shared, ran=True)


def _effect_of_statement(statement: ast.stmt, before: "_Before", left: list[tuple[str, str]]) -> Effect | None:
    """Give the effect of a statement; results of calls that it takes are taken from `left`."""
    program, line, shown = before.program, before.line, before.shown
    modules, imported = library_names(program, shown)
    makers, methods = constructors(program), plain_methods(program)
    functions = {**callable_functions(program), **_nested_functions(program, shown), **makers}
    named = {
        name for name in shown if name in functions or name in modules or name in imported
    }  # they stand for code, not for values
    known = {**constants(program), **{name: text for name, text in shown.items() if name not in named}}
    evaluate = ScriptedEvaluator(
        known,
        script=before.script,
        local_names=shown,
        functions=functions.keys(),
        modules=modules,
        imported=imported,
        results=left,
        missing=lambda name: None if name in shown else _missing(program, line, name),
        classes={name: _object_text(name) for name in makers},
        methods=methods,
        unshared=unshared_levels(program, line),
        is_reading=lambda name: name in functions and changes_nothing_given(program, functions[name].line),
    )
    match statement:
        case ast.Return(value=ast.Call(func=ast.Name(), args=args, keywords=words)):
            parts = (*args, *(word.value for word in words))
            evaluate.is_last_call = not any(isinstance(node, ast.Call) for part in parts for node in ast.walk(part))
    evaluate.may_change = _may_change_inside(statement, evaluate)
    n_written = len(before.script.frames)
    effect: Effect | None = None
    try:
        effect = _effect(statement, evaluate, before)
    except PendingCall as pending:
        called = functions.get(pending.function) or _method(program, pending.function)
        call = _own_call(called, pending, _Caller(program.function_at(line), shown))
        effect = None if call is None else Effect(call=call)
    except Raised as raised:
        # What scopes of the line do with an exception is left to the model.
        is_inside = len(before.script.frames) > n_written
        effect = None if is_inside else Effect(raised=_exception_text(raised.error))
    except (CannotEval, LookupError, TypeError, ValueError):
        pass
    left[:] = evaluate.results
    if effect is not None and evaluate.changes:
        if effect.call is not None or effect.frame is not None or effect.raised is not None:
            return None
        for name, text in evaluate.changes.items():
            if name not in effect.values:
                changed = _changed_in_place(name, text, before)
                values = {**changed.values, **effect.values}
                effect = replace(effect, values=values, is_shared=effect.is_shared or changed.is_shared)
    return effect


@lru_cache(maxsize=4096)
def _calls(header: ast.AST) -> tuple[ast.Call, ...]:
    return tuple(node for node in ast.walk(header) if isinstance(node, ast.Call))


def _may_change_inside(statement: ast.stmt, evaluate: ScriptedEvaluator) -> bool:
    """Whether the calls inside a statement that change something change what it reads nowhere else.

    A list that was read before such a call would be the changed one afterwards; its length or its truth is not.
    """
    header = _header(statement)
    calls = [node for node in _calls(header) if evaluate.is_changing(node)]
    if not calls or scopes_of(header):
        return False
    places = [node.func.value if evaluate.is_method_call(node) else node.args[0] for node in calls]  # type: ignore[attr-defined]
    changed, receivers = {base_name(place) for place in places}, set[ast.AST]()
    for place in places:
        receivers.update(inner for inner in ast.walk(place) if isinstance(inner, ast.Name) and inner.id in changed)
    for node in ast.walk(header):
        match node:
            case ast.Call(func=ast.Name(id="len"), args=[ast.Name() as name]) | ast.IfExp(test=ast.Name() as name):
                receivers.add(name)
            case ast.UnaryOp(op=ast.Not(), operand=ast.Name() as name):
                receivers.add(name)
    return all(
        node in receivers or not isinstance(node.ctx, ast.Load)
        for node in ast.walk(header)
        if isinstance(node, ast.Name) and node.id in changed
    )


@dataclass(frozen=True, slots=True)
class _Before:
    """What is known before a statement of a line runs."""

    program: Program
    line: int
    shown: Mapping[str, str]
    turn: LoopTurn | None
    elsewhere: Sequence[str]
    script: Script  # of the line


@dataclass(frozen=True, slots=True)
class _Caller:
    """The function a call is in; None in a module's own text."""

    function: Function | None
    shown: Mapping[str, str]

    def can_see(self, name: str, callee: Function) -> bool:
        """Whether a free name of what is called is the same variable here, with its value shown."""
        if self.function is None or name not in self.shown:
            return False
        return name in self.function.free_names or callee.name.startswith(f"{self.function.name}.<locals>.")


def _effect(statement: ast.stmt, evaluate: ScriptedEvaluator, before: _Before) -> Effect | None:
    program, shown, turn = before.program, before.shown, before.turn
    match statement:
        case ast.Pass() | ast.Break() | ast.Continue():
            return Effect()
        case ast.FunctionDef(name=name, decorator_list=[]):
            inner = program.function_at(before.line)
            return Effect({name: f"<function {inner.name} at 0x0>"}) if inner is not None else None
        case ast.Import(names=[ast.alias(name=name, asname=None)]) if name in sys.stdlib_module_names:
            return Effect({name: f"<module '{name}'>"})
        case ast.ImportFrom(module=str(module), names=names, level=0) if module in PURE_MODULES:
            texts = {alias.asname or alias.name: imported_text(module, alias.name) for alias in names}
            return Effect({name: text for name, text in texts.items() if text}) if all(texts.values()) else None
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name), args=args, keywords=[])) if name in exceptions_of(program):
            return Effect(raised=_exception_text(exceptions_of(program)[name](*(evaluate[arg] for arg in args))))
        case ast.Raise(exc=ast.Name(id=name)) if name in exceptions_of(program):
            return Effect(raised=_exception_text(exceptions_of(program)[name]()))
        case ast.Assert(test=test, msg=message):
            if evaluate[test]:
                return Effect()
            error = AssertionError() if message is None else AssertionError(evaluate[message])
            return Effect(raised=_exception_text(error))
        case ast.Expr(value=ast.Yield(value=value)):
            return Effect(result="None" if value is None else value_text(evaluate[value]))
        case ast.If(test=test) | ast.While(test=test):
            return Effect(enters=bool(evaluate[test]))
        case ast.For(target=target, iter=iterable):
            if turn is None:
                return None
            script = evaluate.script if turn.number == 0 else Script(evaluate.script.functions)  # it began at turn 0
            values = {**constants(program), **turn.shown}
            modules, imported = library_names(program, turn.shown)
            walk = ScriptedEvaluator(values, script=script, local_names=turn.shown, modules=modules, imported=imported)
            walked = ordered(walk[iterable])
            is_live = not isinstance(walked, str | bytes | tuple | range)
            if is_live and any(shown.get(name) != turn.shown.get(name) for name in names_read(iterable)):
                walked = _walked_still(program, statement, evaluate, walked, before)
            for item in itertools.islice(walked, turn.number, turn.number + 1):
                return Effect(_bound([target], item), enters=True)
            return Effect(enters=False)
        case (
            ast.Expr(value=ast.Call(func=ast.Attribute(attr=method)) as call)
            | ast.Return(value=ast.Call(func=ast.Attribute(attr=method)) as call)
            | ast.Assign(targets=[ast.Name()], value=ast.Call(func=ast.Attribute(attr=method)) as call)
        ) if method in CHANGING and evaluate.is_changing(call):
            name, changed, result = evaluate.called(call)
            effect = _changed_in_place(name, value_text(changed), before)
            if isinstance(call.func, ast.Attribute) and not isinstance(call.func.value, ast.Name):
                effect = _with_part(effect, call.func.value, before)
            if isinstance(statement, ast.Return):
                return replace(effect, result=value_text(result))
            if isinstance(statement, ast.Assign):
                return replace(effect, values={**effect.values, **_bound(statement.targets, result)})
            return effect
        case ast.Expr(value=value):
            _ = evaluate[value]
            return Effect()
        case ast.Return(value=value):
            return Effect(result="None" if value is None else value_text(evaluate[value]))
        case ast.Assign(targets=[ast.Attribute(value=ast.Name(id=name))], value=value) if shown.get(
            name, ""
        ) in _plain_objects(program):
            _ = evaluate[value]
            return Effect()
        case ast.Delete(targets=targets) if all(isinstance(target, ast.Subscript) for target in targets):
            return _in_turn((partial(_deleted, target) for target in targets), before)  # type: ignore[arg-type]
        case ast.Assign(targets=[ast.Subscript() as target], value=value):
            return _stored(target, evaluate[value], before)
        case ast.Assign(targets=targets, value=value) if _holds_items(targets):
            given = evaluate[value]
            if evaluate.changes:
                return None
            pairs = [pair for target in targets for pair in paired(target, given)]
            return _in_turn((partial(_given, single, part) for single, part in pairs), before)
        case ast.Assign(targets=targets, value=value):
            return Effect(_bound(targets, evaluate[value]))
        case ast.AnnAssign(target=ast.Name() as target, value=value) if value is not None:
            return Effect(_bound([target], evaluate[value]))
        case ast.AugAssign(target=ast.Name(id=name), op=op, value=value):
            changed = value_text(evaluate.changed_by(op, ast.Name(name, ast.Load()), value))
            if shown[name].startswith(_SHAREABLE):
                return _changed_in_place(name, changed, before)
            return Effect({name: changed})
        case ast.AugAssign(target=ast.Subscript() as target, op=op, value=value):
            item = evaluate.changed_by(op, ast.Subscript(target.value, target.slice, ast.Load()), value)
            return _stored(target, item, before)
    return None


def _walked_still(
    program: Program, loop: ast.For, evaluate: ScriptedEvaluator, began_with: Any, before: _Before
) -> Any:
    """Give what a loop walks after it, or a name in it, has changed since the loop began.

    A copy stays what it was. A list or dict that the loop's body changes but does not bind anew is walked as it is now.

    Raises:
        CannotEval: it may be another object by now, or the change ends the walk with an error.
    """
    iterable = loop.iter
    if isinstance(iterable, ast.Subscript | ast.BinOp | ast.ListComp | ast.SetComp | ast.DictComp) or (
        isinstance(iterable, ast.Call)
        and isinstance(iterable.func, ast.Name)
        and iterable.func.id in ("list", "sorted")
    ):
        items = tuple(began_with)
        if any(map(may_change, items)):
            raise CannotEval
        return items
    name = iterable
    if isinstance(iterable, ast.Call) and isinstance(iterable.func, ast.Name) and iterable.func.id == "enumerate":
        name = iterable.args[0] if iterable.args else iterable
    elif isinstance(iterable, ast.Call) and isinstance(iterable.func, ast.Attribute):
        is_view = iterable.func.attr in ("items", "keys", "values") and not iterable.args
        name = iterable.func.value if is_view else iterable
    if not isinstance(name, ast.Name) or name.id in _bound_in_body(program, before.line):
        raise CannotEval
    assert before.turn is not None
    then, now = read_value(before.turn.shown[name.id]), read_value(before.shown[name.id])
    if type(then) is not type(now) or not isinstance(now, list | dict):
        raise CannotEval
    if isinstance(now, dict) and list(then) != list(now):
        raise CannotEval
    evaluate.script = Script(evaluate.script.functions)
    return ordered(evaluate[iterable])


@lru_cache(maxsize=4096)
def _bound_in_body(program: Program, line: int) -> frozenset[str]:
    """Give the names that the block under a header binds, or its targets."""
    node = statement_node(program, line)
    return (
        frozenset(name for inner in walk_scope(node) for name in bindings(inner)) if node is not None else frozenset()
    )


def _own_call(function: Function, pending: PendingCall, caller: _Caller) -> OwnCall | None:
    """Give the parameters and free names of a function their values; None when the call does not fit."""
    if len(pending.args_given) > len(function.params) or set(pending.named) - set(function.params):
        return None
    given = dict(zip(function.params, pending.args_given, strict=False)) | pending.named
    try:
        values = _defaults(function) | {name: value_text(value) for name, value in given.items()}
    except CannotEval:
        return None
    if set(values) != set(function.params) or not all(caller.can_see(name, function) for name in function.free_names):
        return None
    return OwnCall(function.name, values | {name: caller.shown[name] for name in function.free_names})


def _defaults(function: Function) -> dict[str, str]:
    """Give the defaults that never change: literals of values that cannot."""
    found = {}
    for node in function.node.child_by_field_name("parameters").named_children:  # type: ignore[union-attr]
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is not None and value is not None:
            with contextlib.suppress(CannotEval):
                default = read_value(node_text(value))
                if not may_change(default):
                    found[node_text(name)] = value_text(default)
    return found


# Only those inside functions: a plain name may be a function of another module that is called alike.
_FUNCTION_TEXT = re.compile(r"<function ([\w.<>]+\.<locals>\.\w+) at 0x0>")


def _nested_functions(program: Program, shown: Mapping[str, str]) -> dict[str, Function]:
    """Give the functions inside functions that names stand for, as the values shown say."""
    found = {}
    for name, text in shown.items():
        match = _FUNCTION_TEXT.fullmatch(text)
        function = program.function(match[1]) if match else None
        is_itself = function is not None and function.name.rpartition(".")[2] == name
        if function is not None and is_itself and _is_plain_function(program, function):
            found[name] = function
    return found


def _is_plain_function(program: Program, function: Function) -> bool:
    """Whether a call of a function that is no method does nothing but run it."""
    return function.kind is FunctionKind.FUNCTION and _only_runs(program, function)


def _only_runs(program: Program, function: Function) -> bool:
    """Whether a call does nothing but run a function: no decorator, generator, coroutine, `*` or `**`."""
    parameters = function.node.child_by_field_name("parameters")
    if parameters is None or function.is_generator or function.is_async or function.line != function.def_line:
        return False
    is_starred = any("splat" in child.type or "separator" in child.type for child in parameters.named_children)
    return not is_starred and sum(other.name == function.name for other in program.functions) == 1


@lru_cache(maxsize=256)
def callable_functions(program: Program) -> Mapping[str, Function]:
    """Give the module-level functions that their name stands for wherever nothing hides it: name to function.

    Left out: what is decorated, bound twice, a generator or a coroutine, and what takes `*` or `**`.
    """
    return {
        function.name: function
        for function in program.functions
        if "." not in function.name and _is_plain_function(program, function) and function.name in bound_once(program)
    }


@lru_cache(maxsize=256)
def constructors(program: Program) -> Mapping[str, Function]:
    """Give the classes of a module whose call does nothing but run their `__init__`, and leaves an object like any."""
    found = {}
    for name, node in _plain_classes(program).items():
        maker = program.function(f"{name}.__init__")
        body = node.child_by_field_name("body")
        own = [child for child in (body.named_children if body else ()) if child.type == "function_definition"]
        is_own = maker is not None and any(child.id == maker.node.id for child in own)
        if maker is not None and is_own and _only_runs(program, maker):
            found[name] = maker
    return found


@lru_cache(maxsize=256)
def _plain_classes(program: Program) -> Mapping[str, Node]:
    """Give the classes of a module that inherit from nothing, and whose objects are made and shown like any."""
    found = {}
    for node in program.root.named_children:
        if node.type != "class_definition" or node.child_by_field_name("superclasses") is not None:
            continue
        name = node_text(node.child_by_field_name("name"))  # type: ignore[arg-type]
        if name in bound_once(program) and not _SPECIAL.search(node_text(node)):
            found[name] = node
    return found


@lru_cache(maxsize=256)
def _plain_objects(program: Program) -> frozenset[str]:
    """Give the reprs of objects whose attributes can be set without anything to be seen."""
    return frozenset(map(_object_text, _plain_classes(program)))


def _object_text(name: str) -> str:
    """Give the repr of an object whose class has none of its own."""
    return f"<__main__.{name} object at 0x0>"


@lru_cache(maxsize=256)
def plain_methods(program: Program) -> Mapping[str, frozenset[str]]:
    """Give the methods of objects of plain classes by the objects' repr, those a call of which only runs them."""
    found = {}
    for name, node in _plain_classes(program).items():
        body = node.child_by_field_name("body")
        own = {child.id for child in (body.named_children if body else ()) if child.type == "function_definition"}
        functions = [f for f in program.functions if f.node.id in own and f.params and _only_runs(program, f)]
        names = (function.name.rpartition(".")[2] for function in functions)
        found[_object_text(name)] = frozenset(m for m in names if not _is_stored_as_attribute(program, m))
    return found


def _is_stored_as_attribute(program: Program, name: str) -> bool:
    return re.search(rf"\.{name}\s*(?::[^=\n]*)?=(?!=)|setattr", program.text) is not None


def _method(program: Program, called: str) -> Function:
    """Find the method that a pending call names by an object's repr and its own name."""
    held, _, method = called.rpartition(".")
    name = next(name for name in _plain_classes(program) if _object_text(name) == held)
    function = program.function(f"{name}.{method}")
    assert function is not None
    return function


def _bound(targets: Iterable[ast.expr], value: object) -> dict[str, str]:
    names = [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    values: dict[str, str] = {}
    for target in targets:
        own = [name for name in names if any(_is_name(node, name) for node in ast.walk(target))]
        values |= {name: value_text(unpacked(target, value, name)) for name in own}
    return values


def _stored(target: ast.Subscript, value: object, before: _Before) -> Effect:
    if may_change(value) and value_text(value) == before.shown.get(str(base_name(target))):
        raise CannotEval  # perhaps the object itself
    changed = stored_value(_plain_evaluator(before), target, value)
    effect = _changed_in_place(str(base_name(target)), changed, before)
    return _with_part(effect, target.value, before)


def _in_turn(changes: Iterable[Callable[[_Before], Effect]], before: _Before) -> Effect:
    """Make changes from left to right: each sees what those before it have left."""
    shown, values, is_shared = before.shown, dict[str, str](), False
    for change in changes:
        try:
            effect = change(replace(before, shown=shown))
        except Raised as error:
            if values:
                raise CannotEval from error  # what an exception leaves behind is not told
            raise
        shown = {**shown, **effect.values}
        values |= effect.values
        is_shared = is_shared or effect.is_shared
    return Effect(values, is_shared=is_shared)


def _deleted(target: ast.Subscript, before: _Before) -> Effect:
    """Take an item or a slice away."""
    evaluate = _plain_evaluator(before)
    whole, part = evaluate.inside(target.value)
    key = evaluate.key(target.slice)
    if not isinstance(part, list | dict):
        raise CannotEval
    try:
        del part[key]
    except (LookupError, TypeError) as error:
        raise Raised(error) from error
    return _with_part(_changed_in_place(str(base_name(target)), value_text(whole), before), target.value, before)


def _holds_items(targets: Sequence[ast.expr]) -> bool:
    """Whether items are among several targets, and no starred one."""
    kinds = {type(node) for target in targets for node in ast.walk(target)}
    return ast.Subscript in kinds and ast.Starred not in kinds


def _given(target: ast.expr, value: object, before: _Before) -> Effect:
    """Give a name or an item a value."""
    match target:
        case ast.Name(id=name):
            return Effect({name: value_text(value)})
        case ast.Subscript() if not may_change(value):
            try:
                return _stored(target, value, before)
            except Raised as error:
                raise CannotEval from error
    raise CannotEval


def _plain_evaluator(before: _Before) -> SafeEvaluator:
    """Give an evaluator over values as they were before the line: one that has changed a value keeps it."""
    values = {**constants(before.program), **before.shown}
    return SafeEvaluator(values, unshared=unshared_levels(before.program, before.line))


def _with_part(effect: Effect, place: ast.expr, before: _Before) -> Effect:
    """Look also for other names of the part that changed: `x[0][1] = 2` leaves the outer list the object it was."""
    level, name, is_fresh = 0, place, True
    while not isinstance(name, ast.Name):
        match name:
            case ast.Subscript(value=outer):
                name = outer
            case ast.Call(func=ast.Attribute(value=outer), args=[_, default]):  # setdefault
                name, is_fresh = outer, is_fresh and fresh_levels(default) > 0
            case _:
                raise CannotEval
        level += 1
    kept = unshared_levels(before.program, before.line)
    if kept.get(name.id, 0) > level:
        return effect
    whole, held = _plain_evaluator(before).inside(place)
    if is_fresh and value_text(whole) != before.shown.get(name.id):
        return effect  # the part was made just now
    part = value_text(held)
    others = [
        text
        for other, text in before.shown.items()
        if other not in effect.values and not (text == part and kept.get(other, 0) > 0)
    ]
    is_shared = any(part in text for text in (*others, *before.elsewhere) if text.startswith((*_SHAREABLE, "(")))
    return replace(effect, is_shared=effect.is_shared or is_shared)


def _changed_in_place(name: str, changed: str, before: _Before) -> Effect:
    old, kept = before.shown[name], unshared_levels(before.program, before.line)
    if any(text.startswith("dict_") for text in (*before.shown.values(), *before.elsewhere)):
        return Effect({name: changed}, is_shared=True)  # a view shows what became of its dict
    if kept.get(name, 0) > 0:
        return Effect({name: changed})
    values = {name: changed, **_whole_of_item(name, changed, before)}
    # Another name that holds its value alone may hold an equal one, but not this.
    others = (
        text for other, text in before.shown.items() if other not in values and not (other in kept and text == old)
    )
    texts = itertools.chain(others, before.elsewhere)
    return Effect(values, is_shared=any(old in text for text in texts if text.startswith((*_SHAREABLE, "("))))


def _whole_of_item(name: str, changed: str, before: _Before) -> dict[str, str]:
    """Give what a container shows of which a loop's variable holds an item, once the item has changed."""
    container = container_of(before.program, before.line, name)
    if container is None or container not in before.shown:
        return {}
    try:
        held = read_value(before.shown[container])
        whole = with_item(held, read_value(before.shown[name]), read_value(changed))
        return {} if whole is None else {container: value_text(whole)}
    except CannotEval:
        return {}


def catches(program: Program, line: int, raised: str) -> Effect | None:
    """Tell whether an `except` line catches an exception given by its repr; None when that is not certain."""
    node = statement_node(program, line)
    known = exceptions_of(program)
    kind = known.get(raised.partition("(")[0])
    if node is None or node.type != "except_clause" or kind is None or len(statement_lines(program, line) or "") != 1:
        return None
    try:
        handler = parse_syntax(f"try: pass\n{header_text(node)} pass").body[0]
    except (SyntaxError, ValueError):
        return None
    if not isinstance(handler, ast.Try) or _rebound_builtins(program, line) & EXCEPTIONS.keys():
        return None
    (clause,) = handler.handlers
    wanted = clause.type.elts if isinstance(clause.type, ast.Tuple) else [clause.type]
    kinds = [known.get(node.id, _CATCHABLE.get(node.id)) if isinstance(node, ast.Name) else None for node in wanted]
    if clause.type is not None and None in kinds:
        return None
    enters = clause.type is None or issubclass(kind, tuple(filter(None, kinds)))
    return Effect({clause.name: raised} if enters and clause.name else {}, enters=enters)


@lru_cache(maxsize=4096)
def are_clauses_of_one_try(program: Program, lines: tuple[int, ...]) -> bool:
    """Tell whether lines are `except` clauses of the same statement: an exception comes to the first of them."""
    nodes = [statement_node(program, line) for line in lines]
    tries = {node.parent.id for node in nodes if node is not None and node.type == "except_clause" and node.parent}
    return len(tries) == 1 and all(node is not None and node.type == "except_clause" for node in nodes)


@lru_cache(maxsize=4096)
def is_handler(program: Program, line: int) -> bool:
    """Tell whether an exception may come to a line: an `except` clause, or the first line of a `finally` block."""
    node = statement_node(program, line)
    if node is None or node.type == "except_clause":
        return node is not None
    block = node.parent
    if block is None or block.parent is None or block.parent.type != "finally_clause":
        return False
    return bool(block.named_children[0] == node)


@lru_cache(maxsize=4096)
def handler_lines(program: Program, line: int) -> range:
    """Give the lines of the innermost `except` clause that a line is in; none outside of one."""
    node = _around(program, line, "except_clause")
    return range(0) if node is None else range(node.start_point[0] + 1, node.end_point[0] + 2)


@lru_cache(maxsize=4096)
def is_final(program: Program, line: int) -> bool:
    """Tell whether a line is in a `finally` block of its function."""
    return _around(program, line, "finally_clause") is not None


def _around(program: Program, line: int, kind: str) -> Node | None:
    """Find the innermost clause of a kind that a line is in, within its function."""
    node = statement_node(program, line)
    while node is not None and node.type not in (kind, "function_definition"):
        node = node.parent
    return node if node is not None and node.type == kind else None


def _exception_text(error: Exception) -> str:
    if not all(isinstance(arg, str | int | float | None) for arg in error.args):
        raise CannotEval
    return repr(error)


@lru_cache(maxsize=4096)
def _missing(program: Program, line: int, name: str) -> Exception | None:
    """Give what reading a name raises that has no value; None when it may have one that is not shown."""
    function = program.function_at(line)
    if function is None or name.startswith("__") or program.errors:
        return None
    if name in (*function.local_names, *function.params):
        message = f"cannot access local variable {name!r} where it is not associated with a value"
        return UnboundLocalError(message) if sys.version_info >= (3, 11) else None
    if name in _BUILTINS or name in _names_bound(program) or _HIDING.search(program.text):
        return None
    return NameError(f"name {name!r} is not defined")


@lru_cache(maxsize=256)
def _names_bound(program: Program) -> frozenset[str]:
    """Give all names that anything in a text binds."""
    names = {name for node in walk_scope(program.root) for name in bindings(node)}
    for function in program.functions:
        names.update(function.local_names, function.params, function.free_names)
        names.update(function.name.split("."))
    return frozenset(names)


@lru_cache(maxsize=256)
def constants(program: Program) -> Mapping[str, str]:
    """Give the names that a module binds once, to a literal, and that nothing in it binds or changes: name to repr.

    Only what the text itself shows: a name counts as unchanged when it is nowhere more than read from.
    """
    found: dict[str, str] = {}
    for statement in program.root.named_children:
        node = statement.named_children[0] if statement.type == "expression_statement" else None
        left = node.child_by_field_name("left") if node is not None and node.type == "assignment" else None
        right = node.child_by_field_name("right") if node is not None and left is not None else None
        if left is not None and left.type == "identifier" and right is not None:
            with contextlib.suppress(CannotEval, ValueError, SyntaxError, RecursionError, MemoryError):
                name = node_text(left)
                found[name] = value_text(read_value(node_text(right)))
    exposed = {
        node_text(node) for node in _descendants(program.root) if node.type == "identifier" and _is_exposed(node)
    }
    return {
        name: text
        for name, text in found.items()
        if name in bound_once(program)
        and name not in _BUILTINS
        and (name not in exposed or not text.startswith(_SHAREABLE))
    }


def _is_exposed(node: Node) -> bool:
    """Tell whether the object that a name stands for may be changed, or get another name, at this place."""
    parent = node.parent
    if parent is None:
        return True
    match parent.type:
        case "comparison_operator":
            return False
        case "subscript":
            is_read = parent.child_by_field_name("value") == node
            outer = parent.parent
            is_stored = outer is not None and outer.child_by_field_name("left") == parent
            return not is_read or is_stored or (outer is not None and outer.type in ("delete_statement", "attribute"))
        case "attribute":
            method = parent.child_by_field_name("attribute")
            return method is None or node_text(method) not in READING_METHODS
        case "argument_list":
            called = parent.parent.child_by_field_name("function") if parent.parent is not None else None
            return called is None or node_text(called) not in (
                "len",
                "sorted",
                "sum",
                "min",
                "max",
                "str",
                "repr",
                "any",
                "all",
            )
        case "for_statement" | "for_in_clause":
            return parent.child_by_field_name("right") != node
        case "assignment":
            return parent.child_by_field_name("left") != node
    return True


def _descendants(node: Node) -> Iterator[Node]:
    yield node
    for child in node.named_children:
        yield from _descendants(child)


def _is_plain(program: Program, header: ast.AST, line: int, shown: Mapping[str, str]) -> bool:
    """Whether nothing in a piece of code pauses or binds on the way, and its builtins are the builtins."""
    if _is_opaque(header):
        return False
    return not (names_read(header, loaded_only=True) - shown.keys()) & _rebound_builtins(program, line)


@lru_cache(maxsize=4096)
def _is_opaque(header: ast.AST) -> bool:
    return any(isinstance(node, _OPAQUE) for node in ast.walk(header))


@lru_cache(maxsize=4096)
def _header(statement: ast.stmt) -> ast.AST:
    """Give what of a statement its own line evaluates."""
    if isinstance(statement, ast.If | ast.While):
        return statement.test
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Yield):
        return statement.value.value or ast.Pass()
    if isinstance(statement, ast.FunctionDef):
        return statement.args
    if isinstance(statement, ast.For):
        return ast.Tuple([statement.target, statement.iter], ast.Load())
    return statement


@lru_cache(maxsize=4096)
def _scope_names(program: Program, line: int) -> tuple[str, ...]:
    """Name the comprehensions and lambdas that lie on a line, in the order of the text.

    None are named where two have the same name and differ in their own names: a frame does not tell which it is.
    """
    row = line - 1
    found = [function for function in program.functions if function.node.start_point[0] == row]
    kinds = (FunctionKind.COMPREHENSION, FunctionKind.LAMBDA)
    scopes = [function for function in found if function.kind in kinds and function.node.end_point[0] == row]
    own_names = {(function.name, function.params, function.local_names, function.free_names) for function in scopes}
    if len(own_names) > len({function.name for function in scopes}):
        return ()
    return tuple(function.name for function in sorted(scopes, key=lambda scope: scope.node.start_point))


def library_names(program: Program, shown: Mapping[str, str]) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Give the names that stand for modules of the library, and those for what was imported from one.

    That is what a text imports once, at its top; and what a function imports, as its locals show.
    """
    modules, imported = _imports(program)
    own_modules = {
        name: text[len("<module '") : -2]
        for name, text in shown.items()
        if text.startswith("<module '") and text[len("<module '") : -2] in PURE_MODULES
    }
    own = {
        name: (module, name)
        for name, text in shown.items()
        if text.startswith(("<class '", "<function ", "<built-in function "))
        for module in PURE_MODULES
        if name in PURE_MODULES[module] and imported_text(module, name) == text
    }
    return (
        {name: module for name, module in modules.items() if name not in shown} | own_modules,
        {name: found for name, found in imported.items() if name not in shown} | own,
    )


@lru_cache(maxsize=256)
def _imports(program: Program) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Give what a text imports from the library at its top: names of modules, and names of what is in them."""
    modules: dict[str, str] = {}
    imported: dict[str, tuple[str, str]] = {}
    for node in program.root.named_children:
        if node.type in ("import_statement", "import_from_statement"):
            with contextlib.suppress(SyntaxError, ValueError):
                statement = parse_syntax(node_text(node)).body[0]
                for alias in getattr(statement, "names", ()):
                    name = alias.asname or alias.name
                    if isinstance(statement, ast.Import) and alias.name in PURE_MODULES:
                        modules[name] = alias.name
                    elif isinstance(statement, ast.ImportFrom) and statement.module in PURE_MODULES:
                        imported[name] = str(statement.module), alias.name
    once = bound_once(program)
    return (
        {name: module for name, module in modules.items() if name in once},
        {name: found for name, found in imported.items() if name in once},
    )


@lru_cache(maxsize=4096)
def _rebound_builtins(program: Program, line: int) -> frozenset[str]:
    """Give the builtins whose names the module, or the function that a line is in, binds to something else."""
    names = {name for node in walk_scope(program.root) for name in bindings(node)}
    names |= {node_text(name) for node in _global_statements(program) for name in node.named_children}
    function = program.function_at(line) if line is not None else None
    if function is not None:
        names.update(function.local_names, function.params, function.free_names)
    return frozenset(names & _BUILTINS)


@lru_cache(maxsize=256)
def _global_statements(program: Program) -> tuple[Node, ...]:
    return tuple(node for node in _descendants(program.root) if node.type == "global_statement")


def _is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
