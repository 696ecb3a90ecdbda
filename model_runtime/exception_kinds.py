"""The exceptions of a program whose repr follows from their arguments."""

from collections.abc import Mapping
from functools import lru_cache

from model_runtime.program.parser import Program, bound_once, node_text

EXCEPTIONS: Mapping[str, type[Exception]] = {  # builtin ones whose repr and text follow from their arguments
    kind.__name__: kind
    for kind in (
        *(ArithmeticError, AssertionError, AttributeError, BufferError, EOFError, Exception, IndexError, KeyError),
        *(LookupError, NameError, NotImplementedError, OverflowError, RuntimeError, TypeError, UnboundLocalError),
        *(ValueError, ZeroDivisionError),
    )
}


@lru_cache(maxsize=256)
def exceptions_of(program: Program) -> Mapping[str, type[Exception]]:
    """Give the exceptions whose repr follows from their arguments: builtin ones, and classes that only name a new kind.

    A class of the program stands here as one of ours that is called alike.
    """
    found = dict(EXCEPTIONS)
    for node in program.root.named_children:
        bases, body = node.child_by_field_name("superclasses"), node.child_by_field_name("body")
        if node.type != "class_definition" or bases is None or body is None or bases.named_child_count != 1:
            continue
        name, base = node_text(node.child_by_field_name("name")), node_text(bases.named_children[0])  # type: ignore[arg-type]
        is_empty = all(
            child.type in ("pass_statement", "comment")
            or (child.type == "expression_statement" and child.named_children[0].type in ("string", "ellipsis"))
            for child in body.named_children
        )
        if is_empty and base in found and name in bound_once(program):
            found[name] = type(name, (found[base],), {})
    return found
