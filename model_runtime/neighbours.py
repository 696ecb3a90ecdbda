"""The files around a file: its tests, and the modules of the workspace that it imports.

Reads files, runs nothing. What an editor holds open counts before what lies on disk.
"""

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from model_runtime.errors import DeskcheckError
from model_runtime.predictor import read_source
from model_runtime.program.parser import Program, parse

logger = logging.getLogger(__name__)

MAX_MODULE_BYTES = 1 << 20
MAX_LEVELS = 8  # of folders above a file that are looked at
PROJECT_MARKERS = ("pyproject.toml", "setup.py", "setup.cfg", ".git")
TEST_FOLDERS = ("tests", "test")


def tests_of(path: Path) -> Iterator[Path]:
    """Give the test files that belong to a file by their names: beside it, and in the test folders of its project,
    at their top or in subfolders as the file's own.
    """
    stem = path.parent.name if path.name == "__init__.py" else path.stem
    seen = set()
    for folder in (path.parent, *_test_folders(path)):
        for name in (f"test_{stem}.py", f"{stem}_test.py"):
            test = folder / name
            if test not in seen and test != path and test.is_file():
                seen.add(test)
                yield test


def _test_folders(path: Path) -> Iterator[Path]:
    for above in project_folders(path):
        below = path.parent.relative_to(above).parts
        for name in TEST_FOLDERS:
            if (above / name).is_dir():
                for idx in range(len(below) + 1):
                    yield above.joinpath(name, *below[idx:])


def project_folders(path: Path) -> tuple[Path, ...]:
    """Give the folders above a file, nearest first, up to its project's; without a project its own and the next."""
    folders = tuple(path.parents)[:MAX_LEVELS]
    for idx, folder in enumerate(folders):
        if any((folder / marker).exists() for marker in PROJECT_MARKERS):
            return folders[: idx + 1]
    return folders[:2]


class Modules:
    """Finds the modules that a file of a workspace imports, where the interpreter would: above its package, or beside
    it where it is in none, then in its project's folder, the workspace's folders and their `src`.

    The standard library and installed packages are not looked into.
    """

    def __init__(
        self, roots: Sequence[Path] = (), *, open_text: Callable[[Path], str | None] = lambda path: None
    ) -> None:
        self._roots = tuple(roots)
        self._open_text = open_text
        self._read: dict[Path, tuple[tuple[int, int], Program | None]] = {}

    def find(self, name: str, level: int, importer: str | None) -> Program | None:
        """Give the program of a module, None where it is none of the workspace's; its `file` is an absolute path."""
        if importer is None:
            return None
        origin = Path(importer)
        for base in self._bases(origin, level):
            path = self._module_file(base, name)
            if path is not None:
                return self.program(path)
        return None

    def program(self, path: Path) -> Program | None:
        """Give the program of a file, None where it cannot be read; read anew when the file has changed."""
        text = self._open_text(path)
        if text is not None:
            return parse(text, file=str(path))
        try:
            status = path.stat()
        except OSError:
            return None
        stamp = (status.st_mtime_ns, status.st_size)
        known = self._read.get(path)
        if known is None or known[0] != stamp:
            program = None
            if status.st_size <= MAX_MODULE_BYTES:
                try:
                    program = parse(read_source(path), file=str(path))
                except DeskcheckError as error:
                    logger.info("left out: %s", error)
            known = self._read[path] = (stamp, program)
        return known[1]

    def _bases(self, origin: Path, level: int) -> Iterator[Path]:
        if level:
            folder = origin.parent
            for _ in range(level - 1):
                folder = folder.parent
            yield folder
            return
        # A file of a package is imported from above the package; any other one's folder is on the path when it runs.
        package = origin.parent
        while (package / "__init__.py").is_file() and package != package.parent:
            package = package.parent
        yield package
        for root in dict.fromkeys((project_folders(origin)[-1], *self._roots)):
            yield root
            yield root / "src"

    def _module_file(self, base: Path, name: str) -> Path | None:
        parts = name.split(".") if name else []
        if parts and parts[0] in sys.builtin_module_names:
            return None
        place = base.joinpath(*parts)
        candidates = (place / "__init__.py", place.with_name(place.name + ".py")) if parts else (place / "__init__.py",)
        return next((path for path in candidates if path.is_file()), None)
