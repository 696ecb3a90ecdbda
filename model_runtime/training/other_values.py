"""Other values to ask an operation about: near a given one, or in some relation to another operand.

What traces hold is little beside what programs meet: a comparison finds its operands unequal nine times in ten, an
argument of `startswith` seldom is the beginning. All randomness comes from the given `random.Random`.
"""

import random
from collections.abc import Callable

from model_runtime.training.arguments import LETTERS, random_float, random_int, random_string

MAX_TEXT = 60  # characters
MAX_ITEMS = 14
_CHARS = LETTERS * 2 + LETTERS.upper() + "0123456789" * 2 + "  ,.-_!?:;/+*#@()[]='\"\n"


def near(value: object, rng: random.Random) -> object:
    """Give a value of the same type, somewhat changed."""
    match value:
        case bool():
            return rng.random() < 0.5
        case int():
            return _near_number(value, rng)
        case float():
            return rng.choice((random_float(rng), round(value + rng.randint(-20, 20) / 10, 3), value * 2, -value))
        case str():
            return _near_text(value, rng)
        case list():
            return _near_items(value, rng)
        case tuple():
            return tuple(near(item, rng) for item in value)
        case set():
            return set(_near_items(sorted(value, key=repr), rng))
        case dict():
            return dict(_near_pairs(list(value.items()), rng))
    return value


def related(value: object, rng: random.Random) -> object:
    """Give a value that stands in some relation to another one: equal, nearly equal, a part of it."""
    match value:
        case str() if value:
            start = rng.randrange(len(value))
            end = rng.randint(start + 1, len(value))
            part = rng.choice((value[start], value[start:end], value[:end], value[start:]))
            return rng.choice((value, part, part, part, near(part, rng)))
        case list() | tuple() | set() if value:
            item = rng.choice(sorted(value, key=repr))
            return rng.choice((value, near(value, rng), item, item, near(item, rng)))
        case dict() if value:
            key = rng.choice(sorted(value, key=repr))
            return rng.choice((key, key, near(key, rng), value[key], value))
        case int() | float() if not isinstance(value, bool):
            return rng.choice((value, value, value + rng.choice((-1, 1)), -value))
    return value


def _near_number(value: int, rng: random.Random) -> int:
    size = 10 ** len(str(abs(value)))
    return rng.choice(
        (
            random_int(rng),
            random_int(rng),
            rng.randrange(size),
            rng.randrange(size),
            value + rng.choice((-1, 1)),
            -value,
        )
    )


def _near_text(value: str, rng: random.Random) -> str:
    if rng.random() < 0.3:
        value = random_string(rng, max_length=24)
    if rng.random() < 0.15:
        value += rng.choice(("", " ", ",", "-", value[:1])) + random_string(rng)
    if rng.random() < 0.1 and value:
        value = rng.choice((value.upper(), value.capitalize(), value.swapcase(), value[::-1], value * 2, value.strip()))
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        place = rng.randint(0, len(value))
        char = rng.choice(value) if value and rng.random() < 0.5 else rng.choice(_CHARS)
        value = value[:place] + rng.choice(("", char, char)) + value[place + rng.randint(0, 1) :]
    return value[:MAX_TEXT]


def _near_items(items: list[object], rng: random.Random) -> list[object]:
    given = list(items)
    for _ in range(rng.choice((1, 1, 2, 3, 4))):
        idx = rng.randrange(len(given)) if given else 0
        edit = rng.choice(_EDITS)
        if given:
            edit(given, idx, rng)
    return given[:MAX_ITEMS]


def _change(items: list[object], idx: int, rng: random.Random) -> None:
    items[idx] = near(items[idx], rng)


def _drop(items: list[object], idx: int, rng: random.Random) -> None:
    del items[idx]


def _repeat(items: list[object], idx: int, rng: random.Random) -> None:
    items.insert(rng.randint(0, len(items)), items[idx])


def _add(items: list[object], idx: int, rng: random.Random) -> None:
    items.insert(rng.randint(0, len(items)), near(items[idx], rng))


def _mix(items: list[object], idx: int, rng: random.Random) -> None:
    rng.shuffle(items)


_EDITS: tuple[Callable[[list[object], int, random.Random], None], ...] = (
    _change, _change, _change, _drop, _repeat, _add, _add, _mix,
)  # fmt: skip


def _near_pairs(pairs: list[tuple[object, object]], rng: random.Random) -> list[tuple[object, object]]:
    keys = _near_items([key for key, _ in pairs], rng)
    values = [value for _, value in pairs]
    return [(key, near(rng.choice(values), rng)) for key in keys] if values else []
