"""Plain decoding of a checkpoint by llama.cpp, for comparison; needs the packages `xllamacpp` and `gguf`.

The weights go into a GGUF file of architecture `llama` at 8 bits (Q8_0: groups of 32 share a scale), or as they are
for a server whose answers should be ours. It is the same model while the context is no longer than a sliding window.
Ids go in and come out. llama.cpp in this process writes text only, so that each token of its file is spelled as its id;
for its server the vocabulary is in the file.
"""

import json
import os
import re
import secrets
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from model_runtime.errors import DeskcheckError
from model_runtime.inference.checkpoint import load_model, load_tokenizer

_TOKEN = re.compile(r"\[(\d+)\]")
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


def open_llama_cpp(path: Path, *, is_exact: bool = False) -> Callable[[list[int], int], list[int]]:
    """Give a function that decodes so many tokens behind a prompt, greedily and never the end of the text.

    Args:
        path: the checkpoint.
        is_exact: with the weights as they are in place of 8 bits.

    Raises:
        DeskcheckError: a package is not installed, or llama.cpp does not take the model.
    """
    missing = [name for name in ("xllamacpp", "gguf") if find_spec(name) is None]
    if missing:
        raise DeskcheckError(f"needs {' and '.join(missing)}: pip install 'deskcheck[llama-cpp]'")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "model.gguf"
        write_gguf(path, file, is_exact=is_exact, spells_ids=True)
        server = _server(file)

    def decode(prompt: list[int], n_tokens: int) -> list[int]:
        asked = {"prompt": prompt, "n_predict": n_tokens, "temperature": 0, "ignore_eos": True, "cache_prompt": False}
        answer = server.handle_completions(asked)
        ids = [int(id_) for choice in answer.get("choices", ()) for id_ in _TOKEN.findall(choice["text"])]
        if len(ids) != n_tokens:
            raise DeskcheckError(f"llama.cpp gave {len(ids)} of {n_tokens} tokens: {answer.get('error', answer)}")
        return ids

    return decode


def write_gguf(path: Path, out: Path, *, is_exact: bool = False, spells_ids: bool = False) -> int:
    """Write a checkpoint as a GGUF file, and give the size of its vocabulary.

    Args:
        path: the checkpoint's folder.
        out: the file to write.
        is_exact: keep the weights at full precision; else products are of 8 bits.
        spells_ids: write `[7]` for token 7 in place of the checkpoint's vocabulary.
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
    if spells_ids:
        writer.add_tokenizer_model("llama")
        writer.add_token_list([f"[{id_}]" for id_ in range(config.vocab_size)])
        writer.add_token_scores([0.0] * config.vocab_size)
        writer.add_token_types([gguf.TokenType.NORMAL] * config.vocab_size)
        writer.add_bos_token_id(config.bos_token_id)
        writer.add_eos_token_id(config.eos_token_id)
    else:
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


def _server(file: Path) -> Any:
    import xllamacpp

    asked = xllamacpp.CommonParams()
    asked.model.path = os.fspath(file)
    asked.n_ctx = 0  # as long as the model was built for
    asked.n_parallel = 1
    asked.cpuparams.n_threads = asked.cpuparams_batch.n_threads = torch.get_num_threads()
    asked.cache_ram_mib = 0
    asked.fit_params = asked.warmup = asked.ui = False
    asked.verbosity = 0
    asked.api_keys = [secrets.token_hex()]  # it listens on a local port, too, where nobody is expected
    try:
        return xllamacpp.Server(asked)
    except RuntimeError as error:
        raise DeskcheckError(f"llama.cpp does not take the model: {error}") from error
