"""The layers of the house: who may import what, read from the source and from a fresh interpreter."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("model_runtime", "lsp_server", "debug_adapter")
TORCH = {"torch", "transformers"}
MAY_IMPORT_TORCH = ("model_runtime.inference", "model_runtime.training")
LIGHT = ("lsp_server", "debug_adapter", "model_runtime.cli", "model_runtime.predictor", "model_runtime.recorder")


def modules(package: str) -> list[Path]:
    """Give the modules of a package; the seeds of the corpus are programs to trace, not modules."""
    folder = ROOT.joinpath(*package.split("."))
    return sorted(path for path in folder.rglob("*.py") if "seeds" not in path.parts)


def name_of(path: Path) -> str:
    """Give the dotted name of a module file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Give line and dotted name of every import of a file."""
    name = name_of(path)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    return imports_of(path.read_text(encoding="utf-8"), package)


def imports_of(source: str, package: str) -> Iterator[tuple[int, str]]:
    """Give line and dotted name of every import of a text in a package, also of those inside functions."""
    parts = package.split(".")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = parts[: len(parts) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def is_inside(name: str, package: str) -> bool:
    """Whether a dotted name is a package or something in it."""
    return name == package or name.startswith(package + ".")


def foreign_imports(package: str, allowed: tuple[str, ...]) -> list[str]:
    """List what a package imports beside the standard library and `allowed`."""
    return [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in modules(package)
        for line, name in imports(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not any(is_inside(name, root) for root in allowed)
    ]


def test_trace_imports_only_the_standard_library() -> None:
    assert foreign_imports("model_runtime.trace", ("model_runtime.trace", "model_runtime.errors")) == []


def test_program_adds_only_tree_sitter() -> None:
    own = ("model_runtime.program", "model_runtime.trace", "model_runtime.errors")
    assert foreign_imports("model_runtime.program", (*own, "tree_sitter", "tree_sitter_python")) == []


def test_only_inference_and_training_import_torch() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for package in PACKAGES
        for path in modules(package)
        if not any(is_inside(name_of(path), allowed) for allowed in MAY_IMPORT_TORCH)
        for line, name in imports(path)
        if name.split(".")[0] in TORCH
    ]
    assert found == []


@pytest.mark.parametrize(("server", "other"), [("lsp_server", "debug_adapter"), ("debug_adapter", "lsp_server")])
def test_the_two_servers_do_not_import_each_other(server: str, other: str) -> None:
    assert [name for path in modules(server) for _, name in imports(path) if is_inside(name, other)] == []


@pytest.mark.parametrize("package", ["trace", "program"])
def test_the_vocabulary_knows_nothing_of_the_layers_above_it(package: str) -> None:
    above = [
        name_of(path)
        for path in modules("model_runtime")
        if path.parent == ROOT / "model_runtime" and path.name not in ("__init__.py", "errors.py")
    ]
    names = [name for path in modules(f"model_runtime.{package}") for _, name in imports(path)]
    assert [name for name in names if any(is_inside(name, module) for module in above)] == []


@pytest.mark.parametrize("module", LIGHT)
def test_importing_it_loads_no_torch(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({TORCH!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == ""


def test_importing_every_module_of_the_servers_loads_no_torch() -> None:
    names = [name_of(path) for server in ("lsp_server", "debug_adapter") for path in modules(server)]
    names = [name for name in names if not name.endswith("__main__")]
    code = f"import sys, {', '.join(names)}; print(*sorted({TORCH!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == ""


def test_the_check_sees_imports_inside_functions_and_relative_ones() -> None:
    source = "def f():\n    import torch.nn\n    from ..trace import frames\n    from . import flow\n"
    found = imports_of(source, "model_runtime.program")
    assert list(found) == [(2, "torch.nn"), (3, "model_runtime.trace.frames"), (4, "model_runtime.program.flow")]
