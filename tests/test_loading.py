"""A model of facebook/cwm's shape in miniature: loaded in every way, it runs the same predict path."""

import json
import threading
from pathlib import Path

import pytest
import torch
from miniature import write_miniature_cwm
from transformers import CwmForCausalLM

from model_runtime.checkpoint_folder import fetched_folder, find_checkpoint
from model_runtime.errors import DeskcheckError
from model_runtime.inference import decode, loading
from model_runtime.inference.checkpoint import load_tokenizer
from model_runtime.inference.decode import Cancelled
from model_runtime.inference.engine import Engine
from model_runtime.inference.forward import is_spread
from model_runtime.inference.loading import open_model
from model_runtime.inference.local import LocalPredictor
from model_runtime.model_plan import GIB, ModelShape, offload_note, place_layers, shape_of
from model_runtime.predictor import Loading, PredictionEnd, make_request
from model_runtime.trace.format import Dialect, Segment, SegmentKind, special, structure
from model_runtime.trace.frames import TraceEvent, TraceFrame

pytest.importorskip("bitsandbytes", reason="bitsandbytes is not installed")
pytest.importorskip("accelerate", reason="accelerate is not installed")

SOURCE = "def f(items):\n    total = 0\n    for item in items:\n        total += helper(item)\n    return total\n"


@pytest.fixture(scope="module")
def miniature(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_miniature_cwm(Path(tmp_path_factory.mktemp("cwm")) / "mini", n_shards=3)


@pytest.fixture(autouse=True)
def short_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a model that knows nothing give up on a value soon."""
    monkeypatch.setattr(decode, "MAX_VALUE_TOKENS", 8)


@pytest.fixture
def through_transformers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat the miniature as too large to load at once."""
    monkeypatch.setattr(loading, "SMALL_BYTES", 0)


def greedy(model: CwmForCausalLM, n_tokens: int = 24) -> list[int]:
    engine = Engine(model)
    ids = [128000, 128107, *range(40, 60), 128100]
    engine.forward(ids)
    out = [ids[-1]]
    for _ in range(n_tokens):
        out.append(int(engine.forward(out[-1:])[0].argmax()))
    return out[1:]


def frames_of(predictor: LocalPredictor, **options: int) -> list[TraceFrame]:
    *frames, end = predictor.predict_now(make_request(SOURCE, call="f([1, 2])", pure_neural=True, max_frames=5))
    assert isinstance(end, PredictionEnd)
    return [frame for frame in frames if isinstance(frame, TraceFrame)]


@pytest.mark.parametrize("quantization", ["nf4", "int8", "bf16", "none"])
def test_the_predict_path_is_the_same_in_every_quantization(miniature: Path, quantization: str) -> None:
    predictor = LocalPredictor.open(str(miniature), device="cpu", quantization=quantization)
    frames = frames_of(predictor)
    assert [(frame.event, frame.line) for frame in frames[:2]] == [(TraceEvent.CALL, 1), (TraceEvent.LINE, 2)]
    assert dict(frames[0].locals) == {"items": "[1, 2]"}
    assert set(frames[1].locals) == {"items"}
    assert predictor.dialect is Dialect.CWM
    kinds = {type(layer.mlp.up_proj).__name__ for layer in predictor.engine.model.model.layers}
    assert kinds == {{"nf4": "Linear4bit", "int8": "Linear8bitLt"}.get(quantization, "Linear")}
    expected = torch.bfloat16 if quantization == "bf16" else torch.float32
    assert predictor.engine.model.lm_head.weight.dtype is expected


def test_drafts_change_no_frame_of_a_model_in_cwms_dialect(miniature: Path) -> None:
    predictor = LocalPredictor.open(str(miniature), device="cpu")
    with_drafts = frames_of(predictor)
    predictor.max_draft = 0
    assert frames_of(predictor) == with_drafts


def test_a_checkpoint_saved_in_four_bits_gives_the_same_greedy_output(miniature: Path, tmp_path: Path) -> None:
    model = open_model(miniature, device="cpu", quantization="nf4")
    model.save_pretrained(tmp_path / "saved")
    (tmp_path / "saved" / "tokenizer.json").symlink_to(miniature / "tokenizer.json")
    again = LocalPredictor.open(str(tmp_path / "saved"), device="cpu").engine.model
    assert type(again.model.layers[0].self_attn.q_proj).__name__ == "Linear4bit"
    assert greedy(again) == greedy(model)
    with pytest.raises(DeskcheckError, match="stored as nf4, it cannot be loaded as int8"):
        open_model(tmp_path / "saved", device="cpu", quantization="int8")


def test_an_older_configuration_that_says_llama_is_the_same_model(miniature: Path, tmp_path: Path) -> None:
    older = write_miniature_cwm(tmp_path / "older", model_type="llama")
    config = json.loads((older / "config.json").read_text())
    (older / "config.json").write_text(json.dumps(config | {"sliding_window": 48}))
    assert config["model_type"] == "llama"
    assert "rope_parameters" not in config
    assert greedy(open_model(older, device="cpu")) == greedy(open_model(miniature, device="cpu"))


def test_sliding_layers_see_no_further_than_their_window(miniature: Path) -> None:
    """Past the window the pieces of a sequence give what one plain pass of transformers gives for the whole."""
    model = open_model(miniature, device="cpu")
    ids = [int(id_) for id_ in torch.randint(0, 1000, (100,), generator=torch.Generator().manual_seed(1))]
    whole = model(torch.tensor([ids]), use_cache=False).logits[0]
    engine = Engine(model)
    pieces = [
        engine.forward(ids[start : start + 7], n_logits=len(ids[start : start + 7])) for start in range(0, 100, 7)
    ]
    assert torch.allclose(torch.cat(pieces), whole, atol=2e-4)
    model.config.sliding_window, before = 1000, model.config.sliding_window
    for layer in model.model.layers:
        layer.self_attn.sliding_window = 1000 if layer.self_attn.sliding_window else None
    assert not torch.allclose(model(torch.tensor([ids]), use_cache=False).logits[0, -1], whole[-1], atol=1e-2)
    assert before == 48


@pytest.mark.usefixtures("through_transformers")
def test_loading_tells_how_far_it_is_and_gives_the_same_model(miniature: Path) -> None:
    shares: list[float] = []
    model = open_model(miniature, device="cpu", quantization="none", loading=Loading(shares.append))
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert len(shares) > 50
    assert model.dtype is torch.bfloat16  # what is large is not widened on a processor


def test_loading_stops_when_it_is_no_longer_wanted(miniature: Path) -> None:
    stop = threading.Event()
    loading = Loading(lambda share: stop.set() if share > 0.3 else None, stop.is_set)
    with pytest.raises(Cancelled):
        open_model(miniature, device="cpu", quantization="nf4", loading=loading)


def test_what_is_needed_and_not_installed_is_named(miniature: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "find_spec", lambda name: None if name == "bitsandbytes" else object())
    with pytest.raises(DeskcheckError, match="needs bitsandbytes: run `pip install"):
        open_model(miniature, device="cpu", quantization="nf4")


def test_the_embedded_model_is_not_quantized_twice() -> None:
    with pytest.raises(DeskcheckError, match="4 bits of its own already: use --quantization none"):
        open_model(find_checkpoint(None), device="cpu", quantization="nf4")


@pytest.mark.usefixtures("through_transformers")
def test_a_model_over_several_devices_predicts_the_same(miniature: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of it on the disk: its own forward moves between the places, no pass may reach past it."""
    whole = LocalPredictor.open(str(miniature), device="cpu", quantization="bf16")
    names = [f"model.layers.{idx}" for idx in range(8)]
    placed = {"model.embed_tokens": "cpu", "model.norm": "cpu", "model.rotary_emb": "cpu", "lm_head": "cpu"}
    placed |= {name: "disk" if idx >= 4 else "cpu" for idx, name in enumerate(names)}
    monkeypatch.setattr(loading, "_placement", lambda *_: placed)
    spread = LocalPredictor.open(str(miniature), device="cpu", quantization="bf16")
    assert is_spread(spread.engine.model)
    assert not is_spread(whole.engine.model)
    ids = [128000, 128107, *range(40, 60), 128100]
    torch.testing.assert_close(spread.engine.forward(ids), whole.engine.forward(ids), atol=0.03, rtol=0.03)
    # A model that knows nothing has near ties, which two ways of computing in bf16 break otherwise: values may differ.
    shown = [[(frame.event, frame.line, [*frame.locals]) for frame in frames_of(each)] for each in (spread, whole)]
    assert shown[0] == shown[1]
    together = dict.fromkeys(range(2), 0)
    requests = [make_request(SOURCE, call=f"f([{n}])", pure_neural=True, max_frames=3) for n in (1, 2)]
    for idx, _item in spread.predict_many(requests):
        together[idx] += 1
    assert together == {0: 4, 1: 4}


# ---------------------------------------------------------------- tokenizer


def test_an_id_that_differs_from_the_published_table_is_named_with_both(tmp_path: Path) -> None:
    moved = write_miniature_cwm(tmp_path / "moved", moved={"<|frame_sep|>": 128111}, n_layers=1)
    with pytest.raises(DeskcheckError, match=r"<\|frame_sep\|> has id 128111, in facebook/cwm it is 128100"):
        load_tokenizer(moved)


def test_text_between_special_tokens_is_cut_in_one_piece(miniature: Path) -> None:
    """As the model has seen it: `):` and the end of its line are one token."""
    tokenizer = load_tokenizer(miniature)
    ids = tokenizer.encode(
        [special("<|action_sep|>"), Segment(SegmentKind.SOURCE, "f(x):"), structure("\n"), special("<|frame_sep|>")]
    )
    assert [tokenizer.token_text(id_) for id_ in ids] == ["<|action_sep|>", "f", "(", "x", "):\n", "<|frame_sep|>"]
    marked = tokenizer.encode([Segment(SegmentKind.SOURCE, "'<|frame_sep|>'")])
    assert not set(marked) & set(tokenizer.special_ids.values())


# ---------------------------------------------------------------- names and places


def test_a_model_of_the_hub_that_is_not_here_is_not_downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKCHECK_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    with pytest.raises(DeskcheckError, match=r"get it with `deskcheck model fetch facebook/cwm`"):
        find_checkpoint("facebook/cwm")
    snapshot = tmp_path / "hub" / "models--facebook--cwm" / "snapshots" / "abc"
    snapshot.mkdir(parents=True)
    (snapshot.parent.parent / "refs").mkdir()
    (snapshot.parent.parent / "refs" / "main").write_text("abc")
    for name in ("config.json", "tokenizer.json"):
        (snapshot / name).write_text("{}")
    assert find_checkpoint("facebook/cwm") == snapshot
    fetched_folder("facebook/cwm").mkdir(parents=True)
    with pytest.raises(DeskcheckError, match=r"facebook--cwm is not a trace model: it lacks config\.json"):
        find_checkpoint("facebook/cwm")


def test_layers_are_shared_out_over_gpus_evenly_where_they_fit(miniature: Path) -> None:
    shape = shape_of(miniature)
    placed = place_layers(shape, "none", [("cuda:0", 4 * GIB), ("cuda:1", 4 * GIB)], kv_tokens=100)
    assert [placed[f"model.layers.{idx}"] for idx in range(8)] == ["cuda:0"] * 4 + ["cuda:1"] * 4
    assert (placed["model.embed_tokens"], placed["lm_head"]) == ("cuda:0", "cuda:1")
    assert offload_note(shape, placed) is None


def test_what_does_not_fit_the_gpu_is_said_with_its_cost() -> None:
    shape = ModelShape("big", 64, 6144, 21504, 48, 8, 128, 128_256, 131_072, 8192, 48, is_tied=False)
    placed = place_layers(shape, "nf4", [("cuda:0", 16 * GIB)], kv_tokens=8192)
    away = [name for name, device in placed.items() if device == "cpu"]
    assert 0 < len(away) < 64
    note = offload_note(shape, placed)
    assert note is not None
    assert note.startswith(f"{len(away)} of 64 layers do not fit the GPU")
    assert "GB/s" in note
