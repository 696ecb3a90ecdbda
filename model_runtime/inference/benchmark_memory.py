"""How much memory a process takes that predicts, beyond what it holds when everything is imported.

Run as a program: reads a request from standard input, writes one JSON object. A process of its own, since the largest
memory of a process cannot be reset, and the benchmark's own one also runs what it compares with.
"""

import json
import resource
import subprocess
import sys
from typing import NamedTuple

import psutil

from model_runtime.errors import DeskcheckError
from model_runtime.predictor import PredictionRequest, make_request

TIMEOUT_S = 900


class Memory(NamedTuple):
    """MiB."""

    weights: float
    peak: float  # beyond imports


def measure_memory(model: str | None, device: str, request: PredictionRequest) -> Memory:
    """Predict one run in a process of its own.

    Raises:
        DeskcheckError: that process fails.
    """
    asked = {
        "model": model,
        "device": device,
        "source": request.source,
        "call": request.call,
        "function": request.function,
        "max_frames": request.max_frames,
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=True,
        )
        return Memory(**json.loads(done.stdout))
    except (OSError, ValueError, TypeError, subprocess.SubprocessError) as error:
        raise DeskcheckError(f"memory could not be measured: {error}") from error


def peak_memory_mib() -> float:
    """Give the largest resident memory this process has had, MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20) if sys.platform == "darwin" else peak / 1024


def main() -> None:
    """Measure this process."""
    from model_runtime.inference.local import LocalPredictor

    asked = json.load(sys.stdin)
    imports_mib = psutil.Process().memory_info().rss / (1 << 20)
    predictor = LocalPredictor.open(asked["model"], device=asked["device"])
    request = make_request(
        asked["source"],
        function=asked["function"],
        call=asked["call"],
        max_frames=asked["max_frames"],
        pure_neural=True,
    )
    for _ in predictor.predict_now(request):
        pass
    weights = {
        p.untyped_storage().data_ptr(): p.untyped_storage().nbytes() for p in predictor.engine.model.parameters()
    }
    found = Memory(weights=sum(weights.values()) / (1 << 20), peak=peak_memory_mib() - imports_mib)
    print(json.dumps(found._asdict()))


if __name__ == "__main__":
    main()
