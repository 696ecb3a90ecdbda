"""A frame's choices as a grammar: what is left of them where it stands, written for llama.cpp."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tiny import write_tiny_checkpoint

from model_runtime.grammar import Choices, FrameContext, Pick, frame_choices
from model_runtime.inference import frame_grammar
from model_runtime.inference.checkpoint import load_tokenizer
from model_runtime.inference.frame_grammar import frame_gbnf
from model_runtime.inference.tokenizer import TraceTokenizer
from model_runtime.program.flow import FlowState
from model_runtime.program.parser import parse
from model_runtime.trace.format import COLON, FRAME, OPEN, Dialect, special, structure


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> TraceTokenizer:
    return load_tokenizer(write_tiny_checkpoint(Path(tmp_path_factory.mktemp("model")) / "tiny"))


def first_frame(source: str) -> Callable[[], Choices]:
    """Give what begins the walk over the CALL frame of a file's first function."""
    program = parse(source)
    context = FrameContext(program, FlowState.start(program, program.functions[0]), Dialect.COMPACT)
    return partial(frame_choices, context)


def ids_of(again: Callable[[], Choices], tokenizer: TraceTokenizer) -> list[int]:
    """Give the tokens of a frame that has no choices."""
    ids: list[int] = []
    walk = again()
    try:
        item = next(walk)
        while True:
            assert isinstance(item, Pick)
            ids += tokenizer.encode(item.options[0])
            item = walk.send(0)
    except StopIteration:
        return ids


def rules_of(again: Callable[[], Choices], tokenizer: TraceTokenizer, begun: list[int]) -> dict[str, str]:
    gbnf = frame_gbnf(again, tokenizer.encode, begun)
    assert gbnf is not None
    return {name: rule for name, _, rule in (line.partition(" ::= ") for line in gbnf.splitlines())}


@pytest.mark.parametrize("n_begun", [0, 1, 3])
def test_what_has_no_choice_is_one_way_to_the_end_of_the_frame(tokenizer: TraceTokenizer, n_begun: int) -> None:
    again = first_frame("def f():\n    pass\n")
    ids = ids_of(again, tokenizer)
    rules = rules_of(again, tokenizer, ids[:n_begun])
    said: list[str] = []
    rule = rules["root"]
    while rule != '""':
        *tokens, following = rule.split()
        said += tokens
        rule = rules[following]
    assert said == [f"<[{id_}]>" for id_ in ids[n_begun:]]


def test_a_value_is_any_json_text_up_to_one_of_its_closers(tokenizer: TraceTokenizer) -> None:
    rules = rules_of(first_frame("def f(x):\n    pass\n"), tokenizer, [])
    (value,) = (rule for rule in rules.values() if rule.startswith("value ("))
    (closer,) = tokenizer.encode([structure('"}')])
    assert value.startswith(f"value ( <[{closer}]> r")
    assert rules["value"].startswith(r'( [^"\\\x00-\x1f] | "\\"')


def test_inside_a_value_there_is_no_grammar(tokenizer: TraceTokenizer) -> None:
    again = first_frame("def f(x):\n    pass\n")
    begun = tokenizer.encode([special("<|call_sep|>"), structure(OPEN)])
    begun += [*tokenizer.encode_text("x"), *tokenizer.encode([structure(COLON)])]
    assert frame_gbnf(again, tokenizer.encode, begun) is not None
    assert frame_gbnf(again, tokenizer.encode, [*begun, *tokenizer.encode_text("1")]) is None


def test_a_frame_with_too_many_ways_ends_in_anything(
    tokenizer: TraceTokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame_grammar, "MAX_RULES", 2)
    rules = rules_of(first_frame("def f():\n    pass\n"), tokenizer, [])
    (end,) = tokenizer.encode([special(FRAME)])
    assert rules["r1"].endswith(" any")
    assert rules["any"] == f"!<[{end}]>* <[{end}]>"
