"""Contexts: what a run can reach, of its file and the files it imports, and where each line of it lies."""

import asyncio
from pathlib import Path

import pytest
from test_debugger import Foreseeing

from model_runtime import neighbours
from model_runtime.entering import enter
from model_runtime.neighbours import Modules
from model_runtime.predictor import collect
from model_runtime.program.context import context_of
from model_runtime.program.parser import parse


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


TWICE = "import os\n\nFACTOR = 2\n\ndef twice(n):\n    return n * FACTOR\n\ndef unused():\n    pass\n"
F = "\n\ndef f(n):\n    return twice(n) + 1\n"


@pytest.mark.parametrize(
    ("files", "main"),
    [
        (
            {"helpers.py": TWICE, "main.py": "from helpers import twice" + F},
            "main.py",
        ),
        (
            {
                "src/pkg/__init__.py": "",
                "src/pkg/helpers.py": TWICE,
                "src/pkg/main.py": "from .helpers import twice" + F,
            },
            "src/pkg/main.py",
        ),
        (
            {
                "src/pkg/__init__.py": "",
                "src/pkg/helpers.py": TWICE,
                "tools/main.py": "from pkg.helpers import twice" + F,
            },
            "tools/main.py",
        ),
        (
            {
                "helpers.py": "from main import f\n" + TWICE,
                "main.py": "from helpers import twice" + F,
            },
            "main.py",
        ),
    ],
)
def test_an_imported_function_is_followed_and_its_frames_lie_in_its_file(
    tmp_path: Path, files: dict[str, str], main: str
) -> None:
    write(tmp_path, files)
    entered = enter(tmp_path / main, "f", "f(4)", roots=(tmp_path,))
    trace = asyncio.run(collect(Foreseeing(), entered.request))
    placed = entered.context.placed_trace(trace)
    assert trace.result == "9"
    for frame in placed.frames:
        assert frame.file is not None
        assert Path(frame.file).read_text().split("\n")[frame.line - 1] == frame.source
    assert {Path(str(frame.file)).name for frame in placed.frames} == {"main.py", "helpers.py"}


def test_an_import_under_another_name_is_stepped_over(tmp_path: Path) -> None:
    write(tmp_path, {"helpers.py": TWICE, "main.py": "from helpers import twice as t" + F.replace("twice", "t")})
    assert "def twice" not in enter(tmp_path / "main.py", "f", "f(4)").context.text


def test_a_context_holds_what_a_run_can_reach_and_nothing_else() -> None:
    text = "A = 1\nB = 2\n\ndef g():\n    return A\n\ndef unused():\n    return B\n\ndef f():\n    return g()\n"
    program = parse(text, file="a.py")
    context = context_of(program, program.functions[-1])
    assert "unused" not in context.text
    assert "B = 2" not in context.text
    assert [context.places[line - 1].line for line in range(1, context.text.count("\n") + 1)]
    for number, line in enumerate(context.text.split("\n"), 1):
        if line.strip():
            assert text.split("\n")[context.places[number - 1].line - 1] == line


def test_what_does_not_fit_the_budget_is_left_out_farthest_first() -> None:
    filler = "    # " + "x" * 200 + "\n"
    text = f"def far():\n{filler}    return 1\n\ndef near():\n    return far()\n\ndef f():\n    return near()\n"
    program = parse(text)
    context = context_of(program, program.functions[-1], max_chars=150)
    assert "def near" in context.text
    assert "def far" not in context.text


def test_a_library_is_stepped_over(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": "import json\nfrom re import sub\n\ndef f(n):\n    return json.dumps(n)\n"})
    entered = enter(tmp_path / "main.py", "f", "f(1)", roots=(tmp_path,))
    assert "import json" in entered.context.text
    assert "def dumps" not in entered.context.text


def test_an_open_text_counts_before_the_file_on_disk(tmp_path: Path) -> None:
    write(tmp_path, {"helpers.py": "def twice(n):\n    return 0\n", "main.py": "x = 1\n"})
    modules = Modules(open_text=lambda path: TWICE if path.name == "helpers.py" else None)
    program = modules.find("helpers", 0, str(tmp_path / "main.py"))
    assert program is not None
    assert program.function("unused") is not None
    assert modules.find("nowhere", 0, str(tmp_path / "main.py")) is None
    assert modules.find("sys", 0, str(tmp_path / "main.py")) is None


@pytest.mark.parametrize(
    "test", ["tests/test_a.py", "tests/shop/test_a.py", "tests/src/shop/a_test.py", "test/test_a.py"]
)
def test_the_tests_of_a_file_are_found_in_the_folders_of_its_project(tmp_path: Path, test: str) -> None:
    for name in ("pyproject.toml", "src/shop/a.py", test, "tests/test_b.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert list(neighbours.tests_of(tmp_path / "src/shop/a.py")) == [tmp_path / test]


def test_a_file_of_a_package_imports_from_above_it_and_not_from_beside_it(tmp_path: Path) -> None:
    for name, text in {"shop/__init__.py": "", "shop/json.py": "x = 1\n", "shop/a.py": "", "money.py": ""}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    modules, importer = neighbours.Modules([tmp_path]), str(tmp_path / "shop/a.py")
    assert modules.find("json", 0, importer) is None  # the standard library's
    assert modules.find("money", 0, importer) is not None
    assert modules.find("shop.json", 0, importer) is not None
    assert modules.find("json", 1, importer) is not None
    assert modules.find("json", 0, str(tmp_path / "shop/script.py")) is None


def test_the_tests_of_a_file_are_found_by_their_names(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"src/a.py": "", "tests/test_a.py": "", "src/test_a.py": "", "src/tests/a_test.py": "", "src/test_b.py": ""},
    )
    found = [path.relative_to(tmp_path).as_posix() for path in neighbours.tests_of(tmp_path / "src" / "a.py")]
    assert found == ["src/test_a.py", "src/tests/a_test.py", "tests/test_a.py"]
