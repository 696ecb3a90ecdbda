"""The VS Code extension: its names are the server's; in a real VS Code values appear, age, are stepped through.

The end-to-end tests drive code-server in Chromium (`editors/vscode/e2e`). They need what `e2e/install.sh FOLDER` puts
into a folder, named by DESKCHECK_VSCODE, and the packaged extension. Their screenshots go to DESKCHECK_PICTURES.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import debug_adapter
from lsp_server import methods

EXTENSION = Path(__file__).parent.parent / "editors" / "vscode"
PACKAGED = EXTENSION / "deskcheck.vsix"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HOME = Path(os.environ.get("DESKCHECK_VSCODE", "/nonexistent"))
ORDERS = '''\
"""What an order costs."""

PRICES = {"tea": 4, "bread": 3, "honey": 9}


def total(basket):
    amount = 0
    for item, count in basket.items():
        price = PRICES[item]
        amount += price * count
    return amount


'''
CALLS = """\
total({"tea": 2, "honey": 1})
total({"bread": 3})
total({"tea": 2, "honey": 1, "milk": 3})
"""
BILL = """\
def bill(price, count):
    cost = price * count
    return cost - 1


bill(3, 4)
"""


def missing() -> str | None:
    """Say what the end-to-end tests lack."""
    if shutil.which("node") is None:
        return "there is no node"
    if CHROMIUM is None:
        return "there is no chromium"
    if not (HOME / "ready").exists():
        return "there is no VS Code: editors/vscode/e2e/install.sh FOLDER, then DESKCHECK_VSCODE=FOLDER"
    if not PACKAGED.exists():
        return "the extension is not packaged: npm ci && npm run package in editors/vscode"
    return None


needs_vscode = pytest.mark.skipif(missing() is not None, reason=str(missing()))


def manifest() -> dict[str, Any]:
    return dict(json.loads((EXTENSION / "package.json").read_text()))


def code() -> str:
    return "\n".join(file.read_text() for file in sorted((EXTENSION / "src").glob("*.ts")))


def names() -> dict[str, str]:
    """Give the names that the extension shares with the servers."""
    text = (EXTENSION / "src/methods.ts").read_text()
    return dict(re.findall(r"export const (\w+) = \"(deskcheck\S+)\"", text))


ADAPTER_NAMES = ("DIVERGENCE", "IMAGINE", "REAL", "PREDICTED")


def test_the_extension_has_the_language_servers_names() -> None:
    server = {name: value for name, value in vars(methods).items() if isinstance(value, str) and name.isupper()}
    assert {name: value for name, value in names().items() if name not in ADAPTER_NAMES} == server


def test_the_extension_has_the_debug_adapters_names() -> None:
    adapter = "".join(file.read_text() for file in Path(debug_adapter.__file__).parent.glob("*.py"))
    assert [name for name in ADAPTER_NAMES if f'"{names()[name]}"' not in adapter] == []


def test_every_command_that_is_offered_exists() -> None:
    offered = {command["command"] for command in manifest()["contributes"]["commands"]}
    text = code()
    ours = set(re.findall(r"(?:^    |registerCommand\()\"(deskcheck\.\w+)\"[:,]", text, re.MULTILINE))
    ours |= {getattr(methods, name) for name in re.findall(r"^    \[methods\.(\w+)\]: ", text, re.MULTILINE)}
    of_server = {methods.PREDICT, methods.USE_CALL, methods.PICK_CALL, methods.COMPARE, methods.FORGET, methods.TOGGLE}
    assert ours <= offered
    assert offered <= ours | of_server


def test_what_the_walkthrough_links_to_exists() -> None:
    contributes = manifest()["contributes"]
    offered = {command["command"] for command in contributes["commands"]}
    steps = [step for walkthrough in contributes["walkthroughs"] for step in walkthrough["steps"]]
    linked = {name for step in steps for name in re.findall(r"\(command:([\w.]+)\)", step["description"])}
    media = [step["media"].get("markdown") or step["media"]["image"] for step in steps]
    assert linked and linked <= offered
    assert [name for name in media if not (EXTENSION / name).exists()] == []


@pytest.mark.skipif(not PACKAGED.exists(), reason="the extension is not packaged: npm run package in editors/vscode")
def test_the_package_holds_the_bundle_and_the_python_package_and_nothing_else() -> None:
    with zipfile.ZipFile(PACKAGED) as package:
        names = {
            name.removeprefix("extension/").lower() for name in package.namelist() if name.startswith("extension/")
        }
    wheels = {name for name in names if re.fullmatch(r"python/deskcheck-[\d.]+-py3-none-any\.whl", name)}
    media = {name for name in names if name.startswith("media/")}
    assert len(wheels) == 1
    assert {f"media/{file.name}" for file in (EXTENSION / "media").iterdir()} == media
    assert names - wheels - media == {"package.json", "readme.md", "license.txt", "dist/extension.js"}


def play(
    tmp_path: Path,
    scenario: str,
    *,
    file: str = "orders.py",
    source: str = ORDERS + CALLS,
    beside: dict[str, str] | None = None,
    settings: dict[str, object] | None = None,
    environment: dict[str, str] | None = None,
    wheel: Path | None = None,
) -> dict[str, Any]:
    """Play a scenario of `e2e/scenarios.mjs` in a VS Code that has opened a file; gives what was seen."""
    newest = max(path.stat().st_mtime for path in (EXTENSION / "src").iterdir())
    assert PACKAGED.stat().st_mtime > newest, "the package is older than its sources: npm run package in editors/vscode"
    workspace, unpacked = tmp_path / "shop", tmp_path / "unpacked"
    workspace.mkdir()
    for name, text in {file: source, **(beside or {})}.items():
        (workspace / name).write_text(text)
    with zipfile.ZipFile(PACKAGED) as package:
        names = [name for name in package.namelist() if name.startswith("extension/") and not name.endswith(".whl")]
        package.extractall(unpacked, names)
    if wheel is not None:
        (unpacked / "extension/python").mkdir(exist_ok=True)
        shutil.copy(wheel, unpacked / "extension/python")
    config = {
        "home": str(HOME),
        "chromium": CHROMIUM,
        "extension": str(unpacked / "extension"),
        "folder": str(workspace),
        "file": file,
        "scratch": str(tmp_path / "scratch"),
        "pictures": os.environ.get("DESKCHECK_PICTURES", str(tmp_path / "pictures")),
        "scale": float(os.environ.get("DESKCHECK_PICTURES_SCALE", "1")),
        "settings": {"deskcheck.pythonPath": sys.executable} if settings is None else settings,
        "result": str(tmp_path / "result.json"),
    }
    (tmp_path / "config.json").write_text(json.dumps(config))
    variables = {
        **os.environ,
        "PYTHONPATH": str(Path(debug_adapter.__file__).parent.parent),
        **(environment or {}),
        "DESKCHECK_RUNTIME_DIR": str(tmp_path / "run"),
        "XDG_DATA_HOME": str(tmp_path / "share"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }
    command = [
        str(shutil.which("node")),
        str(EXTENSION / "e2e" / "scenarios.mjs"),
        scenario,
        str(tmp_path / "config.json"),
    ]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=280, check=False)
    result = tmp_path / "result.json"
    found = json.loads(result.read_text()) if result.exists() else {"error": done.stderr}
    assert found.get("error") is None, found["error"]
    return dict(found)


def shown(lines: dict[str, str], source: str) -> dict[int, str]:
    """Give what is shown behind the text of the lines."""
    text = source.splitlines()
    found = {
        int(number): line.removeprefix(text[int(number) - 1].rstrip()).strip()
        for number, line in lines.items()
        if int(number) <= len(text)
    }
    return {number: value for number, value in found.items() if value}


@needs_vscode
@pytest.mark.e2e_vscode
@pytest.mark.timeout(300)
def test_ghost_values_appear_age_and_are_switched_off(tmp_path: Path) -> None:
    found = play(tmp_path, "ghosts")
    assert shown(found["first"], ORDERS) == {
        6: "basket = {'tea': 2, 'honey': 1}", 7: "amount = 0", 8: "item: 'tea', 'honey'  count: 2, 1",
        9: "price: 4, 9", 10: "amount: 8, 17", 11: "→ 17",
    }  # fmt: skip
    edited = ORDERS.replace("amount = 0", "amount = 100")
    assert shown(found["stale"], edited)[11] == "~→ 17"
    assert shown(found["fresh"], edited)[10] == "amount: 108, 117"
    assert [re.sub(r"\s*call, line \d+", "", call).strip() for call in found["calls"]] == [
        "total({'tea': 2, 'honey': 1})", "total({'bread': 3})", "total({'tea': 2, 'honey': 1, 'milk': 3})",
        "Another call…",
    ]  # fmt: skip
    assert shown(found["other"], edited)[9] == "price: 4, 9  raises KeyError('milk')"
    assert "computed" in found["hover"]
    assert found["trace"][-3:] == [
        "9 3 price = PRICES[item] 100 %",
        "9 raises KeyError('milk') 100 %",
        "9 leaves total 100 %",
    ]
    assert found["trace"][4] == "10 amount += price * count amount = 108 100 %"
    assert shown(found["off"], edited) == {}


@needs_vscode
@pytest.mark.e2e_vscode
@pytest.mark.timeout(300)
def test_values_of_the_model_say_how_sure_they_are(tmp_path: Path) -> None:
    settings = {
        "deskcheck.pythonPath": sys.executable,
        "deskcheck.prediction.pureNeural": True,
        "deskcheck.ghostValues.minimumConfidence": 0,
    }
    found = play(tmp_path, "model", file="bill.py", source=BILL, settings=settings)
    assert shown(found["lines"], BILL)[1] == "price = 3  count = 4"
    assert any(re.fullmatch(r"predicted, \d+ % sure", value) for value in found["trace"])


@needs_vscode
@pytest.mark.e2e_vscode
@pytest.mark.timeout(300)
def test_the_imagined_run_is_stepped_through_both_ways_and_forked(tmp_path: Path) -> None:
    found = play(tmp_path, "debugger", source=ORDERS + CALLS.splitlines()[-1] + "\n")
    assert {"Step Back", "Reverse"} <= set(found["toolbar"])
    assert "price =4" in found["breakpoint"]
    assert found["back"][:4] == ["Locals", "basket ={'tea': 2, 'honey': 1, 'milk': 3}", "amount =0", "item ='tea'"]
    assert "amount =100" in found["forked"]
    assert "price =50" in found["reversed"] and "amount =0" in found["reversed"]
    assert "KeyError" in found["exception"] and "milk" in found["exception"]
    assert "price = 50" in found["forks"]


@needs_vscode
@pytest.mark.e2e_vscode
@pytest.mark.timeout(300)
def test_a_real_session_shows_where_it_parts_from_the_prediction_and_what_would_come(tmp_path: Path) -> None:
    source = ORDERS + 'import today\n\nprint(total({"tea": 2, "honey": 1}))\n'
    today = 'import __main__\n\n__main__.PRICES["honey"] = 12\n'
    found = play(tmp_path, "compare", source=source, beside={"today.py": today})
    assert found["next"] == "(next) =line 8: amount = 8"
    assert found["divergence"] == "Reality parts from the prediction: price predicted 9, is 12"
    assert "divergence at line 9: price predicted 9, is 12" in found["console"]
    assert "price =12" in found["real"]
    assert "amount =8" in found["back"]


@needs_vscode
@pytest.mark.e2e_vscode
@pytest.mark.timeout(300)
def test_where_no_python_has_deskcheck_an_environment_is_created(tmp_path: Path) -> None:
    python = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
    path = tmp_path / "bin"
    path.mkdir()
    for name in ("python", "python3", python.name):
        (path / name).symlink_to(python)
    found = play(
        tmp_path,
        "environment",
        settings={},
        environment={"PATH": f"{path}:/usr/bin:/bin", "PYTHONPATH": ""},
        wheel=pointing_wheel(tmp_path),
    )
    assert "none of the Python environments here has it" in found["guidance"]
    assert (tmp_path / "scratch/data/User/globalStorage/deskcheck.deskcheck/python/bin/python").exists()


def pointing_wheel(folder: Path) -> Path:
    """Make a wheel that adds this test's own packages to an environment, so that nothing has to be downloaded."""
    places = [str(Path(__file__).parent.parent), *(place for place in sys.path if place.endswith("-packages"))]
    wheel = folder / "deskcheck-0.1.0-py3-none-any.whl"
    information = "deskcheck-0.1.0.dist-info"
    files = {
        "deskcheck_is_elsewhere.pth": "\n".join(places) + "\n",
        f"{information}/METADATA": "Metadata-Version: 2.1\nName: deskcheck\nVersion: 0.1.0\n",
        f"{information}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},,\n" for name in (*files, f"{information}/RECORD"))
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in {**files, f"{information}/RECORD": record}.items():
            archive.writestr(name, text)
    return wheel
