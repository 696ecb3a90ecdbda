"""What a line can do to the variables of its function, from its text and theirs."""

import pytest

from model_runtime.changes import changeable, for_header, surely_bound
from model_runtime.program.flow import FlowState
from model_runtime.program.parser import parse
from model_runtime.prompt import entry_of
from model_runtime.recorder import RecordingRequest, record_many
from model_runtime.trace.frames import Trace, TraceEvent
from model_runtime.training.candidates import generated_candidates
from model_runtime.training.drills import drill_candidates

SHOWN = {
    "n": "3",
    "word": "'[1]'",
    "xs": "[1, 2]",
    "ys": "[[1, 2], 7]",
    "zs": "[8]",
    "d": "{'a': [1]}",
    "pair": "(1, 'a')",
    "mixed": "([1], 2)",
    "thing": "Thing(n=1)",
    "keys": "dict_keys(['a'])",
}
OPEN = {"xs", "ys", "zs", "d", "mixed", "thing", "keys"}  # what may change when anything may happen


def after(line: str, head: str = "") -> set[str]:
    program = parse(f"{head}def f({', '.join(SHOWN)}):\n    {line}\n    return n\n")
    function = program.function("f")
    assert function is not None
    return set(changeable(program, function, function.line + 1, SHOWN))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("if n > 2 and word in xs: pass", set()),
        ("n = len(xs) + max(d, key=len)", {"n"}),
        ("n += 1", {"n"}),
        ("word = word.replace('[', '').upper()", {"word"}),
        ("n, word = word, n", {"n", "word"}),
        ("new = sorted(xs, key=lambda x: -x)", set()),
        ("new = [x for x in xs if x]", set()),
        ("xs.append(n)", {"xs", "ys", "thing", "keys"}),
        ("zs.append(n)", {"zs", "thing", "keys"}),
        ("zs += xs", {"zs", "thing", "keys"}),
        ("d['b'] = n", {"d", "thing", "keys"}),
        ("d['a'].append(n)", {"d", "ys", "mixed", "thing", "keys"}),
        ("xs[0] = n", {"xs", "ys", "thing", "keys"}),
        ("new = xs.pop()", {"xs", "ys", "thing", "keys"}),
        ("thing.go()", OPEN),
        ("n = thing", {"n"} | OPEN),
        ("n = unknown(xs)", {"n"} | OPEN),
        ("yield n", OPEN),
    ],
)
def test_a_line_changes_what_it_binds_and_what_may_be_the_object_it_changes(line: str, expected: set[str]) -> None:
    assert after(line) == expected


def test_a_builtin_that_the_program_gives_its_name_to_may_do_anything() -> None:
    assert after("n = len(xs)", "def len(x):\n    x.append(1)\n\n\n") == {"n"} | OPEN


def test_a_function_of_the_program_that_only_reads_changes_nothing() -> None:
    assert after("n = size(xs)", "def size(x):\n    return len(x) + 1\n\n\n") == {"n"}


def test_a_variable_that_an_inner_function_shares_may_change_where_something_else_may_run() -> None:
    source = """def f(n, go):
    def inner():
        nonlocal n
        n += 1
    go(inner)
    return n
"""
    program = parse(source)
    function = program.function("f")
    assert function is not None
    assert "n" in changeable(program, function, 5, {"n": "3", "go": "<function go>"})


def test_an_assignment_has_bound_its_names_when_control_goes_on() -> None:
    program = parse(
        "def f(x):\n    (a, *b), c = d = x\n    x[0] = 1\n    e: int = 2\n    g: int\n    return (\n        a)\n"
    )
    assert surely_bound(program, 2) == {"a", "b", "c", "d"}
    assert surely_bound(program, 3) == frozenset()
    assert surely_bound(program, 4) == {"e"}
    assert surely_bound(program, 5) == frozenset()
    assert surely_bound(program, 6) == frozenset()


def test_a_loop_over_names_alone_has_a_header() -> None:
    program = parse(
        "def f(x):\n    for i, (a, b) in x:\n        x = 1\n        pass\n    for x[0] in x:\n        pass\n"
    )
    header = for_header(program, 2)
    assert header is not None
    assert (header.targets, header.body) == ({"i", "a", "b"}, range(3, 5))
    assert for_header(program, 5) is None
    assert for_header(program, 3) is None


def changes_allowed(source: str, run: Trace) -> int:
    """Check each step of a real run, and count the names that could not change."""
    program = parse(source)
    flow = FlowState.start(program, entry_of(program, run.entry, run.frames[0].line))
    before: dict[int, tuple[int, dict[str, str]]] = {}
    n_closed = 0
    for frame in run.frames:
        step = flow.step_for(frame)
        assert step is not None
        function = program.function(step.function, step.line)
        if frame.event is TraceEvent.LINE and frame.activation in before and function is not None:
            line, shown = before[frame.activation]
            may = changeable(program, function, line, shown)
            changed = {name for name, text in frame.locals.items() if shown.get(name, text) != text}
            assert changed <= may or "<" in function.name.rpartition(".")[2], (source, line, changed - may)
            n_closed += len(shown.keys() - may)
        shown = dict(frame.locals) if frame.event in (TraceEvent.LINE, TraceEvent.CALL) else before[frame.activation][1]
        before[frame.activation] = frame.line, shown
        flow.advance(step)
    return n_closed


def test_real_runs_change_nothing_else() -> None:
    made = [*generated_candidates(0, 40, seed=11), *drill_candidates(0, 60, seed=11)]
    requests = [RecordingRequest(c.source, c.entry, c.calls[0]) for c in made if c.calls]
    runs = [(request.source, run) for request, run in zip(requests, record_many(requests), strict=True)]
    traces = [(source, run) for source, run in runs if isinstance(run, Trace)]
    assert len(traces) > 60
    assert sum(changes_allowed(source, run) for source, run in traces) > 500
