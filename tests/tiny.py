"""A tiny random trace model for tests: same class, same tokens, a few thousand weights."""

import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import CwmConfig, CwmForCausalLM

from model_runtime.inference.local import LocalPredictor
from model_runtime.inference.tokenizer import byte_level
from model_runtime.trace.format import SPECIAL_TOKENS
from model_runtime.training.start import STRUCTURE_TOKENS, full_tokenizer


def write_tiny_checkpoint(
    path: Path, *, seed: int = 0, value_cut: str = "characters", dialect: str = "compact", scratchpad: bool = False
) -> Path:
    """Write a checkpoint folder whose model knows nothing."""
    from tokenizers import AddedToken, pre_tokenizers

    path.mkdir(parents=True, exist_ok=True)
    vocabulary = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary += ["in", "re", "Ġi", "", '",'] if value_cut == "bpe" else ["in", "re", "Ġi"]
    vocabulary = [token for token in vocabulary if token]
    structure = [text for text in STRUCTURE_TOKENS if byte_level(text) not in vocabulary]
    if value_cut == "characters":
        vocabulary += [byte_level(text) for text in structure]
    merges = ["i n", "r e", "Ġ i"] + (['" ,'] if value_cut == "bpe" else [])
    tokenizer = full_tokenizer(vocabulary, merges)
    tokenizer.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in SPECIAL_TOKENS])
    tokenizer.save(str(path / "tokenizer.json"))
    config = CwmConfig(
        vocab_size=384,
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=32,
        max_position_embeddings=4096,
        rope_parameters={"rope_type": "default", "rope_theta": 10000.0},
        layer_types=["full_attention"] * 2,
        sliding_window=4096,
        tie_word_embeddings=True,
        bos_token_id=0,
        eos_token_id=1,
        pad_token_id=1,
    )
    torch.manual_seed(seed)
    model = CwmForCausalLM(config)
    state = {name: tensor.contiguous() * 3 for name, tensor in model.state_dict().items() if name != "lm_head.weight"}
    config.save_pretrained(path)
    save_file(state, path / "model.safetensors", metadata={"format": "pt"})
    settings = {
        "schema": "deskcheck.checkpoint/1",
        "name": "tiny",
        "dialect": dialect,
        "value_cut": value_cut,
        "structure": list(STRUCTURE_TOKENS) if value_cut == "characters" else [],
        "scratchpad": scratchpad,
    }
    (path / "deskcheck.json").write_text(json.dumps(settings))
    return path


KINDS = ("compact", "cwm", "scratchpad")  # the compact dialect, that of facebook/cwm, and a model that works lines out


def open_tiny(path: Path, kind: str) -> LocalPredictor:
    """Write a checkpoint of one of KINDS, and open it."""
    cut, dialect = ("bpe", "cwm") if kind == "cwm" else ("characters", "compact")
    checkpoint = write_tiny_checkpoint(path, value_cut=cut, dialect=dialect, scratchpad=kind == "scratchpad")
    return LocalPredictor.open(str(checkpoint), device="cpu")
