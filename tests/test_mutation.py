import ast
import random

import pytest

from model_runtime.training.arguments import random_call
from model_runtime.training.mutation import mutate, rename, strip_annotations

COUNT_VOWELS = '''
def count_vowels(text: str, limit: int) -> int:
    """Count vowels, as in count_vowels("abc", 3)."""
    total: int = 0
    for char in text.lower():
        if char in "aeiou" and total < limit:
            total += 1
        else:
            text = text.replace(char, "-", 1)
    return total + len(text) - text.find("-")
'''

MIXED = """
import math

SCALE = 3

class Box:
    size = 1

    def __init__(self, size):
        self.size = size

    def grow(self, by):
        self.size += by
        return self.size

def helper(values, *, key=None):
    return sorted(values, key=key)

def nested(n):
    def inner(k):
        nonlocal n
        n += k
        return n
    return inner(2) + inner(n)

def main(nums: list[int], text: str, *rest: int):
    box = Box(len(nums))
    pairs = {c: i for i, c in enumerate(text)}
    f = helper(nums, key=lambda v: -v)
    try:
        first, *others = f
    except ValueError as error:
        return f"{error!r:.20} {text=}"
    match others:
        case [a, *b]:
            box.grow(a + len(b))
        case _:
            pass
    while (n := box.size) > 40:
        box.size = n // 2
    return first, others, pairs, math.floor(SCALE * box.grow(nested(n))), sum(rest), [x for x in nums if x]
"""


def result_of(source: str, call: str) -> str:
    namespace: dict[str, object] = {}
    exec(source, namespace)
    try:
        return repr(eval(call, namespace))
    except Exception as error:
        return type(error).__name__


def last_function(source: str) -> ast.FunctionDef:
    return [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)][-1]


@pytest.mark.parametrize("source", [COUNT_VOWELS, MIXED])
def test_renaming_keeps_the_results(source):
    rng = random.Random(1)
    for seed in range(60):
        renamed = rename(source, random.Random(seed))
        call = random_call(source, rng)
        old, new = last_function(source).name, last_function(renamed).name
        assert result_of(renamed, new + call.removeprefix(old)) == result_of(source, call)


def test_renaming_changes_function_parameters_and_locals():
    function = last_function(rename(COUNT_VOWELS, random.Random(3)))
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    assert function.name != "count_vowels"
    assert not {"total", "char", "text"} & names
    assert not {"text", "limit"} & {argument.arg for argument in function.args.args}


def test_about_half_of_the_renamed_functions_are_called_f():
    names = [last_function(rename(COUNT_VOWELS, random.Random(seed))).name for seed in range(200)]
    assert 75 < names.count("f") < 125


def test_renaming_drops_a_docstring_that_shows_the_old_name():
    assert "count_vowels" not in rename(COUNT_VOWELS, random.Random(0))


def test_source_that_looks_at_its_names_is_not_renamed():
    source = "def g(a):\n    b = a\n    return sorted(locals())\n"
    assert rename(source, random.Random(0)) == source


def test_annotations_are_stripped_and_nothing_else():
    source = "def f(a: int, *b: str) -> int:\n    n: int = 1\n    k: str\n    if a:\n        m: int = 2\n    return n\n"
    assert strip_annotations(source) == "def f(a, *b):\n    n = 1\n    if a:\n        m = 2\n    return n\n"


@pytest.mark.parametrize("source", [COUNT_VOWELS, MIXED])
def test_a_mutant_compiles_and_differs(source):
    for seed in range(200):
        mutant = mutate(source, random.Random(seed))
        assert mutant is not None
        assert mutant != ast.unparse(ast.parse(source)) + "\n"
        compile(mutant, "<mutant>", "exec")


def test_mutants_are_many_and_mostly_run():
    mutants = {mutate(COUNT_VOWELS, random.Random(seed)) for seed in range(200)}
    results = [result_of(mutant, "count_vowels('Banana bread', 4)") for mutant in sorted(mutants)]
    assert len(mutants) > 80
    assert sum(result.lstrip("-").isdigit() for result in results) / len(results) > 0.85
    assert len(set(results)) > 5


def test_every_kind_of_edit_occurs():
    source = (
        "def f(s, nums, a: int, b: int):\n"
        "    out = []\n"
        "    for i in range(len(nums)):\n"
        "        if nums[i] > 2 and s.isdigit():\n"
        "            out.append(s[1:].upper())\n"
        "        else:\n"
        "            out.append('x')\n"
        "    out.pop()\n"
        "    return (out, a - 1, max(a, b), True)\n"
    )
    texts = "\n".join(filter(None, (mutate(source, random.Random(seed)) for seed in range(500))))
    pieces = (
        "nums[i] < 2", "nums[i] >= 2", "nums[i] > 3", " or s.isdigit()", "s.isalpha()", ".lower()", "insert(0, ",
        "s[:]", "s[1:-1]", "range(1, len(nums))", "min(a, b)", "a + 1", "b - 1", "False", "if not (", "out.pop(0)",
        "out.pop()\n    out.pop()", "out.append('x')\n        else:",
    )  # fmt: skip
    for piece in pieces:
        assert piece in texts, piece
    assert any("pop" not in (mutate(source, random.Random(seed)) or "pop") for seed in range(500))


def test_mutating_and_renaming_depend_on_the_seed_alone():
    for source in (COUNT_VOWELS, MIXED):
        assert len({mutate(source, random.Random(11)) for _ in range(5)}) == 1
        assert len({rename(source, random.Random(11)) for _ in range(5)}) == 1


@pytest.mark.parametrize("source", ["def f(:", "x = 1\n", "def f():\n    pass\n"])
def test_what_has_nothing_to_edit_gives_none(source):
    assert mutate(source, random.Random(0)) is None
