"""The texts that an editor holds open, in the server's own store.

Lines end in `\\r\\n`, `\\n` or `\\r` and nowhere else, as the protocol says (pygls splits at form feeds and U+2028
too, which moves every position behind one). Columns inside are code points; the client's units are converted here,
once.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lsprotocol import types

_LINE_END = re.compile(r"\r\n|\n|\r")


class Encoding(StrEnum):
    """The unit of a client's columns."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


def n_units(text: str, encoding: Encoding) -> int:
    """Count the units of a text."""
    if encoding is Encoding.UTF32:
        return len(text)
    if encoding is Encoding.UTF16:
        return len(text) + sum(char > "\uffff" for char in text)
    return len(text.encode("utf-8", "surrogatepass"))


def column_of(line: str, units: int, encoding: Encoding) -> int:
    """Give the code point at which a count of units ends; inside of a character counts as before it."""
    if encoding is Encoding.UTF32 or (encoding is Encoding.UTF16 and line.isascii()):
        return min(units, len(line))
    used = 0
    for column, char in enumerate(line):
        used += n_units(char, encoding)
        if used > units:
            return column
    return len(line)


@dataclass(frozen=True, slots=True)
class Change:
    """What one edit did to the lines: those from `first` up to `end` became `n_lines` new ones; 0-based, half open."""

    first: int
    end: int
    n_lines: int

    @property
    def shift(self) -> int:
        """By how much the lines behind it moved."""
        return self.n_lines - (self.end - self.first)


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a text; a value, replaced by each edit."""

    uri: str
    version: int
    text: str
    language: str = "python"
    starts: tuple[int, ...] = field(default=(), repr=False)  # offset of each line

    @classmethod
    def of(cls, uri: str, version: int, text: str, language: str = "python") -> "Document":
        """Make a document of a text."""
        return cls(uri, version, text, language, (0, *(match.end() for match in _LINE_END.finditer(text))))

    @property
    def path(self) -> Path | None:
        """The file, None where the document is none."""
        return path_of(self.uri)

    @property
    def n_lines(self) -> int:
        """How many lines there are; one that is empty behind the last line's end counts."""
        return len(self.starts)

    def line(self, idx: int) -> str:
        """Give a line without its end; empty beyond the last."""
        if not 0 <= idx < len(self.starts):
            return ""
        end = self.starts[idx + 1] if idx + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[idx] : end].rstrip("\r\n")

    def offset(self, position: types.Position, encoding: Encoding) -> int:
        """Give the offset of a client's position; beyond the end of a line or the text counts as its end."""
        if position.line >= len(self.starts):
            return len(self.text)
        return self.starts[position.line] + column_of(self.line(position.line), position.character, encoding)

    def position(self, line_idx: int, column: int, encoding: Encoding) -> types.Position:
        """Give the client's position of a code point."""
        return types.Position(line_idx, n_units(self.line(line_idx)[:column], encoding))

    def line_end(self, line_idx: int, encoding: Encoding) -> types.Position:
        """Give the client's position behind the last character of a line."""
        return types.Position(line_idx, n_units(self.line(line_idx), encoding))

    def changed(
        self, version: int, changes: Sequence[types.TextDocumentContentChangeEvent], encoding: Encoding
    ) -> tuple["Document", list[Change]]:
        """Apply a client's edits in their order; gives the new text, and what each did to the lines."""
        document, edits = self, []
        for change in changes:
            document, edit = document._edited(version, change, encoding)
            edits.append(edit)
        if not edits:
            document = Document(self.uri, version, self.text, self.language, self.starts)
        return document, edits

    def _edited(
        self, version: int, change: types.TextDocumentContentChangeEvent, encoding: Encoding
    ) -> tuple["Document", Change]:
        if isinstance(change, types.TextDocumentContentChangeWholeDocument):
            new = Document.of(self.uri, version, change.text, self.language)
            return new, _difference(self, new, 0, self.n_lines)
        start, end = (self.offset(at, encoding) for at in (change.range.start, change.range.end))
        start, end = min(start, end), max(start, end)
        new = Document.of(self.uri, version, self.text[:start] + change.text + self.text[end:], self.language)
        return new, _difference(self, new, self._line_at(start), self._line_at(end) + 1)

    def _line_at(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1


def _difference(old: Document, new: Document, first: int, end: int) -> Change:
    """Give what really changed of the lines that an edit replaced: those that are alike at both ends stay out of it.

    A line typed above another is then an insertion, which moves the one below and does not touch it.
    """
    new_end = end + new.n_lines - old.n_lines
    while first < min(end, new_end) and old.line(first) == new.line(first):
        first += 1
    while first < min(end, new_end) and old.line(end - 1) == new.line(new_end - 1):
        end, new_end = end - 1, new_end - 1
    return Change(first, end, new_end - first)


class Documents:
    """The open documents by URI; percent signs in a URI make no difference."""

    def __init__(self) -> None:
        self._open: dict[str, Document] = {}

    def get(self, uri: str) -> Document | None:
        """Give an open document."""
        return self._open.get(unquote(uri))

    def open_text(self, path: Path) -> str | None:
        """Give the text of a file that is open."""
        for document in self._open.values():
            if document.path == path:
                return document.text
        return None

    def put(self, document: Document) -> None:
        """Open a document or replace it by a newer version."""
        self._open[unquote(document.uri)] = document

    def remove(self, uri: str) -> Document | None:
        """Close a document."""
        return self._open.pop(unquote(uri), None)


def path_of(uri: str) -> Path | None:
    """Give the file that a URI names, None for other schemes."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    return Path(unquote(parts.path))
