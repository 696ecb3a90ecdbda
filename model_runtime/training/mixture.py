"""Which examples of a corpus a run takes: so many tokens of each kind, so many samples of one function."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from model_runtime.training.examples import Example

FunctionKey = str


@dataclass(frozen=True, slots=True)
class Mixture:
    """The shares of a run; by default everything is taken.

    What is new to a model are functions, not inputs (a corpus grows by inputs, its variety by functions), so a budget
    is spent on as many functions as it can pay for.
    """

    tokens: Mapping[str, int] = field(default_factory=dict)  # budget by kind; a kind not named has no limit
    per_function: int | None = None  # samples of one function at most

    def choose(self, encoded: Sequence[tuple[FunctionKey, Example]], *, seed: int) -> list[Example]:
        """Take examples function by function, in an order drawn from `seed`, until each kind has its tokens."""
        by_function: defaultdict[tuple[str, FunctionKey], list[Example]] = defaultdict(list)
        for key, example in encoded:
            by_function[(example.kind, key)].append(example)
        rng = random.Random(seed)
        functions = sorted(by_function)
        rng.shuffle(functions)
        left = dict(self.tokens)
        chosen = []
        for function in functions:
            found = by_function[function]
            n_samples = len(found) if self.per_function is None else min(self.per_function, len(found))
            for example in rng.sample(found, n_samples):
                if left.get(example.kind, 1) > 0:
                    chosen.append(example)
                    if example.kind in left:
                        left[example.kind] -= len(example.ids)
        return chosen
