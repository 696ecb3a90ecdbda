"""Random short programs to trace, written statement by statement and tried out as they grow.

The programs follow this grammar; `expressions.py` holds the typed expressions, which are evaluated on sample values
while they are written. A statement that fails, changes nothing, or makes the run too long is thrown away and another
is tried.

    program    ::= [helper] entry
    helper     ::= function of 1-3 statements | recursive function | generator | class with a counter
    entry      ::= "def" name "(" parameters ")" ":" statement{1,10} return
    statement  ::= assign | augassign | mutate | unpack | if | for | while | try | early-return | fault
    assign     ::= name "=" expression(kind)                             new name, or a name of the same kind
    augassign  ::= name ("+=" | "-=" | "*=" | "//=" | "%=") expression
    mutate     ::= list "." ("append" | "insert" | "pop" | "remove" | "extend" | "sort" | "reverse") "(" ... ")"
                 | list "[" index "]" "=" expression | "del" list "[" index "]" | list "[" slice "]" "=" list
                 | dict "[" key "]" ("=" | "+=") expression | dict "." ("update" | "setdefault" | "pop") "(" ... ")"
                 | set "." ("add" | "discard") "(" ... ")" | list "[" i "], " list "[" j "] = " the same two swapped
    unpack     ::= name "," ["*"] name "=" (expression "," expression | list | str | "divmod(" ... ")" | swap)
    if         ::= "if" condition ":" block ["elif" condition ":" block] ["else" ":" block]
    for        ::= [accumulator] "for" targets "in" iterable ":" loop-body ["else" ":" block]
    iterable   ::= str | list | dict | dict ".items()" | "range(" ... ")" | "enumerate(" ... ")" | "zip(" ... ")"
                 | sorted, reversed or sliced list | str ".split(" ... ")"
    loop-body  ::= [if: continue | if: break | if: return] [assign] (update | if: update [else: update] | for)
    update     ::= one change of the accumulator by the loop's targets
    while      ::= counter loop | shrinking list or string | digits of a number | two pointers | gcd | growth
                 | "while True" with a break
    try        ::= "try:" assign that may raise "except" error ":" assign
    fault      ::= a statement that raises on these arguments               in about 8 % of the programs
    return     ::= "return" expression of the variables that nothing has read yet

Everything is decided by the given `random.Random`. The code run here is the code written here: short, bounded in steps
and in the size of values, without files or imports.
"""

import ast
import copy
import io
import random
import tokenize
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from model_runtime.training.arguments import random_value
from model_runtime.training.expressions import (
    ExpressionWriter,
    Misfit,
    Variable,
    element_kind,
    is_modest,
    parenthesized,
    value_kind,
)
from model_runtime.training.helper_functions import Helper, class_helper, generator_helper, recursive_helper
from model_runtime.training.names import (
    ENTRY_NAMES,
    HELPER_NAMES,
    NATURAL_NAMES,
    NEW_NAMES,
    TARGET_NAMES,
    TERSE_NAMES,
)
from model_runtime.training.trial import try_run

MIN_FRAMES = 4
MAX_FRAMES = 45
MAX_LOOP = 8
MAX_STATEMENTS = 9
RAISE_SHARE = 0.075

_PARAMETER_KINDS = (
    "str",
    "list[int]",
    "list[str]",
    "dict[str, int]",
    "int",
    "list[list[int]]",
    "dict[int, str]",
    "bool",
    "float",
)
_PARAMETER_WEIGHTS = (42, 28, 10, 12, 14, 2, 2, 2, 2)

Lines = list[str]


@dataclass(frozen=True, slots=True)
class GeneratedProgram:
    """A module's source, the function in it to trace, and a call of that function."""

    source: str
    entry: str
    call: str


def generate_program(rng: random.Random, *, difficulty: float) -> GeneratedProgram:
    """Give a random program; difficulty from 0 to 1 scales its statements, its nesting and its trace."""
    while True:
        program = _ProgramWriter(rng, difficulty).write()
        if program is not None:
            return program


def _text(value: object) -> str:
    """Give a value's text, independent of the order in which a set keeps its elements."""
    return repr(sorted(value) if isinstance(value, set) else value)


def _indented(lines: Lines) -> Lines:
    return ["    " + line for line in lines]


class _ProgramWriter:
    """One program in the making: its scope with sample values, its lines so far, and the names that wait to be read."""

    def __init__(self, rng: random.Random, difficulty: float) -> None:
        self.rng = rng
        self.difficulty = difficulty
        self.scope: list[Variable] = []
        self.write_expression = ExpressionWriter(rng, self.scope)
        self.names: set[str] = set()
        self.prelude: Lines = []
        self.body: Lines = []
        self.header = self.call = ""
        self.pending: list[str] = []
        self.is_terse = rng.random() < 0.33
        self.is_dead = False  # the run has already left the function: what follows is never reached
        self.loop_depth = 0
        self.n_frames = 2
        self.may_raise = rng.random() < RAISE_SHARE
        median = 9.5 + 9 * difficulty
        self.frame_budget = max(5, min(MAX_FRAMES - 2, round(rng.lognormvariate(0, 0.55) * median)))
        self.n_statements = rng.randint(1, 2 + round(6 * difficulty))

    # The program as a whole.

    def write(self) -> GeneratedProgram | None:
        """Write the program, or give None where it came out lame."""
        rng = self.rng
        entry = "f" if rng.random() < 0.6 else rng.choice(ENTRY_NAMES)
        self.names.update((entry, "f", "probe"))
        if rng.random() < 0.16:
            self._write_helper()
        parameters = self._write_parameters(entry)
        fault_at = rng.randint(0, self.n_statements) if self.may_raise else None
        for number in range(MAX_STATEMENTS):
            if number == fault_at and self._add_fault():
                break
            if self.is_dead or (number >= self.n_statements and self.n_frames > 0.7 * self.frame_budget):
                break
            self._add_statement()
        if self.is_dead and rng.random() < 0.5:
            self._add_unreached()
        for _ in range(8):
            self.write_expression.focus = set(self.pending)
            try:
                ending = [f"return {self._result()}"]
            except Misfit:
                continue
            source = self._source(self.body + ending)
            if self._is_good(source, parameters):
                source = _with_double_quotes(source) if rng.random() < 0.35 else source
                return GeneratedProgram(source, entry, self.call)
        return None

    def _source(self, body: Lines) -> str:
        return "\n".join([*self.prelude, self.header, *_indented(body)]) + "\n"

    def _is_good(self, source: str, parameters: list[str]) -> bool:
        """Tell whether a finished program runs as meant, uses all it computes, and has a trace of fitting length."""
        run = try_run(source, self.call)
        if run.error == "limit" or not MIN_FRAMES <= run.n_frames <= MAX_FRAMES:
            return False
        if run.error is not None and not self.may_raise:
            return False
        names = _loaded_names(source)
        helpers = self.write_expression.functions
        return all(name in names or name == "_" for name in (*parameters, *helpers, *_stored_names(source)))

    def _write_parameters(self, entry: str) -> list[str]:
        rng = self.rng
        n_parameters = rng.choices((1, 2, 3), weights=(56, 36, 8))[0]
        kinds = [rng.choices(_PARAMETER_KINDS, weights=_PARAMETER_WEIGHTS)[0] for _ in range(n_parameters)]
        if kinds == ["int"] and rng.random() < 0.5:
            kinds.insert(0, rng.choice(("list[int]", "str")))
        if len(kinds) == 1 and kinds[0] in ("bool", "float"):
            kinds.append("list[int]")
        texts = []
        for kind in kinds:
            name = self._new_name(kind, NATURAL_NAMES)
            text = self._argument(kind)
            value = ast.literal_eval(text)
            self.scope.append(Variable(name, kind, [value]))
            texts.append(text)
        self.pending = [variable.name for variable in self.scope]
        is_annotated = rng.random() < 0.12
        names = [f"{v.name}: {v.kind}" if is_annotated else v.name for v in self.scope]
        self.header = f"def {entry}({', '.join(names)}):"
        self.call = f"{entry}({', '.join(texts)})"
        return [variable.name for variable in self.scope]

    def _argument(self, kind: str) -> str:
        """Give an argument of a size that suits the budget of frames; sometimes a piece of an earlier argument."""
        rng = self.rng
        if kind == "str" and self.scope and rng.random() < 0.6:
            earlier = rng.choice(self.scope).value
            if isinstance(earlier, str) and earlier:
                return self.write_expression.piece(earlier)
        if kind == "int" and rng.random() < 0.7:
            return str(rng.choice((rng.randint(0, 6), rng.randint(1, 12), rng.randint(2, 40))))
        for _ in range(20):
            text = random_value(kind, rng)
            value = ast.literal_eval(text)
            size = len(value) if isinstance(value, (str, list, dict)) else 1
            if (0 < size <= MAX_LOOP + 4 and len(text) <= 50) or (size == 0 and rng.random() < 0.15):
                return text
        return repr({"str": "abca", "list[int]": [3, 1, 3]}.get(kind, ast.literal_eval(random_value(kind, rng))))

    def _new_name(self, kind: str, pools: Mapping[str, str] = NEW_NAMES) -> str:
        pool = TERSE_NAMES if self.is_terse and kind in TERSE_NAMES else pools
        for source in (pool, NEW_NAMES, NATURAL_NAMES, TERSE_NAMES):
            free = [name for name in source.get(kind, "").split() if name not in self.names]
            if free:
                name = self.rng.choice(free)
                self.names.add(name)
                return name
        raise Misfit

    # One statement: written, tried out, kept or thrown away.

    def _add_statement(self) -> None:
        for _ in range(3):
            kind = self._statement_kind()
            for _ in range(8):
                scope, names = [copy.copy(variable) for variable in self.scope], set(self.names)
                try:
                    if self._accepts(self._statement(kind)):
                        return
                except Misfit:
                    pass
                self.scope[:] = scope
                self.names = names
                self.loop_depth = 0

    def _accepts(self, lines: Lines) -> bool:
        """Keep the lines if the program runs with them and they do something; bring the samples up to date."""
        before = {variable.name: _text(variable.value) for variable in self.scope}
        run = try_run(self._source([*self.body, *lines, "probe(dict(locals()))"]), self.call)
        if run.error is not None or run.n_frames > self.frame_budget + 4:
            return False
        if run.locals is None:  # an early return was taken
            if self.rng.random() < 0.6 or run.n_frames < MIN_FRAMES:
                return False
            self.is_dead = True
        else:
            if not all(map(is_modest, run.locals.values())):
                return False
            for variable in self.scope:
                if variable.name in run.locals:
                    variable.samples = [run.locals[variable.name]]
            known = {name: _text(value) for name, value in run.locals.items()}
            if all(known.get(name) == text for name, text in before.items()) and len(known) <= len(before):
                is_quiet = lines[0].startswith(("if", "for", "while", "try"))
                if self.rng.random() < (0.6 if is_quiet else 0.85):
                    return False
            self.scope[:] = [variable for variable in self.scope if variable.name in run.locals]
        self.body += lines
        self.n_frames = run.n_frames - 1
        self.write_expression.called |= _loaded_names("\n".join(lines)) & set(self.write_expression.functions)
        self._update_pending(lines)
        return True

    def _update_pending(self, lines: Lines) -> None:
        """Note which variables these lines read and which they leave behind unread."""
        text = "\n".join(lines)
        loaded, changed = _loaded_names(text), _changed_names(text)
        known = {variable.name for variable in self.scope}
        waiting = [name for name in self.pending if name not in loaded]
        self.pending = [name for name in dict.fromkeys([*waiting, *sorted(changed)]) if name in known]

    def _statement_kind(self) -> str:
        """Choose what comes next: a loop where many frames are still wanted."""
        frames_left = self.frame_budget - self.n_frames
        loops = 6 if frames_left < 6 else 45 if frames_left < 14 else 90
        return self.rng.choices(
            ("assign", "reassign", "augmented", "mutate", "unpack", "if", "for", "while", "try", "return"),
            weights=(11, 10, 6, 18, 4, 15, loops * 0.72, loops * 0.28, 2, 4),
        )[0]

    def _statement(self, kind: str) -> Lines:
        self.write_expression.focus = set(self.pending)
        match kind:
            case "for":
                return self._for()
            case "while":
                return self._while()
            case "if":
                return self._if()
            case "try":
                return self._try()
            case "return":
                return [f"if {self._condition()}:", f"    return {self._returned_value()}"]
        return self._simple(kind)

    def _simple(self, kind: str | None = None) -> Lines:
        """Give a statement of one line."""
        rng, e = self.rng, self.write_expression
        kind = (
            kind
            or rng.choices(
                ("reassign", "augmented", "mutate", "assign"), weights=(5, 6, 7, 3 if not self.loop_depth else 0)
            )[0]
        )
        match kind:
            case "reassign":
                variable = self._changeable("str", "int", "list[int]", "list[str]", "str")
                text = e.expression(variable.kind, 2)
                if variable.name in self.pending and variable.name not in _loaded_names(text) and rng.random() < 0.85:
                    raise Misfit  # its old value would be lost unread
                if text == variable.name or (self.loop_depth and _grows(text, variable.name)):
                    raise Misfit
                return [f"{variable.name} = {text}"]
            case "augmented":
                return self._augmented(self._changeable("str", "int", "int", "list[int]", "list[str]"))
            case "mutate":
                return [self._mutation()]
            case "unpack":
                return self._unpack()
        new_kind = rng.choices(
            (
                "str",
                "int",
                "list[int]",
                "list[str]",
                "bool",
                "dict[str, int]",
                "set[str]",
                "set[int]",
                "tuple[int, int]",
                "float",
            ),
            weights=(28, 26, 14, 10, 5, 4, 2, 2, 3, 2),
        )[0]
        text = e.expression(new_kind, 2)
        if not _loaded_names(text) or text.isidentifier():
            raise Misfit
        name = self._new_name(new_kind)
        self.scope.append(Variable(name, new_kind, [e.evaluate(text)]))
        return [f"{name} = {text}"]

    def _changeable(self, *kinds: str) -> Variable:
        variable = self.write_expression.pick(*kinds)
        if variable.is_fixed:
            raise Misfit
        return variable

    def _augmented(self, variable: Variable) -> Lines:
        rng, e = self.rng, self.write_expression
        text = e.expression(variable.kind, 1)
        if self.loop_depth and _grows(text, variable.name):
            raise Misfit
        if variable.kind != "int":
            return [f"{variable.name} += {text}"]
        operator = rng.choices(("+=", "-=", "*=", "//=", "%="), weights=(12, 7, 4, 2, 2))[0]
        if operator in ("*=", "//=", "%="):
            text = str(rng.choice((2, 2, 3, 10, 5)))
        if text in ("0", variable.name):
            text = "1"
        return [f"{variable.name} {operator} {text}"]

    def _mutation(self, variable: Variable | None = None) -> str:
        """Give a line that changes a list, dict or set in place."""
        rng, e = self.rng, self.write_expression
        variable = variable or self._changeable(
            "list[int]", "list[str]", "dict[str, int]", "set[str]", "set[int]", "dict[int, str]", "dict[str, list[int]]"
        )
        name, value = variable.name, variable.value
        if isinstance(value, list):
            return self._list_mutation(name, value, "int" if variable.kind == "list[int]" else "str")
        element = element_kind(variable.kind) or "str"
        if isinstance(value, set):
            return f"{name}.{rng.choice(('add', 'add', 'discard'))}({e.expression(element, 1)})"
        if not isinstance(value, dict):
            raise Misfit
        inner = value_kind(variable.kind) or "int"
        known = repr(rng.choice(list(value))) if value else e.atom(element)
        key = known if rng.random() < 0.5 else e.expression(element, 1)
        result = e.expression(inner, 1)
        forms = [
            f"{name}[{key}] = {result}", f"{name}[{key}] = {result}", f"{name}.setdefault({key}, {result})",
            f"{name}.pop({key}, None)", f"{name}.update({{{key}: {result}}})",
        ]  # fmt: skip
        if inner == "int":
            forms += [f"{name}[{key}] = {name}.get({key}, 0) + {parenthesized(result)}"] * 2
            forms += [f"{name}[{known}] += {result}"] * 2 if value else []
        if value and not self.loop_depth:
            forms += [f"{name}.pop({known})", f"del {name}[{known}]"]
        return rng.choice(forms)

    def _list_mutation(self, name: str, value: list[object], element: str) -> str:
        rng, e = self.rng, self.write_expression
        item = e.expression(element, 1)
        forms = [(9, f"{name}.append({item})"), (4, f"{name} += [{item}]")]
        literal = e.literal(f"list[{element}]")
        forms += [
            (3, f"{name}.extend({literal})"),
            (6, f"{name}.insert({e.index(len(value)) if value else 0}, {item})"),
        ]
        if value:
            index, held = e.index(len(value)), repr(rng.choice(value))
            name_of_held = [v.name for v in self.scope if v.value in value and v.kind == element]
            held = rng.choice(name_of_held) if name_of_held and rng.random() < 0.5 else held
            forms += [
                (10, f"{name}[{index}] = {item}"), (4, f"{name}.pop()"), (4, f"{name}.pop({index})"),
                (3, f"{name}.pop(0)"),
                (3, f"{name}.remove({held})"), (3, f"del {name}[{index}]"), (3, f"{name}.reverse()"),
                (2, f"{name}.sort({rng.choice(('', '', 'reverse=True'))})"),
            ]  # fmt: skip
            if element == "int":
                forms.append((7, f"{name}[{index}] {rng.choice(('+=', '-=', '*='))} {e.atom('int')}"))
            else:
                forms.append(
                    (4, f"{name}[{index}] = {name}[{index}].{rng.choice(('upper', 'capitalize', 'swapcase'))}()")
                )
        if len(value) > 1:
            i, j = e.index(len(value)), e.index(len(value))
            if i != j:
                forms.append((6, f"{name}[{i}], {name}[{j}] = {name}[{j}], {name}[{i}]"))
            low = rng.randint(0, len(value) - 1)
            forms.append((3, f"{name}[{low}:{rng.randint(low, len(value))}] = {e.literal(f'list[{element}]')}"))
            forms.append((2, f"del {name}[{rng.choice((f'{low}:', f':{low}', '::2', '1:3'))}]"))
        return rng.choices([text for _, text in forms], weights=[weight for weight, _ in forms])[0]

    def _unpack(self) -> Lines:
        rng, e = self.rng, self.write_expression
        form = rng.randint(0, 5)
        if form == 5:
            return self._unpack_text()
        if form == 0:
            variable = self._changeable("int", "str")
            others = [v for v in self.scope if v.kind == variable.kind and v is not variable and not v.is_fixed]
            if not others:
                raise Misfit
            other = rng.choice(others).name
            second = rng.choice((variable.name, f"{variable.name} + {other}"))
            return [f"{variable.name}, {other} = {other}, {second}"]
        kind = rng.choice(("str", "int", "int"))
        if form == 1:
            source = self.write_expression.pick("list[int]", "list[str]", "str")
            kind = element_kind(source.kind) or "str"
            size = len(source.value) if isinstance(source.value, (str, list)) else 0
            first, rest = self._new_name(kind), self._new_name(f"list[{kind}]")
            if size < 2:
                raise Misfit
            text = f"{first}, *{rest} = {source.name}" if rng.random() < 0.5 else f"*{rest}, {first} = {source.name}"
            values = list(source.value)  # type: ignore[call-overload]  # a str or a list, as its kind says
            self.scope.append(Variable(first, kind, [values[0]]))
            self.scope.append(Variable(rest, f"list[{kind}]", [values[1:]]))
            return [text]
        if form == 2:
            text = f"divmod({e.pick('int').name}, {rng.choice((2, 3, 5, 7, 10))})"
            values, kind = list(e.evaluate(text)), "int"  # type: ignore[call-overload]  # divmod gives a tuple
        else:
            left, right = e.expression(kind, 1), e.expression(kind, 1)
            values, text = [e.evaluate(left), e.evaluate(right)], f"{left}, {right}"
        names = [self._new_name(kind), self._new_name(kind)]
        self.scope += [Variable(name, kind, [value]) for name, value in zip(names, values, strict=True)]
        return [f"{names[0]}, {names[1]} = {text}"]

    def _unpack_text(self) -> Lines:
        """Give a line that takes a string apart at a separator."""
        rng, e = self.rng, self.write_expression
        source = e.pick("str")
        piece = e.piece(str(source.value))
        text = f"{source.name}.{rng.choice(('partition', 'rpartition', 'split'))}({piece})"
        values = list(e.evaluate(text))  # type: ignore[call-overload]  # a tuple or list of strings
        if not 2 <= len(values) <= 3:
            raise Misfit
        names = [self._new_name("str") for _ in values]
        if "partition" in text and rng.random() < 0.6:
            names[1] = "_"
        self.scope += [Variable(n, "str", [v]) for n, v in zip(names, values, strict=True) if n != "_"]
        return [f"{', '.join(names)} = {text}"]

    def _condition(self, depth: int = 2) -> str:
        text = self.write_expression.expression("bool", depth)
        if text in ("True", "False"):
            raise Misfit
        return text

    def _block(self, n_lines: int) -> Lines:
        """Give simple lines in an inner block; names bound there are not used outside it."""
        n_known = len(self.scope)
        lines: Lines = []
        for _ in range(n_lines):
            lines += self._simple(self.rng.choice(("reassign", "augmented", "mutate", "mutate")))
        del self.scope[n_known:]
        return lines

    def _if(self) -> Lines:
        rng = self.rng
        lines = [f"if {self._condition()}:", *_indented(self._block(rng.choice((1, 1, 1, 2))))]
        if rng.random() < 0.2:
            lines += [f"elif {self._condition(1)}:", *_indented(self._block(1))]
        if rng.random() < 0.6:
            other = self._block(1)
            if "    " + other[0] not in lines:
                lines += ["else:", *_indented(other)]
        if rng.random() < 0.06 + 0.08 * self.difficulty and not self.loop_depth:
            inner = self._if_inside()
            lines[1:1] = _indented(inner)
        return lines

    def _if_inside(self) -> Lines:
        return [f"if {self._condition(1)}:", *_indented(self._block(1))]

    # Loops.

    def _for(self) -> Lines:
        """Give an accumulator loop."""
        rng = self.rng
        lines: Lines = []
        kept_scope = len(self.scope)
        accumulator = self._accumulator(lines)
        n_outer = len(self.scope)
        was_fixed = {variable.name: variable.is_fixed for variable in self.scope}
        header, targets = self._loop_header(accumulator)
        for target in targets:
            target.source = header.split(" in ", 1)[1]
        self.loop_depth += 1
        self.write_expression.focus = {target.name for target in targets}
        body = self._loop_body(accumulator, targets)
        if rng.random() < 0.08 + 0.2 * self.difficulty and self.loop_depth == 1 and self.frame_budget > 15:
            body = self._inner_loop(accumulator) + (body if rng.random() < 0.4 else [])
        self.loop_depth -= 1
        if self.loop_depth == 0:
            self.names -= {variable.name for variable in self.scope[n_outer:]}
        del self.scope[n_outer:]
        for variable in self.scope:
            variable.is_fixed = was_fixed[variable.name]
        text = "\n".join(body)
        used = _loaded_names(text)
        if not any(target.name in used for target in targets):
            if not header.startswith("for _ ") and not (accumulator.name in text and "range" in header):
                raise Misfit
            header = f"for _ in {header.split(' in ', 1)[1]}" if rng.random() < 0.6 else header
        elif not all(target.name in used for target in targets):
            raise Misfit
        lines += [header, *_indented(body)]
        if "break" in text and rng.random() < 0.3:
            lines += ["else:", *_indented(self._block(1))]
        assert len(self.scope) >= kept_scope
        return lines

    def _accumulator(self, lines: Lines) -> Variable:
        """Give a variable for a loop to change: one in scope, or a new one whose first value goes to the lines."""
        rng = self.rng
        existing = [
            v
            for v in self.scope
            if v.kind in ("int", "str", "list[int]", "list[str]", "dict[str, int]") and not v.is_fixed
        ]
        if existing and rng.random() < 0.22:
            return rng.choice(existing)
        kind = rng.choices(
            ("int", "str", "list[int]", "list[str]", "dict[str, int]", "set[str]", "set[int]", "dict[str, list[int]]"),
            weights=(28, 28, 15, 12, 12, 2, 2, 2),
        )[0]
        first = {"int": rng.choice(("0", "0", "0", "1")), "str": "''", "set[str]": "set()", "set[int]": "set()"}.get(
            kind, "[]"
        )
        if kind.startswith("dict"):
            first = "{}"
        values: dict[str, object] = {"''": "", "[]": [], "{}": {}, "set()": set(), "0": 0, "1": 1}
        variable = Variable(self._new_name(kind), kind, [values[first]])
        self.scope.append(variable)
        lines.append(f"{variable.name} = {first}")
        return variable

    def _target(self, role: str, kind: str, samples: list[object]) -> Variable:
        """Bind a loop's target, with the values it will have."""
        if not samples or len(samples) > MAX_LOOP + 2:
            raise Misfit
        names = TARGET_NAMES[role].split()
        free = [name for name in names if name not in self.names]
        if not free:
            raise Misfit
        name = self.rng.choice(free if not self.is_terse else free[:2])
        variable = Variable(name, kind, samples, is_fixed=True)
        self.scope.append(variable)
        self.names.add(name)
        return variable

    def _loop_header(self, accumulator: Variable) -> tuple[str, list[Variable]]:
        """Give a loop's first line and its targets, bound in the scope with the values they will have."""
        rng, e = self.rng, self.write_expression
        e.focus = set(self.pending)
        form = rng.choices(
            ("each", "range", "enumerate", "dict", "items", "zip", "slice", "split", "indices"),
            weights=(30, 9, 14, 5, 9, 5, 10, 3, 15),
        )[0]
        if form == "range":
            return self._range_header()
        if form in ("dict", "items"):
            return self._dict_header(form, accumulator)
        source = e.pick(
            "str", "list[int]", "list[str]", "str", "list[int]", "list[list[int]]" if form == "each" else "str"
        )
        if source is accumulator:
            raise Misfit
        value = list(source.value) if isinstance(source.value, (str, list)) else []
        role, kind = ("char", "str") if source.kind == "str" else (element_kind(source.kind) or "str",) * 2
        source.is_fixed = form != "indices"
        match form:
            case "enumerate":
                start = rng.choice(("", "", "", ", 1"))
                index = self._target("index", "int", list(range(len(start) // 3, len(value) + len(start) // 3)))
                item = self._target(role, kind, value)
                return f"for {index.name}, {item.name} in enumerate({source.name}{start}):", [index, item]
            case "zip":
                other = e.pick("str", "list[int]", "list[str]")
                text = other.name if other is not source else f"{source.name}[1:]"
                others = list(e.evaluate(text))  # type: ignore[call-overload]  # a str or a list
                n_pairs = min(len(value), len(others))
                other_kind = element_kind(other.kind) or "str"
                a = self._target(role, kind, value[:n_pairs])
                b = self._target(other_kind, other_kind, others[:n_pairs])
                return f"for {a.name}, {b.name} in zip({source.name}, {text}):", [a, b]
            case "slice":
                text = rng.choice(
                    (f"{source.name}[{e.slice(len(value))}]", f"sorted({source.name})", f"reversed({source.name})")
                )
                values = list(e.evaluate(f"list({text})"))  # type: ignore[call-overload]  # evaluates to a list
                item = self._target(role, kind, values)
                return f"for {item.name} in {text}:", [item]
            case "split" if source.kind == "str":
                text = f"{source.name}.split({rng.choice(('', e.piece(str(source.value))))})"
                item = self._target("str", "str", list(e.evaluate(text)))  # type: ignore[call-overload]  # a list
                return f"for {item.name} in {text}:", [item]
            case "indices":
                size = f"len({source.name})"
                spans = (size, size, f"1, {size}", f"{size} - 1", f"0, {size}, 2", f"{size} - 1, -1, -1")
                span = rng.choice(spans)
                values = list(e.evaluate(f"list(range({span}))"))  # type: ignore[call-overload]  # evaluates to a list
                index = self._target("index", "int", values)
                e.focus |= {source.name}
                return f"for {index.name} in range({span}):", [index]
        item = self._target(role, kind, value)
        return f"for {item.name} in {source.name}:", [item]

    def _range_header(self) -> tuple[str, list[Variable]]:
        rng, e = self.rng, self.write_expression
        bounds = [
            v.name for v in self.scope if v.kind == "int" and isinstance(v.value, int) and 2 <= v.value <= MAX_LOOP
        ]
        stop = rng.choice(bounds) if bounds and rng.random() < 0.8 else str(rng.randint(2, 6))
        span = rng.choice(
            (
                stop,
                stop,
                f"1, {stop} + 1" if bounds else f"1, {stop}",
                f"{stop}, 0, -1",
                f"0, {rng.randint(6, 15)}, {rng.randint(2, 4)}",
            )
        )
        index = self._target("index", "int", list(e.evaluate(f"list(range({span}))")))  # type: ignore[call-overload]  # a list
        return f"for {index.name} in range({span}):", [index]

    def _dict_header(self, form: str, accumulator: Variable) -> tuple[str, list[Variable]]:
        source = self.write_expression.pick("dict[str, int]", "dict[int, str]", "dict[str, int]")
        if source is accumulator or not isinstance(source.value, dict):
            raise Misfit
        source.is_fixed = True
        key = self._target("key", element_kind(source.kind) or "str", list(source.value))
        if form == "dict":
            text = self.rng.choice((source.name, source.name, f"sorted({source.name})"))
            return f"for {key.name} in {text}:", [key]
        inner = value_kind(source.kind) or "int"
        value = self._target("value", inner, list(source.value.values()))
        return f"for {key.name}, {value.name} in {source.name}.items():", [key, value]

    def _loop_body(self, accumulator: Variable, targets: list[Variable]) -> Lines:
        rng = self.rng
        lines: Lines = []
        opening = rng.random()
        if opening < 0.09:
            lines += [f"if {self._condition(1)}:", "    continue"]
        elif opening < 0.15:
            lines += [f"if {self._condition(1)}:", "    break"]
        elif opening < 0.17:
            lines += [f"if {self._condition(1)}:", f"    return {self._returned_value()}"]
        if rng.random() < 0.12 + 0.12 * self.difficulty:
            kind = rng.choice(("str", "int", "int"))
            text = self.write_expression.expression(kind, 1)
            if text.isidentifier() or not _loaded_names(text) & {target.name for target in targets}:
                raise Misfit
            name = self._new_name(kind)
            self.scope.append(Variable(name, kind, [self.write_expression.evaluate(text)], is_fixed=True))
            self.write_expression.focus.add(name)
            lines.append(f"{name} = {text}")
        shape = rng.random()
        if shape < 0.4:
            lines += self._update(accumulator)
        elif shape < 0.85:
            lines += [f"if {self._condition(1 + (rng.random() < 0.3))}:", *_indented(self._update(accumulator))]
            if rng.random() < 0.12:
                lines.append("    break")
            elif rng.random() < 0.18:
                lines += [f"elif {self._condition(1)}:", *_indented(self._update(accumulator))]
            if rng.random() < 0.45 and lines[-1] != "    break":
                update = self._update(accumulator)
                if "    " + update[0] in lines:
                    raise Misfit
                lines += ["else:", *_indented(update)]
        else:
            lines += self._update(accumulator)
            others = [v for v in self.scope if v.kind in ("int", "str", "list[int]", "list[str]") and not v.is_fixed]
            others = [variable for variable in others if variable is not accumulator]
            lines += self._update(rng.choice(others)) if others else [f"if {self._condition(1)}:", "    break"]
        return lines

    def _inner_loop(self, accumulator: Variable) -> Lines:
        for attempt in range(6):
            try:
                n_known = len(self.scope)
                header, targets = self._loop_header(accumulator)
                if len(targets[0].samples) <= 4:
                    break
                raise Misfit
            except Misfit:
                del self.scope[n_known:]
                if attempt == 5:
                    raise
        self.loop_depth += 1
        self.write_expression.focus |= {target.name for target in targets}
        body = self._loop_body(accumulator, targets)
        self.loop_depth -= 1
        if not any(target.name in _loaded_names("\n".join(body)) for target in targets):
            raise Misfit
        return [header, *_indented(body)]

    def _telling(self, kind: str) -> str:
        """Give an expression that mostly reads a name in focus, so that it differs from one iteration to the next."""
        for _ in range(4):
            text = self.write_expression.expression(kind, 1)
            if _loaded_names(text) & self.write_expression.focus:
                break
        return text

    def _update(self, accumulator: Variable) -> Lines:
        """Give one change of a loop's accumulator, by the names in focus."""
        rng, e = self.rng, self.write_expression
        name, kind = accumulator.name, accumulator.kind
        if kind == "int":
            text = self._telling("int")
            if _grows(text, name) or text == "0":
                raise Misfit
            return [
                rng.choices(
                    (f"{name} += 1", f"{name} += {text}", f"{name} -= {text}", f"{name} = max({name}, {text})",
                     f"{name} = {text}",
                     f"{name} = {name} * {rng.choice((2, 3, 10))} + {parenthesized(text)}", f"{name} -= 1"),
                    weights=(18, 30, 10, 6, 6, 4, 6),
                )[0]
            ]  # fmt: skip
        if kind == "str":
            text = self._telling("str")
            if _grows(text, name):
                raise Misfit
            if text.startswith("''") and "join" not in text:
                raise Misfit
            return [
                rng.choices(
                    (f"{name} += {text}", f"{name} = {parenthesized(text, additive=True)} + {name}"), weights=(8, 2)
                )[0]
            ]
        if kind.startswith("list"):
            element = element_kind(kind) or "str"
            text = self._telling(element)
            if _grows(text, name):
                raise Misfit
            if rng.random() < 0.2 and isinstance(accumulator.value, list) and accumulator.value:
                return [self._mutation(accumulator)]
            return [
                rng.choices(
                    (f"{name}.append({text})", f"{name}.insert(0, {text})", f"{name} += [{text}]"), weights=(9, 2, 1)
                )[0]
            ]
        key = e.atom(element_kind(kind) or "str")
        if kind.startswith("set"):
            return [f"{name}.add({key})"]
        if kind == "dict[str, list[int]]":
            return [f"{name}.setdefault({key}, []).append({e.expression('int', 1)})"]
        text = e.expression(value_kind(kind) or "int", 1)
        if _grows(text, name):
            raise Misfit
        forms = [[f"{name}[{key}] = {text}"]]
        if kind == "dict[str, int]":
            forms += [
                [f"{name}[{key}] = {name}.get({key}, 0) + 1"],
                [f"{name}[{key}] = {name}.get({key}, 0) + {parenthesized(text)}"],
            ]
            forms.append([f"if {key} in {name}:", f"    {name}[{key}] += 1", "else:", f"    {name}[{key}] = 1"])
            forms.append([f"if {key} not in {name}:", f"    {name}[{key}] = 0", f"{name}[{key}] += 1"])
        return rng.choice(forms)

    def _while(self) -> Lines:
        form = self.rng.choices(
            (self._counter_loop, self._shrinking_loop, self._digit_loop, self._two_pointers, self._gcd_loop,
             self._growth_loop,
             self._endless_loop),
            weights=(9, 7, 4, 2, 1, 3, 2),
        )[0]  # fmt: skip
        return form()

    def _counter_loop(self) -> Lines:
        rng, e = self.rng, self.write_expression
        lines: Lines = []
        accumulator = self._accumulator(lines)
        n_outer = len(self.scope)
        source = e.pick("str", "list[int]", "list[str]", "int")
        if source is accumulator:
            raise Misfit
        bound = f"len({source.name})" if source.kind != "int" else source.name
        limit = e.evaluate(bound)
        if not isinstance(limit, int) or not 0 < limit <= MAX_LOOP + 2:
            raise Misfit
        index = self._target("index", "int", list(range(limit)))
        was_fixed, source.is_fixed = source.is_fixed, True
        self.loop_depth += 1
        e.focus = {index.name, source.name}
        update = self._update(accumulator)
        body = [f"if {self._condition(1)}:", *_indented(update)] if rng.random() < 0.45 else update
        if body is not update and rng.random() < 0.3:
            body += ["else:", *_indented(self._update(accumulator))]
        self.loop_depth -= 1
        source.is_fixed = was_fixed
        step = rng.choice((1, 1, 1, 2))
        lines.append(f"{index.name} = 0")
        del self.scope[n_outer:]
        return [*lines, f"while {index.name} < {bound}:", *_indented([*body, f"{index.name} += {step}"])]

    def _shrinking_loop(self) -> Lines:
        rng, e = self.rng, self.write_expression
        lines: Lines = []
        source = self._changeable("list[int]", "list[str]", "str", "list[int]")
        if not isinstance(source.value, (str, list)) or not 0 < len(source.value) <= MAX_LOOP:
            raise Misfit
        source.is_fixed = True
        accumulator = self._accumulator(lines)
        n_outer = len(self.scope)
        if accumulator is source:
            raise Misfit
        kind = element_kind(source.kind) or "str"
        item = self._target("char" if source.kind == "str" else kind, kind, list(source.value))
        self.loop_depth += 1
        e.focus = {item.name}
        update = self._update(accumulator)
        body = [f"if {self._condition(1)}:", *_indented(update)] if rng.random() < 0.4 else update
        self.loop_depth -= 1
        source.is_fixed = False
        test = rng.choice((source.name, source.name, f"len({source.name}) > {rng.randint(0, 2)}"))
        if source.kind == "str":
            taking = [f"{item.name} = {source.name}[0]", f"{source.name} = {source.name}[{rng.choice((1, 1, 2))}:]"]
        else:
            taking = [f"{item.name} = {source.name}.pop({rng.choice(('', '0'))})"]
        del self.scope[n_outer:]
        if item.name not in _loaded_names("\n".join(body)):
            raise Misfit
        return [*lines, f"while {test}:", *_indented([*taking, *body])]

    def _digit_loop(self) -> Lines:
        rng = self.rng
        number = self._changeable("int")
        if not isinstance(number.value, int) or number.value < 2:
            raise Misfit
        base = rng.choice((10, 10, 2, 3))
        lines: Lines = []
        accumulator = self._accumulator(lines)
        if accumulator is number or accumulator.kind not in ("int", "str", "list[int]"):
            raise Misfit
        name = accumulator.name
        update = {
            "int": rng.choice(
                (
                    f"{name} += {number.name} % {base}",
                    f"{name} = {name} * {base} + {number.name} % {base}",
                    f"{name} += 1",
                )
            ),
            "str": rng.choice(
                (f"{name} = str({number.name} % {base}) + {name}", f"{name} += str({number.name} % {base})")
            ),
            "list[int]": f"{name}.append({number.name} % {base})",
        }[accumulator.kind]
        return [*lines, f"while {number.name} > 0:", f"    {update}", f"    {number.name} //= {base}"]

    def _two_pointers(self) -> Lines:
        rng = self.rng
        source = self.write_expression.pick("str", "list[int]", "list[str]")
        pairs = [("left", "right"), ("i", "j"), ("lo", "hi"), ("a", "b"), ("start", "end")]
        free = [pair for pair in pairs if not self.names & set(pair)]
        if not free:
            raise Misfit
        left, right = rng.choice(free)
        self.names.update((left, right))
        lines = rng.choice(
            ([f"{left}, {right} = 0, len({source.name}) - 1"], [f"{left} = 0", f"{right} = len({source.name}) - 1"])
        )
        a, b = f"{source.name}[{left}]", f"{source.name}[{right}]"
        if source.kind == "str" or rng.random() < 0.3:
            accumulator = self._accumulator(lines)
            if accumulator is source:
                raise Misfit
            update = {
                "int": f"{accumulator.name} += 1",
                "str": f"{accumulator.name} += {a}",
                "list[str]": f"{accumulator.name}.append({a})",
            }
            if accumulator.kind not in update or (accumulator.kind != "int" and source.kind == "list[int]"):
                raise Misfit
            body = [f"if {a} {rng.choice(('==', '!=', '<', '>'))} {b}:", f"    {update[accumulator.kind]}"]
        else:
            body = [f"{a}, {b} = {b}, {a}"]
            if rng.random() < 0.4:
                body = [f"if {a} {rng.choice('<>')} {b}:", *_indented(body)]
        return [*lines, f"while {left} < {right}:", *_indented([*body, f"{left} += 1", f"{right} -= 1"])]

    def _gcd_loop(self) -> Lines:
        a = self._changeable("int")
        others = [v.name for v in self.scope if v.kind == "int" and v is not a and not v.is_fixed]
        if not others:
            raise Misfit
        b = self.rng.choice(others)
        if self.rng.random() < 0.5:
            return [f"while {b}:", f"    {a.name}, {b} = {b}, {a.name} % {b}"]
        return [f"while {b} > 0:", f"    {a.name} += {b}", f"    {b} -= {self.rng.choice((1, 2))}"]

    def _growth_loop(self) -> Lines:
        rng, e = self.rng, self.write_expression
        variable = self._changeable("str", "list[int]", "int")
        if variable.kind == "int":
            limit = rng.choice((10, 20, 50, 100))
            step = rng.choice(
                (
                    f"{variable.name} *= 2",
                    f"{variable.name} += {rng.randint(3, 20)}",
                    f"{variable.name} = {variable.name} * 2 + 1",
                )
            )
            return [f"while {variable.name} < {limit}:", f"    {step}"]
        length = len(variable.value) if isinstance(variable.value, (str, list)) else 0
        if variable.kind == "str" and rng.random() < 0.5 and length > 2:
            name, piece = variable.name, e.piece(str(variable.value))
            if rng.random() < 0.5:
                return [f"while {piece} in {name}:", f"    {name} = {name}.replace({piece}, {e.character()!r}, 1)"]
            return [f"while {name} and {name}[0] != {e.character()!r}:", f"    {name} = {name}[1:]"]
        size = length + rng.randint(1, 4)
        step = f"{variable.name} += "
        step += repr(e.character()) if variable.kind == "str" else f"[len({variable.name})]"
        if variable.kind == "list[int]" and length and rng.random() < 0.5:
            added = rng.choice((f"{variable.name}[-2]" if length > 1 else "1", "1", "2"))
            step = f"{variable.name}.append({variable.name}[-1] + {added})"
        return [f"while len({variable.name}) < {size}:", f"    {step}"]

    def _endless_loop(self) -> Lines:
        name, step = self._new_name("int"), self.rng.choice((1, 2, 3))
        lines: Lines = []
        accumulator = self._accumulator(lines)
        n_outer = len(self.scope)
        self.scope.append(Variable(name, "int", [step], is_fixed=True))
        self.loop_depth += 1
        self.write_expression.focus = {name}
        update = self._update(accumulator)
        self.loop_depth -= 1
        del self.scope[n_outer:]
        stop = [f"if {name} > {step * self.rng.randint(1, 4)}:", "    break"]
        return [*lines, f"{name} = 0", "while True:", *_indented([f"{name} += {step}", *stop, *update])]

    # Exceptions and results.

    def _try(self) -> Lines:
        rng, e = self.rng, self.write_expression
        error, kind, text = self._risky()
        existing = [v for v in self.scope if v.kind == kind and not v.is_fixed]
        lines: Lines = []
        if existing and rng.random() < 0.4:
            name = rng.choice(existing).name
        else:
            name = self._new_name(kind)
            self.scope.append(Variable(name, kind, [0 if kind == "int" else ""]))
        caught = rng.choice((error, error, error, "Exception", f"({error}, TypeError)"))
        lines += ["try:", f"    {name} = {text}", f"except {caught}:", f"    {name} = {e.literal(kind)}"]
        return lines

    def _risky(self) -> tuple[str, str, str]:
        """Give an expression that may raise: the exception, the kind of its value, and its text."""
        rng, e = self.rng, self.write_expression
        form = rng.randint(0, 4)
        if form == 0:
            return "ValueError", "int", f"int({e.pick('str').name})"
        if form == 1:
            name = e.pick("dict[str, int]").name
            return "KeyError", "int", f"{name}[{e.atom('str')}]"
        if form == 2:
            variable = e.pick("list[int]", "list[str]", "str")
            length = len(variable.value) if isinstance(variable.value, (str, list)) else 0
            return "IndexError", element_kind(variable.kind) or "str", f"{variable.name}[{length + rng.randint(-1, 2)}]"
        if form == 3:
            number = e.pick("int")
            divisor = (
                f"({number.name} - {number.value})"
                if isinstance(number.value, int) and number.value > 0
                else number.name
            )
            return (
                "ZeroDivisionError",
                "int",
                f"{parenthesized(e.expression('int', 1))} {rng.choice(('//', '%'))} {divisor}",
            )
        variable = e.pick("str", "list[int]")
        wanted = repr(e.character()) if variable.kind == "str" else e.literal("int")
        return "ValueError", "int", f"{variable.name}.index({wanted})"

    def _add_fault(self) -> bool:
        """Add a statement that raises; tell whether one was found."""
        rng, e = self.rng, self.write_expression
        for _ in range(12):
            scope, names = list(self.scope), set(self.names)
            try:
                form = rng.random()
                if form < 0.5:
                    _, kind, text = self._risky()
                    lines = [f"{self._new_name(kind)} = {text}"]
                elif form < 0.7:
                    error = rng.choice(("ValueError", "ValueError", "KeyError", "TypeError", "RuntimeError"))
                    message = rng.choice(
                        ("'invalid value'", "'bad input'", "'not found'", f"f'bad {{{e.pick('str', 'int').name}}}'")
                    )
                    lines = [f"if {self._condition()}:", f"    raise {error}({message})"]
                elif form < 0.78:
                    lines = [f"assert {self._condition()}"]
                elif form < 0.9:
                    variable = self._changeable("list[int]", "list[str]")
                    missing = e.literal("int" if variable.kind == "list[int]" else "str")
                    lines = [f"{variable.name}.remove({missing})"]
                else:
                    lines = [f"{self._new_name('str')} = {e.pick('str').name} + {e.pick('int', 'list[int]').name}"]
                run = try_run(self._source([*self.body, *lines, "pass"]), self.call)
                if run.error not in (None, "limit"):
                    if (name := lines[0].split(" = ")[0]).isidentifier():
                        kind = "int"
                        self.scope.append(Variable(name, kind, [0]))
                        self.pending.append(name)
                    self.body += lines
                    self.is_dead = True
                    return True
            except Misfit:
                pass
            self.scope[:] = scope
            self.names = names
        return False

    def _add_unreached(self) -> None:
        """Add a plain statement behind the place where the run ended."""
        self.write_expression.focus = set(self.pending)
        n_known = len(self.scope)
        try:
            lines = self._simple("augmented")
        except Misfit:
            return
        del self.scope[n_known:]
        self.body += lines

    def _returned_value(self) -> str:
        rng, e = self.rng, self.write_expression
        kind = rng.choice(("str", "int", "bool", "list[int]", "int", "str"))
        if kind.startswith("list") and not e.variables(kind):
            return "[]"
        return e.atom(kind) if rng.random() < 0.7 or kind == "bool" else e.expression(kind, 1)

    def _result(self) -> str:
        """Give the returned expression, made of everything that nobody has read yet."""
        rng, e = self.rng, self.write_expression
        waiting = [variable for variable in self.scope if variable.name in self.pending]
        if len(waiting) > 3:
            raise Misfit
        if not waiting:
            return e.expression(rng.choice(("str", "int", "bool", "list[int]")), 2)
        if len(waiting) == 1:
            return self._result_of(waiting[0])
        names = [variable.name for variable in waiting]
        kinds = {variable.kind for variable in waiting}
        if kinds in ({"int"}, {"str"}, {"list[int]"}, {"list[str]"}) and rng.random() < 0.65:
            return " + ".join(names)
        if kinds == {"int"} and len(names) == 2 and rng.random() < 0.4:
            return f"{names[0]} {rng.choice(('-', '*', '>', '=='))} {names[1]}"
        if kinds == {"str", "int"} and rng.random() < 0.5:
            return "f'" + rng.choice(("", ":", " ", "-")).join("{" + name + "}" for name in names) + "'"
        forms = self._results_of_two(waiting) if len(waiting) == 2 else []
        if forms and rng.random() < 0.8:
            return rng.choice(forms)
        return rng.choice((", ".join(names), f"({', '.join(names)})", f"[{', '.join(names)}]"))

    def _results_of_two(self, waiting: list[Variable]) -> list[str]:
        """Give expressions that join two variables of different kinds into one value."""
        a, b = sorted(waiting, key=lambda variable: variable.kind)
        match a.kind, b.kind:
            case "list[str]", "str":
                return [f"{b.name}.join({a.name})", f"{b.name} + ''.join({a.name})", f"{a.name} + [{b.name}]"]
            case "int", "list[int]":
                return [f"{b.name} + [{a.name}]", f"sum({b.name}) + {a.name}", f"{a.name} in {b.name}"]
            case "dict[str, int]", "str":
                return [f"{a.name}.get({b.name}, 0)", f"{b.name} in {a.name}", f"{b.name} + ''.join({a.name})"]
            case "dict[str, int]", "int":
                return [f"sum({a.name}.values()) - {b.name}", f"len({a.name}) + {b.name}"]
            case "bool", "int":
                return [f"{b.name} if {a.name} else -{b.name}"]
            case "bool", "str":
                return [f"{b.name} if {a.name} else {b.name}[::-1]"]
            case "int", "list[str]":
                return [
                    f"'-'.join({b.name}) + str({a.name})",
                    f"{b.name}[{a.name}:]",
                    f"{b.name} * 2 if {a.name} > 3 else {b.name}",
                ]
            case "list[int]", "list[str]":
                return [f"dict(zip({b.name}, {a.name}))", f"list(zip({b.name}, {a.name}))"]
            case "list[int]", "str":
                return [f"{b.name} + str({a.name})", f"{b.name} * len({a.name})", f"{b.name}.join(map(str, {a.name}))"]
        return []

    def _result_of(self, variable: Variable) -> str:
        rng, e, name = self.rng, self.write_expression, variable.name
        if rng.random() < 0.62:
            return name
        match variable.kind:
            case "int":
                return rng.choice(
                    (
                        f"{name} {rng.choice('+-*%')} {rng.randint(2, 9)}",
                        f"{name} > {e.number_near([variable.value])}",
                        f"str({name})",
                        f"{name} == 0",
                    )
                )
            case "str":
                return rng.choice(
                    (
                        f"{name}.{rng.choice(('upper', 'lower', 'strip', 'title', 'swapcase'))}()",
                        f"{name}[::-1]",
                        f"len({name})",
                        f"{name} + {e.character()!r}",
                    )
                )
            case "list[int]":
                return rng.choice(
                    (
                        f"sum({name})",
                        f"sorted({name})",
                        f"{name}[::-1]",
                        f"len({name})",
                        f"{name}[{rng.choice(('1:', ':-1', ':3'))}]",
                        f"tuple({name})",
                    )
                )
            case "list[str]":
                return rng.choice(
                    (
                        f"{rng.choice(('', ' ', '-', ', '))!r}.join({name})",
                        f"sorted({name})",
                        f"{name}[::-1]",
                        f"len({name})",
                    )
                )
            case "dict[str, int]":
                return rng.choice(
                    (
                        f"sum({name}.values())",
                        f"sorted({name})",
                        f"list({name}.items())",
                        f"len({name})",
                        f"list({name}.values())",
                    )
                )
            case "set[int]" | "set[str]":
                return rng.choice((f"sorted({name})", f"len({name})"))
        return name

    # Helpers, which the entry's expressions may call.

    def _write_helper(self) -> None:
        rng = self.rng
        name = rng.choice([name for name in HELPER_NAMES if name not in self.names])
        self.names.add(name)
        templates = (_plain_helper, recursive_helper, generator_helper, class_helper)
        template = rng.choices(templates, weights=(11, 3, 2, 2))[0]
        lines, kinds, result = template(rng, name, self.is_terse)
        namespace: dict[str, Callable[..., object]] = {}
        exec("\n".join(lines), namespace)
        self.write_expression.functions[name] = namespace[name]
        self.write_expression.signatures.append((name, kinds, result))
        self.prelude = [*lines, ""] + ([""] if rng.random() < 0.7 else [])


def _plain_helper(rng: random.Random, name: str, is_terse: bool) -> Helper:
    """Give a small pure function, written by a writer of its own."""
    for _ in range(200):
        writer = _ProgramWriter(rng, 0.0)
        writer.is_terse = is_terse
        writer.names = {name, "f", "probe"}
        kinds = [rng.choice(("str", "int", "int", "list[int]"))]
        kinds += [rng.choice(("int", "str"))] if rng.random() < 0.4 else []
        try:
            for kind in kinds:
                sample = {"str": "ab", "int": 4, "list[int]": [3, 1]}[kind]
                writer.scope.append(Variable(writer._new_name(kind, NATURAL_NAMES), kind, [sample]))
            parameters = [variable.name for variable in writer.scope]
            writer.pending = list(parameters)
            writer.write_expression.focus = set(parameters)
            result = rng.choice(("str", "int", "int", "bool"))
            lines: Lines = []
            if rng.random() < 0.6:
                lines += [f"if {writer._condition(1)}:", f"    return {writer.write_expression.expression(result, 1)}"]
            lines.append(f"return {writer.write_expression.expression(result, 2)}")
        except Misfit:
            continue
        source = [f"def {name}({', '.join(parameters)}):", *_indented(lines)]
        if set(parameters) <= _loaded_names("\n".join(source)) and lines[-1] != f"return {parameters[0]}":
            return source, kinds, result
    raise Misfit


def _with_double_quotes(source: str) -> str:
    """Give the source with its string literals in double quotes, where they hold no quotes themselves."""
    tokens = [
        token._replace(string=token.string.replace("'", '"'))
        if token.type == tokenize.STRING and token.string.count("'") == 2 and '"' not in token.string
        else token
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
    ]
    return tokenize.untokenize(tokens)


def _loaded_names(source: str) -> set[str]:
    """Give the names that a text reads, other than to change what they hold."""
    tree = ast.parse(source)
    changing = set(map(id, _changed_in_place(tree)))
    return {
        n.id
        for n in ast.walk(tree)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load) and id(n) not in changing
    }


def _changed_names(source: str) -> set[str]:
    """Give the names whose values a text sets or changes in place."""
    tree = ast.parse(source)
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    return names | {n.id for n in _changed_in_place(tree)}


def _changed_in_place(tree: ast.AST) -> list[ast.Name]:
    """Give the name nodes whose objects a tree changes: `x.append(y)` as a statement, `x[i] = y`, `del x[i]`."""
    found: list[ast.expr] = []
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Attribute)
        ):
            found.append(node.value.func.value)
        elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            found.append(node.value)
    return [node for node in found if isinstance(node, ast.Name)]


def _stored_names(source: str) -> set[str]:
    """Give the names that a text binds."""
    return {n.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _grows(text: str, name: str) -> bool:
    """Tell whether an expression reads a name, so that assigning it back in a loop may grow without bound."""
    return name in _loaded_names(text)
