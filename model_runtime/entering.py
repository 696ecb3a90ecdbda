"""From a file, a function and a call to what a predictor is asked: for whoever starts a run of a file on disk."""

from dataclasses import dataclass, replace
from pathlib import Path

from model_runtime.neighbours import Modules, tests_of
from model_runtime.predictor import MAX_FRAMES, PredictionRequest, make_request, read_source
from model_runtime.program.context import Context, context_of
from model_runtime.program.parser import Program, parse
from model_runtime.program.unfinished import whole_part
from model_runtime.prompt import entry_of


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
