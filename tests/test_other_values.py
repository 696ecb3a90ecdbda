"""Values near others: of the same type, often different, and related ones often equal or a part."""

import random

import pytest

from model_runtime.training.other_values import MAX_ITEMS, MAX_TEXT, near, related

VALUES = ["hello", "", 17, 0, -4, 2.5, True, None, [1, 2, 3], [], ("a", 1), {"a": 1, "b": 2}, {3, 4}, [["x"], []]]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_near_value_has_the_same_type_and_bounded_size(value: object) -> None:
    rng = random.Random(3)
    for _ in range(200):
        found = near(value, rng)
        assert type(found) is type(value)
        if isinstance(found, str):
            assert len(found) <= MAX_TEXT
        elif isinstance(found, list | set | dict):
            assert len(found) <= max(MAX_ITEMS, len(value))  # type: ignore[arg-type]


def test_near_values_differ_and_leave_the_given_one_alone() -> None:
    rng, value = random.Random(1), [1, [2, 3]]
    found = [near(value, rng) for _ in range(100)]
    assert value == [1, [2, 3]]
    assert sum(one != value for one in found) > 60
    assert len({repr(one) for one in found}) > 40


def test_a_related_text_is_equal_or_a_part_or_nearly_so() -> None:
    rng = random.Random(2)
    found = [str(related("playing", rng)) for _ in range(300)]
    assert found.count("playing") > 30
    assert sum("playing".startswith(one) for one in found) > 60
    assert sum(one not in "playing" for one in found) > 20


def test_a_related_value_of_a_container_is_often_in_it() -> None:
    rng = random.Random(4)
    items = [related([4, 9], rng) for _ in range(100)]
    keys = [related({"a": 1, "b": 2}, rng) for _ in range(100)]
    assert 30 < sum(item in (4, 9) for item in items) < 100
    assert 30 < sum(isinstance(key, str) and key in "ab" for key in keys) < 100
