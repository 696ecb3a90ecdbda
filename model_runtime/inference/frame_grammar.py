"""The choices of one frame as a grammar that a server keeps to: llama.cpp's GBNF, whose terminals may be tokens.

It allows all that `grammar.py` allows from where the frame stands, and a little more (any cutting of a value into
tokens, anything where a frame has too many ways to spell out): what a server gives is checked as without a grammar.
Syntax: https://github.com/ggml-org/llama.cpp/blob/master/grammars/README.md
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence

from model_runtime.draft import Answer
from model_runtime.grammar import Choices, Hole, Pick
from model_runtime.trace.format import FRAME, Segment, special, structure

MAX_RULES = 200
_VALUE = r"""value ::= ( [^"\\\x00-\x1f] | "\\" ( ["\\/bfnrt] | "u" hex hex hex hex ) )*
hex ::= [0-9a-fA-F]"""

Encode = Callable[[Iterable[Segment]], Sequence[int]]


def frame_gbnf(again: Callable[[], Choices], encode: Encode, begun: Sequence[int]) -> str | None:
    """Write the grammar of the rest of a frame; None inside a value, where how it was cut decides.

    Args:
        again: begins the walk over the frame's choices anew.
        encode: gives the ids of segments.
        begun: the frame's tokens so far.
    """
    answers: list[Answer] = []
    n_read = 0
    open_tails: list[tuple[Sequence[int], int]] = []  # of options that have begun: the tokens left, the answer
    while n_read < len(begun) and not open_tails:
        item = _reach(again, answers)
        if not isinstance(item, Pick):
            return None
        left = tuple(begun[n_read:])
        options = [tuple(encode(option)) for option in item.options]
        whole = [idx for idx, ids in enumerate(options) if left[: len(ids)] == ids]
        if whole:
            answers.append(whole[0])
            n_read += len(options[whole[0]])
        else:
            open_tails = [(ids[len(left) :], idx) for idx, ids in enumerate(options) if ids[: len(left)] == left]
            if not open_tails:
                return None
    rules: list[str] = []
    waiting: deque[tuple[int, list[Answer]]] = deque()

    def rule_of(state: list[Answer]) -> str:
        """Name the rule of what follows some answers."""
        if len(rules) >= MAX_RULES:
            return "any"
        rules.append("")
        waiting.append((len(rules) - 1, state))
        return f"r{len(rules) - 1}"

    if open_tails:
        root = " | ".join(f"{_tokens(ids)} {rule_of([*answers, idx])}" for ids, idx in open_tails)
    else:
        root = rule_of(answers)
    while waiting:
        number, state = waiting.popleft()
        item = _reach(again, state)
        if isinstance(item, Pick):
            ways = [f"{_tokens(encode(option))} {rule_of([*state, idx])}" for idx, option in enumerate(item.options)]
            rules[number] = " | ".join(ways)
        elif isinstance(item, Hole):
            ways = [
                f"{_closer(closer, encode)} {rule_of([*state, ('0', idx)])}" for idx, closer in enumerate(item.closers)
            ]
            rules[number] = f"value ( {' | '.join(ways)} )"
        else:
            rules[number] = '""'
    (frame,) = encode([special(FRAME)])
    named = [f"r{number} ::= {rule}" for number, rule in enumerate(rules)]
    return "\n".join([f"root ::= {root}", *named, _VALUE, f"any ::= !<[{frame}]>* <[{frame}]>"])


def _reach(again: Callable[[], Choices], answers: Sequence[Answer]) -> Pick | Hole | None:
    """Give the choice behind some answers; None where the frame is over."""
    walk = again()
    try:
        item = next(walk)
        for answer in answers:
            item = walk.send(answer)
    except StopIteration:
        return None
    return item


def _tokens(ids: Sequence[int]) -> str:
    return " ".join(f"<[{id_}]>" for id_ in ids) or '""'


def _closer(text: str, encode: Encode) -> str:
    """Spell a closer: as the one token it is, else as text, since a token may run over the end of the value."""
    ids = encode([structure(text)])
    if len(ids) == 1:
        return _tokens(ids)
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
