"""Operations alone: they come from workings, are right, and are more than those that were found."""

import random
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from tiny import write_tiny_checkpoint

from model_runtime.inference.checkpoint import load_tokenizer
from model_runtime.program.parser import parse
from model_runtime.trace.frames import Trace
from model_runtime.training.operations import KIND, MAX_CHARS, Operations
from model_runtime.training.worked_examples import workings
from model_runtime.worked_out import worked_out

SOURCE = """\
def f(text, n):
    out = []
    for idx, char in enumerate(text):
        if idx % n == 0:
            out.append(char.upper() * n)
    return '-'.join(out)
"""


@pytest.fixture
def operations(record: Callable[..., Trace]) -> Operations:
    found = Operations()
    for call in ("f('hello', 2)", "f('tree', 3)", "f('a, b', 1)"):
        frames = record(SOURCE, call=call).frames
        for steps in workings(parse(SOURCE), frames):
            found.add(steps)
    return found


def test_answers_are_right_and_there_are_more_questions_than_were_found(operations: Operations) -> None:
    drawn = list(islice(operations.draw(random.Random(1)), 400))
    assert all(worked_out(question) == answer for question, answer in drawn)
    assert all(len(question.text) <= MAX_CHARS for question, _ in drawn)
    texts = {question.text for question, _ in drawn}
    assert {"2 % 2", "'h'.upper()", "next 'hel|lo'"} <= texts
    assert texts - {question.text for kind in operations._found.values() for question in kind}


def test_true_is_about_as_frequent_as_false(operations: Operations) -> None:
    drawn = islice(operations.draw(random.Random(1)), 4000)
    answers = [answer for question, answer in drawn if question.code == "_0 == _1"]
    assert 0.4 < answers.count("True") / len(answers) < 0.6


def test_the_same_seed_draws_the_same(operations: Operations) -> None:
    first, again = (list(islice(operations.draw(random.Random(5)), 50)) for _ in range(2))
    assert first == again


def test_only_answers_carry_loss(operations: Operations, tmp_path: Path) -> None:
    tokenizer = load_tokenizer(write_tiny_checkpoint(tmp_path / "tiny"))
    example = next(operations.examples(tokenizer, random.Random(2)))
    weighted = tokenizer.decode([i for i, weight in zip(example.ids, example.weights, strict=True) if weight])
    question, answer = next(operations.draw(random.Random(2)))
    assert example.kind == KIND
    assert tokenizer.decode(example.ids).startswith(f'<|begin_of_text|><|arg_sep|>{question.text}": "{answer}"')
    assert weighted.startswith(f'{answer}"')
    assert question.text not in weighted
    assert {branch.n_before for branch in example.branches} == {1}
    assert [branch.begin for branch in example.branches] == [1, *(branch.end for branch in example.branches)][:-1]


def test_nothing_found_gives_nothing() -> None:
    assert not list(Operations().draw(random.Random(0)))
