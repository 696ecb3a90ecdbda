"""`pytest --deskcheck`: each test is predicted before it runs, and the report says which failures were foreseen.

The prediction starts from the real values of the fixtures. It is made by the model service, outside this process,
within a time limit; then the test runs as ever. Where a failure parts from the prediction is read from its traceback;
only with `--deskcheck-trace` are lines recorded in passing. No outcome is changed: what goes wrong in here is passed
over. Without the option this module imports nothing but pytest.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

MAX_LISTED = 40


@dataclass(slots=True)
class Foreseen:
    """What was predicted of one test, and what became of it."""

    test: str
    predicted: str  # passes, fails, or unknown
    words: str  # why
    outcome: str = ""
    parting: str | None = None
    n_agreed: int = 0
    n_frames: int = 0
    predicting_s: float = 0.0


@dataclass(slots=True)
class Report:
    """All of a run."""

    tests: dict[str, Foreseen] = field(default_factory=dict)
    n_left_out: int = 0
    running_s: float = 0.0


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("deskcheck", "predict tests before they run")
    group.addoption("--deskcheck", action="store_true", help="Predict each test, and report what was foreseen.")
    group.addoption("--deskcheck-seconds", type=float, default=2.0, metavar="S", help="Time to predict one test.")
    group.addoption("--deskcheck-model", metavar="NAME", help="Checkpoint; `none`: only what needs no model.")
    group.addoption(
        "--deskcheck-trace",
        action="store_true",
        help="Also trace the tests, to compare them line by line. Traced locals live a little longer, "
        "which tests of weak references can notice.",
    )
    group.addoption(
        "--deskcheck-keep", action="store_true", help="Keep divergences to train on, on this machine; needs the trace."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Take part when asked to."""
    if config.getoption("--deskcheck"):
        config.pluginmanager.register(Foreseer(config), "deskcheck-foreseer")


class Foreseer:
    """The plugin at work."""

    def __init__(self, config: pytest.Config) -> None:
        from model_runtime.foretelling import Foreteller

        self.report = Report()
        self._traces = bool(config.getoption("--deskcheck-trace"))
        self._keep = bool(config.getoption("--deskcheck-keep"))
        self._teller = Foreteller(
            model=config.getoption("--deskcheck-model"), seconds=config.getoption("--deskcheck-seconds")
        )

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Iterator[Any]:
        """Predict a test when its fixtures are there, then let it run."""
        prepared = None
        try:
            prepared = self._teller.foretell(pyfuncitem.obj, _arguments(pyfuncitem))
        except Exception:
            self.report.n_left_out += 1
        if prepared is None:
            return (yield)
        found = self.report.tests[pyfuncitem.nodeid] = Foreseen(
            pyfuncitem.nodeid, prepared.expectation, prepared.words, predicting_s=prepared.seconds
        )
        recorder = prepared.recorder() if self._traces else None
        error: BaseException | None = None
        began = time.perf_counter()
        try:
            with recorder or contextlib.nullcontext():
                return (yield)
        except BaseException as raised:
            error = raised
            raise
        finally:
            self.report.running_s += time.perf_counter() - began
            self._compare(found, prepared, recorder, error)

    def _compare(self, found: Foreseen, prepared: Any, recorder: Any, error: BaseException | None) -> None:
        try:
            if recorder is None:
                found.parting = None if error is None else prepared.compare_failure(error)
                return
            found.parting, found.n_agreed, found.n_frames = prepared.compare(recorder)
            if self._keep and found.parting is not None and recorder.is_active and not recorder.is_cut:
                prepared.keep(recorder)
        except Exception:
            self.report.n_left_out += 1

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what became of a test."""
        found = self.report.tests.get(report.nodeid)
        if found is not None and report.when == "call":
            found.outcome = "xfailed" if hasattr(report, "wasxfail") else report.outcome

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say what was foreseen."""
        lines = report_lines(self.report)
        terminalreporter.write_sep("-", "deskcheck")
        for line in lines:
            terminalreporter.write_line(line)

    def pytest_unconfigure(self) -> None:
        """Let go of the model."""
        self._teller.close()


def report_lines(report: Report) -> list[str]:
    """Write the report."""
    tests = [test for test in report.tests.values() if test.outcome in ("passed", "failed")]
    failed = [test for test in tests if test.outcome == "failed"]
    passed = [test for test in tests if test.outcome == "passed"]
    lines = [
        f"{len(report.tests)} tests predicted before they ran"
        + (f", {report.n_left_out} could not be" if report.n_left_out else ""),
        f"failed {len(failed)}: " + _counts(failed),
        f"passed {len(passed)}: " + _counts(passed),
    ]
    for test in failed[:MAX_LISTED]:
        mark = {"fails": "foreseen", "passes": "not foreseen", "unknown": "not predicted to its end"}[test.predicted]
        lines.append(f"  {test.test}: {mark}" + (f"; {test.words}" if test.words else ""))
        if test.parting:
            lines.append(f"    parted {test.parting}")
    alarms = [test for test in passed if test.predicted == "fails"]
    lines += [f"  {test.test}: passed, but {test.words}; parted {test.parting}" for test in alarms[:MAX_LISTED]]
    parted = [test for test in passed if test.parting and test.predicted != "fails"]
    if parted:
        lines.append(f"passed all the same, with another run than predicted: {len(parted)}")
    n_frames, n_agreed = sum(test.n_frames for test in tests), sum(test.n_agreed for test in tests)
    predicting = sum(test.predicting_s for test in report.tests.values())
    if n_frames:
        lines.append(f"frames as predicted from the start of each test: {n_agreed} of {n_frames}")
    lines.append(f"cost: {predicting:.1f} s predicting; the tests themselves ran {report.running_s:.1f} s")
    return lines


def _counts(tests: list[Foreseen]) -> str:
    words = {"fails": "predicted to fail", "passes": "predicted to pass", "unknown": "not predicted to their end"}
    return ", ".join(f"{sum(test.predicted == kind for test in tests)} {word}" for kind, word in words.items())


def _arguments(item: pytest.Function) -> dict[str, Any]:
    return {name: item.funcargs[name] for name in item._fixtureinfo.argnames if name in item.funcargs}
