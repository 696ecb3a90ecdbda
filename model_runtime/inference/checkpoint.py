"""Checkpoint folders: settings, tokenizer and weights of a trace model.

A folder holds `config.json` (a `CwmConfig`), `tokenizer.json`, `model.safetensors` (or shards) and, for models of this
project, `deskcheck.json` with what the Hugging Face layout has no place for. Only safetensors and JSON are read, no
remote code is run. Weights stored in four bits (`quantize.py`) are unpacked at load.
"""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from transformers import CwmConfig, CwmForCausalLM

from model_runtime.errors import DeskcheckError
from model_runtime.inference.quantize import STORAGE, dequantize_state
from model_runtime.inference.tokenizer import TokenizerSettings, TraceTokenizer, ValueCut, check_published_ids
from model_runtime.trace.format import Dialect

logger = logging.getLogger(__name__)

SETTINGS_SCHEMA = "deskcheck.checkpoint/1"


@dataclass(frozen=True, slots=True)
class CheckpointSettings:
    """What a checkpoint declares beside its Hugging Face files; the defaults are those of facebook/cwm."""

    name: str
    dialect: Dialect = Dialect.CWM
    tokenizer: TokenizerSettings = field(default_factory=TokenizerSettings)
    storage: str = "float"  # or "coded": see quantize.py
    window: int | None = None  # longest trace to show the model, tokens: see window.py
    scratchpad: bool = False  # the model works lines out before it writes frames: see scratchpad.py


def read_settings(path: Path) -> CheckpointSettings:
    """Read `deskcheck.json`; a folder without one is taken as facebook/cwm's layout.

    Raises:
        DeskcheckError: the file is damaged or of another schema.
    """
    file = path / "deskcheck.json"
    if not file.exists():
        return CheckpointSettings(path.name)
    try:
        data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if data["schema"] != SETTINGS_SCHEMA:
            raise DeskcheckError(f"{file}: schema is {data['schema']!r}, this version reads {SETTINGS_SCHEMA!r}")
        if data.get("storage", "float") not in ("float", STORAGE):
            raise DeskcheckError(f"{file}: this version does not read weights stored as {data['storage']!r}")
        return CheckpointSettings(
            name=str(data.get("name", path.name)),
            dialect=Dialect(data["dialect"]),
            tokenizer=TokenizerSettings(ValueCut(data["value_cut"]), tuple(data["structure"])),
            storage=str(data.get("storage", "float")),
            window=int(data["window"]) if data.get("window") else None,
            scratchpad=bool(data.get("scratchpad", False)),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DeskcheckError(f"{file} is damaged: {type(error).__name__}: {error}") from error


def load_tokenizer(path: Path) -> TraceTokenizer:
    """Load the tokenizer of a checkpoint folder.

    Raises:
        DeskcheckError: it is missing, damaged, or not that of a trace model.
    """
    tokenizer = TraceTokenizer.load(path, read_settings(path).tokenizer)
    if not (path / "deskcheck.json").exists():  # what has no settings of its own is facebook/cwm's
        check_published_ids(tokenizer.special_ids, str(path / "tokenizer.json"))
    return tokenizer


def load_model(path: Path, *, device: str, dtype: torch.dtype) -> CwmForCausalLM:
    """Load the weights of a checkpoint folder.

    Raises:
        DeskcheckError: files are missing or damaged, or the configuration is not CWM's (or Llama's, as older uploads
            say).
    """
    config = read_config(path)
    files = sorted(path.glob("model*.safetensors"))
    if not files:
        raise DeskcheckError(f"{path} holds no model*.safetensors: weights in other formats are not read")
    try:
        stored = _StoredTensors(files)
        state = dequantize_state(stored, dtype) if read_settings(path).storage == STORAGE else dict(stored)
    except (SafetensorError, OSError, ValueError, KeyError) as error:
        raise DeskcheckError(f"{path}: weights cannot be read, the file is damaged: {error}") from error
    with torch.device("meta"):
        model = CwmForCausalLM(config)
    state.setdefault("lm_head.weight", state.get("model.embed_tokens.weight", torch.empty(0)))
    expected = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}
    for name, shape in expected.items():
        if name not in state or tuple(state[name].shape) != shape:
            found = tuple(state[name].shape) if name in state else "missing"
            raise DeskcheckError(f"{path}: weight {name} should be {shape}, is {found}")
    model.load_state_dict({name: state.pop(name).to(dtype) for name in expected}, assign=True)
    model.tie_weights()
    _restore_rotary(model, config)
    model.to(device).eval()
    return model


class _StoredTensors(Mapping[str, torch.Tensor]):
    """The tensors of weight files, each read when it is asked for and not kept."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = {}
        for file in files:
            with safe_open(file, framework="pt") as opened:
                self._files.update(dict.fromkeys(opened.keys(), file))

    def __getitem__(self, name: str) -> torch.Tensor:
        # opened anew each time: what has been read of a file stays in memory as long as it is open
        with safe_open(self._files[name], framework="pt") as opened:
            tensor: torch.Tensor = opened.get_tensor(name)
        return tensor

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def check_weights(path: Path) -> int:
    """Open every weight file without reading it all, and give the number of tensors.

    Raises:
        DeskcheckError: a file is damaged or there is none.
    """
    n_tensors = 0
    files = sorted(path.glob("model*.safetensors"))
    for file in files:
        try:
            with safe_open(file, framework="numpy") as opened:
                n_tensors += len(opened.keys())
        except (SafetensorError, OSError) as error:
            raise DeskcheckError(f"{file} is damaged: {error}") from error
    if not files:
        raise DeskcheckError(f"{path} holds no model*.safetensors")
    return n_tensors


def read_config(path: Path) -> CwmConfig:
    """Read `config.json`, also where it is an older upload's that says `llama`.

    Raises:
        DeskcheckError: it cannot be read, or is not a trace model's.
    """
    try:
        data: dict[str, Any] = json.loads((path / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DeskcheckError(f"{path / 'config.json'} cannot be read: {error}") from error
    if not isinstance(data, dict) or data.get("model_type") not in ("cwm", "llama"):
        kind = data.get("model_type") if isinstance(data, dict) else type(data).__name__
        raise DeskcheckError(f"{path} is not a trace model: model_type is {kind!r}, not 'cwm'")
    data.pop("model_type")
    return CwmConfig(**data)


def _restore_rotary(model: CwmForCausalLM, config: CwmConfig) -> None:
    """Make the rotary buffers anew: they are not in a checkpoint and were built on the meta device."""
    model.model.rotary_emb = type(model.model.rotary_emb)(config=config)
