"""What works on this machine: interpreter, libraries, devices, memory, checkpoint, editors, and how to mend the rest.

Loads no torch itself: a child process asks torch about devices, so that a broken installation is a finding and not a
crash. Checkpoints are looked at through their headers; no weight is read.
"""

import json
import math
import platform
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import psutil
from safetensors import SafetensorError, safe_open
from tokenizers import Tokenizer

from model_runtime.checkpoint_folder import checkpoint_folder, is_hub_name, missing_checkpoint
from model_runtime.errors import DeskcheckError
from model_runtime.model_plan import stored_quantization
from model_runtime.service import ServicePaths, running_services
from model_runtime.service_wire import PROTOCOL
from model_runtime.trace.format import SPECIAL_TOKENS

CHECKPOINTS = Path(__file__).parent / "checkpoints"
MODEL_TYPES = ("cwm", "llama")  # older uploads of CWM say llama
MIN_PYTHON = (3, 11)
RECORDED_LIKE = (3, 11)  # the interpreter whose line events are ground truth
TORCH_TIMEOUT_S = 120
SERVICE_TIMEOUT_S = 5
# scales and tables that quantizations keep beside weights: ours, and bitsandbytes'
_BESIDE_WEIGHTS = (
    ".scale",
    ".shape",
    ".step",
    ".offset",
    "absmax",
    "quant_map",
    ".bitsandbytes__nf4",
    ".SCB",
    ".weight_format",
)
LIBRARIES = ("torch", "transformers", "tokenizers", "safetensors", "tree-sitter", "tree-sitter-python", "rich", "click")
EDITORS: Mapping[str, tuple[str, ...]] = {"VS Code": ("code", "codium", "code-server"), "Neovim": ("nvim",)}

_ASK_TORCH = """
import json, torch
devices = [{"name": "cpu", "threads": torch.get_num_threads()}]
for idx in range(torch.cuda.device_count() if torch.cuda.is_available() else 0):
    free, total = torch.cuda.mem_get_info(idx)
    devices.append({"name": f"cuda:{idx}", "kind": torch.cuda.get_device_name(idx), "free": free, "total": total})
print(json.dumps({"version": torch.__version__, "devices": devices}))
"""


class Verdict(StrEnum):
    """What a finding means."""

    GOOD = "good"
    HINT = "hint"  # worth knowing, nothing is lost
    BROKEN = "broken"  # deskcheck cannot predict before this is mended


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    verdict: Verdict
    text: str
    mend: str | None = None


@dataclass(frozen=True, slots=True)
class CheckpointFacts:
    """What the files of a checkpoint say, without its weights being read."""

    path: Path
    name: str
    model_type: str
    parameters: int  # stored numbers; what belongs to their storage does not count
    file_bytes: int  # of the weights
    vocabulary: int
    layers: int
    hidden: int
    positions: int
    dialect: str
    storage: str


def examine(model: str | None = None) -> list[Finding]:
    """Look at everything; a prediction can be made when no finding is BROKEN."""
    return [
        _python(),
        Finding("platform", Verdict.GOOD, f"{platform.system()} {platform.release()}, {platform.machine()}"),
        *_libraries(),
        *_devices(),
        _memory(),
        _checkpoint(model),
        *_services(),
        *_editors(),
    ]


def checkpoint_path(model: str | None) -> Path:
    """Give the folder that a model name stands for.

    Raises:
        DeskcheckError: it is a name on the hub, and the model was not fetched.
    """
    path = checkpoint_folder(model)
    if not path.is_dir() and model is not None and is_hub_name(model):
        raise DeskcheckError(missing_checkpoint(model, path))
    return path


def read_checkpoint(path: Path) -> CheckpointFacts:
    """Read what the files of a checkpoint say.

    Raises:
        DeskcheckError: a file is missing or damaged, or it is not a trace model.
    """
    if not path.is_dir():
        raise DeskcheckError(f"no checkpoint at {path}: give --model a folder with config.json and model.safetensors")
    config = _read_json(path / "config.json")
    if config.get("model_type") not in MODEL_TYPES:
        raise DeskcheckError(f"{path} is not a trace model: model_type is {config.get('model_type')!r}, not 'cwm'")
    _check_tokenizer(path / "tokenizer.json")
    files = sorted(path.glob("model*.safetensors"))
    if not files:
        raise DeskcheckError(f"{path} holds no model*.safetensors: weights in other formats are not read")
    settings = _read_json(path / "deskcheck.json") if (path / "deskcheck.json").exists() else {}
    stored = stored_quantization(config)
    return CheckpointFacts(
        path=path,
        name=str(settings.get("name", path.name)),
        model_type=str(config["model_type"]),
        parameters=sum(_count_parameters(file) for file in files),
        file_bytes=sum(file.stat().st_size for file in files),
        vocabulary=_number(config, "vocab_size", path),
        layers=_number(config, "num_hidden_layers", path),
        hidden=_number(config, "hidden_size", path),
        positions=_number(config, "max_position_embeddings", path),
        dialect=str(settings.get("dialect", "cwm")),
        storage=str(settings.get("storage", "float")) if stored == "none" else stored,
    )


# ---------------------------------------------------------------- findings


def _python() -> Finding:
    text = f"Python {platform.python_version()} at {sys.executable}"
    if sys.version_info[:2] < MIN_PYTHON:
        return Finding("python", Verdict.BROKEN, text, "install Python 3.11 or newer")
    if sys.version_info[:2] != RECORDED_LIKE:
        mend = "recorded frames of comprehensions differ from 3.11's; for exact comparisons use `--python python3.11`"
        return Finding("python", Verdict.HINT, text, mend)
    return Finding("python", Verdict.GOOD, text)


def _libraries() -> list[Finding]:
    findings = []
    for name in LIBRARIES:
        try:
            findings.append(Finding(name, Verdict.GOOD, version(name)))
        except PackageNotFoundError:
            findings.append(
                Finding(name, Verdict.BROKEN, "not installed", f"run `{sys.executable} -m pip install {name}`")
            )
    return findings


def _devices() -> list[Finding]:
    """Ask torch in a child process what it can compute on."""
    mend = f"reinstall torch: `{sys.executable} -m pip install --force-reinstall torch`"
    try:
        done = subprocess.run(
            [sys.executable, "-c", _ASK_TORCH], capture_output=True, text=True, timeout=TORCH_TIMEOUT_S, check=False
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return [Finding("devices", Verdict.BROKEN, f"torch does not import within {TORCH_TIMEOUT_S} s", mend)]
    except ValueError:
        last = (done.stderr.strip() or f"exit status {done.returncode}").splitlines()[-1]
        return [Finding("devices", Verdict.BROKEN, f"torch does not import: {last}", mend)]
    findings = []
    for device in answer["devices"]:
        if "total" in device:
            text = f"{device['kind']}, {_size(device['free'])} of {_size(device['total'])} free"
        else:
            text = f"{device['threads']} threads"
        findings.append(Finding(device["name"], Verdict.GOOD, text))
    if shutil.which("nvidia-smi") and len(answer["devices"]) == 1:
        text = "an NVIDIA driver is here, but this torch sees no GPU"
        findings.append(Finding("cuda", Verdict.HINT, text, "install a CUDA build of torch, see pytorch.org"))
    return findings


def _memory() -> Finding:
    memory = psutil.virtual_memory()
    text = f"{_size(memory.available)} of {_size(memory.total)} free"
    if memory.available < 1 << 30:
        return Finding("memory", Verdict.HINT, text, "the embedded model wants about 1 GiB: close something")
    return Finding("memory", Verdict.GOOD, text)


def _checkpoint(model: str | None) -> Finding:
    try:
        facts = read_checkpoint(checkpoint_path(model))
    except DeskcheckError as error:
        mend = (
            "reinstall deskcheck" if model in (None, "embedded") else "give --model a folder that holds a trace model"
        )
        return Finding("checkpoint", Verdict.BROKEN, str(error), mend)
    return Finding("checkpoint", Verdict.GOOD, describe(facts))


def _services() -> list[Finding]:
    """Ask the model services of this user, one for each model and place, how they are and how much they do."""
    try:
        found = [finding for paths in running_services() if (finding := _service(paths)) is not None]
    except DeskcheckError as error:
        return [Finding("service", Verdict.HINT, str(error))]
    return found or [Finding("service", Verdict.GOOD, "not running; editors start it when they need it")]


def _service(paths: ServicePaths) -> Finding | None:
    """Ask one service; None where there is none any more."""
    try:
        token = paths.token.read_text(encoding="utf-8")
        with socket.socket(socket.AF_UNIX) as client, client.makefile("r", encoding="utf-8") as answers:
            client.settimeout(SERVICE_TIMEOUT_S)
            client.connect(str(paths.socket))
            client.sendall(json.dumps({"hello": PROTOCOL, "token": token}).encode() + b"\n")
            status = json.loads(answers.readline())["status"]
        size = _size(psutil.Process(status["pid"]).memory_info().rss)
    except TimeoutError:
        return Finding("service", Verdict.HINT, "it runs, but does not answer", "end it, editors start a new one")
    except (OSError, ValueError, KeyError, psutil.Error):
        return None
    text = f"{status['state']}, {status['model']} on {status['device']}, {status['running']} predictions running"
    verdict = Verdict.HINT if status["state"] == "failed" else Verdict.GOOD
    return Finding("service", verdict, f"{text}, {size}, process {status['pid']}", status["message"])


def _editors() -> list[Finding]:
    findings = []
    for name, commands in EDITORS.items():
        found = next((path for path in map(shutil.which, commands) if path), None)
        if found:
            findings.append(Finding(name, Verdict.GOOD, found))
        else:
            text = f"not found ({' or '.join(commands)} is not on the path)"
            findings.append(Finding(name, Verdict.HINT, text, "only needed for use inside that editor"))
    return findings


def describe(facts: CheckpointFacts) -> str:
    """Describe a checkpoint in one line."""
    shape = f"{facts.parameters / 1e6:.0f}M parameters, {facts.layers} layers, vocabulary {facts.vocabulary}"
    storage = f"stored as {facts.storage} in {_size(facts.file_bytes)}"
    return f"{facts.name}: {shape}, {facts.dialect} dialect, {storage}, at {facts.path}"


# ---------------------------------------------------------------- checkpoint files


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DeskcheckError(f"{path.parent} is not a trace model: it lacks {path.name}") from None
    except (OSError, ValueError) as error:
        raise DeskcheckError(f"{path} cannot be read: {error}") from error
    if not isinstance(data, dict):
        raise DeskcheckError(f"{path} cannot be read: it holds no JSON object")
    return data


def _number(config: dict[str, Any], name: str, path: Path) -> int:
    value = config.get(name)
    if not isinstance(value, int):
        raise DeskcheckError(f"{path / 'config.json'} is damaged: {name} is {value!r}")
    return value


def _check_tokenizer(path: Path) -> None:
    if not path.is_file():
        raise DeskcheckError(f"{path.parent} is not a trace model: it lacks {path.name}")
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise DeskcheckError(f"{path} cannot be read: {error}") from error
    missing = [name for name in SPECIAL_TOKENS if tokenizer.token_to_id(name) is None]
    if missing:
        raise DeskcheckError(f"{path} is not that of a trace model: it lacks {', '.join(missing)}")


def _count_parameters(file: Path) -> int:
    """Count the numbers of a weight file; opening it checks that its header and its length fit."""
    total = 0
    try:
        with safe_open(file, framework="numpy") as opened:
            names = set(opened.keys())
            for name in names:
                if name.endswith(_BESIDE_WEIGHTS):
                    continue
                shape = opened.get_slice(name).get_shape()
                if name.endswith(".codes"):  # inference/quantize.py: as many bytes as it takes
                    shape = opened.get_tensor(f"{name.removesuffix('.codes')}.shape").tolist()
                total += math.prod(shape) * (2 if f"{name}.absmax" in names else 1)
    except (SafetensorError, OSError) as error:
        raise DeskcheckError(f"{file} is damaged: {error}") from error
    return total


def _size(n_bytes: int) -> str:
    return f"{n_bytes / (1 << 30):.1f} GiB" if n_bytes >= 1 << 30 else f"{n_bytes / (1 << 20):.1f} MiB"
