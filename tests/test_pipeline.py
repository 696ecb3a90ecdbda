"""Test of the road from a corpus to a stored checkpoint, with a model that has next to no weights."""

import json
from pathlib import Path

import pytest
import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
from transformers import CwmConfig, CwmForCausalLM

from model_runtime.inference.checkpoint import load_model, load_tokenizer, read_settings
from model_runtime.inference.quantize import STORAGE
from model_runtime.inference.tokenizer import byte_level
from model_runtime.recorder import RecordingRequest, record
from model_runtime.trace.format import SPECIAL_TOKENS
from model_runtime.training.encoding import OPERATIONS_SHARE, encode_corpus
from model_runtime.training.pipeline import RunOptions, first_new_row, n_parameters, plan, run
from model_runtime.training.samples import Sample, write_shard
from model_runtime.training.start import STRUCTURE_TOKENS
from model_runtime.training.train import TrainOptions

SOURCE = "def f(x):\n    y = x + 1\n    return y\n"


@pytest.fixture
def start(tmp_path: Path) -> Path:
    """Give a start checkpoint: all bytes, the fixed pieces, the special tokens, one layer."""
    path = tmp_path / "start"
    path.mkdir()
    texts = sorted(pre_tokenizers.ByteLevel.alphabet())
    texts += [spelled for spelled in map(byte_level, STRUCTURE_TOKENS) if spelled not in texts]
    tokenizer = Tokenizer(models.BPE(vocab={text: idx for idx, text in enumerate(texts)}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in SPECIAL_TOKENS])
    tokenizer.save(str(path / "tokenizer.json"))
    config = CwmConfig(
        vocab_size=320,
        hidden_size=64,
        intermediate_size=64,
        num_hidden_layers=1,
        num_attention_heads=1,
        num_key_value_heads=1,
        head_dim=64,
        layer_types=["full_attention"],
        rope_parameters={"rope_type": "default", "rope_theta": 10000.0},
        tie_word_embeddings=True,
        bos_token_id=tokenizer.token_to_id(SPECIAL_TOKENS[0]),
        eos_token_id=tokenizer.token_to_id(SPECIAL_TOKENS[1]),
        pad_token_id=tokenizer.token_to_id(SPECIAL_TOKENS[1]),
    )
    torch.manual_seed(0)
    CwmForCausalLM(config).save_pretrained(path)
    settings = {"schema": "deskcheck.checkpoint/1", "dialect": "compact", "value_cut": "characters"}
    (path / "deskcheck.json").write_text(json.dumps(settings | {"structure": list(STRUCTURE_TOKENS)}))
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Give a corpus of six recorded calls, one of them held out."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    samples = []
    for x in range(6):
        trace = record(RecordingRequest(SOURCE, "f", f"f({x})"))
        split = "heldout" if x == 5 else "train"
        samples.append(Sample(SOURCE, "f", f"f({x})", trace, "seed", "", "Apache-2.0", "f", split))  # type: ignore[arg-type]
    write_shard(folder / "seeds.jsonl.gz", samples)
    return folder


def test_a_run_goes_from_a_corpus_to_a_stored_checkpoint_that_loads(start: Path, corpus: Path, tmp_path: Path) -> None:
    said: list[str] = []
    training = TrainOptions(start=start, out=tmp_path / "run", steps=3, row_warmup_steps=1)
    options = RunOptions((corpus,), training, store=tmp_path / "stored", name="tiny")
    state = run(options, progress=said.append).state
    facts = json.loads((tmp_path / "stored" / "training.json").read_text())
    assert state.step == 3
    assert (facts["name"], facts["start"], facts["examples"], facts["state"]["step"]) == (
        "tiny",
        "start",
        {"seed": 5},
        3,
    )
    assert 0.5 < facts["heldout"]["same_frames"] <= 1.0
    assert abs(facts["heldout"]["full"]["loss"] - facts["heldout"]["stored"]["loss"]) < 0.1
    settings = read_settings(tmp_path / "stored")
    assert (settings.name, settings.storage, settings.dialect) == ("tiny", STORAGE, "compact")
    model = load_model(tmp_path / "stored", device="cpu", dtype=torch.float32)
    assert model.config.hidden_size == 64
    assert "# tiny" in (tmp_path / "stored" / "README.md").read_text()
    assert said[0].startswith("5 examples (seed 5), ")


def test_a_start_that_works_lines_out_is_trained_on_workings_and_stays_one(
    start: Path, corpus: Path, tmp_path: Path
) -> None:
    settings = json.loads((start / "deskcheck.json").read_text())
    (start / "deskcheck.json").write_text(json.dumps(settings | {"scratchpad": True}))
    encoded = list(encode_corpus(corpus, start, split=None, max_tokens=600))
    traces = [one for one in encoded if one.example.kind == "seed"]
    alone = [one for one in encoded if one.example.kind == "operations"]
    assert len(traces) == 6
    assert all(one.example.branches for one in traces)
    assert {one.split for one in alone} == {"train", "heldout"}
    for side in ("train", "heldout"):
        practised, shown = (sum(len(one.example.ids) for one in some if one.split == side) for some in (alone, traces))
        assert practised >= OPERATIONS_SHARE * shown
    assert [one.example for one in encode_corpus(corpus, start, split=None, max_tokens=600)] == [
        one.example for one in encoded
    ]
    training = TrainOptions(start=start, out=tmp_path / "run", steps=2, row_warmup_steps=1)
    run(RunOptions((corpus,), training, store=tmp_path / "stored"), progress=lambda _: None)
    assert read_settings(tmp_path / "stored").scratchpad


def test_a_run_says_how_fast_it_was_against_the_arithmetic_floor(start: Path, corpus: Path, tmp_path: Path) -> None:
    said: list[str] = []
    training = TrainOptions(start=start, out=tmp_path / "run", steps=3, row_warmup_steps=1)
    run(RunOptions((corpus,), training), progress=said.append)
    size = sum(p.numel() for p in load_model(start, device="cpu", dtype=torch.float32).parameters())
    assert n_parameters(tmp_path / "run") == size
    assert "tokens/s, " in said[-1]
    assert " % of the floor of " in said[-1]


def test_a_plan_trains_nothing_that_stays(start: Path, corpus: Path, tmp_path: Path) -> None:
    said: list[str] = []
    training = TrainOptions(start=start, out=tmp_path / "run", minutes=60)
    found = plan(RunOptions((corpus,), training), progress=said.append)
    assert found.parameters == sum(p.numel() for p in load_model(start, device="cpu", dtype=torch.float32).parameters())
    assert found.tokens_per_s > 0
    assert [words.split(":")[0].split(",")[0] for words in said[1:]] == [
        f"{found.parameters} parameters on cpu",
        "60 minutes",
        "one H100",
    ]
    assert not (tmp_path / "run").exists()


def test_a_cancelled_run_is_saved_and_not_stored(start: Path, corpus: Path, tmp_path: Path) -> None:
    training = TrainOptions(start=start, out=tmp_path / "run", steps=3)
    options = RunOptions((corpus,), training, store=tmp_path / "stored")
    run(options, progress=lambda _: None, cancelled=lambda: True)
    assert (tmp_path / "run" / "train_state.json").exists()
    assert not (tmp_path / "stored").exists()


def test_new_rows_are_the_fixed_pieces_and_the_special_tokens(start: Path) -> None:
    vocabulary = load_tokenizer(start).vocabulary()
    new = {token for token, id_ in vocabulary.items() if id_ >= first_new_row(start)}
    assert new == {byte_level(text) for text in STRUCTURE_TOKENS if len(text) > 1} | set(SPECIAL_TOKENS)
