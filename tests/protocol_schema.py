"""Checks messages of a debug adapter against two descriptions of the protocol that others wrote.

The types of DAP 1.70 (`dap-types`), and the JSON schema that debugpy carries, older but checked by a JSON schema
validator. What DAP 1.71 added since is optional.
"""

import functools
import importlib
import importlib.util
import json
from pathlib import Path
from typing import Any

import dap_types
from jsonschema import Draft4Validator
from pydantic import ValidationError

Json = dict[str, Any]


def problems(message: Json) -> list[str]:
    """Give what is wrong with a response or an event, nothing where both descriptions allow it."""
    name = _definition_of(message)
    found = []
    model = getattr(dap_types, name, None)
    if model is None:
        return [f"{name} is not in the protocol"]
    try:
        model.model_validate(message, strict=True)
    except ValidationError as error:
        found += [f"{name}: {item['loc']}: {item['msg']}" for item in error.errors()]
    validator = _validator(name)
    if validator is not None:
        found += [f"{name}: {list(error.path)}: {error.message}" for error in validator.iter_errors(message)]
    return found


def _definition_of(message: Json) -> str:
    if message["type"] == "event":
        return _title(message["event"]) + "Event"
    return _title(message["command"]) + "Response" if message["success"] else "ErrorResponse"


def _title(name: str) -> str:
    return name[:1].upper() + name[1:]


@functools.cache
def _schema() -> Json:
    """Read the schema in debugpy's files, without importing it."""
    spec = importlib.util.find_spec("debugpy")
    assert spec is not None and spec.origin is not None
    (path,) = Path(spec.origin).parent.rglob("debugProtocol.json")
    return dict(json.loads(path.read_text()))


@functools.cache
def _validator(name: str) -> Draft4Validator | None:
    schema = _schema()
    if name not in schema["definitions"]:
        return None
    return Draft4Validator({"definitions": schema["definitions"], "allOf": [{"$ref": f"#/definitions/{name}"}]})
