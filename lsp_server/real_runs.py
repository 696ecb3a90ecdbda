"""A real run beside the imagined one, only when the user asks for it by name."""

import asyncio
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lsp_server.comparisons import Parting, RealRun
from lsp_server.runs import Run
from lsp_server.session import OpenFile, Session
from model_runtime.errors import DeskcheckError
from model_runtime.recorder import RecordingRequest, record
from model_runtime.trace.compare import compare as compare_traces
from model_runtime.trace.frames import Trace


async def compare(session: Session, file: OpenFile, run: Run) -> dict[str, Any]:
    """Run a function's call in a limited child process and compare; keeps the outcome with the file.

    Raises:
        DeskcheckError: nothing was imagined, the text changed meanwhile, or the program cannot be run.
    """
    trace, version = run.trace(), file.document.version
    if trace is None or run.plan is None:
        raise DeskcheckError(run.message or f"nothing is imagined of {run.function} yet")
    path = file.document.path
    request = RecordingRequest(
        source=file.document.text,
        entry=run.function,
        call=trace.call,
        file=str(path) if path else None,
        why=trace.why,
        python=session.settings.python or sys.executable,
        search_path=tuple(str(folder) for folder in _search_path(path, session.roots)),
        site_packages=True,
    )
    recorded = await asyncio.to_thread(record, request)
    if file.document.version != version:
        raise DeskcheckError("the text was edited during the real run: compare again")
    predicted = [frame for frame in trace.frames if frame.file == (str(path) if path else None)]
    comparison = compare_traces(predicted, recorded.frames)
    parting = Parting.of(comparison.first_divergence, predicted, recorded)
    file.compared[run.function] = RealRun(version, recorded, comparison, parting)
    return {
        "text": _summary(recorded, parting),
        "exact": comparison.exact,
        "control": comparison.control,
        "state": comparison.state,
        "of": comparison.of,
        "firstDivergence": None if parting is None else asdict(parting),
    }


def _search_path(path: Path | None, roots: tuple[Path, ...]) -> list[Path]:
    folders = [path.parent] if path else []
    return [*folders, *roots, *(root / "src" for root in roots)]


def _summary(recorded: Trace, parting: Parting | None) -> str:
    ending = recorded.outcome.value if recorded.result is None else f"{recorded.outcome.value} {recorded.result}"
    if parting is None:
        return f"The real run went as predicted: {ending}."
    return f"The real run parts from the prediction at line {parting.line}: {parting.message}. It {ending}."
