"""Fixtures that several test files use."""

import os
from collections.abc import Callable

# Before torch: a tiny model gains nothing from threads, and threads that spin lose everything when a core is shared.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
# Workers of pytest-xdist are told a width of 80; what a pipe gets is tested at the width that a pipe has.
os.environ.pop("COLUMNS", None)

import pytest

from model_runtime.recorder import RecordingRequest
from model_runtime.recorder import record as record_run
from model_runtime.trace.frames import Trace

EDITORS = ("e2e_neovim", "e2e_vscode")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have the tests that start an editor follow one another, when others run at the same time."""
    for item in items:
        for name in EDITORS:
            if item.get_closest_marker(name) is not None:
                item.add_marker(pytest.mark.xdist_group(name))


@pytest.fixture
def record() -> Callable[..., Trace]:
    """Give a function that really runs a text: `record("def f(x):\\n    return x\\n", call="f(3)")`."""

    def run(source: str, *, call: str, entry: str | None = None, file: str | None = None) -> Trace:
        return record_run(RecordingRequest(source, entry or call.partition("(")[0], call, file))

    return run
