"""Labels of ghost values: bounded, on one line, honest about what is unsure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_server.labels import label, width
from lsp_server.settings import GhostSettings
from model_runtime.ghost_values import GhostKind, GhostValue, LineGhosts
from model_runtime.trace.frames import Origin, Value


def ghosts(*values: GhostValue) -> LineGhosts:
    return LineGhosts(1, 1, values)


def ghost(name: str, *texts: str, kind: GhostKind = GhostKind.ASSIGNED, confidence: float | None = 0.9) -> GhostValue:
    return GhostValue(kind, name, tuple(Value(text, Origin.PREDICTED, confidence) for text in texts))


@pytest.mark.parametrize(
    ("ghost_value", "text"),
    [
        (ghost("x", "1"), "x = 1"),
        (ghost("i", *map(str, range(10))), "i: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9"),
        (ghost("i", *map(str, range(100))), "i: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 … 99"),
        (ghost("", "3", kind=GhostKind.RETURNED), "→ 3"),
        (ghost("", "KeyError('a')", kind=GhostKind.RAISED), "raises KeyError('a')"),
        (ghost("x", "1", confidence=0.5), "x = 1?"),
        (ghost("x", "1", confidence=0.1), ""),
        (ghost("x", "'" + "a" * 60 + "'"), "x = '" + "a" * 34 + "…"),
        (ghost("x", "<__main__.Foo object at 0x7f00>"), "x = <Foo>"),
        (ghost("x", "'a\\nb'"), "x = 'a\\nb'"),
    ],
)
def test_a_label_says_it_in_few_words(ghost_value: GhostValue, text: str) -> None:
    assert label(ghosts(ghost_value), GhostSettings()) == text


def test_a_stale_label_is_marked() -> None:
    assert label(ghosts(ghost("x", "1")), GhostSettings(), is_stale=True) == "~x = 1"


def test_each_kind_is_switched_off_alone() -> None:
    both = ghosts(ghost("x", "1"), ghost("", "2", kind=GhostKind.RETURNED))
    assert label(both, GhostSettings(assigned=False)) == "→ 2"
    assert label(both, GhostSettings(returned=False)) == "x = 1"


@given(
    st.lists(st.tuples(st.text(max_size=12), st.lists(st.text(max_size=60), max_size=30)), max_size=5),
    st.integers(8, 60),
    st.booleans(),
)
def test_no_label_is_longer_than_asked_for_or_more_than_a_line(
    items: list[tuple[str, list[str]]], room: int, is_stale: bool
) -> None:
    line = ghosts(*(ghost(name.replace("\n", "") or "x", *map(repr, texts)) for name, texts in items if texts))
    text = label(line, GhostSettings(max_length=room), is_stale=is_stale)
    assert width(text) <= room
