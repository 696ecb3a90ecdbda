import ast
import random

import pytest

from model_runtime.training.arguments import random_call, random_string, random_value


def values_of(annotation: str, n_values: int = 200) -> list[object]:
    rng = random.Random(7)
    return [ast.literal_eval(random_value(annotation, rng)) for _ in range(n_values)]


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [("str", str), ("int", int), ("float", float), ("bool", bool), ("bytes", bytes), ("list", list), ("dict", dict),
     ("List[int]", list),
     ("typing.Dict[str, int]", dict), ("tuple", tuple), ("'str'", str)],
)  # fmt: skip
def test_a_value_has_the_annotated_type(annotation, kind):
    assert {type(value) for value in values_of(annotation)} == {kind}


def test_elements_have_the_annotated_types():
    assert {type(item) for value in values_of("list[str]") for item in value} == {str}
    assert {tuple(map(type, value)) for value in values_of("tuple[int, str]")} == {(int, str)}
    assert {type(item) for value in values_of("tuple[int, ...]") for item in value} == {int}
    assert {(type(k), type(v)) for value in values_of("dict[str, int]") for k, v in value.items()} == {(str, int)}
    assert {type(row) for value in values_of("list[list[int]]") for row in value} == {list}


def test_an_optional_is_sometimes_but_seldom_none():
    for annotation in ("int | None", "Optional[int]", "Union[int, None]"):
        values = values_of(annotation)
        assert 0.05 < values.count(None) / len(values) < 0.4


def test_the_text_is_the_repr_of_its_value():
    rng = random.Random(1)
    for annotation in (
        "str",
        "int",
        "float",
        "bytes",
        "list[str]",
        "tuple[int]",
        "dict[int, float]",
        "dict[str, list[int]]",
        "object",
    ):
        for _ in range(100):
            text = random_value(annotation, rng)
            assert repr(ast.literal_eval(text)) == text


def test_a_set_is_a_literal_of_distinct_hashable_elements():
    rng = random.Random(2)
    texts = [
        random_value(annotation, rng) for annotation in ("set[int]", "set[str]", "set", "set[list]") for _ in range(100)
    ]
    sizes = [0 if text == "set()" else len(ast.parse(text, mode="eval").body.elts) for text in texts]
    assert sizes == [len(set() if text == "set()" else ast.literal_eval(text)) for text in texts]
    assert random_value("frozenset[int]", random.Random(3)).startswith("frozenset(")


def test_missing_and_object_annotations_give_several_types():
    assert len({type(ast.literal_eval(random_value(None, random.Random(seed)))) for seed in range(200)}) >= 6


def test_an_annotation_without_a_literal_is_refused():
    with pytest.raises(ValueError, match="Path"):
        random_value("Path", random.Random(0))


def test_integers_are_mostly_small_and_never_beyond_five_digits():
    values = values_of("int", 2000)
    assert sum(-20 <= value <= 100 for value in values) / len(values) > 0.85
    assert sum(0 <= value <= 12 for value in values) / len(values) > 0.5
    assert max(map(abs, values)) < 100_000


def test_strings_are_short_and_of_many_families():
    rng = random.Random(4)
    strings = [random_string(rng) for _ in range(2000)]
    assert max(map(len, strings)) <= 14
    assert "" in strings
    for is_kind in (
        str.isdigit,
        str.isalpha,
        str.isupper,
        lambda s: " " in s,
        lambda s: "=" in s,
        lambda s: "," in s,
        lambda s: not s.isascii(),
    ):
        assert any(map(is_kind, strings))
    assert sum(not text.isascii() for text in strings) < 40


def test_lists_have_at_most_seven_elements_and_often_repeats():
    lists = values_of("list[int]", 500)
    assert {len(value) for value in lists} == set(range(8))
    assert sum(len(set(value)) < len(value) for value in lists) > 150


def test_the_same_seed_gives_the_same_text():
    source = "def f(text: str, nums: list[int], d: dict[str, int], *rest, flag: bool = False): pass"
    assert [random_call(source, random.Random(5)) for _ in range(3)] == [random_call(source, random.Random(5))] * 3


def test_a_call_binds_to_its_function():
    source = "def g(): pass\ndef f(a: str, b, /, c: int = 1, *r: int, e: bool, g: float = 1.0, **m: str): return a, e\n"
    namespace: dict[str, object] = {}
    exec(source, namespace)
    rng = random.Random(6)
    for _ in range(300):
        call = random_call(source, rng)
        text, flag = eval(call, namespace)
        assert (type(text), type(flag)) == (str, bool)
    assert random_call(source, rng, name="g") == "g()"


def test_parameters_without_annotation_take_their_type_from_their_name():
    calls = [random_call("def f(words, n, sep): pass", random.Random(seed)) for seed in range(100)]
    shapes = {tuple(type(ast.literal_eval(a)) for a in ast.parse(call, mode="eval").body.args) for call in calls}
    assert shapes == {(list, int, str)}


def test_a_later_string_is_often_a_piece_of_an_earlier_one():
    rng = random.Random(8)
    pairs = [ast.literal_eval(random_call("def f(text: str, sep: str): pass", rng)[1:]) for _ in range(300)]
    assert sum(bool(sep) and sep in text for text, sep in pairs) > 120


@pytest.mark.parametrize("source", ["x = 1", "def f(p: Path): pass", "def f(:", "class A:\n    def f(self): pass"])
def test_a_function_that_cannot_be_called_gives_none(source):
    assert random_call(source, random.Random(0)) is None


def test_a_later_integer_is_an_integer_also_where_an_earlier_list_is_mixed():
    rng = random.Random(5)
    calls = [random_call("def f(data: list[int | str], n: int): ...", rng) for _ in range(300)]
    assert {type(ast.literal_eval(ast.parse(call, mode="eval").body.args[1])) for call in calls} == {int}
