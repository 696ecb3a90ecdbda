"""`deskcheck step`: commands from a pipe, the view after each move."""

import asyncio
import io
from pathlib import Path

import pytest
from rich.console import Console
from test_debugger import CALLS, Foreseeing, foreseen

from model_runtime.cli_step import COMMANDS, Stepper, step


def shown(*lines: str, width: int = 100) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None)
    stepper = Stepper(foreseen(CALLS, "total([4, 5])"), Foreseeing(), console, title="imagined")
    asyncio.run(stepper.run(iter(lines)))
    return out.getvalue()


def test_the_view_marks_the_line_the_changes_and_the_stack() -> None:
    view = shown("n", "n", "n", "s").split("imagined\n")[-1]
    assert [line.split()[:4] for line in view.splitlines() if line.startswith("▶")] == [["▶", "2", "│", "return"]]
    assert "n = 4" in view
    assert "▶ double, line 2" in view
    assert "total, line 7" in view
    assert view.rstrip().endswith("predicted frame 5/5+; step")


def test_an_empty_line_repeats_the_last_command() -> None:
    assert shown("n", "", "").count("imagined\n") == 4


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["break 7 if item > 4", "c"], "; breakpoint"),
        (["break double", "c"], "; function breakpoint"),
        (["n", "n", "data result", "c"], "; data breakpoint: result is now 8"),
        (["n", "n", "n", "item = 50", "c"], "returned 110"),
        (["n", "n", "item + 1"], "raises UnboundLocalError"),
        (["n", "n", "n", "item + 1"], "5  (computed)"),
        (["c", "h result"], "frame 7: 8"),
        (["n", "n", "n", "j 8", "c"], "returned 0"),
        (["n", "n", "n", "j 8", "c", "forks"], "parts from run 0 at frame 3"),
        (["n", "result = 1", "fork 0"], "; fork: main"),
        (["u 7"], "; goto"),
        (["u x"], "'x' is not a line"),
        (["restart 5"], "there is no call 5"),
        (["g 99"], "there is no frame 99"),
        (["w len(items)", "n"], "len(items) = 2  (computed)"),
        (["c"], "end: returned 18"),
        (["r"], "; start"),
        (["f("], "is not a Python expression"),
        (["catch unsure"], "raised: off, unsure: on"),
        (["inverse 22"], "→ 22"),
    ],
)  # fmt: skip
def test_commands_say_what_they_did(lines: list[str], words: str) -> None:
    assert words in shown(*lines)


def test_help_lists_every_command() -> None:
    text = shown("help")
    assert all(", ".join(command.names) in text for command in COMMANDS)


def test_quitting_ends_before_the_rest() -> None:
    assert shown("q", "n").count("imagined\n") == 1


def test_it_steps_through_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "calls.py"
    path.write_text(CALLS)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\nc\n"))
    out = io.StringIO()
    console = Console(file=out, width=100, color_system=None)
    step(f"{path}::total", "total([1])", Foreseeing(), console, max_frames=100, pure_neural=False)
    assert "returned 2" in out.getvalue()
