"""The corpus: its store, which traces are kept, its candidates, and small whole builds."""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from model_runtime.errors import DeskcheckError
from model_runtime.recorder import RecordingRequest, record
from model_runtime.trace.frames import Origin, Outcome, ReturnKind, Trace, TraceEvent, TraceFrame, TraceStats, Value
from model_runtime.training.candidates import Seed, parse_seeds, seed_candidates, typed_header
from model_runtime.training.corpus import (
    BuildProgress,
    CorpusOptions,
    Sample,
    build,
    read_corpus,
    report,
    write_shard,
)
from model_runtime.training.samples import (
    choose_traces,
    reason_to_refuse,
    sample_from_json,
    sample_to_json,
    split_of,
    value_kind,
)

RECURSIVE = """def walk(n):
    if n == 0:
        raise ValueError("done")
    try:
        return walk(n - 1)
    except ValueError as error:
        del n
        n = [c for c in "ab"]
        return n


def steps(n):
    for i in range(n):
        yield i, walk(1)
"""


def sample_of(source: str, entry: str, call: str) -> Sample:
    trace = record(RecordingRequest(source, entry, call))
    return Sample(source, entry, call, trace, "seed", "", "Apache-2.0", "seed:x")


def trace_of(states: Sequence[Mapping[str, str]], result: str = "1", outcome: Outcome = Outcome.RETURNED) -> Trace:
    """A trace of the line frames 2, 3, ... with the states given."""
    frames = [
        TraceFrame(TraceEvent.LINE, "f", None, line, "", 0, 0, {name: Value(text) for name, text in state.items()})
        for line, state in enumerate(states, 2)
    ]
    frames.append(TraceFrame(TraceEvent.RETURN, "f", None, 9, "", 0, 0, arg=Value(result), kind=ReturnKind.RETURNED))
    return Trace(tuple(frames), outcome, Value(result), Origin.RECORDED, None, "f", f"f({len(states)})", "call")


@pytest.mark.parametrize("call", ["walk(2)", "list(steps(2))", "walk(0)"])
def test_a_sample_with_its_whole_trace_survives_the_store(tmp_path: Path, call: str) -> None:
    sample = sample_of(RECURSIVE, "steps" if "steps" in call else "walk", call)
    n_written = write_shard(tmp_path / "a.jsonl.gz", [sample, sample])
    first, second = read_corpus(tmp_path)
    assert n_written == 2
    assert first == second
    assert first.trace.frames == sample.trace.frames
    assert [list(frame.locals) for frame in first.trace.frames] == [list(f.locals) for f in sample.trace.frames]
    assert (first.trace.outcome, first.trace.result) == (sample.trace.outcome, sample.trace.result)
    assert first.trace.stats == TraceStats(frames=len(sample.trace.frames))


def test_locals_that_are_bound_again_in_another_order_keep_that_order() -> None:
    trace = trace_of([{"a": "1", "b": "2"}, {"b": "2", "a": "1"}, {"b": "2"}])
    sample = Sample("x\n" * 9, "f", "f()", trace, "seed", "", "", "k")
    frames = sample_from_json(sample_to_json(sample)).trace.frames
    assert [list(frame.locals.items()) for frame in frames[:3]] == [
        [("a", "1"), ("b", "2")],
        [("b", "2"), ("a", "1")],
        [("b", "2")],
    ]


def test_an_empty_folder_and_a_damaged_shard_are_one_clear_error_each(tmp_path: Path) -> None:
    with pytest.raises(DeskcheckError, match="holds no corpus shard"):
        list(read_corpus(tmp_path))
    (tmp_path / "a.jsonl.gz").write_bytes(b"\x1f\x8bno")
    with pytest.raises(DeskcheckError, match=r"a\.jsonl\.gz is not a readable corpus shard"):
        list(read_corpus(tmp_path))


@pytest.mark.parametrize(
    ("trace", "reason"),
    [
        (trace_of([{"a": "1"}, {"a": "2"}]), None),
        (trace_of([{"a": "1"}]), "too short"),
        (trace_of([{"a": "1"}] * 120), "too long"),
        (trace_of([{"a": "1"}, {"a": "2"}], outcome=Outcome.LIMIT), "unfinished"),
        (trace_of([{"a": "'" + "x" * 400 + "'"}] * 3), "wide values"),
        (trace_of([{f"a{idx}": "'" + "x" * 200 + "'" for idx in range(8)}] * 3), "wide values"),
        (trace_of([{"a": "1"}, {"a": "2"}], result="'" + "x" * 400 + "'"), "wide values"),
        (trace_of([{"a": "'/tmp/abc'"}] * 3), "unstable values"),
        (trace_of([{"a": "<Foo at 0x7f0012345678>"}] * 3), "unstable values"),
        (trace_of([{"a": "'5d41402abc4b2a76b9719d911017c592'"}] * 3), "digests"),
        (trace_of([{"a": "1"}, {"a": "2"}], result="b'" + r"\x8b\xa2\xf1" * 8 + "'"), "digests"),
        (trace_of([{"a": "'12345678901234567890123456'", "b": "'" + "abcdef" * 6 + "'"}, {"a": "1"}]), None),
        (trace_of([{"a": "<Foo object>", "b": "1"}] * 3), "opaque values"),
        (trace_of([{"a": "1"}, {"a": "2"}], result="<map object at 0x0>"), "opaque result"),
        (trace_of([{"a": "1"}, {"a": "2"}], result="[<function f at 0x0>]"), "opaque result"),
    ],
)
def test_traces_that_teach_nothing_are_refused_with_a_reason(trace: Trace, reason: str | None) -> None:
    assert reason_to_refuse(trace) == reason


def test_inputs_with_other_control_flow_or_another_kind_of_result_are_chosen_first() -> None:
    source = (
        "def f(x):\n    if x:\n        y = 1\n        y += 1\n        y += 1\n        return y\n"
        "    a = [x, x]\n    a.pop()\n    a.pop()\n    return a\n"
    )
    traces = [record(RecordingRequest(source, "f", f"f({argument})")) for argument in ("1", "2", "3", "0", "0.0")]
    chosen = choose_traces(traces, limit=3, raised_allowed=0)
    assert [trace.call for trace in chosen] == ["f(1)", "f(0)", "f(2)"]


def test_at_most_two_trivial_and_no_more_than_the_allowed_raised_inputs_are_chosen() -> None:
    source = "def f(x):\n    y = 1 // x\n    return y\n"
    traces = [record(RecordingRequest(source, "f", f"f({argument})")) for argument in ("0", "1", "2", "3")]
    assert [trace.call for trace in choose_traces(traces, limit=9, raised_allowed=0)] == ["f(1)", "f(2)"]
    assert [trace.call for trace in choose_traces(traces, limit=9, raised_allowed=1)] == ["f(0)", "f(1)"]


def test_of_a_function_of_one_line_one_input_is_chosen() -> None:
    traces = [record(RecordingRequest("def f(x):\n    return x\n", "f", f"f({n})")) for n in range(3)]
    assert [trace.call for trace in choose_traces(traces, limit=9, raised_allowed=0)] == ["f(0)"]


def test_calls_that_end_at_once_for_a_wrong_type_are_chosen_once_and_only_beside_others() -> None:
    source = "def f(x):\n    y = x + 1\n    y += 1\n    y += 1\n    return y\n"
    wrong = [record(RecordingRequest(source, "f", f"f({argument})")) for argument in ("None", "'a'", "[]")]
    right = record(RecordingRequest(source, "f", "f(1)"))
    assert choose_traces(wrong, limit=9, raised_allowed=9) == []
    assert [trace.call for trace in choose_traces([*wrong, right], limit=9, raised_allowed=9)] == ["f(None)", "f(1)"]


def test_a_type_error_after_some_lines_is_an_outcome_like_others() -> None:
    source = "def f(x):\n    y = 1\n    y += 1\n    return y + x\n"
    late = record(RecordingRequest(source, "f", "f('a')"))
    assert choose_traces([late], limit=9, raised_allowed=9) == [late]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("-3", "int"), ("1e-05", "float"), ("'a'", "str"), ("b'a'", "bytes"), ("[1]", "list"), ("(1,)", "tuple"),
        ("{}", "dict"), ("{'a': 1}", "dict"), ("{1, 2}", "set"), ("set()", "set"), ("None", "None"), ("True", "bool"),
        ("(1+2j)", "complex"), ("Point(x=1)", "object"),
    ],
)  # fmt: skip
def test_the_kind_of_a_value_is_told_from_its_repr(text: str, kind: str) -> None:
    assert value_kind(text) == kind


def test_about_two_percent_of_functions_and_whole_packages_are_held_out() -> None:
    n_heldout = sum(split_of(f"seed:{number}", "") == "heldout" for number in range(5000))
    assert 60 <= n_heldout <= 140
    assert {split_of(f"toolz:{number}", "toolz") for number in range(50)} == {"heldout"}


def test_a_seed_file_gives_each_pinned_function_with_the_imports_it_names() -> None:
    text = (
        "import math\nfrom collections import Counter, deque\n\n\n"
        "# A note.\n# deskcheck: f(2.5)\n# deskcheck: f(-1.0)\n"
        "def f(x: float) -> int:\n    return math.floor(x)\n\n\ndef unpinned():\n    pass\n\n\n"
        '# deskcheck: g("ab")\ndef g(s: str) -> dict[str, int]:\n    return dict(Counter(s))\n'
    )
    assert parse_seeds(text) == [
        Seed(
            "import math\n\n\n# A note.\ndef f(x: float) -> int:\n    return math.floor(x)\n",
            "f",
            ("f(2.5)", "f(-1.0)"),
        ),
        Seed(
            "from collections import Counter, deque\n\n\n"
            "def g(s: str) -> dict[str, int]:\n    return dict(Counter(s))\n",
            "g",
            ('g("ab")',),
        ),
    ]


def test_separators_part_a_seed_file_into_groups_that_stay_whole() -> None:
    text = (
        "class Box:\n    pass\n\n\n# deskcheck: use(1)\ndef use(n: int) -> Box:\n    return Box()\n\n\n# ---\n\n"
        "def half(n):\n    return n // 2\n\n\n"
        "# deskcheck: quarter(8)\ndef quarter(n: int) -> int:\n    return half(half(n))\n"
    )
    first, second = parse_seeds(text)
    assert (first.entry, second.entry, second.pins) == ("use", "quarter", ("quarter(8)",))
    assert first.source == "class Box:\n    pass\n\n\ndef use(n: int) -> Box:\n    return Box()\n"
    assert second.source.startswith("def half(n):")


@pytest.mark.parametrize(
    ("call", "header"),
    [
        ("f([1, 2], 'a')", "def f(a0: list[int], a1: str): ..."),
        ("f({'a': (1, 2.5)}, key=None)", "def f(a0: dict[str, tuple[int, float]], *, key: None): ..."),
        ("list(f({1}))", "def f(a0: set[int]): ..."),
        ("f(len)", None),
        ("f()", None),
        ("g(1)", None),
    ],
)
def test_the_types_of_a_literal_call_become_a_header(call: str, header: str | None) -> None:
    assert typed_header(call, "f") == header


def test_variants_of_a_seed_share_its_key_and_call_their_own_entry() -> None:
    text = (
        "# deskcheck: add_up([3, 4], 2)\ndef add_up(values: list[int], start: int) -> int:\n"
        "    total = start\n    for value in values:\n        total += value\n    return total\n"
    )
    candidates = list(seed_candidates("s", text, seed=1, random_calls=4, variants=4))
    assert len(candidates) >= 3
    assert {candidate.function_key for candidate in candidates} == {"seed:s:add_up"}
    for candidate in candidates:
        assert f"def {candidate.entry}(" in candidate.source
        assert all(call.startswith(f"{candidate.entry}(") for call in candidate.calls)
    assert len({candidate.source for candidate in candidates}) == len(candidates)


@pytest.fixture
def options(tmp_path: Path) -> CorpusOptions:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.py").write_text(
        "# deskcheck: tally([3, -1, 4])\ndef tally(nums: list[int]) -> int:\n    total = 0\n    for n in nums:\n"
        "        total += n\n        if total > 20:\n            break\n    return total\n"
    )
    return CorpusOptions(out=tmp_path / "out", seeds=seeds, stdlib=False, n_generated=3, n_drills=2, seed=7)


def test_variants_of_a_function_that_is_left_out_are_left_out_too(options: CorpusOptions, tmp_path: Path) -> None:
    bench = tmp_path / "bench"
    bench.mkdir()
    write_benchmark(bench / "set.jsonl.gz", (options.seeds / "a.py").read_text())
    only_seeds = replace(options, n_generated=0, n_drills=0, benchmarks=(bench,), variants=3)
    assert build(only_seeds, lambda _: None).samples == 0


def test_a_build_gives_samples_of_every_source_and_the_same_ones_again(options: CorpusOptions, tmp_path: Path) -> None:
    first = build(options)
    samples = list(read_corpus(options.out))
    assert set(first.samples_by_kind) == {"seed", "generated", "drill"}
    assert (first.samples, first.frames) == (len(samples), sum(len(sample.trace.frames) for sample in samples))
    assert "tally([3, -1, 4])" in {sample.call for sample in samples}
    build(replace(options, out=tmp_path / "again"))
    assert list(read_corpus(tmp_path / "again")) == samples


def test_processes_change_nothing(options: CorpusOptions, tmp_path: Path) -> None:
    build(options)
    build(replace(options, out=tmp_path / "again", jobs=2))
    assert list(read_corpus(tmp_path / "again")) == list(read_corpus(options.out))


def test_a_build_goes_on_where_it_was_interrupted(options: CorpusOptions) -> None:
    whole = build(options)
    (options.out / "generated-0000.jsonl.gz").unlink()
    seen: list[BuildProgress] = []
    assert build(options, seen.append) == whole
    assert {step.unit: step.was_there for step in seen} == {
        "seeds-a": True,
        "generated-0000": False,
        "drills-0000": True,
    }


def test_a_seed_that_equals_a_benchmark_function_is_dropped_and_counted(options: CorpusOptions, tmp_path: Path) -> None:
    bench = tmp_path / "bench"
    bench.mkdir()
    copy = (options.seeds / "a.py").read_text().replace("tally", "other").replace("nums", "xs")
    write_benchmark(bench / "set.jsonl.gz", copy)
    options = CorpusOptions(
        out=tmp_path / "o2", seeds=options.seeds, stdlib=False, n_generated=1, n_drills=1, benchmarks=(bench,)
    )
    result = build(options)
    assert result.refused["equal"] >= 1
    assert "tally([3, -1, 4])" not in {sample.call for sample in read_corpus(options.out)}
    assert report(options.out) == result


def write_benchmark(path: Path, source: str) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write(json.dumps({"source": source}) + "\n")
