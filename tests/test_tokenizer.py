"""Segments to ids: user text never becomes a special token, values are cut the same everywhere."""

from pathlib import Path

import pytest
from tiny import write_tiny_checkpoint

from model_runtime.errors import DeskcheckError
from model_runtime.inference.checkpoint import load_tokenizer
from model_runtime.inference.tokenizer import TraceTokenizer, source_pieces, value_pieces
from model_runtime.trace.format import Segment, SegmentKind, escape_value, special, structure


@pytest.fixture(scope="module", params=["characters", "bpe"])
def tokenizer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> TraceTokenizer:
    return load_tokenizer(write_tiny_checkpoint(tmp_path_factory.mktemp("tiny"), value_cut=request.param))


def test_source_that_spells_a_special_token_is_encoded_as_text(tokenizer: TraceTokenizer) -> None:
    ids = tokenizer.encode([Segment(SegmentKind.SOURCE, "s = '<|frame_sep|>'")])
    assert not set(ids) & set(tokenizer.special_ids.values())
    assert tokenizer.decode(ids) == "s = '<|frame_sep|>'"


@pytest.mark.parametrize("kind", [SegmentKind.SOURCE, SegmentKind.NAME, SegmentKind.VALUE])
@pytest.mark.parametrize("text", ["x", "größe = 'é🙂'", "    return [1, 22]", "\t# <|end_of_text|>"])
def test_text_survives_encoding(tokenizer: TraceTokenizer, kind: SegmentKind, text: str) -> None:
    assert tokenizer.decode(tokenizer.encode([Segment(kind, text)])) == text


def test_a_special_segment_is_its_one_id(tokenizer: TraceTokenizer) -> None:
    assert tokenizer.encode([special("<|line_sep|>")]) == [tokenizer.special_ids["<|line_sep|>"]]


def test_ids_read_back_as_segments(tokenizer: TraceTokenizer) -> None:
    segments = [special("<|line_sep|>"), structure("{}"), special("<|action_sep|>"), Segment(SegmentKind.SOURCE, "x")]
    assert list(tokenizer.segments(tokenizer.encode(segments))) == [
        special("<|line_sep|>"),
        Segment(SegmentKind.SOURCE, "{}"),
        special("<|action_sep|>"),
        Segment(SegmentKind.SOURCE, "x"),
    ]


@pytest.mark.parametrize(
    ("value", "pieces"),
    [
        ("True", ["True"]),
        ("[12, 'ab']", ["[", "1", "2", ",", " ", "'", "a", "b", "'", "]"]),
        ("Point(x=1)", ["Point", "(", "x", "=", "1", ")"]),
        ("'True'", ["'", "T", "r", "u", "e", "'"]),
        ('"it\'s", True', ["\\", '"', "i", "t", "'", "s", "\\", '"', ",", " ", "True"]),
        ("'a\\nb', None", ["'", "a", "\\", "\\", "n", "b", "'", ",", " ", "None"]),
        ("'\\'a', None", ["'", "\\", "\\", "'", "a", "'", ",", " ", "None"]),
        ("'\\\\', None", ["'", "\\", "\\", "\\", "\\", "'", ",", " ", "None"]),
    ],
)
def test_a_value_is_cut_into_characters_but_for_words_outside_quotes(value: str, pieces: list[str]) -> None:
    assert list(value_pieces(escape_value(value))) == pieces


def test_a_short_literal_in_source_is_cut_into_characters() -> None:
    assert list(source_pieces("x = 'ab' + y")) == ["x = ", "'", "a", "b", "'", " + y"]


def test_a_vocabulary_without_trace_tokens_is_refused_by_name(tmp_path: Path) -> None:
    path = write_tiny_checkpoint(tmp_path)
    file = path / "tokenizer.json"
    file.write_text(file.read_text().replace("<|arg_sep|>", "<|other|>"))
    with pytest.raises(DeskcheckError, match=r"<\|arg_sep\|>"):
        load_tokenizer(path)
