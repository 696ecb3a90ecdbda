"""`deskcheck step`: commands from a pipe, the view after each move."""

import asyncio
import io
import shutil
import subprocess
import sys
import time
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
        (["n", "n", "n", "item = 50", "c", "diff 0"], "item: 50 | 4"),
        (["log 7 item {item}", "c"], "line 7: item 5"),
        (["n", "n", "n", "nj"], "no model here"),
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


@pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux")
def test_in_a_terminal_keys_move_and_the_view_stays(tmp_path: Path) -> None:
    (tmp_path / "calls.py").write_text(CALLS)
    socket = str(tmp_path / "tmux")

    def tmux(*words: str) -> str:
        command = ["tmux", "-S", socket, "-f", "/dev/null", *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout

    def screen_with(words: str) -> str:
        until = time.monotonic() + 60
        while words not in (screen := tmux("capture-pane", "-p")):
            assert time.monotonic() < until, screen
            time.sleep(0.1)
        return screen

    environment = (
        f"DESKCHECK_RUNTIME_DIR={tmp_path / 'run'} PYTHONPATH={Path(__file__).parent.parent} TERM=xterm-256color"
    )
    step_it = f"{sys.executable} -m model_runtime step calls.py::total --call 'total([4, 5])'"
    tmux("new-session", "-d", "-x", "100", "-y", "30", "-c", str(tmp_path), f"env {environment} {step_it}")
    try:
        screen_with("frame 0/0+ call; entry")
        tmux("send-keys", "n", "Enter", "Enter", "Enter")
        assert "n next  s step in" in screen_with("frame 3/3+; step")
        tmux("send-keys", "F11")
        assert "\u25b6 double, line 2" in screen_with("frame 5/5+; step")
        tmux("send-keys", "F9")
        screen_with("frame 3/5+; step")
        tmux("send-keys", "result = 100", "Enter")
        screen_with("run 1 (result = 100); fork")
        tmux("send-keys", "F5")
        assert "  result: 0, 100, 108, 118" in screen_with("end: returned 118")
        tmux("send-keys", "q", "Enter")
    finally:
        subprocess.run(["tmux", "-S", socket, "kill-server"], capture_output=True, timeout=30, check=False)
