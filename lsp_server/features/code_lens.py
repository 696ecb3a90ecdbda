"""Code lens: above each function the call that is imagined, where it comes from and what it gives."""

from typing import TYPE_CHECKING

from lsprotocol import types

from lsp_server import methods
from lsp_server.labels import MORE, UNSURE, confidence, spelled
from lsp_server.runs import Run, RunState
from model_runtime.program.entry_points import EntryPoint
from model_runtime.trace.frames import Outcome

if TYPE_CHECKING:
    from lsp_server.server import DeskcheckServer

MAX_CALL = 60  # characters
MAX_RESULT = 40


def register(server: "DeskcheckServer") -> None:
    """Register the handlers."""
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(resolve_provider=False))
    async def code_lens(params: types.CodeLensParams) -> list[types.CodeLens]:
        uri = params.text_document.uri
        file = session.files.get(uri)
        if file is None or not (session.settings.enable and session.settings.code_lens.enable):
            return []
        if file.analysis is None:
            return []
        has = session.settings.client_commands
        lenses = []
        for function in file.analysis.functions:
            run, entries = file.runs.get(function.name), file.analysis.entries.get(function.name, ())
            title = lens_title(run, entries, unsure_below=session.settings.ghost_values.unsure_below)
            if title is None:
                continue
            # The lens sits where the function is now: an edit may have moved it since the text was read.
            line = run.first if run is not None and run.first else function.line
            choose = methods.CHOOSE_CALL if methods.CHOOSE_CALL in has else methods.PICK_CALL
            if run is None or run.state is RunState.NONE:
                shown = [types.Command(title, methods.PREDICT, arguments=[uri, function.name])]
                if methods.CHOOSE_CALL in has or len(entries) > 1:
                    shown.append(types.Command("another call", choose, arguments=[uri, function.name]))
            else:
                shown = [types.Command(title, choose, arguments=[uri, function.name])]
            if run is not None and run.frames:
                if methods.SHOW_TRACE in has:
                    shown.append(types.Command("trace", methods.SHOW_TRACE, arguments=[uri, function.name]))
                if methods.STEP in has:
                    shown.append(types.Command("step through", methods.STEP, arguments=[uri, function.name, run.call]))
                shown.append(types.Command("compare with a real run", methods.COMPARE, arguments=[uri, function.name]))
            here = types.Range(types.Position(line - 1, 0), types.Position(line - 1, 0))
            lenses += [types.CodeLens(here, command) for command in shown]
        return lenses


def lens_title(run: Run | None, entries: tuple[EntryPoint, ...], *, unsure_below: float = 0.0) -> str | None:
    """Say in a few words what is imagined of a function; None where no call of it is known.

    A question mark follows a result whose confidence lies below `unsure_below`.
    """
    if run is None or run.state is RunState.NONE:
        return f"imagine {_short(entries[0].call, MAX_CALL)}" if entries else None
    if run.state is RunState.FAILED:
        return f"cannot be imagined: {_short(run.message or '', MAX_CALL)}"
    call = _short(run.call, MAX_CALL)
    why = run.plan.request.why if run.plan else ""
    if run.state in (RunState.WAITING, RunState.RUNNING):
        return f"imagining {call} {MORE} ({why})"
    old = "~ " if run.state is RunState.STALE or run.touched else ""
    return f"{old}{call} {_ending(run, unsure_below)} ({why})"


def _ending(run: Run, unsure_below: float) -> str:
    end = run.end
    if end is None:
        return MORE
    if run.plan is not None and run.plan.is_cut:
        return "up to the break"
    result = _short(end.result or "", MAX_RESULT)
    last = run.frames[-1].arg if run.frames else None
    if last is not None and confidence(last) < unsure_below:
        result += UNSURE
    match end.outcome:
        case Outcome.RETURNED:
            return f"→ {result}"
        case Outcome.RAISED:
            return f"raises {result}"
        case Outcome.ENDLESS:
            return "never ends"
        case Outcome.LIMIT:
            return f"goes on after {end.stats.frames} steps"
    return MORE


def _short(text: str, room: int) -> str:
    text = spelled(text)
    return text if len(text) <= room else text[: room - 1] + MORE
