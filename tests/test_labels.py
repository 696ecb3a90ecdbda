"""Labels of ghost values: bounded in the editor's units, short but not misleading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_server.labels import label, spelled, width
from lsp_server.settings import GhostSettings
from model_runtime.ghost_values import GhostKind, GhostValue, LineGhosts
from model_runtime.trace.frames import Origin, Value


def ghost(*values: str, name: str = "x", kind: GhostKind = GhostKind.ASSIGNED, sure: float = 1.0) -> GhostValue:
    return GhostValue(kind, name, tuple(Value(value, Origin.PREDICTED, sure) for value in values))


def shown(*ghosts: GhostValue, is_stale: bool = False, settings: GhostSettings | None = None) -> str:
    return label(LineGhosts(1, 1, ghosts), settings or GhostSettings(), is_stale=is_stale)


@pytest.mark.parametrize(
    ("ghosts", "text"),
    [
        ([ghost("3")], "x = 3"),
        ([ghost("0", "1", "2")], "x: 0, 1, 2"),
        ([ghost(*map(str, range(50)), name="i")], "i: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 … 49"),
        ([ghost("1"), ghost("2", name="y")], "x = 1  y = 2"),
        ([ghost("3", name="", kind=GhostKind.RETURNED)], "→ 3"),
        ([ghost("3", name="", kind=GhostKind.YIELDED)], "yields 3"),
        ([ghost("KeyError('a')", name="", kind=GhostKind.RAISED)], "raises KeyError('a')"),
        ([ghost("'" + "a" * 60 + "'")], "x = '" + "a" * 34 + "…"),
        ([ghost("'" + "a" * 30 + "'"), ghost("12345678", name="y")], "x = '" + "a" * 30 + "' …"),
        ([ghost("'" + "\U0001f600" * 60 + "'")], "x = '" + "\U0001f600" * 17 + "…"),
        ([], ""),
    ],
)
def test_a_line_is_written_short(ghosts: list[GhostValue], text: str) -> None:
    assert shown(*ghosts) == text


def test_what_is_older_than_the_text_begins_with_a_tilde() -> None:
    assert shown(ghost("3"), is_stale=True) == "~x = 3"


@pytest.mark.parametrize(("sure", "text"), [(0.29, ""), (0.3, "x = 3?"), (0.69, "x = 3?"), (0.7, "x = 3")])
def test_what_is_unsure_is_marked_or_left_out(sure: float, text: str) -> None:
    assert shown(ghost("3", sure=sure)) == text


def test_a_computed_value_is_sure() -> None:
    assert shown(GhostValue(GhostKind.ASSIGNED, "x", (Value("3", Origin.COMPUTED, 0.1),))) == "x = 3"


def test_one_very_unsure_round_is_a_question_mark_among_the_others() -> None:
    values = (Value("1", Origin.PREDICTED, 0.9), Value("2", Origin.PREDICTED, 0.1), Value("3", Origin.PREDICTED, 0.9))
    assert shown(GhostValue(GhostKind.ASSIGNED, "x", values)) == "x: 1, ?, 3"


@pytest.mark.parametrize(
    ("kind", "setting"),
    [
        (GhostKind.ARGUMENT, "arguments"),
        (GhostKind.ASSIGNED, "assigned"),
        (GhostKind.DELETED, "deleted"),
        (GhostKind.YIELDED, "yielded"),
        (GhostKind.RETURNED, "returned"),
        (GhostKind.RAISED, "raised"),
    ],
)
def test_each_kind_is_switched_alone(kind: GhostKind, setting: str) -> None:
    one = ghost("3", kind=kind) if kind is not GhostKind.DELETED else GhostValue(kind, "x", ())
    every = {name: True for name in ("arguments", "assigned", "deleted", "yielded", "returned", "raised")}
    assert shown(one, settings=GhostSettings(**every)) != ""
    assert shown(one, settings=GhostSettings(**{**every, setting: False})) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("<__main__.Point object at 0x7f00deadbeef>", "<Point>"),
        ("[<a.B object at 0x7f>, 1]", "[<a.B>, 1]"),
        ("<function f at 0x7f00>", "<function f>"),
        ("a\n\u2028\x00", "a\\n\\u2028\\x00"),
    ],
)
def test_values_are_spelled_on_one_line_without_addresses(value: str, text: str) -> None:
    assert spelled(value) == text


TEXT = st.text(st.sampled_from("ab,'\n\u2028é\U0001f600"), max_size=50)
GHOSTS = st.builds(
    GhostValue,
    st.sampled_from(GhostKind),
    st.text(st.sampled_from("xyé\U00020000"), max_size=45),
    st.lists(st.builds(Value, TEXT, st.just(Origin.PREDICTED), st.floats(0, 1)), max_size=60).map(tuple),
)


@given(st.lists(GHOSTS, max_size=5), st.integers(1, 60), st.booleans())
def test_no_label_is_longer_than_its_room_in_utf_16_units(
    ghosts: list[GhostValue], max_length: int, is_stale: bool
) -> None:
    text = shown(*ghosts, is_stale=is_stale, settings=GhostSettings(max_length=max_length, deleted=True))
    assert width(text) == len(text.encode("utf-16-le")) // 2 <= max_length
    assert text.splitlines() in ([], [text])
