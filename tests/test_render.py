"""Tests of ghost values and of their drawing in a terminal."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.console import Console, RenderableType

from model_runtime.ghost_values import ghost_values
from model_runtime.program.parser import parse
from model_runtime.render import (
    ASCII,
    FrameList,
    Glyphs,
    LiveTrace,
    comparison_footer,
    comparison_view,
    glyphs_for,
    printable,
    shorten,
    trace_footer,
    trace_view,
    value_style,
)
from model_runtime.trace.compare import compare
from model_runtime.trace.frames import Origin, Outcome, Trace, TraceEvent, TraceStats, Value

Record = Callable[..., Trace]

SUM = """\
def f(n):
    total = 0
    for i in range(n):
        total += i
    return total
"""


def drawn(what: RenderableType, width: int = 80, **options: object) -> list[str]:
    """Draw on a console without colours and give its lines without trailing blanks."""
    console = Console(file=io.StringIO(), width=width, color_system=None, **options)  # type: ignore[arg-type]
    console.print(what)
    return [line.rstrip() for line in console.file.getvalue().rstrip("\n").split("\n")]  # type: ignore[attr-defined]


def drawn_trace(trace: Trace, source: str, width: int = 80) -> list[str]:
    return drawn(trace_view(trace.frames, parse(source)), width)


def shown(trace: Trace, source: str) -> dict[int, list[str]]:
    """Give each line's ghosts as `kind name: values`."""
    return {
        line: [f"{ghost.kind} {ghost.name}: {', '.join(ghost.values)}" for ghost in ghosts.ghosts]
        for line, ghosts in ghost_values(trace.frames, source.split("\n")).items()
    }


def test_a_line_shows_what_it_changed_and_a_loop_header_what_each_round_got(record: Record) -> None:
    assert shown(record(SUM, call="f(3)"), SUM) == {
        1: ["argument n: 3"],
        2: ["assigned total: 0"],
        3: ["assigned i: 0, 1, 2"],
        4: ["assigned total: 0, 1, 3"],
        5: ["returned : 3"],
    }


def test_a_loop_over_equal_items_shows_each_round(record: Record) -> None:
    source = "def f(xs):\n    for x in xs:\n        y = x\n    return y\n"
    assert shown(record(source, call="f([7, 7, 7])"), source)[2] == ["assigned x: 7, 7, 7"]


def test_a_line_with_its_block_behind_its_condition_shows_the_rounds_in_which_it_ran(record: Record) -> None:
    source = "def f(xs):\n    y = 0\n    for x in xs:\n        if x > y: y = x\n    return y\n"
    assert shown(record(source, call="f([2, 1, 5, 3])"), source)[4] == ["assigned y: 2, 5"]


def test_an_exception_is_shown_on_the_line_that_raises_it(record: Record) -> None:
    source = (
        "def f(x):\n    try:\n        y = 1 / x\n    except ZeroDivisionError as error:\n        y = 0\n    return y\n"
    )
    assert shown(record(source, call="f(0)"), source) == {
        1: ["argument x: 0"],
        2: [],
        3: ["raised : ZeroDivisionError('division by zero')"],
        4: ["assigned error: ZeroDivisionError('division by zero')"],
        5: ["assigned y: 0"],
        6: ["returned : 0"],
    }


def test_a_generator_shows_what_it_yields_and_what_is_sent_shows_on_the_yield(record: Record) -> None:
    source = "def g():\n    x = yield 1\n    yield x\n\ndef f():\n    it = g()\n    next(it)\n    return it.send(5)\n"
    ghosts = shown(record(source, call="f()"), source)
    assert (ghosts[2], ghosts[3]) == (["assigned x: 5", "yielded : 1"], ["yielded : 5"])


def test_frames_of_comprehensions_and_lambdas_are_folded(record: Record) -> None:
    source = "def f(xs):\n    ys = [x * x\n          for x in xs]\n    return sorted(ys, key=lambda y: -y)\n"
    ghosts = shown(record(source, call="f([1, 2])"), source)
    assert ghosts[4] == ["returned : [4, 1]"]
    assert not any("x:" in text.replace("xs:", "") or ".0" in text for texts in ghosts.values() for text in texts)


def test_del_and_nested_functions_show_what_matters(record: Record) -> None:
    source = "def f():\n    x = 1\n    del x\n    def g():\n        pass\n    g()\n"
    ghosts = shown(record(source, call="f()"), source)
    assert (ghosts[3], ghosts[4], ghosts[6]) == (["deleted x: "], [], [])


def test_ghosts_stand_beside_the_source(record: Record) -> None:
    assert drawn_trace(record(SUM, call="f(3)"), SUM) == [
        "                              recorded",
        "  1 │ def f(n):               n = 3",
        "  2 │     total = 0           total = 0",
        "  3 │     for i in range(n):  i: 0, 1, 2",
        "  4 │         total += i      total: 0, 1, 3",
        "  5 │     return total        → 3",
    ]


def test_many_rounds_are_folded(record: Record) -> None:
    assert drawn_trace(record(SUM, call="f(10)"), SUM)[3].endswith("i: 0, 1, 2 … 9")


def test_ghosts_go_below_the_source_in_a_narrow_terminal(record: Record) -> None:
    assert drawn_trace(record(SUM, call="f(2)"), SUM, width=40) == [
        "  1 │ def f(n):",
        "    │     n = 2",
        "  2 │     total = 0",
        "    │         total = 0",
        "  3 │     for i in range(n):",
        "    │         i: 0, 1",
        "  4 │         total += i",
        "    │             total: 0, 1",
        "  5 │     return total",
        "    │         → 1",
    ]


@pytest.mark.parametrize("width", [10, 20, 40, 80, 200])
def test_no_row_is_wider_than_the_terminal(record: Record, width: int) -> None:
    source = "def f(s):\n    wide = s * 40  # 漢字 " + "x" * 100 + "\n    return wide\n"
    console = Console(file=io.StringIO(), width=width)
    rows = drawn_trace(record(source, call="f('漢')"), source, width)
    assert max(console.measure(row).maximum for row in rows) <= width


def test_only_functions_that_ran_are_shown_and_the_class_they_are_in(record: Record) -> None:
    source = "class A:\n    x = 1\n\n    def f(self):\n        return 2\n\n\ndef unused():\n    pass\n"
    rows = drawn_trace(record(source, call="A().f()", entry="A.f"), source)
    assert rows[1:] == [
        "  1 │ class A:",
        "    ┆",
        "  4 │     def f(self):  self = <A>",
        "  5 │         return 2  → 2",
    ]


def test_what_a_terminal_would_obey_is_spelled_out() -> None:
    assert printable("a\x1b[31mb\u202ec\td") == "a\\x1b[31mb\\u202ec   d"


def test_a_long_value_is_cut_in_the_middle() -> None:
    assert shorten("[1, 2, 3, 4, 5, 6, 7, 8]", 12, Glyphs()) == "[1, 2, 3… 8]"


@pytest.mark.parametrize(("confidence", "style"), [(None, "red"), (0.5, "red"), (0.49, "dim")])
def test_a_value_below_even_odds_is_dim(confidence: float | None, style: str) -> None:
    assert value_style(Value("1", Origin.PREDICTED, confidence), "red") == style


def test_a_terminal_without_unicode_gets_plain_marks() -> None:
    assert glyphs_for(Console(file=io.TextIOWrapper(io.BytesIO(), encoding="latin-1"))) == ASCII


def predicted(trace: Trace, **changes: object) -> Trace:
    frames = tuple(replace(frame, origin=Origin.PREDICTED) for frame in trace.frames)
    changes = {"frames": frames, "origin": Origin.PREDICTED, "model": "tiny", **changes}
    return replace(trace, **changes)  # type: ignore[arg-type]


def test_the_footer_says_predicted_why_the_result_and_the_cost(record: Record) -> None:
    trace = predicted(
        record(SUM, call="f(3)"),
        why="pin",
        result=Value("3", Origin.PREDICTED, 0.914),
        stats=TraceStats(frames=11, seconds=2.25),
    )
    assert drawn(trace_footer(trace, Glyphs())) == [
        "predicted f(3)  (pin)",
        "returned 3  confidence 0.91",
        "11 frames in 2.2 s · model tiny · predicted: nothing was run",
    ]


def test_the_footer_of_a_real_run_does_not_say_predicted(record: Record) -> None:
    assert "predicted" not in "".join(drawn(trace_footer(record(SUM, call="f(3)"), Glyphs())))


@pytest.mark.parametrize(
    ("outcome", "note", "words"),
    [
        (Outcome.LIMIT, "stopped after 4 frames", ["stopped at a limit", "note: stopped after 4 frames"]),
        (Outcome.ENDLESS, "line 2 comes back", ["endless", "note: line 2 comes back"]),
        (Outcome.CANCELLED, None, ["cancelled"]),
    ],
)
def test_the_footer_never_hides_a_limit(record: Record, outcome: Outcome, note: str | None, words: list[str]) -> None:
    trace = predicted(record(SUM, call="f(3)"), outcome=outcome, result=None, note=note)
    assert drawn(trace_footer(trace, Glyphs()))[1:-1] == words


def test_frames_are_listed_with_what_changed(record: Record) -> None:
    frames = FrameList(Glyphs())
    trace = record("def f(x):\n    y = x\n    return y\n", call="f(1)")
    assert [frames.line(frame).plain for frame in trace.frames] == [
        "   0 call      f:1  def f(x):  x = 1",
        "   1 line      f:2  y = x",
        "   2 line      f:3  return y  y = 1",
        "   3 return    f:3  return y  → 1",
    ]


def test_a_live_view_follows_the_latest_frame_and_fits_the_terminal(record: Record) -> None:
    source = "def f():\n" + "".join(f"    a{i} = {i}\n" for i in range(40))
    live = LiveTrace(parse(source), "f()")
    live.frames.extend(record(source, call="f()").frames[:30])
    rows = drawn(live, height=12)
    assert len(rows) <= 11
    assert [row for row in rows if row.startswith("▶")] == ["▶ 30 │     a28 = 28"]
    assert rows[-1].startswith("predicting f(): 30 frames")


def test_a_comparison_marks_the_line_where_the_runs_part(record: Record) -> None:
    recorded = record(SUM, call="f(3)")
    wrong = list(recorded.frames)
    at = next(idx for idx, frame in enumerate(wrong) if frame.locals.get("total") == "3")
    assert wrong[at].event is TraceEvent.LINE
    wrong[at] = replace(wrong[at], locals={**wrong[at].locals, "total": Value("4", Origin.PREDICTED, 0.6)})
    imagined = predicted(replace(recorded, frames=tuple(wrong)))
    comparison = compare(imagined.frames, recorded.frames)
    rows = drawn(comparison_view(imagined, recorded, comparison, parse(SUM)), 110)
    assert rows[0].split() == ["predicted", "recorded"]
    assert [row for row in rows if row.startswith("✗")] == [
        "✗ 4 │         total += i      total: 0, 1, 4                          total: 0, 1, 3"
    ]
    assert (at, len(wrong)) == (8, 11)
    assert drawn(comparison_footer(imagined, recorded, comparison, Glyphs()))[:2] == [
        "first divergence at frame 8, line 4: total predicted 4, recorded 3",
        "frames that agree from the start: event and line 11 of 11 · with values 8 of 11",
    ]


def test_a_comparison_without_divergence_says_so(record: Record) -> None:
    trace = record(SUM, call="f(1)")
    comparison = compare(trace.frames, trace.frames)
    assert drawn(comparison_footer(predicted(trace), trace, comparison, Glyphs()))[0] == (
        f"no divergence: all {len(trace.frames)} frames agree"
    )


def test_a_comparison_says_which_run_is_over_first(record: Record) -> None:
    recorded = record(SUM, call="f(1)")
    imagined = predicted(replace(recorded, frames=recorded.frames[:-1]))
    comparison = compare(imagined.frames, recorded.frames)
    assert drawn(comparison_footer(imagined, recorded, comparison, Glyphs()), 120)[0] == (
        "first divergence at frame 6, line 5: the predicted run is over, the recorded one goes on with return at line 5"
    )


def test_a_prediction_that_met_its_limit_is_not_said_to_be_over(record: Record) -> None:
    recorded = record(SUM, call="f(1)")
    imagined = predicted(replace(recorded, frames=recorded.frames[:3], outcome=Outcome.LIMIT, result=None))
    comparison = compare(imagined.frames, recorded.frames)
    assert drawn(comparison_footer(imagined, recorded, comparison, Glyphs()), 120)[0] == (
        "first divergence at frame 3, line 3: the prediction stopped here, the recorded run goes on with line at line 4"
    )
