"""Hover: the history of a name over the rounds of its function, or what a function's call is about."""

import re
from keyword import iskeyword
from typing import TYPE_CHECKING

from lsprotocol import types

from lsp_server.account import account_of_line, account_of_name, code
from lsp_server.documents import column_of

if TYPE_CHECKING:
    from lsp_server.server import DeskcheckServer

_WORD = re.compile(r"\w+")


def register(server: "DeskcheckServer") -> None:
    """Register the handlers."""
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        file = session.files.get(params.text_document.uri)
        if file is None or not session.settings.enable:
            return None
        line_idx = params.position.line
        text = file.document.line(line_idx)
        column = column_of(text, params.position.character, session.encoding)
        word = next((match for match in _WORD.finditer(text) if match.start() <= column <= match.end()), None)
        shown = {ghosts.line: (function, ghosts, stale) for function, ghosts, stale in file.shown_lines()}
        here = shown.get(line_idx + 1)
        owner = next((run for run in file.runs.values() if run.first <= line_idx + 1 <= run.last), None)
        if here is not None and (owner is None or not (owner.now or owner.old)):
            owner = file.runs.get(here[0])
        account = None
        if word is not None and owner is not None and column < len(text):
            if word.group() == owner.function.rpartition(".")[2] and line_idx + 1 == owner.first:
                account = f"*predicted:* {code(owner.call)}" if owner.call else None
            else:
                inside = [
                    (ghosts, stale) for line, (_, ghosts, stale) in shown.items() if owner.first <= line <= owner.last
                ]
                account = account_of_name(owner, word.group(), inside)
        if account is None and here is not None and _is_between_names(text, column, word):
            word = None
            account = account_of_line(file.runs[here[0]], here[1], is_stale=here[2])
        if account is None:
            return None
        span = None
        if word is not None:
            document = file.document
            span = types.Range(
                document.position(line_idx, word.start(), session.encoding),
                document.position(line_idx, word.end(), session.encoding),
            )
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, account), span)


def _is_between_names(text: str, column: int, word: re.Match[str] | None) -> bool:
    """Whether a column is at the end of a line, on a keyword or on a sign: there the whole line is meant."""
    if column < len(text) - len(text.lstrip()):
        return False
    return column >= len(text) or word is None or iskeyword(word.group())
