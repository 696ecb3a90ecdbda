"""The model runtime: from source text to predicted trace frames."""
