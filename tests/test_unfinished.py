"""Text in the middle of being typed: the whole part of it, every line at its place."""

import random
from pathlib import Path

import pytest

from model_runtime.program import unfinished
from model_runtime.program.unfinished import whole_part

SOURCES = sorted(Path(unfinished.__file__).parent.glob("*.py"))

G = "def g():\n    return 1\n"
LOOP = "def f(n):\n    for i in n:\n        y = i\n"
ODD = ["\tdef f(:\n", "def f():\n\treturn (\f\n", "\x00", "def f():\r    return (\r", "if 1:\n  x(\n"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("def f(n):\n    x = n\n    y = (x\n\n" + G, "def f(n):\n    x = n\n    pass\n\n" + G),
        (LOOP + "        z = [\n", LOOP + "        pass\n"),
        ("def f(\n\n" + G, "\n\n" + G),
        ("x = 1\ny = '''open\n\ndef g():\n    return 1\n", None),
        ("def f():\n    return 1\n", "def f():\n    return 1\n"),
        ("", ""),
        ("(", ""),
    ],
)
def test_what_is_broken_goes_and_the_rest_stays_in_place(text: str, whole: str | None) -> None:
    part = whole_part(text)
    assert part.program.errors == ()
    assert len(part.program.lines) == len(text.split("\n"))
    if whole is not None:
        assert part.program.text.split("\n") == whole.split("\n")


@pytest.mark.parametrize("path", SOURCES[:3], ids=lambda path: path.name)
def test_any_beginning_of_real_code_has_a_whole_part(path: Path) -> None:
    text = path.read_text()
    chance = random.Random(path.name)
    for _ in range(12):
        cut = chance.randrange(len(text))
        part = whole_part(text[:cut].replace("\n", chance.choice(["\n", "\r\n"])))
        assert not part.program.errors
        names = {function.name for function in whole_part(text).program.functions}
        assert {function.name for function in part.program.functions if "<" not in function.name} <= names


@pytest.mark.parametrize(
    "text", ["\tdef f(:\n", "def f():\n\treturn (\f\n", "\x00", "def f():\r    return (\r", "if 1:\n  x(\n"]
)
def test_odd_text_never_raises(text: str) -> None:
    assert whole_part(text).program.errors == ()
