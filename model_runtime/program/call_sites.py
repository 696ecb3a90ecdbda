"""How many frames a statement enters by what is written in it: calls of functions of this file, comprehensions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from model_runtime.program.parser import COMPREHENSIONS, FunctionKind, Program, node_text

_CONSUMERS = {  # builtins that surely ask a generator for its first item
    *("all", "any", "dict", "frozenset", "join", "list", "max", "min", "set", "sorted", "sum", "tuple"),
}
_LATER = {"lambda", "function_definition", "class_definition"}


@dataclass(frozen=True, slots=True)
class CallCount:
    """Frames that a piece of code enters itself, whatever those frames enter in turn."""

    least: int = 0
    most: int | None = 0  # None: unknown
    names: tuple[str, ...] = ()  # simple names of what is entered, in order; of use while `least` is `most`

    def plus(self, other: "CallCount") -> "CallCount":
        """Count what is evaluated after this."""
        return CallCount(
            self.least + other.least,
            None if self.most is None or other.most is None else self.most + other.most,
            self.names + other.names,
        )


UNKNOWN = CallCount(0, None)


def count_calls(program: Program, parts: Sequence[Node]) -> CallCount:
    """Count the frames that evaluating `parts` enters: at least those that nothing can skip, at most all written.

    A call of a function of this file counts one, so does a comprehension; a call of what this file does not define
    counts nothing. Methods, awaits and functions passed as arguments make the number unknown.
    """
    return _total(_count(program, part) for part in parts)


def _total(counts: Iterable[CallCount]) -> CallCount:
    total = CallCount()
    for found in counts:
        total = total.plus(found)
    return total


def _count(program: Program, node: Node) -> CallCount:
    if node.type in ("await", "yield"):
        return UNKNOWN
    if node.type in _LATER:
        return CallCount()
    if node.type in COMPREHENSIONS:
        clause = next((child for child in node.children if child.type == "for_in_clause"), None)
        iterable = clause.child_by_field_name("right") if clause is not None else None
        is_certain = node.type != "generator_expression" or _is_consumed(node)
        own = CallCount(int(is_certain), 1, (COMPREHENSIONS[node.type],))
        return own if iterable is None else _count(program, iterable).plus(own)  # the rest runs in its own frame
    total = CallCount()
    for child in node.named_children:
        found = _count(program, child)
        total = total.plus(CallCount(0, found.most, found.names) if _may_be_skipped(node, child) else found)
    return total.plus(_entered_by(program, node)) if node.type == "call" else total


def _is_consumed(generator: Node) -> bool:
    call = generator.parent
    if call is not None and call.type == "argument_list":
        call = call.parent
    function = call.child_by_field_name("function") if call is not None and call.type == "call" else None
    if function is not None and function.type == "attribute":
        function = function.child_by_field_name("attribute")
    return function is not None and node_text(function) in _CONSUMERS


def _entered_by(program: Program, call: Node) -> CallCount:
    function = call.child_by_field_name("function")
    if function is None or _passes_a_function(program, call.child_by_field_name("arguments")):
        return UNKNOWN
    if function.type == "attribute":
        attribute = function.child_by_field_name("attribute")
        name = node_text(attribute) if attribute is not None else ""
        return UNKNOWN if any(f.name.rpartition(".")[2] == name for f in program.functions) else CallCount()
    if function.type != "identifier":
        return UNKNOWN
    name = node_text(function)
    same = [f for f in program.functions if f.name.rpartition(".")[2] == name]
    if not same:
        return CallCount()
    found = same[0]
    is_plain = not found.is_generator and not found.is_async and found.line == found.def_line
    is_one = len(same) == 1 and found.kind is FunctionKind.FUNCTION and is_plain
    return CallCount(1, 1, (name,)) if is_one else UNKNOWN


def _passes_a_function(program: Program, arguments: Node | None) -> bool:
    """Whether an argument is or names a function of this file: who gets it may call it."""
    if arguments is None:
        return False
    names = {f.name.rpartition(".")[2] for f in program.functions}
    values = [child.child_by_field_name("value") or child for child in arguments.named_children]
    return any(v.type == "lambda" or (v.type == "identifier" and node_text(v) in names) for v in values)


def _may_be_skipped(node: Node, child: Node) -> bool:
    if node.type == "boolean_operator":
        return child.id != node.named_children[0].id
    if node.type == "conditional_expression":
        return child.id != node.named_children[1].id  # BODY if CONDITION else ALTERNATIVE
    return node.type == "comparison_operator" and child.id not in [n.id for n in node.named_children[:2]]
