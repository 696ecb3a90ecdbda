"""Plans from configurations: bytes as published and as measured, what fits, what it costs."""

import json
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner
from transformers import CwmConfig, CwmForCausalLM

from model_runtime.cli import cli
from model_runtime.model_plan import (
    CWM,
    GIB,
    Machine,
    ModelShape,
    estimate,
    floor_ms,
    known_gpu,
    read_bytes,
    shape_of,
)

H100 = Machine("H100", 80 * GIB, 3350)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Give the published configuration of facebook/cwm, which transformers has as its defaults."""
    CwmConfig().save_pretrained(tmp_path)
    data = json.loads(CwmConfig().to_json_string(use_diff=False))
    (tmp_path / "config.json").write_text(json.dumps(data | {"model_type": "cwm"}))
    return tmp_path / "config.json"


def plan(*options: str) -> dict[str, object]:
    done = CliRunner().invoke(cli, ["model", "plan", *options, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    assert isinstance(document, dict)
    return document


def test_the_known_shape_is_that_of_the_published_configuration(config: Path) -> None:
    shape = shape_of(config)
    assert {name: getattr(shape, name) for name in ModelShape.__slots__ if name != "name"} == {
        name: getattr(CWM, name) for name in ModelShape.__slots__ if name != "name"
    }


def test_weights_are_counted_as_transformers_counts_them() -> None:
    with torch.device("meta"):
        model = CwmForCausalLM(CwmConfig())
    assert CWM.parameters == sum(weight.numel() for weight in model.parameters())
    assert CWM.weights_bytes("none") == sum(2 * weight.numel() for weight in model.parameters())


@pytest.mark.parametrize(("quantization", "gigabytes"), [("none", 65.2), ("int8", 34.2), ("nf4", 19.15)])
def test_bytes_of_the_large_model(quantization: str, gigabytes: float) -> None:
    assert CWM.weights_bytes(quantization) / 1e9 == pytest.approx(gigabytes, rel=0.005)


@pytest.mark.parametrize(("tokens", "kept", "window"), [(8192, 2.0, 2.0), (32768, 8.0, 3.5), (131072, 32.0, 9.5)])
def test_keys_and_values_with_and_without_the_window(tokens: int, kept: float, window: float) -> None:
    assert CWM.kv_bytes(tokens) / GIB == kept
    assert CWM.kv_bytes(tokens, honour_window=True) / GIB == window


def test_bytes_are_those_that_a_quantized_model_takes(tmp_path: Path) -> None:
    pytest.importorskip("bitsandbytes", reason="bitsandbytes is not installed")
    from miniature import write_miniature_cwm

    from model_runtime.inference.shard_quantizer import quantize_folder

    folder = write_miniature_cwm(tmp_path / "mini", n_layers=2)
    for quantization in ("nf4", "int8"):
        n_bytes = quantize_folder(folder, tmp_path / quantization, quantization)
        assert shape_of(folder).weights_bytes(quantization) == pytest.approx(n_bytes, rel=0.01)


def test_four_bits_fit_eighty_gibibytes_and_the_command_says_how(config: Path) -> None:
    document = plan(str(config), "--gpu", "H100", "--quantization", "nf4")
    assert document["fits"] is True
    assert document["weights_bytes"] == CWM.weights_bytes("nf4")
    assert document["kv_cache_bytes"] == 2 * GIB
    assert document["command"] == f"deskcheck predict FILE --model {config} --device cuda --quantization nf4"


def test_the_large_model_is_planned_without_being_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKCHECK_MODELS", str(tmp_path))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    document = plan("facebook/cwm", "--memory", "80GiB", "--bandwidth", "3350")
    assert document["parameters"] == CWM.parameters
    assert document["quantization"] == "none"  # the most exact that fits: 61 GiB, and 4 GiB for keys and values
    assert plan("--memory", "48GiB", "--bandwidth", "768")["quantization"] == "int8"
    small = plan("--memory", "24GiB", "--bandwidth", "1008", "--context", "65536")
    assert small["fits"] is False
    assert "vllm serve facebook/cwm --tensor-parallel-size" in str(small["command"])


def test_a_plan_for_people_names_what_it_assumes() -> None:
    done = CliRunner().invoke(cli, ["model", "plan", "--gpu", "H100"], catch_exceptions=False)
    for words in ("32.58B parameters", "3350 GB/s", "80 tokens a frame", "70 % of the bandwidth", "deskcheck predict"):
        assert words in done.output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["nobody/nothing"], "get it with `deskcheck model fetch nobody/nothing`"),
        (["/nowhere"], "no checkpoint at /nowhere"),
        (["--memory", "many"], "no amount of memory"),
        (["--gpu", "Voodoo 2"], "no figures of a GPU 'Voodoo 2'"),
        (["--gpu", "H100", "--context", "200000"], "knows 131072 positions"),
    ],
)
def test_what_cannot_be_planned_is_said_in_one_line(options: list[str], words: str) -> None:
    done = CliRunner().invoke(cli, ["model", "plan", *options])
    assert done.exit_code == 1
    assert words in done.output
    assert len(done.output.strip().splitlines()) == 1


@pytest.mark.parametrize(("text", "n_bytes"), [("80GiB", 80 * GIB), ("24g", 24 * GIB), ("80 GB", 80 * 10**9), ("7", 7)])
def test_amounts_of_memory(text: str, n_bytes: int) -> None:
    assert read_bytes(text) == n_bytes


def test_unpacked_weights_cost_traffic_and_smaller_ones_save_it() -> None:
    one, few, many = (floor_ms(CWM, H100, "nf4", n_new=n, context=4096) for n in (1, 8, 33))
    assert one < few < 1.2 * one
    assert many > 5 * one
    assert floor_ms(CWM, H100, "none", n_new=33, context=4096) < 1.02 * floor_ms(
        CWM, H100, "none", n_new=1, context=4096
    )
    assert estimate(CWM, H100, "nf4", context=8192).token_ms < estimate(CWM, H100, "none", context=8192).token_ms


def test_gpus_are_known_by_the_names_that_drivers_give() -> None:
    assert known_gpu("NVIDIA H100 80GB HBM3") == (3350, 80)
    assert known_gpu("NVIDIA H100 PCIe") == (2000, 80)
    assert known_gpu("NVIDIA A100-SXM4-40GB") == (1555, 40)
    assert known_gpu("Matrox") is None
