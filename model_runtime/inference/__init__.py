"""Tokenizer, checkpoint, engine and decoding: with `training`, the only places that import torch."""
