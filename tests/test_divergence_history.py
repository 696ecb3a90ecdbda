"""Divergences kept to train on: who can read them, what is taken out, and what becomes of them."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from model_runtime.cli import main
from model_runtime.divergence_history import REDACTED, keep_call, keep_trace, kept
from model_runtime.errors import DeskcheckError
from model_runtime.trace.frames import Trace
from model_runtime.training.history_corpus import build_from_history
from model_runtime.training.samples import read_corpus

Record = Callable[..., Trace]
SOURCE = "def f(n):\n    s = 0\n    for i in range(n):\n        s += i\n    return s\n"


def test_the_file_is_the_users_alone(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "data" / "history.jsonl"
    assert keep_trace(SOURCE, record(SOURCE, call="f(3)"), path=path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_is_kept_is_read_back(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    trace = record(SOURCE, call="f(3)")
    keep_trace(SOURCE, trace, path=path)
    keep_call(SOURCE, "f", "f(4)", path=path)
    path.open("a").write("damaged\n")
    first, second = kept(path)
    assert first.trace is not None and first.trace.frames == trace.frames
    assert (second.call, second.trace) == ("f(4)", None)


@pytest.mark.parametrize(
    "source",
    [
        "def f(password):\n    copy = password + '!'\n    return copy\n",
        "def f(x):\n    api_key = 'hunter2hunter2'\n    y = [api_key, x]\n    return y\n",
        "def f(x):\n    held = {'user': 'ada', 'auth_token': 'hunter2hunter2'}\n    return held['auth_token']\n",
    ],
)
def test_no_secret_reaches_the_file(record: Record, tmp_path: Path, source: str) -> None:
    path = tmp_path / "history.jsonl"
    keep_trace(source, record(source, call="f('hunter2hunter2')"), path=path)
    keep_call(source, "f", "f(password='hunter2hunter2')", path=path)
    text = path.read_text()
    assert "hunter2" not in text
    assert REDACTED in text


def test_a_corpus_is_made_of_the_runs(record: Record, tmp_path: Path) -> None:
    path, out = tmp_path / "history.jsonl", tmp_path / "corpus"
    keep_trace(SOURCE, record(SOURCE, call="f(3)"), path=path)
    keep_trace(SOURCE, record(SOURCE, call="f(3)"), path=path)
    keep_call(SOURCE, "f", "f(4)", path=path)
    counts = build_from_history(out, history=path)
    assert counts == {"runs kept": 2, "without a run (see --record)": 1, "samples written": 1}
    assert [sample.call for sample in read_corpus(out)] == ["f(3)"]
    assert build_from_history(out, history=path, records=True)["samples written"] == 2
    assert sorted(sample.call for sample in read_corpus(out)) == ["f(3)", "f(4)"]


def test_without_a_history_there_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(DeskcheckError, match="nothing has been kept"):
        build_from_history(tmp_path, history=tmp_path / "none.jsonl")


def test_the_command_reads_the_users_history(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DESKCHECK_DATA_DIR", str(tmp_path))
    keep_trace(SOURCE, record(SOURCE, call="f(3)"))
    with pytest.raises(SystemExit) as ended:
        main(["corpus", "from-history", str(tmp_path / "corpus")])
    assert ended.value.code == 0
    assert "1 samples written" in capsys.readouterr().out
