"""Settings as an editor sends them: each wrong value is named, and loses nothing else."""

import pytest

from lsp_server.methods import STEP
from lsp_server.settings import Settings, read_settings


def test_settings_are_read_over_those_before() -> None:
    base, _ = read_settings({"enable": False, "ghostValues": {"maxLength": 30}})
    found, problems = read_settings({"ghostValues": {"returned": False}}, base)
    assert problems == []
    assert (found.enable, found.ghost_values.max_length, found.ghost_values.returned) == (False, 30, False)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"enable": "yes"}, "deskcheck.enable must be true or false, not 'yes'"),
        ({"ghostValues": {"maxLength": 0}}, "deskcheck.ghostValues.maxLength must be a whole number above 0, not 0"),
        ({"ghostValues": 3}, "deskcheck.ghostValues must be an object, not 3"),
        ({"prediction": {"when": "never"}}, "deskcheck.prediction.when must be one of visible, onDemand, not 'never'"),
        (
            {"diagnostics": {"minimumConfidence": 2}},
            "deskcheck.diagnostics.minimumConfidence must be between 0 and 1, not 2",
        ),
        ([1], "deskcheck: settings must be an object, not list"),
    ],
)
def test_a_wrong_value_is_named_and_left_out(data: object, problem: str) -> None:
    found, problems = read_settings(data)
    assert problems == [problem]
    assert found == Settings()


def test_only_known_commands_of_a_client_count() -> None:
    found, _ = read_settings({"clientCommands": [STEP, "rm"]})
    assert found.client_commands == {STEP}
