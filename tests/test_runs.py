"""The run of one function: its ghosts follow edits, turn stale, and are never blank before newer ones are there."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from lsprotocol import types

from lsp_server.documents import Change, Document, Encoding
from lsp_server.features.code_lens import lens_title
from lsp_server.planning import Plan, analyse, choose, make_plan
from lsp_server.runs import Run, RunState
from lsp_server.settings import PredictionSettings
from model_runtime.neighbours import Modules
from model_runtime.predictor import PredictionEnd
from model_runtime.program.parser import Program
from model_runtime.trace.frames import Origin, Outcome, Trace, TraceStats, Value

SOURCE = "def f(n):\n    a = n + 1\n    b = a * 2\n    return b\n\nf(3)\n"
END = PredictionEnd(Outcome.RETURNED, None, None, TraceStats())


def planned(text: str) -> tuple[Plan, Program]:
    analysis = analyse(text, 1, None, Modules())
    entry = choose(analysis, "f", None, PredictionSettings())
    assert entry is not None
    return make_plan(analysis, entry, Modules(), PredictionSettings()), analysis.program


@pytest.fixture
def run(record: Callable[..., Trace]) -> Run:
    """Give the finished run of `f(3)`."""
    plan, program = planned(SOURCE)
    run = Run("f", first=1, last=4)
    run.begin(plan)
    run.frames = list(record(plan.context.text, call="f(3)").frames)
    run.finish(END, program)
    return run


def shown(run: Run) -> dict[int, str]:
    return {
        ghosts.line: "~" * is_stale + " ".join(f"{ghost.name}={','.join(ghost.values)}" for ghost in ghosts.ghosts)
        for ghosts, is_stale in run.ghosts()
        if ghosts.ghosts
    }


def test_a_finished_run_is_shown_by_line(run: Run) -> None:
    assert shown(run) == {1: "n=3", 2: "a=4", 3: "b=8", 4: "=8"}
    assert (run.state, run.is_settled, run.call) == (RunState.FRESH, True, "f(3)")


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (Change(0, 0, 2), {3: "n=3", 4: "a=4", 5: "b=8", 6: "=8"}),  # above
        (Change(5, 6, 3), {1: "n=3", 2: "a=4", 3: "b=8", 4: "=8"}),  # below
        (Change(2, 3, 1), {1: "n=3", 2: "a=4", 3: "~b=8", 4: "~=8"}),  # a line is another
        (Change(1, 2, 3), {1: "n=3", 2: "~a=4", 5: "~b=8", 6: "~=8"}),  # lines come in
        (Change(2, 2, 1), {1: "n=3", 2: "~a=4", 4: "~b=8", 5: "~=8"}),  # between two lines
        (Change(1, 3, 0), {1: "n=3", 2: "~=8"}),  # lines go
        (Change(0, 1, 1), {1: "~n=3", 2: "~a=4", 3: "~b=8", 4: "~=8"}),  # the header
    ],
)
def test_ghosts_move_with_their_lines_and_an_edit_inside_makes_them_stale(
    run: Run, change: Change, lines: dict[int, str]
) -> None:
    run.moved(change)
    assert shown(run) == lines


@pytest.mark.parametrize("line", ["x", "def f(n):", "    return b", ""])
def test_every_edit_leaves_the_function_where_its_text_is(run: Run, line: str) -> None:
    document = Document.of("file:///a.py", 1, "# above\n" + SOURCE)
    run.moved(Change(0, 0, 1))
    for at in (0, 1, 3):
        start = document.position(at, 0, Encoding.UTF16)
        partial = types.TextDocumentContentChangePartial(types.Range(start, start), line + "\n")
        document, edits = document.changed(document.version + 1, [partial], Encoding.UTF16)
        for edit in edits:
            run.moved(edit)
        kept = [idx + 1 for idx in range(document.n_lines) if document.line(idx) == "    return b"]
        assert run.last in kept


def test_old_values_stay_until_a_newer_run_has_reached_their_line(run: Run) -> None:
    plan, program = planned(SOURCE.replace("+ 1", "+ 10"))
    frames = run.frames
    run.begin(plan)
    assert shown(run) == {1: "~n=3", 2: "~a=4", 3: "~b=8", 4: "~=8"}
    run.state = RunState.RUNNING
    run.show(program)  # the frames before the edit are those of the run before
    assert shown(run) == {1: "n=3", 2: "~a=4", 3: "~b=8", 4: "~=8"}
    run.frames = frames[:3]
    run.show(program)
    assert shown(run) == {1: "n=3", 2: "a=4", 3: "~b=8", 4: "~=8"}


def test_a_run_that_was_cancelled_keeps_what_it_showed_as_stale(run: Run) -> None:
    plan, program = planned(SOURCE.replace("+ 1", "+ 10"))
    run.begin(plan)
    run.finish(PredictionEnd(Outcome.CANCELLED, None, None, TraceStats()), program)
    assert (run.state, shown(run)[4]) == (RunState.STALE, "~=8")


def test_a_run_that_failed_shows_what_came_before(run: Run) -> None:
    plan, program = planned(SOURCE.replace("+ 1", "+ 10"))
    frames = run.frames
    run.begin(plan)
    run.frames = frames[:3]
    run.show(program)
    run.fail("out of memory")
    assert (run.state, run.message, shown(run)) == (RunState.FAILED, "out of memory", {1: "n=3", 2: "a=4"})


def test_a_function_in_the_middle_of_being_typed_does_not_end(record: Callable[..., Trace]) -> None:
    plan, program = planned("def f(n):\n    a = n + 1\n    b = (a *\n\nf(3)\n")
    run = Run("f", first=1, last=3)
    run.begin(plan)
    run.frames = list(record(plan.context.text, call="f(3)").frames)
    run.finish(END, program)
    assert plan.is_cut
    assert shown(run)[2] == "a=4"
    trace = run.trace()
    assert trace is not None
    assert (trace.result, [frame.event.value for frame in trace.frames][-1]) == (None, "line")


def test_the_lens_marks_a_result_that_is_unsure(run: Run) -> None:
    run.end = replace(END, result="8")
    assert str(lens_title(run, (), unsure_below=0.7)).startswith("f(3) → 8 (")
    run.frames[-1] = replace(run.frames[-1], arg=Value("8", Origin.PREDICTED, 0.03))
    assert str(lens_title(run, (), unsure_below=0.7)).startswith("f(3) → 8? (")
