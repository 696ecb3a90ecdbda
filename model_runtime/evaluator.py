"""Exact values of expressions over shown values: what follows without running any of the user's code.

Built on `pure_eval`, which evaluates syntax trees over values of builtin types and refuses everything else. Added here
are methods and functions of builtin types that change nothing, conditional expressions, f-strings and comprehensions,
and bounds: on the size of every value and on the number of evaluations. A shown value is read from its repr; one that
is no literal has no value here. Sets have no order that a repr could tell, so that nothing follows from walking one.
"""

import ast
import collections
import itertools
import operator
import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import pure_eval
from pure_eval import CannotEval

from model_runtime.exception_kinds import EXCEPTIONS
from model_runtime.library import (
    CHANGING_FUNCTIONS,
    CONTAINERS,
    FOUND,
    FOUND_METHODS,
    PURE_MODULES,
    Given,
    is_match,
    read_container,
)
from model_runtime.sharing import ALL_LEVELS, fresh_levels
from model_runtime.trace.syntax import read_literal

MAX_TEXT = 2_000  # longer values are neither read nor made, characters or items
MAX_BITS = 2_048  # of an integer
MAX_EVALUATIONS = 5_000  # of one statement


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PLAIN = (bool, int, float, str, bytes, list, tuple, dict, set, frozenset, type(None))
_TYPES = {kind.__name__: kind for kind in (bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset)}
_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
PURE_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        *(abs, all, any, ascii, bin, bool, bytes, chr, dict, divmod, enumerate, float, frozenset, hex, int, len),
        *(list, max, min, oct, ord, pow, print, range, repr, reversed, round, set, sorted, str, sum, tuple, zip),
    )
}
CONSUMERS = _words("all any dict frozenset list max min set sorted sum tuple")  # they walk what they are given at once
_LAZY = _words("enumerate reversed zip")  # they give out what is walked later
_WALKING = _words("all any dict enumerate list reversed sum tuple zip")  # may tell the order of a set
_KEYWORDS = _words("reverse default start strict sep maxsplit base ndigits keepends end flush")
READING: Mapping[type, frozenset[str]] = {
    str: _words("""
        capitalize casefold center count encode endswith expandtabs find format index isalnum isalpha isascii isdecimal
        isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip partition
        removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip
        swapcase title translate upper zfill
    """),
    bytes: _words("count decode endswith find hex index startswith"),
    int: _words("bit_count bit_length"),
    float: frozenset(["is_integer"]),
    list: _words("copy count index"),
    tuple: _words("count index"),
    dict: _words("copy get items keys values"),
    set: _words("copy difference intersection isdisjoint issubset issuperset symmetric_difference union"),
    frozenset: _words("copy difference intersection isdisjoint issubset issuperset symmetric_difference union"),
    collections.Counter: _words("copy elements get items keys most_common total values"),
    collections.OrderedDict: _words("copy get items keys values"),
    collections.defaultdict: _words("copy get items keys values"),
    collections.deque: _words("copy count index"),
}
READING_METHODS = frozenset[str]().union(*READING.values())  # they change nothing and give out no part that can change
_CHANGING: Mapping[type, frozenset[str]] = {
    list: _words("append clear extend insert pop remove reverse sort"),
    dict: _words("clear pop popitem setdefault update"),
    set: _words("add clear difference_update discard intersection_update remove update"),
    collections.Counter: _words("clear pop setdefault subtract update"),
    collections.OrderedDict: _words("clear move_to_end pop popitem setdefault update"),
    collections.defaultdict: _words("clear pop popitem setdefault update"),
    collections.deque: _words("append appendleft clear extend extendleft pop popleft remove reverse rotate"),
}
_RAISED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_IN_PLACE: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.iadd,
    ast.Sub: operator.isub,
    ast.Mult: operator.imul,
    ast.Div: operator.itruediv,
    ast.FloorDiv: operator.ifloordiv,
    ast.Mod: operator.imod,
    ast.Pow: operator.ipow,
    ast.LShift: operator.ilshift,
    ast.RShift: operator.irshift,
    ast.BitOr: operator.ior,
    ast.BitXor: operator.ixor,
    ast.BitAnd: operator.iand,
}
CHANGING = frozenset[str]().union(*_CHANGING.values())  # methods that change what they are called on
_FORMAT = re.compile(r"[-+ #0,<>^=]*\d{0,3}(\.\d{1,2})?[a-zA-Z%]?")
_PERCENT = re.compile(r"%([-+ #0]*\d{0,3}(\.\d{1,2})?[a-zA-Z%])")


class PendingCall(Exception):
    """Evaluation came to a call of the program's own, whose result is not known yet."""

    def __init__(self, function: str, args: Sequence[Any], named: Mapping[str, Any]) -> None:
        super().__init__(function)
        self.function = function
        self.args_given = tuple(args)
        self.named = dict(named)


class Raised(CannotEval):  # type: ignore[misc]
    """Evaluation came to an operation that raises."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


class SafeEvaluator(pure_eval.Evaluator):  # type: ignore[misc]
    """Evaluates expressions over values given by their reprs; `evaluator[node]` raises `CannotEval` for the rest.

    Every value is read once, so that two names never share one object here as they may in the run. Calls of `functions`
    take the `results` in turn, as (function, repr) in the order of the calls, and raise `PendingCall` behind the last.
    An operation on known values that raises gives `Raised`; what comes before it in the order of evaluation is known.
    """

    def __init__(
        self,
        shown: Mapping[str, str],
        *,
        bound: Mapping[str, object] | None = None,
        functions: Set[str] = frozenset(),
        modules: Mapping[str, str] | None = None,
        imported: Mapping[str, tuple[str, str]] | None = None,
        results: Sequence[tuple[str, str]] = (),
        missing: Callable[[str], Exception | None] = lambda _name: None,
        classes: Mapping[str, str] | None = None,
        methods: Mapping[str, Set[str]] | None = None,
        unshared: Mapping[str, int] | None = None,
        is_reading: Callable[[str], bool] = lambda _name: False,
    ) -> None:
        super().__init__(_Names(shown, bound or {}))
        self._classes = classes or {}  # of the program, all instances with this repr
        self._methods = methods or {}  # of the program, by the repr of an object
        self._is_reading = is_reading  # tells whether a function of the program changes nothing it is given
        self._unshared = unshared or {}  # levels of a name's value that nothing else holds
        self._missing = missing  # tells what reading a name without a value raises, where that is certain
        self._shown = shown
        self.budget = [MAX_EVALUATIONS]  # shared with the evaluators inside
        self._functions = functions
        self._modules = modules or {}  # name -> the module it stands for
        self._imported = imported or {}  # name -> the module and the name in it that it stands for
        self.results = list(results)  # those not taken yet
        self._filling: ast.expr | None = None  # what is read of a container that makes up what it lacks
        self.changes: dict[str, str] = {}  # what names hold whose values calls inside the expression have changed
        self.may_change = False  # whether they may
        self.is_last_call = False  # nothing is read behind a call, whatever it did to what it was given

    def _handle(self, node: ast.expr) -> Any:
        self.budget[0] -= 1
        if self.budget[0] < 0:
            raise CannotEval
        try:
            return bounded(self._evaluated(node))
        except (
            ArithmeticError,
            AttributeError,
            LookupError,
            MemoryError,
            RecursionError,
            TypeError,
            ValueError,
        ) as error:
            raise CannotEval from error

    def _evaluated(self, node: ast.expr) -> Any:
        match node:
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self[body] if self[test] else self[orelse]
            case ast.JoinedStr(values=parts):
                return "".join(map(self._formatted, parts))
            case ast.ListComp(elt=item, generators=loops):
                return list(self._made((item,), loops))
            case ast.SetComp(elt=item, generators=loops):
                return set(self._made((item,), loops))
            case ast.GeneratorExp(elt=item, generators=loops):
                return tuple(self._made((item,), loops))
            case ast.DictComp(key=key, value=value, generators=loops):
                return dict(self._made((key, value), loops))
            case ast.Attribute() | ast.Name() if (found := self._library_name(node)) is not None:
                constant = PURE_MODULES.get(found[0], {}).get(found[1])
                if not isinstance(constant, float | int | str):
                    raise CannotEval
                return constant
            case ast.Attribute(value=holder, attr=name):
                _check_attribute(self[holder], name)
                raise CannotEval  # an object's own; methods are calls
            case ast.List(elts=parts) | ast.Tuple(elts=parts) if any(isinstance(part, ast.Starred) for part in parts):
                items = [item for part in parts for item in self._argument(part)]
                return items if isinstance(node, ast.List) else tuple(items)
            case ast.Dict(keys=keys, values=values):
                pairs = [pair for key, value in zip(keys, values, strict=True) for pair in self._pairs_of(key, value)]
                return _really(dict, pairs)
            case ast.Name(id=name) if name not in self.names and (error := self._missing(name)) is not None:
                raise Raised(error)
        return super()._handle(node)

    def _pairs_of(self, key: ast.expr | None, value: ast.expr) -> Iterable[tuple[Any, Any]]:
        """Give what a part of a dict display adds to it: an item, or with `**` those of another dict."""
        if key is not None:
            return ((self[key], self[value]),)
        held = self[value]
        if not isinstance(held, dict):
            raise CannotEval
        return held.items()

    def is_own(self, name: str) -> bool:
        """Whether a name stands for a function of the program."""
        return name in self._functions and name not in self.names

    def _library_name(self, node: ast.expr) -> tuple[str, str] | None:
        """Give the module, and the name in it, that an expression stands for; None when it stands for no such thing."""
        match node:
            case ast.Attribute(value=ast.Name(id=alias), attr=name) if (
                alias in self._modules and alias not in self.names
            ):
                return self._modules[alias], name
            case ast.Name(id=name) if name in self._imported and name not in self.names:
                return self._imported[name]
        return None

    def _of_library(self, module: str, name: str, node: ast.Call) -> Any:
        function = PURE_MODULES.get(module, {}).get(name)
        if not callable(function) or node.keywords:
            raise CannotEval
        args = [item for arg in node.args for item in self._library_argument(arg)]
        if any(isinstance(arg, int) and abs(arg) > 10**6 for arg in args) and module in ("itertools", "collections"):
            raise CannotEval
        result = _really(function, *map(ordered_item, args))
        return Walked(tuple(result.items), result.text) if isinstance(result, Given) else result

    def _library_argument(self, node: ast.expr) -> Iterable[Any]:
        if isinstance(node, ast.Name) and node.id in _TYPES and node.id not in self.names:
            return (_TYPES[node.id],)  # a factory
        return self._argument(node)

    def _own_call(self, name: str, node: ast.Call) -> Any:
        if any(isinstance(arg, ast.Starred) for arg in node.args) or any(word.arg is None for word in node.keywords):
            raise CannotEval
        args = [self[arg] for arg in node.args]
        named = {str(word.arg): self[word.value] for word in node.keywords}
        if name not in self._classes:
            parts = (*node.args, *(word.value for word in node.keywords))
            pairs = zip(parts, (*args, *named.values()), strict=True)
            is_kept = any(may_change(value) and not self._is_temporary(part, value) for part, value in pairs)
            return self.own_result(name, args, named, may_differ=is_kept and not self._is_reading(name))
        made = Shown(self._classes[name])
        if not self.results:
            raise PendingCall(name, [made, *args], named)
        if self.own_result("__init__", args, named) is not None:
            raise CannotEval
        return made

    @staticmethod
    def _is_temporary(part: ast.expr, value: Any) -> bool:
        """Whether an argument is a new object that nothing sees again."""
        n_levels = fresh_levels(part)
        return n_levels >= ALL_LEVELS or (
            n_levels > 0 and isinstance(value, list | set) and not any(map(may_change, value))
        )

    def own_result(
        self, name: str, args: Sequence[Any], named: Mapping[str, Any], *, may_differ: bool | None = None
    ) -> Any:
        """Give what a call of one of the program's functions returned.

        `may_differ` says whether what was passed may be another value now; None: if it can change at all.

        Raises:
            PendingCall: it has not returned yet.
            CannotEval: it may have changed what it was given.
        """
        if not self.results:
            raise PendingCall(name, args, named)
        called, text = self.results.pop(0)
        if may_differ is None:
            may_differ = any(map(may_change, (*args, *named.values())))
        is_changed = may_differ and not self.is_last_call
        if called != name or is_changed:
            raise CannotEval  # what was passed may be another one now
        return shown_value(text)

    def is_method(self, call: ast.Call) -> bool:
        """Whether a call is that of a method of an object of the program's."""
        if not isinstance(call.func, ast.Attribute) or not isinstance(call.func.value, ast.Name):
            return False
        return call.func.attr in self._methods.get(self._shown.get(call.func.value.id, ""), ())

    def _method_call(self, method: str, holder: ast.expr, node: ast.Call) -> Any:
        if any(isinstance(arg, ast.Starred) for arg in node.args) or any(word.arg is None for word in node.keywords):
            raise CannotEval
        held = self[holder]
        args = [self[arg] for arg in node.args]
        named = {str(word.arg): self[word.value] for word in node.keywords}
        if not self.results:
            raise PendingCall(f"{value_text(held)}.{method}", [held, *args], named)
        return self.own_result(method, args, named)

    def _handle_call(self, node: ast.Call) -> Any:
        if isinstance(node.func, ast.Attribute) and self.is_method(node):
            return self._method_call(node.func.attr, node.func.value, node)
        if isinstance(node.func, ast.Name) and node.func.id in self._functions and node.func.id not in self.names:
            return self._own_call(node.func.id, node)
        if any(word.arg not in _KEYWORDS for word in node.keywords):
            raise CannotEval
        if isinstance(node.func, ast.Name) and node.func.id == "isinstance" and "isinstance" not in self.names:
            return self._is_instance(node)
        if self.is_changing(node):
            return self._change(node)
        if (library := self._library_name(node.func)) is not None:
            return self._of_library(*library, node)
        if isinstance(node.func, ast.Attribute) and (kind := self._named_type(node.func.value)) is not None:
            return self._of_type(kind, node.func.attr, node)
        held: Any = None
        if isinstance(node.func, ast.Attribute):
            held = self[node.func.value]
            _check_attribute(held, node.func.attr)
        elif isinstance(node.func, ast.Name) and node.func.id not in PURE_FUNCTIONS:
            self[node.func]  # it may have no value
        args = [item for arg in node.args for item in self._argument(arg)]
        named = {str(word.arg): self[word.value] for word in node.keywords}
        match node.func:
            case ast.Name(id=name) if name in PURE_FUNCTIONS and name not in self.names:
                if name == "print":
                    for arg in args:
                        value_text(arg)
                    return None
                if name == "str" and len(args) == 1 and isinstance(args[0], Shown):
                    return exception_message(args[0])
                if name in _WALKING:
                    args = [ordered(arg) if _is_iterable(arg) else arg for arg in args]
                if name == "pow" and len(args) == 2:
                    _check_power(*args)
                if name in ("range", "bytes") and any(isinstance(arg, int) and abs(arg) > 10**6 for arg in args):
                    raise CannotEval
                if name not in CONSUMERS | _LAZY and any(isinstance(arg, Walked) for arg in args):
                    raise CannotEval
                result = _really(PURE_FUNCTIONS[name], *args, **named)
                if name not in _LAZY:
                    return result
                return Walked(tuple(itertools.islice(result, MAX_TEXT + 1)), f"<{type(result).__name__} object at 0x0>")
            case ast.Attribute(attr=method):
                if method not in READING.get(type(held), FOUND_METHODS.get(type(held), ())):
                    raise CannotEval
                if isinstance(held, re.Pattern):
                    return _really(PURE_MODULES["re"][method], held, *args)
                if method == "format":
                    _check_format(held, args)
                if any(isinstance(arg, int) and abs(arg) > MAX_TEXT for arg in args):
                    raise CannotEval
                if method == "join":
                    args = [ordered(arg) for arg in args]
                if method == "replace" and len(held) * len(str(args[-1])) > 10 * MAX_TEXT:
                    raise CannotEval
                return _really(getattr(held, method), *args, **named)
        raise CannotEval

    def _named_type(self, node: ast.expr) -> type | None:
        is_type = isinstance(node, ast.Name) and node.id in _TYPES and node.id not in self.names
        return _TYPES[node.id] if is_type else None  # type: ignore[attr-defined]

    def _of_type(self, kind: type, method: str, node: ast.Call) -> Any:
        """Call a method by its type, as `str.upper(text)`, or what a type itself has."""
        if node.keywords:
            raise CannotEval
        given: list[Any] = [self[arg] for arg in node.args]
        if (kind, method) in ((dict, "fromkeys"), (str, "maketrans")):
            if len(given) > 1 and may_change(given[1]):
                raise CannotEval  # one object for all keys
            return _really(getattr(kind, method), *map(ordered_item, given))
        if not given or type(given[0]) is not kind or method not in READING.get(kind, ()):
            raise CannotEval
        if method == "format":
            _check_format(str(given[0]), given[1:])
        if any(isinstance(arg, int) and abs(arg) > MAX_TEXT for arg in given[1:]):
            raise CannotEval
        return _really(getattr(kind, method), given[0], *map(ordered_item, given[1:]))

    def is_changing(self, node: ast.Call) -> bool:
        """Whether a call changes in place what a name of the function holds."""
        if (library := self._library_name(node.func)) is not None:
            return library in CHANGING_FUNCTIONS and bool(node.args) and base_name(node.args[0]) is not None
        if not self.is_method_call(node) or self.is_method(node):
            return False
        func = node.func
        return isinstance(func, ast.Attribute) and func.attr in CHANGING and base_name(func.value) in self.names

    def is_method_call(self, node: ast.Call) -> bool:
        """Whether a call is that of a method, and of no function in a module."""
        return isinstance(node.func, ast.Attribute) and self._library_name(node.func) is None

    def _change(self, node: ast.Call) -> Any:
        """Do what a changing call inside an expression does, and give its result; its name holds the outcome then."""
        if not self.may_change:
            raise CannotEval
        name, changed, result = self.called(node)
        self.changes[name] = value_text(changed)
        self._shown = {**self._shown, name: self.changes[name]}
        self.names.shown = self._shown
        return result

    def _is_instance(self, node: ast.Call) -> bool:
        if len(node.args) != 2 or node.keywords:
            raise CannotEval
        kinds = node.args[1].elts if isinstance(node.args[1], ast.Tuple) else [node.args[1]]
        types = [
            _TYPES.get(kind.id) if isinstance(kind, ast.Name) and kind.id not in self.names else None for kind in kinds
        ]
        if None in types:
            raise CannotEval
        value = self[node.args[0]]
        if isinstance(value, Shown):
            raise CannotEval
        return isinstance(value, tuple(filter(None, types)))

    def _handle_binop(self, node: ast.BinOp) -> Any:
        left, right = self[node.left], self[node.right]
        match node.op:
            case ast.Pow():
                _check_power(left, right)
            case ast.LShift() if not (isinstance(right, int) and right <= MAX_BITS):
                raise CannotEval
            case ast.Mult() if not (_is_number(left) and _is_number(right)):
                size, times = (left, right) if isinstance(right, int) else (right, left)
                if not isinstance(times, int) or len(size) * times > MAX_TEXT:
                    raise CannotEval
            case ast.Mod() if isinstance(left, str | bytes):
                form = left.replace("%%", "") if isinstance(left, str) else "%"
                if form.count("%") != len(_PERCENT.findall(form)):  # a width that is large or comes with the values
                    raise CannotEval
        return _raising(super()._handle_binop, node)

    def _handle_unary(self, node: ast.UnaryOp) -> Any:
        self[node.operand]
        return _raising(super()._handle_unary, node)

    def _handle_subscript(self, node: ast.Subscript) -> Any:
        held, key = self[node.value], self.key(node.slice)
        if not isinstance(held, (*_PLAIN, range, collections.deque)):
            raise CannotEval
        if isinstance(held, collections.defaultdict) and key not in held:
            if node is not self._filling:
                raise CannotEval  # reading changes it
            return held.default_factory() if held.default_factory else _really(operator.getitem, held, key)
        return _really(operator.getitem, held, key)

    def _handle_compare(self, node: ast.Compare) -> Any:
        sides = [node.left, *node.comparators]
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.Is | ast.IsNot) and _is_none(sides[1]):
            return self._is_none(sides[0]) is isinstance(node.ops[0], ast.Is)
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq | ast.Is | ast.NotEq | ast.IsNot):
            kinds = [self._type_of(side) for side in sides]
            if None not in kinds:
                return (kinds[0] is kinds[1]) is isinstance(node.ops[0], ast.Eq | ast.Is)
        for idx, op in enumerate(node.ops):
            if isinstance(op, ast.Is | ast.IsNot):
                pair = (self[sides[idx]], self[sides[idx + 1]])
                if not any(side is None or isinstance(side, bool) for side in pair):
                    raise CannotEval  # which objects are one, a repr does not say
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.In | ast.NotIn):
            item, held = self[sides[0]], self[sides[1]]
            if type(held) in (range, *_VIEWS):
                if isinstance(item, Shown) or may_change(item):
                    raise CannotEval
                return (item in held) is isinstance(node.ops[0], ast.In)
        if len(node.ops) > 1:
            return super()._handle_compare(node)
        for side in sides:
            self[side]
        return _raising(super()._handle_compare, node)

    def _type_of(self, node: ast.expr) -> type | None:
        """Give the builtin type that an expression names or asks for; None for anything else."""
        match node:
            case ast.Name():
                return self._named_type(node)
            case ast.Call(func=ast.Name(id="type"), args=[held], keywords=[]) if "type" not in self.names:
                value = self[held]
                return type(value) if isinstance(value, (*_PLAIN, range)) else None
        return None

    def _is_none(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Name) and node.id in self._shown and node.id not in self.names.bound:
            return self._shown[node.id] == "None"  # an object that is no literal is not None either
        return self[node] is None

    def called(self, call: ast.Call) -> tuple[str, Any, Any]:
        """Evaluate a call that changes what a name holds: the name, what it holds then, and the result.

        Raises:
            CannotEval: it is no such call, or its effect does not follow.
        """
        library = self._library_name(call.func)
        if library in CHANGING_FUNCTIONS and call.args:
            place, args = call.args[0], call.args[1:]
        elif isinstance(call.func, ast.Attribute):
            place, args = call.func.value, call.args
        else:
            raise CannotEval
        if (name := base_name(place)) is None:
            raise CannotEval
        makes_room = any(isinstance(node, ast.Call) for node in ast.walk(place))  # `setdefault`, before they are read
        values = (*args, *(word.value for word in call.keywords))
        if makes_room and any(isinstance(n, ast.Name) and n.id == name for arg in values for n in ast.walk(arg)):
            raise CannotEval
        given = [self[arg] for arg in args]  # first: they may change it, too
        named = {str(word.arg): self[word.value] for word in call.keywords}
        whole, held = self.inside(place)
        if any(may_change(arg) and arg in (held, whole) for arg in given):
            raise CannotEval  # perhaps the object itself
        if library is not None:
            if not isinstance(held, list) or named:
                raise CannotEval
            return name, bounded(whole), _really(CHANGING_FUNCTIONS[library], held, *given)
        assert isinstance(call.func, ast.Attribute)
        method = call.func.attr
        _check_attribute(held, method)
        if method not in _CHANGING.get(type(held), ()) or set(named) - {"reverse"}:
            raise CannotEval
        if method in ("extend", "extendleft", "update", "subtract") and not isinstance(held, set):
            given = [ordered_item(arg) for arg in given]
        return name, bounded(whole), _really(getattr(held, method), *given, **named)

    def inside(self, place: ast.expr) -> tuple[Any, Any]:
        """Give what the name at the bottom of `x[i][j]` holds, and the part of it that the expression stands for.

        Raises:
            CannotEval: they do not follow, or an equal part of it may be the same object.
            LookupError, TypeError: there is no such part.
        """
        keys: list[Any] = []
        defaults: dict[int, Any] = {}  # of `x.setdefault(key, default)`, by the number of keys behind it
        while not isinstance(place, ast.Name):
            match place:
                case ast.Subscript(value=outer, slice=key):
                    keys.insert(0, self.key(key))
                case ast.Call(func=ast.Attribute(value=outer, attr="setdefault"), args=[key, default], keywords=[]):
                    keys.insert(0, self[key])
                    defaults[len(keys)] = self[default]
                case _:
                    raise CannotEval
            place = outer
        whole = part = self[place]
        n_unshared = self._unshared.get(place.id, 0) if isinstance(place, ast.Name) else 0
        for level, key in enumerate(keys, start=1):
            if (behind := len(keys) + 1 - level) in defaults:
                if type(part) is not dict:
                    raise CannotEval
                part.setdefault(key, defaults[behind])
            siblings = part.values() if isinstance(part, dict) else part
            part = part[key]
            if n_unshared <= level and sum(other == part for other in siblings) != 1:
                raise CannotEval
        return whole, part

    def changed_by(self, op: ast.operator, target: ast.expr, value: ast.expr) -> Any:
        """Give what `target op= value` leaves.

        Raises:
            CannotEval: it does not follow.
        """
        self._filling = target
        left, _ = self[target], self[value]
        try:
            return self[ast.BinOp(target, op, value)]
        except Raised as raised:
            if may_change(left):
                raise CannotEval from raised  # it has a way of its own to change
            return _really(_IN_PLACE[type(op)], left, self[value])  # its error names the operator as it stands there

    def key(self, key: ast.expr) -> Any:
        """Give an index, or a slice.

        Raises:
            CannotEval: it does not follow.
        """
        if isinstance(key, ast.Slice):
            return slice(*(None if bound is None else self[bound] for bound in (key.lower, key.upper, key.step)))
        return self[key]

    def items(self, iterable: ast.expr) -> Iterator[Any]:
        """Walk what a loop over an expression walks.

        Raises:
            CannotEval: it does not follow.
        """
        return iter(ordered(self[iterable]))

    def _argument(self, node: ast.expr) -> Iterable[Any]:
        return ordered(self[node.value]) if isinstance(node, ast.Starred) else (self[node],)

    def _formatted(self, part: ast.expr) -> str:
        match part:
            case ast.Constant(value=value):
                return str(value)
            case ast.FormattedValue(value=value, conversion=conversion, format_spec=spec):
                shown = self[value]
                form = "" if spec is None else str(self[spec])
                if isinstance(shown, Shown) and not form and conversion in (-1, 115):
                    return exception_message(shown)
                if not _FORMAT.fullmatch(form) or isinstance(shown, set | frozenset):
                    raise CannotEval
                converted = {-1: shown, 115: str(shown), 114: repr(shown), 97: ascii(shown)}[conversion]
                return format(converted, form)
        raise CannotEval

    def _made(self, parts: tuple[ast.expr, ...], loops: list[ast.comprehension]) -> Iterator[Any]:
        """Walk the items of a comprehension."""
        if not loops:
            values = tuple(self[part] for part in parts)
            yield values if len(values) > 1 else values[0]
            return
        loop = loops[0]
        if loop.is_async:
            raise CannotEval
        for item in self.items(loop.iter):
            names: dict[str, object] = {}
            bind(loop.target, item, names)
            inner = SafeEvaluator(
                self._shown, bound={**self.names.bound, **names}, modules=self._modules, imported=self._imported
            )
            inner.budget = self.budget
            if all(inner[condition] for condition in loop.ifs):
                yield from inner._made(parts, loops[1:])


@dataclass(frozen=True, slots=True)
class Walked:
    """What `enumerate`, `reversed` or `zip` give: it can be walked, and is nothing else."""

    items: tuple[Any, ...]
    text: str  # its canonical repr

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)


class Shown:
    """A value of which only the text is known: it can be passed on, and nothing else."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def _refuse(self, *_given: object) -> Any:
        raise CannotEval

    def __bool__(self) -> bool:
        if not is_match(self.text):
            raise CannotEval
        return True

    __eq__ = __ne__ = __hash__ = __repr__ = __str__ = __format__ = _refuse


def exception_message(shown: Shown) -> str:
    """Give what `str` makes of a builtin exception that is known by its repr.

    Raises:
        CannotEval: it is something else.
    """
    name, bracket, rest = shown.text.partition("(")
    kind = EXCEPTIONS.get(name)
    if kind is None or not bracket or not rest.endswith(")"):
        raise CannotEval
    given = read_value(f"({rest[:-1]},)" if len(rest) > 1 else "()")
    return str(kind(*given))


class _Names(Mapping[str, Any]):
    """Values by name: bound ones, else read from the shown repr when asked for."""

    def __init__(self, shown: Mapping[str, str], bound: Mapping[str, object]) -> None:
        self.shown = shown
        self.bound = bound

    def __getitem__(self, name: str) -> Any:
        return self.bound[name] if name in self.bound else shown_value(self.shown[name])

    def __iter__(self) -> Iterator[str]:
        return iter({**self.shown, **self.bound})

    def __len__(self) -> int:
        return len({**self.shown, **self.bound})

    def __contains__(self, name: object) -> bool:
        return name in self.bound or name in self.shown


def read_value(text: str) -> Any:
    """Read a value from its repr.

    Raises:
        CannotEval: it is no literal, or too long.
    """
    if len(text) > MAX_TEXT:
        raise CannotEval
    if text in ("inf", "-inf", "nan"):
        return float(text)
    if text in ("set()", "frozenset()"):
        return set() if text == "set()" else frozenset()
    if text.startswith("frozenset({"):
        return frozenset(read_value(text[len("frozenset(") : -1]))
    if text.startswith(_CONTAINER_STARTS):
        return read_container(text, read_value)
    try:
        value = read_literal(text)
        if "..." in text and not isinstance(value, str | bytes):
            raise CannotEval  # a container that holds itself
        return value
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError) as error:
        raise CannotEval from error


_CONTAINER_STARTS = ("Counter(", "OrderedDict(", "defaultdict(", "deque(", "re.compile(")


def shown_value(text: str) -> Any:
    """Read a value from its repr, or pass it on as it is when that is no literal.

    Raises:
        CannotEval: it is too long.
    """
    try:
        return read_value(text)
    except CannotEval:
        if len(text) > MAX_TEXT or "...<+" in text:
            raise
        return Shown(text)


def value_text(value: object) -> str:
    """Write a value as its canonical repr, as the recorder does: sets in CPython's order of integers, else sorted.

    Raises:
        CannotEval: it has none that tells it.
    """
    if isinstance(value, Shown):
        return value.text
    if isinstance(value, set | frozenset) and value:
        texts = [value_text(item) for item in value]
        inside = "{" + ", ".join(texts if all(type(item) is int for item in value) else sorted(texts)) + "}"
        text = inside if isinstance(value, set) else f"frozenset({inside})"
    elif isinstance(value, list | tuple | dict) and _holds_set(value):
        raise CannotEval
    elif isinstance(value, (*_PLAIN, *_VIEWS, range, *CONTAINERS, *FOUND)):
        if isinstance(value, collections.deque) and value.maxlen is not None:
            raise CannotEval
        text = repr(value)
    else:
        raise CannotEval
    if len(text) > MAX_TEXT:
        raise CannotEval
    return text


def bounded(value: Any) -> Any:
    """Give a value back when it is small.

    Raises:
        CannotEval: it is not.
    """
    too_long = hasattr(value, "__len__") and not isinstance(value, range) and len(value) > MAX_TEXT
    if too_long or (isinstance(value, int) and value.bit_length() > MAX_BITS):
        raise CannotEval
    return value


def ordered(value: Any) -> Any:
    """Give what can be walked in an order that is known.

    Raises:
        CannotEval: it cannot, as a set of several items.
    """
    if isinstance(value, set | frozenset) and len(value) > 1:
        raise CannotEval
    if not isinstance(
        value, (str, bytes, list, tuple, dict, range, set, frozenset, Walked, collections.deque, *_VIEWS)
    ):
        raise CannotEval
    return value


def ordered_item(value: Any) -> Any:
    """Give an argument that may be walked: what has items only if their order is known."""
    return ordered(value) if _is_iterable(value) and not isinstance(value, type) else value


def base_name(place: ast.expr) -> str | None:
    """Give the name at the bottom of `x[i].setdefault(j, y)[k]`; None for anything else."""
    while not isinstance(place, ast.Name):
        match place:
            case ast.Subscript(value=outer) | ast.Call(func=ast.Attribute(value=outer, attr="setdefault")):
                place = outer
            case _:
                return None
    return place.id


def unpacked(target: ast.expr, value: Any, name: str) -> Any:
    """Give what a name in an assignment's target is bound to.

    Raises:
        CannotEval: the name is not in it, or the value does not fit.
    """
    names: dict[str, object] = {}
    try:
        bind(target, value, names)
    except (TypeError, ValueError) as error:
        raise CannotEval from error
    if name not in names:
        raise CannotEval
    return names[name]


def bind(target: ast.expr, value: Any, names: dict[str, object]) -> None:
    """Add to `names` what a target binds.

    Raises:
        CannotEval, TypeError, ValueError: the value does not fit, or the target is no name.
    """
    for single, item in paired(target, value):
        if not isinstance(single, ast.Name):
            raise CannotEval
        names[single.id] = item


def paired(target: ast.expr, value: Any) -> Iterator[tuple[ast.expr, Any]]:
    """Give each single part of an assignment's target with the part of the value that it gets.

    Raises:
        CannotEval, TypeError, ValueError: the value does not fit.
    """
    if not isinstance(target, ast.Tuple | ast.List):
        yield target, value
        return
    parts, items = target.elts, list(ordered(value))
    starred = next((idx for idx, part in enumerate(parts) if isinstance(part, ast.Starred)), None)
    if starred is not None:
        n_after = len(parts) - starred - 1
        if len(items) < len(parts) - 1:
            raise CannotEval
        end = len(items) - n_after
        items = [*items[:starred], items[starred:end], *items[end:]]
        parts = [part.value if isinstance(part, ast.Starred) else part for part in parts]
    for part, item in zip(parts, items, strict=True):
        yield from paired(part, item)


def _really(function: Callable[..., Any], *args: Any, **named: Any) -> Any:
    """Do what the program does with these values.

    Raises:
        Raised: the program raises here.
    """
    if any(map(_holds_shown, (*args, *named.values()))):
        raise CannotEval
    try:
        return function(*args, **named)
    except _RAISED as error:
        raise Raised(error) from error


def _raising(handle: Callable[[Any], Any], node: ast.expr) -> Any:
    """Have `pure_eval` evaluate a node whose parts have values; an error can come from its operation only.

    Raises:
        Raised: the operation raises.
        CannotEval: it is none that can be done safely.
    """
    try:
        return handle(node)
    except CannotEval as refusal:
        if isinstance(refusal.__cause__, _RAISED):
            raise Raised(refusal.__cause__) from refusal
        raise


def _check_attribute(held: Any, name: str) -> None:
    if isinstance(held, _PLAIN) and not hasattr(type(held), name):
        error = AttributeError(f"{type(held).__name__!r} object has no attribute {name!r}")
        raise Raised(error)


def _check_format(text: str, args: Sequence[Any]) -> None:
    """Refuse a format that reaches into what it is given, or is wide.

    Raises:
        CannotEval: it is one of these, or the text of an argument is not known.
    """
    if any(isinstance(arg, set | frozenset | Shown | Walked) for arg in args) or any(map(_holds_set, args)):
        raise CannotEval
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return  # it raises
    for _, field, form, _ in parts:
        if field and not re.fullmatch(r"\w+", field):
            raise CannotEval
        if form and not _FORMAT.fullmatch(form):
            raise CannotEval


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def may_change(value: object) -> bool:
    """Whether a value, or a part of it, can change in place."""
    return isinstance(value, list | dict | set | collections.deque | Shown) or (
        isinstance(value, tuple) and any(map(may_change, value))
    )


def _is_iterable(value: object) -> bool:
    return hasattr(value, "__iter__")


def _holds_set(value: Any) -> bool:
    if isinstance(value, set | frozenset):
        return len(value) > 1
    if isinstance(value, dict):
        return any(map(_holds_set, (*value.keys(), *value.values())))
    return isinstance(value, list | tuple) and any(map(_holds_set, value))


def _holds_shown(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_shown, (*value.keys(), *value.values())))
    return isinstance(value, Shown) or (isinstance(value, list | tuple) and any(map(_holds_shown, value)))


def _check_power(base: Any, exponent: Any) -> None:
    if isinstance(base, int) and isinstance(exponent, int) and base.bit_length() * abs(exponent) > MAX_BITS:
        raise CannotEval
