"""The start checkpoint, made from a toy GGUF file: what is kept of it, and where new rows come from."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, pre_tokenizers
from transformers import CwmConfig

from model_runtime.errors import DeskcheckError
from model_runtime.inference.checkpoint import load_model, load_tokenizer
from model_runtime.inference.tokenizer import byte_level
from model_runtime.trace.format import SPECIAL_TOKENS, Segment, SegmentKind, special, structure
from model_runtime.training import start
from model_runtime.training.start import SPECIAL_WORDS, STRUCTURE_TOKENS, cut_vocabulary, full_tokenizer, make_start

HIDDEN, HEADS, KV_HEADS, HEAD_DIM, INNER, LAYERS = 64, 2, 1, 32, 64, 2
MERGES = ["r e", "t u", "re tu", "retu r", "retur n", "Ġ return", "d e", "de f", "c a", "l l", "ca ll", "x x"]
TOKENS = [
    "<|endoftext|>",
    *sorted(pre_tokenizers.ByteLevel.alphabet()),
    *dict.fromkeys(merge.replace(" ", "") for merge in MERGES),
]
TEXTS = ["def call(x):\n    return x\n", "def re():\n    return 1\n"]


@dataclass(frozen=True)
class Toy:
    """A GGUF file, and the weights that went into it under their names in a checkpoint."""

    file: Path
    weights: dict[str, torch.Tensor]


def interleaved(weight: torch.Tensor, n_heads: int) -> torch.Tensor:
    """Permute rotary halves as llama.cpp's converter does (`LlamaModel.permute`)."""
    shape = weight.shape
    return weight.reshape(n_heads, 2, shape[0] // n_heads // 2, *shape[1:]).swapaxes(1, 2).reshape(shape)


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Toy:
    gguf = pytest.importorskip("gguf", reason="the package gguf is not installed")
    torch.manual_seed(0)
    file = tmp_path_factory.mktemp("gguf") / "toy.gguf"
    writer = gguf.GGUFWriter(str(file), "llama")
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_token_list(TOKENS)
    writer.add_token_merges(MERGES)
    weights = {}

    def add(stored: str, name: str, *shape: int, heads: int = 0) -> None:
        weights[name] = torch.randn(shape)
        as_stored = interleaved(weights[name], heads) if heads else weights[name]
        writer.add_tensor(stored, as_stored.contiguous().numpy())

    add("token_embd.weight", "model.embed_tokens.weight", len(TOKENS), HIDDEN)
    add("output_norm.weight", "model.norm.weight", HIDDEN)
    for n in range(LAYERS):
        layer = f"model.layers.{n}"
        add(f"blk.{n}.attn_q.weight", f"{layer}.self_attn.q_proj.weight", HEADS * HEAD_DIM, HIDDEN, heads=HEADS)
        add(f"blk.{n}.attn_k.weight", f"{layer}.self_attn.k_proj.weight", KV_HEADS * HEAD_DIM, HIDDEN, heads=KV_HEADS)
        add(f"blk.{n}.attn_v.weight", f"{layer}.self_attn.v_proj.weight", KV_HEADS * HEAD_DIM, HIDDEN)
        add(f"blk.{n}.attn_output.weight", f"{layer}.self_attn.o_proj.weight", HIDDEN, HEADS * HEAD_DIM)
        add(f"blk.{n}.ffn_gate.weight", f"{layer}.mlp.gate_proj.weight", INNER, HIDDEN)
        add(f"blk.{n}.ffn_up.weight", f"{layer}.mlp.up_proj.weight", INNER, HIDDEN)
        add(f"blk.{n}.ffn_down.weight", f"{layer}.mlp.down_proj.weight", HIDDEN, INNER)
        add(f"blk.{n}.attn_norm.weight", f"{layer}.input_layernorm.weight", HIDDEN)
        add(f"blk.{n}.ffn_norm.weight", f"{layer}.post_attention_layernorm.weight", HIDDEN)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return Toy(file, weights)


def toy_config(n_rows: int, tokenizer: Tokenizer) -> CwmConfig:
    config = CwmConfig(
        **{
            "vocab_size": n_rows,
            "hidden_size": HIDDEN,
            "intermediate_size": INNER,
            "num_hidden_layers": LAYERS,
            "num_attention_heads": HEADS,
            "num_key_value_heads": KV_HEADS,
            "head_dim": HEAD_DIM,
            "layer_types": ["full_attention"] * LAYERS,
            "rope_parameters": {"rope_type": "default", "rope_theta": 100000.0},
            "tie_word_embeddings": True,
            "bos_token_id": tokenizer.token_to_id("<|begin_of_text|>"),
            "eos_token_id": tokenizer.token_to_id("<|end_of_text|>"),
        }
    )
    return config


@pytest.fixture(scope="module")
def made(toy: Toy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(start, "start_config", toy_config)
        out = Path(tmp_path_factory.mktemp("start")) / "out"
        make_start(toy.file, TEXTS, out, n_keep=len(TOKENS) - 2)
    return out


def test_a_gguf_file_gives_back_the_weights_it_was_made_from(toy: Toy) -> None:
    state, tokens, merges = start.read_gguf(toy.file)
    assert (tokens, merges) == (TOKENS, MERGES)
    assert state.keys() == toy.weights.keys()
    assert all(torch.equal(state[name], toy.weights[name]) for name in state)


def test_a_start_loads_and_keeps_every_weight_but_the_embedding(toy: Toy, made: Path) -> None:
    loaded = dict(load_model(made, device="cpu", dtype=torch.float32).named_parameters())
    assert loaded.keys() == toy.weights.keys()
    for name, weight in toy.weights.items():
        if name != "model.embed_tokens.weight":
            assert torch.equal(loaded[name], weight)


def test_a_kept_token_keeps_its_row_and_a_new_one_starts_as_a_mean(toy: Toy, made: Path) -> None:
    rows = load_model(made, device="cpu", dtype=torch.float32).model.embed_tokens.weight.detach()
    old = dict(zip(TOKENS, toy.weights["model.embed_tokens.weight"], strict=True))
    tokenizer = load_tokenizer(made)
    vocabulary = tokenizer.vocabulary()
    assert len(rows) % 64 == 0
    assert len(rows) >= len(vocabulary)
    for token in ("return", "Ġreturn", "call", "a", "Ġ"):
        assert torch.equal(rows[vocabulary[token]], old[token])
    words = [word for word in SPECIAL_WORDS["<|return_sep|>"] if word in old]
    assert words == ["Ġreturn", "return"]
    mean = torch.stack([old[word] for word in words]).mean(0)
    torch.testing.assert_close(rows[tokenizer.special_ids["<|return_sep|>"]], mean)
    colon = torch.stack([old[char] for char in '":Ġ"']).mean(0)
    torch.testing.assert_close(rows[tokenizer.structure_ids['": "']], colon)


def test_fixed_pieces_and_special_tokens_are_one_token_each(made: Path) -> None:
    tokenizer = load_tokenizer(made)
    segments = [*map(structure, STRUCTURE_TOKENS), *map(special, SPECIAL_TOKENS)]
    assert len(tokenizer.encode(segments)) == len(set(tokenizer.encode(segments))) == len(segments)


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=30))
def test_a_vocabulary_however_cut_spells_any_text(text: str) -> None:
    kept, kept_merges = cut_vocabulary(full_tokenizer(TOKENS, MERGES), MERGES, TEXTS, 258)
    tokenizer = full_tokenizer(kept, kept_merges)
    assert tokenizer.decode(tokenizer.encode(text, add_special_tokens=False).ids) == text


def test_a_cut_vocabulary_keeps_what_the_texts_use_with_its_parents() -> None:
    kept, kept_merges = cut_vocabulary(full_tokenizer(TOKENS, MERGES), MERGES, TEXTS, len(TOKENS))
    assert set(pre_tokenizers.ByteLevel.alphabet()) <= set(kept)
    assert {"re", "tu", "retu", "retur", "return", "Ġreturn", "de", "def", "ca", "ll", "call"} <= set(kept)
    assert "xx" not in kept
    assert kept_merges == MERGES[:-1]
    few, few_merges = cut_vocabulary(full_tokenizer(TOKENS, MERGES), MERGES, TEXTS, 257)
    assert all(part in few for merge in few_merges for part in (*merge.split(" "), merge.replace(" ", "")))
    assert len(few) < len(kept)


def test_digits_and_user_text_are_not_merged_with_fixed_pieces(made: Path) -> None:
    tokenizer = load_tokenizer(made)
    assert len(tokenizer.encode([Segment(SegmentKind.SOURCE, "1234")])) == 4
    ids = tokenizer.encode([Segment(SegmentKind.SOURCE, "<|frame_sep|>")])
    assert not set(ids) & set(tokenizer.special_ids.values())


def test_a_byte_level_name_has_one_character_a_byte() -> None:
    assert byte_level(" a\né") == "ĠaĊÃ©"


def test_reading_without_the_package_tells_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "gguf", None)
    with pytest.raises(DeskcheckError, match=r"deskcheck\[train\]"):
        start.read_gguf(tmp_path / "any.gguf")


@given(st.sampled_from([1, 2, 3]), st.sampled_from([2, 4, 8]))
def test_unpermuting_undoes_the_interleaving(n_heads: int, head_dim: int) -> None:
    weight = torch.arange(n_heads * head_dim * 3.0).view(-1, 3)
    back = start._unpermuted(interleaved(weight, n_heads).numpy(), n_heads)
    assert np.array_equal(back, weight.numpy())
