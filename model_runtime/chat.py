"""CWM's chat format, and the question that `explain` asks in it (facebookresearch/cwm, PROMPTING_GUIDE.md).

A message is `<|start_header_id|>ROLE<|end_header_id|>`, two newlines, its text and `<|eot_id|>`. Reasoning is turned on
by the words that the system prompt begins with, and by a prompt that ends inside `<think>`. Special tokens are named
here and spliced in by id elsewhere: no text of a user's can become one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

START_HEADER = "<|start_header_id|>"
END_HEADER = "<|end_header_id|>"
END_OF_TURN = "<|eot_id|>"
CHAT_TOKENS = (START_HEADER, END_HEADER, END_OF_TURN)
THINK = "<think>\n"
END_OF_THOUGHT = "</think>"
SYSTEM = (
    "You are a helpful AI assistant. You always reason before responding, using the following format:\n\n"
    "<think>\nyour internal reasoning\n</think>\nyour external response"
)
_ANSWER = re.compile(r"^\W*(?:result|answer)\W*?:[ \t]*(.+)$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A special token by its name, or text."""

    text: str
    is_special: bool = False


def chat_pieces(messages: Sequence[tuple[str, str]], *, begin: str = "<|begin_of_text|>") -> list[Piece]:
    """Write messages, (role, text) each, and the head of the reasoned answer that is to follow."""
    pieces = [Piece(begin, is_special=True)]
    for role, text in messages:
        pieces += _head(role)
        pieces += [Piece(f"\n\n{text}"), Piece(END_OF_TURN, is_special=True)]
    return [*pieces, *_head("assistant"), Piece(f"\n\n{THINK}")]


def explanation_messages(source: str, call: str) -> list[tuple[str, str]]:
    """Ask for a reasoned account of a run."""
    question = (
        f"Here is a Python program:\n\n```python\n{source.rstrip()}\n```\n\n"
        f"Explain step by step what `{call}` does: which lines run, and what the variables are on the way. "
        "End with one line `RESULT: ` and the repr of what it returns, or `RESULT: raises ` and the exception."
    )
    return [("system", SYSTEM), ("user", question)]


def stated_result(answer: str) -> str | None:
    """Give the result that an answer ends with, as a repr or `raises …`; None where it states none."""
    outside = answer.rpartition(END_OF_THOUGHT)[2]
    found = _ANSWER.findall(outside)
    return str(found[-1]).strip("*` ").rstrip(".").strip("*` ") if found else None


def _head(role: str) -> list[Piece]:
    return [Piece(START_HEADER, is_special=True), Piece(role), Piece(END_HEADER, is_special=True)]
