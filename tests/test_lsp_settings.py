"""Settings of an editor: what is wrong loses nothing else, and the extension declares the same."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from lsp_server.settings import CHOICES, GhostSettings, Settings, camel, read_settings
from model_runtime.errors import DeskcheckError
from model_runtime.predictor import RemoteServer

MANIFEST = Path(__file__).parent.parent / "editors" / "vscode" / "package.json"


def test_settings_are_read_over_what_was_there() -> None:
    base, _ = read_settings({"device": "cpu", "ghostValues": {"maxLength": 20}})
    settings, problems = read_settings({"ghostValues": {"raised": False}}, base)
    assert problems == []
    assert settings == Settings(device="cpu", ghost_values=GhostSettings(max_length=20, raised=False))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"enable": "yes"}, "deskcheck.enable must be true or false, not 'yes'"),
        ({"device": "tpu"}, "deskcheck.device must be one of auto, cpu, cuda, not 'tpu'"),
        ({"python": 3}, "deskcheck.python must be a string, not 3"),
        ({"codeLens": True}, "deskcheck.codeLens must be an object, not True"),
        ({"ghostValues": {"maxLength": 0}}, "deskcheck.ghostValues.maxLength must be a whole number above 0, not 0"),
        ({"ghostValues": {"maxLength": True}}, "deskcheck.ghostValues.maxLength must be a number, not True"),
        ({"ghostValues": {"unsureBelow": 2}}, "deskcheck.ghostValues.unsureBelow must be between 0 and 1, not 2"),
        ({"quantization": "q4"}, "deskcheck.quantization must be one of none, bf16, int8, nf4, not 'q4'"),
        ({"engine": "cloud"}, "deskcheck.engine must be one of local, remote, not 'cloud'"),
        ({"server": {"timeout": 0}}, "deskcheck.server.timeout must be a whole number above 0, not 0"),
        ({"prediction": {"when": 1}}, "deskcheck.prediction.when must be a string, not 1"),
    ],
)
def test_a_wrong_value_is_named_and_loses_nothing_else(data: dict[str, Any], problem: str) -> None:
    settings, problems = read_settings({"model": "small", **data})
    assert problems == [problem]
    assert settings == Settings(model="small")


@pytest.mark.parametrize("data", [3, "on", [1]])
def test_settings_that_are_no_object_change_nothing(data: object) -> None:
    settings, problems = read_settings(data)
    assert (settings, len(problems)) == (Settings(), 1)


@pytest.mark.parametrize("data", [[], {"ghostValues": []}])
def test_an_empty_object_as_lua_spells_it_is_no_problem(data: object) -> None:
    assert read_settings(data) == (Settings(), [])


def test_none_and_unknown_names_are_no_problem() -> None:
    assert read_settings(None) == (Settings(), [])
    assert read_settings({"trace": {"server": "off"}}) == (Settings(), [])


@pytest.mark.parametrize("commands", [["deskcheck.step", "deskcheck.forget", "rm -rf"], ["deskcheck.step", {}, 3]])
def test_only_commands_that_a_client_can_have_are_taken(commands: list[Any]) -> None:
    settings, _ = read_settings({"clientCommands": commands})
    assert settings.client_commands == {"deskcheck.step"}


def defaults(settings: Any, path: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for known in fields(settings):
        value, where = getattr(settings, known.name), f"{path}.{camel(known.name)}"
        if hasattr(value, "__dataclass_fields__"):
            found |= defaults(value, where)
        elif known.name != "client_commands":
            found[where] = value
    return found


def test_a_model_on_a_server_is_reached_as_the_settings_say() -> None:
    assert Settings().remote_server is None
    settings, problems = read_settings({"engine": "remote", "server": {"url": "http://big:8000", "timeout": 30}})
    assert problems == []
    assert settings.remote_server == RemoteServer("http://big:8000", timeout_s=30.0)
    assert not settings.has_model_of(Settings())
    assert settings.has_model_of(read_settings({"ghostValues": {"raised": False}}, settings)[0])


@pytest.mark.parametrize("url", ["", "big:8000", "http://me:secret@big"])
def test_an_address_that_is_none_or_holds_a_secret_is_refused_without_showing_it(url: str) -> None:
    settings, _ = read_settings({"engine": "remote", "server": {"url": url}})
    with pytest.raises(DeskcheckError, match=r"address") as refusal:
        _ = settings.remote_server
    assert "secret" not in str(refusal.value)


def test_a_workspace_cannot_say_where_source_text_is_sent() -> None:
    """The key of the user's server would go there as well."""
    if not MANIFEST.exists():
        pytest.skip("the extension is not in this copy")
    groups = json.loads(MANIFEST.read_text())["contributes"]["configuration"]
    properties = {name: found for group in groups for name, found in group["properties"].items()}
    reaching = [name for name in properties if name.startswith("deskcheck.server.") or name == "deskcheck.engine"]
    assert len(reaching) == 5
    assert all(properties[name]["scope"] == "machine" for name in reaching)


def test_the_extension_declares_the_same_settings_with_the_same_defaults() -> None:
    if not MANIFEST.exists():
        pytest.skip("the extension is not in this copy")
    declared = json.loads(MANIFEST.read_text())["contributes"]["configuration"]
    properties: dict[str, Any] = {}
    for group in declared if isinstance(declared, list) else [declared]:
        properties |= group["properties"]
    ours = defaults(Settings(), "deskcheck")
    assert {name: properties[name]["default"] for name in ours if name in properties} == ours
    places = {"when": "prediction.when"}
    for name, choices in CHOICES.items():
        assert set(choices) == set(properties[f"deskcheck.{places.get(name, name)}"]["enum"])
    assert all(properties[name].get("description") or properties[name].get("markdownDescription") for name in ours)
