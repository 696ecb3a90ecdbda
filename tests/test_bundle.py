"""Bundles: files survive the road in parts, and what is missing or damaged is named."""

from pathlib import Path

import pytest

from model_runtime.errors import DeskcheckError
from model_runtime.training.bundle import missing_parts, unpack_bundle, write_bundle


@pytest.fixture
def members(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "weights").write_bytes(bytes(range(256)) * 400)
    (tmp_path / "empty").write_bytes(b"")
    return {"start/weights.bin": tmp_path / "weights", "empty": tmp_path / "empty"}


@pytest.mark.parametrize("part_bytes", [7_000, 1 << 20])
def test_files_come_back(tmp_path: Path, members: dict[str, Path], part_bytes: int) -> None:
    parts = write_bundle(members, tmp_path / "out", part_bytes=part_bytes)
    assert all(part.stat().st_size <= part_bytes for part in parts)
    assert len(parts) == (1 if part_bytes > 1 << 19 else 17)
    unpack_bundle(tmp_path / "out", tmp_path / "back")
    for name, path in members.items():
        assert (tmp_path / "back" / name).read_bytes() == path.read_bytes()


def test_a_bundle_written_again_leaves_no_old_part(tmp_path: Path, members: dict[str, Path]) -> None:
    write_bundle(members, tmp_path / "out", part_bytes=7_000)
    (part,) = write_bundle(members, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [part.name, "bundle.json"]


def test_missing_and_damaged_parts_are_named(tmp_path: Path, members: dict[str, Path]) -> None:
    parts = write_bundle(members, tmp_path / "out", part_bytes=50_000)
    parts[1].write_bytes(b"cut short")
    parts[2].unlink()
    assert missing_parts(tmp_path / "out") == [parts[1].name, parts[2].name]
    with pytest.raises(DeskcheckError, match=r"missing or damaged: bundle\.001, bundle\.002"):
        unpack_bundle(tmp_path / "out", tmp_path / "back")


def test_no_bundle_and_no_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(DeskcheckError, match="holds no bundle"):
        missing_parts(tmp_path)
    (tmp_path / "bundle.json").write_text('{"schema": "other/1", "parts": {}}')
    with pytest.raises(DeskcheckError, match="another schema"):
        missing_parts(tmp_path)
    with pytest.raises(DeskcheckError, match="cannot bundle"):
        write_bundle({"a": tmp_path / "not there"}, tmp_path / "out")
