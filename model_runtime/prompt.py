"""The head of a trace: which source the model sees, with the entry marked."""

from model_runtime.errors import DeskcheckError
from model_runtime.program.parser import Function, Program
from model_runtime.trace.format import Segment, context_segments


def prompt_segments(program: Program, entry: Function) -> list[Segment]:
    """Write the prompt of a run that starts in `entry`."""
    return context_segments(program.lines, entry.line - 1)


def entry_of(program: Program, name: str, line: int | None = None) -> Function:
    """Find the entry function by name, and by line when the name is defined more than once.

    Raises:
        DeskcheckError: there is none.
    """
    same = [function for function in program.functions if function.name == name]
    if not same:
        raise DeskcheckError(f"there is no function {name!r} in this file")
    return next((function for function in same if function.line == line), same[-1])
