"""Accounts in words: the chat format as published, the answer found and checked, a model without it told apart."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from miniature import write_miniature_cwm

from model_runtime.chat import chat_pieces, explanation_messages, stated_result
from model_runtime.cli import cli
from model_runtime.cli_explain import verdict
from model_runtime.inference.explain import explain
from model_runtime.inference.local import LocalPredictor
from model_runtime.trace.frames import Origin, Outcome, Trace, TraceStats, Value

SOURCE = "def f(x):  # deskcheck: f(3)\n    return x + 1\n"


def trace(result: str, outcome: Outcome = Outcome.RETURNED) -> Trace:
    return Trace(
        frames=(), outcome=outcome, result=Value(result, Origin.PREDICTED), origin=Origin.PREDICTED, file="a.py",
        entry="f", call="f(3)", why="call", model="m", note=None, stats=TraceStats(frames=0),
    )  # fmt: skip


def test_a_chat_is_written_as_the_guide_has_it() -> None:
    text = "".join(piece.text for piece in chat_pieces([("system", "S"), ("user", "U <|eot_id|>")]))
    assert text == (
        "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nS<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\nU <|eot_id|><|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n<think>\n"
    )
    specials = [piece.text for piece in chat_pieces([("user", "U <|eot_id|>")]) if piece.is_special]
    assert specials.count("<|eot_id|>") == 1
    assert explanation_messages(SOURCE, "f(3)")[0][1].startswith("You are a helpful AI assistant. You always reason")


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        ("RESULT: 5\n</think>\nx grows.\nRESULT: 4", "4"),
        ("</think>\n**Result:** `[1, 2]`.", "[1, 2]"),
        ("RESULT: raises ValueError('x')", "raises ValueError('x')"),
        ("</think>\nI do not know.", None),
        ("RESULT: 5\n</think>\nnothing", None),
    ],
)
def test_the_answer_is_what_stands_last_outside_the_reasoning(answer: str, result: str | None) -> None:
    assert stated_result(answer) == result


@pytest.mark.parametrize(
    ("stated", "run", "words"),
    [
        ("4", trace("4"), "agree: 4"),
        ("{2, 1}", trace("{1, 2}"), "agree"),
        ("5", trace("4"), "they differ: the account says 5, the imagined run 4"),
        ("raises ValueError('x')", trace("ValueError('x')", Outcome.RAISED), "agree: raises ValueError('x')"),
        ("ValueError('x')", trace("ValueError('x')", Outcome.RAISED), "they differ"),
        (None, trace("4"), "states no result; the imagined run's is 4"),
        ("4", trace("4", Outcome.LIMIT), "not checked: the imagined run ended with limit"),
    ],
)
def test_the_answer_is_set_beside_the_imagined_run(stated: str | None, run: Trace, words: str) -> None:
    assert words in verdict(stated, run)


def test_a_model_with_a_chat_format_answers_in_pieces(tmp_path: Path) -> None:
    predictor = LocalPredictor.open(str(write_miniature_cwm(tmp_path / "mini", n_layers=1)), device="cpu")
    pieces = list(explain(predictor, SOURCE, "f(3)", max_tokens=12))
    assert 0 < len(pieces) <= 12
    assert "�" not in "".join(pieces)


def test_a_model_without_one_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(SOURCE)
    folder = write_miniature_cwm(tmp_path / "mini", n_layers=1, chat=False)
    done = CliRunner().invoke(cli, ["explain", str(tmp_path / "a.py"), "--call", "f(3)", "--model", str(folder)])
    assert done.exit_code == 1
    assert "mini has no chat format" in done.output
    assert len([line for line in done.output.splitlines() if line.startswith(("deskcheck", "Error"))]) <= 1
