"""Random typed expressions over variables with known values: the lower half of the generator's grammar.

An expression is built from its kind downward and evaluated on sample values at once, so that it runs on at least those:
an index lies inside its list, a character searched for usually occurs. The grammar is stated in `generator.py`. This
module knows nothing of statements.
"""

import ast
import random
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from model_runtime.training.arguments import LETTERS, WORDS

MAX_VALUE_LENGTH = 60
MAX_INTEGER = 10**7

Production = Callable[["ExpressionWriter", int], str]
_PRODUCTIONS: dict[str, list[tuple[int, Production]]] = {}
_COMPARISONS = (">", "<", "==", "!=", ">=", "<=")
_COMPARISON_WEIGHTS = (6, 6, 5, 3, 3, 3)
_CASE_METHODS = ("upper", "lower", "swapcase", "title", "capitalize", "strip", "upper", "lower")
_TESTS = ("isdigit", "isalpha", "isupper", "islower", "isalnum", "isspace", "isalpha", "islower")
_ELEMENT_KINDS = {
    "str": "str",
    "list[int]": "int",
    "list[str]": "str",
    "list[float]": "float",
    "list[list[int]]": "list[int]",
    "set[int]": "int",
    "set[str]": "str",
    "tuple[int, int]": "int",
    "dict[str, int]": "str",
    "dict[int, str]": "int",
    "dict[str, list[int]]": "str",
}
_VALUE_KINDS = {"dict[str, int]": "int", "dict[int, str]": "str", "dict[str, list[int]]": "list[int]"}


class Misfit(Exception):
    """The chosen production cannot be used with the present variables: choose another."""


@dataclass(slots=True)
class Variable:
    """A name in scope, what kind of value it holds, and values it is known to have had."""

    name: str
    kind: str
    samples: list[object]
    is_fixed: bool = False  # a loop's target, or what a loop runs over: neither reassigned nor resized
    source: str = ""  # the text of what a loop's target comes from

    @property
    def value(self) -> object:
        """Give the value at the place where text is being written."""
        return self.samples[0]


def element_kind(kind: str) -> str | None:
    """Give the kind of what iterating over a kind yields, or None."""
    return _ELEMENT_KINDS.get(kind)


def value_kind(kind: str) -> str | None:
    """Give the kind of a dict kind's values, or None."""
    return _VALUE_KINDS.get(kind)


def is_character(variable: Variable) -> bool:
    """Tell whether a variable holds single characters."""
    return all(isinstance(value, str) and len(value) == 1 for value in variable.samples)


def is_modest(value: object) -> bool:
    """Tell whether a value is small enough to be repeated in a trace."""
    if isinstance(value, int):
        return abs(value) <= MAX_INTEGER
    return not isinstance(value, complex) and len(repr(value)) <= 2 * MAX_VALUE_LENGTH


def parenthesized(text: str, *, additive: bool = False) -> str:
    """Put parentheses around a text that is no atom (or, if additive, binds looser than `+`)."""
    node = ast.parse(text, mode="eval").body
    loose = (ast.BoolOp, ast.Compare, ast.IfExp, ast.Lambda, ast.NamedExpr)
    if isinstance(node, loose) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)):
        return f"({text})"
    return f"({text})" if isinstance(node, (ast.BinOp, ast.UnaryOp)) and not additive else text


def production(kind: str, weight: int) -> Callable[[Production], Production]:
    """Register a way to write an expression of a kind."""

    def register(function: Production) -> Production:
        _PRODUCTIONS.setdefault(kind, []).append((weight, function))
        return function

    return register


class ExpressionWriter:
    """Writes expressions over a scope; remembers which names should be used next."""

    def __init__(self, rng: random.Random, scope: list[Variable]) -> None:
        """Write with the given randomness over the given scope, which its owner goes on changing."""
        self.rng = rng
        self.scope = scope
        self.focus: set[str] = set()  # loop targets and variables nobody has read yet
        self.functions: dict[str, Callable[..., object]] = {}
        self.called: set[str] = set()
        self.signatures: list[tuple[str, list[str], str]] = []  # helpers: name, parameter kinds, result kind

    def expression(self, kind: str, depth: int = 2) -> str:
        """Give an expression of the kind, nested at most depth deep, that can be evaluated now."""
        for _ in range(6):
            try:
                if kind != "bool" and (depth <= 0 or self.rng.random() < 0.2 or kind not in _PRODUCTIONS):
                    text = self.atom(kind)
                elif self.unused_helpers(kind) and self.rng.random() < 0.5:
                    text = _call_of_helper(kind)(self, depth - 1)
                else:
                    table = _PRODUCTIONS[kind]
                    text = self.rng.choices([p for _, p in table], weights=[w for w, _ in table])[0](self, depth - 1)
                    if not self.reads(text):
                        continue
                self.evaluate(text)
                return text
            except Misfit:
                continue
        if kind == "bool":
            raise Misfit
        return self.atom(kind)

    def evaluate(self, text: str) -> object:
        """Give the value of a text over the samples; raise Misfit where it has none or a large one."""
        names = {variable.name: variable.value for variable in self.scope}
        try:
            value = eval(text, {**self.functions}, names)
        except Exception as error:  # any error of generated code means the same: not this one
            raise Misfit from error
        if not is_modest(value):
            raise Misfit
        return value

    def reads(self, text: str) -> bool:
        """Tell whether a text reads a variable in scope, rather than only literals."""
        names = {variable.name for variable in self.scope}
        return any(isinstance(node, ast.Name) and node.id in names for node in ast.walk(ast.parse(text, mode="eval")))

    def unused_helpers(self, kind: str) -> bool:
        """Tell whether there is a helper with a result of the kind that no expression has called yet."""
        return any(result == kind and name not in self.called for name, _, result in self.signatures)

    def variables(self, *kinds: str) -> list[Variable]:
        """Give the variables in scope of any of the kinds."""
        return [variable for variable in self.scope if variable.kind in kinds]

    def pick(self, *kinds: str) -> Variable:
        """Give a variable of one of the kinds, by preference one in focus, or raise Misfit."""
        candidates = self.variables(*kinds)
        if not candidates:
            raise Misfit
        focused = [variable for variable in candidates if variable.name in self.focus]
        return self.rng.choice(focused if focused and self.rng.random() < 0.75 else candidates)

    def atom(self, kind: str) -> str:
        """Give a variable or a literal of the kind."""
        if self.rng.random() < 0.78 and self.variables(kind):
            return self.pick(kind).name
        return self.literal(kind)

    def literal(self, kind: str) -> str:
        """Give a short literal of the kind, often made of what the variables hold."""
        rng = self.rng
        match kind:
            case "int":
                return str(rng.choice((0, 1, 1, 2, 2, 3, 4, 5, 10, rng.randint(1, 9), rng.randint(0, 20), -1)))
            case "str":
                return repr(self.character() if rng.random() < 0.6 else rng.choice((rng.choice(WORDS), "", "-", ", ")))
            case "bool":
                return rng.choice(("True", "False"))
            case "float":
                return rng.choice(("0.5", "1.5", "2.0", "0.1", "2.5", "10.0"))
            case "list[int]":
                return repr([rng.randint(0, 9) for _ in range(rng.randint(1, 3))])
            case "list[str]":
                return repr([self.character() for _ in range(rng.randint(1, 3))])
            case "tuple[int, int]":
                return repr((rng.randint(0, 9), rng.randint(0, 9)))
            case "set[int]":
                return repr({rng.randint(0, 9), rng.randint(0, 9)})
            case "set[str]":
                return "{" + ", ".join(map(repr, sorted({self.character(), self.character()}))) + "}"
            case "dict[str, int]":
                return "{" + ", ".join(f"{self.character()!r}: {rng.randint(0, 9)}" for _ in range(1)) + "}"
            case "dict[int, str]":
                return f"{{{rng.randint(0, 9)}: {self.character()!r}}}"
        raise Misfit

    def character(self) -> str:
        """Give a character, two times in three one that some variable's text holds."""
        text = "".join(value for variable in self.scope for value in _strings(variable.samples[:4]))
        if text and self.rng.random() < 0.67:
            return self.rng.choice(text)
        return self.rng.choice((self.rng.choice(LETTERS), self.rng.choice("aeiou"), self.rng.choice("-_*# .,x!0")))

    def piece(self, text: str) -> str:
        """Give a literal that is mostly a piece of a text."""
        if not text or self.rng.random() < 0.2:
            return repr(self.character())
        start = self.rng.randrange(len(text))
        return repr(text[start : start + self.rng.choice((1, 1, 1, 2, 3))])

    def number_near(self, values: Iterable[object]) -> str:
        """Give an integer that divides known values into those above and those below."""
        numbers = [value for value in values if isinstance(value, int)]
        if not numbers or self.rng.random() < 0.15:
            return self.literal("int")
        return str(max(-99, min(999, self.rng.choice(numbers) + self.rng.choice((0, 0, 0, 1, -1, 2)))))

    def index(self, length: int) -> str:
        """Give an index into something of a length: a literal of either sign, or a variable that fits."""
        if length == 0:
            raise Misfit
        fitting = [v for v in self.variables("int") if isinstance(v.value, int) and -length <= v.value < length]
        focused = [variable for variable in fitting if variable.name in self.focus]
        if fitting and self.rng.random() < (0.8 if focused else 0.4):
            name = self.rng.choice(focused or fitting).name
            return self.rng.choices((name, f"{name} - 1", f"{name} + 1"), weights=(8, 1, 1))[0]
        return str(self.rng.choice((0, -1, 1, self.rng.randrange(length), -self.rng.randint(1, length))))

    def slice(self, length: int) -> str:
        """Give the inside of a slice's brackets, with all signs and steps."""
        rng = self.rng
        low, high = sorted((rng.randint(0, length), rng.randint(0, length)))
        fitting = [v.name for v in self.variables("int") if isinstance(v.value, int) and 0 <= v.value <= length]
        bound = rng.choice(fitting) if fitting and rng.random() < 0.4 else str(rng.choice((1, 2, 3, low, high)))
        return rng.choices(
            (f"{bound}:", f":{bound}", "::-1", f":-{rng.randint(1, 3)}", f"-{rng.randint(1, 3)}:", "1:-1",
             f"{low}:{high}", f"::{rng.choice((2, 2, 3))}", f"{rng.randint(0, 2)}::2", f"{bound}::-1", "::-2",
             f"-{rng.randint(2, 4)}:-1", f":{bound}:2", f"{high}:{low}:-1"),
            weights=(14, 14, 9, 7, 7, 6, 9, 6, 4, 3, 2, 3, 2, 2),
        )[0]  # fmt: skip

    def receiver(self, kind: str, depth: int, *, takes_character: bool = False) -> tuple[str, object]:
        """Give text and value of something of the kind that methods and brackets can follow.

        Cutting or searching a single character is what nobody writes, so a loop's character only comes where asked for.
        """
        if not self.variables(kind) and kind not in _PRODUCTIONS:
            raise Misfit
        if self.variables(kind) and (depth <= 0 or self.rng.random() < 0.85):
            variable = self.pick(kind)
            if kind == "str" and not takes_character and variable.is_fixed and is_character(variable):
                raise Misfit
            return variable.name, variable.value
        if depth <= 0:
            raise Misfit
        text = parenthesized(self.expression(kind, depth - 1))
        if text[0] in "'\"[{0123456789-":
            raise Misfit
        return text, self.evaluate(text)


def _strings(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, (list, tuple, Mapping)):
            yield from (item for item in value if isinstance(item, str))


def _length(value: object) -> int:
    return len(value) if isinstance(value, (str, list, tuple, dict, set)) else 0


def _call_of_helper(kind: str) -> Production:
    def write(w: ExpressionWriter, depth: int) -> str:
        fitting = [signature for signature in w.signatures if signature[2] == kind]
        if not fitting:
            raise Misfit
        name, kinds, _ = w.rng.choice(fitting)
        return f"{name}({', '.join(map(w.atom, kinds))})"

    return write


for _kind in ("str", "int", "bool", "list[int]", "list[str]"):
    production(_kind, 12)(_call_of_helper(_kind))


@production("str", 14)
def _case(w: ExpressionWriter, depth: int) -> str:
    return f"{w.receiver('str', depth, takes_character=True)[0]}.{w.rng.choice(_CASE_METHODS)}()"


@production("str", 14)
def _str_slice(w: ExpressionWriter, depth: int) -> str:
    text, value = w.receiver("str", depth)
    return f"{text}[{w.slice(_length(value))}]"


@production("str", 10)
def _str_index(w: ExpressionWriter, depth: int) -> str:
    text, value = w.receiver(w.rng.choice(("str", "str", "list[str]")), depth)
    return f"{text}[{w.index(_length(value))}]"


@production("str", 12)
def _replace(w: ExpressionWriter, depth: int) -> str:
    text, value = w.receiver("str", depth)
    new = w.atom("str") if w.rng.random() < 0.3 else repr(w.rng.choice(("", w.character(), w.character(), "-", "oo")))
    count = w.rng.choice(("", "", "", ", 1"))
    return f"{text}.replace({w.piece(str(value))}, {new}{count})"


@production("str", 14)
def _concatenation(w: ExpressionWriter, depth: int) -> str:
    left, right = w.expression("str", depth), w.expression("str", depth - 1)
    if left[0] in "'\"" and right[0] in "'\"":
        raise Misfit
    return f"{parenthesized(left, additive=True)} + {parenthesized(right, additive=True)}"


@production("str", 4)
def _repetition(w: ExpressionWriter, depth: int) -> str:
    counts = [v.name for v in w.variables("int") if isinstance(v.value, int) and 0 <= v.value < 5]
    count = w.rng.choice(counts) if counts and w.rng.random() < 0.6 else str(w.rng.randint(2, 3))
    return f"{parenthesized(w.atom('str'))} * {count}"


@production("str", 9)
def _join(w: ExpressionWriter, depth: int) -> str:
    separator = repr(w.rng.choice(("", "", " ", "-", ",", ", ", "_", w.character())))
    inner = w.rng.randint(0, 5)
    if inner == 0 and w.variables("str"):
        return f"''.join({w.rng.choice(('sorted', 'reversed'))}({w.pick('str').name}))"
    if inner == 1 and w.variables("str"):
        return f"{separator}.join({w.pick('str').name})"
    if inner == 2 and w.variables("list[int]"):
        return f"{separator}.join(map(str, {w.pick('list[int]').name}))"
    return f"{separator}.join({w.receiver('list[str]', depth)[0]})"


@production("str", 8)
def _to_str(w: ExpressionWriter, depth: int) -> str:
    text = w.expression("int", depth)
    if not w.reads(text):
        raise Misfit
    return f"str({text})"


@production("str", 9)
def _f_string(w: ExpressionWriter, depth: int) -> str:
    kinds = ("str", "int", "str", "int", "list[int]", "bool", "float")
    parts = ["{" + w.pick(w.rng.choice(kinds)).name + "}"]
    if w.rng.random() < 0.7 and (v := w.variables("str", "int")):
        name = w.rng.choice(v)
        form = w.rng.choice(("", "", "", ":>4", ":03d", "!r", ":<5"))
        if "d" in form and name.kind != "int":
            form = ""
        parts.append("{" + name.name + form + "}")
    separator = w.rng.choice(("", "-", ":", " ", "=", ", ", "/"))
    ending = w.rng.choice(("", "", "!", "." + w.rng.choice(LETTERS)))
    return f"f'{separator.join(parts)}{ending}'"


@production("str", 6)
def _strip(w: ExpressionWriter, depth: int) -> str:
    text, value = w.receiver("str", depth)
    edges = str(value)[:1] + str(value)[-1:]
    chars = repr(w.rng.choice(edges)) if edges and w.rng.random() < 0.75 else w.rng.choice(("", "' '", "'-_'"))
    return f"{text}.{w.rng.choice(('strip', 'lstrip', 'rstrip'))}({chars})"


@production("str", 4)
def _affix(w: ExpressionWriter, depth: int) -> str:
    text, value = w.receiver("str", depth)
    cut = w.rng.randint(1, 2)
    if w.rng.random() < 0.5:
        return f"{text}.removeprefix({str(value)[:cut]!r})"
    return f"{text}.removesuffix({str(value)[-cut:]!r})"


@production("str", 4)
def _pad(w: ExpressionWriter, depth: int) -> str:
    text, value = w.receiver("str", depth)
    width = min(14, _length(value) + w.rng.randint(0, 4))
    if w.rng.random() < 0.4:
        return f"{text}.zfill({width})"
    fill = w.rng.choice(("", f", {w.rng.choice('*-.#0x')!r}", f", {w.rng.choice('*-.#0x')!r}"))
    return f"{text}.{w.rng.choice(('center', 'ljust', 'rjust'))}({width}{fill})"


@production("str", 5)
def _shifted_character(w: ExpressionWriter, depth: int) -> str:
    text = w.atom("str")
    if len(str(w.evaluate(text))) != 1:
        text, value = w.receiver("str", depth)
        text = f"{text}[{w.index(_length(value))}]"
    if w.rng.random() < 0.3:
        return f"chr((ord({text}) - ord('a') + {w.rng.randint(1, 5)}) % 26 + ord('a'))"
    return f"chr(ord({text}) {w.rng.choice('+-')} {w.rng.randint(1, 3)})"


@production("str", 5)
def _split_part(w: ExpressionWriter, depth: int) -> str:
    text, value = w.receiver("str", depth)
    method = w.rng.choice(("partition", "rpartition", "split"))
    return f"{text}.{method}({w.piece(str(value))})[{w.rng.choice((0, -1))}]"


@production("str", 3)
def _extreme_character(w: ExpressionWriter, depth: int) -> str:
    return f"{w.rng.choice(('min', 'max'))}({w.receiver(w.rng.choice(('str', 'list[str]')), depth)[0]})"


@production("str", 3)
def _str_lookup(w: ExpressionWriter, depth: int) -> str:
    return _lookup(w, "dict[int, str]", "int", "''")


def _conditional(kind: str) -> Production:
    def write(w: ExpressionWriter, depth: int) -> str:
        yes, no = w.expression(kind, depth), w.expression(kind, depth - 1)
        if yes == no or "if" in yes + no:
            raise Misfit
        return f"{yes} if {w.expression('bool', depth)} else {no}"

    return write


for _kind, _weight in (("str", 5), ("int", 5), ("list[int]", 1)):
    production(_kind, _weight)(_conditional(_kind))


@production("int", 16)
def _arithmetic(w: ExpressionWriter, depth: int) -> str:
    left, right = w.expression("int", depth), w.expression("int", depth - 1)
    operator = w.rng.choices(("+", "-", "*", "//", "%"), weights=(10, 8, 6, 4, 6))[0]
    if left == right or (not w.reads(left) and not w.reads(right)) or right in ("0", "-1"):
        raise Misfit
    if operator in "+-":
        right = parenthesized(right)
        return f"{parenthesized(left, additive=True)} {operator} {right}"
    if operator in ("//", "%") and not right.isdigit():
        right = str(w.rng.choice((2, 3, 4, 5, 7, 10)))
    if operator in ("*", "%", "//") and right in ("1", "0"):
        right = "2"
    return f"{parenthesized(left)} {operator} {parenthesized(right)}"


@production("int", 9)
def _len(w: ExpressionWriter, depth: int) -> str:
    kind = w.rng.choice(("str", "list[int]", "list[str]", "dict[str, int]", "str", "list[int]", "set[int]", "set[str]"))
    return f"len({w.receiver(kind, depth)[0]})"


@production("int", 8)
def _position(w: ExpressionWriter, depth: int) -> str:
    text, value = w.receiver("str", depth)
    return f"{text}.{w.rng.choice(('find', 'rfind', 'find', 'index'))}({w.piece(str(value))})"


@production("int", 8)
def _count(w: ExpressionWriter, depth: int) -> str:
    text, value = w.receiver(w.rng.choice(("str", "list[int]", "list[str]", "str")), depth)
    if isinstance(value, str):
        return f"{text}.count({w.piece(value)})"
    return f"{text}.count({_member(w, value)})"


def _member(w: ExpressionWriter, value: object) -> str:
    """Give a variable or literal that a collection probably holds."""
    if not isinstance(value, (list, tuple, set, dict)) or not value:
        raise Misfit
    item = w.rng.choice(sorted(value) if isinstance(value, set) else list(value))
    names = [variable.name for variable in w.scope if variable.value == item and type(variable.value) is type(item)]
    return w.rng.choice(names) if names and w.rng.random() < 0.6 else repr(item)


@production("int", 10)
def _int_index(w: ExpressionWriter, depth: int) -> str:
    text, value = w.receiver(w.rng.choice(("list[int]", "list[int]", "tuple[int, int]")), depth)
    return f"{text}[{w.index(_length(value))}]"


@production("int", 9)
def _aggregate(w: ExpressionWriter, depth: int) -> str:
    text, value = w.receiver("list[int]", depth)
    if w.rng.random() < 0.25:
        text = f"{text}[{w.slice(_length(value))}]"
    return f"{w.rng.choice(('sum', 'sum', 'min', 'max'))}({text})"


@production("int", 6)
def _extreme(w: ExpressionWriter, depth: int) -> str:
    left, right = w.expression("int", depth), w.expression("int", depth - 1)
    if left == right or not w.reads(left + "," + right):
        raise Misfit
    return f"{w.rng.choice(('min', 'max'))}({left}, {right})"


@production("int", 3)
def _absolute(w: ExpressionWriter, depth: int) -> str:
    left, right = w.pick("int").name, w.expression("int", depth - 1)
    if left == right:
        raise Misfit
    return f"abs({left} - {parenthesized(right)})"


@production("int", 4)
def _code_point(w: ExpressionWriter, depth: int) -> str:
    text = w.expression("str", depth)
    if len(str(w.evaluate(text))) != 1 or not w.reads(text):
        raise Misfit
    return w.rng.choice((f"ord({text})", f"ord({text}) - ord('a')"))


@production("int", 3)
def _parsed_digits(w: ExpressionWriter, depth: int) -> str:
    text = w.expression("str", depth)
    if not w.reads(text):
        raise Misfit
    return f"int({text})"


@production("int", 6)
def _int_lookup(w: ExpressionWriter, depth: int) -> str:
    return _lookup(w, "dict[str, int]", "str", w.rng.choice(("0", "0", "-1", "1")))


def _lookup(w: ExpressionWriter, kind: str, key_kind: str, default: str) -> str:
    variable = w.pick(kind)
    if w.rng.random() < 0.45:
        return f"{variable.name}[{_member(w, variable.value)}]"
    key = w.atom(key_kind) if w.rng.random() < 0.4 else _member(w, variable.value)
    return f"{variable.name}.get({key}, {default})"


@production("int", 3)
def _sum_of_values(w: ExpressionWriter, depth: int) -> str:
    return f"{w.rng.choice(('sum', 'max', 'min', 'len'))}({w.pick('dict[str, int]').name}.values())"


@production("int", 3)
def _list_position(w: ExpressionWriter, depth: int) -> str:
    variable = w.pick("list[int]", "list[str]")
    return f"{variable.name}.index({_member(w, variable.value)})"


@production("int", 3)
def _distinct_count(w: ExpressionWriter, depth: int) -> str:
    return f"len(set({w.receiver(w.rng.choice(('str', 'list[int]')), depth)[0]}))"


@production("int", 2)
def _bits(w: ExpressionWriter, depth: int) -> str:
    name = w.pick("int").name
    return w.rng.choice(
        (f"{name} & {w.rng.choice((1, 3, 7))}", f"{name} ^ {w.rng.randint(1, 15)}", f"{name} << 1", f"{name} >> 1",
         f"{name} | {w.rng.choice((1, 2, 4))}", f"{name} ** 2")
    )  # fmt: skip


@production("int", 1)
def _rounded(w: ExpressionWriter, depth: int) -> str:
    return f"{w.rng.choice(('int', 'round'))}({w.pick('float').name})"


@production("bool", 22)
def _int_comparison(w: ExpressionWriter, depth: int) -> str:
    operator = w.rng.choices(_COMPARISONS, weights=_COMPARISON_WEIGHTS)[0]
    if depth > 0 and w.rng.random() < 0.35:
        left = w.expression("int", depth - 1)
        if not w.reads(left):
            raise Misfit
        near = w.number_near([w.evaluate(left)])
        return f"{left} {operator if near not in ('0', '-1') else '=='} {near}"
    variable = w.pick("int")
    others = [other.name for other in w.variables("int") if other is not variable]
    if others and w.rng.random() < 0.35:
        return f"{variable.name} {operator} {w.rng.choice(others)}"
    return f"{variable.name} {operator} {w.number_near(variable.samples)}"


@production("bool", 9)
def _remainder(w: ExpressionWriter, depth: int) -> str:
    divisor = w.rng.choice((2, 2, 2, 3, 4, 5))
    name = w.pick("int").name
    return f"{name} % {divisor} {w.rng.choice(('==', '==', '!='))} {w.rng.choice((0, 0, 1))}"


@production("bool", 10)
def _str_equality(w: ExpressionWriter, depth: int) -> str:
    variable = w.pick("str")
    value = w.rng.choice(variable.samples)
    others = [v.name for v in w.variables("str") if v is not variable and is_character(v) == is_character(variable)]
    if others and w.rng.random() < 0.4:
        return f"{variable.name} {w.rng.choice(('==', '!=', '<', '>'))} {w.rng.choice(others)}"
    if len(str(value)) > 1 and w.rng.random() < 0.7:
        index = w.index(len(str(value)))
        other = f"{variable.name}[{w.index(len(str(value)))}]" if w.rng.random() < 0.4 else repr(w.character())
        return f"{variable.name}[{index}] {w.rng.choice(('==', '!='))} {other}"
    return f"{variable.name} {w.rng.choice(('==', '!='))} {value!r}"


@production("bool", 8)
def _character_test(w: ExpressionWriter, depth: int) -> str:
    text, value = w.receiver("str", depth, takes_character=True)
    if len(str(value)) > 1 and w.rng.random() < 0.6:
        text = f"{text}[{w.index(len(str(value)))}]"
    return f"{text}.{w.rng.choice(_TESTS)}()"


@production("bool", 12)
def _membership(w: ExpressionWriter, depth: int) -> str:
    operator = w.rng.choice(("in", "in", "not in"))
    element = w.pick("str", "int", "str")
    sources = set(re.findall(r"\w+", element.source))  # an element is always in what it comes from
    holders = [v.name for v in w.scope if element_kind(v.kind) == element.kind and v is not element]
    holders = [name for name in holders if name not in sources]
    if holders and w.rng.random() < 0.7:
        return f"{element.name} {operator} {w.rng.choice(holders)}"
    if element.kind == "str":
        if len(str(element.value)) > 1:
            return f"{w.piece(str(element.value))} {operator} {element.name}"
        return f"{element.name} {operator} {w.rng.choice(('aeiou', 'aeiou', 'abc', '0123456789', 'xyz-'))!r}"
    return f"{element.name} {operator} {w.rng.choice(('(1, 2)', '[0, 2, 4]', '(3, 5, 7)'))}"


@production("bool", 5)
def _affix_test(w: ExpressionWriter, depth: int) -> str:
    variable = w.pick("str")
    value, cut = str(variable.value), w.rng.randint(1, 2)
    method, piece = w.rng.choice((("startswith", value[:cut]), ("endswith", value[-cut:])))
    if not piece or is_character(variable):
        raise Misfit
    return f"{variable.name}.{method}({(piece if w.rng.random() < 0.6 else w.character())!r})"


@production("bool", 6)
def _size_test(w: ExpressionWriter, depth: int) -> str:
    variable = w.pick("str", "list[int]", "list[str]", "dict[str, int]")
    if variable.kind == "str" and is_character(variable):
        raise Misfit
    operator = w.rng.choices(_COMPARISONS, weights=_COMPARISON_WEIGHTS)[0]
    bound = max(0, _length(variable.value) + w.rng.choice((0, 0, 1, -1, -2)))
    return f"len({variable.name}) {operator if bound else w.rng.choice(('>', '=='))} {bound}"


@production("bool", 4)
def _truth(w: ExpressionWriter, depth: int) -> str:
    variable = w.pick("list[int]", "list[str]", "str", "bool", "dict[str, int]", "bool")
    return f"{w.rng.choice(('', '', 'not '))}{variable.name}"


@production("bool", 7)
def _connective(w: ExpressionWriter, depth: int) -> str:
    left, right = w.expression("bool", 1), w.expression("bool", 1)
    if left == right or not w.reads(left) or not w.reads(right) or " and " in left + right or " or " in left + right:
        raise Misfit
    return f"{left} {w.rng.choice(('and', 'or'))} {right}"


@production("bool", 2)
def _negation(w: ExpressionWriter, depth: int) -> str:
    return f"not {parenthesized(w.expression('bool', 0))}"


@production("bool", 4)
def _chain(w: ExpressionWriter, depth: int) -> str:
    variable = w.pick("int")
    low = w.rng.choice((0, 1, 2, -5))
    return f"{low} {w.rng.choice(('<', '<='))} {variable.name} < {low + w.rng.randint(3, 20)}"


@production("bool", 6)
def _element_comparison(w: ExpressionWriter, depth: int) -> str:
    variable = w.pick("list[int]", "list[str]")
    length = _length(variable.value)
    left, right = w.index(length), w.index(length)
    if left == right:
        raise Misfit
    operator = w.rng.choice(("<", ">", "==", "<=", "!="))
    return f"{variable.name}[{left}] {operator} {variable.name}[{right}]"


@production("float", 4)
def _quotient(w: ExpressionWriter, depth: int) -> str:
    return f"{parenthesized(w.expression('int', depth))} / {w.rng.choice((2, 4, 5, 10))}"


@production("float", 4)
def _float_arithmetic(w: ExpressionWriter, depth: int) -> str:
    operator = w.rng.choice("+-*")
    return f"round({w.pick('float').name} {operator} {w.rng.choice((w.literal('float'), w.atom('int')))}, 2)"


@production("list[int]", 12)
def _int_slice(w: ExpressionWriter, depth: int) -> str:
    text, value = w.receiver("list[int]", depth)
    return f"{text}[{w.slice(_length(value))}]"


@production("list[int]", 8)
def _sorted_ints(w: ExpressionWriter, depth: int) -> str:
    text = w.receiver("list[int]", depth)[0]
    return w.rng.choice(
        (f"sorted({text})", f"sorted({text})", f"sorted({text}, reverse=True)", f"list(reversed({text}))",
         f"sorted(set({text}))")
    )  # fmt: skip


@production("list[int]", 7)
def _joined_ints(w: ExpressionWriter, depth: int) -> str:
    left, right = w.receiver("list[int]", depth)[0], w.expression("list[int]", depth - 1)
    right = w.rng.choice((f"[{w.expression('int', 1)}]", right, right))
    return f"{left} + {parenthesized(right)}"


@production("list[int]", 4)
def _range(w: ExpressionWriter, depth: int) -> str:
    bounds = [v.name for v in w.variables("int") if isinstance(v.value, int) and 2 <= v.value <= 8]
    stop = w.rng.choice(bounds) if bounds and w.rng.random() < 0.7 else str(w.rng.randint(3, 7))
    return w.rng.choice(
        (f"list(range({stop}))", f"list(range(1, {stop} + 1))" if bounds else f"list(range(2, {stop}))")
    )


@production("list[int]", 4)
def _list_of_ints(w: ExpressionWriter, depth: int) -> str:
    return f"[{', '.join(w.expression('int', depth - 1) for _ in range(w.rng.randint(1, 3)))}]"


@production("list[int]", 2)
def _int_comprehension(w: ExpressionWriter, depth: int) -> str:
    name = w.pick("list[int]").name
    each = w.rng.choice(("x", "n", "v", "i", "num"))
    if any(variable.name == each for variable in w.scope):
        raise Misfit
    k = w.rng.randint(1, 5)
    result = w.rng.choice((each, f"{each} * {k + 1}", f"{each} + {k}", f"{each} % {k + 1}", f"{each} ** 2", f"-{each}"))
    tests = (f" if {each} > {k}", f" if {each} % 2 == 0", f" if {each} != {_member(w, w.pick('list[int]').value)}")
    test = w.rng.choice(tests) if result == each or w.rng.random() < 0.4 else ""
    return f"[{result} for {each} in {name}{test}]"


@production("list[int]", 2)
def _values(w: ExpressionWriter, depth: int) -> str:
    return f"list({w.pick('dict[str, int]').name}.values())"


@production("list[str]", 10)
def _split(w: ExpressionWriter, depth: int) -> str:
    text, value = w.receiver("str", depth)
    separators = [char for char in ", -_;:|./" if char in str(value)]
    if separators and w.rng.random() < 0.85:
        separator = w.rng.choice(separators)
        return f"{text}.split({w.rng.choice((repr(separator), '' if separator == ' ' else repr(separator)))})"
    return f"{text}.split({w.piece(str(value))})"


@production("list[str]", 6)
def _characters(w: ExpressionWriter, depth: int) -> str:
    return f"{w.rng.choice(('list', 'list', 'sorted'))}({w.receiver('str', depth)[0]})"


@production("list[str]", 9)
def _str_list_slice(w: ExpressionWriter, depth: int) -> str:
    text, value = w.receiver("list[str]", depth)
    return f"{text}[{w.slice(_length(value))}]"


@production("list[str]", 5)
def _sorted_strings(w: ExpressionWriter, depth: int) -> str:
    text = w.receiver("list[str]", depth)[0]
    return f"sorted({text}{w.rng.choice(('', '', ', key=len', ', reverse=True'))})"


@production("list[str]", 5)
def _joined_strings(w: ExpressionWriter, depth: int) -> str:
    left = w.receiver("list[str]", depth)[0]
    single = f"[{w.expression('str', 1)}]"
    return f"{left} + {w.rng.choice((single, w.literal('list[str]')))}"


@production("list[str]", 2)
def _keys(w: ExpressionWriter, depth: int) -> str:
    return f"{w.rng.choice(('list', 'sorted'))}({w.pick('dict[str, int]').name})"


@production("list[str]", 2)
def _str_comprehension(w: ExpressionWriter, depth: int) -> str:
    name = w.pick("list[str]", "str").name
    each = w.rng.choice(("w", "x", "c", "ch", "item"))
    if any(variable.name == each for variable in w.scope):
        raise Misfit
    result = w.rng.choice(
        (each, f"{each}.upper()", f"{each} + {w.character()!r}", f"{each} * 2", f"{each}[::-1]", f"{each}[:2]")
    )
    tests = (
        f" if {each} != {w.character()!r}",
        f" if {each}.isalpha()",
        f" if len({each}) > 1",
        f" if {each} in 'aeiou'",
    )
    test = w.rng.choice(tests) if result == each or w.rng.random() < 0.3 else ""
    return f"[{result} for {each} in {name}{test}]"


@production("dict[str, int]", 4)
def _zipped(w: ExpressionWriter, depth: int) -> str:
    return f"dict(zip({w.pick('list[str]', 'str').name}, {w.pick('list[int]').name}))"


@production("dict[str, int]", 3)
def _from_keys(w: ExpressionWriter, depth: int) -> str:
    return f"dict.fromkeys({w.pick('list[str]', 'str').name}, {w.rng.choice((0, 0, 1))})"


@production("dict[str, int]", 4)
def _new_dict(w: ExpressionWriter, depth: int) -> str:
    pairs = [f"{w.atom('str')}: {w.expression('int', depth - 1)}" for _ in range(w.rng.randint(1, 2))]
    return "{" + ", ".join(pairs) + "}"


@production("dict[str, int]", 2)
def _copy(w: ExpressionWriter, depth: int) -> str:
    return w.rng.choice(("dict({0})", "{0}.copy()")).format(w.pick("dict[str, int]").name)


@production("dict[str, int]", 1)
def _dict_comprehension(w: ExpressionWriter, depth: int) -> str:
    if any(variable.name in ("k", "v") for variable in w.scope):
        raise Misfit
    name, k = w.pick("dict[str, int]").name, w.rng.randint(1, 5)
    return "{k: " + w.rng.choice((f"v + {k}", f"v * {k + 1}")) + f" for k, v in {name}.items()" + "}"


def _set_production(kind: str, sources: tuple[str, ...]) -> Production:
    def write(w: ExpressionWriter, depth: int) -> str:
        own = w.variables(kind)
        if own and w.rng.random() < 0.5:
            return f"{w.rng.choice(own).name} {w.rng.choice('|&-^')} set({w.pick(*sources).name})"
        return f"set({w.pick(*sources).name})"

    return write


production("set[int]", 5)(_set_production("set[int]", ("list[int]",)))
production("set[str]", 5)(_set_production("set[str]", ("str", "list[str]")))


@production("tuple[int, int]", 4)
def _pair(w: ExpressionWriter, depth: int) -> str:
    if w.rng.random() < 0.3:
        return f"divmod({w.pick('int').name}, {w.rng.choice((2, 3, 5, 7, 10))})"
    return f"({w.expression('int', depth)}, {w.expression('int', depth - 1)})"
