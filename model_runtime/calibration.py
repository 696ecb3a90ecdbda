"""How sure a prediction is: probabilities of right values, from what the decoder saw while it wrote them.

The likelihood of a text alone says too little about its being right (Kadavath et al. 2022; Kuhn et al. 2023): long
values are less likely than short ones that are as often right, and a value that the program text suggests, too, is
right more often. A logistic model over a few such signs, fitted on held-out samples of the training corpus
(`training/calibrate.py`), gives the confidence; it lies beside the weights, in `calibration.json`. Without that file
the likelihood itself is shown.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from model_runtime.errors import DeskcheckError

CALIBRATION_FILE = "calibration.json"
CALIBRATION_SCHEMA = "deskcheck.calibration/1"
FEATURES = ("bias", "logit", "length", "agrees", "differs")
_LEAST_LOGPROB, _LEAST_GAP = -20.0, 1e-4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the decoder saw of one value, or of one frame."""

    logprob: float  # of all that was decided, nats; -inf for a value that was cut at its limit
    n_decided: int  # tokens or choices that the model decided
    agrees: bool | None = None  # with what the program text suggests; None: it suggests nothing

    @property
    def likelihood(self) -> float:
        """Probability under the model."""
        return min(1.0, math.exp(self.logprob))

    def features(self) -> tuple[float, ...]:
        """Give the signs, in the order of FEATURES."""
        logprob = max(self.logprob, _LEAST_LOGPROB)
        share = min(max(math.exp(logprob), 1e-9), 1 - _LEAST_GAP)
        logit = math.log(share) - math.log1p(-share)
        return (1.0, logit, math.log1p(self.n_decided), float(self.agrees is True), float(self.agrees is False))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the two logistic models, and what they were fitted on; no weights: likelihoods stay as they are."""

    value: tuple[float, ...] = ()
    frame: tuple[float, ...] = ()
    fitted: Mapping[str, Any] = field(default_factory=dict)

    def of_value(self, evidence: Evidence) -> float:
        """Give the probability that a value is right; 0 for one that was cut."""
        return 0.0 if math.isinf(evidence.logprob) else _probability(self.value, evidence)

    def of_frame(self, evidence: Evidence) -> float:
        """Give the probability that a frame's state is right; 1 when the model decided nothing of it."""
        return 1.0 if evidence.n_decided == 0 else _probability(self.frame, evidence)

    def write(self, folder: Path) -> None:
        """Write `calibration.json` into a checkpoint's folder."""
        document = {"schema": CALIBRATION_SCHEMA, "features": FEATURES, **asdict(self)}
        (folder / CALIBRATION_FILE).write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Calibration":
        """Read a checkpoint's calibration; one that has none gets the likelihoods.

        Raises:
            DeskcheckError: the file is damaged.
        """
        path = folder / CALIBRATION_FILE
        if not path.exists():
            return cls()
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["schema"] != CALIBRATION_SCHEMA or tuple(data["features"]) != FEATURES:
                raise DeskcheckError(f"{path} is of another version ({data['schema']}): fit it again")
            value, frame = (tuple(map(float, data[name])) for name in ("value", "frame"))
            if not all(len(weights) in (0, len(FEATURES)) for weights in (value, frame)):
                raise ValueError("wrong number of weights")
            return cls(value, frame, dict(data["fitted"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DeskcheckError(f"{path} is damaged: {error}") from error


def _probability(weights: tuple[float, ...], evidence: Evidence) -> float:
    if not weights:
        return round(evidence.likelihood, 4)
    score = sum(weight * sign for weight, sign in zip(weights, evidence.features(), strict=True))
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score)))), 4)
