"""Confidence: fitted on what was seen, kept beside the weights, shown with values and frames."""

import json
import math
import random
from pathlib import Path

import pytest

from model_runtime.calibration import CALIBRATION_FILE, Calibration, Evidence
from model_runtime.errors import DeskcheckError
from model_runtime.inference.local import LocalPredictor
from model_runtime.predictor import PredictionRequest
from model_runtime.recorder import RecordingRequest, record_many
from model_runtime.trace.frames import Trace, TraceFrame
from model_runtime.training.calibrate import MIN_OBSERVATIONS, Observations, calibrate, fit, heldout_samples, observe
from model_runtime.training.evaluation import Row
from model_runtime.training.reliability_picture import draw_reliability
from model_runtime.training.samples import Sample, write_shard
from tests.tiny import write_tiny_checkpoint

SOURCE = """def f(n):
    total = 0
    for i in range(n):
        total += i
    return total
"""


def observed(n: int) -> list[tuple[Evidence, bool]]:
    """Make observations in which agreement tells far more than likelihood."""
    rng = random.Random(0)
    found = []
    for _ in range(n):
        agrees = rng.random() < 0.5
        is_right = rng.random() < (0.9 if agrees else 0.2)
        found.append((Evidence(math.log(rng.uniform(0.4, 0.9)), rng.randint(1, 20), agrees), is_right))
    return found


def test_without_weights_the_likelihood_is_shown() -> None:
    plain = Calibration()
    assert plain.of_value(Evidence(math.log(0.25), 3)) == 0.25
    assert plain.of_frame(Evidence(math.log(0.5), 2, agrees=True)) == 0.5
    assert plain.of_value(Evidence(-math.inf, 3)) == 0.0


def test_what_was_cut_has_no_confidence_and_what_was_not_decided_has_all() -> None:
    fitted = Calibration((5.0, 1.0, 0.0, 0.0, 0.0), (-5.0, 1.0, 0.0, 0.0, 0.0))
    assert fitted.of_value(Evidence(-math.inf, 3)) == 0.0
    assert fitted.of_frame(Evidence(0.0, 0)) == 1.0
    assert fitted.of_frame(Evidence(math.log(0.5), 1)) < 0.01


def test_fitting_finds_what_tells_right_from_wrong() -> None:
    weights = fit(observed(2_000))
    fitted = Calibration(value=weights)
    same = math.log(0.7)
    assert fitted.of_value(Evidence(same, 5, agrees=True)) == pytest.approx(0.9, abs=0.05)
    assert fitted.of_value(Evidence(same, 5, agrees=False)) == pytest.approx(0.2, abs=0.05)
    assert fit(observed(2_000)) == weights


def test_too_little_or_all_alike_is_refused() -> None:
    with pytest.raises(DeskcheckError, match="more samples"):
        fit(observed(MIN_OBSERVATIONS - 1))
    with pytest.raises(DeskcheckError, match="more samples"):
        fit([(evidence, True) for evidence, _ in observed(100)])


def test_it_is_written_beside_the_weights_and_read_back(tmp_path: Path) -> None:
    assert Calibration.read(tmp_path) == Calibration()
    written = Calibration(fit(observed(100)), fit(observed(200)), {"samples": 7})
    written.write(tmp_path)
    assert Calibration.read(tmp_path) == written
    document = json.loads((tmp_path / CALIBRATION_FILE).read_text())
    for damage in ({"value": [1.0]}, {"frame": "x"}, {"schema": "other/1"}, {"features": ["bias"]}):
        (tmp_path / CALIBRATION_FILE).write_text(json.dumps(document | damage))
        with pytest.raises(DeskcheckError):
            Calibration.read(tmp_path)


def recorded(n_calls: int) -> list[Sample]:
    requests = [RecordingRequest(SOURCE, "f", f"f({n})") for n in range(n_calls)]
    traces = [trace for trace in record_many(requests) if isinstance(trace, Trace)]
    return [
        Sample(
            SOURCE, "f", trace.call or "", trace, "seed" if idx % 2 else "drill", "", "Apache-2.0", f"k{idx}", "heldout"
        )
        for idx, trace in enumerate(traces)
    ]


def test_a_checkpoint_is_calibrated_on_what_a_corpus_holds_back(tmp_path: Path) -> None:
    model = write_tiny_checkpoint(tmp_path / "tiny")
    write_shard(tmp_path / "corpus" / "a.jsonl.gz", recorded(8))
    samples = heldout_samples([tmp_path / "corpus"], limit=6)
    assert len(samples) == 6 and {sample.kind for sample in samples} == {"seed", "drill"}
    told: list[tuple[int, int]] = []
    predictor = LocalPredictor.open(str(model))
    seen = observe(predictor, samples, progress=lambda done, of: told.append((done, of)))
    assert told == [(idx + 1, 6) for idx in range(6)]
    assert seen.n_samples == 6 and len(seen.frames) == sum(len(sample.trace.frames) - 1 for sample in samples)
    assert seen.values and all(evidence.n_decided >= 1 for evidence, _ in seen.values)
    calibrate(Observations(observed(100), observed(100), 1)).write(model)
    request = PredictionRequest(
        source=SOURCE,
        function="f",
        line=None,
        call="f(3)",
        arguments=None,
        why="test",
        prefix=(samples[0].trace.frames[0],),
        max_frames=12,
        max_tokens=600,
        pure_neural=True,
    )
    raw = [item for item in predictor.predict_now(request) if isinstance(item, TraceFrame)]
    fitted = [item for item in LocalPredictor.open(str(model)).predict_now(request) if isinstance(item, TraceFrame)]
    assert [frame.locals for frame in raw] == [frame.locals for frame in fitted]
    assert [frame.confidence for frame in raw] != [frame.confidence for frame in fitted]
    assert all(frame.confidence is not None and 0 <= frame.confidence <= 1 for frame in fitted)


def test_a_corpus_that_holds_nothing_back_is_refused(tmp_path: Path) -> None:
    write_shard(tmp_path / "a.jsonl.gz", [])
    with pytest.raises(DeskcheckError, match="nothing back"):
        heldout_samples([tmp_path], limit=5)


def test_the_reliability_curve_is_drawn(tmp_path: Path) -> None:
    rows = [
        Row("set", 9, "value_right", "teacher_forced", False, "model", "confidence=0.8-0.9", 0.7, 0.5, 0.9),
        Row("set", 4, "value_right", "teacher_forced", False, "model", "confidence=0.9-1", 1.0, 0.8, 1.0),
    ]
    draw_reliability(rows, tmp_path / "r.svg")
    assert (tmp_path / "r.svg").read_text().count("<path") > 10
    with pytest.raises(DeskcheckError, match="no confidences"):
        draw_reliability([], tmp_path / "r.svg")
