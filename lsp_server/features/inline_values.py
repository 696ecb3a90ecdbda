"""Inline values while a debugger has stopped: what was predicted of the lines up to there.

An editor asks for them in a debug session only, and shows them beside the real values of its debugger.
"""

from typing import TYPE_CHECKING

from lsprotocol import types

from lsp_server.labels import label

if TYPE_CHECKING:
    from lsp_server.server import DeskcheckServer


def register(server: "DeskcheckServer") -> None:
    """Register the handlers."""
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_INLINE_VALUE)
    def inline_value(params: types.InlineValueParams) -> list[types.InlineValueText]:
        file = session.files.get(params.text_document.uri)
        settings = session.settings
        if file is None or not (settings.enable and settings.inline_values.enable):
            return []
        first, last = params.range.start.line + 1, params.range.end.line + 1
        last = min(last, params.context.stopped_location.end.line + 1)
        values = []
        for _, ghosts, is_stale in file.shown_lines():
            text = label(ghosts, settings.ghost_values)
            if first <= ghosts.line <= last and text and not is_stale:
                start = types.Position(ghosts.line - 1, 0)
                end = file.document.line_end(ghosts.line - 1, session.encoding)
                values.append(types.InlineValueText(types.Range(start, end), f"predicted {text}"))
        return values
