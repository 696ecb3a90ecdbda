"""The benchmark of the language server: the figures that were promised, from real processes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tiny import write_tiny_checkpoint

from lsp_server import benchmark
from model_runtime.cli import cli


@pytest.mark.timeout(300)  # several servers and a model service, one after the other
def test_every_figure_is_measured_against_the_real_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "N_PINGS", 5)
    model = write_tiny_checkpoint(tmp_path / "tiny")
    done = CliRunner().invoke(
        cli, ["benchmark", "--lsp", "--rounds", "1", "--json", "--model", str(model), "--device", "cpu"]
    )
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert report["schema"] == "deskcheck.benchmark/1"
    assert "cores" in report["machine"]
    assert {row["unit"] for row in report["rows"]} == {"1", "s"}
    assert {row["name"]: row["value"] > 0 for row in report["rows"]} == dict.fromkeys(
        (
            "lsp_busy_p99_over_idle",
            "lsp_busy_keystroke_p99_over_idle",
            "lsp_open_first_s",
            "model_open_first_s",
            "lsp_overhead_open_first",
            "lsp_open_all_s",
            "model_open_all_s",
            "lsp_overhead_open_all",
            "lsp_edit_s",
            "model_edit_s",
            "lsp_overhead_edit",
            "lsp_workspace_2000_over_20",
            "lsp_shutdown_s",
        ),
        True,
    )
