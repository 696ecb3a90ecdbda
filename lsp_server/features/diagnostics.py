"""Findings of the imagined runs: an exception that nothing catches, a failing assert, a loop that never ends; and where
a real run parted from the prediction. Clients that pull are answered, the others are told.

Nothing here is certain, so nothing is an error: what an example that somebody wrote leads to is a warning, what a
suggested call leads to a hint.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lsprotocol import types

from lsp_server.labels import confidence, spelled
from lsp_server.runs import Run, RunState
from lsp_server.session import OpenFile
from lsp_server.settings import DiagnosticSettings
from model_runtime.program.entry_points import EXAMPLES, canonical
from model_runtime.trace.frames import Outcome, TraceEvent, TraceFrame, Value

if TYPE_CHECKING:
    from lsp_server.server import DeskcheckServer

SOURCE = "deskcheck"
EXCEPTION, ASSERT, ENDLESS, DIVERGENCE = "predicted-exception", "failing-assert", "endless-loop", "divergence"
MAX_CHARS = 200


def register(server: "DeskcheckServer") -> None:
    """Register the handlers."""
    session = server.session

    @server.feature(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=False, identifier=SOURCE),
    )
    def diagnostic(
        params: types.DocumentDiagnosticParams,
    ) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
        file = session.files.get(params.text_document.uri)
        items = list(_diagnostics(server, file)) if file is not None else []
        result_id = str(hash(repr(items)))
        if params.previous_result_id == result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id)
        return types.RelatedFullDocumentDiagnosticReport(items, result_id=result_id)


def publish(server: "DeskcheckServer", uris: Iterable[str]) -> None:
    """Tell a client that does not pull."""
    if server.can("text_document", "diagnostic"):
        return
    for uri in uris:
        file = server.session.files.get(uri)
        if file is not None:
            server.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri, list(_diagnostics(server, file)), file.document.version)
            )


def _diagnostics(server: "DeskcheckServer", file: OpenFile) -> Iterator[types.Diagnostic]:
    settings, encoding = server.session.settings, server.session.encoding
    if not settings.enable:
        return
    for line, message, code, severity, function in findings(file, settings.diagnostics):
        if not 1 <= line <= file.document.n_lines:
            continue
        text = file.document.line(line - 1)
        start = file.document.position(line - 1, len(text) - len(text.lstrip()), encoding)
        yield types.Diagnostic(
            types.Range(start, file.document.line_end(line - 1, encoding)),
            message,
            severity,
            code=code,
            source=SOURCE,
            data={"function": function},
        )


def findings(
    file: OpenFile, settings: DiagnosticSettings
) -> Iterator[tuple[int, str, str, types.DiagnosticSeverity, str]]:
    """Give line, message, code, severity and function of everything found in a file."""
    lines = file.analysis.program.lines if file.analysis is not None else ()
    for run in file.runs.values():
        if run.state is not RunState.FRESH or run.touched or run.plan is None or run.end is None:
            continue
        severity = (
            types.DiagnosticSeverity.Warning if run.plan.entry.why in (*EXAMPLES, "chosen")
            else types.DiagnosticSeverity.Hint
        )  # fmt: skip
        for line, message, code in _of_run(run, settings, lines):
            yield line, f"{message} (predicted for {_short(run.call)})", code, severity, run.function
    if settings.divergences:
        for name, real in file.compared.items():
            if real.parting is not None and real.version == file.document.version:
                message = f"The real run differs: {real.parting.message}"
                yield real.parting.line, message, DIVERGENCE, types.DiagnosticSeverity.Information, name


def _of_run(run: Run, settings: DiagnosticSettings, lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    assert run.end is not None and run.plan is not None
    trace = run.trace()
    if trace is None:
        return
    file = run.plan.context.file
    sure = certainty(trace.frames, run.end.result) >= settings.minimum_confidence
    if run.end.outcome is Outcome.RAISED and run.end.result is not None:
        raised = _origin_of(trace.frames, run.end.result, file)
        if raised is not None and sure:
            is_assert = run.end.result.startswith("AssertionError")
            if settings.asserts if is_assert else settings.exceptions:
                code, what = (ASSERT, "This assert fails") if is_assert else (EXCEPTION, "Raises")
                text = what if is_assert else f"{what} {_short(run.end.result)}"
                yield raised.line, text, code
    if run.end.outcome is Outcome.ENDLESS and settings.endless and sure:
        here = next((frame for frame in reversed(trace.frames) if frame.file == file), None)
        if here is not None:
            yield here.line, f"This loop never ends: {trace.note or 'its state comes back'}", ENDLESS
    if run.end.outcome is Outcome.RETURNED and settings.asserts and not run.plan.is_cut and sure:
        yield from _failing_asserts(run, lines)


def _origin_of(frames: Iterable[TraceFrame], error: Value, file: str | None) -> TraceFrame | None:
    """Give the first frame that raised what left the function, in this file."""
    return next(
        (f for f in frames if f.event is TraceEvent.EXCEPTION and f.arg == error and f.file == file),
        None,
    )


def certainty(frames: Iterable[TraceFrame], result: Value | None) -> float:
    """Say how sure the end of a run is: as its least sure step or value, for what is computed from it is no surer."""
    sure = 1.0 if result is None else confidence(result)
    for frame in frames:
        values = (*frame.locals.values(), *(() if frame.arg is None else (frame.arg,)))
        sure = min(sure, 1.0 if frame.confidence is None else frame.confidence, *map(confidence, values))
    return sure


def _failing_asserts(run: Run, lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Give the asserts about this very call that its predicted result does not meet: `assert f(3) == 4`."""
    if run.plan is None or run.end is None or run.end.result is None:
        return
    entry, result = run.plan.entry, run.end.result
    if entry.why != "assert" or not 1 <= entry.line <= len(lines):
        return
    expected = expected_of_assert(lines[entry.line - 1], entry.call)
    if expected is not None and expected != result:
        yield entry.line, f"This assert fails: {_short(entry.call)} gives {_short(result)}", ASSERT


def expected_of_assert(line: str, call: str) -> str | None:
    """Give what an assert on one line compares a call with, as its canonical repr; None for other asserts."""
    try:
        statement = ast.parse(line.strip()).body
    except SyntaxError:
        return None
    match statement:
        case [ast.Assert(test=ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]))]:
            for one, other in ((left, right), (right, left)):
                if ast.unparse(one) == call:
                    try:
                        return canonical(ast.literal_eval(other))
                    except (ValueError, TypeError, SyntaxError):
                        return None
    return None


def _short(text: str) -> str:
    text = spelled(text)
    return text if len(text) <= MAX_CHARS else text[: MAX_CHARS - 1] + "…"
