"""Ghost values: one inlay hint at the end of each line that ran, its full account when it is pointed at."""

import asyncio
import contextlib
from typing import TYPE_CHECKING

from lsprotocol import types

from lsp_server.account import account_of_line
from lsp_server.labels import label

if TYPE_CHECKING:
    from lsp_server.server import DeskcheckServer

WAIT_S = 10.0  # for a client that cannot be told to ask again


def register(server: "DeskcheckServer") -> None:
    """Register the handlers."""
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    async def inlay_hint(params: types.InlayHintParams) -> list[types.InlayHint]:
        uri = params.text_document.uri
        file = session.files.get(uri)
        if file is None or not session.settings.enable or not session.settings.ghost_values.enable:
            return []
        first, last = params.range.start.line + 1, params.range.end.line + 1
        session.look_at(uri, first, last)
        if not server.can("workspace", "inlay_hint", "refresh_support"):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(file.settled.wait(), WAIT_S)
        document, hints = file.document, []
        for function, ghosts, is_stale in file.shown_lines():
            if not first <= ghosts.line <= last or ghosts.line > document.n_lines:
                continue
            text = label(ghosts, session.settings.ghost_values, is_stale=is_stale)
            if text:
                hints.append(
                    types.InlayHint(
                        position=document.line_end(ghosts.line - 1, session.encoding),
                        label=text,
                        padding_left=True,
                        data={"uri": uri, "line": ghosts.line, "function": function},
                    )
                )
        return hints

    @server.feature(types.INLAY_HINT_RESOLVE)
    def resolve(hint: types.InlayHint) -> types.InlayHint:
        data = hint.data if isinstance(hint.data, dict) else getattr(hint.data, "_asdict", dict)()
        file = session.files.get(str(data.get("uri")))
        if file is not None:
            for function, ghosts, is_stale in file.shown_lines():
                if ghosts.line == data.get("line"):
                    text = account_of_line(file.runs[function], ghosts, is_stale=is_stale)
                    hint.tooltip = types.MarkupContent(types.MarkupKind.Markdown, text)
        return hint
