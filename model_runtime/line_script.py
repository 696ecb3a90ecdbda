"""The frames inside one line: what its comprehensions, generator expressions and lambdas do, worked out in order.

In CPython 3.11 each of them runs in a frame of its own. Evaluating a line here writes down, beside its value, the
frames that a trace shows on the way: a comprehension's call, its line event at the start and after every turn, its
return; a generator expression's yields and resumptions, as its consumer asks for them; the calls of a lambda given as a
key. What was written before an evaluation fails is still what happens first. Only scopes on one line are known.
"""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pure_eval import CannotEval

from model_runtime.evaluator import (
    CONSUMERS,
    PURE_FUNCTIONS,
    READING,
    SafeEvaluator,
    Walked,
    bind,
    ordered,
    value_text,
)
from model_runtime.trace.frames import ReturnKind, TraceEvent

SCOPES = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda)
MAX_FRAMES = 400  # inside one line

_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass(frozen=True, slots=True)
class ScriptFrame:
    """A frame that a line's own scopes produce."""

    event: TraceEvent
    function: str  # qualified name
    is_new: bool  # it begins an activation
    values: Mapping[str, str]  # the locals it shows, by name
    arg: str | None = None
    kind: ReturnKind | None = None


@dataclass(slots=True)
class Script:
    """What the scopes of one line do, as far as it was worked out."""

    functions: Mapping[ast.AST, str]  # their qualified names
    frames: list[ScriptFrame] = field(default_factory=list)

    def write(self, frame: ScriptFrame) -> None:
        """Add a frame.

        Raises:
            CannotEval: there are too many.
        """
        if len(self.frames) >= MAX_FRAMES:
            raise CannotEval
        self.frames.append(frame)


@lru_cache(maxsize=4096)
def scopes_of(node: ast.AST) -> tuple[ast.expr, ...]:
    """Give the scopes that run inside a statement's line, in the order of the text."""
    found = [inner for inner in ast.walk(node) if isinstance(inner, SCOPES)]
    return tuple(sorted(found, key=lambda scope: (scope.lineno, scope.col_offset)))


class _Activation:
    """One activation of a scope."""

    def __init__(self, script: Script, function: str, shown: Mapping[str, str]) -> None:
        self._script = script
        self._function = function
        self.shown = dict(shown)
        self.write(TraceEvent.CALL, is_new=True)
        self.write(TraceEvent.LINE)

    def write(
        self, event: TraceEvent, *, arg: str | None = None, kind: ReturnKind | None = None, is_new: bool = False
    ) -> None:
        values = dict(self.shown) if event in (TraceEvent.CALL, TraceEvent.LINE) else {}
        self._script.write(ScriptFrame(event, self._function, is_new, values, arg, kind))

    def end(self, value: object) -> None:
        self.write(TraceEvent.RETURN, arg=value_text(value), kind=ReturnKind.RETURNED)


class ScriptedEvaluator(SafeEvaluator):
    """Evaluates expressions and writes down the frames of their scopes.

    Results of the program's own functions are taken, and asked for, as `SafeEvaluator` does, inside the scopes too.
    """

    def __init__(self, shown: Mapping[str, str], *, script: Script, local_names: Mapping[str, str], **options: Any):
        super().__init__(shown, **options)
        self.script = script
        self._local_names = local_names  # what the enclosing function shows: a scope that reads it shows it, too

    def _evaluated(self, node: ast.expr) -> Any:
        match node:
            case ast.ListComp(elt=item):
                return list(self._run(node, (item,)))
            case ast.SetComp(elt=item):
                return self._run(node, (item,))
            case ast.DictComp(key=key, value=value):
                return self._run(node, (key, value))
            case ast.GeneratorExp() | ast.Lambda():
                raise CannotEval  # alone, it is an object
        return super()._evaluated(node)

    def _handle_call(self, node: ast.Call) -> Any:
        name = node.func.id if isinstance(node.func, ast.Name) and node.func.id not in self.names else ""
        if name in ("map", "filter"):
            return self._lazily(node)
        is_consuming = name in CONSUMERS or (isinstance(node.func, ast.Attribute) and node.func.attr == "join")
        keys = [word for word in node.keywords if word.arg == "key"]
        if not is_consuming or not (keys or any(map(self._is_stream, node.args))):
            return super()._handle_call(node)
        call: Callable[..., Any]
        if isinstance(node.func, ast.Attribute):
            held = self[node.func.value]
            if not isinstance(held, str):
                raise CannotEval
            call = held.join
        else:
            call = PURE_FUNCTIONS[name]
        args = [self._stream(arg) if self._is_stream(arg) else ordered_or_plain(self[arg]) for arg in node.args]
        named = self._named(node.keywords)
        if keys and name not in ("sorted", "max", "min"):
            raise CannotEval
        try:
            return call(*args, **named)
        finally:
            for arg in args:
                if isinstance(arg, Iterator):
                    arg.close()  # type: ignore[attr-defined]  # what was not asked for ends here, as in the run

    def called(self, call: ast.Call) -> tuple[str, Any, Any]:
        """Evaluate a call of a method that changes what a name holds; a `list.sort` may have a key.

        Raises:
            CannotEval: it is no such call, or its effect does not follow.
        """
        is_sort = (
            isinstance(call.func, ast.Attribute) and call.func.attr == "sort" and isinstance(call.func.value, ast.Name)
        )
        if not is_sort or not any(word.arg == "key" for word in call.keywords):
            return super().called(call)
        assert isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
        held = self[call.func.value]
        if not isinstance(held, list) or call.args:
            raise CannotEval
        return call.func.value.id, sorted(held, **self._named(call.keywords)), None

    # Scopes.

    def _run(self, node: ast.ListComp | ast.SetComp | ast.DictComp, parts: Sequence[ast.expr]) -> Any:
        items, shown = self._entered(node)
        activation = _Activation(self.script, self._function_of(node), shown)
        made = list(self._turns(parts, node.generators, items, activation, dict(self.names.bound)))
        value = made if isinstance(node, ast.ListComp) else set(made) if isinstance(node, ast.SetComp) else dict(made)
        activation.end(value)
        return value

    def _entered(self, node: _Comprehension) -> tuple[Any, dict[str, str]]:
        """Evaluate the first iterable, outside, and give it with what the scope shows at its start."""
        if any(loop.is_async for loop in node.generators):
            raise CannotEval
        walked = ordered(self[node.generators[0].iter])
        return walked, {".0": iterator_text(_folded(node.generators[0].iter, walked)), **self._captured(node)}

    def _turns(
        self,
        parts: Sequence[ast.expr],
        loops: Sequence[ast.comprehension],
        items: Any,
        activation: _Activation,
        bound: Mapping[str, object],
    ) -> Iterator[Any]:
        for item in items:
            names: dict[str, object] = {}
            bind(loops[0].target, item, names)
            activation.shown |= {name: value_text(value) for name, value in names.items()}
            inner = self._within({**bound, **names})
            if all(inner[condition] for condition in loops[0].ifs):
                if len(loops) > 1:
                    rest = ordered(inner[loops[1].iter])
                    yield from inner._turns(parts, loops[1:], rest, activation, inner.names.bound)
                else:
                    values = tuple(inner[part] for part in parts)
                    yield values if len(values) > 1 else values[0]
            activation.write(TraceEvent.LINE)

    def _lazily(self, node: ast.Call) -> Walked:
        """Give a `map` or `filter` that is walked later; for a function without frames that makes no difference."""
        shows_frames = any(isinstance(inner, SCOPES) for arg in node.args for inner in ast.walk(arg))
        is_own = bool(node.args) and isinstance(node.args[0], ast.Name) and node.args[0].id in self._functions
        if shows_frames or is_own or not self._is_stream(node):
            raise CannotEval
        assert isinstance(node.func, ast.Name)
        return Walked(tuple(self._stream(node)), f"<{node.func.id} object at 0x0>")

    def _is_stream(self, node: ast.expr) -> bool:
        if isinstance(node, ast.GeneratorExp):
            return True
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords
        return is_call and node.func.id in ("map", "filter") and node.func.id not in self.names  # type: ignore[attr-defined]

    def _stream(self, node: ast.expr) -> Iterator[Any]:
        """Give what a consumer asks item by item."""
        if isinstance(node, ast.GeneratorExp):
            items, shown = self._entered(node)
            return self._yields(node, items, shown)
        assert isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if len(node.args) != 2:
            raise CannotEval
        function = None if isinstance(node.args[0], ast.Constant) else self._callable(node.args[0])
        inner = self._stream(node.args[1]) if self._is_stream(node.args[1]) else ordered(self[node.args[1]])
        return self._mapped(function, inner) if node.func.id == "map" else self._filtered(function, inner)

    def _mapped(self, function: Callable[..., Any] | None, items: Any) -> Iterator[Any]:
        if function is None:
            raise CannotEval
        for item in items:
            yield function(item)

    def _filtered(self, function: Callable[..., Any] | None, items: Any) -> Iterator[Any]:
        for item in items:
            if item if function is None else function(item):
                yield item

    def _yields(self, node: ast.GeneratorExp, items: Any, shown: Mapping[str, str]) -> Iterator[Any]:
        activation = _Activation(self.script, self._function_of(node), shown)
        for value in self._turns((node.elt,), node.generators, items, activation, dict(self.names.bound)):
            activation.write(TraceEvent.RETURN, arg=value_text(value), kind=ReturnKind.YIELDED)
            try:
                yield value
            except GeneratorExit:
                activation.write(TraceEvent.CALL)
                activation.write(TraceEvent.EXCEPTION, arg="GeneratorExit()")
                activation.write(TraceEvent.RETURN, arg="None", kind=ReturnKind.UNWOUND)
                raise
            activation.write(TraceEvent.CALL)
        activation.end(None)

    def _named(self, keywords: Sequence[ast.keyword]) -> dict[str, Any]:
        named: dict[str, Any] = {}
        for word in keywords:
            if word.arg not in ("key", "reverse", "default"):
                raise CannotEval
            named[word.arg] = self._callable(word.value) if word.arg == "key" else self[word.value]
        return named

    def _callable(self, node: ast.expr) -> Callable[..., Any]:
        """Give what a function passed as an argument does: a lambda, a builtin, a method, one of the program's."""
        match node:
            case ast.Lambda():
                return self._lambda(node)
            case ast.Name(id=name) if name not in self.names and name in self._functions:
                return lambda *values: self.own_result(name, values, {})
            case ast.Name(id=name) if name not in self.names and name in PURE_FUNCTIONS:
                return lambda *values: value_checked(PURE_FUNCTIONS[name](*map(ordered_or_plain, values)))
            case ast.Attribute(value=ast.Name(id="str"), attr=method) if (
                "str" not in self.names and method in READING[str]
            ):
                return lambda value, *rest: value_checked(getattr(str, method)(value, *rest))
            case ast.Attribute(value=holder, attr="get") if isinstance(held := self[holder], dict):
                return held.get
        raise CannotEval

    def _lambda(self, node: ast.Lambda) -> Callable[..., Any]:
        arguments = node.args
        if arguments.vararg or arguments.kwarg or arguments.kwonlyargs or arguments.defaults or arguments.posonlyargs:
            raise CannotEval
        parameters = [parameter.arg for parameter in arguments.args]
        bound = dict(self.names.bound)

        def call(*values: Any) -> Any:
            if len(values) != len(parameters):
                raise CannotEval
            given = dict(zip(parameters, values, strict=True))
            texts = {name: value_text(value) for name, value in given.items()}
            activation = _Activation(self.script, self._function_of(node), {**texts, **self._captured(node)})
            result = self._within({**bound, **given})[node.body]
            activation.end(result)
            return result

        return call

    def _within(self, bound: Mapping[str, object]) -> "ScriptedEvaluator":
        """Give an evaluator that knows more names and shares everything else."""
        inner = ScriptedEvaluator(
            self._shown,
            script=self.script,
            local_names=self._local_names,
            bound=bound,
            functions=self._functions,
            modules=self._modules,
            imported=self._imported,
            unshared=self._unshared,
            is_reading=self._is_reading,
            missing=self._missing,
            classes=self._classes,
            methods=self._methods,
        )
        inner.results = self.results
        inner.budget = self.budget
        return inner

    def _function_of(self, node: ast.AST) -> str:
        function = self.script.functions.get(node)
        if function is None:
            raise CannotEval
        return function

    def _captured(self, node: ast.AST) -> dict[str, str]:
        """Give the variables of enclosing scopes that a scope reads: it shows them among its own."""
        found = {}
        for name in sorted(_free(node)):
            if name in self.names.bound:
                found[name] = value_text(self.names.bound[name])
            elif name in self._local_names:
                found[name] = str(self._local_names[name])
        return found


def iterator_text(walked: Any) -> str:
    """Give the canonical repr of an iterator over a value, as CPython 3.11 names its type."""
    if isinstance(walked, Walked):
        return walked.text
    return f"<{type(iter(walked)).__name__} object at 0x0>"


def _folded(node: ast.expr, walked: Any) -> Any:
    """Give what CPython makes of the first iterable of a comprehension: a list of constants becomes a tuple."""
    if isinstance(node, ast.List) and not any(isinstance(item, list | dict | set) for item in walked):
        try:
            return tuple(ast.literal_eval(node))
        except ValueError:
            return walked
    return walked


def ordered_or_plain(value: Any) -> Any:
    """Give a value that may be consumed: what can be walked only in an order that is known."""
    return ordered(value) if hasattr(value, "__iter__") else value


def value_checked(value: Any) -> Any:
    """Give a value whose text tells it.

    Raises:
        CannotEval: it is another kind of object.
    """
    value_text(value)
    return value


def _free(node: ast.AST, loaded_only: bool = False) -> set[str]:
    """Give the names that a scope reads and does not bind, those of scopes inside it included."""
    if isinstance(node, ast.Lambda):
        return set(names_read(node.body, loaded_only)) - {parameter.arg for parameter in node.args.args}
    assert isinstance(node, _Comprehension)
    parts: list[ast.expr] = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    bound: set[str] = set()
    for number, loop in enumerate(node.generators):
        bound |= {inner.id for inner in ast.walk(loop.target) if isinstance(inner, ast.Name)}
        parts += [*loop.ifs, *([loop.iter] if number else [])]
    return set[str]().union(*(names_read(part, loaded_only) for part in parts)) - bound


@lru_cache(maxsize=4096)
def names_read(node: ast.AST, loaded_only: bool = False) -> frozenset[str]:
    """Give the names that a piece of code reads, or also those it binds, without those that its own scopes bind."""
    if isinstance(node, SCOPES):
        outside = names_read(node.generators[0].iter, loaded_only) if isinstance(node, _Comprehension) else frozenset()
        return frozenset(_free(node, loaded_only) | outside)
    is_read = isinstance(node, ast.Name) and (not loaded_only or isinstance(node.ctx, ast.Load))
    own = {node.id} if is_read else set()  # type: ignore[attr-defined]
    return frozenset(own).union(*(names_read(child, loaded_only) for child in ast.iter_child_nodes(node)))
