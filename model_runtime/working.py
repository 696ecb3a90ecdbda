"""The working behind a line: the operations that lead to its values, one at a time, over values written out.

A small model finds `x[i] % n == 0` hard in one go and `[0 5, 1 6][1]`, `6 % 2`, `0 == 0` easy: a scratchpad (Nye et al.
2021, "Show Your Work", arXiv 2112.00114). This module knows which operations a statement makes and in what order; it
never knows what they give. `working` is a coroutine: it yields a `Question` and is sent the answer, a repr, which may
be anything; operations on it are the next questions. Where it cannot say how evaluation goes on, it ends.

Texts and sequences are written with the index before each item where an operation counts items, and with a bar before
the next item where a loop walks them, so that nobody has to count.
"""

import ast
import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from model_runtime.effects import LoopTurn, constants
from model_runtime.evaluator import CHANGING, PURE_FUNCTIONS, READING_METHODS
from model_runtime.line_code import line_code, whole_statement
from model_runtime.program.parser import Function, Program, node_text
from model_runtime.trace.syntax import parse_expression, read_literal

END = "end"  # the answer where a loop has no next item
MAX_QUESTION = 300  # characters; longer operations are not worked out
MAX_QUESTIONS = 24  # for one line
MAX_INDEXED = 48  # items that are numbered
MAX_ADDENDS = 12  # of a sum that is asked for in steps
_RAISED = re.compile(r"[A-Z]\w*(?:Error|Exception|Iteration)\(")
_COUNTS = re.compile(r"_0\[|len\(_0\)|_0\.(?:r?find|r?index|pop|insert)\(")
_LAZY = frozenset({"enumerate", "reversed", "zip"})
_TYPES = frozenset({"bool", "bytes", "dict", "float", "int", "list", "set", "str", "tuple"})
_KINDS = {
    ast.ListComp: "<listcomp>",
    ast.SetComp: "<setcomp>",
    ast.DictComp: "<dictcomp>",
    ast.GeneratorExp: "<genexpr>",
}
_PLACE = re.compile(r"\b_(\d+)\b")
_OPAQUE = re.compile(r"[<.]")


@dataclass(frozen=True, slots=True)
class Question:
    """One operation on values.

    `code` has a name `_0`, `_1` … for each operand; it is an expression, or a statement that changes `_0`, whose new
    value is asked for (`is_change`); with a `turn`, the item that a loop over `_0` gets in that turn.
    """

    code: str
    operands: tuple[str, ...]  # reprs
    is_change: bool = False
    turn: int | None = None

    @property
    def text(self) -> str:
        """The operation as it is asked."""
        first = self.operands[0]
        if self.turn is not None:
            if first.startswith("range("):
                return f"{first}[{self.turn}]"
            return f"next {marked(first, self.turn)}"
        if _COUNTS.search(self.code) and (not self.is_change or first.startswith("[")):
            first = indexed(first)
        text = _PLACE.sub(lambda found: first if found[1] == "0" else self.operands[int(found[1])], self.code)
        return f"after {text}" if self.is_change else text


Results = tuple[tuple[str, str], ...]
Working = Generator[Question, str, None]
_Value = Generator[Question, str, str]


@dataclass(frozen=True, slots=True)
class InnerScope:
    """A comprehension, generator expression or lambda that is running."""

    function: str  # qualified name
    line: int
    shown: Mapping[str, str]
    n_items: int  # that it has taken


@dataclass(frozen=True, slots=True)
class Running:
    """A line that is running: the values before it, and where it is."""

    line: int
    shown: Mapping[str, str]
    turn: LoopTurn | None = None  # of its loop
    results: Results = ()  # what its calls of the program's own functions have returned so far: (name, repr)
    made: Results = ()  # what its comprehensions and lambdas have given so far: (kind, repr)
    scope: InnerScope | None = None  # where control is inside one of them


class _Unknown(Exception):
    """How evaluation goes on is not known."""


def working(program: Program, here: Running) -> Working:
    """Ask for what a running line gives, operation by operation."""
    outer = _Walk({**constants(program), **here.shown}, here)
    try:
        if here.scope is not None:
            yield from _inside(program, here, here.scope, outer)
            return
        statement = whole_statement(program, here.line)
        if statement is not None:
            yield from outer.statement(statement, here.turn)
        elif (code := line_code(program, here.line)) is not None:
            if code.test is not None and not (yield from outer.truth(code.test)):
                return
            for single in code.statements:
                yield from outer.statement(single, None)
    except _Unknown:
        return


def _inside(program: Program, here: Running, scope: InnerScope, outer: "_Walk") -> Working:
    """Ask for what a comprehension, generator expression or lambda does next."""
    function = _scope_function(program, here, scope)
    if function is None or scope.function.rpartition(".<locals>.")[0].endswith(">"):
        return
    try:
        node = parse_expression(node_text(function.node))
    except (SyntaxError, ValueError, RecursionError):
        return
    inner = _Walk({**constants(program), **scope.shown}, here)
    match node:
        case ast.Lambda(body=body):
            yield from inner.value(body)
        case ast.GeneratorExp(elt=element, generators=[ast.comprehension(is_async=0) as loop]):
            item = yield from outer.item_of(loop.iter, scope.n_items)
            if item != END and (yield from inner.lets_in(loop, item)):
                yield from inner.value(element)
        case (
            ast.ListComp(generators=[ast.comprehension(is_async=0) as loop])
            | ast.SetComp(generators=[ast.comprehension(is_async=0) as loop])
            | ast.DictComp(generators=[ast.comprehension(is_async=0) as loop])
        ):
            if (yield from outer.item_of(loop.iter, scope.n_items)) == END:
                yield from inner.made_of(node, loop, (yield from outer.items_of(loop.iter)))


def _scope_function(program: Program, here: Running, scope: InnerScope) -> Function | None:
    """Give the scope that is running: of several on a line, each is taken to run once, in their order."""
    found = [f for f in program.functions if f.name == scope.function and f.line <= scope.line <= f.end_line]
    found.sort(key=lambda function: function.node.start_byte)
    kind = scope.function.rpartition(".")[2]
    n_before = 0 if len(found) == 1 else sum(made == kind for made, _ in here.made)
    return found[n_before] if n_before < len(found) else None


class _Walk:
    """The evaluation of one line."""

    def __init__(self, shown: dict[str, str], here: Running) -> None:
        self._shown = shown
        self._results = list(here.results)
        self._made = list(here.made)
        self._own_names = here.shown.keys()
        self._n_left = MAX_QUESTIONS

    def statement(self, statement: ast.stmt, turn: LoopTurn | None) -> Working:
        """Walk a statement, or the header of one."""
        match statement:
            case ast.If(test=test) | ast.While(test=test):
                yield from self.truth(test)
            case ast.Assert(test=test, msg=message):
                if not (yield from self.truth(test)) and message is not None:
                    yield from self.value(message)
            case ast.For(iter=iterable):
                if turn is not None:
                    yield from self._next_item(iterable, turn)
            case ast.Raise(exc=ast.Call(args=args)):
                for arg in args:
                    yield from self.value(arg)
            case ast.Delete(targets=[ast.Subscript(value=holder, slice=key)]):
                held = yield from self.value(holder)
                at = yield from self.value(key)
                yield from self._store(holder, (yield from self._changed("del _0[_1]", held, at)))
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=holder, attr=method)) as call) if method in CHANGING:
                yield from self._change(call, holder)
            case ast.Expr(value=value) | ast.Return(value=ast.expr() as value):
                yield from self._given(value)
            case ast.Assign(targets=targets, value=value):
                given = yield from self._given(value)
                for target in targets:
                    yield from self._assign(target, given)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield from self._assign(target, (yield from self._given(value)))
            case ast.AugAssign(target=target, op=op, value=value):
                place = _loaded(target)
                before = yield from self.value(place)
                given = yield from self.value(value)
                combined = ast.BinOp(ast.Name("_0"), op, ast.Name("_1"))
                yield from self._assign(target, (yield from self._ask(combined, [before, given])))

    def truth(self, node: ast.expr) -> Generator[Question, str, bool]:
        """Walk a condition."""
        match node:
            case ast.BoolOp(op=op, values=values):
                is_and = isinstance(op, ast.And)
                for value in values:
                    if (yield from self.truth(value)) is not is_and:
                        return not is_and
                return is_and
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                is_true = yield from self.truth(operand)
                denied = ast.UnaryOp(ast.Not(), ast.Name("_0"))
                return (yield from self._ask(denied, [str(is_true)])) == "True"
        text = yield from self.value(node)
        if text not in ("True", "False"):
            text = yield from self._ask(_call("bool"), [text])
        if text not in ("True", "False"):
            raise _Unknown
        return text == "True"

    def value(self, node: ast.expr) -> _Value:
        """Walk an expression; gives the repr of its value."""
        match node:
            case ast.Constant(value=value):
                return repr(value)
            case ast.Name(id=name) if name in self._shown:
                return self._shown[name]
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
                return repr(-number)
            case ast.UnaryOp(op=ast.Not()):
                return str((yield from self.truth(node)))
            case ast.UnaryOp(op=op, operand=operand):
                return (yield from self._ask(ast.UnaryOp(op, ast.Name("_0")), [(yield from self.value(operand))]))
            case ast.BinOp(left=left, op=op, right=right):
                operands = [(yield from self.value(left)), (yield from self.value(right))]
                return (yield from self._ask(ast.BinOp(ast.Name("_0"), op, ast.Name("_1")), operands))
            case ast.Compare(left=left, ops=ops, comparators=others):
                return (yield from self._compared(left, ops, others))
            case ast.BoolOp(op=op, values=values):
                return (yield from self._chosen(isinstance(op, ast.And), values))
            case ast.IfExp(test=test, body=body, orelse=other):
                return (yield from self.value(body if (yield from self.truth(test)) else other))
            case ast.Subscript(value=holder, slice=key):
                return (yield from self._item(holder, key))
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                return (yield from self._display(parts, is_list=isinstance(node, ast.List)))
            case ast.Set(elts=parts):
                operands = yield from self._values(parts)
                return (yield from self._ask(ast.Set([*_names(operands)]), operands))
            case ast.Dict(keys=keys, values=values) if all(keys):
                if not keys:
                    return "{}"
                operands = []
                for head, item in zip(keys, values, strict=True):
                    assert head is not None
                    operands += [(yield from self.value(head)), (yield from self.value(item))]
                names = _names(operands)
                return (yield from self._ask(ast.Dict([*names[::2]], [*names[1::2]]), operands))
            case ast.JoinedStr(values=parts):
                return (yield from self._joined(parts))
            case ast.NamedExpr(target=ast.Name(id=name), value=value):
                self._shown[name] = yield from self.value(value)
                return self._shown[name]
            case ast.Call():
                return (yield from self._called(node))
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                kind = _KINDS[type(node)]
                made = next((text for name, text in self._made if name == kind), None)
                if made is None:
                    yield from self.items_of(node.generators[0].iter)
                    raise _Unknown
                self._made.remove((kind, made))
                return made
        raise _Unknown

    def lets_in(self, loop: ast.comprehension, item: str) -> Generator[Question, str, bool]:
        """Bind the targets of a comprehension to an item, and walk its conditions."""
        self._shown |= _bound(loop.target, _read(item))
        for condition in loop.ifs:
            if not (yield from self.truth(condition)):
                return False
        return True

    def made_of(
        self, node: ast.ListComp | ast.SetComp | ast.DictComp, loop: ast.comprehension, items: Sequence[str]
    ) -> Working:
        """Walk all of a comprehension."""
        parts = []
        for item in items:
            if (yield from self.lets_in(loop, item)):
                if isinstance(node, ast.DictComp):
                    key = yield from self.value(node.key)
                    parts.append(f"{key}: {(yield from self.value(node.value))}")
                else:
                    parts.append((yield from self.value(node.elt)))
        inside = ", ".join(parts)
        text = f"[{inside}]" if isinstance(node, ast.ListComp) else f"{{{inside}}}"
        if isinstance(node, ast.SetComp) and not parts:
            text = "set()"
        yield from self._asked(Question("_0", (text,)))

    def items_of(self, iterable: ast.expr) -> Generator[Question, str, list[str]]:
        """Give the items of an iterable, all at once."""
        match iterable:
            case ast.Call(func=ast.Name(id="enumerate"), args=[inner], keywords=[]):
                return [f"({idx}, {item})" for idx, item in enumerate((yield from self.items_of(inner)))]
            case ast.Call(func=ast.Name(id="zip"), args=parts, keywords=[]) if parts:
                walked = []
                for part in parts:
                    walked.append((yield from self.items_of(part)))
                return [f"({', '.join(items)})" for items in zip(*walked, strict=False)]
            case ast.Call(func=ast.Name(id="range"), args=args, keywords=[]):
                return _numbers((yield from self._values(args)))
        text = (yield from self._as_list(iterable)) if isinstance(iterable, ast.Call) else None
        value = _read(text if text is not None else (yield from self.value(iterable)))
        if not isinstance(value, str | list | tuple | dict):
            raise _Unknown
        return [repr(item) for item in value]

    def _given(self, node: ast.expr) -> _Value:
        """Walk the value of a statement, which may change what a method is called on."""
        match node:
            case ast.Call(func=ast.Attribute(value=holder, attr=method)) if method in CHANGING:
                return (yield from self._change(node, holder, is_read=True))
            case ast.Name() | ast.List(elts=[_, *_]) | ast.Tuple(elts=[_, *_]):  # written out once, to be copied
                text = yield from self.value(node)
                return text if _OPAQUE.match(text) else (yield from self._asked(Question("_0", (text,))))
        return (yield from self.value(node))

    def _values(self, nodes: Sequence[ast.expr]) -> Generator[Question, str, list[str]]:
        texts = []
        for node in nodes:
            texts.append((yield from self.value(node)))
        return texts

    def _compared(self, left: ast.expr, ops: Sequence[ast.cmpop], others: Sequence[ast.expr]) -> _Value:
        before, answer = (yield from self.value(left)), "True"
        for op, other in zip(ops, others, strict=True):
            after = yield from self.value(other)
            compared = ast.Compare(ast.Name("_0"), [op], [ast.Name("_1")])
            answer = yield from self._ask(compared, [before, after])
            if answer != "True":
                return answer
            before = after
        return answer

    def _chosen(self, is_and: bool, values: Sequence[ast.expr]) -> _Value:
        for value in values[:-1]:
            text = yield from self.value(value)
            told = text if text in ("True", "False") else (yield from self._ask(_call("bool"), [text]))
            if (told == "True") is not is_and:
                return text
        return (yield from self.value(values[-1]))

    def _item(self, holder: ast.expr, key: ast.expr) -> _Value:
        held = yield from self.value(holder)
        if not isinstance(key, ast.Slice):
            operands = [held, (yield from self.value(key))]
            place: ast.expr = ast.Name("_1")
        else:
            operands = [held]
            parts: list[ast.expr | None] = []
            for bound in (key.lower, key.upper, key.step):
                parts.append(None if bound is None else ast.Name(f"_{len(operands)}"))
                operands += [] if bound is None else [(yield from self.value(bound))]
            place = ast.Slice(*parts)
        return (yield from self._ask(ast.Subscript(ast.Name("_0"), place), operands))

    def _display(self, parts: Sequence[ast.expr], *, is_list: bool) -> _Value:
        if any(isinstance(part, ast.Starred) for part in parts):
            raise _Unknown
        inside = ", ".join((yield from self._values(parts)))
        if is_list:
            return f"[{inside}]"
        return f"({inside},)" if len(parts) == 1 else f"({inside})"

    def _joined(self, parts: Sequence[ast.expr]) -> _Value:
        operands: list[str] = []
        places: list[ast.expr] = []
        for part in parts:
            if isinstance(part, ast.FormattedValue):
                places.append(ast.FormattedValue(ast.Name(f"_{len(operands)}"), part.conversion, part.format_spec))
                operands.append((yield from self.value(part.value)))
            else:
                places.append(part)
        return (yield from self._ask(ast.JoinedStr(places), operands))

    def _called(self, call: ast.Call) -> _Value:
        words = [word for word in call.keywords if word.arg is not None]
        if len(words) < len(call.keywords) or any(isinstance(arg, ast.Starred) for arg in call.args):
            raise _Unknown
        match call:
            case ast.Call(func=ast.Name(id="isinstance"), args=[held, ast.Name(id=kind)]) if kind in _TYPES:
                code = ast.Call(ast.Name("isinstance"), [ast.Name("_0"), ast.Name(kind)], [])
                return (yield from self._ask(code, [(yield from self.value(held))]))
        match call.func:
            case ast.Name(id=name) if name in _LAZY and name not in self._shown:
                raise _Unknown
            case ast.Name(id=name) if name in self._own_names or (name not in PURE_FUNCTIONS):
                for part in (*call.args, *(word.value for word in words)):
                    yield from self.value(part)
                if not self._results or self._results[0][0] != name:
                    raise _Unknown
                return self._results.pop(0)[1]
            case ast.Name(id=name):
                operands: list[str] = []
                function: ast.expr = ast.Name(name)
            case ast.Attribute(value=holder, attr=method) if method in READING_METHODS:
                operands = [(yield from self.value(holder))]
                function = ast.Attribute(ast.Name("_0"), method)
            case _:
                raise _Unknown
        places = []
        for arg in call.args:
            places.append((yield from self._place(arg, operands)))
        named = []
        for word in words:
            named.append(ast.keyword(word.arg, (yield from self._place(word.value, operands))))
        code = ast.Call(function, places, named)
        if ast.unparse(code) == "sum(_0)" and (addends := _addends(operands[0])):
            return (yield from self._summed(addends))
        return (yield from self._ask(code, operands))

    def _summed(self, addends: Sequence[str]) -> _Value:
        """Ask for a sum addend by addend."""
        total, *others = addends
        for other in others:
            total = yield from self._ask(ast.BinOp(ast.Name("_0"), ast.Add(), ast.Name("_1")), [total, other])
        return total

    def _place(self, node: ast.expr, operands: list[str]) -> Generator[Question, str, ast.expr]:
        """Give what stands for an argument; what is walked once and has no repr stands there itself."""
        match node:
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _LAZY and name not in self._shown:
                places = []
                for arg in args:
                    places.append((yield from self._place(arg, operands)))
                return ast.Call(ast.Name(name), places, [])
        operands.append((yield from self.value(node)))
        return ast.Name(f"_{len(operands) - 1}")

    def _change(self, call: ast.Call, holder: ast.expr, *, is_read: bool = False) -> _Value:
        """Walk a method that changes what it is called on; gives what it returns where that is read."""
        assert isinstance(call.func, ast.Attribute)
        method = call.func.attr
        held = yield from self.value(holder)
        if _OPAQUE.match(held) or any(isinstance(arg, ast.Starred) for arg in call.args):
            raise _Unknown
        operands = [held, *(yield from self._values([*call.args, *(word.value for word in call.keywords)]))]
        receiver, *places = _names(operands)
        named = [
            ast.keyword(word.arg, place) for word, place in zip(call.keywords, places[len(call.args) :], strict=True)
        ]
        code = ast.Call(ast.Attribute(receiver, method), [*places[: len(call.args)]], named)
        given = "None"
        if is_read:
            given = yield from self._ask(code, operands)
        yield from self._store(holder, (yield from self._changed(ast.unparse(code), *operands)))
        return given

    def _changed(self, code: str, *operands: str) -> _Value:
        return (yield from self._asked(Question(code, operands, is_change=True)))

    def _assign(self, target: ast.expr, given: str) -> Working:
        match target:
            case ast.Name(id=name):
                self._shown[name] = given
            case ast.Subscript(value=holder, slice=key) if not isinstance(key, ast.Slice):
                held = yield from self.value(holder)
                at = yield from self.value(key)
                yield from self._store(holder, (yield from self._changed("_0[_1] = _2", held, at, given)))
            case ast.Tuple() | ast.List():
                return  # the parts are in the text
            case _:
                raise _Unknown

    def _store(self, holder: ast.expr, changed: str) -> Working:
        """Put a changed value back where it was, into each container around it."""
        match holder:
            case ast.Name() | ast.Subscript():
                yield from self._assign(holder, changed)
            case _:
                raise _Unknown

    def _next_item(self, iterable: ast.expr, turn: LoopTurn) -> _Value:
        now, self._shown = self._shown, {**self._shown, **turn.shown}
        live = isinstance(iterable, ast.Name) and now.get(iterable.id)
        try:
            return (yield from self.item_of(iterable, turn.number, live or None))
        finally:
            self._shown = now

    def item_of(self, iterable: ast.expr, number: int, live: str | None = None) -> _Value:
        """Ask for the item that a loop gets in a turn."""
        match iterable:
            case ast.Call(func=ast.Name(id="enumerate"), args=[inner], keywords=[]):
                item = yield from self.item_of(inner, number)
                return item if item == END else f"({number}, {item})"
            case ast.Call(func=ast.Name(id="zip"), args=parts, keywords=[]) if parts:
                items = []
                for part in parts:
                    items.append((yield from self.item_of(part, number)))
                    if items[-1] == END:
                        return END
                return f"({', '.join(items)})"
            case ast.Call(func=ast.Name(id="range"), args=args, keywords=[]):
                given = yield from self._values(args)
                text = f"range({', '.join(given)})"
                return (yield from self._asked(Question("_0", (text,), turn=number)))
        if live is None and isinstance(iterable, ast.Call):
            live = yield from self._as_list(iterable)
        items_text = live if live is not None else (yield from self.value(iterable))
        if items_text.startswith("{"):
            if not isinstance(_read(items_text), dict):
                raise _Unknown  # a set has no order that its repr tells
            items_text = yield from self._ask(_call("list"), [items_text])
        if _OPAQUE.match(items_text) or not marked(items_text, number):
            raise _Unknown
        return (yield from self._asked(Question("_0", (items_text,), turn=number)))

    def _as_list(self, call: ast.Call) -> Generator[Question, str, str | None]:
        """Ask for the items of what `d.items()` and `reversed(x)` give, which has no repr that shows them."""
        match call:
            case ast.Call(func=ast.Attribute(value=holder, attr="items" | "keys" | "values" as view), args=[]):
                held = yield from self.value(holder)
                code = ast.Call(ast.Name("list"), [ast.Call(ast.Attribute(ast.Name("_0"), view), [], [])], [])
                return (yield from self._ask(code, [held]))
            case ast.Call(func=ast.Name(id="reversed"), args=[inner]):
                held = yield from self.value(inner)
                code = ast.Call(ast.Name("list"), [ast.Call(ast.Name("reversed"), [ast.Name("_0")], [])], [])
                return (yield from self._ask(code, [held]))
        return None

    def _ask(self, code: ast.expr, operands: Sequence[str]) -> _Value:
        if not operands or any(_OPAQUE.match(operand) for operand in operands):
            raise _Unknown
        return (yield from self._asked(Question(ast.unparse(code), tuple(operands))))

    def _asked(self, question: Question) -> _Value:
        self._n_left -= 1
        if len(question.text) > MAX_QUESTION or self._n_left < 0:
            raise _Unknown
        answer = yield question
        if is_raised(answer):
            raise _Unknown
        return answer


def is_raised(answer: str) -> bool:
    """Whether an answer says that the operation raises."""
    return _RAISED.match(answer) is not None


def indexed(text: str) -> str:
    """Write the repr of a text, list or tuple with the index before each item: `'0a 1b'`, `[0 5, 1 6]`."""
    value = _read(text)
    if not isinstance(value, str | list | tuple) or not 0 < len(value) <= MAX_INDEXED:
        return text
    if isinstance(value, str):
        return repr(" ".join(f"{idx}{char}" for idx, char in enumerate(value)))
    inside = ", ".join(f"{idx} {item!r}" for idx, item in enumerate(value))
    return f"[{inside}]" if isinstance(value, list) else f"({inside})"


def marked(text: str, number: int) -> str | None:
    """Write the repr of a text, list or tuple with a bar before item `number`; None where it is none of these."""
    value = _read(text)
    if isinstance(value, str):
        return repr(value[:number] + "|" + value[number:]) if number <= len(value) else None
    if not isinstance(value, list | tuple) or number > len(value):
        return None
    items = [f"{'|' * (idx == number)}{item!r}" for idx, item in enumerate(value)]
    inside = ", ".join(items) + " |" * (number == len(value))
    return f"[{inside}]" if isinstance(value, list) else f"({inside})"


def _bound(target: ast.expr, value: object) -> dict[str, str]:
    """Give what the names of a target get of a value."""
    match target:
        case ast.Name(id=name) if value is not None:
            return {name: repr(value)}
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            if isinstance(value, str | list | tuple) and len(value) == len(parts):
                bound: dict[str, str] = {}
                for part, item in zip(parts, value, strict=True):
                    bound |= _bound(part, item)
                return bound
    raise _Unknown


def _numbers(bounds: Sequence[str]) -> list[str]:
    given = [value for value in map(_read, bounds) if isinstance(value, int)]
    if len(given) < len(bounds) or not 1 <= len(given) <= 3 or 0 in given[2:]:
        raise _Unknown
    return [str(number) for number in islice(range(*given), MAX_QUESTIONS)]


def _addends(text: str) -> list[str]:
    """Give the numbers of a list or tuple whose sum is asked for in steps; none where it is asked for at once."""
    numbers = _read(text)
    if not isinstance(numbers, list | tuple) or not 2 < len(numbers) <= MAX_ADDENDS:
        return []
    return [repr(number) for number in numbers] if all(isinstance(n, int | float) for n in numbers) else []


def _names(operands: Sequence[str]) -> list[ast.Name]:
    """Give the names that stand for operands in the code of a question."""
    return [ast.Name(f"_{idx}") for idx in range(len(operands))]


def _call(name: str) -> ast.Call:
    return ast.Call(ast.Name(name), [ast.Name("_0")], [])


def _loaded(target: ast.expr) -> ast.expr:
    match target:
        case ast.Name(id=name):
            return ast.Name(name)
        case ast.Subscript(value=holder, slice=key):
            return ast.Subscript(holder, key)
    raise _Unknown


@lru_cache(maxsize=4096)
def _read(text: str) -> object:
    try:
        return read_literal(text)
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return None
