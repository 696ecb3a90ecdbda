"""Corpus, training and evaluation of the embedded model."""

import model_runtime.inference  # noqa: F401  # first: it sets how torch's threads wait
