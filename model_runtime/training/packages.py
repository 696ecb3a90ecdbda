"""Packages whose functions are traced: the shipped list of names, fetching them, and what their metadata say.

Every package lies in a folder of its own, `<folder>/<name>/`, as its wheel unpacks: packages that share a namespace do
not overwrite each other, and no function is cut across the border of a licence. What is refused is not kept; a file
`<folder>/<name>.refused` remembers why. Names are those of the index in their normalised form
(https://packaging.python.org/en/latest/specifications/name-normalization/).
"""

import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from functools import partial
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePosixPath

from model_runtime.errors import DeskcheckError
from model_runtime.training.harvest import PackageSpec, is_aside
from model_runtime.training.licences import Licence, licence_of

SHIPPED_NAMES = Path(__file__).with_name("packages.txt")
BATCH = 8  # names for one pip process
MAX_FILE_BYTES = 1 << 20  # larger files of a wheel are data
NATIVE = (".so", ".pyd", ".dylib", ".dll", ".a", ".pyc")
MAX_NAMESPACE_DEPTH = 3

_MISSING = re.compile(r"No matching distribution found for ([A-Za-z0-9._-]+)")
_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """Which packages to have and where."""

    folder: Path
    package_names: tuple[str, ...] | None = None  # None: the shipped list
    installed: tuple[Path, ...] = (Path(sysconfig.get_paths()["purelib"]),)  # copied from, before pip is asked


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one name."""

    name: str
    state: str  # there, copied, fetched, refused, failed
    licence: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.state}" + (f" ({self.licence})" if self.licence else "")


def normalised(name: str) -> str:
    """Return a package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_names(path: Path = SHIPPED_NAMES) -> tuple[str, ...]:
    """Read a list of package names: one a line, `#` begins a comment.

    Raises:
        DeskcheckError: the file is missing.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DeskcheckError(f"list of packages {path} cannot be read: {error.strerror}") from error
    names = (line.partition("#")[0].strip() for line in lines)
    return tuple(dict.fromkeys(normalised(name) for name in names if name))


# ---------------------------------------------------------------- fetching


def fetch(options: FetchOptions, progress: Callable[[Fetched], None] = lambda _: None) -> tuple[Fetched, ...]:
    """Copy or download what is missing of some packages, and say what became of each."""
    options.folder.mkdir(parents=True, exist_ok=True)
    done: list[Fetched] = []

    def note(fetched: Fetched) -> None:
        done.append(fetched)
        progress(fetched)

    missing = []
    at_hand = {
        normalised(found.name): found
        for found in reversed(list(distributions(path=[str(path) for path in options.installed])))
        if found.name
    }
    for name in map(normalised, options.package_names or read_names()):
        known = _known(options.folder, name)
        if known is not None:
            note(known)
        elif name in at_hand:
            note(_keep(options.folder, name, partial(_copy, at_hand[name]), "copied"))
        else:
            missing.append(name)
    for start in range(0, len(missing), BATCH):
        for fetched in _download(options.folder, missing[start : start + BATCH]):
            note(fetched)
    return tuple(done)


def _known(folder: Path, name: str) -> Fetched | None:
    refused = folder / f"{name}.refused"
    if refused.exists():
        return Fetched(name, "refused", refused.read_text(encoding="utf-8"))
    return Fetched(name, "there") if (folder / name).is_dir() else None


def _download(folder: Path, names: Sequence[str]) -> Iterator[Fetched]:
    """Download wheels of several names with one pip process, or with fewer names where pip cannot have them all."""
    with tempfile.TemporaryDirectory(prefix="deskcheck-fetch-") as wheels:
        # Without dependencies: a module that cannot be imported still gives functions, only no calls.
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--only-binary", ":all:", "--dest", wheels, *names]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode == 0:
            found = {normalised(path.name.split("-")[0]): path for path in Path(wheels).glob("*.whl")}
            for name in names:
                if name in found:
                    yield _keep(folder, name, partial(_unpack, found[name]), "fetched")
                else:
                    yield Fetched(name, "failed")
            return
    missing = {normalised(name) for name in _MISSING.findall(done.stderr)}
    rest = [name for name in names if name not in missing]
    if len(rest) == len(names) and len(names) > 1:  # pip does not say which
        for name in names:
            yield from _download(folder, [name])
        return
    yield from (Fetched(name, "failed") for name in names if name not in rest or len(names) == 1)
    if rest and len(rest) < len(names):
        yield from _download(folder, rest)


def _keep(folder: Path, name: str, fill: Callable[[Path], None], state: str) -> Fetched:
    """Fill a package's folder, whole or not at all, and keep it when its licence allows."""
    part = folder / f"{name}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    try:
        fill(part)
        licence = _licence(part)
    except (OSError, zipfile.BadZipFile, StopIteration):
        shutil.rmtree(part, ignore_errors=True)
        return Fetched(name, "failed")
    if not licence.permissive:
        shutil.rmtree(part)
        (folder / f"{name}.refused").write_text(licence.expression, encoding="utf-8")
        return Fetched(name, "refused", licence.expression)
    part.rename(folder / name)
    return Fetched(name, state, licence.expression)


def _unpack(wheel: Path, target: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for item in archive.infolist():
            if not item.is_dir() and _is_wanted(item.filename, item.file_size):
                archive.extract(item, target)  # keeps within the target


def _copy(found: Distribution, target: Path) -> None:
    for file in found.files or ():
        path = Path(str(found.locate_file(file)))
        if path.is_file() and _is_wanted(str(file), path.stat().st_size):
            copy = target / file
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def _is_wanted(name: str, size: int) -> bool:
    path = PurePosixPath(name)
    return ".." not in path.parts and not path.is_absolute() and path.suffix not in NATIVE and size <= MAX_FILE_BYTES


# ---------------------------------------------------------------- what is there


def specs(folder: Path, names: Sequence[str] | None = None) -> list[PackageSpec]:
    """Describe the packages of a folder that `fetch` filled: all, or those of some names that are there.

    Raises:
        DeskcheckError: the folder holds none.
    """
    wanted = None if names is None else {normalised(name) for name in names}
    found = sorted(info.parent for info in folder.glob("*/*.dist-info") if info.parent.suffix != ".part")
    if not found:
        raise DeskcheckError(f"{folder} holds no packages: fetch some with `deskcheck corpus fetch {folder}`")
    return [spec_of(path) for path in found if wanted is None or path.name in wanted]


def spec_of(root: Path) -> PackageSpec:
    """Describe one package by its metadata and its files."""
    requires = _metadata(root).get_all("Requires-Dist", [])
    needed = {normalised(match.group()) for text in requires if (match := _REQUIREMENT.match(text.strip()))}
    return PackageSpec(
        root.name,
        _licence(root).expression,
        tuple(_modules(root)),
        tests=tuple(_test_folders(root)),
        requires=tuple(sorted(needed - {root.name})),
    )


def _info(root: Path) -> Path:
    return next(path for path in sorted(root.iterdir()) if path.suffix == ".dist-info")


def _metadata(root: Path) -> Message:
    return message_from_string((_info(root) / "METADATA").read_text(encoding="utf-8", errors="replace"))


def _licence(root: Path) -> Licence:
    files = [path for path in sorted(_info(root).rglob("*")) if re.match(r"(?i)licen[sc]e|copying|unlic", path.name)]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in files if path.is_file()]
    return licence_of(_metadata(root), texts)


def _modules(root: Path, prefix: str = "", depth: int = 0) -> Iterator[str]:
    """List the import names: modules and packages at the top, and below folders that are only namespaces."""
    for path in sorted(root.iterdir()):
        name = path.stem if path.suffix == ".py" else path.name
        if not name.isidentifier() or is_aside(name) or name in ("setup", "docs", "examples", "scripts"):
            continue
        if path.is_file():
            if path.suffix == ".py":
                yield prefix + name
        elif (path / "__init__.py").exists():
            yield prefix + name
        elif depth < MAX_NAMESPACE_DEPTH:
            yield from _modules(path, f"{prefix}{name}.", depth + 1)


def _test_folders(root: Path) -> Iterator[str]:
    for path in sorted(root.rglob("test*")):
        if path.name in ("test", "tests") and path.is_dir() and any(path.glob("test_*.py")):
            yield path.relative_to(root).as_posix()
