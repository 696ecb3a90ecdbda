"""Tests of the examination of a machine and of checkpoint files, on folders made here."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from safetensors.numpy import save_file
from tokenizers import AddedToken, Tokenizer, models

from model_runtime import doctor
from model_runtime.cli import cli
from model_runtime.doctor import Finding, Verdict, examine, read_checkpoint
from model_runtime.errors import DeskcheckError
from model_runtime.trace.format import SPECIAL_TOKENS

CONFIG = {
    "model_type": "cwm",
    "vocab_size": 12,
    "num_hidden_layers": 1,
    "hidden_size": 4,
    "max_position_embeddings": 64,
}


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """Give the folder of a checkpoint with the right files and next to no weights."""
    path = tmp_path / "tiny"
    path.mkdir()
    (path / "config.json").write_text(json.dumps(CONFIG))
    tokenizer = Tokenizer(models.BPE(vocab={"a": 0, "b": 1}, merges=[]))
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in SPECIAL_TOKENS])
    tokenizer.save(str(path / "tokenizer.json"))
    weights = {
        "model.embed_tokens.weight": np.zeros((12, 4), np.float16),
        "model.layers.0.mlp.up_proj.weight.codes": np.zeros(9, np.uint8),
        "model.layers.0.mlp.up_proj.weight.shape": np.array([4, 4], np.int32),
        "model.layers.0.mlp.up_proj.weight.step": np.ones(1, np.float32),
        "model.layers.0.mlp.up_proj.weight.offset": np.zeros(4, np.uint8),
    }
    save_file(weights, str(path / "model.safetensors"))
    return path


@pytest.fixture
def no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave torch out of an examination: asking it takes seconds."""
    monkeypatch.setattr(doctor, "_devices", lambda: [Finding("cpu", Verdict.GOOD, "2 threads")])


def edit_config(path: Path, **changes: Any) -> None:
    (path / "config.json").write_text(json.dumps(CONFIG | changes))


def test_a_checkpoint_is_described_from_its_files(checkpoint: Path) -> None:
    (checkpoint / "deskcheck.json").write_text(json.dumps({"name": "tiny-1", "dialect": "compact", "storage": "coded"}))
    facts = read_checkpoint(checkpoint)
    assert (facts.name, facts.dialect, facts.storage, facts.parameters, facts.vocabulary, facts.layers) == (
        "tiny-1",
        "compact",
        "coded",
        12 * 4 + 4 * 4,
        12,
        1,
    )


def cut_weights(path: Path) -> None:
    file = path / "model.safetensors"
    file.write_bytes(file.read_bytes()[:-3])


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "gone": (shutil.rmtree, "no checkpoint at"),
    "no config": (lambda path: (path / "config.json").unlink(), "it lacks config.json"),
    "config is no JSON": (lambda path: (path / "config.json").write_text("{"), "config.json cannot be read"),
    "config is a list": (lambda path: (path / "config.json").write_text("[]"), "it holds no JSON object"),
    "another model": (lambda path: edit_config(path, model_type="gpt2"), "model_type is 'gpt2', not 'cwm'"),
    "no size": (lambda path: edit_config(path, hidden_size=None), "config.json is damaged: hidden_size is None"),
    "no tokenizer": (lambda path: (path / "tokenizer.json").unlink(), "it lacks tokenizer.json"),
    "tokenizer is damaged": (lambda path: (path / "tokenizer.json").write_text("{}"), "tokenizer.json cannot be read"),
    "tokenizer of another model": (
        lambda path: Tokenizer(models.BPE()).save(str(path / "tokenizer.json")),
        "not that of a trace model: it lacks <|begin_of_text|>",
    ),
    "no weights": (lambda path: (path / "model.safetensors").unlink(), "holds no model*.safetensors"),
    "pickled weights": (
        lambda path: (path / "model.safetensors").rename(path / "pytorch_model.bin"),
        "weights in other formats are not read",
    ),
    "weights are cut short": (cut_weights, "model.safetensors is damaged"),
    "weights are empty": (lambda path: (path / "model.safetensors").write_bytes(b""), "model.safetensors is damaged"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_checkpoint_is_named_with_what_is_wrong(checkpoint: Path, damage: str) -> None:
    harm, words = DAMAGES[damage]
    harm(checkpoint)
    with pytest.raises(DeskcheckError) as caught:
        read_checkpoint(checkpoint)
    assert words in str(caught.value)


@pytest.mark.usefixtures("no_torch")
def test_an_examination_finds_what_works(checkpoint: Path) -> None:
    findings = {finding.name: finding for finding in examine(str(checkpoint))}
    assert [name for name, finding in findings.items() if finding.verdict is Verdict.BROKEN] == []
    assert findings["python"].text.endswith(sys.executable)
    assert findings["checkpoint"].text.startswith("tiny: 0M parameters, 1 layers, vocabulary 12, cwm dialect")


@pytest.mark.usefixtures("no_torch")
def test_doctor_ends_with_status_1_and_says_how_to_mend_a_missing_checkpoint(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["doctor", "--model", str(tmp_path / "gone"), "--json"])
    document = json.loads(result.stdout)
    assert (result.exit_code, document["schema"], document["usable"]) == (1, "deskcheck.doctor/1", False)
    assert [(row["name"], row["mend"]) for row in document["findings"] if row["verdict"] == "broken"] == [
        ("checkpoint", "give --model a folder that holds a trace model")
    ]


@pytest.mark.usefixtures("no_torch")
def test_doctor_ends_with_status_0_where_a_prediction_can_be_made(checkpoint: Path) -> None:
    result = CliRunner().invoke(cli, ["doctor", "--model", str(checkpoint)])
    assert result.exit_code == 0
    assert result.stdout.endswith("deskcheck can predict here\n")


def test_a_torch_that_does_not_import_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_ASK_TORCH", "raise ImportError('libtorch.so: wrong ELF class')")
    assert [(finding.verdict, finding.text) for finding in doctor._devices()] == [
        (Verdict.BROKEN, "torch does not import: ImportError: libtorch.so: wrong ELF class")
    ]


def test_a_library_that_is_missing_is_a_finding_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doctor, "LIBRARIES", ("no-such-library",))
    assert doctor._libraries() == [
        Finding(
            "no-such-library",
            Verdict.BROKEN,
            "not installed",
            f"run `{sys.executable} -m pip install no-such-library`",
        )
    ]


def test_model_info_json_describes_a_checkpoint(checkpoint: Path) -> None:
    document = json.loads(CliRunner().invoke(cli, ["model", "info", "--model", str(checkpoint), "--json"]).stdout)
    assert (document["name"], document["model_type"], document["storage"]) == ("tiny", "cwm", "float")


def test_model_info_of_a_damaged_checkpoint_is_one_line(checkpoint: Path) -> None:
    cut_weights(checkpoint)
    result = CliRunner().invoke(cli, ["model", "info", "--model", str(checkpoint)])
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)


def test_model_list_shows_a_damaged_checkpoint_with_what_is_wrong(
    checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_weights(checkpoint)
    monkeypatch.setattr("model_runtime.cli_models.CHECKPOINTS", checkpoint.parent)
    document = json.loads(CliRunner().invoke(cli, ["model", "list", "--json"]).stdout)
    assert ["is damaged" in row["description"] for row in document["models"]] == [True]
