"""Bundles: files as one tar stream in parts of bounded size, for a road that takes only small files.

A bundle is `bundle.NNN`, the parts, and `bundle.json` with the SHA-256 of each. Parts may arrive one at a time.
"""

import hashlib
import json
import shutil
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from model_runtime.errors import DeskcheckError

PART_BYTES = 15 << 20
BUNDLE_SCHEMA = "deskcheck.bundle/1"
_CHUNK = 1 << 20


def write_bundle(members: Mapping[str, Path], out: Path, *, part_bytes: int = PART_BYTES) -> list[Path]:
    """Write files (name in the bundle to file) as a bundle and give its parts; one written before is replaced.

    Raises:
        DeskcheckError: a file is missing.
    """
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("bundle.*"):
        old.unlink()
    whole = out / "bundle.tar"
    try:
        with tarfile.open(whole, "w", format=tarfile.PAX_FORMAT) as archive:
            for name, path in sorted(members.items()):
                archive.add(path, name, filter=_anonymous)
    except OSError as error:
        raise DeskcheckError(f"cannot bundle: {error}") from error
    parts: list[Path] = []
    with whole.open("rb") as stream:
        while block := stream.read(part_bytes):
            path = out / f"bundle.{len(parts):03d}"
            path.write_bytes(block)
            parts.append(path)
    whole.unlink()
    facts = {"schema": BUNDLE_SCHEMA, "parts": {path.name: _sha256(path) for path in parts}}
    (out / "bundle.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return parts


def missing_parts(folder: Path) -> list[str]:
    """List the parts of a bundle that are not there, or not as they were written.

    Raises:
        DeskcheckError: the folder holds no bundle.
    """
    try:
        facts = json.loads((folder / "bundle.json").read_text(encoding="utf-8"))
        parts = dict(facts["parts"]) if facts["schema"] == BUNDLE_SCHEMA else {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DeskcheckError(f"{folder} holds no bundle: {error}") from error
    if not parts:
        raise DeskcheckError(f"{folder / 'bundle.json'} is of another schema than {BUNDLE_SCHEMA!r}")
    return [name for name, digest in parts.items() if not (folder / name).is_file() or _sha256(folder / name) != digest]


def unpack_bundle(folder: Path, out: Path) -> None:
    """Write the files of a bundle under `out`.

    Raises:
        DeskcheckError: parts are missing or damaged.
    """
    missing = missing_parts(folder)
    if missing:
        raise DeskcheckError(f"{folder}: missing or damaged: {', '.join(missing)}")
    whole = folder / "bundle.tar"
    with whole.open("wb") as stream:
        for path in _parts(folder):
            with path.open("rb") as part:
                shutil.copyfileobj(part, stream, _CHUNK)
    try:
        with tarfile.open(whole) as archive:
            archive.extractall(out, filter="data")
    finally:
        whole.unlink()


def _parts(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.glob("bundle.*") if path.suffix[1:].isdigit())


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
