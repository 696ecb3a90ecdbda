"""Plain decoding of a checkpoint by llama.cpp, for comparison; needs the packages `llama-cpp-python` and `gguf`.

The weights go into a GGUF file of architecture `llama` at 8 bits (Q8_0: groups of 32 share a scale), or as they are
for a server whose answers should be ours. It is the same model while the context is no longer than a sliding window.
Ids go in and come out; the vocabulary is in the file because llama.cpp's server takes none without.
"""

import ctypes
import json
import os
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from model_runtime.errors import DeskcheckError
from model_runtime.inference.checkpoint import load_model, load_tokenizer

N_CONTEXT = 4096
_NAMES = {  # of one layer, transformers' and llama.cpp's
    "input_layernorm": "attn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "post_attention_layernorm": "ffn_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


def open_llama_cpp(path: Path) -> Callable[[list[int], int], int]:
    """Give a function that decodes so many tokens behind a prompt, greedily, and tells how many passes that took.

    Raises:
        DeskcheckError: a package is not installed, or llama.cpp does not take the model.
    """
    missing = [name for name in ("llama_cpp", "gguf") if find_spec(name) is None]
    if missing:
        raise DeskcheckError("needs llama-cpp-python and gguf: pip install llama-cpp-python gguf")
    import llama_cpp

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.gguf"
        n_vocab = write_gguf(path, file)
        context = _context(llama_cpp, file)

    def decode(prompt: list[int], n_tokens: int) -> int:
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(context), True)
        ids, n_made, n_passes = prompt, 0, 0
        while n_made < n_tokens:
            batch = llama_cpp.llama_batch_get_one((llama_cpp.llama_token * len(ids))(*ids), len(ids))
            if llama_cpp.llama_decode(context, batch):
                raise DeskcheckError("llama.cpp could not decode")
            n_passes += 1
            found = llama_cpp.llama_get_logits_ith(context, -1)
            address = ctypes.addressof(found.contents)
            logits = torch.frombuffer((ctypes.c_float * n_vocab).from_address(address), dtype=torch.float32)
            ids = [int(logits.argmax())]
            n_made += 1
        return n_passes

    return decode


def write_gguf(path: Path, out: Path, *, is_exact: bool = False) -> int:
    """Write a checkpoint as a GGUF file, and give the size of its vocabulary.

    Args:
        path: the checkpoint's folder.
        out: the file to write.
        is_exact: keep the weights at full precision; else products are of 8 bits.
    """
    import gguf

    model = load_model(path, device="cpu", dtype=torch.float32)
    config = model.config
    writer = gguf.GGUFWriter(str(out), "llama")
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_dimension_count(config.head_dim)
    writer.add_rope_freq_base(config.rope_parameters["rope_theta"])
    writer.add_vocab_size(config.vocab_size)
    _add_vocabulary(writer, path, config.vocab_size)
    for name, weight in model.state_dict().items():
        theirs = _name_of(name)
        if theirs is None or (name == "lm_head.weight" and config.tie_word_embeddings):
            continue
        if "q_proj" in name or "k_proj" in name:
            weight = _interleaved(weight, config.head_dim)
        array = weight.numpy()
        if weight.dim() < 2 or is_exact:
            writer.add_tensor(theirs, array)
        else:
            kind = gguf.GGMLQuantizationType.Q8_0
            writer.add_tensor(theirs, gguf.quants.quantize(array, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return int(config.vocab_size)


def _add_vocabulary(writer: Any, path: Path, size: int) -> None:
    """Put in the tokens by their ids; how text is cut stays here, so any cutting of llama.cpp's will do."""
    from gguf import TokenType

    tokenizer = load_tokenizer(path)
    spelled = {id_: token for token, id_ in tokenizer.vocabulary().items()}
    kinds = [TokenType.NORMAL if id_ in spelled else TokenType.UNUSED for id_ in range(size)]
    for id_ in tokenizer.special_names:
        kinds[id_] = TokenType.CONTROL
    merges = json.loads((path / "tokenizer.json").read_text(encoding="utf-8"))["model"].get("merges", [])
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list([spelled.get(id_, f"<unused {id_}>") for id_ in range(size)])
    writer.add_token_types(kinds)
    writer.add_token_merges([merge if isinstance(merge, str) else " ".join(merge) for merge in merges])
    writer.add_bos_token_id(tokenizer.special_ids["<|begin_of_text|>"])
    writer.add_eos_token_id(tokenizer.special_ids["<|end_of_text|>"])
    writer.add_add_bos_token(False)


def _name_of(name: str) -> str | None:
    outside = {"model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"}
    stem = name.removesuffix(".weight")
    if stem in outside:
        return f"{outside[stem]}.weight"
    _, _, number, rest = stem.split(".", 3)
    return f"blk.{number}.{_NAMES[rest]}.weight" if rest in _NAMES else None


def _interleaved(weight: Tensor, head_dim: int) -> Tensor:
    """Put the two halves that a rotation mixes next to each other, as architecture `llama` has them."""
    rows, columns = weight.shape
    return weight.view(rows // head_dim, 2, head_dim // 2, columns).transpose(1, 2).reshape(rows, columns).contiguous()


def _context(llama_cpp: Any, file: Path) -> Any:
    settings = llama_cpp.llama_context_default_params()
    settings.n_ctx, settings.n_batch, settings.n_ubatch = N_CONTEXT, N_CONTEXT, 512
    settings.n_threads = settings.n_threads_batch = torch.get_num_threads()
    llama_cpp.llama_log_set(llama_cpp.llama_log_callback(lambda *_message: None), ctypes.c_void_p(0))
    llama_cpp.llama_backend_init()
    model = llama_cpp.llama_model_load_from_file(os.fsencode(file), llama_cpp.llama_model_default_params())
    context = llama_cpp.llama_init_from_model(model, settings) if model else None
    if not context:
        raise DeskcheckError("llama.cpp does not take the model")
    return context
