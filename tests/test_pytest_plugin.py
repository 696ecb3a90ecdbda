"""The pytest plugin: what it foresees, and that it changes no outcome."""

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from model_runtime.inline_recorder import plain_repr

TESTS = """\
import pytest


def double(n):
    return n * 2


def half(n):
    return n // 2


def test_passes():
    assert double(4) == 8


def test_fails():
    x = double(3)
    assert x == 7


def test_raises():
    half("x")


@pytest.fixture
def box():
    return {"a": [1, 2]}


class TestBox:
    def test_box(self, box):
        total = sum(box["a"])
        assert total == 3


@pytest.mark.xfail
def test_expected():
    assert half(1) == 1


@pytest.mark.parametrize("n", [0, 1])
def test_unlike(n, tmp_path):
    (tmp_path / "x").write_text(str(n))
    assert (tmp_path / "x").read_text() == "0"


async def test_async():
    pass
"""


# An installed plugin is loaded by its entry point, once.
IS_INSTALLED = any(point.name == "deskcheck" for point in entry_points(group="pytest11"))


def run(folder: Path, *options: str) -> str:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-o", "addopts=", "-rA", "--tb=no", *options]
    if "--deskcheck" in options and not IS_INSTALLED:
        command[3:3] = ["-p", "model_runtime.pytest_plugin"]
    done = subprocess.run(
        [*command, "test_it.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    return done.stdout


def outcomes(text: str) -> list[str]:
    kinds = ("PASSED", "FAILED", "XFAIL", "XPASS", "ERROR", "SKIPPED")
    return sorted(line.partition(" - ")[0] for line in text.splitlines() if line.startswith(kinds))


@pytest.mark.parametrize("traced", [(), ("--deskcheck-trace",)])
def test_failures_are_foreseen_and_no_outcome_is_changed(tmp_path: Path, traced: tuple[str, ...]) -> None:
    (tmp_path / "test_it.py").write_text(TESTS)
    plain, ours = run(tmp_path), run(tmp_path, "--deskcheck", "--deskcheck-model", "none", *traced)
    assert outcomes(plain) == outcomes(ours) != []
    assert "test_it.py::test_fails: foreseen; predicted AssertionError() at line 18" in ours
    assert "test_it.py::test_raises: foreseen; predicted TypeError" in ours
    assert "test_it.py::test_unlike[1]: not predicted to its end" in ours
    assert "cost: " in ours


def test_without_a_trace_locals_die_as_ever(tmp_path: Path) -> None:
    text = "import weakref\n\nclass A: pass\n\ndef test_it():\n    a = A()\n    r = weakref.ref(a)\n"
    text += "    del a; assert r() is None\n"
    (tmp_path / "test_it.py").write_text(text)
    assert "PASSED" in run(tmp_path, "--deskcheck", "--deskcheck-model", "none")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([1, "a", {2: (3.5, None)}], "[1, 'a', {2: (3.5, None)}]"),
        ({3, 1}, "{1, 3}"),
        (Path("x"), f"<{type(Path('x')).__name__}>"),
        (ValueError("no", 3), "ValueError('no', 3)"),
        ([object()], "[<object>]"),
    ],
)
def test_no_value_is_asked_for_its_own_repr(value: object, text: str) -> None:
    assert plain_repr(value) == text
