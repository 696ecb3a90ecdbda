"""From a file, a function and a call to what a predictor is asked: for whoever starts a run of a file on disk.

The call is one of the text (`enter`), or one that really happened (`entered_for_real`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from model_runtime.neighbours import Modules, tests_of
from model_runtime.predictor import MAX_FRAMES, PredictionRequest, make_request, read_source
from model_runtime.program.context import Context, context_of
from model_runtime.program.parser import Function, Program, parse
from model_runtime.program.unfinished import whole_part
from model_runtime.prompt import entry_of
from model_runtime.trace.frames import TraceEvent, TraceFrame, Value


@dataclass(frozen=True, slots=True)
class Entered:
    """A run to imagine: the request in the words of a context, where that lies, and the file as it was read."""

    program: Program
    request: PredictionRequest
    context: Context


def enter(
    path: Path,
    function: str | None = None,
    call: str | None = None,
    *,
    roots: tuple[Path, ...] = (),
    max_frames: int = MAX_FRAMES,
    pure_neural: bool = False,
) -> Entered:
    """Read a file and choose what of it is run; what is in the middle of being typed is left out.

    Raises:
        DeskcheckError: the file cannot be read, or has no such function or call.
    """
    path = path.resolve()
    program = whole_part(read_source(path), str(path)).program
    modules = Modules(roots)
    tests = tuple(found for test in tests_of(path) if (found := modules.program(test)) is not None)
    request = make_request(
        program.text,
        file=str(path),
        function=function,
        call=call,
        tests=tests,
        max_frames=max_frames,
        pure_neural=pure_neural,
    )
    program = parse(request.source, file=str(path))
    context = context_of(program, entry_of(program, request.function, request.line), find_module=modules.find)
    return Entered(program, replace(request, source=context.text, line=context.entry_line), context)


def entered_for_real(
    context: Context,
    entry: Function,
    given: Mapping[str, Value],
    *,
    file: str,
    why: str,
    ran: Sequence[tuple[int, Mapping[str, Value]]] = (),
    max_frames: int = MAX_FRAMES,
    pure_neural: bool = False,
) -> PredictionRequest:
    """Ask for what follows a real call.

    Args:
        context: the text around the function.
        entry: the function, in that text.
        given: what its parameters and the variables it captures really are.
        file: the file that the call is shown in.
        why: where the call comes from, for people.
        ran: lines of the context that have run since, each with the locals before it.
        max_frames: at most so many frames are predicted.
        pure_neural: whether nothing is computed.
    """
    lines = parse(context.text, file=file).lines
    place = (entry.name, file)
    called = TraceFrame(TraceEvent.CALL, *place, entry.line, lines[entry.line - 1], 0, 0, given)
    since = [TraceFrame(TraceEvent.LINE, *place, line, lines[line - 1], 0, 0, state) for line, state in ran]
    prefix = (called, *since)
    return PredictionRequest(
        source=context.text,
        function=entry.name,
        line=context.entry_line,
        call=f"{entry.name}({', '.join(f'{name}={given[name]}' for name in entry.params if name in given)})",
        arguments=tuple((name, given.get(name)) for name in entry.params),
        why=why,
        file=file,
        prefix=prefix,
        max_frames=len(prefix) + max_frames,
        pure_neural=pure_neural,
    )
