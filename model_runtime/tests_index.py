"""The test files of a workspace by the modules that they import, whatever they are called.

Read from disk at one go, within bounds, apart from whatever waits for an answer; runs nothing.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

MAX_FILES = 50_000  # looked at by name
MAX_TESTS = 2_000  # read
MAX_BYTES = 1 << 18  # of one of them
MAX_GIVEN = 8  # tests of one file: more would only cost time

_SKIPPED = frozenset(("node_modules", "site-packages", "__pycache__", "build", "dist"))
_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+(.+)|import[ \t]+(.+))$", re.MULTILINE)
_NAMES = re.compile(r"(?:^|[,(])\s*([\w.]+)")


@dataclass(frozen=True, slots=True)
class TestsIndex:
    """A snapshot; of files that are not there any more nothing is said."""

    roots: tuple[Path, ...] = ()
    imports: dict[Path, frozenset[str]] = field(default_factory=dict)  # dotted names that each test imports

    def of(self, path: Path) -> tuple[Path, ...]:
        """Give the tests that import a file as a module, those that import the least else first."""
        names = set(module_names(path, self.roots))
        found = [(len(imported), test) for test, imported in self.imports.items() if imported & names and test != path]
        return tuple(test for _, test in sorted(found)[:MAX_GIVEN])


def read_tests_index(roots: Sequence[Path]) -> TestsIndex:
    """Read the tests of a workspace."""
    imports: dict[Path, frozenset[str]] = {}
    for test in _test_files(roots):
        if len(imports) >= MAX_TESTS:
            break
        try:
            if test.stat().st_size <= MAX_BYTES:
                imports[test] = imported_names(test.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            continue
    return TestsIndex(tuple(roots), imports)


def imported_names(text: str) -> frozenset[str]:
    """Give the dotted names that a text imports: a module's, and each name taken from one as if it were a module."""
    names = set()
    for module, taken, plain in _IMPORT.findall(text):
        if module:
            names.add(module)
            names |= {f"{module}.{name}" for name in _NAMES.findall(taken)}
        else:
            names |= set(_NAMES.findall(plain))
    return frozenset(names)


def module_names(path: Path, roots: Sequence[Path]) -> Iterator[str]:
    """Give the dotted names that a file may be imported under: from the workspace's folders, their `src`, above its
    package.
    """
    package = path.parent
    while (package / "__init__.py").is_file() and package != package.parent:
        package = package.parent
    for base in dict.fromkeys((package, *roots, *(root / "src" for root in roots))):
        if path.is_relative_to(base):
            parts = path.relative_to(base).with_suffix("").parts
            parts = parts[:-1] if parts[-1] == "__init__" else parts
            if parts:
                yield ".".join(parts)


def _test_files(roots: Sequence[Path]) -> Iterator[Path]:
    left = MAX_FILES
    for root in roots:
        for folder, folders, files in os.walk(root):
            folders[:] = sorted(name for name in folders if not _is_skipped(folder, name))
            left -= len(files)
            for name in sorted(files):
                if name.endswith(".py") and (name.startswith("test_") or name.endswith("_test.py")):
                    yield Path(folder, name)
            if left <= 0:
                return


def _is_skipped(folder: str, name: str) -> bool:
    return name.startswith(".") or name in _SKIPPED or os.path.exists(os.path.join(folder, name, "pyvenv.cfg"))
