"""Which tests of a workspace import a file, whatever they are called."""

from pathlib import Path

import pytest

from model_runtime import tests_index
from model_runtime.tests_index import imported_names, module_names, read_tests_index


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import a\n", {"a"}),
        ("import a.b as c, d\n", {"a.b", "d"}),
        ("from a.b import c\n", {"a.b", "a.b.c"}),
        ("from a import (\n    b,\n)\n", {"a"}),  # a name on another line is not seen, its module is
        ("def f():\n    from a import b, c as d\n", {"a", "a.b", "a.c"}),
        ("# import a\nx = 'import b'\n", set()),
    ],
)
def test_imported_names_are_read_from_the_text(text: str, names: set[str]) -> None:
    assert imported_names(text) == names


def test_a_file_has_the_names_that_it_can_be_imported_under(tmp_path: Path) -> None:
    write(tmp_path, {"src/shop/__init__.py": "", "src/shop/prices.py": ""})
    names = list(module_names(tmp_path / "src/shop/prices.py", [tmp_path]))
    assert names == ["shop.prices", "src.shop.prices"]
    assert "shop" in list(module_names(tmp_path / "src/shop/__init__.py", [tmp_path]))


def test_tests_are_found_by_what_they_import_those_that_import_least_first(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "src/shop/__init__.py": "",
            "src/shop/prices.py": "",
            "tests/unit/test_money.py": "from shop.prices import total\nimport os\nimport re\n",
            "tests/test_all.py": "from shop import prices\n",
            "tests/test_others.py": "import json\n",
            "tests/helpers.py": "import shop.prices\n",
            ".venv/lib/test_x.py": "import shop.prices\n",
            "env/pyvenv.cfg": "",
            "env/test_x.py": "import shop.prices\n",
        },
    )
    index = read_tests_index([tmp_path])
    found = [path.relative_to(tmp_path).as_posix() for path in index.of(tmp_path / "src/shop/prices.py")]
    assert found == ["tests/test_all.py", "tests/unit/test_money.py"]


def test_a_huge_workspace_is_read_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {f"test_{idx}.py": "import a\n" for idx in range(9)})
    monkeypatch.setattr(tests_index, "MAX_TESTS", 5)
    assert len(read_tests_index([tmp_path]).imports) == 5
