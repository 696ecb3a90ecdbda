"""The check for a GPU, in miniature on a processor: every figure is there, beside its floor and its plan."""

import json
from pathlib import Path

import pytest
import torch
from transformers import CwmConfig

from model_runtime.inference.engine import Engine
from model_runtime.inference.gpu_check import main, random_model

pytest.importorskip("bitsandbytes", reason="bitsandbytes is not installed")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Give a configuration of facebook/cwm's kind that a processor can run."""
    small = CwmConfig(
        vocab_size=512, hidden_size=64, intermediate_size=192, num_hidden_layers=4, num_attention_heads=8,
        num_key_value_heads=2, head_dim=16, sliding_window=16, pad_token_id=0, bos_token_id=0, eos_token_id=1,
    )  # fmt: skip
    data = json.loads(small.to_json_string(use_diff=False))
    (tmp_path / "config.json").write_text(json.dumps(data | {"model_type": "cwm"}))
    return tmp_path / "config.json"


@pytest.mark.parametrize("quantization", ["nf4", "int8", "none"])
def test_every_figure_is_measured(config: Path, quantization: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--config", str(config), "--device", "cpu", "--quantization", quantization, "--rounds", "1", "--json"]
    main([*options, "--context", "24", "--prefill", "32", "64"])
    document = json.loads(capsys.readouterr().out)
    rows = {row["name"]: row for row in document["rows"]}
    timed = ["token_ms", "verify_8_ms", "verify_32_ms", "verify_128_ms"]
    assert {"load_seconds", "prefill_32_ms", "prefill_64_ms", "verify_32_over_token", *timed} <= set(rows)
    for name in timed:
        assert rows[name]["value"] > 0
        assert 0 < rows[name]["floor"] < rows[name]["planned"]
        assert rows[name]["over_plan"] == pytest.approx(rows[name]["value"] / rows[name]["planned"])


def test_a_random_model_is_whole_and_quantized(config: Path) -> None:
    model = random_model(CwmConfig(**json.loads(config.read_text())), device="cpu", quantization="nf4")
    assert not any(weight.is_meta for weight in [*model.parameters(), *model.buffers()])
    assert type(model.model.layers[3].self_attn.o_proj).__name__ == "Linear4bit"
    assert torch.isfinite(Engine(model).forward([1, 2, 3])).all()


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_without_a_gpu_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="this torch sees no GPU"):
        main(["--device", "cuda"])


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_the_plan_is_near_on_a_gpu(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--json", "--rounds", "5"])
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)["rows"]}
    assert rows["weights_bytes"]["over_plan"] == pytest.approx(1, abs=0.15)
