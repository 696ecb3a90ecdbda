"""Tokenizer, checkpoint, engine and decoding: with `training`, the only places that import torch."""

import os

# Before any module here imports torch, which reads it once: threads that spin while they wait made a small model 20
# times slower (measured on two cores, one of them shared).
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
