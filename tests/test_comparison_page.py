"""The page of a comparison: what it shows, what it folds, and that no program's text can break out of it."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from model_runtime.comparison_page import Step, comparison_page, folds, paired
from model_runtime.program.parser import parse
from model_runtime.trace.compare import compare
from model_runtime.trace.frames import Origin, Trace, Value

Record = Callable[..., Trace]
LOOP = "def f(n):\n    s = 0\n    for i in range(n):\n        s += i\n    return s\n"
EVIL = "def f(x):\n    y = '</script><script>alert(1)</script>' + x\n    return y\n"


class Elements(HTMLParser):
    """Counts the elements of a page, and keeps the data of scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.count: dict[str, int] = {}
        self.data: dict[str | None, str] = {}
        self.attributes: list[tuple[str, str | None]] = []
        self._id: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] = self.count.get(tag, 0) + 1
        self.attributes += attrs
        self._id = dict(attrs).get("id") if tag == "script" else None

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.data[self._id] = self.data.get(self._id, "") + data


def guessed(trace: Trace, changes: dict[int, dict[str, str]]) -> Trace:
    """Give a trace as a prediction of which some frames had other values."""
    frames = [
        replace(frame, locals={**frame.locals, **{n: Value(v) for n, v in changes.get(idx, {}).items()}})
        for idx, frame in enumerate(trace.frames)
    ]
    return replace(trace, frames=tuple(frames), origin=Origin.PREDICTED, model="tiny")


def page_of(source: str, predicted: Trace, recorded: Trace) -> str:
    return comparison_page(predicted, recorded, compare(predicted.frames, recorded.frames), parse(source))


def test_the_page_says_where_the_runs_part_and_marks_the_value(record: Record) -> None:
    real = record(LOOP, call="f(3)")
    page = page_of(LOOP, guessed(real, {4: {"s": "7"}}), real)
    assert "They part at step 4, line 4: s predicted 7, recorded 0" in page
    assert "<mark>s = 7</mark>" in page
    assert '<div class="src wrong" id=l4>' in page


def test_runs_that_agree_have_no_mark(record: Record) -> None:
    real = record(LOOP, call="f(3)")
    page = page_of(LOOP, guessed(real, {}), real)
    assert "No divergence: all 11 frames agree." in page
    assert "<mark>" not in page


def test_long_loops_are_folded_but_never_over_a_difference(record: Record) -> None:
    real = record(LOOP, call="f(50)")
    predicted = guessed(real, {60: {"s": "7"}})
    steps = paired(predicted.frames, real.frames, len(real.frames))
    found = folds(steps)
    assert [(fold.start, fold.stop) for fold in found] == [(6, 57), (61, 103)]
    assert all(steps[idx].verdict == "same" for fold in found for idx in fold)
    assert page_of(LOOP, predicted, real).count("<tr hidden ") == 51 + 42


def test_runs_that_took_other_ways_are_paired_again_where_they_meet(record: Record) -> None:
    source = "def f(x):\n    if x > 1:\n        x = 0\n    y = 1\n    return y\n"
    predicted, real = record(source, call="f(1)"), record(source, call="f(2)")
    steps = paired(predicted.frames, real.frames, compare(predicted.frames, real.frames).control)
    verdicts = [(step.verdict, step.frame.line) for step in steps]
    assert verdicts == [("value", 1), ("value", 2), ("recorded", 3), ("value", 4), ("value", 5), ("same", 5)]


def test_a_step_of_one_side_alone_says_which(record: Record) -> None:
    frame = record(LOOP, call="f(1)").frames[0]
    assert (Step(None, frame).verdict, Step(frame, None).verdict) == ("recorded", "predicted")


@pytest.mark.parametrize(
    "text", ["</script>", "<!--", "<b>&amp;", "\N{GRINNING FACE}", "@@DATA@@", "\\ud800", "\u202ex"]
)
def test_no_text_of_a_program_ends_an_element(record: Record, text: str) -> None:
    source = f"def f(x):\n    y = {text!r} + x  # {text}\n    return y\n"
    plain = Elements(page_of(LOOP, record(LOOP, call="f(1)"), record(LOOP, call="f(1)")))
    real = record(source, call=f"f({text!r})")
    page = page_of(source, guessed(real, {1: {"x": text}}), real)
    found = Elements(page)
    assert found.count["script"] == plain.count["script"] == 2
    assert "b" not in found.count or found.count["b"] == 3  # line numbers alone
    rows = json.loads(found.data["data"])
    assert len(rows) == len(real.frames)
    assert rows[1][2][4] == {} and rows[2][2][4]["y"] == real.frames[2].locals["y"].replace("\u202e", "\\u202e")


def test_the_page_asks_nothing_of_a_network(record: Record) -> None:
    real = record(EVIL, call="f('a')")
    page = page_of(EVIL, real, real)
    names = {name: value for name, value in Elements(page).attributes if name in ("src", "href", "action")}
    assert all(value is not None and value.startswith("#") for value in names.values())
    assert "default-src 'none'" in page
    assert not re.search(r"url\(|@import|fetch\(", page)


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_a_browser_shows_both_states_of_the_first_difference(record: Record, tmp_path: Path) -> None:
    real = record(LOOP, call="f(3)")
    path = tmp_path / "page.html"
    path.write_text(page_of(LOOP, guessed(real, {4: {"s": "7"}}), real), encoding="utf-8")
    browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    done = subprocess.run(
        [*browser, "--dump-dom", path.as_uri()], capture_output=True, text=True, timeout=100, check=True
    )
    shown = re.search(r'<div id="state">.*?</div>', done.stdout, re.DOTALL)
    assert shown is not None
    assert '<td><code>s</code></td><td class="bad"><code>7</code></td><td class="bad"><code>0</code></td>' in shown[0]
