"""What could be imagined of a text: its functions, the calls known of each, and the request that a call leads to.

Pure functions over texts, slow enough on long files to run beside the event loop; they know no protocol and no state.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from lsp_server.settings import PredictionSettings
from model_runtime.errors import DeskcheckError
from model_runtime.neighbours import Modules, tests_of
from model_runtime.predictor import PROPOSED, PredictionRequest
from model_runtime.program.context import Context, context_of
from model_runtime.program.entry_points import EntryPoint, bind_call, entry_points
from model_runtime.program.parser import Function, FunctionKind, Program, parse
from model_runtime.program.unfinished import Whole, whole_part
from model_runtime.tests_index import TestsIndex

CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Plan:
    """A call to imagine of a function: the request in the words of a context, and where that context lies."""

    function: str
    entry: EntryPoint
    context: Context
    request: PredictionRequest
    is_cut: bool  # the function is being typed: the run ends where the text breaks


@dataclass(frozen=True, slots=True)
class Analysis:
    """A version of a text, read: the part that is whole, its functions, and the calls known of them, best first."""

    version: int
    program: Program
    cut: frozenset[str]  # functions that are being typed: their text breaks off
    lost: frozenset[int]  # 1-based lines that are not whole
    functions: tuple[Function, ...]  # those that can be entered by name
    entries: Mapping[str, tuple[EntryPoint, ...]] = field(default_factory=dict)
    tests: frozenset[Path] = frozenset()  # that were looked into

    def function(self, name: str) -> Function | None:
        """Find a function; of several of one name the last."""
        return next((function for function in reversed(self.functions) if function.name == name), None)

    def is_lost(self, first: int, last: int) -> bool:
        """Whether one of the lines between two, 1-based, both counted, is not whole."""
        return not self.lost.isdisjoint(range(first, last + 1))

    def in_lines(self, first: int, last: int) -> list[str]:
        """Give the functions that have a line between two, 1-based, both counted."""
        return [f.name for f in self.functions if f.line <= last and f.end_line >= first]


def analyse(text: str, version: int, path: Path | None, modules: Modules, index: TestsIndex | None = None) -> Analysis:
    """Read a text and the tests that belong to it: by their names, and those that an index knows to import it."""
    text = text.removeprefix("\ufeff")  # as the interpreter does; no line moves
    whole = whole_part(text, str(path) if path else None)
    paths = dict.fromkeys((*tests_of(path), *(index.of(path) if index else ()))) if path else {}
    tests = {test: program for test in paths if (program := modules.program(test)) is not None}
    entries: dict[str, list[EntryPoint]] = {}
    for entry in entry_points(whole.program, tests=tuple(tests.values())):
        known = entries.setdefault(entry.function, [])
        if all(entry.call != other.call for other in known):
            known.append(entry)
    return Analysis(
        version,
        whole.program,
        _cut_functions(text, whole),
        whole.lost,
        tuple(f for f in whole.program.functions if _can_be_entered(f)),
        {name: tuple(found) for name, found in entries.items()},
        frozenset(tests),
    )


def _cut_functions(text: str, whole: Whole) -> frozenset[str]:
    """Find the functions that lost lines: inside of them, or indented deeper right behind what is left of them."""
    if not whole.lost:
        return frozenset()
    lines = parse(text).lines
    found = set()
    for function in whole.program.functions:
        end = function.end_line
        while end < len(lines) and (end + 1 in whole.lost or not lines[end].strip()):
            if lines[end].strip() and _indent(lines[end]) <= _indent(lines[function.def_line - 1]):
                break
            end += 1
        if any(line in whole.lost and lines[line - 1].strip() for line in range(function.line, end + 1)):
            found.add(function.name)
    return frozenset(found)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _can_be_entered(function: Function) -> bool:
    return function.kind in (FunctionKind.FUNCTION, FunctionKind.METHOD) and "<locals>" not in function.name


def choose(analysis: Analysis, name: str, call: str | None, settings: PredictionSettings) -> EntryPoint | None:
    """Choose what to imagine of a function: the call that the user chose, else the best one known, None where none is.

    Raises:
        DeskcheckError: the call chosen is none of this function, or does not fit it.
    """
    if call is not None:
        bound = bind_call(analysis.program, call)
        if bound.function != name:
            raise DeskcheckError(f"the call {call!r} calls {bound.function!r}, not {name!r}")
        known = (entry for entry in analysis.entries.get(name, ()) if entry.call == call)
        return next(known, EntryPoint(name, call, CHOSEN, 0, bound.arguments))
    best = next(iter(analysis.entries.get(name, ())), None)
    if best is None or (best.why in ("signature", "annotations") and not settings.proposed_arguments):
        return None
    return best


def make_plan(
    analysis: Analysis,
    entry: EntryPoint,
    modules: Modules,
    settings: PredictionSettings,
    on_source: Callable[[Path], None] = lambda path: None,
) -> Plan:
    """Make the request of a call; `on_source` is told each other file that was looked into.

    Raises:
        DeskcheckError: the function is gone.
    """
    program = analysis.program
    function = analysis.function(entry.function)
    if function is None:
        raise DeskcheckError(f"there is no function {entry.function!r} in this file")

    def find(name: str, level: int, importer: str | None) -> Program | None:
        found = modules.find(name, level, importer)
        if found is not None and found.file is not None:
            on_source(Path(found.file))
        return found

    context = context_of(program, function, find_module=find)
    is_open = entry.arguments is None
    request = PredictionRequest(
        context.text,
        function.name,
        context.entry_line,
        None if is_open else entry.call,
        entry.arguments,
        PROPOSED if is_open else entry.why,
        max_frames=settings.max_frames,
        pure_neural=settings.pure_neural,
    )
    return Plan(function.name, entry, context, request, function.name in analysis.cut)


def urgent(plan: Plan) -> Plan:
    """Give a plan that overtakes the others: somebody waits for it."""
    return replace(plan, request=replace(plan.request, is_urgent=True))
