"""Tests of the choice of examples: budgets by kind, spread over functions, the same from the same seed."""

import random

from hypothesis import given
from hypothesis import strategies as st

from model_runtime.training.examples import Example
from model_runtime.training.mixture import Mixture

ENCODED = [
    (f"{kind}/{function}", Example((number,) * 10, (1.0,) * 10, kind))
    for kind in ("seed", "generated")
    for function in range(20)
    for number in range(4)
]


def test_everything_is_taken_by_default() -> None:
    assert len(Mixture().choose(ENCODED, seed=0)) == len(ENCODED)


def test_a_function_gives_only_so_many_samples() -> None:
    chosen = Mixture(per_function=2).choose(ENCODED, seed=0)
    assert len(chosen) == 2 * 20 * 2


@given(st.integers(0, 900), st.integers(0, 100))
def test_a_kind_keeps_to_its_budget(budget: int, seed: int) -> None:
    chosen = Mixture({"seed": budget}).choose(ENCODED, seed=seed)
    n_tokens = sum(len(example.ids) for example in chosen if example.kind == "seed")
    assert min(budget, 800) <= n_tokens < budget + 10
    assert sum(example.kind == "generated" for example in chosen) == 80


def test_the_choice_is_that_of_the_seed_not_of_the_order() -> None:
    mixture = Mixture({"seed": 300, "generated": 0}, per_function=1)
    functions = [pair for pair in ENCODED if pair[1].ids[0] == 0]
    shuffled = random.Random(1).sample(functions, len(functions))
    assert mixture.choose(functions, seed=3) == mixture.choose(shuffled, seed=3)
    assert {example.kind for example in mixture.choose(functions, seed=3)} == {"seed"}
