"""The store of open documents against a slow reference: lines, positions and edits in every encoding."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types

from lsp_server.documents import Document, Documents, Encoding

CHARS = st.sampled_from(list("ab\t\r\n\f\v\x1c\x85\u2028é\U0001f600")) | st.just("\r\n")
TEXTS = st.lists(CHARS, max_size=12).map("".join)
SIZES = {Encoding.UTF8: "utf-8", Encoding.UTF16: "utf-16-le", Encoding.UTF32: "utf-32-le"}
UNIT_BYTES = {Encoding.UTF8: 1, Encoding.UTF16: 2, Encoding.UTF32: 4}


def reference_offset(text: str, line: int, character: int, encoding: Encoding) -> int:
    """Walk the text character by character, as the protocol describes positions."""
    offset = 0
    for _ in range(line):
        match = re.compile(r"\r\n|\r|\n").search(text, offset)
        if match is None:
            return len(text)
        offset = match.end()
    used = 0
    while offset < len(text) and text[offset] not in "\r\n":
        used += len(text[offset].encode(SIZES[encoding])) // UNIT_BYTES[encoding]
        if used > character:
            break
        offset += 1
    return offset


@settings(max_examples=300, deadline=None)
@given(st.data(), TEXTS, st.sampled_from(list(Encoding)))
def test_edits_give_the_text_that_a_slow_reference_gives(data: st.DataObject, text: str, encoding: Encoding) -> None:
    document = Document.of("file:///a.py", 1, text)
    for version in range(2, 2 + data.draw(st.integers(1, 4))):
        before = document.text
        new = data.draw(TEXTS)
        if data.draw(st.booleans()):
            change: types.TextDocumentContentChangeEvent = types.TextDocumentContentChangeWholeDocument(new)
            expected = new
        else:
            places = sorted(data.draw(st.tuples(*[st.tuples(st.integers(0, 6), st.integers(0, 8))] * 2)))
            start, end = (types.Position(*place) for place in places)
            change = types.TextDocumentContentChangePartial(types.Range(start, end), new)
            first, last = (reference_offset(before, *place, encoding) for place in places)
            expected = before[: min(first, last)] + new + before[max(first, last) :]
        document, edits = document.changed(version, [change], encoding)
        assert (document.text, document.version) == (expected, version)
        assert document.n_lines == len(re.split(r"\r\n|\r|\n", expected))
        assert [document.line(idx) for idx in range(document.n_lines)] == re.split(r"\r\n|\r|\n", expected)
        old_lines = re.split(r"\r\n|\r|\n", before)
        (edit,) = edits
        assert [document.line(idx) for idx in range(edit.first)] == old_lines[: edit.first]
        rest = [document.line(idx) for idx in range(edit.first + edit.n_lines, document.n_lines)]
        assert rest == old_lines[edit.end :]


@given(TEXTS, st.integers(0, 5), st.integers(0, 12), st.sampled_from(list(Encoding)))
def test_offsets_are_those_of_a_slow_reference(text: str, line: int, character: int, encoding: Encoding) -> None:
    document = Document.of("file:///a.py", 1, text)
    found = document.offset(types.Position(line, character), encoding)
    assert found == reference_offset(text, line, character, encoding)


@pytest.mark.parametrize(("encoding", "end"), [(Encoding.UTF8, 6), (Encoding.UTF16, 4), (Encoding.UTF32, 3)])
def test_the_end_of_a_line_is_counted_in_the_clients_units(encoding: Encoding, end: int) -> None:
    document = Document.of("file:///a.py", 1, "a\U0001f600b\nx")
    assert document.line_end(0, encoding) == types.Position(0, end)


def test_one_document_whatever_the_spelling_of_its_uri() -> None:
    documents = Documents()
    documents.put(Document.of("file:///a%20b.py", 1, "x"))
    found = documents.get("file:///a b.py")
    assert found is not None
    assert str(found.path) == "/a b.py"
    documents.remove("file:///a%20b.py")
    assert documents.get("file:///a b.py") is None
