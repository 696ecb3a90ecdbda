"""Python text as syntax trees, in one thread at a time.

CPython 3.11 and 3.12 count the depth of a tree they build in one place for all threads: two that build trees at the
same time can make either fail with "SystemError: AST constructor recursion depth mismatch" (python/cpython#106905).
Predictions run in threads, so what they parse is parsed here.
"""

import ast
import threading
from typing import Any

_ALONE = threading.RLock()


def parse_syntax(text: str) -> ast.Module:
    """Parse statements.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: as `ast.parse`.
    """
    with _ALONE:
        return ast.parse(text)


def parse_expression(text: str) -> ast.expr:
    """Parse an expression.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: as `ast.parse`.
    """
    with _ALONE:
        return ast.parse(text, mode="eval").body


def read_literal(text: str) -> Any:
    """Read the value of a literal.

    Raises:
        ValueError, SyntaxError, TypeError, RecursionError, MemoryError: as `ast.literal_eval`.
    """
    with _ALONE:
        return ast.literal_eval(text)
