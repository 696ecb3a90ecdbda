"""Segments to token ids and back, for any checkpoint that holds CWM's trace tokens.

Rule 3 of the house is kept here: user text is encoded with special tokens disabled, special ids are spliced in by name.
How values are cut is a setting of the checkpoint: facebook/cwm takes its BPE for everything ("bpe"); the embedded
model sees values and short string literals character by character ("characters"), because a small model cannot spell
tokens it did not learn to spell.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from tokenizers import Tokenizer

from model_runtime.errors import DeskcheckError
from model_runtime.trace.format import SPECIAL_TOKENS, Segment, SegmentKind, special

# ids in facebook/cwm (PROMPTING_GUIDE.md): a check, never a source of ids
CWM_IDS = {
    "<|begin_of_text|>": 128000,
    "<|end_of_text|>": 128001,
    "<|frame_sep|>": 128100,
    "<|action_sep|>": 128101,
    "<|return_sep|>": 128102,
    "<|call_sep|>": 128103,
    "<|line_sep|>": 128104,
    "<|exception_sep|>": 128105,
    "<|arg_sep|>": 128106,
    "<|trace_context_start|>": 128107,
}


def check_published_ids(special_ids: Mapping[str, int], where: str) -> None:
    """Compare the ids of the trace tokens with the published ones.

    Raises:
        DeskcheckError: one differs.
    """
    for name, published in CWM_IDS.items():
        if special_ids[name] != published:
            raise DeskcheckError(
                f"{where}: {name} has id {special_ids[name]}, in facebook/cwm it is {published}:"
                " another model's tokenizer"
            )


class ValueCut(StrEnum):
    """How the text of values is cut into tokens."""

    BPE = "bpe"
    CHARACTERS = "characters"


@dataclass(frozen=True, slots=True)
class TokenizerSettings:
    """What a checkpoint says about its tokens beyond `tokenizer.json`."""

    value_cut: ValueCut = ValueCut.BPE
    structure: tuple[str, ...] = ()  # fixed pieces that are one token each


class TraceTokenizer:
    """Encodes segments part by part, the same way in training and inference."""

    def __init__(self, tokenizer: Tokenizer, settings: TokenizerSettings) -> None:
        """Wrap a `tokenizers.Tokenizer`.

        Raises:
            DeskcheckError: the vocabulary lacks a trace token or a structure token.
        """
        self._tokenizer = tokenizer
        self._tokenizer.encode_special_tokens = True  # special tokens in text are text
        self.settings = settings
        self.special_ids = {name: self._required(name) for name in SPECIAL_TOKENS}
        self.special_names = {id_: name for name, id_ in self.special_ids.items()}
        self.structure_ids = {text: self._required(byte_level(text)) for text in settings.structure}
        self._encode_text = lru_cache(maxsize=65536)(self._encode_text_uncached)
        self.n_tokens: int = tokenizer.get_vocab_size(with_added_tokens=True)

    @classmethod
    def load(cls, path: Path, settings: TokenizerSettings) -> "TraceTokenizer":
        """Read `tokenizer.json` of a checkpoint folder.

        Raises:
            DeskcheckError: the file is missing, damaged, or not that of a trace model.
        """
        try:
            tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
        except Exception as error:  # the library raises bare Exception
            raise DeskcheckError(f"{path / 'tokenizer.json'} cannot be read: {error}") from error
        return cls(tokenizer, settings)

    def encode(self, segments: Iterable[Segment]) -> list[int]:
        """Give the ids of segments: each encoded on its own, or the text between special tokens in one piece."""
        ids: list[int] = []
        if self.settings.value_cut is ValueCut.BPE:  # facebook/cwm has seen the text between special tokens whole
            for is_special, run in groupby(segments, lambda segment: segment.kind is SegmentKind.SPECIAL):
                texts = [segment.text for segment in run]
                ids += [self.special_ids[text] for text in texts] if is_special else self._encode_text("".join(texts))
            return ids
        for segment in segments:
            ids += self.encode_segment(segment)
        return ids

    def encode_segment(self, segment: Segment) -> Sequence[int]:
        """Give the ids of one segment."""
        if segment.kind is SegmentKind.SPECIAL:
            return (self.special_ids[segment.text],)
        if segment.kind is SegmentKind.STRUCTURE and segment.text in self.structure_ids:
            return (self.structure_ids[segment.text],)
        if self.settings.value_cut is ValueCut.CHARACTERS:
            if segment.kind is SegmentKind.VALUE:
                return [id_ for piece in value_pieces(segment.text) for id_ in self._encode_text(piece)]
            if segment.kind is SegmentKind.SOURCE:
                return [id_ for piece in source_pieces(segment.text) for id_ in self._encode_text(piece)]
        return self._encode_text(segment.text)

    def encode_text(self, text: str) -> Sequence[int]:
        """Give the ids of plain text; what spells a special token is text as well."""
        return self._encode_text(text)

    def decode(self, ids: Iterable[int]) -> str:
        """Give the text of ids, special tokens by name."""
        return self._tokenizer.decode(list(ids), skip_special_tokens=False)

    def token_text(self, id_: int) -> str:
        """Give the text of one token (U+FFFD where it holds a part of a character)."""
        return self._tokenizer.decode([id_], skip_special_tokens=False)

    def segments(self, ids: Iterable[int]) -> Iterator[Segment]:
        """Give model text back as segments: special tokens by name, the text between them as SOURCE."""
        run: list[int] = []
        for id_ in ids:
            if id_ in self.special_names:
                if run:
                    yield Segment(SegmentKind.SOURCE, self.decode(run))
                    run = []
                yield special(self.special_names[id_])
            else:
                run.append(id_)
        if run:
            yield Segment(SegmentKind.SOURCE, self.decode(run))

    def vocabulary(self) -> dict[str, int]:
        """Give the whole vocabulary, byte-level text to id."""
        vocabulary: dict[str, int] = self._tokenizer.get_vocab(with_added_tokens=True)
        return vocabulary

    def _encode_text_uncached(self, text: str) -> tuple[int, ...]:
        return tuple(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def _required(self, name: str) -> int:
        id_ = self._tokenizer.token_to_id(name)
        if id_ is None:
            raise DeskcheckError(f"not a trace model: its vocabulary lacks {name!r}")
        return int(id_)


_WORD = re.compile(r"[A-Za-z_][A-Za-z_]+")
_SHORT_LITERAL = re.compile(r"""('(?:[^'\\\n]|\\.){0,24}'|"(?:[^"\\\n]|\\.){0,24}")""")


def value_pieces(text: str) -> Iterator[str]:
    """Cut a JSON-escaped repr: words outside quotes (`True`, a class name) stay whole, the rest are characters."""
    quote = ""
    position = 0
    while position < len(text):
        char = text[position]
        if not quote and (word := _WORD.match(text, position)):
            yield word.group()
            position = word.end()
            continue
        if char == "\\" and position + 1 < len(text) and text[position + 1] == '"' and quote in ("", '"'):
            quote = "" if quote else '"'  # a double quote is escaped once by JSON
        elif char == "\\" and quote and text[position : position + 2] == "\\\\":
            # a backslash of the repr is doubled by JSON; what it escapes cannot close the literal
            n_escaped = 4 if text[position + 2 : position + 4] in ("\\\\", '\\"') else 3
            yield from text[position : position + n_escaped]
            position += n_escaped
            continue
        elif char == "'" and quote in ("", "'"):
            quote = "" if quote else "'"
        n_chars = 2 if char == "\\" and position + 1 < len(text) else 1
        yield from text[position : position + n_chars]
        position += n_chars


def source_pieces(line: str) -> Iterator[str]:
    """Cut a source line: short string literals into single characters, the rest whole."""
    for idx, piece in enumerate(_SHORT_LITERAL.split(line)):
        if idx % 2:
            yield from piece
        elif piece:
            yield piece


def byte_level(text: str) -> str:
    """Spell text the way a byte-level BPE vocabulary does (GPT-2's bytes_to_unicode)."""
    return "".join(_BYTE_CHARS[byte] for byte in text.encode())


def _byte_chars() -> list[str]:
    printable = {*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)}
    chars, n_shifted = [], 0
    for byte in range(256):
        chars.append(chr(byte) if byte in printable else chr(256 + n_shifted))
        n_shifted += byte not in printable
    return chars


_BYTE_CHARS = _byte_chars()
