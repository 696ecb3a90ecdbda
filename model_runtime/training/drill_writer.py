"""What drills are written with: names, a sample of each argument, and constants and conditions that suit it."""

import ast
import random

from model_runtime.training.arguments import LETTERS, VOWELS, random_value
from model_runtime.training.names import NATURAL_NAMES, NEW_NAMES, TARGET_NAMES, TERSE_NAMES

Lines = list[str]
_CHARACTER_SETS = ("'aeiou'", "'aeiouAEIOU'", "'0123456789'", "',.!? '")


def indented(lines: Lines) -> Lines:
    """Give lines one level deeper."""
    return ["    " + line for line in lines]


def item_kind_of(kind: str) -> str:
    """Give the kind of what a loop over a kind visits."""
    return {"str": "char", "list[int]": "int", "list[str]": "str"}[kind]


class DrillWriter:
    """One drill in the making: its names, and a sample argument for each parameter to take constants from."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.parameters: list[tuple[str, str]] = []
        self.samples: dict[str, object] = {}
        self.names: set[str] = set()
        self.is_terse = rng.random() < 0.3

    def parameter(self, kind: str) -> str:
        """Add a parameter and give its name."""
        pool = (TERSE_NAMES if self.is_terse else NATURAL_NAMES)[kind]
        name = self.new(pool)
        self.parameters.append((name, kind))
        self.samples[name] = ast.literal_eval(random_value(kind, self.rng))
        return name

    def new(self, pool: str) -> str:
        """Give an unused name of a pool."""
        names = [name for name in pool.split() if name not in self.names]
        name = self.rng.choice(names) if names else f"v{len(self.names)}"
        self.names.add(name)
        return name

    def result(self, kind: str) -> str:
        """Give an unused name for a new variable."""
        return self.new((TERSE_NAMES if self.is_terse else NEW_NAMES)[kind])

    def target(self, kind: str) -> str:
        """Give an unused name for a loop's target."""
        return self.new(TARGET_NAMES[kind])

    def character(self, of: str | None = None) -> str:
        """Give the repr of a character, rather one of the sample of parameter `of`."""
        sample = self.samples.get(of or "")
        text = sample if isinstance(sample, str) else "".join(map(str, sample)) if isinstance(sample, list) else ""
        if text and self.rng.random() < 0.6:
            return repr(self.rng.choice(text))
        return repr(self.rng.choice(LETTERS + VOWELS * 2 + "0123456789 ,.-_AEST"))

    def word(self, of: str | None = None) -> str:
        """Give the repr of a short string."""
        sample = self.samples.get(of or "")
        if isinstance(sample, list) and sample and self.rng.random() < 0.6:
            return repr(self.rng.choice(sample))
        if isinstance(sample, str) and sample and self.rng.random() < 0.6:
            at = self.rng.randrange(len(sample))
            return repr(sample[at : at + self.rng.randint(1, 3)])
        return repr("".join(self.rng.choices("abcdeiost", k=self.rng.randint(1, 3))))

    def number(self, of: str | None = None) -> str:
        """Give a small integer, rather one of the sample of parameter `of`."""
        sample = self.samples.get(of or "")
        if isinstance(sample, list) and sample and self.rng.random() < 0.5:
            value = self.rng.choice(sample)
            if isinstance(value, int):
                return str(value)
        return str(self.rng.choice((0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 10, 12, 20, -1, -2)))

    def condition(self, kind: str, name: str, of: str | None) -> str:
        """Give a condition on `name`, of `kind` char, str or int; `of` is the parameter it comes from."""
        simple = self._simple_condition(kind, name, of)
        if self.rng.random() < 0.82:
            return simple if self.rng.random() < 0.9 else f"not {simple}" if " " not in simple else f"not ({simple})"
        word = self.rng.choice(("and", "or"))
        return f"{simple} {word} {self._simple_condition(kind, name, of)}"

    def _simple_condition(self, kind: str, name: str, of: str | None) -> str:
        rng = self.rng
        if kind == "int":
            divisor = rng.choice((2, 2, 2, 3, 3, 4, 5, 10))
            return rng.choice(
                (
                    f"{name} > {self.number(of)}",
                    f"{name} < {self.number(of)}",
                    f"{name} >= {self.number(of)}",
                    f"{name} <= {self.number(of)}",
                    f"{name} == {self.number(of)}",
                    f"{name} != {self.number(of)}",
                    f"{name} % {divisor} == {rng.randrange(divisor)}",
                    f"{name} % {divisor} == 0",
                    f"{name} % 2",
                    f"{name} in [{', '.join(self.number(of) for _ in range(rng.randint(2, 4)))}]",
                    name,
                )
            )
        tests = ["isdigit", "isdigit", "isalpha", "isupper", "isupper", "islower", "islower", "isalnum", "isspace"]
        if kind == "char":
            options = [f"{name}.{rng.choice(tests)}()" for _ in range(4)] + [
                f"{name} == {self.character(of)}",
                f"{name} == {self.character(of)}",
                f"{name} != {self.character(of)}",
                f"{name} in {rng.choice((*_CHARACTER_SETS, self.word(of)))}",
                f"{name} not in {rng.choice((repr(VOWELS), self.word(of)))}",
                f"{name} < {self.character(of)}",
                f"{name} >= {self.character(of)}",
                f"{name}.lower() in {VOWELS!r}",
                f"ord({name}) > {rng.randint(95, 115)}",
                f"ord({name}) % 2 == 0",
            ]
            if of is not None and isinstance(self.samples.get(of), str):
                options += [
                    f"{of}.count({name}) > 1",
                    f"{of}.count({name}) == 1",
                    f"{of}.index({name}) == {of}.rindex({name})",
                ]
            return rng.choice(options)
        return rng.choice(
            (
                f"{name}.startswith({self.word(of)})",
                f"{name}.endswith({self.word(of)})",
                f"{self.character(of)} in {name}",
                f"{self.word(of)} in {name}",
                f"{self.character(of)} not in {name}",
                f"len({name}) > {rng.randint(1, 6)}",
                f"len({name}) == {rng.randint(1, 6)}",
                f"len({name}) % 2 == {rng.randrange(2)}",
                f"{name} == {self.word(of)}",
                f"{name} < {self.word(of)}",
                f"{name}.{rng.choice(tests)}()",
                f"{name}.count({self.character(of)}) > {rng.randrange(2)}",
                f"{name} == {name}[::-1]",
                f"{name}[0] == {self.character(of)}" if rng.random() < 0.3 else f"{name}[:1] == {self.character(of)}",
                name,
            )
        )
