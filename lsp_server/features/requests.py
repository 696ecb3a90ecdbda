"""The requests that only our own clients make: entry points, functions, whole traces, the model's state."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcException

from lsp_server import methods
from lsp_server.features.commands import refused
from lsp_server.runs import Run
from model_runtime.trace.frames import Outcome
from model_runtime.trace.wire import trace_to_json

if TYPE_CHECKING:
    from lsp_server.server import DeskcheckServer

INVALID_PARAMS = -32602


def register(server: "DeskcheckServer") -> None:
    """Register the handlers."""
    session = server.session

    @server.feature(methods.ENTRY_POINTS)
    async def entry_points(params: Any) -> dict[str, Any]:
        uri, name = _text(params, "uri"), _text(params, "function")
        with refused():
            file, analysis = await session.analysed(uri)
        run = file.runs.get(name)
        used = run.plan.entry.call if run is not None and run.plan is not None else None
        entries = [
            {
                "call": e.call,
                "why": e.why,
                "line": e.line - 1 if e.line and e.why != "test" else None,  # a test's line is of another file
                "inUse": e.call == used,
            }
            for e in analysis.entries.get(name, ())
        ]
        if name in file.chosen and all(entry["call"] != file.chosen[name] for entry in entries):
            chosen = file.chosen[name]
            entries.insert(0, {"call": chosen, "why": "chosen", "line": None, "inUse": chosen == used})
        return {"entryPoints": entries}

    @server.feature(methods.FUNCTIONS)
    async def functions(params: Any) -> dict[str, Any]:
        with refused():
            file, analysis = await session.analysed(_text(params, "uri"))
        return {
            "functions": [
                {
                    "name": function.name,
                    "line": function.line - 1,
                    "endLine": function.end_line - 1,
                    **_of_run(file.runs.get(function.name)),
                }
                for function in analysis.functions
            ]
        }

    @server.feature(methods.TRACE)
    async def trace(params: Any) -> dict[str, Any]:
        name = _text(params, "function")
        with refused():
            file, _ = await session.analysed(_text(params, "uri"))
        run = file.runs.get(name)
        found = run.trace() if run is not None else None
        document = None
        if found is not None:
            document = trace_to_json(found)
            document["model"] = server.status()["model"]
            for frame in (document, *document["frames"]):
                frame["file"] = _relative(frame["file"], session.roots)
        state = _state(run)
        return {
            "state": state["state"],
            "message": state["message"],
            "version": file.document.version,
            "trace": document,
        }

    @server.feature(methods.STATUS)
    def status(_params: Any) -> dict[str, Any]:
        return server.status()


def _text(params: Any, name: str) -> str:
    value = params.get(name) if isinstance(params, dict) else getattr(params, name, None)
    if not isinstance(value, str):
        raise JsonRpcException(f"{name} must be a string", code=INVALID_PARAMS)
    return value


def _state(run: Run | None) -> dict[str, Any]:
    if run is None:
        return {"state": "none", "message": None}
    state = "stale" if run.touched and run.state.value == "fresh" else run.state.value
    return {"state": state, "message": run.message}


def _of_run(run: Run | None) -> dict[str, Any]:
    result = None
    if run is not None and run.end is not None and run.end.outcome in (Outcome.RETURNED, Outcome.RAISED):
        result = run.end.result
    has_plan = run is not None and run.plan is not None
    return {
        "call": run.call if run is not None and has_plan else None,
        "why": run.plan.request.why if run is not None and run.plan is not None else None,
        "result": result,
        **_state(run),
    }


def _relative(file: str | None, roots: tuple[Path, ...]) -> str | None:
    """Give a path as the workspace knows it."""
    for root in roots:
        if file is not None and Path(file).is_relative_to(root):
            return Path(file).relative_to(root).as_posix()
    return file
