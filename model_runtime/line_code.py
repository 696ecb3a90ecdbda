"""The code of one line: the statement that it is, or is the header of; several statements; a block behind its header.

Knows no values. Lines that hold something else (a part of a statement, a decorator) have no code of their own.
"""

import ast
from dataclasses import dataclass, field
from functools import lru_cache

from tree_sitter import Node

from model_runtime.program.parser import Program, block_of, node_text
from model_runtime.trace.syntax import parse_syntax
from model_runtime.value_guess import statement_of


@lru_cache(maxsize=4096)
def whole_statement(program: Program, line: int) -> ast.stmt | None:
    """Give the statement that a line is, or is the header of; None when it is more or less than one."""
    node = statement_node(program, line)
    if node is None or node.type == "except_clause" or (node.parent and node.parent.type == "decorated_definition"):
        return None
    body = block_of(node)
    if body is None:
        rest = program.lines[node.end_point[0]].encode()[node.end_point[1] :].strip(b" \t\f;")
        return None if rest and not rest.startswith(b"#") else statement_of(node_text(node))
    if body.start_point[0] <= _colon(node).end_point[0]:
        return None  # the block is on the line of its header
    return statement_of(header_text(node))


@dataclass(frozen=True, slots=True)
class LineCode:
    """What a line holds that is more than one statement: several, or an `if` with its block, or the block of an `else`.

    With a `test`, the statements run only where it holds.
    """

    statements: tuple[ast.stmt, ...]
    test: ast.expr | None = None
    alternative: int | None = None  # the line that comes next where the test fails, if that is not what follows

    node: ast.AST = field(init=False, compare=False)  # all of it

    def __post_init__(self) -> None:
        tested = [ast.Expr(self.test)] if self.test else []
        object.__setattr__(self, "node", ast.Module([*tested, *self.statements], []))


@lru_cache(maxsize=4096)
def line_code(program: Program, line: int) -> LineCode | None:
    """Give the code of a line that holds several statements, or a header with its block; None for any other line."""
    text, clause = program.lines[line - 1], _first_node(program, line)
    start = (line - 1, len(text[: len(text) - len(text.lstrip())].encode()))
    while clause is not None and clause.type not in _LINE_STARTS:
        clause = clause.parent if clause.parent is not None and clause.parent.start_point == start else None
    if clause is None or clause.start_point != start or clause.has_error:
        return None
    block = block_of(clause)
    if block is None and clause.type in ("if_statement", "elif_clause", "else_clause"):
        return None
    last = block if block is not None else clause
    while block is None and last.next_sibling is not None and last.next_sibling.start_point[0] == line - 1:
        last = last.next_sibling
    if last.end_point[0] != line - 1 or (block is not None and block.start_point[0] != line - 1):
        return None
    code = text.strip()
    if clause.type == "else_clause":
        if clause.parent is None or clause.parent.type != "if_statement":
            return None
        code = code.partition(":")[2].strip()
    try:
        found = parse_syntax(code.removeprefix("el") if clause.type == "elif_clause" else code).body
    except (SyntaxError, ValueError, RecursionError):
        return None
    if any(not isinstance(statement, _SIMPLE) for statement in found if not isinstance(statement, ast.If)):
        return None
    if clause.type not in ("if_statement", "elif_clause"):
        return LineCode(tuple(found)) if all(isinstance(statement, _SIMPLE) for statement in found) else None
    match found:
        case [ast.If(test=test, body=body, orelse=[])] if all(isinstance(statement, _SIMPLE) for statement in body):
            return LineCode(tuple(body), test, _alternative(clause))
    return None


def _alternative(clause: Node) -> int | None:
    """Give the line that comes next where the condition of an `if` or `elif` fails."""
    following = clause.next_named_sibling if clause.type == "elif_clause" else None
    if clause.type == "if_statement":
        following = next(
            (child for child in clause.named_children if child.type in ("elif_clause", "else_clause")), None
        )
    if following is None or following.type == "elif_clause":
        return None if following is None else following.start_point[0] + 1
    block = block_of(following)
    first = next((child for child in block.named_children if child.type != "comment"), None) if block else None
    return None if first is None else first.start_point[0] + 1


_LINE_STARTS = frozenset(
    {
        "assert_statement",
        "break_statement",
        "continue_statement",
        "delete_statement",
        "elif_clause",
        "else_clause",
        "expression_statement",
        "if_statement",
        "pass_statement",
        "raise_statement",
        "return_statement",
    }
)
_SIMPLE = (
    *(ast.AnnAssign, ast.Assert, ast.Assign, ast.AugAssign, ast.Break, ast.Continue, ast.Delete, ast.Expr, ast.Pass),
    *(ast.Raise, ast.Return),
)


def _colon(node: Node) -> Node:
    return next(child for child in node.children if child.type == ":")


def header_text(node: Node) -> str:
    """Give the text of a compound statement or clause up to its colon."""
    return (node.text or b"")[: _colon(node).end_byte - node.start_byte].decode("utf-8", "surrogatepass")


@lru_cache(maxsize=4096)
def statement_lines(program: Program, line: int) -> range | None:
    """Give the lines of the statement, or of the header, that a line is part of; None where that is not known."""
    node = _first_node(program, line)
    while node is not None and node.type not in _STATEMENTS:
        if node.type.endswith(("_statement", "_definition", "_clause")) and node.type not in _EXPRESSION_CLAUSES:
            return None
        node = node.parent
    if node is None:
        return None
    last = node if block_of(node) is None else _colon(node)
    return range(node.start_point[0] + 1, last.end_point[0] + 2)


@lru_cache(maxsize=4096)
def block_line(program: Program, line: int) -> int | None:
    """Give the first line of the block under a header."""
    node = statement_node(program, line)
    body = node and block_of(node)
    first = next((child for child in body.named_children if child.type != "comment"), None) if body else None
    return None if first is None else first.start_point[0] + 1


def statement_node(program: Program, line: int) -> Node | None:
    """Give the node of the statement or clause that begins with a line; None where there is none."""
    text = program.lines[line - 1]
    column = len(text[: len(text) - len(text.lstrip())].encode())
    node = program.root.descendant_for_point_range((line - 1, column), (line - 1, column))
    while node is not None and node.parent is not None and node.type not in _STATEMENTS:
        if node.parent.start_point != (line - 1, column):
            return None
        node = node.parent
    if node is None or node.start_point != (line - 1, column) or node.type not in _STATEMENTS:
        return None
    return node


_STATEMENTS = frozenset(
    {
        "assert_statement",
        "break_statement",
        "continue_statement",
        "delete_statement",
        "elif_clause",
        "except_clause",
        "expression_statement",
        "for_statement",
        "function_definition",
        "if_statement",
        "import_from_statement",
        "import_statement",
        "pass_statement",
        "raise_statement",
        "return_statement",
        "try_statement",
        "while_statement",
    }
)


_EXPRESSION_CLAUSES = ("for_in_clause", "if_clause")  # of comprehensions


@lru_cache(maxsize=4096)
def loop_lines(program: Program, line: int) -> range:
    """Give the lines of the innermost loop that a line is in, within its function; none outside of one."""
    node = _first_node(program, line)
    while node is not None and node.type not in ("for_statement", "while_statement"):
        node = None if node.type in ("function_definition", "class_definition", "lambda") else node.parent
    return range(0) if node is None else range(node.start_point[0] + 1, node.end_point[0] + 2)


def _first_node(program: Program, line: int) -> Node | None:
    """Give the smallest node at the first character of a line that is no space."""
    text = program.lines[line - 1]
    place = (line - 1, len(text[: len(text) - len(text.lstrip())].encode()))
    return program.root.descendant_for_point_range(place, place)
