"""Tests of the command line, with a predictor that replays a real run, and a few of the real process."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from model_runtime import cli_traces, foresight
from model_runtime.cli import cli, main
from model_runtime.errors import DeskcheckError
from model_runtime.predictor import Loading, PredictionRequest, Predictor, collect, make_request
from model_runtime.recorder import RecordingRequest
from model_runtime.recorder import record as record_run
from model_runtime.replay import ReplayPredictor
from model_runtime.trace.wire import trace_from_json

ROOT = Path(__file__).parent.parent
BASKET = ROOT / "examples" / "basket.py"
DOUBLE = "def double(x):  # deskcheck: double(4)\n    y = x + x\n    return y\n"
SEED = """\
# deskcheck: twice(3)
def twice(n: int) -> int:
    total = 0
    for i in range(2):
        total += n
    return total
"""

Deskcheck = Callable[..., Result]


@pytest.fixture
def deskcheck(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Deskcheck:
    """Give a function that runs the command in an empty folder, where the model knows every run by heart."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli_traces, "open_predictor", lambda **_: Omniscient())
    monkeypatch.setattr(foresight, "foreseen", lambda request: iter(()))  # all is the model's

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(cli, list(arguments))

    return run


class Omniscient:
    """A predictor that really runs what it is asked for."""

    model_name = "omniscient"

    def predict(self, request: PredictionRequest) -> Any:
        """Record the run and replay it."""
        call = request.call or f"{request.function}(1)"
        trace = record_run(RecordingRequest(request.source, request.function, call, request.file))
        return ReplayPredictor(trace, confidence=0.9).predict(request)


def write(name: str, text: str | bytes) -> str:
    data = text if isinstance(text, bytes) else text.encode()
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(data)
    return name


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "model_runtime", *arguments],
        cwd=ROOT,
        text=True,
        timeout=60,
        check=False,
        **{"capture_output": True, **options},
    )


# ---------------------------------------------------------------- answers


def test_predict_shows_annotated_source_and_says_that_it_is_predicted(deskcheck: Deskcheck) -> None:
    result = deskcheck("predict", write("a.py", DOUBLE))
    assert result.exit_code == 0, result.stderr
    assert [line.rstrip() for line in result.stdout.split("\n")[:7]] == [
        "                                              predicted",
        "  1 │ def double(x):  # deskcheck: double(4)  x = 4",
        "  2 │     y = x + x                           y = 8",
        "  3 │     return y                            → 8",
        "",
        "predicted double(4)  (pin)",
        "returned 8  confidence 0.90",
    ]


def test_predict_json_is_one_document_of_the_trace_schema(deskcheck: Deskcheck) -> None:
    result = deskcheck("predict", write("a.py", DOUBLE), "--json")
    document = json.loads(result.stdout)
    trace = trace_from_json(document)
    assert {key: document[key] for key in ("schema", "origin", "file", "entry", "call", "why", "model", "outcome")} == {
        "schema": "deskcheck.trace/1",
        "origin": "predicted",
        "file": "a.py",
        "entry": "double",
        "call": "double(4)",
        "why": "pin",
        "model": "omniscient",
        "outcome": "returned",
    }
    assert document["result"] == {"repr": "8", "origin": "predicted", "confidence": 0.9}
    assert [(frame.event, frame.line) for frame in trace.frames] == [
        ("call", 1),
        ("line", 2),
        ("line", 3),
        ("return", 3),
    ]


def test_record_json_has_the_same_shape_and_says_recorded(deskcheck: Deskcheck) -> None:
    path = write("a.py", DOUBLE)
    predicted = json.loads(deskcheck("predict", path, "--json").stdout)
    recorded = json.loads(deskcheck("record", path, "--json").stdout)
    assert predicted.keys() == recorded.keys()
    assert (recorded["origin"], recorded["model"], recorded["result"]["repr"]) == ("recorded", None, "8")


def test_compare_json_holds_both_traces_the_scores_and_the_divergence(deskcheck: Deskcheck) -> None:
    document = json.loads(deskcheck("compare", write("a.py", DOUBLE), "--json").stdout)
    assert (document["schema"], document["scores"], document["first_divergence"]) == (
        "deskcheck.comparison/1",
        {"control": 4, "state": 4, "of": 4, "final_value": True, "exact": True},
        None,
    )
    assert (document["predicted"]["origin"], document["recorded"]["origin"]) == ("predicted", "recorded")


def test_compare_shows_both_beside_one_another(deskcheck: Deskcheck) -> None:
    output = deskcheck("compare", write("a.py", DOUBLE)).stdout
    assert "no divergence: all 4 frames agree" in output
    assert [line.split() for line in output.split("\n") if "x + x" in line] == [
        ["2", "│", "y", "=", "x", "+", "x", "y", "=", "8", "y", "=", "8"]
    ]


def test_frames_lists_one_frame_a_line(deskcheck: Deskcheck) -> None:
    output = deskcheck("predict", write("a.py", DOUBLE), "--frames").stdout.split("\n")
    assert output[:5] == [
        "   0 call      double:1  def double(x):  # deskcheck: double(4)  x = 4",
        "   1 line      double:2  y = x + x",
        "   2 line      double:3  return y  y = 8",
        "   3 return    double:3  return y  → 8",
        "predicted double(4)  (pin)",
    ]


def test_a_function_and_a_call_choose_the_run(deskcheck: Deskcheck) -> None:
    path = write("a.py", DOUBLE + "\n\ndef half(x):\n    return x // 2\n")
    document = json.loads(deskcheck("record", f"{path}::half", "--call", "half(9)", "--json").stdout)
    assert (document["entry"], document["why"], document["result"]["repr"]) == ("half", "call", "4")


def test_a_call_found_in_the_tests_is_used(deskcheck: Deskcheck) -> None:
    path = write("a.py", "def double(x):\n    return x + x\n")
    write("tests/test_a.py", "from a import double\n\ndef test_it():\n    assert double(21) == 42\n")
    assert json.loads(deskcheck("record", path, "--json").stdout)["call"] == "double(21)"


def test_a_file_with_another_encoding_is_read_by_its_cookie(deskcheck: Deskcheck) -> None:
    source = "# -*- coding: latin-1 -*-\ndef f(s='é'):  # deskcheck: f()\n    return s\n"
    assert (
        json.loads(deskcheck("record", write("a.py", source.encode("latin-1")), "--json").stdout)["result"]["repr"]
        == "'é'"
    )


def test_a_file_outside_the_folder_keeps_its_path(deskcheck: Deskcheck) -> None:
    assert json.loads(deskcheck("record", str(BASKET), "--json").stdout)["file"] == BASKET.as_posix()


def test_a_syntax_error_elsewhere_does_not_stop_a_prediction(deskcheck: Deskcheck) -> None:
    path = write("a.py", DOUBLE + "\n\ndef broken(:\n    return\n")
    request = make_request(Path(path).read_text(), file=path)
    assert (request.function, request.call) == ("double", "double(4)")


def test_max_frames_ends_a_prediction_and_says_so(deskcheck: Deskcheck) -> None:
    document = json.loads(deskcheck("predict", write("a.py", DOUBLE), "--max-frames", "2", "--json").stdout)
    assert (document["outcome"], len(document["frames"]), document["note"]) == (
        "limit",
        2,
        "stopped after 2 frames: raise --max-frames to go on",
    )


def test_examples_can_be_recorded_and_stay_short(deskcheck: Deskcheck) -> None:
    for path in sorted((ROOT / "examples").glob("*.py")):
        document = json.loads(deskcheck("record", str(path), "--json").stdout)
        assert (document["outcome"], 10 <= len(document["frames"]) <= 40) == ("returned", True), path.name


# ---------------------------------------------------------------- refusals


def refusal(result: Result) -> str:
    """Give the one line of a refused request."""
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1), result.output
    return result.stderr.rstrip("\n")


@pytest.mark.parametrize("command", ["predict", "record", "compare"])
@pytest.mark.parametrize(
    ("target", "text", "line"),
    [
        ("gone.py", None, "deskcheck: cannot read gone.py: No such file or directory"),
        (".", None, "deskcheck: cannot read .: Is a directory"),
        ("empty.py", "", "deskcheck: empty.py defines no function: there is nothing to predict"),
        ("a.py::triple", DOUBLE, "deskcheck: there is no function 'triple' in this file"),
        ("a.py::duoble", DOUBLE, "deskcheck: there is no function 'duoble' in this file; did you mean 'double'?"),
    ],
)
def test_what_cannot_be_entered_is_refused(
    deskcheck: Deskcheck, command: str, target: str, text: str | None, line: str
) -> None:
    if text is not None:
        write(target.partition("::")[0], text)
    assert refusal(deskcheck(command, target)) == line


def test_a_function_that_is_broken_itself_is_refused(deskcheck: Deskcheck) -> None:
    path = write("a.py", "def f(x):  # deskcheck: f(1)\n    y = x +\n    return y\n")
    assert refusal(deskcheck("predict", path)).startswith("deskcheck: f has a syntax error at line ")


@pytest.mark.parametrize("data", [b"\x7fELF\x02\x01\x01\x00\xff\xfe", b"def f():\n    return '\xff'\n"])
def test_a_file_that_is_no_text_is_refused(deskcheck: Deskcheck, data: bytes) -> None:
    assert refusal(deskcheck("predict", write("a.py", data))).startswith("deskcheck: a.py is not Python source text: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_refused(deskcheck: Deskcheck) -> None:
    os.chmod(write("a.py", DOUBLE), 0)
    assert refusal(deskcheck("predict", "a.py")) == "deskcheck: cannot read a.py: Permission denied"


@pytest.mark.parametrize("call", ["double(1, 2)", "double()", "double(z=1)", "triple(1)", "double", "double(", "1 + 1"])
def test_a_call_that_does_not_fit_is_refused(deskcheck: Deskcheck, call: str) -> None:
    assert repr(call)[1:-1].split("(")[0] in refusal(deskcheck("predict", write("a.py", DOUBLE), "--call", call))


def test_recording_without_an_example_asks_for_a_call(deskcheck: Deskcheck) -> None:
    path = write("a.py", "def f(x):\n    return x\n")
    assert refusal(deskcheck("record", path)) == "deskcheck: a.py holds no example call of f: give --call"


def test_comparing_without_an_example_runs_what_the_model_proposed(deskcheck: Deskcheck) -> None:
    document = json.loads(deskcheck("compare", write("a.py", "def f(x):\n    return x\n"), "--json").stdout)
    assert (document["predicted"]["why"], document["recorded"]["call"]) == ("proposed by the model", "f(x=1)")


def test_a_checkpoint_that_cannot_be_opened_is_one_line(deskcheck: Deskcheck, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise DeskcheckError("m is not a trace model:\nit lacks config.json")

    monkeypatch.setattr(cli_traces, "open_predictor", fail)
    assert (
        refusal(deskcheck("predict", write("a.py", DOUBLE)))
        == "deskcheck: m is not a trace model: it lacks config.json"
    )


def test_a_library_that_is_missing_is_one_line(deskcheck: Deskcheck, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise ModuleNotFoundError("No module named 'torch'")

    monkeypatch.setattr(cli_traces, "open_predictor", fail)
    assert refusal(deskcheck("predict", write("a.py", DOUBLE))) == (
        "deskcheck: the model cannot be loaded, No module named 'torch': see `deskcheck doctor`"
    )


@pytest.mark.parametrize(
    "arguments",
    [["predict"], ["predict", "a.py", "--device", "abacus"], ["frob"], ["predict", "a.py", "--max-frames", "0"]],
)
def test_wrong_usage_ends_with_status_2(deskcheck: Deskcheck, arguments: list[str]) -> None:
    result = deskcheck(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: ")


# ---------------------------------------------------------------- the process


def test_what_python_finds_odd_in_a_text_is_not_said_while_it_is_predicted(
    tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    path = tmp_path / "odd.py"
    path.write_text('def f(x):\n    y = 1if x else 2\n    s = "\\d"\n    return s * y\n')
    with pytest.raises(SystemExit) as left:
        main(["predict", f"{path}::f", "--call", "f(1)"])
    assert left.value.code == 0
    assert not [warning for warning in recwarn if issubclass(warning.category, SyntaxWarning)]


def test_help_lists_the_commands_and_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom model_runtime.cli import main\ntry:\n    main(['--help'])\n"
        "finally:\n    print({'torch', 'rich', 'numpy'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    commands = done.stdout.partition("Commands:\n")[2].split("\n")
    assert [line.split()[0] for line in commands if line.strip()] == [
        "benchmark",
        "compare",
        "corpus",
        "dap",
        "doctor",
        "evaluate",
        "explain",
        "lsp",
        "model",
        "predict",
        "record",
        "serve",
        "step",
        "train",
    ]
    assert done.stderr.strip() == "set()"


def test_version_is_one_line() -> None:
    done = process("--version")
    assert (done.returncode, done.stdout.split()[0], done.stdout.count("\n")) == (0, "deskcheck", 1)


def test_the_process_refuses_in_one_line_and_ends_with_status_1() -> None:
    done = process("record", "examples/gone.py", "--json")
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "deskcheck: cannot read examples/gone.py: No such file or directory\n",
    )


def test_the_process_writes_json_to_standard_output_and_logs_to_standard_error() -> None:
    done = process("record", "examples/basket.py", "--json", "-v")
    assert (json.loads(done.stdout)["result"]["repr"], done.returncode) == ("20", 0)
    assert done.stderr.startswith("INFO model_runtime.cli_traces: ")


def test_a_missing_model_is_one_line_of_the_process() -> None:
    done = process("predict", "examples/basket.py", "--model", "/no/such/model")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("deskcheck: no checkpoint at /no/such/model")


def test_a_reader_that_goes_away_is_no_error_to_report() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = process(
            "record", "examples/basket.py", "--json", capture_output=False, stdout=writer, stderr=subprocess.PIPE
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")


def test_an_interrupt_ends_a_prediction_with_what_there_is() -> None:
    code = (
        "from model_runtime import cli, cli_traces\n"
        "from model_runtime.recorder import RecordingRequest, record\n"
        "from model_runtime.replay import ReplayPredictor\n"
        f"trace = record(RecordingRequest({DOUBLE!r}, 'double', 'double(4)'))\n"
        "class Stuck(ReplayPredictor):\n"
        "    async def predict(self, request):\n"
        "        import asyncio\n"
        "        async for item in super().predict(request):\n"
        "            yield item\n"
        "            await asyncio.sleep(60)\n"
        "cli_traces.open_predictor = lambda **_: Stuck(trace)\n"
        "from model_runtime import foresight\n"
        "foresight.foreseen = lambda request: iter(())\n"
        "import signal\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background jobs ignore it
        "cli.main()\n"
    )
    arguments = [sys.executable, "-u", "-c", code, "predict", "tests/programs/double.py", "--frames"]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        first = running.stdout.readline()
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        rest, errors = running.communicate(timeout=30)
    assert (first.split()[1], running.returncode, errors) == ("call", 130, "")
    assert rest.split("\n")[:2] == ["predicted double(4)  (pin)", "cancelled"]


# ---------------------------------------------------------------- figures and training


def benchmark(name: str) -> str:
    """Write a benchmark file of one recorded run, in the format of the public ones."""
    trace = record_run(RecordingRequest(DOUBLE, "double", "double(4)"))
    frames = [
        {
            "event": frame.event.value,
            "func": frame.function,
            "line": frame.line,
            "src": frame.source,
            "depth": frame.depth,
            "act": frame.activation,
            "locals": dict(frame.locals),
            "arg": frame.arg,
        }
        for frame in trace.frames
    ]
    sample = {"id": "1", "source": DOUBLE, "entry": "double", "call": "double(4)", "frames": frames, "result": "8"}
    return write(name, json.dumps(sample) + "\n")


def test_evaluate_json_is_flat_rows_with_the_baseline(deskcheck: Deskcheck) -> None:
    result = deskcheck("evaluate", benchmark("tiny.jsonl"), "--baseline-only", "--json")
    document = json.loads(result.stdout)
    rows = {(row["mode"], row["figure"], row["slice"]): row for row in document["rows"]}
    assert (document["schema"], result.stderr) == ("deskcheck.evaluation/1", "[1/1] samples\n")
    assert rows["teacher_forced", "next_line", None] | {"low": None, "high": None} == {
        "set": "tiny",
        "n": 3,
        "figure": "next_line",
        "mode": "teacher_forced",
        "assist": False,
        "predictor": "persistence",
        "slice": None,
        "value": 1.0,
        "low": None,
        "high": None,
    }
    assert rows["teacher_forced", "state_match", None]["value"] == pytest.approx(1 / 3)


def test_evaluate_in_one_mode_gives_no_figures_of_the_other(deskcheck: Deskcheck) -> None:
    result = deskcheck("evaluate", benchmark("tiny.jsonl"), "--baseline-only", "--mode", "free_running", "--json")
    assert {row["mode"] for row in json.loads(result.stdout)["rows"]} == {"free_running"}


@pytest.mark.parametrize("text", [None, "", "{}\n", "no json\n"])
def test_a_benchmark_file_that_cannot_be_read_is_refused(deskcheck: Deskcheck, text: str | None) -> None:
    if text is not None:
        write("b.jsonl", text)
    assert "b.jsonl" in refusal(deskcheck("evaluate", "b.jsonl", "--baseline-only"))


def test_a_corpus_is_built_and_reported(deskcheck: Deskcheck) -> None:
    write("seeds/s.py", SEED)
    built = deskcheck("corpus", "build", "out", "--no-stdlib", "--generated", "3", "--drills", "2", "--seeds", "seeds")
    assert built.exit_code == 0, built.stderr
    document = json.loads(deskcheck("corpus", "report", "out", "--json").stdout)
    assert document["schema"] == "deskcheck.corpus/1"
    assert document["samples_by_kind"].keys() == {"seed", "generated", "drill"}
    assert sum(document["events"].values()) == document["frames"] == sum(document["frames_by_kind"].values())
    assert document["decontaminated"] == {"equal": 0, "overlap": 0}
    assert document["sources"]["seed"] == {
        "licence": "Apache-2.0",
        "functions": document["functions_by_kind"]["seed"],
        "samples": document["samples_by_kind"]["seed"],
        "frames": document["frames_by_kind"]["seed"],
    }
    shown = deskcheck("corpus", "report", "out", "--tokens").stdout
    assert re.search(r"^  seed +1 functions, \d+ samples, \d+ frames, \d+ tokens \(Apache-2\.0\)$", shown, re.M)


def test_reporting_on_a_folder_without_a_corpus_is_refused(deskcheck: Deskcheck) -> None:
    Path("empty").mkdir()
    assert "empty" in refusal(deskcheck("corpus", "report", "empty"))


def test_a_fingerprint_of_a_missing_benchmark_is_refused(deskcheck: Deskcheck) -> None:
    assert "gone.jsonl" in refusal(deskcheck("corpus", "fingerprint", "gone.jsonl", "--out", "hashes.json"))


def test_training_from_a_start_that_is_not_there_is_refused(deskcheck: Deskcheck) -> None:
    Path("corpus").mkdir()
    arguments = ["train", "corpus", "--start", "gone", "--out", "run", "--steps", "1"]
    assert "gone" in refusal(deskcheck(*arguments))
    assert not Path("run").exists()


def test_interrupting_a_prediction_stops_loading_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = threading.Event()

    def slow(*, loading: Loading, **_: Any) -> Predictor:
        while not loading.cancelled():
            loading.on_progress(0.5)
            time.sleep(0.01)
        stopped.set()
        raise DeskcheckError("stopped")

    monkeypatch.setattr(cli_traces, "open_predictor", slow)
    predictor = cli_traces.lazy_predictor(cli_traces.PredictionOptions())
    request = make_request("import helper\n\ndef f(n):\n    return helper.g(n)\n", call="f(1)")

    async def run() -> None:
        task = asyncio.create_task(collect(predictor, request))
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(asyncio.wait_for(run(), 30))
    assert stopped.wait(10)
