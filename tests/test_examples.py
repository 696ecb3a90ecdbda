"""Training rows: which tokens carry loss, where long traces are cut, how rows are grouped."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny import write_tiny_checkpoint

from model_runtime.inference.checkpoint import load_tokenizer
from model_runtime.inference.tokenizer import TraceTokenizer
from model_runtime.trace.format import Dialect, special
from model_runtime.trace.frames import Trace
from model_runtime.training.examples import CONTROL_WEIGHT, ENTRY_ARGUMENTS_WEIGHT, Example, batches, encode_trace

SOURCE = """\
def count(items):
    n = 0
    for item in items:
        if item:
            n += 1
    return n
"""


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> TraceTokenizer:
    return load_tokenizer(write_tiny_checkpoint(Path(tmp_path_factory.mktemp("model")) / "tiny"))


@pytest.fixture
def trace(record: Callable[..., Trace]) -> Trace:
    return record(SOURCE, call="count([0, 7])")


def make(trace: Trace, tokenizer: TraceTokenizer, *, max_tokens: int = 4000) -> Example:
    encoded = encode_trace(SOURCE, trace.frames, tokenizer, dialect=Dialect.COMPACT, max_tokens=max_tokens)
    assert encoded is not None
    return Example(tuple(encoded.ids), tuple(encoded.weights), "seed")


def weighted_texts(example: Example, tokenizer: TraceTokenizer, weight: float) -> list[str]:
    return [tokenizer.decode([id_]) for id_, found in zip(example.ids, example.weights, strict=True) if found == weight]


def test_the_program_carries_no_loss(trace: Trace, tokenizer: TraceTokenizer) -> None:
    example = make(trace, tokenizer)
    n_context = next(idx for idx, weight in enumerate(example.weights) if weight)
    assert "return n" in tokenizer.decode(example.ids[:n_context])


def test_what_decides_where_control_goes_weighs_most(trace: Trace, tokenizer: TraceTokenizer) -> None:
    heavy = weighted_texts(make(trace, tokenizer), tokenizer, CONTROL_WEIGHT)
    n_lines = sum(frame.event == "line" for frame in trace.frames)
    assert heavy.count("<|line_sep|>") == n_lines
    assert heavy.count("<|return_sep|>") == 1


def test_values_carry_loss_and_the_given_arguments_next_to_none(trace: Trace, tokenizer: TraceTokenizer) -> None:
    example = make(trace, tokenizer)
    assert "".join(weighted_texts(example, tokenizer, ENTRY_ARGUMENTS_WEIGHT)).startswith('{"items[0, 7]"}')
    assert weighted_texts(example, tokenizer, 1.0).count("1") == 2  # n becomes 1, and is returned


def test_forced_text_carries_no_loss(trace: Trace, tokenizer: TraceTokenizer) -> None:
    example = make(trace, tokenizer)
    free = {tokenizer.decode([id_]) for id_, weight in zip(example.ids, example.weights, strict=True) if not weight}
    assert {"<|frame_sep|>", "<|action_sep|>"} <= free
    assert "<|frame_sep|>" not in weighted_texts(example, tokenizer, 1.0)


def test_a_long_trace_is_cut_behind_a_frame(trace: Trace, tokenizer: TraceTokenizer) -> None:
    whole = make(trace, tokenizer)
    cut = make(trace, tokenizer, max_tokens=len(whole.ids) - 5)
    assert len(cut.ids) < len(whole.ids) - 5
    assert cut.ids == whole.ids[: len(cut.ids)]
    assert cut.ids[-1] == tokenizer.encode([special("<|frame_sep|>")])[0]


def test_a_trace_of_which_nothing_fits_gives_no_example(trace: Trace, tokenizer: TraceTokenizer) -> None:
    assert encode_trace(SOURCE, trace.frames, tokenizer, dialect=Dialect.COMPACT, max_tokens=60) is None


@given(st.lists(st.integers(1, 60), min_size=1, max_size=150), st.integers(1, 100), st.integers(0, 5))
def test_an_epoch_holds_every_example_once(lengths: list[int], max_tokens: int, seed: int) -> None:
    examples = [Example((idx,) * n, (1.0,) * n, "seed") for idx, n in enumerate(lengths)]
    groups = list(batches(examples, max_tokens=max_tokens, rng=random.Random(seed)))
    assert sorted(example.ids[0] for group in groups for example in group) == list(range(len(lengths)))
    for group in groups:
        assert len(group) == 1 or len(group) * max(len(example.ids) for example in group) <= max_tokens
    again = list(batches(examples, max_tokens=max_tokens, rng=random.Random(seed)))
    assert groups == again
