"""In what order CPython 3.11 evaluates a function: instructions as the compiler would place them, each with its line.

The syntax tree becomes a small graph of `Op`s, as fine as line events need: a `LINE` event comes when the line of the
next op differs or when control jumps back; calls, yields and returns have ops of their own. Knows no run:
`flow.FlowState` walks the graph. The lines follow Python/compile.c of 3.11 (`SET_LOC`, `compiler_jump_if`,
`update_start_location_to_match_attr`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from tree_sitter import Node

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
    walk_scope,
)


class OpKind(StrEnum):
    """What can be seen of an instruction."""

    DO = "do"  # nothing but its line
    CALL = "call"  # enters one of `targets`
    MAYBE_CALL = "maybe_call"  # enters one of `targets`, or none
    CALLBACK = "callback"  # enters `targets` any number of times
    CONSUME = "consume"  # draws all items of a generator
    NEXT_ITEM = "next_item"  # the head of a loop: `following` is the body and what comes after the loop
    YIELD = "yield"
    YIELD_FROM = "yield_from"  # yields what `targets` yield; never sends a line event in between
    RETURN = "return"
    RAISE = "raise"
    RERAISE = "reraise"


class Stops(StrEnum):
    """When a consumer drops its generator, which closes it, before the last item."""

    NEVER = "never"
    PERHAPS = "perhaps"  # any, all
    AT_ONCE = "at_once"  # next


@dataclass(slots=True)
class Op:
    """One instruction."""

    line: int  # 0 = none of its own: it shows the line before it
    kind: OpKind = OpKind.DO
    targets: tuple[Function, ...] = ()
    following: list[int] = field(default_factory=list)
    stops: Stops = Stops.NEVER
    is_start: bool = False  # the first of a statement
    is_handler: bool = False  # control gets here by an exception only


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The instructions of a function; the first is its entry."""

    ops: tuple[Op, ...]
    starts: dict[int, tuple[int, ...]]  # line -> ops that begin a statement there
    handlers: dict[int, tuple[int, ...]]  # line -> ops that an exception leads to
    firsts: dict[int, tuple[int, ...]]  # line -> ops that follow one of another line


def evaluation_of(program: Program, function: Function) -> Evaluation | None:
    """Give the instructions of a function; None where the text is too broken or too deep to say."""
    return _evaluation(program, function.line, function.node.start_byte, function.name)


@lru_cache(maxsize=1024)
def _evaluation(program: Program, line: int, start_byte: int, name: str) -> Evaluation | None:
    function = next(f for f in program.functions if (f.line, f.node.start_byte, f.name) == (line, start_byte, name))
    try:
        return _Compiler(program, function).compile()
    except (RecursionError, _TooLongError):
        return None


# Builtins that draw every item of an iterator before they return, or drop it at once (which closes a generator).
_EAGER = {
    *(
        "sum",
        "min",
        "max",
        "sorted",
        "list",
        "tuple",
        "set",
        "frozenset",
        "dict",
        "any",
        "all",
        "next",
        "join",
        "extend",
    ),
    *(
        "update",
        "bytes",
        "bytearray",
        "Counter",
        "deque",
        "OrderedDict",
        "fromkeys",
        "prod",
        "fsum",
        "writelines",
        "len",
    ),
}
_STOPS = {"any": Stops.PERHAPS, "all": Stops.PERHAPS, "next": Stops.AT_ONCE}
_LAZY = {"enumerate", "zip", "map", "filter", "iter", "reversed", "islice", "chain", "takewhile", "dropwhile", "cycle"}
_BUILTIN_METHODS = {
    name for kind in (list, dict, set, str, int, float, tuple, bytes) for name in dir(kind) if not name.startswith("__")
}
_VALUES = {"subscript", "call", "parenthesized_expression", "conditional_expression"}  # that may give a function
_CONSTANTS = {"integer", "float", "true", "false", "none", "ellipsis"}
_MAX_OPS = 100_000  # nested `finally` bodies double with each level
_MAX_FOLDED = 50  # parts of a constant sum; deeper ones need not be told from others


class _TooLongError(Exception):
    """A function has more instructions than are worth following."""


@dataclass(slots=True)
class _Loop:
    head: list[int]
    breaks: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _With:
    line: int
    exits: tuple[Function, ...]


@dataclass(frozen=True, slots=True)
class _Finally:
    body: Node


class _Compiler:
    """Emits the ops of one function in the order of the bytecode."""

    def __init__(self, program: Program, function: Function) -> None:
        self._program = program
        self._function = function
        self._ops: list[Op] = []
        self._tail: list[int] = []  # ops that the next one follows
        self._location = function.line  # line of what is emitted for a statement itself; a comparison moves it
        self._around: list[_Loop | _With | _Finally] = []
        self._callable = _callables(program)
        self._own = {f.node.start_byte: f for f in program.functions if f.kind is not FunctionKind.CLASS_BODY}
        self._shadowed = set(function.params) | {
            n for x in walk_scope(function.node) if x.type not in SCOPES for n in bindings(x)
        }

    def compile(self) -> Evaluation:
        function = self._function
        body = function.node.child_by_field_name("body")
        if function.kind is FunctionKind.COMPREHENSION:
            self._comprehension(function.node)
        elif function.kind is FunctionKind.LAMBDA:
            if body is not None:
                self._expr(body)
                self._emit(first_line(body), OpKind.RETURN)
        else:
            if function.kind is FunctionKind.CLASS_BODY:
                self._emit(function.def_line)
            if body is not None:
                self._block(body, skip_docstring=function.docstring)
            self._emit(0, OpKind.RETURN)
        return self._finished()

    def _finished(self) -> Evaluation:
        starts: dict[int, tuple[int, ...]] = {}
        handlers: dict[int, tuple[int, ...]] = {}
        firsts: dict[int, tuple[int, ...]] = {}
        before: list[list[int]] = [[] for _ in self._ops]
        for idx, op in enumerate(self._ops):
            for target in op.following:
                before[target].append(idx)
        for idx, op in enumerate(self._ops):
            if op.is_start:
                starts[op.line] = (*starts.get(op.line, ()), idx)
            if op.is_handler:
                handlers[op.line] = (*handlers.get(op.line, ()), idx)
            if op.line and any(self._ops[b].line != op.line or b >= idx for b in before[idx]):
                firsts[op.line] = (*firsts.get(op.line, ()), idx)
        return Evaluation(tuple(self._ops), starts, handlers, firsts)

    # Emitting

    def _emit(self, line: int, kind: OpKind = OpKind.DO, targets: Sequence[Function] = ()) -> int:
        idx = len(self._ops)
        if idx > _MAX_OPS:
            raise _TooLongError
        self._ops.append(Op(line, kind, tuple(targets)))
        for before in self._tail:
            if idx not in self._ops[before].following:
                self._ops[before].following.append(idx)
        ends = kind in (OpKind.RETURN, OpKind.RAISE, OpKind.RERAISE)
        self._tail = [] if ends else [idx]
        return idx

    def _jump_to(self, heads: Sequence[int]) -> None:
        for before in self._tail:
            self._ops[before].following += [h for h in heads if h not in self._ops[before].following]
        self._tail = []

    # Statements

    def _block(self, block: Node, *, skip_docstring: bool = False) -> None:
        statements = block.named_children if block.type in ("block", "module") else [block]
        statements = [s for s in statements if s.type != "comment"]
        for statement in statements[1:] if skip_docstring else statements:
            self._statement(statement)

    def _statement(self, node: Node) -> None:
        start = len(self._ops)
        self._location = first_line(node)
        method = getattr(self, f"_{node.type}", None)
        if method is not None:
            method(node)
        elif node.type not in ("global_statement", "nonlocal_statement", "comment", "future_import_statement"):
            self._expr(node)
        if len(self._ops) > start:
            self._ops[start].is_start = True

    def _expression_statement(self, node: Node) -> None:
        for child in node.named_children:
            if child.type != "comment":
                self._expr(child)

    def _pass_statement(self, node: Node) -> None:
        self._emit(first_line(node))

    def _import_statement(self, node: Node) -> None:
        self._emit(first_line(node))

    _import_from_statement = _import_statement

    def _delete_statement(self, node: Node) -> None:
        for child in node.named_children:
            self._store(child)

    def _return_statement(self, node: Node) -> None:
        line = first_line(node)
        value = next((c for c in node.named_children if c.type != "comment"), None)
        if value is not None:
            self._expr(value)
        if value is None or first_line(value) != line:
            self._emit(line)
        is_leaving = any(not isinstance(around, _Loop) for around in self._around)
        self._unwind(stop_at_loop=False)
        self._emit(0 if is_leaving else line, OpKind.RETURN)

    def _raise_statement(self, node: Node) -> None:
        for child in node.named_children:
            if child.type != "comment":
                self._expr(child)
        self._emit(first_line(node), OpKind.RAISE)

    def _assert_statement(self, node: Node) -> None:
        parts = [c for c in node.named_children if c.type != "comment"]
        holds, fails = self._branch(parts[0]) if parts else ([], [])
        self._tail = fails
        for message in parts[1:]:
            self._expr(message)
        if self._tail:
            self._emit(self._location, OpKind.RAISE)
        self._tail = holds

    def _break_statement(self, node: Node) -> None:
        self._emit(first_line(node))
        loop = self._unwind(stop_at_loop=True)
        if loop is not None:
            loop.breaks += self._tail
        self._tail = []

    def _continue_statement(self, node: Node) -> None:
        self._emit(first_line(node))
        loop = self._unwind(stop_at_loop=True)
        self._jump_to(loop.head if loop else [])

    def _unwind(self, *, stop_at_loop: bool) -> _Loop | None:
        """Leave what is around a jump, innermost first; gives the loop at which it stops."""
        saved = self._around
        for idx in range(len(saved) - 1, -1, -1):
            around = saved[idx]
            if isinstance(around, _Loop):
                if stop_at_loop:
                    return around
                continue
            self._around = saved[:idx]
            if isinstance(around, _With):
                self._emit(around.line, OpKind.MAYBE_CALL if around.exits else OpKind.DO, around.exits)
            else:
                self._block(around.body)
            self._around = saved
        return None

    def _if_statement(self, node: Node) -> None:
        ends: list[int] = []
        clauses = [node, *node.children_by_field_name("alternative")]
        for clause in clauses:
            if clause.type == "else_clause":
                body = clause.child_by_field_name("body")
                if body is not None:
                    self._block(body)
                continue
            condition, body = clause.child_by_field_name("condition"), clause.child_by_field_name("consequence")
            if condition is None:
                continue
            begin = len(self._ops)
            self._location = first_line(clause)
            holds, fails = self._branch(condition)
            if clause is not node and len(self._ops) > begin:
                self._ops[begin].is_start = True
            self._tail = holds
            if body is not None and holds:
                self._block(body)
            ends += self._tail
            self._tail = fails
        self._tail = _merged(ends, self._tail)

    def _while_statement(self, node: Node) -> None:
        condition, body = node.child_by_field_name("condition"), node.child_by_field_name("body")
        if condition is None:
            return
        head = len(self._ops)
        holds, fails = self._branch(condition)
        loop = _Loop([head])
        self._around.append(loop)
        self._tail = holds
        if body is not None and holds:
            self._block(body)
        self._jump_to([head])
        self._around.pop()
        self._tail = fails
        self._else(node)
        self._tail = _merged(self._tail, loop.breaks)

    def _for_statement(self, node: Node) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        body = node.child_by_field_name("body")
        if right is None or left is None:
            return
        self._expr(right)
        self._emit(first_line(node))  # GET_ITER
        head = self._emit(first_line(node), OpKind.NEXT_ITEM, self._generators(right))
        loop = _Loop([head])
        self._around.append(loop)
        self._store(left)
        if body is not None:
            self._block(body)
        self._jump_to([head])
        self._around.pop()
        self._tail = [head]
        self._else(node)
        self._tail = _merged(self._tail, loop.breaks)

    def _else(self, node: Node) -> None:
        clause = node.child_by_field_name("alternative")
        body = clause.child_by_field_name("body") if clause else None
        if body is not None:
            self._block(body)

    def _with_statement(self, node: Node) -> None:
        body = node.child_by_field_name("body")
        clause = next((c for c in node.children if c.type == "with_clause"), None)
        n_around = len(self._around)
        enters = tuple(self._callable.get("__enter__", ())) + tuple(self._callable.get("__aenter__", ()))
        exits = tuple(self._callable.get("__exit__", ())) + tuple(self._callable.get("__aexit__", ()))
        line = first_line(node)
        for item in clause.named_children if clause else ():
            value = item.child_by_field_name("value") if item.type == "with_item" else None
            if value is None:
                continue
            alias = value.child_by_field_name("alias") if value.type == "as_pattern" else None
            self._expr(value.named_children[0] if value.type == "as_pattern" else value)
            self._emit(first_line(value), OpKind.MAYBE_CALL if enters else OpKind.DO, enters)
            self._around.append(_With(line, exits))
            if alias is not None:
                for target in alias.named_children:
                    self._store(target)
        if body is not None:
            self._block(body)
        while len(self._around) > n_around:
            self._around.pop()
            if self._tail:
                self._emit(line, OpKind.MAYBE_CALL if exits else OpKind.DO, exits)
        tail = self._tail
        self._tail = []
        handler = self._emit(line, OpKind.MAYBE_CALL if exits else OpKind.DO, exits)
        self._ops[handler].is_handler = True
        swallowed = self._tail  # `__exit__` may swallow the exception
        self._emit(0, OpKind.RERAISE)
        self._tail = _merged(tail, swallowed)

    def _try_statement(self, node: Node) -> None:
        self._emit(first_line(node))
        final = next((c for c in node.children if c.type == "finally_clause"), None)
        final_body = next((c for c in final.named_children if c.type == "block"), None) if final else None
        if final_body is not None:
            self._around.append(_Finally(final_body))
        body = node.child_by_field_name("body")
        if body is not None:
            self._block(body)
        otherwise = next((c for c in node.children if c.type == "else_clause"), None)
        if otherwise is not None:
            inner = otherwise.child_by_field_name("body")
            if inner is not None:
                self._block(inner)
        ends = self._tail
        self._tail = []
        for clause in (c for c in node.children if c.type in ("except_clause", "except_group_clause")):
            begin = len(self._ops)
            parts = [c for c in clause.named_children if c.type not in ("block", "comment")]
            for part in parts[:1]:
                self._expr(part.named_children[0] if part.type == "as_pattern" else part)
            self._emit(first_line(clause))
            self._ops[begin].is_handler = True
            test = self._tail
            inner = next((c for c in clause.named_children if c.type == "block"), None)
            if inner is not None:
                self._block(inner)
            ends = _merged(ends, self._tail)
            self._tail = test if parts else []
        if self._tail:
            self._emit(0, OpKind.RERAISE)
        self._tail = ends
        if final_body is not None:
            self._around.pop()
            if self._tail:
                self._block(final_body)
            ends = self._tail
            self._tail = []
            begin = len(self._ops)
            self._block(final_body)
            if len(self._ops) > begin:
                self._ops[begin].is_handler = True
            self._emit(0, OpKind.RERAISE)
            self._tail = ends

    def _match_statement(self, node: Node) -> None:
        for subject in node.children_by_field_name("subject"):
            self._expr(subject)
        body = node.child_by_field_name("body")
        ends: list[int] = []
        for case in [c for c in (body.named_children if body else node.named_children) if c.type == "case_clause"]:
            consequence, guard = case.child_by_field_name("consequence"), case.child_by_field_name("guard")
            patterns = [c for c in case.named_children if c.type == "case_pattern"]
            begin = len(self._ops)
            irrefutable = len(patterns) == 1 and guard is None and _is_irrefutable(patterns[0])
            fails: list[int] = []
            for pattern in patterns:
                self._emit(first_line(pattern))
                lines = {first_line(n) for n in walk_scope(pattern) if n.type == "case_pattern"} - {first_line(pattern)}
                for line in sorted(lines):
                    fails += self._tail
                    self._emit(line)
            if len(self._ops) > begin:
                self._ops[begin].is_start = True
            if not irrefutable:
                fails += self._tail
            if guard is not None:
                for test in guard.named_children:
                    self._location = first_line(case)
                    holds, not_so = self._branch(test)
                    fails += not_so
                    self._tail = holds
            if consequence is not None:
                self._block(consequence)
            ends += self._tail
            self._tail = list(dict.fromkeys(fails))
        self._tail = _merged(ends, self._tail)

    def _function_definition(self, node: Node) -> None:
        self._definition(node, first_line(node))

    def _definition(self, node: Node, line: int) -> None:
        parameters = node.child_by_field_name("parameters")
        for parameter in parameters.named_children if parameters else ():
            value = parameter.child_by_field_name("value")
            if value is not None:
                self._expr(value)
        for parameter in parameters.named_children if parameters else ():
            kind = parameter.child_by_field_name("type")
            if kind is not None:
                self._expr(kind)
        returned = node.child_by_field_name("return_type")
        if returned is not None:
            self._expr(returned)
        self._emit(line)

    def _class_definition(self, node: Node) -> None:
        self._class(node, first_line(node))

    def _class(self, node: Node, line: int) -> None:
        bodies = [
            f
            for f in self._program.functions
            if f.kind is FunctionKind.CLASS_BODY and f.node.start_byte == node.start_byte
        ]
        self._emit(line)
        bases = node.child_by_field_name("superclasses")
        for base in bases.named_children if bases else ():
            self._expr(base)
        self._emit(line, OpKind.CALL, bodies)

    def _decorated_definition(self, node: Node) -> None:
        definition = node.child_by_field_name("definition")
        if definition is None:
            return
        decorators = [c for c in node.children if c.type == "decorator"]
        for decorator in decorators:
            for part in decorator.named_children:
                self._expr(part)
        line = first_line(definition)
        if definition.type == "class_definition":
            self._class(definition, first_line(node))
        else:
            self._definition(definition, line if not decorators else first_line(node))
        for decorator in reversed(decorators):
            callee = next((p for p in decorator.named_children if p.type != "comment"), None)
            kind, targets = (
                self._resolved(callee) if callee is not None and callee.type == "identifier" else (OpKind.DO, ())
            )
            self._emit(first_line(callee) if callee is not None else line, kind, targets)
        self._emit(line)

    # Expressions

    def _expr(self, node: Node) -> None:
        line = first_line(node)
        method = _EXPRESSIONS.get(node.type)
        if method is not None:
            method(self, node)
        elif node.type in SCOPES:
            self._scope(node)
        elif node.type == "comment":
            return
        else:
            for child in node.named_children:
                self._expr(child)
            self._emit(line)

    def _atom(self, node: Node) -> None:
        self._emit(first_line(node))

    def _inner(self, node: Node) -> None:
        for child in node.named_children:
            self._expr(child)

    def _string(self, node: Node) -> None:
        for child in node.named_children:
            parts = child.named_children if child.type == "interpolation" else ()
            for part in parts:
                if part.type not in ("type_conversion", "format_specifier"):
                    self._expr(part)
                elif part.type == "format_specifier":
                    for inner in part.named_children:
                        self._inner(inner)
            if child.type == "string":
                self._string_parts(child)
        self._emit(first_line(node))

    def _string_parts(self, node: Node) -> None:
        for child in node.named_children:
            if child.type == "interpolation":
                for part in child.named_children:
                    if part.type not in ("type_conversion", "format_specifier"):
                        self._expr(part)

    def _assignment(self, node: Node) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if right is None:
            return
        targets: list[Node | None] = [left]
        while right.type == "assignment" and (inner := right.child_by_field_name("right")) is not None:
            targets.append(right.child_by_field_name("left"))
            right = inner
        self._expr(right)
        for target in targets:
            if target is not None:
                self._store(target)

    def _augmented(self, node: Node) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is not None:
            self._expr(left)
        if right is not None:
            self._expr(right)
        self._emit(first_line(node))

    def _store(self, node: Node) -> None:
        if node.type == "attribute":
            value = node.child_by_field_name("object")
            if value is not None:
                self._expr(value)
            self._emit(last_line(node))
        elif node.type == "subscript":
            for child in node.named_children:
                self._expr(child)
            self._emit(first_line(node))
        elif node.type in ("pattern_list", "tuple_pattern", "list_pattern", "expression_list", "tuple", "list"):
            self._emit(first_line(node))
            for child in node.named_children:
                self._store(child)
        elif node.type in ("list_splat_pattern", "parenthesized_expression"):
            for child in node.named_children:
                self._store(child)
        elif node.type != "comment":
            self._emit(first_line(node))

    def _binary(self, node: Node) -> None:
        left = node.child_by_field_name("left")
        chain = [node]
        while left is not None and left.type == "binary_operator":  # long sums are deep trees
            chain.append(left)
            left = left.child_by_field_name("left")
        if len(chain) < _MAX_FOLDED and _is_constant(node):
            self._emit(first_line(node))
            return
        if left is not None:
            self._expr(left)
        for operation in reversed(chain):
            right = operation.child_by_field_name("right")
            if right is not None:
                self._expr(right)
            self._emit(first_line(operation))

    def _comparison(self, node: Node) -> None:
        operands = [c for c in node.named_children if c.type != "comment"]
        leaving: list[int] = []
        for idx, operand in enumerate(operands):
            self._expr(operand)
            if idx:
                self._emit(first_line(node))
                if idx < len(operands) - 1:
                    leaving += self._tail
        self._tail = _merged(self._tail, leaving)

    def _boolean(self, node: Node) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return
        self._expr(left)
        self._emit(first_line(node))
        leaving = self._tail
        self._expr(right)
        self._tail = _merged(self._tail, leaving)

    def _conditional(self, node: Node) -> None:
        parts = [c for c in node.named_children if c.type != "comment"]
        if len(parts) != 3:
            return
        value, condition, otherwise = parts
        around, self._location = self._location, first_line(node)
        holds, fails = self._branch(condition)
        self._location = around
        self._tail = holds
        self._expr(value)
        ends = self._tail
        self._tail = fails
        self._expr(otherwise)
        self._tail = _merged(ends, self._tail)

    def _branch(self, node: Node) -> tuple[list[int], list[int]]:
        """Emit a condition; gives where it leaves when it holds and when it does not.

        The jump shows the line of the statement, or that of the last comparison met (`compiler_jump_if`).
        """
        if node.type == "parenthesized_expression":
            inner = [c for c in node.named_children if c.type != "comment"]
            if len(inner) == 1:
                return self._branch(inner[0])
        if node.type == "not_operator":
            argument = node.child_by_field_name("argument")
            if argument is not None:
                holds, fails = self._branch(argument)
                return fails, holds
        if node.type == "boolean_operator":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            operator = node.child_by_field_name("operator")
            if left is not None and right is not None and operator is not None:
                holds, fails = self._branch(left)
                if operator.type == "and":
                    self._tail = holds
                    more, not_so = self._branch(right)
                    return more, _merged(fails, not_so)
                self._tail = fails
                more, not_so = self._branch(right)
                return _merged(holds, more), not_so
        truth = constant_truth(node)
        if truth is not None:
            self._emit(self._location)
            return (self._tail, []) if truth else ([], self._tail)
        if node.type == "comparison_operator":
            self._location = first_line(node)
        self._expr(node)
        self._emit(self._location)
        return self._tail, self._tail

    def _attribute(self, node: Node) -> None:
        value, name = node.child_by_field_name("object"), node.child_by_field_name("attribute")
        if value is not None:
            self._expr(value)
        targets = tuple(f for f in self._callable.get(node_text(name), ()) if _is_property(f)) if name else ()
        self._emit(last_line(node), OpKind.MAYBE_CALL if targets else OpKind.DO, targets)

    def _collection(self, node: Node) -> None:
        line = first_line(node)
        items = [c for c in node.named_children if c.type != "comment"]
        is_folded = all(_is_constant(item) for item in items) and (node.type == "tuple" or len(items) > 2)
        if node.type in ("tuple", "expression_list", "list", "set") and is_folded:
            self._emit(first_line(items[0]) if node.type == "expression_list" and items else line)
            return
        if len(items) > 30 and node.type in ("list", "set"):
            self._emit(line)
            for item in items:
                self._expr(item)
                self._emit(line)
            return
        for item in items:
            self._expr(item)
        self._emit(line)

    def _dictionary(self, node: Node) -> None:
        pairs = [c for c in node.named_children if c.type != "comment"]
        keys = [p.child_by_field_name("key") for p in pairs if p.type == "pair"]
        has_key_tuple = 1 < len(pairs) == len(keys) and all(k is not None and _is_constant(k) for k in keys)
        for pair in pairs:
            key = pair.child_by_field_name("key") if pair.type == "pair" else None
            value = pair.child_by_field_name("value") if pair.type == "pair" else pair
            if key is not None and not has_key_tuple:
                self._expr(key)
            if value is not None:
                self._expr(value)
        self._emit(first_line(node))

    def _named(self, node: Node) -> None:
        value, name = node.child_by_field_name("value"), node.child_by_field_name("name")
        if value is not None:
            self._expr(value)
        self._emit(first_line(name or node))

    def _yield(self, node: Node) -> None:
        parts = [c for c in node.named_children if c.type != "comment"]
        for part in parts:
            self._expr(part)
        is_from = any(c.type == "from" for c in node.children)
        generators = self._generators(parts[0]) if is_from and parts else ()
        self._emit(first_line(node), OpKind.YIELD_FROM if is_from else OpKind.YIELD, generators)

    def _await(self, node: Node) -> None:
        for child in node.named_children:
            self._expr(child)
        inner = next((c for c in node.named_children if c.type == "call"), None)
        callee = inner.child_by_field_name("function") if inner is not None else None
        targets = self._named_functions(callee) if callee is not None else ()
        asynchronous = tuple(f for f in targets if f.is_async)
        self._emit(first_line(node), OpKind.CALL if asynchronous else OpKind.DO, asynchronous)
        before = self._tail
        self._emit(first_line(node), OpKind.YIELD)
        self._tail = _merged(self._tail, before)

    def _scope(self, node: Node) -> None:
        line = first_line(node)
        if node.type == "lambda":
            parameters = node.child_by_field_name("parameters")
            for parameter in parameters.named_children if parameters else ():
                value = parameter.child_by_field_name("value")
                if value is not None:
                    self._expr(value)
            self._emit(line)
            return
        self._emit(line)
        clause = next((c for c in node.children if c.type == "for_in_clause"), None)
        iterable = clause.child_by_field_name("right") if clause else None
        if iterable is not None:
            self._expr(iterable)
        own = self._own.get(node.start_byte)
        is_called = node.type in COMPREHENSIONS and node.type != "generator_expression" and own is not None
        self._emit(line, OpKind.CALL if is_called else OpKind.DO, [own] if is_called and own is not None else ())

    def _comprehension(self, node: Node) -> None:
        parts = [c for c in node.named_children if c.type != "comment"]
        element = parts[0]
        heads: list[int] = []
        fails: list[tuple[int, list[int]]] = []
        for clause in parts[1:]:
            if clause.type == "for_in_clause":
                right = clause.child_by_field_name("right")
                if heads and right is not None:
                    self._expr(right)
                    self._emit(self._location)
                generators = self._generators(right) if right is not None else ()
                heads.append(self._emit(self._location, OpKind.NEXT_ITEM, generators))
                left = clause.child_by_field_name("left")
                if left is not None:
                    self._store(left)
            elif clause.type == "if_clause" and heads:
                for test in clause.named_children:
                    holds, not_so = self._branch(test)
                    fails.append((heads[-1], not_so))
                    self._tail = holds
        if element.type == "pair":
            for part in element.named_children:
                self._expr(part)
        else:
            self._expr(element)
        self._emit(self._location, OpKind.YIELD if node.type == "generator_expression" else OpKind.DO)
        for head, not_so in fails:
            self._back(not_so, head)
        if heads:
            self._back(self._tail, heads[-1])
        for outer, inner in reversed(list(pairwise(heads))):
            self._tail = [inner]
            self._back([self._emit(self._location)], outer)
        self._tail = heads[:1]
        self._emit(0 if node.type == "generator_expression" else self._location, OpKind.RETURN)

    def _back(self, ops: Sequence[int], head: int) -> None:
        for idx in ops:
            if head not in self._ops[idx].following:
                self._ops[idx].following.append(head)

    def _call(self, node: Node) -> None:
        function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if function is None or arguments is None:
            return
        line = first_line(node)
        self._expr(function)
        if function.type == "attribute":
            line = last_line(function)
        given = [arguments] if arguments.type == "generator_expression" else arguments.named_children
        values = []
        for argument in given:
            value = argument.child_by_field_name("value") if argument.type == "keyword_argument" else argument
            if value is not None and value.type != "comment":
                values.append(value)
                self._expr(value)
        kind, targets = self._resolved(function)
        name_node = function.child_by_field_name("attribute") if function.type == "attribute" else function
        name = node_text(name_node) if name_node is not None else ""
        is_builtin = kind is OpKind.DO
        if is_builtin and name in _EAGER:
            for value in values:
                generators = self._generators(value)
                if generators:
                    idx = self._emit(line, OpKind.CONSUME, generators)
                    self._ops[idx].stops = _STOPS.get(name, Stops.NEVER)
        callbacks = [f for value in values for f in self._callbacks(value)] if is_builtin else []
        if callbacks and name not in ("map", "filter"):
            self._emit(line, OpKind.CALLBACK, callbacks)
        self._emit(line, kind, targets)

    # Names

    def _named_functions(self, node: Node) -> tuple[Function, ...]:
        if node.type == "identifier":
            return self._callable.get(node_text(node), ())
        if node.type == "attribute":
            name = node.child_by_field_name("attribute")
            return self._callable.get(node_text(name), ()) if name is not None else ()
        return ()

    def _resolved(self, function: Node) -> tuple[OpKind, tuple[Function, ...]]:
        """Give what calling an expression enters."""
        found = self._named_functions(function)
        if function.type == "attribute":
            found = tuple(f for f in found if not _is_property(f))
        entered = tuple(f for f in found if not f.is_generator and not f.is_async)
        entered += tuple(wrapper for f in found if _is_decorated(f) for wrapper in self._wrappers(f))
        if not entered:
            return (OpKind.DO, ()) if not self._is_variable(function) else (OpKind.MAYBE_CALL, self._values())
        name = node_text(function)
        if function.type == "attribute":
            attribute = function.child_by_field_name("attribute")
            is_sure = attribute is not None and node_text(attribute) not in _BUILTIN_METHODS
            return (OpKind.CALL if is_sure and found == entered else OpKind.MAYBE_CALL), entered
        is_plain = found == entered and not any(_is_decorated(f) for f in entered)
        local = {f.name.rpartition(".")[2] for f in entered if "<locals>" in f.name}
        if is_plain and (name not in self._shadowed or name in local):
            return OpKind.CALL, entered
        return OpKind.MAYBE_CALL, entered

    def _wrappers(self, function: Function) -> tuple[Function, ...]:
        """Give the functions that decorators of this file may have put in place of a function."""
        parent = function.node.parent
        decorators = (
            [node_text(n) for c in parent.children if c.type == "decorator" for n in walk_scope(c)] if parent else []
        )
        outer = [f.name for name in decorators for f in self._callable.get(name, ())]
        return tuple(
            f
            for f in self._program.functions
            if f.kind is FunctionKind.FUNCTION and any(f.name.startswith(f"{name}.<locals>.") for name in outer)
        )

    def _is_variable(self, function: Node) -> bool:
        """Whether what is called is a value that only the run tells: a variable's, or that of another expression."""
        if function.type in _VALUES:
            return True
        return function.type == "identifier" and node_text(function) in (*self._function.free_names, *self._shadowed)

    def _values(self) -> tuple[Function, ...]:
        """Give what a variable may hold that can be called: the lambdas and the functions that are passed around."""
        passed_on = names_as_values(self._program)
        return tuple(
            f
            for f in self._program.functions
            if f.kind is FunctionKind.LAMBDA
            or (f.kind is FunctionKind.FUNCTION and ("<locals>" in f.name or f.name in passed_on))
            or _is_decorated(f)
            if not f.is_generator
        )

    def _generators(self, node: Node) -> tuple[Function, ...]:
        """Give the generators of the program that drawing from an expression resumes."""
        if node.type == "generator_expression":
            own = self._own.get(node.start_byte)
            return (own,) if own is not None else ()
        if node.type == "parenthesized_expression" and node.named_child_count == 1:
            return self._generators(node.named_children[0])
        if node.type != "call":
            return ()
        function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if function is None or arguments is None:
            return ()
        direct = tuple(f for f in self._named_functions(function) if f.is_generator and not f.is_async)
        if direct and not any(_is_decorated(f) for f in direct):
            return direct
        if node_text(function).rpartition(".")[2] in _LAZY:
            given = [arguments] if arguments.type == "generator_expression" else arguments.named_children
            return tuple(f for value in given for f in self._generators(value))
        return ()

    def _callbacks(self, node: Node) -> tuple[Function, ...]:
        """Give the functions of the program that an argument hands over."""
        if node.type == "lambda":
            own = self._own.get(node.start_byte)
            return (own,) if own is not None else ()
        if node.type == "identifier":
            found = self._callable.get(node_text(node), ())
            return tuple(f for f in found if not f.is_generator and f.kind is FunctionKind.FUNCTION)
        if node.type == "call":
            function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
            if function is not None and arguments is not None and node_text(function) in _LAZY:
                return tuple(f for value in arguments.named_children for f in self._callbacks(value))
        return ()


_EXPRESSIONS = {
    **dict.fromkeys(("identifier", "integer", "float", "true", "false", "none", "ellipsis"), _Compiler._atom),
    **dict.fromkeys(("parenthesized_expression", "list_splat", "dictionary_splat", "type"), _Compiler._inner),
    **dict.fromkeys(("string", "concatenated_string"), _Compiler._string),
    **dict.fromkeys(("tuple", "list", "set", "expression_list"), _Compiler._collection),
    "assignment": _Compiler._assignment,
    "augmented_assignment": _Compiler._augmented,
    "binary_operator": _Compiler._binary,
    "comparison_operator": _Compiler._comparison,
    "boolean_operator": _Compiler._boolean,
    "conditional_expression": _Compiler._conditional,
    "attribute": _Compiler._attribute,
    "dictionary": _Compiler._dictionary,
    "named_expression": _Compiler._named,
    "yield": _Compiler._yield,
    "await": _Compiler._await,
    "call": _Compiler._call,
}


@lru_cache(maxsize=256)
def _callables(program: Program) -> dict[str, tuple[Function, ...]]:
    """Give the functions that calling a simple name may enter; a class stands for its `__init__`."""
    found: dict[str, tuple[Function, ...]] = {}
    for function in program.functions:
        if function.kind in (FunctionKind.LAMBDA, FunctionKind.COMPREHENSION, FunctionKind.CLASS_BODY):
            continue
        names = function.name.split(".")
        keys = [names[-1]]
        if names[-1] == "__init__" and len(names) > 1:
            keys.append(names[-2])
        for key in keys:
            found[key] = (*found.get(key, ()), function)
    for node in walk_scope(program.root):  # `f = lambda x: …` is called as `f(…)`
        if node.type == "assignment":
            right = node.child_by_field_name("right")
            if right is not None and right.type == "lambda":
                lambdas = tuple(f for f in program.functions if f.node.start_byte == right.start_byte)
                for name in bindings(node):
                    found[name] = (*found.get(name, ()), *lambdas)
    return found


def _merged(first: Sequence[int], second: Sequence[int]) -> list[int]:
    return list(dict.fromkeys((*first, *second)))


def _is_decorated(function: Function) -> bool:
    return function.node.parent is not None and function.node.parent.type == "decorated_definition"


def _is_property(function: Function) -> bool:
    parent = function.node.parent
    if parent is None or parent.type != "decorated_definition":
        return False
    return any(
        "property" in node_text(c) or ".setter" in node_text(c) for c in parent.children if c.type == "decorator"
    )


def _is_constant(node: Node) -> bool:
    if node.type in _CONSTANTS:
        return True
    if node.type == "string":
        return not any(c.type == "interpolation" for c in node.children)
    if node.type in ("tuple", "parenthesized_expression"):
        return all(_is_constant(c) for c in node.named_children)
    if node.type == "binary_operator":
        return all(_is_constant(c) for c in node.named_children)
    if node.type == "concatenated_string":
        return all(_is_constant(c) for c in node.named_children if c.type != "comment")
    if node.type == "unary_operator":
        argument = node.child_by_field_name("argument")
        return argument is not None and argument.type in _CONSTANTS
    return False


def constant_truth(node: Node) -> bool | None:
    """Whether a condition is a constant, and which; None when only a run can say."""
    if node.type == "parenthesized_expression" and node.named_child_count == 1:
        return constant_truth(node.named_children[0])
    if node.type == "true":
        return True
    if node.type in ("false", "none"):
        return False
    if node.type == "integer":
        return node_text(node).strip("0_xXoObB") != ""
    return None


def _is_irrefutable(pattern: Node) -> bool:
    text = node_text(pattern).strip()
    return text.isidentifier() and text not in ("True", "False", "None")


@lru_cache(maxsize=256)
def names_as_values(program: Program) -> frozenset[str]:
    """Give the names that occur other than as the function of a call, as a target or as a definition's name."""
    names = set()
    stack = [program.root]
    while stack:
        node = stack.pop()
        stack.extend(node.children)
        if node.type != "identifier" or node.parent is None:
            continue
        parent = node.parent
        is_called = parent.type == "call" and parent.child_by_field_name("function") == node
        is_defined = parent.type == "function_definition" and parent.child_by_field_name("name") == node
        if not is_called and not is_defined:
            names.add(node_text(node))
    return frozenset(names)
