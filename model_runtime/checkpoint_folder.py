"""Where checkpoints lie and what they are called, without opening one; loads no torch.

A model is named by its folder, or by its name on the Hugging Face hub: then it is looked for among fetched models
(`models_folder`), and among what other programs have downloaded (the hub's own cache). Nothing is ever downloaded here.
"""

import json
import os
import re
from pathlib import Path

from model_runtime.errors import DeskcheckError

EMBEDDED = Path(__file__).parent / "checkpoints" / "embedded"
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


def models_folder() -> Path:
    """Give the folder of fetched models."""
    named = os.environ.get("DESKCHECK_MODELS")
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(named).expanduser() if named else Path(data).expanduser() / "deskcheck" / "models"


def is_hub_name(model: str) -> bool:
    """Whether a model's name reads like one on the hub, `owner/name`."""
    return _HUB_NAME.fullmatch(model) is not None


def fetched_folder(model: str) -> Path:
    """Give the folder into which a model of the hub is fetched."""
    return models_folder() / model.replace("/", "--")


def checkpoint_folder(model: str | None) -> Path:
    """Give the folder that a model name stands for: None is the embedded one; it need not be there."""
    if model in (None, "embedded"):
        return EMBEDDED
    path = Path(str(model)).expanduser()
    if path.is_dir() or not is_hub_name(str(model)):
        return path
    return _hub_snapshot(str(model)) or fetched_folder(str(model))


def find_checkpoint(model: str | None) -> Path:
    """Give the folder of a model name: None is the embedded one, else a folder or a name on the hub.

    Raises:
        DeskcheckError: there is no such folder.
    """
    path = checkpoint_folder(model)
    if not path.is_dir():
        raise DeskcheckError(missing_checkpoint(model, path))
    for name in ("config.json", "tokenizer.json"):
        if not (path / name).is_file():
            raise DeskcheckError(f"{path} is not a trace model: it lacks {name}")
    return path


def missing_checkpoint(model: str | None, path: Path) -> str:
    """Say that a model is not here, and how to get it."""
    if model is not None and is_hub_name(model):
        return f"{model} is not on this machine: get it with `deskcheck model fetch {model}`, or give --model a folder"
    return f"no checkpoint at {path}: give --model a folder with config.json and model.safetensors"


def checkpoint_name(path: Path) -> str:
    """Give the name that a checkpoint's settings state, else that of its folder; damaged ones fail when loaded."""
    try:
        return str(json.loads((path / "deskcheck.json").read_text(encoding="utf-8")).get("name", path.name))
    except (OSError, ValueError, AttributeError):
        return path.name


def _hub_snapshot(model: str) -> Path | None:
    """Find a model that another program has downloaded; one in our own folder goes before it."""
    if fetched_folder(model).is_dir():
        return None
    home = Path(os.environ.get("HF_HOME") or "~/.cache/huggingface").expanduser()
    hub = Path(os.environ.get("HF_HUB_CACHE") or home / "hub").expanduser()
    folder = hub / f"models--{model.replace('/', '--')}"
    try:
        snapshot = folder / "snapshots" / (folder / "refs" / "main").read_text(encoding="utf-8").strip()
    except OSError:
        return None
    return snapshot if (snapshot / "config.json").is_file() else None
