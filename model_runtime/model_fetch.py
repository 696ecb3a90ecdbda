"""Getting a model from the Hugging Face hub, only when asked to: resumable, checked, gated ones explained.

Files go into a folder of our own (`checkpoint_folder.fetched_folder`). What is complete and has the size and checksum
that the hub states is not fetched again; what was cut off goes on where it was. Only JSON, text and safetensors are
fetched: nothing that could run.
"""

import hashlib
import json
import logging
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from huggingface_hub import HfApi, hf_hub_download
from huggingface_hub.errors import (
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    LocalEntryNotFoundError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
)

from model_runtime.checkpoint_folder import fetched_folder
from model_runtime.errors import DeskcheckError

logger = logging.getLogger(__name__)

WANTED = ("config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "*.md", "LICENSE*")
WEIGHTS = ("model*.safetensors", "model.safetensors.index.json")
MANIFEST = ".deskcheck-fetched.json"
_CHUNK = 1 << 20
LICENCE_NOTES = {
    "facebook/cwm": "FAIR non-commercial research licence: accept it on https://huggingface.co/facebook/cwm",
}


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file as the hub describes it."""

    name: str
    n_bytes: int
    sha256: str | None  # of large files; git's own hash, which others have, says nothing that the size does not


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a model at one revision."""

    revision: str  # commit
    files: tuple[HubFile, ...]

    @property
    def n_bytes(self) -> int:
        """Size of all files."""
        return sum(file.n_bytes for file in self.files)


def list_files(model: str, *, revision: str = "main") -> Listing:
    """Ask the hub which files a model has.

    Raises:
        DeskcheckError: there is no such model, or it is not open to this user.
    """
    try:
        info = HfApi().model_info(model, revision=revision, files_metadata=True)
    except (HfHubHTTPError, OfflineModeIsEnabled, OSError, ValueError) as error:
        raise DeskcheckError(_explained(model, error)) from error
    files = []
    for sibling in info.siblings or []:
        if any(fnmatch(sibling.rfilename, pattern) for pattern in (*WANTED, *WEIGHTS)):
            sha256 = sibling.lfs.sha256 if sibling.lfs else None
            files.append(HubFile(sibling.rfilename, int(sibling.size or 0), sha256))
    names = {file.name for file in files}
    for needed in ("config.json", "tokenizer.json"):
        if needed not in names:
            raise DeskcheckError(f"{model} is not a trace model that can be read: it lacks {needed}")
    if not any(name.endswith(".safetensors") for name in names):
        raise DeskcheckError(f"{model} has no model*.safetensors: weights in other formats are not read")
    return Listing(str(info.sha), tuple(sorted(files, key=lambda file: (file.n_bytes, file.name))))


def fetch(
    model: str,
    listing: Listing,
    folder: Path | None = None,
    *,
    say: Callable[[str], None] = lambda line: None,
) -> Path:
    """Fetch what is missing of a model, check it, and give its folder.

    Raises:
        DeskcheckError: there is too little room, the hub refuses, or a file is not what the hub says it is.
    """
    folder = folder or fetched_folder(model)
    folder.mkdir(parents=True, exist_ok=True)
    checked = _read_manifest(folder)
    missing = [file for file in listing.files if checked.get(file.name) != _fingerprint(file, folder)]
    n_left = sum(file.n_bytes for file in missing)
    room = shutil.disk_usage(folder).free
    if n_left > room:
        raise DeskcheckError(f"{model} needs {n_left / 1e9:.1f} GB more, {folder} has room for {room / 1e9:.1f} GB")
    for n_done, file in enumerate(missing, 1):
        say(f"{n_done} of {len(missing)}: {file.name}, {file.n_bytes / 1e6:.1f} MB")
        path = folder / file.name
        if not (path.is_file() and _is_right(path, file)):  # it may be whole, and only not be checked yet
            path = _download(model, file, listing.revision, folder)
            if not _is_right(path, file):
                path.unlink(missing_ok=True)
                raise DeskcheckError(f"{file.name} of {model} arrived damaged and was removed: fetch it again")
        checked[file.name] = _fingerprint(file, folder)
        (folder / MANIFEST).write_text(json.dumps({"model": model, "revision": listing.revision, "files": checked}))
    return folder


def _download(model: str, file: HubFile, revision: str, folder: Path) -> Path:
    try:
        return Path(hf_hub_download(model, file.name, revision=revision, local_dir=folder))
    except (HfHubHTTPError, LocalEntryNotFoundError, OfflineModeIsEnabled, OSError, ValueError) as error:
        raise DeskcheckError(_explained(model, error)) from error


def _is_right(path: Path, file: HubFile) -> bool:
    if path.stat().st_size != file.n_bytes:
        return False
    if file.sha256 is None:
        return True
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest() == file.sha256


def _fingerprint(file: HubFile, folder: Path) -> Sequence[object]:
    """Say what was checked: the hub's words on a file, and the file's own size and time."""
    try:
        status = (folder / file.name).stat()
    except OSError:
        return [file.n_bytes, file.sha256, None, None]
    return [file.n_bytes, file.sha256, status.st_size, status.st_mtime_ns]


def _read_manifest(folder: Path) -> dict[str, Sequence[object]]:
    try:
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return files if isinstance(files, dict) else {}


def _explained(model: str, error: Exception) -> str:
    if isinstance(error, GatedRepoError):
        return (
            f"{model} is gated: ask for access at https://huggingface.co/{model}, and once it is granted log in with"
            " `hf auth login` or put a token into HF_TOKEN, then fetch again"
        )
    if isinstance(error, RepositoryNotFoundError):
        return f"the hub has no model {model} that this user may see: check the name, and HF_TOKEN if it is private"
    if isinstance(error, EntryNotFoundError) and not isinstance(error, LocalEntryNotFoundError):
        return f"the hub no longer has a file of {model}: fetch it again"
    if isinstance(error, OfflineModeIsEnabled):
        return f"{model} cannot be fetched: HF_HUB_OFFLINE is set"
    first = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return f"{model} cannot be fetched: {first}; what has arrived is kept, fetch again to go on"
