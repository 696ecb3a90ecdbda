"""Packed corpora: what comes out is what went in, and a damaged or foreign pack says so."""

from pathlib import Path

import numpy as np
import pytest
from tiny import write_tiny_checkpoint

from model_runtime.errors import DeskcheckError
from model_runtime.recorder import RecordingRequest, record
from model_runtime.training.encoding import encode_corpus, pack
from model_runtime.training.examples import Branch, Example
from model_runtime.training.packed import PackedExample, fingerprint_of, is_pack, read_pack, write_pack
from model_runtime.training.pipeline import encode
from model_runtime.training.samples import Sample, write_shard

WEIGHTS = (0.0, 0.1, 1.0, 2.0, 0.0)
SAMPLES = [
    PackedExample(
        f"function {idx % 4}",
        "heldout" if idx == 3 else "train",
        Example(
            tuple(range(idx, idx + 5 + idx)),
            WEIGHTS + (1.0,) * idx,
            "seed" if idx % 2 else "stdlib",
            (Branch(5, 5 + idx, 3),) if idx > 4 else (),
        ),
    )
    for idx in range(9)
]


@pytest.mark.parametrize("part_tokens", [1, 20, 10_000])
def test_samples_come_back_as_they_were(tmp_path: Path, part_tokens: int) -> None:
    facts = write_pack(tmp_path / "pack", SAMPLES, fingerprint="x", part_tokens=part_tokens)
    back = list(read_pack(tmp_path / "pack", fingerprint="x"))
    assert (facts["samples"], facts["functions"]) == (9, 4)
    assert sum(facts["tokens"].values()) == sum(len(one.example.ids) for one in SAMPLES)
    assert len(back) == len(SAMPLES)
    for one, other in zip(SAMPLES, back, strict=True):
        assert (one.split, one.example.kind) == (other.split, other.example.kind)
        assert list(one.example.ids) == other.example.ids.tolist()  # type: ignore[union-attr]
        np.testing.assert_allclose(one.example.weights, other.example.weights, atol=1e-3)
        assert one.example.branches == other.example.branches
    assert len({one.function for one in back}) == 4
    assert back[0].function == back[4].function


def test_one_split_can_be_read(tmp_path: Path) -> None:
    write_pack(tmp_path, SAMPLES, fingerprint="x")
    assert [one.split for one in read_pack(tmp_path, fingerprint="x", split="heldout")] == ["heldout"]


def test_a_large_vocabulary_keeps_its_ids(tmp_path: Path) -> None:
    write_pack(tmp_path, [PackedExample("f", "train", Example((70_000, 3), (1.0, 1.0), "seed"))], fingerprint="x")
    assert next(read_pack(tmp_path, fingerprint="x")).example.ids.tolist() == [70_000, 3]  # type: ignore[union-attr]


def test_a_pack_that_was_not_finished_is_none(tmp_path: Path) -> None:
    def broken() -> list[PackedExample]:
        raise RuntimeError("a shard is damaged")

    write_pack(tmp_path, SAMPLES, fingerprint="x")
    with pytest.raises(RuntimeError):
        write_pack(tmp_path, (one for _ in range(1) for one in broken()), fingerprint="x")
    assert not is_pack(tmp_path)


def test_damage_and_another_tokenizer_are_told(tmp_path: Path) -> None:
    write_pack(tmp_path, SAMPLES, fingerprint="x")
    with pytest.raises(DeskcheckError, match="another tokenizer"):
        list(read_pack(tmp_path, fingerprint="y"))
    (tmp_path / "part-0000.npz.xz").write_bytes(b"half")
    with pytest.raises(DeskcheckError, match="damaged or missing"):
        list(read_pack(tmp_path, fingerprint="x"))
    (tmp_path / "pack.json").write_text("{}")
    with pytest.raises(DeskcheckError, match="damaged or missing"):
        list(read_pack(tmp_path, fingerprint="x"))


def test_training_sees_a_packed_corpus_as_the_recorded_one(tmp_path: Path) -> None:
    checkpoint = write_tiny_checkpoint(tmp_path / "start")
    source = "def f(x):\n    y = x + 1\n    return y\n"
    traces = [record(RecordingRequest(source, "f", f"f({x})")) for x in range(3)]
    (tmp_path / "corpus").mkdir()
    write_shard(
        tmp_path / "corpus" / "seeds.jsonl.gz",
        [Sample(source, "f", "f(0)", trace, "seed", "", "Apache-2.0", "f") for trace in traces],  # type: ignore[arg-type]
    )
    pack([tmp_path / "corpus"], checkpoint, tmp_path / "pack", max_tokens=600)
    plain = [one.example for one in encode_corpus(tmp_path / "corpus", checkpoint, split="train", max_tokens=600)]
    packed = [found.example for found in encode([tmp_path / "pack"], checkpoint, split="train", max_tokens=600)]
    assert [list(one.ids) for one in plain] == [list(one.ids) for one in packed]
    other = write_tiny_checkpoint(tmp_path / "other", value_cut="bpe")
    assert fingerprint_of(other) != fingerprint_of(checkpoint)
