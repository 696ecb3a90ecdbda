"""Where checkpoints lie and what they are called, without opening one; loads no torch."""

import json
from pathlib import Path

from model_runtime.errors import DeskcheckError

EMBEDDED = Path(__file__).parent / "checkpoints" / "embedded"


def find_checkpoint(model: str | None) -> Path:
    """Give the folder of a model name: None is the embedded one, else a folder.

    Raises:
        DeskcheckError: there is no such folder.
    """
    path = EMBEDDED if model in (None, "embedded") else Path(str(model)).expanduser()
    if not path.is_dir():
        raise DeskcheckError(f"no checkpoint at {path}: give --model a folder with config.json and model.safetensors")
    for name in ("config.json", "tokenizer.json"):
        if not (path / name).is_file():
            raise DeskcheckError(f"{path} is not a trace model: it lacks {name}")
    return path


def checkpoint_name(path: Path) -> str:
    """Give the name that a checkpoint's settings state, else that of its folder; damaged ones fail when loaded."""
    try:
        return str(json.loads((path / "deskcheck.json").read_text(encoding="utf-8")).get("name", path.name))
    except (OSError, ValueError, AttributeError):
        return path.name
