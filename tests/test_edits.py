"""What is kept of a run after an edit: on real runs of both texts."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from model_runtime.edits import kept_frames, line_map, old_run
from model_runtime.program.parser import parse
from model_runtime.prompt import entry_of
from model_runtime.trace.frames import Trace, TraceFrame
from model_runtime.training.benchmark_file import read_benchmark

SOURCE = """\
def helper(a, by=2):
    return a * by

def f(xs):
    n = 0
    for x in xs:
        if x > 1:
            n += helper(x)
        else:
            n -= 1
    m = (n +
         1)
    return m
"""
CALL = "f([0, 5])"
BENCH = os.environ.get("DESKCHECK_BENCH")


def kept_after(record: Callable[..., Trace], new: str, *, old: str = SOURCE, call: str = CALL) -> list[TraceFrame]:
    """Give what is kept, having seen that the new run begins with it."""
    name = call.partition("(")[0]
    before = record(old, call=call).frames
    kept = kept_frames(parse(old), parse(new), entry_of(parse(new), name), before)
    after = record(new, call=call).frames
    assert tuple(kept) == after[: len(kept)]
    return kept


@pytest.mark.parametrize(
    ("old", "new", "first_line"),
    [
        ("return m", "return m + 1", 13),
        ("n -= 1", "n -= 2", 10),
        ("         1)", "         2)", 11),  # one statement with the line before
        ("n = 0", "n = 5", 5),
        ("if x > 1", "if x > 2", 7),
        ("    return a * by", "    return by * a", 2),
        ("    m = (n", "    n += 1\n    m = (n", 11),  # something comes in between
        ("        else:\n", "        elif x == 7:\n            n = 2\n        else:\n", 10),
        ("    for x in xs:\n", "    for x in xs:\n        n += 2\n", 7),
        ("            n -= 1\n", "            n -= 1\n        n += 0\n", 6),
        ("    n = 0\n", "    n = 0\n    z = 0\n", 6),  # a new name that nothing reads
        ("        else:\n            n -= 1\n", "", 10),
    ],
)
def test_frames_before_the_edit_first_shows_are_kept(
    record: Callable[..., Trace], old: str, new: str, first_line: int
) -> None:
    """The first frame that is not kept is that of `first_line` in the old text, or comes right before it."""
    before = record(SOURCE, call=CALL).frames
    kept = kept_after(record, SOURCE.replace(old, new, 1))
    assert kept
    assert first_line in [frame.line for frame in before[len(kept) : len(kept) + 2]]


@pytest.mark.parametrize(
    "new",
    [
        SOURCE.replace("n = 0", "n = 0  \n    # nothing"),
        "# first\n\n" + SOURCE,
        SOURCE.replace("helper(x)\n", "helper(x)\n\n"),
    ],
)
def test_an_edit_that_nothing_runs_into_keeps_all_that_is_before(record: Callable[..., Trace], new: str) -> None:
    kept = kept_after(record, new)
    whole = record(SOURCE, call=CALL).frames
    assert len(kept) == len(whole) or "n = 0  " in new


def test_an_edit_in_a_branch_that_is_not_taken_keeps_the_whole_run(record: Callable[..., Trace]) -> None:
    new = SOURCE.replace("n -= 1", "n -= 3")
    assert len(kept_after(record, new, call="f([5])")) == len(record(SOURCE, call="f([5])").frames)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LIMIT = 3\n" + SOURCE, "LIMIT = 4\n" + SOURCE),  # of the module: who knows what it changes
        (SOURCE, SOURCE.replace("by=2", "by=3")),
        (SOURCE, SOURCE.replace("return m", "return (m")),  # half way through typing
        (SOURCE, SOURCE.replace("    return m", "    return [m for _ in xs]")),  # another scope, another capture
        (SOURCE, SOURCE.replace("    return a * by", "    yield a * by")),
        (SOURCE, SOURCE.replace("return m", "helper = m\n    return helper")),  # it is read before, too
        ("def f(xs):\n    return xs\n", "def f(ys):\n    return ys\n"),
    ],
)
def test_an_edit_that_may_reach_further_keeps_nothing(record: Callable[..., Trace], old: str, new: str) -> None:
    before = record(old, call=CALL).frames
    assert not kept_frames(parse(old), parse(new), entry_of(parse(new), "f"), before)


def test_kept_frames_have_the_new_line_numbers(record: Callable[..., Trace]) -> None:
    kept = kept_after(record, "# one\n# two\n" + SOURCE.replace("return m", "return -m"))
    assert kept[0].line == 6
    assert kept[0].source == "def f(xs):"


def test_the_old_run_is_a_draft_at_its_new_places(record: Callable[..., Trace]) -> None:
    new = SOURCE.replace("    n = 0\n", "    n = 1\n    z = 2\n")
    assert line_map(SOURCE, new)[6] == 7
    frames = record(SOURCE, call=CALL).frames
    draft = old_run(parse(SOURCE), parse(new), frames)
    assert [frame.line for frame in draft][:4] == [4, 0, 7, 8]
    assert draft[2].changed == ("n",)
    assert (draft[-1].arg, draft[-1].changed) == ("10", ())


@pytest.mark.skipif(BENCH is None, reason="DESKCHECK_BENCH names the folder of the public benchmark")
def test_kept_frames_on_the_edits_of_the_public_benchmark() -> None:
    import gzip
    import json

    folder = Path(str(BENCH))
    files = [path for path in folder.glob("*.jsonl.gz") if not path.name.startswith(("edits", "halting"))]
    base = {sample.id: sample for path in files for sample in read_benchmark(path, None)}
    with gzip.open(folder / "edits.jsonl.gz", "rt", encoding="utf-8") as lines:
        base_of = {row["id"]: row["base"] for row in map(json.loads, lines)}
    edited = [sample for sample in read_benchmark(folder / "edits.jsonl.gz", None) if base_of[sample.id] in base]
    n_kept = 0
    for sample in edited:
        before, new = base[base_of[sample.id]], parse(sample.source)
        kept = kept_frames(parse(before.source), new, entry_of(new, sample.entry, sample.frames[0].line), before.frames)
        assert tuple(kept) == sample.frames[: len(kept)], sample.id
        n_kept += len(kept)
    assert len(edited) > 1000
    assert n_kept > 10_000
