"""A `CwmForCausalLM` of facebook/cwm's shape in miniature for tests, with the published token ids; knows nothing.

Same proportions (every fourth layer sees everything, the others a window; llama3 rope scaling; four query heads a key
head; untied head), same vocabulary size, same ids, Llama 3's way of cutting text; words of the vocabulary are filler.
"""

import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers
from transformers import CwmConfig, CwmForCausalLM

from model_runtime.inference.tokenizer import CWM_IDS

N_PLAIN = 128_000
VOCABULARY = 128_256
LLAMA3_PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
CHAT_IDS = {"<|start_header_id|>": 128006, "<|end_header_id|>": 128007, "<|eot_id|>": 128008, "<|pad|>": 128004}
MERGES = ["i n", "r e", "Ġ x", '" :', 'Ġ "', '" }', '" ,', ") :", "): Ċ", "1 2", "12 3", "Ġ Ġ"]


def write_miniature_cwm(
    path: Path,
    *,
    model_type: str = "cwm",
    window: int = 48,
    n_layers: int = 8,
    moved: dict[str, int] | None = None,
    n_shards: int = 1,
    chat: bool = True,
    dtype: torch.dtype = torch.bfloat16,
) -> Path:
    """Write a checkpoint folder; `moved` gives special tokens other ids than the published ones."""
    path.mkdir(parents=True, exist_ok=True)
    write_tokenizer(path, moved or {}, chat=chat)
    torch.manual_seed(0)
    config = CwmConfig(
        hidden_size=64,
        intermediate_size=192,
        num_hidden_layers=n_layers,
        num_attention_heads=8,
        num_key_value_heads=2,
        head_dim=16,
        sliding_window=window,
        pad_token_id=128004,
    )
    model = CwmForCausalLM(config)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if name.endswith("_proj.weight"):
                weight *= 4  # random weights of the usual size hardly differ in what they say
    config.dtype = dtype
    data: dict[str, Any] = json.loads(config.to_json_string(use_diff=False))
    if model_type == "llama":  # as mirrors of the first upload have it
        rope = data.pop("rope_parameters")
        data = {name: value for name, value in data.items() if name not in ("layer_types", "sliding_window")}
        data |= {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "rope_theta": rope.pop("rope_theta")}
        data["rope_scaling"] = rope
    else:
        data |= {"model_type": "cwm", "architectures": ["CwmForCausalLM"]}
    (path / "config.json").write_text(json.dumps(data))
    write_shards(path, {name: weight.to(dtype).contiguous() for name, weight in model.state_dict().items()}, n_shards)
    return path


def write_shards(path: Path, state: dict[str, torch.Tensor], n_shards: int) -> None:
    """Write weights in the layout of the hub: one file, or several and an index."""
    if n_shards == 1:
        save_file(state, path / "model.safetensors", metadata={"format": "pt"})
        return
    names = sorted(state)
    places: dict[str, str] = {}
    for idx in range(n_shards):
        file = f"model-{idx + 1:05}-of-{n_shards:05}.safetensors"
        part = {name: state[name] for name in names[idx::n_shards]}
        save_file(part, path / file, metadata={"format": "pt"})
        places |= dict.fromkeys(part, file)
    total = sum(weight.nbytes for weight in state.values())
    index = {"metadata": {"total_size": total}, "weight_map": places}
    (path / "model.safetensors.index.json").write_text(json.dumps(index))


def write_tokenizer(path: Path, moved: dict[str, int], *, chat: bool) -> None:
    """Write a Llama-3-like tokenizer whose special tokens have the published ids."""
    vocabulary = [*sorted(pre_tokenizers.ByteLevel.alphabet()), *(merge.replace(" ", "") for merge in MERGES)]
    vocabulary += [f"filler{idx}" for idx in range(N_PLAIN - len(vocabulary))]
    merges = [(left, right) for left, _, right in (merge.partition(" ") for merge in MERGES)]
    tokenizer = Tokenizer(models.BPE({token: idx for idx, token in enumerate(vocabulary)}, merges, ignore_merges=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(LLAMA3_PATTERN), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    names = {id_: name for name, id_ in ({**CWM_IDS, **(CHAT_IDS if chat else {})} | moved).items()}
    tokenizer.add_special_tokens(
        [
            AddedToken(names.get(id_, f"<|reserved_special_token_{id_ - N_PLAIN}|>"), special=True, normalized=False)
            for id_ in range(N_PLAIN, VOCABULARY)
        ]
    )
    tokenizer.save(str(path / "tokenizer.json"))
