"""Which sources count as near to a benchmark program."""

import gzip
import json
import os
from pathlib import Path

import pytest

from model_runtime.errors import DeskcheckError
from model_runtime.training.decontamination import SHIPPED_FINGERPRINT, Decontaminator, normalised_functions

BENCHMARK = '''
def running_best(values, floor):
    """Best so far."""
    best = floor
    out = []
    for value in values:
        if value > best:
            best = value
        out.append(best)
    while len(out) < 3:
        out.append(floor)
    return sorted(out, key=abs)
'''

RENAMED = """
def g(xs: list[int], low: int = 0) -> list[int]:
    # the same, in other words
    top = low
    acc: list[int] = []

    for x in xs:
        if x > top:
            top = x
        acc.append(top)
    while len(acc) < 3:
        acc.append(low)
    return sorted(acc, key=abs)
"""


@pytest.fixture
def benchmark_folder(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / "set.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(json.dumps({"source": BENCHMARK}) + "\n")
        stream.write(json.dumps({"source": "def broken(:\n"}) + "\n")
    return tmp_path


@pytest.fixture
def decontaminator(benchmark_folder: Path) -> Decontaminator:
    return Decontaminator.from_benchmarks([benchmark_folder])


def test_a_function_that_differs_in_names_annotations_comments_and_layout_is_equal(
    decontaminator: Decontaminator,
) -> None:
    assert decontaminator.reason_to_drop(RENAMED.replace("low: int = 0", "low: int")) == "equal"


def test_a_function_with_another_default_but_the_same_body_overlaps(decontaminator: Decontaminator) -> None:
    assert decontaminator.reason_to_drop(RENAMED) == "overlap"


def test_a_copied_passage_is_found_behind_other_names_and_inside_another_function(
    decontaminator: Decontaminator,
) -> None:
    source = """
def other(p, q, r):
    s = p * q
    print(r, s)
    def inner(items, start):
        m = start
        res = []
        for item in items:
            if item > m:
                m = item
            res.append(m)
        while len(res) < 3:
            res.append(start)
        return 5
    return inner
"""
    assert decontaminator.reason_to_drop(source) == "overlap"


@pytest.mark.parametrize(
    "source",
    [
        "def f(a):\n    return a + 1\n",
        RENAMED.replace("append", "extend"),
        RENAMED.replace("> top", ">= top").replace("< 3", "<= 3"),
        "VALUES = [1, 2, 3]\n",
    ],
    ids=["short", "other methods", "other operators", "no function"],
)
def test_what_differs_in_more_than_names_is_kept(decontaminator: Decontaminator, source: str) -> None:
    assert decontaminator.reason_to_drop(source) is None


def test_29_shared_tokens_are_no_overlap_and_30_are(tmp_path: Path) -> None:
    def body(n_terms: int, end: str) -> str:
        return "def f(a):\n    return " + " + ".join(["a"] * n_terms) + f" {end}\n"

    # def f ( a ) : return a + a ... : 7 tokens and 2 for each term but the first
    n_tokens = len(normalised_functions(body(12, "* 9"))[0])
    assert n_tokens == 7 + 23 + 2
    with gzip.open(tmp_path / "set.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(json.dumps({"source": body(12, "* 9")}) + "\n")
    decontaminator = Decontaminator.from_benchmarks([tmp_path])
    assert decontaminator.reason_to_drop(body(12, "- 1")) == "overlap"  # 7 + 23 = 30 tokens in common
    assert decontaminator.reason_to_drop(body(11, "- 1")) is None  # 28 in common


def test_normalised_tokens_keep_builtins_attributes_and_keyword_names_and_number_the_rest() -> None:
    (tokens,) = normalised_functions("def f(x, n=2):\n    sum = x.total(key=n)\n    return len(sum)\n")
    assert tokens == (
        "def", 0, "(", 0, ",", 0, "=", "2", ")", ":", 0, "=", 9, ".", "total", "(", "key", "=", 13, ")",
        "return", "len", "(", 13, ")",
    )  # fmt: skip


def test_f_strings_count_as_their_parts() -> None:
    first, second = normalised_functions("def f(a):\n    return f'{a!r:>5} x'\ndef g(b):\n    return f'{b!r:>5} x'\n")
    assert first == second


def test_a_fingerprint_gives_the_same_answers_as_the_benchmark_files(
    decontaminator: Decontaminator, tmp_path: Path
) -> None:
    path = tmp_path / "hashes.json"
    decontaminator.write_fingerprint(path)
    assert Decontaminator.from_fingerprint(path) == decontaminator
    assert "running_best" not in path.read_text()


def test_a_damaged_fingerprint_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "hashes.json"
    path.write_text('{"schema": "deskcheck.fingerprint/1"')
    with pytest.raises(DeskcheckError, match=r"hashes\.json is no readable benchmark fingerprint"):
        Decontaminator.from_fingerprint(path)


def test_a_folder_without_benchmark_files_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(DeskcheckError, match="holds no benchmark file"):
        Decontaminator.from_benchmarks([tmp_path])


def test_the_shipped_fingerprint_loads_and_is_small() -> None:
    shipped = Decontaminator.from_fingerprint()
    assert SHIPPED_FINGERPRINT.stat().st_size < 1_500_000
    assert len(shipped.functions) > 2000
    assert len(shipped.runs) > 30_000


@pytest.mark.bench
def test_the_shipped_fingerprint_covers_the_benchmark_files() -> None:
    folder = os.environ.get("DESKCHECK_BENCH")
    if not folder:
        pytest.skip("DESKCHECK_BENCH names no folder with benchmark files")
    shipped, fresh = Decontaminator.from_fingerprint(), Decontaminator.from_benchmarks([Path(folder)])
    assert fresh.functions <= shipped.functions
    assert fresh.runs <= shipped.runs
