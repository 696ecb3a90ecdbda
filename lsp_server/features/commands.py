"""Commands: predict, choose a call, compare with a real run, forget, the master switch."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from lsp_server import methods, real_runs
from model_runtime.errors import DeskcheckError

if TYPE_CHECKING:
    from lsp_server.server import DeskcheckServer

REQUEST_FAILED = -32803  # LSP: the request is right, what it asks for cannot be done
MAX_OFFERED = 8  # calls in a message with buttons


def register(server: "DeskcheckServer") -> None:
    """Register the handlers."""
    session = server.session

    @server.command(methods.PREDICT)
    async def predict(uri: str, function: str | None = None) -> None:
        with refused():
            await session.predict(uri, function)

    @server.command(methods.USE_CALL)
    async def use_call(uri: str, function: str, call: str | None = None) -> None:
        with refused():
            await session.use_call(uri, function, call)

    @server.command(methods.PICK_CALL)
    async def pick_call(uri: str, function: str) -> None:
        with refused():
            _, analysis = await session.analysed(uri)
        calls = [entry.call for entry in analysis.entries.get(function, ()) if entry.arguments is not None]
        if not calls:
            server.window_show_message(
                types.ShowMessageParams(
                    types.MessageType.Info, f"No call of {function} is known: write one as a comment, # deskcheck: …"
                )
            )
            return
        chosen = await server.window_show_message_request_async(
            types.ShowMessageRequestParams(
                types.MessageType.Info,
                f"Imagine which call of {function}?",
                [types.MessageActionItem(call) for call in calls[:MAX_OFFERED]],
            )
        )
        if chosen is not None:
            with refused():
                await session.use_call(uri, function, chosen.title)

    @server.command(methods.COMPARE)
    async def compare(uri: str, function: str) -> dict[str, Any]:
        with refused():
            file, run = await session.settled(uri, function)
            answer = await real_runs.compare(session, file, run)
        session.hooks.changed(uri)
        return answer

    @server.command(methods.FORGET)
    async def forget(uri: str | None = None, function: str | None = None) -> None:
        await session.forget(uri, function)

    @server.command(methods.TOGGLE)
    async def toggle() -> bool:
        session.set_settings(replace(session.settings, enable=not session.settings.enable))
        return session.settings.enable


class refused:
    """Turn an error that a user can understand into the error of a request."""

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        """Turn the error, if there is one."""
        if isinstance(error, DeskcheckError):
            raise JsonRpcException(str(error), code=REQUEST_FAILED) from error
