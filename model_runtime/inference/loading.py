"""Loading a model of any size: as it is or quantized by bitsandbytes, on a processor or over GPUs, with progress.

Small float checkpoints go through `checkpoint.py`. Everything else goes through transformers, which reads shard by
shard, quantizes each weight on its way to its device, and takes stored bitsandbytes weights as they are. Our own 4-bit
storage (`quantize.py`) is a storage format: it is unpacked and computes in float.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from transformers import BitsAndBytesConfig, CwmConfig, CwmForCausalLM
from transformers.utils import logging as transformers_logging

from model_runtime.errors import DeskcheckError
from model_runtime.inference.checkpoint import check_weights, load_model, read_config, read_settings
from model_runtime.inference.decode import Cancelled
from model_runtime.inference.quantize import STORAGE
from model_runtime.model_plan import ModelShape, offload_note, place_layers, shape_of, stored_quantization
from model_runtime.predictor import Loading

logger = logging.getLogger(__name__)

SMALL_BYTES = 4 << 30  # of weight files: up to here a model may be in memory twice while it loads
KV_TOKENS = 8192  # positions that placement keeps room for
_NEEDS = {"nf4": "bitsandbytes", "int8": "bitsandbytes"}
_hooked = threading.Lock()  # transformers has one progress hook for the whole process


def open_model(
    path: Path, *, device: str, quantization: str = "none", loading: Loading | None = None
) -> CwmForCausalLM:
    """Load the weights of a checkpoint folder onto "cpu", "cuda" (all GPUs) or one GPU.

    Args:
        path: the folder.
        device: where to compute.
        quantization: "none" (bfloat16 on a GPU, float32 on a processor if the model is small), "bf16", "int8", "nf4".
        loading: hears how far it is, and may stop it.

    Raises:
        DeskcheckError: files are missing or damaged, something is not installed, or there is too little memory.
        Cancelled: the caller no longer wants it.
    """
    loading = loading or Loading()
    config = read_config(path)
    n_bytes = sum(file.stat().st_size for file in path.glob("model*.safetensors"))
    stored = stored_quantization(config.to_dict())
    if read_settings(path).storage == STORAGE:
        if quantization in _NEEDS:
            raise DeskcheckError(f"{path.name} is stored in 4 bits of its own already: use --quantization none")
        return load_model(path, device=device, dtype=_float_type(device, quantization, n_bytes))
    if stored != "none" and quantization not in ("none", stored):
        raise DeskcheckError(f"{path} is stored as {stored}, it cannot be loaded as {quantization}")
    wanted = stored if stored != "none" else quantization if quantization in _NEEDS else "none"
    is_single = device == "cpu" or torch.cuda.device_count() == 1 or ":" in device
    if wanted == "none" and n_bytes <= SMALL_BYTES and is_single:
        return load_model(path, device=device, dtype=_float_type(device, quantization, n_bytes))
    check_weights(path)
    check_installed(wanted)
    try:
        return _load_through_transformers(
            path, config, device, wanted, loading=loading, is_stored=stored != "none", n_bytes=n_bytes
        )
    except torch.OutOfMemoryError as error:
        raise DeskcheckError(
            f"{path.name} as {wanted} does not fit the GPU: see `deskcheck model plan {path}`"
        ) from error


def _load_through_transformers(
    path: Path, config: CwmConfig, device: str, wanted: str, *, loading: Loading, is_stored: bool, n_bytes: int
) -> CwmForCausalLM:
    dtype = _float_type(device, wanted if wanted == "none" else "bf16" if device != "cpu" else "none", n_bytes)
    placed = _placement(shape_of(path), wanted, device)
    note = offload_note(shape_of(path), placed)
    if note:
        logger.warning("%s", note)
    options: dict[str, Any] = {}
    if wanted in _NEEDS and not is_stored:
        options["quantization_config"] = bitsandbytes_config(wanted, dtype, offloads=note is not None)
    if is_stored and wanted == "nf4":  # what it computes in depends on this machine, not on the one that stored it
        config.quantization_config["bnb_4bit_compute_dtype"] = str(dtype).removeprefix("torch.")
    started = time.monotonic()
    with _progress_to(loading):
        try:
            model, report = CwmForCausalLM.from_pretrained(
                path,
                config=config,
                dtype=dtype,
                device_map=placed,
                local_files_only=True,
                use_safetensors=True,
                ignore_mismatched_sizes=True,  # refused below, in one line
                output_loading_info=True,
                **options,
            )
        except (OSError, ValueError, RuntimeError) as error:
            if isinstance(error, torch.OutOfMemoryError):
                raise
            raise DeskcheckError(f"{path} cannot be loaded: {str(error).strip().splitlines()[0]}") from error
    _check_complete(path, report)
    if is_stored:
        for weight in model.parameters():
            if weight.is_floating_point() and not weight.is_meta:
                weight.data = weight.data.to(dtype)
            if getattr(weight, "quant_state", None) is not None:
                weight.quant_state.dtype = dtype
    places = sorted(set(placed.values()))
    logger.info("loaded %s as %s onto %s in %.1f s", path.name, wanted, ", ".join(places), time.monotonic() - started)
    loaded: CwmForCausalLM = model.eval()
    return loaded


def _check_complete(path: Path, report: dict[str, Any]) -> None:
    """Refuse a model of which transformers has made up weights: those that were missing or had another shape."""
    for name, found, expected in report.get("mismatched_keys", ()):
        raise DeskcheckError(f"{path}: weight {name} should be {tuple(expected)}, is {tuple(found)}")
    for name in sorted(report.get("missing_keys", ())):
        raise DeskcheckError(f"{path}: weight {name} is missing")


def bitsandbytes_config(quantization: str, dtype: torch.dtype, *, offloads: bool = False) -> BitsAndBytesConfig:
    """Give the settings of a quantization; embedding and head are left as they are."""
    if quantization == "int8":
        return BitsAndBytesConfig(
            load_in_8bit=True, llm_int8_skip_modules=["lm_head"], llm_int8_enable_fp32_cpu_offload=offloads
        )
    return BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=dtype,
        llm_int8_skip_modules=["lm_head"],
        llm_int8_enable_fp32_cpu_offload=offloads,
    )


def is_on_gpu(device: str) -> bool:
    """Tell whether a model that is asked for on `device` ("auto", "cpu" or "cuda") comes to lie on a GPU."""
    return device == "cuda" or (device == "auto" and torch.cuda.is_available())


def _float_type(device: str, quantization: str, n_bytes: int) -> torch.dtype:
    """Choose what floats are computed in: bfloat16 on a GPU, on a processor where asked for or where it is large."""
    if device != "cpu" or quantization == "bf16" or n_bytes > SMALL_BYTES:
        return torch.bfloat16
    return torch.float32


def _placement(shape: ModelShape, quantization: str, device: str) -> dict[str, str]:
    """Decide where each module goes."""
    if device == "cpu":
        return {"": "cpu"}
    chosen = [int(device.partition(":")[2])] if ":" in device else range(torch.cuda.device_count())
    devices = [(f"cuda:{idx}", int(torch.cuda.mem_get_info(idx)[0])) for idx in chosen]
    placed = place_layers(shape, quantization, devices, kv_tokens=KV_TOKENS)
    return {"": devices[0][0]} if set(placed.values()) == {devices[0][0]} else placed


def check_installed(quantization: str) -> None:
    """Check that what a quantization needs is installed.

    Raises:
        DeskcheckError: it is not.
    """
    wanted = ["accelerate", *([_NEEDS[quantization]] if quantization in _NEEDS else [])]
    missing = [name for name in wanted if find_spec(name) is None]
    if missing:
        raise DeskcheckError(f"loading this model needs {' and '.join(missing)}: run `pip install 'deskcheck[large]'`")


class _Reported:
    """What transformers takes for a progress bar: tells how far it is, and stops where it is told to."""

    def __init__(self, items: Any, total: int, loading: Loading) -> None:
        self._items, self._total, self._loading = items, max(1, total), loading

    def __iter__(self) -> Iterator[Any]:
        for done, item in enumerate(self._items):
            if self._loading.cancelled():
                raise Cancelled
            self._loading.on_progress(done / self._total)
            yield item
        self._loading.on_progress(1.0)

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_args, **_options: None  # update, set_postfix, close, …: nothing is drawn

    def __enter__(self) -> "_Reported":
        return self

    def __exit__(self, *_error: object) -> None:
        return None


@contextmanager
def _progress_to(loading: Loading) -> Iterator[None]:
    """Send the progress of loading to a caller."""

    def hook(_factory: object, args: tuple[Any, ...], options: dict[str, Any]) -> _Reported:
        items = args[0] if args else options.get("iterable", ())
        total = options.get("total") or (len(items) if hasattr(items, "__len__") else 1)
        return _Reported(items, int(total), loading)

    with _hooked:
        before, level = transformers_logging.set_tqdm_hook(hook), transformers_logging.get_verbosity()
        transformers_logging.set_verbosity_error()  # its report of what was wrong is ours to give
        try:
            yield
        finally:
            transformers_logging.set_tqdm_hook(before)
            transformers_logging.set_verbosity(level)
