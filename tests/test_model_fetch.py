"""Fetching a model with the real command from a small hub: what is wanted, resumed, checked, refusals explained."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_hub import COMMIT, MODEL, Hub, running
from miniature import write_miniature_cwm

from model_runtime.checkpoint_folder import find_checkpoint


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_miniature_cwm(Path(tmp_path_factory.mktemp("source")) / "mini", n_layers=1, n_shards=2)


@pytest.fixture
def hub(source: Path) -> Iterator[Hub]:
    with running(Hub(source)) as hub:
        yield hub


def fetch(hub: Hub, tmp_path: Path, *options: str, model: str = MODEL) -> subprocess.CompletedProcess[str]:
    env = os.environ | {
        "HF_ENDPOINT": hub.url,
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "HF_HOME": str(tmp_path / "hf"),
        "DESKCHECK_MODELS": str(tmp_path / "models"),
    }
    command = [sys.executable, "-m", "model_runtime", "model", "fetch", model, *options]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=100, check=False)


def test_a_model_arrives_whole_and_is_found_by_its_name(
    hub: Hub, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = fetch(hub, tmp_path)
    assert done.returncode == 0, done.stderr
    monkeypatch.setenv("DESKCHECK_MODELS", str(tmp_path / "models"))
    folder = find_checkpoint(MODEL)
    assert done.stdout.strip() == str(folder)
    for file in source.iterdir():
        assert (folder / file.name).read_bytes() == file.read_bytes()
    assert not (folder / "evil.py").exists()
    assert COMMIT[:12] in done.stderr
    n_sent = len(hub.sent)
    again = fetch(hub, tmp_path)
    assert again.returncode == 0
    assert len(hub.sent) == n_sent


def test_what_broke_off_goes_on_where_it_was(hub: Hub, source: Path, tmp_path: Path) -> None:
    hub.break_after = 12_000_000
    for _ in range(3):
        done = fetch(hub, tmp_path)
        if done.returncode == 0:
            break
        assert "fetch again to go on" in done.stderr
        assert len(done.stderr.strip().splitlines()[-1]) < 500
    assert done.returncode == 0, done.stderr
    total = sum(file.stat().st_size for file in source.glob("*.safetensors"))
    n_again = sum(n_bytes for name, n_bytes in hub.sent if name.endswith(".safetensors")) - total
    assert 0 <= n_again < 2_000_000  # huggingface_hub keeps whole pieces of 10 MiB


def test_a_file_that_is_not_what_its_checksum_says_is_removed(hub: Hub, source: Path, tmp_path: Path) -> None:
    hub.damages = {next(source.glob("*.safetensors")).name}
    done = fetch(hub, tmp_path)
    assert done.returncode == 1
    assert "arrived damaged and was removed" in done.stderr
    hub.damages = set()
    assert fetch(hub, tmp_path).returncode == 0


def test_a_gated_model_is_explained(hub: Hub, tmp_path: Path) -> None:
    hub.is_gated = True
    done = fetch(hub, tmp_path)
    assert done.returncode == 1
    assert "is gated: ask for access at https://huggingface.co/somebody/mini" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_model_that_is_not_there_and_a_dry_run(hub: Hub, tmp_path: Path) -> None:
    done = fetch(hub, tmp_path, model="somebody/nothing")
    assert done.returncode == 1
    assert "no model somebody/nothing" in done.stderr
    assert fetch(hub, tmp_path, "--dry-run").returncode == 0
    assert hub.sent == []
    assert "no name on the hub" in fetch(hub, tmp_path, model="mini").stderr
