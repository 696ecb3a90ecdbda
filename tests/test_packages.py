"""The list of packages, fetching them, and what is known of a fetched one. No network: pip is replaced."""

import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from model_runtime.cli import cli
from model_runtime.errors import DeskcheckError
from model_runtime.training.harvest import PackageSpec
from model_runtime.training.packages import Fetched, FetchOptions, fetch, read_names, spec_of, specs


def wheel_files(name: str, licence: str = "MIT") -> dict[str, str]:
    """What a small wheel holds."""
    info = f"{name}-1.0.dist-info"
    return {
        f"{name}/__init__.py": "def f(x):\n    return x\n",
        f"{name}/fast.so": "native",
        f"{name}/tests/test_f.py": "",
        f"{info}/METADATA": f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\nLicense-Expression: {licence}\n"
        f"Requires-Dist: Other_One>=1; extra == 'x'\n",
        f"{info}/RECORD": f"{name}/__init__.py,,\n{name}/fast.so,,\n{name}/tests/test_f.py,,\n{info}/METADATA,,\n"
        "../../bin/tool,,\n",
    }


def write_files(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The names of each pip call; wheels appear for all but `lost` and `odd`."""
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        assert "--no-deps" in command
        folder = Path(command[command.index("--dest") + 1])
        names = command[command.index("--dest") + 2 :]
        asked.append(names)
        if "lost" in names:
            return subprocess.CompletedProcess(command, 1, "", "ERROR: No matching distribution found for lost\n")
        if "odd" in names:
            return subprocess.CompletedProcess(command, 1, "", "ERROR: something else\n")
        for name in names:
            module = name.replace("-", "_")
            with zipfile.ZipFile(folder / f"{module}-1.0-py3-none-any.whl", "w") as wheel:
                for file, text in wheel_files(module, "GPL-3.0-only" if name == "copyleft" else "MIT").items():
                    wheel.writestr(file, text)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    return asked


def test_the_shipped_names_are_sorted_unique_and_include_the_held_out_packages() -> None:
    names = read_names()
    assert list(names) == sorted(set(names))
    assert {"toolz", "inflection"} <= set(names)


def test_a_list_of_names_may_hold_comments_and_other_spellings(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("# all\nMore_Itertools  # many\n\nmore-itertools\nzope.event\n")
    assert read_names(tmp_path / "names.txt") == ("more-itertools", "zope-event")


def test_packages_are_asked_for_together_and_without_the_one_that_is_missing(
    tmp_path: Path, pip: list[list[str]]
) -> None:
    done = fetch(FetchOptions(tmp_path, ("One.A", "lost", "copyleft"), installed=()))
    assert done == (
        Fetched("lost", "failed"),
        Fetched("one-a", "fetched", "MIT"),
        Fetched("copyleft", "refused", "GPL-3.0-only"),
    )
    assert pip == [["one-a", "lost", "copyleft"], ["one-a", "copyleft"]]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copyleft.refused", "one-a"]


def test_when_pip_does_not_say_what_is_missing_every_name_is_tried_alone(tmp_path: Path, pip: list[list[str]]) -> None:
    done = fetch(FetchOptions(tmp_path, ("one", "odd"), installed=()))
    assert done == (Fetched("one", "fetched", "MIT"), Fetched("odd", "failed"))
    assert pip == [["one", "odd"], ["one"], ["odd"]]


def test_fetching_again_asks_only_for_what_failed(tmp_path: Path, pip: list[list[str]]) -> None:
    options = FetchOptions(tmp_path, ("one", "copyleft", "odd"), installed=())
    fetch(options)
    pip.clear()
    assert fetch(options) == (
        Fetched("one", "there"),
        Fetched("copyleft", "refused", "GPL-3.0-only"),
        Fetched("odd", "failed"),
    )
    assert pip == [["odd"]]


def test_what_is_installed_is_copied_without_native_code_and_without_pip(tmp_path: Path, pip: list[list[str]]) -> None:
    write_files(tmp_path / "site", wheel_files("one"))
    assert fetch(FetchOptions(tmp_path / "to", ("one",), installed=(tmp_path / "site",))) == (
        Fetched("one", "copied", "MIT"),
    )
    assert pip == []
    copied = {path.relative_to(tmp_path / "to").as_posix() for path in (tmp_path / "to").rglob("*") if path.is_file()}
    assert copied == {
        f"one/{name}" for name in ("one/__init__.py", "one/tests/test_f.py", "one-1.0.dist-info/METADATA")
    }


def test_a_package_is_described_by_its_metadata_and_files(tmp_path: Path) -> None:
    write_files(tmp_path / "one", wheel_files("one", "Apache-2.0"))
    more = {
        "space/deep/__init__.py": "",
        "single.py": "",
        "tests/test_x.py": "",
        "test_more.py": "",
        "_vendor/a.py": "",
    }
    write_files(tmp_path / "one", more)
    expected = PackageSpec(
        "one", "Apache-2.0", ("one", "single", "space.deep"), tests=("one/tests", "tests"), requires=("other-one",)
    )
    assert spec_of(tmp_path / "one") == expected
    assert specs(tmp_path, ["One", "two"]) == [expected]


def test_the_command_tells_what_became_of_each_package_and_goes_on_past_failures(
    tmp_path: Path, pip: list[list[str]]
) -> None:
    write_files(tmp_path / "site", wheel_files("one"))
    names = [word for name in ("one", "copyleft", "odd") for word in ("--package", name)]
    arguments = ["corpus", "fetch", str(tmp_path / "to"), "--installed", str(tmp_path / "site"), *names]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "one: copied (MIT)",
        "copyleft: refused (GPL-3.0-only)",
        "odd: failed",
        "copied: 1; refused: 1; failed: 1",
        "not to be had: odd",
    ]


def test_a_folder_that_was_never_fetched_into_is_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(DeskcheckError, match="holds no packages: fetch some with"):
        specs(tmp_path)
