"""JSON-RPC as the specification has it, over pygls 2.1: each guard here is for a defect seen in that version.

- parameters that do not fit: pygls answers nothing at all; here -32602, by the request's id
- an object inside the parameters that has a key `jsonrpc`: the whole message is lost; only the outermost is a message
- a request after `shutdown`: silence; here InvalidRequest
- requests under way at `shutdown`: the loop that cancels them trips over their answers
- errors carry a traceback with paths of this machine: here one line
- a failed notification opens a window in the editor: here a line in the log
- headers in other cases (`content-length`) eat messages: read here, with a bound on their size
- commands whose first parameter may be null are refused, and defaults are not filled in: arguments are bound here
- a command that is cancelled runs on, unseen: here it is a coroutine of the request's own
- what built-in handlers and notifications leave is kept for ever: here until it is done
- documents split at form feeds: not kept there at all, see `documents.py`
"""

import asyncio
import inspect
import json
import logging
import re
from collections.abc import Awaitable, Generator
from typing import Any, Protocol, cast, get_type_hints

from cattrs.errors import BaseValidationError
from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError, JsonRpcInvalidParams
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 128 << 20
MAX_HEADER_LINES = 32
_LENGTH = re.compile(rb"\s*content-length\s*:\s*(\d+)\s*", re.IGNORECASE)


class Reader(Protocol):
    """Where messages come from."""

    def readline(self) -> Awaitable[bytes]:
        """Give a line with its end; nothing at the end of the stream."""
        ...

    def readexactly(self, n: int) -> Awaitable[bytes]:
        """Give so many bytes; fewer at the end of the stream."""
        ...


class DeskcheckProtocol(LanguageServerProtocol):
    """pygls' protocol with the guards."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Make the object of a message, an exception in its place where the parameters do not fit."""
        try:
            return super().structure_message(data)
        except (JsonRpcException, BaseValidationError) as error:
            return error

    def take(self, body: bytes) -> None:
        """Handle the body of one message; whatever it holds, a request in it is answered."""
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            self._answer_error(None, types.ErrorCodes.ParseError, "the body is not JSON")
            return
        if not isinstance(data, dict) or data.get("jsonrpc") != "2.0":
            number = data.get("id") if isinstance(data, dict) else None
            self._answer_error(number, types.ErrorCodes.InvalidRequest, "not a JSON-RPC 2.0 message")
            return
        number, method = data.get("id"), data.get("method")
        is_request = method is not None and "id" in data
        if is_request and self._shutdown:
            self._answer_error(number, types.ErrorCodes.InvalidRequest, "the server is shutting down")
            return
        if is_request and (not isinstance(number, int | str) or isinstance(number, bool)):
            self._answer_error(None, types.ErrorCodes.InvalidRequest, "the id is neither a number nor a string")
            return
        if is_request and self._workspace is None and method not in ("initialize", "shutdown"):
            self._answer_error(number, types.ErrorCodes.ServerNotInitialized, "initialize comes first")
            return
        if is_request and number in self._request_futures:
            self._answer_error(number, types.ErrorCodes.InvalidRequest, f"the id {number!r} is in use")
            return
        if method is not None and not isinstance(method, str):
            self._answer_error(number, types.ErrorCodes.InvalidRequest, "the method is no string")
            return
        data.setdefault("params", None)
        message = self.structure_message(data)
        if isinstance(message, Exception):
            if is_request:
                self._answer_error(number, types.ErrorCodes.InvalidParams, f"{method}: the parameters do not fit")
            else:
                logger.warning("left out: %s with parameters that do not fit", method)
            return
        self.handle_message(message)

    def _answer_error(self, number: Any, code: types.ErrorCodes, message: str) -> None:
        """Answer with an error; null stands for an id that could not be read."""
        self._send_data({"jsonrpc": "2.0", "id": number, "error": {"code": int(code), "message": message}})

    def _send_handler_result(self, future: Any, *, msg_id: Any) -> None:
        """Answer a request; what went wrong in a handler is one line for the client and a traceback for the log."""
        self._request_futures.pop(msg_id, None)
        if future.cancelled():
            self._answer_error(msg_id, cast(Any, types.LSPErrorCodes.RequestCancelled), "cancelled")
            return
        error = future.exception()
        if error is None:
            self._send_response(msg_id, result=future.result())
        elif isinstance(error, JsonRpcException) and not isinstance(error, JsonRpcInternalError):
            code = error.code or types.ErrorCodes.InternalError
            message = "the parameters do not fit" if isinstance(error, JsonRpcInvalidParams) else ""
            self._answer_error(msg_id, cast(Any, code), str(error.message or message or error))
        else:
            logger.error("a request failed", exc_info=error)
            self._answer_error(msg_id, types.ErrorCodes.InternalError, f"{type(error).__name__}: {error}")

    def _handle_cancel_notification(self, msg_id: Any) -> None:
        """Cancel a request; one that was answered already is no matter."""
        future = self._request_futures.get(msg_id)
        if future is not None:
            future.cancel()  # its callback answers

    def _run_generator(self, future: Any, *, gen: Any, result_future: Any) -> None:
        """Go on with a built-in handler; what it waited for is done and forgotten."""
        self._forget_future(future)
        super()._run_generator(future, gen=gen, result_future=result_future)

    def _check_handler_result(self, future: Any) -> None:
        """End a notification."""
        self._forget_future(future)
        super()._check_handler_result(future)

    def _forget_future(self, future: Any) -> None:
        for number in [number for number, known in self._request_futures.items() if known is future]:
            del self._request_futures[number]

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *args: Any) -> Generator[Any, Any, None]:
        """End all work and cancel what else was asked for."""
        yield self.fm.features[types.SHUTDOWN], args, None
        own = self.msg_id
        for number, future in [*self._request_futures.items()]:
            if number != own:
                future.cancel()
        self._shutdown = True

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    async def lsp_workspace__execute_command(  # type: ignore[override]  # pygls handles coroutines as well
        self, params: types.ExecuteCommandParams
    ) -> Any:
        """Call a command with its arguments by position; missing ones at the end have their defaults."""
        handler = self.fm.commands.get(params.command)
        if handler is None:
            raise JsonRpcInvalidParams(f"there is no command {params.command!r}")
        hints = get_type_hints(handler)
        try:
            bound = inspect.signature(handler).bind(*params.arguments or ())
        except TypeError as error:
            raise JsonRpcInvalidParams(f"{params.command}: {error}") from error
        for name, value in bound.arguments.items():
            if not isinstance(value, hints[name]):
                raise JsonRpcInvalidParams(f"{params.command}: {name} does not fit")
        return await handler(*bound.args)

    # The documents are the session's: pygls would keep a second copy and split it elsewhere.

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Any:
        """Hand on to the session."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Any:
        """Hand on to the session."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Any:
        """Hand on to the session."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None


async def read_messages(reader: Reader, protocol: DeskcheckProtocol) -> None:
    """Hand message after message to the protocol until the stream ends."""
    while (body := await _body(reader)) is not None:
        try:
            protocol.take(body)
        except SystemExit:
            raise
        except Exception:
            logger.exception("a message was lost")
        await asyncio.sleep(0)  # what it started runs before the next message is read


async def _body(reader: Reader) -> bytes | None:
    """Read one message's body, None at the end of the stream; headers that hold no length are passed over."""
    length, n_lines = None, 0
    while line := await reader.readline():
        if match := _LENGTH.fullmatch(line):
            length = int(match.group(1))
        elif not line.strip() and length is not None:
            if length > MAX_BODY_BYTES:
                logger.error("a message of %d bytes is refused", length)
                return None
            body = await reader.readexactly(length)
            return body if len(body) == length else None
        n_lines += 1
        if n_lines > MAX_HEADER_LINES and length is None:
            logger.warning("%d lines without a Content-Length: is this a language client?", n_lines)
            n_lines = 0
    return None
